package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/handover"

	"fyne.io/fyne/v2"
)

// What is parted in time: a lock, another person or another slip comes between what
// was begun and its end.

// confides writes a matter into the log that is 王芳's alone to read.
func (k *clerk) confides() {
	k.t.Helper()
	k.onDuty() // 王芳
	k.w.book().slip.deed.(*duty.Line).Confidential = true
	k.line("家庭纠纷，请勿外传")
}

// voids begins to void the chosen entry of the log, up to the signature.
func (k *clerk) voids(reason string) *bookTab {
	k.t.Helper()
	tab := k.w.book()
	k.on(func() { tab.beginVerb(forms.Void) })
	slip, asked := tab.slip.deed.Slip(tab.slip.record, k.w.context()), false
	for _, b := range slip.Blanks() {
		if b.Name == "作废原因" {
			asked = b.Set(reason) == nil
		}
	}
	if !asked {
		k.t.Fatalf("%T asks for no reason", tab.slip.deed)
	}
	k.on(func() { tab.slip.form.Reread(); tab.slip.changed() })
	k.ctrl(fyne.KeyS)
	if len(k.w.modals) != 1 || !k.shows("作废") {
		k.t.Fatalf("%d small windows", len(k.w.modals))
	}
	return tab
}

// locks locks the window and lets the same person come back.
func (k *clerk) locks() {
	k.t.Helper()
	k.on(k.w.Lock)
	k.onDuty()
}

// signs signs what came back after a lock.
func (k *clerk) signs() {
	k.t.Helper()
	if k.w.win.Canvas().Focused() == nil {
		k.t.Error("the signature comes back without a caret")
	}
	for _, e := range everyOf[*lineEntry](k) {
		if e.digits {
			k.on(func() { k.w.win.Canvas().Focus(e) })
			k.sign()
			return
		}
	}
	k.t.Fatal("no PIN is asked for")
}

// overYet tells whether Escape rids the window of what lies over it.
func (k *clerk) overYet() bool {
	if k.w.top() != nil {
		k.key(fyne.KeyEscape)
	}
	return k.w.top() == nil
}

// A list that one person filtered is shown to the next with the first one's rights.
func TestFilterOutlivesLock(t *testing.T) {
	k := newClerk(t)
	k.confides()
	k.ctrl(fyne.KeyO)
	k.on(k.w.Lock)
	k.comes("李敏")
	if l := k.w.book().list; k.w.book().bar.back.Visible() && l.count() > 0 {
		r := l.row(0)
		if strings.Contains(r.Subject+r.Name+r.Phone, "纠纷") || r.Name != "" {
			t.Errorf("李敏 reads %+v", r)
		}
	}
	if k.shows("家庭纠纷") {
		t.Error("the words stand in the window")
	}
}

func TestSearchOutlivesLock(t *testing.T) {
	k := newClerk(t)
	k.confides()
	k.ctrl(fyne.KeyF)
	k.write("纠纷")
	k.on(k.w.Lock)
	k.comes("李敏")
	if k.shows("请勿外传") {
		t.Error("李敏 reads 王芳's confidential words in the list of hits")
	}
}

// The signature of a step stands; after a lock it is still for that step, whatever
// slip lies beneath.
func TestSignatureOutlivesItsSlip(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.ctrl(fyne.KeyN)
	k.on(func() { k.w.book().choose(forms.Ref{Book: "duty", Year: 2026, No: 1}) })
	tab := k.voids("写错了房号")
	k.locks()
	if len(k.w.modals) == 1 && tab.slip.step.Verb != forms.Void {
		t.Errorf("the signature for 作废 stands over a slip of %q %v", tab.slip.step.Verb, tab.slip.ref)
	}
	if _, is := tab.slip.deed.(*duty.Line); is {
		k.filled(forms.Repair, "半句话")
	}
	k.signs()
	if !k.none(2) {
		t.Errorf("signing 作废 2026-0001 wrote another entry: %+v", k.duty(2).Text)
	}
	if !k.duty(1).Brief().Void {
		t.Error("2026-0001 is not void")
	}
}

