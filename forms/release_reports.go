package forms

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// releaseRegister is the register of the permits of a period.
func releaseRegister() Report {
	return Report{
		Key: "register", Title: "大件物品放行登记簿", Word: "放行登记簿…",
		Span: func(now time.Time) (from, to time.Time) {
			day := StartOfDay(now)
			return day.AddDate(0, 0, 1-day.Day()), day
		},
		Sheet: registerSheet,
	}
}

func registerSheet(h PageHead, from, to time.Time, entries []Entry) paper.Sheet {
	s := reportSheet(h, "大件物品放行登记簿", "申请日期："+Day(from)+" 至 "+Day(to)+fmt.Sprintf("　共 %d 份", len(entries)))
	s.Head = append(s.Head, paper.Heads((&Release{}).registerRows(h.Now))...)
	for _, e := range entries {
		r := e.For(h.Viewer).(*Release)
		s.Body = append(s.Body, r.registerRows(h.Now)...)
	}
	if len(entries) == 0 {
		s.Body = []paper.Row{{Min: 10, Cells: []paper.Cell{paper.Word("这段时间没有大件物品放行。").Mid()}}}
	}
	s.Foot = closing("登记人", "主管签名")
	return s
}

// reportSheet is an empty report on A4 landscape with its head and tail.
func reportSheet(h PageHead, title, about string) paper.Sheet {
	s := paper.NewSheet(paper.Landscape)
	s.Points, s.Top, s.Bottom = 9, 9, 8
	s.Head = []paper.Row{h.title("", title, 80, 84), {Min: 6.5, Cells: []paper.Cell{
		paper.Word(about).Plain(), paper.Word("制表：" + h.Viewer.Name + "　" + paper.Stamp(h.Now, time.Time{})).Right().Plain(),
	}}}
	s.Tail = h.tail(99, 84)
	return s
}

// closing are the sign boxes at the foot of a report.
func closing(left, right string) []paper.Row {
	return []paper.Row{{Min: 9, Cells: []paper.Cell{
		paper.Label(left).Wide(30), paper.Word(""), paper.Label(right).Wide(30), paper.Word(""), paper.Label("日期").Wide(20), paper.Word("").Wide(50),
	}}}
}

// registerRows draw the permit as a line of the register.
func (r *Release) registerRows(now time.Time) []paper.Row {
	stamp := func(t time.Time) string { return paper.Stamp(t, now) }
	cell := func(s string, mm float64, head string) paper.Cell { return paper.Word(s).Wide(mm).Mid().Headed(head) }
	due := ""
	if r.out() {
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
// missing (D).
func slipReckoning() Report {
	return Report{
		Key: "reckoning", Title: "放行红联盘点表", Word: "红联每周盘点…",
		Span: func(now time.Time) (from, to time.Time) {
			monday := Monday(now)
			return monday.AddDate(0, 0, -7), monday.AddDate(0, 0, -1)
		},
		Back:  reckoned,
		Sheet: reckoningSheet,
	}
}

// Reckoning counts red slips.
type Reckoning struct {
	Issued, Used, Back, Void, Out, Lost int
	Missing                             []*Release // overdue or lost: to be looked for
}

// Reckon counts the slips issued from one moment to another, the last one not
// included, and finds those of any time that are missing (D).
func Reckon(entries []Entry, from, to, now time.Time) Reckoning {
	var n Reckoning
	for _, e := range entries {
		r := e.(*Release)
		if !r.issued() {
			continue
		}
		within := !r.Issued.Before(from) && r.Issued.Before(to)
		count := func(to *int, yes bool) {
			if within && yes {
				*to++
			}
		}
		count(&n.Issued, true)
		count(&n.Used, r.used())
		count(&n.Back, !r.Returned.IsZero())
		count(&n.Void, r.State == Annulled)
		count(&n.Out, r.out())
		count(&n.Lost, r.State == Lost)
		if r.Overdue(now) || within && r.State == Lost {
			n.Missing = append(n.Missing, r)
		}
	}
	return n
}

func reckoningSheet(h PageHead, from, to time.Time, entries []Entry) paper.Sheet {
	n := Reckon(entries, StartOfDay(from), StartOfDay(to).AddDate(0, 0, 1), h.Now)
	s := reportSheet(h, "放行红联盘点表", "签发日期："+Day(from)+" 至 "+Day(to))
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
	s.Body = append(s.Body, paper.Heads((&Release{}).registerRows(h.Now))...)
	for _, r := range n.Missing {
		s.Body = append(s.Body, r.registerRows(h.Now)...)
	}
	if len(n.Missing) == 0 {
		s.Body = append(s.Body, paper.Row{Min: 8, Cells: []paper.Cell{paper.Word("没有。").Mid()}})
	}
	s.Body = append(s.Body, paper.Row{Min: 14, Cells: []paper.Cell{paper.Label("查找情况").Wide(30), paper.Word("")}})
	s.Foot = closing("盘点人", "主管签名")
	return s
}
