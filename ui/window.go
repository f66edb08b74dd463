package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"frontdesk/assets"
	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/store"
	"frontdesk/ui/printer"
	"frontdesk/ui/sticks"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Prepare sets the look and the words of the window; once for an app.
func Prepare(a fyne.App) error {
	(&looks{a}).apply()
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon()))
	return speakChinese()
}

// Window is the program's window on an open book.
type Window struct {
	*desk
	main     fyne.CanvasObject
	lock     *lockScreen
	today    *todayTab
	urgent   *urgentBar
	people   *residentsTab
	settings *settingsTab
	finder   *palette // the last one that was opened
	tabs     *tabRow
	name     *keyButton
	clock    *widget.Label
	due      *keyButton // says quietly what should be done first
	stop     []func()
	keeper   *keeper
	renewing bool          // another trial office is being made
	mended   bool          // that the file was mended is told
	next     func(*Window) // is told of the window that follows this one; may be nil
}

// NewWindow shows an open book in a window. The window begins locked: who is
// on duty says so with a PIN.
func NewWindow(a fyne.App, st *store.Store, folder store.Folder) *Window {
	w := newWindow(a, st, folder, fyne.Do)
	w.sticks = sticks.Roots
	return w
}

func newWindow(a fyne.App, st *store.Store, folder store.Folder, back func(func())) *Window {
	win := a.NewWindow("")
	win.SetMaster()
	win.SetPadded(false)
	win.Resize(windowSize(a))
	return newWindowIn(win, a, st, folder, back)
}

// newWindowIn shows a book in a window of the toolkit that may have shown
// another one before.
func newWindowIn(win fyne.Window, a fyne.App, st *store.Store, folder store.Folder, back func(func())) *Window {
	title := st.Office().Name + " — " + lang.L("Front Desk Record Book")
	if st.Office().Demo {
		title += lang.L(" — TRIAL, all data invented")
	}
	win.SetTitle(title)
	w := &Window{desk: &desk{app: a, win: win, store: st, folder: folder, back: back, status: widget.NewLabel(""), touched: time.Now()}}
	w.give, w.printer = opener(a), printer.New()
	w.residents, w.offers = store.OpenResidents(st), newOffers()
	w.keeper = newKeeper(w.desk, func() {
		if w.main != nil {
			w.today.stale = true
			w.remind()
		}
	})
	win.Canvas().SetOnTypedKey(w.typed)
	w.lock = newLockScreen(w.desk, w.enter, w.trialFoot()...)
	w.win.SetCloseIntercept(w.close)
	var one sync.Mutex // who sees last also tells last
	w.stop = append(w.stop, st.Watch(func(changes []store.Change) {
		one.Lock()
		defer one.Unlock()
		for _, c := range changes {
			w.offers.learn(context.Background(), st, c.Ref)
		}
		var now *sight
		if was := w.seen.Load(); was != nil {
			now = was.again()
		}
		w.back(func() {
			w.seen.Store(now)
			if w.main != nil {
				w.today.stale = true
				w.reload()
				w.onTick()
			}
		})
	}))
	w.Lock()
	return w
}

