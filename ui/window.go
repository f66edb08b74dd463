package ui

import (
	"context"
	"net/url"
	"runtime/debug"
	"time"

	"frontdesk/assets"
	"frontdesk/forms"
	"frontdesk/store"
	look "frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Prepare sets the look and the words of the window; once for an app.
func Prepare(a fyne.App) error {
	a.Settings().SetTheme(look.New().Always(theme.VariantLight))
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon()))
	return speakChinese()
}

// Window is the program's window on an open book.
type Window struct {
	*desk
	main   fyne.CanvasObject
	lock   *lockScreen
	books  []*bookTab
	people *residentsTab
	tabs   *tabRow
	name   *widget.Button
	clock  *canvas.Text
	due    *widget.Button // says quietly that a shift can be handed over
	stop   []func()
}

// NewWindow shows an open book in a window. The window begins locked: who is
// on duty says so with a PIN.
func NewWindow(a fyne.App, st *store.Store, folder store.Folder) *Window {
	return newWindow(a, st, folder, fyne.Do)
}

func newWindow(a fyne.App, st *store.Store, folder store.Folder, back func(func())) *Window {
	title := st.Office().Name + " — " + lang.L("Front Desk Record Book")
	if st.Office().Demo {
		title += lang.L(" — TRIAL, all data invented")
	}
	w := &Window{desk: &desk{app: a, win: a.NewWindow(title), store: st, folder: folder, back: back, status: widget.NewLabel(""), touched: time.Now()}}
	w.openURL = a.OpenURL
	w.residents, w.offers = store.OpenResidents(st), newOffers()
	w.win.SetMaster()
	w.win.SetPadded(false)
	w.lock = newLockScreen(w.desk, w.enter)
	w.win.Resize(windowSize(a))
	w.win.SetCloseIntercept(w.close)
	w.stop = append(w.stop, st.Watch(func(changes []store.Change) {
		for _, c := range changes {
			w.offers.learn(context.Background(), st, c.Ref)
		}
		w.back(func() {
			w.seen = nil
			if w.main != nil {
				w.reload()
				w.passing()
			}
		})
	}))
	w.Lock()
	return w
}

// furnish builds what stands behind the lock when it opens for the first time:
// until then nobody waits for it.
func (w *Window) furnish() {
	if w.main != nil {
		return
	}
	var tabs []tab
	for _, b := range forms.Books() {
		t := newBookTab(w.desk, b)
		w.books = append(w.books, t)
		tabs = append(tabs, tab{b.Name, t.root})
	}
	w.people = newResidentsTab(w.desk)
	w.tabs = newTabRow(append(tabs, tab{lang.L("Residents"), w.people.root})...)
	w.tabs.chosen = w.turned
	w.desk.open, w.desk.relieve = w.open, w.enter
	w.win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		if w.who.ID != "" && len(files) > 0 {
			w.TakeResidents(files[0].Path())
		}
	})
	w.async(func() { _ = w.residents.Wait(context.Background()) }, w.people.reload)
	w.daily()
	w.win.Canvas().SetOnTypedKey(w.loose)
	w.main = w.build()
	w.tick()
}

// TakeResidents reads a list of residents and shows the preview.
func (w *Window) TakeResidents(path string) {
	w.tabs.choose(len(w.books))
	w.people.take(path)
}

// AgreeToResidents takes in the list that the preview shows.
func (w *Window) AgreeToResidents() {
	if w.people.preview != nil {
		w.people.preview.takeIn()
	}
}

// daily copies the book once a day, quietly; that it failed is said, for a
// copy is what the office falls back on.
func (w *Window) daily() {
	var err error
	w.async(func() { _, err = w.store.BackupDaily(context.Background(), w.folder.Backups()) }, func() {
		if err != nil {
			w.say(lang.L("Today's backup failed: ") + sentence(err))
		}
	})
}

// Show opens the window. What lists need of a long book is read once the lock
// screen stands, and what the reading took is given back.
func (w *Window) Show() {
	w.win.Show()
	time.AfterFunc(time.Second, func() {
		w.store.Warm()
		w.offers.remember(context.Background(), w.store)
		debug.FreeOSMemory()
	})
}

// toFront shows the window over others, for a second start of the program.
func (w *Window) toFront() {
	w.win.Show()
	w.win.RequestFocus()
}

// Turn shows an entry on the tab of its book.
func (w *Window) Turn(ref forms.Ref) { w.open(ref) }

// HandTo lets f be given the files that would be opened in other programs, for
// those who play through the window.
func (w *Window) HandTo(f func(*url.URL) error) { w.openURL = f }

// Busy tells whether something is being done off the window's goroutine.
func (w *Window) Busy() bool { return w.busy.Load() > 0 }

// Win is the toolkit's window, for those who play through it.
func (w *Window) Win() fyne.Window { return w.win }

func (w *Window) build() fyne.CanvasObject {
	w.clock = canvas.NewText("", theme.Color(theme.ColorNameForeground))
	w.clock.TextSize = 16
	w.name = widget.NewButton("", w.Lock)
	w.name.Importance = widget.HighImportance
	head := container.NewHBox()
	if w.store.Office().Demo {
		mark := canvas.NewText(lang.L("TRIAL · invented data"), theme.Color(theme.ColorNameError))
		mark.TextStyle.Bold, mark.TextSize = true, 16
		head.Add(container.NewCenter(mark))
	}
	head.Add(w.tabs.buttons)
	w.due = widget.NewButton("", nil)
	w.due.Importance = widget.WarningImportance
	w.due.Hide()
	bar := container.NewPadded(container.NewBorder(nil, nil, head, container.NewHBox(w.due, container.NewCenter(w.clock), w.name), nil))
	w.status.Truncation = fyne.TextTruncateEllipsis
	return container.NewBorder(bar, w.status, nil, nil, w.tabs.content)
}

