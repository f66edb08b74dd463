package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// ofDays lists the daily copies in a folder.
func ofDays(t *testing.T, dir string) (out []string) {
	t.Helper()
	for _, n := range list(t, dir) {
		if strings.Contains(n, "每日") {
			out = append(out, n)
		}
	}
	return out
}

// A clock that ran a year ahead for a month and was mended costs none of the copies
// made since, and does not silence that the last one is old.
func TestAClockThatWasAheadCostsNoCopy(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, _, _ := anOffice(t, c)
	dir := t.TempDir()
	right := c.Now()
	backup, err := s.Backup(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	daily := func(days int) {
		t.Helper()
		for range days {
			if _, err := s.BackupDaily(ctx, dir); err != nil {
				t.Fatal(err)
			}
			c.add(24 * time.Hour)
		}
	}
	c.add(365 * 24 * time.Hour)
	daily(30)
	c.Set(right.Add(30 * 24 * time.Hour))
	shut(t, s)
	if _, err := Restore(ctx, backup, s.Path(), c.Now(), nil); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, s.Path(), options(c))
	daily(10)
	if left := strings.Count(strings.Join(ofDays(t, dir), " "), "-2026") + strings.Count(strings.Join(ofDays(t, dir), " "), "-202701"); left < 10 {
		t.Errorf("of the 10 copies since the clock was mended %d are left: %q", left, ofDays(t, dir))
	}
	if last, err := LastCopy(c.Now(), s.Path(), dir); err != nil || c.Now().Sub(last) > 25*time.Hour || last.After(c.Now()) {
		t.Errorf("the last copy is said to be of %v, now is %v: %v", last, c.Now(), err)
	}
}

// A clock that is set back costs none of the copies of before.
func TestAClockSetBackCostsNoCopy(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, _, _ := anOffice(t, c)
	dir := t.TempDir()
	for range 20 {
		if _, err := s.BackupDaily(ctx, dir); err != nil {
			t.Fatal(err)
		}
		c.add(24 * time.Hour)
	}
	before := ofDays(t, dir)
	c.add(-400 * 24 * time.Hour)
	for range 5 {
		if _, err := s.BackupDaily(ctx, dir); err != nil {
			t.Fatal(err)
		}
		c.add(24 * time.Hour)
	}
	if after := ofDays(t, dir); len(after) != len(before)+5 {
		t.Errorf("%d copies and 5 more are %d", len(before), len(after))
	}
}

// An empty file under today's name, as a full stick leaves it, is no copy.
func TestAnEmptyDailyCopyIsNoCopy(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, _, _ := anOffice(t, c)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "台账备份-20261123-0800每日.db"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if last, err := LastCopy(c.Now(), s.Path(), dir); err != nil || !last.IsZero() {
		t.Errorf("the last copy is said to be of %v %v", last, err)
	}
	if to, err := s.BackupDaily(ctx, dir); to == "" || err != nil {
		t.Errorf("it stands for today's copy: %v", err)
	}
}

// Two programs copy in one minute: both copies are made, and neither is the other's.
func TestTwoBackupsInOneMinuteAtOnce(t *testing.T) {
	ctx, c := context.Background(), newClock()
	path := aShortLedger(t)
	for range 5 {
		dir := t.TempDir()
		var w sync.WaitGroup
		var made [3]string
		var errs [3]error
		for i := range made {
			w.Go(func() { made[i], errs[i] = Backup(ctx, path, dir, c.Now(), ByHand) })
		}
		w.Wait()
		seen := map[string]bool{}
		for i, to := range made {
			if errs[i] != nil || seen[to] {
				t.Fatalf("%q %v", made, errs)
			}
			seen[to] = true
			if r, err := Verify(ctx, to, nil); err != nil || !r.Sound {
				t.Errorf("%s %v", r, err)
			}
		}
		if left := list(t, dir); len(left) != len(made) {
			t.Errorf("left are %q", left)
		}
	}
}

// Two offices of one name share a stick, and not its folder.
func TestTwoOfficesOfOneNameShareAStick(t *testing.T) {
	ctx, c := context.Background(), newClock()
	a, _, _ := anOffice(t, c)
	b, people, _ := anOffice(t, c)
	open(t, b, people["李敏"], line(c.Now(), "第二个管理处的一行"))
	stick := t.TempDir()
	var at [2]Second
	for i, s := range []*Store{a, b} {
		x, err := Folder(filepath.Dir(s.Path())).ChooseSecond(stick, s.Office().Name, []string{stick})
		if err != nil {
			t.Fatal(err)
		}
		at[i] = x
		if to, err := s.BackupDaily(ctx, x.Dir); to == "" || err != nil {
			t.Errorf("no daily copy of office %d: %v", i, err)
		}
		if again, err := Folder(filepath.Dir(s.Path())).ChooseSecond(x.Dir, s.Office().Name, nil); err != nil || again.Dir != x.Dir {
			t.Errorf("its own folder chosen: %+v %v", again, err)
		}
	}
	if at[0].Dir == at[1].Dir {
		t.Errorf("both copy into %s", at[0].Dir)
	}
}

// The folder of before, without a mark in its name, is still that of the office whose
// copies are in it, and of no other.
func TestTheFolderOfBeforeIsStillTheOffices(t *testing.T) {
	ctx, c := context.Background(), newClock()
	a, _, _ := anOffice(t, c)
	b, _, _ := anOffice(t, c)
	stick := t.TempDir()
	old := filepath.Join(stick, "台账备份-"+fileName(a.Office().Name))
	if _, err := a.Backup(ctx, old); err != nil {
		t.Fatal(err)
	}
	if x, err := Folder(filepath.Dir(a.Path())).ChooseSecond(stick, a.Office().Name, nil); err != nil || x.Dir != old {
		t.Errorf("%+v %v", x, err)
	}
	for _, chosen := range []string{stick, old} {
		if x, err := Folder(filepath.Dir(b.Path())).ChooseSecond(chosen, b.Office().Name, nil); err != nil || x.Dir == old || filepath.Dir(x.Dir) != stick {
			t.Errorf("the other's: %+v %v", x, err)
		}
	}
}

// A row with a number far away is not sought for years, nor are those that a disposal
// names kept in memory.
func TestVerifyingEndsWhateverTheNumbers(t *testing.T) {
	for _, words := range []string{"", `, verb = 'dispose'`} {
		path, db := copyOf(t, aShortLedger(t))
		change := `UPDATE ledger SET seq = 1152921504606846976` + words + ` WHERE seq = 7; UPDATE words SET seq = 1152921504606846976, words = '{"rows":[[1,1152921504606846000]]}' WHERE seq = 7`
		if _, err := db.Exec(withoutGuards(change)); err != nil {
			t.Fatal(err)
		}
		shut(t, db)
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		r, err := Verify(ctx, path, nil)
		cancel()
		if err != nil || r.Sound {
			t.Errorf("%s %v", r, err)
		}
	}
}
