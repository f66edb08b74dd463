package xlsx

import (
	"encoding/xml"
	"math"
	"strings"
	"testing"

	"frontdesk/forms/paper"

	"github.com/xuri/excelize/v2"
)

// charted is a sheet with two charts beside each other, words above and below.
func charted() paper.Sheet {
	share := paper.Chart{Title: "各类回访率与规定", Unit: "%", Across: []string{"投诉", "维修", "=1+1"}, Series: []paper.Series{
		{Name: "回访率", Values: []float64{100, 33.333, 0}}, {Name: "规定", Values: []float64{100, 30, 30}},
	}}
	mood := paper.Chart{Title: "满意程度", Stacked: true, Across: []string{"投诉", "维修"}, Series: []paper.Series{
		{Name: "满意", Values: []float64{40, 20}}, {Name: "不满意", Values: []float64{2, 1}},
	}}
	s := paper.NewSheet(paper.Portrait)
	s.Body = []paper.Row{
		{Cells: []paper.Cell{paper.Label("季度").Wide(40), paper.Word("2026 年第三季度")}},
		{Min: 62, Cells: []paper.Cell{paper.Plot(share).Wide(96), paper.Plot(mood)}},
		{Cells: []paper.Cell{paper.Label("分析").Wide(40), paper.Word("略")}},
	}
	return s
}

// anchored is a chart over the cells, as it stands in the file.
type anchored struct {
	From corner `xml:"from"`
	To   corner `xml:"to"`
}

// corner is a cell, from 0, and how far from its beginning.
type corner struct {
	Col   int `xml:"col"`
	Right int `xml:"colOff"`
	Row   int `xml:"row"`
	Down  int `xml:"rowOff"`
}

func (c corner) at(t *testing.T, f *excelize.File, sheet string) (x, y float64) {
	t.Helper()
	return drawing{Col: c.Col, Right: c.Right, Row: c.Row, Down: c.Down}.at(t, f, sheet)
}

// Each chart covers its box and nothing else, on the second page too; the
// figures stand behind the pages as numbers, and names as text.
func TestChartsStandInTheirBoxes(t *testing.T) {
	pages := paper.Compose(charted(), charted())
	f := write(t, paper.Job{Name: "统计", Pages: pages})
	data, ok := f.Pkg.Load("xl/drawings/drawing1.xml")
	if !ok {
		t.Fatal("there is no drawing")
	}
	var all struct {
		Charts []anchored `xml:"twoCellAnchor"`
	}
	if err := xml.Unmarshal(data.([]byte), &all); err != nil {
		t.Fatal(err)
	}
	var boxes []paper.Box
	for _, p := range pages {
		for _, b := range p.Boxes {
			if b.Chart != nil {
				boxes = append(boxes, b)
			}
		}
	}
	if len(all.Charts) != 4 || len(boxes) != 4 {
		t.Fatalf("%d charts are drawn, %d are on the pages", len(all.Charts), len(boxes))
	}
	for i, c := range all.Charts {
		x0, y0 := c.From.at(t, f, "统计")
		x1, y1 := c.To.at(t, f, "统计")
		b := boxes[i]
		if math.Abs((x1-x0)/perMM-b.W) > 1 || math.Abs((y1-y0)/perMM-b.H) > 1 {
			t.Errorf("chart %d is %.1f × %.1f mm, its box %.1f × %.1f", i, (x1-x0)/perMM, (y1-y0)/perMM, b.W, b.H)
		}
	}
	for cell, want := range map[string]string{"A1": "各类回访率与规定", "B1": "回访率", "B3": "33.3", "A4": "=1+1", "C4": "30", "A6": "满意程度", "C8": "1"} {
		got, err := f.GetCellValue(dataSheet, cell)
		if err != nil || got != want {
			t.Errorf("%s of the figures is %q, want %q", cell, got, want)
		}
	}
	for _, name := range []string{"xl/charts/chart1.xml", "xl/charts/chart2.xml"} {
		x, _ := f.Pkg.Load(name)
		if !strings.Contains(string(x.([]byte)), dataSheet) {
			t.Errorf("%s is not drawn from the figures", name)
		}
	}
}
