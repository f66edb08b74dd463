package roster

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

const formClause = "S3 3.1 4.1.1"

// Start proposes the next month that has no plan, with the people of the office,
// as the month before went on.
func (l *Line) Start(_ forms.Record, c forms.Context) {
	now := c.Now.In(forms.Beijing)
	this := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, forms.Beijing)
	l.Month = this.AddDate(0, 1, 0).Format("2006-01")
	if planOf(c, this.Format("2006-01")) == nil {
		l.Month = this.Format("2006-01")
	}
	l.Shifts = c.Office.Shifts
	for _, p := range c.Staff {
		l.Rows = append(l.Rows, Row{Name: p.Name})
	}
	l.lay()
	l.copyFrom(c)
}

// planOf is the plan in force for a month; nil when there is none.
func planOf(c forms.Context, month string) *Record {
	if c.Sight == nil {
		return nil
	}
	for _, e := range c.Sight.Lately(Key, 12) {
		if r := e.(*Record); r.State != forms.Annulled && r.Month == month {
			return r
		}
	}
	return nil
}

// lay gives each person as many days as the month has.
func (l *Line) lay() {
	n := l.days()
	for i := range l.Rows {
		days := l.Rows[i].Days
		for len(days) < n {
			days = append(days, Day{})
		}
		l.Rows[i].Days = days[:n]
	}
}

// copyFrom goes on as the month before did: by the day four weeks earlier, so
// that weeks and rotations of two, four and seven days go on.
func (l *Line) copyFrom(c forms.Context) {
	first, ok := l.month()
	if !ok {
		return
	}
	before := planOf(c, first.AddDate(0, -1, 0).Format("2006-01"))
	if before == nil {
		return
	}
	for i := range l.Rows {
		from := before.row(l.Rows[i].Name)
		if from < 0 {
			continue
		}
		for d := range l.Rows[i].Days {
			back := first.AddDate(0, 0, d-28)
			for back.Month() == first.Month() { // the last days of a long month
				back = back.AddDate(0, 0, -28)
			}
			if k := back.Day() - 1; k < len(before.Rows[from].Days) && back.Format("2006-01") == before.Month {
				l.Rows[i].Days[d] = before.Rows[from].Days[k]
			}
		}
	}
}

// marks reads a pattern as it is typed: shifts by their first character or
// their number, 0 for rest. It is false when there is something else in it.
func (l *Line) marks(pattern string) ([]string, bool) {
	var out []string
	names := shorts(l.Shifts)
	for _, c := range paper.Narrow(strings.Join(strings.Fields(pattern), "")) {
		switch s := string(c); {
		case s == "0" || s == "-" || s == Rest:
			out = append(out, Rest)
		case slices.Contains(names, s):
			out = append(out, s)
		case c >= '1' && int(c-'1') < len(names):
			out = append(out, names[c-'1'])
		default:
			return nil, false
		}
	}
	return out, len(out) > 0
}

// follow fills a person's month by a pattern: seven marks are a week from
// Monday, any other number goes on from the first of the month.
func (l *Line) follow(row int, pattern string) {
	first, ok := l.month()
	marks, understood := l.marks(pattern)
	if !ok || !understood {
		return
	}
	l.lay()
	for d := range l.Rows[row].Days {
		at := d
		if len(marks) == 7 {
			at = (int(first.AddDate(0, 0, d).Weekday()) + 6) % 7
		}
		l.Rows[row].Days[d].Shift = marks[at%len(marks)]
	}
}

// Seal keeps the shifts as they are now, and no patterns.
func (l *Line) Seal(_ forms.Record, c forms.Context) {
	l.Shifts, l.Clause = c.Office.Shifts, formClause
	for i := range l.Rows {
		l.Rows[i].Pattern = ""
	}
	l.Rows = slices.DeleteFunc(l.Rows, func(r Row) bool {
		return !slices.ContainsFunc(r.Days, func(d Day) bool { return d.Shift != "" })
	})
}

// Check holds the plan against the procedures.
func (l *Line) Check(_ forms.Record, c forms.Context) []paper.Problem {
	first, ok := l.month()
	now := c.Now.In(forms.Beijing)
	switch {
	case !ok:
		return []paper.Problem{{Field: &l.Month, Words: "月份请写成 2026-12 这样。"}}
	case first.AddDate(0, 1, 0).Before(now):
		return []paper.Problem{{Field: &l.Month, Words: l.Month + " 已经过去，不能再排。"}}
	case planOf(c, l.Month) != nil:
		return []paper.Problem{{Field: &l.Month, Words: l.Month + " 已经排过，请在那一份上更正或者调班。"}}
	}
	return l.wrong(planOf(c, first.AddDate(0, -1, 0).Format("2006-01")))
}

