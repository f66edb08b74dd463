package paper

import (
	"strings"
	"time"

	"frontdesk/forms"
	sheet "frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// choice is a blank of boxes: one of several, or a single tick. Digits and
// pinyin initials pick, arrows move, Space ticks.
type choice struct {
	widget.BaseWidget
	form  *Form
	b     *sheet.Blank
	box   sheet.Box
	s     scale
	spots []spot
	typed string
	at    time.Time // when the last letter was typed
	drawn []fyne.CanvasObject
}

// spot is where an option stands, in the widget's own units.
type spot struct {
	value string
	x, y  float32
	w, h  float32
}

func newChoice(f *Form, b *sheet.Blank) *choice {
	c := &choice{form: f, b: b}
	c.ExtendBaseWidget(c)
	return c
}

func (c *choice) object() fyne.CanvasObject { return c }
func (c *choice) blank() *sheet.Blank       { return c.b }
func (c *choice) bind(b *sheet.Blank)       { c.b = b }
func (c *choice) reread()                   {}

func (c *choice) options() []string {
	if c.b.Kind == sheet.TickKind {
		return []string{c.b.Word}
	}
	return c.b.Options
}

func (c *choice) place(b sheet.Box, s scale, noteLines int) {
	c.box, c.s = b, s
	x, y := s.at(b.X), s.at(b.Y)
	c.Move(fyne.NewPos(x, y))
	lead := s.size(b.Points) * sheet.Leading
	c.Resize(fyne.NewSize(s.at(b.X+b.W)-x, s.at(b.Y+b.H)-y-lead*float32(noteLines)))
	c.draw()
}

// draw puts the options where the paper's own layout has them.
func (c *choice) draw() {
	size := c.s.size(c.box.Points)
	lead := size * sheet.Leading
	em := c.box.Points * sheet.MM
	lines := sheet.Wrap([]sheet.Run{{Text: c.shown()}}, (c.box.W-2*sheet.PadX)/em, false)
	k := &ink{s: c.s}
	c.spots = nil
	y := (c.Size().Height - lead*float32(len(lines))) / 2
	left := c.options()
	for _, l := range lines {
		x := c.s.at(sheet.PadX)
		for text := l.String(); text != "" && len(left) > 0; {
			text = strings.TrimLeft(text, " ")
			option := left[0]
			w := float32(sheet.Width("☐"+option, false)) * size
			ticked := c.b.Get() == option
			ink := theme.Ink
			if ticked {
				ink = theme.Pen
			}
			mark := "☐"
			if ticked {
				mark = "☑"
			}
			k.words(mark+option, fyne.NewPos(x, y), size, false, ink)
			c.spots = append(c.spots, spot{option, x, y, w, lead})
			x += w + float32(sheet.Width("  ", false))*size
			_, text, _ = strings.Cut(text, option)
			left = left[1:]
		}
		y += lead
	}
	c.drawn = k.out
	canvas.Refresh(c)
}

func (c *choice) shown() string { return c.b.Shown() }

func (c *choice) set(v string) {
	if err := c.b.Set(v); err == nil {
		c.draw()
		c.form.changed(c)
	}
}

// toggle ticks or unticks.
func (c *choice) toggle(v string) {
	if c.b.Get() == v {
		v = ""
	}
	c.set(v)
}

// Tapped ticks the option that was clicked; a tick's whole cell counts.
func (c *choice) Tapped(e *fyne.PointEvent) {
	c.form.focus(c)
	for _, s := range c.spots {
		hit := e.Position.X >= s.x-4 && e.Position.X <= s.x+s.w+4 && e.Position.Y >= s.y && e.Position.Y <= s.y+s.h
		if hit || c.b.Kind == sheet.TickKind {
			c.toggle(s.value)
			return
		}
	}
}

// FocusGained marks the blank.
func (c *choice) FocusGained() { c.form.gained(c) }

// FocusLost takes the mark away.
func (c *choice) FocusLost() { c.form.lost(c) }

// TypedRune picks by digit or by the initials of the option.
func (c *choice) TypedRune(r rune) {
	options := c.options()
	r = []rune(sheet.Narrow(string(r)))[0]
	switch {
	case r == ' ':
		if c.b.Kind == sheet.TickKind {
			c.toggle(options[0])
		}
	case r >= '1' && r <= '9':
		if i := int(r - '1'); i < len(options) {
			c.set(options[i])
		}
	default:
		c.initial(strings.ToLower(string(r)))
	}
}

// initial picks the first option whose initials begin with what was typed
// within the last second.
func (c *choice) initial(letter string) {
	now := time.Now()
	if now.Sub(c.at) > time.Second {
		c.typed = ""
	}
	c.at = now
	for _, typed := range []string{c.typed + letter, letter} {
		for _, o := range c.options() {
			for _, in := range forms.Initials(o) {
				if strings.HasPrefix(in, typed) {
					c.typed = typed
					c.set(o)
					return
				}
			}
		}
	}
}

// TypedKey moves along the options and the paper.
func (c *choice) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		c.form.next(c)
	case fyne.KeyRight, fyne.KeyDown:
		c.step(1)
	case fyne.KeyLeft, fyne.KeyUp:
		c.step(-1)
	case fyne.KeyBackspace, fyne.KeyDelete:
		c.set("")
	case fyne.KeyEscape:
		c.form.cancel()
	default:
		if isFunctionKey(k.Name) {
			c.form.key(k.Name)
		}
	}
}

func (c *choice) step(by int) {
	options := c.options()
	if c.b.Kind == sheet.TickKind {
		return
	}
	at := -1
	for i, o := range options {
		if o == c.b.Get() {
			at = i
		}
	}
	if at < 0 && by < 0 {
		at = 0
	}
	c.set(options[(at+by+len(options))%len(options)])
}

// CreateRenderer shows the boxes.
func (c *choice) CreateRenderer() fyne.WidgetRenderer { return &choiceRenderer{c} }

type choiceRenderer struct{ c *choice }

func (r *choiceRenderer) Layout(fyne.Size)             {}
func (r *choiceRenderer) MinSize() fyne.Size           { return fyne.NewSize(8, 8) }
func (r *choiceRenderer) Refresh()                     { canvas.Refresh(r.c) }
func (r *choiceRenderer) Destroy()                     {}
func (r *choiceRenderer) Objects() []fyne.CanvasObject { return r.c.drawn }
