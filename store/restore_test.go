package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestRestoringKeepsWhatWasThere(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	path := s.Path()
	a := open(t, s, li, line(c.Now(), "漏水"))
	backup, err := s.Backup(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	open(t, s, li, line(c.Now(), "又漏水"))
	_, err = Restore(ctx, backup, path, c.Now(), nil)
	refused(t, err, "已经在另一个窗口里打开")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	told := int64(0)
	done, err := Restore(ctx, backup, path, c.Now(), func(n, of int64) { told = max(told, n) })
	if err != nil || filepath.Base(done.Before) != "台账-恢复前-20261123-090000.db" {
		t.Fatalf("%+v %v", done, err)
	}
	if !done.Report.Sound || done.Report.Rows != 1 || done.Last.Ref != a.Ref || told != 1 {
		t.Errorf("%+v, told %d", done, told)
	}
	isSound(t, done.Before, 2)
	isSound(t, path, 1)
	isSound(t, backup, 1)
	s = openAt(t, path, options(c))
	if a := open(t, s, li, line(c.Now(), "接着写")); a.Ref.No != 2 {
		t.Errorf("the next number is %s", a.Ref)
	}
	shut(t, s)
	// Twice within a second: neither of the former ones is written over, and both
	// are listed, to be gone back to.
	again, err := Restore(ctx, done.Before, path, c.Now(), nil)
	if err != nil || filepath.Base(again.Before) != "台账-恢复前-20261123-090000-2.db" {
		t.Fatalf("%+v %v", again, err)
	}
	isSound(t, path, 2)
	copies, err := Copies(ctx, path)
	if err != nil || len(copies) != 2 || copies[0].Kind != SetAside || copies[0].Rows != 2 {
		t.Errorf("%+v %v", copies, err)
	}
}

func TestRestoringWhatIsNoBackup(t *testing.T) {
	ctx, c := context.Background(), newClock()
	path := aShortLedger(t)
	write := func(name string, b []byte) string {
		t.Helper()
		to := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(to, b, 0o644); err != nil {
			t.Fatal(err)
		}
		return to
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	broken, db := copyOf(t, path)
	if _, err := db.Exec(withoutGuards(`UPDATE ledger SET at = 0 WHERE seq = 2`)); err != nil {
		t.Fatal(err)
	}
	shut(t, db)
	newer, db := copyOf(t, path)
	if _, err := db.Exec(`PRAGMA user_version = 99`); err != nil {
		t.Fatal(err)
	}
	shut(t, db)
	for _, x := range []struct{ what, backup, words string }{
		{"text", write("bad.db", []byte("不是备份，不是备份，不是备份")), "不是台账文件"},
		{"empty", write("empty.db", nil), "是空的"},
		{"missing", filepath.Join(t.TempDir(), "no.db"), "找不到"},
		{"itself", path, "请选择一个备份文件"},
		{"a row changed", broken, "没有通过核对"},
		{"cut off", write("cut.db", whole[:len(whole)/2]), "损坏"},
		{"a later program's", newer, "更新版本的程序"},
	} {
		_, err := Restore(ctx, x.backup, path, c.Now(), nil)
		if err == nil {
			t.Errorf("%s was restored", x.what)
			continue
		}
		refused(t, err, x.words)
	}
	given, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := Restore(given, write("good.db", whole), path, c.Now(), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	isSound(t, path, 7)
	for _, name := range list(t, filepath.Dir(path)) {
		if strings.Contains(name, "part") || strings.Contains(name, "restore") || strings.Contains(name, "恢复前") {
			t.Errorf("left behind: %s", name)
		}
	}
}

// crashed is the ledger of an office whose program was killed: its last rows
// stand in the log beside it.
func crashed(t *testing.T, s *Store) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), LedgerName)
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(s.Path() + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to+end, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return to
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
	path := crashed(t, s)
	loss, err := Compare(ctx, backup, path)
	if err != nil || loss.Kin != Earlier || loss.Rows != 1 {
		t.Errorf("%+v %v", loss, err)
	}
	done, err := Restore(ctx, backup, path, c.Now(), nil)
	if err != nil {
		t.Fatal(err)
	}
	isSound(t, done.Before, 2)
	isSound(t, path, 1)
}

// A restored ledger never meets a log or journal of the one before it, also
// where that ledger itself is gone.
func TestRestoringMeetsNoOldLog(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	open(t, s, li, line(c.Now(), "漏水"))
	backup, err := s.Backup(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		open(t, s, li, line(c.Now(), "又漏水"))
	}
	for _, what := range []string{"removed", "emptied", "there"} {
		path := crashed(t, s)
		if err := os.WriteFile(path+"-journal", []byte("一份旧的回滚日志"), 0o644); err != nil {
			t.Fatal(err)
		}
		switch what {
		case "removed":
			err = os.Remove(path)
		case "emptied":
			err = os.Truncate(path, 0)
		}
		if err != nil {
			t.Fatal(err)
		}
		done, err := Restore(ctx, backup, path, c.Now(), nil)
		if err != nil || done.Before == "" || !exists(done.Before+"-wal") || !exists(done.Before+"-journal") {
			t.Fatalf("%s: %+v %v", what, done, err)
		}
		for _, end := range []string{"-wal", "-shm", "-journal"} {
			if exists(path + end) {
				t.Errorf("%s: %s is there still", what, end)
			}
		}
		isSound(t, path, 1)
		o := openAt(t, path, options(c))
		if a := open(t, o, li, line(c.Now(), "接着写")); a.Ref.No != 2 {
			t.Errorf("%s: the next number is %s", what, a.Ref)
		}
	}
}

// A restore that was cut off at any moment is gone through with at the next
// start, or has changed nothing.
func TestARestoreCutOff(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	open(t, s, li, line(c.Now(), "漏水"))
	backup, err := s.Backup(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		open(t, s, li, line(c.Now(), "又漏水"))
	}
	const before = "台账-恢复前-20261123-090000.db"
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range []struct {
		what string
		cut  func(path string)
		rows int64 // of the ledger after the next start
	}{
		{"while the copy was made", func(path string) {
			must(os.Remove(path + restoreSuffix))
			must(os.Truncate(path+".part", 5000))
		}, 3},
		{"before anything was set aside", func(string) {}, 1},
		{"after the log was set aside", func(path string) {
			must(os.Rename(path+"-wal", filepath.Join(filepath.Dir(path), before+"-wal")))
		}, 1},
		{"after the ledger was set aside", func(path string) {
			must(move(path, filepath.Join(filepath.Dir(path), before)))
		}, 1},
		{"after the copy came into its place", func(path string) {
			must(move(path, filepath.Join(filepath.Dir(path), before)))
			must(os.Rename(path+".part", path))
		}, 1},
	} {
		t.Run(x.what, func(t *testing.T) {
			path := crashed(t, s)
			_, err := copyLedger(ctx, backup, path+".part", nil)
			must(err)
			must(swap{Part: LedgerName + ".part", Before: before}.begin(path))
			x.cut(path)
			if !Folder(filepath.Dir(path)).Has() {
				t.Error("the office is not found")
			}
			o := options(c)
			o.Create = false
			shut(t, openAt(t, path, o))
			isSound(t, path, x.rows)
			if x.rows == 1 {
				isSound(t, filepath.Join(filepath.Dir(path), before), 3)
			}
			for _, name := range list(t, filepath.Dir(path)) {
				if strings.HasSuffix(name, ".part") || strings.HasSuffix(name, restoreSuffix) || strings.HasSuffix(name, ".new") {
					t.Errorf("left behind: %s", name)
				}
			}
		})
	}
}

func TestTheWordOfARestoreIsNotBelievedBlindly(t *testing.T) {
	for _, text := range []string{"", "{", `{"part":"../x","before":"y"}`, `{"part":"台账.db.part","before":"../y"}`, `{"part":"台账.db.part","before":""}`} {
		path := aShortLedger(t)
		if err := os.WriteFile(path+restoreSuffix, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Open(path, options(newClock()))
		refused(t, err, "上一次恢复没有做完")
		isSound(t, path, 7)
	}
}

// Where the old ledger cannot be set aside, it stays where it was.
func TestARestoreThatCannotBeDoneChangesNothing(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	open(t, s, li, line(c.Now(), "漏水"))
	backup, err := s.Backup(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	path := crashed(t, s)
	// A folder of that name stands in the way of the ledger, after its log went.
	in := filepath.Join(filepath.Dir(path), "台账-恢复前-20261123-090000.db")
	w := swap{Part: LedgerName + ".part", Before: filepath.Base(in)}
	if _, err := copyLedger(ctx, backup, path+".part", nil); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(in, "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := w.begin(path); err != nil {
		t.Fatal(err)
	}
	refused(t, w.finish(path), "不能移开")
	if err := os.RemoveAll(in); err != nil {
		t.Fatal(err)
	}
	if err := w.undo(path); err != nil {
		t.Fatal(err)
	}
	if got := list(t, filepath.Dir(path)); !reflect.DeepEqual(got, []string{LedgerName, LedgerName + "-wal"}) {
		t.Errorf("%v", got)
	}
	isSound(t, path, 1)
}

// Moving to another PC: a backup is put into a folder where nothing is yet.
func TestMovingToAnotherPC(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, _ := anOffice(t, c)
	for _, text := range []string{"漏水", "又漏水"} {
		open(t, s, people["李敏"], line(c.Now(), text))
	}
	backup, err := s.Backup(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	there := Folder(filepath.Join(t.TempDir(), "新电脑", "物业前台台账"))
	done, err := Restore(ctx, backup, there.Ledger(), c.Now(), nil)
	if err != nil || done.Before != "" {
		t.Fatalf("%+v %v", done, err)
	}
	c.add(time.Hour)
	moved := openAt(t, there.Ledger(), options(c))
	same(t, derived(t, s), derived(t, moved))
	if _, err := moved.SignIn(ctx, people["李敏"].ID, "1111"); err != nil {
		t.Error(err)
	}
	if a := open(t, moved, people["李敏"], line(c.Now(), "接着写")); a.Ref.String() != "2026-0003" {
		t.Errorf("the next number is %s", a.Ref)
	}
	for _, dir := range []string{there.Exports(), there.Archives(), there.Backups()} {
		if !exists(dir) {
			t.Errorf("%s is not there", dir)
		}
	}
}

// A file that is damaged in whatever way is refused with a sentence: nothing
// that looks at it ends the program.
func TestDamageNeverCrashes(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, _ := anOffice(t, c)
	open(t, s, people["李敏"], line(c.Now(), "漏水"))
	good, err := s.Backup(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	shut(t, s)
	whole, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), LedgerName)
	look := func(what string, b []byte) error {
		t.Helper()
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		for _, end := range []string{"-wal", "-shm"} {
			_ = os.Remove(path + end) // of the time before
		}
		_, _ = Verify(ctx, path, nil)
		_ = Examine(ctx, path)
		if _, err := Compare(ctx, good, path); err != nil {
			t.Errorf("%s: the good backup is blamed: %v", what, err)
		}
		_, _ = Compare(ctx, path, good)
		o, err := Open(path, options(c))
		if err == nil {
			shut(t, o)
		}
		return err
	}
	step := 331
	if testing.Short() {
		step = 3001
	}
	for i := 0; i < len(whole); i += step {
		b := append([]byte(nil), whole...)
		b[i] ^= 0xff
		_ = look("flipped", b)
	}
	for _, i := range []int{16, 18, 20, 28, 44, 52, 56, 60, 68} {
		for _, x := range []byte{0, 1, 0x80, 0xff} {
			b := append([]byte(nil), whole...)
			b[i] = x
			_ = look("the head", b)
		}
	}
	b := append([]byte(nil), whole...)
	b[60] = 0x80 // a version below nothing
	refused(t, look("version", b), "损坏")
	if err := os.WriteFile(path, whole, 0o644); err != nil {
		t.Fatal(err)
	}
	db, err := openHandle(path, writing)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("DROP TRIGGER words_stay; DELETE FROM words WHERE seq IN (SELECT seq FROM ledger WHERE book = 'staff')"); err != nil {
		t.Fatal(err)
	}
	shut(t, db)
	b, err = os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	refused(t, look("people without words", b), "损坏")
}

// restorerEnv names a folder with a ledger that this test program, started by
// itself, restores again and again until it is killed.
const restorerEnv = "FRONTDESK_TEST_RESTORER"

func restoreOn(dir string) error {
	path := filepath.Join(dir, LedgerName)
	for i := 0; ; i++ {
		backup := filepath.Join(dir, "a.db")
		if i%2 == 1 {
			backup = filepath.Join(dir, "b.db")
		}
		if err := goThrough(path); err != nil {
			return err
		}
		done, err := Restore(context.Background(), backup, path, time.Now(), nil)
		if err != nil {
			return err
		}
		fmt.Println("restored", done.Report.Rows)
		for _, end := range besides() {
			_ = os.Remove(done.Before + end) // hundreds of them would fill the disk
		}
	}
}

// Killed at any moment of a restore, one of the two ledgers stands whole in the
// place at the next start.
func TestKilledInTheMiddleOfRestoring(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 15
	}
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	dir := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a.db", "b.db"} {
		for range 5 {
			open(t, s, li, line(c.Now(), "漏水"))
		}
		copied, err := s.Backup(ctx, t.TempDir())
		must(err)
		b, err := os.ReadFile(copied)
		must(err)
		must(os.WriteFile(filepath.Join(dir, name), b, 0o644))
	}
	path := filepath.Join(dir, LedgerName)
	b, err := os.ReadFile(filepath.Join(dir, "a.db"))
	must(err)
	must(os.WriteFile(path, b, 0o644))
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	half := 0
	for round := range rounds {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), restorerEnv+"="+dir)
		out, err := cmd.StdoutPipe()
		must(err)
		must(cmd.Start())
		said := bufio.NewScanner(out)
		for said.Scan() && strings.HasPrefix(said.Text(), "restored") {
			time.Sleep(time.Duration(r.IntN(25_000)) * time.Microsecond)
			if err := cmd.Process.Kill(); err != nil {
				break
			}
		}
		_ = cmd.Wait() // killed
		if halfRestored(path) || exists(path+".part") {
			half++
		}
		o := options(c)
		o.Create = false
		shut(t, openAt(t, path, o))
		report, err := Verify(ctx, path, nil)
		if err != nil || !report.Sound || report.Rows != 5 && report.Rows != 10 {
			t.Fatalf("round %d: %s %v", round, report, err)
		}
	}
	t.Logf("%d of %d were cut off half-way", half, rounds)
	if half == 0 {
		t.Error("none was cut off half-way: this test holds nothing")
	}
}

// A disk that is full or cannot be written to is named as what it is, and
// nothing has changed.
func TestRestoringOntoADiskThatTakesNothing(t *testing.T) {
	ctx, c := context.Background(), newClock()
	backup := aShortLedger(t)
	path := aShortLedger(t)
	// A folder in the copy's place takes no file, like a disk that is full.
	if err := os.MkdirAll(filepath.Join(path+".part", "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := Restore(ctx, backup, path, c.Now(), nil)
	if err == nil {
		t.Fatal("it was restored")
	}
	isSound(t, path, 7)
	if halfRestored(path) {
		t.Error("the next start would go through with it")
	}
	refused(t, ofBackup(notCopied(errors.New("database or disk is full (13)"))), "没有恢复：台账所在的磁盘已满")
}
