package sheet

import (
	"image/color"

	"frontdesk/forms/paper"

	"fyne.io/fyne/v2/canvas"
)

// chart draws the chart of a box.
func (k *ink) chart(b paper.Box) {
	d := b.ChartDrawing()
	for _, r := range d.Rules {
		k.add(canvas.NewRectangle(k.c.rule), k.s.at(r.X), k.s.at(r.Y), max(k.s.at(r.X+r.W)-k.s.at(r.X), k.s.hair()), max(k.s.at(r.Y+r.H)-k.s.at(r.Y), k.s.hair()))
	}
	for _, f := range d.Fills {
		x, y := k.s.at(f.X), k.s.at(f.Y)
		w, h := k.s.at(f.X+f.W)-x, k.s.at(f.Y+f.H)-y
		k.add(canvas.NewRectangle(between(k.c.paper, k.c.ink, f.Tone)), x, y, w, h)
		k.outline(x, y, w, h, k.s.hair(), k.c.ink)
	}
	for _, w := range d.Words {
		k.text(w)
	}
}

// between is a colour part of the way from one to the other.
func between(from, to color.Color, part float64) color.Color {
	a, b := color.NRGBAModel.Convert(from).(color.NRGBA), color.NRGBAModel.Convert(to).(color.NRGBA)
	mix := func(x, y uint8) uint8 { return uint8(float64(x) + (float64(y)-float64(x))*part) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xff}
}
