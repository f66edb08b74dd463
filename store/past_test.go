package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/forms"
)

// Ledgers of every past version verify as they are, open, and read as they
// did: a rebuild by today's rules gives what stands in them.
func TestOldLedgersOpenForever(t *testing.T) {
	dir := filepath.Join("testdata", "ledgers")
	files, err := filepath.Glob(filepath.Join(dir, "*.db"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			report, err := Verify(context.Background(), file, nil)
			if err != nil || !report.Sound || report.Rows < 20 {
				t.Fatalf("%s %v", report, err)
			}
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), LedgerName)
			if err := os.WriteFile(path, b, 0o644); err != nil {
				t.Fatal(err)
			}
			c := newClock()
			c.Set(time.Date(2027, 3, 1, 9, 0, 0, 0, forms.Beijing))
			s := openAt(t, path, options(c))
			before := derived(t, s)
			if err := s.Rebuild(context.Background()); err != nil {
				t.Fatal(err)
			}
			same(t, before, derived(t, s))
			if _, err := s.SignIn(context.Background(), byName(s)["李敏"].ID, "1111"); err != nil {
				t.Error(err)
			}
		})
	}
}
