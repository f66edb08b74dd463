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

// lockColumns is how many people stand side by side.
const lockColumns = 3

// lockScreen asks who is on duty: a big button for each person, then the PIN.
// What stood on the window stays as it was behind it.
type lockScreen struct {
	d      *desk
	enter  func(forms.Person)
	chosen string
	ids    []string // of the people, in the order of their buttons
	pin    *lineEntry
	wrong  *widget.Label
	people *fyne.Container
	root   fyne.CanvasObject
}

func newLockScreen(d *desk, enter func(forms.Person), foot ...fyne.CanvasObject) *lockScreen {
	l := &lockScreen{d: d, enter: enter, pin: newPINEntry(), wrong: widget.NewLabel("")}
	l.wrong.Importance = widget.DangerImportance
	l.wrong.Alignment = fyne.TextAlignCenter
	l.people = container.NewGridWithColumns(lockColumns)
	l.pin.OnSubmitted = func(string) { l.try() }
	l.pin.onKey = l.arrow
	title := canvas.NewText(d.store.Office().Name, theme.Color(theme.ColorNameForeground))
	title.TextSize, title.Alignment, title.TextStyle.Bold = 26, fyne.TextAlignCenter, true
	hint := widget.NewLabelWithStyle(lang.L("Who is on duty? Choose your name and type your PIN. What was being written is kept."), fyne.TextAlignCenter, fyne.TextStyle{})
	ok := newMainButton(lang.L("On duty (Enter)"), l.try)
	l.root = container.NewCenter(container.New(layout.NewCustomPaddedVBoxLayout(16), append([]fyne.CanvasObject{
		title, hint, l.people, container.NewGridWrap(fyne.NewSize(560, 44), container.NewBorder(nil, nil, nil, ok, l.pin)), l.wrong,
	}, foot...)...))
	return l
}

// show draws the people as they are now, with the last one on duty chosen.
func (l *lockScreen) show(last forms.Person) {
	l.people.RemoveAll()
	l.ids = nil
	l.wrong.SetText("")
	l.pin.SetText("")
	for _, m := range l.d.store.People() {
		if m.Left {
			continue
		}
		l.ids = append(l.ids, m.ID)
		l.people.Add(newKeyButton(m.Name+"\n"+string(m.Role), func() {
			l.choose(m.ID)
			l.d.win.Canvas().Focus(l.pin)
		}))
	}
	if last.ID == "" {
		last.ID = l.d.app.Preferences().String(lastOnDuty)
	}
	if slices.Contains(l.ids, last.ID) {
		l.chosen = last.ID
	}
	if !slices.Contains(l.ids, l.chosen) && len(l.ids) > 0 {
		l.chosen = l.ids[0]
	}
	l.choose(l.chosen)
	l.d.win.Canvas().Focus(l.pin)
}

// lastOnDuty is where the program remembers who was on duty last on this PC: only
// whom to propose.
const lastOnDuty = "duty"

func (l *lockScreen) choose(id string) {
	l.chosen = id
	l.wrong.SetText("")
	lightOne(l.people.Objects, slices.Index(l.ids, id), widget.MediumImportance)
}

// arrow chooses another person: the PIN, of which nothing is seen, has no need of
// arrows.
func (l *lockScreen) arrow(k fyne.KeyName) bool {
	by, is := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1, fyne.KeyUp: -lockColumns, fyne.KeyDown: lockColumns}[k]
	if !is {
		return false
	}
	if at := slices.Index(l.ids, l.chosen) + by; at >= 0 && at < len(l.ids) {
		l.choose(l.ids[at])
	}
	return true
}

func (l *lockScreen) try() {
	if l.pin.Disabled() { // it is being looked at: a second click is none
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
