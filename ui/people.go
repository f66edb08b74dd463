package ui

import (
	"context"
	"strings"

	"frontdesk/forms"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// formDialog asks for a few things in a small window. Submit gives a sentence
// at the foot when it refuses, and the window stays.
func (d *desk) formDialog(title, yes string, items []*widget.FormItem, submit func() error, then func()) {
	d.formAgain("", title, yes, items, submit, then)
}

// formAgain is a form that comes back with what was filled in, and says why.
func (d *desk) formAgain(why, title, yes string, items []*widget.FormItem, submit func() error, then func()) {
	wrong := widget.NewLabel(why)
	wrong.Importance = widget.DangerImportance
	wrong.Wrapping = fyne.TextWrapWord
	ok, no := newMainButton(yes, nil), newKeyButton(lang.L("Cancel (Esc)"), nil)
	m := d.modal(title, container.NewVBox(widget.NewForm(items...), wrong), no, ok)
	no.OnTapped = m.Hide
	try := func() { // it cannot be cancelled meanwhile: it may be done already
		ok.Disable()
		no.Disable()
		var err error
		owner := d.owner()
		d.async(func() { err = submit() }, func() {
			ok.Enable()
			no.Enable()
			d.comeBack(ended{owner, title, err, func() {
				if err != nil {
					wrong.SetText(sentence(err))
					return
				}
				m.Hide()
				then()
			}})
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

// signedForm is a form that is filled in first and signed last, as every slip is.
type signedForm struct {
	title, yes string
	items      []*widget.FormItem
	check      func() error                // what can be told before anybody signs
	sign       func() *signing             // who may sign for it; nil when something else stands for a signature
	do         func(by forms.Person) error // off the window's goroutine
	then       func()
}

// fillIn asks for a form and its signature. When the signature is not enough, or
// nobody signs, the form comes back as it was filled in.
func (d *desk) fillIn(f signedForm) { d.fillInAgain("", f) }

func (d *desk) fillInAgain(why string, f signedForm) {
	d.formAgain(why, f.title, f.yes, f.items, f.check, func() {
		s := f.sign()
		if s == nil {
			f.then()
			return
		}
		s.back = func() { d.fillIn(f) }
		d.askToSign(*s, func(by forms.Person) {
			var err error
			d.async(func() { err = f.do(by) }, func() {
				if err != nil {
					d.fillInAgain(sentence(err), f)
					return
				}
				f.then()
			})
		})
	})
}

const (
	errTwice  = forms.Refusal("两次输入的 PIN 不一样，请重新输入。")
	errNobody = forms.Refusal("请先选择人员。")
)

// changePIN lets the person on duty choose another PIN.
func (w *Window) changePIN() {
	old, first, again := newPINEntry(), newPINEntry(), newPINEntry()
	who := w.who
	w.formDialog(lang.L("Change my PIN")+"　"+who.Name, lang.L("Change"), []*widget.FormItem{
		widget.NewFormItem(lang.L("Present PIN"), old), widget.NewFormItem(lang.L("New PIN"), first), widget.NewFormItem(lang.L("Once more"), again),
	}, func() error {
		if old.Text == "" {
			return forms.NoPIN
		}
		if err := newPIN(first, again); err != nil {
			return err
		}
		return w.store.ChangePIN(context.Background(), who.ID, old.Text, first.Text)
	}, func() { w.say(lang.L("The PIN was changed.")) })
}

// resetPIN gives somebody another PIN: a clerk's by a supervisor, a
// supervisor's by a manager, a manager's with the code in the sealed envelope.
func (w *Window) resetPIN() {
	names, byName := w.names()
	who := newKeySelect(names, nil)
	code := newLineEntry()
	code.PlaceHolder = lang.L("only for a manager's PIN")
	first, again := newPINEntry(), newPINEntry()
	ctx := context.Background()
	w.fillIn(signedForm{
		title: lang.L("Give somebody a new PIN"), yes: lang.L("Next: the signature"), items: []*widget.FormItem{
			widget.NewFormItem(lang.L("Person"), who), widget.NewFormItem(lang.L("New PIN"), first),
			widget.NewFormItem(lang.L("Once more"), again), widget.NewFormItem(lang.L("Recovery code"), code),
		},
		check: func() error {
			m, ok := byName[who.Selected]
			if !ok {
				return errNobody
			}
			if err := newPIN(first, again); err != nil {
				return err
			}
			switch {
			case code.Text != "":
				return w.store.TryCode(ctx, m.ID, code.Text, first.Text)
			case m.Role == forms.Manager:
				return forms.Refusal("经理的 PIN 要用密封信封里的恢复码重设，请填写恢复码。")
			}
			return nil
		},
		sign: func() *signing {
			m := byName[who.Selected]
			if code.Text != "" {
				return nil // the code stands for it: who would sign has forgotten the PIN
			}
			least := forms.Supervisor
			if m.Role == forms.Supervisor {
				least = forms.Manager
			}
			return &signing{what: lang.L("A supervisor resets a clerk's PIN, a manager a supervisor's; a manager's needs the sealed recovery code."), least: least}
		},
		do: func(by forms.Person) error { return w.store.ResetPIN(ctx, by, byName[who.Selected].ID, first.Text) },
		then: func() {
			if code.Text == "" {
				w.say(lang.L("The new PIN holds."))
				return
			}
			w.resealed(func() { w.say(lang.L("The new PIN holds.")) }, func(next string) error {
				return w.store.ResetByCode(ctx, byName[who.Selected].ID, code.Text, first.Text, next)
			})
		},
	})
}

// resealed shows a fresh code and, once it is confirmed, puts it in the place of the
// one that was sealed: until then the old envelope holds.
func (w *Window) resealed(done func(), seal func(next string) error) {
	next := store.FreshCode()
	showCode(w.desk, next, func() {
		var err error
		w.async(func() { err = seal(next) }, func() {
			if err != nil {
				w.fail(err)
				return
			}
			done()
		})
	}, func() { w.say(lang.L("Nothing was changed: the old recovery code holds.")) })
}

// newPIN holds a PIN that was typed twice.
func newPIN(first, again *lineEntry) error {
	if err := forms.CheckPIN(strings.TrimSpace(first.Text)); err != nil {
		return err
	}
	if first.Text != again.Text {
		return errTwice
	}
	return nil
}

// names are those who sign now, as they are chosen from.
func (w *Window) names() ([]string, map[string]forms.Member) {
	var names []string
	byName := map[string]forms.Member{}
	for _, m := range w.store.People() {
		if !m.Left {
			n := m.Name + "（" + string(m.Role) + "）"
			names = append(names, n)
			byName[n] = m
		}
	}
	return names, byName
}

func (w *Window) addPerson() {
	name := newLineEntry()
	roles := []string{}
	for _, r := range forms.Roles() {
		roles = append(roles, string(r))
	}
	role := newKeySelect(roles, nil)
	role.SetSelectedIndex(0)
	pin, again := newPINEntry(), newPINEntry()
	w.fillIn(signedForm{
		title: lang.L("Add a person"), yes: lang.L("Next: the signature"), items: []*widget.FormItem{
			widget.NewFormItem(lang.L("Name"), name), widget.NewFormItem(lang.L("Role"), role),
			widget.NewFormItem(lang.L("PIN"), pin), widget.NewFormItem(lang.L("Once more"), again),
		},
		check: func() error {
			if strings.TrimSpace(name.Text) == "" {
				return forms.Refusal("请填写姓名。")
			}
			return newPIN(pin, again)
		},
		sign: func() *signing {
			least := forms.Manager
			if forms.Role(role.Selected) == forms.Clerk {
				least = forms.Supervisor
			}
			return &signing{what: lang.L("A supervisor takes clerks in, a manager everybody."), least: least}
		},
		do: func(by forms.Person) error {
			_, err := w.store.AddPerson(context.Background(), by, name.Text, forms.Role(role.Selected), pin.Text)
			return err
		},
		then: func() { w.say(lang.L("{{.Name}} may sign from now on.", map[string]any{"Name": name.Text})) },
	})
}

// nameDeputy lets somebody sign in a role above their own: somebody of that role names
// them; where no manager is left, the code in the sealed envelope does.
func (w *Window) nameDeputy() {
	names, byName := w.names()
	who := newKeySelect(names, nil)
	role := newKeySelect([]string{string(forms.Manager), string(forms.Supervisor)}, nil)
	role.SetSelectedIndex(0)
	why, code := newLineEntry(), newLineEntry()
	code.PlaceHolder = lang.L("only where no manager is here")
	ctx := context.Background()
	as := func() forms.Role { return forms.Role(role.Selected) }
	w.fillIn(signedForm{
		title: lang.L("Name a deputy"), yes: lang.L("Next: the signature"), items: []*widget.FormItem{
			widget.NewFormItem(lang.L("Person"), who), widget.NewFormItem(lang.L("Deputises for a"), role),
			widget.NewFormItem(lang.L("Reason"), why), widget.NewFormItem(lang.L("Recovery code"), code),
		},
		check: func() error {
			m, ok := byName[who.Selected]
			switch {
			case !ok:
				return errNobody
			case strings.TrimSpace(why.Text) == "":
				return forms.Refusal("请写明代理原因。")
			case code.Text != "":
				return w.store.TryDeputeCode(ctx, m.ID, code.Text)
			}
			return nil
		},
		sign: func() *signing {
			if code.Text != "" {
				return nil // the code stands for it: nobody is left who could sign
			}
			return &signing{what: lang.L("A deputy signs in the role of whoever is away, until it is ended."), least: as(), except: byName[who.Selected].ID}
		},
		do: func(by forms.Person) error { return w.store.Depute(ctx, by, byName[who.Selected].ID, as(), why.Text) },
		then: func() {
			m, done := byName[who.Selected], lang.L("{{.Name}} deputises from now on.", map[string]any{"Name": byName[who.Selected].Name})
			if code.Text == "" {
				w.signsOtherwise(m, done)
				return
			}
			w.resealed(func() { w.signsOtherwise(m, done) }, func(next string) error {
				return w.store.DeputeByCode(ctx, m.ID, code.Text, as(), why.Text, next)
			})
		},
	})
}

// endDeputy lets a deputy sign in the role of their own again.
func (w *Window) endDeputy() {
	var names []string
	byName := map[string]forms.Member{}
	for _, m := range w.store.People() {
		if !m.Left && m.Own != "" {
			n := m.Name + "（" + string(m.Own) + "）"
			names = append(names, n)
			byName[n] = m
		}
	}
	if len(names) == 0 {
		w.say(lang.L("Nobody deputises now."))
		return
	}
	who := newKeySelect(names, nil)
	who.SetSelectedIndex(0)
	w.fillIn(signedForm{
		title: lang.L("End a deputy's time"), yes: lang.L("Next: the signature"), items: []*widget.FormItem{widget.NewFormItem(lang.L("Person"), who)},
		check: func() error {
			if _, ok := byName[who.Selected]; !ok {
				return errNobody
			}
			return nil
		},
		sign: func() *signing {
			return &signing{what: lang.L("A deputy's time is ended by the deputy, or in the role that they act in."), least: byName[who.Selected].Role}
		},
		do:   func(by forms.Person) error { return w.store.Recall(context.Background(), by, byName[who.Selected].ID) },
		then: func() { w.signsOtherwise(byName[who.Selected], lang.L("Done.")) },
	})
}

// signsOtherwise says that somebody signs in another role now; who is on duty comes on
// duty anew, in that role.
func (w *Window) signsOtherwise(m forms.Member, done string) {
	if m.ID == w.who.ID {
		w.Lock()
	}
	w.say(done)
}

func (w *Window) removePerson() {
	names, byName := w.names()
	who := newKeySelect(names, nil)
	why := newLineEntry()
	w.fillIn(signedForm{
		title: lang.L("Somebody leaves"), yes: lang.L("Next: the signature"), items: []*widget.FormItem{
			widget.NewFormItem(lang.L("Person"), who), widget.NewFormItem(lang.L("Reason"), why),
		},
		check: func() error {
			if _, ok := byName[who.Selected]; !ok {
				return errNobody
			}
			return nil
		},
		sign: func() *signing {
			m, least := byName[who.Selected], forms.Supervisor
			if m.Role == forms.Manager {
				least = forms.Manager
			}
			return &signing{what: lang.L("Who leaves signs no more; what was signed stays."), least: least, except: m.ID}
		},
		do: func(by forms.Person) error {
			return w.store.Deactivate(context.Background(), by, byName[who.Selected].ID, why.Text)
		},
		then: func() { w.say(lang.L("Done.")) },
	})
}

// newCode replaces the code in the sealed envelope. The manager signs before it is
// shown: nobody else may see it.
func (w *Window) newCode() {
	w.sign(lang.L("A new recovery code makes the old envelope worthless."), forms.Manager, "", func(by forms.Person) {
		w.resealed(func() { w.say(lang.L("The new recovery code holds; the old envelope is worthless.")) }, func(next string) error {
			return w.store.SealCode(context.Background(), by, next)
		})
	})
}
