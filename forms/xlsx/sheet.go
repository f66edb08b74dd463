package xlsx

import (
	"fmt"

	"frontdesk/forms/paper"

	"github.com/xuri/excelize/v2"
)

// Margins that are given up for programs that draw a little wider or higher,
// millimetres: what is printed stays where it was, for it is centred between
// the sides and hangs from the top.
const (
	slackSide   = 6.0
	slackFoot   = 5.0
	leastMargin = 3.0
)

// sheet is one worksheet being drawn, from the top down.
type sheet struct {
	f       *excelize.File
	w       *excelize.StreamWriter
	name    string
	pens    *styles
	columns []float64 // edges, mm
	top     float64   // where the highest page begins, mm
	row     int       // rows written so far
	begins  []int     // row that each page begins at, from 1
}

func newSheet(f *excelize.File, pens *styles, name string, pages []paper.Page) (*sheet, error) {
	s := &sheet{f: f, pens: pens, name: name, columns: columnEdges(pages)}
	if len(f.GetSheetList()) == 1 && f.GetSheetName(0) == "Sheet1" { // the one that a new workbook has
		if err := f.SetSheetName("Sheet1", name); err != nil {
			return nil, err
		}
	} else if _, err := f.NewSheet(name); err != nil {
		return nil, err
	}
	if err := s.layOut(pages); err != nil {
		return nil, err
	}
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	s.w = w
	for i := len(s.columns) - 1; i > 0; i-- { // the library puts each before the last one, and Excel wants them in order
		if err := w.SetColWidth(i, i, pixels(s.columns, i)/digit); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// layOut sets the paper, its margins, and a view that looks like paper.
func (s *sheet) layOut(pages []paper.Page) error {
	off := false
	if err := s.f.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: &off, ShowRowColHeaders: &off}); err != nil {
		return err
	}
	height := 15.0 // of the rows below, which would be as low as the default font
	if err := s.f.SetSheetProps(s.name, &excelize.SheetPropsOptions{DefaultRowHeight: &height, CustomHeight: new(true)}); err != nil {
		return err
	}
	if len(s.columns) == 0 { // nothing is drawn
		return nil
	}
	top, foot := reach(pages)
	s.top = top
	size, kind, lie := pages[0].Size, 9, "portrait" // A4
	if size.W > size.H {
		lie = "landscape"
	}
	if max(size.W, size.H) == 210 {
		kind = 11 // A5
	}
	scale, none, centred := uint(100), 0.0, true
	if err := s.f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &kind, Orientation: &lie, AdjustTo: &scale}); err != nil {
		return err
	}
	inch := func(mm float64) *float64 { x := max(mm, leastMargin) / 25.4; return &x }
	return s.f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{
		Left: inch(s.columns[0] - slackSide), Right: inch(size.W - s.columns[len(s.columns)-1] - slackSide),
		Top: inch(top), Bottom: inch(size.H - foot - slackFoot),
		Header: &none, Footer: &none, Horizontally: &centred,
	})
}

// reach is how far up and down the boxes of pages go, millimetres.
func reach(pages []paper.Page) (top, foot float64) {
	top = pages[0].Size.H
	for _, p := range pages {
		for _, b := range p.Boxes {
			top, foot = min(top, b.Y), max(foot, b.Y+b.H)
		}
	}
	return top, foot
}

// page writes the rows of one page.
func (s *sheet) page(p paper.Page, charts *figures) error {
	rows := rowEdges(p, s.top)
	n, m := max(len(rows)-1, 1), max(len(s.columns)-1, 0) // a page without a box has a row too, to break at
	values, grid := make([]any, n*m), make([][]any, n)
	for i := range grid {
		grid[i] = values[i*m : (i+1)*m]
	}
	for _, b := range p.Boxes {
		if err := s.box(grid, b, rows); err != nil {
			return err
		}
		if b.Bars == nil {
			continue
		}
		if err := s.code(b, rows); err != nil {
			return err
		}
	}
	first := s.row
	s.begins = append(s.begins, first+1)
	for i, cells := range grid {
		opts := excelize.RowOpts{}
		if i+1 < len(rows) {
			opts.Height = pixels(rows, i+1) * pointsPerPixel
		}
		if err := s.w.SetRow(fmt.Sprintf("A%d", s.row+1), cells, opts); err != nil {
			return err
		}
		s.row++
	}
	return s.plots(charts, p, rows, first)
}

// box puts a box on the grid: its text into the first of its cells, its rules
// round all of them.
func (s *sheet) box(grid [][]any, b paper.Box, rows []float64) error {
	c0, c1 := nearest(s.columns, b.X), nearest(s.columns, b.X+b.W)
	r0, r1 := nearest(rows, b.Y), nearest(rows, b.Y+b.H)
	if c1 <= c0 || r1 <= r0 {
		return nil // no room to see anything of it
	}
	value, l := s.pens.write(b)
	cells := make([]excelize.Cell, 0, (r1-r0)*(c1-c0))
	for r := r0; r < r1; r++ {
		for c := c0; c < c1; c++ {
			l.rule(b, r == r0, r == r1-1, c == c0, c == c1-1)
			id, err := s.pens.id(l)
			if err != nil {
				return err
			}
			cells = append(cells, excelize.Cell{StyleID: id, Value: value})
			grid[r][c] = &cells[len(cells)-1]
			value = nil // it stands in the first one
		}
	}
	if c1-c0 == 1 && r1-r0 == 1 {
		return nil
	}
	from, to, err := corners(c0+1, s.row+r0+1, c1, s.row+r1)
	if err != nil {
		return err
	}
	return s.w.MergeCell(from, to)
}

// corners names the first and last cell of a range.
func corners(c0, r0, c1, r1 int) (from, to string, err error) {
	if from, err = excelize.CoordinatesToCellName(c0, r0); err == nil {
		to, err = excelize.CoordinatesToCellName(c1, r1)
	}
	return from, to, err
}

// finish sets what can be known only now: page breaks, print area, and that
// phone numbers are text on purpose, so that Excel marks none of them.
func (s *sheet) finish() error {
	for i, r := range s.begins {
		if i == 0 {
			continue
		}
		if err := s.w.InsertPageBreak(fmt.Sprintf("A%d", r)); err != nil {
			return err
		}
	}
	if s.row == 0 || len(s.columns) < 2 {
		return s.w.Flush()
	}
	from, to, err := corners(1, 1, len(s.columns)-1, s.row)
	if err != nil {
		return err
	}
	if err := s.f.AddIgnoredErrors(s.name, from+":"+to, excelize.IgnoredErrorsNumberStoredAsText); err != nil {
		return err
	}
	if err := s.w.Flush(); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(s.columns)-1, s.row, true)
	if err != nil {
		return err
	}
	return s.f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A$1:%s", s.name, last), Scope: s.name,
	})
}
