package paper

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Padding of text inside its box, millimetres.
const (
	PadX = 1.2
	PadY = 1.0
)

// snap is how near, in millimetres, an edge must lie to one above it to be
// drawn as the same edge: a workbook has one set of columns for all rows.
const snap = 4

// Page is one sheet of paper as laid out.
type Page struct {
	Size  Size
	Boxes []Box
	Leaf  string // of the sheet that it is, or is a part of
}

// Box is a cell in its place: millimetres from the upper left corner of the
// paper, text already wrapped. Where a long cell is parted by the end of a
// page, each part is a box of its own.
type Box struct {
	X, Y, W, H float64
	Lines      []Line
	Runs       []Run // the text as it was before it was wrapped; nil in parts of a parted cell
	Points     float64
	Bold       bool
	Align      Align
	Bare       bool
	Shade      bool
	Paging     bool
	Marks      bool
	Blank      *Blank // the blank shown here; nil for printed words
	Thick      Sides  // sides on the outer frame of the ruled block
	Bars       *Bars  // the barcode that is all that stands here; nil for text
	Chart      *Chart // the chart that is all that stands here; nil for text
}

// Sides is a set of a box's sides.
type Sides uint8

// The sides of a box.
const (
	North Sides = 1 << iota
	East
	South
	West
)

// Unwrapped is the box's text without the line breaks that wrapping made.
func (b Box) Unwrapped() []Run {
	if b.Runs == nil {
		return []Run{{Text: b.Text()}}
	}
	out := make([]Run, 0, len(b.Runs))
	for _, r := range b.Runs {
		if r.Text = strings.ReplaceAll(r.Text, string(joiner), ""); r.Text != "" {
			out = append(out, r)
		}
	}
	return out
}

// Text is the box's text with its lines joined by line feeds.
func (b Box) Text() string {
	s := ""
	for i, l := range b.Lines {
		if i > 0 {
			s += "\n"
		}
		s += l.String()
	}
	return s
}

// Compose lays out sheets one after the other as one printed job.
func Compose(sheets ...Sheet) []Page {
	var pages []Page
	for i := range sheets {
		pages = append(pages, Lay(&sheets[i])...)
	}
	Paginate(pages)
	return pages
}

// Paginate fills in 第 x 页 共 y 页 of one printed job.
func Paginate(pages []Page) {
	for i := range pages {
		for j := range pages[i].Boxes {
			if b := &pages[i].Boxes[j]; b.Paging {
				b.say(fmt.Sprintf("第 %d 页 共 %d 页", i+1, len(pages)))
			}
		}
	}
}

// Mark gives pages as they are when a print adds to their marks; the pages
// themselves where it adds nothing.
func Mark(pages []Page, words string) []Page {
	if words == "" {
		return pages
	}
	out := slices.Clone(pages)
	for i := range out {
		out[i].Boxes = slices.Clone(out[i].Boxes)
		for j := range out[i].Boxes {
			if b := &out[i].Boxes[j]; b.Marks {
				b.say(b.Text() + words)
			}
		}
	}
	return out
}

// say puts a short text into a box that was laid out without it.
func (b *Box) say(text string) {
	b.Runs = []Run{{Text: text}}
	b.Lines = []Line{b.Runs}
}

// Lay lays one sheet out on as many sheets of paper as it needs, at least one.
func Lay(s *Sheet) []Page {
	s.each(func(*Cell) {}) // names the blanks
	l := layer{s: s, edges: []float64{s.Side, s.Size.W - s.Side}}
	head, again := l.stack(s.Head), []block(nil)
	if s.Again != nil {
		again = l.stack(s.Again)
	} else {
		again = head
	}
	body, foot, tail := l.stack(s.Body), l.stack(s.Foot), l.stack(s.Tail)
	floor := s.Size.H - s.Bottom - height(tail)
	var pages []Page
	p, y := l.begin(head)
	turn := func() {
		pages = append(pages, l.finish(p, tail, floor))
		p, y = l.begin(again)
	}
	fresh := true // nothing of the body on the page yet
	queue := append(append([]block{}, body...), glue(foot)...)
	for len(queue) > 0 {
		b := queue[0]
		switch room := floor - y; {
		case b.h <= room+0.01 || fresh && room < 15: // no room at all: better over the edge than lost
			p.Boxes = append(p.Boxes, b.at(y)...)
			y, queue, fresh = y+b.h, queue[1:], false
		case !fresh:
			turn()
			fresh = true
		default: // taller than a whole sheet of paper: part it
			first, rest := b.part(room)
			p.Boxes = append(p.Boxes, first.at(y)...)
			queue[0] = rest
			turn()
		}
	}
	pages = append(pages, l.finish(p, tail, floor))
	for i := range pages {
		pages[i].Leaf = s.Leaf
	}
	return pages
}

// Height is the height of rows as they would stand on the sheet, millimetres.
func Height(s *Sheet, rows []Row) float64 {
	l := layer{s: s, edges: []float64{s.Side, s.Size.W - s.Side}}
	return height(l.stack(rows))
}

