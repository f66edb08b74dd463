package store

import (
	"context"
	"database/sql"
	"errors"

	"frontdesk/forms"
)

// derivedVersion says by which rules the tables beside the ledger are made. It
// goes up when what a brief holds, how text is normalised or how it is cut into
// grams changes; a file with another version is rebuilt when it is opened.
const derivedVersion = 1

// refresh makes the derived tables again when they were made by other rules.
func (s *Store) refresh(ctx context.Context) error {
	var version int
	err := s.read.QueryRowContext(ctx, `SELECT version FROM derived`).Scan(&version)
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return broken(err)
	case version == derivedVersion:
		return nil
	}
	return s.remake(ctx)
}

// Rebuild makes board, pages and search index again from the ledger alone.
func (s *Store) Rebuild(ctx context.Context) error {
	if err := s.remake(ctx); err != nil {
		return err
	}
	return s.cols.reload(s.read)
}

func (s *Store) remake(ctx context.Context) error {
	return s.transact(ctx, func(t *tx) error {
		for _, q := range []string{
			`DELETE FROM board`, `DELETE FROM fresh`, `DELETE FROM hay`, `DELETE FROM pages`, `DELETE FROM derived`,
			`INSERT INTO grams (grams) VALUES ('delete-all')`,
		} {
			if err := t.exec(q); err != nil {
				return broken(err)
			}
		}
		for key, b := range s.books {
			if err := t.replayBook(ctx, key, b); err != nil {
				return err
			}
		}
		t.turns = map[bookYear]*turn{}
		return broken(t.exec(`INSERT INTO derived (one, version) VALUES (1, ?)`, derivedVersion))
	})
}

// replayBook makes the board of one book. Its rows come entry after entry, so
// that only one record is in memory at a time.
func (t *tx) replayBook(ctx context.Context, key string, b *forms.Book) error {
	rows, err := t.rows(actQuery+`book = ? AND no > 0 ORDER BY year, no, seq`, key)
	if err != nil {
		return broken(err)
	}
	defer func() { _ = rows.Close() }() // rows.Err is looked at
	var acts []forms.Act
	scan := scanAct(b)
	t.turns = map[bookYear]*turn{}
	for rows.Next() {
		a, err := scan(rows)
		if err != nil {
			return err
		}
		if len(acts) > 0 && acts[0].Ref != a.Ref {
			if err := t.rederive(b, acts); err != nil {
				return err
			}
			acts = acts[:0]
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		acts = append(acts, a)
	}
	if err := rows.Err(); err != nil {
		return broken(err)
	}
	if len(acts) > 0 {
		if err := t.rederive(b, acts); err != nil {
			return err
		}
	}
	return t.retouch(key)
}

// rederive makes what is kept of one entry.
func (t *tx) rederive(b *forms.Book, acts []forms.Act) error {
	first, last := acts[0], acts[len(acts)-1]
	r, err := b.Replay(acts)
	if err != nil {
		return err
	}
	if err := t.putMark(first, last, r.Brief(), func(entry int64, x straw) error { return t.index(entry, x) }); err != nil {
		return err
	}
	at := bookYear{b.Key, first.Ref.Year}
	x := t.turns[at]
	if x == nil {
		x = &turn{}
		t.turns[at] = x
	}
	x.retake(b, first)
	return t.putPage(at, x, 0)
}

// retouch finds the last row of every page.
func (t *tx) retouch(book string) error {
	return broken(t.exec(`WITH touch AS MATERIALIZED (
			SELECT year, page, max(seq) AS last FROM ledger WHERE book = ?1 AND page > 0 GROUP BY year, page
		) UPDATE pages SET last = touch.last FROM touch
		WHERE pages.book = ?1 AND pages.year = touch.year AND pages.no = touch.page`, book))
}
