package store

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// cutOffAt leaves the folder of a ledger as a restore that was cut off, before or after
// the old ledger was set aside.
func cutOffAt(t *testing.T, backup, path string, aside bool) {
	t.Helper()
	x := swap{Part: filepath.Base(path) + ".part", Before: stem(path) + "-恢复前-20261122-090000.db"}
	if _, err := copyLedger(context.Background(), backup, path+".part", nil); err != nil {
		t.Fatal(err)
	}
	if err := x.begin(path); err != nil {
		t.Fatal(err)
	}
	if aside {
		if err := move(path, filepath.Join(filepath.Dir(path), x.Before)); err != nil {
			t.Fatal(err)
		}
	}
}

// unsound is a ledger whose second row was changed.
func unsound(t *testing.T) string {
	t.Helper()
	bad, db := copyOf(t, aShortLedger(t))
	if _, err := db.Exec(withoutGuards(`UPDATE ledger SET at = 0 WHERE seq = 2`)); err != nil {
		t.Fatal(err)
	}
	shut(t, db)
	return bad
}

// A restore was cut off, and the next, of a backup that does not verify, is begun
// before the window opens: the checked copy of the first is not lost with the second.
func TestASecondRestoreAfterOneThatWasCutOff(t *testing.T) {
	ctx, c := context.Background(), newClock()
	for _, aside := range []bool{false, true} {
		path, good := aShortLedger(t), aShortLedger(t)
		cutOffAt(t, good, path, aside)
		if loss, err := Compare(ctx, good, path); err != nil || loss.Kin != Earlier || loss.Shared != 7 || loss.Rows != 0 {
			t.Errorf("it is compared with something else than what comes through: %+v %v", loss, err)
		}
		_, err := Restore(ctx, unsound(t), path, c.Now(), nil)
		refused(t, err, "没有通过核对")
		isSound(t, path, 7)
		isSound(t, filepath.Join(filepath.Dir(path), "台账-恢复前-20261122-090000.db"), 7)
		if loss, err := Compare(ctx, good, path); err != nil || loss.Kin != Earlier || loss.Rows != 0 {
			t.Errorf("the first is not gone through with: %+v %v", loss, err)
		}
		o := options(c)
		o.Create = false
		shut(t, openAt(t, path, o))
	}
}

// Whoever only looks at a ledger is not shown one that is about to be replaced.
func TestALedgerHalfRestoredIsNotLookedAt(t *testing.T) {
	path, good := aShortLedger(t), aShortLedger(t)
	cutOffAt(t, good, path, true)
	o := options(newClock())
	o.Create, o.ReadOnly = false, true
	_, err := Open(path, o)
	refused(t, err, "上一次恢复没有做完")
	if err := GoThrough(path); err != nil {
		t.Fatal(err)
	}
	if err := GoThrough(path); err != nil {
		t.Errorf("nothing to go through with: %v", err)
	}
	shut(t, openAt(t, path, o))
	isSound(t, path, 7)
}

