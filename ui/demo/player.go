package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/store/told"
	"frontdesk/ui/printer"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// clock is the told clock of the played day: it goes on by itself at each look, and is
// set forward from call to call.
type clock struct{ *told.Clock }

func newClock(now time.Time) *clock {
	c := told.At(now)
	c.Step = time.Millisecond
	return &clock{c}
}

// to sets the clock forward to a time of the day, such as 9:30.
func (c *clock) to(hhmm string) {
	t, err := time.ParseInLocation("2006-01-02 15:04", c.Now().In(forms.Beijing).Format(time.DateOnly)+" "+hhmm, forms.Beijing)
	if err == nil {
		c.Reach(t)
	}
}

// tomorrow sets the clock forward to a time of the next day.
func (c *clock) tomorrow(hhmm string) {
	c.Reach(forms.StartOfDay(c.Now()).AddDate(0, 0, 1))
	c.to(hhmm)
}

// player presses the keys of a real window and looks at it.
type player struct {
	win  fyne.Window
	busy func() bool
	out  string
	shot int
	err  error  // the first thing that went wrong; what follows is left out
	last []byte // the pixels of the last picture
}

// on runs f in the window's goroutine, unless something went wrong before.
func (p *player) on(f func()) {
	if p.err == nil {
		fyne.DoAndWait(f)
	}
}

// rest waits until the window has done what it was told.
func (p *player) rest() {
	for limit := time.Now().Add(20 * time.Second); p.err == nil; {
		time.Sleep(5 * time.Millisecond)
		if !p.busy() {
			break
		}
		if time.Now().After(limit) {
			p.err = errors.New("the window has not come to rest for twenty seconds")
		}
	}
	time.Sleep(20 * time.Millisecond)
}

// write types text into the blank that has the caret.
func (p *player) write(text string) {
	p.on(func() {
		f := p.win.Canvas().Focused()
		if f == nil {
			p.err = fmt.Errorf("no blank has the caret for %q", text)
			return
		}
		for _, r := range text {
			f.TypedRune(r)
		}
	})
}

// key presses keys one after the other.
func (p *player) key(names ...fyne.KeyName) {
	for _, n := range names {
		p.on(func() {
			key := &fyne.KeyEvent{Name: n}
			if f := p.win.Canvas().Focused(); f != nil {
				f.TypedKey(key)
			} else if f := p.win.Canvas().OnTypedKey(); f != nil {
				f(key)
			} else {
				p.err = fmt.Errorf("nothing takes the key %s", n)
			}
		})
	}
	p.rest()
}

// ctrl presses a shortcut of the main menu.
func (p *player) ctrl(n fyne.KeyName) {
	p.on(func() {
		for _, m := range p.win.MainMenu().Items {
			for _, it := range m.Items {
				if s, ok := it.Shortcut.(*desktop.CustomShortcut); ok && s.KeyName == n {
					it.Action()
					return
				}
			}
		}
		p.err = fmt.Errorf("the menu has no Ctrl+%s", n)
	})
	p.rest()
}

// drawnBy is how long a busy machine may take to draw the window.
const drawnBy = 3 * time.Second

// look leaves a picture of the screen, taken from outside the program: what a
// person sees. It needs ImageMagick's import. It is taken until it stays the same, and
// is not the one before: else what was done meanwhile is not drawn yet.
func (p *player) look(name string) {
	p.rest()
	if p.err != nil {
		return
	}
	p.shot++
	path := filepath.Join(p.out, fmt.Sprintf("%02d-%s.png", p.shot, name))
	var before []byte
	for limit := time.Now().Add(drawnBy); ; {
		time.Sleep(250 * time.Millisecond) // let it be drawn
		if out, err := exec.Command("import", "-window", "root", path).CombinedOutput(); err != nil {
			p.err = fmt.Errorf("take a picture of the screen: %w %s", err, out)
			return
		}
		now, err := pixels(path)
		if p.err = err; err != nil || bytes.Equal(now, before) && !bytes.Equal(now, p.last) || time.Now().After(limit) {
			p.last = now
			return
		}
		before = now
	}
}

// pixels are those of a picture, without the day on which it was taken.
func pixels(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // read only
	m, err := png.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	out := image.NewRGBA(m.Bounds())
	draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
	return out.Pix, nil
}

// screen is a window that fills a screen of 1366 × 768 points, in its units.
func screen(w fyne.Window) fyne.Size {
	s := w.Canvas().Scale()
	return fyne.NewSize(1366/s, 740/s)
}

// tray is the printer of the played day: it takes everything.
type tray struct{}

// List gives the one printer.
func (tray) List(context.Context) ([]printer.Printer, error) {
	return []printer.Printer{{Name: "前台打印机", Default: true}}, nil
}

// Print takes the pages.
func (tray) Print(context.Context, paper.Job, printer.Order) (string, error) { return "", nil }

// Margins are as small as the forms want them.
func (tray) Margins(context.Context, string, paper.Size) (printer.Margins, bool) {
	return printer.Margins{}, false
}
