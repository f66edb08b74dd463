package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// tab is a paper form of the office, or a list beside them.
type tab struct {
	name string
	root fyne.CanvasObject
}

// tabRow is the row of tabs: in the head of the window, so that the paper has
// the height.
type tabRow struct {
	tabs    []tab
	buttons *fyne.Container
	content *fyne.Container
	at      int
	chosen  func(before int) // called when another one is shown
}

func newTabRow(tabs ...tab) *tabRow {
	r := &tabRow{tabs: tabs, buttons: container.NewHBox(), content: container.NewStack(), chosen: func(int) {}}
	for i, t := range tabs {
		r.buttons.Add(widget.NewButton(t.name, func() { r.choose(i) }))
	}
	r.choose(0)
	return r
}

// choose shows a tab; the others stay as they are.
func (r *tabRow) choose(i int) {
	before := r.at
	r.at = i
	for k, o := range r.buttons.Objects {
		b := o.(*widget.Button)
		b.Importance = widget.LowImportance
		if k == i {
			b.Importance = widget.HighImportance
		}
		b.Refresh()
	}
	r.content.Objects = []fyne.CanvasObject{r.tabs[i].root}
	r.content.Refresh()
	if before != i {
		r.chosen(before)
	}
}
