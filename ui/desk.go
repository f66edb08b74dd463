// Package ui is the window: a tab shows whatever book it is told, and knows no form
// by name.
package ui

import (
	"context"
	"errors"
	"log"
	"path/filepath"
	"sync/atomic"
	"time"

	"frontdesk/forms"
	"frontdesk/store"
	"frontdesk/ui/printer"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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

	residents *store.Residents      // whom a room, a name or a phone may mean
	offers    *offers               // words used before
	seen      atomic.Pointer[sight] // what the rules see of the books; nil when nobody has asked yet

	who     forms.Person // on duty; nobody while the window is locked
	touched time.Time    // when the desk was last used
	status  *widget.Label
	back    func(func())            // brings work back to the window's goroutine
	give    func(path string) error // gives a file to the system's program for it, or shows a folder
	open    func(forms.Ref)         // shows an entry on the tab of its book
	relieve func(forms.Person)      // puts a person who has just signed on duty
	printer printer.System          // where pages are printed
	looking *printPreview           // what was looked at last before it was printed
	loose   func(*fyne.KeyEvent)    // a key while nothing has the caret; may be nil
	modals  []*modal                // small windows over the window, the one that is seen last
	sticks  func() []string         // where sticks are found that are plugged in; nil: nobody looks
	copied  *forms.Copied           // what is known of the ledger's copies
	busy    atomic.Int32            // how much is being done off the window's goroutine
	files   *choosing               // how files and folders are chosen; nil until the first time

	coming    map[string]bool // what brings a small window, and is on its way
	acting    forms.Person    // for whom something that was begun before comes back just now; nobody else
	parked    []*modal        // lay over the window when it was locked
	parkedFor forms.Person    // who was on duty then
	late      []ended         // what has come for them since
	missed    missed          // what ended while somebody else was on duty
	stray     bool            // what had the caret beneath a small window has gone
	beneath   func()          // gives the caret to what came beneath a small window; nil for nothing
}

// async does something off the window's goroutine, and then something on it.
func (d *desk) async(do func(), then func()) {
	d.busy.Add(1)
	owner := d.owner()
	go func() {
		do()
		d.back(d.actingFor(owner, func() {
			then()
			d.busy.Add(-1)
		}))
	}()
}

// keepDrafts brings what is being written into the file.
func (d *desk) keepDrafts() {
	var err error
	d.async(func() { err = d.store.KeepDrafts(context.Background()) }, func() {
		if err != nil {
			d.say(sentence(err))
		}
	})
}

// once is async for what brings a small window: whoever is in a hurry asks for it
// twice, and gets one.
func (d *desk) once(what string, do func(), then func()) {
	if d.coming[what] {
		return
	}
	if d.coming == nil {
		d.coming = map[string]bool{}
	}
	d.coming[what] = true
	d.async(do, func() {
		delete(d.coming, what)
		then()
	})
}

// owner is whose doing it is that is being done: that of whoever began it, however
// late it comes, else that of whoever is on duty.
func (d *desk) owner() forms.Person {
	if d.acting.ID != "" {
		return d.acting
	}
	return d.who
}

// actingFor is something that comes back to the window's goroutine for whoever began
// it: the small windows that it brings are theirs.
func (d *desk) actingFor(owner forms.Person, do func()) func() {
	return func() {
		before := d.acting
		d.acting = owner
		do()
		d.acting = before
	}
}

func (d *desk) context() forms.Context {
	now := d.seen.Load()
	if now == nil || now.viewer != d.who {
		now = newSight(d.store, d.who, d.say)
		d.seen.Store(now)
	}
	return forms.Context{Now: d.store.Now(), By: d.who, Office: d.store.Office(), Staff: d.store.Staff(), Sight: now, Copied: d.copied}
}

// blur takes the caret out of the window: keys do not go to what is out of sight.
// What lies over the window keeps its own.
func (d *desk) blur() {
	if !d.covered() {
		d.win.Canvas().Unfocus()
	}
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
	if d.farAhead(err, func() { d.say(lang.L("Now save once more: what was written is still there.")) }, func() {}) {
		return
	}
	d.notice(lang.L("Not done"), sentence(err), nil)
}

// notice shows a text that is read and closed, by Enter or Escape too.
func (d *desk) notice(title, text string, then func()) {
	ok := newMainButton(lang.L("OK (Enter)"), nil)
	m := d.modal(title, sized(text), ok)
	ok.OnTapped = func() {
		m.Hide()
		if then != nil {
			then()
		}
	}
	m.Show()
	m.focus(ok)
}

// ask puts a question that is answered by Enter or Escape.
func (d *desk) ask(title, text, yes string, then func()) {
	ok, no := newMainButton(yes, nil), newKeyButton(lang.L("Cancel (Esc)"), nil)
	m := d.modal(title, sized(text), no, ok)
	no.OnTapped = m.Hide
	ok.OnTapped = func() {
		m.Hide()
		then()
	}
	m.Show()
	m.focus(ok)
}

// made says that a file is ready and where, and what can be done with it.
func (d *desk) made(title, text, path string) {
	var m *modal
	leave := func(do func()) func() { return func() { m.Hide(); do() } }
	shut := newKeyButton(lang.L("Close (Esc)"), leave(func() {}))
	folder := newKeyButton(lang.L("Open its folder"), leave(func() { d.hand(filepath.Dir(path)) }))
	open := newMainButton(lang.L("Open it (Enter)"), leave(func() { d.hand(path) }))
	m = d.modal(title, sized(text), shut, folder, open)
	m.Show()
	m.focus(open)
}

// widest is how wide a small window of words becomes before its lines break.
const widest = 540

// sized is a text in a small window: as wide as it needs to be, and broken where
// that is more than a person likes to read.
func sized(text string) fyne.CanvasObject {
	l := widget.NewLabel(text)
	wide := min(max(l.MinSize().Width, 360), widest)
	l.Wrapping = fyne.TextWrapWord
	l.Refresh() // else it is measured as it was
	l.Resize(fyne.NewSize(wide, 10))
	high := min(l.MinSize().Height, 420)
	return container.NewGridWrap(fyne.NewSize(wide, high), container.NewVScroll(l))
}

// work does what may take time off the window's goroutine. It shows how far it
// is when it takes longer than a moment, can be cancelled then, and comes back
// to the window with what became of it.
func (d *desk) work(title string, f func(ctx context.Context, progress func(done, total int)) error, then func(error)) {
	owner := d.owner()
	d.workForAll(title, f, func(err error) { d.comeBack(ended{owner, title, err, func() { then(err) }}) })
}

// workForAll is work on what stands in the window whoever is on duty: it comes back in
// any case.
func (d *desk) workForAll(title string, f func(ctx context.Context, progress func(done, total int)) error, then func(error)) {
	ctx, cancel := context.WithCancel(context.Background())
	bar := widget.NewProgressBar()
	stop := newKeyButton(lang.L("Cancel (Esc)"), cancel)
	m := d.modal(title, bar, stop)
	m.yes = nil // Enter, still on its way, breaks nothing off
	m.Resize(fyne.NewSize(440, 0))
	over, owner := make(chan struct{}), d.owner()
	go func() {
		select {
		case <-over:
		case <-time.After(400 * time.Millisecond):
			d.back(d.actingFor(owner, func() {
				select {
				case <-over:
				default:
					m.Show()
				}
			}))
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
