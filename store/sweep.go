package store

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// Sweeping moves searchable text into the index of grams. It is not done
// within a save, since FTS5 takes longer for one entry than all the rest of
// the save together, and for two hundred hardly more than for one.
const (
	quiet    = 3 * time.Second // nothing written for so long
	handful  = 32              // entries worth sweeping when it is quiet
	heap     = 2000            // entries that are swept at once, quiet or not
	sweeping = 200             // entries in one transaction: a save may have to wait for it
)

type sweeper struct {
	nudged chan struct{}
	quit   chan struct{}
	gone   chan struct{}
	fresh  atomic.Int64 // rows in fresh, at most
}

func (s *Store) startSweeper() *sweeper {
	w := &sweeper{nudged: make(chan struct{}, 1), quit: make(chan struct{}), gone: make(chan struct{})}
	var n int64
	if err := s.read.QueryRow(`SELECT count(*) FROM fresh`).Scan(&n); err == nil {
		w.fresh.Store(n)
	}
	go w.run(s)
	return w
}

func (w *sweeper) nudge() {
	w.fresh.Add(1)
	select {
	case w.nudged <- struct{}{}:
	default:
	}
}

func (w *sweeper) stop() {
	close(w.quit)
	<-w.gone
}

func (w *sweeper) run(s *Store) {
	defer close(w.gone)
	timer := time.NewTimer(quiet)
	for {
		select {
		case <-w.quit:
			return
		case <-w.nudged:
			timer.Reset(quiet)
			if w.fresh.Load() < heap {
				continue
			}
		case <-timer.C:
			if w.fresh.Load() < handful {
				continue
			}
		}
		w.all(s)
	}
}

func (w *sweeper) all(s *Store) {
	for w.fresh.Load() > 0 {
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

// sweepSome sweeps up to one transaction's worth of entries, and tells how
// many.
func (s *Store) sweepSome(ctx context.Context) (int, error) {
	n := 0
	err := s.transact(ctx, func(t *tx) error {
		rows, err := t.rows(`SELECT f.entry, f.pieces, f.initials, h.pieces, h.initials
			FROM fresh AS f LEFT JOIN hay AS h USING (entry) ORDER BY f.entry LIMIT ?`, sweeping)
		type pair struct {
			entry        int64
			now          straw
			pieces, abbr *string // as they were
		}
		all, err := collect(rows, err, func(row scanner) (p pair, err error) {
			return p, row.Scan(&p.entry, &p.now.pieces, &p.now.initials, &p.pieces, &p.abbr)
		})
		if err != nil {
			return err
		}
		for _, p := range all {
			if p.pieces != nil {
				old := straw{*p.pieces, *p.abbr}
				if err := t.exec(`INSERT INTO grams (grams, rowid, t) VALUES ('delete', ?, ?)`, p.entry, old.grams()); err != nil {
					return err
				}
			}
			if err := t.index(p.entry, p.now); err != nil {
				return err
			}
			if err := t.exec(`DELETE FROM fresh WHERE entry = ?`, p.entry); err != nil {
				return err
			}
		}
		n = len(all)
		t.after = append(t.after, func() {
			if n < sweeping {
				s.sweep.fresh.Store(0)
			} else {
				s.sweep.fresh.Add(-int64(n))
			}
		})
		return nil
	})
	return n, err
}

func (t *tx) index(entry int64, x straw) error {
	return errors.Join(
		t.exec(`INSERT INTO grams (rowid, t) VALUES (?, ?)`, entry, x.grams()),
		t.exec(`INSERT OR REPLACE INTO hay (entry, pieces, initials) VALUES (?, ?, ?)`, entry, x.pieces, x.initials),
	)
}
