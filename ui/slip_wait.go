package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// waiting has the caret in the milliseconds in which a slip is written into the
// ledger: what is typed then is no part of what was saved. It goes to what comes next
// on the slip, or back to the blank where it was typed when the slip is not taken.
type waiting struct {
	widget.BaseWidget
	typed map[string][]func(fyne.Focusable) // by the ID of who typed it
	owner string                            // who types now
	from  fyne.Focusable                    // had the caret before
}

func newWaiting() *waiting {
	w := &waiting{typed: map[string][]func(fyne.Focusable){}}
	w.ExtendBaseWidget(w)
	w.Hide()
	return w
}

// CreateRenderer shows nothing: nobody sees it for so short a time.
func (w *waiting) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// FocusGained and FocusLost show nothing either.
func (w *waiting) FocusGained() {}

// FocusLost is the other half of FocusGained.
func (w *waiting) FocusLost() {}

// AcceptsTab keeps the caret here.
func (w *waiting) AcceptsTab() bool { return true }

func (w *waiting) keep(do func(fyne.Focusable)) { w.typed[w.owner] = append(w.typed[w.owner], do) }

// TypedRune keeps a character.
func (w *waiting) TypedRune(r rune) {
	w.keep(func(f fyne.Focusable) { f.TypedRune(r) })
}

// TypedKey keeps a key that follows characters. One before them was meant for the slip
// that is being written, such as Enter pressed twice.
func (w *waiting) TypedKey(k *fyne.KeyEvent) {
	if len(w.typed[w.owner]) > 0 {
		w.keep(func(f fyne.Focusable) { f.TypedKey(k) })
	}
}

// TypedShortcut keeps what is pasted, as it is now.
func (w *waiting) TypedShortcut(s fyne.Shortcut) {
	paste, is := s.(*fyne.ShortcutPaste)
	if !is {
		return
	}
	for _, r := range paste.Clipboard.Content() {
		w.TypedRune(r)
	}
}

// hold lets what is typed wait, where it would go into the slip.
func (s *bookSlip) hold() {
	c := s.d.win.Canvas()
	if s.d.covered() || s.d.who.ID == "" || c.Focused() != nil && !s.form.Held() {
		return
	}
	s.wait.owner, s.wait.from = s.d.who.ID, c.Focused()
	s.wait.Show()
	c.Focus(s.wait)
}

// held tells whether the slip that is shown is the one that is being written.
func (s *bookSlip) held() bool { return s.wait.Visible() && s.turns == s.sealed }

// letGo takes the caret out of what waited. A slip that was not taken has it again, and
// what was typed.
func (s *bookSlip) letGo(taken bool) {
	if !s.wait.Visible() {
		return
	}
	c := s.d.win.Canvas()
	here := c.Focused() == fyne.Focusable(s.wait)
	conceal(s.wait)
	if here && !taken && s.wait.from != nil {
		c.Focus(s.wait.from)
		s.goOn()
	}
}

// goOn types what waited where the caret is now, if it is in the slip of whoever typed
// it.
func (s *bookSlip) goOn() {
	typed := s.wait.typed[s.d.who.ID]
	if len(typed) == 0 || s.form == nil || !s.form.Held() || s.turns == s.sealed {
		return
	}
	delete(s.wait.typed, s.d.who.ID)
	for _, do := range typed {
		if f := s.d.win.Canvas().Focused(); f != nil && s.form != nil && s.form.Held() {
			do(f)
		}
	}
}
