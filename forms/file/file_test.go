package file

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
)

// What a power failure leaves of an export is cleaned away, whatever kind it was of;
// what is just being written, and everything of the office, stays.
func TestHalfWrittenFilesAreTidiedAway(t *testing.T) {
	dir, now := t.TempDir(), time.Now()
	for name, old := range map[string]time.Duration{
		".导出-1.xlsx": 2 * time.Hour, ".导出-2.pdf": 26 * time.Hour, ".导出-3.zip": 2 * time.Hour, ".导出-4": 2 * time.Hour,
		".导出-5.xlsx": time.Minute, "值班记录表.xlsx": 48 * time.Hour, "导出-6.xlsx": 48 * time.Hour,
	} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.WriteFile(path, []byte("half"), 0o600), os.Chtimes(path, now.Add(-old), now.Add(-old))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, ".导出-7"), 0o755); err != nil {
		t.Fatal(err)
	}
	Tidy(dir, now.Add(restsFor/2))
	Tidy(filepath.Join(dir, "none"), now)
	var left []string
	list, err := os.ReadDir(dir)
	for _, f := range list {
		left = append(left, f.Name())
	}
	if want := []string{".导出-5.xlsx", ".导出-7", "值班记录表.xlsx", "导出-6.xlsx"}; err != nil || !slices.Equal(left, want) {
		t.Errorf("left are %q %v", left, err)
	}
}

// What is half-written is what Tidy knows.
func TestTidyKnowsWhatWriteLeaves(t *testing.T) {
	dir := t.TempDir()
	err := Write(filepath.Join(dir, "a.zip"), func(io.Writer) error {
		Tidy(dir, time.Now()) // it is being written
		left, err := filepath.Glob(filepath.Join(dir, "*"))
		if len(left) != 1 || err != nil {
			t.Errorf("%q %v", left, err)
		}
		Tidy(dir, time.Now().Add(2*restsFor))
		if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
			t.Errorf("left are %q", left)
		}
		return io.ErrUnexpectedEOF
	})
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
}

// What is put in the place of an export is an export; folders, links, and ledgers under
// whatever name stay.
func TestWhatIsNotReplacedStays(t *testing.T) {
	dir := t.TempDir()
	put := func(path string) error {
		return Write(path, func(w io.Writer) error {
			_, err := io.WriteString(w, "new")
			return err
		})
	}
	ledger, folder, link := filepath.Join(dir, "台账.xlsx"), filepath.Join(dir, "夹.xlsx"), filepath.Join(dir, "链.xlsx")
	old := filepath.Join(dir, "旧.xlsx")
	err := errors.Join(os.WriteFile(ledger, []byte("SQLite format 3\x00 and all the rows"), 0o644), os.Mkdir(folder, 0o755),
		os.WriteFile(old, []byte("old"), 0o644), os.Symlink(ledger, link))
	if err != nil {
		t.Fatal(err)
	}
	for path, words := range map[string]string{ledger: "不能用导出的文件替换", folder: "不是一个普通的文件", link: "不是一个普通的文件"} {
		var r forms.Refusal
		if err := put(path); !errors.As(err, &r) || !strings.Contains(string(r), words) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if b, err := os.ReadFile(ledger); err != nil || len(b) < 20 {
		t.Errorf("the ledger is gone: %q %v", b, err)
	}
	if err := put(old); err != nil {
		t.Error(err)
	}
	if b, err := os.ReadFile(old); err != nil || string(b) != "new" {
		t.Errorf("%q %v", b, err)
	}
}

// A name that Windows takes for something else is refused there: the file would be a
// stream that nobody finds, or a device.
func TestNamesThatWindowsDoesNotTake(t *testing.T) {
	for _, name := range []string{"值班记录表 2026-11.xlsx", "CONSOLE.pdf", "com0.pdf", "COM12.xlsx", "a.con.xlsx", "名单（1）.xlsx"} {
		if !fitsWindows(name) {
			t.Errorf("%q is refused", name)
		}
	}
	for _, name := range []string{"a:b.xlsx", "what?.pdf", `say "yes".xlsx`, "a*.xlsx", "CON.xlsx", "nul.pdf", "Com1.xlsx", "lpt9 .pdf", "aux", "a.pdf.", "a.pdf ", "a\tb.pdf", ""} {
		if fitsWindows(name) {
			t.Errorf("%q is taken", name)
		}
	}
	var r forms.Refusal
	err := writable("windows", "a:b.xlsx")
	if !errors.As(err, &r) || !strings.Contains(string(r), "a:b.xlsx") {
		t.Error(err)
	}
	if err := writable("linux", "a:b.xlsx"); err != nil {
		t.Error(err)
	}
}
