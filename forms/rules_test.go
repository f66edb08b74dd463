package forms_test

import (
	"fmt"
	"testing"

	"frontdesk/forms"
	"frontdesk/forms/formtest"
)

// The windows of S0/2 4.1.1, on days that matter.
func TestVisitWindows(t *testing.T) {
	rules, c := forms.DefaultRules(), forms.DefaultCalendar()
	for _, x := range []struct {
		kind               forms.VisitKind
		finished, from, to string
	}{
		{forms.OfComplaint, "2026-11-23 10:00", "2026-11-23 10:00", "2026-11-26 23:59"},
		{forms.OfComplaint, "2026-11-30 23:59", "2026-11-30 23:59", "2026-12-03 23:59"}, // over the month's end
		{forms.OfComplaint, "2028-02-27 08:00", "2028-02-27 08:00", "2028-03-01 23:59"}, // over 29 February
		{forms.OfRepair, "2026-11-23 10:00", "2026-11-24 00:00", "2026-11-25 23:59"},
		{forms.OfRepair, "2026-11-27 10:00", "2026-11-28 00:00", "2026-11-29 23:59"}, // a Friday: 天 are days of the calendar
		{forms.OfRepair, "2026-09-30 10:00", "2026-10-01 00:00", "2026-10-02 23:59"}, // National Day week
		{forms.OfRepair, "2026-10-08 23:59", "2026-10-09 00:00", "2026-10-10 23:59"}, // 10 October is worked
		{forms.OfPatient, "2026-12-28 12:00", "2026-12-28 12:00", "2027-01-04 23:59"},
		{forms.OfService, "2026-11-23 12:00", "2026-11-23 12:00", "2026-11-30 23:59"},
	} {
		from, to := rules.Visit(x.kind).Window(c, formtest.At(x.finished))
		if !from.Equal(formtest.At(x.from)) || !to.Equal(formtest.At(x.to)) {
			t.Errorf("%s finished %s: %v to %v, want %s to %s", x.kind, x.finished, from, to, x.from, x.to)
		}
	}
	repair := rules.Visit(forms.OfRepair)
	repair.Working = true // as an office may choose
	if from, to := repair.Window(c, formtest.At("2026-11-27 10:00")); !from.Equal(formtest.At("2026-11-30 00:00")) || !to.Equal(formtest.At("2026-12-01 23:59")) {
		t.Errorf("in working days, from a Friday: %v to %v", from, to)
	}
}

func TestQuarters(t *testing.T) {
	for day, want := range map[string]string{
		"2026-01-01 00:00": "2026Q1 2026 年第一季度 2026-01-01 2026-03-31 2026-04-10",
		"2026-12-31 23:59": "2026Q4 2026 年第四季度 2026-10-01 2026-12-31 2027-01-10",
		"2028-02-29 12:00": "2028Q1 2028 年第一季度 2028-01-01 2028-03-31 2028-04-10",
	} {
		q := forms.QuarterOf(formtest.At(day))
		if got := fmt.Sprint(q, " ", q.Name(), " ", forms.Day(q.Start()), " ", forms.Day(q.End()), " ", forms.Day(q.ArchiveBy())); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}

// A quarter's name is read as it is written, and no other words are.
func TestQuartersByName(t *testing.T) {
	for y := 2024; y < 2030; y++ {
		for n := 1; n <= 4; n++ {
			q := forms.Quarter{Year: y, N: n}
			if got, ok := forms.QuarterNamed(q.Name()); !ok || got != q {
				t.Errorf("%s is read as %v", q.Name(), got)
			}
			if b := q.Before(); b.End().AddDate(0, 0, 1) != q.Start() {
				t.Errorf("before %s is %s", q, b)
			}
		}
	}
	for _, s := range []string{"", "2026", "2026 年第五季度", "年第一季度", "2026 年第一季度报"} {
		if _, ok := forms.QuarterNamed(s); ok {
			t.Errorf("%q is a quarter", s)
		}
	}
}
