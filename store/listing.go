package store

import (
	"context"
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
	s       *Store
	viewer  forms.Person
	entries []int64
}

// List finds the entries that the filter lets through.
func (s *Store) List(f Filter) (*Listing, error) {
	if _, err := s.book(f.Book); err != nil {
		return nil, err
	}
	l := &Listing{s: s, viewer: f.Viewer}
	err := s.cols.view(func() error {
		marks, pass := s.cols.marks[f.Book], s.cols.sieve(f, s.Now())
		var urgent, rest int
		for i := range marks {
			switch m := &marks[i]; {
			case !pass(m):
			case m.flags&(isOpen|isUrgent) == isOpen|isUrgent:
				urgent++
			default:
				rest++
			}
		}
		l.entries = make([]int64, urgent+rest)
		first, next := 0, urgent
		for i := len(marks) - 1; i >= 0; i-- {
			switch m := &marks[i]; {
			case !pass(m):
			case m.flags&(isOpen|isUrgent) == isOpen|isUrgent:
				l.entries[first] = m.entry
				first++
			default:
				l.entries[next] = m.entry
				next++
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return l, nil
}

// sieve makes a test for marks of the filter.
func (c *columns) sieve(f Filter, now time.Time) func(m *mark) bool {
	const nobody = 1<<32 - 1
	number := func(s string) uint32 {
		if n, ok := c.number[s]; ok && s != "" {
			return n
		}
		return nobody
	}
	kind, state := number(f.Kind), number(f.State)
	writer, handler := number(f.Mine.ID), number(f.Mine.Name)
	viewer, above := number(f.Viewer.ID), f.Viewer.Role.AtLeast(forms.Supervisor)
	var want uint8
	for flag, on := range map[uint8]bool{isOpen: f.Open || f.Late, isUrgent: f.Urgent, isVoid: f.Void} {
		if on {
			want |= flag
		}
	}
	from, to := uint32(0), uint32(nobody)
	if !f.From.IsZero() {
		from = seconds(forms.StartOfDay(f.From))
	}
	if !f.To.IsZero() {
		to = seconds(forms.StartOfDay(f.To).AddDate(0, 0, 1)) - 1
	}
	moment := now.UnixMilli()
	return func(m *mark) bool {
		switch {
		case m.flags&want != want, m.happened < from, m.happened > to:
			return false
		case f.Late && (m.due == 0 || m.due >= moment):
			return false
		case f.State != "" && m.state != state:
			return false
		case f.Mine != forms.Person{} && m.writer != writer && m.handler != handler:
			return false
		case f.Kind != "" && (m.kind != kind || m.flags&isConfidential != 0 && !above && m.writer != viewer):
			return false // to find by kind what one may not read would tell its kind
		}
		return true
	}
}

// Count is how many entries there are.
func (l *Listing) Count() int { return len(l.entries) }

// Rows gives n entries from position from on, from 0; fewer at the end.
func (l *Listing) Rows(ctx context.Context, from, n int) ([]Row, error) {
	from = max(0, min(from, len(l.entries)))
	to := max(from, min(from+n, len(l.entries)))
	if from == to {
		return nil, nil
	}
	return l.s.rowsOf(ctx, l.s.read, l.entries[from:to], l.viewer)
}

// At is the position of the entry in the list, and false when it is not in it.
func (l *Listing) At(entry int64) (int, bool) {
	for i, e := range l.entries {
		if e == entry {
			return i, true
		}
	}
	return 0, false
}