// buildOnce builds what stands behind the lock when it opens for the first time:
// until then nobody waits for it.
func (w *Window) buildOnce() {
	if w.main != nil {
		return
	}
	w.today = newTodayTab(w.desk, w.beginOrResume, w.pastKeeping)
	w.today.copies, w.today.days, w.today.told = w.backups, w.calendar, w.reminded
	w.today.seen = func() bool { return w.tabs.at == 0 }
	tabs := []tab{{name: lang.L("Today"), key: fyne.KeyJ, root: w.today.pages, shown: w.today.draw, loose: w.today.key, chosen: func() forms.Ref { return w.today.chosen().Ref }}}
	for i, b := range books.All() {
		t := newBookTab(w.desk, b)
		var key fyne.KeyName
		if i < 9 { // there are no more digits; the others are turned to, or found
			key = fyne.KeyName(rune('1' + i))
		}
		tabs = append(tabs, tab{name: b.Name, key: key, root: t.root, book: t, shown: t.shown, save: t.slip.save, loose: t.loose})
	}
	w.people, w.urgent = newResidentsTab(w.desk), newUrgentBar(w.desk)
	w.settings = newSettingsTab(w.desk, &looks{w.app},
		newKeyButton(lang.L("Add a person"), w.addPerson), newKeyButton(lang.L("Somebody leaves"), w.removePerson), newKeyButton(lang.L("Name a deputy"), w.nameDeputy), newKeyButton(lang.L("End a deputy's time"), w.endDeputy), newKeyButton(lang.L("Give somebody a new PIN"), w.resetPIN))
	w.settings.copies = func() fyne.CanvasObject {
		return w.keeper.page(w.backup, w.restore, w.settings.shown)
	}
	tabs = append(tabs, tab{name: lang.L("Residents"), key: fyne.KeyR, root: w.people.root},
		tab{name: lang.L("Settings"), key: fyne.KeyComma, root: w.settings.root, shown: w.settings.shown, save: w.settings.save, loose: w.settings.loose})
	w.tabs = newTabRow(w.win, 1, tabs...)
	w.tabs.chosen = w.turned
	w.desk.open, w.desk.relieve = w.open, w.enter
	w.win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		switch {
		case w.who.ID == "" || len(files) == 0 || w.covered():
		case strings.EqualFold(filepath.Ext(files[0].Path()), ".zip"):
			w.holdArchive(files[0].Path())
		default:
			w.TakeResidents(files[0].Path())
		}
	})
	w.async(func() { _ = w.residents.Wait(context.Background()) }, w.people.reload)
	w.main = w.build()
	w.tick()
}

// TakeResidents reads a list of residents and shows the preview.
func (w *Window) TakeResidents(path string) {
	w.choose(w.people.root)
	w.people.readList(path)
}

// AgreeToResidents takes in the list that the preview shows.
func (w *Window) AgreeToResidents() {
	if w.people.preview != nil {
		w.people.preview.importList()
	}
}

// backups shows the page of the settings that is about backups.
func (w *Window) backups() {
	w.choose(w.settings.root)
	w.settings.choose(len(forms.Sections()) + 2)
}

// calendar shows the days off in the settings, where the notice of a year is pasted.
func (w *Window) calendar() {
	w.choose(w.settings.root)
	w.settings.choose(slices.IndexFunc(forms.Sections(), func(s forms.Section) bool { return s.Name == forms.Days }))
}

// Show opens the window. What lists need of a long book is read once the lock
// screen stands, and what the reading took is given back.
func (w *Window) Show() {
	w.win.Show()
	w.warm()
}

