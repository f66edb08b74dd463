package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"

	"frontdesk/forms"
)

// Nightly does what the program itself does to entries whose day is over: see
// forms.Nightly. It does so once a day, in a transaction of its own, before anything
// else is written on that day; so it is when the desk opens in the morning, and when
// it stays open over midnight. After days on which nobody opened the book, one time
// stands for all of them. Killed in between, nothing was done, and nothing seen; the
// next start does it. While the clock is behind the last row, or so far ahead that
// somebody has to say first that it is right, nothing is done.
func (s *Store) Nightly(ctx context.Context) error {
	if s.pen == nil || s.slept(forms.Day(s.Now())) {
		return nil
	}
	return s.transact(ctx, (*tx).nightly)
}

// slept tells whether the night before a day was looked after.
func (s *Store) slept(day string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.night == day
}

func (t *tx) nightly() error {
	day := forms.Day(t.now)
	switch {
	case t.s.night == day: // somebody else was first
		return nil
	case t.timely(Writing{}) != nil || t.now.Year() < firstYear || t.now.Year() > lastYear:
		return nil // the clock is wrong, or may be: nothing is written, and whoever writes is told
	}
	var value [32]byte
	if _, err := rand.Read(value[:]); err != nil {
		return err
	}
	for _, b := range t.s.opts.Books {
		if b.Nightly == nil {
			continue
		}
		waiting, err := t.waiting(b, day)
		if err != nil {
			return err
		}
		c := t.context(forms.Program)
		fates := b.Nightly.Fates(c, hex.EncodeToString(value[:]), waiting)
		if err := c.Sight.(*Sight).Err(); err != nil {
			return err
		}
		for _, f := range fates {
			if err := t.decide(b, f); err != nil {
				return err
			}
		}
	}
	t.after = append(t.after, func() { t.s.night = day })
	return nil
}

// waiting are the entries of a book that were opened on a day before, and wait for
// the night, oldest first.
func (t *tx) waiting(b *forms.Book, day string) ([]forms.Entry, error) {
	rows, err := t.rows(`SELECT entry, written FROM board WHERE book = ? AND state = ? ORDER BY entry`, b.Key, b.Nightly.State)
	type line struct{ entry, written int64 }
	lines, err := collect(rows, err, func(row scanner) (l line, err error) { return l, row.Scan(&l.entry, &l.written) })
	if err != nil {
		return nil, err
	}
	var out []forms.Entry
	for _, l := range lines {
		if forms.Day(moment(l.written)) >= day {
			continue
		}
		r, err := t.s.entry(context.Background(), b.Key, l.entry)
		if err != nil {
			return nil, err
		}
		if e := entryOf(r); e != nil {
			out = append(out, e)
		}
	}
	return out, nil
}

// decide writes what becomes of an entry. No entry offers it as a step, and nobody
// but the program signs for it.
func (t *tx) decide(b *forms.Book, f forms.Fate) error {
	acts, err := t.acts(b, f.Ref)
	if err != nil {
		return err
	}
	r, err := b.Replay(acts)
	if err != nil {
		return err
	}
	_, err = t.write(b, Writing{Ref: f.Ref, Verb: b.Nightly.Verb, Deed: f.Deed, By: forms.Program}, acts[0], r)
	if err != nil {
		return fmt.Errorf("%s %s: %w", b.Key, f.Ref, err)
	}
	return nil
}
