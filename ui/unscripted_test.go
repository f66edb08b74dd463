package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/resident"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// What no procedure foresees: keys quicker than the answer, words that no blank
// takes, slips that lie for days, two people at one desk.

// Words that a blank did not take stand there again after a lock, marked wrong.
func TestWordsThatATimeDidNotTakeComeBack(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.ctrl(fyne.KeyD)
	tab := k.w.book()
	d := tab.slip.deed.(*duty.Dispatching)
	k.on(func() { tab.slip.form.FocusOn(&d.Promised) })
	k.write("后天下午3点半")
	k.on(k.w.Lock)
	k.onDuty()
	k.ctrl(fyne.KeyD)
	if !k.shows("后天") || !tab.slip.form.Wrong() {
		t.Errorf("what was typed into the time is gone, or not said to be wrong: %v", tab.slip.deed.(*duty.Dispatching).Promised)
	}
}

// A promise that was refused is never saved as another one.
func TestARefusedPromiseIsNotSaved(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.ctrl(fyne.KeyD)
	tab := k.w.book()
	d := tab.slip.deed.(*duty.Dispatching)
	d.Department, d.Handler = "工程部", "刘工"
	k.on(func() { tab.slip.form.Reread(); tab.slip.form.FocusOn(&d.Promised) })
	k.write("后天下午3点半")
	k.ctrl(fyne.KeyN)
	k.on(func() { tab.choose(forms.Ref{Book: "duty", Year: 2026, No: 1}) })
	k.ctrl(fyne.KeyD)
	k.ctrl(fyne.KeyS)
	if b := k.duty(1).Brief(); b.State != "待派单" {
		t.Errorf("后天下午3点半 was typed, the slip left and begun again, Ctrl+S: promised %v", b.Due)
	}
}

// One digit too many is no time, whatever stood there a key before.
func TestOneDigitTooManyIsNoTime(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	tab := k.w.book()
	l := tab.slip.deed.(*duty.Line)
	k.on(func() {
		tab.slip.form.FocusOn(&l.Happened)
		k.w.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	})
	k.write("08455") // one digit too many: it is said to be wrong
	k.on(k.w.Lock)
	k.onDuty()
	l = tab.slip.deed.(*duty.Line)
	if l.Happened.Format("15:04") == "08:45" || !k.shows("08455") {
		t.Errorf("08455 was typed and refused; after the lock it is %v", l.Happened)
	}
}

// A line that lay ready over the weekend happens when it is begun.
func TestALineThatLayOverTheWeekendHappensNow(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.ctrl(fyne.KeyJ) // leaves on 今日
	k.on(k.w.Lock)
	k.until("2026-11-26 09:00")
	k.comes("王芳")
	k.ctrl(fyne.Key1)
	k.write("3-2-501")
	if l := k.w.book().slip.deed.(*duty.Line); l.Happened.Format("01-02") != "11-26" {
		t.Errorf("a line begun on 11-26 09:00 happened %s", l.Happened.Format("01-02 15:04"))
	}
}

// So does one that lay ready for more than a day.
func TestALineThatLayForADayHappensNow(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.until("2026-11-24 09:30")
	k.write("3-2-501")
	if l := k.w.book().slip.deed.(*duty.Line); l.Happened.Format("01-02") != "11-24" {
		t.Errorf("a line begun on 11-24 09:30 happened %s", l.Happened.Format("01-02 15:04"))
	}
}

// And one that lay ready when the clock was set back.
func TestALineUnderAClockSetBackHappensNow(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.clock.Forward(-3 * time.Hour)
	k.on(k.w.onTick)
	k.write("3-2-501")
	l := k.w.book().slip.deed.(*duty.Line)
	if l.Happened.After(k.clock.Now().Add(time.Minute)) {
		t.Error("the line lies ready in the future, and the first key does not mend it")
	}
}

// On 今日 Ctrl+D is about the row that is chosen there.
func TestTheNextStepOnTodayIsTheChosenRows(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.calls(forms.Spoken, "停车费怎么收")
	k.calls(forms.Complaint, "夜间施工")
	k.ctrl(fyne.KeyJ)
	k.key(fyne.KeyHome)
	seen := k.w.today.agenda.Todos[k.w.today.at].Ref
	k.ctrl(fyne.KeyD)
	if got := k.w.book().slip.ref; got != seen {
		t.Errorf("今日 has %v chosen, Ctrl+D acts on %v", seen, got)
	}
	if k.w.book().slip.form == nil || k.w.book().slip.ref.No == 0 {
		t.Errorf("Ctrl+D begins %q", k.w.book().slip.step.Verb)
	}
}

