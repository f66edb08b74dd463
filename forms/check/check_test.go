package check

import (
	"strings"
	"testing"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/formtest"
)

// watchman is a supervisor who checks the log.
type watchman struct{ *formtest.Bench }

func newWatchman(t *testing.T, now string) *watchman {
	return &watchman{formtest.NewBench(t, now)}
}

func (w *watchman) context() forms.Context { return w.Bench.Context(formtest.Supervisor) }

// aMatter is a matter of the log.
func aMatter() *duty.Line {
	return &duty.Line{
		Way: duty.ByPhone, Room: "3-2-501", Name: "张伟", Phone: "13800000000", As: forms.Owner,
		Kind: forms.Repair, Text: "厨房水管漏水", ReadBack: true,
	}
}

// writes enters a matter, and the act by which it was entered.
func (w *watchman) writes(now string, l *duty.Line) *duty.Record {
	w.T.Helper()
	w.Now = formtest.At(now)
	l.Happened = w.Now
	d := &duty.Record{}
	w.Enters("duty", d, l)
	w.act(forms.Open, d)
	return d
}

// act is something that was done to a matter.
func (w *watchman) act(v forms.Verb, d *duty.Record) {
	w.B.Rows = int64(len(w.B.Done) + 1)
	w.B.Done = append(w.B.Done, forms.Act{Seq: w.B.Rows, At: w.Now, Verb: v, Ref: d.Ref, Page: 1})
}

// check makes the check that is proposed.
func (w *watchman) check(opinion string) *Line {
	w.T.Helper()
	l := &Line{}
	l.Start(nil, w.context())
	l.Opinion = opinion
	for _, p := range forms.Wrong(l, nil, w.context()) {
		w.T.Fatalf("the check is refused: %s", p.Words)
	}
	l.Seal(nil, w.context())
	k := &Record{}
	if err := k.Apply(forms.Act{At: w.Now, By: formtest.Supervisor, Verb: forms.Open, Ref: forms.Ref{Book: Key, Year: 2026, No: len(w.B.List["check"]) + 1}, Deed: l}); err != nil {
		w.T.Fatal(err)
	}
	w.B.List["check"] = append(w.B.List["check"], k)
	return l
}

func (w *watchman) due(k Kind, want string) {
	w.T.Helper()
	words, due := whenDue(w.context(), k)
	got := ""
	if words != "" {
		got = due.In(forms.Beijing).Format("01-02 15:04")
	}
	if got != want {
		w.T.Errorf("%s: the %s check is due %q (%s), want %q", w.Now.Format("01-02 15:04"), k, got, words, want)
	}
}

// Each day's log is signed on the next working morning (S3 4.2.3), the whole of
// it each week (S0/3 4.10).
func TestWhenTheLogIsChecked(t *testing.T) {
	w := newWatchman(t, "2026-11-20 09:00") // a Friday
	w.due(Daily, "")
	w.writes("2026-11-20 10:00", aMatter())
	w.due(Daily, "")
	w.Now = formtest.At("2026-11-21 09:00")
	w.due(Daily, "") // Saturday: nobody checks
	w.Now = formtest.At("2026-11-23 00:05")
	w.due(Daily, "11-23 12:00")
	w.due(Weekly, "11-23 12:00")
	w.Now = formtest.At("2026-11-23 09:00")
	w.check("已阅。")
	w.due(Daily, "")
	w.due(Weekly, "11-23 12:00")
	if l := w.check("本周受理及时，请注意保密。"); l.Kind != Weekly || len(l.Rows) != 1 {
		t.Errorf("%+v", l)
	}
	w.due(Weekly, "")
	w.writes("2026-11-23 10:00", aMatter())
	w.Now = formtest.At("2026-11-24 08:00")
	w.due(Daily, "11-24 12:00")
	w.due(Weekly, "")
	// The National Day week: nobody is there until the 8th.
	n := newWatchman(t, "2026-09-30 10:00")
	n.writes("2026-09-30 10:00", aMatter())
	n.Now = formtest.At("2026-10-08 08:30")
	n.due(Daily, "10-08 12:00")
}

// A check shows exactly what was written, changed or gone late since the one
// before, complaints first, and signs the pages it stands on.
func TestACheckShowsWhatIsNew(t *testing.T) {
	w := newWatchman(t, "2026-11-23 09:00")
	old := w.writes("2026-11-23 09:00", aMatter())
	complaint := &duty.Line{Kind: forms.Complaint, Room: "1-1-101", Text: "夜间施工", Name: "李"}
	secret := &duty.Line{Kind: forms.Other, Room: "2-1-202", Text: "家中变故", Confidential: true, Name: "赵"}
	w.writes("2026-11-23 10:00", secret)
	w.writes("2026-11-23 11:00", complaint)
	w.Now = formtest.At("2026-11-24 08:30")
	l := w.check("已阅。")
	if len(l.Rows) != 3 || l.Rows[0].Kind != string(forms.Complaint) || len(l.Pages) != 1 || l.From != 0 || l.To != 3 {
		t.Fatalf("%+v", l)
	}
	for _, r := range l.Rows {
		if strings.Contains(r.Subject+r.Room, "变故") || strings.Contains(r.Room, "202") {
			t.Error("a confidential matter stands on the sheet")
		}
	}
	follows := l.Opens(nil, forms.Act{})
	if len(follows) != 1 || follows[0].Verb != forms.Review || follows[0].Book != forms.DutyKey || follows[0].Page != 1 {
		t.Errorf("%+v", follows)
	}
	// A day later: one changed, the complaint has gone late, the third is as it was.
	w.Now = formtest.At("2026-11-24 15:00")
	w.act(forms.Correct, old)
	w.Now = formtest.At("2026-11-25 08:30")
	l = w.check("已阅。")
	got := ""
	for _, r := range l.Rows {
		got += r.Ref + " " + r.Done
		if !r.Late.IsZero() {
			got += "超时"
		}
		got += ";"
	}
	if got != "2026-0003 超时;2026-0001 更正;" || l.Left != 1 || l.From != 3 {
		t.Errorf("the second check shows %s, %d besides, from %d", got, l.Left, l.From)
	}
	// Nothing new: there is nothing to sign, and what is late is not told again.
	w.Now = formtest.At("2026-11-25 09:00")
	again := &Line{}
	again.Start(nil, w.context())
	again.Kind = Daily
	again.look(w.context())
	if p := again.Check(nil, w.context()); len(p) != 1 || !strings.Contains(p[0].Words, "没有变化") {
		t.Errorf("%v %+v", p, again.Rows)
	}
}

// A check is made whole in one act; nothing is done to it afterwards.
func TestACheckIsNotChanged(t *testing.T) {
	w := newWatchman(t, "2026-11-23 09:00")
	w.writes("2026-11-23 09:00", aMatter())
	w.Now = formtest.At("2026-11-24 08:30")
	w.check("已阅。")
	k := w.B.List["check"][0].(*Record)
	if err := k.Apply(forms.Act{At: w.Now, By: formtest.Supervisor, Verb: forms.Correct, Deed: &Line{}}); err == nil || !strings.Contains(err.Error(), "不再改动") {
		t.Errorf("%v", err)
	}
	s := drawPage(forms.PageHead{Office: w.O, Now: w.Now}, []forms.Entry{k})
	for _, want := range []string{"已阅。", "陈建国", "2026-0001", "厨房水管漏水", "报修"} {
		if !strings.Contains(formtest.Printed(s), want) {
			t.Errorf("the sheet has no %s", want)
		}
	}
}
