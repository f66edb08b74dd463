package monkey

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/paper"
	"frontdesk/store"
	"frontdesk/ui"
	"frontdesk/ui/printer"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

// How long the window may take to answer, and what it does beside to come to an
// end: half a year of a trial office takes its time on a busy machine.
const (
	patience = 25 * time.Second
	endless  = 3 * time.Minute
)

var errStill = errors.New("the window does not answer")

// order is what a child is told to do: a life of the program, from its start to
// its end.
type order struct {
	Seed   uint64
	Acts   int // how many at most
	Until  time.Time
	Replay []Act    // these instead of what comes to mind
	Known  []string // findings that are known: see Finding.Key
	Home   string   // where it lives, for what the program keeps names whole paths
	Folder string   // where the office is, as the PC remembers it; empty for what it remembers already
	Tell   bool     // what is shown after each act, too
	Draft  *draft   // what has to be there when the same person comes back
}

// draft is what was being written.
type draft struct {
	Path, Who, Book string
	Verb            forms.Verb
	Key, Words      string
	Age             time.Duration // for how long it has stood like this
}

// line is what a child tells: an act before it is done, or what came of it.
type line struct {
	Act     *Act     `json:",omitempty"`
	Finding *Finding `json:",omitempty"`
	Draft   *draft   `json:",omitempty"` // with each act: what is being written
	Path    string   `json:",omitempty"` // the ledger, once it is open
	Who     string   `json:",omitempty"` // somebody is on duty
	Note    string   `json:",omitempty"`
	State   string   `json:",omitempty"` // what is shown after an act
}

// stage is what stands on the screen: the first start, then the window.
type stage interface {
	Win() fyne.Window
	Busy() bool
}

// child lives one life of the program.
type child struct {
	order
	out    *json.Encoder
	hands  *hands
	stage  stage
	store  *store.Store
	window *ui.Window
	choose *chooser
	rows   int64 // of the ledger that were looked at
	last   look
	seen   []ui.Shown // since the window was last at rest
	words  string     // being written, and since when
	since  time.Time
	left   *draft       // was being written when the window was locked
	leftIn *store.Store // where: a trial that begins anew has no drafts
	most   int          // goroutines that are usual
	fatal  bool
}

// Child plays a life of the program, as its order says, and tells out what it
// does. It is called on the first goroutine of a process of its own.
func Child(order []byte, out io.Writer) error {
	c := &child{out: json.NewEncoder(out), hands: &hands{}}
	if err := json.Unmarshal(order, &c.order); err != nil {
		return err
	}
	c.choose = &chooser{r: rand.New(rand.NewPCG(c.Seed, 7))}
	log.SetOutput(tracer{os.Stderr})
	a := app.NewWithID(ui.AppID + ".monkey")
	if err := ui.Prepare(a); err != nil {
		return err
	}
	if err := c.open(a); err != nil {
		return err
	}
	go func() {
		c.play()
		fyne.Do(a.Quit)
	}()
	a.Run()
	if c.store != nil {
		return c.store.Close()
	}
	return nil
}

// open does what the program does when it starts; see ui.Run.
func (c *child) open(a fyne.App) error {
	opts := store.Options{Books: books.All(), Clock: time.Now}
	open := func(st *store.Store, dir store.Folder) {
		if !st.Office().Demo {
			ui.KeepFolder(a, dir)
		}
		w := ui.NewWindow(a, st, dir)
		w.HandTo(func(string) error { return nil })
		w.PrintWith(tray{})
		w.Follow(c.turn)
		w.Show()
		c.turn(w, st)
	}
	if c.Folder != "" {
		ui.KeepFolder(a, store.Folder(c.Folder))
	}
	dir, has := ui.FindFolder(a)
	if !has || dir.Begun() {
		first := ui.NewFirstStart(a, dir, opts, open)
		c.stage, c.hands.win = first, first.Win()
		first.Show()
		return nil
	}
	st, err := store.Open(dir.Ledger(), opts)
	if err != nil {
		c.finding(Finding{"the office does not open", "", err.Error()})
		return err
	}
	open(st, dir)
	return nil
}

