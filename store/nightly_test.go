package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/visit"
)

// matters puts repairs that are finished into the plan.
func matters(t *testing.T, s *Store, c *clock, n int) []forms.Ref {
	t.Helper()
	var out []forms.Ref
	for range n {
		a := write(t, s, Writing{Ref: forms.Ref{Book: visit.PlanKey}, Verb: forms.Open, By: zhao, Deed: &visit.PlanLine{
			Kind: forms.OfRepair, Room: "3-2-501", What: "漏水", Finished: c.Now(), Refers: "2026-0001",
		}})
		out = append(out, a.Ref)
	}
	return out
}

// lots are what was drawn of some lines of the plan, by whom, and how they stand.
func lots(t *testing.T, s *Store, refs []forms.Ref) (waiting int, out []visit.Lot) {
	t.Helper()
	for _, ref := range refs {
		r, acts, err := s.Record(context.Background(), ref)
		if err != nil {
			t.Fatal(err)
		}
		p := r.(*visit.Plan)
		if p.State == visit.Waiting {
			waiting++
		}
		for _, a := range acts {
			if a.Verb == visit.CastLot && a.By != forms.Program {
				t.Errorf("%s is drawn by %v", ref, a.By)
			}
		}
		out = append(out, p.Lots...)
	}
	return waiting, out
}

// What waits is drawn when its day is over: at the first opening of the next, also
// days later, by one value, and once, however often the book is opened.
func TestTheDrawIsMadeAtTheFirstOpeningOfTheNextDay(t *testing.T) {
	for name, days := range map[string]int{"the next day": 1, "after the holidays": 9} {
		t.Run(name, func(t *testing.T) {
			c := newClock()
			path := filepath.Join(t.TempDir(), LedgerName)
			s := openAt(t, path, options(c))
			refs := matters(t, s, c, 3)
			c.add(24 * time.Hour)
			refs = append(refs, matters(t, s, c, 4)...) // the first three are drawn before
			if n, of := lots(t, s, refs); n != 4 || len(of) != 3 {
				t.Fatalf("%d wait, %d are drawn", n, len(of))
			}
			c.add(10 * time.Hour)
			s.Warm()
			if n, _ := lots(t, s, refs); n != 4 {
				t.Fatalf("%d wait on the same day", n)
			}
			shut(t, s)
			c.add(time.Duration(24*days) * time.Hour)
			for range 3 {
				s = openAt(t, path, options(c))
				s.Warm()
				shut(t, s)
			}
			s = openAt(t, path, options(c))
			n, of := lots(t, s, refs)
			if n != 0 || len(of) != 7 {
				t.Fatalf("%d wait, %d are drawn", n, len(of))
			}
			values := map[string]int{}
			for _, x := range of {
				values[x.Value]++
			}
			if len(values) != 2 || values[of[6].Value] != 4 || len(of[6].Value) != 64 || of[6].Day != forms.Day(c.Now()) || of[6].Before != 3 || of[6].Size != 4 {
				t.Errorf("%v, the last %+v", values, of[6])
			}
			report, err := Verify(context.Background(), path, nil)
			if err != nil || !report.Sound {
				t.Error(report, err)
			}
			before := derived(t, s)
			if err := s.Rebuild(context.Background()); err != nil {
				t.Fatal(err)
			}
			same(t, before, derived(t, s))
		})
	}
}

// A desk that stays open over midnight draws before anything else is written.
func TestTheDrawIsMadeAtMidnight(t *testing.T) {
	c := newClock()
	s := newStore(t, c)
	refs := matters(t, s, c, 5)
	c.add(15*time.Hour - time.Minute)
	open(t, s, li, line(c.Now(), "灯不亮"))
	if n, _ := lots(t, s, refs); n != 5 {
		t.Fatalf("%d wait before midnight", n)
	}
	c.add(2 * time.Minute)
	a := open(t, s, li, line(c.Now(), "灯又不亮"))
	if n, of := lots(t, s, refs); n != 0 || len(of) != 5 || a.Seq != 12 {
		t.Errorf("%d wait, %d are drawn, the line of the new day is row %d", n, len(of), a.Seq)
	}
}

