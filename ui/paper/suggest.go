package paper

import (
	"image/color"

	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// longestList is how many suggestions are shown at once.
const longestList = 8

// suggestions is the list under a blank. It is drawn inside the form: an
// overlay would take the caret away.
type suggestions struct {
	widget.BaseWidget
	form  *Form
	owner *entry
	items []Suggestion
	at    int
	row   float32
	drawn []fyne.CanvasObject
}

func newSuggestions(f *Form) *suggestions {
	l := &suggestions{form: f}
	l.ExtendBaseWidget(l)
	l.Hide()
	return l
}

// suggest asks the owner what may be meant.
func (f *Form) suggest(e *entry, typed string) {
	if f.o.Suggest == nil || e.b.From == "" || f.focused != e {
		return
	}
	items := f.o.Suggest(e.b, typed)
	if len(items) > longestList {
		items = items[:longestList]
	}
	f.list.show(e, items)
	f.Refresh()
}

func (l *suggestions) show(e *entry, items []Suggestion) {
	l.owner, l.items, l.at = e, items, 0
	if len(items) == 0 {
		l.Hide()
		return
	}
	size := e.look.text
	l.row = size * 1.9
	width := float32(0)
	for _, s := range items {
		m := fyne.MeasureText(s.Text+"　"+s.Detail, size, fyne.TextStyle{})
		width = max(width, m.Width+4*e.look.pad)
	}
	width = min(max(width, e.holder.Size().Width), l.form.Size().Width-8)
	height := l.row*float32(len(items)) + 2
	p := e.holder.Position()
	y := p.Y + e.holder.Size().Height
	if y+height > l.form.Size().Height && p.Y-height > 0 {
		y = p.Y - height
	}
	l.Move(fyne.NewPos(min(p.X, l.form.Size().Width-width-4), y))
	l.Resize(fyne.NewSize(width, height))
	l.draw()
	l.Show()
}

func (l *suggestions) draw() {
	size := l.owner.look.text
	bg := canvas.NewRectangle(color.White)
	bg.StrokeColor, bg.StrokeWidth = theme.Accent, 1
	bg.Resize(l.Size())
	l.drawn = []fyne.CanvasObject{bg}
	for i, s := range l.items {
		y := 1 + l.row*float32(i)
		if i == l.at {
			r := canvas.NewRectangle(theme.Focus)
			r.Move(fyne.NewPos(1, y))
			r.Resize(fyne.NewSize(l.Size().Width-2, l.row))
			l.drawn = append(l.drawn, r)
		}
		t := canvas.NewText(s.Text, theme.Ink)
		t.TextSize = size
		t.Move(fyne.NewPos(2*l.owner.look.pad, y+(l.row-t.MinSize().Height)/2))
		d := canvas.NewText(s.Detail, theme.Faint)
		d.TextSize = size
		d.Move(fyne.NewPos(2*l.owner.look.pad+t.MinSize().Width+size, y+(l.row-t.MinSize().Height)/2))
		l.drawn = append(l.drawn, t, d)
	}
	canvas.Refresh(l)
}

func (l *suggestions) hide() { l.Hide() }

// leave hides the list when the caret has left its blank for good.
func (l *suggestions) leave(e *entry) {
	if l.owner == e && l.form.focused != e && l.Visible() {
		l.hide()
		l.form.Refresh()
	}
}

// move goes up or down the list, and tells whether there is one.
func (l *suggestions) move(e *entry, k fyne.KeyName) bool {
	if !l.Visible() || l.owner != e {
		return false
	}
	by := 1
	if k == fyne.KeyUp {
		by = -1
	}
	l.at = (l.at + by + len(l.items)) % len(l.items)
	l.draw()
	return true
}

// take picks the row that is lit, and tells whether there was one.
func (l *suggestions) take(e *entry) bool {
	if !l.Visible() || l.owner != e {
		return false
	}
	l.pick(l.at)
	return true
}

func (l *suggestions) pick(i int) {
	s, e := l.items[i], l.owner
	l.hide()
	if l.form.o.Picked != nil {
		l.form.o.Picked(e.b, s)
	} else {
		_ = e.b.Set(s.Text) // text taken from a list that the owner gave
	}
	e.bad = ""
	l.form.Reread()
	e.before = e.Text
	if l.form.o.Changed != nil {
		l.form.o.Changed()
	}
	l.form.next(e)
}

// MouseDown picks the row under the mouse, before the click takes the caret
// away.
func (l *suggestions) MouseDown(e *desktop.MouseEvent) {
	if i := int(e.Position.Y / l.row); i >= 0 && i < len(l.items) {
		l.pick(i)
	}
}

// MouseUp does nothing: the row was picked when the mouse went down.
func (l *suggestions) MouseUp(*desktop.MouseEvent) {}

// CreateRenderer shows the list.
func (l *suggestions) CreateRenderer() fyne.WidgetRenderer { return &listRenderer{l} }

type listRenderer struct{ l *suggestions }

func (r *listRenderer) Layout(fyne.Size)             {}
func (r *listRenderer) MinSize() fyne.Size           { return fyne.NewSize(10, 10) }
func (r *listRenderer) Refresh()                     { canvas.Refresh(r.l) }
func (r *listRenderer) Destroy()                     {}
func (r *listRenderer) Objects() []fyne.CanvasObject { return r.l.drawn }
