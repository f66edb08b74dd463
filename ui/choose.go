package ui

import (
	"context"
	"log"
	"path/filepath"
	"time"

	"frontdesk/forms"
	"frontdesk/ui/filedialog"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"fyne.io/fyne/v2/lang"
)

// pick says what a file or folder is chosen for.
type pick struct {
	title  string   // of the dialog
	ends   []string // endings such as ".xlsx"; none for any file
	at     string   // folder where the choice begins; empty for the desktop or the last one
	folder bool     // a folder is chosen, not a file
}

// choosing is how files and folders are chosen at this desk.
type choosing struct {
	system filedialog.System // nil where only our own dialog will do
	last   map[string]string // folder that was chosen from last, by the dialog's title
	asking bool              // the system's dialog stands
	who    forms.Person      // for whom
	cancel func()            // takes it away
}

// choosing is made when something is chosen for the first time.
func (d *desk) choosing() *choosing {
	if d.files == nil {
		d.files = &choosing{system: filedialog.New(), last: map[string]string{}}
	}
	return d.files
}

// ChooseWith lets files be chosen with another dialog than the system's; nil is
// for our own. It is for those who play through the window.
func (w *Window) ChooseWith(s filedialog.System) { w.choosing().system = s }

// pick has a file or folder chosen, with the system's own dialog where there is
// one. It is called on the window's goroutine; so is then, but not when nothing
// was chosen.
func (d *desk) pick(p pick, then func(path string)) {
	c, who := d.choosing(), d.who
	if c.asking {
		d.say(lang.L("Please choose in the window that the system has opened."))
		return
	}
	if p.at == "" {
		p.at = c.last[p.title]
	}
	chosen := func(path string) {
		c.last[p.title] = filepath.Dir(path)
		if p.folder {
			c.last[p.title] = path
		}
		d.touch()
		if d.who == who { // else the window was locked meanwhile
			then(path)
		}
	}
	if c.system == nil {
		newChooser(d, p, chosen).show()
		return
	}
	d.askSystem(p, chosen)
}

// chooses takes the system's dialog away that somebody else has left open.
func (d *desk) chooses(who forms.Person) {
	if c := d.files; c != nil && c.asking && c.who != who {
		c.cancel()
	}
}

// askSystem shows the system's dialog, and over the window that it waits for
// it. Where the system cannot, or when it is told to, our own comes instead.
func (d *desk) askSystem(p pick, chosen func(string)) {
	c := d.choosing()
	c.asking = true
	ctx, cancel := context.WithCancel(context.Background())
	c.who, c.cancel = d.who, cancel
	own := false
	hide := d.waitForSystem(p.title, cancel, func() {
		own = true
		cancel()
	})
	a := filedialog.Ask{Title: p.title, Ends: p.ends, Folder: p.folder, Owner: native(d.win)}
	var path string
	var err error
	d.async(func() {
		a.At = filedialog.Nearest(p.at)
		path, err = c.system.Choose(ctx, a)
	}, func() {
		cancel()
		hide()
		c.asking = false
		switch {
		case err != nil:
			log.Printf("the system's file dialog: %v", err)
			c.system = nil
			newChooser(d, p, chosen).show()
		case path != "":
			chosen(path)
		case own:
			newChooser(d, p, chosen).show()
		}
	})
}

// waitForSystem says, when it takes longer than a moment, that the system's
// dialog is waited for: nothing is to be done in the window meanwhile. It gives
// what takes the words away.
func (d *desk) waitForSystem(title string, cancel, own func()) (hide func()) {
	no := newKeyButton(lang.L("Cancel (Esc)"), cancel)
	here := newKeyButton(lang.L("No window to be seen? Choose here"), own)
	m := d.modal(title, firstLabel(lang.L("Please choose in the window that the system has opened.")), no, here)
	m.yes = nil // Enter is the other window's
	m.Resize(fyne.NewSize(480, 160))
	over, owner := false, d.owner()
	timer := time.AfterFunc(400*time.Millisecond, func() {
		d.back(d.actingFor(owner, func() {
			if !over {
				m.Show()
				m.focus(no)
			}
		}))
	})
	return func() {
		timer.Stop()
		over = true
		m.Hide()
	}
}

// native is the system's number of a window, so that its dialog stands over it;
// 0 where it has none that a dialog could be given.
func native(w fyne.Window) uintptr {
	n, ok := w.(driver.NativeWindow)
	if !ok {
		return 0
	}
	var out uintptr
	n.RunNative(func(x any) {
		switch x := x.(type) {
		case driver.WindowsWindowContext:
			out = x.HWND
		case driver.X11WindowContext:
			out = x.WindowHandle
		}
	})
	return out
}
