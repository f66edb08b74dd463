package sheet

import (
	"math"

	"frontdesk/forms/paper"

	"fyne.io/fyne/v2"
)

// scale turns millimetres into the window's units, on whole device pixels.
type scale struct {
	unit  float32 // units a millimetre
	pixel float32 // device pixels a unit
}

// scaleFor is the scale at which o is drawn with so many units a millimetre.
func scaleFor(o fyne.CanvasObject, unit float32) scale { return scale{unit, pixelsOf(o)} }

// pixelsOf is how many device pixels a unit has where the object is shown; an
// object that is not shown yet will most likely be shown in the first window.
func pixelsOf(o fyne.CanvasObject) float32 {
	a := fyne.CurrentApp()
	if a == nil {
		return 1
	}
	c := a.Driver().CanvasForObject(o)
	if all := a.Driver().AllWindows(); c == nil && len(all) > 0 {
		c = all[0].Canvas()
	}
	if c == nil || c.Scale() <= 0 {
		return 1
	}
	return c.Scale()
}

// at is the place of a length in millimetres, on a whole device pixel.
func (s scale) at(mm float64) float32 {
	return float32(math.Round(mm*float64(s.unit)*float64(s.pixel))) / s.pixel
}

// snap moves a place to a whole device pixel.
func (s scale) snap(units float32) float32 {
	return float32(math.Round(float64(units)*float64(s.pixel))) / s.pixel
}

// size is the type size. Fyne spaces the letters of a broken size as if it
// were the next whole one, so it is rounded down to a whole unit: lines are
// never wider than the paper has them.
func (s scale) size(points float64) float32 {
	return max(float32(math.Floor(points*paper.MM*float64(s.unit)+1e-4)), 1)
}

// hair and thick are the widths of ruled lines: one and two pixels, more only
// where the screen has very many of them.
func (s scale) hair() float32 { return max(float32(math.Floor(float64(s.pixel))), 1) / s.pixel }

func (s scale) thick() float32 {
	return max(float32(math.Round(2*float64(s.pixel))), 2) / s.pixel
}
