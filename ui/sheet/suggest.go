package sheet

import (
	"slices"
	"strings"
	"unicode"

	"frontdesk/forms/paper"
)

// Suggestion is one row of the list at a blank.
type Suggestion struct {
	Text   string // what is meant
	Detail string // what tells it from the others
	Value  any    // for the owner
}

// suggest asks the owner what may be meant, and tells whether there is
// anything.
func (f *Form) suggest(w *writing, typed string) bool {
	if f.o.Suggest == nil || w.b.From == "" || f.focused != w {
		f.list.hide()
		return false
	}
	items := f.o.Suggest(w.b, typed)
	f.list.show(w, items, w.taking)
	if typed == "" || w.b.Kind == paper.PersonKind && !means(items, typed) {
		f.list.light(-1)
	}
	return len(items) > 0
}

// means tells whether the first item is surely what was typed. Letters typed
// for a name are its initials; a name typed in full may be another person's,
// who only begins like one on the list, and stands as it was typed unless a
// row is chosen.
func means(items []Suggestion, typed string) bool {
	if len(items) == 0 || !strings.ContainsFunc(typed, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return true
	}
	return slices.Contains(strings.Fields(items[0].Text+" "+items[0].Detail), strings.TrimSpace(typed))
}

// taking writes a suggestion into the record, and goes on along the paper.
func (w *writing) taking(s Suggestion) {
	f := w.form
	w.bad = ""
	delete(f.problems, w.b.Field)
	if f.o.Picked != nil {
		f.o.Picked(w.b, s)
	} else if err := w.b.Set(s.Text); err != nil {
		w.bad = err.Error()
	}
	f.Reread()
	w.words.put(w.b.Get())
	w.taken = w.b.Get()
	w.words.move(len(w.words.text), false)
	if f.o.Changed != nil {
		f.o.Changed()
	}
	f.next(w)
}
