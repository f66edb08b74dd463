package monkey

import (
	"math/rand/v2"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// chooser says what is done next.
type chooser struct {
	r     *rand.Rand
	queue []Act // what was begun goes on
	still int   // acts in which the same overlay has been on top
	top   fyne.CanvasObject
}

var (
	keys = []fyne.KeyName{
		fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyEscape, fyne.KeyTab, fyne.KeyTab, fyne.KeyUp, fyne.KeyDown, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight,
		fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete, fyne.KeySpace, fyne.KeyEnter, fyne.KeyInsert,
		fyne.KeyF1, fyne.KeyF2, fyne.KeyF4, fyne.KeyF5, fyne.KeyF12, fyne.KeyPlus, fyne.KeyMinus, desktop.KeyMenu,
	}
	edits = []fyne.KeyName{fyne.KeyA, fyne.KeyC, fyne.KeyV, fyne.KeyX, fyne.KeyZ, fyne.KeyY, fyne.KeyReturn, fyne.KeyTab, fyne.KeyB, fyne.KeyW, fyne.KeyQ}
	rush  = []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyEscape, "Ctrl+D", "Ctrl+N", "Ctrl+S", "Ctrl+Up", "Ctrl+Down", "Ctrl+PageUp", "Ctrl+1", "Ctrl+2", "Ctrl+O", "Ctrl+K", fyne.KeyBackspace, fyne.KeyTab, typed + "字", typed + "1", typed + " "}
)

// next chooses an act; on the window's goroutine, for it asks the window.
func (c *chooser) next(w fyne.Window) Act {
	if len(c.queue) > 0 {
		a := c.queue[0]
		c.queue = c.queue[1:]
		return a
	}
	if top := w.Canvas().Overlays().Top(); top != c.top {
		c.top, c.still = top, 0
	} else if top != nil {
		c.still++
	}
	if c.top != nil && c.still >= 3 && c.r.IntN(6) == 0 {
		return Act{Do: doHear}
	}
	a := c.choose(w)
	switch a.Do {
	case doSize, doWait:
		return a
	case doTap, doTwice, doMenu, doKeys, doCtrl:
		if c.r.IntN(12) == 0 {
			a.Real = true
			return a
		}
	}
	a.Hasty = c.r.IntN(12) == 0
	return a
}

// choose chooses among what can be done, each by its share.
func (c *chooser) choose(w fyne.Window) Act {
	ways := []struct {
		share int
		act   func(fyne.Window) Act
	}{
		{c.asked(w), c.enter},
		{38, func(w fyne.Window) Act { return c.tap(w, doTap) }},
		{4, func(w fyne.Window) Act { return c.tap(w, doTwice) }},
		{3, func(w fyne.Window) Act { return c.tap(w, doMenu) }},
		{2, func(w fyne.Window) Act { return c.tap(w, pick(c.r, []string{doHover, doScroll, doDrag})) }},
		{8, c.write},
		{2, c.paste},
		{11, c.key},
		{6, c.burst},
		{8, c.shortcut},
		{4, c.word},
		{2, c.size},
		{1, func(fyne.Window) Act { return Act{Do: doWait, X: float32(200 + c.r.IntN(1200))} }},
		{11, c.fill},
	}
	all := 0
	for _, way := range ways {
		all += way.share
	}
	n := c.r.IntN(all)
	for _, way := range ways {
		if n -= way.share; n < 0 {
			return way.act(w)
		}
	}
	return c.key(w)
}

// asked is how much is done about a PIN that is asked for.
func (c *chooser) asked(w fyne.Window) int {
	for _, t := range things(w.Canvas(), false) {
		if secret(t.o) {
			return 45
		}
	}
	return 0
}

// enter types the PIN: on, to where there is more to see.
func (c *chooser) enter(fyne.Window) Act {
	c.queue = []Act{{Do: doKeys, Keys: []fyne.KeyName{fyne.KeyReturn}}}
	return Act{Do: doFill, Text: something(c.r)}
}

func (c *chooser) write(fyne.Window) Act {
	return Act{Do: doType, Text: something(c.r), Y: float32(c.r.IntN(10) / 9)}
}

func (c *chooser) key(fyne.Window) Act {
	return Act{Do: doKeys, Keys: []fyne.KeyName{pick(c.r, keys)}}
}

func (c *chooser) size(fyne.Window) Act {
	return Act{Do: doSize, X: float32(640 + c.r.IntN(726)), Y: float32(420 + c.r.IntN(340))}
}

// burst presses keys as fast as somebody who knows them by heart.
func (c *chooser) burst(fyne.Window) Act {
	a := Act{Do: doKeys}
	for range 2 + c.r.IntN(3) {
		a.Keys = append(a.Keys, pick(c.r, rush))
	}
	return a
}

