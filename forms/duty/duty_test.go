package duty

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/formtest"
	"frontdesk/forms/paper"
	"frontdesk/forms/visit"
)

var (
	wang = forms.Person{ID: "p1", Name: "王芳", Role: forms.Clerk}
	li   = forms.Person{ID: "p2", Name: "李敏", Role: forms.Clerk}
	chen = forms.Person{ID: "p3", Name: "陈主管", Role: forms.Supervisor}
	// Monday, an ordinary working day.
	monday = time.Date(2026, 11, 23, 9, 0, 0, 0, forms.Beijing)
)

// desk plays acts on one entry as the store would, without a store.
type desk struct {
	t    *testing.T
	now  time.Time
	by   forms.Person
	d    *Record
	seq  int64
	last forms.Act
}

func newDesk(t *testing.T) *desk { return &desk{t: t, now: monday, by: wang, d: &Record{}} }

func (k *desk) do(v forms.Verb, deed forms.Deed) error {
	k.t.Helper()
	c := forms.Context{Now: k.now, By: k.by, Office: formtest.Office()}
	var r forms.Record = k.d
	if v == forms.Open {
		r = nil
	} else {
		for _, s := range k.d.Steps(c) {
			if s.Verb == v && s.Refused != "" {
				return forms.Refusal(s.Refused)
			}
		}
	}
	if p := forms.Wrong(deed, r, c); len(p) > 0 {
		return forms.Problems(p)
	}
	if x, ok := deed.(forms.Sealer); ok {
		x.Seal(r, c)
	}
	words, err := json.Marshal(deed)
	if err != nil {
		k.t.Fatal(err)
	}
	read, err := Book().Decode(v, words)
	if err != nil {
		k.t.Fatal(err)
	}
	k.seq++
	k.last = forms.Act{Seq: k.seq, At: k.now, By: k.by, Verb: v, Ref: forms.Ref{Book: "duty", Year: 2026, No: 1}, Page: 1, Line: 1, Deed: read}
	return k.d.Apply(k.last)
}

func (k *desk) must(v forms.Verb, deed forms.Deed) {
	k.t.Helper()
	if err := k.do(v, deed); err != nil {
		k.t.Fatalf("%s: %v", v, err)
	}
}

func (k *desk) refused(v forms.Verb, deed forms.Deed, want string) {
	k.t.Helper()
	err := k.do(v, deed)
	if err == nil || !strings.Contains(err.Error(), want) {
		k.t.Errorf("%s: got %v, want a sentence with %q", v, err, want)
	}
}

func (k *desk) state(want string) {
	k.t.Helper()
	if k.d.State != want {
		k.t.Errorf("state %s, want %s", k.d.State, want)
	}
}

func repair() *Line {
	return &Line{
		Happened: monday, Way: ByPhone, Room: "3-2-501", Name: "张伟", Phone: "13800000000", As: forms.Owner,
		Kind: forms.Repair, Text: "厨房水管漏水", ReadBack: true,
	}
}

func TestLifeOfARepair(t *testing.T) {
	k := newDesk(t)
	k.must(forms.Open, repair())
	k.state(Waiting)
	k.refused(CallBack, &Calling{}, "还没有完成")
	k.refused(Dispatch, &Dispatching{Department: "工程部"}, "请填写承诺完成时间")
	k.refused(Dispatch, &Dispatching{Department: "工程部", Promised: monday.Add(-time.Hour)}, "已经过去")
	k.must(Dispatch, &Dispatching{Department: "工程部", Handler: "李强", Promised: monday.Add(2 * time.Hour)})
	k.state(Working)
	k.now = monday.Add(time.Hour)
	k.must(Progress, &Following{Text: "已到场关阀", Told: true})
	k.must(Finish, &Finishing{Finished: k.now, Result: "更换角阀", FedBack: true})
	k.state(ToCall)
	if want := time.Date(2026, 11, 23, 23, 59, 0, 0, forms.Beijing); !k.d.CallDue.Equal(want) {
		t.Errorf("call back by %v, want the same working day %v (S0/3 4.5.1)", k.d.CallDue, want)
	}
	k.refused(Close, &Closing{}, "要先电话回访")
	k.must(CallBack, &Calling{Reached: forms.NotReached})
	k.state(ToCall)
	k.must(CallBack, &Calling{Reached: forms.Reached, Attitude: forms.Good, Quality: forms.Good, Charging: forms.None, Satisfied: forms.Pleased})
	k.state(ToClose)
	k.must(Close, &Closing{})
	k.state(Settled)
	k.refused(forms.Void, &forms.Voiding{Reason: "写错"}, "已办结的不能作废")
	k.refused(Reopen, &Reopening{Promised: k.now.Add(time.Hour)}, "请填写重新打开的原因")
	k.must(Reopen, &Reopening{Reason: "又漏了", Promised: k.now.Add(time.Hour)})
	k.state(Working)
	all := ""
	for _, n := range k.d.Notes {
		all += n.Text + "|"
	}
	for _, kept := range []string{"已到场关阀", "更换角阀", "未接通", "回访：态度好", "重新打开：又漏了"} {
		if !strings.Contains(all, kept) {
			t.Errorf("%q is lost from %q", kept, all)
		}
	}
}