// wrong is what is wrong with the grid: somebody in two places at once, a shift
// with nobody.
func (l *Line) wrong(before *Record) []paper.Problem {
	var out forms.Problems
	for i := range l.Rows {
		if _, ok := l.marks(l.Rows[i].Pattern); !ok && l.Rows[i].Pattern != "" {
			out = append(out, paper.Problem{Field: &l.Rows[i].Pattern, Words: "循环没有看懂：请写班次的首字或者数字，例如 早早早早早休休、1111100。"})
		}
		if x := l.overlap(i, before); x != nil {
			return append(out, *x)
		}
	}
	if len(out) == 0 && strings.TrimSpace(l.Gaps) == "" {
		if x := l.gap(); x != nil {
			out = append(out, *x)
		}
	}
	return out
}

// overlap finds a day on which somebody would be on two shifts at once, the
// last day of the month before included.
func (l *Line) overlap(row int, before *Record) *paper.Problem {
	var last forms.Watch
	on := false
	if before != nil {
		if k := before.row(l.Rows[row].Name); k >= 0 {
			last, on = before.at(k, before.days())
		}
	}
	for d := 1; d <= l.days(); d++ {
		w, now := l.at(row, d)
		if now && on && last.End.After(w.Start) {
			return &paper.Problem{Field: &l.Rows[row].Days[d-1].Shift, Words: fmt.Sprintf("%s %d 日的%s和前一天的%s时间重叠。", l.Rows[row].Name, d, w.Shift, last.Shift)}
		}
		last, on = w, now
	}
	return nil
}

// gap finds the first shift that nobody has.
func (l *Line) gap() *paper.Problem {
	for d := 1; d <= l.days(); d++ {
		for _, s := range l.Shifts {
			staffed := false
			for i := range l.Rows {
				if w, on := l.at(i, d); on && w.Shift == s.Name {
					staffed = true
				}
			}
			if !staffed {
				return &paper.Problem{Field: &l.Gaps, Words: fmt.Sprintf("%d 日的%s没有人值；确实不用人的，请在说明里写明原因。", d, s.Name)}
			}
		}
	}
	return nil
}

func (l *Line) roster(r *Record, a forms.Act) error {
	r.Line = *l
	r.Ref, r.Written, r.Maker, r.State = a.Ref, a.At, a.By, InForce
	r.Notes.Add(a, "排定 "+l.Month+" 值班安排")
	return nil
}

// Asking asks for a swap; the signer is who asks.
type Asking struct {
	Day    int    `json:"day"`
	With   string `json:"with"`
	Other  int    `json:"other,omitempty"`
	Reason string `json:"reason"`
}

// Check wants days of the month, and somebody of the plan.
func (x *Asking) Check(r forms.Record, _ forms.Context) []paper.Problem {
	d := r.(*Record)
	var out forms.Problems
	out.If(x.Day > d.days(), &x.Day, "这个月没有这一天，请核对日期。")
	out.If(x.Other > d.days(), &x.Other, "这个月没有这一天，请核对日期。")
	out.If(x.With != "" && d.row(x.With) < 0, &x.With, "值班安排表里没有"+forms.Clip(x.With)+"，请写表里的姓名。")
	return out
}

func (x *Asking) roster(r *Record, a forms.Act) error {
	s := Swap{Who: a.By.Name, With: x.With, Day: x.Day, Other: x.Other, Reason: x.Reason, Asked: a.At}
	if why := r.noSwap(s); why != "" {
		return forms.Refusal(why)
	}
	r.Swaps, r.State = append(r.Swaps, s), ToAgree
	r.Notes.Add(a, "申请调班："+s.String())
	return nil
}

