package ui

import (
	"slices"

	"frontdesk/forms"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// modal is a small window over the window: a heading, what it is about, and its
// buttons at the right. One is seen at a time: a newer one takes the place of the
// older, which comes back when it closes. Nothing works beneath it, and whatever
// in it has the caret, Enter does what its last button does, Escape what closes it.
type modal struct {
	d     *desk
	pop   *widget.PopUp
	size  fyne.Size
	yes   func() // Enter
	no    func() // Escape
	caret fyne.Focusable

	secret bool // what it shows is not shown twice: a lock gives it up
}

// modal makes a small window. The last button is the main one: Enter presses it,
// unless a blank of its own takes Enter. Escape presses the first button, which
// is the one that closes; where there is but one, it is both.
func (d *desk) modal(title string, content fyne.CanvasObject, buttons ...*keyButton) *modal {
	m := &modal{d: d}
	head := canvas.NewText(title, theme.Color(theme.ColorNameForeground))
	head.TextSize, head.TextStyle.Bold = theme.Size(theme.SizeNameSubHeadingText), true
	row := container.NewHBox(layout.NewSpacer())
	for _, b := range buttons {
		row.Add(b)
	}
	var foot fyne.CanvasObject
	if len(buttons) > 0 {
		foot = row
		m.no = func() { buttons[0].pressed() }
		m.yes = func() { buttons[len(buttons)-1].pressed() }
	}
	body := container.NewBorder(container.NewPadded(head), foot, nil, nil, container.NewPadded(content))
	m.pop = widget.NewModalPopUp(container.NewPadded(container.NewPadded(body)), d.win.Canvas())
	return m
}

// Show shows the small window. Whoever shows it gives the caret to what is meant to
// have it, by focus; without one its keys are heard all the same. One that comes when
// the person has gone for whom it is waits for them with those that were parked, and
// is shown to nobody else.
func (m *modal) Show() {
	d := m.d
	if owner := d.owner(); owner.ID != d.who.ID {
		m.tooLate(owner)
		return
	}
	if top := d.top(); top != nil && top != m {
		if _, pressed := d.win.Canvas().Focused().(*keyButton); !pressed || top.caret == nil {
			top.caret = d.win.Canvas().Focused() // else it goes back to the blank, not to the button that was clicked
		}
		top.pop.Hide()
	}
	d.modals = append(slices.DeleteFunc(d.modals, func(x *modal) bool { return x == m }), m)
	m.appear()
}

// tooLate keeps a small window for its owner, where the window is only locked. What is
// secret is given up.
func (m *modal) tooLate(owner forms.Person) {
	switch {
	case m.secret && m.no != nil:
		m.no()
	case !m.secret && m.d.who.ID == "" && owner.ID == m.d.parkedFor.ID:
		m.d.parked = append(m.d.parked, m)
	}
}

func (m *modal) appear() {
	hear(m.pop.Content, m)
	room := m.d.win.Canvas().Size()
	if m.size.Width > 0 && room.Width > 0 {
		m.pop.Resize(fyne.NewSize(min(m.size.Width, room.Width-16), min(max(m.size.Height, m.pop.MinSize().Height), room.Height-16)))
	}
	m.pop.Show()
	if m.caret != nil {
		m.d.win.Canvas().Focus(m.caret)
	}
}

// Hide closes the small window; the one it had covered is seen again.
func (m *modal) Hide() {
	d := m.d
	d.parked = slices.DeleteFunc(d.parked, func(x *modal) bool { return x == m }) // it may end while nobody sees it
	at := slices.Index(d.modals, m)
	if at < 0 {
		return
	}
	seen := at == len(d.modals)-1
	d.modals = slices.Delete(d.modals, at, at+1)
	m.pop.Hide()
	switch top := d.top(); {
	case seen && top != nil:
		top.appear()
	case top == nil && d.beneath != nil:
		do := d.beneath
		d.beneath = nil
		do()
	case top == nil && (d.stray || d.leftover()): // what had the caret beneath has gone meanwhile
		d.stray = false
		d.win.Canvas().Unfocus()
	}
}

// leftover tells whether the caret is in what has gone.
func (d *desk) leftover() bool {
	switch f := d.win.Canvas().Focused().(type) {
	case *keyButton:
		return f.gone
	case *waiting:
		return !f.Visible()
	}
	return false
}

// shown tells whether it stands: what is still on its way for one that was closed,
// or locked away, comes too late.
func (m *modal) shown() bool { return slices.Contains(m.d.modals, m) }

// focus gives the caret to something in the small window, also when it comes back.
func (m *modal) focus(o fyne.Focusable) {
	m.caret = o
	if m == m.d.top() { // else it has it when it is seen
		m.d.win.Canvas().Focus(o)
	}
}

// Resize sets how large the small window would like to be.
func (m *modal) Resize(s fyne.Size) {
	m.size = s
	if m.pop.Visible() {
		m.pop.Resize(s)
	}
}

// MinSize is the least the small window needs.
func (m *modal) MinSize() fyne.Size { return m.pop.MinSize() }

// key hears Enter and Escape for what does not want them itself.
func (m *modal) key(k fyne.KeyName) {
	switch {
	case (k == fyne.KeyReturn || k == fyne.KeyEnter) && m.yes != nil:
		m.yes()
	case k == fyne.KeyEscape && m.no != nil:
		m.no()
	}
}

// top is the small window that is seen; nil for none.
func (d *desk) top() *modal {
	if len(d.modals) == 0 {
		return nil
	}
	return d.modals[len(d.modals)-1]
}

// covered tells whether something lies over the window, so that nothing beneath
// may be done.
func (d *desk) covered() bool { return d.win.Canvas().Overlays().Top() != nil }

// typed is a key pressed while nothing has the caret.
func (d *desk) typed(k *fyne.KeyEvent) {
	switch top := d.top(); {
	case top != nil:
		top.key(k.Name)
	case d.loose != nil && !d.covered():
		d.loose(k)
	}
}

// park takes what lies over the window away when it is locked, and keeps it for
// whoever it belongs to. A PIN that was half typed is not kept, and what is secret
// is given up.
func (d *desk) park(owner forms.Person) {
	for _, m := range slices.Clone(d.modals) {
		switch {
		case m.secret && m.no != nil:
			m.no()
		case m.secret:
			m.Hide()
		}
	}
	for _, m := range d.modals {
		m.pop.Hide()
		each(m.pop.Content, func(o fyne.CanvasObject) {
			if e, ok := o.(*lineEntry); ok && e.digits {
				e.SetText("")
			}
		})
	}
	d.parked, d.parkedFor = d.modals, owner
	d.modals, d.stray, d.beneath = nil, false, nil
	for top := d.win.Canvas().Overlays().Top(); top != nil; top = d.win.Canvas().Overlays().Top() {
		d.win.Canvas().Overlays().Remove(top) // menus
	}
}

// unpark shows again what lay over the window, to whom it belongs, and what has
// come for them meanwhile; what was shown over the lock screen goes.
func (d *desk) unpark(p forms.Person) {
	for _, m := range d.modals {
		m.pop.Hide()
	}
	kept, late, mine := d.parked, d.late, p.ID == d.parkedFor.ID && p.ID != ""
	d.modals, d.parked, d.late = nil, nil, nil
	d.chooses(p)
	if mine {
		if d.modals = kept; len(kept) > 0 {
			d.top().appear()
		}
	}
	for _, e := range late {
		if mine {
			e.then()
		} else {
			d.missed.note(e)
		}
	}
	if words := d.missed.tell(p); words != "" {
		d.notice(lang.L("Ended while you were away"), words, nil)
	}
}

// hearer is a widget that lets a small window have the keys it does not want.
type hearer interface{ hear(m *modal) }

// hear lets everything in a small window hear Enter and Escape.
func hear(o fyne.CanvasObject, m *modal) {
	each(o, func(o fyne.CanvasObject) {
		if h, ok := o.(hearer); ok {
			h.hear(m)
		}
	})
}

// each visits an object and all that stands in it.
func each(o fyne.CanvasObject, do func(fyne.CanvasObject)) {
	if o == nil {
		return
	}
	do(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, x := range o.Objects {
			each(x, do)
		}
	case *container.Scroll:
		each(o.Content, do)
	case *widget.Form:
		for _, x := range o.Items {
			each(x.Widget, do)
		}
	}
}