// BodyHeight is the height a sheet has for its body when head, foot and tail are on
// the same sheet of paper, millimetres.
func BodyHeight(s *Sheet) float64 {
	l := layer{s: s, edges: []float64{s.Side, s.Size.W - s.Side}}
	return s.Size.H - s.Top - s.Bottom - height(l.stack(s.Head)) - height(l.stack(s.Foot)) - height(l.stack(s.Tail))
}

// block is a group of rows that stays together, its boxes placed from y = 0.
type block struct {
	boxes []Box
	h     float64
}

func height(blocks []block) float64 {
	h := 0.0
	for _, b := range blocks {
		h += b.h
	}
	return h
}

// glue makes one block of several, so that the foot is never parted from its
// signatures.
func glue(blocks []block) []block {
	if len(blocks) == 0 {
		return nil
	}
	var all block
	for _, b := range blocks {
		all.boxes = append(all.boxes, b.at(all.h)...)
		all.h += b.h
	}
	return []block{all}
}

func (b block) at(y float64) []Box {
	out := append([]Box{}, b.boxes...)
	for i := range out {
		out[i].Y += y
	}
	return out
}

type layer struct {
	s     *Sheet
	edges []float64 // column edges met so far
}

func (l *layer) begin(head []block) (Page, float64) {
	p, y := Page{Size: l.s.Size}, l.s.Top
	for _, b := range head {
		p.Boxes = append(p.Boxes, b.at(y)...)
		y += b.h
	}
	return p, y
}

func (l *layer) finish(p Page, tail []block, floor float64) Page {
	y := floor
	for _, b := range tail {
		p.Boxes = append(p.Boxes, b.at(y)...)
		y += b.h
	}
	frame(p.Boxes)
	return p
}

