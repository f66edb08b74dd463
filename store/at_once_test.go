package store

import (
	"context"
	"testing"

	"frontdesk/forms"
)

func TestManyWriteAtOnce(t *testing.T) {
	c := newClock()
	s := newStore(t, c)
	errs := make(chan error)
	for range 8 {
		go func() {
			for range 25 {
				_, err := s.Append(context.Background(), Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), "漏水"), By: li})
				errs <- err
			}
		}()
	}
	for range 200 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
		if l, err := s.List(Filter{Book: "duty"}); err != nil {
			t.Error(err)
		} else if _, err := l.Rows(context.Background(), 0, 5); err != nil {
			t.Error(err)
		}
	}
	isSound(t, s.Path(), 200)
}
