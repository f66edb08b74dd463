package ui

import (
	"frontdesk/forms/paper"
	look "frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// lineEntry is a line to type in outside of the forms: Enter submits it,
// Escape leaves it.
type lineEntry struct {
	widget.Entry
	width    float32 // at least, in the window's units
	digits   bool    // takes nothing else
	onEscape func()
	onKey    func(fyne.KeyName) bool // is offered the keys first; may be nil
	m        *modal                  // small window that it stands in: Enter and Escape are its own; nil elsewhere
}

func newLineEntry() *lineEntry {
	e := &lineEntry{}
	e.ExtendBaseWidget(e)
	return e
}

// newPINEntry is where a PIN is typed.
func newPINEntry() *lineEntry {
	e := newLineEntry()
	e.digits, e.Password = true, true
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.PlaceHolder = lang.L("PIN")
	return e
}

// newEscEntry is a line that Escape empties.
func newEscEntry(hint string, width float32, submitted func(string), escape func()) *lineEntry {
	e := newLineEntry()
	e.width = width
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.PlaceHolder, e.OnSubmitted = hint, submitted
	e.onEscape = func() {
		e.SetText("")
		escape()
	}
	return e
}

// MinSize gives the entry its width.
func (e *lineEntry) MinSize() fyne.Size {
	s := e.Entry.MinSize()
	if e.width > 0 {
		s.Width = e.width * theme.TextSize() / look.UsualText
	}
	return s
}

// TypedRune lets digits through alone where only they are wanted, full-width
// ones as plain ones.
func (e *lineEntry) TypedRune(r rune) {
	e.m.touch()
	if e.digits {
		r = []rune(paper.Narrow(string(r)))[0]
		if r < '0' || r > '9' {
			return
		}
	}
	e.Entry.TypedRune(r)
}

// TypedShortcut is what it is for any line to type in.
func (e *lineEntry) TypedShortcut(s fyne.Shortcut) {
	e.m.touch()
	e.Entry.TypedShortcut(s)
}

// Tapped is, too.
func (e *lineEntry) Tapped(p *fyne.PointEvent) {
	e.m.touch()
	e.Entry.Tapped(p)
}

// TypedKey leaves with Escape.
func (e *lineEntry) TypedKey(k *fyne.KeyEvent) {
	e.m.touch()
	switch {
	case e.onKey != nil && e.onKey(k.Name):
		return
	case k.Name == fyne.KeyEscape && e.onEscape != nil:
		e.onEscape()
		return
	case e.m != nil && (k.Name == fyne.KeyEscape || e.OnSubmitted == nil && (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter)):
		e.m.key(k.Name)
		return
	}
	e.Entry.TypedKey(k)
}
