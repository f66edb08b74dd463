package forms

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/forms/paper"
)

// round is an office that visits.
type round struct{ *bench }

func newRound(t *testing.T, now string) *round { return &round{newBench(t, now)} }

// finishes puts a finished matter into the plan.
func (r *round) finishes(l *PlanLine) *Plan {
	r.t.Helper()
	p := &Plan{}
	r.enters(planKey, p, l)
	return p
}

func (r *round) matter(k VisitKind) *PlanLine {
	return &PlanLine{Kind: k, Room: "3-2-501", Name: "张伟", Phone: "13805510001", What: "厨房水管漏水", Finished: r.now, Refers: "2026-0012", Doer: "李强"}
}

// opens takes the form that followed.
func (r *round) opens() *Visit {
	r.t.Helper()
	if len(r.next) != 1 || r.next[0].Book != visitKey {
		r.t.Fatalf("followed: %+v", r.next)
	}
	v := &Visit{}
	if why := r.apply(v, nil, supervisor, Open, r.next[0].Deed, Ref{visitKey, 2026, 7}); why != "" {
		r.t.Fatal(why)
	}
	return v
}

// visited takes a visit to where its outcome is written.
func (r *round) found(satisfied Mood) *Visiting {
	return &Visiting{When: r.now, Way: FaceToFace, Quality: Good, Effect: Good, Satisfied: satisfied, Signed: SignedOnPaper}
}

// A quarter of an office: what finished enters by itself, every kind as its
// rule says, and an independent count finds the share met on each day.
func TestAQuarterEntersThePlan(t *testing.T) {
	r := newRound(t, "2026-10-01 09:00")
	kinds := VisitKinds()
	count, drawn := map[VisitKind]int{}, map[VisitKind]int{}
	for i := range 600 {
		r.now = r.now.Add(3 * time.Hour)
		k := kinds[i*7%len(kinds)]
		p := r.finishes(r.matter(k))
		share := r.o.Rules.Visit(k).Share
		count[k]++
		if p.State == ToAssign {
			drawn[k]++
		}
		if drawn[k]*100 < share*count[k] {
			t.Fatalf("%s: %d of %d are to be visited, the rule is %d %%", k, drawn[k], count[k], share)
		}
		if share == 0 && drawn[k] > 0 {
			t.Errorf("%s is visited without a share", k)
		}
	}
	text := shareStrip(r.context(clerk))
	if !strings.Contains(text, fmt.Sprintf("投诉 0/%d 还差 %d 户", count[OfComplaint], count[OfComplaint])) {
		t.Errorf("the strip says %s", text)
	}
}

// A new quarter counts anew; what is entered by hand is visited and counts for
// no share.
func TestQuartersAndHands(t *testing.T) {
	r := newRound(t, "2026-12-31 20:00")
	a, b := r.finishes(r.matter(OfRepair)), r.finishes(r.matter(OfRepair))
	hand := r.matter(OfRepair)
	hand.Refers = ""
	h := r.finishes(hand)
	c := r.finishes(r.matter(OfRepair))
	if a.Draw.N != 1 || b.Draw.N != 2 || c.Draw.N != 3 || h.State != ToAssign || h.drawWords() != "另加" {
		t.Errorf("%d %d %d, by hand %s %s", a.Draw.N, b.Draw.N, c.Draw.N, h.State, h.drawWords())
	}
	r.now = at("2027-01-01 09:00")
	if d := r.finishes(r.matter(OfRepair)); d.Draw.N != 1 || d.Draw.Quarter != "2027Q1" || d.State != ToAssign {
		t.Errorf("the new quarter begins with %+v", d.Draw)
	}
}

// An event is entered once with its recipients, of whom a tenth is drawn.
func TestAnEventHasRecipients(t *testing.T) {
	r := newRound(t, "2026-10-01 09:00")
	l := &PlanLine{Kind: OfEvent, Room: "1-1-101", Name: "甲", What: "中秋游园", Finished: r.now}
	for i := range 39 {
		l.Others += fmt.Sprintf("2-1-%d01 住户%d\n\n", i+1, i)
	}
	first := r.finishes(l)
	n, drawn := 1, 0
	if first.State == ToAssign {
		drawn++
	}
	for _, o := range r.next {
		x := o.Deed.(*PlanLine)
		p := r.finishes(x)
		n++
		if p.State == ToAssign {
			drawn++
		}
		if p.Draw.N != n || !p.Draw.Again(OfEvent) || p.Others != "" {
			t.Fatalf("recipient %d: %+v", n, p.Draw)
		}
	}
	if n != 40 || drawn < 4 || drawn > 5 {
		t.Errorf("%d of %d are drawn", drawn, n)
	}
}

