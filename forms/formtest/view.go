package formtest

import (
	"fmt"
	"slices"
	"time"

	"frontdesk/forms"
)

// view is what the rules of a house see of it, and with whose eyes.
type view struct {
	h      *House
	viewer forms.Person
}

func (v view) Books() []*forms.Book { return v.h.Books }
func (v view) Head() int64          { return int64(len(v.h.rows)) }
func (v view) Anchor() string       { return fmt.Sprintf("%d-%012X", len(v.h.rows), len(v.h.rows)*7919) }

// those are the entries of a book that a test lets through, by number.
func (v view) those(book string, ok func(e forms.Entry, opened forms.Act) bool) (out []forms.Entry) {
	for _, a := range v.h.rows {
		if a.Verb != forms.Open || a.Ref.Book != book {
			continue
		}
		if e := v.h.entry(a.Ref); e != nil && ok(e, a) {
			out = append(out, e)
		}
	}
	return out
}

func (v view) Unfinished(book string) []forms.Entry {
	return v.those(book, func(e forms.Entry, _ forms.Act) bool { return e.Brief().Open })
}

func (v view) Since(book string, row int64) []forms.Entry {
	return v.those(book, func(_ forms.Entry, a forms.Act) bool { return a.Seq > row })
}

func (v view) Lately(book string, n int) []forms.Entry {
	out := v.those(book, func(forms.Entry, forms.Act) bool { return true })
	slices.Reverse(out)
	return out[:min(n, len(out))]
}

func (v view) Room(room string) (out []forms.Near) {
	for _, b := range v.h.Books {
		for _, e := range v.those(b.Key, func(e forms.Entry, _ forms.Act) bool { return e.Brief().Room == room }) {
			out = append(out, v.near(e))
		}
	}
	return out
}

func (v view) near(e forms.Entry) forms.Near {
	return forms.Near{Ref: e.Number(), Brief: e.For(v.viewer).Brief()}
}

func (v view) Between(book string, from, to time.Time) []forms.Entry {
	return v.those(book, func(e forms.Entry, _ forms.Act) bool {
		day := forms.Day(e.Brief().Happened)
		return day >= forms.Day(from) && day <= forms.Day(to)
	})
}

func (v view) Touched(book string, from, to time.Time) []forms.Entry {
	return v.those(book, func(e forms.Entry, _ forms.Act) bool {
		return slices.ContainsFunc(v.h.of(e.Number()), func(a forms.Act) bool { return !a.At.Before(from) && a.At.Before(to) })
	})
}

func (v view) Open(book string) (out []forms.Near) {
	for _, e := range v.Unfinished(book) {
		out = append(out, v.near(e))
	}
	return out
}

func (v view) Entry(ref forms.Ref) forms.Entry { return v.h.entry(ref) }

func (v view) Acts(book string, row int64) (out []forms.Act) {
	for _, a := range v.h.rows[min(int(row), len(v.h.rows)):] {
		if a.Ref.Book == book {
			out = append(out, a)
		}
	}
	return out
}

func (v view) Next(book string, row int64) (forms.Act, bool) {
	if all := v.Acts(book, row); len(all) > 0 {
		return all[0], true
	}
	return forms.Act{}, false
}

func (v view) Lines(book string, year, page int) int {
	return len(v.those(book, func(_ forms.Entry, a forms.Act) bool { return a.Ref.Year == year && a.Page == page }))
}

func (v view) Latest(book, kind string) forms.Entry {
	all := v.those(book, func(e forms.Entry, _ forms.Act) bool { return e.Brief().Kind == kind })
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}

func (v view) Count(book, kind, state string, from, to time.Time) int {
	return len(v.those(book, func(e forms.Entry, _ forms.Act) bool {
		b := e.Brief()
		day := forms.Day(b.Happened)
		return (kind == "" || b.Kind == kind) && (state == "" || b.State == state) && day >= forms.Day(from) && day <= forms.Day(to)
	}))
}
