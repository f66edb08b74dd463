package books

import (
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/formtest"
)

// A day of an office, counted by hand beside it.
func TestADayIsSurveyed(t *testing.T) {
	p := formtest.NewBench(t, "2026-11-23 08:30")
	play := func(when string, d *duty.Record, v forms.Verb, deed forms.Deed) {
		t.Helper()
		p.Now = formtest.At(when)
		c := forms.Context{Now: p.Now, By: formtest.Clerk, Office: p.O}
		if s, ok := deed.(forms.Sealer); ok {
			s.Seal(d, c)
		}
		if err := d.Apply(forms.Act{Seq: 9, At: p.Now, By: formtest.Clerk, Verb: v, Ref: d.Ref, Deed: deed}); err != nil {
			t.Fatal(err)
		}
	}
	takes := func(when string, l *duty.Line) *duty.Record {
		p.Now = formtest.At(when)
		l.Happened = p.Now
		if l.Room == "" {
			l.Room, l.Name = "3-2-501", "张伟"
		}
		d := &duty.Record{}
		p.Enters("duty", d, l)
		return d
	}
	// Left over from the day before, late since 8:00.
	old := takes("2026-11-22 09:00", &duty.Line{Kind: forms.Repair, Text: "门禁坏了"})
	play("2026-11-22 09:10", old, duty.Dispatch, &duty.Dispatching{Department: "工程部", Promised: formtest.At("2026-11-23 08:00")})
	// Sent on after 20 minutes, finished after two hours, in time; phoned back.
	a := takes("2026-11-23 09:00", &duty.Line{Kind: forms.Repair, Text: "水管漏水"})
	play("2026-11-23 09:20", a, duty.Dispatch, &duty.Dispatching{Department: "工程部", Promised: formtest.At("2026-11-23 12:00")})
	play("2026-11-23 11:00", a, duty.Finish, &duty.Finishing{Finished: p.Now.Add(100 * time.Minute), Result: "已修好"})
	play("2026-11-23 15:00", a, duty.CallBack, &duty.Calling{Reached: forms.NotReached})
	play("2026-11-23 16:00", a, duty.CallBack, &duty.Calling{Reached: forms.Reached, Attitude: forms.Good, Quality: forms.Good, Charging: forms.None, Satisfied: forms.Pleased})
	// Sent on after 10 minutes, finished after its time, with the reason.
	b := takes("2026-11-23 10:00", &duty.Line{Kind: forms.Repair, Text: "灯不亮"})
	play("2026-11-23 10:10", b, duty.Dispatch, &duty.Dispatching{Department: "工程部", Promised: formtest.At("2026-11-23 11:00")})
	play("2026-11-23 14:00", b, duty.Finish, &duty.Finishing{Finished: formtest.At("2026-11-23 14:00"), Result: "已换", Lateness: duty.Lateness{Reason: "等配件", Told: "已电话告知"}})
	// Urgent and confidential, open.
	takes("2026-11-23 17:00", &duty.Line{Kind: forms.Incident, Text: "家庭纠纷", Confidential: true})
	// Void: nobody counts it.
	v := takes("2026-11-23 17:10", &duty.Line{Kind: forms.Other, Text: "重复"})
	play("2026-11-23 17:11", v, forms.Void, &forms.Voiding{Reason: "重复"})

	s := survey(p.B, formtest.At("2026-11-23 00:00"), formtest.At("2026-11-23 00:00"), formtest.At("2026-11-24 08:00"))
	repair, total := *s.of(forms.Repair), s.total()
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
	text := formtest.Printed(surveySheet(forms.PageHead{Office: p.O, Now: p.Now, Viewer: formtest.Clerk}, "部门日呈报表", s))
	for _, want := range []string{"部门日呈报表", "2026 年 11 月 23 日 星期一", "等配件", "50%", "15 分", "3 时", forms.Veiled, "超时（2 件）"} {
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
	p := formtest.NewBench(t, "2026-11-23 09:00")
	d := &duty.Record{}
	p.Enters("duty", d, &duty.Line{Kind: forms.Repair, Happened: p.Now, Text: "漏水", Room: "1-1-101"})
	d.State, d.Promised = duty.Working, formtest.At("2026-11-23 17:00")
	for now, want := range map[string]int{"2026-11-23 16:00": 0, "2026-11-23 17:30": 1, "2026-11-25 09:00": 1} {
		if s := survey(p.B, p.Now, p.Now, formtest.At(now)); s.total().Late != want {
			t.Errorf("at %s %d are late, want %d", now, s.total().Late, want)
		}
	}
}

// Without books and without matters the sheet is empty and whole.
func TestASurveyOfNothing(t *testing.T) {
	for _, r := range []forms.Report{dailyReport(), monthlyReport()} {
		from, to := r.Span(formtest.At("2026-12-01 09:00"))
		s := r.Sheet(forms.PageHead{Office: formtest.Office(), Now: formtest.At("2026-12-01 09:00")}, from, to, nil)
		if !strings.Contains(formtest.Printed(s), r.Title) || !strings.Contains(formtest.Printed(s), "（0 件）") {
			t.Errorf("%s is not whole", r.Title)
		}
		if r.Key == "monthly" && (forms.Day(from) != "2026-11-01" || forms.Day(to) != "2026-11-30") {
			t.Errorf("on the first of a month the month before: %s to %s", forms.Day(from), forms.Day(to))
		}
	}
}
