package ui

import (
	"time"

	"frontdesk/forms"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

// AppID names the program to the system.
const AppID = "cn.frontdesk.desk"

// Books are the registers of the program.
func Books() []*forms.Book {
	return []*forms.Book{forms.DutyBook(), forms.ReleaseBook(), forms.HandoverBook()}
}

// Run opens the window: on the office's book, or with the questions of the
// first start. It returns when the window is closed.
func Run() error {
	a := app.NewWithID(AppID)
	if err := Prepare(a); err != nil {
		return err
	}
	opts := store.Options{Books: Books(), Clock: time.Now}
	open := func(st *store.Store, dir store.Folder) {
		if !st.Office().Demo {
			KeepFolder(a, dir)
		}
		tidy(dir.Exports())
		NewWindow(a, st, dir).Show()
		a.Lifecycle().SetOnStopped(func() { _ = st.Close() })
	}
	dir, has := FindFolder(a)
	if !has {
		NewFirstStart(a, dir, opts, open).Show()
		a.Run()
		return nil
	}
	st, err := store.Open(dir.Ledger(), opts)
	if err != nil {
		refuse(a, dir, opts, err, open)
	} else {
		open(st, dir)
	}
	a.Run()
	return nil
}

// refuse says why the office's book did not open, and offers to look for it
// elsewhere. Nothing is made in its place.
func refuse(a fyne.App, dir store.Folder, opts store.Options, err error, open func(*store.Store, store.Folder)) {
	f := NewFirstStart(a, dir, opts, open)
	f.wrong.SetText(sentence(err))
	f.found.Disable()
	f.Show()
	f.d.fail(err)
}
