package forms_test

import (
	"fmt"
	"testing"

	"frontdesk/forms"
	"frontdesk/forms/formtest"
)

// The shifts of an office: where the next one begins, over midnight, over the
// end of a month and of a year.
func TestWatches(t *testing.T) {
	three := []forms.Shift{{Name: "早班", Start: 8 * 60, End: 16 * 60}, {Name: "中班", Start: 16 * 60, End: 24 * 60}, {Name: "夜班", Start: 0, End: 8 * 60}}
	two := []forms.Shift{{Name: "白班", Start: 7*60 + 30, End: 19*60 + 30}, {Name: "夜班", Start: 19*60 + 30, End: 7*60 + 30}}
	one := []forms.Shift{{Name: "行政班", Start: 9 * 60, End: 18 * 60}}
	for _, c := range []struct {
		shifts     []forms.Shift
		now        string
		on         string // on duty, from - to; empty: nobody
		next, from string
	}{
		{three, "2026-11-23 08:00", "早班 2026-11-23 08:00 - 2026-11-23 16:00", "中班", "2026-11-23 16:00"},
		{three, "2026-11-23 07:59", "夜班 2026-11-23 00:00 - 2026-11-23 08:00", "早班", "2026-11-23 08:00"},
		{three, "2026-11-30 23:59", "中班 2026-11-30 16:00 - 2026-12-01 00:00", "夜班", "2026-12-01 00:00"},
		{three, "2026-12-31 20:00", "中班 2026-12-31 16:00 - 2027-01-01 00:00", "夜班", "2027-01-01 00:00"},
		{two, "2026-11-23 19:29", "白班 2026-11-23 07:30 - 2026-11-23 19:30", "夜班", "2026-11-23 19:30"},
		{two, "2026-11-23 19:30", "夜班 2026-11-23 19:30 - 2026-11-24 07:30", "白班", "2026-11-24 07:30"},
		{two, "2026-12-01 03:00", "夜班 2026-11-30 19:30 - 2026-12-01 07:30", "白班", "2026-12-01 07:30"},
		{two, "2027-01-01 07:29", "夜班 2026-12-31 19:30 - 2027-01-01 07:30", "白班", "2027-01-01 07:30"},
		{two, "2028-02-29 22:00", "夜班 2028-02-29 19:30 - 2028-03-01 07:30", "白班", "2028-03-01 07:30"},
		{one, "2026-11-23 12:00", "行政班 2026-11-23 09:00 - 2026-11-23 18:00", "行政班", "2026-11-24 09:00"},
		{one, "2026-11-23 20:00", "", "", ""},
	} {
		o := &forms.Office{Shifts: c.shifts}
		w, ok := o.WatchAt(formtest.At(c.now))
		got := ""
		if ok {
			got = fmt.Sprintf("%s %s - %s", w.Shift, w.Start.Format("2006-01-02 15:04"), w.End.Format("2006-01-02 15:04"))
		}
		if got != c.on {
			t.Errorf("%s: on duty %q, want %q", c.now, got, c.on)
		}
		if !ok {
			continue
		}
		if next, _ := o.WatchAfter(w); next.Shift != c.next || next.Start.Format("2006-01-02 15:04") != c.from {
			t.Errorf("%s: then %s from %v, want %s from %s", c.now, next.Shift, next.Start, c.next, c.from)
		}
	}
}
