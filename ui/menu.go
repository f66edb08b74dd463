package ui

import (
	"frontdesk/forms"
	"frontdesk/ui/sheet"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
)

// menu holds every key of the window: shortcuts of the main menu work inside
// blanks too.
func (w *Window) menu() *fyne.MainMenu {
	t := w.book()
	return fyne.NewMainMenu(w.writing(t), w.viewing(t), w.keeping(t), w.staffing(), fyne.NewMenu(lang.L("Help"), w.plain(lang.L("Keys"), w.keys), w.plain(lang.L("About"), w.about)))
}

// act does what a word of the menu says. Nothing works beneath a small window; an
// open menu or list of a row goes away first.
func (w *Window) act(f func()) func() {
	return func() {
		if w.top() != nil || w.who.ID == "" {
			return
		}
		over := w.win.Canvas().Overlays()
		for top := over.Top(); top != nil; top = over.Top() {
			over.Remove(top)
		}
		w.touch()
		f()
	}
}

func (w *Window) plain(word string, f func()) *fyne.MenuItem { return fyne.NewMenuItem(word, w.act(f)) }

func (w *Window) ctrl(word string, key fyne.KeyName, f func()) *fyne.MenuItem {
	m := w.plain(word, f)
	m.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl}
	return m
}

// writing is what is written into a book, and done to its chosen entry.
func (w *Window) writing(t *bookTab) *fyne.Menu {
	m := fyne.NewMenu(lang.L("Write"),
		w.ctrl(t.book.Begin, fyne.KeyN, func() { w.here(t); t.slip.newLine() }),
		w.ctrl(lang.L("Next step of the chosen entry"), fyne.KeyD, func() { w.atChosen((*bookTab).next) }),
		w.ctrl(lang.L("All steps of the chosen entry"), fyne.KeyM, func() { w.atChosen((*bookTab).more) }),
		w.ctrl(lang.L("Save"), fyne.KeyS, w.save),
		w.ctrl(lang.L("Next step of the special help"), fyne.KeyB, w.urgent.next),
		fyne.NewMenuItemSeparator(),
		w.ctrl(lang.L("Line above"), fyne.KeyUp, func() { w.move(fyne.KeyUp) }),
		w.ctrl(lang.L("Line below"), fyne.KeyDown, func() { w.move(fyne.KeyDown) }),
		fyne.NewMenuItemSeparator(),
	)
	for _, step := range t.book.New().Steps(w.context()) {
		m.Items = append(m.Items, w.plain(step.Word, func() { w.beginVerb(t, step.Verb) }))
	}
	return m
}

// viewing is where to go and how to look.
func (w *Window) viewing(t *bookTab) *fyne.Menu {
	m := fyne.NewMenu(lang.L("View"),
		w.ctrl(lang.L("Page before"), fyne.KeyPageUp, func() { w.move(fyne.KeyPageUp) }),
		w.ctrl(lang.L("Page after"), fyne.KeyPageDown, func() { w.move(fyne.KeyPageDown) }),
		w.ctrl(lang.L("Newest page"), fyne.KeyT, func() { w.here(t); t.newest() }),
		w.ctrl(t.bar.goToWord(), fyne.KeyG, func() { w.here(t); w.win.Canvas().Focus(t.bar.goTo) }),
		w.ctrl(lang.L("Search"), fyne.KeyF, func() { w.here(t); t.bar.searchAnew() }),
		w.ctrl(lang.L("Open entries"), fyne.KeyO, func() { w.here(t); t.bar.open.OnTapped() }),
		fyne.NewMenuItemSeparator(),
		w.ctrl(lang.L("Larger"), fyne.KeyEqual, func() { w.pages().ZoomBy(1.15) }),
		w.ctrl(lang.L("Smaller"), fyne.KeyMinus, func() { w.pages().ZoomBy(1 / 1.15) }),
		w.ctrl(lang.L("Fit the width"), fyne.Key0, func() { w.pages().FitWidth() }),
		fyne.NewMenuItemSeparator(),
		w.ctrl(lang.L("Find anything, do anything"), fyne.KeyK, w.palette),
	)
	for i, tab := range w.tabs.tabs {
		item := w.plain(tab.name, func() { w.tabs.choose(i) })
		if tab.key != "" {
			item = w.ctrl(tab.name, tab.key, func() { w.tabs.choose(i) })
		}
		m.Items = append(m.Items, item)
	}
	return m
}

