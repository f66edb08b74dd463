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

// reckoned is how many days before a week its reckoning looks for slips that
// are still out.
const reckoned = 92

// slipReckoning is Monday's reckoning of the week before: issued, used, back,
// missing (D 5).
func slipReckoning() forms.Report {
	return forms.Report{
		Key: "reckoning", Title: "放行红联盘点表", Word: "红联每周盘点…",
		Span: func(now time.Time) (from, to time.Time) {
			monday := forms.Monday(now)
			return monday.AddDate(0, 0, -7), monday.AddDate(0, 0, -1)
		},
		Back:  reckoned,
		Sheet: reckoningSheet,
	}
}

// Reckoning counts red slips.
type Reckoning struct {
	Issued, Used, Back, Void, Out, Lost int
	Missing                             []*Record // overdue or lost: to be looked for
}

// Reckon counts the slips issued from one moment to another, the last one not
// included, and finds those of any time that are missing (D 5).
func Reckon(entries []forms.Entry, from, to, now time.Time) Reckoning {
	var n Reckoning
	for _, e := range entries {
		r := e.(*Record)
		if !r.WasIssued() {
			continue
		}
		within := !r.Issued.Before(from) && r.Issued.Before(to)
		count := func(to *int, yes bool) {
			if within && yes {
				*to++
			}
		}
		count(&n.Issued, true)
		count(&n.Used, r.WasUsed())
		count(&n.Back, !r.Returned.IsZero())
		count(&n.Void, r.State == forms.Annulled)
		count(&n.Out, r.IsOut())
		count(&n.Lost, r.State == Lost)
		if r.Overdue(now) || within && r.State == Lost {
			n.Missing = append(n.Missing, r)
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
	var counts []paper.Cell
	for _, x := range []struct {
		name string
		k    int
	}{{"签发", n.Issued}, {"放行", n.Used}, {"收回", n.Back}, {"作废", n.Void}, {"在外", n.Out}, {"遗失", n.Lost}} {
		counts = append(counts, number(x.name, x.k)...)
	}
	s.Body = []paper.Row{
		{Min: 10, Cells: counts},
		{Min: 8, Cells: []paper.Cell{paper.Label(fmt.Sprintf("到期没有收回的红联（含以前签发的）：%d 份", len(n.Missing)))}},
	}
	s.Body = append(s.Body, paper.Heads((&Record{}).registerRows(h.Now))...)
	for _, r := range n.Missing {
		s.Body = append(s.Body, r.registerRows(h.Now)...)
	}
	if len(n.Missing) == 0 {
		s.Body = append(s.Body, paper.Row{Min: 8, Cells: []paper.Cell{paper.Word("没有。").Mid()}})
	}
	s.Body = append(s.Body, paper.Row{Min: 14, Cells: []paper.Cell{paper.Label("查找情况").Wide(30), paper.Word("")}})
	s.Foot = forms.SignBoxes("盘点人", "主管签名")
	return s
}
