package simulate

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/paper"
)

// fault is what is broken in a book on purpose.
type fault string

const (
	whole    fault = "nothing"
	foreign  fault = "a refusal in no words for the desk"
	falling  fault = "a slip that cannot be drawn"
	eager    fault = "a step that is offered and not taken"
	stuck    fault = "an entry with which nobody can do anything"
	circling fault = "an entry that never ends"
	drifting fault = "an entry that is another each time it is read"
	skipping fault = "a page that is skipped"
	silent   fault = "a deadline that moves unseen"
	blind    fault = "a problem at a blank that is not there"
)

// notes is a book like any other, but for its fault.
func notes(f fault) *forms.Book {
	reads := 0
	return &forms.Book{
		Key: "note", Name: "便条", Title: "便条", Edition: "A/0", Single: true,
		New: func() forms.Record { return &note{fault: f, reads: &reads} },
		Deeds: map[forms.Verb]func() forms.Deed{
			forms.Open:    func() forms.Deed { return &noting{} },
			duty.Progress: func() forms.Deed { return &noting{fault: f} },
			duty.Close:    func() forms.Deed { return &noting{} },
		},
		Plain: map[forms.Verb]func() forms.Deed{forms.Print: func() forms.Deed { return &forms.Printing{} }},
		Turn: func(p forms.Page, a forms.Act) forms.Page {
			no := p.No + 1
			if f == skipping {
				no++
			}
			return forms.Page{No: no, Day: forms.Day(a.At), Person: a.By.Name, Lines: 1}
		},
		Sheet: func(forms.PageHead, []forms.Entry) paper.Sheet { return paper.NewSheet(paper.Portrait) },
	}
}

// noting is the only deed of the book.
type noting struct {
	Text  string `json:"text"`
	fault fault
}

func (x *noting) Slip(forms.Record, forms.Context) paper.Sheet {
	if x.fault == falling {
		panic("no slip")
	}
	s := paper.NewSheet(paper.Portrait)
	s.Body = []paper.Row{{Cells: []paper.Cell{paper.Label("内容"), paper.Long(&x.Text).Must()}}}
	return s
}

func (x *noting) Check(forms.Record, forms.Context) []paper.Problem {
	switch x.fault {
	case foreign:
		return []paper.Problem{{Words: "invalid value"}}
	case blind:
		return []paper.Problem{{Field: &x.fault, Words: "请填写这里没有的一格。"}}
	}
	return nil
}

// note is an entry of it.
type note struct {
	fault fault
	reads *int
	ref   forms.Ref
	at    time.Time
	by    forms.Person
	text  []string
	done  bool
}

func (n *note) Apply(a forms.Act) error {
	if n.fault == eager && a.Verb == duty.Progress {
		return forms.Refusal("现在不能跟进，请先等一等。")
	}
	x, ok := a.Deed.(*noting)
	if !ok || n.done {
		return errors.New("the note does not know it")
	}
	if a.Verb == forms.Open {
		n.ref, n.at, n.by = a.Ref, a.At, a.By
	}
	n.text = append(n.text, x.Text)
	n.done = a.Verb == duty.Close
	return nil
}

func (n *note) Steps(forms.Context) []forms.Step {
	if n.fault == stuck && len(n.text) > 1 {
		return nil
	}
	closed := ""
	if n.done {
		closed = "已经办结，不能再改动。"
	}
	all := []forms.Step{{Verb: duty.Progress, Word: "跟进", Refused: closed}}
	if n.fault != circling {
		all = append(all, forms.Step{Verb: duty.Close, Word: "办结", Refused: closed, Next: true})
	}
	return all
}

func (n *note) Brief() forms.Brief {
	b := forms.Brief{State: "待办结", Open: !n.done, Writer: n.by.ID, Happened: n.at, Kind: "便条", Subject: n.text[0], Hay: slices.Clone(n.text)}
	if n.done {
		b.State = "已办结"
	}
	if *n.reads++; n.fault == drifting {
		b.Kind += fmt.Sprint(*n.reads)
	}
	if n.fault == silent { // what is due stands on today's list, which knows this book not
		b.Due = n.at.AddDate(0, 0, 3+len(n.text))
	}
	return b
}

func (n *note) For(forms.Person) forms.Entry   { return n }
func (n *note) Number() forms.Ref              { return n.ref }
func (n *note) Remarks(forms.Context) []string { return nil }
func (n *note) Story() []string                { return n.text }

// What is broken on purpose is found, and by few acts; where nothing is, nothing
// is found.
func TestWhatIsBrokenIsFound(t *testing.T) {
	for _, c := range []struct {
		fault fault
		found string // the property
		acts  int    // that are enough to show it
	}{
		{whole, "", 0},
		{foreign, "nothing but sentences", 2},
		{falling, "nothing but sentences", 2},
		{skipping, "nothing but sentences", 1},
		{eager, "what is offered may be taken", 2},
		{stuck, "an open entry has a step for somebody here", 3}, // opened, filled in, and saved later
		{circling, "an open entry can be brought to an end", 1},
		{drifting, "board and list show what a replay says", 1},
		{silent, "no deadline moves unseen", 2},
		{blind, "problems name blanks of the slip", 2},
	} {
		t.Run(string(c.fault), func(t *testing.T) {
			g := &game{m: &maker{t: t, plan: planOf(1), books: func() []*forms.Book { return []*forms.Book{notes(c.fault)} }}}
			if i := slices.IndexFunc(properties(), func(p property) bool { return p.name == c.found }); i >= 0 {
				g.only = &properties()[i]
			}
			g.play(time.Now().Add(time.Minute))
			switch {
			case g.found == nil && c.found == "":
				return
			case g.found == nil || g.found.of.name != c.found:
				t.Fatalf("found %v", g.found)
			}
			least := g.least(g.found, time.Now().Add(time.Minute))
			if len(least) == 0 || len(least) > c.acts {
				t.Errorf("%d acts are left, %d would do: %v", len(least), c.acts, g.found)
			}
		})
	}
}
