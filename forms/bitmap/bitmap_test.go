package bitmap

import (
	"image"
	"testing"

	"frontdesk/forms/formtest"
	"frontdesk/forms/paper"
)

func page(rows ...paper.Row) paper.Page {
	s := paper.NewSheet(paper.Portrait)
	s.Body = rows
	return paper.Compose(s)[0]
}

// dark is how much of a stretch of a page, mm, is covered by ink, from 0 to 1,
// and whether any of it is red.
func dark(p *image.Paletted, dpi, x, y, w, h float64) (part float64, red bool) {
	per := dpi / 25.4
	n, sum := 0, 0
	for row := int(y * per); row < int((y+h)*per); row++ {
		for col := int(x * per); col < int((x+w)*per); col++ {
			c := int(p.Pix[row*p.Stride+col])
			n++
			sum += c % steps
			red = red || c >= steps
		}
	}
	return float64(sum) / float64(n*(steps-1)), red
}

// Ink lies where the page says: words in their boxes, rules round them, nothing
// beside; red is red, and a character that the font lacks is a box, not a gap.
func TestInkLiesWhereThePageSays(t *testing.T) {
	const dpi = 300
	p := page(paper.Row{Min: 10, Cells: []paper.Cell{
		paper.Word("厨房水管漏水").Wide(60), paper.Word("").Wide(40), paper.Words(paper.Run{Text: "超时", Red: true}).Wide(30), paper.Word("\U00030EDD").Wide(20), paper.Label("标签"),
	}})
	out := Draw(p, dpi, 1)
	if out.Rect.Dx() != 2481 || out.Rect.Dy() != 3508 {
		t.Errorf("the page is %v dots", out.Rect)
	}
	inside := func(i int) (float64, bool) {
		b := p.Boxes[i]
		return dark(out, dpi, b.X+0.6, b.Y+0.6, b.W-1.2, b.H-1.2)
	}
	for i, want := range map[int][2]float64{0: {0.03, 0.4}, 1: {0, 0}, 2: {0.03, 0.4}, 3: {0.005, 0.2}, 4: {0.06, 0.4}} {
		got, red := inside(i)
		if got < want[0] || got > want[1] || red != (i == 2) {
			t.Errorf("box %d is covered by %.3f (red %v), want %v", i, got, red, want)
		}
	}
	if got, _ := dark(out, dpi, 0, 100, 210, 190); got != 0 {
		t.Errorf("%.4f of the empty paper is inked", got)
	}
	b := p.Boxes[0]
	if got, _ := dark(out, dpi, b.X+1, b.Y-0.15, 40, 0.3); got < 0.5 {
		t.Errorf("the upper rule covers %.2f", got)
	}
}

// A page that is shrunk keeps its middle, and leaves its edges free.
func TestAPageIsShrunk(t *testing.T) {
	const dpi = 100
	p := page(paper.Row{Min: 270, Cells: []paper.Cell{paper.Word("内容")}})
	whole, small := Draw(p, dpi, 0), Draw(p, dpi, 0.8)
	if got, _ := dark(whole, dpi, 12, 100, 3, 50); got == 0 {
		t.Error("the left rule is not where it should be")
	}
	if got, _ := dark(small, dpi, 0, 0, 28, 297); got != 0 {
		t.Error("a shrunk page reaches into the edge")
	}
	if got, _ := dark(small, dpi, 30, 100, 4, 50); got == 0 {
		t.Error("the left rule of the shrunk page is missing")
	}
}

// Two pictures of one page are not apart; of two pages they are where those
// differ.
func TestPicturesApart(t *testing.T) {
	const dpi = 75
	draw := func(text string) *image.Paletted {
		return Draw(page(paper.Row{Min: 20, Cells: []paper.Cell{paper.Word(text).Big(20)}}), dpi, 1)
	}
	if d, _ := formtest.Apart(draw("同"), draw("同"), 12); d != 0 {
		t.Errorf("one page is %.2f from itself", d)
	}
	if d, at := formtest.Apart(draw("同"), draw(""), 12); d < 0.1 || at.Y > 100 {
		t.Errorf("a page without its word is %.2f away, at %v", d, at)
	}
}