// The row chosen on 今日 is a matter, not a place: others may come in before it.
func TestTheChosenRowOfTodayIsAMatter(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.calls(forms.Repair, "漏水")
	k.ctrl(fyne.KeyJ)
	k.key(fyne.KeyHome)
	seen := k.w.today.agenda.Todos[k.w.today.at].Ref
	k.elsewhere(forms.Incident, "水浸")
	if got := k.w.today.agenda.Todos[k.w.today.at].Ref; got != seen {
		t.Errorf("%v was chosen; a matter came in, and Enter leads to %v", seen, got)
	}
}

// Ctrl+Up goes through what is seen, not through a book out of sight.
func TestCtrlUpActsOnWhatIsSeen(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.line("电梯异响")
	k.line("停电")
	tab := k.w.tabs.books()[0]
	k.ctrl(fyne.KeyJ)
	k.ctrl(fyne.KeyUp)
	k.ctrl(fyne.KeyUp)
	if tab.slip.ref.No != 0 {
		t.Errorf("on 今日, Ctrl+Up put %v on the slip of the log, out of sight", tab.slip.ref)
	}
	k.key(fyne.KeyHome)
	k.ctrl(fyne.KeyDown)
	if k.w.tabs.at != 0 || k.w.today.at != 1 {
		t.Errorf("Ctrl+Down on 今日: tab %d, row %d", k.w.tabs.at, k.w.today.at)
	}
}

// elsewhere writes a matter into the log as from another desk.
func (k *clerk) elsewhere(kind forms.Kind, text string) forms.Ref {
	k.t.Helper()
	a, err := k.st.Append(context.Background(), store.Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, By: k.w.who, Deed: &duty.Line{
		Happened: k.clock.Now(), Way: duty.ByPhone, Room: "1-1-101", Name: "甲", Phone: "13800000001", As: forms.Owner, Kind: kind, Text: text, ReadBack: true,
	}})
	if err != nil {
		k.t.Fatal(err)
	}
	k.rest()
	return a.Ref
}

// A filter over a search looks at every hit, not at those alone that would be shown.
func TestAFilterLooksAtEveryHit(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.calls(forms.Repair, "漏水 第一条")
	boss := personNamed(k.st, "陈建国")
	for i := range 205 {
		ref := k.elsewhere(forms.Repair, fmt.Sprint("漏水 ", i, " 处"))
		if _, err := k.st.Append(context.Background(), store.Writing{Ref: ref, Verb: forms.Void, By: boss, Deed: &forms.Voiding{Reason: "重复登记"}}); err != nil {
			t.Fatal(err)
		}
	}
	k.rest()
	tab := k.w.book()
	k.on(func() { tab.bar.open.OnTapped() })
	if n := tab.list.count(); n != 1 {
		t.Fatalf("%d open", n)
	}
	k.on(func() { tab.bar.search.SetText("漏水") })
	if tab.list.count() != 1 {
		t.Error("the open matter with 漏水 is not found among the open ones")
	}
}

