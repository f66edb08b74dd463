package store

import (
	"context"
	"io"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/duty"
	"frontdesk/store/told"
)

// clock is a clock that a test sets.
type clock struct{ *told.Clock }

func newClock() *clock {
	return &clock{told.At(time.Date(2026, 11, 23, 9, 0, 0, 0, forms.Beijing))}
}

func (c *clock) add(d time.Duration) { c.Forward(d) }

// People of the test office, as they sign before anybody has joined it.
var (
	li   = forms.Person{ID: "t1", Name: "李敏", Role: forms.Clerk}
	wang = forms.Person{ID: "t2", Name: "王芳", Role: forms.Clerk}
	zhao = forms.Person{ID: "t3", Name: "赵刚", Role: forms.Supervisor}
	qian = forms.Person{ID: "t4", Name: "钱伟", Role: forms.Manager}
)

func options(c *clock) Options {
	return Options{Books: books.All(), Clock: c.Now, Create: true}
}

// newStore opens an empty ledger with nobody in it: everybody may sign.
func newStore(t testing.TB, c *clock) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), LedgerName), options(c))
}

func openAt(t testing.TB, path string, o Options) *Store {
	t.Helper()
	s, err := Open(path, o)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// shut closes what a test opened.
func shut(t testing.TB, c io.Closer) {
	t.Helper()
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

// line is a repair as a clerk writes it down.
func line(now time.Time, text string) *duty.Line {
	return &duty.Line{
		Happened: now, Way: duty.ByPhone, Room: "3-2-501", Name: "单晓曾", Phone: "13812345678",
		As: forms.Owner, Kind: forms.Repair, Text: text, ReadBack: true,
	}
}

// write appends and fails the test when it is refused.
func write(t testing.TB, s *Store, w Writing) forms.Act {
	t.Helper()
	a, err := s.Append(context.Background(), w)
	if err != nil {
		t.Fatalf("append %s: %v", w.Verb, err)
	}
	return a
}

func open(t testing.TB, s *Store, by forms.Person, d *duty.Line) forms.Act {
	t.Helper()
	return write(t, s, Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: d, By: by})
}

func TestALineIsWrittenAndFoundAgain(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	a := open(t, s, li, line(c.Now(), "厨房水龙头漏水，地面已经积水。"))
	if a.Ref.String() != "2026-0001" || a.Page != 1 || a.Line != 1 {
		t.Fatalf("the first line is %s, page %d line %d", a.Ref, a.Page, a.Line)
	}
	c.add(time.Minute)
	write(t, s, Writing{Ref: a.Ref, Verb: duty.Dispatch, By: li, Deed: &duty.Dispatching{
		Department: "工程部", Handler: "周师傅", Promised: c.Now().Add(2 * time.Hour),
	}})
	r, acts, err := s.Record(ctx, a.Ref)
	if err != nil || len(acts) != 2 {
		t.Fatalf("record: %d acts, %v", len(acts), err)
	}
	if d := r.(*duty.Record); d.State != duty.Working || d.Handler != "周师傅" {
		t.Errorf("the record is %s with %s", d.State, d.Handler)
	}
	l, err := s.List(Filter{Book: "duty", Viewer: li})
	if err != nil || l.Count() != 1 {
		t.Fatalf("list: %v", err)
	}
	rows, err := l.Rows(ctx, 0, 10)
	if err != nil || len(rows) != 1 || rows[0].Ref != a.Ref || rows[0].State != duty.Working || rows[0].Room != "3-2-501" {
		t.Errorf("rows: %+v, %v", rows, err)
	}
}
