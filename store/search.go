package store

import (
	"context"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// Query is what is looked for.
type Query struct {
	Book   string       // "" for all registers
	Text   string       // as typed: words parted by spaces, each of which has to be found
	Viewer forms.Person // who looks: confidential entries are found by their words only by those who may read them
	Limit  int          // most hits
	Only   Filter       // lets some entries through, of whatever book; what it says of a book or a viewer counts for nothing
}

// Search finds entries by anything ever written in them: any part of the text
// from one character on, room, phone, number (2026-0123, 0123 or 123) and the
// initials of a name in pinyin, from its first. Whoever names an entry by its whole
// number gets that first; of all others what is urgent and open comes first, then hits
// by number, then the newest.
func (s *Store) Search(ctx context.Context, q Query) ([]Row, error) {
	in, err := s.registers(q.Book)
	if err != nil || q.Limit <= 0 {
		return nil, err
	}
	unswept, err := s.fresh.view() // before the snapshot: a sweep between the two must not hide anything
	if err != nil {
		return nil, err
	}
	lets, err := s.lets(in, q)
	if err != nil {
		return nil, err
	}
	db, done, err := s.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	hits, err := s.numbered(ctx, db, in, q.Text)
	if err != nil {
		return nil, err
	}
	hits = slices.DeleteFunc(hits, func(entry int64) bool { return !lets(entry) })
	first, err := s.foremost(in)
	if err != nil {
		return nil, err
	}
	named := 0 // how many stand first whatever they are
	if m := numberForm.FindStringSubmatch(typedNumber(q.Text)); m != nil && m[1] != "" {
		named = len(hits)
		urgentFirst(hits, first)
	}
	if all := ask(q.Text); len(all) > 0 {
		more, err := s.worded(ctx, db, unswept, in, all, q, first, lets)
		if err != nil {
			return nil, err
		}
		hits = append(hits, more...)
	}
	urgentFirst(hits[named:], first)
	return s.rowsOf(ctx, db, once(hits, q.Limit), q.Viewer)
}

// typedNumber is what was typed, as a number is written.
func typedNumber(text string) string { return strings.TrimSpace(paper.Narrow(text)) }

// foremost are the entries of some books that come first in every list.
func (s *Store) foremost(in []string) (map[int64]bool, error) {
	out := map[int64]bool{}
	return out, s.cols.view(func() error {
		for _, book := range in {
			for _, m := range s.cols.marks[book] {
				if foremost(m.flags) {
					out[m.entry] = true
				}
			}
		}
		return nil
	})
}

// urgentFirst moves to the front what comes first, and leaves the order else.
func urgentFirst(hits []int64, first map[int64]bool) {
	rank := func(entry int64) int {
		if first[entry] {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(hits, func(a, b int64) int { return rank(a) - rank(b) })
}

// lets tells of an entry whether the filter of a search lets it through: asked
// before hits are counted, so that none is passed over for one that is not wanted.
func (s *Store) lets(in []string, q Query) (func(entry int64) bool, error) {
	if q.Only.all() {
		return func(int64) bool { return true }, nil
	}
	found := map[int64]bool{}
	for _, book := range in {
		f := q.Only
		f.Book, f.Viewer = book, q.Viewer
		l, err := s.List(f)
		if err != nil {
			return nil, err
		}
		for _, entry := range slices.Concat(l.first, l.rest) {
			found[entry] = true
		}
	}
	return func(entry int64) bool { return found[entry] }, nil
}

// registers are the books that are searched. People and settings are not
// searched along with the registers.
func (s *Store) registers(key string) ([]string, error) {
	if key != "" {
		_, err := s.book(key)
		return []string{key}, err
	}
	var in []string
	for k := range s.books {
		if k != staffBook && k != officeBook {
			in = append(in, k)
		}
	}
	sort.Strings(in)
	return in, nil
}

var numberForm = regexp.MustCompile(`^(?:(\d{4})-)?(\d{1,7})$`)

// numbered finds entries by their number alone, which everybody may know.
func (s *Store) numbered(ctx context.Context, db querier, in []string, typed string) ([]int64, error) {
	m := numberForm.FindStringSubmatch(typedNumber(typed))
	if m == nil {
		return nil, nil
	}
	no, _ := strconv.Atoi(m[2]) // the pattern lets only digits through
	var out []int64
	for _, book := range in {
		rows, err := db.QueryContext(ctx, `
			WITH RECURSIVE years (year) AS (
				SELECT min(year) FROM ledger WHERE book = ?1
				UNION ALL SELECT year + 1 FROM years WHERE year < (SELECT max(year) FROM ledger WHERE book = ?1)
			)
			SELECT entry FROM years CROSS JOIN ledger AS l ON l.book = ?1 AND l.year = years.year AND l.no = ?2
			CROSS JOIN board ON entry = l.seq
			WHERE ?3 = '' OR years.year = CAST(?3 AS INTEGER)`, book, no, m[1])
		found, err := collect(rows, err, func(row scanner) (e int64, err error) { return e, row.Scan(&e) })
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] > out[j] })
	return out, nil
}

// worded finds entries by their words, the newest first. What was written
// since the last sweep is read through, and so is what comes first in every list: it
// must not be passed over for newer hits. The rest is proposed by the grams.
func (s *Store) worded(ctx context.Context, db querier, unswept map[int64]*unswept, in []string, all []asked, q Query, first map[int64]bool, lets func(int64) bool) ([]int64, error) {
	var out []int64
	fits := func(entry int64, x searchText) bool {
		return unswept[entry] == nil && lets(entry) && x.found(all) && s.readable(in, entry, q.Viewer)
	}
	list, err := json.Marshal(slices.Collect(maps.Keys(first)))
	if err != nil {
		return nil, err
	}
	err = s.each(ctx, db, `SELECT entry, pieces, initials FROM hay WHERE entry IN (SELECT value FROM json_each(?))`, func(entry int64, x searchText) bool {
		if fits(entry, x) {
			out = append(out, entry)
		}
		return true
	}, string(list))
	if err != nil {
		return nil, err
	}
	for entry, u := range unswept {
		if lets(entry) && u.text().found(all) && s.readable(in, entry, q.Viewer) {
			out = append(out, entry)
		}
	}
	left := q.Limit
	err = s.each(ctx, db, `SELECT entry, pieces, initials FROM grams CROSS JOIN hay ON entry = grams.rowid
		WHERE grams MATCH ? ORDER BY grams.rowid DESC`, func(entry int64, x searchText) bool {
		if !first[entry] && fits(entry, x) {
			out = append(out, entry)
			left--
		}
		return left > 0
	}, match(all))
	sort.Slice(out, func(i, j int) bool { return out[i] > out[j] })
	return out, err
}

// each reads straws until fn says no.
func (s *Store) each(ctx context.Context, db querier, query string, fn func(entry int64, x searchText) bool, args ...any) error {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return plainly(err)
	}
	defer func() { _ = rows.Close() }() // rows.Err is looked at
	for rows.Next() {
		var entry int64
		var x searchText
		if err := rows.Scan(&entry, &x.pieces, &x.initials); err != nil {
			return plainly(err)
		}
		if !fn(entry, x) {
			return nil
		}
	}
	return plainly(rows.Err())
}

// readable tells whether the entry stands in one of the books, and the viewer
// may read its words.
func (s *Store) readable(in []string, entry int64, viewer forms.Person) bool {
	ok := false
	err := s.cols.view(func() error {
		for _, book := range in {
			marks := s.cols.marks[book]
			if i := find(marks, entry); i < len(marks) && marks[i].entry == entry {
				ok = mayRead(viewer, marks[i].flags, s.cols.words[marks[i].writer])
				return nil
			}
		}
		return nil
	})
	return ok && err == nil
}

// once keeps the first n different ones.
func once(list []int64, n int) []int64 {
	seen := map[int64]bool{}
	out := make([]int64, 0, min(n, len(list)))
	for _, x := range list {
		if !seen[x] && len(out) < n {
			seen[x] = true
			out = append(out, x)
		}
	}
	return out
}
