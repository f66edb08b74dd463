package paper

import (
	"github.com/boombuler/barcode/code128"
)

// Quiet is how many modules on either side of a barcode nothing may stand: a
// scanner finds the bars by it.
const Quiet = 10

// A module, the narrowest bar, is a whole number of pixels of 1/96 inch: that
// is what programs for workbooks keep pictures on. One of them, 0.265 mm, is
// just over the 0.25 mm that an office printer and a hand scanner agree on;
// more than two, and a long number no longer fits into a scanner's window.
const (
	dot      = 25.4 / 96
	mostDots = 2
)

// How high bars are, in millimetres: at least what a hand needs to aim, and no
// higher than looks like a barcode.
const (
	leastBars = 12.0
	mostBars  = 20.0
)

// Bars is a barcode as it is drawn.
type Bars struct {
	Text   string  // what a scanner reads
	Dark   []bool  // its modules from the first bar to the last, without the quiet zone
	Module float64 // width of one, mm
}

// Code is a barcode (Code 128) of a text, such as a number to be scanned when
// the paper comes back. Nothing else stands in the cell, and an empty text
// leaves it empty. The bars are as wide as the cell lets them be, up to two
// pixels of 1/96 inch a module; the row gets 14 mm for them.
//
// Of an even number n of digits, four at least, the narrowest bars need a cell
// of 5.5 n + 55 modules of 0.265 mm and the padding, in millimetres:
//
//	   4     6     8    10    12    14    16 digits
//	22.8  25.7  28.6  31.6  34.5  37.4  40.3 mm
//
// An odd digit more takes 5.9 mm more. Twice as wide bars need twice as much
// but for the 2.4 mm of padding. In a narrower cell no scanner would read them:
// the text is printed instead, as it is where it has other characters than
// those of ASCII. Mind that an edge may be moved by up to 4 mm, to one of a row
// above.
func Code(text string) Cell { return Cell{Code: text, Align: Mid} }

// barsOf is the barcode of a text in a stretch so many millimetres wide; nil
// where it cannot be drawn so that it is read, and for no text.
func barsOf(text string, wide float64) *Bars {
	if text == "" || !plain(text) {
		return nil
	}
	code, err := code128.Encode(text)
	if err != nil {
		return nil // longer than any paper is wide
	}
	n := code.Bounds().Dx()
	dots := min(int(wide/dot)/(n+2*Quiet), mostDots)
	if dots < 1 {
		return nil
	}
	b := &Bars{Text: text, Dark: make([]bool, n), Module: float64(dots) * dot}
	for i := range b.Dark {
		r, _, _, _ := code.At(i, 0).RGBA()
		b.Dark[i] = r == 0
	}
	return b
}

// plain tells whether every character is one that a scanner types as it is. The
// library takes some letters with accents for signs to the scanner.
func plain(s string) bool {
	for _, r := range s {
		if r < ' ' || r > '~' {
			return false
		}
	}
	return true
}

// BarsAt is where the bars of a box stand, without their quiet zone, in
// millimetres from the upper left corner of the paper. Bars and quiet zone are
// within the box's padding, so that no rule comes near them.
func (b Box) BarsAt() (x, y, w, h float64) {
	w, h = float64(len(b.Bars.Dark))*b.Bars.Module, min(b.H-2*PadY, mostBars)
	x, y = b.X+(b.W-w)/2, b.Y+(b.H-h)/2
	switch quiet := Quiet * b.Bars.Module; b.Align {
	case Left:
		x = b.X + PadX + quiet
	case Right:
		x = b.X + b.W - PadX - quiet - w
	}
	return x, y, w, h
}

// settle leaves a barcode or a chart whole in one of the two parts of a box that
// the end of a page parts.
func settle(top, bottom *Box) {
	const need = leastBars + 2*PadY
	switch {
	case top.Chart != nil:
		top.Chart, bottom.H = nil, max(bottom.H, leastChart)
	case top.Bars == nil:
	case top.H >= need:
		bottom.Bars = nil
	default:
		top.Bars, bottom.H = nil, max(bottom.H, need)
	}
}
