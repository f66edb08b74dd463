package ui

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/canvas"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/duty"
	"frontdesk/forms/paper"
	"frontdesk/store"
	"frontdesk/store/told"
	"frontdesk/ui/printer"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// ticking is a clock that goes on a millisecond at each look.
func ticking(now time.Time) *told.Clock {
	c := told.At(now)
	c.Step = time.Millisecond
	return c
}

// clerk sits at a window on a trial office with an empty book.
type clerk struct {
	t     *testing.T
	w     *Window
	clock *told.Clock
	st    *store.Store
	dir   store.Folder
	back  chan func() // what comes back to the window's goroutine: the test's

	strokes int // keys pressed so far
	tray    *tray
}

// tray is the printers of a test's office: it keeps what was printed.
type tray struct {
	jobs   []paper.Job
	orders []printer.Order
	none   error // instead of any printer
	fail   error
	note   string
	edge   printer.Margins
}

func (t *tray) List(context.Context) ([]printer.Printer, error) {
	return []printer.Printer{{Name: "库房"}, {Name: "前台", Default: true}}, t.none
}

func (t *tray) Print(_ context.Context, job paper.Job, o printer.Order) (string, error) {
	if t.fail == nil {
		t.jobs, t.orders = append(t.jobs, job), append(t.orders, o)
	}
	return t.note, t.fail
}

func (t *tray) Margins(context.Context, string, paper.Size) (printer.Margins, bool) {
	return t.edge, t.edge != printer.Margins{}
}

// prints presses Ctrl+P and takes what is proposed; it gives the words of the
// printed pages.
func (k *clerk) prints() string {
	k.t.Helper()
	k.ctrl(fyne.KeyP)
	k.key(fyne.KeyReturn)
	if len(k.tray.jobs) == 0 {
		k.t.Fatal("nothing was printed")
	}
	return wordsOf(k.tray.jobs[len(k.tray.jobs)-1])
}

func wordsOf(job paper.Job) string {
	out := ""
	for _, p := range job.Pages {
		for _, b := range p.Boxes {
			out += b.Text() + "\n"
		}
	}
	return out
}

func newClerk(t *testing.T) *clerk {
	t.Helper()
	return newClerkOf(t, TrialOffice())
}

