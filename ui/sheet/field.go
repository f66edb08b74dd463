package sheet

import (
	"frontdesk/forms/paper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// spot is what the fields of all kinds have in common: a blank, its box on the
// sheet, and what is drawn there.
type spot struct {
	widget.BaseWidget
	form  *Form
	b     *paper.Blank
	box   paper.Box
	note  []paper.Line
	ime   composing
	drawn []fyne.CanvasObject
}

func (p *spot) blank() *paper.Blank { return p.b }

// arrange moves the field to its box and begins to draw it: ground, and the
// sentence about what is wrong. It gives the part of the box that is left
// for what is written.
func (p *spot) arrange(w field) (*ink, paper.Box) {
	f := p.form
	x, y := f.s.at(p.box.X), f.s.at(p.box.Y)
	p.Move(fyne.NewPos(x, y))
	p.Resize(fyne.NewSize(f.s.at(p.box.X+p.box.W)-x, f.s.at(p.box.Y+p.box.H)-y))
	k := &ink{s: f.s, c: f.c, origin: fyne.NewPos(x, y)}
	switch {
	case f.focused == w:
		k.inside(p.box, k.c.here)
	case p.b.Required && p.b.Empty():
		k.inside(p.box, k.c.wanted)
	default:
		k.inside(p.box, k.c.paper)
	}
	return k, p.warn(k)
}

// warn draws what is wrong at the foot of the box, and gives the rest of it.
func (p *spot) warn(k *ink) paper.Box {
	b := p.box
	b.Lines = nil
	if len(p.note) == 0 {
		return b
	}
	low := b
	low.Points, low.Align, low.Bold, low.Blank = b.Points*small, paper.Left, false, nil
	low.H = float64(len(p.note))*low.Points*paper.MM*paper.Leading + paper.PadY
	low.Y = b.Y + b.H - low.H
	for _, l := range p.note {
		low.Lines = append(low.Lines, paper.Line{{Text: l.String(), Red: true}})
	}
	k.text(low)
	b.H -= low.H - paper.PadY/2
	return b
}

// show takes what was drawn on the window.
func (p *spot) show(k *ink, w fyne.Widget) {
	p.drawn = k.out
	canvas.Refresh(w)
}

// KeyDown and KeyUp tell the form whether Shift is held.
func (p *spot) KeyDown(k *fyne.KeyEvent) { p.form.held(k, true) }

// KeyUp is the other half of KeyDown.
func (p *spot) KeyUp(k *fyne.KeyEvent) { p.form.held(k, false) }

// AcceptsTab lets Tab come to the field first: it may take a suggestion, or
// belong to an input method.
func (p *spot) AcceptsTab() bool { return true }

// foreign offers the owner a key that means nothing in a blank. Letters are
// keys too; they come again as characters.
func (p *spot) foreign(k fyne.KeyName) {
	if len(k) > 1 && k[0] == 'F' && k[1] >= '1' && k[1] <= '9' || k == fyne.KeyPageUp || k == fyne.KeyPageDown || k == fyne.KeyUp || k == fyne.KeyDown {
		p.form.key(k)
	}
}

// elsewhere offers a shortcut that means nothing in a blank to the window.
func (p *spot) elsewhere(s fyne.Shortcut) {
	if c, ok := p.form.canvas().(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// CreateRenderer shows what was drawn last.
func (p *spot) CreateRenderer() fyne.WidgetRenderer { return spotRenderer{p} }

type spotRenderer struct{ p *spot }

func (r spotRenderer) Layout(fyne.Size)             {}
func (r spotRenderer) MinSize() fyne.Size           { return fyne.NewSize(4, 4) }
func (r spotRenderer) Refresh()                     {}
func (r spotRenderer) Destroy()                     {}
func (r spotRenderer) Objects() []fyne.CanvasObject { return r.p.drawn }