// A clock that goes back is no reason to draw again, or to write anything; one that
// jumped ahead and was set right again draws the day's matters on their own morning.
func TestTheDrawAndTheClock(t *testing.T) {
	c := newClock()
	s := newStore(t, c)
	refs := matters(t, s, c, 3)
	head := func() int64 {
		seq, _, err := s.Head(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return seq
	}
	c.add(-48 * time.Hour)
	s.Warm()
	if n, _ := lots(t, s, refs); n != 3 || head() != 3 {
		t.Fatalf("with the clock behind, %d wait, the head is %d", n, head())
	}
	c.add(96 * time.Hour) // two days ahead
	s.Warm()
	if n, _ := lots(t, s, refs); n != 0 || head() != 6 {
		t.Fatalf("%d wait, the head is %d", n, head())
	}
	c.add(-48 * time.Hour)
	s.Warm()
	if _, err := s.Append(context.Background(), Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), "灯不亮"), By: li}); err == nil || head() != 6 {
		t.Errorf("written though the clock is behind: %v", err)
	}
	c.add(72 * time.Hour)
	refs = append(refs, matters(t, s, c, 2)...)
	if n, of := lots(t, s, refs); n != 2 || len(of) != 3 {
		t.Errorf("%d wait, %d are drawn", n, len(of))
	}
}

// What the program decides nobody can do by hand, and nothing of it is seen before it
// is saved: with the disk full the draw is not made, and then made whole.
func TestNobodyElseDraws(t *testing.T) {
	c := newClock()
	s := newStore(t, c)
	refs := matters(t, s, c, 2)
	if _, err := s.Append(context.Background(), Writing{Ref: refs[0], Verb: visit.CastLot, Deed: &visit.Lot{Drawn: false}, By: qian}); err == nil {
		t.Error("a manager draws")
	}
	c.add(24 * time.Hour)
	if err := s.transact(context.Background(), func(x *tx) error {
		if err := x.nightly(); err != nil {
			return err
		}
		return fmt.Errorf("cut off")
	}); err == nil {
		t.Fatal("nothing was cut off")
	}
	if n, of := lots(t, s, refs); n != 2 || len(of) != 0 {
		t.Fatalf("after it was cut off %d wait, %d are drawn", n, len(of))
	}
	s.Warm()
	if n, of := lots(t, s, refs); n != 0 || len(of) != 2 {
		t.Errorf("%d wait, %d are drawn", n, len(of))
	}
}

// An act that was begun before the draw is refused after it: what is acted on is
// what was shown.
func TestAnActBegunBeforeTheDraw(t *testing.T) {
	c := newClock()
	s := newStore(t, c)
	a := write(t, s, Writing{Ref: forms.Ref{Book: visit.PlanKey}, Verb: forms.Open, By: zhao, Deed: &visit.PlanLine{Kind: forms.OfRepair, Room: "3-2-501", What: "漏水", Finished: c.Now(), Refers: "2026-0001"}})
	c.add(24 * time.Hour)
	_, err := s.Append(context.Background(), Writing{Ref: a.Ref, Verb: visit.Add, Deed: &visit.Adding{Reason: "住户要求"}, By: zhao, Seen: a.Seq})
	if !errors.Is(err, ErrMoved) {
		t.Errorf("%v", err)
	}
}

