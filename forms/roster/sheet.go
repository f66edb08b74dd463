package roster

import (
	"fmt"
	"slices"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

func emptySheet() paper.Sheet {
	s := paper.NewSheet(paper.Landscape)
	s.Points, s.Top, s.Bottom, s.Side = 9.5, 9, 8, sideWide
	return s
}

// Widths of the grid, millimetres: its 31 days and the names fill the paper.
const (
	nameWide    = 24.0
	patternWide = 26.0
)

// day is how wide a day of the grid is. All other edges of the sheet are among
// its own: an edge near another one is drawn to it.
func (l *Line) day() float64 {
	return (paper.Landscape.W - 2*sideWide - nameWide - patternWide) / float64(max(l.days(), 28))
}

const sideWide = 11.0

// grid are the days and what each person does on them. To be filled in it has a
// column for the pattern.
func (l *Line) grid(c forms.Context, fill bool) []paper.Row {
	n := l.days()
	first, _ := l.month()
	left := func(s string) []paper.Cell {
		if !fill {
			return []paper.Cell{paper.Label(s).Wide(nameWide + patternWide)}
		}
		return []paper.Cell{paper.Label(s).Wide(nameWide)}
	}
	days, week := paper.Row{Min: 6, Keep: true, Cells: left("姓名")}, paper.Row{Min: 6, Keep: true, Cells: left("星期")}
	if fill {
		days.Cells, week.Cells = append(days.Cells, paper.Label("循环").Wide(patternWide)), append(week.Cells, paper.Label("填一遍").Wide(patternWide))
	}
	for d := range n {
		t := first.AddDate(0, 0, d)
		name := strings.TrimPrefix(forms.Weekday(t), "星期")
		head, under := paper.Word(fmt.Sprint(d+1)).Mid().Wide(l.day()), paper.Word(name).Mid().Wide(l.day())
		if c.Office != nil && !c.Office.Calendar.Workday(t) {
			head.Shade, under.Shade = true, true
		}
		days.Cells, week.Cells = append(days.Cells, head), append(week.Cells, under)
	}
	rows := []paper.Row{days, week}
	options := append(shorts(l.Shifts), Rest)
	for i := range l.Rows {
		r := &l.Rows[i]
		row := paper.Row{Min: 7}
		if fill {
			pattern := paper.Text(&r.Pattern).OrDigits().Wide(patternWide).Named(r.Name + "的循环")
			pattern.Blank.Through(func(s string) string {
				l.follow(i, s)
				return s
			})
			row.Cells = append(row.Cells, paper.Word(r.Name).Wide(nameWide).Mid(), pattern)
		} else {
			row.Cells = append(row.Cells, paper.Word(r.Name).Wide(nameWide+patternWide).Mid())
		}
		for d := range min(n, len(r.Days)) {
			row.Cells = append(row.Cells, paper.Choice(&r.Days[d].Shift, options...).Grid().Mid().Wide(l.day()).Named(fmt.Sprintf("%s %d 日", r.Name, d+1)))
		}
		rows = append(rows, row)
	}
	return rows
}

// Slip draws the month to be filled in.
func (l *Line) Slip(_ forms.Record, c forms.Context) paper.Sheet {
	if len(l.Shifts) == 0 && c.Office != nil {
		l.Shifts = c.Office.Shifts
	}
	l.lay()
	s := emptySheet()
	s.Points = 11
	s.Body = []paper.Row{{Min: 7.5, Cells: []paper.Cell{
		paper.Label("月份").Wide(nameWide), paper.Text(&l.Month).OrDigits().Must().Wide(patternWide), paper.Word(l.named() + "；循环如 1111100"),
	}}}
	s.Body = append(s.Body, l.grid(c, true)...)
	s.Body = append(s.Body, paper.Row{Min: 8, Cells: []paper.Cell{paper.Label("没有人的班次说明").Wide(nameWide + patternWide), paper.Text(&l.Gaps)}})
	return s
}

// Slip asks for 我的哪一天, 由谁来值, 我替他哪一天 and 原因.
func (x *Asking) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body,
		paper.Row{Min: 8.5, Cells: []paper.Cell{
			paper.Label("我的哪一天").Wide(40), paper.Number(&x.Day).Must().Named("日期"), paper.Label("由谁来值").Wide(40), paper.Text(&x.With).Must().Offer(forms.OfStaff),
			paper.Label("我替他哪一天").Wide(40), paper.Number(&x.Other),
		}},
		forms.SlipRow("原因", paper.Text(&x.Reason).Must()),
	)
	return s
}

