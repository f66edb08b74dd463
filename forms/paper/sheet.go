// Package paper says what a printed form is: rows of ruled cells in
// millimetres, each a printed word or a blank to fill in. A sheet is laid out
// once, purely; screen, workbook and printer are loops over the boxes that
// come out, so a form is the same form everywhere.
package paper

import "unicode/utf8"

// Size is a sheet of paper, in millimetres.
type Size struct{ W, H float64 }

// Portrait and Landscape are A4.
var (
	Portrait  = Size{210, 297}
	Landscape = Size{297, 210}
)

// Sheet is one form as drawn. Lengths are in millimetres, type in points.
type Sheet struct {
	Size   Size
	Side   float64 // left and right margin; under 13 mm some printers cut
	Top    float64 // top margin
	Bottom float64 // bottom margin
	Points float64 // type size of cells that name none
	Leaf   string  // which page of its register it is, such as 2026-003; empty for none

	Head  []Row // repeated on every sheet of paper
	Again []Row // head of the second and later sheets (续页); Head when nil
	Body  []Row
	Foot  []Row // closes the last sheet: sign boxes
	Tail  []Row // closes every sheet: page number, check code
}

// Row is one row of cells. Rows joined by a cell that spans them, and a row
// and the one after it when Keep is set, are never parted by the end of a page.
type Row struct {
	Cells []Cell
	Min   float64 // least height, mm; 0: one line of text
	Keep  bool
}

// Align says where text stands in its cell.
type Align int

// Ways to stand in a cell.
const (
	Left Align = iota
	Mid
	Right
)

// Run is a stretch of text in one manner.
type Run struct {
	Text   string
	Struck bool // struck through and still readable (划改)
	Red    bool // late or urgent, and nothing else
	Faint  bool // who and when beside a correction
}

// Cell is one box of a sheet: a printed word, or a blank.
type Cell struct {
	Width  float64 // mm; 0 takes an equal share of what the row has left
	Span   int     // rows it reaches down over; 0 and 1 are one row
	Head   string  // heading of its column, where the cell stands in a table
	Runs   []Run   // what is printed; a blank's value comes after it
	Blank  *Blank  // nil for printed words
	Old    []Run   // earlier words of the blank, struck through, before its value
	Note   []Run   // who corrected and when, after its value
	Align  Align
	Points float64 // 0: the sheet's
	Bold   bool
	Bare   bool   // no rules around it: titles, page numbers
	Shade  bool   // a label: lightly tinted on screen
	Void   bool   // its value is struck through
	Paging bool   // its text is 第 x 页 共 y 页 of the printed job
	Marks  bool   // a print adds to its text which it is: see Mark
	Code   string // drawn as a barcode: see Code
	Chart  *Chart // drawn as columns: see Plot
}

// NewSheet gives an empty sheet with the house's margins and type.
func NewSheet(size Size) Sheet {
	return Sheet{Size: size, Side: 13, Top: 11, Bottom: 9, Points: 10.5}
}

// Enlarge makes all type of a sheet larger by a factor; rows grow with it. It is
// for forms on a screen: paper is printed as it is described.
func (s *Sheet) Enlarge(by float64) {
	s.Points *= by
	for _, part := range [][]Row{s.Head, s.Again, s.Body, s.Foot, s.Tail} {
		for i := range part {
			for j := range part[i].Cells {
				part[i].Cells[j].Points *= by
			}
		}
	}
}

// Word is a printed word: ruled, at the left.
func Word(s string) Cell { return Cell{Runs: []Run{{Text: s}}} }

// Words is a printed text of several runs.
func Words(runs ...Run) Cell { return Cell{Runs: runs} }

// Label is the printed name of the blank that follows it.
func Label(s string) Cell {
	return Cell{Runs: []Run{{Text: s}}, Align: Mid, Shade: true}
}

// Paging is the place of 第 x 页 共 y 页, filled in when the job is composed.
func Paging() Cell { return Cell{Bare: true, Paging: true, Align: Right} }

// Wide sets the cell's width in millimetres.
func (c Cell) Wide(mm float64) Cell { c.Width = mm; return c }

// Down lets the cell reach over n rows.
func (c Cell) Down(n int) Cell { c.Span = n; return c }

// Mid centres the text.
func (c Cell) Mid() Cell { c.Align = Mid; return c }

// Right sets the text to the right edge.
func (c Cell) Right() Cell { c.Align = Right; return c }

