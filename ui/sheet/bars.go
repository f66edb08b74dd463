package sheet

import (
	"image/color"
	"math"

	"frontdesk/forms/paper"
)

// bars draws the barcode of a box with its quiet zone. Ink is lighter than
// paper by night; bars stay the darker of the two, for few scanners read them
// the other way round.
func (k *ink) bars(b paper.Box) {
	if b.Bars == nil {
		return
	}
	dark, light := k.c.ink, k.c.paper
	if bright(dark) > bright(light) {
		dark, light = light, dark
	}
	at := k.modules(b)
	n := len(b.Bars.Dark)
	_, y, _, h := b.BarsAt()
	top, foot := k.dots(y-paper.PadY/2), k.dots(y+h+paper.PadY/2)
	k.dotted(at(-paper.Quiet), top, at(n+paper.Quiet)-at(-paper.Quiet), foot-top, light)
	top, foot = k.dots(y), k.dots(y+h)
	for from := 0; from < n; {
		to := from + 1
		for to < n && b.Bars.Dark[to] == b.Bars.Dark[from] {
			to++
		}
		if b.Bars.Dark[from] && at(to) > at(from) {
			k.dotted(at(from), top, at(to)-at(from), foot-top, dark)
		}
		from = to
	}
}

// modules tells where each module of a barcode begins, in device pixels. They
// are all of one width, so that a scanner reads the screen too: as many whole
// pixels as the paper has room for, round the middle of the bars. A page that
// is too small for a pixel each shows a likeness of the bars.
func (k *ink) modules(b paper.Box) func(i int) int {
	x, _, w, _ := b.BarsAt()
	wide := int(math.Floor(b.Bars.Module*float64(k.s.unit)*float64(k.s.pixel) + 1e-4))
	if wide == 0 {
		return func(i int) int { return k.dots(x + float64(i)*b.Bars.Module) }
	}
	left := k.dots(x+w/2) - len(b.Bars.Dark)*wide/2
	return func(i int) int { return left + i*wide }
}

// bright is how light a colour looks.
func bright(c color.Color) uint8 {
	g, _ := color.GrayModel.Convert(c).(color.Gray)
	return g.Y
}
