package formtest

import (
	"testing"
	"time"

	"frontdesk/forms"
)

// Bench is an office in which a test does things to records, as the store would.
type Bench struct {
	T        *testing.T
	O        *forms.Office
	B        *Books
	Now      time.Time
	Staff    []forms.Person
	Followed []forms.Opening // what followed from the last act
}

// NewBench is such an office at a moment.
func NewBench(t *testing.T, now string) *Bench {
	return &Bench{T: t, O: Office(), B: NewBooks(), Now: At(now), Staff: []forms.Person{Clerk, Relief, Supervisor, Manager}}
}

// Context is the moment, as somebody sees it.
func (r *Bench) Context(by forms.Person) forms.Context {
	return forms.Context{Now: r.Now, By: by, Office: r.O, Staff: r.Staff, Sight: r.B}
}

// Do does a deed to a record, as the store would; it gives the sentence that
// refuses it, empty when it is done.
func (r *Bench) Do(x forms.Record, by forms.Person, v forms.Verb, d forms.Deed, ref forms.Ref) string {
	r.T.Helper()
	c := r.Context(by)
	var on forms.Record
	if v != forms.Open {
		on = x
		for _, s := range x.Steps(c) {
			if s.Verb == v && s.Refused != "" {
				return s.Refused
			}
			if s.Verb == v && s.Sign != "" && !by.Role.AtLeast(s.Sign) {
				return "要由" + string(s.Sign) + "签名"
			}
		}
	}
	for _, p := range forms.Wrong(d, on, c) {
		return p.Words
	}
	return r.Apply(x, on, by, v, d, ref)
}

// Apply seals and applies a deed that is known to be right; on is what the record
// is to its deeds, nil for an opening.
func (r *Bench) Apply(x, on forms.Record, by forms.Person, v forms.Verb, d forms.Deed, ref forms.Ref) string {
	if s, ok := d.(forms.Sealer); ok {
		s.Seal(on, r.Context(by))
	}
	a := forms.Act{Seq: r.B.Rows, At: r.Now, By: by, Verb: v, Ref: ref, Deed: d}
	if err := x.Apply(a); err != nil {
		return err.Error()
	}
	r.B.Rows++
	r.Followed = nil
	if o, ok := d.(forms.Opener); ok {
		r.Followed = o.Opens(x, a)
	}
	return ""
}

// Must does a deed that may be done.
func (r *Bench) Must(x forms.Entry, by forms.Person, v forms.Verb, d forms.Deed) {
	r.T.Helper()
	ref := x.Number()
	if ref.No == 0 {
		ref = forms.Ref{Book: "visit", Year: 2026, No: 7}
	}
	if why := r.Do(x, by, v, d, ref); why != "" {
		r.T.Fatalf("%s: %s", v, why)
	}
}

// Enters opens an entry and puts it into its book.
func (r *Bench) Enters(book string, x forms.Entry, d forms.Deed) {
	r.T.Helper()
	if why := r.Apply(x, nil, Clerk, forms.Open, d, forms.Ref{Book: book, Year: 2026, No: len(r.B.List[book]) + 1}); why != "" {
		r.T.Fatal(why)
	}
	r.B.List[book] = append(r.B.List[book], x)
}
