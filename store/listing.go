package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"frontdesk/forms"
)

// Filter says which entries of a book a list shows. What is left empty does
// not filter.
type Filter struct {
	Book   string
	Viewer forms.Person // who looks: decides what is seen of confidential entries
	Open   bool         // still to be done
	Late   bool         // open, and past the deadline
	Urgent bool
	Void   bool
	Mine   forms.Person // opened by this person, or dealt with by one of this name
	Kind   string
	State  string
	From   time.Time // first day on which it happened
	To     time.Time // last day, included
}

// Listing is a list as it was at the moment it was asked for: urgent open
// entries first, then the others, each from the newest to the oldest. Its rows
// are read as they are needed, and show what is on the board then.
type Listing struct {
	s           *Store
	viewer      forms.Person
	first, rest []int64 // entries: the urgent open ones, and all others
}

// List finds the entries that the filter lets through.
func (s *Store) List(f Filter) (*Listing, error) {
	if _, err := s.book(f.Book); err != nil {
		return nil, err
	}
	l := &Listing{s: s, viewer: f.Viewer}
	err := s.cols.view(func() error {
		marks := s.cols.marks[f.Book]
		pass := s.cols.sieve(f, s.Now())
		var first, rest []int64
		if f.all() {
			rest = make([]int64, 0, len(marks))
		}
		for i := len(marks) - 1; i >= 0; i-- {
			switch m := &marks[i]; {
			case !pass.lets(m):
			case foremost(m.flags):
				first = append(first, m.entry)
			default:
				rest = append(rest, m.entry)
			}
		}
		l.first, l.rest = first, rest
		return nil
	})
	if err != nil {
		return nil, err
	}
	return l, nil
}

// all tells whether the filter lets everything through.
func (f Filter) all() bool {
	f.Book, f.Viewer = "", forms.Person{}
	return f == Filter{}
}

// sieve is a filter in the terms of the columns.
type sieve struct {
	all             bool
	want            uint8 // flags that have to be set
	from, to        uint32
	late            int64 // deadlines before this are late; 0: all pass
	kind, state     uint32
	writer, handler uint32
	viewer          uint32
	above           bool // the viewer may read everything
}

const (
	anything = 1<<32 - 1 // does not filter
	nothing  = 1<<32 - 2 // a word that no entry has
)

func (c *columns) sieve(f Filter, now time.Time) *sieve {
	x := &sieve{all: f.all(), to: anything, viewer: c.code(f.Viewer.ID), above: f.Viewer.Role.AtLeast(forms.Supervisor)}
	x.kind, x.state, x.writer, x.handler = anything, anything, anything, anything
	if f.Kind != "" {
		x.kind = c.code(f.Kind)
	}
	if f.State != "" {
		x.state = c.code(f.State)
	}
	if f.Mine != (forms.Person{}) {
		x.writer, x.handler = c.code(f.Mine.ID), c.code(f.Mine.Name)
	}
	for flag, on := range map[uint8]bool{isOpen: f.Open || f.Late, isUrgent: f.Urgent, isVoid: f.Void} {
		if on {
			x.want |= flag
		}
	}
	if f.Late {
		x.late = now.UnixMilli()
	}
	if !f.From.IsZero() {
		x.from = seconds(forms.StartOfDay(f.From))
	}
	if !f.To.IsZero() {
		x.to = seconds(forms.StartOfDay(f.To).AddDate(0, 0, 1)) - 1
	}
	return x
}

// code is the number of a word in the columns.
func (c *columns) code(s string) uint32 {
	if n, ok := c.number[s]; ok && s != "" {
		return n
	}
	return nothing
}

func (x *sieve) lets(m *mark) bool {
	return x.all || x.inTime(m) && m.flags&x.want == x.want && (x.state == anything || m.state == x.state) && x.isMine(m) && x.isOfKind(m)
}

func (x *sieve) inTime(m *mark) bool {
	return m.happened >= x.from && m.happened <= x.to && (x.late == 0 || m.due > 0 && m.due < x.late)
}

func (x *sieve) isMine(m *mark) bool {
	return x.writer == anything || m.writer == x.writer || m.handler == x.handler
}

// isOfKind does not find by kind what the viewer may not read: that would tell
// its kind.
func (x *sieve) isOfKind(m *mark) bool {
	return x.kind == anything || m.kind == x.kind && (m.flags&isConfidential == 0 || x.above || m.writer == x.viewer)
}

// Count is how many entries there are.
func (l *Listing) Count() int { return len(l.first) + len(l.rest) }

// Rows gives n entries from position from on, from 0; fewer at the end.
func (l *Listing) Rows(ctx context.Context, from, n int) ([]Row, error) {
	entries := l.entries(from, n)
	if len(entries) == 0 {
		return nil, nil
	}
	return l.s.rowsOf(ctx, l.s.read, entries, l.viewer)
}

func (l *Listing) entries(from, n int) []int64 {
	clip := func(i int, list []int64) int { return max(0, min(i, len(list))) }
	to := from + n
	out := append([]int64{}, l.first[clip(from, l.first):clip(to, l.first)]...)
	from, to = from-len(l.first), to-len(l.first)
	return append(out, l.rest[clip(from, l.rest):clip(to, l.rest)]...)
}

// At is the position of the entry in the list, and false when it is not in it.
func (l *Listing) At(entry int64) (int, bool) {
	if i, ok := slices.BinarySearchFunc(l.first, entry, newestFirst); ok {
		return i, true
	}
	i, ok := slices.BinarySearchFunc(l.rest, entry, newestFirst)
	return len(l.first) + i, ok
}

func newestFirst(a, b int64) int { return cmp.Compare(b, a) }
