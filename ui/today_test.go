package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/check"
	"frontdesk/forms/duty"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// calls writes a matter of a kind into the log.
func (k *clerk) calls(kind forms.Kind, text string) forms.Ref {
	k.t.Helper()
	k.ctrl(fyne.Key1)
	k.ctrl(fyne.KeyN)
	k.filled(kind, text)
	k.ctrl(fyne.KeyS)
	return newest[*duty.Record](k, "duty").Ref
}

// What is due stands on the first tab with its count; Enter leads to it, the
// arrows go through it, and it renews itself when the clock goes on or the
// ledger grows.
func TestTodayTellsWhatIsDue(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	spoken := k.calls(forms.Spoken, "停车费怎么收")
	complaint := k.calls(forms.Complaint, "夜间施工")
	name := func() string { return k.w.tabs.button(0).Text }
	before := name()
	k.ctrl(fyne.KeyJ)
	if k.w.tabs.at != 0 || len(k.w.today.agenda.Todos) != 4 { // and the month's roster, and the notice of the next year
		t.Fatalf("tab %d, %+v", k.w.tabs.at, k.w.today.agenda.Todos)
	}
	if before != "今日 4" {
		t.Errorf("the tab says %q", before)
	}
	first := func() forms.Ref { return k.w.today.agenda.Todos[0].Ref }
	if first() != spoken {
		t.Errorf("first is %s", first())
	}
	k.ctrl(fyne.KeyEqual)
	if z := k.w.today.pages.Zoom(); z <= 1 || k.w.book().pages.Zoom() != 1 {
		t.Errorf("Ctrl+= makes the list %g large", z)
	}
	k.ctrl(fyne.Key0)
	k.until("2026-11-23 11:01") // two hours: the answer is late
	if k.w.due.Hidden || !strings.Contains(k.w.due.Text, spoken.String()) || k.w.today.agenda.Late(k.clock.Now()) != 1 {
		t.Errorf("late, and the bar says %q", k.w.due.Text)
	}
	k.key(fyne.KeyDown, fyne.KeyReturn)
	if got := k.w.book(); k.w.tabs.tabs[k.w.tabs.at].book != got || got.slip.record.(forms.Entry).Number() != complaint {
		t.Errorf("Enter led elsewhere")
	}
	k.ctrl(fyne.KeyJ)
	k.key(fyne.KeyEnd, fyne.KeyReturn) // the roster of next month
	if b := k.w.book(); b.book.Key != "roster" || b.slip.form == nil {
		t.Error("Enter on the roster does not begin it")
	}
}

// While the minute stands and nothing is written, nothing is worked out or drawn.
func TestTodayCostsNothingWhileNothingChanges(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.calls(forms.Repair, "漏水")
	k.ctrl(fyne.KeyJ)
	k.on(k.w.onTick)
	k.w.today.agenda = &books.Agenda{} // would be noticed to be worked out anew
	for range 6 {
		k.on(k.w.onTick)
	}
	if len(k.w.today.agenda.Todos) != 0 {
		t.Error("it was worked out anew within a minute")
	}
	k.clock.Forward(time.Minute)
	k.on(k.w.onTick)
	if len(k.w.today.agenda.Todos) == 0 {
		t.Error("the minute turned, and it was not")
	}
}

// Whoever comes next does not see for a moment what was to be done for the one
// before.
func TestTodayShowsNobodyElses(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.calls(forms.Repair, "漏水")
	k.ctrl(fyne.KeyJ)
	if len(k.w.today.agenda.Todos) == 0 || len(k.w.today.places) == 0 {
		t.Fatal("nothing is to be done")
	}
	before := k.w.who
	var other forms.Person
	for _, p := range k.st.Staff() {
		if p.ID != before.ID {
			other = p
		}
	}
	k.on(func() {
		k.w.Lock()
		k.w.enter(other)
		if n := len(k.w.today.agenda.Todos) + len(k.w.today.places); n != 0 || k.w.tabs.button(0).Text != "今日" {
			t.Errorf("%d rows on %s before they were read for %s", n, k.w.tabs.button(0).Text, other.Name)
		}
	})
	if k.w.today.reader != other || len(k.w.today.places) == 0 {
		t.Errorf("read for %s: %d rows", k.w.today.reader.Name, len(k.w.today.places))
	}
}

// What the rules were asked while a line was written is asked again by whoever
// saved it: the window finds the new answer ready.
func TestTheRulesSeeAnewWhatHasGrown(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.calls(forms.Repair, "漏水")
	k.w.context().Sight.Room("3-2-501")
	before := k.w.seen.Load()
	k.calls(forms.Repair, "还在漏")
	now := k.w.seen.Load()
	if now == before {
		t.Fatal("the books have grown, and are seen as they were")
	}
	now.store = nil // there is nowhere to look
	if got := now.Room("3-2-501"); len(got) != 2 {
		t.Errorf("%d entries of the room are seen", len(got))
	}
}