// What cannot be read of a restore that was cut off is kept, and a backup can be put
// back all the same.
func TestRestoringWhereTheWordOfTheLastCannotBeRead(t *testing.T) {
	path, good := aShortLedger(t), aShortLedger(t)
	cutOffAt(t, good, path, true)
	if err := os.WriteFile(path+restoreSuffix, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if loss, err := Compare(context.Background(), good, path); err != nil || loss.Kin != Unreadable || loss.Why == nil {
		t.Errorf("%+v %v", loss, err)
	}
	if _, err := Restore(context.Background(), good, path, newClock().Now(), nil); err != nil {
		t.Fatal(err)
	}
	isSound(t, path, 7)
	if left := strings.Join(list(t, filepath.Dir(path)), " "); !strings.Contains(left, "恢复未完-20261123-090000.db.part") || !strings.Contains(left, "恢复未完-20261123-090000.db.restore") {
		t.Errorf("left is %s", left)
	}
}

// A folder or a pipe named instead of the ledger stays what it is, and is not waited
// for.
func TestWhatIsNoFileIsNoLedger(t *testing.T) {
	ctx, c := context.Background(), newClock()
	backup := aShortLedger(t)
	office := filepath.Join(t.TempDir(), "翠湖花园")
	if err := Folder(office).Lay(); err != nil {
		t.Fatal(err)
	}
	odd := map[string]string{office: "是一个文件夹", filepath.Join(t.TempDir(), "dangling"): "也不是普通的文件"}
	for path, words := range odd {
		if words != "是一个文件夹" {
			if err := os.Symlink("nowhere", path); err != nil {
				t.Fatal(err)
			}
		}
		_, err := Compare(ctx, backup, path)
		refused(t, err, words)
		_, err = Restore(ctx, backup, path, c.Now(), nil)
		refused(t, err, words)
	}
	if !isFolder(Folder(office).Backups()) {
		t.Error("the folder was moved")
	}
	pipe := filepath.Join(t.TempDir(), "pipe")
	if out, err := exec.Command("mkfifo", pipe).CombinedOutput(); err != nil {
		t.Skipf("no pipes here: %s", out)
	}
	for path, words := range map[string]string{office: "是一个文件夹", pipe: "也不是普通的文件"} {
		_, err := Verify(ctx, path, nil)
		refused(t, err, words)
		refused(t, Examine(ctx, path).Err, words)
		_, err = Open(path, options(c))
		refused(t, err, words)
	}
}

// A file that is no ledger is replaced only by whoever thinks twice, and is kept then.
func TestAForeignFileAsksTwice(t *testing.T) {
	ctx := context.Background()
	backup := aShortLedger(t)
	book := filepath.Join(t.TempDir(), "住户名单.xlsx")
	if err := os.WriteFile(book, []byte("PK\x03\x04 a workbook of the user's"), 0o644); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "other.db")
	if out, err := exec.Command("sqlite3", other, "CREATE TABLE t (x)").CombinedOutput(); err != nil {
		t.Fatalf("%s", out)
	}
	for _, path := range []string{book, other} {
		if loss, err := Compare(ctx, backup, path); err != nil || !loss.Odd() || !strings.Contains(loss.Summary(), "不是台账") {
			t.Errorf("%s: %q %v", path, loss.Summary(), err)
		}
	}
	empty := filepath.Join(t.TempDir(), LedgerName)
	if err := os.WriteFile(empty, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if loss, err := Compare(ctx, backup, empty); err != nil || loss.Kin != Unreadable {
		t.Errorf("what may have been a ledger: %+v %v", loss, err)
	}
}

// A ledger without a row is an earlier state of every ledger, and nobody can sign in
// it: that asks twice, too, also where there is no ledger yet.
func TestABackupWithoutARowAsksTwice(t *testing.T) {
	e := newStore(t, newClock())
	shut(t, e)
	for _, path := range []string{aShortLedger(t), filepath.Join(t.TempDir(), LedgerName)} {
		if loss, err := Compare(context.Background(), e.Path(), path); err != nil || !loss.Odd() || !strings.Contains(loss.Summary(), "没有人可以登录") {
			t.Errorf("%q %v", loss.Summary(), err)
		}
	}
}

// The backup that was chosen is what a restore that was cut off has left, and would
// clear away: it stays.
func TestTheLeftoverOfARestoreIsNoBackup(t *testing.T) {
	ctx, c := context.Background(), newClock()
	path, good := aShortLedger(t), aShortLedger(t)
	whole, err := os.ReadFile(good)
	if err = errors.Join(err, os.WriteFile(path+".part", whole, 0o644)); err != nil {
		t.Fatal(err)
	}
	_, err = Restore(ctx, path+".part", path, c.Now(), nil)
	refused(t, err, "复制到别处")
	_, err = Compare(ctx, path+".part", path)
	refused(t, err, "复制到别处")
	isSound(t, path+".part", 7)
}

// Where the name under which the old ledger is kept would be too long, that is said.
func TestALedgerWhoseNameIsTooLongToBeKeptBeside(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("长", 76)+".db")
	if _, err := Restore(context.Background(), aShortLedger(t), path, newClock().Now(), nil); err == nil {
		t.Skip("names may be longer here")
	} else {
		refused(t, err, "太长")
	}
	if left := list(t, filepath.Dir(path)); strings.Contains(strings.Join(left, " "), ".part") {
		t.Errorf("left is %q", left)
	}
}

// Whoever tidied up has taken away the checked copy of a restore that was cut off after
// the old ledger was set aside: the office has that again, and is not founded anew.
func TestTheOldLedgerComesBackWhereTheCopyIsGone(t *testing.T) {
	ctx, c := context.Background(), newClock()
	path, good := aShortLedger(t), aShortLedger(t)
	cutOffAt(t, good, path, true)
	if err := os.Remove(path + ".part"); err != nil {
		t.Fatal(err)
	}
	if l, err := Compare(ctx, good, path); err != nil || l.Kin != Stranger || l.Rows != 7 {
		t.Errorf("compared: %+v %v", l, err)
	}
	o := options(c)
	o.Create = false
	shut(t, openAt(t, path, o))
	isSound(t, path, 7)
	if cutOff(path) {
		t.Error("the word of it still stands")
	}
}

// What cannot be written, renamed or removed is said in a sentence, and what a restore
// that was killed or refused has begun to say goes with it.
func TestARestoreThatFailsSaysWhy(t *testing.T) {
	ctx, c := context.Background(), newClock()
	for _, in := range []string{restoreSuffix, unsaidSuffix, "-shm"} { // a folder takes no file, and is not removed
		path := aShortLedger(t)
		if err := os.MkdirAll(filepath.Join(path+in, "x"), 0o755); err != nil {
			t.Fatal(err)
		}
		_, err := Restore(ctx, aShortLedger(t), path, c.Now(), nil)
		if in == restoreSuffix { // what cannot be read of the last one is out of the way
			if err != nil {
				t.Errorf("%s: %v", in, err)
			}
			continue
		}
		refused(t, err, map[string]string{unsaidSuffix: "台账.db.restore.new”删不掉", "-shm": "没有恢复"}[in])
		if err := os.RemoveAll(path + in); err != nil {
			t.Fatal(err)
		}
		isSound(t, path, 7)
		if cutOff(path) {
			t.Errorf("%s: left are %q", in, list(t, filepath.Dir(path)))
		}
	}
	path := aShortLedger(t)
	if err := os.WriteFile(path+unsaidSuffix, []byte(`{"part":`), 0o644); err != nil {
		t.Fatal(err)
	}
	o := options(c)
	o.Create = false
	shut(t, openAt(t, path, o))
	if exists(path + unsaidSuffix) {
		t.Error("the half of it stays")
	}
}
