package ui

import (
	"context"
	"fmt"
	"strings"

	"frontdesk/forms"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// pastKeeping lists what has been kept for as long as the rules say; from there a
// manager lets go of a year.
func (w *Window) pastKeeping() {
	var past []store.Past
	w.work(lang.L("Past keeping"), func(ctx context.Context, _ func(int, int)) error {
		var err error
		past, err = w.store.PastKeeping(ctx)
		return err
	}, func(err error) {
		if err != nil {
			w.fail(err)
			return
		}
		if len(past) == 0 {
			w.notice(lang.L("Past keeping"), lang.L("Nothing has been kept for longer than the rules ask. How long each book is kept stands in the settings."), nil)
			return
		}
		rows := container.NewVBox()
		done := newKeyButton(lang.L("Close (Esc)"), nil)
		m := w.modal(lang.L("Past keeping"), container.NewVScroll(rows), done)
		done.OnTapped = m.Hide
		for _, p := range past {
			words := widget.NewLabel(fmt.Sprintf("%s　%d 年　%d 条", p.Book.Name, p.Year, p.Entries))
			let := newKeyButton(lang.L("Dispose of it…"), func() { m.Hide(); w.dispose(p) })
			why := widget.NewLabel("")
			why.Wrapping = fyne.TextWrapWord
			if p.Refused != nil {
				let.Disable()
				why.SetText(sentence(p.Refused))
			}
			rows.Add(container.NewBorder(nil, nil, words, let, why))
		}
		m.Resize(fyne.NewSize(760, 420))
		m.Show()
		m.focus(done)
	})
}

// dispose asks for the reason and the manager's signature, says what will be
// gone, and lets go of it.
func (w *Window) dispose(p store.Past) {
	about := fmt.Sprintf("%s %d 年，%d 条", p.Book.Title, p.Year, p.Entries)
	reason := newLineEntry()
	reason.SetText(lang.L("Kept as long as the rules ask"))
	w.formDialog(lang.L("Dispose of {{.What}}", map[string]any{"What": about}), lang.L("Next: the signature"), []*widget.FormItem{widget.NewFormItem(lang.L("Reason"), reason)}, func() error {
		if strings.TrimSpace(reason.Text) == "" {
			return forms.Refusal(lang.L("Please write the reason."))
		}
		return nil
	}, func() {
		what := about + "\n" + lang.L("The words are deleted and cannot be brought back; numbers, times, signers and hashes stay, and the ledger goes on verifying. Copies in archives, backups and on paper are not touched: dispose of those by hand.")
		w.sign(what, forms.Manager, "", func(by forms.Person) {
			w.work(lang.L("Disposing"), func(ctx context.Context, _ func(int, int)) error {
				_, err := w.store.Dispose(ctx, by, p.Book.Key, p.Year, reason.Text)
				return err
			}, func(err error) {
				if err != nil {
					w.fail(err)
					return
				}
				w.seen.Store(nil)
				w.offers = newOffers() // what is offered was learnt from words that are gone
				w.async(func() { w.offers.remember(context.Background(), w.store) }, func() {})
				w.today.stale = true
				w.reload()
				w.say(lang.L("Disposed of: {{.What}}", map[string]any{"What": about}))
			})
		})
	})
}
