package sheet

import (
	"image/color"
	"math"

	"frontdesk/forms/paper"

	"fyne.io/fyne/v2/canvas"
)

// rules draws the ruled lines of boxes, on whole pixels.
func (k *ink) rules(boxes []paper.Box) {
	for _, d := range paper.RuleLines(boxes, k.dots, k.pixels(k.s.hair()), k.pixels(k.s.thick())) {
		k.dotted(d.X, d.Y, d.W, d.H, k.c.rule)
	}
}

// dots is a length in millimetres in device pixels.
func (k *ink) dots(mm float64) int {
	return int(math.Round(mm * float64(k.s.unit) * float64(k.s.pixel)))
}

func (k *ink) pixels(units float32) int { return int(math.Round(float64(units * k.s.pixel))) }

// dotted fills a stretch given in device pixels.
func (k *ink) dotted(x, y, w, h int, c color.Color) {
	p := k.s.pixel
	k.add(canvas.NewRectangle(c), float32(x)/p, float32(y)/p, float32(w)/p, float32(h)/p)
}