func (c *chooser) paste(fyne.Window) Act {
	switch c.r.IntN(4) {
	case 0:
		return Act{Do: doPaste, Text: long()}
	case 1:
		return Act{Do: doPaste, Text: "4-1-801\t张伟\t13800138000\n4-1-802\t王芳\t13900139000\r\n"}
	}
	return Act{Do: doPaste, Text: something(c.r)}
}

// tap chooses one of the objects that can be clicked, and a place on it that can
// be reached.
func (c *chooser) tap(w fyne.Window, do string) Act {
	var can, chiefs []thing
	for _, t := range things(w.Canvas(), false) {
		if !fitsFor(do, t.o) || t.sight().empty() {
			continue
		}
		can = append(can, t)
		if chief(t.o) {
			chiefs = append(chiefs, t)
		}
	}
	if do == doTap && len(chiefs) > 0 && c.r.IntN(5) == 0 {
		can = chiefs
	}
	for range 20 {
		if len(can) == 0 {
			break
		}
		t := pick(c.r, can)
		a := on(do, t, 0.5, 0.5)
		if c.r.IntN(2) == 0 {
			a.X, a.Y = 0.05+0.9*c.r.Float32(), 0.05+0.9*c.r.Float32()
		}
		if _, _, ok := a.place(w.Canvas()); ok {
			return a
		}
	}
	return c.key(w)
}

func fitsFor(do string, o fyne.CanvasObject) bool {
	is := false
	switch do {
	case doTap:
		_, is = o.(fyne.Tappable)
		if f, ok := o.(fyne.Focusable); ok && !is {
			_, is = f.(desktop.Mouseable)
		}
	case doTwice:
		_, is = o.(fyne.DoubleTappable)
		if _, pressed := button(o); pressed {
			is = true
		}
	case doMenu:
		_, is = o.(fyne.SecondaryTappable)
		if _, tap := o.(fyne.Tappable); tap {
			is = true
		}
	case doHover:
		_, is = o.(desktop.Hoverable)
	case doScroll:
		_, is = o.(fyne.Scrollable)
	case doDrag:
		_, is = o.(fyne.Draggable)
	}
	return is
}

// shortcut is one of the menu's, or one that blanks know, or any.
func (c *chooser) shortcut(w fyne.Window) Act {
	known := edits
	if m := w.MainMenu(); m != nil && c.r.IntN(3) > 0 {
		known = nil
		for _, menu := range m.Items {
			for _, it := range menu.Items {
				if s, ok := it.Shortcut.(*desktop.CustomShortcut); ok {
					known = append(known, s.KeyName)
				}
			}
		}
	}
	return Act{Do: doCtrl, Keys: []fyne.KeyName{pick(c.r, known)}}
}

// word is a word of the menu that has no key.
func (c *chooser) word(w fyne.Window) Act {
	var plain []string
	if m := w.MainMenu(); m != nil {
		for _, menu := range m.Items {
			for _, it := range menu.Items {
				if it.Shortcut == nil && it.Action != nil && !it.IsSeparator && (!it.IsQuit || c.r.IntN(8) == 0) {
					plain = append(plain, it.Label)
				}
			}
		}
	}
	if len(plain) == 0 || w.Canvas().Overlays().Top() != nil {
		return c.tap(w, doTap)
	}
	return Act{Do: doWord, Text: pick(c.r, plain)}
}

// fill writes into one blank after the other, as somebody who wants to be done,
// and presses the chief button.
func (c *chooser) fill(w fyne.Window) Act {
	n := 1 + c.r.IntN(16)
	if w.Canvas().Focused() == nil || c.r.IntN(4) == 0 {
		c.queue = append(c.queue, Act{Do: doKeys, Keys: []fyne.KeyName{fyne.KeyTab}})
	}
	on := pick(c.r, []fyne.KeyName{fyne.KeyReturn, fyne.KeyTab})
	for range n {
		if c.r.IntN(10) > 0 {
			c.queue = append(c.queue, Act{Do: doFill, Text: something(c.r)})
		}
		c.queue = append(c.queue, Act{Do: doKeys, Keys: []fyne.KeyName{on}})
	}
	switch c.r.IntN(4) {
	case 0:
		c.queue = append(c.queue, Act{Do: doChief})
	case 1:
		c.queue = append(c.queue, Act{Do: doCtrl, Keys: []fyne.KeyName{fyne.KeyS}})
	case 2:
		c.queue = append(c.queue, Act{Do: doKeys, Keys: []fyne.KeyName{fyne.KeyReturn}})
	}
	return Act{Do: doFill, Text: something(c.r)}
}
