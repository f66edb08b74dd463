package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"
	"time"

	"frontdesk/forms"
)

// Sight looks at the books as they stand, for the rules. It keeps what went
// wrong: the rules themselves cannot.
type Sight struct {
	s      *Store
	ctx    context.Context
	viewer forms.Person
	unseen bool // nobody reads what is drawn: neighbours are not looked for
	past   bool // only the rows up to one are seen:
	until  int64
	told   func(done, total int)
	err    error
}

// Sight gives a look at the books as the viewer may see them.
func (s *Store) Sight(ctx context.Context, viewer forms.Person) *Sight {
	return &Sight{s: s, ctx: ctx, viewer: viewer}
}

// AsOf looks at the entries as they stood at a moment: what was done afterwards
// is not seen by Touched and Unfinished. The progress is told of each of their
// entries and may be nil.
func (x *Sight) AsOf(t time.Time, progress func(done, total int)) *Sight {
	past := &Sight{s: x.s, ctx: x.ctx, viewer: x.viewer, unseen: true, past: true, told: progress}
	past.until = past.rowAt(t)
	return past
}

// rowAt is the last row written before a moment. The clock of a PC may be set
// back: what stands in the ledger counts in the order in which it was written.
func (x *Sight) rowAt(t time.Time) int64 {
	var seq int64
	err := x.s.read.QueryRowContext(x.ctx, `SELECT coalesce((SELECT seq - 1 FROM ledger WHERE at >= ? ORDER BY seq LIMIT 1), (SELECT max(seq) FROM ledger), 0)`, t.UnixMilli()).Scan(&seq)
	x.fail(plainly(err))
	return seq
}

// Touched gives the entries of a book that something was done to from one moment
// until before another, by number.
func (x *Sight) Touched(book string, from, to time.Time) []forms.Entry {
	last := x.rowAt(to)
	if x.past {
		last = min(last, x.until)
	}
	return x.replayAll(book, `SELECT DISTINCT year, no FROM ledger WHERE seq > ? AND seq <= ? AND +book = ? AND no > 0 ORDER BY year, no`, x.rowAt(from), last, book)
}

// replayAll replays the entries that a query names, as far as they are seen.
func (x *Sight) replayAll(book, query string, args ...any) []forms.Entry {
	if x.s.books[book] == nil {
		return nil // a program with fewer books
	}
	rows, err := x.s.read.QueryContext(x.ctx, query, args...)
	refs, err := collect(rows, err, func(row scanner) (forms.Ref, error) {
		ref := forms.Ref{Book: book}
		return ref, row.Scan(&ref.Year, &ref.No)
	})
	x.fail(err)
	out := make([]forms.Entry, 0, len(refs))
	for i, ref := range refs {
		e, err := x.replay(ref)
		if err != nil {
			x.fail(err)
			return out
		}
		if e != nil {
			out = append(out, e)
		}
		if x.told != nil {
			x.told(i+1, len(refs))
		}
	}
	return out
}

// replay is an entry as its seen acts have left it; nil where none is seen.
func (x *Sight) replay(ref forms.Ref) (forms.Entry, error) {
	r, acts, err := x.s.Record(x.ctx, ref)
	if err != nil {
		return nil, err
	}
	if x.past && acts[len(acts)-1].Seq > x.until {
		seen := acts[:sort.Search(len(acts), func(i int) bool { return acts[i].Seq > x.until })]
		if len(seen) == 0 {
			return nil, nil
		}
		if r, err = x.s.books[ref.Book].Replay(seen); err != nil {
			return nil, err
		}
	}
	return entryOf(r), nil
}

// entryOf is an entry that says something; nil for one whose words are gone.
func entryOf(r forms.Record) forms.Entry {
	if _, gone := r.(*forms.Gone); gone {
		return nil
	}
	e, _ := r.(forms.Entry)
	return e
}

// Err is the first thing that went wrong while looking.
func (x *Sight) Err() error { return x.err }

