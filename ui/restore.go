package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// restore lets a supervisor put a backup in the place of the open ledger.
func (w *Window) restore() {
	w.chooseCopy(w.store.Path(), w.keeper.dirs(), func(c store.Copy, loss store.Loss) {
		w.thinkTwice(loss, func() {
			w.sign(restoreWords(c, loss), forms.Supervisor, "", func(by forms.Person) { w.restoreFrom(c, by) })
		})
	})
}

// restoreWords say which backup comes into the ledger's place, and what that
// loses.
func restoreWords(c store.Copy, loss store.Loss) string {
	return strings.Join([]string{
		lang.L("Restore from the backup of {{.When}} ({{.Sort}})", map[string]any{"When": c.At.Format("2006-01-02 15:04"), "Sort": c.Kind.Word()}),
		c.Office + "　" + c.Last.Words(books.Named), loss.Summary(),
	}, "\n")
}

// thinkTwice asks once more where a backup is no earlier state of the ledger.
func (d *desk) thinkTwice(loss store.Loss, then func()) {
	if !loss.Odd() {
		then()
		return
	}
	d.ask(lang.L("Another ledger"), loss.Summary(), lang.L("Go on all the same (Enter)"), then)
}

// restoreFrom closes the ledger, restores it, and opens it again in the same
// window; where that fails, as it was. Nobody has to start the program anew.
func (w *Window) restoreFrom(c store.Copy, by forms.Person) {
	w.leave()
	wait := firstLabel(lang.L("The record book is being restored. Please wait."))
	wait.Alignment = fyne.TextAlignCenter
	w.win.SetMainMenu(nil)
	w.show(container.NewCenter(container.NewGridWrap(fyne.NewSize(600, 60), wait)))
	var st *store.Store
	var done store.Restored
	var closed error
	w.work(lang.L("Restoring"), func(ctx context.Context, progress func(int, int)) error {
		w.quiet(ctx)
		if closed = w.store.Close(); closed != nil {
			return closed
		}
		var err error
		done, err = store.Restore(ctx, c.Path, w.store.Path(), w.store.Now(), func(n, of int64) { progress(int(n), int(of)) })
		st, closed = store.Open(w.store.Path(), w.store.Options())
		return err
	}, func(err error) {
		if st == nil {
			w.win.SetCloseIntercept(nil) // there is no draft to be kept
			refuseIn(w.desk, w.folder, w.store.Path(), w.store.Options(), closed, w.again)
			return
		}
		next := w.again(st, w.folder)
		if err != nil {
			next.fail(err)
			return
		}
		next.notice(lang.L("Restored"), done.Words(books.Named), func() { next.lock.show(by) })
	})
}

// quiet waits until nothing else is done off the window's goroutine, such as
// the day's backup, which has the file open.
func (w *Window) quiet(ctx context.Context) {
	for limit := time.Now().Add(time.Minute); w.busy.Load() > 1 && ctx.Err() == nil && time.Now().Before(limit); {
		time.Sleep(20 * time.Millisecond)
	}
}

// again shows another open ledger in the same window: a second one would end the
// program when the first is closed.
func (w *Window) again(st *store.Store, dir store.Folder) *Window {
	w.park(forms.Person{}) // what lay over the window was about the other ledger
	next := newWindowIn(w.win, w.app, st, dir, w.back)
	next.give, next.printer, next.sticks, next.files = w.give, w.printer, w.sticks, w.files
	if next.next = w.next; w.next != nil {
		w.next(next)
	}
	next.Show()
	return next
}

// restore puts a backup in the folder of the first start: on a new PC, or where
// the ledger was lost.
func (s *FirstStart) restore() {
	dir, ok := s.named()
	if !ok || s.d.busy.Load() > 0 { // something else is being done already
		return
	}
	opts := s.opts
	opts.ReadOnly = true
	_ = store.GoThrough(dir.Ledger()) // where that cannot be done the ledger does not open, and restoring says why
	if st, err := store.Open(dir.Ledger(), opts); err == nil {
		_ = st.Close() // it was only looked at
		s.wrong.SetText(lang.L("There is a book in this folder already, and it can be opened. Open it; under Settings, Backup it can be restored with a supervisor's signature."))
		return
	}
	s.wrong.SetText("")
	s.d.restoreInto(dir, dir.Ledger(), s.opts, func(st *store.Store) { s.done(st, dir, nil) })
}

