package ui

import (
	"frontdesk/forms"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// tab is a paper form of the office, or a page beside them.
type tab struct {
	name  string
	key   fyne.KeyName // that shows it, with Ctrl; empty for none
	root  fyne.CanvasObject
	book  *bookTab                // nil beside the books
	shown func()                  // called when it comes into sight; may be nil
	save  func()                  // Ctrl+S; may be nil
	loose func(fyne.KeyName) bool // a key while no blank has the caret; may be nil

	chosen func() forms.Ref // the entry that is chosen on a page beside the books; nil where none can be
}

// tabRow is the row of tabs: in the head of the window, so that the paper has
// the height. Those for which the window is too narrow stand in a menu.
type tabRow struct {
	tabs    []tab
	buttons *fyne.Container
	more    *keyButton
	content *fyne.Container
	at      int
	alarm   []bool           // tabs behind which something is late
	chosen  func(before int) // called when another one is shown
}

func newTabRow(win fyne.Window, at int, tabs ...tab) *tabRow {
	r := &tabRow{tabs: tabs, content: container.NewStack(), chosen: func(int) {}, at: at, alarm: make([]bool, len(tabs))}
	r.more = newKeyButton("⋯", nil)
	r.more.Importance = widget.LowImportance
	r.more.OnTapped = func() { r.rest(win) }
	// The layout reads the row as a whole, so it is made whole.
	r.buttons = container.NewWithoutLayout()
	for i, t := range tabs {
		r.buttons.Objects = append(r.buttons.Objects, newKeyButton(t.name, func() { r.choose(i) }))
	}
	r.buttons.Objects = append(r.buttons.Objects, r.more)
	r.buttons.Layout = &tabLayout{r}
	r.choose(at)
	return r
}

// button is the button of a tab.
func (r *tabRow) button(i int) *keyButton { return r.buttons.Objects[i].(*keyButton) }

// rename changes what stands on a tab's button, and whether something is late
// behind it.
func (r *tabRow) rename(i int, name string, alarm bool) {
	r.alarm[i] = alarm
	if b := r.button(i); b.Text != name {
		b.Text = name
		r.buttons.Refresh()
	}
	r.paint(i)
}

// paint shows which tab is the one that is seen, and behind which something is
// late: that stays red, whatever is turned to.
func (r *tabRow) paint(i int) {
	b, importance := r.button(i), widget.LowImportance
	switch {
	case i == r.at:
		importance = widget.HighImportance
	case r.alarm[i]:
		importance = widget.DangerImportance
	}
	b.Importance = importance
	b.Refresh()
}

// rest offers the tabs for which there was no room.
func (r *tabRow) rest(win fyne.Window) {
	var items []*fyne.MenuItem
	for i := range r.tabs {
		if !r.button(i).Visible() {
			items = append(items, fyne.NewMenuItem(r.tabs[i].name, func() { r.choose(i) }))
		}
	}
	pop := widget.NewPopUpMenu(fyne.NewMenu("", items...), win.Canvas())
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.more)
	pop.ShowAtPosition(fyne.NewPos(at.X, at.Y+r.more.Size().Height))
	win.Canvas().Focus(pop)
}

// choose shows a tab; the others stay as they are.
func (r *tabRow) choose(i int) {
	before := r.at
	r.at = i
	for k := range r.tabs {
		r.paint(k)
	}
	r.buttons.Refresh()
	r.content.Objects = []fyne.CanvasObject{r.tabs[i].root}
	r.content.Refresh()
	if before != i {
		r.chosen(before)
	}
}

// lightOne shows which of several buttons is the chosen one.
func lightOne(buttons []fyne.CanvasObject, at int, others widget.Importance) {
	for i, o := range buttons {
		b := o.(*keyButton)
		b.Importance = others
		if i == at {
			b.Importance = widget.HighImportance
		}
		b.Refresh()
	}
}

// of is the place of a book's tab; -1 for none.
func (r *tabRow) of(book string) int {
	for i, t := range r.tabs {
		if t.book != nil && t.book.book.Key == book {
			return i
		}
	}
	return -1
}

// books are the tabs of registers.
func (r *tabRow) books() []*bookTab {
	out := make([]*bookTab, 0, len(r.tabs))
	for _, t := range r.tabs {
		if t.book != nil {
			out = append(out, t.book)
		}
	}
	return out
}

// tabLayout stands the tabs in a row, as many as there is room for; the one that
// is shown is always among them.
type tabLayout struct{ r *tabRow }

const tabGap = 2

func (l *tabLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	n := len(l.r.tabs)
	wide := make([]float32, n)
	total := float32(0)
	for i := range n {
		wide[i] = objects[i].MinSize().Width + tabGap
		total += wide[i]
	}
	room := s.Width
	if total > room {
		room -= l.r.more.MinSize().Width + wide[l.r.at]
	}
	x := float32(0)
	cut := false
	for i := range n {
		fits := !cut && (total <= s.Width || i == l.r.at || x+wide[i] <= room)
		if i == l.r.at && total > s.Width {
			room += wide[i]
		}
		cut = cut || !fits
		if !fits && i != l.r.at {
			conceal(objects[i])
			continue
		}
		objects[i].Show()
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(wide[i]-tabGap, s.Height))
		x += wide[i]
	}
	if total <= s.Width {
		conceal(l.r.more)
		return
	}
	l.r.more.Show()
	l.r.more.Move(fyne.NewPos(x, 0))
	l.r.more.Resize(fyne.NewSize(l.r.more.MinSize().Width, s.Height))
}

func (l *tabLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	one := l.r.button(l.r.at).MinSize()
	return fyne.NewSize(one.Width+l.r.more.MinSize().Width+2*tabGap, one.Height)
}
