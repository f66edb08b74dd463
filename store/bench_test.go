package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"frontdesk/forms"
)

// The figures of make bench, each beside what it is held against.

// BenchmarkSave is one line of the duty log as a clerk saves it: checked,
// sealed, numbered, chained, on the board, searchable, on the disk. By turns
// with it goes one bare INSERT of as many words with the same durability, so
// that whatever else the machine does is shared; the medians are compared.
func BenchmarkSave(b *testing.B) {
	db, err := openHandle(filepath.Join(b.TempDir(), "bare.db"), writing)
	if err != nil {
		b.Fatal(err)
	}
	defer shut(b, db)
	if _, err := db.Exec(`CREATE TABLE words (seq INTEGER PRIMARY KEY, words TEXT) STRICT`); err != nil {
		b.Fatal(err)
	}
	st, err := db.Prepare(`INSERT INTO words (words) VALUES (?)`)
	if err != nil {
		b.Fatal(err)
	}
	c := newClock()
	s := newStore(b, c)
	r := rand.New(rand.NewPCG(1, 2))
	var bare, save []float64
	for b.Loop() {
		c.add(time.Minute)
		d := aRepair(r, c.Now())
		words, err := json.Marshal(d)
		if err != nil {
			b.Fatal(err)
		}
		t0 := time.Now()
		if _, err := st.Exec(string(words)); err != nil {
			b.Fatal(err)
		}
		t1 := time.Now()
		open(b, s, li, d)
		bare, save = append(bare, float64(t1.Sub(t0))), append(save, float64(time.Since(t1)))
	}
	b.ReportMetric(median(bare), "bare-ns")
	b.ReportMetric(median(save), "save-ns")
	b.ReportMetric(median(save)/median(bare), "times-bare")
}

func median(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

func aRepair(r *rand.Rand, now time.Time) *forms.DutyLine {
	kinds := forms.DefaultRules().Kinds
	return &forms.DutyLine{
		Happened: now.Truncate(time.Minute), Way: forms.ByPhone, As: forms.Owner, Kind: kinds[r.IntN(len(kinds))].Kind, Price: "50 元",
		Room: fmt.Sprintf("%d-%d-%d0%d", 1+r.IntN(20), 1+r.IntN(4), 1+r.IntN(30), 1+r.IntN(4)), Name: pick(r, family...) + pick(r, given...),
		Phone: fmt.Sprintf("13%09d", r.IntN(1e9)), Urgent: r.IntN(500) == 0, Text: pick(r, places...) + pick(r, troubles...) + "，请尽快派人来看。", ReadBack: true,
	}
}

// million is how many entries the office has that is searched and verified.
const million = 1_000_000

// aBigOffice fills a ledger with n entries, through the same code as the desk
// but many in one transaction.
func aBigOffice(tb testing.TB, n int) (string, *clock) {
	tb.Helper()
	c := newClock()
	c.now = time.Date(2020, 1, 1, 0, 0, 0, 0, forms.Beijing)
	s, err := Open(filepath.Join(tb.TempDir(), LedgerName), options(c))
	if err != nil {
		tb.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for done := 0; done < n; done += 5000 {
		err := s.transact(context.Background(), func(t *tx) error {
			for range min(5000, n-done) {
				c.add(3 * time.Minute)
				t.now = s.Now()
				w := Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: aRepair(r, t.now), By: pick(r, li, wang)}
				if _, err := t.append(w); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	for n := sweeping; n > 0; {
		if n, err = s.sweepSome(context.Background()); err != nil {
			tb.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
	return s.Path(), c
}

// BenchmarkMillion has the figures that need a million entries: it takes some
// minutes to write them.
func BenchmarkMillion(b *testing.B) {
	ctx := context.Background()
	path, c := aBigOffice(b, million)
	b.Run("verify", func(b *testing.B) {
		for b.Loop() {
			if r, err := Verify(ctx, path, nil); err != nil || !r.Sound {
				b.Fatal(r, err)
			}
		}
	})
	b.Run("hash the same bytes", func(b *testing.B) {
		chunks := hashed(b, path)
		for b.Loop() {
			for _, x := range chunks {
				sha256.Sum256(x)
			}
		}
	})
	s := openBig(b, path, c)
	defer shut(b, s)
	for name, f := range map[string]Filter{"all": {Book: "duty"}, "late": {Book: "duty", Late: true}, "complaints": {Book: "duty", Kind: "投诉"}} {
		b.Run("list "+name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.List(f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for _, from := range []int{0, million / 2, million - 50} {
		b.Run(fmt.Sprintf("screen at %d", from), func(b *testing.B) { screens(b, s, from) })
	}
	for _, text := range []string{"水", "漏水", "噪音太大", "13512", "zs", "3-2-501", "0123", "漏水 电梯 A", "13987654321"} {
		b.Run("search "+text, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Search(ctx, Query{Text: text, Viewer: li, Limit: 50}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func openBig(b *testing.B, path string, c *clock) (s *Store) {
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			if s != nil {
				shut(b, s)
			}
			o := options(c)
			o.Create = false
			var err error
			if s, err = Open(path, o); err != nil {
				b.Fatal(err)
			}
			s.cols.wait()
		}
	})
	return s
}

func screens(b *testing.B, s *Store, from int) {
	l, err := s.List(Filter{Book: "duty"})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if rows, err := l.Rows(context.Background(), from, 50); err != nil || len(rows) != 50 {
			b.Fatal(len(rows), err)
		}
	}
}

// hashed gives the texts that the hashes of a ledger are taken of.
func hashed(b *testing.B, path string) (chunks [][]byte) {
	db, err := openHandle(path, frozen)
	if err != nil {
		b.Fatal(err)
	}
	defer shut(b, db)
	rows, err := db.Query(`SELECT seq, at, book, year, no, page, line, verb, edition, by_id, by_name, by_role, words_hash, prev, salt, words
		FROM ledger JOIN words USING (seq)`)
	if err != nil {
		b.Fatal(err)
	}
	defer shut(b, rows)
	var r row
	var under, prev, salt, words sql.RawBytes
	for rows.Next() {
		err := rows.Scan(&r.seq, &r.at, &r.book, &r.year, &r.no, &r.page, &r.line, &r.verb, &r.edition, &r.id, &r.name, &r.role, &under, &prev, &salt, &words)
		if err != nil {
			b.Fatal(err)
		}
		r.wordsHash, r.prev = sum(under), sum(prev)
		chunks = append(chunks, r.canonical(nil), append(append([]byte{}, salt...), words...))
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return chunks
}
