package store

import (
	"context"
	"sync"
)

// drafts are the words that nobody has signed yet. They are held in memory, where
// a window that lays out a slip finds them without waiting for the disk, and follow
// into the file.
type drafts struct {
	mu    sync.Mutex
	words map[string]string // by key; "" for one that was let go of
	read  bool              // whether words has what the file has
	owed  map[string]bool   // keys that the file has not yet as they are here
}

// hold puts words under a key; "" lets go of what is there. What the file has of it
// already is not written again.
func (d *drafts) hold(key, words string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.words == nil {
		d.words, d.owed = map[string]string{}, map[string]bool{}
	}
	if was, known := d.words[key]; was == words && (known || d.read) {
		return
	}
	d.words[key], d.owed[key] = words, true
}

// debt is what the file has yet to take in.
func (d *drafts) debt() map[string]string {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := make(map[string]string, len(d.owed))
	for key := range d.owed {
		out[key] = d.words[key]
	}
	return out
}

// paid says what the file has taken in.
func (d *drafts) paid(written map[string]string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for key, words := range written {
		if d.words[key] == words { // else it has been written on since
			delete(d.owed, key)
		}
	}
}

// HoldDraft keeps words that are not signed yet under the key, in the place of
// what was kept there, and "" lets go of them. It only remembers, and so never
// waits: KeepDrafts brings them into the file, and Close does.
func (s *Store) HoldDraft(key, words string) { s.drafts.hold(key, words) }

// KeepDrafts brings into the file what HoldDraft remembers. What it could not write
// is tried again the next time.
func (s *Store) KeepDrafts(ctx context.Context) error {
	if len(s.drafts.debt()) == 0 {
		return nil
	}
	var written map[string]string
	err := s.transact(ctx, func(t *tx) error {
		written = s.drafts.debt() // again: whoever writes last writes what stands last
		for key, words := range written {
			err := error(nil)
			if words == "" {
				err = t.exec(`DELETE FROM drafts WHERE key = ?`, key)
			} else {
				err = t.exec(`INSERT OR REPLACE INTO drafts (key, words, at) VALUES (?, ?, ?)`, key, words, t.now.UnixMilli())
			}
			if err != nil {
				return plainly(err)
			}
		}
		return nil
	})
	if err == nil {
		s.drafts.paid(written)
	}
	return err
}

// SaveDraft holds words and brings them into the file.
func (s *Store) SaveDraft(ctx context.Context, key, words string) error {
	s.HoldDraft(key, words)
	return s.KeepDrafts(ctx)
}

// DropDraft lets go of the words kept under the key, in the file too.
func (s *Store) DropDraft(ctx context.Context, key string) error { return s.SaveDraft(ctx, key, "") }

// Draft gives the words kept under the key, and false when there are none. The
// file is asked only the first time.
func (s *Store) Draft(ctx context.Context, key string) (words string, ok bool, err error) {
	if err := s.readDrafts(ctx); err != nil {
		return "", false, err
	}
	s.drafts.mu.Lock()
	defer s.drafts.mu.Unlock()
	words = s.drafts.words[key]
	return words, words != "", nil
}

// readDrafts reads what the file has, once.
func (s *Store) readDrafts(ctx context.Context) error {
	d := &s.drafts
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.read {
		return nil
	}
	rows, err := s.read.QueryContext(ctx, `SELECT key, words FROM drafts`)
	kept, err := collect(rows, err, func(row scanner) (x [2]string, err error) { return x, row.Scan(&x[0], &x[1]) })
	if err != nil {
		return plainly(err)
	}
	if d.words == nil {
		d.words, d.owed = map[string]string{}, map[string]bool{}
	}
	for _, x := range kept {
		if !d.owed[x[0]] {
			d.words[x[0]] = x[1]
		}
	}
	d.read = true
	return nil
}
