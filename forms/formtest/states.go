package formtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"frontdesk/forms"
)

// state is an entry as it stands in a house: one for each way of standing that the
// books tell apart.
type state struct {
	key   string
	h     *House
	ref   forms.Ref
	brief forms.Brief
	via   *play // what led here first
	leads map[string]bool
	took  map[forms.Verb]bool // what was done from here
}

// play is something that was done and taken.
type play struct {
	from   *state // nil for an opening
	h      *House // before
	on     forms.Ref
	book   string
	verb   forms.Verb
	by     forms.Person
	wrote  []wrote
	words  []byte // before they are sealed
	sealed string // and after, as they are kept
	after  *House
	ref    forms.Ref // the entry
	base   *play     // the same with one field otherwise; nil for the first
	differ string    // the path of that field
	first  bool      // of all that are alike: see alike
}

// keptWords are an act's words as the ledger keeps them.
func keptWords(a forms.Act) string {
	words, _ := wordsOf(a.Deed) // it was written
	return string(words)
}

// keeps tells whether what stood in a blank is kept: a pattern that filled in a month
// is not.
func (p *play) keeps(w wrote) bool {
	quoted, _ := json.Marshal(w.value) // a string
	return strings.Contains(p.sealed, strings.Trim(string(quoted), `"`))
}

// keyOf tells ways of standing apart: by what lists know, and what can be done.
func (x *exploration) keyOf(h *House, ref forms.Ref) string {
	e := h.entry(ref)
	b := e.Brief()
	key := fmt.Sprint(ref.Book, "|", b.State, "|", b.Kind, "|", b.Open, b.Urgent, b.Confidential, b.Due.IsZero())
	for _, s := range e.Steps(h.context(Manager)) {
		if s.Signer != "" && !forms.Signs(h.staff, s.Signer) {
			key += "|外"
		}
		if s.Refused == "" || strings.ContainsAny(s.Refused, "0123456789") { // what counts is on its way to somewhere
			key += fmt.Sprint("|", s.Verb, s.Refused, s.Sign, s.Next)
		}
	}
	return key
}

// again gives the deed as it was filled in, and what it was done to and when; false
// where its words cannot be read back.
func (p *play) again() (forms.Deed, forms.Record, forms.Context, bool) {
	d, err := p.h.book(p.book).Decode(p.verb, p.words)
	var on forms.Record
	if p.on.No > 0 {
		on, _ = p.h.record(p.on) // it was read before
	}
	return d, on, p.h.context(p.by), err == nil
}

// chain is what led to a state of an entry, oldest first.
func (s *state) chain() []*play { return s.via.chain(s.ref) }

func (p *play) chain(ref forms.Ref) (out []*play) {
	for ; p != nil; p = p.before() {
		if p.ref == ref {
			out = append([]*play{p}, out...)
		}
	}
	return out
}

func (p *play) before() *play {
	if p.from == nil {
		return nil
	}
	return p.from.via
}

// ofBook are the states of a book's entries, in the order in which they were met.
func (x *exploration) ofBook(key string) (out []*state) {
	for _, s := range x.states {
		if s.ref.Book == key {
			out = append(out, s)
		}
	}
	return out
}

// playsOf are the plays of a book.
func (x *exploration) playsOf(key string) (out []*play) {
	for _, p := range x.plays {
		if p.book == key {
			out = append(out, p)
		}
	}
	return out
}

// firstOf are the plays of a book, of those that are alike one.
func (x *exploration) firstOf(key string) []*play {
	return slices.DeleteFunc(x.playsOf(key), func(p *play) bool { return !p.first })
}

// written are the first plays of a book, and what is done to it plainly: all its deeds
// as they are filled in.
func (x *exploration) written(key string) []*play {
	out := x.firstOf(key)
	for _, p := range x.plain {
		if p.book == key {
			out = append(out, p)
		}
	}
	return out
}

// sorted gives the keys of a set in order.
func sorted[K ~string](m map[K]bool) []K { return slices.Sorted(maps.Keys(m)) }
