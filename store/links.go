package store

import (
	"cmp"
	"context"
	_ "embed" // the table
	"slices"

	"frontdesk/forms"
)

//go:embed schema/links.sql
var linksSQL string

// mostLinked is how many entries are shown together: what hangs together longer
// than this is a mistake in the numbers.
const mostLinked = 30

// putLinks keeps what the entry follows from; of a new one nothing is kept yet.
func (t *tx) putLinks(entry int64, isNew bool, r forms.Record) error {
	l, ok := r.(forms.Linker)
	if !ok {
		return nil
	}
	if !isNew {
		if err := t.exec(`DELETE FROM links WHERE entry = ?`, entry); err != nil {
			return plainly(err)
		}
	}
	for _, ref := range l.Follows() {
		if err := t.exec(`INSERT OR IGNORE INTO links (entry, book, year, no) VALUES (?, ?, ?, ?)`, entry, ref.Book, ref.Year, ref.No); err != nil {
			return plainly(err)
		}
	}
	return nil
}

// Linked gives the entries that belong together with one: those it follows from
// and those that follow from it, on and on, oldest first, itself among them. A
// confidential one that follows is not named to those who may not read it.
func (s *Store) Linked(ctx context.Context, ref forms.Ref, viewer forms.Person) ([]Row, error) {
	found := map[forms.Ref]Row{}
	for queue := []forms.Ref{ref}; len(queue) > 0 && len(found) < mostLinked; queue = queue[1:] {
		at := queue[0]
		if _, ok := found[at]; ok {
			continue
		}
		itself, err := s.linkRows(ctx, viewer, `SELECT entry FROM ledger AS l CROSS JOIN board ON entry = l.seq WHERE l.book = ? AND l.year = ? AND l.no = ?`, at)
		if err != nil {
			return nil, err
		}
		for _, row := range itself {
			found[at] = row
			before, err := s.follows(ctx, row.Entry)
			if err != nil {
				return nil, err
			}
			queue = append(queue, before...)
		}
		after, err := s.linkRows(ctx, viewer, `SELECT entry FROM links WHERE book = ? AND year = ? AND no = ? ORDER BY entry`, at)
		if err != nil {
			return nil, err
		}
		for _, row := range after {
			if !row.Veiled {
				queue = append(queue, row.Ref)
			}
		}
	}
	out := make([]Row, 0, len(found))
	for _, r := range found {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Row) int { return cmp.Compare(a.Entry, b.Entry) })
	return out, nil
}

// linkRows are the entries that a query finds for a number.
func (s *Store) linkRows(ctx context.Context, viewer forms.Person, query string, at forms.Ref) ([]Row, error) {
	rows, err := s.read.QueryContext(ctx, query, at.Book, at.Year, at.No)
	entries, err := collect(rows, err, func(row scanner) (e int64, err error) { return e, row.Scan(&e) })
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	return s.rowsOf(ctx, s.read, entries, viewer)
}

// follows are the entries that one follows from.
func (s *Store) follows(ctx context.Context, entry int64) ([]forms.Ref, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT book, year, no FROM links WHERE entry = ?`, entry)
	return collect(rows, err, func(row scanner) (r forms.Ref, err error) { return r, row.Scan(&r.Book, &r.Year, &r.No) })
}