// The progress of what is over while the window is locked does not stay for ever.
func TestProgressOutlivesLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	hold := make(chan struct{})
	k.w.work("慢", func(ctx context.Context, _ func(int, int)) error { <-hold; return nil }, func(error) {})
	k.waitsUntil("no progress is shown", k.asks)
	k.w.Lock()
	close(hold)
	k.rest()
	k.onDuty()
	if !k.overYet() {
		t.Error("a progress dialog of what is long over lies over the window, and Escape does not close it")
	}
}

// Nor does the window wait for a dialog of the system's that has gone.
func TestSystemDialogOutlivesLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.home("桌面/甲.xlsx")
	s := &dialogs{wait: true, end: make(chan struct{})}
	k.w.ChooseWith(s)
	k.waits(pick{title: "t", ends: lists})
	k.w.Lock()
	close(s.end)
	k.rest()
	k.onDuty()
	if !k.overYet() {
		t.Error("the window waits for a dialog that is gone, for ever")
	}
}

// A preview that is being made when the window is locked comes up over the lock.
func TestPreviewOverTheLock(t *testing.T) {
	k := newClerk(t)
	k.confides()
	boss := personNamed(k.st, "陈建国")
	k.w.book().exportAs("2026-11-23", "2026-11-23", boss, boss)
	k.w.Lock()
	k.rest()
	if k.w.top() != nil {
		t.Error("a preview stands over the lock screen")
	}
}

func TestPreviewToSomebodyElse(t *testing.T) {
	k := newClerk(t)
	k.confides()
	boss := personNamed(k.st, "陈建国")
	k.w.book().exportAs("2026-11-23", "2026-11-23", boss, boss)
	k.w.Lock()
	k.w.enter(personNamed(k.st, "李敏"))
	k.rest()
	if k.w.top() != nil {
		t.Error("李敏 is shown a preview with 陈建国's rights, and acts recorded as his")
	}
	k.on(k.w.Lock)
	k.comes("王芳")
	if words := k.said(); words != "“值班记录表”已经做完，当时没有显示结果。" {
		t.Errorf("王芳, who began it, is told %q", words)
	}
}

// What ended while somebody else was on duty is told, once, to whoever began it.
func TestWhatEndedUnderSomebodyElseIsTold(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.w.backup() // ends behind the lock
	k.w.Lock()
	k.rest()
	k.w.work("慢", func(context.Context, func(int, int)) error { return nil }, func(error) {}) // nobody's: it is not kept
	k.rest()
	k.comes("李敏")
	if k.w.top() != nil {
		t.Error("李敏 is told of what 王芳 began")
	}
	k.w.work("导出", func(context.Context, func(int, int)) error { return forms.Refusal("U盘已拔出。") }, func(error) {})
	k.w.Lock()
	k.on(func() { k.w.enter(personNamed(k.st, "王芳")) })
	if words := k.said(); !strings.Contains(words, "“正在备份”已经做完") || strings.Contains(words, "U盘") {
		t.Errorf("王芳 is told %q", words)
	}
	k.locks()
	if k.w.top() != nil {
		t.Error("王芳 is told twice")
	}
	k.on(k.w.Lock)
	k.comes("李敏")
	if words := k.said(); !strings.Contains(words, "“导出”没有做成") || !strings.Contains(words, "U盘已拔出。") {
		t.Errorf("李敏 is told %q", words)
	}
}

// Saving and Ctrl+N at once brings the saved words back.
func TestSaveThenNewBringsItBack(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.filled(forms.Repair, "漏水")
	k.w.book().slip.save()
	k.w.book().slip.newLine()
	k.rest()
	if k.none(1) {
		t.Fatal("not saved")
	}
	if l := k.w.book().slip.deed.(*duty.Line); l.Text != "" {
		t.Errorf("the slip holds the words of the entry just written: %q, fresh %v", l.Text, k.w.book().slip.fresh)
		k.ctrl(fyne.KeyS)
		if !k.none(2) {
			t.Error("and Enter writes it twice")
		}
	}
}

// Escape after Enter in the signature does not stop it.
func TestEscapeWhileThePINIsLookedAt(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	signed := false
	k.on(func() { k.w.sign("x", forms.Clerk, "", func(forms.Person) { signed = true }) })
	k.write("1234")
	k.quickly(fyne.KeyReturn, fyne.KeyEscape)
	if signed {
		t.Error("cancelled with Escape, signed all the same")
	}
}

