package ui

import (
	"frontdesk/forms"
	"frontdesk/store"
)

// Shown is what a person sees of the record that is looked at or written on,
// for those who play through the window and hold it against the ledger.
type Shown struct {
	Who     string      // the name on duty; empty while the window is locked
	Tab     string      // the tab that is shown
	Book    string      // its book; empty beside the books
	Lit     forms.Ref   // the entry whose line is tinted; No is 0 for none
	Slip    forms.Ref   // the entry on the slip; No is 0 on a new line
	Heading string      // what stands at the head of the slip
	Verb    forms.Verb  // of what is being written; empty while an entry is only looked at
	Ticks   []forms.Ref // entries of which steps stand ready to be ticked, over every tab
	Draft   string      // under which name what is being written is kept
	Words   string      // what is being written; empty where nothing was typed yet
}

// Shown tells what is shown now; it is asked on the window's goroutine.
func (w *Window) Shown() Shown {
	if w.tabs == nil || w.who.ID == "" {
		return Shown{}
	}
	at := w.tabs.tabs[w.tabs.at]
	out := Shown{Who: w.who.Name, Tab: at.name}
	for _, t := range w.urgent.tasks {
		out.Ticks = append(out.Ticks, t.entry.Number())
	}
	if at.book == nil {
		return out
	}
	s := at.book.slip
	out.Book, out.Lit, out.Slip, out.Heading = at.book.book.Key, at.book.lit(), s.ref, s.title.Text
	if s.form == nil {
		return out
	}
	out.Verb = s.step.Verb
	if words, err := s.standing(); err == nil && !s.fresh && s.page == 0 {
		out.Draft, out.Words = s.draftKey(), words
	}
	return out
}

// lit is the entry whose line is tinted on what is read above the slip.
func (t *bookTab) lit() forms.Ref {
	if t.bar.back.Visible() {
		if t.list.at >= 0 && t.list.row(t.list.at).Ref == t.chosen {
			return t.chosen
		}
		return forms.Ref{}
	}
	for i := range t.leaf.Records {
		if t.refOn(i) == t.chosen {
			return t.chosen
		}
	}
	return forms.Ref{}
}

// Follow tells those who play through the window when another takes its place, as
// after a backup was restored, and what it is open on.
func (w *Window) Follow(f func(*Window, *store.Store)) {
	before := w.next
	w.next = func(next *Window) {
		if before != nil {
			before(next)
		}
		f(next, next.store)
	}
}

// Busy tells whether something is being done off the window's goroutine.
func (s *FirstStart) Busy() bool { return s.d.busy.Load() > 0 }
