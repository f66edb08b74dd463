// Package bitmap draws laid-out pages into pictures, dot for dot: for printers
// that are handed pictures, and to hold one painter against another.
package bitmap

import (
	"image"
	"image/color"
	"math"
	"sync"

	"frontdesk/assets"
	"frontdesk/forms/paper"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// steps is how many shades there are of black, and of red.
const steps = 128

// Palette is the colours of a picture: white to black, then white to the red of
// late and urgent.
var Palette = func() color.Palette {
	p := make(color.Palette, 2*steps)
	for i := range steps {
		light := uint8(255 - 255*i/(steps-1))
		p[i] = color.RGBA{R: light, G: light, B: light, A: 255}
		p[steps+i] = color.RGBA{R: uint8(255 - (255-0xC0)*i/(steps-1)), G: light, B: light, A: 255}
	}
	return p
}()

// Draw draws a page with so many dots to the inch. It is made smaller round its
// middle by a factor; 0 and 1 leave its size.
func Draw(p paper.Page, dpi, shrink float64) *image.Paletted {
	per := dpi / 25.4
	n := &pen{per: per, out: image.NewPaletted(image.Rect(0, 0, int(math.Ceil(p.Size.W*per)), int(math.Ceil(p.Size.H*per))), Palette)}
	p.Trace(paper.Shrunk(n, shrink, p.Size))
	return n.out
}

// pen draws into a picture.
type pen struct {
	out *image.Paletted
	per float64 // dots to the millimetre
}

// shade is the palette's entry of an ink that covers a dot in part.
func shade(ink paper.Ink, cover float64) uint8 {
	n := uint8(math.Round(ink.Tone * cover * (steps - 1)))
	if ink.Red && n > 0 {
		n += steps
	}
	return n
}

// Fill fills a rectangle, on whole dots, one at least.
func (n *pen) Fill(x, y, w, h float64, ink paper.Ink) {
	dot := func(from, size float64) (a, b int) {
		a = int(math.Round(from * n.per))
		return a, max(a+1, int(math.Round((from+size)*n.per)))
	}
	x0, x1 := dot(x, w)
	y0, y1 := dot(y, h)
	at := image.Rect(x0, y0, x1, y1).Intersect(n.out.Rect)
	c := shade(ink, 1)
	for row := at.Min.Y; row < at.Max.Y; row++ {
		line := n.out.Pix[row*n.out.Stride+at.Min.X : row*n.out.Stride+at.Max.X]
		for i := range line {
			line[i] = c
		}
	}
}

// Line draws a line with square ends.
func (n *pen) Line(x1, y1, x2, y2, width float64, ink paper.Ink) {
	dx, dy := x2-x1, y2-y1
	long := math.Hypot(dx, dy)
	if long == 0 {
		return
	}
	ox, oy := -dy/long*width/2, dx/long*width/2
	corners := [4][2]float64{{x1 + ox, y1 + oy}, {x2 + ox, y2 + oy}, {x2 - ox, y2 - oy}, {x1 - ox, y1 - oy}}
	left, top := math.Inf(1), math.Inf(1)
	right, foot := math.Inf(-1), math.Inf(-1)
	for i := range corners {
		for k := range corners[i] {
			corners[i][k] *= n.per
		}
		left, right = min(left, corners[i][0]), max(right, corners[i][0])
		top, foot = min(top, corners[i][1]), max(foot, corners[i][1])
	}
	at := image.Rect(int(left), int(top), int(right)+2, int(foot)+2)
	r := vector.NewRasterizer(at.Dx(), at.Dy())
	for i, c := range corners {
		px, py := float32(c[0])-float32(at.Min.X), float32(c[1])-float32(at.Min.Y)
		if i == 0 {
			r.MoveTo(px, py)
			continue
		}
		r.LineTo(px, py)
	}
	r.ClosePath()
	mask := image.NewAlpha(image.Rect(0, 0, at.Dx(), at.Dy()))
	r.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	n.stamp(mask, at.Min, ink)
}

// stamp inks a mask; what is darker stays.
func (n *pen) stamp(mask *image.Alpha, at image.Point, ink paper.Ink) {
	area := mask.Rect.Add(at).Intersect(n.out.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			cover := mask.Pix[(y-at.Y)*mask.Stride+x-at.X]
			if cover == 0 {
				continue
			}
			c := shade(ink, float64(cover)/255)
			if dot := &n.out.Pix[y*n.out.Stride+x]; c%steps > *dot%steps {
				*dot = c
			}
		}
	}
}

