package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
)

func TestWhatCopiesAreCalled(t *testing.T) {
	at := func(s string) time.Time {
		out, err := time.ParseInLocation("2006-01-02 15:04:05", s, forms.Beijing)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, x := range []struct {
		name, stem, kind string
		at               time.Time
	}{
		{"台账备份-20261123-0900.db", "台账", "手工", at("2026-11-23 09:00:00")},
		{"台账备份-20261123-0900-2.db", "台账", "手工", at("2026-11-23 09:00:00")},
		{"台账备份-20261123-0900每日.db", "台账", "每日", at("2026-11-23 09:00:00")},
		{"台账备份-20261123-0900迁移前.db", "台账", "迁移前", at("2026-11-23 09:00:00")},
		{"演示备份-20261123-0900销毁前-3.db", "演示", "销毁前", at("2026-11-23 09:00:00")},
		{"台账-恢复前-20261123-090001.db", "台账", "恢复前", at("2026-11-23 09:00:01")},
		{"台账-恢复前-20261123-090001-2.db", "台账", "恢复前", at("2026-11-23 09:00:01")},
		{"台账备份-20261323-0900.db", "", "", time.Time{}}, // no such month
		{"台账备份-20261123-0900.db.part", "", "", time.Time{}},
		{"台账备份-20261123-0900.db-wal", "", "", time.Time{}},
		{"台账.db", "", "", time.Time{}},
		{"台账备份-20261123-0900随便.db", "", "", time.Time{}},
	} {
		n, ok := nameOf(filepath.Join("d", x.name))
		if ok != (x.stem != "") || ok && (n.stem != x.stem || n.kind.Word() != x.kind || !n.at.Equal(x.at)) {
			t.Errorf("%s: %+v %v", x.name, n, ok)
		}
		if ok {
			again := filepath.Base(freeName(n.stem+".db", "nowhere", n.at, n.kind))
			if n.kind != SetAside && again != strings.Replace(strings.Replace(x.name, "-2.db", ".db", 1), "-3.db", ".db", 1) {
				t.Errorf("%s is written as %s", x.name, again)
			}
		}
	}
}

// A rule keeps so many days and so many months, whatever the clock did.
func TestWhichDailyCopiesStay(t *testing.T) {
	daily := func(days ...string) (out []copyName) {
		for _, d := range days {
			n, ok := nameOf("台账备份-" + d + "-0900每日.db")
			if !ok {
				t.Fatal(d)
			}
			out = append(out, n)
		}
		return out
	}
	other, _ := nameOf("台账备份-20200101-0900.db")
	before, _ := nameOf("台账备份-20200102-0900销毁前.db")
	for _, x := range []struct {
		what         string
		names        []copyName // newest first
		days, months int
		gone         string
	}{
		{"fewer than are kept", daily("20261103", "20261102"), 3, 1, ""},
		{"beyond the days, not the last of its month", daily("20261104", "20261103", "20261102", "20261101"), 2, 2, "20261102 20261101"},
		{"the last of a month stays", daily("20261102", "20261101", "20261031", "20261030", "20260915"), 2, 2, "20261030 20260915"},
		{"a month more", daily("20261102", "20261101", "20261031", "20261030", "20260915"), 2, 3, "20261030"},
		{"months without a copy are not counted", daily("20261102", "20251231", "20240101"), 1, 3, ""},
		{"two of a day: the newer", daily("20261102", "20261102", "20261101"), 2, 1, "20261102"},
		{"a clock that was ten years ahead costs nothing", daily("20361102", "20261102", "20261101"), 3, 1, ""},
		{"other kinds stay", append(daily("20261103", "20261102"), other, before), 1, 1, "20261102"},
	} {
		var gone []string
		for _, n := range outlived(x.names, x.days, x.months, time.Date(2100, 1, 1, 0, 0, 0, 0, forms.Beijing)) {
			gone = append(gone, n.day())
		}
		if got := strings.Join(gone, " "); got != x.gone {
			t.Errorf("%s: %q goes, want %q", x.what, got, x.gone)
		}
	}
}

func TestDailyBackupsByTheOfficesRule(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	set := s.Settings()
	set.Name, set.Rules = "翠湖花园", forms.DefaultRules()
	set.Shifts = founding(false).Settings.Shifts
	set.Rules.CopyDays, set.Rules.CopyMonths = 5, 2
	write(t, s, Writing{Ref: forms.Ref{Book: officeBook}, Verb: forms.SetUp, Deed: &set, By: qian})
	dir := t.TempDir()
	asked, err := s.Backup(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	for day := range 40 { // from 23 November to New Year's Day
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
	want := []string{
		"台账备份-20261123-0900.db", "台账备份-20261228-0900每日.db", "台账备份-20261229-0900每日.db",
		"台账备份-20261230-0900每日.db", "台账备份-20261231-0900每日.db", "台账备份-20270101-0900每日.db",
	}
	if got := list(t, dir); !reflect.DeepEqual(got, want) || !exists(asked) {
		t.Errorf("%v", got)
	}
	// The clock is set back by a year: the copy of that day is made and stays.
	c.add(-365 * 24 * time.Hour)
	to, err := Backup(ctx, s.path, dir, s.Now(), EachDay)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.letGo(dir, to); err != nil || !exists(to) {
		t.Errorf("%s is gone: %v", to, err)
	}
}

func TestCopiesAreListed(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, _ := anOffice(t, c)
	dir, stick := Folder(filepath.Dir(s.Path())).Backups(), filepath.Join(t.TempDir(), "U盘")
	if _, err := s.BackupDaily(ctx, dir); err != nil {
		t.Fatal(err)
	}
	c.add(time.Hour)
	a := open(t, s, people["李敏"], line(c.Now(), "漏水"))
	if _, err := s.Backup(ctx, stick); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"台账备份-20261123-0800.db": "不是备份，不是备份，不是备份", "台账备份-20261123-0700.db": "", "别的备份-20261123-1000.db": "x", "随便.db": "x"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	copies, err := Copies(ctx, s.Path(), dir, stick, filepath.Join(stick, "没有"))
	if err != nil || len(copies) != 4 {
		t.Fatalf("%+v %v", copies, err)
	}
	first, daily := copies[0], copies[1]
	if first.Kind != ByHand || first.Rows != 6 || first.Last != (Written{a.Ref, c.Now(), "李敏"}) || first.Office != "翠湖花园物业服务中心" || first.Demo || first.Err != nil || first.Size == 0 || first.At.Format("15:04") != "10:00" {
		t.Errorf("%+v", first)
	}
	if daily.Kind != EachDay || daily.Rows != 5 || daily.Last != (Written{}) || daily.Err != nil {
		t.Errorf("%+v", daily)
	}
	refused(t, copies[2].Err, "不是台账文件")
	refused(t, copies[3].Err, "是空的")
	if last, err := LastCopy(c.Now(), s.Path(), dir, stick); err != nil || last.Format("15:04") != "10:00" {
		t.Errorf("the last copy is of %s, %v", last, err)
	}
	for _, name := range append(list(t, dir), list(t, stick)...) {
		if strings.HasSuffix(name, "-wal") || strings.HasSuffix(name, "-shm") {
			t.Errorf("left by looking: %s", name)
		}
	}
}

// What would be lost: the rows after the backup's last, where both share the
// chain; else what the backup is instead.
func TestWhatARestoreWouldLose(t *testing.T) {
	ctx, c := context.Background(), newClock()
	dir := t.TempDir()
	grow := func(path string, n int) {
		t.Helper()
		o := options(c)
		s, err := Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		for range n {
			c.add(time.Minute)
			open(t, s, li, line(c.Now(), "漏水"))
		}
		shut(t, s)
	}
	copied := func(from, name string) string {
		t.Helper()
		b, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, name)
		if err := os.WriteFile(to, b, 0o644); err != nil {
			t.Fatal(err)
		}
		return to
	}
	base := filepath.Join(dir, "base.db")
	grow(base, 20)
	longer := copied(base, "longer.db")
	grow(longer, 8)
	other := copied(base, "other.db")
	grow(other, 3)
	stranger := filepath.Join(dir, "stranger.db")
	grow(stranger, 4)
	empty := filepath.Join(dir, "empty.db")
	grow(empty, 0)
	whole, err := os.ReadFile(base)
	if err != nil {
		t.Fatal(err)
	}
	damagedFile, noLedger := filepath.Join(dir, "damaged.db"), filepath.Join(dir, "no.db")
	if err := os.WriteFile(damagedFile, whole[:len(whole)/2], 0o644); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		what, backup, ledger string
		want                 Loss
		odd                  bool
	}{
		{"the same", base, copied(base, "same.db"), Loss{Kin: Earlier, Shared: 20}, false},
		{"eight lines since", base, longer, Loss{Kin: Earlier, Shared: 20, Rows: 8, Entries: 8}, false},
		{"the backup is ahead", longer, base, Loss{Kin: Later, Shared: 20, Gains: 8}, false},
		{"both went on", other, longer, Loss{Kin: Parted, Shared: 20, Rows: 8, Entries: 8, Gains: 3}, true},
		{"another office's", stranger, base, Loss{Kin: Stranger, Rows: 20, Entries: 20, Gains: 4}, true},
		{"a damaged ledger", base, damagedFile, Loss{Kin: Unreadable}, false},
		{"no ledger", base, noLedger, Loss{Kin: NoLedger, Gains: 20}, false},
		{"an empty backup", empty, base, Loss{Kin: Blank, Rows: 20, Entries: 20}, true},
	} {
		got, err := Compare(ctx, x.backup, x.ledger)
		newest, since, why := got.Newest, got.Since, got.Why
		got.Newest, got.Since, got.Why = nil, time.Time{}, nil
		if err != nil || !reflect.DeepEqual(got, x.want) || got.Odd() != x.odd {
			t.Errorf("%s: %+v %v", x.what, got, err)
		}
		if len(newest) != int(min(x.want.Entries, mostNewest)) || since.IsZero() != (x.want.Rows == 0) {
			t.Errorf("%s: newest %+v, since %s", x.what, newest, since)
		}
		if (why != nil) != (x.want.Kin == Unreadable) {
			t.Errorf("%s: unreadable because of %v", x.what, why)
		}
	}
	if _, err := Compare(ctx, damagedFile, base); err == nil {
		t.Error("a damaged backup is compared")
	} else {
		refused(t, err, "损坏")
	}
}

// Before the tables are changed by a later program, and before words are let go
// of, a copy is made, which stays.
func TestACopyIsMadeBeforeWhatCannotBeUndone(t *testing.T) {
	ctx, c := context.Background(), newClock()
	old, err := os.ReadFile(filepath.Join("testdata", "ledgers", "1.db"))
	if err != nil {
		t.Fatal(err)
	}
	f := Folder(t.TempDir())
	if err := os.WriteFile(f.Ledger(), old, 0o644); err != nil {
		t.Fatal(err)
	}
	c.set("2027-03-01")
	for range 2 { // the second start has nothing to change
		shut(t, openAt(t, f.Ledger(), options(c)))
	}
	if got := list(t, f.Backups()); len(got) != 1 || got[0] != "台账备份-20270301-0900迁移前.db" {
		t.Fatalf("%v", got)
	}
	if r, err := Verify(ctx, filepath.Join(f.Backups(), "台账备份-20270301-0900迁移前.db"), nil); err != nil || !r.Sound {
		t.Errorf("%s %v", r, err)
	}
	c = newClock()
	s := anOldYear(t, c)
	dir := Folder(filepath.Dir(s.Path())).Backups()
	if _, err := s.Dispose(ctx, qian, "duty", 2026, "保管期满"); err == nil || exists(dir) {
		t.Errorf("refused, and a copy was made: %v", err)
	}
	c.set("2029-01-02")
	if _, err := s.Dispose(ctx, qian, "duty", 2026, "保管期满"); err != nil {
		t.Fatal(err)
	}
	if got := list(t, dir); len(got) != 1 || got[0] != "台账备份-20290102-0900销毁前.db" {
		t.Errorf("%v", got)
	}
}

// Of a backup that is damaged nobody is told that the office's book is.
func TestADamagedBackupIsNotTakenForTheLedger(t *testing.T) {
	ctx := context.Background()
	path := aShortLedger(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(t.TempDir(), "台账备份-20261123-0900.db")
	if err := os.WriteFile(cut, whole[:len(whole)/2], 0o644); err != nil {
		t.Fatal(err)
	}
	_, compared := Compare(ctx, cut, path)
	_, restored := Restore(ctx, cut, path, newClock().Now(), nil)
	for _, err := range []error{Examine(ctx, cut).Err, compared, restored} {
		var r forms.Refusal
		if !errors.As(err, &r) || !strings.HasPrefix(string(r), "这份备份已经损坏") {
			t.Errorf("it says %v", err)
		}
	}
}