// warm reads what is asked for first.
func (w *Window) warm() {
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
func (w *Window) HandTo(f func(path string) error) { w.give = f }

// PrintWith lets pages be printed elsewhere than on the system's printers, for
// those who play through the window.
func (w *Window) PrintWith(s printer.System) { w.printer = s }

// Busy tells whether something is being done off the window's goroutine.
func (w *Window) Busy() bool { return w.busy.Load() > 0 }

// Win is the toolkit's window, for those who play through it.
func (w *Window) Win() fyne.Window { return w.win }

func (w *Window) build() fyne.CanvasObject {
	w.clock = widget.NewLabel("")
	w.name = newMainButton("", w.Lock)
	head := container.NewHBox()
	if w.store.Office().Demo {
		mark := widget.NewLabel(lang.L("TRIAL · invented data"))
		mark.TextStyle.Bold, mark.Importance = true, widget.DangerImportance
		head.Add(mark)
	}
	w.due = newKeyButton("", nil)
	w.due.Importance = widget.WarningImportance
	w.due.Hide()
	due := container.NewStack(w.due) // the button itself hides where nothing is due
	bar := container.NewPadded(newBar(head, w.tabs.buttons, container.NewHBox(due, w.clock, w.name), w.clock, due))
	w.status.Truncation = fyne.TextTruncateEllipsis
	main := container.NewBorder(container.NewVBox(bar, w.urgent.root), w.keeper.bar, nil, nil, w.tabs.content)
	w.urgent.grown = main.Refresh
	w.urgent.others = func() float32 {
		return bar.MinSize().Height + w.keeper.bar.MinSize().Height + w.tabs.content.MinSize().Height + 3*theme.Padding()
	}
	return main
}

// enter puts a person on duty and shows what stood on the window.
func (w *Window) enter(p forms.Person) {
	w.buildOnce()
	w.who = p
	if w.acting.ID != "" {
		w.acting = p // who relieves somebody goes on in the same breath
	}
	w.app.Preferences().SetString(lastOnDuty, p.ID)
	w.touch()
	w.today.stale = true
	w.onTick()
	w.urgent.reload()
	w.desk.loose = w.looseKey
	w.name.SetText(lang.L("On duty: {{.Name}} · {{.Role}}  (Ctrl+L)", map[string]any{"Name": p.Name, "Role": string(p.Role)}))
	w.show(w.main)
	w.win.SetMainMenu(w.menu())
	for _, t := range w.tabs.books() {
		t.stale = true
	}
	at := w.tabs.tabs[w.tabs.at]
	if at.book != nil {
		at.book.bar.greet = true
	}
	if at.shown != nil {
		at.shown() // whoever comes back finds the slip as it was left
	}
	w.unpark(p)
	if words := w.store.Mended().Words(); words != "" && !w.mended {
		w.mended = true
		w.notice(lang.L("The record book was mended"), words, nil)
	}
}

// show puts something else into the window. What had the caret loses it first: a
// caret that is out of sight would go on blinking, and cost a core a quarter of
// its time.
func (w *Window) show(o fyne.CanvasObject) {
	w.blur()
	w.win.SetContent(o)
}

// book is the book that is shown; the first one beside it, where the tab is
// none.
func (w *Window) book() *bookTab {
	if t := w.tabs.tabs[w.tabs.at].book; t != nil {
		return t
	}
	return w.tabs.books()[0]
}

// choose shows the tab of a page.
func (w *Window) choose(root fyne.CanvasObject) {
	for i, t := range w.tabs.tabs {
		if t.root == root {
			w.tabs.choose(i)
		}
	}
}

// reload shows what stands in the books now: of those that are not looked at,
// when somebody turns to them.
func (w *Window) reload() {
	w.urgent.reload()
	for _, t := range w.tabs.books() {
		if t != w.tabs.tabs[w.tabs.at].book {
			t.stale = true
			continue
		}
		t.reload()
	}
}

// turned is called when another tab is shown.
func (w *Window) turned(before int) {
	if t := w.tabs.tabs[before].book; t != nil {
		t.keepDraft()
	}
	if w.who.ID == "" {
		return
	}
	w.status.SetText("")
	w.onTick()
	w.win.SetMainMenu(w.menu())
	w.blur()
	if f := w.tabs.tabs[w.tabs.at].shown; f != nil {
		f()
	}
}

// open shows an entry on the tab of its book.
func (w *Window) open(ref forms.Ref) {
	if i := w.tabs.of(ref.Book); i >= 0 {
		w.tabs.choose(i)
		w.tabs.tabs[i].book.find(ref)
	}
}

// looseKey is a key pressed while nothing has the caret: it goes through what is
// read, and does what the chosen entry asks for next.
func (w *Window) looseKey(k *fyne.KeyEvent) {
	if w.who.ID == "" {
		return
	}
	w.touch()
	if f := w.tabs.tabs[w.tabs.at].loose; f != nil {
		f(k.Name)
	}
}

// tick lets the clock go on until the window closes.
func (w *Window) tick() {
	ctx, cancel := context.WithCancel(context.Background())
	w.stop = append(w.stop, cancel)
	w.onTick()
	go func() {
		t := time.NewTicker(10 * time.Second)
		defer t.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-t.C:
				w.back(w.onTick)
			}
		}
	}()
}

