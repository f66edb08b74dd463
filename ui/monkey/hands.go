package monkey

import (
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// hands press and type as the driver does with what comes from the system. They
// are used on the window's goroutine.
type hands struct {
	win  fyne.Window
	over desktop.Hoverable // what the mouse is over
}

func (h *hands) canvas() fyne.Canvas { return h.win.Canvas() }

func pointed(t thing, p fyne.Position) fyne.PointEvent {
	return fyne.PointEvent{Position: p.Subtract(t.pos), AbsolutePosition: p}
}

// point moves the mouse.
func (h *hands) point(p fyne.Position) {
	t, ok := under(h.canvas(), p, func(o fyne.CanvasObject) bool { _, is := o.(desktop.Hoverable); return is })
	e := &desktop.MouseEvent{PointEvent: pointed(t, p)}
	if !ok {
		h.leave()
		return
	}
	x := t.o.(desktop.Hoverable)
	if x == h.over {
		x.MouseMoved(e)
		return
	}
	h.leave()
	h.over = x
	x.MouseIn(e)
}

func (h *hands) leave() {
	if h.over != nil {
		h.over.MouseOut()
		h.over = nil
	}
}

// press presses a button of the mouse at a place, and lets it go; twice to
// double-click.
func (h *hands) press(p fyne.Position, button desktop.MouseButton, twice bool) {
	h.point(p)
	times := 1
	if twice {
		times = 2
	}
	for range times {
		down, ok := under(h.canvas(), p, pressable)
		if !ok {
			return
		}
		h.mouse(down, p, button, desktop.Mouseable.MouseDown)
		h.unfocus(down, p)
		up, ok := under(h.canvas(), p, pressable)
		if !ok {
			return
		}
		h.mouse(up, p, button, desktop.Mouseable.MouseUp)
		h.unfocus(up, p)
		if up.o != down.o {
			return
		}
		if h.tapped(up, p, button, twice) {
			return
		}
	}
}

// tapped gives the click to what was clicked; it tells whether both clicks of a
// double click were meant.
func (h *hands) tapped(t thing, p fyne.Position, button desktop.MouseButton, twice bool) bool {
	e := pointed(t, p)
	if button == desktop.MouseButtonSecondary {
		if x, ok := t.o.(fyne.SecondaryTappable); ok {
			x.TappedSecondary(&e)
		}
		return true
	}
	if x, ok := t.o.(fyne.DoubleTappable); ok && twice {
		x.DoubleTapped(&e)
		return true
	}
	if x, ok := t.o.(fyne.Tappable); ok {
		x.Tapped(&e)
	}
	return false
}

func (h *hands) mouse(t thing, p fyne.Position, button desktop.MouseButton, f func(desktop.Mouseable, *desktop.MouseEvent)) {
	if x, ok := t.o.(desktop.Mouseable); ok {
		f(x, &desktop.MouseEvent{PointEvent: pointed(t, p), Button: button})
	}
}

// unfocus takes the caret away from what was not clicked.
func (h *hands) unfocus(t thing, p fyne.Position) {
	focused := h.canvas().Focused()
	if focused == nil || any(t.o) == any(focused) {
		return
	}
	if _, over := under(h.canvas(), p, func(o fyne.CanvasObject) bool { return any(o) == any(focused) }); !over {
		h.canvas().Unfocus()
	}
}

// scroll turns the wheel.
func (h *hands) scroll(p fyne.Position, by float32) {
	t, ok := under(h.canvas(), p, func(o fyne.CanvasObject) bool { _, is := o.(fyne.Scrollable); return is })
	if ok {
		t.o.(fyne.Scrollable).Scrolled(&fyne.ScrollEvent{PointEvent: pointed(t, p), Scrolled: fyne.Delta{DY: by}})
	}
}

// drag drags from a place.
func (h *hands) drag(p fyne.Position, dx, dy float32) {
	t, ok := under(h.canvas(), p, func(o fyne.CanvasObject) bool { _, is := o.(fyne.Draggable); return is })
	if !ok {
		return
	}
	e := pointed(t, p.AddXY(dx, dy))
	h.mouse(t, p, desktop.MouseButtonPrimary, desktop.Mouseable.MouseDown)
	t.o.(fyne.Draggable).Dragged(&fyne.DragEvent{PointEvent: e, Dragged: fyne.Delta{DX: dx, DY: dy}})
	t.o.(fyne.Draggable).DragEnd()
}

// key presses a key.
func (h *hands) key(n fyne.KeyName) {
	e := &fyne.KeyEvent{Name: n}
	c := h.canvas()
	if x, ok := c.Focused().(desktop.Keyable); ok {
		x.KeyDown(e)
		defer func() {
			if y, ok := c.Focused().(desktop.Keyable); ok {
				y.KeyUp(e)
			}
		}()
	}
	if n == fyne.KeyTab {
		if x, ok := c.Focused().(fyne.Tabbable); !ok || !x.AcceptsTab() {
			c.FocusNext()
			return
		}
	}
	if f := c.Focused(); f != nil {
		f.TypedKey(e)
	} else if f := c.OnTypedKey(); f != nil {
		f(e)
	}
}

// write types words.
func (h *hands) write(s string) {
	for _, r := range s {
		c := h.canvas()
		if r < unicode.MaxASCII && r > ' ' {
			h.key(fyne.KeyName(string(unicode.ToUpper(r))))
		} else if r == ' ' {
			h.key(fyne.KeySpace)
		}
		if f := c.Focused(); f != nil {
			f.TypedRune(r)
		} else if f := c.OnTypedRune(); f != nil {
			f(r)
		}
	}
}

// ctrl presses a key with Ctrl: the menu hears it first, whatever lies over the
// window.
func (h *hands) ctrl(n fyne.KeyName) {
	s := shortcut(n)
	if m := h.win.MainMenu(); m != nil && fromMenu(m.Items, s) {
		return
	}
	if x, ok := h.canvas().Focused().(fyne.Shortcutable); ok {
		if d, can := x.(fyne.Disableable); can && d.Disabled() && n != fyne.KeyC {
			return
		}
		x.TypedShortcut(s)
		return
	}
	if x, ok := h.canvas().(fyne.Shortcutable); ok {
		x.TypedShortcut(s)
	}
}

func shortcut(n fyne.KeyName) fyne.Shortcut {
	board := fyne.CurrentApp().Clipboard()
	switch n {
	case fyne.KeyZ:
		return &fyne.ShortcutUndo{}
	case fyne.KeyY:
		return &fyne.ShortcutRedo{}
	case fyne.KeyV:
		return &fyne.ShortcutPaste{Clipboard: board}
	case fyne.KeyC:
		return &fyne.ShortcutCopy{Clipboard: board}
	case fyne.KeyX:
		return &fyne.ShortcutCut{Clipboard: board}
	case fyne.KeyA:
		return &fyne.ShortcutSelectAll{}
	}
	return &desktop.CustomShortcut{KeyName: n, Modifier: fyne.KeyModifierControl}
}

func fromMenu(menus []*fyne.Menu, s fyne.Shortcut) bool {
	for _, m := range menus {
		for _, it := range m.Items {
			if it.Shortcut != nil && it.Shortcut.ShortcutName() == s.ShortcutName() && it.Action != nil {
				it.Action()
				return true
			}
			if it.ChildMenu != nil && fromMenu([]*fyne.Menu{it.ChildMenu}, s) {
				return true
			}
		}
	}
	return false
}

// pick chooses a word of the menu; it tells whether there was one.
func (h *hands) pick(word string) bool {
	m := h.win.MainMenu()
	if m == nil || h.canvas().Overlays().Top() != nil {
		return false
	}
	for _, menu := range m.Items {
		for _, it := range menu.Items {
			if it.Label == word && it.Action != nil && !it.Disabled {
				it.Action()
				return true
			}
		}
	}
	return false
}

// answers runs f on the window's goroutine and tells whether that answered in
// time.
func answers(f func(), limit time.Duration) bool {
	done := make(chan struct{})
	fyne.Do(func() {
		f()
		close(done)
	})
	t := time.NewTimer(limit)
	defer t.Stop()
	select {
	case <-done:
		return true
	case <-t.C:
		return false
	}
}
