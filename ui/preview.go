package ui

import (
	sheet "frontdesk/forms/paper"
	"frontdesk/ui/paper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// printPreview shows sheets over the window just as they print, and what can be done
// with them. Keys: Page up and down turn the pages, the arrows scroll, = and -
// zoom, 0 fits the width.
type printPreview struct {
	d     *desk
	box   *dialog.CustomDialog
	pages *paper.Pages
	count int
	where *widget.Label
}

// choice is a button under a preview; the first one is what Enter does.
type choice struct {
	word string
	do   func()
}

// preview opens the sheets.
func (d *desk) preview(title string, pages []sheet.Page, choices ...choice) *printPreview {
	p := &printPreview{d: d, pages: paper.NewPages(), count: len(pages), where: widget.NewLabel("")}
	p.pages.Draw(pages)
	row := container.NewHBox(
		p.button("－", func() { p.pages.ZoomBy(1 / 1.15) }), p.button(lang.L("Fit the width"), p.pages.FitWidth), p.button("＋", func() { p.pages.ZoomBy(1.15) }),
		p.button(lang.L("Page before"), func() { p.turn(-1) }), p.where, p.button(lang.L("Page after"), func() { p.turn(1) }),
	)
	buttons := container.NewHBox(p.button(lang.L("Close (Esc)"), func() { p.box.Hide() }))
	first := buttons.Objects[0].(*keyButton)
	for i := len(choices) - 1; i >= 0; i-- { // the first one stands last, as in every dialog
		c := choices[i]
		first = p.button(c.word, func() { p.box.Hide(); c.do() })
		buttons.Add(first)
	}
	first.Importance = widget.HighImportance
	p.box = dialog.NewCustomWithoutButtons(title, container.NewBorder(nil, container.NewBorder(nil, nil, row, buttons), nil, nil, p.pages), d.win)
	size := d.win.Canvas().Size()
	p.box.Resize(fyne.NewSize(size.Width-24, size.Height-24))
	p.box.Show()
	p.tell()
	d.win.Canvas().Focus(first)
	return p
}

func (p *printPreview) button(word string, do func()) *keyButton {
	b := newKeyButton(word, func() { p.d.touch(); do() })
	b.onEscape, b.onKey = func() { p.box.Hide() }, p.key
	return b
}

func (p *printPreview) tell() {
	p.where.SetText(lang.L("Page {{.At}} of {{.All}}", map[string]any{"At": p.pages.At() + 1, "All": p.count}))
}

func (p *printPreview) turn(by int) {
	p.pages.Turn(p.pages.At() + by)
	p.tell()
}

func (p *printPreview) key(k fyne.KeyName) bool {
	p.d.touch()
	switch k {
	case fyne.KeyPageUp:
		p.turn(-1)
	case fyne.KeyPageDown:
		p.turn(1)
	case fyne.KeyHome:
		p.turn(-p.count)
	case fyne.KeyEnd:
		p.turn(p.count)
	case fyne.KeyUp:
		p.pages.Scroll(-0.25)
	case fyne.KeyDown:
		p.pages.Scroll(0.25)
	case fyne.KeyEqual, fyne.KeyPlus:
		p.pages.ZoomBy(1.15)
	case fyne.KeyMinus:
		p.pages.ZoomBy(1 / 1.15)
	case fyne.Key0:
		p.pages.FitWidth()
	default:
		return false
	}
	p.tell()
	return true
}
