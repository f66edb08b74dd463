package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// keyButton is a button that Enter presses, not Space alone: every button of the
// window is one. In a small window Escape leaves it.
type keyButton struct {
	widget.Button
	onEscape func()
	onKey    func(fyne.KeyName) bool // is offered the keys first; may be nil
	m        *modal                  // small window that it stands in; nil elsewhere
	gone     bool                    // another one stands in its place, or nothing
}

func newKeyButton(text string, tapped func()) *keyButton {
	b := &keyButton{}
	b.Text, b.OnTapped = text, tapped
	b.ExtendBaseWidget(b)
	return b
}

// newIconButton has a picture instead of words.
func newIconButton(icon fyne.Resource, tapped func()) *keyButton {
	b := newKeyButton("", tapped)
	b.Icon = icon
	return b
}

// newMainButton is the one that is meant to be pressed.
func newMainButton(text string, tapped func()) *keyButton {
	b := newKeyButton(text, tapped)
	b.Importance = widget.HighImportance
	return b
}

// pressed does what the button does, unless it may not be pressed now.
func (b *keyButton) pressed() {
	if !b.gone && !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// TypedKey presses the button with Enter too.
func (b *keyButton) TypedKey(k *fyne.KeyEvent) {
	b.m.touch()
	if b.onKey != nil && b.onKey(k.Name) {
		return
	}
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		b.pressed()
	case fyne.KeyEscape:
		switch {
		case b.onEscape != nil:
			b.onEscape()
		case b.m != nil:
			b.m.key(k.Name)
		}
	}
}

// Tapped presses the button.
func (b *keyButton) Tapped(e *fyne.PointEvent) {
	b.m.touch()
	b.Button.Tapped(e)
}

// touch puts off the lock: whatever is done in a small window is using the program.
func (m *modal) touch() {
	if m != nil {
		m.d.touch()
	}
}

func (b *keyButton) hear(m *modal) { b.m = m }
func (e *lineEntry) hear(m *modal) { e.m = m }

// keySelect is a choice in a small window: Space and the arrows choose, Enter and
// Escape are the window's.
type keySelect struct {
	widget.Select
	m *modal
}

func newKeySelect(options []string, changed func(string)) *keySelect {
	s := &keySelect{}
	s.Options, s.OnChanged, s.PlaceHolder = options, changed, lang.L("choose")
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey lets the small window have Enter and Escape.
func (s *keySelect) TypedKey(k *fyne.KeyEvent) {
	s.m.touch()
	if s.m != nil && (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter || k.Name == fyne.KeyEscape) {
		s.m.key(k.Name)
		return
	}
	s.Select.TypedKey(k)
}

// Tapped is what it is for any choice.
func (s *keySelect) Tapped(e *fyne.PointEvent) {
	s.m.touch()
	s.Select.Tapped(e)
}

func (s *keySelect) hear(m *modal) { s.m = m }

// keyCheck is a box to tick in a small window: Space ticks, Enter and Escape are
// the window's.
type keyCheck struct {
	widget.Check
	m *modal
}

func newKeyCheck(text string, changed func(bool)) *keyCheck {
	c := &keyCheck{}
	c.Text, c.OnChanged = text, changed
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey lets the small window have Enter and Escape.
func (c *keyCheck) TypedKey(k *fyne.KeyEvent) {
	c.m.touch()
	if c.m != nil && (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter || k.Name == fyne.KeyEscape) {
		c.m.key(k.Name)
		return
	}
	c.Check.TypedKey(k)
}

// Tapped is what it is for any box.
func (c *keyCheck) Tapped(e *fyne.PointEvent) {
	c.m.touch()
	c.Check.Tapped(e)
}

func (c *keyCheck) hear(m *modal) { c.m = m }
