package store

import (
	"context"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/release"
)

// apply opens a permit of a room.
func apply(t testing.TB, s *Store, c *clock, room, thing string) forms.Ref {
	t.Helper()
	return write(t, s, Writing{Ref: forms.Ref{Book: "release"}, Verb: forms.Open, By: li, Deed: &release.Line{
		Room: room, Name: "单晓曾", Phone: "13812345678", As: forms.Owner, From: c.Now(), To: c.Now().Add(2 * time.Hour), Items: []release.Item{{Name: thing, Count: 1, Unit: "台"}},
	}}).Ref
}

func TestEntriesOfAPeriod(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	var days []time.Time
	for i := range 5 {
		days = append(days, c.Now())
		l := line(c.Now(), "楼道灯不亮")
		l.Urgent = i == 3 // comes first in lists, not here
		open(t, s, li, l)
		apply(t, s, c, "3-2-501", "冰箱")
		c.add(24 * time.Hour)
	}
	got, err := s.Entries(ctx, "duty", forms.StartOfDay(days[1]), forms.StartOfDay(days[3]), nil)
	if err != nil || len(got) != 3 {
		t.Fatalf("%d entries, %v", len(got), err)
	}
	for i, r := range got {
		if no := r.(forms.Entry).Number().No; no != i+2 {
			t.Errorf("entry %d is number %d", i, no)
		}
	}
}

// What a room has had, in every book, however its number is written.
func TestWhatARoomHasHad(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	open(t, s, li, line(c.Now(), "楼道灯不亮"))
	c.add(time.Minute)
	apply(t, s, c, "3-2-501", "冰箱")
	apply(t, s, c, "13-2-501", "冰箱") // holds the same digits, is another room
	secret := line(c.Now(), "家庭纠纷")
	secret.Confidential = true
	open(t, s, wang, secret)
	for _, room := range []string{"3-2-501", "3栋2单元501"} {
		rows, err := s.AtRoom(ctx, room, li, 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 2 || rows[0].Ref.Book != "release" || rows[1].Ref.Book != "duty" {
			t.Errorf("%s has had %+v", room, rows)
		}
	}
	if rows, err := s.AtRoom(ctx, "", li, 10); err != nil || len(rows) != 0 {
		t.Errorf("no room has had %d, %v", len(rows), err)
	}
}

func TestThePageOfAnEntry(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	for range duty.LinesPerPage + 1 {
		open(t, s, li, line(c.Now(), "楼道灯不亮"))
	}
	for no, page := range map[int]int{1: 1, duty.LinesPerPage: 1, duty.LinesPerPage + 1: 2} {
		p, ok, err := s.PageWith(ctx, forms.Ref{Book: "duty", Year: 2026, No: no})
		if err != nil || !ok || p.No != page {
			t.Errorf("number %d is on page %d, want %d (%v, %v)", no, p.No, page, ok, err)
		}
	}
	if _, ok, err := s.PageWith(ctx, forms.Ref{Book: "release", Year: 2026, No: 1}); ok || err != nil {
		t.Errorf("a number that is not there has a page (%v)", err)
	}
}
