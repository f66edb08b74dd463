package monkey

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
)

// real does an act through the screen's own events, so that the toolkit's driver
// has its part in it. It is used outside of the window's goroutine.
func (h *hands) real(a Act) error {
	switch a.Do {
	case doKeys, doCtrl:
		for _, k := range a.Keys {
			if w, ok := strings.CutPrefix(string(k), typed); ok {
				if err := xdo("type", w); err != nil {
					return err
				}
				continue
			}
			if err := xdo(append([]string{"key", "--clearmodifiers"}, keysym(a.Do, k))...); err != nil {
				return err
			}
		}
		time.Sleep(80 * time.Millisecond)
		return nil
	}
	var p fyne.Position
	var ok bool
	var scale float32
	if !answers(func() { p, _, ok = a.place(h.canvas()); scale = h.canvas().Scale() }, patience) {
		return errStill
	}
	if !ok {
		return fmt.Errorf("cannot be reached: %s", a)
	}
	x, y, err := origin()
	if err != nil {
		return err
	}
	at := []string{"mousemove", strconv.Itoa(x + int(p.X*scale)), strconv.Itoa(y + int(p.Y*scale)), "sleep", "0.06"}
	click := map[string][]string{doTap: {"click", "1"}, doTwice: {"click", "--repeat", "2", "--delay", "60", "1"}, doMenu: {"click", "3"}}[a.Do]
	if err := xdo(append(at, click...)...); err != nil {
		return err
	}
	time.Sleep(400 * time.Millisecond) // a click may wait whether it becomes a double one
	return nil
}

func xdo(args ...string) error {
	if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("xdotool %v: %w %s", args, err, out)
	}
	return nil
}

// origin is where the window stands on the screen.
func origin() (x, y int, err error) {
	ids, err := exec.Command("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(os.Getpid())).Output()
	if err != nil {
		return 0, 0, fmt.Errorf("the window is not on the screen: %w", err)
	}
	lines := strings.Fields(string(ids))
	out, err := exec.Command("xdotool", "getwindowgeometry", "--shell", lines[len(lines)-1]).Output()
	if err != nil {
		return 0, 0, err
	}
	for _, l := range bytes.Fields(out) {
		if v, ok := strings.CutPrefix(string(l), "X="); ok {
			x, _ = strconv.Atoi(v)
		}
		if v, ok := strings.CutPrefix(string(l), "Y="); ok {
			y, _ = strconv.Atoi(v)
		}
	}
	return x, y, nil
}

// keysym names a key as the screen does.
func keysym(do string, k fyne.KeyName) string {
	names := map[fyne.KeyName]string{
		fyne.KeyPageUp: "Prior", fyne.KeyPageDown: "Next", fyne.KeySpace: "space", fyne.KeyEqual: "equal", fyne.KeyMinus: "minus", fyne.KeyComma: "comma",
		fyne.KeyPlus: "plus",
	}
	n, ctrl := strings.CutPrefix(string(k), "Ctrl+")
	sym, ok := names[fyne.KeyName(n)]
	switch {
	case ok:
	case len(n) == 1:
		sym = strings.ToLower(n)
	default:
		sym = n
	}
	if ctrl || do == doCtrl {
		return "ctrl+" + sym
	}
	return sym
}
