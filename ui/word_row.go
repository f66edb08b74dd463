package ui

import (
	look "frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// wordRow is a line of words under each other's heads.
type wordRow struct {
	widget.BaseWidget
	labels []*widget.Label
	widths []float32 // in the window's units at the usual size of print; 0 takes what is left
}

func newWordRow(widths []float32, words ...string) *wordRow {
	c := &wordRow{widths: widths}
	for range widths {
		l := widget.NewLabel("")
		l.Truncation = fyne.TextTruncateEllipsis
		c.labels = append(c.labels, l)
	}
	c.ExtendBaseWidget(c)
	for _, l := range c.labels {
		l.TextStyle.Bold = len(words) > 0 // it is the heads
	}
	c.set(words...)
	return c
}

func (c *wordRow) set(words ...string) {
	for i, w := range words {
		if c.labels[i].Text != w {
			c.labels[i].SetText(w)
		}
	}
}

// CreateRenderer lays the words out.
func (c *wordRow) CreateRenderer() fyne.WidgetRenderer { return &wordRowRenderer{c} }

type wordRowRenderer struct{ c *wordRow }

func (r *wordRowRenderer) Layout(s fyne.Size) {
	scale := theme.TextSize() / look.UsualText
	rest := s.Width
	for _, w := range r.c.widths {
		rest -= w * scale
	}
	x := float32(0)
	for i, w := range r.c.widths {
		w *= scale
		if w == 0 {
			w = max(rest, 0)
		}
		r.c.labels[i].Move(fyne.NewPos(x, 0))
		r.c.labels[i].Resize(fyne.NewSize(w, s.Height))
		x += w
	}
}

func (r *wordRowRenderer) MinSize() fyne.Size {
	s := r.c.labels[0].MinSize()
	for _, w := range r.c.widths {
		s.Width += w * theme.TextSize() / look.UsualText
	}
	return s
}

func (r *wordRowRenderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.c.labels))
	for i, l := range r.c.labels {
		out[i] = l
	}
	return out
}

func (r *wordRowRenderer) Refresh() {
	r.Layout(r.c.Size())
	for _, l := range r.c.labels {
		l.Refresh()
	}
}

func (r *wordRowRenderer) Destroy() {}

// copyList is a list that the arrows choose in, Enter takes from and Escape
// leaves.
type copyList struct {
	widget.List
	at       int // the line that is chosen; whoever listens to OnSelected says so
	onEnter  func()
	onEscape func()
	m        *modal // small window that it stands in; nil elsewhere
}

func newCopyList(length func() int, fill func(i int, o *wordRow)) *copyList {
	l := &copyList{at: -1}
	l.Length = length
	l.CreateItem = func() fyne.CanvasObject { return newWordRow(copyWidths()) }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { fill(i, o.(*wordRow)) }
	l.ExtendBaseWidget(l)
	return l
}

func (l *copyList) hear(m *modal) { l.m = m }

// TypedKey goes through the list.
func (l *copyList) TypedKey(k *fyne.KeyEvent) {
	l.m.touch()
	by := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -8, fyne.KeyPageDown: 8, fyne.KeyHome: -1 << 20, fyne.KeyEnd: 1 << 20}[k.Name]
	switch {
	case k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter:
		l.onEnter()
	case k.Name == fyne.KeyEscape:
		l.onEscape()
	case by != 0 && l.Length() > 0:
		i := min(max(l.at+by, 0), l.Length()-1)
		l.Select(i)
		l.Highlight(i)
	}
}
