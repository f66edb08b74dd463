package forms

import (
	"strings"

	"frontdesk/forms/paper"
)

// slipSize is the slip of paper that one act is written on: as wide as the
// page it goes to.
var slipSize = paper.Size{W: 297, H: 210}

// SlipOf is the slip on which something is done to an entry, nil for a new one.
func SlipOf(e Entry) paper.Sheet {
	s := paper.NewSheet(slipSize)
	s.Side, s.Top, s.Points = 8, 2, 11
	if e != nil {
		b := e.Brief()
		about := e.Number().String() + "　" + b.Kind + "　" + strings.TrimSpace(b.Room+" "+b.Name) + "　" + b.Subject
		s.Head = []paper.Row{{Cells: []paper.Cell{paper.Word(about).Big(10).Plain()}}}
	}
	return s
}

// SlipRow is one labelled blank over the whole width.
func SlipRow(label string, c paper.Cell) paper.Row {
	return paper.Row{Cells: []paper.Cell{paper.Label(label).Wide(40), c}, Min: 8.5}
}
