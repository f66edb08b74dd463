// Package xlsx draws laid-out pages into a workbook that Excel, WPS and
// LibreOffice open and print page for page. It is the only place, beside the
// reader of residents' lists, that knows the workbook library.
package xlsx

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdesk/forms/paper"

	"github.com/xuri/excelize/v2"
)

// Job is what goes into one workbook: pages, one under the other on one
// worksheet, with a page break after each. Each page brings its own head, so
// no print titles are set: they would print it twice.
type Job struct {
	Name    string // of the worksheet
	Title   string // of the document
	Creator string // the office
	Pages   []paper.Page
}

// digit is the width in pixels of a digit of the workbook's default font, in
// which columns are measured: Arial 11, which every PC has or has the like of,
// so that columns do not depend on a Chinese font being there. LibreOffice
// takes 8.16 and Excel rounds to 8; the side margins take up the difference.
const (
	digit       = 8.16
	defaultFont = "Arial"
)

const (
	songti    = "宋体" // on every Chinese Windows
	textFmt   = 49   // "@": what looks like a number, date or formula stays text
	longest   = 32767
	slackSide = 2.0 // mm of each side margin given up for programs with wider columns
	slackFoot = 5.0 // mm of the foot margin given up for rounded row heights
)

// Write draws the job. Progress, when not nil, is called after each page. A
// cancelled context ends it with the context's error.
func Write(ctx context.Context, w io.Writer, job Job, progress func(done, total int)) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	d := &drawer{f: f, job: job, sheet: sheetName(job.Name), styles: map[look]int{}, columns: columnEdges(job.Pages)}
	if err := d.setUp(); err != nil {
		return fmt.Errorf("set the workbook up: %w", err)
	}
	for i, p := range job.Pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := d.page(p, i == len(job.Pages)-1); err != nil {
			return fmt.Errorf("draw page %d: %w", i+1, err)
		}
		if progress != nil {
			progress(i+1, len(job.Pages))
		}
	}
	if err := d.finish(); err != nil {
		return fmt.Errorf("finish the workbook: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return f.Write(w)
}

// sheetName drops what a worksheet's name may not have.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
	if s == "" {
		return "Sheet1"
	}
	return string([]rune(s)[:min(31, utf8.RuneCountInString(s))])
}

// look is what a cell's style depends on.
type look struct {
	points                   float64
	bold, shade              bool
	align                    paper.Align
	left, top, right, bottom int // border styles: 0 none, 1 thin, 2 medium
}

type drawer struct {
	f       *excelize.File
	sw      *excelize.StreamWriter
	job     Job
	sheet   string
	styles  map[look]int
	columns []float64
	row     int   // rows written so far
	breaks  []int // rows that begin a page
}

func (d *drawer) setUp() error {
	f := d.f
	if err := f.SetSheetName("Sheet1", d.sheet); err != nil {
		return err
	}
	if err := f.SetDefaultFont(defaultFont); err != nil {
		return err
	}
	if err := f.SetDocProps(&excelize.DocProperties{Title: d.job.Title, Creator: d.job.Creator, Language: "zh-CN"}); err != nil {
		return err
	}
	if err := d.layout(); err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(d.sheet)
	if err != nil {
		return err
	}
	d.sw = sw
	for i := 0; i+1 < len(d.columns); i++ {
		if err := sw.SetColWidth(i+1, i+1, (d.columns[i+1]-d.columns[i])/25.4*96/digit); err != nil {
			return err
		}
	}
	return nil
}

// layout sets paper, margins and the way of printing: actual size, so that the
// page breaks are those of the pages.
func (d *drawer) layout() error {
	if len(d.job.Pages) == 0 {
		return nil
	}
	p := d.job.Pages[0]
	left, right, top, bottom := p.Size.W, 0.0, p.Size.H, 0.0
	for _, b := range p.Boxes {
		left, right, top, bottom = min(left, b.X), max(right, b.X+b.W), min(top, b.Y), max(bottom, b.Y+b.H)
	}
	inch := func(mm float64) *float64 { x := max(mm, 3) / 25.4; return &x }
	orientation := "portrait"
	if p.Size.W > p.Size.H {
		orientation = "landscape"
	}
	a4, scale, yes, zero := 9, uint(100), true, 0.0
	if err := d.f.SetPageLayout(d.sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &orientation, AdjustTo: &scale}); err != nil {
		return err
	}
	return d.f.SetPageMargins(d.sheet, &excelize.PageLayoutMarginsOptions{
		Left: inch(left - slackSide), Right: inch(p.Size.W - right - slackSide), Top: inch(top),
		Bottom: inch(p.Size.H - bottom - slackFoot), Header: &zero, Footer: &zero, Horizontally: &yes,
	})
}

