package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/handover"
	"frontdesk/ui/filedialog"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// comes puts a person on duty by name through the lock.
func (k *clerk) comes(name string) {
	k.t.Helper()
	k.on(func() { k.w.lock.choose(personNamed(k.st, name).ID) })
	k.onDuty()
	if k.w.who.Name != name {
		k.t.Fatalf("on duty is %s", k.w.who.Name)
	}
}

func (k *clerk) tap(word string) {
	k.t.Helper()
	for _, b := range everyOf[*widget.Button](k) {
		if b.Text == word {
			k.on(b.OnTapped)
			return
		}
	}
	k.t.Fatalf("there is no %s", word)
}

type slowDialogs struct{ end chan string }

func (s *slowDialogs) Choose(ctx context.Context, a filedialog.Ask) (string, error) {
	return <-s.end, nil
}

func (k *clerk) clickPIN() {
	k.t.Helper()
	for _, e := range everyOf[*lineEntry](k) {
		if e.digits {
			k.on(func() { k.w.win.Canvas().Focus(e) })
			return
		}
	}
	k.t.Fatal("no PIN is asked for")
}

func (k *clerk) buttonsOf() []string {
	var out []string
	for _, o := range k.w.book().slip.buttons.Objects {
		if b, ok := o.(interface{ Tapped(*fyne.PointEvent) }); ok {
			_ = b
		}
		out = append(out, wordOn(o))
	}
	return out
}

func wordOn(o fyne.CanvasObject) string {
	if b, ok := o.(*widget.Button); ok {
		return b.Text
	}
	return ""
}

// a list that one person filtered is shown to the next with the first one's rights.
func TestFilterOutlivesLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty() // 王芳
	k.w.book().slip.deed.(*duty.Line).Confidential = true
	k.line("家庭纠纷，请勿外传")
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
	k.onDuty() // 王芳
	k.w.book().slip.deed.(*duty.Line).Confidential = true
	k.line("家庭纠纷，请勿外传")
	k.ctrl(fyne.KeyF)
	k.write("纠纷")
	k.on(k.w.Lock)
	k.comes("李敏")
	if k.shows("请勿外传") {
		t.Error("李敏 reads 王芳's confidential words in the list of hits")
	}
}

// signature dialog of a step stands; lock and come back: the slip beneath is
// another one, the signature is for the first.
func TestSignatureOutlivesItsSlip(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	tab := k.w.book()
	k.ctrl(fyne.KeyN)
	k.on(func() { tab.choose(forms.Ref{Book: "duty", Year: 2026, No: 1}) })
	k.on(func() { tab.beginVerb(forms.Void) })
	if tab.slip.form == nil || tab.slip.step.Verb != forms.Void {
		t.Fatalf("%q", tab.slip.step.Verb)
	}
	v := tab.slip.deed.(*forms.Voiding)
	v.Reason = "写错了房号"
	k.on(func() { tab.slip.form.Reread(); tab.slip.changed() })
	k.ctrl(fyne.KeyS)
	if !k.shows("作废") || len(k.w.modals) != 1 {
		t.Fatalf("%d small windows", len(k.w.modals))
	}
	k.on(k.w.Lock)
	k.onDuty()
	if len(k.w.modals) == 1 && tab.slip.step.Verb != forms.Void {
		t.Errorf("the signature for 作废 stands over a slip of %q %v", tab.slip.step.Verb, tab.slip.ref)
	}
	// a line half written meanwhile
	if l, ok := tab.slip.deed.(*duty.Line); ok {
		l.Happened, l.Way, l.Room, l.Name, l.Phone, l.As, l.Kind, l.Text, l.ReadBack = k.clock.Now().Add(-time.Minute), duty.ByPhone, "3-2-501", "李四", "13800000000", forms.Owner, forms.Repair, "半句话", true
	}
	k.sign()
	if !k.none(2) {
		t.Errorf("signing 作废 2026-0001 wrote another entry: %+v", k.duty(2).Text)
	}
	if !k.duty(1).Brief().Void {
		t.Log("2026-0001 is not void")
	}
}

// a progress dialog that stands when the window is locked never goes away.
func TestProgressOutlivesLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	hold := make(chan struct{})
	k.w.work("慢", func(ctx context.Context, _ func(int, int)) error { <-hold; return nil }, func(error) {})
	for limit := time.After(5 * time.Second); k.w.top() == nil; {
		select {
		case f := <-k.back:
			f()
		case <-limit:
			t.Fatal("no progress is shown")
		}
	}
	k.w.Lock()
	close(hold)
	k.rest()
	k.onDuty()
	if k.w.top() != nil {
		k.key(fyne.KeyEscape)
		if k.w.top() != nil {
			t.Error("a progress dialog of what is long over lies over the window, and Escape does not close it")
		}
	}
}

