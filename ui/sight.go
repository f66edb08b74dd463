package ui

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	"frontdesk/forms"
	"frontdesk/store"
)

// sight is what the rules see of the books while somebody writes. A slip asks
// at every key, so that it keeps what it saw until the books grow; what it was
// asked is then asked again by whoever made them grow, and the window need not wait.
type sight struct {
	store  *store.Store
	viewer forms.Person
	tell   func(words string) // says what went wrong

	mu    sync.Mutex
	kept  map[string]any
	asked map[string]func(*store.Sight) any // of what was seen in this one
}

func newSight(st *store.Store, viewer forms.Person, tell func(string)) *sight {
	return &sight{store: st, viewer: viewer, tell: tell, kept: map[string]any{}, asked: map[string]func(*store.Sight) any{}}
}

// seen looks, or remembers what it saw.
func seen[T any](s *sight, what string, at func(*store.Sight) T) T {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[what] = func(now *store.Sight) any { return at(now) }
	if x, ok := s.kept[what].(T); ok {
		return x
	}
	now := s.store.Sight(context.Background(), s.viewer)
	x := at(now)
	if err := now.Err(); err != nil {
		s.tell(sentence(err))
		return x
	}
	s.kept[what] = x
	return x
}

// again sees anew what this one was asked, off the window's goroutine.
func (s *sight) again() *sight {
	s.mu.Lock()
	asked := maps.Clone(s.asked)
	s.mu.Unlock()
	next := newSight(s.store, s.viewer, s.tell)
	now := s.store.Sight(context.Background(), s.viewer)
	for what, at := range asked {
		next.kept[what] = at(now)
	}
	if now.Err() != nil { // whoever asks next hears of it
		clear(next.kept)
	}
	return next
}

// Books are the registers, in the order of their tabs.
func (s *sight) Books() []*forms.Book { return seen(s, "books", (*store.Sight).Books) }

// Head is the number of the ledger's last row.
func (s *sight) Head() int64 { return seen(s, "head", (*store.Sight).Head) }

// Anchor is the check code of the ledger's last row.
func (s *sight) Anchor() string { return seen(s, "anchor", (*store.Sight).Anchor) }

// Latest gives the newest entry of a kind in a book.
func (s *sight) Latest(book, kind string) forms.Entry {
	return seen(s, "latest "+book+kind, func(x *store.Sight) forms.Entry { return x.Latest(book, kind) })
}

// Count counts the entries of a book that happened from one day to another.
func (s *sight) Count(book, kind, state string, from, to time.Time) int {
	return seen(s, fmt.Sprint("count ", book, kind, state, forms.Day(from), forms.Day(to)), func(x *store.Sight) int {
		return x.Count(book, kind, state, from, to)
	})
}

// Between gives the entries of a book that happened from one day to another.
func (s *sight) Between(book string, from, to time.Time) []forms.Entry {
	return seen(s, fmt.Sprint("between ", book, forms.Day(from), forms.Day(to)), func(x *store.Sight) []forms.Entry { return x.Between(book, from, to) })
}

// Unfinished gives the open entries of a book, oldest first.
func (s *sight) Unfinished(book string) []forms.Entry {
	return seen(s, "open "+book, func(x *store.Sight) []forms.Entry { return x.Unfinished(book) })
}

// Since gives the entries of a book opened after a row, oldest first.
func (s *sight) Since(book string, row int64) []forms.Entry {
	return seen(s, fmt.Sprint("since ", book, row), func(x *store.Sight) []forms.Entry { return x.Since(book, row) })
}

// Lately gives the newest entries of a book, newest first.
func (s *sight) Lately(book string, n int) []forms.Entry {
	return seen(s, fmt.Sprint("lately ", book, n), func(x *store.Sight) []forms.Entry { return x.Lately(book, n) })
}

// Room gives the newest entries of a room in all books.
func (s *sight) Room(room string) []forms.Near {
	return seen(s, "room "+room, func(x *store.Sight) []forms.Near { return x.Room(room) })
}

// Open gives the open entries of a book in short.
func (s *sight) Open(book string) []forms.Near {
	return seen(s, "short "+book, func(x *store.Sight) []forms.Near { return x.Open(book) })
}

// Entry gives an entry; nil when there is none.
func (s *sight) Entry(ref forms.Ref) forms.Entry {
	return seen(s, "entry "+ref.Book+ref.String(), func(x *store.Sight) forms.Entry { return x.Entry(ref) })
}

// Acts gives what was done to the entries of a book after a row.
func (s *sight) Acts(book string, row int64) []forms.Act {
	return seen(s, fmt.Sprint("acts ", book, row), func(x *store.Sight) []forms.Act { return x.Acts(book, row) })
}

// Next is the first of them.
func (s *sight) Next(book string, row int64) (forms.Act, bool) {
	a := seen(s, fmt.Sprint("next ", book, row), func(x *store.Sight) *forms.Act {
		if a, ok := x.Next(book, row); ok {
			return &a
		}
		return nil
	})
	if a == nil {
		return forms.Act{}, false
	}
	return *a, true
}

// Lines is how many lines of a page are taken.
func (s *sight) Lines(book string, year, page int) int {
	return seen(s, fmt.Sprint("lines ", book, year, page), func(x *store.Sight) int { return x.Lines(book, year, page) })
}

// Touched gives the entries of a book that something was done to in a time.
func (s *sight) Touched(book string, from, to time.Time) []forms.Entry {
	return seen(s, fmt.Sprint("touched ", book, from, to), func(x *store.Sight) []forms.Entry { return x.Touched(book, from, to) })
}
