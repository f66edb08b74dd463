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
const derivedVersion = 4

// refresh makes the derived tables again when they were made by other rules.
func (s *Store) refresh(ctx context.Context) error {
	var version int
	err := s.read.QueryRowContext(ctx, `SELECT version FROM derived`).Scan(&version)
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return plainly(err)
	case version == derivedVersion:
		return nil
	}
	if err := s.remake(ctx); err != nil {
		return err
	}
	_ = s.settleMade(ctx) // on a full disk it is tried again at the next start; it must not cost the office its book
	return nil
}

// Rebuild makes board, pages and search index again from the ledger alone.
func (s *Store) Rebuild(ctx context.Context) error {
	if err := s.remake(ctx); err != nil {
		return err
	}
	s.fresh.clear()
	return errors.Join(s.settleMade(ctx), s.cols.reload())
}

// unsettled is the version of derived tables that are made, in a file where what they
// were made from before may still stand in unused pages.
const unsettled = 0

// settleMade writes the file anew where words were let go of, and only then says that
// the derived tables are made: whatever cuts it off, the next start does it again.
func (s *Store) settleMade(ctx context.Context) error {
	var version int
	if err := s.read.QueryRowContext(ctx, `SELECT version FROM derived`).Scan(&version); err != nil || version != unsettled {
		return plainly(err)
	}
	if err := s.wipe(ctx); err != nil {
		return err
	}
	return s.transact(ctx, func(t *tx) error { return plainly(t.exec(`UPDATE derived SET version = ?`, derivedVersion)) })
}

func (s *Store) remake(ctx context.Context) error {
	return s.transact(ctx, func(t *tx) error {
		for _, q := range []string{
			`DELETE FROM board`, `DELETE FROM links`, `DELETE FROM hay`, `DELETE FROM pages`, `DELETE FROM derived`,
			`INSERT INTO grams (grams) VALUES ('delete-all')`,
		} {
			if err := t.exec(q); err != nil {
				return plainly(err)
			}
		}
		for key, b := range s.books {
			if err := t.replayBook(ctx, key, b); err != nil {
				return err
			}
		}
		t.turns = map[bookYear]*turn{}
		return plainly(t.exec(`INSERT INTO derived (one, version, swept) SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM gone) THEN ? ELSE ? END, ?`,
			unsettled, derivedVersion, t.head.seq))
	})
}

// replayBook makes the board of one book. Its rows come entry after entry, so
// that only one record is in memory at a time.
func (t *tx) replayBook(ctx context.Context, key string, b *forms.Book) error {
	rows, err := t.rows(actQuery+`book = ? AND no > 0 ORDER BY year, no, seq`, key)
	if err != nil {
		return plainly(err)
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
		return plainly(err)
	}
	if len(acts) > 0 {
		if err := t.rederive(b, acts); err != nil {
			return err
		}
	}
	return nil
}

// rederive makes what is kept of one entry.
func (t *tx) rederive(b *forms.Book, acts []forms.Act) error {
	first, last := acts[0], acts[len(acts)-1]
	r, err := b.Replay(acts)
	if err != nil {
		return err
	}
	brief := r.Brief()
	if err := t.putRow(first, last, brief); err != nil {
		return err
	}
	if err := t.putLinks(first.Seq, true, r); err != nil {
		return err
	}
	if err := t.index(first.Seq, searchTextOf(brief)); err != nil {
		return err
	}
	at := bookYear{b.Key, first.Ref.Year}
	x := t.turns[at]
	if x == nil {
		x = &turn{}
		t.turns[at] = x
	}
	x.retake(b, first)
	return t.putPage(x, first)
}
