package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// unwritable is a crashed ledger where SQLite can make nothing beside it, as on a
// write-protected stick.
func unwritable(t *testing.T, s *Store) string {
	t.Helper()
	path := crashed(t, s)
	if err := os.Symlink(filepath.Join(t.TempDir(), "none", "none"), path+"-shm"); err != nil {
		t.Fatal(err)
	}
	if db, err := openHandle(path, reading); err == nil {
		shut(t, db)
		t.Fatal("SQLite reads it there, so that nothing is tried here")
	}
	return path
}

// A program was killed, and its folder is looked at where nothing can be written: the
// rows in the log are read all the same, by everybody who reads.
func TestTheLogIsReadWhereNothingCanBeWrittenBesideIt(t *testing.T) {
	ctx, c := context.Background(), newClock()
	private := t.TempDir()
	t.Setenv("TMPDIR", private)
	s, people, _ := anOffice(t, c)
	for range 20 {
		open(t, s, people["李敏"], line(c.Now(), "漏水"))
	}
	path := unwritable(t, s)
	if r, err := Verify(ctx, path, nil); err != nil || !r.Sound || r.Rows != 25 {
		t.Errorf("verified: %s %v", r, err)
	}
	if x := Examine(ctx, path); x.Err != nil || x.Rows != 25 {
		t.Errorf("examined: %+v", x)
	}
	o := options(c)
	o.Create, o.ReadOnly = false, true
	x, err := Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	if left := list(t, private); len(left) == 0 {
		t.Error("no copy is read")
	} else if st, err := os.Stat(filepath.Join(private, left[0])); err != nil || st.Mode().Perm() != 0o700 {
		t.Errorf("others may look into the copy: %v %v", st.Mode(), err)
	}
	if got, err := x.PagesOf(ctx, "duty", "2026-01-01", "2026-12-31"); len(got) == 0 || err != nil {
		t.Errorf("of the 20 lines no page is found: %v", err)
	}
	shut(t, x)
	to, err := Backup(ctx, path, t.TempDir(), c.Now(), ByHand)
	if err != nil {
		t.Fatal(err)
	}
	isSound(t, to, 25)
	if l, err := Compare(ctx, path, to); err != nil || l.Kin != Earlier || l.Shared != 25 {
		t.Errorf("compared: %+v %v", l, err)
	}
	place := filepath.Join(t.TempDir(), LedgerName)
	if _, err := Restore(ctx, path, place, c.Now(), nil); err != nil {
		t.Fatal(err)
	}
	isSound(t, place, 25)
	if left := list(t, private); len(left) > 0 {
		t.Errorf("left are %q", left)
	}
}

// Where no copy can be made either it is said, and nothing is passed over.
func TestALogThatCannotBeReadIsSaid(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, _ := anOffice(t, c)
	open(t, s, people["李敏"], line(c.Now(), "漏水"))
	path := unwritable(t, s)
	none := filepath.Join(t.TempDir(), "none")
	t.Setenv("TMPDIR", none)
	const words = "还在它旁边的日志里"
	r, err := Verify(ctx, path, nil)
	if r.Sound || !strings.Contains(r.String(), words) && (err == nil || !strings.Contains(err.Error(), words)) {
		t.Errorf("verified: %s %v", r, err)
	}
	o := options(c)
	o.Create, o.ReadOnly = false, true
	_, err = Open(path, o)
	refused(t, err, words)
	_, err = Backup(ctx, path, t.TempDir(), c.Now(), ByHand)
	refused(t, err, words)
	_, err = Restore(ctx, path, filepath.Join(t.TempDir(), LedgerName), c.Now(), nil)
	refused(t, err, words)
	refused(t, Examine(ctx, path).Err, words)
}

// A program that was killed while it read such a copy has left the whole ledger in a
// folder for passing things: the next start removes it, and not what is being read.
func TestACopyThatWasReadIsNotLeftLyingAbout(t *testing.T) {
	private := t.TempDir()
	t.Setenv("TMPDIR", private)
	s := newStore(t, newClock())
	open(t, s, li, line(s.Now(), "漏水"))
	path := unwritable(t, s)
	_, forget, err := legible(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"台账-1/台账.db", "台账-1/" + readLock, "台账-2/别人的.db", "别的/" + readLock} {
		to := filepath.Join(private, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o700), os.WriteFile(to, []byte("half"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	shut(t, newStore(t, newClock())) // the next start
	left := list(t, private)
	if len(left) != 3 || slices.Contains(left, "台账-1") || !slices.Contains(left, "台账-2") {
		t.Errorf("left are %q", left)
	}
	if err := forget(); err != nil {
		t.Fatal(err)
	}
	if left := list(t, private); len(left) != 2 {
		t.Errorf("left are %q", left)
	}
}
