package ui

import (
	"frontdesk/forms"
	"frontdesk/ui/paper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
)

// menu holds every key of the window: shortcuts of the main menu work inside
// blanks too.
func (w *Window) menu() *fyne.MainMenu {
	ctrl := func(word string, key fyne.KeyName, f func()) *fyne.MenuItem {
		m := fyne.NewMenuItem(word, func() { w.touch(); f() })
		m.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl}
		return m
	}
	plain := func(word string, f func()) *fyne.MenuItem {
		return fyne.NewMenuItem(word, func() { w.touch(); f() })
	}
	t := w.book()
	write := fyne.NewMenu(lang.L("Write"),
		ctrl(t.book.Begin, fyne.KeyN, func() { w.here(t); t.slip.newLine() }),
		ctrl(lang.L("Next step of the chosen entry"), fyne.KeyD, t.slip.next),
		ctrl(lang.L("All steps of the chosen entry"), fyne.KeyM, func() { t.slip.more(t.slip.title) }),
		ctrl(lang.L("Save"), fyne.KeyS, w.save),
		fyne.NewMenuItemSeparator(),
		ctrl(lang.L("Line above"), fyne.KeyUp, func() { t.step(-1) }),
		ctrl(lang.L("Line below"), fyne.KeyDown, func() { t.step(1) }),
		fyne.NewMenuItemSeparator(),
	)
	for _, step := range t.book.New().Steps(w.context()) {
		write.Items = append(write.Items, plain(step.Word, func() { t.slip.beginVerb(step.Verb) }))
	}
	view := fyne.NewMenu(lang.L("View"),
		ctrl(lang.L("Page before"), fyne.KeyPageUp, func() { t.turn(-1) }),
		ctrl(lang.L("Page after"), fyne.KeyPageDown, func() { t.turn(1) }),
		ctrl(lang.L("Newest page"), fyne.KeyT, t.newest),
		ctrl(t.bar.goToWord(), fyne.KeyG, func() { w.here(t); w.win.Canvas().Focus(t.bar.goTo) }),
		ctrl(lang.L("Search"), fyne.KeyF, func() { w.here(t); t.bar.searchAnew() }),
		ctrl(lang.L("Open entries"), fyne.KeyO, func() { w.here(t); t.bar.open.OnTapped() }),
		fyne.NewMenuItemSeparator(),
		ctrl(lang.L("Larger"), fyne.KeyEqual, func() { w.pages().ZoomBy(1.15) }),
		ctrl(lang.L("Smaller"), fyne.KeyMinus, func() { w.pages().ZoomBy(1 / 1.15) }),
		ctrl(lang.L("Fit the width"), fyne.Key0, func() { w.pages().FitWidth() }),
	)
	book := fyne.NewMenu(lang.L("Book"),
		ctrl(lang.L("Print this page"), fyne.KeyP, func() { t.print() }),
		ctrl(lang.L("Export a period"), fyne.KeyE, func() { t.export() }),
	)
	for _, r := range t.book.Reports {
		book.Items = append(book.Items, plain(r.Word, func() { t.report(r) }))
	}
	if t.book.Plain[forms.Review] != nil {
		book.Items = append(book.Items, plain(lang.L("Sign this page (supervisor)"), t.review))
	}
	book.Items = append(book.Items, fyne.NewMenuItemSeparator(), plain(lang.L("Archive a period…"), t.archive), plain(lang.L("Check an archive…"), w.checkArchive), plain(lang.L("Check a paper page…"), w.checkCode), plain(lang.L("Past keeping…"), w.pastKeeping),
		fyne.NewMenuItemSeparator(), plain(lang.L("Check the whole book"), w.verify), plain(lang.L("Back up now"), w.backup), plain(lang.L("Restore from a backup…"), w.restore))
	view.Items = append(view.Items, ctrl(lang.L("Find anything, do anything"), fyne.KeyK, w.palette))
	for i, tab := range w.tabs.tabs {
		view.Items = append(view.Items, ctrl(tab.name, tab.key, func() { w.tabs.choose(i) }))
	}
	people := fyne.NewMenu(lang.L("On duty"),
		ctrl(lang.L("Change the duty person / lock"), fyne.KeyL, w.Lock),
		plain(lang.L("Change my PIN"), w.changePIN),
		plain(lang.L("Give somebody a new PIN"), w.resetPIN),
		plain(lang.L("Add a person"), w.addPerson),
		plain(lang.L("Somebody leaves"), w.removePerson),
		plain(lang.L("New recovery code"), w.newCode),
	)
	help := fyne.NewMenu(lang.L("Help"), plain(lang.L("Keys"), w.keys))
	return fyne.NewMainMenu(write, view, book, people, help)
}

// pages are those that are shown; of the book where none are.
func (w *Window) pages() *paper.Pages {
	if w.tabs.tabs[w.tabs.at].root == w.today.pages {
		return w.today.pages
	}
	return w.book().pages
}

// here shows the book that a word of the menu is about.
func (w *Window) here(t *bookTab) {
	if w.tabs.tabs[w.tabs.at].book != t {
		w.choose(t.root)
	}
}

// save saves what is being written on the page that is shown.
func (w *Window) save() {
	if f := w.tabs.tabs[w.tabs.at].save; f != nil {
		f()
	}
}

// beginVerb begins a step of the entry that is looked at.
func (s *bookSlip) beginVerb(v forms.Verb) {
	if s.record == nil {
		s.d.fail(forms.Refusal(lang.L("Choose a line first: click it, or Ctrl+Up and Ctrl+Down.")))
		return
	}
	for _, step := range s.record.Steps(s.d.context()) {
		if step.Verb == v {
			s.begin(step)
		}
	}
}

// keys shows the keys on one card.
func (w *Window) keys() {
	w.notice(lang.L("Keys"), lang.L("keys card"), nil)
}
