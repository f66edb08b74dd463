package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/resident"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// quickly presses keys without waiting for what they set going.
func (k *clerk) quickly(names ...fyne.KeyName) {
	k.t.Helper()
	for _, n := range names {
		key := &fyne.KeyEvent{Name: n}
		if f := k.w.win.Canvas().Focused(); f != nil {
			f.TypedKey(key)
		} else {
			k.w.win.Canvas().OnTypedKey()(key)
		}
	}
	k.rest()
}

// Row 1 is chosen, then ↓ Enter quickly: the slip is row 2's, as its tint is.
func TestWhatIsActedOnIsWhatIsShown(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.line("电梯异响")
	tab := k.w.book()
	k.on(func() { tab.choose(forms.Ref{Book: "duty", Year: 2026, No: 1}) })
	k.quickly(fyne.KeyDown, fyne.KeyReturn)
	if tab.chosen.No != 2 || tab.slip.ref != tab.chosen || tab.slip.form == nil || tab.slip.step.Verb != duty.Dispatch {
		t.Errorf("chosen %v, on the slip %v %q", tab.chosen, tab.slip.ref, tab.slip.step.Verb)
	}
	k.key(fyne.KeyEscape)
	k.quickly(fyne.KeyUp, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyDown)
	if tab.chosen.No != 2 || tab.slip.ref != tab.chosen {
		t.Errorf("chosen %v, on the slip %v", tab.chosen, tab.slip.ref)
	}
}

// The line just written is tinted: Ctrl+D acts on it, and what was begun of the
// next one is kept.
func TestTheNextStepIsTheTintedLines(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	tab := k.w.book()
	if tab.chosen.No != 1 || tab.slip.ref.No != 0 {
		t.Fatalf("chosen %v, on the slip %v", tab.chosen, tab.slip.ref)
	}
	k.write("5-1-101")
	k.ctrl(fyne.KeyD)
	if tab.slip.ref.No != 1 || tab.slip.step.Verb != duty.Dispatch {
		t.Fatalf("on the slip %v %q", tab.slip.ref, tab.slip.step.Verb)
	}
	k.ctrl(fyne.KeyN)
	if l, ok := tab.slip.deed.(*duty.Line); !ok || l.Room != "5-1-101" {
		t.Errorf("what was begun is gone: %+v", tab.slip.deed)
	}
}

// What somebody else did to the entry meanwhile is seen before anything is done to
// it; the words stay.
func TestAnEntryThatMovedIsSeenFirst(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.ctrl(fyne.KeyD) // 派单
	k.write("工程部")
	tab := k.w.book()
	_, acts, err := k.st.Record(context.Background(), tab.chosen)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.st.Append(context.Background(), store.Writing{Ref: tab.chosen, Verb: duty.Progress, By: k.w.who, Deed: &duty.Following{Text: "已去看过"}}); err != nil {
		t.Fatal(err)
	}
	k.rest()
	d := tab.slip.deed.(*duty.Dispatching)
	d.Handler, d.Promised = "刘工", k.clock.Now().Add(2*time.Hour)
	k.ctrl(fyne.KeyS)
	if !k.shows("又有了新的记录") {
		t.Fatal("it was not said")
	}
	_, now, err := k.st.Record(context.Background(), tab.chosen)
	if err != nil || len(now) != len(acts)+1 {
		t.Fatalf("%d acts, %v", len(now), err)
	}
	k.key(fyne.KeyReturn)
	if d, ok := tab.slip.deed.(*duty.Dispatching); !ok || d.Department != "工程部" {
		t.Fatalf("the words are gone: %+v", tab.slip.deed)
	}
}

// The first key in the blank of the time is the clerk's: nothing is stamped over it.
func TestATimeThatIsTypedIsNotStampedOver(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.clock.Forward(5 * time.Hour) // 14:00
	slip := k.w.book().slip
	l := slip.deed.(*duty.Line)
	k.on(func() {
		slip.form.FocusOn(&l.Happened)
		k.w.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	})
	k.write("1310")
	if got := l.Happened.Format("15:04"); got != "13:10" {
		t.Errorf("1310 became %s", got)
	}
}

