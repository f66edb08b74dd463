package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// copierEnv names the folder in which this test program, started by itself, copies
// 台账.db into out until it is killed.
const copierEnv = "FRONTDESK_TEST_COPIER"

func copyOn(dir string) error {
	for {
		fmt.Println("copying")
		if _, err := Backup(context.Background(), filepath.Join(dir, LedgerName), filepath.Join(dir, "out"), time.Now(), ByHand); err != nil {
			return err
		}
	}
}

// halves are the names in a folder that are no whole copy's.
func halves(t *testing.T, dir string) (out []string) {
	t.Helper()
	for _, name := range list(t, dir) {
		if !strings.HasSuffix(name, ".db") || isEmpty(filepath.Join(dir, name)) {
			out = append(out, name)
		}
	}
	return out
}

// Killed at any moment, a backup leaves nothing that the next does not clear away.
func TestAKilledBackupIsClearedAway(t *testing.T) {
	rounds := 40
	if testing.Short() {
		rounds = 15
	}
	dir := t.TempDir()
	if err := copyPlain(aShortLedger(t), filepath.Join(dir, LedgerName)); err != nil {
		t.Fatal(err)
	}
	out, left := filepath.Join(dir, "out"), 0
	for round := range rounds {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), copierEnv+"="+dir)
		pipe, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		if said := bufio.NewScanner(pipe); !said.Scan() || said.Text() != "copying" {
			t.Fatalf("it says %q", said.Text())
		}
		time.Sleep(time.Duration(1+round) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // killed
		if _, err := os.Stat(out); err != nil {
			continue
		}
		left += len(halves(t, out))
		clearCopies(out)
		if h := halves(t, out); len(h) > 0 {
			t.Fatalf("round %d left %q", round, h)
		}
	}
	if left == 0 {
		t.Error("none was cut off half-way: this test holds nothing")
	}
	for _, name := range list(t, out) {
		if r, err := Verify(context.Background(), filepath.Join(out, name), nil); err != nil || !r.Sound {
			t.Errorf("%s: %s %v", name, r, err)
		}
	}
}

// What is being copied now stays, and so does every file that is none of ours; the
// start of the program clears as the next backup does.
func TestWhatIsBeingCopiedStays(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, _, _ := anOffice(t, c)
	dir := t.TempDir()
	to := filepath.Join(dir, "台账备份-20261123-0800.db")
	put := func(name, text string, age time.Duration) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Now().Add(-age), time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	strangers := []string{"下载.part", "台账.db.part", "台账备份-20261123-0800.db.part", "台账备份-20261123-0800.db.abcdefgh.part.txt", "空.db", "我的台账备份.db", "台账-恢复前-20261123-080000.db"}
	for _, name := range strangers {
		put(name, "", 48*time.Hour)
	}
	running := beginCopy(to)
	defer running.end()
	put(filepath.Base(running.part), "half", 48*time.Hour) // the clock was set forward
	put(filepath.Base(to), "", 0)
	mine := []string{filepath.Base(running.part), filepath.Base(running.part) + partLock, filepath.Base(to)}
	put("台账备份-20261122-0800每日.db.aaaaaaaa.part", "half", 48*time.Hour) // of a program before there were locks
	put("台账备份-20261122-0800每日.db.aaaaaaaa.part-journal", "half", 48*time.Hour)
	put("台账备份-20261122-0800每日.db.bbbbbbbb.part", "half", time.Minute)
	put("台账备份-20261122-0800每日.db.cccccccc.part", "half", time.Minute) // killed a moment ago
	put("台账备份-20261122-0800每日.db.cccccccc.part.lock", "", time.Minute)
	check := func(want ...string) {
		t.Helper()
		got := slices.DeleteFunc(list(t, dir), func(name string) bool { return strings.Contains(name, "20261123-0900每日") })
		slices.Sort(got)
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Errorf("left are %q, want %q", got, want)
		}
	}
	for range 2 {
		if _, err := s.BackupDaily(ctx, dir); err != nil {
			t.Fatal(err)
		}
		check(slices.Concat(strangers, mine, []string{"台账备份-20261122-0800每日.db.bbbbbbbb.part"})...)
	}
	if err := os.Remove(running.part); err != nil { // it was given up, and the next start is a day later
		t.Fatal(err)
	}
	running.end()
	if err := os.Remove(filepath.Join(dir, "台账备份-20261122-0800每日.db.bbbbbbbb.part")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.BackupDaily(ctx, dir); err != nil {
		t.Fatal(err)
	}
	check(strangers...)
}

// A stick that is pulled when the copy was checked already is said in a sentence, and
// nothing stands under the copy's name.
func TestAStickThatIsPulledBeforeTheCopyHasItsName(t *testing.T) {
	dir := t.TempDir()
	for what, to := range map[string]string{"the half": filepath.Join(dir, "台账备份-20261123-0900.db"), "the folder": filepath.Join(dir, "weg", "台账备份-20261123-0900.db")} {
		_, err := publishFree(filepath.Join(dir, "weg", "half.part"), func() string { return to })
		refused(t, err, "请检查磁盘或U盘")
		if exists(to) {
			t.Errorf("%s is gone, and an empty copy stands there", what)
		}
	}
}
