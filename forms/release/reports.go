package release

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// register is the register of the permits of a period.
func register() forms.Report {
	return forms.Report{
		Key: "register", Title: "大件物品放行登记簿", Word: "放行登记簿…",
		Span: func(now time.Time) (from, to time.Time) {
			day := forms.StartOfDay(now)
			return day.AddDate(0, 0, 1-day.Day()), day
		},
		Sheet: registerSheet,
	}
}

func registerSheet(h forms.PageHead, from, to time.Time, entries []forms.Entry) paper.Sheet {
	s := forms.ReportSheet(h, "大件物品放行登记簿", "申请日期："+forms.Day(from)+" 至 "+forms.Day(to)+fmt.Sprintf("　共 %d 份", len(entries)))
	s.Head = append(s.Head, paper.Heads((&Record{}).registerRows(h.Now))...)
	for _, e := range entries {
		r := e.For(h.Viewer).(*Record)
		s.Body = append(s.Body, r.registerRows(h.Now)...)
	}
	if len(entries) == 0 {
		s.Body = []paper.Row{{Min: 10, Cells: []paper.Cell{paper.Word("这段时间没有大件物品放行。").Mid()}}}
	}
	s.Foot = forms.SignBoxes("登记人", "主管签名")
	return s
}

// registerRows draw the permit as a line of the register.
func (r *Record) registerRows(now time.Time) []paper.Row {
	stamp := func(t time.Time) string { return paper.Stamp(t, now) }
	cell := func(s string, mm float64, head string) paper.Cell { return paper.Word(s).Wide(mm).Mid().Headed(head) }
	due := ""
	if r.IsOut() {
		due = " " + stamp(r.SlipDue) + " 前交回"
	}
	state := cell(r.State+due, 30, "状态")
	state.Runs[0].Red = r.Overdue(now)
	moving := ""
	if !r.From.IsZero() {
		moving = r.validity()
	}
	things := paper.Word(r.things()).Headed("物品")
	return []paper.Row{{Min: 8, Cells: []paper.Cell{
		cell(r.Ref.String(), 19, "编号"), cell(stamp(r.Written), 21, "申请时间"), cell(r.Room, 21, "房号"),
		cell(strings.TrimSpace(r.Name+" "+string(r.As)), 22, "申请人"), things,
		cell(moving, 32, "有效时间"), cell(r.Issuer, 17, "签发人"),
		cell(strings.TrimSpace(stamp(r.Passed.At)+" "+r.Passed.Post+" "+r.Passed.Guard), 29, "放行"),
		cell(strings.TrimSpace(stamp(r.Returned)+" "+r.Receiver), 24, "红联收回"), state,
	}}}
}

// slipReckoning is Monday's reckoning of the week before: issued, used, back,
// missing (D 5).
func slipReckoning() forms.Report {
	return forms.Report{
		Key: "reckoning", Title: "放行红联盘点表", Word: "红联每周盘点…",
		Span: func(now time.Time) (from, to time.Time) {
			monday := forms.Monday(now)
			return monday.AddDate(0, 0, -7), monday.AddDate(0, 0, -1)
		},
		Now: true,
		Sheet: func(h forms.PageHead, from, to time.Time, _ []forms.Entry) paper.Sheet {
			return reckoningSheet(h, from, to, inReckoning(h.Sight, from, to))
		},
	}
}

// inReckoning are the permits that a reckoning has to know: those issued or lost in the
// period, and those whose slips are outside now, however long.
func inReckoning(sight forms.Sight, from, to time.Time) []forms.Entry {
	if sight == nil {
		return nil
	}
	out := sight.Touched(forms.ReleaseKey, forms.StartOfDay(from), forms.StartOfDay(to).AddDate(0, 0, 1))
	known := map[forms.Ref]bool{}
	for _, e := range out {
		known[e.Number()] = true
	}
	for _, e := range sight.Unfinished(forms.ReleaseKey) {
		if !known[e.Number()] {
			out = append(out, e)
		}
	}
	return out
}

// Reckoning counts red slips: so many as were issued have come to an end or are outside.
type Reckoning struct {
	Issued  int
	Used    int // things went out on them
	Fates   map[Fate]int
	Late    int       // of those listed, should be back
	Listed  []*Record // outside, whenever they were issued, and those lost in the period: to be looked for
	Outside int       // of those listed, outside
}

// Reckon counts the slips issued from one moment to another, the last one not
// included, by what became of them, and finds those of any time that are outside (D 5).
func Reckon(entries []forms.Entry, from, to, now time.Time) Reckoning {
	n := Reckoning{Fates: map[Fate]int{}}
	within := func(t time.Time) bool { return !t.Before(from) && t.Before(to) }
	for _, e := range entries {
		r, ok := e.(*Record)
		if !ok || !r.WasIssued() {
			continue
		}
		if within(r.Issued) {
			n.Issued++
			n.Fates[r.Fate()]++
			if r.WasUsed() {
				n.Used++
			}
		}
		switch r.Fate() {
		case StillOut:
			n.Outside++
			n.Listed = append(n.Listed, r)
			if r.Overdue(now) {
				n.Late++
			}
		case NotFound:
			if within(r.LostAt) {
				n.Listed = append(n.Listed, r)
			}
		}
	}
	return n
}

func reckoningSheet(h forms.PageHead, from, to time.Time, entries []forms.Entry) paper.Sheet {
	n := Reckon(entries, forms.StartOfDay(from), forms.StartOfDay(to).AddDate(0, 0, 1), h.Now)
	s := forms.ReportSheet(h, "放行红联盘点表", "签发日期："+forms.Day(from)+" 至 "+forms.Day(to))
	number := func(name string, k int) []paper.Cell {
		return []paper.Cell{paper.Label(name), paper.Word(fmt.Sprint(k)).Mid().Big(12)}
	}
	counts := number("签发", n.Issued)
	for _, f := range Fates() {
		counts = append(counts, number(string(f), n.Fates[f])...)
	}
	outside := fmt.Sprintf("现在还在外面的红联（含以前签发的）：%d 份，", n.Outside)
	late := paper.Run{Text: fmt.Sprintf("其中到期没有收回 %d 份", n.Late), Red: n.Late > 0}
	s.Body = []paper.Row{
		{Min: 10, Cells: counts},
		{Min: 7, Cells: []paper.Cell{paper.Word(fmt.Sprintf("签发的每一份红联只有一个去向，各项相加等于签发数。其中已经放行 %d 份。", n.Used))}},
		{Min: 8, Cells: []paper.Cell{paper.Words(paper.Run{Text: outside}, late, paper.Run{Text: "；这段时间登记遗失的也列在下面"})}},
	}
	s.Body = append(s.Body, paper.Heads((&Record{}).registerRows(h.Now))...)
	for _, r := range n.Listed {
		s.Body = append(s.Body, r.registerRows(h.Now)...)
	}
	if len(n.Listed) == 0 {
		s.Body = append(s.Body, paper.Row{Min: 8, Cells: []paper.Cell{paper.Word("没有。").Mid()}})
	}
	s.Body = append(s.Body, paper.Row{Min: 14, Cells: []paper.Cell{paper.Label("查找情况").Wide(30), paper.Word("")}})
	s.Foot = forms.SignBoxes("盘点人", "主管签名")
	return s
}