// Nobody visits own work; a major complaint is the manager's; ordinary ones need
// two visitors.
func TestWhoVisits(t *testing.T) {
	for name, c := range map[string]struct {
		kind  VisitKind
		major bool
		by    Person
		x     *Assigning
		want  string
	}{
		"a repair":                 {OfRepair, false, supervisor, &Assigning{First: "王芳"}, ""},
		"by a clerk":               {OfRepair, false, clerk, &Assigning{First: "王芳"}, "要由主管签名"},
		"own work":                 {OfRepair, false, supervisor, &Assigning{First: "李敏"}, "李敏是这件事的经办人，不能回访自己办的事。"},
		"a stranger":               {OfRepair, false, supervisor, &Assigning{First: "路人"}, "回访人要在人员名单里，才能自己签名。"},
		"a complaint, one visitor": {OfComplaint, false, supervisor, &Assigning{First: "王芳"}, "请填写一同回访的部门主管。"},
		"a complaint, twice one":   {OfComplaint, false, supervisor, &Assigning{First: "王芳", Second: "王芳"}, "两位回访人不能是同一个人。"},
		"a complaint":              {OfComplaint, false, supervisor, &Assigning{First: "王芳", Second: "孙工"}, ""},
		"a major one, supervisor":  {OfComplaint, true, supervisor, &Assigning{First: "王芳"}, "要由经理签名"},
		"a major one":              {OfComplaint, true, manager, &Assigning{First: "王芳"}, ""},
	} {
		r := newRound(t, "2026-11-23 09:00")
		l := r.matter(c.kind)
		l.Major, l.Doer = c.major, "李敏"
		p := r.finishes(l)
		if got := r.do(p, c.by, Assign, c.x, Ref{planKey, 2026, 1}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if c.want == "" {
			v := r.opens()
			if v.First != c.x.First || v.Plan != "2026-0001" || !v.To.Equal(p.To) || v.Outside != (c.x.Second == "孙工") {
				t.Errorf("%s: the form is %+v", name, v.VisitLine)
			}
		}
	}
}

// assigned gives a form that has been taken by its visitor.
func assigned(t *testing.T, k VisitKind, second string) (*round, *Visit) {
	t.Helper()
	r := newRound(t, "2026-11-23 09:00")
	p := r.finishes(r.matter(k))
	if why := r.do(p, supervisor, Assign, &Assigning{First: "王芳", Second: second}, Ref{planKey, 2026, 1}); why != "" {
		t.Fatal(why)
	}
	v := r.opens()
	r.now = at("2026-11-24 10:00")
	r.must(v, clerk, HandOut, &HandingOut{})
	return r, v
}

// From the form handed out to 合格.
func TestAVisitThatPasses(t *testing.T) {
	r, v := assigned(t, OfRepair, "")
	r.must(v, clerk, See, r.found(Pleased))
	r.must(v, relief, HandIn, &HandingIn{})
	if why := r.do(v, clerk, Judge, &Judging{Result: Passed, Opinion: "好"}, v.Ref); why != "要由主管签名" {
		t.Errorf("a clerk reviews: %q", why)
	}
	r.must(v, supervisor, Judge, &Judging{Result: Passed, Opinion: "同意。"})
	if v.State != Passed || v.Brief().Open {
		t.Errorf("%s", v.State)
	}
	text := printed(visitPage(PageHead{Office: r.o, Edition: "A/0", Now: r.now}, []Entry{v}))
	for _, want := range []string{"2026-0007", "☑好", "☑满意", "☑合格", "王芳", "陈建国", "李强", "2026-0012", "厨房水管漏水", "3-2-501", "住户已签名", "收表"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the form", want)
		}
	}
}

// Two visitors both sign; who is of another department signs on paper.
func TestTwoVisitors(t *testing.T) {
	r, v := assigned(t, OfComplaint, "李敏")
	r.must(v, clerk, See, r.found(Pleased))
	if why := r.do(v, clerk, CoSign, &CoSigning{}, v.Ref); why != "这里由李敏签名，请本人签名。" {
		t.Errorf("one for both: %q", why)
	}
	r.must(v, relief, CoSign, &CoSigning{})
	if v.State != ToHandIn || v.CoSigned != "李敏" {
		t.Errorf("%s %s", v.State, v.CoSigned)
	}
	r, v = assigned(t, OfComplaint, "孙工")
	x := r.found(Pleased)
	if why := r.do(v, clerk, See, x, v.Ref); why != "孙工也要在表上签名，签好以后打勾。" {
		t.Errorf("said %q", why)
	}
	x.CoSigned = true
	r.must(v, clerk, See, x)
	if v.CoSigned != "孙工" || v.State != ToHandIn {
		t.Errorf("%s %s", v.State, v.CoSigned)
	}
}

