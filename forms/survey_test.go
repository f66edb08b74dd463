package forms

import (
	"strings"
	"testing"
	"time"
)

// A day of an office, counted by hand beside it.
func TestADayIsSurveyed(t *testing.T) {
	p := newBench(t, "2026-11-23 08:30")
	play := func(when string, d *Duty, v Verb, deed Deed) {
		t.Helper()
		p.now = at(when)
		c := Context{Now: p.now, By: clerk, Office: p.o}
		if s, ok := deed.(Sealer); ok {
			s.Seal(d, c)
		}
		if err := d.Apply(Act{Seq: 9, At: p.now, By: clerk, Verb: v, Ref: d.Ref, Deed: deed}); err != nil {
			t.Fatal(err)
		}
	}
	takes := func(when string, l *DutyLine) *Duty {
		p.now = at(when)
		l.Happened = p.now
		if l.Room == "" {
			l.Room, l.Name = "3-2-501", "张伟"
		}
		d := &Duty{}
		p.enters("duty", d, l)
		return d
	}
	// Left over from the day before, late since 8:00.
	old := takes("2026-11-22 09:00", &DutyLine{Kind: Repair, Text: "门禁坏了"})
	play("2026-11-22 09:10", old, Dispatch, &Dispatching{Department: "工程部", Promised: at("2026-11-23 08:00")})
	// Sent on after 20 minutes, finished after two hours, in time; phoned back.
	a := takes("2026-11-23 09:00", &DutyLine{Kind: Repair, Text: "水管漏水"})
	play("2026-11-23 09:20", a, Dispatch, &Dispatching{Department: "工程部", Promised: at("2026-11-23 12:00")})
	play("2026-11-23 11:00", a, Finish, &Finishing{Finished: p.now.Add(100 * time.Minute), Result: "已修好"})
	play("2026-11-23 15:00", a, CallBack, &Calling{Reached: NotReached})
	play("2026-11-23 16:00", a, CallBack, &Calling{Reached: Reached, Attitude: Good, Quality: Good, Charging: None, Satisfied: Pleased})
	// Sent on after 10 minutes, finished after its time, with the reason.
	b := takes("2026-11-23 10:00", &DutyLine{Kind: Repair, Text: "灯不亮"})
	play("2026-11-23 10:10", b, Dispatch, &Dispatching{Department: "工程部", Promised: at("2026-11-23 11:00")})
	play("2026-11-23 14:00", b, Finish, &Finishing{Finished: at("2026-11-23 14:00"), Result: "已换", Lateness: Lateness{Reason: "等配件", Told: "已电话告知"}})
	// Urgent and confidential, open.
	takes("2026-11-23 17:00", &DutyLine{Kind: Incident, Text: "家庭纠纷", Confidential: true})
	// Void: nobody counts it.
	v := takes("2026-11-23 17:10", &DutyLine{Kind: Other, Text: "重复"})
	play("2026-11-23 17:11", v, Void, &Voiding{Reason: "重复"})

	s := survey(p.b, at("2026-11-23 00:00"), at("2026-11-23 00:00"), at("2026-11-24 08:00"))
	repair, total := *s.of(Repair), s.total()
	for what, x := range map[string][2]int{
		"repairs taken":             {repair.In, 2},
		"repairs settled":           {repair.Settled, 0},
		"repairs finished, to call": {repair.ToCall, 2},
		"repairs finished":          {repair.Finished, 2},
		"repairs in time":           {repair.InTime, 1},
		"repairs left":              {repair.Left, 1},
		"repairs late":              {repair.Late, 1},
		"minutes to send on":        {repair.Response(), 15},
		"hours to finish":           {int(repair.Completion().Minutes()), 180},
		"all taken":                 {total.In, 3},
		"all urgent":                {total.Urgent, 1},
		"all open":                  {total.Open, 1},
		"all left":                  {total.Left, 2},
		"calls":                     {s.Calls.Made, 1}, // the last one of each matter
		"calls that pleased":        {s.Calls.Pleased, 1},
		"late in the list":          {len(s.Late), 2},
		"urgent in the list":        {len(s.Grave), 1},
	} {
		if x[0] != x[1] {
			t.Errorf("%s: %d, want %d", what, x[0], x[1])
		}
	}
	text := printed(surveySheet(PageHead{Office: p.o, Now: p.now, Viewer: clerk}, "部门日呈报表", s))
	for _, want := range []string{"部门日呈报表", "2026 年 11 月 23 日 星期一", "等配件", "50%", "15 分", "3 时", Veiled, "超时（2 件）"} {
		if !strings.Contains(text, want) {
			t.Errorf("the sheet does not say %s", want)
		}
	}
	if strings.Contains(text, "纠纷") {
		t.Error("a confidential matter is named")
	}
	if s.Days[0].In != 3 || s.Days[0].Finished != 2 {
		t.Errorf("%+v", s.Days)
	}
}

// A report of a day that is not over counts as late what is late now.
func TestADayThatIsNotOver(t *testing.T) {
	p := newBench(t, "2026-11-23 09:00")
	d := &Duty{}
	p.enters("duty", d, &DutyLine{Kind: Repair, Happened: p.now, Text: "漏水", Room: "1-1-101"})
	d.State, d.Promised = Working, at("2026-11-23 17:00")
	for now, want := range map[string]int{"2026-11-23 16:00": 0, "2026-11-23 17:30": 1, "2026-11-25 09:00": 1} {
		if s := survey(p.b, p.now, p.now, at(now)); s.total().Late != want {
			t.Errorf("at %s %d are late, want %d", now, s.total().Late, want)
		}
	}
}

// Without books and without matters the sheet is empty and whole.
func TestASurveyOfNothing(t *testing.T) {
	for _, r := range []Report{dailyReport(), monthlyReport()} {
		from, to := r.Span(at("2026-12-01 09:00"))
		s := r.Sheet(PageHead{Office: testOffice(), Now: at("2026-12-01 09:00")}, from, to, nil)
		if !strings.Contains(printed(s), r.Title) || !strings.Contains(printed(s), "（0 件）") {
			t.Errorf("%s is not whole", r.Title)
		}
		if r.Key == "monthly" && (Day(from) != "2026-11-01" || Day(to) != "2026-11-30") {
			t.Errorf("on the first of a month the month before: %s to %s", Day(from), Day(to))
		}
	}
}
