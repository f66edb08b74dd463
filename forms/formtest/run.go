package formtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"frontdesk/forms"
)

// The contract is what every book of the office keeps: read it as the specification
// of a book. It is held by playing: an office is made in memory (see House), and every
// deed that the books describe is done in every state by whoever may do it, with words
// that no form has chosen (see explore and pen). So nothing here knows a form, and a
// new book is held to all of it by standing in the list of books.
//
// Each property tells in a sentence what a book has to do, and what follows from the
// book's own description alone. A new demand on books is a property here, with a book
// in the tests of this package that breaks it.
func contract() []property {
	return []property{
		{"says what it is", "key, names and kinds; how it is numbered, drawn, opened, printed, exported", named},
		{"can be played", "every deed of the book can be done by somebody in some state, and nothing fails but by a sentence", playable},
		{"asks on the slip", "every word that a deed keeps is asked for on its slip, under a name, or is marked as worked out", asked},
		{"stands on the page", "all that was written stands on sheet, trace and workbook, and is not lost by what is done afterwards; the page says office, title, edition, number, check code, copy and whose review it bears", drawn},
		{"is the same read back", "a deed read back from its words is the deed", readBack},
		{"has a way out", "every open entry can be brought to its end by somebody in the office", wayOut},
		{"refuses in a sentence", "every refusal is one Chinese sentence that says what to do", sentences},
		{"is corrected readably", "a mistake can be corrected with a reason, and the words before stay readable, again and again", corrected},
		{"is signed by the role", "nobody below the role signs: not a step, not a page, not a box on the form", signed},
		{"keeps from strangers", "no number of an identity card is taken at any blank; a confidential entry shows others number, time and state; a telephone stands in no list", veiled},
		{"is due today", "what is open stands in 今日 and is red when its time has passed; every time that somebody is bound to is such a time", due},
		{"is handed over", "what is urgent or late goes to the next shift by itself", handed},
		{"is kept by rule", "kept for two years at least; archived and disposed of by signature; pages and reports stand without the words", kept},
		{"is found", "everything that was written finds the entry, also when it was corrected", found},
	}
}

// property is one demand on a book.
type property struct {
	name  string // the book …
	means string
	hold  func(l *look)
}

// look is a look at one book for one property.
type look struct {
	x      *exploration
	b      *forms.Book
	faults map[string]string // by what is at fault, with what was seen first
	order  []string
	kept   map[string]bool // of blanks that were filled in: whether their words are ever kept
}

// fault notes what is at fault, such as a deed and its blank, and what was seen.
func (l *look) fault(what, format string, args ...any) {
	if _, ok := l.faults[what]; !ok {
		l.faults[what] = fmt.Sprintf(format, args...)
		l.order = append(l.order, what)
	}
}

// Fault is what a book does not keep.
type Fault struct {
	Book     string // its key
	Property string // such as "is found"
	What     string // such as the deed and its blank
	Seen     string // what was seen, for whoever mends it
}

// Known is a fault that stands for a reason that is written beside it. It has to go
// when the fault does.
type Known struct{ Book, Property, What, Why string }

// Faults plays the house and lists what one of its books does not keep.
func (h *House) Faults(b *forms.Book) (out []Fault) {
	if h.played == nil {
		h.played = explore(h)
	}
	for _, p := range contract() {
		l := &look{x: h.played, b: b, faults: map[string]string{}}
		p.hold(l)
		for _, what := range l.order {
			out = append(out, Fault{b.Key, p.name, what, l.faults[what]})
		}
	}
	return out
}

// Run holds a book of a house to the contract, a test for each property. What is
// known to be at fault is let pass, and has to be at fault still.
func Run(t *testing.T, b *forms.Book, h *House, known ...Known) {
	t.Helper()
	faults := h.Faults(b)
	left := Unknown(faults, known...)
	for _, p := range contract() {
		t.Run(strings.ReplaceAll(p.name, " ", "_"), func(t *testing.T) {
			for _, f := range left {
				if f.Property == p.name {
					t.Errorf("%s: %s", f.What, f.Seen)
				}
			}
			if t.Failed() {
				t.Logf("wanted of every book: %s", p.means)
			}
		})
	}
	for _, k := range Stale(b, faults, known...) {
		t.Errorf("%s: %s is known as a fault (%s) and is none any more: take it off the list", k.Property, k.What, k.Why)
	}
}

// Unknown are the faults that nobody knows of.
func Unknown(faults []Fault, known ...Known) []Fault {
	return slices.DeleteFunc(slices.Clone(faults), func(f Fault) bool {
		return slices.ContainsFunc(known, func(k Known) bool { return k.is(f) })
	})
}

// Stale are those known faults of a book that are none any more.
func Stale(b *forms.Book, faults []Fault, known ...Known) []Known {
	return slices.DeleteFunc(slices.Clone(known), func(k Known) bool {
		return k.Book != b.Key || slices.ContainsFunc(faults, k.is)
	})
}

func (k Known) is(f Fault) bool {
	return k.Book == f.Book && k.Property == f.Property && k.What == f.What
}
