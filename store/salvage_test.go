package store

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// spoilt damages the first page of a table, or of its index, in a closed file.
func spoilt(t *testing.T, path, table string) {
	t.Helper()
	db, err := openHandle(path, reading)
	if err != nil {
		t.Fatal(err)
	}
	var root int64
	if err := db.QueryRow(`SELECT rootpage FROM sqlite_schema WHERE name = ?`, table).Scan(&root); err != nil {
		t.Fatal(err)
	}
	shut(t, db)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[(root-1)*int64(binary.BigEndian.Uint16(b[16:]))] = 0x77
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// What can be made again from the ledger is damaged, and the ledger is sound: it is
// copied, restored and searched as ever, with residents and drafts.
func TestADamagedPageOfWhatCanBeMadeAgainCostsNoCopy(t *testing.T) {
	for _, table := range []string{"hay", "grams_data", "pages_by_day", "links", "derived"} {
		t.Run(table, func(t *testing.T) {
			ctx, c := context.Background(), newClock()
			s, people, _ := anOffice(t, c)
			for range 40 {
				open(t, s, people["李敏"], line(c.Now(), "漏水"))
				c.add(time.Minute)
			}
			if _, err := residents(t, s).TakeIn(ctx, people["赵刚"], aList(), nil); err != nil {
				t.Fatal(err)
			}
			if err := s.SaveDraft(ctx, "k", "没有写完"); err != nil {
				t.Fatal(err)
			}
			if err := s.sweepTo(ctx, 0); err != nil {
				t.Fatal(err)
			}
			want := derived(t, s)
			shut(t, s)
			rows := int64(0)
			if r, err := Verify(ctx, s.Path(), nil); err != nil || !r.Sound {
				t.Fatal(r, err)
			} else {
				rows = r.Rows
			}
			spoilt(t, s.Path(), table)
			isSound(t, s.Path(), rows)
			to, err := Backup(ctx, s.Path(), t.TempDir(), c.Now(), ByHand)
			if err != nil {
				t.Fatal(err)
			}
			isSound(t, to, rows)
			place := filepath.Join(t.TempDir(), LedgerName)
			if _, err := Restore(ctx, s.Path(), place, c.Now(), nil); err != nil {
				t.Fatal(err)
			}
			o := options(c)
			o.Create = false
			x := openAt(t, place, o)
			same(t, want, derived(t, x))
			var living int
			if err := x.read.QueryRow(`SELECT count(*) FROM residents`).Scan(&living); err != nil || living != 3 {
				t.Errorf("%d residents are left: %v", living, err)
			}
			if words, ok, err := x.Draft(ctx, "k"); !ok || words != "没有写完" || err != nil {
				t.Errorf("the draft is %q %v", words, err)
			}
			open(t, x, people["李敏"], line(c.Now(), "接着写"))
			if err := sound(x.read); err != nil {
				t.Error(err)
			}
		})
	}
}

// The ledger's own pages are not passed over.
func TestADamagedPageOfTheLedgerIsSaid(t *testing.T) {
	for _, table := range []string{"ledger", "words"} {
		path := aShortLedger(t)
		spoilt(t, path, table)
		_, err := Backup(context.Background(), path, t.TempDir(), newClock().Now(), ByHand)
		refused(t, err, string(damaged)[:12])
		if left := list(t, filepath.Dir(path)); strings.Contains(strings.Join(left, " "), ".part") {
			t.Errorf("left is %q", left)
		}
	}
}
