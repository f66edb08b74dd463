//go:build !windows

package printer

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdesk/forms/paper"
)

// What CUPS reports of a printer is said in words.
func TestAlertsAreSaidInWords(t *testing.T) {
	for alerts, want := range map[string]string{
		"none": "", "media-empty-error": "缺纸，加纸以后接着打印", "media-jam-warning": "卡纸", "toner-empty-error marker-supply-low-warning": "没有墨粉",
		"offline-report": "没有联机", "door-open-report": "盖子开着", "something-new": "",
	} {
		out := "printer office is idle.  enabled since Mon Nov 23 18:02:55 2026\n\tDescription: office\n\tAlerts: " + alerts + "\n\tLocation: \n"
		if got := alertWords(out); got != want {
			t.Errorf("%s: %q, want %q", alerts, got, want)
		}
	}
}

// What is printed goes to CUPS through a pipe: a recovery code must not lie in a file
// meanwhile.
func TestNothingPrintedLiesInAFile(t *testing.T) {
	bin, got, temp := t.TempDir(), filepath.Join(t.TempDir(), "got"), t.TempDir()
	for name, script := range map[string]string{
		"lpstat": "#!/bin/sh\necho idle\n",
		"lp":     "#!/bin/sh\necho \"$@\" > " + got + ".args\nls -A " + temp + " > " + got + ".temp\ncat > " + got + "\n",
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	t.Setenv("TMPDIR", temp)
	sheet := paper.NewSheet(paper.Portrait)
	sheet.Body = []paper.Row{{Cells: []paper.Cell{paper.Word("恢复码")}}}
	job := paper.Job{Name: "恢复码", Title: "恢复码", Pages: paper.Compose(sheet)}
	if _, err := New().Print(context.Background(), job, Order{Printer: "office", Copies: 1}); err != nil {
		t.Fatal(err)
	}
	read := func(path string) string {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	if !strings.HasPrefix(read(got), "%PDF") {
		t.Error("the printer was given no PDF")
	}
	if left := read(got + ".temp"); left != "" {
		t.Errorf("while it printed there lay %s", left)
	}
	if args := read(got + ".args"); strings.Contains(args, ".pdf") || !strings.Contains(args, "-d office -n 1") {
		t.Errorf("lp was called with %s", args)
	}
}
