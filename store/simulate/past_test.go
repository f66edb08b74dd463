package simulate

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
)

var update = flag.Bool("update", false, "write the sample ledger of the version now in the making")

// ledgers are samples of what every version has written. When a version is
// released its sample stays, and the next one gets a name of its own: old ledgers
// open forever.
var (
	ledgers = filepath.Join("..", "testdata", "ledgers")
	sample  = filepath.Join(ledgers, "2.db")
)

// The ledgers of past versions hold what a new one does.
func TestOldLedgersHoldTheLaw(t *testing.T) {
	if *update {
		writeSample(t)
	}
	files, err := filepath.Glob(filepath.Join(ledgers, "*.db"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := planOf(1)
			p.start = time.Date(2027, 3, 1, 9, 0, 0, 0, forms.Beijing)
			g := &game{m: &maker{t: t, plan: p, books: books.All, founded: b}}
			w := g.begin()
			defer w.end()
			if len(w.rows) < 20 || len(w.entries) < 5 {
				t.Fatalf("%d rows, %d entries", len(w.rows), len(w.entries))
			}
			for _, at := range []pace{daily, weekly, reopens, over} {
				if f := g.checks(w, at); g.found == nil {
					g.found = f
				}
			}
			if g.found != nil {
				t.Error(g.found)
			}
		})
	}
}

// writeSample plays the first days of an office over the turn of a year.
func writeSample(t *testing.T) {
	t.Helper()
	p := planOf(1)
	p.start, p.days = time.Date(2026, 12, 30, 8, 0, 0, 0, forms.Beijing), 6
	g := &game{m: &maker{t: t, plan: p, books: books.All}}
	w := g.begin()
	defer w.end()
	for player := newPlayer(w); len(g.acts) < 250; {
		a := player.next()
		if a.Do == toLeave || a.Do == toMove || a.Do == toDepute { // who signs in to every sample stays
			a.Do = toRest
		}
		g.acts = append(g.acts, a)
		if f := g.step(w, a); f != nil {
			t.Fatal(f)
		}
	}
	copied, err := w.s.Backup(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	w.write(sample, b)
}
