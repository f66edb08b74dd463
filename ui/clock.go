package ui

import (
	"context"
	"errors"

	"frontdesk/forms"
	"frontdesk/store"

	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// farAhead asks whether the clock of the PC is right, where that is why something was
// refused: it stands more than a day after the last row, as after days off, or since it
// is wrong. It tells whether it asks; what follows is done once it was answered.
func (d *desk) farAhead(err error, right, wrong func()) bool {
	var c *store.ClockError
	if !errors.As(err, &c) || !c.Ahead() {
		return false
	}
	words := map[string]any{"Now": forms.LongDay(c.Now) + c.Now.Format(" 15:04"), "Last": forms.LongDay(c.Last) + c.Last.Format(" 15:04")}
	yes, no := newMainButton(lang.L("The time is right"), nil), newKeyButton(lang.L("It is wrong (Esc)"), nil)
	m := d.modal(lang.L("Is the time of this PC right?"), sized(lang.L("This PC says {{.Now}}. The last record was written {{.Last}}. What is written at a wrong time stays in the book for good.", words)), no, yes)
	no.OnTapped = func() { m.Hide(); wrong() }
	yes.OnTapped = func() {
		m.Hide()
		d.store.ClockIsRight()
		right()
	}
	m.Show()
	m.focus(no) // whoever presses Enter without reading says nothing
	return true
}

// mendClock lets a manager put the time of the ledger right, after rows were written
// while the clock of the PC stood far ahead.
func (w *Window) mendClock() {
	var err error
	ctx := context.Background()
	w.async(func() { err = w.store.MayMend(ctx) }, func() {
		if err != nil {
			w.fail(err)
			return
		}
		why := newLineEntry()
		w.fillIn(signedForm{
			title: lang.L("Put the time of the book right"), yes: lang.L("Next: the signature"),
			items: []*widget.FormItem{widget.NewFormItem(lang.L("Reason"), why)},
			check: func() error { return nil },
			sign: func() *signing {
				return &signing{what: lang.L("What was written with a wrong time stays as it is, and checking the book will always say so. Void such entries and write them anew. From now on the time of this PC counts."), least: forms.Manager}
			},
			do:   func(by forms.Person) error { return w.store.MendClock(ctx, by, why.Text) },
			then: func() { w.say(lang.L("Done.")) },
		})
	})
}
