package ui

import (
	"errors"
	"log"
	"time"

	"frontdesk/forms/books"
	"frontdesk/forms/file"
	"frontdesk/store"
	"frontdesk/ui/sticks"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// AppID names the program to the system.
const AppID = "cn.frontdesk.desk"

// Run opens the window: on the office's book, or with the questions of the
// first start. It returns when the window is closed.
func Run() error {
	a := app.NewWithID(AppID)
	if err := Prepare(a); err != nil {
		return err
	}
	opts := store.Options{Books: books.All(), Clock: time.Now, AskAhead: true}
	open := func(st *store.Store, dir store.Folder) *Window {
		if !st.Office().Demo {
			KeepFolder(a, dir)
		}
		tidy(dir)
		w := NewWindow(a, st, dir)
		w.Show()
		attendTo(a, w)
		return w
	}
	found := func(st *store.Store, dir store.Folder) { open(st, dir) }
	dir, has := FindFolder(a)
	if !has || dir.Begun() {
		NewFirstStart(a, dir, opts, found).Show()
		a.Run()
		return nil
	}
	st, err := store.Open(dir.Ledger(), opts)
	switch {
	case errors.Is(err, store.ErrInUse):
		elsewhere(a, err, store.Knock(dir.Ledger()))
	case err != nil:
		refuse(a, dir, opts, err, open)
	default:
		open(st, dir)
	}
	a.Run()
	return nil
}

// tidy removes what exports and archives that were cut off have left behind.
func tidy(dir store.Folder) {
	for _, d := range []string{dir.Exports(), dir.Archives()} {
		file.Tidy(d, time.Now())
	}
}

// elsewhereFor is how long the second start says that the window of the first
// has been brought to the front.
const elsewhereFor = 3 * time.Second

// elsewhere says in a small window that the office is open in another one, and
// ends: by itself where that one has come to the front.
func elsewhere(a fyne.App, err error, shown bool) {
	w := a.NewWindow(lang.L("Front Desk Record Book"))
	words := err.Error()
	if shown {
		words = lang.L("The record book is open already. Its window has been brought to the front.")
		time.AfterFunc(elsewhereFor, func() { fyne.Do(a.Quit) })
	}
	ok := newKeyButton(lang.L("OK (Enter)"), a.Quit)
	ok.Importance, ok.onEscape = widget.HighImportance, a.Quit
	w.SetContent(container.NewPadded(container.NewBorder(nil, container.NewCenter(ok), nil, nil, firstLabel(words))))
	w.Resize(fyne.NewSize(460, 160))
	w.CenterOnScreen()
	w.Show()
	w.Canvas().Focus(ok)
}

// attendTo lets a second start call the window, and has its book closed in the
// end; after a restore those of the one that follows.
func attendTo(a fyne.App, w *Window) {
	w.next = func(next *Window) { attendTo(a, next) }
	if err := w.store.Answer(func() { fyne.Do(w.toFront) }); err != nil {
		log.Printf("internal: a second start cannot call this window: %+v", err)
	}
	a.Lifecycle().SetOnStopped(func() { _ = w.store.Close() })
}

// refuse says why the office's book did not open, and offers to restore it or to
// look for it elsewhere. Nothing is made in its place.
func refuse(a fyne.App, dir store.Folder, opts store.Options, err error, open func(*store.Store, store.Folder) *Window) {
	w := a.NewWindow(lang.L("Front Desk Record Book"))
	d := &desk{app: a, win: w, back: fyne.Do, status: widget.NewLabel(""), give: opener(a), sticks: sticks.Roots}
	w.Canvas().SetOnTypedKey(d.typed)
	opened := func(st *store.Store, dir store.Folder) *Window {
		next := open(st, dir)
		w.Close()
		return next
	}
	elsewhere := newKeyButton(lang.L("The book is in another folder…"), func() {
		f := NewFirstStart(a, dir, opts, func(st *store.Store, dir store.Folder) { open(st, dir) })
		f.wrong.SetText(sentence(err))
		f.found.Disable()
		f.Show()
		w.Close()
	})
	refuseIn(d, dir, dir.Ledger(), opts, err, opened, elsewhere)
	w.Resize(fyne.NewSize(1000, 640)) // so that the list of backups has room in it
	w.CenterOnScreen()
	w.Show()
}
