package store

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/forms"
)

var update = flag.Bool("update", false, "write the sample ledger of the version now in the making")

// sample is the ledger that this version writes. When a version is released
// its sample stays, and the next one gets a name of its own: old ledgers open
// forever.
const sample = "2.db"

// Ledgers of every past version verify as they are, open, and read as they
// did: a rebuild by today's rules gives what stands in them.
func TestOldLedgersOpenForever(t *testing.T) {
	dir := filepath.Join("testdata", "ledgers")
	if *update {
		writeSample(t, filepath.Join(dir, sample))
	}
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
			c.now = time.Date(2027, 3, 1, 9, 0, 0, 0, forms.Beijing)
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

// writeSample plays a few days over the turn of a year, with most verbs.
func writeSample(t *testing.T, to string) {
	t.Helper()
	ctx, c := context.Background(), newClock()
	c.now = time.Date(2026, 12, 30, 8, 0, 0, 0, forms.Beijing)
	s, people, _ := anOffice(t, c)
	d := newDesk(t, s, c, 12)
	d.staff = []forms.Person{people["李敏"], people["赵刚"], people["钱伟"]}
	for range 150 {
		d.step()
	}
	if _, err := s.SignIn(ctx, people["赵刚"].ID, "0000"); err == nil {
		t.Fatal("a wrong PIN was let in")
	}
	if err := s.ChangeSettings(ctx, people["赵刚"], founding(false).Settings); err != nil {
		t.Fatal(err)
	}
	if err := s.sweepTo(ctx, 0); err != nil {
		t.Fatal(err)
	}
	copied, err := s.Backup(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o644); err != nil {
		t.Fatal(err)
	}
}