func (x *Sight) fail(err error) { x.err = errors.Join(x.err, err) }

// Books are the registers of the ledger, in the order in which they were given.
func (x *Sight) Books() []*forms.Book { return x.s.opts.Books }

// Head is the number of the ledger's last row.
func (x *Sight) Head() int64 {
	seq, _, err := x.s.Head(x.ctx)
	x.fail(err)
	return seq
}

// Anchor is the check code of the ledger's last row.
func (x *Sight) Anchor() string {
	seq, hash, err := x.s.Head(x.ctx)
	x.fail(err)
	return fmt.Sprintf("%d-%s", seq, hash)
}

// Unfinished gives the open entries of a book, oldest first.
func (x *Sight) Unfinished(book string) []forms.Entry {
	if x.past {
		return x.unfinishedThen(book)
	}
	return x.entries(book, func(marks []mark) []mark {
		return slices.DeleteFunc(slices.Clone(marks), func(m mark) bool { return m.flags&isOpen == 0 })
	})
}

// unfinishedThen are the entries that were open: those that still are, and those
// that something was done to afterwards.
func (x *Sight) unfinishedThen(book string) []forms.Entry {
	rows := []int64{}
	x.fail(x.s.cols.view(func() error {
		for _, m := range x.s.cols.marks[book] {
			if m.flags&isOpen != 0 && m.entry <= x.until {
				rows = append(rows, m.entry)
			}
		}
		return nil
	}))
	list, err := json.Marshal(rows)
	x.fail(err)
	all := x.replayAll(book, `SELECT year, no FROM ledger WHERE seq IN (SELECT value FROM json_each(?)) UNION SELECT year, no FROM ledger WHERE seq > ? AND +book = ? AND no > 0`, string(list), x.until, book)
	return slices.DeleteFunc(all, func(e forms.Entry) bool { return !e.Brief().Open })
}

// Since gives the entries of a book opened after a row, oldest first.
func (x *Sight) Since(book string, row int64) []forms.Entry {
	return x.entries(book, func(marks []mark) []mark { return slices.Clone(marks[find(marks, row+1):]) })
}

// Between gives the entries of a book that happened from one day to another,
// both included, by number.
func (x *Sight) Between(book string, from, to time.Time) []forms.Entry {
	first, last := seconds(forms.StartOfDay(from)), seconds(forms.StartOfDay(to).AddDate(0, 0, 1))
	return x.entries(book, func(marks []mark) []mark {
		return slices.DeleteFunc(slices.Clone(marks), func(m mark) bool { return m.happened < first || m.happened >= last })
	})
}

// Lately gives the newest entries of a book, at most n, newest first.
func (x *Sight) Lately(book string, n int) []forms.Entry {
	out := x.entries(book, func(marks []mark) []mark { return slices.Clone(marks[max(0, len(marks)-n):]) })
	slices.Reverse(out)
	return out
}

// Latest gives the newest entry of a kind in a book; nil when there is none.
func (x *Sight) Latest(book, kind string) forms.Entry {
	out := x.entries(book, func(marks []mark) []mark {
		code := x.s.cols.code(kind)
		for i := len(marks) - 1; i >= 0; i-- {
			if marks[i].kind == code {
				return slices.Clone(marks[i : i+1])
			}
		}
		return nil
	})
	if len(out) == 0 {
		return nil
	}
	return out[0]
}

// Count counts the entries of a book that happened from one day to another.
func (x *Sight) Count(book, kind, state string, from, to time.Time) int {
	if x.s.books[book] == nil {
		return 0
	}
	l, err := x.s.List(Filter{Book: book, Viewer: x.viewer, Kind: kind, State: state, From: from, To: to})
	if err != nil {
		x.fail(err)
		return 0
	}
	return l.Count()
}

