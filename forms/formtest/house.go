package formtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"frontdesk/forms"
)

// House is an office with its books, as the store keeps them, held in memory: what
// the contract plays in. A house is never changed: doing something gives the next
// one, so that from one state everything can be tried.
type House struct {
	Books []*forms.Book // all books of the house, in the order of their tabs

	// Today lists what is to be done at a moment in some books.
	Today func(c forms.Context, books []*forms.Book) []forms.Todo
	// Handover lists what a shift that is handed over leaves to the next.
	Handover func(c forms.Context) []forms.Ref
	// Workbook gives all that stands in the workbook of some pages; nil where
	// workbooks are not looked at.
	Workbook Output

	office *forms.Office
	staff  []forms.Person
	now    time.Time
	rows   []forms.Act // the ledger: every act, in its order
	known  map[forms.Ref]forms.Record
	pages  map[string]forms.Page // the last page of each book
	played *exploration          // of all books, once
}

// People of the house: two of each side of a signature.
func people() []forms.Person {
	deputy := forms.Person{ID: "p8", Name: "孙丽华", Role: forms.Supervisor}
	return []forms.Person{Clerk, Relief, Supervisor, deputy, Manager}
}

// opened is the house on its first morning: nothing is written yet.
func (h *House) opened() *House {
	out := *h
	out.office, out.staff, out.now = Office(), people(), At("2026-11-23 09:00")
	out.office.Rules.FeesCleared = true // what an office may ask for is asked for
	out.rows, out.known, out.pages = nil, map[forms.Ref]forms.Record{}, map[string]forms.Page{}
	return &out
}

// later is the house after a while. Where a day has ended meanwhile, the program has
// done what it does then: it opens in the morning.
func (h *House) later(d time.Duration) *House {
	out := *h
	out.now = h.now.Add(d)
	if forms.Day(out.now) == forms.Day(h.now) {
		return &out
	}
	for _, b := range h.Books {
		if b.Nightly != nil {
			out.night(b)
		}
	}
	return &out
}

// night lets the program decide upon what waits for it. The value is another one for
// each ledger, and the same in each run.
func (h *House) night(b *forms.Book) {
	c := h.context(forms.Program)
	waiting := c.Sight.(view).those(b.Key, func(e forms.Entry, a forms.Act) bool {
		return e.Brief().State == b.Nightly.State && forms.Day(a.At) < forms.Day(h.now)
	})
	*h = *h.copied()
	for _, f := range b.Nightly.Fates(c, fmt.Sprintf("%064x", len(h.rows)), waiting) {
		on, err := h.record(f.Ref)
		if err == nil {
			_, err = h.write(f.Ref, b.Nightly.Verb, f.Deed, forms.Program, on, 0)
		}
		if err != nil {
			panic(fmt.Sprintf("%s %s: %v", b.Key, f.Ref, err)) // whoever plays cannot mend it
		}
	}
}

// copied is a house that can be written into.
func (h *House) copied() *House {
	next := *h
	next.known, next.pages = maps.Clone(h.known), maps.Clone(h.pages)
	next.rows = h.rows[:len(h.rows):len(h.rows)]
	return &next
}

func (h *House) book(key string) *forms.Book {
	i := slices.IndexFunc(h.Books, func(b *forms.Book) bool { return b.Key == key })
	if i < 0 {
		return nil
	}
	return h.Books[i]
}

// context is the moment, as somebody sees it.
func (h *House) context(by forms.Person) forms.Context {
	return forms.Context{Now: h.now, By: by, Office: h.office, Staff: h.staff, Sight: view{h, by}}
}

// record reads an entry anew: whoever acts on it may scribble on it.
func (h *House) record(ref forms.Ref) (forms.Record, error) {
	return h.book(ref.Book).Replay(h.of(ref))
}

// of are the acts on an entry, oldest first.
func (h *House) of(ref forms.Ref) (out []forms.Act) {
	for _, a := range h.rows {
		if a.Ref == ref {
			out = append(out, a)
		}
	}
	return out
}

