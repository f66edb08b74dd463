package books

import (
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/formtest"
)

// Today is what is late, what is due, and what is done as a whole, in the order
// of its time.
func TestToday(t *testing.T) {
	w := formtest.NewBench(t, "2026-11-23 09:00")
	say := func(no int, kind forms.Kind, now, due string) *duty.Record {
		w.Now = formtest.At(now)
		d := &duty.Record{}
		w.Enters("duty", d, &duty.Line{Happened: w.Now, Kind: kind, Room: "1-1-101", Name: "李", Text: "第" + due + "件"})
		if due != "" {
			d.State, d.Promised = duty.Working, formtest.At(due)
		}
		return d
	}
	say(1, forms.Repair, "2026-11-23 09:00", "2026-11-23 17:00")
	say(2, forms.Repair, "2026-11-23 09:10", "2026-11-26 17:00") // beyond tomorrow: counted, not listed
	say(3, forms.Repair, "2026-11-23 09:20", "2026-11-23 10:00")
	say(4, forms.Repair, "2026-11-23 09:30", "2026-11-24 09:00")
	say(5, forms.Patient, "2026-11-23 09:40", "")
	w.Now = formtest.At("2026-11-23 15:46")
	a := Today(w.Context(formtest.Supervisor))
	got := ""
	for _, x := range a.Todos {
		switch {
		case x.Ref.No > 0:
			got += x.Ref.String()[5:]
		default:
			got += x.Book
		}
		got += " "
	}
	if want := "0005 0003 handover 0001 0004  roster "; got != want || a.Late(w.Now) != 1 || a.Later != 1 {
		t.Errorf("today: %s, want %s; late %d, later %d", got, want, a.Late(w.Now), a.Later)
	}
	if s := Today(forms.Context{Now: w.Now}); len(s.Todos) != 0 {
		t.Error("without books there is nothing to do")
	}
	text := formtest.Printed(a.TodaySheet(forms.PageHead{Office: w.O, Now: w.Now}))
	for _, want := range []string{"超时 1 件", "以后到期 1 件", "今天 17:00", "明天 9:00", "16:00 结束，可以交接"} {
		if !strings.Contains(text, want) && !strings.Contains(text, strings.Replace(want, " 9:00", " 09:00", 1)) {
			t.Errorf("the sheet does not say %s", want)
		}
	}
	// A matter open for three days: its customer should hear (S2 2.7.1.5(2)e).
	w.Now = formtest.At("2026-11-26 09:21")
	told := false
	for _, x := range Today(w.Context(formtest.Supervisor)).Todos {
		told = told || x.Ref.No == 1 && strings.Contains(x.Words, "该告知进展")
	}
	if !told {
		t.Error("nobody is told to tell the customer")
	}
}

// With nothing to do the sheet says what one does here.
func TestTodayIsEmpty(t *testing.T) {
	s := (&Agenda{}).TodaySheet(forms.PageHead{Office: formtest.Office(), Now: time.Now()})
	if !strings.Contains(formtest.Printed(s), "现在没有要办的事") {
		t.Error("an empty list says nothing")
	}
}

// An endless list is cut, and says so.
func TestTodayIsNotEndless(t *testing.T) {
	a := Agenda{Todos: make([]forms.Todo, mostTodos+7)}
	if text := formtest.Printed(a.TodaySheet(forms.PageHead{Office: formtest.Office(), Now: time.Now()})); !strings.Contains(text, "另有 7 件") {
		t.Error("the rest is not counted")
	}
}
