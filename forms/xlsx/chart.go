package xlsx

import (
	"fmt"
	"math"

	"frontdesk/forms/paper"

	"github.com/xuri/excelize/v2"
)

// dataSheet holds the figures that the charts of a workbook are drawn from.
const dataSheet = "图表数据"

// Columns of a chart, by the tone of its series: what the office's printer
// makes of them is what the page shows.
func tone(i int) string {
	grey := int(255 * (1 - paper.Tones[i%len(paper.Tones)]))
	return fmt.Sprintf("%02X%02X%02X", grey, grey, grey)
}

// figures collects the charts of a workbook.
type figures struct {
	charts []*paper.Chart
	rows   int // rows of dataSheet that are taken
}

// plots puts the charts of a page over their cells, each one of the spreadsheet
// program's own, so that the office can go on working with it. The page's rows
// are written already, from the row first on.
//
// The library anchors a chart at the cells of its corners, and finds them by
// the widths and heights it knows of. Of a worksheet that is written from the
// top down it takes the widths for digits of another font, and has forgotten
// the heights. So both are told once more: now that they are written, what is
// told is read by the library alone.
func (s *sheet) plots(all *figures, p paper.Page, rows []float64, first int) error {
	told := false
	for _, b := range p.Boxes {
		if b.Chart == nil {
			continue
		}
		if !told {
			if err := s.tell(rows, first); err != nil {
				return err
			}
			told = true
		}
		if err := s.plot(all, b, rows, first); err != nil {
			return err
		}
	}
	return nil
}

// tell lets the library know how wide and high the cells of a page are.
func (s *sheet) tell(rows []float64, first int) error {
	for i := 1; i < len(s.columns); i++ {
		name, err := excelize.ColumnNumberToName(i)
		if err != nil {
			return err
		}
		if err := s.f.SetColWidth(s.name, name, name, pixels(s.columns, i)/theirDigit); err != nil {
			return err
		}
	}
	for i := 1; i < len(rows); i++ {
		if err := s.f.SetRowHeight(s.name, first+i, (pixels(rows, i)-0.5)*theirPixel); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheet) plot(all *figures, b paper.Box, rows []float64, first int) error {
	c0, c1 := nearest(s.columns, b.X), nearest(s.columns, b.X+b.W)
	r0, r1 := nearest(rows, b.Y), nearest(rows, b.Y+b.H)
	cell, err := excelize.CoordinatesToCellName(c0+1, first+r0+1)
	if err != nil {
		return err
	}
	// A pixel less on every side leaves the rules round the cell to be seen.
	w := pixel(s.columns, s.columns[c1]) - pixel(s.columns, s.columns[c0]) - 2
	h := pixel(rows, rows[r1]) - pixel(rows, rows[r0]) - 2
	c := all.add(b.Chart)
	c.Dimension = excelize.ChartDimension{Width: uint(max(w, 1)), Height: uint(max(h, 1))}
	c.Format = excelize.GraphicOptions{AltText: b.Chart.Words(), OffsetX: 1, OffsetY: 1}
	return s.f.AddChart(s.name, cell, c)
}

// What the library takes a column of width one and a row of so many points for,
// in pixels; it rounds heights up.
const (
	theirDigit = 8.0
	theirPixel = 3.4 / 4
)

// add takes a chart in, and gives it as the library wants it.
func (x *figures) add(c *paper.Chart) *excelize.Chart {
	head := x.rows + 1
	first, last := head+1, head+max(len(c.Across), 1)
	x.charts, x.rows = append(x.charts, c), last+1
	font := func(size float64, bold bool) excelize.Font {
		return excelize.Font{Family: "宋体", Size: size, Bold: bold, Color: "000000"}
	}
	title := font(10, true)
	out := &excelize.Chart{
		Type:     excelize.Col,
		Title:    excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: clean(c.Title), Font: &title}}},
		Legend:   excelize.ChartLegend{Position: "bottom", Font: new(font(8, false))},
		XAxis:    excelize.ChartAxis{Font: font(8, false)},
		YAxis:    excelize.ChartAxis{Font: font(8, false), MajorGridLines: true, Minimum: new(0.0), NumFmt: excelize.ChartNumFmt{CustomNumFmt: plain + unit(c)}},
		PlotArea: excelize.ChartPlotArea{ShowVal: !c.Stacked && len(c.Across)*len(c.Series) <= 24, NumFmt: excelize.ChartNumFmt{CustomNumFmt: plain + unit(c)}},
		GapWidth: new(uint(60)), VaryColors: new(false), // a tone is a series, not a group
	}
	if c.Unit == "%" {
		out.YAxis.Maximum = new(100.0)
	}
	if c.Stacked {
		out.Type, out.Overlap = excelize.ColStacked, new(100)
	}
	for i := range c.Series {
		col, _ := excelize.ColumnNumberToName(i + 2) // a chart has few series
		at := func(from, to int, col string) string {
			return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", dataSheet, col, from, col, to)
		}
		out.Series = append(out.Series, excelize.ChartSeries{
			Name: fmt.Sprintf("'%s'!$%s$%d", dataSheet, col, head), Categories: at(first, last, "A"), Values: at(first, last, col),
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{tone(i)}},
			DataLabel: excelize.ChartDataLabel{Font: font(7, false)},
			Line:      excelize.LineOptions{Width: 0.5, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"000000"}}},
		})
	}
	return out
}

// plain is how numbers are written, before their unit.
const plain = "General"

// unit is the unit of a chart as a number format has it.
func unit(c *paper.Chart) string {
	if c.Unit == "" {
		return ""
	}
	return `"` + c.Unit + `"`
}

// write writes the figures onto a worksheet of their own, behind the pages.
func (x *figures) write(f *excelize.File) error {
	if len(x.charts) == 0 {
		return nil
	}
	if _, err := f.NewSheet(dataSheet); err != nil {
		return err
	}
	style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "宋体", Size: 10.5}})
	if err != nil {
		return err
	}
	if err := f.SetColStyle(dataSheet, "A:H", style); err != nil {
		return err
	}
	if err := f.SetColWidth(dataSheet, "A", "H", 30); err != nil { // in digits of the workbook's small font
		return err
	}
	row := 1
	for _, c := range x.charts {
		head := []any{clean(c.Title)}
		for _, s := range c.Series {
			head = append(head, clean(s.Name))
		}
		if err := f.SetSheetRow(dataSheet, fmt.Sprintf("A%d", row), &head); err != nil {
			return err
		}
		for i, name := range c.Across {
			cells := []any{clean(name)}
			for _, s := range c.Series {
				cells = append(cells, math.Round(s.At(i)*10)/10) // as the page shows it
			}
			if err := f.SetSheetRow(dataSheet, fmt.Sprintf("A%d", row+1+i), &cells); err != nil {
				return err
			}
		}
		row += max(len(c.Across), 1) + 2
	}
	return f.SetSheetVisible(dataSheet, false)
}
