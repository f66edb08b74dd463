package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"frontdesk/store"

	"fyne.io/fyne/v2"
)

// aRealOffice sits at a window on an office that is no trial: of that the clock is
// looked at.
func aRealOffice(t *testing.T) *clerk {
	t.Helper()
	with := TrialOffice()
	with.Settings.Demo = false
	return newClerkOf(t, with)
}

// Days after the last row the window asks about the clock before anything is written;
// what was begun goes on once that is answered, and a no writes nothing.
func TestTheClockIsAskedAboutAfterDays(t *testing.T) {
	k := aRealOffice(t)
	k.onDuty()
	k.line("厨房漏水")
	rows := func() int64 {
		n, _, err := k.st.Head(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := rows()
	k.on(k.w.Lock)
	k.clock.Forward(9 * 24 * time.Hour)
	for _, answer := range []string{"不对，先校准 (Esc)", "时间对，继续"} {
		k.on(func() { k.w.lock.pin.SetText("1234"); k.w.lock.try() })
		if !k.shows("电脑的时间对吗？") || !k.shows("2026 年 12 月 2 日") || rows() != before {
			t.Fatalf("nobody asks about the clock; %d rows", rows()-before)
		}
		if k.w.who.ID != "" {
			t.Fatal("on duty before it was answered")
		}
		k.button(answer)
		if rows() != before {
			t.Error("something was written")
		}
	}
	if k.w.who.ID == "" {
		t.Fatal("the time is right, and nobody is on duty")
	}
	k.line("又漏水")
	if rows() != before+1 {
		t.Errorf("%d rows", rows()-before)
	}
	// A window that was left open asks as well, and what was written is still there.
	k.clock.Forward(3 * 24 * time.Hour)
	before = rows()
	k.line("还在漏")
	if !k.shows("电脑的时间对吗？") || rows() != before {
		t.Fatalf("left open, and it does not ask; %d rows", rows()-before)
	}
	k.button("时间对，继续")
	k.ctrl(fyne.KeyS)
	if rows() != before+1 {
		t.Errorf("%d rows", rows()-before)
	}
}

// After a line with a wrong clock a manager puts the time right from the menu, and the
// desk writes on.
func TestAManagerPutsTheTimeRight(t *testing.T) {
	k := aRealOffice(t)
	k.onDuty()
	k.clock.Forward(20 * time.Hour)
	now := k.clock.Now()
	k.clock.Forward(3650 * 24 * time.Hour)
	k.st.ClockIsRight()
	k.line("时间快了十年")
	k.clock.Forward(now.Sub(k.clock.Now()))
	k.line("改回来以后")
	if !k.shows("校正台账时间…") || !k.none(1) {
		t.Fatal("the refusal does not say what to do")
	}
	k.button("知道了 (回车)")
	k.menu("校正台账时间…")
	k.write("主板电池没电，时间快了十年")
	k.button("下一步：签名")
	k.sign()
	k.ctrl(fyne.KeyS)
	if k.none(1) {
		t.Error("nothing can be written still")
	}
	if r, err := store.Verify(context.Background(), k.st.Path(), nil); err != nil || !r.Sound || !strings.Contains(r.String(), "由经理校正") {
		t.Errorf("%s %v", r, err)
	}
}