// What is emptied again lies ready again, and begins when it is begun; a line can
// be cleared, and that undone.
func TestAnEmptiedLineBeginsAnew(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.clock.Forward(40 * time.Minute)
	k.write("3")
	l := k.w.book().slip.deed.(*duty.Line)
	if got := l.Happened.Format("15:04"); got != "09:40" {
		t.Fatalf("it begins at %s", got)
	}
	k.key(fyne.KeyBackspace)
	k.clock.Forward(100 * time.Minute)
	k.ctrl(fyne.KeyN)
	k.write("5-1-101")
	l = k.w.book().slip.deed.(*duty.Line)
	if got := l.Happened.Format("15:04"); got != "11:20" || l.Room != "5-1-101" {
		t.Errorf("%s happened at %s", l.Room, got)
	}
	k.button("清空")
	if l := k.w.book().slip.deed.(*duty.Line); l.Room != "" {
		t.Errorf("%q is left", l.Room)
	}
	k.button("撤销清空")
	if l := k.w.book().slip.deed.(*duty.Line); l.Room != "5-1-101" || l.Happened.Format("15:04") != "11:20" {
		t.Errorf("%+v came back", l)
	}
}

// Somebody in need: the steps come up at once, stay over every tab, a lock and a
// restart, and each is one key or one click (S0/1 1).
func TestSpecialHelpStaysInSight(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.write("3-2-501")
	l := k.w.book().slip.deed.(*duty.Line)
	l.Way, l.Kind, l.Text, l.Name, l.Phone, l.As = duty.ByPhone, forms.Incident, "电梯困人", "张伟", "13805510001", forms.Owner
	k.ctrl(fyne.KeyS)
	steps := k.duty(1).StepsLeft()
	seen := func() int {
		n := 0
		for _, b := range everyOf[*keyButton](k) {
			if strings.HasPrefix(b.Text, "☐ ") {
				n++
			}
		}
		return n
	}
	if len(steps) == 0 || seen() != len(steps) {
		t.Fatalf("%d of %d steps in sight", seen(), len(steps))
	}
	k.ctrl(fyne.KeyB)
	k.on(func() { k.w.tabs.choose(len(k.w.tabs.tabs) - 1) })
	if seen() != len(steps)-1 {
		t.Errorf("%d steps in sight on another tab", seen())
	}
	k.on(k.w.Lock)
	if seen() != 0 {
		t.Error("steps are in sight while nobody is on duty")
	}
	k.onDuty()
	if seen() != len(steps)-1 {
		t.Errorf("%d steps in sight after the lock", seen())
	}
	for range steps[1:] {
		k.ctrl(fyne.KeyB)
	}
	if left := k.duty(1).StepsLeft(); len(left) != 0 || seen() != 0 {
		t.Errorf("left %v, %d in sight", left, seen())
	}
}

// Red is what is late, on every tab, from the minute in which it is, and gone when
// it is not.
func TestRedIsWhatIsLate(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.ctrl(fyne.KeyD)
	d := k.w.book().slip.deed.(*duty.Dispatching)
	d.Department, d.Handler, d.Promised = "工程部", "刘工", k.clock.Now().Add(30*time.Minute)
	k.ctrl(fyne.KeyS)
	late := func() widget.Importance { return k.w.book().bar.late.Importance }
	if late() == widget.DangerImportance || k.w.tabs.button(0).Importance == widget.DangerImportance {
		t.Fatal("red though nothing is late")
	}
	k.clock.Forward(31 * time.Minute)
	k.on(k.w.onTick)
	if late() != widget.DangerImportance || k.w.book().bar.late.Text != "超时 1" {
		t.Errorf("%q is not red", k.w.book().bar.late.Text)
	}
	for _, i := range []int{2, 1, len(k.w.tabs.tabs) - 1, 1} {
		k.on(func() { k.w.tabs.choose(i) })
		if k.w.tabs.button(0).Importance != widget.DangerImportance {
			t.Errorf("今日 is not red on tab %d", i)
		}
	}
	k.ctrl(fyne.KeyO)
	k.ctrl(fyne.KeyT)
	if late() != widget.DangerImportance {
		t.Error("red went with a filter")
	}
	k.clock.Forward(-20 * time.Minute) // the clock is put right
	k.on(k.w.onTick)
	if late() == widget.DangerImportance || k.w.book().bar.late.Text != "超时 0" {
		t.Errorf("%q is still red", k.w.book().bar.late.Text)
	}
}

