package store

import (
	"errors"
	"os"
	"sync"
	"time"
)

// knockSuffix is the file beside the ledger by which a second start of the
// program knocks: whoever has the office open takes it away, and so answers. A
// port would do the same faster; but the program asks nothing of any network.
const knockSuffix = ".knock"

// Times of knocking: how often the program looks, and how long a knock waits.
const (
	hearEvery = 300 * time.Millisecond
	knockFor  = 2 * time.Second
)

// door looks for knocks until it is closed.
type door struct {
	path string
	stop chan struct{}
	done sync.WaitGroup
}

// Answer lets another start of the program on the same folder bring this one's
// window to the front: show is called for each, off the window's goroutine,
// until the store is closed.
func (s *Store) Answer(show func()) error {
	if s.lock == nil || s.door != nil {
		return errors.New("the store is not open for writing, or is answered for already")
	}
	d := &door{path: s.path + knockSuffix, stop: make(chan struct{})}
	_ = os.Remove(d.path) // of a start long ago
	s.door = d
	d.done.Go(func() { d.listen(show) })
	return nil
}

func (d *door) listen(show func()) {
	t := time.NewTicker(hearEvery)
	defer t.Stop()
	for {
		select {
		case <-d.stop:
			return
		case <-t.C:
			if os.Remove(d.path) == nil {
				show()
			}
		}
	}
}

func (d *door) close() {
	close(d.stop)
	d.done.Wait()
}

// Knock asks the program that has the ledger at path open to show its window,
// and tells whether it heard.
func Knock(path string) bool {
	knock := behind(path) + knockSuffix
	if err := os.WriteFile(knock, nil, 0o600); err != nil {
		return false
	}
	for limit := time.Now().Add(knockFor); time.Now().Before(limit); time.Sleep(hearEvery / 6) {
		if _, err := os.Stat(knock); errors.Is(err, os.ErrNotExist) {
			return true
		}
	}
	_ = os.Remove(knock) // nobody is there
	return false
}