func TestLockWhileThePINIsLookedAt(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	signed := false
	k.on(func() { k.w.sign("x", forms.Clerk, "", func(forms.Person) { signed = true }) })
	k.write("1234")
	k.w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	k.w.Lock()
	k.rest()
	if signed {
		t.Error("signed while the window is locked")
	}
	k.onDuty()
	if signed && k.w.top() != nil {
		t.Error("and the signature is asked for again")
	}
}

// The minute turns, or the book grows, while an entry is looked at: the caret
// is taken away from whatever has it.
func TestTheMinuteTakesTheCaret(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	tab := k.w.book()
	look := func() { k.on(func() { tab.choose(forms.Ref{Book: "duty", Year: 2026, No: 1}) }) }
	minute := func() { k.clock.Forward(time.Minute); k.on(k.w.onTick) }
	for name, open := range map[string]func(){
		"Ctrl+K":       func() { k.ctrl(fyne.KeyK) },
		"signature":    func() { k.on(func() { k.w.sign("x", forms.Clerk, "", func(forms.Person) {}) }) },
		"change PIN":   func() { k.menu("修改我的 PIN") },
		"go to":        func() { k.ctrl(fyne.KeyG) },
		"Ctrl+M":       func() { k.ctrl(fyne.KeyM) },
		"search blank": func() { k.on(func() { k.w.win.Canvas().Focus(tab.bar.search) }) },
	} {
		look()
		open()
		before := k.w.win.Canvas().Focused()
		if before == nil {
			t.Fatalf("%s: no caret", name)
		}
		minute()
		if k.w.win.Canvas().Focused() != before {
			t.Errorf("%s: the minute turns, and the caret is gone (%T)", name, k.w.win.Canvas().Focused())
		}
		k.shut()
	}
}

func TestLockRightAfterChoosingLosesTheCaret(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.w.book().choose(forms.Ref{Book: "duty", Year: 2026, No: 1})
	k.w.Lock()
	k.rest()
	if k.w.win.Canvas().Focused() != k.w.lock.pin {
		t.Errorf("the PIN of the lock has no caret: %T", k.w.win.Canvas().Focused())
	}
}

func TestLockRightAfterSavingLosesTheCaret(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.filled(forms.Repair, "漏水")
	k.w.book().slip.save()
	k.w.Lock()
	k.rest()
	if k.w.win.Canvas().Focused() != k.w.lock.pin {
		t.Errorf("the PIN of the lock has no caret: %T", k.w.win.Canvas().Focused())
	}
}

// The opinion under a page outlives a lock.
func TestReviewIsLost(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	tab := k.w.book()
	k.on(tab.review)
	k.write("请尽快处理，注意回访")
	time.Sleep(450 * time.Millisecond)
	k.rest()
	k.locks()
	k.on(tab.review)
	if got := tab.slip.deed.(*forms.Reviewing); !strings.Contains(got.Opinion, "尽快") {
		t.Errorf("the opinion is gone after a lock: %+v", got)
	}
}

// What is cleared and brought back keeps its time.
func TestUndoStampsTheTime(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	tab := k.w.book()
	l := tab.slip.deed.(*duty.Line)
	k.on(func() {
		tab.slip.form.FocusOn(&l.Happened)
		k.w.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	})
	k.write("0810")
	k.on(func() { tab.slip.form.FocusOn(&l.Room) })
	k.write("5-1-101")
	if got := l.Happened.Format("15:04"); got != "08:10" {
		t.Fatalf("typed 0810, is %s", got)
	}
	k.button("清空")
	k.clock.Forward(10 * time.Minute)
	k.button("撤销清空")
	if l := tab.slip.deed.(*duty.Line); l.Happened.Format("15:04") != "08:10" {
		t.Errorf("08:10 was typed; cleared and brought back it is %s", l.Happened.Format("15:04"))
	}
}

