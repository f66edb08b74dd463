package xlsx

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"frontdesk/forms/duty"
	"frontdesk/forms/paper"

	"github.com/xuri/excelize/v2"
)

// month is a month of some 600 entries.
func month() []paper.Page { return dutyPages(600/duty.LinesPerPage, everyday) }

// BenchmarkMonth draws a month; BenchmarkRawStream writes the same cells with
// the library alone, and is what it is held against.
func BenchmarkMonth(b *testing.B) {
	pages := month()
	for b.Loop() {
		if err := Write(context.Background(), &bytes.Buffer{}, paper.Job{Name: "a", Pages: pages}, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRawStream(b *testing.B) {
	cells := raw(b, month())
	for b.Loop() {
		if err := stream(cells); err != nil {
			b.Fatal(err)
		}
	}
}

// raw lays the texts of a month on the same grid, ready to be written.
func raw(t testing.TB, pages []paper.Page) [][]any {
	t.Helper()
	columns := columnEdges(pages)
	top, _ := reach(pages)
	var all [][]any
	for _, p := range pages {
		rows := rowEdges(p, top)
		grid := make([][]any, len(rows)-1)
		for i := range grid {
			grid[i] = make([]any, len(columns)-1)
		}
		for _, x := range p.Boxes {
			for r := nearest(rows, x.Y); r < nearest(rows, x.Y+x.H); r++ {
				for c := nearest(columns, x.X); c < nearest(columns, x.X+x.W); c++ {
					grid[r][c] = excelize.Cell{}
				}
			}
			grid[nearest(rows, x.Y)][nearest(columns, x.X)] = excelize.Cell{Value: x.Text()}
		}
		all = append(all, grid...)
	}
	return all
}

// stream writes cells in one style, without merging.
func stream(cells [][]any) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	style, err := f.NewStyle(&excelize.Style{NumFmt: textFmt})
	if err != nil {
		return err
	}
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	for i, row := range cells {
		for j, v := range row {
			if c, ok := v.(excelize.Cell); ok {
				c.StyleID = style
				row[j] = c
			}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Write(&bytes.Buffer{})
}
