package simulate

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/pinyin"
	"frontdesk/store"
	"frontdesk/store/told"
)

// above sees everything.
var above = forms.Person{ID: "nobody", Name: "查看", Role: forms.Manager}

// shown holds the board and the list of a book against the record as its acts
// make it.
func shown(w *world) error {
	for _, e := range w.touched() {
		r, last, err := w.record(e)
		if err != nil {
			return fmt.Errorf("%s: %w", e.ref, err)
		}
		b := r.Brief()
		e.brief = b
		if last != e.last {
			return fmt.Errorf("%s %s: the last row is %d, not %d", e.ref.Book, e.ref, last, e.last)
		}
		l, err := w.s.List(store.Filter{Book: e.ref.Book, Viewer: above})
		if err != nil {
			return err
		}
		at, ok := l.At(e.first)
		if !ok {
			return fmt.Errorf("%s %s is not listed", e.ref.Book, e.ref)
		}
		rows, err := l.Rows(context.Background(), at, 1)
		if err != nil || len(rows) != 1 {
			return fmt.Errorf("%d rows, %w", len(rows), err)
		}
		if err := w.compareRow(rows[0], b, above); err != nil {
			return err
		}
	}
	return nil
}

func isLate(b forms.Brief, now time.Time) bool {
	return b.Open && !b.Due.IsZero() && now.After(b.Due)
}

func mayRead(viewer forms.Person, b forms.Brief) bool {
	return !b.Confidential || viewer.Role.AtLeast(forms.Supervisor) || viewer.ID != "" && viewer.ID == b.Writer
}

func (w *world) compareRow(r store.Row, b forms.Brief, viewer forms.Person) error {
	if r.State != b.State || r.Open != b.Open || r.Void != b.Void || r.Urgent != b.Urgent || r.Late != isLate(b, w.s.Now()) ||
		r.Happened.UnixMilli() != b.Happened.UnixMilli() && !b.Happened.IsZero() || !b.Due.IsZero() && r.Due.UnixMilli() != b.Due.UnixMilli() {
		return fmt.Errorf("the list shows %+v of %+v", r, b)
	}
	if readable := mayRead(viewer, b); r.Veiled == readable ||
		readable && r.Name+r.Room+r.Phone+r.Kind+r.Handler != b.Name+b.Room+b.Phone+b.Kind+b.Handler ||
		!readable && r.Name+r.Room+r.Phone+r.Kind+r.Handler != "" {
		return fmt.Errorf("%s sees %+v of %+v", viewer.Name, r, b)
	}
	return nil
}

// found looks for a part of what was just written.
func found(w *world) error {
	r := rand.New(rand.NewPCG(w.o.act.Fill, 6))
	for _, e := range w.touched() {
		text := partOf(r, e.brief)
		if normal(text) == "" {
			continue
		}
		hits, err := w.s.Search(context.Background(), store.Query{Text: text, Viewer: above, Limit: 100_000})
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(hits, func(x store.Row) bool { return x.Ref == e.ref }) {
			return fmt.Errorf("%s %s is not found by %q", e.ref.Book, e.ref, text)
		}
	}
	return nil
}

// mostLetters are as many initials of a name as a search looks for.
const mostLetters = 12

// partOf is a part of what an entry is found by.
func partOf(r *rand.Rand, b forms.Brief) string {
	if len(b.Hay) == 0 {
		return ""
	}
	if chance(r, 4) && len(b.Initials) > 0 {
		if names := pinyin.Initials(pick(r, b.Initials...)); len(names) > 0 {
			s := pick(r, names...)
			s = s[:1+r.IntN(min(len(s), mostLetters))]
			return s[:len(s)-len(strings.TrimLeft(s, "abcdefghijklmnopqrstuvwxyz"))]
		}
	}
	piece := []rune(pick(r, b.Hay...))
	if len(piece) == 0 {
		return ""
	}
	from := r.IntN(len(piece))
	words := strings.Fields(string(piece[from:min(len(piece), from+1+r.IntN(6))]))
	return strings.Join(words, " ")
}

// normal is text as searches compare it: lower case, narrow, without spaces and
// punctuation.
func normal(s string) string {
	return strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsControl(r) || r < 128 && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, strings.ToValidUTF8(paper.Narrow(s), ""))
}

