package ui

import (
	"context"

	"frontdesk/forms"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// signing is a signature that is asked for: always last, when what is signed is
// filled in.
type signing struct {
	what     string
	least    forms.Role
	expected string // name of who is chosen at first
	except   string // ID of who may not sign, such as who has signed before; empty for nobody
	back     func() // what follows when nobody signs; may be nil
}

// sign asks who signs, and for the signer's own PIN, whoever is on duty. Only
// people of at least the role are offered, first the one who is expected, then
// who is on duty.
func (d *desk) sign(what string, least forms.Role, expected string, then func(forms.Person)) {
	d.askToSign(signing{what: what, least: least, expected: expected}, then)
}

func (d *desk) askToSign(s signing, then func(forms.Person)) {
	who, byName := d.signers(s)
	if len(byName) == 0 {
		d.notice(lang.L("Not done"), lang.L("There is nobody else who may sign: a second person of at least the role {{.Role}} is needed.", map[string]any{"Role": string(s.least)}), s.back)
		return
	}
	pin := newPINEntry()
	wrong := widget.NewLabel("")
	wrong.Importance = widget.DangerImportance
	wrong.Wrapping = fyne.TextWrapWord
	text := widget.NewLabel(s.what)
	text.Wrapping = fyne.TextWrapWord
	ok, no := newMainButton(lang.L("Sign (Enter)"), nil), newKeyButton(lang.L("Cancel (Esc)"), nil)
	m := d.modal(lang.L("Signature"), container.NewVBox(text, widget.NewForm(
		widget.NewFormItem(lang.L("Signer"), who), widget.NewFormItem(lang.L("PIN"), pin)), wrong), no, ok)
	no.OnTapped = func() {
		m.Hide()
		if s.back != nil {
			s.back()
		}
	}
	try := func() {
		ok.Disable()
		d.signIn(byName[who.Selected].ID, pin.Text, func(p forms.Person, err error) {
			ok.Enable()
			if !m.shown() { // given up, or locked, while the PIN was looked at
				return
			}
			if err != nil {
				wrong.SetText(sentence(err))
				pin.SetText("")
				m.focus(pin)
				return
			}
			m.Hide()
			then(p)
		})
	}
	ok.OnTapped = try
	m.Resize(fyne.NewSize(460, 300))
	m.Show()
	m.focus(pin)
}

// signers are those who may sign, the likeliest chosen.
func (d *desk) signers(s signing) (*keySelect, map[string]forms.Member) {
	var names []string
	byName := map[string]forms.Member{}
	for _, m := range d.store.People() {
		if !m.Left && m.Role.AtLeast(s.least) && m.ID != s.except {
			name := m.Name + "（" + string(m.Role) + "）"
			names = append(names, name)
			byName[name] = m
		}
	}
	who := newKeySelect(names, nil)
	for _, n := range names {
		if who.Selected == "" || byName[n].ID == d.who.ID && byName[who.Selected].Name != s.expected || byName[n].Name == s.expected {
			who.SetSelected(n)
		}
	}
	return who, byName
}

// signIn looks at a PIN off the window's goroutine: that takes a moment by
// design.
func (d *desk) signIn(id, pin string, then func(forms.Person, error)) {
	var p forms.Person
	var err error
	d.async(func() { p, err = d.store.SignIn(context.Background(), id, pin) }, func() {
		if !d.farAhead(err, func() { d.signIn(id, pin, then) }, func() { then(p, err) }) {
			then(p, err)
		}
	})
}
