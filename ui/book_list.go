package ui

import (
	"context"
	"image/color"
	"time"

	"frontdesk/forms"
	sheet "frontdesk/forms/paper"
	"frontdesk/store"

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
	d      *desk
	book   *forms.Book
	root   *fyne.Container
	list   *widget.List
	empty  *widget.Label
	choose func(forms.Ref)

	filter  store.Filter
	text    string
	listing *store.Listing
	hits    []store.Row // of a search
	cache   map[int][]store.Row
	asked   int
	at      int
}

// hitsMost is how many entries a search shows: more are not read, they are
// searched for with one word more.
const hitsMost = 200

// windowRows is how many rows are read at a time.
const windowRows = 64

func newBookList(d *desk, b *forms.Book, choose func(forms.Ref)) *bookList {
	l := &bookList{d: d, book: b, choose: choose, cache: map[int][]store.Row{}, at: -1}
	l.list = widget.NewList(l.count, func() fyne.CanvasObject { return newListRow() }, func(i widget.ListItemID, o fyne.CanvasObject) {
		r := l.row(i)
		o.(*listRow).show(r, l.d.store.Now(), l.other(r.Ref.Book))
	})
	l.list.OnSelected = func(i widget.ListItemID) {
		l.at = i
		l.d.touch()
		if r := l.row(i); r.Ref.No > 0 {
			l.choose(r.Ref)
		}
	}
	l.empty = firstLabel("")
	l.empty.Alignment = fyne.TextAlignCenter
	l.root = container.NewBorder(newListHead(), nil, nil, nil,
		container.NewStack(l.list, container.NewCenter(container.NewGridWrap(fyne.NewSize(640, 80), l.empty))))
	return l
}

// other names the book of an entry that is none of this one's.
func (l *bookList) other(key string) string {
	for _, b := range forms.Books() {
		if b.Key == key && key != l.book.Key {
			return b.Name
		}
	}
	return ""
}

// ask shows what the filter lets through, or what the search finds.
func (l *bookList) ask(f store.Filter, text string) {
	l.filter, l.text = f, text
	l.reload()
}

// reload asks the same again.
func (l *bookList) reload() {
	if l.filter.Book == "" {
		return
	}
	l.asked++
	mine, f, text := l.asked, l.filter, l.text
	var hits []store.Row
	var listing *store.Listing
	var err error
	l.d.async(func() {
		if text != "" {
			hits, err = l.d.store.Search(context.Background(), store.Query{Text: text, Viewer: f.Viewer, Limit: hitsMost})
			hits = through(hits, f)
		} else {
			listing, err = l.d.store.List(f)
		}
	}, func() {
		if mine != l.asked {
			return
		}
		if err != nil {
			l.d.fail(err)
			return
		}
		l.hits, l.listing, l.cache, l.at = hits, listing, map[int][]store.Row{}, -1
		l.list.UnselectAll()
		l.list.ScrollToTop()
		l.list.Refresh()
		l.tell()
	})
}

// through holds search hits against the filter.
func through(hits []store.Row, f store.Filter) []store.Row {
	var out []store.Row
	for _, r := range hits {
		ok := (!f.Open || r.Open) && (!f.Late || r.Late) && (f.Kind == "" || r.Kind == f.Kind) &&
			(f.Mine.ID == "" || r.Writer == f.Mine.ID || r.Handler == f.Mine.Name) &&
			(f.From.IsZero() || !r.Happened.Before(f.From)) && (f.To.IsZero() || r.Happened.Before(f.To.AddDate(0, 0, 1)))
		if ok {
			out = append(out, r)
		}
	}
	return out
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

// tell says what an empty list means.
func (l *bookList) tell() {
	switch n := l.count(); {
	case n == 0 && l.text != "":
		l.empty.SetText(lang.L("Nothing was found. Try fewer words, a part of the room, the phone or a name's initials. Esc goes back."))
	case n == 0:
		l.empty.SetText(lang.L("There is no such entry. Esc goes back to the page."))
	default:
		l.empty.SetText("")
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

func (l *bookList) step(by int) {
	if to := l.at + by; to >= 0 && to < l.count() {
		l.list.Select(to)
	}
}

// listRow is one line of the list, its words in columns.
type listRow struct {
	widget.BaseWidget
	texts [8]*canvas.Text
}

// columns of a list row: where each begins, in parts of the width, with the
// head that the form gives it.
var columns = [8]float32{0.01, 0.085, 0.19, 0.29, 0.36, 0.44, 0.535, 0.93}

func newListRow() *listRow {
	r := &listRow{}
	for i := range r.texts {
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
func (r *listRow) show(x store.Row, now time.Time, other string) {
	due := sheet.Stamp(x.Due, now)
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
	for i, s := range [8]string{x.Ref.String(), sheet.Stamp(x.Happened, now), x.Room, x.Name, kind, x.State, mark + x.Subject, x.Handler} {
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
	for i, t := range x.r.texts {
		t.Move(fyne.NewPos(s.Width*columns[i], 6))
	}
	x.fit(s)
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
		for len(runes) > 1 && sheet.Width(string(runes), false) > room {
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
	for _, t := range x.r.texts {
		t.Refresh()
	}
}

func (x *listRowRenderer) Objects() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, t := range x.r.texts {
		out = append(out, t)
	}
	return out
}
