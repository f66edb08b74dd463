package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A ledger that is reached by a link is the ledger itself: the last rows in its log are
// read, nobody opens it a second time, and a restore takes its place and not the link's.
func TestALinkIsTheLedgerItself(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	open(t, s, li, line(c.Now(), "漏水"))
	early, err := s.Backup(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	open(t, s, li, line(c.Now(), "又漏水"))
	file := crashed(t, s)
	link := filepath.Join(t.TempDir(), LedgerName)
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	isSound(t, link, 2)
	if x := Examine(ctx, link); x.Err != nil || x.Rows != 2 {
		t.Errorf("examined: %+v", x)
	}
	if l, err := Compare(ctx, early, link); err != nil || l.Kin != Earlier || l.Rows != 1 {
		t.Errorf("compared: %+v %v", l, err)
	}
	copied, err := Backup(ctx, link, t.TempDir(), c.Now(), ByHand)
	if err != nil {
		t.Fatal(err)
	}
	isSound(t, copied, 2)
	o := options(c)
	o.Create = false
	for _, way := range [][2]string{{link, file}, {file, link}} {
		first := openAt(t, way[0], o)
		if _, err := Open(way[1], o); !errors.Is(err, ErrInUse) {
			t.Errorf("opened a second time: %v", err)
		}
		_, err := Restore(ctx, early, way[1], c.Now(), nil)
		refused(t, err, "已经在另一个窗口里打开")
		shut(t, first)
	}
	if _, err := Restore(ctx, early, link, c.Now(), nil); err != nil {
		t.Fatal(err)
	}
	isSound(t, file, 1)
	if to, err := os.Readlink(link); err != nil || to != file {
		t.Errorf("the link leads to %q: %v", to, err)
	}
	if l, err := Copies(ctx, link); err != nil || len(l) != 1 || l[0].Rows != 2 {
		t.Errorf("set aside are %+v %v", l, err)
	}
}

// A folder that is named twice has its copies once, also those of one minute.
func TestCopiesOfOneMinuteAreListedOnce(t *testing.T) {
	ctx, c := context.Background(), newClock()
	path := aShortLedger(t)
	dir := filepath.Dir(path)
	for range 3 {
		if _, err := Backup(ctx, path, dir, c.Now(), ByHand); err != nil {
			t.Fatal(err)
		}
	}
	if l, err := Copies(ctx, path, dir, dir); err != nil || len(l) != 3 {
		t.Errorf("%d copies are listed: %v", len(l), err)
	}
}
