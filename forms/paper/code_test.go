package paper

import (
	"math"
	"strings"
	"testing"
)

// coded is the only box of a sheet, with a cell as wide as it is told.
func coded(t *testing.T, c Cell, wide float64) (Box, Sheet) {
	t.Helper()
	s := NewSheet(Portrait)
	s.Side = (s.Size.W - wide) / 2
	s.Body = []Row{{Cells: []Cell{c}}}
	pages := Lay(&s)
	if len(pages) != 1 || len(pages[0].Boxes) != 1 {
		t.Fatalf("%+v", pages)
	}
	return pages[0].Boxes[0], s
}

// widths are the bars and gaps of a barcode in modules, one digit each.
func widths(b *Bars) string {
	s, n := "", 0
	for i, dark := range b.Dark {
		n++
		if i == len(b.Dark)-1 || b.Dark[i+1] != dark {
			s, n = s+string(rune('0'+n)), 0
		}
	}
	return s
}

// The bars of a number, from the table of ISO/IEC 15417: the beginning in pairs
// of digits (105), the pairs, the check sign and the end.
func TestBarsOfANumber(t *testing.T) {
	b, _ := coded(t, Code("20260012"), 40)
	if b.Bars == nil {
		t.Fatal("no bars")
	}
	// 105 + 1·20 + 2·26 + 3·0 + 4·12 = 225 = 2·103 + 19
	want := "211232" + "221231" + "321221" + "212222" + "112232" + "221132" + "2331112"
	if got := widths(b.Bars); got != want || !b.Bars.Dark[0] || b.Bars.Text != "20260012" {
		t.Errorf("%q: %s, want %s", b.Bars.Text, got, want)
	}
	if b.Text() != "" || len(b.Unwrapped()) != 0 {
		t.Errorf("%q stands beside the bars", b.Text())
	}
}

// holdBars looks at what a scanner and a printer need of a barcode.
func holdBars(t *testing.T, b Box) {
	t.Helper()
	if dots := b.Bars.Module * 96 / 25.4; b.Bars.Module < 0.25 || math.Abs(dots-math.Round(dots)) > 1e-9 {
		t.Errorf("%q: modules of %v mm", b.Bars.Text, b.Bars.Module)
	}
	x, y, w, h := b.BarsAt()
	if math.Abs(w-float64(len(b.Bars.Dark))*b.Bars.Module) > 1e-9 || h < leastBars-1e-9 || h > mostBars {
		t.Errorf("%q: %d modules of %v mm in %v by %v mm", b.Bars.Text, len(b.Bars.Dark), b.Bars.Module, w, h)
	}
	quiet := Quiet * b.Bars.Module
	if x-quiet < b.X+PadX-1e-9 || x+w+quiet > b.X+b.W-PadX+1e-9 || y < b.Y+PadY-1e-9 || y+h > b.Y+b.H-PadY+1e-9 {
		t.Errorf("%q: bars at %v, %v, %v by %v, in a box at %v, %v, %v by %v", b.Bars.Text, x, y, w, h, b.X, b.Y, b.W, b.H)
	}
}

// Whatever the width of its cell, a barcode is drawn so that it is read, or its
// text is printed whole.
func TestBarsAreReadableOrWords(t *testing.T) {
	for _, text := range []string{"1", "12", "2026001", "20260012", "2026-0012", "PERMIT 20260012", "1234567890123456", "~ !", strings.Repeat("20260012", 4)} {
		drawn := 0.0
		for wide := 5.0; wide < 200; wide += 0.7 {
			for _, align := range []Align{Left, Mid, Right} {
				c := Code(text)
				c.Align = align
				b, _ := coded(t, c, wide)
				if b.Bars != nil {
					holdBars(t, b)
					drawn = wide
					continue
				}
				if drawn != 0 {
					t.Fatalf("%q is drawn in %.1f mm and not in %.1f", text, drawn, wide)
				}
				if got := strings.NewReplacer("\n", "", " ", "").Replace(b.Text()); got != strings.ReplaceAll(text, " ", "") {
					t.Fatalf("%q in %.1f mm: neither bars nor text but %q", text, wide, got)
				}
			}
		}
		if drawn == 0 {
			t.Errorf("%q is never drawn", text)
		}
	}
}

