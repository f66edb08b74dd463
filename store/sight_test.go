package store

import (
	"context"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
)

// What the rules see of the books: open entries, those after a row, the newest.
func TestWhatTheRulesSee(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	var rows []int64
	for range 4 {
		rows = append(rows, open(t, s, li, line(c.Now(), "楼道灯不亮")).Seq)
		c.add(time.Minute)
	}
	write(t, s, Writing{Ref: forms.Ref{Book: "duty", Year: 2026, No: 2}, Verb: forms.Void, By: li, Deed: &forms.Voiding{Reason: "重复"}})
	x := s.Sight(ctx, li)
	for what, c := range map[string]struct {
		got  []forms.Entry
		want []int
	}{
		"open":           {x.Unfinished("duty"), []int{1, 3, 4}},
		"since":          {x.Since("duty", rows[1]), []int{3, 4}},
		"since the last": {x.Since("duty", rows[3]), nil},
		"lately":         {x.Lately("duty", 2), []int{4, 3}},
		"more":           {x.Lately("duty", 9), []int{4, 3, 2, 1}},
		"other book":     {x.Unfinished("release"), nil},
		"no book":        {x.Unfinished("nothing"), nil},
	} {
		var got []int
		for _, e := range c.got {
			got = append(got, e.Number().No)
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", what, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", what, got, c.want)
			}
		}
	}
	if got := x.Latest("duty", string(forms.Repair)); got == nil || got.Number().No != 4 {
		t.Errorf("the latest repair is %v", got)
	}
	if got := x.Latest("duty", string(forms.Complaint)); got != nil {
		t.Errorf("the latest complaint is %v", got)
	}
	day := forms.StartOfDay(c.Now())
	for state, want := range map[string]int{"": 4, duty.Waiting: 3, forms.Annulled: 1, duty.Settled: 0} {
		if got := x.Count("duty", string(forms.Repair), state, day, day); got != want {
			t.Errorf("%d repairs are %q, want %d", got, state, want)
		}
	}
	if _, hash, err := s.Head(ctx); err != nil || x.Anchor() != "5-"+hash {
		t.Errorf("anchor %s, head %s (%v)", x.Anchor(), hash, err)
	}
	if x.Head() != 5 || x.Err() != nil {
		t.Errorf("head %d, %v", x.Head(), x.Err())
	}
}

// Looking back, the books are as they stood: what was written, done and closed
// afterwards is not there yet.
func TestLookingBack(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	void := func(no int) {
		write(t, s, Writing{Ref: forms.Ref{Book: "duty", Year: 2026, No: no}, Verb: forms.Void, By: li, Deed: &forms.Voiding{Reason: "重复"}})
	}
	open(t, s, li, line(c.Now(), "一")) // Monday
	open(t, s, li, line(c.Now(), "二"))
	c.add(24 * time.Hour)
	open(t, s, li, line(c.Now(), "三")) // Tuesday
	void(1)
	c.add(24 * time.Hour)
	open(t, s, li, line(c.Now(), "四")) // Wednesday
	void(2)
	start := forms.StartOfDay(newClock().Now())
	day := func(n int) time.Time { return start.AddDate(0, 0, n) }
	show := func(list []forms.Entry) string {
		out := ""
		for _, e := range list {
			out += e.Number().String()[8:] + e.Brief().State + " "
		}
		return out
	}
	told := 0
	for _, x := range []struct {
		asOf, from, to int
		touched, left  string
	}{
		{1, 0, 1, "1待派单 2待派单 ", "1待派单 2待派单 "},
		{2, 1, 2, "1已作废 3待派单 ", "2待派单 3待派单 "},
		{2, 0, 2, "1已作废 2待派单 3待派单 ", "2待派单 3待派单 "},
		{3, 2, 3, "2已作废 4待派单 ", "3待派单 4待派单 "},
		{9, 5, 9, "", "3待派单 4待派单 "},
		{0, 0, 9, "", ""},
	} {
		past := s.Sight(ctx, zhao).AsOf(day(x.asOf), func(int, int) { told++ })
		if got := show(past.Touched("duty", day(x.from), day(x.to))); got != x.touched {
			t.Errorf("as of day %d, touched from %d to %d: %s, want %s", x.asOf, x.from, x.to, got, x.touched)
		}
		if got := show(past.Unfinished("duty")); got != x.left {
			t.Errorf("as of day %d, open: %s, want %s", x.asOf, got, x.left)
		}
		if past.Err() != nil {
			t.Error(past.Err())
		}
	}
	if told == 0 {
		t.Error("nobody is told how far it is")
	}
	if got := show(s.Sight(ctx, zhao).Touched("duty", day(1), day(2))); got != "1已作废 3待派单 " {
		t.Errorf("with today's eyes: %s", got)
	}
}
