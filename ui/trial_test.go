package ui

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/duty"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// tester presses 先试用 on the first start, on a folder.
type tester struct {
	t      *testing.T
	first  *FirstStart
	back   chan func()
	opened *store.Store
}

func newTester(t *testing.T, dir store.Folder) *tester {
	t.Helper()
	a := test.NewTempApp(t)
	if err := Prepare(a); err != nil {
		t.Fatal(err)
	}
	x := &tester{t: t, back: make(chan func(), 1000)}
	clock := ticking(time.Date(2026, 11, 23, 10, 20, 0, 0, forms.Beijing))
	x.first = NewFirstStart(a, dir, store.Options{Books: books.All(), Clock: clock.Now}, func(st *store.Store, _ store.Folder) { x.opened = st })
	x.first.d.back = func(f func()) { x.back <- f }
	t.Cleanup(func() {
		if x.opened != nil {
			_ = x.opened.Close()
		}
	})
	return x
}

// press tries, and waits until it is over.
func (x *tester) press(do func()) {
	x.t.Helper()
	do()
	for limit := time.After(3 * time.Minute); x.first.d.busy.Load() > 0; {
		select {
		case f := <-x.back:
			f()
		case <-limit:
			x.t.Fatal("the trial does not open")
		}
	}
}

// matters counts what stands in the trial's log.
func (x *tester) matters() int {
	x.t.Helper()
	if x.opened == nil {
		x.t.Fatalf("no trial was opened: %q", x.first.wrong.Text)
	}
	l, err := x.opened.List(store.Filter{Book: "duty"})
	if err != nil {
		x.t.Fatal(err)
	}
	return l.Count()
}

// Who tries the program comes into an office that has lived; who tries it once
// more goes on; and a trial that cannot be opened is begun again, if one agrees.
func TestTheTrialIsLivedIn(t *testing.T) {
	dir := store.Folder(t.TempDir())
	x := newTester(t, dir)
	x.press(x.first.Trial)
	n := x.matters()
	if n < 600 || !x.opened.Office().Demo {
		t.Fatalf("%d matters, trial %v", n, x.opened.Office().Demo)
	}
	if dir.Has() {
		t.Error("the office's own book was made")
	}
	if _, err := x.opened.Append(context.Background(), store.Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, By: x.opened.Staff()[0], Deed: &duty.Line{
		Happened: x.opened.Now(), Way: duty.ByPhone, Room: "3-2-501", Kind: forms.Repair, Text: "厨房水管漏水",
	}}); err != nil {
		t.Fatal(err)
	}

	again := newTester(t, dir)
	again.press(again.first.Trial)
	if again.opened != nil || !strings.Contains(again.first.wrong.Text, "另一个窗口") {
		t.Errorf("while it is open elsewhere: %q", again.first.wrong.Text)
	}
	if err := x.opened.Close(); err != nil {
		t.Fatal(err)
	}
	again.press(again.first.Trial)
	if got := again.matters(); got != n+1 {
		t.Errorf("it goes on with %d matters, there were %d", got, n+1)
	}
	if err := again.opened.Close(); err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(dir.Demo(), []byte("spoilt"), 0o600); err != nil {
		t.Fatal(err)
	}
	last := newTester(t, dir)
	last.press(last.first.Trial)
	if last.opened != nil {
		t.Fatal("a spoilt trial was opened")
	}
	last.press(func() { last.first.d.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) })
	if got := last.matters(); got < 600 {
		t.Errorf("begun again with %d matters", got)
	}
}

// Where no trial can be made, the first start says why, and stays.
func TestNoPlaceForATrial(t *testing.T) {
	file := t.TempDir() + "/台账"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	x := newTester(t, store.Folder(file))
	x.press(x.first.Trial)
	if x.opened != nil || !strings.Contains(x.first.wrong.Text, "不能建立文件夹") {
		t.Errorf("%q", x.first.wrong.Text)
	}
}

// wordsIn are the words of all labels and buttons of a part of the window.
func wordsIn(o fyne.CanvasObject) (words string, buttons map[string]*keyButton) {
	buttons = map[string]*keyButton{}
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *fyne.Container:
			for _, c := range x.Objects {
				walk(c)
			}
		case *container.Scroll:
			walk(x.Content)
		case *widget.Label:
			words += x.Text + "\n"
		case *keyButton:
			words += x.Text + "\n"
			buttons[x.Text] = x
		}
	}
	walk(o)
	return words, buttons
}

// The lock of a trial says how one comes in, and begins the trial again in the
// same window; an office's own lock says nothing of it.
func TestTheTrialIsBegunAgain(t *testing.T) {
	k := newClerk(t)
	words, buttons := wordsIn(k.w.lock.root)
	if !strings.Contains(words, "PIN 都是 1234") || !strings.Contains(words, "王芳") || buttons["重新开始试用"] == nil {
		t.Fatalf("the lock says %q", words)
	}
	var next *Window
	k.w.next = func(w *Window) {
		next = w
		t.Cleanup(func() { _ = w.store.Close() })
	}
	k.on(buttons["重新开始试用"].OnTapped)
	k.on(func() { k.w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) })
	if next != nil {
		t.Fatal("begun again without a yes")
	}
	k.on(buttons["重新开始试用"].OnTapped)
	k.w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	for limit := time.After(3 * time.Minute); next == nil; {
		select {
		case f := <-k.back:
			f()
		case <-limit:
			t.Fatal("the trial is not begun again")
		}
	}
	if next.win != k.w.win || next.win.Content() != next.lock.root {
		t.Error("the new trial is not locked in the same window")
	}
	k.w = next
	k.rest()
	k.write("1234")
	k.key(fyne.KeyReturn)
	if next.who.Name == "" || len(next.today.agenda.Todos) < 8 || next.store.Path() != k.dir.Demo() {
		t.Errorf("%q is on duty in %s with %d things to do", next.who.Name, next.store.Path(), len(next.today.agenda.Todos))
	}

	with := TrialOffice()
	with.Settings.Demo = false
	st, _, err := store.Found(context.Background(), store.Folder(t.TempDir()), with, store.Options{Books: books.All(), Clock: k.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	own := newWindow(k.w.app, st, "", func(func()) {})
	if words, buttons := wordsIn(own.lock.root); strings.Contains(words, "1234") || buttons["重新开始试用"] != nil {
		t.Errorf("an office's own lock says %q", words)
	}
	for _, f := range own.stop {
		f()
	}
}
