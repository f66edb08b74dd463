package intake

import (
	"archive/zip"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdesk/forms"
)

var update = flag.Bool("update", false, "write the samples in testdata/residents, and what becomes of them")

var samples = filepath.Join("..", "..", "testdata", "residents")

// stored changes what stands in the first worksheet of a workbook.
func stored(t testing.TB, data []byte, old, now string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	changed := 0
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, "xl/worksheets/") {
			changed += bytes.Count(text, []byte(old))
			text = bytes.ReplaceAll(text, []byte(old), []byte(now))
		}
		part, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if changed == 0 {
		t.Fatalf("there is no %s", old)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// said is a plan in words, as a golden file has it.
func said(l *List, p *Plan) string {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	s := l.Sheets[l.Best]
	line("工作表“%s”，表头第 %d 行", s.Name, p.Mapping.Head)
	for _, c := range s.Columns(p.Mapping) {
		line("  %s %q → %s %q", c.Letter, c.Head, c.Means, c.Samples)
	}
	line("新增 %d，更新 %d，不变 %d，不能导入 %d", p.Added, p.Changed, p.Same, len(p.Left))
	for _, e := range p.Enter {
		line("  %s %v：%s %s %s %s %s", e.Word(), e.Lines, e.After.Room, e.After.Name, strings.Join(e.After.Phones(), "、"), e.After.As, e.After.Note)
	}
	for _, x := range p.Left {
		line("  第 %d 行 %q：%s", x.Line, x.Text, x.Why)
	}
	for _, n := range p.Remarks {
		line("  第 %d 行：%s", n.Line, n.Words)
	}
	for _, words := range p.Told {
		line("%s", words)
	}
	return out.String()
}

func plan(t testing.TB, l *List, kept ...forms.Resident) *Plan {
	t.Helper()
	p, err := l.Plan(context.Background(), l.Best, l.Sheets[l.Best].Guess, kept, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func readBytes(t testing.TB, name string, data []byte) *List {
	t.Helper()
	l, err := Read(context.Background(), name, bytes.NewReader(data), nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Every list in testdata/residents becomes what stands beside it, word for
// word.
func TestListsAsOfficesHaveThem(t *testing.T) {
	for _, x := range shapes() {
		t.Run(x.file, func(t *testing.T) {
			path := filepath.Join(samples, x.file)
			if *update {
				if err := os.WriteFile(path, x.write(t), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			l, err := ReadFile(context.Background(), path, nil)
			if err != nil {
				t.Fatal(err)
			}
			got := said(l, plan(t, l))
			if *update {
				if err := os.WriteFile(path+".golden", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path + ".golden")
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("became\n%s\nnot\n%s", got, want)
			}
			if again := said(l, plan(t, readBytes(t, x.file, x.write(t)))); again != got {
				t.Errorf("written anew it became\n%s", again)
			}
		})
	}
}