// A step on a sheet of its own is signed after a lock.
func TestSheetSignedAfterLock(t *testing.T) {
	k := atTheGate(t)
	k.apply("32501", "三人沙发")
	tab := k.voids("不搬了")
	k.locks()
	k.signs()
	if r := k.permit(1); !r.Brief().Void {
		t.Errorf("signed, and the state is %v; said %q; slip %q %v", r.Brief().State, k.said(), tab.slip.step.Verb, tab.slip.ref)
	}
}

// takesOver begins the handover to 李敏, up to the signature of the giving side.
func (k *clerk) takesOver() {
	k.t.Helper()
	k.ctrl(fyne.Key3)
	k.until("2026-11-23 15:50")
	k.on(k.w.due.OnTapped)
	k.w.book().slip.deed.(*handover.Line).Taker = "李敏"
	k.ctrl(fyne.KeyS)
	if k.w.top() == nil {
		k.t.Fatal("nothing is asked")
	}
}

func TestHandoverSignedAfterLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.takesOver()
	k.locks()
	k.signs()
	if k.handover(1).Brief().State == "待交班签名" {
		t.Errorf("signed, and there is no handover; slip %q %v %T; said %q", k.w.book().slip.step.Verb, k.w.book().slip.ref, k.w.book().slip.deed, k.said())
	}
}

// Whoever takes over while the window is being locked is not on duty by it.
func TestRelievedAfterLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.takesOver()
	k.sign()
	k.write(" ")
	k.ctrl(fyne.KeyS)
	k.write("1234")
	k.w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	k.w.Lock()
	k.rest()
	if k.w.who.ID != "" {
		t.Errorf("locked, and yet %s is on duty", k.w.who.Name)
	}
}

// The manager's code is the manager's to see.
func TestTheClerkSeesTheCodeAfterLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty() // 王芳
	k.menu("更换恢复码")
	k.sign() // 赵卫东
	if k.w.top() == nil {
		t.Fatal("no code")
	}
	k.on(k.w.Lock)
	k.comes("王芳")
	if k.w.top() != nil {
		t.Error("the manager's code is shown to the clerk who unlocks")
	}
}

// What is said late does not stand over the lock.
func TestNoticeOverTheLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.w.backup()
	k.w.Lock()
	k.rest()
	if k.w.top() != nil || k.w.win.Canvas().Focused() != k.w.lock.pin {
		t.Errorf("a notice lies over the lock screen; the caret is in %T", k.w.win.Canvas().Focused())
	}
}

// Enter twice on the lock is Enter.
func TestLockTwice(t *testing.T) {
	k := newClerk(t)
	k.write("1234")
	k.w.lock.try()
	k.w.lock.try()
	k.rest()
	if k.w.who.ID == "" {
		t.Error("nobody is on duty")
	}
}

// What was cleared is offered on the slip that it stood on, and on no other.
func TestUndoOnAnotherSlip(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.ctrl(fyne.KeyN)
	k.write("5-1-101")
	k.button("清空")
	k.ctrl(fyne.KeyD)
	if k.w.book().slip.step.Verb != duty.Dispatch {
		t.Fatal(k.w.book().slip.step.Verb)
	}
	if k.found("撤销清空") != nil {
		t.Error("the slip of 派单 offers the cleared new line")
	}
	k.ctrl(fyne.KeyN)
	if k.found("撤销清空") == nil {
		t.Error("what was cleared cannot be brought back any more")
	}
}

func TestUndoForAnotherPerson(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.write("5-1-101")
	k.button("清空")
	k.on(k.w.Lock)
	k.comes("李敏")
	if k.found("撤销清空") != nil {
		t.Error("李敏 may bring back what 王芳 cleared, as 李敏's own")
	}
}

// A correction is not offered another matter's words.
func TestUndoIntoACorrection(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.ctrl(fyne.KeyN)
	k.filled(forms.Complaint, "夜间施工")
	k.button("清空")
	k.on(func() { k.w.book().choose(forms.Ref{Book: "duty", Year: 2026, No: 1}) })
	k.menu("更正")
	if k.w.book().slip.step.Verb != forms.Correct {
		t.Fatal(k.w.book().slip.step.Verb)
	}
	if k.found("撤销清空") != nil {
		t.Error("a correction offers to bring back what was cleared on the new line")
	}
}
