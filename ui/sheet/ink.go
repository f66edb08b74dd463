// Package sheet draws a sheet of forms/paper in the window: to read, or to
// fill in. It knows boxes and blanks; what they mean is not its business.
package sheet

import (
	"image/color"

	"frontdesk/forms/bitmap"
	"frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
)

// inks are the colours that a sheet is drawn with.
type inks struct {
	desk, paper, shadow, ink, pen, faint, rule, label, wanted, here, marked, alarm, accent, chosen color.Color
}

// inksOf takes the colours from the theme in force.
func inksOf(t fyne.Theme) inks {
	c := func(n fyne.ThemeColorName) color.Color {
		return t.Color(n, fyne.CurrentApp().Settings().ThemeVariant())
	}
	return inks{
		desk: c(theme.ColorNameDesk), paper: c(theme.ColorNamePaper), shadow: c(theme.ColorNameShadow), ink: c(theme.ColorNameInk), pen: c(theme.ColorNamePen),
		faint: c(theme.ColorNameFaint), rule: c(theme.ColorNameRule), label: c(theme.ColorNameLabel), wanted: c(theme.ColorNameWanted), here: c(theme.ColorNameHere),
		marked: c(theme.ColorNameMarked), alarm: c(base.ColorNameError), accent: c(base.ColorNamePrimary), chosen: c(base.ColorNameSelection),
	}
}

// ink collects what is drawn, in places of the sheet less the origin.
type ink struct {
	s      scale
	c      inks
	origin fyne.Position
	out    []fyne.CanvasObject
}

func (k *ink) add(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y).Subtract(k.origin))
	o.Resize(fyne.NewSize(w, h))
	k.out = append(k.out, o)
}

// fill colours a stretch of the sheet, in millimetres.
func (k *ink) fill(x, y, w, h float64, c color.Color) {
	k.add(canvas.NewRectangle(c), k.s.at(x), k.s.at(y), k.s.at(x+w)-k.s.at(x), k.s.at(y+h)-k.s.at(y))
}

// inside colours a box within its ruled lines.
func (k *ink) inside(b paper.Box, c color.Color) {
	x, y, d := k.s.at(b.X)+k.s.hair(), k.s.at(b.Y)+k.s.hair(), k.s.hair()
	k.add(canvas.NewRectangle(c), x, y, k.s.at(b.X+b.W)-x, max(k.s.at(b.Y+b.H)-y, d))
}

// frame draws round a box, over its ruled lines.
func (k *ink) frame(b paper.Box, c color.Color) {
	x, y, d := k.s.at(b.X), k.s.at(b.Y), k.s.hair()
	k.outline(x, y, k.s.at(b.X+b.W)+d-x, k.s.at(b.Y+b.H)+d-y, k.s.thick(), c)
}

// outline draws four lines along the inside of a rectangle. A stroked
// rectangle of Fyne's would be smoothed at its edges.
func (k *ink) outline(x, y, w, h, line float32, c color.Color) {
	k.add(canvas.NewRectangle(c), x, y, w, line)
	k.add(canvas.NewRectangle(c), x, y+h-line, w, line)
	k.add(canvas.NewRectangle(c), x, y+line, line, h-2*line)
	k.add(canvas.NewRectangle(c), x+w-line, y+line, line, h-2*line)
}

// paper lays the sheet of paper with its shadow.
func (k *ink) paper(width, height float64) {
	r := canvas.NewRectangle(k.c.paper)
	r.Shadow = canvas.Shadow{Color: k.c.shadow, BlurRadius: 7, Offset: fyne.NewPos(0, 2), Variant: canvas.DropShadow}
	k.add(r, 0, 0, k.s.at(width), k.s.at(height))
}

// picture draws the page as printers get it: by the same painter, on white, at
// the screen's own dots.
func (k *ink) picture(p paper.Page) {
	m := canvas.NewImageFromImage(bitmap.Draw(p, float64(k.s.unit*k.s.pixel)*25.4, 1))
	m.ScaleMode = canvas.ImageScaleFastest
	k.add(m, 0, 0, k.s.at(p.Size.W), k.s.at(p.Size.H))
}

