package books

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// dailyReport is 部门日呈报表, one sheet a day (S0/6 三(二)).
func dailyReport() forms.Report {
	return forms.Report{
		Key: "daily", Title: "部门日呈报表", Word: "部门日呈报表…", All: true,
		Span: func(now time.Time) (from, to time.Time) { return forms.StartOfDay(now), forms.StartOfDay(now) },
		Sheet: func(h forms.PageHead, from, to time.Time, _ []forms.Entry) paper.Sheet {
			return surveySheet(h, "部门日呈报表", survey(h.Sight, from, to, h.Now))
		},
	}
}

// monthlyReport is the same of a month, for the manager.
func monthlyReport() forms.Report {
	return forms.Report{
		Key: "monthly", Title: "部门月度汇总表", Word: "部门月度汇总表…", All: true,
		Span: func(now time.Time) (from, to time.Time) {
			first := forms.StartOfDay(now).AddDate(0, 0, 1-now.In(forms.Beijing).Day())
			if now.In(forms.Beijing).Day() == 1 { // on the first day the month before is asked for
				first = first.AddDate(0, -1, 0)
			}
			return first, first.AddDate(0, 1, -1)
		},
		Sheet: func(h forms.PageHead, from, to time.Time, _ []forms.Entry) paper.Sheet {
			return surveySheet(h, "部门月度汇总表", survey(h.Sight, from, to, h.Now))
		},
	}
}

// The survey's columns: what it is about, then eleven numbers of one width.
const (
	surveyFirst = 22.0
	surveyStep  = (210 - 2*13 - surveyFirst) / 11
)

func surveySheet(h forms.PageHead, title string, s Survey) paper.Sheet {
	out := forms.SingleSheet()
	out.Points = 9
	side := surveyFirst + 2*surveyStep
	out.Head = []paper.Row{h.Title("", title, side, side)}
	out.Again = []paper.Row{h.Title("", title+"（续页）", side, side)}
	out.Tail = h.Tail(surveyFirst+3*surveyStep, side)
	span := forms.LongDay(s.From)
	if len(s.Days) > 1 {
		span += " 至 " + forms.LongDay(s.Days[len(s.Days)-1].Day)
	}
	out.Body = []paper.Row{{Min: 7, Cells: []paper.Cell{
		paper.Word("日期：" + span).Plain(), paper.Word("制表：" + h.Viewer.Name + "　" + paper.Stamp(h.Now, time.Time{})).Right().Plain().Wide(surveyFirst + 4*surveyStep),
	}}}
	out.Body = append(out.Body, s.table()...)
	out.Body = append(out.Body, s.facts()...)
	out.Body = append(out.Body, s.charts()...)
	out.Body = append(out.Body, surveyList("一、紧急事项和重大投诉", s.Grave, s.End)...)
	out.Body = append(out.Body, surveyList("二、超时", s.Late, s.End)...)
	out.Body = append(out.Body, s.handovers()...)
	out.Foot = []paper.Row{{Min: 10, Cells: []paper.Cell{
		paper.Label("制表人").Wide(surveyFirst), paper.Word("").Wide(3 * surveyStep), paper.Label("主管").Wide(surveyStep), paper.Word("").Wide(3 * surveyStep),
		paper.Label("经理").Wide(surveyStep), paper.Word(""),
	}}}
	return out
}

// table is the matters in numbers, a kind to a line.
func (s *Survey) table() []paper.Row {
	line := func(cells ...paper.Cell) paper.Row {
		row := paper.Row{Min: 6}
		for i, head := range strings.Fields("类别 受理 紧急 已办结 待办结 处理中 完成 按时率 遗留 超时 派单 用时") {
			wide := surveyStep
			if i == 0 {
				wide = surveyFirst
			}
			c := paper.Word("")
			if i < len(cells) {
				c = cells[i]
			}
			row.Cells = append(row.Cells, c.Mid().Wide(wide).Headed(head))
		}
		return row
	}
	n := func(k int) paper.Cell {
		if k == 0 {
			return paper.Word("")
		}
		return paper.Word(fmt.Sprint(k))
	}
	rows := paper.Heads([]paper.Row{line()})
	for _, k := range append(s.Kinds[:len(s.Kinds):len(s.Kinds)], s.total()) {
		late := n(k.Late)
		late.Runs[0].Red = true
		rows = append(rows, line(paper.Word(string(k.Kind)), n(k.In), n(k.Urgent), n(k.Settled), n(k.ToCall), n(k.Open), n(k.Finished),
			paper.Word(forms.Rate(k.InTime, k.Limited)), n(k.Left), late, paper.Word(minutesWords(k.Response())), paper.Word(spanWords(k.Completion()))))
	}
	return append(rows, paper.Row{Min: 9, Cells: []paper.Cell{paper.Word(
		"受理到处理中是这段时间登记的，待办结是已经完成、还没有回访或办结的；完成是这段时间完成的，不论何时登记；遗留是到期末还没有完成的，包括以前登记的。派单是从登记到派单的平均用时，用时是从发生到完成的平均用时。",
	).Big(8)}})
}