// same for the window that waits for the system's file dialog.
func TestSystemDialogOutlivesLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.home("桌面/甲.xlsx")
	ch := &slowDialogs{end: make(chan string)}
	k.w.ChooseWith(ch)
	k.w.pick(pick{title: "t", ends: lists}, func(string) {})
	for limit := time.After(5 * time.Second); !k.asks(); {
		select {
		case f := <-k.back:
			f()
		case <-limit:
			t.Fatal("nothing waits")
		}
	}
	k.w.Lock()
	ch.end <- ""
	k.rest()
	k.onDuty()
	if k.w.top() != nil {
		k.key(fyne.KeyEscape)
		if k.w.top() != nil {
			t.Error("the window waits for a dialog that is gone, for ever")
		}
	}
}

// a preview that is being made when the window is locked comes up over the lock.
func TestPreviewOverTheLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.w.book().slip.deed.(*duty.Line).Confidential = true
	k.line("家庭纠纷，请勿外传")
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
	k.onDuty()
	k.w.book().slip.deed.(*duty.Line).Confidential = true
	k.line("家庭纠纷，请勿外传")
	boss := personNamed(k.st, "陈建国")
	k.w.book().exportAs("2026-11-23", "2026-11-23", boss, boss)
	k.w.Lock()
	k.w.enter(personNamed(k.st, "李敏"))
	k.rest()
	if k.w.top() != nil {
		t.Error("李敏 is shown a preview with 陈建国's rights, and acts recorded as his")
	}
}

// saving and Ctrl+N at once brings the saved words back.
func TestSaveThenNewBringsItBack(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.write("3")
	l := k.w.book().slip.deed.(*duty.Line)
	l.Room, l.Name, l.Phone, l.As, l.Kind, l.Text, l.ReadBack = "3-2-501", "张伟", "13800000000", forms.Owner, forms.Repair, "漏水", true
	k.on(func() { k.w.book().slip.form.Reread(); k.w.book().slip.changed() })
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

// the minute turns, or the book grows, while an entry is looked at: the caret
// is taken away from whatever has it.
func TestTheMinuteTakesTheCaret(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	tab := k.w.book()
	look := func() { k.on(func() { tab.choose(forms.Ref{Book: "duty", Year: 2026, No: 1}) }) }
	minute := func() { k.clock.forward(time.Minute); k.on(k.w.passing) }
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
		for k.w.top() != nil {
			k.w.top().Hide()
		}
		for o := k.w.win.Canvas().Overlays().Top(); o != nil; o = k.w.win.Canvas().Overlays().Top() {
			k.w.win.Canvas().Overlays().Remove(o)
		}
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
	l := k.w.book().slip.deed.(*duty.Line)
	l.Room, l.Name, l.Phone, l.As, l.Kind, l.Text, l.ReadBack = "3-2-501", "张伟", "13800000000", forms.Owner, forms.Repair, "漏水", true
	k.w.book().slip.save()
	k.w.Lock()
	k.rest()
	if k.w.win.Canvas().Focused() != k.w.lock.pin {
		t.Errorf("the PIN of the lock has no caret: %T", k.w.win.Canvas().Focused())
	}
}

// an opinion for a page.
func TestReviewIsLost(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	tab := k.w.book()
	k.on(tab.review)
	k.write("请尽快处理，注意回访")
	time.Sleep(450 * time.Millisecond)
	k.rest()
	k.on(k.w.Lock)
	k.onDuty()
	k.on(tab.review)
	if got := tab.slip.deed.(*forms.Reviewing); !strings.Contains(got.Opinion, "尽快") {
		t.Errorf("the opinion is gone after a lock: %+v", got)
	}
}

// cleared and brought back.
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
	k.tap("清空")
	k.clock.forward(10 * time.Minute)
	k.tap("撤销清空")
	if l := tab.slip.deed.(*duty.Line); l.Happened.Format("15:04") != "08:10" {
		t.Errorf("08:10 was typed; cleared and brought back it is %s", l.Happened.Format("15:04"))
	}
}

// a signature for a step on a sheet; lock, unlock, sign.
func TestSheetSignedAfterLock(t *testing.T) {
	k := atTheGate(t)
	k.apply("32501", "三人沙发")
	tab := k.w.book()
	k.on(func() { tab.beginVerb(forms.Void) })
	v, ok := tab.slip.deed.(*forms.Voiding)
	if !ok {
		t.Fatalf("%T", tab.slip.deed)
	}
	v.Reason = "不搬了"
	k.ctrl(fyne.KeyS)
	if len(k.w.modals) == 0 {
		t.Fatal("nothing is asked")
	}
	k.on(k.w.Lock)
	k.onDuty()
	if k.w.win.Canvas().Focused() == nil {
		t.Error("the signature comes back without a caret")
	}
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("the program crashes: %v", r)
		}
	}()
	k.clickPIN()
	k.sign()
	if r := k.permit(1); !r.Brief().Void {
		t.Errorf("signed, and the state is %v; said %q; slip %q %v", r.Brief().State, k.said(), tab.slip.step.Verb, tab.slip.ref)
	}
}

func TestHandoverSignedAfterLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.ctrl(fyne.Key3)
	k.until("2026-11-23 15:50")
	k.on(k.w.due.OnTapped)
	k.w.book().slip.deed.(*handover.Line).Taker = "李敏"
	k.ctrl(fyne.KeyS)
	if k.w.top() == nil {
		t.Fatal("nothing is asked")
	}
	k.on(k.w.Lock)
	k.onDuty()
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("the program crashes: %v", r)
		}
	}()
	k.clickPIN()
	k.sign()
	if k.handover(1).Brief().State == "待交班签名" {
		t.Errorf("signed, and there is no handover; slip %q %v %T; said %q", k.w.book().slip.step.Verb, k.w.book().slip.ref, k.w.book().slip.deed, k.said())
	}
}

// A23 again: relieved while locked.
func TestRelievedAfterLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.ctrl(fyne.Key3)
	k.until("2026-11-23 15:50")
	k.on(k.w.due.OnTapped)
	k.w.book().slip.deed.(*handover.Line).Taker = "李敏"
	k.ctrl(fyne.KeyS)
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

// C3
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

// what is said late, over the lock
func TestNoticeOverTheLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.w.backup()
	k.w.Lock()
	k.rest()
	if k.w.top() == nil {
		return
	}
	t.Log("a notice lies over the lock screen")
	k.key(fyne.KeyReturn)
	if k.w.top() != nil {
		t.Error("Enter does not close it")
	}
	if k.w.win.Canvas().Focused() != k.w.lock.pin {
		t.Errorf("then the PIN has no caret: %T", k.w.win.Canvas().Focused())
	}
}

// Enter twice on the lock
func TestLockTwice(t *testing.T) {
	k := newClerk(t)
	k.write("1234")
	k.w.lock.try()
	k.w.lock.try()
	k.rest()
	if k.w.who.ID == "" {
		t.Error("nobody")
	}
	k.on(k.w.Lock)
	k.write("99")
	k.w.lock.try()
	k.w.lock.arrow(fyne.KeyRight)
	k.rest()
	t.Logf("chosen %q wrong %q", k.w.lock.chosen, k.w.lock.wrong.Text)
}

// D12
func TestUndoOnAnotherSlip(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.ctrl(fyne.KeyN)
	k.write("5-1-101")
	k.tap("清空")
	k.ctrl(fyne.KeyD)
	if k.w.book().slip.step.Verb != duty.Dispatch {
		t.Fatal(k.w.book().slip.step.Verb)
	}
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("crash: %v", r)
		}
	}()
	for _, b := range k.buttonsOf() {
		if b == "撤销清空" {
			k.tap("撤销清空")
			t.Errorf("on the slip of 派单 the cleared new line comes back: %T under %q", k.w.book().slip.deed, k.w.book().slip.title.Text)
			k.ctrl(fyne.KeyS)
			t.Logf("saved: %q, entry %s", k.said(), k.duty(1).Brief().State)
			return
		}
	}
	k.ctrl(fyne.KeyN)
	if l, ok := k.w.book().slip.deed.(*duty.Line); ok && l.Room == "" {
		found := false
		for _, b := range k.buttonsOf() {
			found = found || b == "撤销清空"
		}
		if !found {
			t.Error("what was cleared cannot be brought back any more")
		}
	}
}

func TestUndoForAnotherPerson(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.write("5-1-101")
	k.tap("清空")
	k.on(k.w.Lock)
	k.comes("李敏")
	for _, b := range k.buttonsOf() {
		if b == "撤销清空" {
			k.tap("撤销清空")
			if l := k.w.book().slip.deed.(*duty.Line); l.Room == "5-1-101" {
				t.Error("李敏 brings back what 王芳 cleared, as 李敏's own")
			}
			return
		}
	}
}

// 撤销清空 on a correction writes another matter's words over the entry.
func TestUndoIntoACorrection(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.ctrl(fyne.KeyN)
	k.write("3")
	l := k.w.book().slip.deed.(*duty.Line)
	l.Room, l.Name, l.Phone, l.As, l.Kind, l.Text, l.ReadBack = "9-9-909", "李四", "13800000000", forms.Tenant, forms.Complaint, "夜间施工", true
	k.on(func() { k.w.book().slip.form.Reread(); k.w.book().slip.changed() })
	k.tap("清空")
	k.on(func() { k.w.book().choose(forms.Ref{Book: "duty", Year: 2026, No: 1}) })
	k.menu("更正")
	if k.w.book().slip.step.Verb != forms.Correct {
		t.Fatal(k.w.book().slip.step.Verb)
	}
	for _, b := range k.buttonsOf() {
		if b == "撤销清空" {
			t.Error("a correction offers to bring back what was cleared on the new line")
			k.tap("撤销清空")
			t.Logf("%T", k.w.book().slip.deed)
			if x, ok := k.w.book().slip.deed.(*duty.Line); ok {
				k.ctrl(fyne.KeyS)
				if k.w.top() != nil {
					t.Logf("asked: %v", k.shows("签名"))
					k.sign()
				}
				t.Logf("said %q; entry is now %s %s %q; slip had %q", k.said(), k.duty(1).Room, k.duty(1).Name, k.duty(1).Text, x.Text)
				if k.duty(1).Text != "厨房漏水" {
					t.Error("the entry was corrected into another matter")
				}
			}
		}
	}
}
