package ui

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// bookBar is the row of tools over the page: turning pages, filters, search.
type bookBar struct {
	t      *bookTab
	root   *fyne.Container
	page   *widget.Label
	goTo   *lineEntry
	open   *keyButton
	mine   *keyButton
	late   *keyButton
	kind   *widget.Select
	from   *lineEntry
	to     *lineEntry
	search *lineEntry
	back   *keyButton
	strip  *widget.Label // how the book stands; nil where it does not say
	filter store.Filter
	lates  int  // how many are late
	greet  bool // somebody has just come on duty: say what is left unfinished
}

func newBookBar(t *bookTab) *bookBar {
	b := &bookBar{t: t, page: widget.NewLabel("")}
	b.page.TextStyle.Bold = true
	home := func() { t.slip.focus() }
	b.goTo = newEscEntry(b.goToWord(), 118, func(s string) { t.goTo(s); b.goTo.SetText("") }, home)
	b.search = newEscEntry(lang.L("Search everything (Ctrl+F)"), 130, nil, func() { b.clear() })
	b.search.OnSubmitted = func(string) { t.list.openChosen() }
	b.search.onKey = func(k fyne.KeyName) bool {
		by := map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyUp: -1, fyne.KeyPageDown: 8, fyne.KeyPageUp: -8}[k]
		if by != 0 && b.back.Visible() {
			t.list.step(by)
		}
		return by != 0
	}
	b.open = newKeyButton(lang.L("Open ones"), func() { b.toggle(func(f *store.Filter) { f.Open = !f.Open }) })
	b.mine = newKeyButton(lang.L("Mine"), func() {
		b.toggle(func(f *store.Filter) {
			if f.Mine.ID != "" {
				f.Mine = forms.Person{}
				return
			}
			f.Mine = t.d.who
		})
	})
	b.late = newKeyButton(lang.L("Late ones"), func() { b.toggle(func(f *store.Filter) { f.Late = !f.Late }) })
	kinds := append([]string{lang.L("All kinds")}, t.book.Kinds...)
	b.kind = widget.NewSelect(kinds, nil)
	b.kind.SetSelected(kinds[0])
	b.from = newEscEntry(lang.L("from day"), 104, nil, func() { b.apply() })
	b.to = newEscEntry(lang.L("to day"), 104, nil, func() { b.apply() })
	b.back = newMainButton(lang.L("Back to the page"), b.clear)
	b.back.Hide()
	left := container.NewHBox(
		newIconButton(theme.NavigateBackIcon(), func() { t.turn(-1) }),
		b.page,
		newIconButton(theme.NavigateNextIcon(), func() { t.turn(1) }),
		newKeyButton(lang.L("Newest"), t.newest), b.goTo,
	)
	right := container.NewHBox(b.back, b.open, b.mine, b.late, b.kind, b.from, b.to)
	b.root = container.NewPadded(newBar(left, b.search, right, b.to, b.from, b.kind, b.mine))
	b.reset()
	if t.book.Strip != nil {
		b.strip = widget.NewLabel("")
		b.strip.Truncation = fyne.TextTruncateEllipsis
		b.root = container.NewBorder(nil, b.strip, nil, nil, b.root)
	}
	return b
}

// goToWord says what is typed to go somewhere: where entries are sheets of
// their own, their number, which a scanner types too.
func (b *bookBar) goToWord() string {
	if b.t.book.Single {
		return lang.L("number or scan")
	}
	return lang.L("page or day")
}

// toggle changes the filter and shows what it lets through.
func (b *bookBar) toggle(f func(*store.Filter)) {
	f(&b.filter)
	b.apply()
}

// apply shows the list that filter and search ask for, or the page when they
// ask for nothing.
func (b *bookBar) apply() {
	b.t.d.touch()
	f := b.filter
	f.Book, f.Viewer = b.t.book.Key, b.t.d.who
	if b.kind.SelectedIndex() > 0 {
		f.Kind = b.kind.Selected
	}
	f.From, f.To = day(b.from.Text, b.t.d.store.Now()), day(b.to.Text, b.t.d.store.Now())
	light(b.open, f.Open)
	light(b.mine, f.Mine.ID != "")
	b.lamp()
	empty := !f.Open && !f.Late && f.Mine.ID == "" && f.Kind == "" && f.From.IsZero() && f.To.IsZero() && b.search.Text == ""
	if empty {
		b.t.showPages()
		return
	}
	b.t.list.ask(f, b.search.Text)
	b.t.showList()
}

