package ui

import (
	"os"
	"path/filepath"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/store"
	"frontdesk/ui/printer"
	"frontdesk/ui/sticks"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// FirstStart asks for what an office begins with, and founds its book; or
// opens a trial office, or a folder that already has a book. Opened is called
// once, with the open book, before the window closes.
type FirstStart struct {
	d      *desk
	opts   store.Options
	opened func(*store.Store, store.Folder)

	folder, name, shifts *lineEntry
	people               []*newcomerRow
	wrong                *widget.Label
	near                 map[*lineEntry]*widget.Label // what is wrong at a blank, under it
	found                *keyButton
	half                 *store.Begun // founded but for its envelope; nil before and after
}

// newcomerRow is one of the first three people.
type newcomerRow struct {
	role       forms.Role
	name       *lineEntry
	pin, again *lineEntry
}

// NewFirstStart shows the questions in a window.
func NewFirstStart(a fyne.App, suggested store.Folder, opts store.Options, opened func(*store.Store, store.Folder)) *FirstStart {
	s := &FirstStart{opts: opts, opened: opened, wrong: widget.NewLabel("")}
	s.d = &desk{
		app: a, win: a.NewWindow(lang.L("Front Desk Record Book")), back: fyne.Do, status: widget.NewLabel(""),
		printer: printer.New(), sticks: sticks.Roots, give: opener(a),
	}
	s.d.win.Canvas().SetOnTypedKey(s.d.typed)
	s.wrong.Importance = widget.DangerImportance
	s.wrong.Wrapping = fyne.TextWrapWord
	s.folder, s.name, s.shifts = newLineEntry(), newLineEntry(), newLineEntry()
	s.folder.SetText(string(suggested))
	s.name.PlaceHolder = lang.L("printed at the head of every page, e.g. 和谐花园管理处")
	s.shifts.SetText("早班 8:00-16:00，中班 16:00-24:00，夜班 0:00-8:00")
	items := []*widget.FormItem{
		hinted(lang.L("Office"), s.name, ""),
		hinted(lang.L("Shifts"), s.shifts, lang.L("name, from - to; parted by commas")),
		hinted(lang.L("Folder"), s.browsed(), lang.L("book, exports, archives and backups stand in it together; beside the program it can be carried on a stick")),
	}
	for _, r := range []forms.Role{forms.Manager, forms.Supervisor, forms.Clerk} {
		p := &newcomerRow{role: r, name: newLineEntry(), pin: newPINEntry(), again: newPINEntry()}
		p.name.PlaceHolder = lang.L("name")
		p.again.PlaceHolder = lang.L("PIN once more")
		s.people = append(s.people, p)
		items = append(items, widget.NewFormItem(string(r), container.NewGridWithColumns(3, p.name, p.pin, p.again)))
	}
	s.ask(items)
	s.found = newMainButton(lang.L("Begin the book"), s.begin)
	trial := newKeyButton(lang.L("Only try it (trial office, invented data)"), s.Trial)
	have := newKeyButton(lang.L("There is a book in this folder already: open it"), s.open)
	title := canvas.NewText(lang.L("Front Desk Record Book"), theme.Color(theme.ColorNameForeground))
	title.TextSize, title.TextStyle.Bold = 26, true
	intro := firstLabel(lang.L("Before the first entry the program has to know the office and who signs. PINs are 4 to 12 digits; each person types only their own."))
	s.d.win.SetContent(container.NewPadded(container.NewVScroll(container.NewVBox(
		container.NewPadded(title), intro, widget.NewForm(items...), s.wrong,
		container.NewHBox(s.found, trial, have, newKeyButton(lang.L("Restore from a backup…"), s.restore)),
	))))
	s.d.win.SetOnClosed(s.leave)
	s.d.win.Resize(fyne.NewSize(1000, 640))
	return s
}

// browsed is the folder's line, with a button that has it chosen.
func (s *FirstStart) browsed() fyne.CanvasObject {
	return container.NewBorder(nil, nil, nil, newKeyButton(lang.L("Browse…"), func() {
		s.d.pick(pick{title: lang.L("Choose the folder of the book"), at: strings.TrimSpace(s.folder.Text), folder: true}, s.folder.SetText)
	}), s.folder)
}

func hinted(label string, w fyne.CanvasObject, hint string) *widget.FormItem {
	it := widget.NewFormItem(label, w)
	it.HintText = hint
	return it
}

// Show opens the window.
func (s *FirstStart) Show() {
	s.d.win.Show()
	s.d.win.Canvas().Focus(s.name)
	s.goOn()
}

// Win is the toolkit's window, for those who play through it.
func (s *FirstStart) Win() fyne.Window { return s.d.win }

// TrialOffice is an office with invented people, all with the PIN 1234, and an
// empty book: for those who play through the window. Who tries the program is
// given one that has lived: see Trial.
func TrialOffice() store.Founding {
	shifts, _ := forms.ParseShifts("早班 8:00-16:00，中班 16:00-24:00，夜班 0:00-8:00")
	f := store.Founding{Settings: forms.Settings{Office: forms.Office{Name: "和谐花园管理处（演示）", Shifts: shifts, Rules: books.Rules(), Demo: true}}}
	for _, p := range []struct {
		name string
		role forms.Role
	}{{"王芳", forms.Clerk}, {"李敏", forms.Clerk}, {"陈建国", forms.Supervisor}, {"赵卫东", forms.Manager}} {
		f.People = append(f.People, store.Newcomer{Name: p.name, Role: p.role, PIN: "1234"})
	}
	return f
}

func (s *FirstStart) open() {
	dir, ok := s.named()
	if !ok || s.d.busy.Load() > 0 { // something else is being done already
		return
	}
	if dir.Begun() {
		s.goOn()
		return
	}
	st, err := store.Open(dir.Ledger(), s.opts)
	s.done(st, dir, err)
}

func (s *FirstStart) done(st *store.Store, dir store.Folder, err error) {
	s.found.Enable()
	if err != nil {
		s.wrong.SetText(sentence(err))
		return
	}
	s.opened(st, dir)
	s.d.win.Close()
}

// FindFolder is where the office's book was last, or should be: beside the
// program when there is one (or it may be carried), else where the program
// remembers it.
func FindFolder(a fyne.App) (dir store.Folder, has bool) {
	if exe, err := os.Executable(); err == nil {
		beside := store.Folder(filepath.Join(filepath.Dir(exe), "台账"))
		if beside.Has() || beside.Begun() {
			return beside, true
		}
	}
	if kept := a.Preferences().String("folder"); kept != "" {
		return store.Folder(kept), true
	}
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	usual := store.Folder(filepath.Join(home, "物业前台台账"))
	return usual, usual.Has() || usual.Begun() // what was remembered may have been lost with the power
}

// KeepFolder remembers where the office's book is.
func KeepFolder(a fyne.App, dir store.Folder) { a.Preferences().SetString("folder", string(dir)) }
