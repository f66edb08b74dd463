//go:build wine

package filedialog

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// The dialog of Windows, shown under wine: xdotool types into it (see .ci/wine),
// and the last one is given up by the program.
func TestTheDialogOfWindows(t *testing.T) {
	dir := filepath.Join(os.Getenv("CHOOSE"), "名单 100%")
	inner := filepath.Join(dir, "folder one")
	if err := os.MkdirAll(inner, 0o700); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "names #1.xlsx")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := New()
	for _, c := range []struct {
		title string
		ask   Ask
		want  string
	}{
		{"choose a file", Ask{Ends: []string{".xlsx", ".csv"}, At: dir}, file},
		{"choose a folder", Ask{Folder: true, At: dir}, inner},
		{"press Escape", Ask{At: dir}, ""},
	} {
		c.ask.Title = c.title
		got, err := s.Choose(context.Background(), c.ask)
		if err != nil || got != c.want {
			t.Errorf("%s gave %q, %v; want %q", c.title, got, err, c.want)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if got, err := s.Choose(ctx, Ask{Title: "given up"}); got != "" || err != nil {
		t.Errorf("given up: %q, %v", got, err)
	}
}
