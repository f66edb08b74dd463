//go:build ci

package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/store"
	"frontdesk/ui"

	"github.com/xuri/excelize/v2"
)

// anOffice founds an office with one line of 23 November and leaves it open,
// as it is while the desk works.
func anOffice(t *testing.T) *store.Store {
	t.Helper()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, forms.Beijing)
	st, _, err := store.Found(context.Background(), store.Folder(t.TempDir()), ui.TrialOffice(), store.Options{Books: forms.Books(), Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	_, err = st.Append(context.Background(), store.Writing{
		Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, By: st.People()[0].Person,
		Deed: &forms.DutyLine{Happened: now, Way: forms.ByPhone, Kind: forms.Repair, Text: "厨房水管漏水"},
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