func TestPastThePromiseTheReasonIsDemanded(t *testing.T) { // S0/3 4.4.2
	promised := monday.Add(time.Hour)
	for name, deed := range map[string]struct {
		verb  forms.Verb
		plain func(now time.Time) forms.Deed
		with  func(now time.Time) forms.Deed
	}{
		"follow up": {
			Progress, func(time.Time) forms.Deed { return &Following{Text: "配件未到"} },
			func(time.Time) forms.Deed {
				return &Following{Text: "配件未到", Lateness: Lateness{"缺配件", "明天上午到"}}
			},
		},
		"extend": {
			Extend, func(now time.Time) forms.Deed { return &Extending{Promised: now.Add(time.Hour)} },
			func(now time.Time) forms.Deed { return &Extending{now.Add(time.Hour), "缺配件", "已说明"} },
		},
		"finish": {
			Finish, func(now time.Time) forms.Deed { return &Finishing{Finished: now, Result: "修好"} },
			func(now time.Time) forms.Deed {
				return &Finishing{Finished: now, Result: "修好", Lateness: Lateness{"缺配件", "已说明"}}
			},
		},
	} {
		k := newDesk(t)
		k.must(forms.Open, repair())
		k.must(Dispatch, &Dispatching{Department: "工程部", Promised: promised})
		k.now = promised
		if k.d.Overdue(k.now) {
			t.Errorf("%s: late at the very minute that was promised", name)
		}
		k.now = promised.Add(time.Minute)
		k.refused(deed.verb, deed.plain(k.now), "请填写")
		k.must(deed.verb, deed.with(k.now))
	}
}

func TestKindsAndTheirLimits(t *testing.T) {
	for _, c := range []struct {
		kind   forms.Kind
		due    time.Duration // after writing; 0: none until it is promised
		urgent bool
		next   forms.Verb
		goesTo string
	}{
		{forms.Patient, 0, true, HelpStep, "中控室"},
		{forms.Incident, 0, true, HelpStep, "秩序部"},
		{forms.Spoken, 2 * time.Hour, false, Finish, "客服部"},
		{forms.Written, 0, false, Dispatch, "客服部"},
		{forms.Paid, 0, false, Dispatch, "工程部"},
		{forms.Repair, 0, false, Dispatch, "工程部"},
		{forms.Complaint, 24 * time.Hour, false, Dispatch, "客服部"},
		{forms.Suggestion, 0, false, Dispatch, "客服部"},
		{forms.Other, 0, false, Dispatch, "客服部"},
	} {
		k := newDesk(t)
		l := repair()
		l.Kind, l.Price = c.kind, "120 元"
		k.must(forms.Open, l)
		want := time.Time{}
		if c.due > 0 {
			want = monday.Add(c.due)
		}
		if !k.d.Promised.Equal(want) {
			t.Errorf("%s is due %v, want %v", c.kind, k.d.Promised, want)
		}
		b := k.d.Brief()
		if b.Urgent != c.urgent {
			t.Errorf("%s urgent: %v", c.kind, b.Urgent)
		}
		steps := k.d.Steps(forms.Context{Now: k.now, By: wang, Office: formtest.Office()})
		if !steps[0].Next || steps[0].Verb != c.next {
			t.Errorf("%s: the next step is %v", c.kind, steps[0])
		}
		if got := formtest.Office().Rules.Of(c.kind).GoesTo; got != c.goesTo {
			t.Errorf("%s goes to %s", c.kind, got)
		}
		if k.d.Clause == "" {
			t.Errorf("%s keeps no clause of the rule it was made under", c.kind)
		}
	}
}

