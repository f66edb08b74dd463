package sheet

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// TypedRune writes a character.
func (w *writing) TypedRune(r rune) {
	w.ime.came()
	if w.words.insert(string(r)) {
		w.changed()
	}
}

// TypedKey moves in the words, along the list and along the paper.
func (w *writing) TypedKey(e *fyne.KeyEvent) {
	if w.ime.takes(e.Name) {
		return
	}
	f, shift := w.form, w.form.shifted()
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		switch {
		case shift && w.words.lines:
			w.write("\n")
		case !f.list.pickLit(w):
			f.next(w)
		}
	case fyne.KeyTab:
		if shift || !f.list.pickLit(w) {
			f.tab()
		}
	case fyne.KeyEscape:
		w.escape()
	case fyne.KeyUp, fyne.KeyDown:
		w.upDown(e.Name, shift)
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd:
		w.travel(e.Name, shift, false)
	case fyne.KeyBackspace:
		w.erase(w.words.caret - 1)
	case fyne.KeyDelete:
		w.erase(w.words.caret + 1)
	default:
		w.foreign(e.Name)
	}
}

func (w *writing) write(s string) {
	if w.words.insert(s) {
		w.changed()
	}
}

func (w *writing) erase(to int) {
	if w.words.remove(to) {
		w.changed()
	}
}

// upDown goes along the list, opens it, or moves between lines.
func (w *writing) upDown(k fyne.KeyName, shift bool) {
	by := 1
	if k == fyne.KeyUp {
		by = -1
	}
	switch f := w.form; {
	case f.list.move(w, by):
	case w.vertical(by, shift):
	case by > 0 && f.suggest(w, w.words.String()):
	default:
		w.foreign(k)
	}
}

// travel moves the caret along the words: by characters, or by words.
func (w *writing) travel(k fyne.KeyName, extend, byWord bool) {
	ws := &w.words
	from, to := ws.chosen()
	at, hangs := ws.caret, false
	switch k {
	case fyne.KeyLeft:
		switch {
		case byWord:
			at = ws.wordLeft(at)
		case from != to && !extend:
			at = from
		default:
			at--
		}
	case fyne.KeyRight:
		switch {
		case byWord:
			at = ws.wordRight(at)
		case from != to && !extend:
			at = to
		default:
			at++
		}
	case fyne.KeyHome:
		if at = 0; !byWord {
			at = w.lines[lineOf(w.lines, ws.caret, w.hangs)].from
		}
	case fyne.KeyEnd:
		if at = len(ws.text); !byWord {
			i := lineOf(w.lines, ws.caret, w.hangs)
			at = w.lines[i].to
			if i < len(w.lines)-1 && w.lines[i+1].from == at { // broken by the paper, not by hand
				at = w.lines[i].from + len([]rune(w.lines[i].text))
				hangs = at == w.lines[i].to
			}
		}
	}
	ws.move(at, extend)
	w.hangs = hangs
	w.moved()
}

// escape closes the list, takes back what was written since the caret came, or
// leaves the form.
func (w *writing) escape() {
	switch f := w.form; {
	case f.list.Visible():
		f.list.hide()
	case w.words.String() != w.before:
		w.words.put(w.before)
		w.changed()
		f.list.hide()
	default:
		f.cancel()
	}
}

// TypedShortcut edits; Ctrl+Enter begins a new line of a long text, and is done
// in a blank of one line.
func (w *writing) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCut:
		w.cut()
	case *fyne.ShortcutCopy:
		w.copied()
	case *fyne.ShortcutPaste:
		w.paste()
	case *fyne.ShortcutSelectAll:
		w.chooseAll()
	case *fyne.ShortcutUndo:
		w.undo()
	case *fyne.ShortcutRedo:
		if w.words.redo() {
			w.changed()
		}
	case *desktop.CustomShortcut:
		if !w.control(s) {
			w.elsewhere(s)
		}
	default:
		w.elsewhere(s)
	}
}

// control takes keys with Ctrl, and tells whether they mean anything here.
func (w *writing) control(s *desktop.CustomShortcut) bool {
	if s.Modifier&^fyne.KeyModifierShift != fyne.KeyModifierShortcutDefault {
		return false
	}
	shift := s.Modifier&fyne.KeyModifierShift != 0
	switch s.KeyName {
	case fyne.KeyReturn, fyne.KeyEnter:
		if w.words.lines {
			w.write("\n")
		} else {
			w.form.done()
		}
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd:
		w.travel(s.KeyName, shift, true)
	case fyne.KeyBackspace:
		w.erase(w.words.wordLeft(w.words.caret))
	case fyne.KeyDelete:
		w.erase(w.words.wordRight(w.words.caret))
	default:
		return false
	}
	return true
}

func (w *writing) cut() {
	if w.copied() {
		w.erase(w.words.caret)
	}
}

func (w *writing) copied() bool {
	s := w.words.chosenText()
	if s != "" {
		fyne.CurrentApp().Clipboard().SetContent(s)
	}
	return s != ""
}

func (w *writing) paste() { w.write(fyne.CurrentApp().Clipboard().Content()) }

func (w *writing) chooseAll() {
	w.words.all()
	w.moved()
}

func (w *writing) undo() {
	if w.words.undo() {
		w.changed()
	}
}

// MouseDown puts the caret under the mouse; with Shift it chooses up to there.
func (w *writing) MouseDown(e *desktop.MouseEvent) {
	if f := w.form; f.focused != w {
		if c := f.canvas(); c != nil {
			c.Focus(w)
		}
	}
	if e.Button == desktop.MouseButtonSecondary {
		if from, to := w.words.chosen(); from != to {
			return
		}
	}
	w.under(e.Position, e.Modifier&fyne.KeyModifierShift != 0)
}

// MouseUp is the other half of MouseDown.
func (w *writing) MouseUp(*desktop.MouseEvent) {}

// Tapped gives the blank the caret where there is no mouse.
func (w *writing) Tapped(*fyne.PointEvent) {
	if c := w.form.canvas(); c != nil && w.form.focused != w {
		c.Focus(w)
	}
}

// Dragged chooses words with the mouse.
func (w *writing) Dragged(e *fyne.DragEvent) { w.under(e.Position, true) }

// DragEnd is the end of Dragged.
func (w *writing) DragEnd() {}

// DoubleTapped chooses the word under the mouse.
func (w *writing) DoubleTapped(*fyne.PointEvent) {
	w.words.wordAt(w.words.caret)
	w.moved()
}

// TappedSecondary offers what can be done with the words.
func (w *writing) TappedSecondary(e *fyne.PointEvent) {
	c := w.form.canvas()
	if c == nil {
		return
	}
	then := func(f func()) func() {
		return func() {
			c.Focus(w)
			f()
		}
	}
	from, to := w.words.chosen()
	cut := fyne.NewMenuItem(lang.L("Cut"), then(w.cut))
	cp := fyne.NewMenuItem(lang.L("Copy"), then(func() { w.copied() }))
	cut.Disabled, cp.Disabled = from == to, from == to
	undo := fyne.NewMenuItem(lang.L("Undo"), then(w.undo))
	undo.Disabled = len(w.words.past) == 0
	menu := fyne.NewMenu("", undo, fyne.NewMenuItemSeparator(), cut, cp,
		fyne.NewMenuItem(lang.L("Paste"), then(w.paste)), fyne.NewMenuItem(lang.L("Select all"), then(w.chooseAll)))
	widget.ShowPopUpMenuAtPosition(menu, c, e.AbsolutePosition)
}

// Cursor is the one for text.
func (w *writing) Cursor() desktop.Cursor { return desktop.TextCursor }