// Slip draws what is answered.
func (x *Approving) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	return answerSlip(r.(*Record), &x.Opinion)
}

// Slip draws what is answered.
func (x *Declining) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	return answerSlip(r.(*Record), &x.Opinion)
}

func answerSlip(r *Record, opinion *string) paper.Sheet {
	s := forms.SlipOf(r)
	asked := ""
	if w := r.waiting(); w != nil {
		asked = w.String()
	}
	s.Body = append(s.Body, forms.SlipRow("申请", paper.Word(asked)), forms.SlipRow("意见", paper.Text(opinion).Must()))
	return s
}

// Slip draws the month as it stands, to be written over.
func (x *Correction) Slip(_ forms.Record, c forms.Context) paper.Sheet {
	s := emptySheet()
	s.Points = 11
	s.Body = append(x.Line.grid(c, true),
		paper.Row{Min: 8, Cells: []paper.Cell{paper.Label("没有人的班次说明").Wide(nameWide + patternWide), paper.Text(&x.Line.Gaps)}},
		paper.Row{Min: 8, Cells: []paper.Cell{paper.Label("更正原因").Wide(nameWide + patternWide), paper.Text(&x.Reason).Must()}},
	)
	return s
}

// drawPage draws 《值班安排表》.
func drawPage(h forms.PageHead, entries []forms.Entry) paper.Sheet {
	r := &Record{}
	if len(entries) > 0 {
		r = entries[0].(*Record)
	}
	s := emptySheet()
	month := ""
	if t, ok := r.month(); ok {
		month = t.Format("2006 年 1 月")
	}
	w, left := r.day(), nameWide+patternWide
	s.Head = []paper.Row{h.Title("", "值班安排表", left+4*w, 9*w), {Min: 6.5, Cells: []paper.Cell{
		paper.Word("月份：" + month).Plain().Wide(left), paper.Word(r.named()).Mid().Plain(), paper.Word("编号：" + r.Ref.String()).Right().Plain().Wide(6 * w),
	}}}
	s.Again, s.Tail = s.Head, h.Tail(left+4*w, 9*w)
	s.Body = r.grid(forms.Context{Office: h.Office}, false)
	wide := func(name, text string) paper.Row {
		return paper.Row{Min: 8, Cells: []paper.Cell{paper.Label(name).Wide(nameWide + patternWide), paper.Word(text)}}
	}
	if r.Gaps != "" || slices.ContainsFunc(r.Marks, func(m forms.Mark) bool { return m.Field == "Gaps" }) {
		gaps := wide("没有人的班次说明", "")
		gaps.Cells[1] = paper.Text(&r.Gaps)
		s.Body = append(s.Body, gaps)
	}
	var swaps []string
	for _, x := range r.Swaps {
		answer := x.Answer
		if answer == "" {
			answer = "待批"
		}
		swaps = append(swaps, x.String()+"（"+answer+"）")
	}
	s.Body = append(s.Body, wide("调班", strings.Join(swaps, "\n")))
	s.Body = append(s.Body, forms.RemarkRows(paper.Label("更正").Wide(nameWide+patternWide), r.Notes)...)
	if r.Annulment != "" {
		s.Body = append(s.Body, wide("作废", r.Annulment))
	}
	s.Body = append(s.Body, paper.Row{Min: 9, Keep: true, Cells: []paper.Cell{
		paper.Label("制表、审批").Wide(nameWide + patternWide), paper.Sign(&r.Maker.Name).Wide(9 * w), paper.Word(paper.Stamp(r.Written, h.Now)).Wide(9 * w), paper.Word(""),
	}})
	for _, b := range s.Blanks() {
		b.ReadOnly, b.Hint = true, ""
	}
	r.strike(&s)
	return s
}

// strike shows what a day was before, and what was void: a day has no room for
// who and when, which stand below.
func (r *Record) strike(s *paper.Sheet) {
	for _, m := range r.Marks {
		old := m.Old
		if old == "" {
			old = Rest
		}
		s.Behind(forms.FieldOf(&r.Line, m.Field), old)
	}
}
