package ui

import (
	"context"
	"testing"

	"frontdesk/forms"

	"fyne.io/fyne/v2"
)

// In January the desk is told what has been kept long enough; the manager signs,
// and the page says that its words are gone.
func TestAYearIsDisposedOf(t *testing.T) {
	k := newClerk(t)
	k.archived() // two lines of November 2026, open still
	k.until("2029-01-03 09:00")
	k.ctrl(fyne.KeyJ)
	past := -1
	for i, x := range k.w.today.agenda.Todos {
		if x.Do == forms.Dispose && x.Book == "duty" {
			past = i
		}
	}
	if past < 0 {
		t.Fatalf("nobody is told: %+v", k.w.today.agenda.Todos)
	}
	k.on(func() { k.w.today.choose(past); k.w.today.enter() })
	if !k.shows("没有办结") {
		t.Error("that entries are open is not said")
	}
	k.key(fyne.KeyEscape)
	for no := 1; no <= 2; no++ {
		k.on(func() { k.w.Turn(forms.Ref{Book: "duty", Year: 2026, No: no}) })
		k.menu("作废")
		k.write("已经办完")
		k.ctrl(fyne.KeyS)
		k.sign()
		if d := k.duty(no); d.State != forms.Annulled {
			t.Fatalf("%d is %s", no, d.State)
		}
	}
	k.menu("归档…")
	blanks := everyOf[*lineEntry](k)
	k.on(func() { blanks[len(blanks)-2].SetText("2026-11-01"); blanks[len(blanks)-1].SetText("2026-11-30") })
	k.on(func() { blanks[len(blanks)-1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) })
	k.sign()
	k.sign()
	k.key(fyne.KeyEscape)
	k.menu("保管期满…")
	k.button("销毁…")
	k.key(fyne.KeyReturn) // the reason as it is proposed
	k.sign()
	r, _, err := k.st.Record(context.Background(), forms.Ref{Book: "duty", Year: 2026, No: 1})
	if _, gone := r.(*forms.Gone); err != nil || !gone {
		t.Fatalf("%+v %v", r, err)
	}
	k.on(func() { k.w.Turn(forms.Ref{Book: "duty", Year: 2026, No: 1}) })
	if !k.shows("内容已按规定销毁") || k.shows("厨房水管漏水") {
		t.Error("the page does not say that its words are gone")
	}
	acts, err := k.st.Plain(context.Background(), "duty", forms.Dispose)
	if err != nil || len(acts) != 1 || acts[0].By.Role != forms.Manager {
		t.Errorf("%+v %v", acts, err)
	}
}