func TestEveryKindHasARule(t *testing.T) {
	r := forms.DefaultRules()
	for _, k := range []forms.Kind{forms.Patient, forms.Incident, forms.Spoken, forms.Written, forms.Paid, forms.Repair, forms.Complaint, forms.Suggestion, forms.Other} {
		if x := r.Of(k); x.Kind != k || x.Limit == "" || x.GoesTo == "" || x.Clause == "" || x.Limit == forms.Within && x.Hours == 0 {
			t.Errorf("%s: %+v", k, x)
		}
	}
}

func TestPaidServiceNeedsItsPriceToldBeforehand(t *testing.T) { // S2 2.7.1.4(7)
	k := newDesk(t)
	l := repair()
	l.Kind = forms.Paid
	k.refused(forms.Open, l, "要先告知价格")
	l.Price = "空调清洗 120 元/台"
	k.must(forms.Open, l)
}

func TestSpecialHelpIsTickedStepByStep(t *testing.T) { // S0/1 1
	k := newDesk(t)
	l := repair()
	l.Kind, l.Text = forms.Patient, "老人胸痛"
	k.must(forms.Open, l)
	steps := k.d.StepsLeft()
	for i, s := range steps {
		k.now = k.now.Add(time.Minute)
		x := &HelpTick{}
		x.Start(k.d, forms.Context{})
		if x.Step != s {
			t.Fatalf("step %d offers %q, want %q", i, x.Step, s)
		}
		k.must(HelpStep, x)
	}
	if len(k.d.Ticks) != 7 || k.d.Ticks[6].By != wang.Name || !k.d.Ticks[6].At.Equal(k.now) {
		t.Errorf("ticks: %+v", k.d.Ticks)
	}
	k.refused(HelpStep, &HelpTick{Step: steps[0]}, "已经全部勾完")
	k.must(Finish, &Finishing{Finished: k.now, Result: "120 已接走"})
}

func TestNotSatisfiedOpensAComplaint(t *testing.T) { // S0/3 4.5.2
	for _, c := range []struct {
		call Calling
		want string
	}{
		{Calling{Reached: forms.Reached, Attitude: forms.Bad, Quality: forms.Good, Charging: forms.None, Satisfied: forms.Displeased, Text: "来得太晚"}, "回访不满意：来得太晚"},
		{Calling{Reached: forms.Reached, Attitude: forms.Good, Quality: forms.Good, Charging: forms.Yes, Satisfied: forms.Pleased, Text: "多收 50 元"}, "反映违规收费：多收 50 元"},
		{Calling{Reached: forms.Reached, Attitude: forms.Bad, Quality: forms.Bad, Charging: forms.None, Satisfied: forms.Pleased}, ""},
		{Calling{Reached: forms.NotReached, Satisfied: forms.Displeased}, ""},
	} {
		k := newDesk(t)
		k.must(forms.Open, repair())
		k.must(Dispatch, &Dispatching{Department: "工程部", Promised: monday.Add(time.Hour)})
		k.must(Finish, &Finishing{Finished: monday, Result: "修好"})
		if c.want != "" {
			silent := c.call
			silent.Text = ""
			k.refused(CallBack, &silent, "请写下客户说了什么")
		}
		k.must(CallBack, &c.call)
		opens := k.last.Deed.(forms.Opener).Opens(k.d, k.last)
		if c.want == "" {
			if len(opens) != 0 {
				t.Errorf("%+v opens %+v", c.call, opens)
			}
			continue
		}
		l := opens[0].Deed.(*Line)
		if l.Kind != forms.Complaint || l.Refers != "2026-0001" || l.Text != c.want || l.Room != "3-2-501" {
			t.Errorf("opened %+v", l)
		}
	}
}

