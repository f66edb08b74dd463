package ui

import (
	"context"

	"frontdesk/forms"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// formDialog asks for a few things in a small window. Submit gives a sentence
// at the foot when it refuses, and the window stays.
func (d *desk) formDialog(title, yes string, items []*widget.FormItem, submit func() error, then func()) {
	wrong := widget.NewLabel("")
	wrong.Importance = widget.DangerImportance
	wrong.Wrapping = fyne.TextWrapWord
	ok, no := newMainButton(yes, nil), newKeyButton(lang.L("Cancel (Esc)"), nil)
	m := d.modal(title, container.NewVBox(widget.NewForm(items...), wrong), no, ok)
	no.OnTapped = m.Hide
	try := func() {
		ok.Disable()
		var err error
		d.async(func() { err = submit() }, func() {
			ok.Enable()
			if err != nil {
				wrong.SetText(sentence(err))
				return
			}
			m.Hide()
			then()
		})
	}
	ok.OnTapped = try
	var first fyne.Focusable = ok
	for _, it := range items {
		if f, is := it.Widget.(fyne.Focusable); is && first == ok {
			first = f
		}
	}
	m.Resize(fyne.NewSize(480, 320))
	m.Show()
	m.focus(first)
}

const errTwice = forms.Refusal("两次输入的 PIN 不一样，请重新输入。")

// changePIN lets the person on duty choose another PIN.
func (w *Window) changePIN() {
	old, first, again := newPINEntry(), newPINEntry(), newPINEntry()
	who := w.who
	w.formDialog(lang.L("Change my PIN")+"　"+who.Name, lang.L("Change"), []*widget.FormItem{
		widget.NewFormItem(lang.L("Present PIN"), old), widget.NewFormItem(lang.L("New PIN"), first), widget.NewFormItem(lang.L("Once more"), again),
	}, func() error {
		if first.Text != again.Text {
			return errTwice
		}
		return w.store.ChangePIN(context.Background(), who.ID, old.Text, first.Text)
	}, func() { w.say(lang.L("The PIN was changed.")) })
}

// resetPIN gives somebody another PIN: a clerk's by a supervisor, a
// supervisor's by a manager, a manager's with the code in the sealed envelope.
func (w *Window) resetPIN() {
	names, byName := w.names(func(forms.Member) bool { return true })
	who := newKeySelect(names, nil)
	code := newLineEntry()
	code.PlaceHolder = lang.L("only for a manager's PIN")
	first, again := newPINEntry(), newPINEntry()
	next := ""
	ask := func(by forms.Person) {
		w.formDialog(lang.L("Give somebody a new PIN"), lang.L("Set"), []*widget.FormItem{
			widget.NewFormItem(lang.L("Person"), who), widget.NewFormItem(lang.L("New PIN"), first),
			widget.NewFormItem(lang.L("Once more"), again), widget.NewFormItem(lang.L("Recovery code"), code),
		}, func() error {
			m, ok := byName[who.Selected]
			switch {
			case !ok:
				return forms.Refusal("请先选择人员。")
			case first.Text != again.Text:
				return errTwice
			case code.Text != "":
				var err error
				next, err = w.store.ResetByCode(context.Background(), m.ID, code.Text, first.Text)
				return err
			}
			return w.store.ResetPIN(context.Background(), by, m.ID, first.Text)
		}, func() {
			w.say(lang.L("The new PIN holds."))
			if next != "" {
				showCode(w.desk, next, func() {})
			}
		})
	}
	w.sign(lang.L("A supervisor resets a clerk's PIN, a manager a supervisor's; a manager's needs the sealed recovery code."), forms.Clerk, "", ask)
}

func (w *Window) names(keep func(forms.Member) bool) ([]string, map[string]forms.Member) {
	var names []string
	byName := map[string]forms.Member{}
	for _, m := range w.store.People() {
		if !m.Left && keep(m) {
			n := m.Name + "（" + string(m.Role) + "）"
			names = append(names, n)
			byName[n] = m
		}
	}
	return names, byName
}

func (w *Window) addPerson() {
	w.sign(lang.L("A supervisor takes clerks in, a manager everybody."), forms.Supervisor, "", func(by forms.Person) {
		name := newLineEntry()
		roles := []string{}
		for _, r := range forms.Roles() {
			roles = append(roles, string(r))
		}
		role := newKeySelect(roles, nil)
		role.SetSelectedIndex(0)
		pin, again := newPINEntry(), newPINEntry()
		w.formDialog(lang.L("Add a person"), lang.L("Add"), []*widget.FormItem{
			widget.NewFormItem(lang.L("Name"), name), widget.NewFormItem(lang.L("Role"), role),
			widget.NewFormItem(lang.L("PIN"), pin), widget.NewFormItem(lang.L("Once more"), again),
		}, func() error {
			if pin.Text != again.Text {
				return errTwice
			}
			_, err := w.store.AddPerson(context.Background(), by, name.Text, forms.Role(role.Selected), pin.Text)
			return err
		}, func() { w.say(lang.L("{{.Name}} may sign from now on.", map[string]any{"Name": name.Text})) })
	})
}

func (w *Window) removePerson() {
	w.sign(lang.L("Who leaves signs no more; what was signed stays."), forms.Supervisor, "", func(by forms.Person) {
		names, byName := w.names(func(m forms.Member) bool { return m.ID != by.ID })
		who := newKeySelect(names, nil)
		why := newLineEntry()
		w.formDialog(lang.L("Somebody leaves"), lang.L("Leaves"), []*widget.FormItem{
			widget.NewFormItem(lang.L("Person"), who), widget.NewFormItem(lang.L("Reason"), why),
		}, func() error {
			m, ok := byName[who.Selected]
			if !ok {
				return forms.Refusal("请先选择人员。")
			}
			return w.store.Deactivate(context.Background(), by, m.ID, why.Text)
		}, func() { w.say(lang.L("Done.")) })
	})
}

func (w *Window) newCode() {
	w.sign(lang.L("A new recovery code makes the old envelope worthless."), forms.Manager, "", func(by forms.Person) {
		var code string
		var err error
		w.async(func() { code, err = w.store.NewCode(context.Background(), by) }, func() {
			if err != nil {
				w.fail(err)
				return
			}
			showCode(w.desk, code, func() {})
		})
	})
}
