// Package ui is the window: a tab shows whatever book it is told, and knows no form
// by name.
package ui

import (
	"context"
	"errors"
	"log"
	"net/url"
	"sync/atomic"
	"time"

	"frontdesk/forms"
	"frontdesk/store"
	"frontdesk/ui/printer"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// desk is what every tab has at hand: the window, the office's book and who is
// on duty. A tab reaches no other tab.
type desk struct {
	app    fyne.App
	win    fyne.Window
	store  *store.Store
	folder store.Folder

	residents *store.Residents // whom a room, a name or a phone may mean
	offers    *offers          // words used before
	seen      *sight           // what the rules last saw of the books; nil when they have grown

	who     forms.Person // on duty; nobody while the window is locked
	touched time.Time    // when the desk was last used
	status  *widget.Label
	back    func(func())         // brings work back to the window's goroutine
	openURL func(*url.URL) error // gives a file to the system's program for it
	open    func(forms.Ref)      // shows an entry on the tab of its book
	relieve func(forms.Person)   // puts a person who has just signed on duty
	printer printer.System       // where pages are printed
	looking *printPreview        // what was looked at last before it was printed
	sticks  func() []string      // where sticks are found that are plugged in; nil: nobody looks
	copied  *forms.Copied        // what is known of the ledger's copies
	busy    atomic.Int32         // how much is being done off the window's goroutine
}

// async does something off the window's goroutine, and then something on it.
func (d *desk) async(do func(), then func()) {
	d.busy.Add(1)
	go func() {
		do()
		d.back(func() {
			then()
			d.busy.Add(-1)
		})
	}()
}

func (d *desk) context() forms.Context {
	if d.seen == nil || d.seen.viewer != d.who {
		d.seen = &sight{d: d, viewer: d.who, kept: map[string]any{}}
	}
	return forms.Context{Now: d.store.Now(), By: d.who, Office: d.store.Office(), Staff: d.store.Staff(), Sight: d.seen, Copied: d.copied}
}

// touch puts off the lock.
func (d *desk) touch() { d.touched = time.Now() }

// say shows a line at the foot of the window; it asks for nothing.
func (d *desk) say(words string) {
	d.status.SetText(words)
	d.touch()
}

// sentence is an error in the clerk's words. What is not meant for the clerk
// goes to the log as it is.
func sentence(err error) string {
	var r forms.Refusal
	var p forms.Problems
	switch {
	case errors.As(err, &p):
		return p.Error()
	case errors.As(err, &r):
		if err.Error() != r.Error() {
			log.Printf("internal: %v", err) // what the system says to it, in its own language
		}
		return r.Error()
	case errors.Is(err, context.Canceled):
		return lang.L("Cancelled.")
	}
	log.Printf("internal: %+v", err)
	return lang.L("The program could not do this. Nothing you wrote is lost. Details: {{.Err}}", map[string]any{"Err": err.Error()})
}

// fail shows what went wrong, in one sentence.
func (d *desk) fail(err error) {
	if err == nil {
		return
	}
	d.notice(lang.L("Not done"), sentence(err), nil)
}

// notice shows a text that is read and closed, by Enter or Escape too.
func (d *desk) notice(title, text string, then func()) {
	label := widget.NewLabel(text)
	label.Wrapping = fyne.TextWrapWord
	ok := newKeyButton(lang.L("OK (Enter)"), nil)
	ok.Importance = widget.HighImportance
	m := newModal(d.win, title, label, ok)
	done := func() {
		m.Hide()
		if then != nil {
			then()
		}
	}
	ok.OnTapped = done
	ok.onEscape = done
	m.Resize(fyne.NewSize(520, m.MinSize().Height))
	m.Show()
	d.win.Canvas().Focus(ok)
}

// ask puts a question that is answered by Enter or Escape.
func (d *desk) ask(title, text, yes string, then func()) {
	label := widget.NewLabel(text)
	label.Wrapping = fyne.TextWrapWord
	ok := newKeyButton(yes, nil)
	ok.Importance = widget.HighImportance
	no := newKeyButton(lang.L("Cancel (Esc)"), nil)
	m := newModal(d.win, title, label, no, ok)
	no.OnTapped = m.Hide
	ok.onEscape, no.onEscape = m.Hide, m.Hide
	ok.OnTapped = func() {
		m.Hide()
		then()
	}
	m.Resize(fyne.NewSize(520, m.MinSize().Height))
	m.Show()
	d.win.Canvas().Focus(ok)
}

// work does what may take time off the window's goroutine. It shows how far it
// is when it takes longer than a moment, can be cancelled then, and comes back
// to the window with what became of it.
func (d *desk) work(title string, f func(ctx context.Context, progress func(done, total int)) error, then func(error)) {
	ctx, cancel := context.WithCancel(context.Background())
	bar := widget.NewProgressBar()
	stop := widget.NewButton(lang.L("Cancel"), cancel)
	m := newModal(d.win, title, bar, stop)
	m.Resize(fyne.NewSize(440, m.MinSize().Height))
	over := make(chan struct{})
	go func() {
		select {
		case <-over:
		case <-time.After(400 * time.Millisecond):
			d.back(func() {
				select {
				case <-over:
				default:
					m.Show()
				}
			})
		}
	}()
	last := time.Time{}
	progress := func(done, total int) {
		if total > 0 && (done == total || time.Since(last) > 80*time.Millisecond) {
			last = time.Now()
			d.back(func() { bar.SetValue(float64(done) / float64(total)) })
		}
	}
	var err error
	d.async(func() {
		err = f(ctx, progress)
		close(over)
		cancel()
	}, func() {
		m.Hide()
		then(err)
	})
}

// newModal is a small window over the window: a heading, what it is about, and
// its buttons at the right.
func newModal(w fyne.Window, title string, content fyne.CanvasObject, buttons ...fyne.CanvasObject) *dialog.CustomDialog {
	m := dialog.NewCustomWithoutButtons(title, content, w)
	m.SetButtons(buttons)
	return m
}

// keyButton is a button that Enter presses and Escape leaves.
type keyButton struct {
	widget.Button
	onEscape func()
	onKey    func(fyne.KeyName) bool // is offered the keys first; may be nil
}

func newKeyButton(text string, tapped func()) *keyButton {
	b := &keyButton{}
	b.Text, b.OnTapped = text, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey presses the button with Enter too.
func (b *keyButton) TypedKey(k *fyne.KeyEvent) {
	if b.onKey != nil && b.onKey(k.Name) {
		return
	}
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		b.OnTapped()
	case fyne.KeyEscape:
		if b.onEscape != nil {
			b.onEscape()
		}
	}
}