func TestCorrectionKeepsTheOldWords(t *testing.T) { // S3 3.1 4.1.8
	k := newDesk(t)
	k.must(forms.Open, repair())
	k.must(Dispatch, &Dispatching{Department: "工程部", Promised: monday.Add(time.Hour)})
	k.must(Progress, &Following{Text: "李强到常"})
	x := &Correction{}
	x.Start(k.d, forms.Context{})
	x.Reason = "打错字"
	k.refused(forms.Correct, x, "还没有改动")
	x.Line.Name, x.Notes[0].Text = "章伟", "李强到场"
	k.now, k.by = monday.Add(time.Minute), li
	k.must(forms.Correct, x)
	if k.d.Name != "章伟" || len(k.d.Marks) != 1 || k.d.Marks[0].Old != "张伟" || k.d.Marks[0].By != "李敏" {
		t.Errorf("%s, %+v", k.d.Name, k.d.Marks)
	}
	if n := k.d.Notes[0]; n.Text != "李强到场" || n.Was[0].Old != "李强到常" {
		t.Errorf("%+v", n)
	}
	hay := strings.Join(k.d.Brief().Hay, "|")
	for _, s := range []string{"张伟", "章伟", "李强到常", "李强到场"} {
		if !strings.Contains(hay, s) {
			t.Errorf("%q cannot be found any more", s)
		}
	}
	text := formtest.Printed(Page(forms.PageHead{Office: formtest.Office(), Viewer: wang, Now: k.now}, []forms.Entry{k.d}))
	for _, s := range []string{"张伟", "章伟", "李敏 11-23 09:01 更正", "李强到常"} {
		if !strings.Contains(strings.ReplaceAll(text, "\n", ""), s) {
			t.Errorf("the page does not show %q", s)
		}
	}
}

func TestAnotherKindTakesItsOwnRule(t *testing.T) {
	k := newDesk(t)
	k.must(forms.Open, repair())
	k.now = monday.Add(3 * time.Hour)
	x := &Correction{}
	x.Start(k.d, forms.Context{})
	x.Line.Kind, x.Reason = forms.Complaint, "客户是来投诉的"
	k.must(forms.Correct, x)
	if want := monday.Add(24 * time.Hour); !k.d.Promised.Equal(want) {
		t.Errorf("due %v, want 24 hours from when it was written down, %v", k.d.Promised, want)
	}
	if k.d.Late || k.d.Shift != "早班" {
		t.Error("the correction changed when and in which shift the line was written")
	}
}

func TestConfidentialIsForSupervisorAndWriter(t *testing.T) { // S0/1 2(3)
	k := newDesk(t)
	l := repair()
	l.Confidential = true
	k.must(forms.Open, l)
	for _, c := range []struct {
		viewer forms.Person
		sees   bool
	}{{wang, true}, {li, false}, {chen, true}, {forms.Person{}, false}} {
		text := formtest.Printed(Page(forms.PageHead{Office: formtest.Office(), Viewer: c.viewer, Now: k.now}, []forms.Entry{k.d}))
		for _, secret := range []string{"张伟", "13800000000", "漏水", "3-2-501"} {
			if strings.Contains(text, secret) != c.sees {
				t.Errorf("%s sees %q: %v", c.viewer.Name, secret, !c.sees)
			}
		}
		if !strings.Contains(text, "11-23 09:00") || !strings.Contains(text, "保密") {
			t.Errorf("%s does not see number, time and state", c.viewer.Name)
		}
	}
	k.by = li
	k.refused(Dispatch, &Dispatching{Department: "工程部"}, "保密")
}

func TestVoidEntryStaysAndIsStruckThrough(t *testing.T) {
	k := newDesk(t)
	k.must(forms.Open, repair())
	k.refused(forms.Void, &forms.Voiding{}, "请填写作废原因")
	k.must(forms.Void, &forms.Voiding{Reason: "重复登记"})
	k.refused(Progress, &Following{Text: "x"}, "已经作废")
	s := Page(forms.PageHead{Office: formtest.Office(), Viewer: wang, Now: k.now}, []forms.Entry{k.d})
	struck := 0
	for _, b := range paper.Lay(&s)[0].Boxes {
		for _, l := range b.Lines {
			for _, r := range l {
				if r.Struck && (r.Text == "张伟" || r.Text == "厨房水管漏水") {
					struck++
				}
			}
		}
	}
	if struck != 2 || !strings.Contains(formtest.Printed(s), "重复登记") {
		t.Errorf("%d struck", struck)
	}
}

