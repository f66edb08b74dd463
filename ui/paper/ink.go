// Package paper draws a sheet of forms/paper in the window: to read, or to
// fill in. It knows boxes and blanks; what they mean is not its business.
package paper

import (
	"image/color"
	"math"

	sheet "frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// scale turns millimetres into the window's units, on whole device pixels.
type scale struct {
	unit  float32 // units a millimetre
	pixel float32 // device pixels a unit
}

func (s scale) at(mm float64) float32 {
	return float32(math.Round(mm*float64(s.unit*s.pixel))) / s.pixel
}

// size is the type size: rounded down to a whole device pixel, since broken
// sizes are drawn too wide.
func (s scale) size(points float64) float32 {
	return float32(math.Floor(points*sheet.MM*float64(s.unit*s.pixel))) / s.pixel
}

// pixelsOf is how many device pixels a unit has where the object is shown.
func pixelsOf(o fyne.CanvasObject) float32 {
	if a := fyne.CurrentApp(); a != nil {
		if c := a.Driver().CanvasForObject(o); c != nil && c.Scale() > 0 {
			return c.Scale()
		}
	}
	return 1
}

// ink collects what is drawn.
type ink struct {
	s   scale
	out []fyne.CanvasObject
}

func (k *ink) rect(x, y, w, h float64, c color.Color) {
	r := canvas.NewRectangle(c)
	r.Move(fyne.NewPos(k.s.at(x), k.s.at(y)))
	r.Resize(fyne.NewSize(k.s.at(x+w)-k.s.at(x), k.s.at(y+h)-k.s.at(y)))
	k.out = append(k.out, r)
}

// line draws a rule of so many device pixels.
func (k *ink) line(x0, y0, x1, y1 float64, pixels float32, c color.Color) {
	r := canvas.NewRectangle(c)
	w := pixels / k.s.pixel
	r.Move(fyne.NewPos(k.s.at(x0), k.s.at(y0)))
	r.Resize(fyne.NewSize(max(k.s.at(x1)-k.s.at(x0)+w, w), max(k.s.at(y1)-k.s.at(y0)+w, w)))
	k.out = append(k.out, r)
}

// rules draws the edges of a box: those on the outer frame are thicker.
func (k *ink) rules(b sheet.Box) {
	if b.Bare {
		return
	}
	width := func(side sheet.Sides) float32 {
		if b.Thick&side != 0 {
			return 2
		}
		return 1
	}
	k.line(b.X, b.Y+b.H, b.X+b.W, b.Y+b.H, width(sheet.South), theme.Rule)
	k.line(b.X+b.W, b.Y, b.X+b.W, b.Y+b.H, width(sheet.East), theme.Rule)
	if b.Thick&sheet.North != 0 {
		k.line(b.X, b.Y, b.X+b.W, b.Y, 2, theme.Rule)
	}
	if b.Thick&sheet.West != 0 {
		k.line(b.X, b.Y, b.X, b.Y+b.H, 2, theme.Rule)
	}
}

// text draws the lines of a box, centred in its height.
func (k *ink) text(b sheet.Box) {
	size := k.s.size(b.Points)
	lead := size * sheet.Leading
	y := k.s.at(b.Y) + (k.s.at(b.Y+b.H)-k.s.at(b.Y)-lead*float32(len(b.Lines)))/2
	for _, l := range b.Lines {
		k.run(b, l, size, y)
		y += lead
	}
}

func (k *ink) run(b sheet.Box, l sheet.Line, size, y float32) {
	width := float32(sheet.Width(l.String(), b.Bold)) * size
	x := k.s.at(b.X + sheet.PadX)
	switch b.Align {
	case sheet.Mid:
		x = k.s.at(b.X) + (k.s.at(b.X+b.W)-k.s.at(b.X)-width)/2
	case sheet.Right:
		x = k.s.at(b.X+b.W-sheet.PadX) - width
	}
	for _, r := range l {
		c := colorOf(r, b.Blank != nil)
		w := float32(sheet.Width(r.Text, b.Bold)) * size
		k.words(r.Text, fyne.NewPos(x, y), size, b.Bold, c)
		if r.Struck {
			s := canvas.NewRectangle(c)
			s.Move(fyne.NewPos(x, y+size*0.78))
			s.Resize(fyne.NewSize(w, max(1, size/14)))
			k.out = append(k.out, s)
		}
		x += w
	}
}

// words draws text; the boxes of choices and ticks are drawn as boxes, which
// no font can replace by a coloured picture.
func (k *ink) words(s string, at fyne.Position, size float32, bold bool, c color.Color) {
	rest := []rune(s)
	for len(rest) > 0 {
		n := 0
		for n < len(rest) && rest[n] != '☐' && rest[n] != '☑' {
			n++
		}
		if n > 0 {
			t := canvas.NewText(string(rest[:n]), c)
			t.TextSize, t.TextStyle.Bold = size, bold
			t.Move(at)
			k.out = append(k.out, t)
			at.X += float32(sheet.Width(string(rest[:n]), bold)) * size
			rest = rest[n:]
			continue
		}
		k.out = append(k.out, tickBox(at, size, rest[0] == '☑', c)...)
		at.X += float32(sheet.Advance(rest[0], bold)) * size
		rest = rest[1:]
	}
}

// tickBox draws a box of one em, ticked or not.
func tickBox(at fyne.Position, size float32, ticked bool, c color.Color) []fyne.CanvasObject {
	side := float32(math.Round(float64(size * 0.76)))
	r := canvas.NewRectangle(color.Transparent)
	r.StrokeColor, r.StrokeWidth = c, max(1, size/13)
	r.Move(fyne.NewPos(at.X+size*0.08, at.Y+size*0.40))
	r.Resize(fyne.NewSquareSize(side))
	out := []fyne.CanvasObject{r}
	if !ticked {
		return out
	}
	p := r.Position()
	for _, seg := range [][4]float32{{0.18, 0.52, 0.42, 0.78}, {0.42, 0.78, 0.86, 0.16}} {
		l := canvas.NewLine(c)
		l.StrokeWidth = max(1.5, size/8)
		l.Position1 = fyne.NewPos(p.X+seg[0]*side, p.Y+seg[1]*side)
		l.Position2 = fyne.NewPos(p.X+seg[2]*side, p.Y+seg[3]*side)
		out = append(out, l)
	}
	return out
}

func colorOf(r sheet.Run, written bool) color.Color {
	switch {
	case r.Red:
		return theme.Alarm
	case r.Faint:
		return theme.Faint
	case written:
		return theme.Pen
	}
	return theme.Ink
}