// keeping is what is printed, reported, signed and kept of a book.
func (w *Window) keeping(t *bookTab) *fyne.Menu {
	m := fyne.NewMenu(lang.L("Book"), w.sheetsOf(t)...)
	m.Items = append(m.Items, fyne.NewMenuItemSeparator(),
		w.plain(lang.L("Archive a period…"), t.archive), w.plain(lang.L("Check an archive…"), w.checkArchive),
		w.plain(lang.L("Check a paper page…"), w.checkCode), w.plain(lang.L("Past keeping…"), w.pastKeeping),
		fyne.NewMenuItemSeparator(), w.plain(lang.L("Check the whole book"), w.verify), w.plain(lang.L("Put the time of the book right…"), w.mendClock), w.plain(lang.L("Back up now"), w.backup), w.plain(lang.L("Restore from a backup…"), w.restore))
	return m
}

// sheetsOf is what is printed and reported of a book, wherever one is.
func (w *Window) sheetsOf(t *bookTab) []*fyne.MenuItem {
	out := []*fyne.MenuItem{
		w.ctrl(lang.L("Print this page"), fyne.KeyP, func() { w.here(t); t.print() }),
		w.ctrl(lang.L("Export a period"), fyne.KeyE, func() { w.here(t); t.export() }),
	}
	for _, r := range t.book.Reports {
		out = append(out, w.plain(r.Word, func() { w.here(t); t.report(r) }))
	}
	if t.book.Plain[forms.Review] != nil {
		out = append(out, w.plain(lang.L("Sign this page (supervisor)"), func() { w.here(t); t.review() }))
	}
	return out
}

// staffing is who is on duty, and who may sign.
func (w *Window) staffing() *fyne.Menu {
	lock := w.ctrl(lang.L("Change the duty person / lock"), fyne.KeyL, nil)
	lock.Action = w.Lock // at any time
	return fyne.NewMenu(lang.L("On duty"), lock,
		w.plain(lang.L("Change my PIN"), w.changePIN),
		w.plain(lang.L("Give somebody a new PIN"), w.resetPIN),
		w.plain(lang.L("Add a person"), w.addPerson),
		w.plain(lang.L("Somebody leaves"), w.removePerson),
		w.plain(lang.L("Name a deputy"), w.nameDeputy),
		w.plain(lang.L("End a deputy's time"), w.endDeputy),
		w.plain(lang.L("New recovery code"), w.newCode),
	)
}

// pages are those that are shown; of the book where none are.
func (w *Window) pages() *sheet.Pages {
	if w.tabs.tabs[w.tabs.at].root == w.today.pages {
		return w.today.pages
	}
	return w.book().pages
}

// atChosen does something to the entry that is chosen on the page that is shown:
// never to one that is out of sight.
func (w *Window) atChosen(do func(*bookTab)) {
	switch at := w.tabs.tabs[w.tabs.at]; {
	case at.book != nil:
		do(at.book)
	case at.chosen == nil:
		w.fail(nothingChosen())
	case at.chosen().No == 0: // something to be begun
		at.loose(fyne.KeyReturn)
	default:
		ref := at.chosen()
		w.open(ref)
		do(w.tabs.tabs[w.tabs.of(ref.Book)].book)
	}
}

// beginVerb begins a step of a book's entries on the chosen one.
func (w *Window) beginVerb(t *bookTab, v forms.Verb) {
	if at := w.tabs.tabs[w.tabs.at]; at.book != t && (at.chosen == nil || at.chosen().Book != t.book.Key || at.chosen().No == 0) {
		w.fail(nothingChosen())
		return
	}
	w.atChosen(func(t *bookTab) { t.beginVerb(v) })
}

func nothingChosen() error {
	return forms.Refusal(lang.L("Choose a line first: click it, or Ctrl+Up and Ctrl+Down."))
}

// move goes through what is shown by key.
func (w *Window) move(k fyne.KeyName) {
	if f := w.tabs.tabs[w.tabs.at].loose; f != nil {
		f(k)
	}
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

// keys shows the keys on one card.
func (w *Window) keys() {
	w.notice(lang.L("Keys"), lang.L("keys card"), nil)
}
