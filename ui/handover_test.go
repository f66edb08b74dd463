package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/handover"

	"fyne.io/fyne/v2"
)

// until sets the clock forward to a time, such as 2026-11-23 15:50.
func (k *clerk) until(s string) {
	k.t.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", s, forms.Beijing)
	if err != nil {
		k.t.Fatal(err)
	}
	k.clock.Forward(t.Sub(k.clock.Now()))
	if k.w.main != nil {
		k.on(k.w.onTick)
	}
}

func (k *clerk) handover(no int) *handover.Record {
	k.t.Helper()
	r, _, err := k.st.Record(context.Background(), forms.Ref{Book: "handover", Year: k.st.Now().Year(), No: no})
	if err != nil {
		k.t.Fatal(err)
	}
	return r.(*handover.Record)
}

// sign types a PIN into the signature that is asked for.
func (k *clerk) sign() {
	k.t.Helper()
	k.write("1234")
	k.key(fyne.KeyReturn)
}

// handsOver hands the shift over to somebody who sits down at the same desk.
func (k *clerk) handsOver(to string) {
	k.t.Helper()
	k.ctrl(fyne.Key3)
	k.ctrl(fyne.KeyN)
	l := k.w.book().slip.deed.(*handover.Line)
	l.Taker = to
	k.ctrl(fyne.KeyS)
	k.sign()     // the giving side
	k.write(" ") // all of it is there
	k.ctrl(fyne.KeyS)
	k.sign() // the taking side
	if k.w.who.Name != to {
		k.t.Fatalf("on duty is %s, want %s", k.w.who.Name, to)
	}
}

// Three shifts, three people, one matter carried through all of them, over
// midnight and the end of the year.
func TestThreeShiftsAreHandedOver(t *testing.T) {
	k := newClerk(t)
	k.until("2026-12-31 09:00")
	k.onDuty()
	k.line("厨房水管漏水，已漏到楼下。")
	k.until("2026-12-31 15:46")
	if got := k.w.due.Text; got != "早班 16:00 结束，可以交接班了" || !k.w.due.Visible() {
		t.Errorf("the window says %q", got)
	}
	k.handsOver("李敏")
	if strings.Contains(k.w.due.Text, "交") {
		t.Errorf("the window still says %q", k.w.due.Text)
	}
	k.until("2026-12-31 23:50")
	k.handsOver("陈建国")
	k.until("2027-01-01 07:50")
	k.handsOver("王芳")
	for i, want := range []struct{ year, shift, giver, taker string }{
		{"2026", "早班", "王芳", "李敏"}, {"2026", "中班", "李敏", "陈建国"}, {"2027", "夜班", "陈建国", "王芳"},
	} {
		ref := forms.Ref{Book: "handover", Year: 2026, No: i + 1}
		if i == 2 {
			ref = forms.Ref{Book: "handover", Year: 2027, No: 1}
		}
		r, _, err := k.st.Record(context.Background(), ref)
		if err != nil {
			t.Fatal(err)
		}
		h := r.(*handover.Record)
		if h.Shift != want.shift || h.Giver.Name != want.giver || h.Takes.Name != want.taker || len(h.Matters) != 1 || h.Matters[0].No != "2026-0001" {
			t.Errorf("handover %v: %s from %s to %s, %+v", ref, h.Shift, h.Giver.Name, h.Takes.Name, h.Matters)
		}
		written := 0
		for _, c := range h.Counts {
			written += c.Written
		}
		if first := i == 0; first != (written == 1) {
			t.Errorf("handover %v counts %d, what was written belongs to the first", ref, written)
		}
	}
	k.until("2027-01-01 09:00")
	k.ctrl(fyne.KeyUp)
	k.on(func() { k.w.book().choose(forms.Ref{Book: "handover", Year: 2027, No: 1}) })
	k.ctrl(fyne.KeyD)
	k.ctrl(fyne.KeyS)
	k.sign() // 陈建国 has handed it over: not he
	if got := k.said(); !strings.Contains(got, "不能检查自己签过的") {
		t.Errorf("who gave checks: %q", got)
	}
}

// An empty shift takes three keys beside the PINs: begin is one of the window's
// own, then save, tick, save.
func TestAnEmptyShiftTakesThreeKeys(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.ctrl(fyne.Key3)
	k.until("2026-11-23 15:50")
	k.on(k.w.due.OnTapped)
	k.w.book().slip.deed.(*handover.Line).Taker = "李敏" // as the roster has it
	before := k.strokes
	k.ctrl(fyne.KeyS)
	k.sign()
	k.write(" ")
	k.ctrl(fyne.KeyS)
	k.sign()
	pins := 2 * len("1234\n")
	if keys := k.strokes - before - pins; keys != 3 || k.handover(1).State != handover.ToInspect {
		t.Errorf("%d keys, then it is %s", keys, k.handover(1).State)
	}
}

// A clock that was set back writes nothing, and says what to do.
func TestAHandoverWithTheClockSetBack(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房水管漏水")
	k.until("2026-11-23 15:50")
	k.ctrl(fyne.Key3)
	k.ctrl(fyne.KeyN)
	k.w.book().slip.deed.(*handover.Line).Taker = "李敏"
	k.clock.Forward(-8 * time.Hour)
	k.w.book().slip.deed.(*handover.Line).Why = "提前"
	k.ctrl(fyne.KeyS)
	if got := k.said(); !strings.Contains(got, "电脑时间") {
		t.Errorf("said %q", got)
	}
	if n := len(k.st.Sight(context.Background(), k.w.who).Lately("handover", 1)); n != 0 {
		t.Error("a handover was written before the last row")
	}
}

// What the giving side marks as important stops the signatures until the
// supervisor has signed an exception.
func TestAnImportantMatterStopsTheHandover(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房水管漏水")
	k.until("2026-11-23 15:50")
	k.ctrl(fyne.Key3)
	k.ctrl(fyne.KeyN)
	k.write("李敏")
	k.tab()
	k.write(" ") // 重要
	k.ctrl(fyne.KeyS)
	if h := k.handover(1); !h.Matters[0].Important || h.State != handover.ToGive {
		t.Fatalf("%+v", h.Matters)
	}
	k.menu("交班签名")
	if got := k.said(); !strings.Contains(got, "2026-0001") {
		t.Errorf("given all the same: %q", got)
	}
	k.ctrl(fyne.KeyD)
	k.write("配件明早到货，已告知业主")
	k.ctrl(fyne.KeyS)
	k.sign()
	if h := k.handover(1); !strings.Contains(h.Exception, "配件明早到货") || !strings.Contains(h.Exception, "陈建国") {
		t.Errorf("%q", h.Exception)
	}
	k.sign() // goes along: the giving side
	if h := k.handover(1); h.State != handover.ToTake {
		t.Errorf("%s", h.State)
	}
}