// Open gives the open entries of a book in short, as the viewer may see them,
// urgent ones first.
func (x *Sight) Open(book string) []forms.Near {
	if x.s.books[book] == nil {
		return nil
	}
	l, err := x.s.List(Filter{Book: book, Viewer: x.viewer, Open: true})
	if err != nil {
		x.fail(err)
		return nil
	}
	rows, err := l.Rows(x.ctx, 0, l.Count())
	x.fail(err)
	out := make([]forms.Near, 0, len(rows))
	for _, r := range rows {
		out = append(out, nearOf(r))
	}
	return out
}

func nearOf(r Row) forms.Near {
	return forms.Near{Ref: r.Ref, Brief: forms.Brief{
		State: r.State, Open: r.Open, Urgent: r.Urgent, Due: r.Due, Kind: r.Kind, Handler: r.Handler, Confidential: r.Confidential,
		Happened: r.Happened, Room: r.Room, Name: r.Name, Phone: r.Phone, Subject: r.Subject,
	}}
}

// Entry gives an entry; nil when there is none.
func (x *Sight) Entry(ref forms.Ref) forms.Entry {
	r, _, err := x.s.Record(x.ctx, ref)
	if err != nil {
		x.fail(err)
		return nil
	}
	return entryOf(r)
}

// Acts gives what was done to the entries of a book after a row, oldest first,
// without its words.
func (x *Sight) Acts(book string, row int64) []forms.Act { return x.acts(book, row, -1) }

// Next is the first of them; false when there is none.
func (x *Sight) Next(book string, row int64) (forms.Act, bool) {
	if a := x.acts(book, row, 1); len(a) > 0 {
		return a[0], true
	}
	return forms.Act{}, false
}

// acts gives at most so many; all for a negative number.
func (x *Sight) acts(book string, row int64, most int) []forms.Act {
	rows, err := x.s.asks.QueryContext(x.ctx, `SELECT seq, at, year, no, page, verb FROM ledger WHERE seq > ? AND +book = ? AND no > 0 ORDER BY seq LIMIT ?`, row, book, most)
	out, err := collect(rows, err, func(r scanner) (a forms.Act, err error) {
		var at int64
		err = r.Scan(&a.Seq, &at, &a.Ref.Year, &a.Ref.No, &a.Page, &a.Verb)
		a.At, a.Ref.Book = time.UnixMilli(at).In(forms.Beijing), book
		return a, err
	})
	x.fail(err)
	return out
}

// Lines is how many lines of a page are taken.
func (x *Sight) Lines(book string, year, page int) int {
	p, err := pageAt(x.ctx, x.s.asks, book, year, page)
	x.fail(err)
	return p.Lines
}

// roomMost is how many entries of a room are in sight.
const roomMost = 6

// Room gives the newest entries of a room in all books, newest first.
func (x *Sight) Room(room string) []forms.Near {
	if x.unseen {
		return nil
	}
	rows, err := x.s.AtRoom(x.ctx, room, x.viewer, roomMost)
	x.fail(err)
	var out []forms.Near
	for _, r := range rows {
		out = append(out, nearOf(r))
	}
	return out
}

// entries reads those of a book that are picked among its marks.
func (x *Sight) entries(book string, pick func([]mark) []mark) []forms.Entry {
	if x.s.books[book] == nil {
		return nil // a program with fewer books
	}
	var picked []mark
	x.fail(x.s.cols.view(func() error {
		picked = pick(x.s.cols.marks[book])
		return nil
	}))
	var out []forms.Entry
	for _, m := range picked {
		r, err := x.s.entry(x.ctx, book, m.entry)
		if err != nil {
			x.fail(err)
			return out
		}
		if e := entryOf(r); e != nil {
			out = append(out, e)
		}
	}
	return out
}

// entry replays the entry that a row has opened.
func (s *Store) entry(ctx context.Context, book string, row int64) (forms.Record, error) {
	ref := forms.Ref{Book: book}
	err := s.asks.QueryRowContext(ctx, `SELECT year, no FROM ledger WHERE seq = ?`, row).Scan(&ref.Year, &ref.No)
	if err != nil {
		return nil, plainly(err)
	}
	r, _, err := s.Record(ctx, ref)
	return r, err
}
