package formtest

import (
	"fmt"
	"time"

	"frontdesk/forms"
)

// Books is what the rules see of an office.
type Books struct {
	Kept []*forms.Book            // that the rules find
	List map[string][]forms.Entry // of each book, oldest first
	Done []forms.Act              // of the duty log
	Rows int64
}

// NewBooks are books in which nothing stands.
func NewBooks() *Books { return &Books{List: map[string][]forms.Entry{}} }

// Of gives all entries of a book, oldest first.
func (b *Books) Of(book string) []forms.Entry { return b.List[book] }

// Books gives those that the rules find.
func (b *Books) Books() []*forms.Book { return b.Kept }

// Head is the number of the last row.
func (b *Books) Head() int64 { return b.Rows }

// Unfinished gives the open entries.
func (b *Books) Unfinished(book string) (out []forms.Entry) {
	for _, e := range b.Of(book) {
		if e.Brief().Open {
			out = append(out, e)
		}
	}
	return out
}

// Since takes an entry's number for its row.
func (b *Books) Since(book string, row int64) (out []forms.Entry) {
	for _, e := range b.Of(book) {
		if int64(e.Number().No) > row {
			out = append(out, e)
		}
	}
	return out
}

// Between gives what happened on some days.
func (b *Books) Between(book string, from, to time.Time) (out []forms.Entry) {
	for _, e := range b.Of(book) {
		if d := forms.Day(e.Brief().Happened); d >= forms.Day(from) && d <= forms.Day(to) {
			out = append(out, e)
		}
	}
	return out
}

// Open gives the open entries in short.
func (b *Books) Open(book string) (out []forms.Near) {
	for _, e := range b.Unfinished(book) {
		out = append(out, forms.Near{Ref: e.Number(), Brief: e.Brief()})
	}
	return out
}

// Entry gives an entry; nil when there is none.
func (b *Books) Entry(ref forms.Ref) forms.Entry {
	for _, e := range b.Of(ref.Book) {
		if e.Number() == ref {
			return e
		}
	}
	return nil
}

// Acts gives what was done to the duty log after a row.
func (b *Books) Acts(_ string, row int64) (out []forms.Act) {
	for _, a := range b.Done {
		if a.Seq > row {
			out = append(out, a)
		}
	}
	return out
}

// Next is the first of them.
func (b *Books) Next(book string, row int64) (forms.Act, bool) {
	if all := b.Acts(book, row); len(all) > 0 {
		return all[0], true
	}
	return forms.Act{}, false
}

// Touched takes what happened for what was done.
func (b *Books) Touched(book string, from, to time.Time) []forms.Entry {
	return b.Between(book, from, to.Add(-time.Second))
}

// Lines takes every page for full.
func (b *Books) Lines(string, int, int) int { return 8 }

// Lately gives the newest entries.
func (b *Books) Lately(book string, n int) (out []forms.Entry) {
	all := b.Of(book)
	for i := len(all) - 1; i >= 0 && len(out) < n; i-- {
		out = append(out, all[i])
	}
	return out
}

// Room knows nothing of rooms.
func (b *Books) Room(string) []forms.Near { return nil }

// Anchor is another one for each row.
func (b *Books) Anchor() string { return fmt.Sprintf("%d-%X", b.Rows, b.Rows*7919) }

// Latest gives the newest entry of a kind.
func (b *Books) Latest(book, kind string) forms.Entry {
	all := b.Of(book)
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Brief().Kind == kind {
			return all[i]
		}
	}
	return nil
}

// Count counts what happened on some days.
func (b *Books) Count(book, kind, state string, from, to time.Time) int {
	n := 0
	for _, e := range b.Of(book) {
		x := e.Brief()
		if (kind == "" || x.Kind == kind) && (state == "" || x.State == state) && forms.Day(x.Happened) >= forms.Day(from) && forms.Day(x.Happened) <= forms.Day(to) {
			n++
		}
	}
	return n
}