// A list is taken in as its columns are set, not as they were a moment before.
func TestAListIsTakenInAsItIsShown(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	path := filepath.Join(t.TempDir(), "名单.csv")
	list := "房号,户主,备用\n3-2-501,张伟,乙\n7-1-1101,欧阳敏,丙\n"
	if err := os.WriteFile(path, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	k.on(func() { k.w.people.readList(path) })
	p := k.w.people.preview
	sel := p.columns.Objects[1].(*fyne.Container).Objects[1].(*keySelect)
	sel.SetSelected(sel.Options[0])
	if !p.ok.Disabled() {
		t.Error("it can be taken in before anybody knows what that would do")
	}
	p.ok.OnTapped()
	k.rest()
	if all := k.w.residents.All(); len(all) > 0 && all[0].Name == "张伟" {
		t.Errorf("the column was not to be taken as a name any more; %+v", all[0])
	}
}

// Two presses of Ctrl+B, however quick, tick two steps.
func TestTwoPressesTickTwoSteps(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.calls(forms.Patient, "老人昏倒")
	all := len(k.duty(1).StepsLeft())
	for i, wait := range []func(){
		func() {}, // the first one is not written yet
		func() { // it is, and nothing is known of it yet
			for k.w.urgent.busy {
				(<-k.back)()
			}
		},
	} {
		k.w.urgent.next()
		wait()
		k.w.urgent.next()
		k.rest()
		if k.w.top() != nil {
			t.Errorf("the second Ctrl+B says %q", k.said())
		}
		if left := len(k.duty(1).StepsLeft()); left != all-2*(i+1) {
			t.Errorf("twice two presses, %d of %d steps left after %d", left, all, i+1)
		}
	}
}

// Enter waits for what is found; it does not do what stood there before.
func TestEnterWaitsForWhatIsFound(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.ctrl(fyne.KeyK)
	before := k.w.tabs.at
	k.hurries("没有这样的东西")
	k.quickly(fyne.KeyReturn)
	if k.w.top() == nil || k.w.tabs.at != before {
		t.Errorf("nothing is called so, and Enter went from tab %d to %d", before, k.w.tabs.at)
	}
}

// Enter in the search waits for its answer.
func TestEnterWaitsForTheSearch(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.line("电梯异响")
	tab := k.w.book()
	k.ctrl(fyne.KeyF)
	k.write("漏水")
	k.on(func() { tab.bar.search.SetText("") })
	k.ctrl(fyne.KeyF)
	k.hurries("电梯")
	k.quickly(fyne.KeyReturn)
	if tab.chosen.No != 2 {
		t.Errorf("电梯 Enter chose %v", tab.chosen)
	}
}

// ↓ in a list counts from the entry that is chosen, not from where it stood.
func TestTheListStepsFromTheChosenEntry(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	for _, s := range []string{"漏水一", "漏水二", "漏水三"} {
		k.calls(forms.Repair, s)
	}
	tab := k.w.book()
	k.ctrl(fyne.KeyO)
	k.ctrl(fyne.KeyDown)
	k.ctrl(fyne.KeyDown)
	was := tab.chosen
	k.elsewhere(forms.Repair, "漏水四")
	if tab.chosen != was {
		t.Fatal("moved")
	}
	k.ctrl(fyne.KeyDown)
	if tab.chosen == was {
		t.Errorf("↓ from %v stays at %v: a new matter came in above", was, tab.chosen)
	}
}

// hurries types without waiting for what it sets going.
func (k *clerk) hurries(s string) {
	test.Type(k.w.win.Canvas().Focused(), s)
}

// Settings that are not saved are those of whoever typed them.
func TestUnsavedSettingsAreTheirWritersAlone(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.ctrl(fyne.KeyComma)
	k.on(func() { k.w.settings.choose(0) })
	k.write("某某花园管理处")
	if !k.w.settings.unsaved() {
		t.Fatal("nothing was typed")
	}
	k.on(k.w.Lock)
	k.comes("陈建国")
	if k.w.settings.unsaved() {
		t.Error("陈建国 finds 王芳's unsaved changes in the settings as if they were his: Ctrl+S signs them")
	}
	k.on(k.w.Lock)
	k.comes("王芳")
	if !k.w.settings.unsaved() {
		t.Error("what 王芳 typed is gone")
	}
}

// A page of the settings stays, though another one was asked for before it and comes late.
func TestAPageOfTheSettingsStays(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.ctrl(fyne.KeyComma)
	s := k.w.settings
	s.choose(len(forms.Sections()) + 3)
	s.choose(0)
	k.rest()
	if s.place.Objects[0] != fyne.CanvasObject(s.form) {
		t.Errorf("page %q shows %T", s.title.Text, s.place.Objects[0])
	}
}

// The menu of steps stands in the window, also while a step is being written.
func TestTheMenuOfStepsStandsInTheWindow(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	for _, how := range []string{"looked at", "being written"} {
		k.on(func() { k.w.book().choose(forms.Ref{Book: "duty", Year: 2026, No: 1}) })
		if how == "being written" {
			k.ctrl(fyne.KeyD)
		}
		k.ctrl(fyne.KeyM)
		if !k.asks() {
			t.Fatalf("%s: Ctrl+M offers nothing", how)
		}
		for _, o := range k.w.win.Canvas().Overlays().List() {
			f := reflect.Indirect(reflect.ValueOf(o)).FieldByName("Content")
			if c, ok := f.Interface().(fyne.CanvasObject); ok {
				at := c.Position()
				if over := at.AddXY(c.Size().Width, c.Size().Height); at.X < 0 || at.Y < 0 || over.X > 1366 || over.Y > 740 {
					t.Errorf("%s: it stands at %v, %v large", how, at, c.Size())
				}
			}
		}
		k.shut()
	}
}

// Typing in a small window is using the program.
func TestTypingInASmallWindowPutsOffTheLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.on(func() { k.w.people.edit(resident.Resident{}) })
	k.w.touched = time.Now().Add(-time.Hour)
	k.write("3-2-501")
	k.on(k.w.onTick)
	if k.w.who.ID == "" {
		t.Error("locked in the midst of typing")
	}
}

