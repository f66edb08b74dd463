package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func list(t testing.TB, dir string) (names []string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		names = append(names, f.Name())
	}
	return names
}

func TestABackupIsTheLedgerAsItIs(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	open(t, s, li, line(c.Now(), "漏水"))
	dir := filepath.Join(t.TempDir(), "U盘 1")
	first, err := s.Backup(ctx, dir)
	if err != nil || filepath.Base(first) != "台账备份-20261123-0900.db" {
		t.Fatalf("%s %v", first, err)
	}
	open(t, s, li, line(c.Now(), "又漏水"))
	second, err := s.Backup(ctx, dir)
	if err != nil || filepath.Base(second) != "台账备份-20261123-0900-2.db" {
		t.Fatalf("%s %v", second, err)
	}
	isSound(t, first, 1)
	isSound(t, second, 2)
	if names := list(t, dir); len(names) != 2 {
		t.Errorf("left beside the copies: %v", names)
	}
	copied := openAt(t, second, options(c))
	hits, err := copied.Search(ctx, Query{Text: "又漏", Viewer: li, Limit: 5})
	if err != nil || len(hits) != 1 {
		t.Errorf("searching the copy: %v %v", hits, err)
	}
	same(t, derived(t, s), derived(t, copied))
}

func TestABackupOfAClosedOffice(t *testing.T) {
	path := aShortLedger(t)
	to, err := Backup(context.Background(), path, t.TempDir(), newClock().Now(), ByHand)
	if err != nil {
		t.Fatal(err)
	}
	isSound(t, to, 7)
	for _, name := range list(t, filepath.Dir(path)) {
		if strings.HasSuffix(name, "-wal") || strings.HasSuffix(name, "-shm") {
			t.Errorf("left beside the ledger: %s", name)
		}
	}
}

func TestABrokenLedgerGivesNoBackup(t *testing.T) {
	to, db := copyOf(t, aShortLedger(t))
	if _, err := db.Exec(withoutGuards(`UPDATE words SET words = '{}' WHERE seq = 3`)); err != nil {
		t.Fatal(err)
	}
	shut(t, db)
	dir := t.TempDir()
	_, err := Backup(context.Background(), to, dir, newClock().Now(), ByHand)
	refused(t, err, "第 3 行")
	if names := list(t, dir); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}

func TestABackupGivenUp(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dir := t.TempDir()
	if _, err := Backup(ctx, aShortLedger(t), dir, newClock().Now(), ByHand); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if names := list(t, dir); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}