// What the comment of Code promises.
func TestWidthOfACode(t *testing.T) {
	for digits, need := range map[int]float64{4: 22.8, 6: 25.7, 8: 28.6, 10: 31.6, 12: 34.5, 14: 37.4, 16: 40.3, 5: 22.8 + 5.9, 9: 28.6 + 5.9, 15: 37.4 + 5.9} {
		text := "1234567890123456"[:digits]
		if b, _ := coded(t, Code(text), need); b.Bars == nil {
			t.Errorf("%d digits are not drawn in %.1f mm", digits, need)
		}
		if b, _ := coded(t, Code(text), need-0.2); b.Bars != nil {
			t.Errorf("%d digits are drawn in %.1f mm", digits, need-0.2)
		}
		if b, _ := coded(t, Code(text), 2*need-2*PadX); b.Bars == nil || math.Abs(b.Bars.Module-2*dot) > 1e-9 {
			t.Errorf("%d digits are no wider in %.1f mm", digits, 2*need-2*PadX)
		}
		if b, _ := coded(t, Code(text), 4*need); b.Bars == nil || b.Bars.Module > 2*dot+1e-9 {
			t.Errorf("%d digits are too wide in %.1f mm", digits, 4*need)
		}
	}
}

// A barcode that would be read as something else is none.
func TestWhatIsNoBarcode(t *testing.T) {
	for _, text := range []string{"", "一二三", "2026\n0012", "ñ2026", strings.Repeat("7", 81)} {
		b, s := coded(t, Code(text), 180)
		if b.Bars != nil || strings.ReplaceAll(b.Text(), "\n", "") != strings.ReplaceAll(text, "\n", "") {
			t.Errorf("%q: bars %v, text %q", text, b.Bars != nil, b.Text())
		}
		if text == "" && b.H > s.Points*MM*Leading+2*PadY+1e-9 {
			t.Errorf("an empty cell is %.1f mm high", b.H)
		}
	}
}

func TestHeightOfBars(t *testing.T) {
	for least, want := range map[float64]float64{0: leastBars, 10: leastBars, 18: 16, 60: mostBars} {
		s := NewSheet(Portrait)
		s.Body = []Row{{Min: least, Cells: []Cell{Code("20260012")}}}
		b := Lay(&s)[0].Boxes[0]
		holdBars(t, b)
		if _, y, _, h := b.BarsAt(); math.Abs(h-want) > 1e-9 || math.Abs(y+h/2-b.Y-b.H/2) > 1e-9 {
			t.Errorf("a row of %.0f mm: bars of %.1f mm at %.1f, in a box of %.1f at %.1f", least, h, y, b.H, b.Y)
		}
	}
	s := NewSheet(Portrait) // beside two rows that it reaches down over
	s.Body = []Row{
		{Cells: []Cell{Word("编号"), Code("20260012").Wide(40).Down(2)}},
		{Cells: []Cell{Word("日期")}},
	}
	holdBars(t, Lay(&s)[0].Boxes[1])
}

// Beside a text that goes on over the page the bars stand once, and whole,
// wherever the page ends.
func TestBarsAreNeverParted(t *testing.T) {
	text := strings.Repeat("厨房水管漏水，已漏到楼下 1104 客厅吊顶。", 120)
	for above := 0.0; above < 276; above += 4 {
		s := NewSheet(Portrait)
		s.Body = []Row{
			{Min: above, Keep: true, Cells: []Cell{Word("以上")}},
			{Cells: []Cell{Code("20260012"), Long(&text)}},
		}
		pages, n := Lay(&s), 0
		for _, p := range pages {
			for _, b := range p.Boxes {
				if b.Bars != nil {
					n++
					holdBars(t, b)
				}
			}
		}
		if n != 1 || len(pages) < 2 {
			t.Errorf("%.0f mm above: %d barcodes on %d pages", above, n, len(pages))
		}
	}
}