// frame marks the sides of ruled boxes that have no ruled neighbour: they are
// drawn with the thicker line of the outer frame. Boxes come row by row, so
// only those at the same edge have to be held against each other.
func frame(boxes []Box) {
	tops, lefts := map[int][]int{}, map[int][]int{}
	key := func(mm float64) int { return int(math.Round(mm * 10)) }
	for i := range boxes {
		if b := &boxes[i]; !b.Bare {
			b.Thick = North | East | South | West
			tops[key(b.Y)] = append(tops[key(b.Y)], i)
			lefts[key(b.X)] = append(lefts[key(b.X)], i)
		}
	}
	for i := range boxes {
		b := &boxes[i]
		if b.Bare {
			continue
		}
		for _, j := range tops[key(b.Y+b.H)] {
			if o := &boxes[j]; math.Min(b.X+b.W, o.X+o.W)-math.Max(b.X, o.X) > 0.1 {
				b.Thick &^= South
				o.Thick &^= North
			}
		}
		for _, j := range lefts[key(b.X+b.W)] {
			if o := &boxes[j]; math.Min(b.Y+b.H, o.Y+o.H)-math.Max(b.Y, o.Y) > 0.1 {
				b.Thick &^= East
				o.Thick &^= West
			}
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 0.05 }

// stack lays rows into blocks.
func (l *layer) stack(rows []Row) []block {
	var out []block
	for i := 0; i < len(rows); {
		n := together(rows[i:])
		out = append(out, l.lay(rows[i:i+n]))
		i += n
	}
	return out
}

// together counts the rows that the first one is joined with, itself included.
func together(rows []Row) int {
	n := 1
	for i := 0; i < n && i < len(rows); i++ {
		for _, c := range rows[i].Cells {
			n = max(n, i+c.Span)
		}
		if rows[i].Keep {
			n = max(n, i+2)
		}
	}
	return min(n, len(rows))
}

// placed is a cell with its columns known.
type placed struct {
	cell   *Cell
	x0, x1 float64
	row    int
	span   int
	lines  []Line
	runs   []Run
	bars   *Bars
	need   float64
}

// lay gives one group of joined rows its columns, then its heights.
func (l *layer) lay(rows []Row) block {
	cells := l.columns(rows)
	heights := make([]float64, len(rows))
	for i, r := range rows {
		heights[i] = max(r.Min, l.s.Points*MM*Leading+2*PadY)
	}
	for _, c := range cells {
		if c.span == 1 {
			heights[c.row] = max(heights[c.row], c.need)
		}
	}
	for _, c := range cells {
		have := 0.0
		for i := c.row; i < c.row+c.span; i++ {
			have += heights[i]
		}
		for i := c.row; c.need > have && i < c.row+c.span; i++ {
			heights[i] += (c.need - have) / float64(c.span)
		}
	}
	tops := make([]float64, len(rows)+1)
	for i, h := range heights {
		tops[i+1] = tops[i] + h
	}
	b := block{h: tops[len(rows)], boxes: make([]Box, 0, len(cells))}
	for _, c := range cells {
		b.boxes = append(b.boxes, Box{
			X: c.x0, W: c.x1 - c.x0, Y: tops[c.row], H: tops[c.row+c.span] - tops[c.row],
			Lines: c.lines, Runs: c.runs, Points: l.points(c.cell), Bold: c.cell.Bold, Align: c.cell.Align,
			Bare: c.cell.Bare, Shade: c.cell.Shade, Paging: c.cell.Paging, Marks: c.cell.Marks, Blank: c.cell.Blank,
			Bars: c.bars, Chart: c.cell.Chart,
		})
	}
	return b
}

func (l *layer) points(c *Cell) float64 {
	if c.Points > 0 {
		return c.Points
	}
	return l.s.Points
}

// columns places the cells of joined rows from left to right, past the cells
// that reach down from rows above.
func (l *layer) columns(rows []Row) []placed {
	n := 0
	for _, r := range rows {
		n += len(r.Cells)
	}
	out := make([]placed, 0, n)
	left, right := l.s.Side, l.s.Size.W-l.s.Side
	for i, r := range rows {
		var taken []placed
		free := right - left
		for _, p := range out {
			if p.row+p.span > i {
				taken = append(taken, p)
				free -= p.x1 - p.x0
			}
		}
		share := r.share(free)
		x := left
		for j := range r.Cells {
			c := &r.Cells[j]
			x = past(x, taken)
			w := c.Width
			if w == 0 {
				w = share
			}
			x1 := l.edge(x + w)
			if j == len(r.Cells)-1 && right-x1 < r.slack() {
				x1 = right
			}
			p := placed{cell: c, x0: x, x1: x1, row: i, span: min(max(c.Span, 1), len(rows)-i)}
			l.fill(&p)
			out = append(out, p)
			x = x1
		}
	}
	return out
}

// slack is how far the last cell of a row may end from the margin and still be
// meant to reach it: a row with a cell that takes what is left does, however far
// its edges were drawn to those above.
func (r Row) slack() float64 {
	for _, c := range r.Cells {
		if c.Width == 0 {
			return 3 * snap
		}
	}
	return snap
}

// share is the width of each cell that names none.
func (r Row) share(free float64) float64 {
	n := 0
	for _, c := range r.Cells {
		free -= c.Width
		if c.Width == 0 {
			n++
		}
	}
	return free / float64(max(n, 1))
}

func past(x float64, taken []placed) float64 {
	for again := true; again; {
		again = false
		for _, t := range taken {
			if near(t.x0, x) {
				x, again = t.x1, true
			}
		}
	}
	return x
}

// edge snaps x to a column edge met before, or makes it a new one.
func (l *layer) edge(x float64) float64 {
	best, d := x, float64(snap)
	for _, e := range l.edges {
		if math.Abs(e-x) < d {
			best, d = e, math.Abs(e-x)
		}
	}
	if best == x {
		l.edges = append(l.edges, x)
	}
	return best
}

// fill wraps the text of a cell, draws its barcode, or leaves room for its chart,
// and tells the height it needs.
func (l *layer) fill(p *placed) {
	pt := l.points(p.cell)
	em := pt * MM
	wide := p.x1 - p.x0 - 2*PadX
	if p.bars = barsOf(p.cell.Code, wide); p.bars != nil {
		p.runs, p.lines, p.need = []Run{}, []Line{nil}, leastBars+2*PadY
		return
	}
	if p.cell.Chart != nil {
		p.runs, p.lines, p.need = []Run{}, []Line{nil}, leastChart
		return
	}
	p.runs = p.cell.Text()
	p.lines = Wrap(p.runs, wide/em, p.cell.Bold)
	n := len(p.lines)
	if b := p.cell.Blank; b != nil {
		n = max(n, b.Lines)
	}
	p.need = float64(n)*em*Leading + 2*PadY
}

// part cuts a block that is taller than a sheet of paper at about h, between
// lines of text.
func (b block) part(h float64) (first, rest block) {
	for _, x := range b.boxes {
		em := x.Points * MM * Leading
		switch {
		case x.Y+x.H <= h+0.01:
			first.boxes = append(first.boxes, x)
		case x.Y >= h-0.01:
			x.Y -= h
			rest.boxes = append(rest.boxes, x)
		default:
			n := min(max(int((h-x.Y-2*PadY)/em), 0), len(x.Lines))
			x.Runs = nil
			top, bottom := x, x
			top.H, top.Lines = h-x.Y, x.Lines[:n]
			bottom.Y, bottom.H, bottom.Lines = 0, x.Y+x.H-h, x.Lines[n:]
			bottom.H = max(bottom.H, float64(len(bottom.Lines))*em+2*PadY)
			settle(&top, &bottom)
			first.boxes = append(first.boxes, top)
			rest.boxes = append(rest.boxes, bottom)
		}
	}
	first.h = h
	for _, x := range rest.boxes {
		rest.h = max(rest.h, x.Y+x.H)
	}
	for i := range rest.boxes { // boxes that reached the foot still do
		if x := &rest.boxes[i]; near(x.Y+x.H, b.h-h) {
			x.H = rest.h - x.Y
		}
	}
	return first, rest
}
