package monkey

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Act is one thing that the monkey does, so that it can be done again.
type Act struct {
	Do    string         `json:"do"`
	Path  string         `json:"path,omitempty"` // way to the object, from its tree
	Kind  string         `json:"kind,omitempty"` // its type
	Name  string         `json:"name,omitempty"` // what is written on it
	X     float32        `json:"x,omitempty"`    // place on it, in parts of what is seen of it; a size, a way
	Y     float32        `json:"y,omitempty"`
	Text  string         `json:"text,omitempty"`
	Keys  []fyne.KeyName `json:"keys,omitempty"`
	Real  bool           `json:"real,omitempty"`  // through the system's own events
	Hasty bool           `json:"hasty,omitempty"` // what follows does not wait for it
}

// What the monkey does.
const (
	doTap    = "tap"
	doTwice  = "double tap"
	doMenu   = "right click"
	doHover  = "hover"
	doScroll = "scroll"
	doDrag   = "drag"
	doChief  = "tap the chief button"
	doType   = "type"
	doFill   = "fill" // types into what is empty, and the PIN where one is asked for
	doPaste  = "paste"
	doKeys   = "keys" // in one go: nothing is waited for between them
	doCtrl   = "ctrl"
	doWord   = "word of the menu"
	doSize   = "size"
	doWait   = "wait"
	doHear   = "escape and enter" // the overlay has to hear one of them
	doKill   = "kill"
)

// String says it in a line.
func (a Act) String() string {
	b, _ := json.Marshal(a)
	s := string(b)
	if r := []rune(s); len(r) > 300 {
		s = string(r[:300]) + "…"
	}
	return s
}

func on(do string, t thing, x, y float32) Act {
	return Act{Do: do, Path: t.path, Kind: t.kind(), Name: name(t.o), X: x, Y: y}
}

// find finds the object of an act again: the way there with the same words on
// it, else another one of its kind with the same words.
func (a Act) find(c fyne.Canvas) (thing, bool) {
	var same, way thing
	for _, t := range things(c, false) {
		if t.kind() != a.Kind {
			continue
		}
		named := name(t.o) == a.Name
		switch {
		case named && t.path == a.Path:
			return t, true
		case named && same.o == nil && a.Name != "":
			same = t
		case t.path == a.Path && way.o == nil:
			way = t
		}
	}
	if same.o != nil {
		return same, true
	}
	return way, way.o != nil
}

// place is where the act meets its object, and whether a person could reach it
// there.
func (a Act) place(c fyne.Canvas) (fyne.Position, thing, bool) {
	t, ok := a.find(c)
	if !ok {
		return fyne.Position{}, t, false
	}
	s := t.sight()
	if s.empty() {
		return fyne.Position{}, t, false
	}
	p := fyne.NewPos(s.x0+(s.x1-s.x0)*a.X, s.y0+(s.y1-s.y0)*a.Y)
	top, found := under(c, p, pressable)
	return p, t, !pressable(t.o) || found && top.o == t.o
}

// perform does an act on the window's goroutine.
func (h *hands) perform(a Act) error {
	switch a.Do {
	case doTap, doTwice, doMenu, doHover, doScroll, doDrag:
		p, _, ok := a.place(h.canvas())
		if !ok {
			return fmt.Errorf("cannot be reached: %s", a)
		}
		h.mouseAct(a, p)
	case doChief:
		return h.chief()
	case doType:
		if secret(h.canvas().Focused()) && a.Y == 0 {
			a.Text = pin // a wrong one bars the way for long
		}
		h.write(a.Text)
	case doFill:
		h.fill(a.Text)
	case doPaste:
		fyne.CurrentApp().Clipboard().SetContent(a.Text)
		h.ctrl(fyne.KeyV)
	case doKeys:
		for _, k := range a.Keys {
			h.keyOrCtrl(k)
		}
	case doCtrl:
		for _, k := range a.Keys {
			h.ctrl(k)
		}
	case doWord:
		h.pick(a.Text)
	case doSize:
		h.win.Resize(fyne.NewSize(a.X, a.Y))
	}
	return nil
}

// chief presses the button that what stands on top is for.
func (h *hands) chief() error {
	for _, t := range things(h.canvas(), false) {
		if _, ok := t.o.(fyne.Tappable); !ok || !chief(t.o) {
			continue
		}
		a := on(doTap, t, 0.5, 0.5)
		if p, _, ok := a.place(h.canvas()); ok {
			h.mouseAct(a, p)
			return nil
		}
	}
	return errors.New("there is no chief button")
}

// fill types into a blank that is empty; where a PIN is asked for, the PIN.
func (h *hands) fill(words string) {
	focused := h.canvas().Focused()
	if secret(focused) {
		h.ctrl(fyne.KeyA)
		h.write(pin)
		return
	}
	if f := field(focused, "Text"); f.IsValid() && f.Kind() == reflect.String && f.String() != "" {
		return
	}
	h.write(words)
}

// typed is how a burst of keys names words that are typed in it.
const typed = "Type "

// keyOrCtrl presses a key; one that is written "Ctrl+D" with Ctrl.
func (h *hands) keyOrCtrl(k fyne.KeyName) {
	if s, ok := strings.CutPrefix(string(k), typed); ok {
		h.write(s)
		return
	}
	if n, ok := strings.CutPrefix(string(k), "Ctrl+"); ok {
		h.ctrl(fyne.KeyName(n))
		return
	}
	h.key(k)
}

func (h *hands) mouseAct(a Act, p fyne.Position) {
	switch a.Do {
	case doTap:
		h.press(p, desktop.MouseButtonPrimary, false)
	case doTwice:
		h.press(p, desktop.MouseButtonPrimary, true)
	case doMenu:
		h.press(p, desktop.MouseButtonSecondary, false)
	case doHover:
		h.point(p)
	case doScroll:
		h.scroll(p, 25-50*a.X)
	case doDrag:
		h.drag(p, 60-120*a.Y, 60-120*a.X)
	}
}