func minutesWords(n int) string {
	if n < 0 {
		return ""
	}
	return spanWords(time.Duration(n) * time.Minute)
}

// spanWords is how long something took, as short as may be; empty for none.
func spanWords(d time.Duration) string {
	switch {
	case d < 0:
		return ""
	case d < time.Hour:
		return fmt.Sprintf("%d 分", int(d.Minutes()))
	case d < 48*time.Hour:
		return strings.Replace(fmt.Sprintf("%.1f 时", d.Hours()), ".0 ", " ", 1)
	}
	return strings.Replace(fmt.Sprintf("%.1f 天", d.Hours()/24), ".0 ", " ", 1)
}

// facts are calls, visits, complaints and permits, a line each.
func (s *Survey) facts() []paper.Row {
	row := func(name string, runs ...paper.Run) paper.Row {
		return paper.Row{Min: 6.5, Cells: []paper.Cell{paper.Label(name).Wide(surveyFirst), paper.Words(runs...)}}
	}
	late := func(n int, what string) paper.Run {
		if n == 0 {
			return paper.Run{Text: what}
		}
		return paper.Run{Text: what, Red: true}
	}
	v, p := s.Visits, s.Slips
	return []paper.Row{
		row("电话回访", paper.Run{Text: fmt.Sprintf("打出 %d 次：满意 %d，不满意 %d，未接通 %d", s.Calls.Made, s.Calls.Pleased, s.Calls.Displeased, s.Calls.NotReached)}),
		row("回访", paper.Run{Text: fmt.Sprintf("回访 %d 户：满意 %d，基本满意 %d，不满意 %d；合格 %d，不合格 %d，无法联系 %d。待回访 %d 户，", v.Made, v.Pleased, v.Content, v.Displeased, v.Passed, v.Failed, v.Lacking, v.Left)},
			late(v.Late, fmt.Sprintf("其中过期 %d 户", v.Late))),
		row("投诉记录", paper.Run{Text: fmt.Sprintf("新开 %d 份，结案 %d 份", s.Opened, s.Closed)}),
		row("大件放行", paper.Run{Text: fmt.Sprintf("签发 %d 份，放行 %d，不符 %d，作废 %d，红联收回 %d，遗失 %d，找回 %d。在外 %d 份，", p.Issued, p.Used, p.Differ, p.Void, p.Back, p.Lost, p.Found, p.Out)},
			late(p.Late, fmt.Sprintf("其中超时 %d 份", p.Late))),
	}
}

// charts show what became of each kind; of many days also how much each brought,
// and how much was done in time.
func (s *Survey) charts() []paper.Row {
	state := paper.Chart{Title: "受理的事项，按类别和状态", Stacked: true, Series: []paper.Series{{Name: "已办结"}, {Name: "待办结"}, {Name: "处理中"}}}
	timely := paper.Chart{Title: "按时完成率", Unit: "%", Series: []paper.Series{{Name: "按时"}}}
	for _, k := range s.Kinds {
		if k.In > 0 {
			state.Across = append(state.Across, string(k.Kind))
			for i, n := range []int{k.Settled, k.ToCall, k.Open} {
				state.Series[i].Values = append(state.Series[i].Values, float64(n))
			}
		}
		if k.Limited > 0 {
			timely.Across = append(timely.Across, string(k.Kind))
			timely.Series[0].Values = append(timely.Series[0].Values, forms.Percent(k.InTime, k.Limited))
		}
	}
	var row []paper.Cell
	for _, c := range []paper.Chart{state, timely} {
		if len(c.Across) > 0 {
			row = append(row, paper.Plot(c))
		}
	}
	if len(row) == 0 {
		return nil
	}
	if len(row) == 2 {
		row[0] = row[0].Wide(surveyFirst + 5*surveyStep)
	}
	rows := []paper.Row{{Min: 52, Cells: row}}
	if len(s.Days) < 2 {
		return rows
	}
	return append(rows, paper.Row{Min: 52, Cells: []paper.Cell{paper.Plot(s.flow())}})
}

