package xlsx

import (
	"frontdesk/forms/paper"

	"github.com/xuri/excelize/v2"
)

const (
	songti  = "宋体"
	heiti   = "黑体"
	textFmt = 49 // "@": what looks like a number, date or formula stays text, also when it is typed over

	black = "000000"
	red   = "C00000" // late or urgent
	faint = "7F7F7F" // who corrected, and when
	tint  = "F2F2F2" // behind labels: light enough to be copied and written on
)

// Border styles of a workbook.
const (
	thin   = 1
	medium = 2
)

// look is what a cell's style depends on.
type look struct {
	points                   float64
	bold, shade, indent      bool
	align                    paper.Align
	ink                      ink
	left, top, right, bottom uint8 // border styles; 0 is none
}

// ink is the manner of a run of text.
type ink struct{ struck, red, faint bool }

func inkOf(r paper.Run) ink { return ink{r.Struck, r.Red, r.Faint} }

// rule sets the borders of one cell of a box, told at which of the box's sides
// it lies.
func (l *look) rule(b paper.Box, top, bottom, left, right bool) {
	if b.Bare {
		return
	}
	weight := func(at bool, side paper.Sides) uint8 {
		switch {
		case !at:
			return 0
		case b.Thick&side != 0:
			return medium
		}
		return thin
	}
	l.top, l.bottom = weight(top, paper.North), weight(bottom, paper.South)
	l.left, l.right = weight(left, paper.West), weight(right, paper.East)
}

// font is the type of a run of text.
func (l look) font(k ink) *excelize.Font {
	f := &excelize.Font{Family: songti, Size: l.points, Bold: l.bold, Strike: k.struck, Color: black}
	if l.bold {
		f.Family = heiti
	}
	switch {
	case k.red:
		f.Color = red
	case k.faint:
		f.Color = faint
	}
	return f
}

// styles makes each style of the workbook once.
type styles struct {
	f     *excelize.File
	known map[look]int
}

func (s *styles) id(l look) (int, error) {
	if id, ok := s.known[l]; ok {
		return id, nil
	}
	x := &excelize.Style{
		Font: l.font(l.ink),
		Alignment: &excelize.Alignment{
			Horizontal: [...]string{"left", "center", "right"}[l.align], Vertical: "center", WrapText: true,
		},
		NumFmt: textFmt,
	}
	if l.indent {
		x.Alignment.Indent = 1
	}
	for _, side := range []struct {
		name   string
		weight uint8
	}{{"left", l.left}, {"top", l.top}, {"right", l.right}, {"bottom", l.bottom}} {
		if side.weight > 0 {
			x.Border = append(x.Border, excelize.Border{Type: side.name, Style: int(side.weight), Color: black})
		}
	}
	if l.shade {
		x.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{tint}}
	}
	id, err := s.f.NewStyle(x)
	if err == nil {
		s.known[l] = id
	}
	return id, err
}
