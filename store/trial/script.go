package trial

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"time"

	"frontdesk/forms"
	"frontdesk/store"
)

// Script writes what happens in an office by a told clock: each thing at its
// time, in the order of time. Nobody has to sign in: writing asks only that the
// signer is one of the office's people.
type Script struct {
	Store *store.Store
	Err   error // the first thing that went wrong; what follows is left out

	set    func(time.Time) // sets the store's clock forward
	events events
	people map[string]forms.Person
}

// NewScript writes into a store whose clock is set by set.
func NewScript(st *store.Store, set func(time.Time)) *Script {
	s := &Script{Store: st, set: set, people: map[string]forms.Person{}}
	for _, p := range st.Staff() {
		s.people[p.Name] = p
	}
	return s
}

// event is something that is done at its time.
type event struct {
	at    time.Time
	order int // of those at one moment the one that was planned first
	do    func()
}

type events struct {
	all     []event
	planned int
}

func (e *events) Len() int { return len(e.all) }
func (e *events) Less(i, j int) bool {
	a, b := e.all[i], e.all[j]
	return a.at.Before(b.at) || a.at.Equal(b.at) && a.order < b.order
}
func (e *events) Swap(i, j int) { e.all[i], e.all[j] = e.all[j], e.all[i] }
func (e *events) Push(x any)    { e.all = append(e.all, x.(event)) }
func (e *events) Pop() any {
	last := e.all[len(e.all)-1]
	e.all = e.all[:len(e.all)-1]
	return last
}

// At puts something on the list of what is to be done.
func (s *Script) At(t time.Time, do func()) {
	s.events.planned++
	heap.Push(&s.events, event{t, s.events.planned, do})
}

// After does it so much later.
func (s *Script) After(d time.Duration, do func()) { s.At(s.Now().Add(d), do) }

// Now is the time of the clock that is told.
func (s *Script) Now() time.Time { return s.Store.Now() }

// Minute is the present minute, as forms write times.
func (s *Script) Minute() time.Time { return s.Now().Truncate(time.Minute) }

// Run does what is planned up to a moment, and what comes of it; the rest is
// never done. Passed, which may be nil, is told of each moment.
func (s *Script) Run(ctx context.Context, until time.Time, passed func(time.Time)) error {
	for s.Err == nil && s.events.Len() > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		e := heap.Pop(&s.events).(event)
		if e.at.After(until) {
			break
		}
		s.set(e.at)
		if passed != nil {
			passed(e.at)
		}
		e.do()
	}
	return s.Err
}

// Append writes several acts in one breath; what went wrong ends the script.
func (s *Script) Append(ws ...store.Writing) []forms.Act {
	if s.Err != nil || len(ws) == 0 {
		return make([]forms.Act, len(ws))
	}
	acts, err := s.Store.AppendAll(context.Background(), ws...)
	if err != nil {
		w := ws[0]
		s.Err = fmt.Errorf("%s %s %s, %s: %w", w.Ref.Book, w.Ref, w.Verb, s.Now().Format(time.DateTime), err)
		return make([]forms.Act, len(ws))
	}
	return acts
}

// By is an act as somebody of the office signs it.
func (s *Script) By(name string, ref forms.Ref, v forms.Verb, d forms.Deed) store.Writing {
	return store.Writing{Ref: ref, Verb: v, Deed: d, By: s.people[name]}
}

// Do writes one act.
func (s *Script) Do(name string, ref forms.Ref, v forms.Verb, d forms.Deed) forms.Act {
	return s.Append(s.By(name, ref, v, d))[0]
}

// Open opens an entry of a book, and gives its number.
func (s *Script) Open(name, book string, d forms.Deed) forms.Ref {
	return s.Do(name, forms.Ref{Book: book}, forms.Open, d).Ref
}

// Context is the moment as the rules see it, for slips that begin with
// something already written in them.
func (s *Script) Context(name string) forms.Context {
	by := s.people[name]
	return forms.Context{Now: s.Now(), By: by, Office: s.Store.Office(), Staff: s.Store.Staff(), Sight: s.Store.Sight(context.Background(), by)}
}

// Lately gives the newest entries of a book as the supervisor sees them, newest
// first; none once something went wrong.
func (s *Script) Lately(book string, n int) []forms.Entry {
	if s.Err != nil {
		return nil
	}
	x := s.Store.Sight(context.Background(), forms.Person{Role: forms.Supervisor})
	out := x.Lately(book, n)
	s.Err = x.Err()
	return out
}

// Record is an entry as it stands; nil once something went wrong.
func (s *Script) Record(ref forms.Ref) forms.Record {
	if s.Err != nil {
		return nil
	}
	r, _, err := s.Store.Record(context.Background(), ref)
	s.Err = errors.Join(s.Err, err)
	return r
}