// Every refusal in one sentence.
func TestVisitRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		kind VisitKind
		do   func(r *round, v *Visit) string
		want string
	}{
		"too early": {OfRepair, func(r *round, v *Visit) string {
			x := r.found(Pleased)
			x.When = at("2026-11-23 23:59")
			return r.do(v, clerk, See, x, v.Ref)
		}, "11-24 00:00 起才能回访，请核对时间。"},
		"in the last minute": {OfRepair, func(r *round, v *Visit) string {
			r.now = at("2026-11-25 23:59")
			return r.do(v, clerk, See, r.found(Pleased), v.Ref)
		}, ""},
		"too late, no reason": {OfRepair, func(r *round, v *Visit) string {
			r.now = at("2026-11-26 00:01")
			return r.do(v, clerk, See, r.found(Pleased), v.Ref)
		}, "已经过了回访期限（11-25 23:59），请写明原因。"},
		"by phone": {OfRepair, func(r *round, v *Visit) string {
			x := r.found(Pleased)
			x.Way, x.Signed = OnPhone, NotBySign
			return r.do(v, clerk, See, x, v.Ref)
		}, "维修要上门回访，不能用电话代替。"},
		"unsatisfied, no word": {OfRepair, func(r *round, v *Visit) string { return r.do(v, clerk, See, r.found(Displeased), v.Ref) }, "住户不满意，请写明缺点与不足。"},
		"refused to sign, no word": {OfRepair, func(r *round, v *Visit) string {
			x := r.found(Pleased)
			x.Signed = RefusedToSign
			return r.do(v, clerk, See, x, v.Ref)
		}, "请填写住户说了什么。"},
		"by somebody else": {OfRepair, func(r *round, v *Visit) string { return r.do(v, relief, See, r.found(Pleased), v.Ref) }, "这一份由王芳回访，请本人签名。"},
		"given up at once": {OfRepair, func(r *round, v *Visit) string { return r.do(v, clerk, Unreached, &GivingUp{Text: "没人"}, v.Ref) }, "上门 3 次没有遇到人，才能登记无法联系；现在登记了 0 次。"},
		"unsatisfied, but passed": {OfRepair, func(r *round, v *Visit) string {
			x := r.found(Displeased)
			x.Lacks = "还在漏"
			r.must(v, clerk, See, x)
			r.must(v, clerk, HandIn, &HandingIn{})
			return r.do(v, supervisor, Judge, &Judging{Result: Passed, Opinion: "好"}, v.Ref)
		}, "住户不满意，不能审核为合格。"},
		"reviewed before it is in": {OfRepair, func(r *round, v *Visit) string {
			return r.do(v, supervisor, Judge, &Judging{Result: Passed, Opinion: "好"}, v.Ref)
		}, "还没有交表，不能审核。"},
	} {
		t.Run(name, func(t *testing.T) {
			r, v := assigned(t, c.kind, "")
			if got := c.do(r, v); got != c.want {
				t.Errorf("said %q, want %q", got, c.want)
			}
		})
	}
}

// A time that has not come is wrong, not late: nobody is asked for a reason for
// which the slip has no blank.
func TestATimeToComeIsNotLate(t *testing.T) {
	r, v := assigned(t, OfRepair, "")
	x := r.found(Pleased)
	x.When = v.To.AddDate(0, 0, 30)
	slip := x.Slip(v, r.context(clerk))
	for _, p := range x.Check(v, r.context(clerk)) {
		if !slices.ContainsFunc(slip.Blanks(), func(b *paper.Blank) bool { return b.Field == p.Field }) {
			t.Errorf("%q names no blank of the slip", p.Words)
		}
	}
}

// Nobody reviews the own visit.
func TestNobodyReviewsOwnVisit(t *testing.T) {
	r := newRound(t, "2026-11-23 09:00")
	p := r.finishes(r.matter(OfRepair))
	if why := r.do(p, supervisor, Assign, &Assigning{First: "陈建国"}, p.Ref); why != "" {
		t.Fatal(why)
	}
	v := r.opens()
	r.now = at("2026-11-24 10:00")
	r.must(v, supervisor, HandOut, &HandingOut{})
	r.must(v, supervisor, See, r.found(Pleased))
	r.must(v, clerk, HandIn, &HandingIn{})
	if why := r.do(v, supervisor, Judge, &Judging{Result: Passed, Opinion: "好"}, v.Ref); why != "不能审核自己做的回访，请由另一位主管或经理审核。" {
		t.Errorf("said %q", why)
	}
	r.must(v, manager, Judge, &Judging{Result: Passed, Opinion: "好"})
}

