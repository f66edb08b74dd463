package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
)

// A ledger was moved away after a crash and its log stayed: its rows are not played
// into a new office, and the log is not lost to the old one.
func TestFoundingMeetsTheLogOfALedgerThatWasMovedAway(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, _ := anOffice(t, c)
	for range 20 {
		open(t, s, people["李敏"], line(c.Now(), "旧台账的一行"))
	}
	log, err := os.ReadFile(s.Path() + "-wal")
	if err != nil || len(log) == 0 {
		t.Fatal(err)
	}
	for _, end := range []string{"-wal", "-journal"} {
		f := Folder(t.TempDir())
		lay := func() {
			t.Helper()
			if err := os.WriteFile(f.Ledger()+end, log, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		lay()
		_, _, err := Found(ctx, f, founding(false), options(c))
		refused(t, err, "不要删除")
		_, err = Open(f.Ledger(), options(c))
		refused(t, err, "不要删除")
		if got, err := os.ReadFile(f.Ledger() + end); err != nil || len(got) != len(log) || f.Has() {
			t.Errorf("%s: of the log %d bytes are left: %v", end, len(got), err)
		}
		if err := os.Remove(f.Ledger() + end); err != nil {
			t.Fatal(err)
		}
		b := begun(t, f, c) // it comes back while the code is written down
		lay()
		_, err = b.Finish()
		refused(t, err, "不要删除")
		if err := os.Remove(f.Ledger() + end); err != nil {
			t.Fatal(err)
		}
		n, err := b.Finish()
		if err != nil {
			t.Fatal(err)
		}
		shut(t, n)
		isSound(t, f.Ledger(), 5)
	}
}

// A journal beside a half-made ledger that nobody goes on with goes with it.
func TestFoundingClearsAllOfAHalfMadeLedger(t *testing.T) {
	f, c := Folder(t.TempDir()), newClock()
	for _, end := range []string{"", "-wal", "-journal", "-shm"} {
		if err := os.WriteFile(f.Ledger()+halfMade+end, []byte("rubbish of long ago"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := begun(t, f, c).Finish()
	if err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	isSound(t, f.Ledger(), 5)
}

const foundIn = "FRONTDESK_FOUND_IN"

// TestFoundsInAChild founds in a process of its own, for the test below.
func TestFoundsInAChild(t *testing.T) {
	dir := os.Getenv(foundIn)
	if dir == "" {
		return // nothing is asked of it by itself
	}
	said := func(err error) {
		var r forms.Refusal
		var p forms.Problems
		if err != nil && !errors.As(err, &r) && !errors.As(err, &p) {
			t.Fatal(err)
		}
		if err != nil {
			fmt.Println("refused")
			os.Exit(0)
		}
	}
	b, err := Begin(context.Background(), Folder(dir), founding(false), Options{Books: books.All(), Clock: time.Now})
	said(err)
	s, err := b.Finish()
	said(err)
	fmt.Println("founded")
	time.Sleep(100 * time.Millisecond)
	shut(t, s)
	os.Exit(0)
}

// Programs that found in one folder at once: one office comes of it, and the others
// are told.
func TestOneOfThoseWhoFoundAtOnceFounds(t *testing.T) {
	if testing.Short() {
		t.Skip("programs of their own take a while")
	}
	for range 8 {
		f := Folder(filepath.Join(t.TempDir(), "o"))
		var out [3][]byte
		var errs [3]error
		var w sync.WaitGroup
		for i := range out {
			w.Go(func() {
				cmd := exec.Command(os.Args[0], "-test.run", "^TestFoundsInAChild$")
				cmd.Env = append(os.Environ(), foundIn+"="+string(f))
				out[i], errs[i] = cmd.CombinedOutput()
			})
		}
		w.Wait()
		founded := 0
		for i, said := range out {
			founded += strings.Count(string(said), "founded")
			if errs[i] != nil {
				t.Errorf("%v: %s", errs[i], said)
			}
		}
		if founded != 1 {
			t.Errorf("%d offices were founded", founded)
		}
		isSound(t, f.Ledger(), 5)
	}
}

// While one holds its half-made ledger nobody can take it from under its hands, not
// even between closing it and giving it its name; a lock file is never taken away.
func TestTheLockOfAHalfMadeLedgerStays(t *testing.T) {
	f, c := Folder(t.TempDir()), newClock()
	b := begun(t, f, c)
	before, err := os.Stat(f.Ledger() + halfMade + ".lock")
	if err != nil {
		t.Fatal(err)
	}
	lock, err := b.hold(f.Ledger() + halfMade)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Begin(context.Background(), f, founding(false), options(c)); !errors.Is(err, ErrInUse) {
		t.Errorf("begun meanwhile: %v", err)
	}
	if err := lock.release(); err != nil {
		t.Fatal(err)
	}
	s, err := b.Finish()
	if err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	after, err := os.Stat(f.Ledger() + halfMade + ".lock")
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("the lock is another: %v", err)
	}
	bad := founding(false)
	bad.People = nil
	g := Folder(t.TempDir())
	if _, _, err := Found(context.Background(), g, bad, options(c)); err == nil {
		t.Fatal("founded without people")
	}
	if left := list(t, string(g)); strings.Contains(strings.Join(left, " "), halfMade+" ") || g.Begun() {
		t.Errorf("left is %q", left)
	}
}
