package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"frontdesk/forms"
)

// Past is a year of a book that has been kept for as long as the rules say.
type Past struct {
	Book    *forms.Book
	Year    int
	Entries int   // whose words are still there
	Refused error // why it cannot be let go of yet; nil when it can
}

// PastKeeping lists what has been kept for as long as the rules say, oldest
// first.
func (s *Store) PastKeeping(ctx context.Context) ([]Past, error) {
	rules := s.Office().Rules
	var out []Past
	for _, b := range s.opts.Books {
		if rules.KeptFor(b) == 0 {
			continue
		}
		rows, err := s.read.QueryContext(ctx, `SELECT year, count(*) FROM ledger WHERE book = ? AND verb = 'open' AND seq NOT IN (SELECT seq FROM gone) GROUP BY year ORDER BY year`, b.Key)
		years, err := collect(rows, err, func(row scanner) (p Past, err error) { return p, row.Scan(&p.Year, &p.Entries) })
		if err != nil {
			return nil, err
		}
		for _, p := range years {
			if from := forms.DisposableFrom(p.Year, rules.KeptFor(b)); s.Now().Before(from) {
				continue
			}
			p.Book = s.books[b.Key]
			if p.Refused, err = s.mayDispose(ctx, p.Book, p.Year); err != nil {
				return nil, err
			}
			out = append(out, p)
		}
	}
	return out, nil
}

// mayDispose finds out whether a year may be let go of: the refusal is why not.
func (s *Store) mayDispose(ctx context.Context, b *forms.Book, year int) (refused, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT entry FROM board WHERE book = ? AND year = ? AND flags & ? <> 0`, b.Key, year, isOpen)
	open, err := collect(rows, err, func(row scanner) (n int64, err error) { return n, row.Scan(&n) })
	if err != nil {
		return nil, err
	}
	loose, err := s.loose(ctx, b, year)
	if err != nil {
		return nil, err
	}
	return forms.MayDispose(b, year, s.Office().Rules.KeptFor(b), s.Now(), len(open), loose), nil
}

// loose lists the pages of a year that stand in no archive as they are now: that
// was signed for by two people after their last row.
func (s *Store) loose(ctx context.Context, b *forms.Book, year int) ([]string, error) {
	shelved, err := s.Plain(ctx, b.Key, forms.Shelve)
	if err != nil {
		return nil, err
	}
	rows, err := s.read.QueryContext(ctx, pageQuery+`book = ? AND year = ? ORDER BY no`, b.Key, year)
	pages, err := collect(rows, err, scanPage)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, p := range pages {
		var last int64
		if err := s.read.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM ledger WHERE book = ? AND year = ? AND no BETWEEN ? AND ?`, b.Key, year, p.First, p.First+p.Lines-1).Scan(&last); err != nil {
			return nil, plainly(err)
		}
		if !forms.OnShelf(shelved, p.Day, last) {
			out = append(out, forms.LeafName(p.Year, p.No))
		}
	}
	return out, nil
}

// Dispose lets go of the words of a year of a book, by a manager's signature
// (销毁). Its rows stay, with numbers, times, signers and hashes; what was made
// from the words, such as lists and the search index, is made anew without them,
// and the file is written anew, so that they stand nowhere in it. It returns a
// Refusal before the year's time, with entries open, or with pages that are not
// archived. A copy is made before; it still has the words.
func (s *Store) Dispose(ctx context.Context, by forms.Person, book string, year int, reason string) (forms.Act, error) {
	b, err := s.book(book)
	if err != nil {
		return forms.Act{}, err
	}
	refused, err := s.mayDispose(ctx, b, year)
	if err = errors.Join(refused, err); err != nil {
		return forms.Act{}, err // before a copy is made for nothing
	}
	if err := backupBefore(ctx, s.path, s.Now(), BeforeDispose); err != nil {
		return forms.Act{}, err
	}
	var a forms.Act
	err = s.transact(ctx, func(t *tx) error {
		a, err = t.dispose(ctx, b, by, year, reason)
		return err
	})
	if err != nil {
		return forms.Act{}, err
	}
	// What is made from the words was dropped with them: should this be cut
	// short, the next start makes it, and writes the file anew.
	return a, s.Rebuild(context.WithoutCancel(ctx))
}

func (t *tx) dispose(ctx context.Context, b *forms.Book, by forms.Person, year int, reason string) (forms.Act, error) {
	refused, err := t.s.mayDispose(ctx, b, year) // as it stands: this is the only one who writes
	if err != nil {
		return forms.Act{}, err
	}
	if refused != nil {
		return forms.Act{}, refused
	}
	rows, err := t.rows(`SELECT seq, verb FROM ledger WHERE book = ? AND year = ? AND no > 0 AND seq NOT IN (SELECT seq FROM gone) ORDER BY seq`, b.Key, year)
	type line struct {
		seq  int64
		verb string
	}
	lines, err := collect(rows, err, func(row scanner) (l line, err error) { return l, row.Scan(&l.seq, &l.verb) })
	if err != nil {
		return forms.Act{}, err
	}
	d := &forms.Disposing{Year: year, Reason: strings.TrimSpace(reason)}
	for _, k := range t.s.Office().Rules.Kept([]*forms.Book{b}) {
		if k.Book == b.Key {
			d.Clause, d.Kept = k.Clause, k.Years
		}
	}
	for _, l := range lines {
		if l.verb == string(forms.Open) {
			d.Entries++
		}
		if n := len(d.Rows); n > 0 && d.Rows[n-1][1] == l.seq-1 {
			d.Rows[n-1][1] = l.seq
			continue
		}
		d.Rows = append(d.Rows, [2]int64{l.seq, l.seq})
	}
	if d.Entries == 0 {
		return forms.Act{}, forms.Refusal(fmt.Sprintf("%d 年的“%s”没有可以销毁的内容。", year, b.Name))
	}
	a, err := t.append(Writing{Ref: forms.Ref{Book: b.Key}, Verb: forms.Dispose, By: by, Deed: d})
	if err != nil {
		return a, err
	}
	for _, r := range d.Rows {
		if err := t.exec(`INSERT INTO gone (seq, act) SELECT seq, ? FROM ledger WHERE seq BETWEEN ? AND ?`, a.Seq, r[0], r[1]); err != nil {
			return a, plainly(err)
		}
		if err := t.exec(`DELETE FROM words WHERE seq BETWEEN ? AND ?`, r[0], r[1]); err != nil {
			return a, plainly(err)
		}
	}
	return a, plainly(t.exec(`DELETE FROM derived`)) // lists and search are made from words that are gone
}

// wipe writes the file anew, so that nothing that was deleted stands in its
// unused pages or in the log beside it.
func (s *Store) wipe(ctx context.Context) error {
	for _, q := range []string{`VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`} {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.mu.Lock()
		err := s.pen.exec(q)
		s.mu.Unlock()
		if err != nil {
			return plainly(err)
		}
	}
	return nil
}