func TestLateEntryIsMarked(t *testing.T) {
	for minutes, late := range map[int]bool{0: false, 30: false, 31: true, 600: true} {
		k := newDesk(t)
		l := repair()
		l.Happened = monday.Add(-time.Duration(minutes) * time.Minute)
		k.must(forms.Open, l)
		if k.d.Late != late {
			t.Errorf("written %d minutes later: 补记 %v", minutes, k.d.Late)
		}
	}
}

func TestAPageIsOneDayShiftAndPerson(t *testing.T) {
	act := func(at time.Time, by forms.Person, text string) forms.Act {
		l := repair()
		l.Text = text
		l.Seal(nil, forms.Context{Now: at, By: by, Office: formtest.Office()})
		return forms.Act{At: at, By: by, Verb: forms.Open, Deed: l}
	}
	p := forms.Page{}
	turn := func(a forms.Act) forms.Page { p = Book().Turn(p, a); return p }
	for i := range LinesPerPage {
		if q := turn(act(monday, wang, "短")); q.No != 1 || q.Lines != i+1 {
			t.Fatalf("line %d stands on page %d, line %d", i+1, q.No, q.Lines)
		}
	}
	if q := turn(act(monday, wang, "短")); q.No != 2 || q.Lines != 1 {
		t.Errorf("line %d does not turn the page: %+v", LinesPerPage+1, q)
	}
	if q := turn(act(monday, li, "短")); q.No != 3 || q.Person != "李敏" {
		t.Errorf("another person: %+v", q)
	}
	if q := turn(act(monday.Add(8*time.Hour), li, "短")); q.No != 4 || q.Shift != "中班" {
		t.Errorf("another shift: %+v", q)
	}
	if q := turn(act(monday.AddDate(0, 0, 1), li, "短")); q.No != 5 || q.Day != "2026-11-24" {
		t.Errorf("another day: %+v", q)
	}
	long := strings.Repeat("楼上装修噪音扰民要求制止，", 20)
	lines := 0
	for turn(act(monday.AddDate(0, 0, 1), li, long)).No == 5 {
		lines++
	}
	if lines == 0 || lines >= LinesPerPage-1 {
		t.Errorf("%d long lines went on one page: it does not end by height", lines)
	}
}

func TestTheLastDayOfFebruaryAndNewYear(t *testing.T) {
	c := forms.DefaultCalendar()
	for finished, want := range map[string]string{
		"2026-02-27 18:00": "2026-02-27", // an ordinary Friday
		"2026-02-28 10:00": "2026-02-28", // Saturday, worked to make up for the Spring Festival
		"2026-10-01 10:00": "2026-10-08", // National Day: the first working day after it
		"2026-10-10 10:00": "2026-10-10", // working Saturday
		"2025-12-31 23:59": "2025-12-31",
		"2026-11-21 09:00": "2026-11-23", // Saturday → Monday
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", finished, forms.Beijing)
		if err != nil {
			t.Fatal(err)
		}
		if got := forms.Day(forms.CallBackDue(c, at)); got != want {
			t.Errorf("finished %s: call back on %s, want %s", finished, got, want)
		}
	}
}

func TestRefusalIsForTheClerk(t *testing.T) {
	var r forms.Refusal
	if err := error(forms.Refusal("请先签名。")); !errors.As(err, &r) || err.Error() != "请先签名。" {
		t.Error("a refusal does not speak its sentence")
	}
}

// Every field that the clerk fills and every one that the form shows stands on
// the page of the duty log.
func TestEveryFieldStandsOnThePage(t *testing.T) {
	at := monday
	d := &Record{State: Working, Signer: forms.Person{ID: "x", Name: "Signer"}, Written: monday, Notes: []forms.Note{{At: monday, Text: "NoteText"}}}
	marks := formtest.Marked(reflect.ValueOf(&d.Line).Elem(), &at, map[string]string{"Urgent": "急", "ReadBack": "✓", "Confidential": "保密"}, "Shift", "Due", "Clause", "Help", "Late", "CallBack")
	for name, f := range map[string]any{"Department": &d.Department, "Handler": &d.Handler, "Called": &d.Called, "Dispatched": &d.Dispatched, "Promised": &d.Promised, "Finished": &d.Finished} {
		switch p := f.(type) {
		case *string:
			*p, marks[name] = name, name
		case *time.Time:
			at = at.Add(time.Minute)
			*p, marks[name] = at, at.Format("15:04")
		}
	}
	d.Ref = forms.Ref{Book: "duty", Year: 2026, No: 77}
	marks["Ref"], marks["Signer"], marks["Notes"] = "77", "Signer", "NoteText"
	formtest.Stands(t, Page(forms.PageHead{Office: formtest.Office(), Viewer: chen, Now: monday}, []forms.Entry{d}), marks)
}