// voids wants every entry that was ever opened to stand in the list of its book,
// the void ones also among the void.
func voids(w *world) error {
	all, void := map[string]int{}, map[string]int{}
	for _, e := range w.entries {
		all[e.ref.Book]++
		if e.brief.Void {
			void[e.ref.Book]++
		}
	}
	for _, b := range w.books {
		l, err := w.s.List(store.Filter{Book: b.Key, Viewer: above})
		if err != nil {
			return err
		}
		v, err := w.s.List(store.Filter{Book: b.Key, Viewer: above, Void: true})
		if err != nil {
			return err
		}
		if l.Count() != all[b.Key] || v.Count() != void[b.Key] {
			return fmt.Errorf("%s lists %d of %d entries, %d of %d void ones", b.Key, l.Count(), all[b.Key], v.Count(), void[b.Key])
		}
	}
	return nil
}

// dice are those of a day: the same whatever acts were left out before.
func (w *world) dice() *rand.Rand {
	return rand.New(rand.NewPCG(w.plan.seed, uint64(forms.StartOfDay(w.s.Now()).Unix())))
}

// lists asks for lists by filters of all kinds.
func lists(w *world) error {
	r := w.dice()
	for range 12 {
		if err := w.compareList(w.filter(r), r); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) filter(r *rand.Rand) store.Filter {
	f := store.Filter{
		Book: pick(r, w.books...).Key, Viewer: w.anybody(r), Open: chance(r, 4), Late: chance(r, 6), Urgent: chance(r, 8), Void: chance(r, 10),
	}
	if len(w.entries) > 0 {
		b := w.entries[r.IntN(len(w.entries))]
		f.Book = b.ref.Book
		if chance(r, 3) {
			f.Kind = b.brief.Kind
		}
		if chance(r, 4) {
			f.State = b.brief.State
		}
	}
	if chance(r, 4) {
		f.Mine = w.anybody(r)
	}
	if chance(r, 3) {
		f.From = w.s.Now().AddDate(0, 0, -r.IntN(20))
		f.To = f.From.AddDate(0, 0, r.IntN(5))
	}
	return f
}

// lets is what a filter means.
func lets(f store.Filter, b forms.Brief, now time.Time) bool {
	day := forms.Day(b.Happened)
	for _, in := range []bool{
		!f.Open || b.Open, !f.Late || isLate(b, now), !f.Urgent || b.Urgent, !f.Void || b.Void,
		f.Kind == "" || b.Kind == f.Kind && mayRead(f.Viewer, b),
		f.State == "" || b.State == f.State,
		f.Mine == forms.Person{} || b.Writer == f.Mine.ID || b.Handler == f.Mine.Name,
		f.From.IsZero() || day >= forms.Day(f.From), f.To.IsZero() || day <= forms.Day(f.To),
	} {
		if !in {
			return false
		}
	}
	return true
}

func (w *world) compareList(f store.Filter, r *rand.Rand) error {
	var first, rest []*entry
	for i := len(w.entries) - 1; i >= 0; i-- { // the newest first
		switch e := w.entries[i]; {
		case e.ref.Book != f.Book || !lets(f, e.brief, w.s.Now()):
		case e.brief.Open && e.brief.Urgent:
			first = append(first, e)
		default:
			rest = append(rest, e)
		}
	}
	want := slices.Concat(first, rest)
	l, err := w.s.List(f)
	if err != nil || l.Count() != len(want) {
		return fmt.Errorf("%+v: %d of %d entries, %w", f, l.Count(), len(want), err)
	}
	from := r.IntN(len(want) + 3)
	rows, err := l.Rows(context.Background(), from, 20)
	if err != nil || len(rows) != max(0, min(20, len(want)-from)) {
		return fmt.Errorf("%d rows from %d, %w", len(rows), from, err)
	}
	for i, x := range rows {
		e := want[from+i]
		if at, ok := l.At(x.Entry); !ok || at != from+i || x.Entry != e.first || x.Ref != e.ref {
			return fmt.Errorf("row %d of %+v is %+v", from+i, f, x)
		}
		if err := w.compareRow(x, e.brief, f.Viewer); err != nil {
			return err
		}
	}
	return nil
}

// searches looks for parts of what stands in some entry.
func searches(w *world) error {
	r := w.dice()
	for range 8 {
		if len(w.entries) == 0 {
			return nil
		}
		q := store.Query{Viewer: w.anybody(r), Limit: 100_000}
		for range 1 + r.IntN(2) {
			q.Text += partOf(r, w.entries[r.IntN(len(w.entries))].brief) + " "
		}
		if err := w.compareSearch(q); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) compareSearch(q store.Query) error {
	want := map[int64]bool{}
	for _, e := range w.entries {
		if isNumber(e.ref, q.Text) || mayRead(q.Viewer, e.brief) && have(e.brief, q.Text) {
			want[e.first] = true
		}
	}
	hits, err := w.s.Search(context.Background(), q)
	if err != nil {
		return err
	}
	got := map[int64]bool{}
	for _, h := range hits {
		got[h.Entry] = true
	}
	if !reflect.DeepEqual(got, want) || len(hits) != len(want) {
		return fmt.Errorf("%s looks for %q: rows %v, want %v", q.Viewer.Name, q.Text, got, want)
	}
	q.Limit = 3 // fewer are the first of them
	few, err := w.s.Search(context.Background(), q)
	if err != nil || len(few) != min(3, len(hits)) || len(few) > 0 && !reflect.DeepEqual(few, hits[:len(few)]) {
		return fmt.Errorf("%q, three of %d: %v, %w", q.Text, len(hits), few, err)
	}
	return nil
}

// isNumber tells whether a text is the number of an entry, which everybody may
// know.
func isNumber(ref forms.Ref, text string) bool {
	text = strings.TrimSpace(paper.Narrow(text))
	year, no, ok := strings.Cut(text, "-")
	if !ok {
		year, no = "", text
	}
	n, err := strconv.Atoi(no)
	return err == nil && len(no) <= 7 && !strings.ContainsAny(no, "+-") && n == ref.No && (!ok || len(year) == 4 && year == strconv.Itoa(ref.Year))
}

// have tells whether every word of the text is found in the entry.
func have(b forms.Brief, text string) bool {
	asked := 0
	for _, word := range strings.Fields(paper.Narrow(text)) {
		word = normal(word)
		if word == "" {
			continue
		}
		asked++
		letters := strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == ""
		if !slices.ContainsFunc(b.Hay, func(p string) bool { return strings.Contains(normal(p), word) }) &&
			!(letters && slices.ContainsFunc(b.Initials, func(name string) bool {
				return slices.ContainsFunc(pinyin.Initials(name), func(in string) bool { return strings.HasPrefix(normal(in), word) })
			})) {
			return false
		}
	}
	return asked > 0
}

// rebuilt makes a copy's board, pages and index again from the ledger, and holds
// them against what stood there.
func rebuilt(w *world) (err error) {
	c := w.copied("rebuild")
	defer func() { err = errors.Join(err, c.gone()) }()
	before, err := c.derived()
	if err != nil {
		return err
	}
	if err := c.s.Rebuild(context.Background()); err != nil {
		return err
	}
	after, err := c.derived()
	if err != nil {
		return err
	}
	for i := range min(len(before), len(after)) {
		if before[i] != after[i] {
			return fmt.Errorf("kept %s, replayed %s", before[i], after[i])
		}
	}
	if len(before) != len(after) {
		return fmt.Errorf("%d rows kept, %d replayed", len(before), len(after))
	}
	return errors.Join(lists(c), searches(c))
}

// copied is the office as it would be found after a kill, beside the real one.
func (w *world) copied(name string) *world {
	c := *w
	c.dir = filepath.Join(w.dir, name)
	c.path = filepath.Join(c.dir, store.LedgerName)
	c.pc = told.At(w.pc.Now())
	w.snapshot(c.path)
	c.open()
	return &c
}

// derived is what stands beside the ledger, as text.
func (w *world) derived() (out []string, err error) {
	for _, q := range []string{`SELECT * FROM board ORDER BY entry`, `SELECT * FROM pages ORDER BY book, year, no`} {
		rows, err := w.raw.Query(q)
		if err != nil {
			return nil, err
		}
		names, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			values := make([]any, len(names))
			for i := range values {
				values[i] = new(any)
			}
			if err := rows.Scan(values...); err != nil {
				return nil, err
			}
			line := ""
			for i, v := range values {
				line += fmt.Sprintf("%s=%v ", names[i], *v.(*any))
			}
			out = append(out, line)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return nil, err
		}
	}
	return out, nil
}
