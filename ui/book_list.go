package ui

import (
	"context"
	"image/color"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/paper"
	"frontdesk/store"
	look "frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// bookList shows lines of the book that a filter or a search found: urgent
// ones first (S0/3 4.3.3), then the newest. It reads only what is seen.
type bookList struct {
	d     *desk
	book  *forms.Book
	tab   *bookTab // whose chosen entry is tinted
	root  *fyne.Container
	list  *widget.List
	empty *widget.Label
	found *widget.Label // how many

	filter  store.Filter
	text    string
	listing *store.Listing
	hits    []store.Row // of a search
	cache   map[int][]store.Row
	asked   int
	waits   bool // what is shown is not yet what was asked for
	enter   bool // Enter was pressed meanwhile
	at      int
}

// hitsMost is how many entries a search shows: more are not read, they are
// searched for with one word more.
const hitsMost = 200

// windowRows is how many rows are read at a time.
const windowRows = 64

func newBookList(d *desk, b *forms.Book, tab *bookTab) *bookList {
	l := &bookList{d: d, book: b, tab: tab, cache: map[int][]store.Row{}, at: -1, found: widget.NewLabel("")}
	l.list = widget.NewList(l.count, func() fyne.CanvasObject { return newListRow() }, func(i widget.ListItemID, o fyne.CanvasObject) {
		r := l.row(i)
		o.(*listRow).show(r, l.d.store.Now(), l.other(r.Ref.Book), r.Ref.No > 0 && r.Ref == l.tab.chosen, l.text)
	})
	l.list.OnSelected = func(i widget.ListItemID) {
		l.list.UnselectAll() // the tint is the chosen entry's, not the place's
		l.at = i
		l.d.touch()
		if r := l.row(i); r.Ref.No > 0 {
			l.tab.picked(r.Ref)
		}
	}
	l.empty = firstLabel("")
	l.empty.Alignment = fyne.TextAlignCenter
	l.root = container.NewBorder(container.NewVBox(l.found, newListHead()), nil, nil, nil,
		container.NewStack(l.list, container.NewCenter(container.NewGridWrap(fyne.NewSize(640, 80), l.empty))))
	return l
}

// other names the book of an entry that is none of this one's.
func (l *bookList) other(key string) string {
	if b := books.Named(key); b != nil && key != l.book.Key {
		return b.Name
	}
	return ""
}

// ask shows what the filter lets through, or what the search finds.
func (l *bookList) ask(f store.Filter, text string) {
	if l.filter != f || l.text != text {
		l.at, l.enter = -1, false
		l.list.ScrollToTop()
	}
	l.filter, l.text = f, text
	l.reload()
}

// forget lets go of what is listed.
func (l *bookList) forget() {
	l.asked++
	l.filter, l.text, l.hits, l.listing, l.cache, l.at = store.Filter{}, "", nil, nil, map[int][]store.Row{}, -1
	l.list.Refresh()
}

// reload asks the same again; what is read stays where it is.
func (l *bookList) reload() {
	if l.filter.Book == "" {
		return
	}
	l.asked++
	l.waits = true
	mine, f, text := l.asked, l.filter, l.text
	var hits []store.Row
	var listing *store.Listing
	var err error
	l.d.async(func() {
		if text != "" {
			hits, err = l.d.store.Search(context.Background(), store.Query{Text: text, Viewer: f.Viewer, Limit: hitsMost, Only: f})
		} else {
			listing, err = l.d.store.List(f)
		}
	}, func() {
		if mine != l.asked {
			return
		}
		enter := l.enter
		l.waits, l.enter = false, false
		if err != nil {
			l.d.fail(err)
			return
		}
		l.hits, l.listing, l.cache = hits, listing, map[int][]store.Row{}
		l.at = l.where()
		l.list.Refresh()
		l.explainEmpty()
		if enter && l.d.who.ID != "" {
			l.openChosen()
		}
	})
}

func (l *bookList) count() int {
	switch {
	case l.text != "":
		return len(l.hits)
	case l.listing != nil:
		return l.listing.Count()
	}
	return 0
}

// explainEmpty says what an empty list means.
func (l *bookList) explainEmpty() {
	l.found.SetText("")
	switch n := l.count(); {
	case n == 0 && l.text != "":
		l.empty.SetText(lang.L("Nothing was found. Try fewer words, a part of the room, the phone or a name's initials. Esc goes back."))
	case n == 0:
		l.empty.SetText(lang.L("There is no such entry. Esc goes back to the page."))
	default:
		l.empty.SetText("")
		if words := lang.L("{{.N}} found. ↑ ↓ choose, Enter opens, Esc goes back.", map[string]any{"N": n}); n < hitsMost || l.text == "" {
			l.found.SetText(words)
		} else {
			l.found.SetText(lang.L("The first {{.N}} are shown: one word more finds less.", map[string]any{"N": n}))
		}
	}
}

// row reads the rows round i when they are not at hand: an indexed read of a
// few, quick enough for a scroll step.
func (l *bookList) row(i int) store.Row {
	if l.text != "" {
		if i < len(l.hits) {
			return l.hits[i]
		}
		return store.Row{}
	}
	w := i / windowRows
	rows, ok := l.cache[w]
	if !ok && l.listing != nil {
		var err error
		rows, err = l.listing.Rows(context.Background(), w*windowRows, windowRows)
		if err != nil {
			l.d.say(sentence(err))
			return store.Row{}
		}
		l.cache[w] = rows
	}
	if k := i % windowRows; k < len(rows) {
		return rows[k]
	}
	return store.Row{}
}

// lookRound is how far from its old place the chosen entry is looked for: others
// come in and go one by one.
const lookRound = 2 * windowRows

// where is the place of the chosen entry now. Where it is not near the old one any
// more, the old place is what is left of it.
func (l *bookList) where() int {
	if l.at < 0 || l.tab.chosen.No == 0 {
		return l.at
	}
	for off := range lookRound {
		for _, i := range []int{l.at + off, l.at - off} {
			if i >= 0 && i < l.count() && l.row(i).Ref == l.tab.chosen {
				return i
			}
		}
	}
	return l.at
}

// step goes to another entry, counted from the chosen one.
func (l *bookList) step(by int) {
	to := l.where() + by
	if to < 0 || to >= l.count() {
		return
	}
	if r := l.row(to); r.Ref.No > 0 {
		l.at = to
		l.list.ScrollTo(to)
		l.tab.choose(r.Ref)
	}
}

// openChosen opens what is chosen in the list, the first one where nothing is; what was
// asked for is waited for.
func (l *bookList) openChosen() {
	if l.enter = l.waits; l.waits || !l.tab.bar.back.Visible() {
		return
	}
	if l.at < 0 {
		l.step(1)
		return
	}
	l.tab.next()
}

// listRow is one line of the list, its words in columns.
type listRow struct {
	widget.BaseWidget
	tint  *canvas.Rectangle    // under the chosen entry
	hits  [8]*canvas.Rectangle // under the words that were searched for
	texts [8]*canvas.Text
	typed string
}

// columns of a list row: where each begins, in parts of the width, with the
// head that the form gives it.
var columns = [8]float32{0.01, 0.085, 0.19, 0.29, 0.36, 0.44, 0.535, 0.93}

func newListRow() *listRow {
	r := &listRow{tint: canvas.NewRectangle(color.Transparent)}
	for i := range r.texts {
		r.hits[i] = canvas.NewRectangle(color.Transparent)
		r.texts[i] = canvas.NewText("", color.Black)
		r.texts[i].TextSize = 15
	}
	r.ExtendBaseWidget(r)
	return r
}

// newListHead names the columns as the form does.
func newListHead() *listRow {
	r := newListRow()
	for i, s := range [8]string{
		lang.L("Number"), lang.L("When"), lang.L("Room"), lang.L("Who"), lang.L("Kind"), lang.L("State"), lang.L("What"), lang.L("Handler"),
	} {
		r.texts[i].Text, r.texts[i].TextStyle.Bold = s, true
		r.texts[i].Color = theme.Color(theme.ColorNamePlaceHolder)
	}
	return r
}

// show writes an entry into the row; other names its book where that is not
// the one that is shown.
func (r *listRow) show(x store.Row, now time.Time, other string, chosen bool, typed string) {
	r.typed, r.tint.FillColor = typed, color.Transparent
	if chosen {
		r.tint.FillColor = theme.Color(theme.ColorNameSelection)
	}
	due := paper.Stamp(x.Due, now)
	if x.Late {
		due = lang.L("Late") + " " + due
	}
	mark := ""
	if x.Urgent && x.Open {
		mark = lang.L("URGENT") + " "
	}
	kind := x.Kind
	if other != "" { // found in another book
		kind = other
	}
	for i, s := range [8]string{x.Ref.String(), paper.Stamp(x.Happened, now), x.Room, x.Name, kind, x.State, mark + x.Subject, x.Handler} {
		r.texts[i].Text = s
		r.texts[i].Color = theme.Color(theme.ColorNameForeground)
		if x.Void {
			r.texts[i].Color = theme.Color(theme.ColorNamePlaceHolder)
		}
	}
	if x.Late {
		r.texts[5].Text, r.texts[5].Color = due, theme.Color(theme.ColorNameError)
	}
	if mark != "" {
		r.texts[6].Color = theme.Color(theme.ColorNameError)
	}
	r.Refresh()
}

// CreateRenderer shows the row.
func (r *listRow) CreateRenderer() fyne.WidgetRenderer { return &listRowRenderer{r} }

type listRowRenderer struct{ r *listRow }

func (x *listRowRenderer) Layout(s fyne.Size) {
	x.r.tint.Resize(s)
	for i, t := range x.r.texts {
		t.Move(fyne.NewPos(s.Width*columns[i], 6))
	}
	x.fit(s)
	x.hit(s)
}

// hit marks what was searched for, where it stands in a column as it was typed.
func (x *listRowRenderer) hit(s fyne.Size) {
	for i, t := range x.r.texts {
		h := x.r.hits[i]
		h.Hide()
		for _, word := range strings.Fields(x.r.typed) {
			before, _, found := strings.Cut(strings.ToLower(t.Text), strings.ToLower(word))
			if !found {
				continue
			}
			h.FillColor = theme.Color(look.ColorNameHit)
			h.Move(fyne.NewPos(s.Width*columns[i]+fyne.MeasureText(before, t.TextSize, t.TextStyle).Width, 5))
			h.Resize(fyne.NewSize(fyne.MeasureText(word, t.TextSize, t.TextStyle).Width, s.Height-10))
			h.Show()
		}
	}
}

// fit cuts words that would run into the next column.
func (x *listRowRenderer) fit(s fyne.Size) {
	for i, t := range x.r.texts {
		end := s.Width
		if i+1 < len(columns) {
			end = s.Width * columns[i+1]
		}
		room := float64((end - s.Width*columns[i] - 8) / t.TextSize)
		runes := []rune(t.Text)
		for len(runes) > 1 && paper.Width(string(runes), false) > room {
			runes = runes[:len(runes)-1]
		}
		if len(runes) < len([]rune(t.Text)) {
			runes[len(runes)-1] = '…'
		}
		t.Text = string(runes)
	}
}

func (x *listRowRenderer) MinSize() fyne.Size { return fyne.NewSize(600, 34) }
func (x *listRowRenderer) Destroy()           {}

func (x *listRowRenderer) Refresh() {
	x.fit(x.r.Size())
	x.hit(x.r.Size())
	x.r.tint.Refresh()
	for i, t := range x.r.texts {
		x.r.hits[i].Refresh()
		t.Refresh()
	}
}

func (x *listRowRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{x.r.tint}
	for i, t := range x.r.texts {
		out = append(out, x.r.hits[i], t)
	}
	return out
}