// Every small window hears Enter and Escape, whatever in it has the caret; one is
// seen at a time, and nothing works beneath it.
func TestSmallWindows(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.ctrl(fyne.KeyP)
	over := func() int { return len(k.w.win.Canvas().Overlays().List()) }
	if over() != 1 {
		t.Fatalf("%d small windows", over())
	}
	k.ctrl(fyne.KeyE) // nothing works beneath
	k.ctrl(fyne.KeyK)
	if over() != 1 || len(k.w.modals) != 1 {
		t.Errorf("%d small windows, %d known", over(), len(k.w.modals))
	}
	k.on(func() { k.w.notice("提示", "看一眼", nil) })
	if over() != 1 || len(k.w.modals) != 2 {
		t.Errorf("%d small windows are seen, of %d", over(), len(k.w.modals))
	}
	k.key(fyne.KeyEscape)
	if over() != 1 || !k.shows("值班记录表 第") {
		t.Error("the one beneath did not come back")
	}
	k.on(func() { k.w.win.Canvas().Unfocus() })
	k.key(fyne.KeyEscape)
	if over() != 0 || len(k.w.modals) != 0 {
		t.Errorf("%d small windows are left", over())
	}
	k.ctrl(fyne.KeyP)
	k.on(func() { k.w.win.Canvas().Focus(k.w.looking.to) })
	k.key(fyne.KeyEscape)
	if over() != 0 {
		t.Error("a choice with the caret is deaf")
	}
	asked := 0
	k.on(func() { k.w.ask("问", "好吗", "好", func() { asked++ }) })
	k.on(func() { k.w.win.Canvas().Unfocus() })
	k.key(fyne.KeyReturn)
	if asked != 1 || over() != 0 {
		t.Errorf("asked %d times, %d left", asked, over())
	}
}

// What lay over the window when it was locked belongs to whoever it was shown to;
// a PIN that was half typed is not kept.
func TestALockParksWhatLiesOverTheWindow(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.menu("修改我的 PIN")
	blank := everyOf[*lineEntry](k)
	pin := blank[len(blank)-1]
	k.on(func() { k.w.win.Canvas().Focus(pin) })
	k.write("99")
	k.on(k.w.Lock)
	if n := len(k.w.win.Canvas().Overlays().List()); n != 0 {
		t.Fatalf("%d small windows over the lock", n)
	}
	k.onDuty()
	if len(k.w.modals) != 1 || pin.Text != "" {
		t.Errorf("%d come back, with %q", len(k.w.modals), pin.Text)
	}
	k.on(k.w.Lock)
	k.on(func() { k.w.lock.choose(k.st.People()[1].ID) })
	k.onDuty()
	if len(k.w.modals) != 0 {
		t.Error("what was shown to somebody else is shown")
	}
}

// Search: ↓ and Enter reach the results from where one types, how many there are
// is said, and the first is not another record than the one below.
func TestSearchResultsAreReachedFromTheBlank(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.line("电梯异响")
	k.line("卧室漏水")
	k.ctrl(fyne.KeyF)
	k.write("漏水")
	if !k.shows("共 2 条") {
		t.Error("how many is not said")
	}
	tab := k.w.book()
	k.key(fyne.KeyDown)
	if tab.chosen.No != 3 || tab.slip.ref != tab.chosen {
		t.Errorf("chosen %v, below %v", tab.chosen, tab.slip.ref)
	}
	k.on(func() { k.w.win.Canvas().Focus(tab.bar.search) })
	k.key(fyne.KeyDown, fyne.KeyReturn)
	if tab.chosen.No != 1 || tab.slip.step.Verb != duty.Dispatch {
		t.Errorf("chosen %v, begun %q", tab.chosen, tab.slip.step.Verb)
	}
}

