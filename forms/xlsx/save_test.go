package xlsx

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"frontdesk/forms/paper"

	"frontdesk/forms"

	"github.com/xuri/excelize/v2"
)

func TestACancelledExportLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "值班记录表.xlsx")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	job := paper.Job{Name: "a", Pages: dutyPages(3, everyday)}
	for stop := range len(job.Pages) + 1 { // before the first page, and after each
		ctx, cancel := context.WithCancel(context.Background())
		if stop == 0 {
			cancel()
		}
		err := Save(ctx, path, job, func(done, total int) {
			if total != len(job.Pages) {
				t.Errorf("%d pages", total)
			}
			if done == stop {
				cancel()
			}
		})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled after page %d: %v", stop, err)
		}
		alone(t, path, "old")
	}
}

// alone checks that the folder has the file and nothing else.
func alone(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	files, _ := os.ReadDir(filepath.Dir(path))
	if err != nil || string(got) != want || len(files) != 1 {
		t.Errorf("%d bytes, %d files, %v", len(got), len(files), err)
	}
}

func TestASavedWorkbookTakesTheOldOnesPlace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "值班记录表.xlsx")
	for range 2 {
		if err := Save(context.Background(), path, paper.Job{Name: "a", Pages: one("=1+1")}, nil); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := f.GetCellValue("a", "A1"); err != nil || got != "=1+1" {
			t.Errorf("%q, %v", got, err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o044 != 0o044 {
		t.Errorf("others in the office cannot read it: %v, %v", info.Mode(), err)
	}
}

// What the desk can mend is said in one sentence.
func TestRefusals(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken.xlsx")
	if err := os.MkdirAll(filepath.Join(taken, "x"), 0o700); err != nil { // a folder of that name
		t.Fatal(err)
	}
	for path, want := range map[string]forms.Refusal{
		filepath.Join(dir, "no", "x.xlsx"): forms.Refusal("不能在文件夹“" + filepath.Join(dir, "no") + "”里写文件。请检查文件夹是否还在、能否写入，或换一个文件夹。"),
		taken:                              "“taken.xlsx”不是一个普通的文件，不能替换。请换一个文件名。",
	} {
		var got forms.Refusal
		if err := Save(context.Background(), path, paper.Job{Pages: one("x")}, nil); !errors.As(err, &got) || got != want {
			t.Errorf("%v", err)
		}
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("%d files are left", len(files))
	}
}

// full is a disk with room for so many bytes.
type full struct{ room int }

var errFull = errors.New("no room")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		return f.room, errFull
	}
	f.room -= len(p)
	return len(p), nil
}

func TestAFailingWriterIsReported(t *testing.T) {
	job := paper.Job{Name: "a", Pages: one("x")}
	var b bytes.Buffer
	if err := Write(context.Background(), &b, job, nil); err != nil {
		t.Fatal(err)
	}
	for _, room := range []int{0, 1, b.Len() / 2, b.Len() - 1} {
		if err := Write(context.Background(), &full{room}, job, nil); !errors.Is(err, errFull) {
			t.Errorf("room for %d of %d bytes: %v", room, b.Len(), err)
		}
	}
}

func TestPagesOfTwoSizesAreRefused(t *testing.T) {
	pages := append(one("a"), dutyPages(1, everyday)...)
	if err := Write(context.Background(), &bytes.Buffer{}, paper.Job{Pages: pages}, nil); err == nil {
		t.Error("two sizes of paper went onto one worksheet")
	}
}
