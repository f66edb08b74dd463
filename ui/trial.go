package ui

import (
	"context"
	"errors"

	"frontdesk/forms/books"
	"frontdesk/store"
	"frontdesk/store/trial"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// Trial opens the trial office of the folder: the one that was tried before, or
// one that has just lived for half a year.
func (s *FirstStart) Trial() {
	dir, ok := s.named()
	switch {
	case !ok || s.d.busy.Load() > 0: // it is being made already
		return
	case !trial.Tried(dir):
		s.live(dir)
		return
	}
	var st *store.Store
	var err error
	s.d.async(func() { st, err = store.Open(dir.Demo(), s.opts) }, func() {
		if err == nil || errors.Is(err, store.ErrInUse) {
			s.done(st, dir, err)
			return
		}
		s.d.ask(lang.L("Begin the trial again"), sentence(err)+"\n"+lang.L("The trial book cannot be used any more. Begin the trial again? The office's own book is not touched."),
			lang.L("Begin again (Enter)"), func() { s.live(dir) })
	})
}

// live makes a trial office, and opens it.
func (s *FirstStart) live(dir store.Folder) {
	s.wrong.SetText("")
	var st *store.Store
	s.d.work(lang.L("Preparing the trial office: half a year of records…"), func(ctx context.Context, progress func(done, total int)) (err error) {
		st, err = trial.Begin(ctx, dir, s.opts, progress)
		return err
	}, func(err error) { s.done(st, dir, err) })
}

// trialFoot is what the lock of a trial office says beneath: with which PIN one
// comes in, and how to begin again. An office's own book has nothing there.
func (w *Window) trialFoot() []fyne.CanvasObject {
	if !w.store.Office().Demo {
		return nil
	}
	words := widget.NewLabelWithStyle(lang.L("Trial: everybody's PIN is {{.PIN}}. All people and records are invented.", map[string]any{"PIN": trial.PIN}), fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	again := newKeyButton(lang.L("Begin the trial again"), w.AskTrialAgain)
	return []fyne.CanvasObject{words, container.NewCenter(again)}
}

// AskTrialAgain begins the trial again, once somebody agrees.
func (w *Window) AskTrialAgain() {
	w.ask(lang.L("Begin the trial again"), lang.L("A new trial office is made for today. What was written in this trial is lost; the office's own book is not touched."),
		lang.L("Begin again (Enter)"), w.trialAgain)
}

// trialAgain makes another trial office beside this one, and only then lets go of
// this one.
func (w *Window) trialAgain() {
	if w.renewing {
		return
	}
	w.renewing = true
	var made *trial.Made
	w.work(lang.L("Preparing the trial office: half a year of records…"), func(ctx context.Context, progress func(done, total int)) (err error) {
		made, err = trial.Make(ctx, w.folder, w.store.Now(), progress)
		return err
	}, func(err error) {
		w.renewing = false
		if err != nil {
			w.fail(err)
			return
		}
		w.exchange(made)
	})
}

// exchange puts the trial office that was made in the place of this window's, in
// the same window: closing it would end the program. Where that cannot be done
// the old one goes on.
func (w *Window) exchange(made *trial.Made) {
	for _, f := range w.stop {
		f()
	}
	w.stop = nil
	opts := store.Options{Books: books.All(), Clock: w.store.Now}
	var st *store.Store
	var err, lost error
	w.async(func() {
		if err = w.store.Close(); err == nil {
			st, err = made.Replace(opts)
		}
		if err != nil {
			_ = made.Discard() // it is swept away later, else
			st, lost = store.Open(w.folder.Demo(), opts)
		}
	}, func() {
		if lost != nil {
			w.notice(lang.L("Not done"), sentence(err), w.win.Close)
			return
		}
		w.again(st, w.folder).fail(err)
	})
}