// One field finds every action from everywhere, and says how many more there are.
func TestOneFieldDoesEverythingFromEverywhere(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.on(func() { k.w.tabs.choose(3) })
	k.ctrl(fyne.KeyK)
	for _, f := range k.w.finder.found {
		if strings.Contains(f.words, "作废") || strings.Contains(f.words, "退出") {
			t.Errorf("%q is offered to whoever typed nothing", f.words)
		}
	}
	k.write("日呈报")
	if len(k.w.finder.found) == 0 || !strings.Contains(k.w.finder.found[0].words, "日呈报") {
		t.Fatalf("found %v", k.w.finder.found)
	}
	k.key(fyne.KeyReturn)
	if k.w.book().book.Key != "duty" || len(k.w.modals) != 1 {
		t.Errorf("%s, %d small windows", k.w.book().book.Key, len(k.w.modals))
	}
	k.key(fyne.KeyEscape)
	for i := range 6 {
		if _, err := k.w.residents.Put(context.Background(), resident.Resident{Room: "3-2-501", Name: "张" + string(rune('一'+i))}); err != nil {
			t.Fatal(err)
		}
	}
	k.ctrl(fyne.KeyK)
	k.write("501")
	if !strings.Contains(k.w.finder.more.Text, "2") {
		t.Errorf("how many more: %q", k.w.finder.more.Text)
	}
}

// Enter stops at the ticks that the procedures ask for; a second Enter saves.
func TestEnterStopsAtWhatTheProceduresAskFor(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	slip := k.w.book().slip
	l := slip.deed.(*duty.Line)
	l.Room, l.Name, l.Phone, l.As, l.Kind = "3-2-501", "张伟", "13805510001", forms.Owner, forms.Repair
	k.on(func() { slip.form.Reread(); slip.form.FocusOn(&l.Text) })
	k.write("漏水")
	k.key(fyne.KeyReturn)
	if !k.none(1) {
		t.Fatal("saved past what is read back to the customer")
	}
	test.Type(k.w.win.Canvas().Focused(), " ")
	k.rest()
	k.key(fyne.KeyReturn)
	if d := k.duty(1); !d.ReadBack {
		t.Error("the tick is lost")
	}
}

// A text longer than the window: the caret stays in sight, and so does what is
// wrong with it.
func TestALongPasteHidesNeitherCaretNorError(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	slip := k.w.book().slip
	l := slip.deed.(*duty.Line)
	l.Room, l.Name, l.Phone, l.As, l.Kind = "3-2-501", "张伟", "13805510001", forms.Owner, forms.Repair
	k.on(func() { slip.form.Reread(); slip.form.FocusOn(&l.Text) })
	k.on(func() {
		fyne.CurrentApp().Clipboard().SetContent(strings.Repeat("漏水", 2500))
		k.w.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{})
	})
	if y := slip.form.CaretY(); y < 0 || y > slip.form.Size().Height {
		t.Errorf("the caret is at %v of %v", y, slip.form.Size().Height)
	}
	k.ctrl(fyne.KeyS)
	if !k.none(1) || !k.shows("一千字以内") {
		t.Error("what is wrong is not said")
	}
	if y := slip.form.NoteY(); y < 0 || y > slip.form.Size().Height {
		t.Errorf("what is wrong is said at %v of %v", y, slip.form.Size().Height)
	}
}

// Keys that are still on their way when a slip is gone reach nobody.
func TestKeysOnTheirWayToASlipThatIsGone(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.line("电梯异响")
	tab := k.w.book()
	caret := k.w.win.Canvas().Focused()
	tab.step(-1) // what it chooses is not read yet
	test.Type(caret, "1")
	caret.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	k.rest()
	if f := k.w.win.Canvas().Focused(); f != nil {
		t.Errorf("%T has the caret", f)
	}
	k.ctrl(fyne.KeyD)
	caret = k.w.win.Canvas().Focused()
	k.key(fyne.KeyEscape)
	caret.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	test.Type(caret, "工程部")
	k.rest()
	if tab.slip.form != nil || tab.slip.ref != tab.chosen {
		t.Errorf("on the slip %v", tab.slip.ref)
	}
}

// A page is signed with two keys and a PIN: the usual opinion stands ready (S3 4.2.3).
func TestAPageIsSignedWithTheUsualOpinion(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.menu("主管签阅本页…")
	k.ctrl(fyne.KeyS)
	if len(k.w.modals) != 1 {
		t.Fatal("no signature is asked for")
	}
	k.write("1234")
	k.key(fyne.KeyReturn)
	acts, err := k.st.ActsOf(context.Background(), "duty", 2026, 1)
	if err != nil || len(acts) != 1 || acts[0].Deed.(*forms.Reviewing).Opinion != "已阅。" {
		t.Errorf("%v, %v", acts, err)
	}
}

