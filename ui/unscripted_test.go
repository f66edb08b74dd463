//go:build ci

package ui

import (
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"

	"fyne.io/fyne/v2"
)

// What no procedure foresees: keys quicker than the answer, words that no blank
// takes, slips that lie for days, two people at one desk.

// relieves puts a person on duty by name through the lock.
func (k *clerk) relieves(name string) {
	k.t.Helper()
	k.on(func() { k.w.lock.choose(personNamed(k.st, name).ID) })
	k.onDuty()
	if k.w.who.Name != name {
		k.t.Fatalf("on duty is %s", k.w.who.Name)
	}
}

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
	k.relieves("王芳")
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
	k.clock.forward(-3 * time.Hour)
	k.on(k.w.passing)
	k.write("3-2-501")
	l := k.w.book().slip.deed.(*duty.Line)
	if l.Happened.After(k.clock.Now().Add(time.Minute)) {
		t.Error("the line lies ready in the future, and the first key does not mend it")
	}
}