// noSwap says why a swap cannot be; empty when it can.
func (r *Record) noSwap(s Swap) string {
	who, with := r.row(s.Who), r.row(s.With)
	switch {
	case who < 0:
		return "值班安排表里没有" + s.Who + "，请本人签名申请。"
	case with < 0 || s.Who == s.With:
		return "请写另一位值班员的姓名。"
	}
	if _, on := r.at(who, s.Day); !on {
		return fmt.Sprintf("%s %d 日没有班，不用调。", s.Who, s.Day)
	}
	if _, on := r.at(with, s.Other); s.Other > 0 && !on {
		return fmt.Sprintf("%s %d 日没有班，不用调。", s.With, s.Other)
	}
	after := r.swapped(s)
	for _, i := range []int{who, with} {
		if p := after.overlap(i, nil); p != nil {
			return "调班以后" + p.Words
		}
	}
	return ""
}

// swapped is the plan with the swap made.
func (r *Record) swapped(s Swap) *Line {
	out := r.copied()
	who, with := out.row(s.Who), out.row(s.With)
	for _, d := range filterDays(s.Day, s.Other) {
		a, b := &out.Rows[who].Days[d-1], &out.Rows[with].Days[d-1]
		*a, *b = *b, *a
	}
	return &out
}

func filterDays(days ...int) []int {
	slices.Sort(days)
	return slices.DeleteFunc(slices.Compact(days), func(d int) bool { return d <= 0 })
}

// copied is the plan with rows of its own.
func (l *Line) copied() Line {
	out := *l
	out.Rows = slices.Clone(l.Rows)
	for i := range out.Rows {
		out.Rows[i].Days = slices.Clone(out.Rows[i].Days)
	}
	return out
}

// Approving answers the swap that was asked for first.
type Approving struct {
	Opinion string `json:"opinion"`
}

// Start suggests the usual opinion.
func (x *Approving) Start(forms.Record, forms.Context) { x.Opinion = "同意。" }

func (x *Approving) roster(r *Record, a forms.Act) error {
	s := r.waiting()
	switch {
	case a.By.Name == s.Who || a.By.Name == s.With:
		return forms.Refusal("不能批准自己的调班，请由别的主管或经理批准。")
	case r.noSwap(*s) != "":
		return forms.Refusal(r.noSwap(*s))
	}
	after := r.swapped(*s)
	for _, m := range forms.Changes(&r.Line, after) {
		m.At, m.By = a.At, a.By.Name
		r.Marks = append(r.Marks, m)
	}
	r.Line = *after
	s.answered(r, a, "批准", x.Opinion)
	return nil
}

// answered writes the answer down.
func (s *Swap) answered(r *Record, a forms.Act, what, opinion string) {
	s.Answer = fmt.Sprintf("%s %s %s%s", a.By.Name, a.At.In(forms.Beijing).Format("01-02 15:04"), what, forms.Colon(opinion))
	r.Notes.Add(a, what+"调班："+s.String()+forms.Colon(opinion))
	r.State = InForce
	if r.waiting() != nil {
		r.State = ToAgree
	}
}

// Declining answers the swap that was asked for first with no.
type Declining struct {
	Opinion string `json:"opinion"`
}

func (x *Declining) roster(r *Record, a forms.Act) error {
	if strings.TrimSpace(x.Opinion) == "" {
		return forms.Refusal("不批准要写明原因。")
	}
	r.waiting().answered(r, a, "不批准", x.Opinion)
	return nil
}

// Correction changes the plan otherwise; the old words stay.
type Correction struct {
	Line   Line   `json:"line"`
	Reason string `json:"reason"`
}

// Start copies what stands there now.
func (x *Correction) Start(r forms.Record, _ forms.Context) { x.Line = r.(*Record).copied() }

// Check holds the corrected plan against the procedures.
func (x *Correction) Check(r forms.Record, c forms.Context) []paper.Problem {
	first, _ := x.Line.month()
	out := x.Line.wrong(planOf(c, first.AddDate(0, -1, 0).Format("2006-01")))
	return forms.Changed(out, &r.(*Record).Line, &x.Line)
}

// Seal keeps no patterns.
func (x *Correction) Seal(forms.Record, forms.Context) {
	for i := range x.Line.Rows {
		x.Line.Rows[i].Pattern = ""
	}
}

func (x *Correction) roster(r *Record, a forms.Act) error {
	marks, err := forms.Corrections(a, x.Reason, &r.Line, &x.Line)
	if err != nil {
		return err
	}
	r.Marks = append(r.Marks, marks...)
	r.Line = x.Line
	r.Notes.Remark(a, "更正："+x.Reason)
	return nil
}