// While the book is being begun, nothing else is.
func TestTheFirstStartTakesNoTwoOrdersAtOnce(t *testing.T) {
	k := newSettler(t)
	k.typesAll()
	k.s.begin()
	k.s.Trial()
	k.s.open()
	k.s.restore()
	k.s.begin()
	k.rest()
	if k.opened != nil {
		t.Error("opened before the code was confirmed")
	}
	if k.s.half == nil {
		t.Error("the book is not begun")
	}
	if k.s.wrong.Text != "" {
		t.Errorf("said: %q", k.s.wrong.Text)
	}
	if len(k.s.d.modals) != 1 {
		t.Errorf("%d small windows", len(k.s.d.modals))
	}
}

// typesAll fills every blank of the first start.
func (k *settler) typesAll() {
	k.s.name.SetText("翠湖花园")
	for i, p := range k.s.people {
		p.name.SetText([]string{"钱伟", "赵刚", "李敏"}[i])
		p.pin.SetText("4444")
		p.again.SetText("4444")
	}
}

// However many are in need, the page keeps two thirds of the window.
func TestThePageKeepsItsRoomBesideManyInNeed(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	for range 4 {
		k.calls(forms.Patient, "老人昏倒")
	}
	k.on(func() { k.w.win.Resize(fyne.NewSize(800, 600)); k.w.onTick() })
	k.on(func() { k.w.main.Refresh() })
	if h := k.w.urgent.root.Size().Height; h == 0 || h > 200 {
		t.Errorf("the steps take %v of 600", h)
	}
	if k.w.tabs.content.Size().Height < 200 {
		t.Errorf("the page has %v left; min of main %v", k.w.tabs.content.Size(), k.w.main.MinSize())
	}
	if m := k.w.main.MinSize(); m.Height > 600 || m.Width > 800 {
		t.Errorf("the window needs %v", m)
	}
}

// What is typed while a line is being written is the beginning of the next one; what
// was pressed in haste to save is not.
func TestWordsTypedWhileALineIsWritten(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	slip := k.w.book().slip
	l := k.filled(forms.Repair, "漏水")
	k.on(func() { slip.form.FocusOn(&l.Text) })
	slip.save()
	k.w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	k.hurries("5-1-101")
	k.rest()
	if k.none(1) || k.duty(1).Text != "漏水" || !k.none(2) {
		t.Fatal("not written as it was")
	}
	if l := slip.deed.(*duty.Line); l.Room != "5-1-101" || l.Text != "" || slip.fresh {
		t.Errorf("5-1-101 was typed; the new slip has %+v", l)
	}
}

// Where the window is locked meanwhile they wait for whoever typed them.
func TestWordsTypedWhileALineIsWrittenOutliveALock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	slip := k.w.book().slip
	k.filled(forms.Repair, "漏水")
	slip.save()
	k.hurries("5-1-101")
	k.w.Lock()
	k.rest()
	k.comes("李敏")
	if l := slip.deed.(*duty.Line); l.Room != "" {
		t.Errorf("李敏 finds %q, which 王芳 typed", l.Room)
	}
	k.on(k.w.Lock)
	k.comes("王芳")
	if l := slip.deed.(*duty.Line); l.Room != "5-1-101" {
		t.Errorf("5-1-101 was typed; the slip has %+v", l)
	}
}

// A line that is not taken has them where the caret was.
func TestWordsTypedWhileALineIsRefused(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	slip := k.w.book().slip
	l := k.filled(forms.Repair, "漏水")
	k.on(func() { slip.form.FocusOn(&l.Text) })
	k.key(fyne.KeyEnd)
	l.Kind = "" // it is seen when it is written
	slip.append(func() writing { w, _ := slip.written(); w.By = k.w.who; return w }())
	k.hurries("，地板湿了")
	k.rest()
	if !k.none(1) {
		t.Fatal("a line without a kind was written")
	}
	if l := slip.deed.(*duty.Line); l.Text != "漏水，地板湿了" {
		t.Errorf("the slip has %q", l.Text)
	}
}

// What is begun on the next slip at once is kept as its draft, not dropped with the
// draft of the one that is being written.
func TestTheNextLinesDraftIsKeptWhileALineIsWritten(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	slip := k.w.book().slip
	k.filled(forms.Repair, "漏水")
	hold := make(chan struct{})
	defer k.st.Watch(func([]store.Change) { <-hold })()
	slip.save()
	slip.newLine()
	k.hurries("5-1-101")
	k.w.keepDrafts()
	close(hold)
	k.rest()
	k.locks()
	if l := slip.deed.(*duty.Line); k.none(1) || l.Room != "5-1-101" {
		t.Errorf("5-1-101 was typed; the slip has %+v", l)
	}
}