// mostDays is of how many days each has its columns; of more, each month has.
const mostDays = 31

// flow shows how much came in and was finished as time went on.
func (s *Survey) flow() paper.Chart {
	c := paper.Chart{Title: "每天受理和完成", Series: []paper.Series{{Name: "受理"}, {Name: "完成"}}}
	name := func(d time.Time) string { return fmt.Sprint(d.Day()) }
	if len(s.Days) > mostDays {
		c.Title = "每月受理和完成"
		name = func(d time.Time) string { return d.Format("2006-01") }
	}
	for _, d := range s.Days {
		at := len(c.Across) - 1
		if n := name(d.Day.In(forms.Beijing)); at < 0 || c.Across[at] != n {
			c.Across = append(c.Across, n)
			for i := range c.Series {
				c.Series[i].Values = append(c.Series[i].Values, 0)
			}
			at++
		}
		c.Series[0].Values[at] += float64(d.In)
		c.Series[1].Values[at] += float64(d.Finished)
	}
	return c
}

// surveyList lists matters.
func surveyList(title string, list []SurveyRow, end time.Time) []paper.Row {
	rows := []paper.Row{forms.ListTitle(fmt.Sprintf("%s（%d 件）", title, len(list)))}
	if len(list) == 0 {
		return rows
	}
	rows[0].Keep = true
	line := func(cells ...paper.Cell) paper.Row {
		row := paper.Row{Min: 6.4}
		for i, head := range strings.Fields("编号 类别 房号 内容 状态 时限 完成 超时原因") {
			c := paper.Word("")
			if i < len(cells) {
				c = cells[i]
			}
			wide := []float64{surveyFirst, 1.5 * surveyStep, 1.5 * surveyStep, 0, surveyStep, 1.5 * surveyStep, 1.5 * surveyStep, 1.5 * surveyStep}[i]
			if i != 3 && i != 7 {
				c = c.Mid()
			}
			row.Cells = append(row.Cells, c.Wide(wide).Headed(head))
		}
		return row
	}
	rows = append(rows, paper.Heads([]paper.Row{line()})...)
	for _, r := range list {
		due := paper.Word(paper.Stamp(r.Promised, end))
		due.Runs[0].Red = !r.Promised.IsZero() && (r.Finished.IsZero() && end.After(r.Promised) || r.Finished.After(r.Promised))
		rows = append(rows, line(paper.Word(r.Ref.String()), paper.Word(string(r.Kind)), paper.Word(r.Room), paper.Word(forms.Clip(r.What)), paper.Word(r.State),
			due, paper.Word(paper.Stamp(r.Finished, end)), paper.Word(r.Why)))
	}
	return rows
}

// handovers lists who handed over to whom.
func (s *Survey) handovers() []paper.Row {
	rows := []paper.Row{forms.ListTitle(fmt.Sprintf("三、交接班（%d 次）", len(s.Handovers)))}
	line := func(cells ...string) paper.Row {
		row := paper.Row{Min: 6.4}
		for i, head := range strings.Fields("编号 班次 交班 接班 接班时间 遗留 例外 主管检查") {
			c := paper.Word("")
			if i < len(cells) {
				c = paper.Word(cells[i])
			}
			wide := []float64{surveyFirst, 2 * surveyStep, 1.5 * surveyStep, 1.5 * surveyStep, 1.5 * surveyStep, surveyStep, 0, 1.5 * surveyStep}[i]
			if i != 6 {
				c = c.Mid()
			}
			row.Cells = append(row.Cells, c.Wide(wide).Headed(head))
		}
		return row
	}
	if len(s.Handovers) > 0 {
		rows = append(rows, paper.Heads([]paper.Row{line()})...)
	}
	for _, h := range s.Handovers {
		left := ""
		if n := len(h.Matters); n > 0 {
			left = fmt.Sprintf("%d 件", n)
		}
		rows = append(rows, line(h.Ref.String(), forms.Day(h.From)[5:]+" "+h.Shift, h.Giver.Name, h.Takes.Name, paper.Stamp(h.TakenAt, s.End), left, h.Exception, h.Inspector))
	}
	return rows
}