// The supervisor signs what was written the day before; its pages are signed at
// the foot in the same breath.
func TestTheLogIsChecked(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.calls(forms.Repair, "厨房漏水")
	k.calls(forms.Complaint, "夜间施工")
	k.until("2026-11-24 08:30")
	k.ctrl(fyne.KeyJ)
	at := -1
	for i, x := range k.w.today.agenda.Todos {
		if x.Book == "check" {
			at = i
		}
	}
	if at < 0 {
		t.Fatalf("the check is not due: %+v", k.w.today.agenda.Todos)
	}
	k.key(fyne.KeyHome)
	for range at {
		k.key(fyne.KeyDown)
	}
	k.key(fyne.KeyReturn)
	if k.w.book().book.Key != "check" || k.w.book().slip.form == nil {
		t.Fatal("the check is not begun")
	}
	k.ctrl(fyne.KeyS)
	k.sign()
	c := newest[*check.Record](k, "check")
	if len(c.Rows) != 2 || c.Rows[0].Kind != "投诉" || c.By.Role != forms.Supervisor {
		t.Fatalf("%+v", c)
	}
	k.ctrl(fyne.Key1)
	k.on(func() { k.w.Turn(forms.Ref{Book: "duty", Year: 2026, No: 1}) })
	if !k.shows("陈建国") {
		t.Error("the page's foot does not say who checked it")
	}
	for _, x := range k.w.today.agenda.Todos {
		if x.Book == "check" && !strings.Contains(x.Words, "一周") {
			t.Errorf("%s is due still", x.Words)
		}
	}
}

// One field finds entries of every book, residents and what can be done.
func TestOneFieldFindsEverything(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	ref := k.calls(forms.Repair, "厨房水管漏水")
	p := k.find("水管")
	if len(p) == 0 || !strings.Contains(p[0], ref.String()) || !strings.Contains(p[0], "值班记录") {
		t.Fatalf("%q", p)
	}
	k.key(fyne.KeyReturn)
	if k.w.win.Canvas().Overlays().Top() != nil || k.w.book().slip.record.(forms.Entry).Number() != ref {
		t.Error("it did not lead there")
	}
	// An action, by the initials of its words, and a page of the settings.
	if p := k.find("hf"); len(p) == 0 || !strings.Contains(strings.Join(p, " "), "回访") {
		t.Errorf("%q", p)
	}
	k.key(fyne.KeyEscape)
	if p := k.find("工作日历"); len(p) != 1 {
		t.Errorf("%q", p)
	}
	k.key(fyne.KeyReturn)
	if k.w.tabs.tabs[k.w.tabs.at].root != k.w.settings.root || k.w.settings.names()[k.w.settings.at] != "工作日历" {
		t.Error("the settings are not shown")
	}
	if p := k.find("没有这样的字"); len(p) != 0 || !k.shows("没有找到") {
		t.Errorf("%q", p)
	}
	k.key(fyne.KeyEscape)
	if k.w.win.Canvas().Overlays().Top() != nil {
		t.Error("Escape does not close it")
	}
}

// find types into the field over everything, and gives what it finds.
func (k *clerk) find(words string) []string {
	k.t.Helper()
	k.ctrl(fyne.KeyK)
	k.write(words)
	var out []string
	for _, f := range k.w.finder.found {
		out = append(out, f.kind+" "+f.words)
	}
	return out
}

// Whatever does not fit stands behind ⋯; what is shown stands in the row.
func TestTabsThatDoNotFit(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	if m := k.w.main.MinSize(); m.Width > 1024 || m.Height > 640 {
		t.Errorf("the window is at least %g × %g", m.Width, m.Height)
	}
	for _, wide := range []float32{1024, 1366, 2400} {
		k.on(func() { k.w.win.Resize(fyne.NewSize(wide, 700)) })
		for i := range k.w.tabs.tabs {
			k.on(func() { k.w.tabs.choose(i) })
			seen := 0
			for n := range k.w.tabs.tabs {
				if b := k.w.tabs.button(n); b.Visible() {
					seen++
					if b.Position().X+b.Size().Width > k.w.tabs.buttons.Size().Width+1 {
						t.Errorf("%g wide: %s stands out of the row", wide, b.Text)
					}
				}
			}
			if !k.w.tabs.button(i).Visible() {
				t.Errorf("%g wide: %s is shown, and has no tab", wide, k.w.tabs.tabs[i].name)
			}
			if all := seen == len(k.w.tabs.tabs); all == k.w.tabs.more.Visible() {
				t.Errorf("%g wide: %d tabs, the rest offered: %v", wide, seen, k.w.tabs.more.Visible())
			}
		}
	}
}

// The day's report is seen first, turned by keys, and exported; the export is
// an act.
func TestTheDailyReport(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.calls(forms.Repair, "厨房漏水")
	k.calls(forms.Complaint, "夜间施工")
	k.menu("部门日呈报表…")
	k.key(fyne.KeyReturn)
	for _, want := range []string{"部门日呈报表", "合计", "第 1 页 共 1 页"} {
		if !strings.Contains(wordsOf(k.w.looking.work.Job), want) {
			t.Errorf("the report does not show %q", want)
		}
	}
	k.key(fyne.KeyPageDown, fyne.KeyEqual, fyne.KeyMinus, fyne.KeyEnd, fyne.KeyHome)
	k.button("导出 Excel")
	k.key(fyne.KeyEscape)
	if !k.sheetSays("部门日呈报表 2026-11-23 至 2026-11-23.xlsx", "投诉") {
		t.Error("it was not exported")
	}
	acts, err := k.st.ActsOf(context.Background(), "duty", 2026, 0)
	if err != nil || len(acts) != 1 || acts[0].Deed.(*forms.Exporting).What != "daily" {
		t.Errorf("%+v %v", acts, err)
	}
}

// A bar is as high as the highest of its parts, also when one of them is empty.
func TestABarHasItsHeight(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	b := widget.NewButton("钮", func() {})
	for i, bar := range []*fyne.Container{
		newBar(container.NewHBox(), b, container.NewHBox()), newBar(container.NewHBox(b), widget.NewLabel(""), container.NewHBox()), newBar(container.NewHBox(), widget.NewLabel(""), container.NewHBox(b)),
	} {
		if bar.MinSize().Height < b.MinSize().Height {
			t.Errorf("bar %d is %g high", i, bar.MinSize().Height)
		}
	}
}
