package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
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

// aFullOffice is a closed ledger with residents and a draft; want is what stands beside
// its rows.
func aFullOffice(t *testing.T, c *clock) (s *Store, people map[string]forms.Person, want []string, rows int64) {
	t.Helper()
	ctx := context.Background()
	s, people, _ = anOffice(t, c)
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
	want = derived(t, s)
	shut(t, s)
	r, err := Verify(ctx, s.Path(), nil)
	if err != nil || !r.Sound {
		t.Fatal(r, err)
	}
	return s, people, want, r.Rows
}

// holdsAll holds that nothing of the full office is lost.
func holdsAll(t *testing.T, x *Store, want []string) {
	t.Helper()
	same(t, want, derived(t, x))
	var living int
	if err := x.read.QueryRow(`SELECT count(*) FROM residents`).Scan(&living); err != nil || living != 3 {
		t.Errorf("%d residents are left: %v", living, err)
	}
	if words, ok, err := x.Draft(context.Background(), "k"); !ok || words != "没有写完" || err != nil {
		t.Errorf("the draft is %q %v", words, err)
	}
}

// The same in the ledger that is in use: it is seen when it is opened, or when it is
// closed at the latest, and mended when it is opened next; the damaged file stays
// beside it.
func TestADamagedPageOfWhatCanBeMadeAgainIsMended(t *testing.T) {
	for _, table := range []string{"board", "hay", "grams_data", "pages_by_day", "links", "derived"} {
		t.Run(table, func(t *testing.T) {
			c := newClock()
			s, people, want, rows := aFullOffice(t, c)
			spoilt(t, s.Path(), table)
			damagedFile, err := os.ReadFile(s.Path())
			if err != nil {
				t.Fatal(err)
			}
			o := options(c)
			o.Create = false
			told := openAt(t, s.Path(), o) // sees it at once, or when it is closed
			shut(t, told)
			x := openAt(t, s.Path(), o)
			kept, err := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), "台账-损坏-*.db"))
			if err != nil || len(kept) != 1 {
				t.Fatalf("kept is %q %v", kept, err)
			}
			if b, err := os.ReadFile(kept[0]); err != nil || !bytes.Equal(b, damagedFile) {
				t.Errorf("the damaged file was not kept as it was: %v", err)
			}
			m := told.Mended()
			if m == (Mended{}) {
				m = x.Mended()
			}
			if m.Before != kept[0] || m.Rows != rows || !strings.Contains(m.Words(), kept[0]) {
				t.Errorf("%+v", m)
			}
			holdsAll(t, x, want)
			open(t, x, people["李敏"], line(c.Now(), "接着写"))
			if err := sound(x.read); err != nil {
				t.Error(err)
			}
			shut(t, x)
			isSound(t, s.Path(), rows+1)
			if y := openAt(t, s.Path(), o); y.Mended() != (Mended{}) || exists(s.Path()+suspectSuffix) {
				t.Error("it is mended again")
			}
		})
	}
}

// A damaged page of the ledger itself is not mended, and nothing is set aside.
func TestADamagedPageOfTheLedgerIsNotMended(t *testing.T) {
	c := newClock()
	s, _, _, _ := aFullOffice(t, c)
	spoilt(t, s.Path(), "ledger")
	spoilt(t, s.Path(), "derived")
	o := options(c)
	o.Create = false
	_, err := Open(s.Path(), o)
	refused(t, err, string(damaged)[:12])
	if left := strings.Join(list(t, filepath.Dir(s.Path())), " "); strings.Contains(left, "损坏") || strings.Contains(left, ".part") {
		t.Errorf("left is %s", left)
	}
}

// What can be made again from the ledger is damaged, and the ledger is sound: it is
// copied, restored and searched as ever, with residents and drafts.
func TestADamagedPageOfWhatCanBeMadeAgainCostsNoCopy(t *testing.T) {
	for _, table := range []string{"hay", "grams_data", "pages_by_day", "links", "derived"} {
		t.Run(table, func(t *testing.T) {
			ctx, c := context.Background(), newClock()
			s, people, want, rows := aFullOffice(t, c)
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
			holdsAll(t, x, want)
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
