package store

import (
	"context"
	"errors"
	"testing"

	"frontdesk/forms"
)

// What is acted on is what was shown: an act that was begun before somebody else
// did something to the entry is refused, nothing is written, and it may be taken
// on the state that stands now.
func TestAnActBegunOnAnOlderStateIsRefused(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	a := open(t, s, li, line(c.Now(), "楼道灯不亮"))
	seen := func() int64 {
		_, acts, err := s.Record(ctx, a.Ref)
		if err != nil {
			t.Fatal(err)
		}
		return acts[len(acts)-1].Seq
	}
	before := seen()
	if before != a.Seq {
		t.Fatalf("the last row is %d, want %d", before, a.Seq)
	}
	void := func(by forms.Person, seen int64) error {
		_, err := s.Append(ctx, Writing{Ref: a.Ref, Verb: forms.Void, By: by, Seen: seen, Deed: &forms.Voiding{Reason: "重复登记"}})
		return err
	}
	if err := void(li, before+1); !errors.Is(err, ErrMoved) {
		t.Fatalf("an act on a state that never was: %v", err)
	}
	if got := seen(); got != before {
		t.Fatalf("something was written: row %d", got)
	}
	if err := void(li, before); err != nil {
		t.Fatal(err)
	}
	if err := void(wang, before); !errors.Is(err, ErrMoved) {
		t.Errorf("an act on what was shown before: %v", err)
	}
}

// A page that has grown since a supervisor looked at it is not signed unseen.
func TestAPageThatHasGrownIsSeenFirst(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	first := open(t, s, li, line(c.Now(), "漏水"))
	sign := func(seen int64) error {
		w := aReview(1, zhao)
		w.Seen = seen
		_, err := s.Append(ctx, w)
		return err
	}
	second := open(t, s, li, line(c.Now(), "主管没有看到的一行"))
	if err := sign(first.Seq); !errors.Is(err, ErrMoved) {
		t.Errorf("signed unseen: %v", err)
	}
	if err := sign(second.Seq); err != nil {
		t.Errorf("what was seen is not signed: %v", err)
	}
	if err := sign(0); err != nil {
		t.Errorf("whoever does not look is refused: %v", err)
	}
}
