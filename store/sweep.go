package store

import (
	"context"
	"database/sql"
	"errors"
	"sort"
	"time"
)

// When fresh text is swept into the index.
const (
	quiet    = 3 * time.Second // how often the sweeper looks whether it is quiet
	handful  = 32              // entries worth sweeping when it is
	heap     = 2000            // entries that are swept, quiet or not
	sweeping = 200             // entries in one transaction: a save may have to wait for it
	flood    = 2 * heap        // entries at which whoever writes has to sweep as well
)

// sweeper sweeps when the desk is quiet.
type sweeper struct {
	quit chan struct{}
	gone chan struct{}
}

func (s *Store) startSweeper() *sweeper {
	w := &sweeper{quit: make(chan struct{}), gone: make(chan struct{})}
	go w.run(s)
	return w
}

func (w *sweeper) stop() {
	close(w.quit)
	<-w.gone
}

func (w *sweeper) run(s *Store) {
	defer close(w.gone)
	look := time.NewTicker(quiet)
	defer look.Stop()
	before := 0
	for {
		select {
		case <-w.quit:
			return
		case <-look.C:
		}
		n := s.fresh.count()
		if n >= heap || n >= handful && n == before {
			w.all(s)
			n = s.fresh.count()
		}
		before = n
	}
}

func (w *sweeper) all(s *Store) {
	for {
		select {
		case <-w.quit:
			return
		default:
		}
		// What cannot be swept now is still found by reading, and swept later.
		if n, err := s.sweepSome(context.Background()); n == 0 || err != nil {
			return
		}
	}
}

// sweepTo sweeps until no more than n entries are left.
func (s *Store) sweepTo(ctx context.Context, n int) error {
	for s.fresh.count() > n {
		if _, err := s.sweepSome(ctx); err != nil {
			return err
		}
	}
	return nil
}

// sweepSome sweeps up to one transaction's worth of entries, those first that
// have lain longest, and tells how many.
func (s *Store) sweepSome(ctx context.Context) (int, error) {
	some, swept, err := s.fresh.oldest(sweeping)
	if err != nil || len(some) == 0 {
		return 0, err
	}
	err = s.transact(ctx, func(t *tx) error {
		for entry, u := range some {
			var old searchText
			err := t.row(`SELECT pieces, initials FROM hay WHERE entry = ?`, entry).Scan(&old.pieces, &old.initials)
			switch {
			case errors.Is(err, sql.ErrNoRows):
			case err != nil:
				return plainly(err)
			default:
				if err := t.exec(`INSERT INTO grams (grams, rowid, t) VALUES ('delete', ?, ?)`, entry, old.grams()); err != nil {
					return plainly(err)
				}
			}
			if err := t.index(entry, u.text()); err != nil {
				return err
			}
		}
		t.after = append(t.after, func() { s.fresh.drop(some) })
		return plainly(t.exec(`UPDATE derived SET swept = max(swept, ?)`, swept))
	})
	return len(some), err
}

// oldest gives the n entries that have lain longest, and up to which row of
// the ledger all will be swept with them.
func (f *fresh) oldest(n int) (some map[int64]*unswept, swept int64, err error) {
	all, err := f.view()
	if err != nil {
		return nil, 0, err
	}
	entries := make([]int64, 0, len(all))
	for entry := range all {
		entries = append(entries, entry)
	}
	sort.Slice(entries, func(i, j int) bool { return all[entries[i]].last < all[entries[j]].last })
	some = map[int64]*unswept{}
	for _, entry := range entries[:min(n, len(entries))] {
		some[entry], swept = all[entry], all[entry].last
	}
	return some, swept, nil
}

func (t *tx) index(entry int64, x searchText) error {
	return plainly(errors.Join(
		t.exec(`INSERT INTO grams (rowid, t) VALUES (?, ?)`, entry, x.grams()),
		t.exec(`INSERT OR REPLACE INTO hay (entry, pieces, initials) VALUES (?, ?, ?)`, entry, x.pieces, x.initials),
	))
}