// page writes the rows of one page.
func (d *drawer) page(p paper.Page, last bool) error {
	rows := rowEdges(p)
	n, m := len(rows)-1, len(d.columns)-1
	grid := make([][]any, n)
	for i := range grid {
		grid[i] = make([]any, m)
	}
	for _, b := range p.Boxes {
		if err := d.box(grid, b, rows); err != nil {
			return err
		}
	}
	for i, cells := range grid {
		cell, err := excelize.CoordinatesToCellName(1, d.row+i+1)
		if err != nil {
			return err
		}
		if err := d.sw.SetRow(cell, cells, excelize.RowOpts{Height: (rows[i+1] - rows[i]) / paper.MM}); err != nil {
			return err
		}
	}
	d.row += n
	if !last {
		d.breaks = append(d.breaks, d.row+1)
	}
	return nil
}

// box puts a box on the grid: its text into the first of its cells, its rules
// round all of them.
func (d *drawer) box(grid [][]any, b paper.Box, rows []float64) error {
	c0, c1 := nearest(d.columns, b.X), nearest(d.columns, b.X+b.W)
	r0, r1 := nearest(rows, b.Y), nearest(rows, b.Y+b.H)
	if c1 <= c0 || r1 <= r0 {
		return nil
	}
	for r := r0; r < r1; r++ {
		for c := c0; c < c1; c++ {
			id, err := d.style(d.lookOf(b, r == r0, r == r1-1, c == c0, c == c1-1))
			if err != nil {
				return err
			}
			cell := excelize.Cell{StyleID: id}
			if r == r0 && c == c0 {
				cell.Value = value(b)
			}
			grid[r][c] = cell
		}
	}
	if c1-c0 == 1 && r1-r0 == 1 {
		return nil
	}
	from, err := excelize.CoordinatesToCellName(c0+1, d.row+r0+1)
	if err != nil {
		return err
	}
	to, err := excelize.CoordinatesToCellName(c1, d.row+r1)
	if err != nil {
		return err
	}
	return d.sw.MergeCell(from, to)
}

func (d *drawer) lookOf(b paper.Box, top, bottom, left, right bool) look {
	l := look{points: b.Points, bold: b.Bold, shade: b.Shade && !b.Bare, align: b.Align}
	if b.Bare {
		return l
	}
	rule := func(at bool, side paper.Sides) int {
		switch {
		case !at:
			return 0
		case b.Thick&side != 0:
			return 2
		}
		return 1
	}
	l.top, l.bottom = rule(top, paper.North), rule(bottom, paper.South)
	l.left, l.right = rule(left, paper.West), rule(right, paper.East)
	return l
}

func (d *drawer) style(l look) (int, error) {
	if id, ok := d.styles[l]; ok {
		return id, nil
	}
	s := &excelize.Style{
		Font: &excelize.Font{Family: songti, Size: l.points, Bold: l.bold, Color: "000000"},
		Alignment: &excelize.Alignment{
			Horizontal: [...]string{"left", "center", "right"}[l.align], Vertical: "center", WrapText: true,
		},
		NumFmt: textFmt,
	}
	for _, x := range []struct {
		side  string
		style int
	}{{"left", l.left}, {"top", l.top}, {"right", l.right}, {"bottom", l.bottom}} {
		if x.style > 0 {
			s.Border = append(s.Border, excelize.Border{Type: x.side, Style: x.style, Color: "000000"})
		}
	}
	if l.shade {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F2F2F2"}}
	}
	id, err := d.f.NewStyle(s)
	if err == nil {
		d.styles[l] = id
	}
	return id, err
}

// value is a box's text: a plain string, or runs where some of it is struck
// through, red or faint.
func value(b paper.Box) any {
	runs := b.Unwrapped()
	plain := true
	text := ""
	for i := range runs {
		runs[i].Text = clean(runs[i].Text)
		text += runs[i].Text
		plain = plain && !runs[i].Struck && !runs[i].Red && !runs[i].Faint
	}
	if n := utf8.RuneCountInString(text); n > longest {
		return string([]rune(text)[:longest])
	}
	if plain {
		return text
	}
	var out []excelize.RichTextRun
	for _, r := range runs {
		font := &excelize.Font{Family: songti, Size: b.Points, Bold: b.Bold, Strike: r.Struck, Color: "000000"}
		switch {
		case r.Red:
			font.Color = "C00000"
		case r.Faint:
			font.Color = "7F7F7F"
		}
		out = append(out, excelize.RichTextRun{Text: r.Text, Font: font})
	}
	return out
}

// clean drops the characters that a workbook cannot hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		if unicode.IsControl(r) || r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// finish sets page breaks and print area.
func (d *drawer) finish() error {
	for _, r := range d.breaks {
		cell, err := excelize.CoordinatesToCellName(1, r)
		if err != nil {
			return err
		}
		if err := d.sw.InsertPageBreak(cell); err != nil {
			return err
		}
	}
	if err := d.sw.Flush(); err != nil {
		return err
	}
	if d.row == 0 {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(len(d.columns)-1, d.row, true)
	if err != nil {
		return err
	}
	return d.f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A$1:%s", d.sheet, last), Scope: d.sheet,
	})
}
