package forms

import (
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// SingleSheet is an empty sheet of paper for one entry, A4 portrait.
func SingleSheet() paper.Sheet {
	s := paper.NewSheet(paper.Portrait)
	s.Top, s.Bottom, s.Points = 9, 8, 10
	return s
}

// RegisterSheet is an empty page of a register, A4 landscape.
func RegisterSheet() paper.Sheet {
	s := paper.NewSheet(paper.Landscape)
	s.Top, s.Bottom, s.Points = 9, 8, 9
	return s
}

// Named is the printed name of a part of a sheet.
func Named(s string) paper.Cell { return paper.Label(s).Wide(30) }

// TurnLine puts a line that is so high on page p where it belongs there and there
// is room for it, by count and by height; else on the next page, which is fresh.
func TurnLine(p, fresh Page, same bool, most int, high, room float64) Page {
	if p.No == 0 || !same || p.Lines >= most || p.Used+high > room {
		fresh.No = p.No + 1
		p = fresh
	}
	p.Lines++
	p.Used += high
	return p
}

// TurnSheet gives each entry a page of its own.
func TurnSheet(p Page, a Act) Page {
	return Page{No: p.No + 1, Day: Day(a.At), Person: a.By.Name, Lines: 1}
}

// ReportSheet is an empty report on A4 landscape with its head and tail.
func ReportSheet(h PageHead, title, about string) paper.Sheet {
	s := RegisterSheet()
	s.Head = []paper.Row{h.Title("", title, 80, 84), {Min: 6.5, Cells: []paper.Cell{
		paper.Word(about).Plain(), paper.Word("制表：" + h.Viewer.Name + "　" + paper.Stamp(h.Now, time.Time{})).Right().Plain(),
	}}}
	s.Tail = h.Tail(99, 84)
	return s
}

// SignBoxes are the sign boxes at the foot of a report.
func SignBoxes(left, right string) []paper.Row {
	return []paper.Row{{Min: 9, Cells: []paper.Cell{
		paper.Label(left).Wide(30), paper.Word(""), paper.Label(right).Wide(30), paper.Word(""), paper.Label("日期").Wide(20), paper.Word("").Wide(50),
	}}}
}

// ListTitle is the title of a list on a sheet; it stays with what follows.
func ListTitle(s string) paper.Row {
	return paper.Row{Min: 6.4, Keep: true, Cells: []paper.Cell{paper.Word(s).Strong()}}
}

// Ruled is a row of a form as it is ruled on paper.
func Ruled(cells ...paper.Cell) paper.Row { return paper.Row{Cells: cells, Min: 7.2} }

// CourseRow is what was said about an entry, with time and writer, on its sheet
// (处理经过): reasons and remarks that have no box of their own stand there.
func CourseRow(label paper.Cell, n Notes) paper.Row {
	return paper.Row{Min: 12, Cells: []paper.Cell{label, paper.Word(strings.Join(n.Lines(), "\n")).Big(9)}}
}

// RemarkRows are the notes of an entry that stand nowhere else on its sheet; none
// where there are none.
func RemarkRows(label paper.Cell, n Notes) []paper.Row {
	if n = n.Remarks(); len(n) == 0 {
		return nil
	}
	row := CourseRow(label, n)
	row.Min = 0
	return []paper.Row{row}
}

// NearRows tell what else the room has: complaints still open, and earlier
// permits, in sight while a permit is made.
func NearRows(c Context, room string, self Ref) []paper.Row {
	if c.Sight == nil || strings.TrimSpace(room) == "" {
		return nil
	}
	var open, before []string
	for _, n := range c.Sight.Room(room) {
		short := n.Ref.String() + " " + paper.Stamp(n.Brief.Happened, c.Now) + " " + n.Brief.State
		switch {
		case n.Ref == self:
		case n.Ref.Book == ReleaseKey:
			before = append(before, short+" "+Clip(n.Brief.Subject))
		case n.Brief.Open && n.Brief.Kind == string(Complaint):
			open = append(open, short+" "+Clip(n.Brief.Subject))
		}
	}
	text := "没有未办结的投诉，也没有别的放行。"
	if len(open)+len(before) > 0 {
		text = strings.Join(append(eachPrefixed("未结投诉 ", open), eachPrefixed("放行 ", before)...), "\n")
	}
	cell := paper.Word(text)
	if len(open) > 0 {
		cell.Runs[0].Red = true
	}
	return []paper.Row{{Cells: []paper.Cell{paper.Label("本房情况").Wide(22), cell}, Min: 7.2}}
}

func eachPrefixed(word string, list []string) []string {
	for i := range list {
		list[i] = word + list[i]
	}
	return list
}
