package printer

import (
	"math"
	"testing"

	"frontdesk/forms/paper"
)

func five() []paper.Page {
	var sheets []paper.Sheet
	for range 5 {
		s := paper.NewSheet(paper.Portrait)
		s.Body = []paper.Row{{Cells: []paper.Cell{paper.Word("x")}}}
		sheets = append(sheets, s)
	}
	return paper.Compose(sheets...)
}

// Pages are chosen as people write them.
func TestPagesAreChosen(t *testing.T) {
	for text, want := range map[string]string{
		"": "12345", "全部": "12345", "1-3,5": "1235", "１－３，５": "1235", "2": "2", "4 - 5": "", "3，1": "13", "2、2": "2", "5到5": "5",
		"0": "", "6": "", "3-1": "", "x": "", "1-": "", "-2": "", ",": "",
	} {
		pages := five()
		got, err := Choose(pages, text)
		s := ""
		for _, p := range got {
			for i := range pages {
				if &pages[i].Boxes[0] == &p.Boxes[0] {
					s += string(rune('1' + i))
				}
			}
		}
		if s != want || (err != nil) != (want == "") {
			t.Errorf("%q: pages %s, want %s (%v)", text, s, want, err)
		}
	}
}

// A form that reaches into a printer's margins is made smaller, no more than it
// has to be.
func TestAFormFitsThePrinter(t *testing.T) {
	of := func(m Margins) func(paper.Size) (Margins, bool) {
		return func(paper.Size) (Margins, bool) { return m, true }
	}
	for _, x := range []struct {
		m    Margins
		want float64
	}{
		{Margins{}, 1},
		{Margins{4, 4, 4, 4}, 1},
		{Margins{13, 8, 13, 8}, 1},
		{Margins{15, 4, 15, 4}, 90.0 / 92},
		{Margins{13, 4, 20, 4}, 85.0 / 92},
	} {
		if got := Fit(five(), of(x.m)); math.Abs(got-x.want) > 0.001 {
			t.Errorf("margins %+v: %.4f, want %.4f", x.m, got, x.want)
		}
	}
	if got := Fit(five(), func(paper.Size) (Margins, bool) { return Margins{99, 99, 99, 99}, false }); got != 1 {
		t.Errorf("a printer that says nothing: %v", got)
	}
}
