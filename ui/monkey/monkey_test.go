package monkey

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/duty"
	"frontdesk/store"
	"frontdesk/ui"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

func TestOnlyWordsThatNobodyTypedAreForeign(t *testing.T) {
	for text, want := range map[string]string{
		"(Select one)":              "Select",
		"没有做成：database is locked":   "database",
		"保存 (Ctrl+S)":               "",
		"文件编号：R02-WKF07　版次：A/0":     "",
		"校验码：29-A532119589B8":       "",
		"DB89B3BC59C8":              "",
		"XSFDY-Q9ZLP-RGLUT-PZB4E":   "",
		"已导出：/tmp/home/desk/a.xlsx": "",
		"查找：qzx ZXQ wjk":            "",
		"B 座 1 层":                   "",
	} {
		if got := foreign(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestShrinkingLeavesWhatIsNeeded(t *testing.T) {
	var acts []Act
	for i := range 200 {
		acts = append(acts, Act{Do: doWait, X: float32(i)})
	}
	needs := func(xs ...float32) func([]Act) bool {
		return func(acts []Act) bool {
			at := 0
			for _, a := range acts {
				if at < len(xs) && a.X == xs[at] {
					at++
				}
			}
			return at == len(xs)
		}
	}
	for _, xs := range [][]float32{{199}, {3, 77, 198}, {0}, {100, 101}} {
		got := shrink(acts, needs(xs...), time.Now().Add(time.Minute))
		if len(got) != len(xs) || !needs(xs...)(got) {
			t.Errorf("%v: %v", xs, got)
		}
	}
}

// window is a window in memory that the monkey can be tried on.
func window(t *testing.T, o fyne.CanvasObject) fyne.Window {
	t.Helper()
	test.NewTempApp(t)
	w := test.NewTempWindow(t, o)
	w.Resize(fyne.NewSize(600, 400))
	return w
}

func keysOf(found []Finding) []string {
	out := []string{}
	for _, f := range found {
		out = append(out, f.Key())
	}
	return out
}

func TestTheScreenIsHeldAgainstTheRules(t *testing.T) {
	for _, c := range []struct {
		name string
		make func() (fyne.CanvasObject, func(fyne.Window))
		want string
	}{
		{"Chinese is fine", func() (fyne.CanvasObject, func(fyne.Window)) {
			return widget.NewLabel("好"), func(fyne.Window) {}
		}, ""},
		{"English on a button", func() (fyne.CanvasObject, func(fyne.Window)) {
			return widget.NewButton("Home", nil), func(fyne.Window) {}
		}, "a word that is not Chinese: Home"},
		{"English in an empty blank", func() (fyne.CanvasObject, func(fyne.Window)) {
			e := widget.NewEntry()
			e.SetPlaceHolder("Your name")
			return e, func(fyne.Window) {}
		}, "a word that is not Chinese: Your"},
		{"the caret in what went away", func() (fyne.CanvasObject, func(fyne.Window)) {
			e := widget.NewEntry()
			return container.NewVBox(e), func(w fyne.Window) {
				w.Canvas().Focus(e)
				e.Hidden = true
			}
		}, "the caret: *widget.Entry"},
		{"the same dialog twice", func() (fyne.CanvasObject, func(fyne.Window)) {
			return widget.NewLabel("好"), func(w fyne.Window) {
				for range 2 {
					widget.NewModalPopUp(widget.NewLabel("导出完成"), w.Canvas()).Show()
				}
			}
		}, "a dialog lies on itself: 导出完成"},
	} {
		o, then := c.make()
		w := window(t, o)
		w.SetTitle("台账")
		then(w)
		if got := strings.Join(keysOf(looking(w, ui.Shown{}).screen()), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWhatIsCoveredCannotBePressed(t *testing.T) {
	pressed := 0
	b := widget.NewButton("登记", func() { pressed++ })
	w := window(t, b)
	h := &hands{win: w}
	var at thing
	for _, x := range things(w.Canvas(), false) {
		if x.o == b {
			at = x
		}
	}
	tap := on(doTap, at, 0.5, 0.5)
	if err := h.perform(tap); err != nil || pressed != 1 {
		t.Fatalf("not pressed: %v", err)
	}
	widget.NewModalPopUp(widget.NewLabel("先看这里"), w.Canvas()).Show()
	if err := h.perform(tap); err == nil || pressed != 1 {
		t.Error("a button under a dialog was pressed")
	}
}

func TestAnActFindsItsObjectAgain(t *testing.T) {
	b := widget.NewButton("派单", nil)
	w := window(t, container.NewVBox(widget.NewLabel("一"), b))
	var a Act
	for _, x := range things(w.Canvas(), false) {
		if x.o == b {
			a = on(doTap, x, 0.5, 0.5)
		}
	}
	w.SetContent(container.NewVBox(widget.NewLabel("一"), widget.NewButton("跟进", nil), b))
	if x, ok := a.find(w.Canvas()); !ok || x.o != b {
		t.Errorf("found %v", x.o)
	}
}

// theatre is a stage without a program.
type theatre struct{ w fyne.Window }

func (s theatre) Win() fyne.Window { return s.w }
func (s theatre) Busy() bool       { return false }

func TestADeafOverlayIsFound(t *testing.T) {
	w := window(t, widget.NewLabel("好"))
	var out bytes.Buffer
	c := &child{out: json.NewEncoder(&out), stage: theatre{w}, hands: &hands{win: w}}
	pop := widget.NewPopUpMenu(fyne.NewMenu("", fyne.NewMenuItem("设置", nil)), w.Canvas())
	pop.ShowAtPosition(fyne.NewPos(10, 10))
	w.Canvas().Focus(pop)
	if c.hear(); out.Len() > 0 {
		t.Errorf("a menu with the caret hears Escape, but: %s", &out)
	}
	dialog.NewCustomWithoutButtons("完成", widget.NewLabel("已导出"), w).Show()
	if c.hear(); !strings.Contains(out.String(), "neither Escape nor Enter") {
		t.Errorf("a dialog without any key was not found: %s", &out)
	}
}

func TestTheSlipIsHeldAgainstTheTint(t *testing.T) {
	one, two := forms.Ref{Book: "duty", Year: 2026, No: 1}, forms.Ref{Book: "duty", Year: 2026, No: 2}
	for _, c := range []struct {
		shown ui.Shown
		want  []string
	}{
		{ui.Shown{Lit: two}, []string{}}, // a new line is written while an entry is tinted
		{ui.Shown{Lit: one, Slip: one, Heading: "派单　2026-0001"}, []string{}},
		{ui.Shown{Lit: two, Slip: one, Heading: "派单　2026-0001"}, []string{"not the record that is shown: tint"}},
		{ui.Shown{Slip: one, Heading: "派单　2026-0002"}, []string{"not the record that is shown: heading"}},
	} {
		if got := keysOf(look{shown: c.shown}.record()); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%+v: %v", c.shown, got)
		}
	}
	if !about(ui.Shown{Verb: duty.Dispatch, Slip: one}, forms.Act{Verb: duty.Dispatch, Ref: one}) {
		t.Error("an act on the slip's record is about it")
	}
	if about(ui.Shown{Verb: duty.Dispatch, Slip: one}, forms.Act{Verb: duty.Dispatch, Ref: two}) {
		t.Error("an act on another record is not about the slip's")
	}
}

func TestACrashIsNamedByItsPlace(t *testing.T) {
	said := `2026/11/27 Fyne error: x
panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation]

goroutine 1 [running]:
fyne.io/fyne/v2/widget.(*Button).Tapped(0xc000)
	/root/go/pkg/mod/fyne.io/fyne/v2@v2.8.1/widget/button.go:120 +0x20
frontdesk/ui.(*desk).hand(0xc0001)
	/src/desk/ui/export.go:200 +0x10
`
	if got := crash(said, errors.New("exit status 2")).Mark; !strings.HasSuffix(got, "dereference at ui/export.go:200") {
		t.Error(got)
	}
}

func TestAComplaintOfTheToolkitIsOursWhereALineOfOursLedToIt(t *testing.T) {
	said := "x Fyne error:  Preferences load error:\n  Cause: EOF\nx Fyne error:  Failed to focus\n  By: ui/sheet/form_focus.go:84\n  By: ui/book.go:1\n  At: canvas.go:174\n"
	if got := complaints(said); !reflect.DeepEqual(got, []string{"Failed to focus by ui/sheet/form_focus.go:84"}) {
		t.Errorf("%q", got)
	}
}

func TestADraftThatIsNotThereIsFound(t *testing.T) {
	at := home(t.TempDir())
	if err := at.furnish(1); err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(at.office().Ledger(), store.Options{Books: books.All(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	if seq, _, err := st.Head(context.Background()); err != nil || seq < 20 {
		t.Errorf("the office has no more than %d rows: %v", seq, err)
	}
	if err := st.SaveDraft(context.Background(), "duty/p1/open/", `{"text":"漏水"}`); err != nil {
		t.Fatal(err)
	}
	d := &draft{Path: st.Path(), Who: "王芳", Book: "duty", Verb: forms.Open, Key: "duty/p1/open/", Words: `{"text":"漏水"}`}
	c := &child{store: st, seen: []ui.Shown{{Who: d.Who, Book: d.Book, Verb: d.Verb, Draft: d.Key, Words: d.Words}}}
	back := ui.Shown{Who: d.Who}
	for _, words := range []string{d.Words, `{"text":"漏"}`} {
		if err := st.SaveDraft(context.Background(), d.Key, words); err != nil {
			t.Fatal(err)
		}
		c.locked(ui.Shown{}, st)
		if found := c.locked(back, st); (len(found) > 0) != (words != d.Words) {
			t.Errorf("kept %s: %v", words, found)
		}
	}
}