// Killed while it draws, all of a night is there or nothing, and the next start makes
// it whole.
func TestKilledWhileItDraws(t *testing.T) {
	c := newClock()
	path := filepath.Join(t.TempDir(), LedgerName)
	s := openAt(t, path, options(c))
	refs := matters(t, s, c, 30)
	c.add(24 * time.Hour)
	for _, at := range []int{1, 5, 29} { // rows that are written when the power goes
		n := 0
		func() {
			defer func() { _ = recover() }()
			_ = s.transact(context.Background(), func(x *tx) error {
				x.s.books[visit.PlanKey].Nightly.Fates = func(c forms.Context, v string, w []forms.Entry) []forms.Fate {
					return visit.PlanBook().Nightly.Fates(c, v, w)[:at]
				}
				if err := x.nightly(); err != nil {
					return err
				}
				n = at
				panic("the power goes")
			})
		}()
		if waiting, of := lots(t, s, refs); n != at || waiting != 30 || len(of) != 0 {
			t.Fatalf("cut off after %d rows: %d wait, %d are drawn", n, waiting, len(of))
		}
	}
	shut(t, s)
	s = openAt(t, path, options(c))
	s.Warm()
	if waiting, of := lots(t, s, refs); waiting != 0 || len(of) != 30 || of[0].Take < 9 {
		t.Errorf("%d wait, %d are drawn", waiting, len(of))
	}
}

// The plan of a year that was drawn is let go of like any other.
func TestDrawsAreLetGoOf(t *testing.T) {
	var c *clock
	var s *Store
	for { // until a matter is not drawn: then nothing is left open
		c = newClock()
		s = newStore(t, c)
		refs := matters(t, s, c, 1)
		c.add(24 * time.Hour)
		s.Warm()
		if _, of := lots(t, s, refs); !of[0].Drawn {
			break
		}
	}
	c.set("2029-01-02")
	for _, by := range []forms.Person{li, zhao} {
		write(t, s, Writing{Ref: forms.Ref{Book: visit.PlanKey}, Verb: forms.Shelve, By: by, Deed: &forms.Shelving{From: "2026-01-01", To: "2026-12-31", Sum: "1"}})
	}
	before, _, err := s.Head(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Dispose(context.Background(), qian, visit.PlanKey, 2026, "保管期满"); err != nil {
		t.Fatal(err)
	}
	c.add(24 * time.Hour)
	s.Warm() // and on the next mornings nothing is drawn of it
	if after, _, _ := s.Head(context.Background()); after != before+1 {
		t.Errorf("%d rows after the disposal", after-before)
	}
	more := matters(t, s, c, 2)
	c.add(24 * time.Hour)
	s.Warm()
	if n, of := lots(t, s, more); n != 0 || len(of) != 2 || of[0].Before != 0 {
		t.Errorf("%d wait, %+v", n, of)
	}
	report, err := Verify(context.Background(), s.Path(), nil)
	if err != nil || !report.Sound {
		t.Error(report, err)
	}
}

// A program that only looks draws nothing.
func TestWhoOnlyLooksDrawsNothing(t *testing.T) {
	c := newClock()
	path := filepath.Join(t.TempDir(), LedgerName)
	s := openAt(t, path, options(c))
	matters(t, s, c, 2)
	shut(t, s)
	c.add(24 * time.Hour)
	was, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, Options{Books: options(c).Books, Clock: c.Now, ReadOnly: true})
	s.Warm()
	if now, err := os.ReadFile(path); err != nil || string(now) != string(was) {
		t.Errorf("the file was written: %v", err)
	}
}

// A clock that stands years ahead is asked about before anything is written, and so
// before the night's draw, too.
func TestNoDrawByAClockNobodyHasSaidIsRight(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	s.opts.AskAhead = true
	refs := matters(t, s, c, 2)
	c.add(10 * 365 * 24 * time.Hour)
	s.Warm()
	if err := s.Nightly(ctx); err != nil {
		t.Fatal(err)
	}
	if waiting, _ := lots(t, s, refs); waiting != 2 {
		t.Errorf("%d of 2 still wait: drawn at a time that nobody has said is right", waiting)
	}
	s.ClockIsRight()
	if err := s.Nightly(ctx); err != nil {
		t.Fatal(err)
	}
	if waiting, _ := lots(t, s, refs); waiting != 0 {
		t.Errorf("%d wait though the clock is right", waiting)
	}
}