// Big sets the type size in points.
func (c Cell) Big(points float64) Cell { c.Points = points; return c }

// Strong sets the text in bold.
func (c Cell) Strong() Cell { c.Bold = true; return c }

// Plain takes the rules around the cell away.
func (c Cell) Plain() Cell { c.Bare = true; return c }

// Headed names the column that the cell stands in.
func (c Cell) Headed(head string) Cell { c.Head = head; return c }

// Heads makes the heading rows of a table from the cells of one of its lines.
func Heads(line []Row) []Row {
	rows := make([]Row, len(line))
	for i, r := range line {
		for _, c := range r.Cells {
			h := Label(c.Head)
			h.Width, h.Span = c.Width, c.Span
			rows[i].Cells = append(rows[i].Cells, h)
		}
		rows[i].Keep = true
	}
	return rows
}

// Text is what stands in the cell: earlier words struck through, the printed
// words or the blank's value, and who corrected it.
func (c Cell) Text() []Run {
	runs := make([]Run, 0, len(c.Old)+len(c.Runs)+len(c.Note)+1)
	runs = append(append(runs, c.Old...), c.Runs...)
	if c.Code != "" {
		runs = append(runs, Run{Text: c.Code})
	}
	if c.Blank != nil {
		if s := c.Blank.Shown(); s != "" {
			runs = append(runs, Run{Text: s, Red: c.Blank.Red, Struck: c.Void})
		}
	}
	return append(runs, c.Note...)
}

// Strike shows that the field's value took the place of old: the old words
// stay readable, struck through, with note (who and when) after the new ones and
// what else is noted there.
func (s *Sheet) Strike(field any, old, note string) {
	s.each(func(c *Cell) {
		if c.Blank == nil || c.Blank.Field != field {
			return
		}
		if old == "" {
			old = "（空）"
		}
		c.Old = append(c.Old, Run{Text: old, Struck: true}, Run{Text: " "})
		c.Note = append(c.Note[:len(c.Note):len(c.Note)], Run{Text: " " + note, Faint: true})
	})
}

// Behind shows the old value of a field, struck through, before its value: for
// blanks that have no room for who and when.
func (s *Sheet) Behind(field any, old string) {
	s.each(func(c *Cell) {
		if c.Blank != nil && c.Blank.Field == field {
			c.Old = append(c.Old, Run{Text: old, Struck: true})
		}
	})
}

// Cancel strikes the values of fields through: the line is void.
func (s *Sheet) Cancel(fields ...any) {
	s.each(func(c *Cell) {
		for _, f := range fields {
			if c.Blank != nil && c.Blank.Field == f {
				c.Void = true
			}
		}
	})
}

// Blanks lists the blanks of the sheet in the order of the paper.
func (s *Sheet) Blanks() []*Blank {
	var out []*Blank
	s.each(func(c *Cell) {
		if c.Blank != nil {
			out = append(out, c.Blank)
		}
	})
	return out
}

// longest is how much one blank takes, in characters: more than a page of the log
// would hold belongs in a document of its own.
const longest = 1000

// Problems lists the required blanks that are still empty, those for words that
// hold what is like a PIN, and those that hold more than a blank takes.
func (s *Sheet) Problems() []Problem {
	var out []Problem
	for _, b := range s.Blanks() {
		if b.Required && !b.ReadOnly && b.Empty() {
			out = append(out, Problem{b.Field, "请填写" + b.Name + "。"})
		}
		if words := b.exposed(); words != "" {
			out = append(out, Problem{b.Field, words})
		}
		if !b.ReadOnly && utf8.RuneCountInString(b.Get()) > longest {
			out = append(out, Problem{b.Field, b.Name + "写得太长，请控制在一千字以内。"})
		}
	}
	return out
}

// each visits every cell in the order of the paper. A blank that has no name
// of its own takes the label before it.
func (s *Sheet) each(visit func(*Cell)) {
	label := ""
	for _, part := range [][]Row{s.Head, s.Body, s.Foot, s.Tail} {
		for i := range part {
			for j := range part[i].Cells {
				c := &part[i].Cells[j]
				switch {
				case c.Blank == nil && len(c.Runs) > 0:
					label = c.Runs[0].Text
				case c.Blank != nil && c.Blank.Name == "":
					c.Blank.Name = label
					if c.Head != "" {
						c.Blank.Name = c.Head
					}
				}
				visit(c)
			}
		}
	}
}