// enter puts a person on duty and shows what stood on the window.
func (w *Window) enter(p forms.Person) {
	w.furnish()
	w.who = p
	w.touch()
	w.passing()
	w.name.SetText(lang.L("On duty: {{.Name}} · {{.Role}}  (Ctrl+L)", map[string]any{"Name": p.Name, "Role": string(p.Role)}))
	w.win.SetContent(w.main)
	w.win.SetMainMenu(w.menu())
	for i, t := range w.books {
		if i != w.tabs.at {
			t.stale = true
			continue
		}
		t.arrive()
	}
}

// book is the book that is shown; the first one beside it, where the tab is
// none.
func (w *Window) book() *bookTab {
	if w.tabs.at < len(w.books) {
		return w.books[w.tabs.at]
	}
	return w.books[0]
}

// reload shows what stands in the books now: of those that are not looked at,
// when somebody turns to them.
func (w *Window) reload() {
	for i, t := range w.books {
		if i != w.tabs.at {
			t.stale = true
			continue
		}
		t.reload()
	}
}

// turned is called when another tab is shown.
func (w *Window) turned(before int) {
	if before < len(w.books) {
		w.books[before].keepDraft()
	}
	if w.who.ID == "" {
		return
	}
	w.win.SetMainMenu(w.menu())
	if w.tabs.at < len(w.books) {
		w.book().shown()
	}
}

// open shows an entry on the tab of its book.
func (w *Window) open(ref forms.Ref) {
	for i, t := range w.books {
		if t.book.Key == ref.Book {
			w.tabs.choose(i)
			t.find(ref)
		}
	}
}

// loose is a key pressed while no blank has the caret: it goes through what is
// read, and does what the chosen entry asks for next.
func (w *Window) loose(k *fyne.KeyEvent) {
	if w.who.ID == "" || w.tabs.at >= len(w.books) || w.win.Canvas().Overlays().Top() != nil {
		return
	}
	w.touch()
	t := w.book()
	switch k.Name {
	case fyne.KeyEscape:
		t.bar.clear()
	case fyne.KeyUp:
		t.step(-1)
	case fyne.KeyDown:
		t.step(1)
	case fyne.KeyPageUp:
		t.turn(-1)
	case fyne.KeyPageDown:
		t.turn(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		t.slip.next()
	}
}

// Lock hides the book until somebody comes on duty again. What was being
// written stays.
func (w *Window) Lock() {
	last := w.who
	w.keepDrafts()
	w.who = forms.Person{}
	w.win.SetMainMenu(nil)
	w.win.SetContent(w.lock.root)
	w.lock.show(last)
}

// tick lets the clock go on until the window closes.
func (w *Window) tick() {
	ctx, cancel := context.WithCancel(context.Background())
	w.stop = append(w.stop, cancel)
	w.passing()
	go func() {
		t := time.NewTicker(10 * time.Second)
		defer t.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-t.C:
				w.back(w.passing)
			}
		}
	}()
}

// passing renews the clock and locks the window when nobody has used it for as
// long as the office's rule says.
func (w *Window) passing() {
	w.clock.Text = w.store.Now().Format("01-02 15:04")
	w.clock.Refresh()
	w.remind()
	idle := time.Duration(w.store.Office().Rules.IdleLock) * time.Minute
	if w.who.ID != "" && idle > 0 && time.Since(w.touched) > idle {
		w.Lock()
	}
}

// remind says what can be done now, where nobody is disturbed by it: a shift to
// be handed over (S0/6), a month to be planned (S3 3.1 4.1.1).
func (w *Window) remind() {
	words, key := "", ""
	if w.who.ID != "" {
		c := w.context()
		words, key = forms.HandoverDue(c), forms.HandoverBook().Key
		if words == "" {
			words, key = forms.RosterDue(c), forms.RosterBook().Key
		}
	}
	if words == w.due.Text {
		return
	}
	w.due.SetText(words)
	w.due.OnTapped = func() { w.attend(key) }
	if words == "" {
		w.due.Hide()
		return
	}
	w.due.Show()
}

// attend begins a sheet of a book, or goes on with the one that was begun.
func (w *Window) attend(key string) {
	for i, t := range w.books {
		if t.book.Key != key {
			continue
		}
		w.tabs.choose(i)
		if t.slip.form == nil && t.slip.record != nil && len(t.slip.record.Steps(w.context())) > 0 && t.slip.record.Brief().Open {
			if first := t.slip.record.Steps(w.context())[0]; first.Next && first.Sign != forms.Supervisor {
				t.slip.next()
				return
			}
		}
		t.slip.newLine()
	}
}

func (w *Window) keepDrafts() {
	for _, t := range w.books {
		t.keepDraft()
	}
}

func (w *Window) close() {
	w.keepDrafts()
	keepSize(w.app, w.win.Canvas().Size())
	for _, f := range w.stop {
		f()
	}
	w.win.Close()
}

// windowSize is the size the window had last, or one that suits most screens.
func windowSize(a fyne.App) fyne.Size {
	p := a.Preferences()
	return fyne.NewSize(float32(p.FloatWithFallback("width", 1280)), float32(p.FloatWithFallback("height", 700)))
}

func keepSize(a fyne.App, s fyne.Size) {
	a.Preferences().SetFloat("width", float64(s.Width))
	a.Preferences().SetFloat("height", float64(s.Height))
}
