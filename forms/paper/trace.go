package paper

import "math"

// Ink is what something is printed with.
type Ink struct {
	Tone float64 // from 0 (paper) to 1 (black)
	Red  bool    // late or urgent
}

// Pen draws on paper. All lengths are millimetres from the upper left corner,
// sizes of type points.
type Pen interface {
	// Fill fills a rectangle.
	Fill(x, y, w, h float64, ink Ink)
	// Line draws a line of a width.
	Line(x1, y1, x2, y2, width float64, ink Ink)
	// Text draws a text in one line; base is the height of its base line.
	Text(x, base, points float64, bold bool, text string, ink Ink)
}

// Middle is the height of the middle of Chinese characters below the top of
// their line, and ascent that of the base line, both in the type size.
const (
	Middle = 0.79
	ascent = 1.16
)

// Check is the tick in a box, as two lines from corner to corner of it.
var Check = [2][4]float64{{0.20, 0.52, 0.43, 0.77}, {0.43, 0.77, 0.84, 0.20}}

// Widths of what is ruled on paper, mm, and how dark labels and faint words are.
const (
	hairLine  = 0.18
	thickLine = 0.4
	labelTone = 0.06
	faintTone = 0.55
)

var black = Ink{Tone: 1}

// Trace draws a page with a pen, as it prints: PDF and printer are pens.
func (p Page) Trace(pen Pen) {
	for _, b := range p.Boxes {
		if b.Shade && !b.Bare {
			pen.Fill(b.X, b.Y, b.W, b.H, Ink{Tone: labelTone})
		}
	}
	const micro = 1000 // a line is centred on its edge, to the micrometre
	dots := func(mm float64) int { return int(math.Round((mm - hairLine/2) * micro)) }
	for _, d := range RuleLines(p.Boxes, dots, hairLine*micro, thickLine*micro) {
		pen.Fill(float64(d.X)/micro, float64(d.Y)/micro, float64(d.W)/micro, float64(d.H)/micro, black)
	}
	for _, b := range p.Boxes {
		t := tracer{pen, b}
		t.text()
		t.bars()
		t.chart()
	}
}

// Extent is where what stands on a page begins and ends, mm.
func (p Page) Extent() (left, top, right, bottom float64) {
	left, top = p.Size.W, p.Size.H
	for _, b := range p.Boxes {
		if b.Bare && b.Text() == "" && b.Bars == nil {
			continue
		}
		left, top = min(left, b.X), min(top, b.Y)
		right, bottom = max(right, b.X+b.W), max(bottom, b.Y+b.H)
	}
	if right < left {
		return 0, 0, p.Size.W, p.Size.H
	}
	return left, top, right, bottom
}

// Shrunk is a pen that draws everything smaller by a factor, round the middle of
// the paper: for printers that cannot print to the forms' margins.
func Shrunk(pen Pen, by float64, size Size) Pen {
	if by <= 0 || by == 1 {
		return pen
	}
	return shrunk{pen, by, size.W / 2, size.H / 2}
}

type shrunk struct {
	pen Pen
	by  float64
	cx  float64
	cy  float64
}

func (s shrunk) x(x float64) float64 { return s.cx + (x-s.cx)*s.by }
func (s shrunk) y(y float64) float64 { return s.cy + (y-s.cy)*s.by }

func (s shrunk) Fill(x, y, w, h float64, ink Ink) {
	s.pen.Fill(s.x(x), s.y(y), w*s.by, h*s.by, ink)
}

func (s shrunk) Line(x1, y1, x2, y2, width float64, ink Ink) {
	s.pen.Line(s.x(x1), s.y(y1), s.x(x2), s.y(y2), width*s.by, ink)
}

func (s shrunk) Text(x, base, points float64, bold bool, text string, ink Ink) {
	s.pen.Text(s.x(x), s.y(base), points*s.by, bold, text, ink)
}

type tracer struct {
	pen Pen
	b   Box
}

// text draws the lines of the box, centred in its height.
func (t tracer) text() {
	b, size := t.b, t.b.Points*MM
	lead := size * Leading
	for i, l := range b.Lines {
		wide := 0.0
		for _, r := range l {
			wide += textWidth(r.Text, b.Bold) * size
		}
		x, top := b.X+PadX, b.Y+(b.H-lead*float64(len(b.Lines)))/2+lead*float64(i)
		switch b.Align {
		case Mid:
			x = b.X + (b.W-wide)/2
		case Right:
			x = b.X + b.W - PadX - wide
		}
		for _, r := range l {
			x = t.run(r, x, top, size)
		}
	}
}