// Not satisfied never closes anything: the manager decides, and somebody visits
// again.
func TestAVisitThatDoesNotPass(t *testing.T) {
	r, v := assigned(t, OfRepair, "")
	x := r.found(Displeased)
	x.Lacks = "水管还在漏"
	r.must(v, clerk, See, x)
	r.must(v, clerk, HandIn, &HandingIn{})
	r.must(v, supervisor, Judge, &Judging{Result: Failed, Opinion: "重修"})
	if !v.Brief().Open || v.State != ToDecide {
		t.Errorf("%s", v.State)
	}
	if why := r.do(v, supervisor, Decide, &Deciding{Decision: "换管", Again: "李敏"}, v.Ref); why != "要由经理签名" {
		t.Errorf("said %q", why)
	}
	r.now = at("2026-11-26 10:00")
	r.must(v, manager, Decide, &Deciding{Decision: "换管，按投诉处理", Again: "李敏"})
	var second *Visit
	if len(r.next) != 2 {
		t.Errorf("opened: %+v", r.next)
	}
	for _, o := range r.next {
		if l, ok := o.Deed.(*ComplaintLine); ok {
			if o.Book != complaintKey || l.Visit != "2026-0007" || l.Refers != "2026-0012" || !strings.Contains(l.Facts, "水管还在漏") {
				t.Errorf("the complaint is %+v", l)
			}
		}
		if o.Book != visitKey {
			continue
		}
		second = &Visit{}
		if why := r.apply(second, nil, manager, Open, o.Deed, Ref{visitKey, 2026, 8}); why != "" {
			t.Fatal(why)
		}
	}
	if second == nil || second.After != "2026-0007" || second.First != "李敏" || !second.From.After(r.now) {
		t.Fatalf("the second visit is %+v", second)
	}
	if text := printed(visitPage(PageHead{Office: r.o, Now: r.now}, []Entry{second})); !strings.Contains(text, "接回访 2026-0007") {
		t.Error("the chain is not seen")
	}
}

// Three tries without reaching the household is an outcome of its own.
func TestNobodyIsMet(t *testing.T) {
	r, v := assigned(t, OfRepair, "")
	for range triesAsked {
		r.must(v, clerk, Try, &Trying{When: r.now, Text: "家中无人"})
		r.now = r.now.Add(3 * time.Hour)
	}
	r.must(v, clerk, Unreached, &GivingUp{Text: "电话停机"})
	if v.State != Lacking || v.Brief().Open {
		t.Errorf("%s", v.State)
	}
}

// The pages hold what they are laid out for.
func TestVisitPages(t *testing.T) {
	r, v := assigned(t, OfComplaint, "李敏")
	if n := len(paper.Compose(visitPage(PageHead{Office: r.o, Now: r.now}, []Entry{v}))); n != 1 {
		t.Errorf("a form takes %d sheets", n)
	}
	var lines []Entry
	for range PlanLinesPerPage {
		lines = append(lines, r.finishes(r.matter(OfRepair)))
	}
	if n := len(paper.Compose(planPage(PageHead{Office: r.o, Now: r.now}, lines))); n != 1 {
		t.Errorf("a page of the plan takes %d sheets", n)
	}
	if text := printed(drawSheet(PageHead{Office: r.o, Now: r.now}, r.now, r.now, lines)); strings.Contains(text, "不一致") || !strings.Contains(text, "一致") {
		t.Error("the draws do not come out again")
	}
}

// A finished matter of the log opens its line of the plan, once.
func TestWhatIsFinishedEntersThePlan(t *testing.T) {
	for kind, want := range map[Kind]VisitKind{
		Repair: OfRepair, Complaint: OfComplaint, Patient: OfPatient, Incident: OfHelp, Paid: OfService, Spoken: "", Suggestion: "",
	} {
		c := Context{Now: at("2026-11-23 10:00"), By: clerk, Office: testOffice()}
		d := &Duty{DutyLine: DutyLine{Kind: kind, Happened: c.Now, Text: "某事", CallBack: true}, Handler: "李强", State: Working, Ref: Ref{"duty", 2026, 3}}
		x := &Finishing{Finished: c.Now, Result: "好了"}
		x.Seal(d, c)
		a := Act{At: c.Now, By: clerk, Verb: Finish, Ref: d.Ref, Deed: x}
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
		if l := next[0].Deed.(*PlanLine); l.Kind != want || l.Refers != "2026-0003" || l.Doer != "李强" {
			t.Errorf("%s: %+v", kind, l)
		}
		again := &Finishing{Finished: c.Now, Result: "又好了"}
		again.Seal(d, c)
		if again.Visit != "" {
			t.Errorf("%s: opened again, it enters twice", kind)
		}
	}
}

