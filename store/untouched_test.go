package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"frontdesk/forms"
)

// What is refused was not written into: another program's database stays as it is to
// the last byte.
func TestARefusedFileIsNotTouched(t *testing.T) {
	path := filepath.Join(t.TempDir(), "微信.db")
	if out, err := exec.Command("sqlite3", path, `CREATE TABLE t (x); INSERT INTO t VALUES (1)`).CombinedOutput(); err != nil {
		t.Fatalf("%s", out)
	}
	later, db := copyOf(t, aShortLedger(t))
	if _, err := db.Exec(`PRAGMA user_version = 99`); err != nil {
		t.Fatal(err)
	}
	shut(t, db)
	for path, words := range map[string]string{path: "别的程序的数据库", later: "更新版本的程序"} {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		o := options(newClock())
		o.Create = false
		_, err = Open(path, o)
		refused(t, err, words)
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s was written into: %v", path, err)
		}
	}
}

// Somebody copied a backup into the place of a ledger that was left open, by hand: its
// log is not this file's. Neither is lost, and the office gets its book back.
func TestALogThatIsAnotherFilesIsNotPlayedIn(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	write := func(n int) {
		t.Helper()
		for range n {
			open(t, s, li, line(c.Now(), "漏水"))
		}
	}
	write(300)
	backup, err := s.Backup(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(20)
	if err := s.pen.exec("PRAGMA wal_checkpoint(FULL)"); err != nil {
		t.Fatal(err)
	}
	write(3) // from here on the log begins anew
	path := crashed(t, s)
	if err := copyPlain(backup, path); err != nil {
		t.Fatal(err)
	}
	var before [2][]byte
	for i, end := range []string{"", "-wal"} {
		if before[i], err = os.ReadFile(path + end); err != nil {
			t.Fatal(err)
		}
	}
	o := options(c)
	o.Create = false
	_, err = Open(path, o)
	refused(t, err, "已经损坏")
	for i, end := range []string{"", "-wal"} {
		if b, err := os.ReadFile(path + end); err != nil || !bytes.Equal(b, before[i]) {
			t.Errorf("the ledger%s has changed: %v", end, err)
		}
	}
	if _, err := Restore(ctx, backup, path, c.Now(), nil); err != nil {
		t.Fatal(err)
	}
	isSound(t, path, 300)
	shut(t, openAt(t, path, o))
}

// A later program's guards are not known here: nothing is said of its ledger, neither
// that it is sound nor that somebody has altered it, and no copy is called checked.
func TestALaterProgramsLedgerIsNotJudged(t *testing.T) {
	ctx := context.Background()
	for _, change := range []string{`PRAGMA user_version = 99`, `DROP TRIGGER ledger_stays; PRAGMA user_version = 99`} {
		path, db := copyOf(t, aShortLedger(t))
		if _, err := db.Exec(change); err != nil {
			t.Fatal(err)
		}
		shut(t, db)
		r, err := Verify(ctx, path, nil)
		if refused(t, err, "更新版本的程序"); r.Sound || r.Wrong != "" {
			t.Errorf("it says %s", r)
		}
		_, err = Backup(ctx, path, t.TempDir(), newClock().Now(), ByHand)
		refused(t, err, "更新版本的程序")
	}
}

// Whatever tables somebody has taken out of a file, or said of its version, a sentence
// says what is the matter, and what is restored opens.
func TestAlteredTablesAreSaid(t *testing.T) {
	ctx, c := context.Background(), newClock()
	o := options(c)
	o.Create = false
	for _, change := range []string{
		`DROP TABLE words`, `PRAGMA foreign_keys = 0; DROP TRIGGER ledger_stays; DROP TABLE ledger`, `ALTER TABLE ledger RENAME COLUMN at TO moment`,
		`DROP TABLE derived`, `DROP TABLE board`, `DROP TABLE drafts`, `DROP TABLE residents`,
		`PRAGMA user_version = 0`, `PRAGMA user_version = 1`, `PRAGMA user_version = 4`, `PRAGMA user_version = -1`,
	} {
		path, db := copyOf(t, aShortLedger(t))
		if _, err := db.Exec(change); err != nil {
			t.Fatal(err)
		}
		shut(t, db)
		place := aShortLedger(t)
		_, restored := Restore(ctx, path, place, c.Now(), nil)
		loss, compared := Compare(ctx, aShortLedger(t), path)
		_, verified := Verify(ctx, path, nil)
		_, copied := Backup(ctx, path, t.TempDir(), c.Now(), ByHand)
		s, opened := Open(path, o)
		if opened == nil {
			shut(t, s)
		}
		for what, err := range map[string]error{"restored": restored, "examined": Examine(ctx, path).Err, "compared": compared, "why": loss.Why, "verified": verified, "copied": copied, "opened": opened} {
			var r forms.Refusal
			if err != nil && !errors.As(err, &r) {
				t.Errorf("%s: %s: %v", change, what, err)
			}
		}
		if restored == nil {
			t.Errorf("%s: it was restored", change)
		}
		isSound(t, place, 7)
		shut(t, openAt(t, place, o))
	}
}