// restoreInto restores where no ledger is open whose people could be asked: it
// is enough that whoever sits there has read what happens.
func (d *desk) restoreInto(dir store.Folder, path string, opts store.Options, then func(*store.Store)) {
	dirs := []string{dir.Backups()}
	d.async(func() {
		roots := d.plugged()
		dirs = append(dirs, copiesOn(roots)...)
		if at := dir.Second().At(roots); at != "" {
			dirs = append(dirs, at)
		}
	}, func() {
		d.chooseCopy(path, dirs, func(c store.Copy, loss store.Loss) {
			d.thinkTwice(loss, func() {
				text := restoreWords(c, loss) + "\n" + lang.L("It is put into:") + "\n" + path
				d.ask(lang.L("Restore from a backup"), text, lang.L("Restore (Enter)"), func() { d.restoreHere(c, path, opts, then) })
			})
		})
	})
}

// restoreHere puts a backup where no ledger is open, and opens it.
func (d *desk) restoreHere(c store.Copy, path string, opts store.Options, then func(*store.Store)) {
	var st *store.Store
	var done store.Restored
	d.work(lang.L("Restoring"), func(ctx context.Context, progress func(int, int)) error {
		var err error
		if done, err = store.Restore(ctx, c.Path, path, opts.Clock(), func(n, of int64) { progress(int(n), int(of)) }); err == nil {
			st, err = store.Open(path, opts)
		}
		return err
	}, func(err error) {
		if err != nil {
			d.fail(err)
			return
		}
		d.notice(lang.L("Restored"), done.Words(books.Named), func() { then(st) })
	})
}

// copiesOn lists the folders on sticks where copies of some office lie.
func copiesOn(roots []string) []string {
	var out []string
	for _, root := range roots {
		out = append(out, root)
		inside, _ := os.ReadDir(root) // a stick that was just pulled has none
		for _, f := range inside {
			if strings.HasPrefix(f.Name(), "台账备份-") {
				out = append(out, filepath.Join(root, f.Name()))
			}
		}
	}
	return out
}

// refuseIn says in the window why a ledger did not open, and what can be done: nothing is
// made in its place.
func refuseIn(d *desk, dir store.Folder, path string, opts store.Options, why error, open func(*store.Store, store.Folder) *Window, more ...fyne.CanvasObject) {
	title := widget.NewLabelWithStyle(lang.L("The record book did not open"), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	title.SizeName = theme.SizeNameHeadingText
	said := firstLabel(sentence(why))
	said.Importance = widget.DangerImportance
	opened := func(st *store.Store) { open(st, dir) }
	back := newKeyButton(lang.L("Restore from a backup…"), func() { d.restoreInto(dir, path, opts, opened) })
	back.Importance = widget.HighImportance
	retry := newKeyButton(lang.L("Try again"), func() {
		st, err := store.Open(path, opts)
		if err != nil {
			said.SetText(sentence(err))
			return
		}
		opened(st)
	})
	look := newKeyButton(lang.L("Open its folder"), func() { d.hand(string(dir)) })
	quit := newKeyButton(lang.L("Quit"), d.app.Quit)
	buttons := container.NewHBox(append([]fyne.CanvasObject{back, retry, look}, append(more, quit)...)...)
	d.win.SetContent(container.NewPadded(container.NewVBox(title, said,
		firstLabel(path), firstLabel(lang.L("Nothing is deleted by restoring: the file that is there now stays beside the restored one. Backups are listed with what each of them holds; a stick may be plugged in first.")), buttons)))
	d.win.Canvas().Focus(back)
}
