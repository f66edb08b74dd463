package ui

import (
	"time"

	"frontdesk/forms"
)

// Lock hides the book until somebody comes on duty again. What was being
// written stays.
func (w *Window) Lock() {
	last := w.who
	w.keepDrafts()
	w.park(last)
	w.who = forms.Person{}
	w.win.SetMainMenu(nil)
	w.show(w.lock.root)
	w.lock.show(last)
}

// lockWhenIdle locks the window when nobody has used it for as long as the office's
// rule says.
func (w *Window) lockWhenIdle() {
	idle := time.Duration(w.store.Office().Rules.IdleLock) * time.Minute
	if w.who.ID != "" && idle > 0 && time.Since(w.touched) > idle {
		w.Lock()
	}
}
