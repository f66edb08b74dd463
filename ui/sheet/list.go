package sheet

import (
	"frontdesk/forms/paper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// longestList is how many suggestions are shown at once, widestList how wide
// they are at most, in characters.
const (
	longestList = 8
	widestList  = 40
)

// suggestions is the list at a blank. It is drawn inside the form: an overlay
// would take the caret away.
type suggestions struct {
	widget.BaseWidget
	form   *Form
	owner  field
	items  []Suggestion
	picked func(Suggestion)
	at     int // the row that is lit; -1 for none
	from   int // the first row that is shown
	rows   int // how many rows are shown
	row    float32
	size   float32
	over   bool // the mouse is over the list
	drawn  []fyne.CanvasObject
}

func newSuggestions(f *Form) *suggestions {
	l := &suggestions{form: f}
	l.ExtendBaseWidget(l)
	l.Hide()
	return l
}

// show offers items at a blank.
func (l *suggestions) show(x field, items []Suggestion, take func(Suggestion)) {
	if len(items) == 0 {
		l.hide()
		return
	}
	l.owner, l.items, l.picked, l.at, l.from = x, items, take, 0, 0
	l.settle()
	l.draw()
	l.Show()
}

func (l *suggestions) settle() {
	f := l.form
	l.size = f.s.size(f.sheet.Points)
	l.row = f.s.snap(l.size * 1.9)
	at := l.owner.Position().Add(f.leaf.Position()).Subtract(f.scroll.Offset)
	foot := at.Y + l.owner.Size().Height + f.s.hair()
	below, above := f.Size().Height-foot-4, at.Y-4
	l.rows = min(len(l.items), longestList)
	up := below < l.row*float32(l.rows) && above > below
	room := below
	if up {
		room = above
	}
	l.rows = max(min(l.rows, int((room-2)/l.row)), 1)
	wide := l.owner.Size().Width + f.s.hair()
	for _, s := range l.items {
		wide = max(wide, width(s.Text, l.size, false)+width(s.Detail, l.size, false)+3*l.size)
	}
	wide = f.s.snap(min(wide, widestList*l.size, f.Size().Width-8))
	high := l.row*float32(l.rows) + 2*f.s.hair()
	y := foot
	if up {
		y = at.Y - high
	}
	l.Move(fyne.NewPos(f.s.snap(max(min(at.X, f.Size().Width-wide-4), 4)), f.s.snap(max(y, 0))))
	l.Resize(fyne.NewSize(wide, high))
}

// light lights a row and brings it into sight; -1 lights none.
func (l *suggestions) light(i int) {
	l.at = i
	if i >= 0 {
		l.from = min(max(l.from, i-l.rows+1), i)
	}
	l.draw()
}

func (l *suggestions) draw() {
	if l.owner == nil {
		return
	}
	f := l.form
	k := &ink{s: f.s, c: f.c}
	ground := canvas.NewRectangle(k.c.paper)
	ground.Shadow = canvas.Shadow{Color: k.c.shadow, BlurRadius: 6, Offset: fyne.NewPos(0, 2), Variant: canvas.DropShadow}
	k.add(ground, 0, 0, l.Size().Width, l.Size().Height)
	for n := range l.rows {
		l.drawRow(k, n)
	}
	k.outline(0, 0, l.Size().Width, l.Size().Height, k.s.hair(), k.c.accent)
	l.drawn = k.out
	canvas.Refresh(l)
}

func (l *suggestions) drawRow(k *ink, n int) {
	i, hair := l.from+n, k.s.hair()
	if i >= len(l.items) {
		return
	}
	y := hair + l.row*float32(n)
	if i == l.at {
		k.add(canvas.NewRectangle(k.c.here), hair, y, l.Size().Width-2*hair, l.row)
		k.add(canvas.NewRectangle(k.c.accent), hair, y, k.s.snap(3), l.row)
	}
	s := l.items[i]
	x := k.s.snap(l.size * 0.7)
	text := k.s.snap(y + (l.row-l.size*paper.Leading)/2)
	k.words(s.Text, x, text, l.size, false, k.c.ink)
	x = k.s.snap(x + width(s.Text, l.size, false) + l.size)
	k.words(fitting(s.Detail, l.Size().Width-x-l.size/2, l.size), x, text, l.size, false, k.c.faint)
}

// fitting cuts a text to a width.
func fitting(s string, wide, size float32) string {
	if width(s, size, false) <= wide {
		return s
	}
	r := []rune(s)
	for len(r) > 0 && width(string(r)+"…", size, false) > wide {
		r = r[:len(r)-1]
	}
	if len(r) == 0 {
		return ""
	}
	return string(r) + "…"
}

func (l *suggestions) hide() {
	l.over = false
	if l.Visible() {
		l.Hide()
	}
}

// leave hides the list when the caret leaves its blank, but not under the
// mouse that is about to click it.
func (l *suggestions) leave(x field) {
	if l.owner == x && !l.over {
		l.hide()
	}
}

func (l *suggestions) openAt(x field) bool { return l.Visible() && l.owner == x }

// move goes up or down the list, and tells whether there is one.
func (l *suggestions) move(x field, by int) bool {
	if !l.openAt(x) {
		return false
	}
	n := len(l.items)
	switch {
	case l.at < 0 && by < 0:
		l.light(n - 1)
	case l.at < 0:
		l.light(0)
	default:
		l.light((l.at + by + n) % n)
	}
	return true
}

// pickLit picks the row that is lit, and tells whether there was one.
func (l *suggestions) pickLit(x field) bool {
	if !l.openAt(x) || l.at < 0 {
		l.hide()
		return false
	}
	l.pick(l.at)
	return true
}

func (l *suggestions) pick(i int) {
	s := l.items[i]
	l.hide()
	l.picked(s)
}

func (l *suggestions) under(p fyne.Position) (int, bool) {
	n := int((p.Y - l.form.s.hair()) / l.row)
	return l.from + n, p.Y >= 0 && n < l.rows && l.from+n < len(l.items)
}

// Tapped picks the row under the mouse.
func (l *suggestions) Tapped(e *fyne.PointEvent) {
	if i, ok := l.under(e.Position); ok {
		l.pick(i)
	}
}

// MouseIn lights the row under the mouse, and keeps the list while the click
// takes the caret away.
func (l *suggestions) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved lights the row under the mouse.
func (l *suggestions) MouseMoved(e *desktop.MouseEvent) {
	l.over = true
	if i, ok := l.under(e.Position); ok && i != l.at {
		l.light(i)
	}
}

// MouseOut lets the list go when its blank has lost the caret meanwhile.
func (l *suggestions) MouseOut() {
	l.over = false
	if l.form.focused != l.owner {
		l.hide()
	}
}

// Scrolled goes along a list that is longer than what is shown of it.
func (l *suggestions) Scrolled(e *fyne.ScrollEvent) {
	switch {
	case e.Scrolled.DY > 0:
		l.from = max(l.from-1, 0)
	case e.Scrolled.DY < 0:
		l.from = max(min(l.from+1, len(l.items)-l.rows), 0)
	}
	l.draw()
}

// Cursor says that a row can be clicked.
func (l *suggestions) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer shows the list.
func (l *suggestions) CreateRenderer() fyne.WidgetRenderer { return listRenderer{l} }

type listRenderer struct{ l *suggestions }

func (r listRenderer) Layout(fyne.Size)             {}
func (r listRenderer) MinSize() fyne.Size           { return fyne.NewSize(10, 10) }
func (r listRenderer) Refresh()                     {}
func (r listRenderer) Destroy()                     {}
func (r listRenderer) Objects() []fyne.CanvasObject { return r.l.drawn }
