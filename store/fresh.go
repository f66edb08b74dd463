package store

import (
	"context"
	"sync"

	"frontdesk/forms"
)

// fresh is the searchable text of entries that were written to since the last
// sweep. FTS5 takes longer to index one entry than all the rest of a save
// together, and for two hundred hardly more than for one; so text goes into
// the index when the desk is quiet, and until then is searched by reading it.
// It is in memory only: after a start it is made again from the few rows of
// the ledger that were not swept yet.
type fresh struct {
	mu      sync.RWMutex
	err     error // of loading
	entries map[int64]*unswept
}

// unswept is an entry's text as its row last left it.
type unswept struct {
	last  int64
	brief forms.Brief
	once  sync.Once
	words searchText
}

// text is normalised when it is first asked for: not within a save.
func (u *unswept) text() searchText {
	u.once.Do(func() { u.words = searchTextOf(u.brief) })
	return u.words
}

// loadSoon reads on a goroutine of its own what was not swept when the program
// ended. Whoever asks meanwhile waits.
func (f *fresh) loadSoon(s *Store) {
	f.entries = map[int64]*unswept{}
	f.mu.Lock()
	go func() {
		defer f.mu.Unlock()
		f.err = f.load(s)
	}()
}

func (f *fresh) load(s *Store) error {
	ctx := context.Background()
	rows, err := s.read.QueryContext(ctx, `SELECT DISTINCT book, year, no FROM ledger WHERE seq > (SELECT swept FROM derived) AND no > 0`)
	refs, err := collect(rows, err, func(row scanner) (r forms.Ref, err error) { return r, row.Scan(&r.Book, &r.Year, &r.No) })
	if err != nil {
		return err
	}
	for _, ref := range refs {
		r, acts, err := s.Record(ctx, ref)
		if err != nil {
			return err
		}
		f.entries[acts[0].Seq] = &unswept{last: acts[len(acts)-1].Seq, brief: r.Brief()}
	}
	return nil
}

// put keeps the text of an entry as the row last has left it.
func (f *fresh) put(entry, last int64, b forms.Brief) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if u := f.entries[entry]; u == nil || u.last < last {
		f.entries[entry] = &unswept{last: last, brief: b}
	}
}

// drop lets go of what was swept, unless it was written to since.
func (f *fresh) drop(swept map[int64]*unswept) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for entry, u := range swept {
		if f.entries[entry] == u {
			delete(f.entries, entry)
		}
	}
}

func (f *fresh) clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.entries)
}

// view gives what is there now.
func (f *fresh) view() (map[int64]*unswept, error) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	out := make(map[int64]*unswept, len(f.entries))
	for entry, u := range f.entries {
		out[entry] = u
	}
	return out, f.err
}

func (f *fresh) count() int {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return len(f.entries)
}
