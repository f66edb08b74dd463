package store

import (
	"sync"

	"frontdesk/forms"
)

// Change says what a committed row of the ledger was about.
type Change struct {
	Seq  int64
	Verb forms.Verb
	Ref  forms.Ref // No is 0 for acts on a page or a whole book
	Page int       // 0 for none
}

// watchers are those who want to know of changes.
type watchers struct {
	mu   sync.Mutex
	next int
	by   map[int]func([]Change)
}

// Watch has fn told of every commit from now on, until stop is called. It is
// called on the goroutine that wrote, after the commit, with all rows of the
// transaction; it should hand the news on and return.
func (s *Store) Watch(fn func([]Change)) (stop func()) {
	w := &s.watchers
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.by == nil {
		w.by = map[int]func([]Change){}
	}
	id := w.next
	w.next++
	w.by[id] = fn
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.by, id)
	}
}

func (w *watchers) notify(changes []Change) {
	if len(changes) == 0 {
		return
	}
	w.mu.Lock()
	fns := make([]func([]Change), 0, len(w.by))
	for _, fn := range w.by {
		fns = append(fns, fn)
	}
	w.mu.Unlock() // a watcher may itself stop watching
	for _, fn := range fns {
		fn(changes)
	}
}