// text draws the lines of a box, centred in its height.
func (k *ink) text(b paper.Box) {
	for i, l := range b.Lines {
		size := k.s.size(b.Points)
		y := k.lineTop(b, i, len(b.Lines))
		x := k.lineLeft(b, l, size)
		for j, r := range l {
			k.run(r, x, y, size, b)
			if j < len(l)-1 {
				x += width(r.Text, size, b.Bold)
			}
		}
	}
}

// lineTop is the upper edge of line i of n in a box.
func (k *ink) lineTop(b paper.Box, i, n int) float32 {
	lead := k.s.size(b.Points) * paper.Leading
	top, foot := k.s.at(b.Y), k.s.at(b.Y+b.H)
	return k.s.snap(top + (foot-top+k.s.hair()-lead*float32(n))/2 + lead*float32(i))
}

// lineLeft is where a line begins, by the way the box's text stands.
func (k *ink) lineLeft(b paper.Box, l paper.Line, size float32) float32 {
	if b.Align == paper.Left {
		return k.s.at(b.X + paper.PadX)
	}
	w := float32(0)
	for _, r := range l {
		w += width(r.Text, size, b.Bold)
	}
	if b.Align == paper.Right {
		return k.s.snap(k.s.at(b.X+b.W-paper.PadX) - w)
	}
	left, right := k.s.at(b.X)+k.s.hair(), k.s.at(b.X+b.W)
	return k.s.snap(left + (right-left-w)/2)
}

func (k *ink) run(r paper.Run, x, y, size float32, b paper.Box) {
	c := k.colorOf(r, b.Blank != nil)
	k.words(r.Text, x, y, size, b.Bold, c)
	if r.Struck {
		h := max(k.s.snap(size/13), 1/k.s.pixel)
		k.add(canvas.NewRectangle(c), k.s.snap(x), k.s.snap(y+size*paper.Middle-h/2), k.s.snap(width(r.Text, size, b.Bold)), h)
	}
}

// words draws text; the boxes of choices and ticks are drawn as boxes, which
// no font can replace by a coloured picture.
func (k *ink) words(s string, x, y, size float32, bold bool, c color.Color) {
	paper.Pieces(s, func(text string, box rune) {
		if box != 0 {
			k.tickBox(x, y, size, box == '☑', c)
			x += size
			return
		}
		t := canvas.NewText(text, c)
		t.TextSize, t.TextStyle.Bold = size, bold
		k.add(t, x, y, 0, 0)
		if len(text) < len(s) {
			x += width(text, size, bold)
		}
	})
}

// width is the width of a text as it is drawn, in units; a box takes one em.
func width(s string, size float32, bold bool) float32 {
	w := float32(0)
	paper.Pieces(s, func(text string, box rune) {
		if box != 0 {
			w += size
			return
		}
		w += fyne.MeasureText(text, size, fyne.TextStyle{Bold: bold}).Width
	})
	return w
}

// tickBox draws a box of one em, ticked or not.
func (k *ink) tickBox(x, y, size float32, ticked bool, c color.Color) {
	side := k.s.snap(size * 0.8)
	left, top := k.s.snap(x+(size-side)/2-size*0.04), k.s.snap(y+size*paper.Middle-side/2)
	k.outline(left, top, side, side, max(k.s.snap(size/16), k.s.hair()), c)
	if !ticked {
		return
	}
	for _, seg := range paper.Check {
		l := canvas.NewLine(c)
		l.StrokeWidth = max(1.5, size/8)
		at := fyne.NewPos(left, top).Subtract(k.origin)
		l.Position1 = at.AddXY(float32(seg[0])*side, float32(seg[1])*side)
		l.Position2 = at.AddXY(float32(seg[2])*side, float32(seg[3])*side)
		k.out = append(k.out, l)
	}
}

func (k *ink) colorOf(r paper.Run, written bool) color.Color {
	switch {
	case r.Red:
		return k.c.alarm
	case r.Faint:
		return k.c.faint
	case written:
		return k.c.pen
	}
	return k.c.ink
}