// onTick renews the clock and locks the window when nobody has used it for as
// long as the office's rule says.
func (w *Window) onTick() {
	if now := w.store.Now().Format("01-02 15:04"); w.clock.Text != now {
		w.clock.SetText(now)
		st := w.store
		w.async(func() { _ = st.Nightly(context.Background()) }, func() {}) // whoever writes next hears of it
		w.reload()                                                          // what was in time a minute ago may be late now
	}
	w.keeper.pass()
	w.remind()
	w.lockWhenIdle()
}

// remind says what is to be done first, where nobody is disturbed by it: the
// shift to be handed over (S0/6), else what is late, else what is due as a whole,
// such as a month to be planned (S3 3.1 4.1.1).
func (w *Window) remind() {
	if w.who.ID != "" {
		w.today.renew()
	}
}

// reminded says what the agenda says now.
func (w *Window) reminded() {
	now := w.store.Now()
	name, late := w.tabs.tabs[0].name, w.today.agenda.Late(now)
	if n := len(w.today.agenda.Todos); n > 0 {
		name += fmt.Sprintf(" %d", n)
	}
	w.tabs.rename(0, name, late > 0)
	words, do := w.before(w.context())
	if words == "" {
		words, do = w.first(now)
	}
	w.due.OnTapped = do
	if words == "" {
		conceal(w.due)
		return
	}
	if w.due.Text != words {
		w.due.SetText(words)
	}
	w.due.Show()
}

// before is what a book says before all else, and what to do about it.
func (w *Window) before(c forms.Context) (string, func()) {
	for _, t := range w.tabs.books() {
		if t.book.Remind == nil {
			continue
		}
		if words := t.book.Remind(c); words != "" {
			return words, func() { w.beginOrResume(t.book.Key) }
		}
	}
	return "", nil
}

// first is what of the agenda is said over the tabs, and what to do about it.
func (w *Window) first(now time.Time) (string, func()) {
	for _, t := range w.today.agenda.Todos {
		switch {
		case t.Late(now) && t.Ref.No > 0:
			return lang.L("LATE: {{.What}}", map[string]any{"What": strings.TrimSpace(t.Ref.String() + " " + t.Words)}), func() { w.open(t.Ref) }
		case t.Ref.No == 0 && t.Do == "":
			return t.Words, func() { w.beginOrResume(t.Book) }
		}
	}
	return "", nil
}

// beginOrResume begins a sheet of a book, or goes on with the one that was begun: whose next
// step goes along with its making. What else is asked of a sheet is another matter.
func (w *Window) beginOrResume(key string) {
	i := w.tabs.of(key)
	w.tabs.choose(i)
	t := w.tabs.tabs[i].book
	if t.slip.form == nil && t.slip.record != nil && t.slip.record.Brief().Open {
		if steps := t.slip.record.Steps(w.context()); len(steps) > 0 && steps[0].Next && steps[0].Along {
			t.next()
			return
		}
	}
	t.slip.newLine()
}

func (w *Window) keepDrafts() {
	if w.tabs == nil {
		return
	}
	for _, t := range w.tabs.books() {
		t.keepDraft()
	}
}

func (w *Window) close() {
	w.leave()
	w.win.Close()
}

// leave keeps what was being written, and stops everything that goes on by
// itself.
func (w *Window) leave() {
	w.keepDrafts()
	w.who, w.acting = forms.Person{}, forms.Person{}
	keepSize(w.app, w.win.Canvas().Size())
	for _, f := range w.stop {
		f()
	}
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
