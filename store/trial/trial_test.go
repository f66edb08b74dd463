package trial

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/duty"
	"frontdesk/forms/handover"
	"frontdesk/forms/roster"
	"frontdesk/store"
)

func at(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, forms.Beijing)
	if err != nil {
		panic(err)
	}
	return t
}

func toldOf(now time.Time) store.Options {
	return store.Options{Books: books.All(), Clock: func() time.Time { return now }}
}

// tried is a trial office that was begun at a moment.
func tried(t *testing.T, now time.Time) *store.Store {
	t.Helper()
	begun := time.Now()
	st, err := Begin(context.Background(), store.Folder(t.TempDir()), toldOf(now), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	seq, _, err := st.Head(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("begun at %s: %d rows in %.1f s (aim 5)", now.Format("2006-01-02 15:04"), seq, time.Since(begun).Seconds())
	return st
}

// Whenever somebody tries the program, the office has lived up to that moment: a
// Monday morning, the afternoon after a long holiday while a shift ends, a night
// at the turn of the year.
func TestTheOfficeHasLivedUntilNow(t *testing.T) {
	moments := []string{"2026-11-23 10:20", "2026-10-08 15:52", "2027-01-03 02:30"}
	if more := os.Getenv("MOMENTS"); more != "" {
		moments = strings.Split(more, ",")
	}
	for _, moment := range moments {
		t.Run(moment, func(t *testing.T) {
			now := at(moment)
			st := tried(t, now)
			ctx := context.Background()
			r, err := store.Verify(ctx, st.Path(), nil)
			if err != nil || !r.Sound {
				t.Fatalf("%v: %v", r, err)
			}
			books := booksOf(t, st)
			todayOf(t, st, now, books)
			noFuture(t, st, now)
			for _, p := range st.Staff() {
				if _, err := st.SignIn(ctx, p.ID, PIN); err != nil {
					t.Errorf("%s: %v", p.Name, err)
				}
			}
			rs := store.OpenResidents(st)
			if err := rs.Wait(ctx); err != nil || len(rs.All()) < 200 {
				t.Errorf("%d residents, %v", len(rs.All()), err)
			}
		})
	}
}

// booksOf wants entries in every book, from the first month on.
func booksOf(t *testing.T, st *store.Store) map[string][]forms.Entry {
	t.Helper()
	out := map[string][]forms.Entry{}
	x := st.Sight(context.Background(), forms.Person{Role: forms.Manager})
	for _, b := range books.All() {
		out[b.Key] = x.Lately(b.Key, 5000)
		states := map[string]int{}
		for _, e := range out[b.Key] {
			states[e.Brief().State]++
		}
		t.Logf("%s: %d %v", b.Name, len(out[b.Key]), states)
		if len(out[b.Key]) == 0 {
			t.Errorf("%s is empty", b.Name)
		}
	}
	kinds := map[string]int{}
	for _, e := range out["duty"] {
		kinds[e.Brief().Kind]++
	}
	t.Logf("kinds %v", kinds)
	for _, k := range duty.Book().Kinds {
		if kinds[k] == 0 {
			t.Errorf("there is no %s", k)
		}
	}
	if n := len(out["duty"]); n < 600 {
		t.Errorf("%d matters in half a year", n)
	}
	return out
}

// todayOf wants something to do: one urgent matter, some that are late, a
// handover that may be signed at once, a few that wait.
func todayOf(t *testing.T, st *store.Store, now time.Time, entries map[string][]forms.Entry) {
	t.Helper()
	by := st.Staff()[0]
	c := forms.Context{Now: now, By: by, Office: st.Office(), Staff: st.Staff(), Sight: st.Sight(context.Background(), by)}
	a := books.Today(c)
	for _, x := range a.Todos {
		t.Logf("%v %v %s %s %s %s %s %s", x.Late(now), x.Urgent, x.Due.Format("01-02 15:04"), x.Words, x.Book, x.Ref, x.Room, x.About)
	}
	urgent := 0
	for _, e := range entries["duty"] {
		if b := e.Brief(); b.Open && b.Urgent {
			urgent++
		}
	}
	if late := a.Late(now); urgent < 1 || urgent > 3 || late < 2 || late > 15 || len(a.Todos) < 8 || len(a.Todos) > 60 {
		t.Errorf("%d to do, %d late, %d urgent", len(a.Todos), late, urgent)
	}
	if words := handover.Reminder(c); words == "" || strings.Contains(words, "补记") {
		t.Errorf("the handover: %q", words)
	}
	if words := roster.Due(c); words != "" {
		t.Error(words)
	}
	var open []string
	for _, e := range entries["duty"] {
		if b := e.Brief(); b.Open && !slices.Contains(open, b.State) {
			open = append(open, b.State)
		}
	}
	for _, state := range []string{duty.Waiting, duty.Working, duty.ToCall} {
		if !slices.Contains(open, state) {
			t.Errorf("nothing is %s", state)
		}
	}
}

// noFuture wants every row written by now, in the order of time.
func noFuture(t *testing.T, st *store.Store, now time.Time) {
	t.Helper()
	x := st.Sight(context.Background(), forms.Person{Role: forms.Manager})
	first := now
	for _, b := range books.All() {
		for _, a := range x.Acts(b.Key, 0) {
			if a.At.After(now) {
				t.Errorf("%s %s was written at %s", b.Name, a.Ref, a.At)
			}
			if a.At.Before(first) {
				first = a.At
			}
		}
		for _, e := range x.Lately(b.Key, 5000) {
			if at := e.Brief().Happened; at.After(now) {
				t.Errorf("%s %s happened at %s", b.Name, e.Number(), at)
			}
		}
	}
	if x.Err() != nil || now.Sub(first) < 175*24*time.Hour {
		t.Errorf("the office goes back to %s, %v", first, x.Err())
	}
}

// The same moment gives the same office, but for what its codes draw.
func TestTheSameMomentGivesTheSameOffice(t *testing.T) {
	now := at("2026-05-20 09:00")
	texts := func() (out []string) {
		for _, e := range tried(t, now).Sight(context.Background(), forms.Person{Role: forms.Manager}).Lately("duty", 300) {
			d := e.(*duty.Record)
			if d.Refers == "" {
				out = append(out, d.Happened.String()+d.Room+d.Name+d.Text)
			}
		}
		return out
	}
	if a, b := texts(), texts(); len(a) < 200 || !slices.Equal(a[100:], b[100:]) {
		t.Errorf("%d and %d matters are not the same", len(a), len(b))
	}
}

// A trial that is begun again replaces the one before, and nothing else.
func TestBegunAgain(t *testing.T) {
	dir, ctx := store.Folder(t.TempDir()), context.Background()
	now := at("2026-11-23 10:20")
	with := Office()
	with.Settings.Demo = false
	real, _, err := store.Found(ctx, dir, with, toldOf(now))
	if err != nil {
		t.Fatal(err)
	}
	if err := real.Close(); err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile(dir.Ledger())
	if err != nil {
		t.Fatal(err)
	}
	old, _, err := store.Found(ctx, dir, Office(), toldOf(now)) // a trial of a former version: an empty book
	if err != nil {
		t.Fatal(err)
	}
	if !Tried(dir) {
		t.Error("it was not tried")
	}

	if _, err := Begin(ctx, dir, toldOf(now), nil); !errors.Is(err, store.ErrInUse) {
		t.Errorf("while somebody has the old one open: %v", err)
	}
	if seq, _, err := old.Head(ctx); err != nil || seq == 0 {
		t.Errorf("the old one was touched: %d, %v", seq, err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(dir.Demo())
	if err != nil {
		t.Fatal(err)
	}
	broken, cancel := context.WithCancel(ctx)
	_, err = Begin(broken, dir, toldOf(now), func(int, int) { cancel() })
	if still, readErr := os.ReadFile(dir.Demo()); !errors.Is(err, context.Canceled) || readErr != nil || !bytes.Equal(before, still) {
		t.Errorf("broken off: %v, %v", err, readErr)
	}
	passed := 0
	st, err := Begin(ctx, dir, toldOf(now), func(done, total int) {
		if done < passed || done > total {
			t.Errorf("%d of %d after %d", done, total, passed)
		}
		passed = done
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	if n := len(st.Sight(ctx, forms.Person{}).Lately("duty", 100)); n < 100 || passed == 0 || !st.Office().Demo || st.Path() != dir.Demo() {
		t.Errorf("%d matters in %s, progress %d", n, st.Path(), passed)
	}
	after, err := os.ReadFile(dir.Ledger())
	if err != nil || !bytes.Equal(kept, after) {
		t.Errorf("the real ledger was touched: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(string(dir), halfName+"*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

// What is left of the making, and cannot be thrown away while some other program looks
// at it, is in nobody's way.
func TestLeftoversAreInNobodysWay(t *testing.T) {
	dir, half, now := store.Folder(t.TempDir()), store.Folder(t.TempDir()), at("2026-11-23 10:20")
	made, _, err := store.Found(context.Background(), half, Office(), toldOf(now))
	if err != nil {
		t.Fatal(err)
	}
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	m := &Made{dir: dir, half: half + "/."} // a folder by that name is never removed
	if m.Discard() == nil {
		t.Fatal("it was thrown away: this test would hold nothing")
	}
	st, err := m.Replace(toldOf(now))
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Error(err)
	}
}

// Where nothing can be written a sentence says so.
func TestNoPlaceForATrial(t *testing.T) {
	file := filepath.Join(t.TempDir(), "台账")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Begin(context.Background(), store.Folder(file), toldOf(at("2026-11-23 10:20")), nil)
	var r forms.Refusal
	if !errors.As(err, &r) || !strings.Contains(string(r), "文件夹") {
		t.Errorf("%v", err)
	}
}
