package ui

import (
	"context"
	"slices"

	"frontdesk/forms"
	"frontdesk/store"

	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// stock lets a supervisor keep the list of what is on the post.
func (w *Window) stock() {
	w.sign(lang.L("The supervisor keeps the list of what is handed over with the post."), forms.Supervisor, "", func(by forms.Person) {
		list := widget.NewMultiLineEntry()
		list.SetText(forms.StockText(w.store.Office().Rules.Things))
		list.SetMinRowsVisible(8)
		w.formDialog(lang.L("What is on the post"), lang.L("Save"), []*widget.FormItem{
			widget.NewFormItem(lang.L("A thing and its number to a line"), list),
		}, func() error {
			things, err := forms.ParseStock(list.Text)
			if err != nil {
				return err
			}
			set := w.store.Settings()
			if slices.Equal(things, set.Rules.Things) {
				return nil
			}
			set.Rules.Things = things
			_, err = w.store.Append(context.Background(), store.Writing{Ref: forms.Ref{Book: forms.OfficeBook().Key}, Verb: forms.Set, Deed: &set, By: by})
			return err
		}, func() { w.say(lang.L("The list holds from the next handover on.")) })
	})
}