// turn goes on with a window.
func (c *child) turn(w *ui.Window, st *store.Store) {
	c.window, c.store = w, st
	c.stage, c.hands.win, c.hands.over = w, w.Win(), nil
	c.rows, _, _ = st.Head(context.Background())
	c.tell(line{Path: st.Path()})
}

func (c *child) tell(l line) { _ = c.out.Encode(l) }

// finding tells of one that is new.
func (c *child) finding(f Finding) {
	for _, k := range c.Known {
		if k == f.Key() {
			return
		}
	}
	c.fatal = true
	c.tell(line{Finding: &f})
}

// play does one thing after the other until it has found something or is told to
// end.
func (c *child) play() {
	time.Sleep(300 * time.Millisecond)
	if !c.rest() {
		return
	}
	c.promised()
	for n := 0; !c.fatal; n++ {
		var a Act
		switch {
		case len(c.Replay) > 0 && n >= len(c.Replay), n >= c.Acts && c.Replay == nil, time.Now().After(c.Until):
			c.rest()
			c.check(Act{Do: "end"})
			return
		case len(c.Replay) > 0:
			a = c.Replay[n]
		default:
			if !answers(func() { a = c.choose.next(c.hands.win) }, patience) {
				c.hang(a)
				return
			}
			if n > 30 && c.choose.r.IntN(120) == 0 {
				a = Act{Do: doKill, Hasty: c.choose.r.IntN(2) == 0}
			}
		}
		c.act(a)
	}
}

func (c *child) hang(a Act) {
	c.finding(Finding{"the window does not answer", "", fmt.Sprintf("%s\n%s", a, stacks())})
}

// act does one thing, waits until the window is at rest, and looks.
func (c *child) act(a Act) {
	c.tell(line{Act: &a, Draft: c.writing()})
	c.shown()
	if !c.perform(a) {
		c.hang(a)
		return
	}
	c.shown()
	if a.Hasty || !c.rest() {
		return
	}
	c.check(a)
}

// perform does an act, and tells whether the window answered.
func (c *child) perform(a Act) bool {
	switch {
	case a.Do == doKill:
		if a.Hasty { // in the midst of what is being done
			c.answers(func() { c.hands.ctrl(fyne.KeyS) })
		}
		time.Sleep(time.Minute) // the other end kills it
	case a.Do == doWait:
		time.Sleep(time.Duration(a.X) * time.Millisecond)
	case a.Do == doHear:
		return c.hear()
	case a.Real:
		if err := c.hands.real(a); errors.Is(err, errStill) {
			return false
		} else if err != nil {
			c.tell(line{Note: err.Error()})
		}
	case a.Do == doKeys:
		return c.answers(func() { // what is shown before each key
			for _, k := range a.Keys {
				c.seen = append(c.seen, c.state())
				c.hands.keyOrCtrl(k)
			}
		})
	default:
		var err error
		ok := c.answers(func() { err = c.hands.perform(a) })
		if err != nil {
			c.tell(line{Note: err.Error()})
		}
		return ok
	}
	return true
}

func (c *child) answers(f func()) bool { return answers(f, patience) }

func (c *child) state() ui.Shown {
	if c.window == nil {
		return ui.Shown{}
	}
	return c.window.Shown()
}

func (c *child) shown() { c.answers(func() { c.seen = append(c.seen, c.state()) }) }

// tray is a printer that takes everything.
type tray struct{}

func (tray) List(context.Context) ([]printer.Printer, error) {
	return []printer.Printer{{Name: "前台打印机", Default: true}}, nil
}

func (tray) Print(context.Context, paper.Job, printer.Order) (string, error) { return "", nil }

func (tray) Margins(context.Context, string, paper.Size) (printer.Margins, bool) {
	return printer.Margins{}, false
}
