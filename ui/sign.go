package ui

import (
	"context"

	"frontdesk/forms"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// sign asks who signs, and for the signer's own PIN, whoever is on duty. Only
// people of at least the role are offered, first the one who is expected, then
// who is on duty.
func (d *desk) sign(what string, least forms.Role, expected string, then func(forms.Person)) {
	var names []string
	byName := map[string]forms.Member{}
	for _, m := range d.store.People() {
		if !m.Left && m.Role.AtLeast(least) {
			name := m.Name + "（" + string(m.Role) + "）"
			names = append(names, name)
			byName[name] = m
		}
	}
	who := newKeySelect(names, nil)
	for _, n := range names {
		if who.Selected == "" || byName[n].ID == d.who.ID && byName[who.Selected].Name != expected || byName[n].Name == expected {
			who.SetSelected(n)
		}
	}
	pin := newPINEntry()
	wrong := widget.NewLabel("")
	wrong.Importance = widget.DangerImportance
	wrong.Wrapping = fyne.TextWrapWord
	text := widget.NewLabel(what)
	text.Wrapping = fyne.TextWrapWord
	ok, no := newMainButton(lang.L("Sign (Enter)"), nil), newKeyButton(lang.L("Cancel (Esc)"), nil)
	m := d.modal(lang.L("Signature"), container.NewVBox(text, widget.NewForm(
		widget.NewFormItem(lang.L("Signer"), who), widget.NewFormItem(lang.L("PIN"), pin)), wrong), no, ok)
	no.OnTapped = m.Hide
	try := func() {
		ok.Disable()
		d.signIn(byName[who.Selected].ID, pin.Text, func(p forms.Person, err error) {
			ok.Enable()
			if err != nil {
				wrong.SetText(sentence(err))
				pin.SetText("")
				d.win.Canvas().Focus(pin)
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

// signIn looks at a PIN off the window's goroutine: that takes a moment by
// design.
func (d *desk) signIn(id, pin string, then func(forms.Person, error)) {
	var p forms.Person
	var err error
	d.async(func() { p, err = d.store.SignIn(context.Background(), id, pin) }, func() { then(p, err) })
}
