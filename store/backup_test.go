package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
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
	to, err := Backup(context.Background(), path, t.TempDir(), newClock().Now(), false)
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

func TestDailyBackupsAreThirty(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	open(t, s, li, line(c.Now(), "漏水"))
	dir := t.TempDir()
	asked, err := s.Backup(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	for day := range 33 {
		to, err := s.BackupDaily(ctx, dir)
		if err != nil || to == "" {
			t.Fatalf("day %d: %q %v", day, to, err)
		}
		c.add(time.Hour)
		if to, err := s.BackupDaily(ctx, dir); err != nil || to != "" {
			t.Fatalf("day %d, again: %q %v", day, to, err)
		}
		c.add(23 * time.Hour)
	}
	names := list(t, dir)
	if len(names) != 31 || !exists(asked) || exists(filepath.Join(dir, "台账备份-20261125-0900每日.db")) || !exists(filepath.Join(dir, "台账备份-20261126-0900每日.db")) {
		t.Errorf("%d copies: %v", len(names), names)
	}
}

func TestABrokenLedgerGivesNoBackup(t *testing.T) {
	to, db := copyOf(t, aShortLedger(t))
	if _, err := db.Exec(withoutGuards(`UPDATE words SET words = '{}' WHERE seq = 3`)); err != nil {
		t.Fatal(err)
	}
	shut(t, db)
	dir := t.TempDir()
	_, err := Backup(context.Background(), to, dir, newClock().Now(), false)
	refused(t, err, "第 3 行")
	if names := list(t, dir); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}

func TestABackupGivenUp(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dir := t.TempDir()
	if _, err := Backup(ctx, aShortLedger(t), dir, newClock().Now(), false); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if names := list(t, dir); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}

func TestRestoringKeepsWhatWasThere(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	path := s.Path()
	open(t, s, li, line(c.Now(), "漏水"))
	backup, err := s.Backup(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	open(t, s, li, line(c.Now(), "又漏水"))
	_, err = Restore(ctx, backup, path, c.Now())
	refused(t, err, "已经在另一个窗口里打开")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := Restore(ctx, backup, path, c.Now())
	if err != nil || filepath.Base(before) != "台账-恢复前-20261123-090000.db" {
		t.Fatalf("%s %v", before, err)
	}
	isSound(t, before, 2)
	isSound(t, path, 1)
	isSound(t, backup, 1)
	s = openAt(t, path, options(c))
	if a := open(t, s, li, line(c.Now(), "接着写")); a.Ref.No != 2 {
		t.Errorf("the next number is %s", a.Ref)
	}
}

func TestRestoringWhatIsNoBackup(t *testing.T) {
	ctx, c := context.Background(), newClock()
	path := aShortLedger(t)
	bad := filepath.Join(t.TempDir(), "bad.db")
	if err := os.WriteFile(bad, []byte("不是备份，不是备份，不是备份"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Restore(ctx, bad, path, c.Now())
	refused(t, err, "不是台账文件")
	_, err = Restore(ctx, path, path, c.Now())
	refused(t, err, "请选择一个备份文件")
	broken, db := copyOf(t, path)
	if _, err := db.Exec(withoutGuards(`UPDATE ledger SET at = 0 WHERE seq = 2`)); err != nil {
		t.Fatal(err)
	}
	shut(t, db)
	_, err = Restore(ctx, broken, path, c.Now())
	refused(t, err, "第 2 行")
	isSound(t, path, 7)
}

// A crashed office's last rows stand in the write-ahead log: they are kept
// with the file that a backup takes the place of.
func TestRestoringAfterACrashKeepsTheLastRows(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	open(t, s, li, line(c.Now(), "漏水"))
	backup, err := s.Backup(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	open(t, s, li, line(c.Now(), "又漏水"))
	crashed := filepath.Join(t.TempDir(), LedgerName)
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(s.Path() + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(crashed+end, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before, err := Restore(ctx, backup, crashed, c.Now())
	if err != nil {
		t.Fatal(err)
	}
	isSound(t, before, 2)
	isSound(t, crashed, 1)
}
