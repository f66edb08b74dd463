package ui

import (
	"strings"

	"frontdesk/forms"

	"fyne.io/fyne/v2/lang"
)

// ended is something that somebody on duty had begun, and that took a while.
type ended struct {
	owner forms.Person
	what  string // as the window called it
	err   error
	then  func() // what follows in the window
}

// comeBack does what follows from it. While the window is locked it waits for whoever
// began it. Nobody else is shown it: what it was for may have changed under their
// hands, and so its owner, once back, is told only that it ended.
func (d *desk) comeBack(e ended) {
	switch {
	case e.owner.ID == "" || e.owner.ID == d.who.ID:
		e.then()
	case d.who.ID == "" && e.owner.ID == d.parkedFor.ID:
		d.late = append(d.late, e)
	default:
		d.missed.note(e)
	}
}

// missed is what ended while somebody else was on duty, in words, by the ID of whoever
// began it.
type missed map[string][]string

// note keeps how something ended.
func (m *missed) note(e ended) {
	if *m == nil {
		*m = missed{}
	}
	what := map[string]any{"What": strings.TrimSuffix(e.what, "…")}
	words := lang.L("“{{.What}}” is done; what came of it was not shown.", what)
	if e.err != nil {
		words = lang.L("“{{.What}}” was not done.", what) + sentence(e.err)
	}
	(*m)[e.owner.ID] = append((*m)[e.owner.ID], words)
}

// tell gives a person's, once.
func (m missed) tell(p forms.Person) string {
	words := strings.Join(m[p.ID], "\n")
	delete(m, p.ID)
	return words
}
