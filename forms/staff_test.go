package forms

import (
	"testing"
	"time"
)

func TestWaitsAfterWrongPINs(t *testing.T) {
	missed := time.Date(2026, 11, 23, 9, 0, 0, 0, Beijing)
	tests := []struct {
		wrong int
		later time.Duration
		want  time.Duration
	}{
		{0, 0, 0},
		{2, 0, 0},
		{3, 0, 5 * time.Second},
		{3, 3 * time.Second, 2 * time.Second},
		{3, 5 * time.Second, 0},
		{4, 0, 10 * time.Second},
		{8, 0, 160 * time.Second},
		{9, 0, 5 * time.Minute},
		{500, 0, 5 * time.Minute},
		{500, time.Hour, 0},
		{5, -time.Hour, 20 * time.Second}, // a clock set back costs no more than one wait
	}
	for _, x := range tests {
		m := &Member{Wrong: x.wrong, Missed: missed}
		if got := m.Wait(missed.Add(x.later)); got != x.want {
			t.Errorf("%d wrong, %s later: wait %s, not %s", x.wrong, x.later, got, x.want)
		}
	}
}

func TestMayReset(t *testing.T) {
	for _, by := range append(Roles(), "") {
		for _, whom := range Roles() {
			want := by == Supervisor && whom == Clerk || by == Manager && whom != Manager
			if MayReset(by, whom) != want {
				t.Errorf("may %s reset %s: %v", by, whom, !want)
			}
		}
	}
}

func TestOwnDaysWinOverTheCalendar(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 10, d, 9, 0, 0, 0, Beijing) }
	c := DefaultCalendar().With(Calendar{
		Off:  map[string]string{"2026-10-10": "不调休", "2026-10-12": "停电"},
		Work: map[string]string{"2026-10-07": "值班"},
	})
	for d, want := range map[int]bool{1: false, 7: true, 8: true, 10: false, 12: false, 13: true} {
		if c.Workday(day(d)) != want {
			t.Errorf("2026-10-%02d is worked: %v", d, !want)
		}
	}
}

func FuzzCheckPIN(f *testing.F) {
	for _, s := range []string{"", "1234", "123456789012", "1234567890123", "12 4", "１２３４", "-123"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ok := len(s) >= 4 && len(s) <= 12
		for _, r := range s {
			ok = ok && r >= '0' && r <= '9'
		}
		if (CheckPIN(s) == nil) != ok {
			t.Errorf("%q is a PIN: %v", s, !ok)
		}
	})
}