// A contracted service is visited in its middle and after its end.
func TestAContractIsVisitedTwice(t *testing.T) {
	r := newRound(t, "2026-10-12 09:00")
	l := &PlanLine{Kind: OfService, Room: "3-2-501", Name: "张伟", What: "每周保洁", Finished: r.now, Begins: at("2026-11-01 00:00")}
	p := &Plan{}
	if got := r.do(p, supervisor, Open, l, Ref{planKey, 2026, 1}); got != "合同的开始和结束时间要一起填。" {
		t.Errorf("half a contract: %q", got)
	}
	l.Ends = at("2026-12-01 00:00")
	r.must(p, supervisor, Open, l)
	if p.State != ToAssign || Day(p.From) != "2026-11-16" || len(r.next) != 1 {
		t.Fatalf("%s from %s, %d follow", p.State, Day(p.From), len(r.next))
	}
	end := &Plan{}
	if why := r.apply(end, nil, supervisor, Open, r.next[0].Deed, Ref{planKey, 2026, 2}); why != "" {
		t.Fatal(why)
	}
	if end.State != ToAssign || Day(end.From) != "2026-12-01" || !end.To.Equal(EndOfDay(at("2026-12-10 00:00"))) || len(r.next) != 0 {
		t.Errorf("after the end: %s from %s to %s, %d follow", end.State, Day(end.From), end.To.Format(time.DateTime), len(r.next))
	}
}

// What did not pass is written on the same form when the complaint is settled,
// and not before.
func TestTheOutcomeIsWrittenOnTheForm(t *testing.T) {
	r, v := assigned(t, OfRepair, "")
	x := r.found(Displeased)
	x.Lacks = "又漏了"
	r.must(v, clerk, See, x)
	r.must(v, clerk, HandIn, &HandingIn{})
	r.must(v, supervisor, Judge, &Judging{Result: Failed, Opinion: "重修"})
	r.must(v, manager, Decide, &Deciding{Decision: "按投诉处理", Again: "王芳"})
	k := &ComplaintRecord{}
	if why := r.apply(k, nil, manager, Open, r.next[0].Deed, Ref{complaintKey, 2026, 1}); why != "" {
		t.Fatal(why)
	}
	r.b.list["complaint"] = append(r.b.list["complaint"], k)
	if got := r.do(v, supervisor, Outcome, &Resulting{Text: "好了"}, v.Ref); got != "投诉记录 2026-0001 还没有结案，结案以后再填处理结果。" {
		t.Errorf("before it is settled: %q", got)
	}
	k.State, k.Measured.Text, k.Opinion = Closed, "换了水管", "同意结案。"
	y := &Resulting{}
	y.Start(v, r.context(supervisor))
	r.must(v, supervisor, Outcome, y)
	if v.State != Failed || v.Brief().Open || v.Result.Text != "换了水管　同意结案。（投诉记录 2026-0001）" {
		t.Errorf("%s: %q", v.State, v.Result.Text)
	}
	if got := fmt.Sprint(k.Follows(), v.Follows()); got != "[2026-0012 2026-0007] [2026-0012 2026-0001]" {
		t.Errorf("the chain is %s", got)
	}
}

// A share that is changed within a quarter holds for what is finished from then
// on; what was finished before keeps its rule, on the strip too.
func TestAShareChangesWithinAQuarter(t *testing.T) {
	r := newRound(t, "2026-11-02 09:00")
	for range 10 {
		r.finishes(r.matter(OfRepair))
	}
	want := func(s string) {
		t.Helper()
		if got := shareStrip(r.context(clerk)); !strings.Contains(got, s) {
			t.Errorf("the strip says %s, want %s", got, s)
		}
	}
	want("维修 0/3 ")
	d := (&Settings{Office: *r.o}).Draft(nil)
	d.Rules.Visits[1].Share = 100
	set, _ := d.Settled()
	r.o = set.Whole()
	want("维修 0/3 ")
	for range 4 {
		if p := r.finishes(r.matter(OfRepair)); p.State != ToAssign {
			t.Errorf("%+v", p.Draw)
		}
	}
	want("维修 0/7 ")
	if d := testOffice().Rules.Visit(OfRepair).Share; d != 30 {
		t.Errorf("the draft changed the rules it was made of: %d", d)
	}
}
