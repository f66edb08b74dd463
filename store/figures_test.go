//go:build bench

package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/release"
)

func median(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

// TestFiguresSave holds a line of the duty log and a permit as a clerk saves them (checked,
// sealed, numbered, chained, on the board, searchable, on the disk) against a
// bare INSERT of as many words with the same durability. They go by turns, so
// that whatever else the machine does is shared.
func TestFiguresSave(t *testing.T) {
	db, err := openHandle(filepath.Join(t.TempDir(), "bare.db"), writing)
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, db)
	if _, err := db.Exec(`CREATE TABLE words (seq INTEGER PRIMARY KEY, words TEXT) STRICT`); err != nil {
		t.Fatal(err)
	}
	st, err := db.Prepare(`INSERT INTO words (words) VALUES (?)`)
	if err != nil {
		t.Fatal(err)
	}
	for what, deed := range map[string]func(r *rand.Rand, now time.Time) (string, forms.Deed){
		"line":   func(r *rand.Rand, now time.Time) (string, forms.Deed) { return "duty", aRepair(r, now) },
		"permit": func(r *rand.Rand, now time.Time) (string, forms.Deed) { return "release", aMove(r, now) },
	} {
		c := newClock()
		s := newStore(t, c)
		r := rand.New(rand.NewPCG(1, 2))
		var bare, save []float64
		for range 3000 {
			c.add(time.Minute)
			book, d := deed(r, c.Now())
			words, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			t0 := time.Now()
			if _, err := st.Exec(string(words)); err != nil {
				t.Fatal(err)
			}
			t1 := time.Now()
			write(t, s, Writing{Ref: forms.Ref{Book: book}, Verb: forms.Open, Deed: d, By: li})
			bare, save = append(bare, float64(t1.Sub(t0))/1e3), append(save, float64(time.Since(t1))/1e3)
		}
		a, b := median(bare), median(save)
		fmt.Printf("one saved %s: %.0f µs, bare INSERT %.0f µs, ratio %.2f (aim 1.5)\n", what, b, a, b/a)
	}
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

var (
	places   = []string{"厨房", "楼道", "车库 B1", "电梯", "大堂", "3栋门口", "花园"}
	troubles = []string{"水龙头漏水", "灯不亮", "门禁刷不开", "有异味", "噪音太大", "Wi-Fi 断线", "垃圾没清", "漏电！很危险", "＝1＋1", "𠮷家家具挡道"}
	family   = []string{"张", "王", "单", "曾", "尉迟", "李", "查", "解"}
	given    = []string{"伟", "晓曾", "敏", "建国", "行", "Anna", "乐"}
)

func aMove(r *rand.Rand, now time.Time) *release.Line {
	x := aRepair(r, now)
	return &release.Line{
		Room: x.Room, Name: x.Name, Phone: x.Phone, As: forms.Owner, From: now.Truncate(time.Minute), To: now.Truncate(time.Minute).Add(2 * time.Hour),
		Items: []release.Item{{Name: "三人沙发", Count: 1, Unit: "张"}, {Name: "冰箱", Count: 1, Unit: "台"}, {Name: "双人床", Count: 1 + r.IntN(2), Unit: "张"}},
	}
}

func aRepair(r *rand.Rand, now time.Time) *duty.Line {
	kinds := forms.DefaultRules().Kinds
	return &duty.Line{
		Happened: now.Truncate(time.Minute), Way: duty.ByPhone, As: forms.Owner, Kind: kinds[r.IntN(len(kinds))].Kind, Price: "50 元",
		Room: fmt.Sprintf("%d-%d-%d0%d", 1+r.IntN(20), 1+r.IntN(4), 1+r.IntN(30), 1+r.IntN(4)), Name: pick(r, family...) + pick(r, given...),
		Phone: fmt.Sprintf("13%09d", r.IntN(1e9)), Urgent: r.IntN(500) == 0, Text: pick(r, places...) + pick(r, troubles...) + "，请尽快派人来看。", ReadBack: true,
	}
}

// million is how many entries the office has that is searched and verified.
const million = 1_000_000

// aBigOffice gives a ledger with n entries. It is written once, which takes
// some minutes, and kept in build/.
func aBigOffice(t *testing.T, n int) (string, *clock) {
	t.Helper()
	path := filepath.Join("..", "build", "figures", fmt.Sprintf("%d-%d.db", n, derivedVersion))
	r, err := Verify(context.Background(), path, nil)
	if err != nil || !r.Sound || r.Entries != int64(n) {
		writeBig(t, path, n)
		if r, err = Verify(context.Background(), path, nil); err != nil || !r.Sound {
			t.Fatal(r, err)
		}
	}
	c := newClock()
	c.Set(r.To.Add(time.Minute))
	return path, c
}

// writeBig goes through the same code as the desk, but with many entries in
// one transaction.
func writeBig(t *testing.T, path string, n int) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := removeLedger(path); err != nil {
		t.Fatal(err)
	}
	c := newClock()
	c.Set(time.Date(2020, 1, 1, 0, 0, 0, 0, forms.Beijing))
	s, err := Open(path, options(c))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for done := 0; done < n; done += 5000 {
		err := s.transact(context.Background(), func(x *tx) error {
			for range min(5000, n-done) {
				c.add(3 * time.Minute)
				x.now = s.Now()
				w := Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: aRepair(r, x.now), By: pick(r, li, wang)}
				if _, err := x.append(w); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			err = s.sweepTo(context.Background(), 0)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	shut(t, s)
}

// TestFiguresMillion has the figures that need a million entries.
func TestFiguresMillion(t *testing.T) {
	path, c := aBigOffice(t, million)
	chunks := hashed(t, path)
	var verify, hash []float64
	for range 3 {
		verify = append(verify, timed(func() error {
			r, err := Verify(context.Background(), path, nil)
			if err == nil && !r.Sound {
				t.Fatal(r)
			}
			return err
		}, t))
		hash = append(hash, timed(func() error {
			for _, x := range chunks {
				sha256.Sum256(x)
			}
			return nil
		}, t))
	}
	a, b := median(hash), median(verify)
	fmt.Printf("verify of %d rows: %.0f ms, hashing the same bytes %.0f ms, ratio %.2f (aim 3)\n", million, b, a, b/a)
	chunks = nil
	o := options(c)
	o.Create = false
	var s *Store
	fmt.Printf("open with %d entries, lists ready: %.0f ms\n", million, timed(func() (err error) {
		s, err = Open(path, o)
		s.Warm()
		return err
	}, t))
	defer shut(t, s)
	screens(t, s)
	searches(t, s)
}

func timed(fn func() error, t *testing.T) float64 {
	t.Helper()
	t0 := time.Now()
	if err := fn(); err != nil {
		t.Fatal(err)
	}
	return float64(time.Since(t0)) / 1e6
}

func screens(t *testing.T, s *Store) {
	for _, f := range []Filter{{Book: "duty"}, {Book: "duty", Late: true}, {Book: "duty", Kind: string(forms.Complaint), Viewer: li}} {
		var l *Listing
		var find, top, deep []float64
		for range 9 {
			find = append(find, timed(func() (err error) { l, err = s.List(f); return err }, t))
			screen := func(from int) func() error {
				return func() error {
					rows, err := l.Rows(context.Background(), from, 50)
					if err == nil && len(rows) != 50 {
						t.Fatalf("%d rows", len(rows))
					}
					return err
				}
			}
			top, deep = append(top, timed(screen(0), t)), append(deep, timed(screen(l.Count()-50), t))
		}
		fmt.Printf("list of %d among %d: found in %.1f ms; a screen at the top %.2f ms, at the end %.2f ms (aim 50)\n",
			l.Count(), million, median(find), median(top), median(deep))
	}
}

func searches(t *testing.T, s *Store) {
	for _, text := range []string{"水", "漏水", "噪音太大", "13512", "zw", "3-2-501", "0123", "漏水 电梯 A", "13987654321"} {
		var ms []float64
		hits := 0
		for range 9 {
			ms = append(ms, timed(func() error {
				rows, err := s.Search(context.Background(), Query{Text: text, Viewer: li, Limit: 50})
				hits = len(rows)
				return err
			}, t))
		}
		fmt.Printf("search of %q among %d: %d hits in %.1f ms (aim 50)\n", text, million, hits, median(ms))
	}
}

// hashed gives the texts that the hashes of a ledger are taken of.
func hashed(t *testing.T, path string) (chunks [][]byte) {
	db, err := openHandle(path, frozen)
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, db)
	rows, err := db.Query(`SELECT seq, at, book, year, no, page, line, verb, edition, by_id, by_name, by_role, words_hash, prev, salt, words
		FROM ledger JOIN words USING (seq)`)
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, rows)
	var r row
	var under, prev, salt, words sql.RawBytes
	for rows.Next() {
		err := rows.Scan(&r.seq, &r.at, &r.book, &r.year, &r.no, &r.page, &r.line, &r.verb, &r.edition, &r.id, &r.name, &r.role, &under, &prev, &salt, &words)
		if err != nil {
			t.Fatal(err)
		}
		r.wordsHash, r.prev = sum(under), sum(prev)
		chunks = append(chunks, r.canonical(nil), append(append([]byte{}, salt...), words...))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return chunks
}