// refs are the entries of a book, oldest first.
func (h *House) refs(book string) (out []forms.Ref) {
	for _, a := range h.rows {
		if a.Verb == forms.Open && a.Ref.Book == book {
			out = append(out, a.Ref)
		}
	}
	return out
}

// errForeign is the program's own trouble: no sentence for the desk.
var errForeign = errors.New("no sentence for the desk")

// do does a deed to an entry, or opens one where the number is 0, by the same gates
// as the store: the step is offered, the role suffices, nothing is missing on the
// slip, the deed finds nothing wrong, the record takes it. It gives the next house
// and the act. A refusal is forms.Problems or a forms.Refusal.
func (h *House) do(ref forms.Ref, v forms.Verb, d forms.Deed, by forms.Person) (*House, forms.Act, error) {
	b := h.book(ref.Book)
	c := h.context(by)
	var on forms.Record
	if ref.No > 0 {
		r, err := h.record(ref)
		if err != nil {
			return nil, forms.Act{}, err
		}
		if err := forms.MayTake(r.Steps(c), v, by); err != nil {
			return nil, forms.Act{}, err
		}
		on = r
	} else if err := b.MaySign(v, by); err != nil {
		return nil, forms.Act{}, err
	}
	if wrong := forms.Wrong(d, on, c); len(wrong) > 0 {
		return nil, forms.Act{}, forms.Problems(wrong)
	}
	next := h.copied()
	a, err := next.write(ref, v, d, by, on, 0)
	return next, a, err
}

// write seals a deed, lets the record take it and writes what follows from it.
func (h *House) write(ref forms.Ref, v forms.Verb, d forms.Deed, by forms.Person, on forms.Record, depth int) (forms.Act, error) {
	b := h.book(ref.Book)
	if b == nil {
		return forms.Act{}, nil // what follows in a book that this house does not keep
	}
	if depth > 4 {
		return forms.Act{}, fmt.Errorf("%w: openings go round in circles", errForeign)
	}
	if s, ok := d.(forms.Sealer); ok {
		s.Seal(on, h.context(by))
	}
	words, err := wordsOf(d)
	if err != nil {
		return forms.Act{}, errors.Join(errForeign, err)
	}
	deed, err := b.Decode(v, words)
	if err != nil {
		return forms.Act{}, errors.Join(errForeign, err)
	}
	a := forms.Act{Seq: int64(len(h.rows) + 1), At: h.now, By: by, Verb: v, Edition: b.Edition, Ref: ref, Deed: deed}
	if on == nil {
		on = b.New()
		a.Ref = forms.Ref{Book: b.Key, Year: h.now.Year(), No: len(h.refs(b.Key)) + 1}
		p := h.pages[b.Key]
		if b.Turn != nil {
			p = b.Turn(p, a)
		}
		h.pages[b.Key] = p
		a.Page, a.Line = p.No, p.Lines
	} else {
		first := h.of(ref)[0]
		a.Page, a.Line = first.Page, first.Line
	}
	if err := on.Apply(a); err != nil {
		return a, err
	}
	h.rows = append(h.rows, a)
	fresh, err := h.record(a.Ref)
	if err != nil {
		return a, errors.Join(errForeign, err)
	}
	h.known[a.Ref] = fresh
	o, ok := deed.(forms.Opener)
	if !ok {
		return a, nil
	}
	for _, x := range o.Opens(fresh, a) {
		if x.Verb != "" { // an act on a page: signed at its foot
			continue
		}
		if _, err := h.write(forms.Ref{Book: x.Book}, forms.Open, x.Deed, by, nil, depth+1); err != nil {
			return a, err
		}
	}
	return a, nil
}

// wordsOf are a deed's words as the ledger keeps them.
func wordsOf(d forms.Deed) ([]byte, error) {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	err := enc.Encode(d)
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), err
}

// entry is an entry to look at; nil for none.
func (h *House) entry(ref forms.Ref) forms.Entry {
	if _, gone := h.known[ref].(*forms.Gone); gone {
		return nil // as the rules see it; its page is drawn
	}
	e, _ := h.known[ref].(forms.Entry)
	return e
}
