package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"frontdesk/forms/paper"
)

func pages(n int, text string) []paper.Page {
	var sheets []paper.Sheet
	for range n {
		s := paper.NewSheet(paper.Portrait)
		s.Body = []paper.Row{{Cells: []paper.Cell{paper.Label("内容").Wide(30), paper.Word(text)}}}
		s.Tail = []paper.Row{{Cells: []paper.Cell{paper.Paging()}}}
		sheets = append(sheets, s)
	}
	return paper.Compose(sheets...)
}

func written(t *testing.T, job paper.Job) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, job, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The same pages give the same bytes, so that an archive can be made again; a
// changed one does not.
func TestTheSameBytesAgain(t *testing.T) {
	job := paper.Job{Title: "值班记录表", Creator: "和谐花园管理处", Pages: pages(3, "厨房水管漏水，已漏到楼下。"), At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	a, b := written(t, job), written(t, job)
	if !bytes.Equal(a, b) {
		t.Error("the same job gives other bytes")
	}
	job.Pages = pages(3, "厨房水管漏水，已漏到楼上。")
	if bytes.Equal(a, written(t, job)) {
		t.Error("another text gives the same bytes")
	}
	if n := bytes.Count(a, []byte("/Type /Page\n")); n != 3 {
		t.Errorf("%d pages", n)
	}
	if len(a) > 120_000 {
		t.Errorf("three pages take %d bytes: the font is not a subset", len(a))
	}
}

// The properties name the office as the author, and the program as what made it.
func TestTheDocumentNamesTheOfficeAndTheProgram(t *testing.T) {
	got := written(t, paper.Job{Creator: "和谐花园管理处", Program: "物业前台台账 1.2.3 (187c860)", Pages: pages(1, "x")})
	for key, want := range map[string]string{"Author": "和谐花园管理处", "Creator": "物业前台台账 1.2.3 (187c860)"} {
		var hex strings.Builder
		for _, u := range utf16.Encode([]rune(want)) {
			fmt.Fprintf(&hex, "%04x", u)
		}
		if !bytes.Contains(bytes.ToLower(got), []byte("/"+strings.ToLower(key)+" <feff"+hex.String()+">")) {
			t.Errorf("%s is not %q", key, want)
		}
	}
}

// Whatever is written, a document comes of it: characters without a glyph, none
// at all, control characters, no pages.
func TestAnyTextIsDrawn(t *testing.T) {
	for _, text := range []string{"", "\U00030EDD", "张\U00030EDD伟", "a\tb\x00c", "☐是 ☑否", "(括号)\\反斜杠", "e\u0301"} {
		if got := written(t, paper.Job{Pages: pages(1, text)}); !bytes.HasPrefix(got, []byte("%PDF-")) {
			t.Errorf("%q: no document", text)
		}
	}
	if got := written(t, paper.Job{}); !bytes.HasPrefix(got, []byte("%PDF-")) {
		t.Error("no pages: no document")
	}
}

// A cancelled job leaves the old file as it is.
func TestACancelledJobLeavesTheOldFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err := Save(ctx, path, paper.Job{Pages: pages(5, "x")}, func(done, _ int) {
		if done == 2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "old" {
		t.Errorf("the old file is %q", got)
	}
	if err := Save(context.Background(), path, paper.Job{Pages: pages(1, "x")}, nil); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); !bytes.HasPrefix(got, []byte("%PDF-")) {
		t.Error("the new file is not there")
	}
}
