package sheet

import (
	"fmt"
	"image"
	"math"
	"slices"
	"strings"
	"testing"

	"frontdesk/forms/paper"

	"fyne.io/fyne/v2/canvas"
)

// Bars are on screen what they are on paper, of one width each, sharp, and dark
// on light by day and by night.
func TestBarsAreSharp(t *testing.T) {
	for _, night := range []bool{false, true} {
		for _, c := range []struct{ unit, pixel float32 }{{3.9, 1}, {4.48, 1}, {6.02, 1.25}, {5.2, 1.5}, {4.48, 2}, {8, 2}} {
			t.Run(fmt.Sprintf("%v by %v, night %v", c.unit, c.pixel, night), func(t *testing.T) {
				m := shown(t, codes(), c.unit, c.pixel, night)
				for _, b := range coded(codes()) {
					holdBars(t, m, b, float64(c.unit*c.pixel))
				}
			})
		}
	}
}

// holdBars looks for the bars of a box in a picture of the sheet, along their
// upper and lower end and their middle.
func holdBars(t *testing.T, m image.Image, b paper.Box, scale float64) {
	t.Helper()
	x, y, w, h := b.BarsAt()
	module := int(b.Bars.Module*scale + 1e-4)
	want := strings.Repeat("0", paper.Quiet*module)
	for _, dark := range b.Bars.Dark {
		want += strings.Repeat(map[bool]string{true: "1", false: "0"}[dark], module)
	}
	want += strings.Repeat("0", paper.Quiet*module)
	left := int(math.Round((x+w/2)*scale)) - len(b.Bars.Dark)*module/2 - paper.Quiet*module
	if float64(left) < (b.X+1)*scale || float64(left+len(want)) > (b.X+b.W-1)*scale {
		t.Errorf("%s: from %d to %d comes near a rule", b.Bars.Text, left, left+len(want))
	}
	for _, line := range []float64{y*scale + 1, (y + h/2) * scale, (y+h)*scale - 2} {
		got := ""
		for i := range want {
			switch v := bright(m.At(left+i, int(line))); {
			case v < 0x40:
				got += "1"
			case v > 0xD0:
				got += "0"
			default:
				got += "?" // neither
			}
		}
		if got != want {
			t.Fatalf("%s, line %.0f:\n got %s\nwant %s", b.Bars.Text, line, got, want)
		}
	}
}

// A page too small for bars shows a likeness of them, in their place.
func TestBarsOfASmallPage(t *testing.T) {
	const unit = 1.7
	m := shown(t, codes(), unit, 1, false)
	for _, b := range coded(codes()) {
		x, y, w, h := b.BarsAt()
		dark := 0
		for i := range int(b.W * unit) {
			at := b.X + float64(i)/unit
			if bright(m.At(int(at*unit), int((y+h/2)*unit))) >= 0x40 || at < b.X+0.6 || at > b.X+b.W-0.6 {
				continue // light, or a rule
			}
			if dark++; at < x-1 || at > x+w+1 {
				t.Errorf("%s: a bar at %.1f mm, and they stand from %.1f to %.1f", b.Bars.Text, at, x, x+w)
			}
		}
		if dark < 5 {
			t.Errorf("%s: %d dark pixels", b.Bars.Text, dark)
		}
	}
}

// A form shows the barcodes of its sheet as a page does.
func TestAFormShowsBarcodes(t *testing.T) {
	k := newDesk(t, written())
	plain := len(k.form.static)
	k.form.source = func() paper.Sheet {
		s := k.p.sheet()
		s.Head[0].Cells = append(s.Head[0].Cells, paper.Code("20260012").Wide(60))
		return s
	}
	k.form.Reread()
	i := slices.IndexFunc(k.form.boxes, func(b paper.Box) bool { return b.Bars != nil })
	if i < 0 || len(k.form.static) < plain+20 {
		t.Fatalf("box %d, %d things drawn of %d", i, len(k.form.static), plain)
	}
	b := k.form.boxes[i]
	n, places := 0, []float32{}
	for _, o := range k.form.static {
		r, ok := o.(*canvas.Rectangle)
		if ok && r.FillColor == k.form.c.ink {
			n++
			places = append(places, r.Position().X, r.Position().Y, r.Size().Width, r.Size().Height)
		}
	}
	if want := strings.Count(bits(b.Bars.Dark), "01") + 1; n != want {
		t.Errorf("%d bars are drawn, want %d", n, want)
	}
	for _, v := range places {
		if v != float32(math.Round(float64(v))) {
			t.Errorf("a bar is not on whole pixels: %v", places)
			break
		}
	}
}

func bits(dark []bool) string {
	s := ""
	for _, d := range dark {
		s += map[bool]string{true: "1", false: "0"}[d]
	}
	return s
}