// A page that grows while it is being signed is seen first; the opinion stays.
func TestAPageThatGrowsWhileItIsSignedIsSeenFirst(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.menu("主管签阅本页…")
	k.write("请回访")
	if _, err := k.st.Append(context.Background(), store.Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, By: k.w.who, Deed: &duty.Line{
		Happened: k.clock.Now(), Way: duty.ByPhone, Kind: forms.Repair, Text: "电梯异响",
	}}); err != nil {
		t.Fatal(err)
	}
	k.rest()
	k.ctrl(fyne.KeyS)
	k.write("1234")
	k.key(fyne.KeyReturn)
	if acts, err := k.st.ActsOf(context.Background(), "duty", 2026, 1); err != nil || len(acts) != 0 {
		t.Fatalf("%v, %v", acts, err)
	}
	k.key(fyne.KeyReturn)
	d, ok := k.w.book().slip.deed.(*forms.Reviewing)
	if !ok || d.Lines != 2 || d.Opinion != "已阅。请回访" && d.Opinion != "请回访" {
		t.Errorf("%+v", k.w.book().slip.deed)
	}
}

// A window that is made narrower hides what there is no room for; the caret does not
// stay in it.
func TestTheCaretLeavesABlankThatHasNoRoom(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	from := k.w.book().bar.from
	k.on(func() { k.w.win.Canvas().Focus(from) })
	k.on(func() { k.w.win.Resize(fyne.NewSize(876, 734)) })
	if from.Visible() {
		t.Fatal("there is room for it")
	}
	if k.w.win.Canvas().Focused() == fyne.Focusable(from) {
		t.Error("the caret is where nobody sees it")
	}
}

// A button that has the caret is pressed by Enter, wherever it stands; one that has
// gone is not, and has the caret no more.
func TestEveryButtonHearsEnter(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	for i := range 4 {
		k.on(func() { k.w.win.Canvas().Focus(k.w.tabs.button(i)) })
		if k.key(fyne.KeyReturn); k.w.tabs.at != i {
			t.Fatalf("Enter on the button of tab %d: tab %d is shown", i, k.w.tabs.at)
		}
	}
	k.ctrl(fyne.Key1)
	k.line("厨房漏水")
	k.on(func() { k.w.book().choose(forms.Ref{Book: "duty", Year: 2026, No: 1}) })
	step := k.found("派单")
	k.on(func() { k.w.win.Canvas().Focus(step) })
	k.clock.Forward(time.Minute)
	k.on(k.w.onTick)
	if k.w.win.Canvas().Focused() != fyne.Focusable(k.found("派单")) || k.found("派单") == step {
		t.Errorf("the minute turns, and the caret is in %T", k.w.win.Canvas().Focused())
	}
	k.key(fyne.KeyReturn)
	if k.w.book().slip.step.Verb != duty.Dispatch {
		t.Fatalf("Enter on 派单 begins %q", k.w.book().slip.step.Verb)
	}
	if step.pressed(); k.w.book().slip.step.Verb != duty.Dispatch || k.asks() {
		t.Error("a button that has gone was pressed")
	}
	k.ctrl(fyne.KeyN)
	k.on(func() { k.w.win.Canvas().Focus(k.found("保存")) })
	k.on(func() { k.w.people.edit(resident.Resident{}) })
	k.on(k.w.book().slip.leaveAll)
	k.on(k.w.book().slip.idle)
	k.key(fyne.KeyEscape)
	if k.asks() || k.w.win.Canvas().Focused() != nil {
		t.Errorf("its buttons went while a small window lay over them, and the caret is in %T", k.w.win.Canvas().Focused())
	}
}

// Where the list gives way to the pages, it does not keep the caret (the monkey,
// seed 3603).
func TestAListThatIsPutAwayHasNoCaret(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	tab := k.w.book()
	k.on(tab.showList)
	k.on(func() { k.w.win.Canvas().Focus(tab.list.list) })
	if k.w.win.Canvas().Focused() != fyne.Focusable(tab.list.list) {
		t.Fatal("the list has no caret")
	}
	k.ctrl(fyne.KeyT)
	if got := k.w.win.Canvas().Focused(); got == fyne.Focusable(tab.list.list) {
		t.Error("the list is put away, and has the caret")
	}
}