// newClerkOf sits at a window on a new office.
func newClerkOf(t *testing.T, with store.Founding) *clerk {
	t.Helper()
	a := test.NewTempApp(t)
	if err := Prepare(a); err != nil {
		t.Fatal(err)
	}
	k := &clerk{t: t, clock: ticking(time.Date(2026, 11, 23, 9, 0, 0, 0, forms.Beijing)), dir: store.Folder(t.TempDir()), back: make(chan func(), 100)}
	st, _, err := store.Found(context.Background(), k.dir, with, store.Options{Books: books.All(), Clock: k.clock.Now, AskAhead: true})
	if err != nil {
		t.Fatal(err)
	}
	k.st = st
	k.w = newWindow(a, st, k.dir, func(f func()) { k.back <- f })
	k.tray = &tray{}
	k.w.PrintWith(k.tray)
	k.w.ChooseWith(nil)
	k.w.win.Resize(fyne.NewSize(1366, 740))
	t.Cleanup(func() {
		k.rest()
		for _, f := range k.w.stop {
			f()
		}
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return k
}

// rest waits until the window has done what it was told.
func (k *clerk) rest() {
	k.t.Helper()
	for limit := time.After(20 * time.Second); ; {
		select {
		case f := <-k.back:
			f()
		case <-time.After(2 * time.Millisecond):
			if !k.w.Busy() && len(k.back) == 0 {
				return
			}
		case <-limit:
			k.t.Fatal("the window does not come to rest")
		}
	}
}

func (k *clerk) on(f func()) {
	k.t.Helper()
	f()
	k.rest()
}

func (k *clerk) write(s string) {
	k.t.Helper()
	k.on(func() {
		f := k.w.win.Canvas().Focused()
		if f == nil {
			k.t.Fatalf("nothing has the caret for %q", s)
		}
		test.Type(f, s)
		k.strokes += len([]rune(s))
	})
}

func (k *clerk) key(names ...fyne.KeyName) {
	k.t.Helper()
	for _, n := range names {
		k.on(func() {
			k.strokes++
			key := &fyne.KeyEvent{Name: n}
			if f := k.w.win.Canvas().Focused(); f != nil {
				f.TypedKey(key)
			} else {
				k.w.win.Canvas().OnTypedKey()(key)
			}
		})
	}
}

func (k *clerk) tab() {
	k.strokes++
	k.on(func() { k.w.win.Canvas().FocusNext() })
}

func (k *clerk) ctrl(n fyne.KeyName) {
	k.t.Helper()
	for _, m := range k.w.win.MainMenu().Items {
		for _, it := range m.Items {
			if s, ok := it.Shortcut.(*desktop.CustomShortcut); ok && s.KeyName == n {
				k.strokes++
				k.on(it.Action)
				return
			}
		}
	}
	k.t.Fatalf("the menu has no Ctrl+%s", n)
}

func (k *clerk) menu(word string) {
	k.t.Helper()
	for _, m := range k.w.win.MainMenu().Items {
		for _, it := range m.Items {
			if it.Label == word {
				k.on(it.Action)
				return
			}
		}
	}
	k.t.Fatalf("the menu has no %q", word)
}

// onDuty puts the person that is chosen on the lock screen on duty.
func (k *clerk) onDuty() {
	k.t.Helper()
	k.write("1234")
	k.key(fyne.KeyReturn)
	if k.w.who.ID == "" {
		k.t.Fatal("nobody is on duty")
	}
}

// comes puts a person on duty by name, through the lock.
func (k *clerk) comes(name string) {
	k.t.Helper()
	k.on(func() { k.w.lock.choose(personNamed(k.st, name).ID) })
	k.onDuty()
	if k.w.who.Name != name {
		k.t.Fatalf("on duty is %s", k.w.who.Name)
	}
}

// everyOf lists what stands in the window and over it of one kind of widget.
func everyOf[T fyne.CanvasObject](k *clerk) []T {
	var out []T
	roots := append([]fyne.CanvasObject{k.w.win.Content()}, k.w.win.Canvas().Overlays().List()...)
	for _, root := range roots {
		for _, o := range test.LaidOutObjects(root) {
			if x, ok := o.(T); ok {
				out = append(out, x)
			}
		}
	}
	return out
}

// shows tells whether words stand in the window or over it.
func (k *clerk) shows(words string) bool {
	for _, o := range everyOf[fyne.CanvasObject](k) {
		switch x := o.(type) {
		case *canvas.Text:
			if strings.Contains(x.Text, words) {
				return true
			}
		case *widget.Label:
			if strings.Contains(x.Text, words) {
				return true
			}
		}
	}
	return false
}

// waitsUntil waits for the window, which something still keeps busy.
func (k *clerk) waitsUntil(what string, is func() bool) {
	k.t.Helper()
	for limit := time.After(5 * time.Second); !is(); {
		select {
		case f := <-k.back:
			f()
		case <-limit:
			k.t.Fatal(what)
		}
	}
}

// found is a button that begins with a word, what lies over the window first; nil
// for none.
func (k *clerk) found(word string) *keyButton {
	all := everyOf[*keyButton](k)
	slices.Reverse(all)
	at := slices.IndexFunc(all, func(b *keyButton) bool { return b.Text == word })
	if at < 0 {
		at = slices.IndexFunc(all, func(b *keyButton) bool { return word != "" && strings.HasPrefix(b.Text, word) })
	}
	if at < 0 {
		return nil
	}
	return all[at]
}

// button presses it.
func (k *clerk) button(word string) {
	k.t.Helper()
	b := k.found(word)
	if b == nil {
		k.t.Fatalf("there is no button %q", word)
	}
	k.on(b.OnTapped)
}

// shut takes away whatever lies over the window.
func (k *clerk) shut() {
	for k.w.top() != nil {
		k.w.top().Hide()
	}
	for o := k.w.win.Canvas().Overlays().Top(); o != nil; o = k.w.win.Canvas().Overlays().Top() {
		k.w.win.Canvas().Overlays().Remove(o) // menus
	}
}

// filled has a matter on the slip of the log, typed and not saved yet.
func (k *clerk) filled(kind forms.Kind, text string) *duty.Line {
	k.t.Helper()
	slip := k.w.book().slip
	l := slip.deed.(*duty.Line)
	l.Happened, l.Way, l.Room, l.Name, l.Phone, l.As, l.Kind, l.Text, l.ReadBack = k.clock.Now(), duty.ByPhone, "3-2-501", "张伟", "13800000000", forms.Owner, kind, text, true
	k.on(func() { slip.form.Reread(); slip.changed() })
	return l
}