// Text draws a text. A character that the font lacks becomes an empty box, never
// a gap: whoever prints was told of it before.
func (n *pen) Text(x, base, points float64, strong bool, text string, ink paper.Ink) {
	em := points * paper.MM
	for _, r := range text {
		wide := paper.Advance(r, strong) * em
		switch {
		case paper.Drawn(r):
			if m := glyphOf(r, strong, em*n.per); m.mask != nil {
				n.stamp(m.mask, m.at.Add(image.Pt(int(math.Round(x*n.per)), int(math.Round(base*n.per)))), ink)
			}
		case wide > 0:
			const line = 0.18
			top, high := base-0.82*em, 0.88*em
			for _, f := range [][4]float64{{x, top, wide, line}, {x, top + high, wide, line}, {x, top, line, high}, {x + wide - line, top, line, high}} {
				n.Fill(f[0], f[1], f[2], f[3], ink)
			}
		}
		x += wide
	}
}

// glyph is a character as a mask, and where its upper left corner stands from
// the beginning of its base line.
type glyph struct {
	mask *image.Alpha // nil for one that leaves no ink
	at   image.Point
}

type glyphKey struct {
	r      rune
	strong bool
	size   float64 // dots to the em
}

var faces = sync.OnceValue(func() [2]*sfnt.Font {
	var out [2]*sfnt.Font
	for i, data := range [][]byte{assets.Regular(), assets.Bold()} {
		f, err := sfnt.Parse(data)
		if err != nil {
			panic("the embedded font does not parse: " + err.Error())
		}
		out[i] = f
	}
	return out
})

// mostGlyphs is how many are kept: a form has some hundreds in a few sizes.
const mostGlyphs = 4000

var (
	glyphs   = map[glyphKey]glyph{}
	glyphsMu sync.Mutex
)

func glyphOf(r rune, strong bool, size float64) glyph {
	glyphsMu.Lock()
	defer glyphsMu.Unlock()
	k := glyphKey{r, strong, size}
	g, ok := glyphs[k]
	if !ok {
		if len(glyphs) >= mostGlyphs {
			clear(glyphs)
		}
		g = rasterized(k)
		glyphs[k] = g
	}
	return g
}

func rasterized(k glyphKey) glyph {
	face := faces()[0]
	if k.strong {
		face = faces()[1]
	}
	var b sfnt.Buffer
	index, err := face.GlyphIndex(&b, k.r)
	if err != nil {
		return glyph{}
	}
	ppem := fixed.Int26_6(math.Round(k.size * 64))
	segments, err := face.LoadGlyph(&b, index, ppem, nil)
	if err != nil || len(segments) == 0 {
		return glyph{}
	}
	bounds, _, err := face.GlyphBounds(&b, index, ppem, font.HintingNone)
	if err != nil {
		return glyph{}
	}
	at := image.Rect(bounds.Min.X.Floor(), bounds.Min.Y.Floor(), bounds.Max.X.Ceil()+1, bounds.Max.Y.Ceil()+1)
	if at.Dx() <= 1 || at.Dy() <= 1 {
		return glyph{}
	}
	raster := vector.NewRasterizer(at.Dx(), at.Dy())
	px := func(p fixed.Point26_6) (x, y float32) {
		return float32(p.X)/64 - float32(at.Min.X), float32(p.Y)/64 - float32(at.Min.Y)
	}
	for _, s := range segments {
		x0, y0 := px(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			raster.ClosePath()
			raster.MoveTo(x0, y0)
		case sfnt.SegmentOpLineTo:
			raster.LineTo(x0, y0)
		case sfnt.SegmentOpQuadTo:
			x1, y1 := px(s.Args[1])
			raster.QuadTo(x0, y0, x1, y1)
		case sfnt.SegmentOpCubeTo:
			x1, y1 := px(s.Args[1])
			x2, y2 := px(s.Args[2])
			raster.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	raster.ClosePath()
	mask := image.NewAlpha(image.Rect(0, 0, at.Dx(), at.Dy()))
	raster.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	return glyph{mask, at.Min}
}
