package ui

import (
	"strings"
	"testing"

	"frontdesk/forms/handover"
	"frontdesk/forms/roster"

	"fyne.io/fyne/v2"
)

// plans gives three people a pattern each; it is the plan that is on the slip.
func (k *clerk) plans() *roster.Line {
	k.t.Helper()
	l := k.w.book().slip.deed.(*roster.Line)
	for _, pattern := range []string{"1", "2", "3"} { // 王芳, 李敏, 陈建国
		k.on(func() {
			for i := range l.Rows {
				if l.Rows[i].Days[0].Shift == "" {
					k.w.book().slip.form.FocusOn(&l.Rows[i].Pattern)
					return
				}
			}
		})
		k.write(pattern)
		k.tab()
	}
	return l
}

// asksToSwap asks for a swap in the plan that is shown.
func (k *clerk) asksToSwap() {
	k.t.Helper()
	k.menu("申请调班")
	x := k.w.book().slip.deed.(*roster.Asking)
	x.Day, x.With, x.Reason = 25, "李敏", "家里有事"
	k.ctrl(fyne.KeyS)
	k.sign()
}

// The supervisor plans a month by keyboard; a clerk asks for a swap, and the
// manager approves it. The next handover knows who comes.
func TestAMonthIsPlanned(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	if got := k.w.due.Text; got != "2026 年 11 月的值班安排表还没有排" {
		t.Errorf("the window says %q", got)
	}
	k.on(k.w.due.OnTapped)
	l := k.plans()
	k.write("1") // the first place after the last pattern: one day by one key
	k.ctrl(fyne.KeyS)
	if p := k.w.book().slip.form; p == nil || k.w.win.Canvas().Overlays().Top() != nil {
		t.Fatal("a month with a night that nobody has is signed")
	}
	k.on(func() { k.w.book().slip.form.FocusOn(&l.Rows[2].Days[0].Shift) })
	k.write("3")
	k.ctrl(fyne.KeyS)
	k.sign()
	made := k.st.Sight(t.Context(), k.w.who).Lately("roster", 1)
	if len(made) == 0 {
		t.Fatalf("no roster: %v", k.w.book().slip.deed)
	}
	r := made[0].(*roster.Record)
	if r.Month != "2026-11" || r.Maker.Name != "陈建国" || len(r.Rows) != 3 {
		t.Errorf("%s by %s, %d rows", r.Month, r.Maker.Name, len(r.Rows))
	}
	k.asksToSwap()
	k.ctrl(fyne.KeyD)
	k.ctrl(fyne.KeyS)
	k.sign()
	r = k.st.Sight(t.Context(), k.w.who).Lately("roster", 1)[0].(*roster.Record)
	if r.State != roster.InForce || !strings.Contains(r.Swaps[0].Answer, "批准") {
		t.Fatalf("%s %+v", r.State, r.Swaps)
	}
	k.until("2026-11-25 15:50")
	k.ctrl(fyne.Key3)
	k.ctrl(fyne.KeyN)
	if l := k.w.book().slip.deed.(*handover.Line); l.Taker != "王芳" { // who took 李敏's place
		t.Errorf("comes next: %q", l.Taker)
	}
}
