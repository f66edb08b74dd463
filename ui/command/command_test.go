package command

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/duty"
	"frontdesk/store"
	"frontdesk/store/trial"

	"github.com/xuri/excelize/v2"
)

// command runs a command; no test has a window.
func command(name string, args []string) int { return Run(append([]string{name}, args...), nil) }

// anOffice founds an office with one line of 23 November and leaves it open,
// as it is while the desk works.
func anOffice(t *testing.T) *store.Store {
	t.Helper()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, forms.Beijing)
	st, _, err := store.Found(context.Background(), store.Folder(t.TempDir()), trial.Office(), store.Options{Books: books.All(), Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	_, err = st.Append(context.Background(), store.Writing{
		Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, By: st.People()[0].Person,
		Deed: &duty.Line{Happened: now, Way: duty.ByPhone, Kind: forms.Repair, Text: "厨房水管漏水"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func TestCommandsWhileTheDeskWorks(t *testing.T) {
	st := anOffice(t)
	out := filepath.Join(t.TempDir(), "out.xlsx")
	for _, c := range []struct {
		name string
		args []string
		want int
	}{
		{"verify", []string{st.Path()}, 0},
		{"export", []string{"-file", st.Path(), "-book", "duty", "-from", "2026-11-01", "-to", "2026-11-30", "-out", out}, 0},
		{"export", []string{"-file", st.Path(), "-from", "2026-10-01", "-to", "2026-10-31", "-out", out}, 1},
		{"export", []string{"-file", st.Path(), "-from", "1 Nov", "-to", "2026-11-30", "-out", out}, 2},
		{"export", []string{"-file", st.Path(), "-book", "keys", "-from", "2026-11-01", "-to", "2026-11-30", "-out", out}, 1},
		{"backup", []string{"-file", st.Path(), "-to", filepath.Join(t.TempDir(), "copies")}, 0},
		{"verify", []string{filepath.Join(t.TempDir(), "none.db")}, 1},
		{"verify", nil, 2},
		{"sing", nil, 2},
		{"version", nil, 0},
		{"version", []string{"all"}, 2},
		{"help", nil, 0},
	} {
		if got := command(c.name, c.args); got != c.want {
			t.Errorf("%s %v: exit code %d, want %d", c.name, c.args, got, c.want)
		}
	}
	f, err := excelize.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

// The command line goes the same way as the window: it says what would be lost,
// and does it when told to.
func TestRestoreFromTheCommandLine(t *testing.T) {
	st := anOffice(t)
	copies := filepath.Join(t.TempDir(), "备份")
	if got := command("backup", []string{"-file", st.Path(), "-to", copies}); got != 0 {
		t.Fatal(got)
	}
	backup, err := filepath.Glob(filepath.Join(copies, "*.db"))
	if err != nil || len(backup) != 1 {
		t.Fatalf("%v %v", backup, err)
	}
	other := anOffice(t)
	for _, s := range []*store.Store{st, other} {
		_, err := s.Append(context.Background(), store.Writing{
			Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, By: s.People()[0].Person,
			Deed: &duty.Line{Happened: s.Now(), Way: duty.ByPhone, Kind: forms.Repair, Text: "电梯异响"},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	rows := func(path string) int64 {
		r, err := store.Verify(context.Background(), path, nil)
		if err != nil || !r.Sound {
			t.Fatalf("%s %v", r, err)
		}
		return r.Rows
	}
	whole := rows(st.Path())
	into := filepath.Join(t.TempDir(), "新的", "演示.db")
	for _, c := range []struct {
		name string
		args []string
		want int
		path string
		rows int64
	}{
		{"restore", []string{"-file", st.Path()}, 2, st.Path(), whole},
		{"restore", []string{"-file", st.Path(), "-from", backup[0]}, 1, st.Path(), whole},
		{"restore", []string{"-file", st.Path(), "-from", backup[0], "-yes"}, 1, st.Path(), whole}, // it is open
		{"restore", []string{"-file", st.Path(), "-from", filepath.Join(copies, "none.db"), "-yes"}, 1, st.Path(), whole},
		{"close", nil, 0, st.Path(), whole},
		{"restore", []string{"-file", st.Path(), "-from", backup[0], "-yes"}, 0, st.Path(), whole - 1},
		{"restore", []string{"-file", other.Path(), "-from", backup[0], "-yes"}, 1, other.Path(), whole},
		{"restore", []string{"-file", other.Path(), "-from", backup[0], "-yes", "-other"}, 0, other.Path(), whole - 1},
		{"restore", []string{"-file", into, "-from", backup[0], "-yes"}, 0, into, whole - 1},
		{"restore", []string{"-file", filepath.Join(t.TempDir(), "台账.db"), "-from", backup[0], "-yes"}, 1, into, whole - 1}, // invented lines stay apart
		{"backups", []string{"-dir", filepath.Dir(copies)}, 0, into, whole - 1},
		{"backups", []string{"-dir", t.TempDir()}, 1, into, whole - 1},
		{"backups", nil, 2, into, whole - 1},
	} {
		if c.name == "close" {
			for _, s := range []*store.Store{st, other} {
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
			}
			continue
		}
		if got := command(c.name, c.args); got != c.want {
			t.Errorf("%s %v: exit code %d, want %d", c.name, c.args, got, c.want)
		}
		if got := rows(c.path); got != c.rows {
			t.Errorf("%s %v: %d rows, want %d", c.name, c.args, got, c.rows)
		}
	}
}

// A ledger with a name of its own has copies like any other.
func TestBackupsOfALedgerWithANameOfItsOwn(t *testing.T) {
	st := anOffice(t)
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "50% 'a'")
	own := filepath.Join(dir, "东区.db")
	if err := errors.Join(os.MkdirAll(dir, 0o755), os.Rename(st.Path(), own)); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{dir, filepath.Join(dir, "备份")} {
		if got := command("backup", []string{"-file", own, "-to", to}); got != 0 {
			t.Fatal(got)
		}
		if got := command("restore", []string{"-file", own, "-from", own, "-yes"}); got != 1 {
			t.Error("it was restored from itself")
		}
	}
	copies, err := filepath.Glob(filepath.Join(dir, "备份", "东区备份-*.db"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("%q %v", copies, err)
	}
	if got := command("restore", []string{"-file", own, "-from", copies[0], "-yes"}); got != 0 {
		t.Fatal(got)
	}
	said := saidBy(t, func() { command("backups", []string{"-dir", dir}) })
	for _, words := range []string{"东区备份-", "备份/东区备份-", "东区-恢复前-", "最后一条 值班记录"} {
		if !strings.Contains(filepath.ToSlash(said), words) {
			t.Errorf("%s is not in the list:\n%s", words, said)
		}
	}
	if n := strings.Count(said, "\n"); n != 3 {
		t.Errorf("%d copies are listed:\n%s", n, said)
	}
}

// What an export by a scheduled task that was cut off has left is cleared by the next,
// wherever that goes.
func TestExportClearsWhatOneBeforeLeft(t *testing.T) {
	st, dir := anOffice(t), t.TempDir()
	half, long := filepath.Join(dir, ".导出-1.pdf"), time.Now().Add(-2*time.Hour)
	if err := errors.Join(os.WriteFile(half, nil, 0o600), os.Chtimes(half, long, long)); err != nil {
		t.Fatal(err)
	}
	args := []string{"-file", st.Path(), "-from", "2026-11-01", "-to", "2026-11-30", "-out", filepath.Join(dir, "out.xlsx")}
	if got := command("export", args); got != 0 {
		t.Fatalf("exit code %d", got)
	}
	if _, err := os.Stat(half); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it still is there: %v", err)
	}
}

// A task whose -file and -out are mixed up, or that has any other name there: the ledger
// stays, with what lies beside it, and so does every file of another kind.
func TestAnExportTakesNoOtherFilesPlace(t *testing.T) {
	st := anOffice(t)
	dir := filepath.Dir(st.Path())
	book := filepath.Join(dir, "台账.xlsx")
	ledger, err := os.ReadFile(st.Path())
	if err = errors.Join(err, os.WriteFile(book, ledger, 0o644), os.Mkdir(filepath.Join(dir, "夹.pdf"), 0o755)); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{
		filepath.Base(st.Path()): 1, filepath.Base(st.Path()) + "-wal": 1, "新.db": 1, "新": 1, "台账.xlsx": 1, "夹.pdf": 1,
		"月报.xlsx": 0, "月报.XLSX": 0, "月报.PDF": 0,
	} {
		out := filepath.Join(dir, name)
		was, _ := os.ReadFile(out) // most are not there
		if got := command("export", []string{"-file", st.Path(), "-from", "2026-11-01", "-to", "2026-11-30", "-out", out}); got != want {
			t.Errorf("%s: exit code %d, want %d", name, got, want)
		}
		is, err := os.ReadFile(out)
		switch {
		case want == 1 && string(is) != string(was):
			t.Errorf("%s is another file now", name)
		case name == "月报.PDF" && !strings.HasPrefix(string(is), "%PDF"), name == "月报.XLSX" && !strings.HasPrefix(string(is), "PK"):
			t.Errorf("%s begins with %q %v", name, is[:min(len(is), 4)], err)
		}
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{st.Path(), book} {
		if r, err := store.Verify(context.Background(), path, nil); err != nil || !r.Sound {
			t.Errorf("%s: %s %v", path, r, err)
		}
	}
}

// Whoever mistypes a task's line is told in Chinese how it goes, and what a restore
// loses is said in words.
func TestTheCommandLineSpeaksChinese(t *testing.T) {
	st := anOffice(t)
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	copies := t.TempDir()
	if got := command("backup", []string{"-file", st.Path(), "-to", copies}); got != 0 {
		t.Fatal(got)
	}
	backup, err := filepath.Glob(filepath.Join(copies, "*.db"))
	if err != nil || len(backup) != 1 {
		t.Fatalf("%q %v", backup, err)
	}
	for _, x := range []struct {
		args  []string
		words string
	}{
		{[]string{"backup", "-foo"}, "用法："},
		{[]string{"export", "-file"}, "用法："},
		{[]string{"restore", "-file", st.Path(), "-from", backup[0]}, "这份备份和现在的台账一样新"},
		{[]string{"restore", "-file", st.Path(), "-from", backup[0], "-yes"}, "最后一条 值班记录"},
		{[]string{"backups", "-dir", filepath.Dir(st.Path())}, "最后一条 值班记录"},
	} {
		said := saidBy(t, func() { command(x.args[0], x.args[1:]) })
		if strings.Contains(said, "flag ") || strings.Contains(said, "{") || !strings.Contains(said, x.words) {
			t.Errorf("%q says: %s", x.args, said)
		}
	}
}

// saidBy is what a command writes for people.
func saidBy(t *testing.T, do func()) string {
	t.Helper()
	f, err := os.CreateTemp(t.TempDir(), "said")
	if err != nil {
		t.Fatal(err)
	}
	out, errs := os.Stdout, os.Stderr
	os.Stdout, os.Stderr = f, f
	do()
	os.Stdout, os.Stderr = out, errs
	said, err := os.ReadFile(f.Name())
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	return string(said)
}

func TestVerifyFindsAChangedByte(t *testing.T) {
	st := anOffice(t)
	path := st.Path()
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	for i := range whole {
		if string(whole[i:min(i+len("漏水"), len(whole))]) == "漏水" {
			whole[i+2]++
			changed++
		}
	}
	if changed == 0 {
		t.Fatal("the words are not in the file")
	}
	broken := filepath.Join(t.TempDir(), "broken.db")
	if err := os.WriteFile(broken, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := command("verify", []string{broken}); got != 1 {
		t.Errorf("exit code %d", got)
	}
}
