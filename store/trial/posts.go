package trial

import (
	"time"

	"frontdesk/forms"
	"frontdesk/forms/check"
	"frontdesk/forms/handover"
	"frontdesk/forms/roster"
	"frontdesk/store"
)

// Shifts of the trial office.
const (
	early  = "早班"
	middle = "中班"
	night  = "夜班"
)

// turns are eight days of a clerk; the next one is two days behind. Nobody has
// two shifts in a row.
func turns() []string {
	return []string{night, night, middle, middle, early, early, roster.Rest, roster.Rest}
}

// turn is the shift of a clerk on the day of t.
func turn(clerk int, t time.Time) string {
	day := int(forms.StartOfDay(t).Sub(time.Date(2024, 1, 1, 0, 0, 0, 0, forms.Beijing)).Hours() / 24)
	all := turns()
	return all[((day+2*clerk)%len(all)+len(all))%len(all)]
}

// has is who has a shift on the day of t.
func has(shift string, t time.Time) string {
	for i, name := range clerks() {
		if turn(i, t) == shift {
			return name
		}
	}
	return clerks()[0] // no shift is without a clerk: see turns
}

// onDuty is the clerk at the desk now.
func (s *season) onDuty() string {
	w, _ := s.Store.Office().WatchAt(s.Now())
	return has(w.Shift, w.Start)
}

// rosters plans the making of the plans: that of the first month when the office
// begins, the others before their month does (S3 3.1 4.1.1).
func (s *season) rosters() {
	s.At(s.from.Add(30*time.Minute), func() { s.roster(s.from) })
	first := forms.StartOfDay(s.from).AddDate(0, 0, 1-s.from.Day())
	for month := first.AddDate(0, 1, 0); month.AddDate(0, 0, -6).Before(s.now); month = month.AddDate(0, 1, 0) {
		made := month.AddDate(0, 0, -6).Add(10*time.Hour + s.upTo(time.Hour))
		if made.Before(s.from) {
			made = s.from.Add(40 * time.Minute)
		}
		s.At(made, func() { s.roster(month) })
	}
}

// roster makes the plan of the month of t.
func (s *season) roster(t time.Time) {
	first := forms.StartOfDay(t).AddDate(0, 0, 1-t.Day())
	l := &roster.Line{Month: first.Format("2006-01"), Shifts: s.Store.Office().Shifts}
	for i, name := range clerks() {
		row := roster.Row{Name: name}
		for day := first; day.Month() == first.Month(); day = day.AddDate(0, 0, 1) {
			short := []rune(turn(i, day))[:1]
			row.Days = append(row.Days, roster.Day{Shift: string(short)})
		}
		l.Rows = append(l.Rows, row)
	}
	s.Open(supervisor, "roster", l)
}

// handovers plans one at the end of each shift but the last: that one is left to
// whoever tries the office, as soon as it may be signed.
func (s *season) handovers() {
	o := s.Store.Office()
	w, _ := o.WatchAt(s.from)
	present, _ := o.WatchAt(s.now)
	opens := present.End.Add(-time.Duration(o.Rules.HandoverOpens) * time.Minute)
	for {
		next, ok := o.WatchAfter(w)
		if !ok || next.Start.After(s.now) || next.Start.Equal(present.Start) && s.now.Before(opens) {
			return
		}
		from, to := has(w.Shift, w.Start), has(next.Shift, next.Start)
		s.At(w.End.Add(-5*time.Minute+s.upTo(4*time.Minute)), func() { s.handover(from, to) })
		w = next
	}
}

// handover is signed by both sides.
func (s *season) handover(from, to string) {
	l := &handover.Line{Taker: to, Unusual: forms.None}
	rules := s.Store.Office().Rules
	for _, t := range rules.Tidy {
		l.Tidy = append(l.Tidy, handover.Tidied{Name: t, Done: true})
	}
	for _, t := range rules.Things {
		l.Things = append(l.Things, handover.Thing{Name: t.Name, Expected: t.Count, Found: t.Count, State: handover.Whole})
	}
	switch x := s.r.IntN(100); {
	case x < 3:
		l.Unusual, l.Odd = forms.Yes, "北门道闸杆被车碰弯，已报工程部，暂由人工放行。"
	case x < 6:
		l.Things[3].Found, l.Things[3].Note = l.Things[3].Expected-1, "一把借给 2 栋住户，登记在册，明天归还。"
	case x < 10:
		l.Orders = "明天上午消防演练，九点起请提醒来电住户。"
	case x < 15:
		l.Words = "代收快递放在前台柜内，取件请核对姓名。"
	}
	ref := s.Open(from, "handover", l)
	h, ok := s.Record(ref).(*handover.Record)
	if !ok {
		return
	}
	if h.Steps(s.Context(from))[0].Verb == handover.Except { // something important is not done yet
		s.Do(supervisor, ref, handover.Except, &handover.Excepting{Reason: "人员已在现场处理，已告知住户，由接班人继续跟进。"})
	}
	s.Do(from, ref, handover.Give, &handover.Giving{})
	s.After(3*time.Minute+s.upTo(5*time.Minute), func() {
		x := &handover.Taking{}
		x.Start(h, s.Context(to))
		for _, ticks := range [][]bool{x.Matters, x.Things} {
			for i := range ticks {
				ticks[i] = true
			}
		}
		s.Do(to, ref, handover.Take, x)
		s.shelf = append(s.shelf, ref)
	})
}

// check is the supervisor's morning: the handovers and the log of the days before,
// each week the whole of it (S0/3 4.9, 4.10; S3 4.2.3). The log that is checked
// today is left to whoever tries the office, while the time for it has not passed.
func (s *season) check() {
	var ws []store.Writing
	for _, ref := range s.shelf {
		ws = append(ws, s.By(supervisor, ref, handover.Inspect, &handover.Inspecting{Opinion: "已检查。"}))
	}
	s.shelf = nil
	if forms.Day(s.Now()) == forms.Day(s.now) && clockOf(s.now) < 12*time.Hour {
		s.Append(ws...)
		return
	}
	ws = append(ws, s.By(supervisor, forms.Ref{Book: "check"}, forms.Open, &check.Line{Kind: check.Daily, Opinion: "已阅。"}))
	s.Append(ws...)
	yesterday := s.Now().AddDate(0, 0, -1)
	for !s.works(yesterday) {
		yesterday = yesterday.AddDate(0, 0, -1)
	}
	if forms.Monday(yesterday).Before(forms.Monday(s.Now())) && yesterday.After(s.from) {
		s.After(10*time.Minute, func() {
			s.Open(supervisor, "check", &check.Line{Kind: check.Weekly, Opinion: pick(s, []string{
				"本周记录完整，派单及时。", "报修比上周多，注意先急后缓。", "承诺时间要留余地，做不到的提前改约。", "回访话术规范，继续保持。",
			})})
		})
	}
}