// lamp shows on the button for what is late whether anything is, and whether that
// is what is listed.
func (b *bookBar) lamp() {
	b.late.SetText(lang.L("Late {{.N}}", map[string]any{"N": b.lates}))
	light(b.late, b.filter.Late)
	if b.lates > 0 && !b.filter.Late {
		b.late.Importance = widget.DangerImportance
		b.late.Refresh()
	}
}

func light(b *keyButton, on bool) {
	b.Importance = widget.MediumImportance
	if on {
		b.Importance = widget.HighImportance
	}
	b.Refresh()
}

// clear takes all filters away and goes back to the page.
func (b *bookBar) clear() {
	b.t.showPages()
	b.t.d.touch()
	b.t.slip.focus()
}

// reset takes all filters away: over the page none is left standing.
func (b *bookBar) reset() {
	apply := func(string) { b.apply() }
	b.filter = store.Filter{}
	for _, e := range []*lineEntry{b.search, b.from, b.to} {
		e.OnChanged = nil
		e.SetText("")
		e.OnChanged = apply
	}
	b.kind.OnChanged = nil
	b.kind.SetSelectedIndex(0)
	b.kind.OnChanged = apply
	light(b.open, false)
	light(b.mine, false)
	b.lamp()
}

// searchAnew begins a search of the whole book: no filter is left standing
// that would hide what is looked for.
func (b *bookBar) searchAnew() {
	b.clear()
	b.t.d.win.Canvas().Focus(b.search)
}

// listed tells whether a list is shown instead of the page.
func (b *bookBar) listed(on bool) {
	if on {
		b.back.Show()
		return
	}
	conceal(b.back)
}

// show names the page.
func (b *bookBar) show(p store.PageInfo) {
	if b.t.book.Single && p.No > 0 {
		b.page.SetText(forms.Ref{Year: p.Year, No: p.No}.String())
		return
	}
	b.page.SetText(pageText(p))
}

func pageText(p store.PageInfo) string {
	if p.No == 0 {
		return lang.L("Page 1 (empty)")
	}
	return forms.LeafName(p.Year, p.No)
}

// count writes on the filters how many entries are open and late.
func (b *bookBar) count() {
	if b.strip != nil && b.t.d.who.ID != "" {
		b.strip.SetText(b.t.book.Strip(b.t.d.context()))
	}
	var open, late *store.Listing
	var err, err2 error
	viewer, book := b.t.d.who, b.t.book.Key
	b.t.d.async(func() {
		open, err = b.t.d.store.List(store.Filter{Book: book, Viewer: viewer, Open: true})
		late, err2 = b.t.d.store.List(store.Filter{Book: book, Viewer: viewer, Late: true})
	}, func() {
		if err != nil || err2 != nil {
			return // the counts are a convenience; the list itself reports its errors
		}
		b.open.SetText(lang.L("Open {{.N}}", map[string]any{"N": open.Count()}))
		b.lates = late.Count()
		b.lamp()
		if b.greet && open.Count() > 0 {
			// What the last shifts left unfinished is seen first (S0/3 4.1).
			b.t.d.say(lang.L("Left unfinished: {{.Open}}, of which late: {{.Late}}. Ctrl+O shows them.", map[string]any{"Open": open.Count(), "Late": late.Count()}))
		}
		b.greet = false
	})
}

var pageForm = regexp.MustCompile(`^(?:(\d{4})-?)?(\d{1,6})$`)

// pageNumber reads 37 or 2026-037, and 20260037 as a scanner types it.
func pageNumber(s string, year int) (y, no int, ok bool) {
	m := pageForm.FindStringSubmatch(s)
	if m == nil {
		return 0, 0, false
	}
	if m[1] != "" && len(s) < 8 && !strings.Contains(s, "-") { // 12345 is a number, no year
		m[1], m[2] = "", s
	}
	if m[1] != "" {
		year, _ = strconv.Atoi(m[1])
	}
	no, _ = strconv.Atoi(m[2])
	return year, no, no > 0
}

// day reads a day as it is typed into a filter; what is not one yet filters
// nothing.
func day(s string, now time.Time) time.Time {
	if len(s) < 3 {
		return time.Time{}
	}
	t, err := paper.ParseTime(s+" 0:00", now)
	if err != nil {
		return time.Time{}
	}
	return t
}