// A finished matter of the log opens its line of the plan, once.
func TestWhatIsFinishedEntersThePlan(t *testing.T) {
	for kind, want := range map[forms.Kind]forms.VisitKind{
		forms.Repair: forms.OfRepair, forms.Complaint: forms.OfComplaint, forms.Patient: forms.OfPatient, forms.Incident: forms.OfHelp, forms.Paid: forms.OfService, forms.Spoken: "", forms.Suggestion: "",
	} {
		c := forms.Context{Now: formtest.At("2026-11-23 10:00"), By: formtest.Clerk, Office: formtest.Office()}
		d := &Record{Line: Line{Kind: kind, Happened: c.Now, Text: "某事", CallBack: true}, Handler: "李强", State: Working, Ref: forms.Ref{Book: "duty", Year: 2026, No: 3}}
		x := &Finishing{Finished: c.Now, Result: "好了"}
		x.Seal(d, c)
		a := forms.Act{At: c.Now, By: formtest.Clerk, Verb: Finish, Ref: d.Ref, Deed: x}
		if err := d.Apply(a); err != nil {
			t.Fatal(err)
		}
		next := x.Opens(d, a)
		if (want != "") != (len(next) == 1) {
			t.Errorf("%s: opens %+v", kind, next)
			continue
		}
		if want == "" {
			continue
		}
		if l := next[0].Deed.(*visit.PlanLine); l.Kind != want || l.Refers != "2026-0003" || l.Doer != "李强" {
			t.Errorf("%s: %+v", kind, l)
		}
		again := &Finishing{Finished: c.Now, Result: "又好了"}
		again.Seal(d, c)
		if again.Visit != "" {
			t.Errorf("%s: opened again, it enters twice", kind)
		}
	}
}

// A matter that is called something else while it is finished enters the plan when it
// is called by its kind: nothing gets out of the draw that way.
func TestAKindCorrectedAfterwardsEntersThePlan(t *testing.T) {
	c := forms.Context{Now: formtest.At("2026-11-23 10:00"), By: formtest.Clerk, Office: formtest.Office()}
	d := &Record{Line: Line{Kind: forms.Suggestion, Happened: c.Now, Text: "水管漏"}, Handler: "李强", State: Working, Ref: forms.Ref{Book: "duty", Year: 2026, No: 3}, Written: c.Now}
	finish := &Finishing{Finished: c.Now, Result: "好了"}
	finish.Seal(d, c)
	a := forms.Act{At: c.Now, By: formtest.Clerk, Verb: Finish, Ref: d.Ref, Deed: finish}
	if err := d.Apply(a); err != nil || len(finish.Opens(d, a)) != 0 {
		t.Fatalf("%v, %+v", err, finish.Opens(d, a))
	}
	for i, want := range []forms.VisitKind{forms.OfRepair, ""} {
		x := &Correction{}
		x.Start(d, c)
		x.Line.Kind, x.Reason = forms.Repair, "记错类别"
		if i == 1 {
			x.Line.Kind = forms.Suggestion // and back: it stays in the plan, once
		}
		x.Seal(d, c)
		a := forms.Act{At: c.Now, By: formtest.Clerk, Verb: forms.Correct, Ref: d.Ref, Deed: x}
		if err := d.Apply(a); err != nil {
			t.Fatal(err)
		}
		next := x.Opens(d, a)
		if want == "" && len(next) > 0 || want != "" && (len(next) != 1 || next[0].Deed.(*visit.PlanLine).Kind != want || !next[0].Deed.(*visit.PlanLine).Finished.Equal(c.Now)) {
			t.Errorf("opens %+v, want %q", next, want)
		}
	}
}
