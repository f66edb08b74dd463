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

// lockScreen asks who is on duty: a big button for each person, then the PIN.
// What stood on the window stays as it was behind it.
type lockScreen struct {
	d      *desk
	enter  func(forms.Person)
	chosen string
	pin    *lineEntry
	wrong  *widget.Label
	people *fyne.Container
	root   fyne.CanvasObject
}

func newLockScreen(d *desk, enter func(forms.Person), foot ...fyne.CanvasObject) *lockScreen {
	l := &lockScreen{d: d, enter: enter, pin: newPINEntry(), wrong: widget.NewLabel("")}
	l.wrong.Importance = widget.DangerImportance
	l.wrong.Alignment = fyne.TextAlignCenter
	l.people = container.NewGridWithColumns(3)
	l.pin.OnSubmitted = func(string) { l.try() }
	title := canvas.NewText(d.store.Office().Name, theme.Color(theme.ColorNameForeground))
	title.TextSize, title.Alignment, title.TextStyle.Bold = 26, fyne.TextAlignCenter, true
	hint := widget.NewLabelWithStyle(lang.L("Who is on duty? Choose your name and type your PIN. What was being written is kept."), fyne.TextAlignCenter, fyne.TextStyle{})
	ok := widget.NewButton(lang.L("On duty (Enter)"), l.try)
	ok.Importance = widget.HighImportance
	l.root = container.NewCenter(container.New(layout.NewCustomPaddedVBoxLayout(16), append([]fyne.CanvasObject{
		title, hint, l.people, container.NewGridWrap(fyne.NewSize(560, 44), container.NewBorder(nil, nil, nil, ok, l.pin)), l.wrong,
	}, foot...)...))
	return l
}

// show draws the people as they are now, with the last one on duty chosen.
func (l *lockScreen) show(last forms.Person) {
	l.people.RemoveAll()
	l.wrong.SetText("")
	l.pin.SetText("")
	for _, m := range l.d.store.People() {
		if m.Left {
			continue
		}
		b := widget.NewButton(m.Name+"\n"+string(m.Role), nil)
		b.OnTapped = func() {
			l.choose(m.ID, b)
			l.d.win.Canvas().Focus(l.pin)
		}
		l.people.Add(b)
		if m.ID == last.ID || l.chosen == "" || !l.offered(l.chosen) {
			l.choose(m.ID, b)
		}
	}
	l.d.win.Canvas().Focus(l.pin)
}

func (l *lockScreen) offered(id string) bool {
	for _, m := range l.d.store.People() {
		if m.ID == id && !m.Left {
			return true
		}
	}
	return false
}

func (l *lockScreen) choose(id string, b *widget.Button) {
	l.chosen = id
	lightOne(l.people.Objects, slices.Index(l.people.Objects, fyne.CanvasObject(b)), widget.MediumImportance)
}

func (l *lockScreen) try() {
	if l.pin.Text == "" {
		return
	}
	l.pin.Disable()
	l.d.signIn(l.chosen, l.pin.Text, func(p forms.Person, err error) {
		l.pin.Enable()
		l.pin.SetText("")
		if err != nil {
			l.wrong.SetText(sentence(err))
			l.d.win.Canvas().Focus(l.pin)
			return
		}
		l.wrong.SetText("")
		l.enter(p)
	})
}
