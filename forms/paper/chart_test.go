package paper

import (
	"fmt"
	"math"
	"testing"
)

func charted(c Chart) (Box, Drawing) {
	s := NewSheet(Portrait)
	s.Body = []Row{{Min: 60, Cells: []Cell{Plot(c)}}}
	b := Lay(&s)[0].Boxes[0]
	return b, b.ChartDrawing()
}

// Columns are as high as their figures say, stand on one line, and keep within
// their box, whatever the figures are.
func TestColumnsAreAsHighAsTheirFigures(t *testing.T) {
	for name, c := range map[string]Chart{
		"side by side": {Title: "回访率", Unit: "%", Across: []string{"投诉", "维修"}, Series: []Series{{"回访率", []float64{100, 33.3}}, {"规定", []float64{100, 30}}}},
		"stacked":      {Title: "满意", Stacked: true, Across: []string{"投诉", "维修"}, Series: []Series{{"满意", []float64{40, 20}}, {"不满意", []float64{2, 1}}}},
		"nothing":      {Title: "空", Across: []string{"投诉"}, Series: []Series{{"满意", []float64{0}}}},
		"no group":     {Title: "空"},
		"large":        {Title: "大", Across: []string{"甲"}, Series: []Series{{"户", []float64{123456}}}},
		"short":        {Title: "少", Across: []string{"甲", "乙"}, Series: []Series{{"户", []float64{3}}}},
	} {
		b, d := charted(c)
		foot, first := 0.0, true
		heights := []float64{}
		for _, f := range d.Fills[:max(len(d.Fills)-len(c.Series), 0)] { // the last ones are the legend
			if f.X < b.X || f.Y < b.Y || f.X+f.W > b.X+b.W+0.01 || f.Y+f.H > b.Y+b.H+0.01 {
				t.Errorf("%s: a column leaves the box: %+v", name, f)
			}
			heights = append(heights, f.H)
			if !c.Stacked && !first && math.Abs(f.Y+f.H-foot) > 0.01 {
				t.Errorf("%s: columns stand at %.2f and %.2f", name, foot, f.Y+f.H)
			}
			foot, first = f.Y+f.H, false
		}
		var figures []float64
		for i := range c.Across {
			for _, s := range c.Series {
				if s.At(i) > 0 {
					figures = append(figures, s.At(i))
				}
			}
		}
		if len(figures) != len(heights) {
			t.Fatalf("%s: %d columns for %d figures", name, len(heights), len(figures))
		}
		for i := range figures {
			if math.Abs(heights[i]/heights[0]-figures[i]/figures[0]) > 0.001 {
				t.Errorf("%s: %v is %.2f mm high, %v is %.2f", name, figures[i], heights[i], figures[0], heights[0])
			}
		}
	}
}

// Names below the columns never run into each other: with many groups only some
// are named.
func TestNamesHaveRoom(t *testing.T) {
	c := Chart{Title: "每日件数", Series: []Series{{"件", nil}}}
	for i := range 31 {
		c.Across = append(c.Across, fmt.Sprintf("11-%02d", i+1))
		c.Series[0].Values = append(c.Series[0].Values, float64(i))
	}
	_, d := charted(c)
	end, named := 0.0, 0
	for _, w := range d.Words {
		if s := w.Text(); len(s) == 5 && s[:3] == "11-" {
			wide := Width(s, false) * chartPoints * MM
			mid := w.X + w.W/2
			if mid-wide/2 < end {
				t.Errorf("%s begins at %.1f, the one before ends at %.1f", s, mid-wide/2, end)
			}
			end, named = mid+wide/2, named+1
		}
	}
	if named < 10 || named > 31 {
		t.Errorf("%d days are named", named)
	}
}

// The axis ends at or above the highest column, in round steps.
func TestAxis(t *testing.T) {
	for most, want := range map[float64][2]float64{
		0: {4, 1}, 1: {1, 1}, 3: {3, 1}, 7: {8, 2}, 33: {40, 10}, 100: {100, 20}, 87: {100, 20}, 303: {400, 100}, 12345: {12500, 2500},
	} {
		if end, step := axis(most); end != want[0] || step != want[1] {
			t.Errorf("up to %v: %v in steps of %v, want %v in %v", most, end, step, want[0], want[1])
		}
	}
}