// run draws a stretch of text and gives where it ends.
func (t tracer) run(r Run, x, top, size float64) float64 {
	ink, from := inkOf(r), x
	Pieces(r.Text, func(text string, box rune) {
		if box != 0 {
			t.tick(x, top, size, box == '☑', ink)
			x += size
			return
		}
		t.pen.Text(x, top+ascent*size, t.b.Points, t.b.Bold, text, ink)
		x += Width(text, t.b.Bold) * size
	})
	if r.Struck {
		t.pen.Fill(from, top+Middle*size-size/26, x-from, size/13, ink)
	}
	return x
}

func inkOf(r Run) Ink {
	switch {
	case r.Red:
		return Ink{Tone: 1, Red: true}
	case r.Faint:
		return Ink{Tone: faintTone}
	}
	return black
}

// tick draws a box of one em, ticked or not.
func (t tracer) tick(x, top, size float64, ticked bool, ink Ink) {
	side, line := size*0.8, max(size/16, hairLine)
	x, y := x+(size-side)/2-size*0.04, top+Middle*size-side/2
	t.frame(x, y, side, side, line, ink)
	if !ticked {
		return
	}
	for _, s := range Check {
		t.pen.Line(x+s[0]*side, y+s[1]*side, x+s[2]*side, y+s[3]*side, size/9, ink)
	}
}

// frame draws four lines along the inside of a rectangle.
func (t tracer) frame(x, y, w, h, line float64, ink Ink) {
	t.pen.Fill(x, y, w, line, ink)
	t.pen.Fill(x, y+h-line, w, line, ink)
	t.pen.Fill(x, y+line, line, h-2*line, ink)
	t.pen.Fill(x+w-line, y+line, line, h-2*line, ink)
}

// bars draws the barcode of the box.
func (t tracer) bars() {
	c := t.b.Bars
	if c == nil {
		return
	}
	x, y, _, high := t.b.BarsAt()
	for i := 0; i < len(c.Dark); i++ {
		from := i
		for i < len(c.Dark) && c.Dark[i] {
			i++
		}
		if i > from {
			t.pen.Fill(x+float64(from)*c.Module, y, float64(i-from)*c.Module, high, black)
		}
	}
}

// chart draws the chart of the box.
func (t tracer) chart() {
	d := t.b.ChartDrawing()
	for _, r := range d.Rules {
		t.pen.Fill(r.X, r.Y, max(r.W, hairLine), max(r.H, hairLine), Ink{Tone: 0.5})
	}
	for _, f := range d.Fills {
		t.pen.Fill(f.X, f.Y, f.W, f.H, Ink{Tone: f.Tone})
		t.frame(f.X, f.Y, f.W, f.H, hairLine, black)
	}
	for _, w := range d.Words {
		tracer{t.pen, w}.text()
	}
}

// Pieces cuts a text into words and the boxes of choices and ticks, which are
// drawn as boxes: no font can replace them by a coloured picture.
func Pieces(s string, do func(text string, box rune)) {
	from := 0
	for i, r := range s {
		if r != '☐' && r != '☑' {
			continue
		}
		if i > from {
			do(s[from:i], 0)
		}
		do("", r)
		from = i + len("☐")
	}
	if from < len(s) {
		do(s[from:], 0)
	}
}

// textWidth is the width of a text in em, boxes taking one.
func textWidth(s string, bold bool) float64 {
	w := 0.0
	Pieces(s, func(text string, box rune) {
		if box != 0 {
			w++
			return
		}
		w += Width(text, bold)
	})
	return w
}

// Missing lists the characters of pages that the font lacks, each once, in the
// order in which they are met, with the first page that has each, from 1.
func Missing(pages []Page) (chars []rune, at []int) {
	seen := map[rune]bool{}
	for i, p := range pages {
		for _, b := range p.Boxes {
			for _, r := range b.Text() {
				if seen[r] || r == '\n' || r == '☐' || r == '☑' || Drawn(r) {
					continue
				}
				seen[r] = true
				chars, at = append(chars, r), append(at, i+1)
			}
		}
	}
	return chars, at
}
