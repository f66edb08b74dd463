package visit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/complaint"
	"frontdesk/forms/formtest"
	"frontdesk/forms/paper"
)

// round is an office that visits.
type round struct{ *formtest.Bench }

func newRound(t *testing.T, now string) *round { return &round{formtest.NewBench(t, now)} }

// finishes puts a finished matter into the plan.
func (r *round) finishes(l *PlanLine) *Plan {
	r.T.Helper()
	p := &Plan{}
	r.Enters(PlanKey, p, l)
	return p
}

func (r *round) matter(k forms.VisitKind) *PlanLine {
	return &PlanLine{Kind: k, Room: "3-2-501", Name: "张伟", Phone: "13805510001", What: "厨房水管漏水", Finished: r.Now, Refers: "2026-0012", Doer: "李强"}
}

// night lets the day end: the program draws when the desk opens on the next one.
func (r *round) night() {
	r.T.Helper()
	r.Now = forms.StartOfDay(r.Now).AddDate(0, 0, 1).Add(8 * time.Hour)
	r.draws(fmt.Sprintf("%064x", r.Now.UnixNano()))
}

// draws lets the program draw by a value.
func (r *round) draws(value string) {
	r.T.Helper()
	var waiting []forms.Entry
	for _, e := range r.B.Of(PlanKey) {
		if e.Brief().State == Waiting {
			waiting = append(waiting, e)
		}
	}
	for _, f := range drawNight(r.Context(forms.Program), value, waiting) {
		p := r.B.Entry(f.Ref).(*Plan)
		if why := r.Apply(p, p, forms.Program, CastLot, f.Deed, f.Ref); why != "" {
			r.T.Fatal(why)
		}
	}
}

// wins lets a matter be drawn, where it is drawn over at all.
func (r *round) wins(p *Plan) {
	r.T.Helper()
	if p.State == Waiting {
		if why := r.Apply(p, p, forms.Program, CastLot, &Lot{Day: forms.Day(r.Now), Size: 1, Take: 1, Place: 1, Drawn: true}, p.Ref); why != "" {
			r.T.Fatal(why)
		}
	}
}

// opens takes the form that followed.
func (r *round) opens() *Record {
	r.T.Helper()
	if len(r.Followed) != 1 || r.Followed[0].Book != forms.VisitKey {
		r.T.Fatalf("followed: %+v", r.Followed)
	}
	v := &Record{}
	if why := r.Apply(v, nil, formtest.Supervisor, forms.Open, r.Followed[0].Deed, forms.Ref{Book: forms.VisitKey, Year: 2026, No: 7}); why != "" {
		r.T.Fatal(why)
	}
	return v
}

// visited takes a visit to where its outcome is written.
func (r *round) found(satisfied forms.Mood) *Visiting {
	return &Visiting{When: r.Now, Way: forms.FaceToFace, Quality: forms.Good, Effect: forms.Good, Satisfied: satisfied, Signed: SignedOnPaper}
}

// A quarter of an office: what finished enters by itself, every kind as its
// rule says, and an independent count finds the share met when each day is over.
func TestAQuarterEntersThePlan(t *testing.T) {
	r := newRound(t, "2026-10-01 09:00")
	kinds := forms.VisitKinds()
	for i := range 450 {
		r.finishes(r.matter(kinds[i*3%len(kinds)]))
		if i%5 != 4 {
			continue
		}
		r.night()
		count, drawn := map[forms.VisitKind]int{}, map[forms.VisitKind]int{}
		for _, e := range r.B.Of(PlanKey) {
			p := e.(*Plan)
			count[p.Kind]++
			if p.State == ToAssign {
				drawn[p.Kind]++
			}
		}
		for _, k := range kinds {
			share := r.O.Rules.Visit(k).Share
			if drawn[k] < share*count[k]/100 {
				t.Fatalf("%s: %d of %d are to be visited, the rule is %d %%", k, drawn[k], count[k], share)
			}
			if share == 0 && drawn[k] > 0 {
				t.Errorf("%s is visited without a share", k)
			}
		}
	}
	r.Now = formtest.At("2026-12-30 09:00")
	text := shareStrip(r.Context(formtest.Clerk))
	if !strings.Contains(text, "投诉 0/64 还差 64 户") && !strings.Contains(text, "投诉 0/65 还差 65 户") {
		t.Errorf("the strip says %s", text)
	}
}

// A new quarter counts anew; what is entered by hand is visited and counts for
// no share. A matter that is written back does not disturb the count.
func TestQuartersAndHands(t *testing.T) {
	r := newRound(t, "2026-12-31 20:00")
	a, b := r.finishes(r.matter(forms.OfRepair)), r.finishes(r.matter(forms.OfRepair))
	hand := r.matter(forms.OfRepair)
	hand.Refers = ""
	h := r.finishes(hand)
	if a.Draw.N != 1 || b.Draw.N != 2 || h.State != ToAssign || h.drawWords() != "另加" || a.State != Waiting {
		t.Errorf("%d %d, by hand %s %s, first %s", a.Draw.N, b.Draw.N, h.State, h.drawWords(), a.State)
	}
	r.Now = formtest.At("2027-01-01 09:00")
	if d := r.finishes(r.matter(forms.OfRepair)); d.Draw.N != 1 || d.Draw.Quarter != "2027Q1" || d.State != Waiting {
		t.Errorf("the new quarter begins with %+v", d.Draw)
	}
	back := r.matter(forms.OfRepair)
	back.Finished = formtest.At("2026-12-31 21:00")
	if d := r.finishes(back).Draw; d.N != 4 || d.Quarter != "2026Q4" {
		t.Errorf("written back: %+v", d)
	}
	if d := r.finishes(r.matter(forms.OfRepair)).Draw; d.N != 2 || d.Quarter != "2027Q1" {
		t.Errorf("after one that was written back: %+v", d)
	}
}

// An event is entered once with its recipients, of whom a tenth is drawn; somebody is
// visited of each, however few came, and how it lay to others does not matter.
func TestAnEventHasRecipients(t *testing.T) {
	for guests, want := range map[int]int{1: 1, 2: 1, 9: 1, 10: 1, 11: 2, 40: 4, 60: 6} {
		r := newRound(t, "2026-10-01 09:00")
		for range 2 {
			l := &PlanLine{Kind: forms.OfEvent, Room: "1-1-101", Name: "甲", What: "中秋游园", Finished: r.Now}
			for i := range guests - 1 {
				l.Others += fmt.Sprintf("2-1-%d01 住户%d\n\n", i+1, i)
			}
			first := r.finishes(l)
			for _, o := range r.Followed {
				if p := r.finishes(o.Deed.(*PlanLine)); p.Event != first.Ref.String() || p.Others != "" || p.State != Waiting {
					t.Fatalf("%+v", p)
				}
			}
		}
		r.night()
		drawn := map[string]int{}
		for _, e := range r.B.Of(PlanKey) {
			if p := e.(*Plan); p.State == ToAssign {
				drawn[poolOf(p).event]++
			}
		}
		if len(drawn) != 2 {
			t.Errorf("of %d guests each, %d of 2 events are visited", guests, len(drawn))
		}
		for event, n := range drawn {
			if n != want {
				t.Errorf("%d of %d guests of %s are drawn, want %d", n, guests, event, want)
			}
		}
	}
}

// Nobody visits own work; a major complaint is the manager's; ordinary ones need
// two visitors.
func TestWhoVisits(t *testing.T) {
	for name, c := range map[string]struct {
		kind  forms.VisitKind
		major bool
		by    forms.Person
		x     *Assigning
		want  string
	}{
		"a repair":                 {forms.OfRepair, false, formtest.Supervisor, &Assigning{First: "王芳"}, ""},
		"by a clerk":               {forms.OfRepair, false, formtest.Clerk, &Assigning{First: "王芳"}, "要由主管签名"},
		"own work":                 {forms.OfRepair, false, formtest.Supervisor, &Assigning{First: "李敏"}, "李敏是这件事的经办人，不能回访自己办的事。"},
		"a stranger":               {forms.OfRepair, false, formtest.Supervisor, &Assigning{First: "路人"}, "回访人要在人员名单里，才能自己签名。"},
		"a complaint, one visitor": {forms.OfComplaint, false, formtest.Supervisor, &Assigning{First: "王芳"}, "请填写一同回访的部门主管。"},
		"a complaint, twice one":   {forms.OfComplaint, false, formtest.Supervisor, &Assigning{First: "王芳", Second: "王芳"}, "两位回访人不能是同一个人。"},
		"a complaint":              {forms.OfComplaint, false, formtest.Supervisor, &Assigning{First: "王芳", Second: "孙工"}, ""},
		"a major one, supervisor":  {forms.OfComplaint, true, formtest.Supervisor, &Assigning{First: "王芳"}, "要由经理签名"},
		"a major one":              {forms.OfComplaint, true, formtest.Manager, &Assigning{First: "王芳"}, ""},
	} {
		r := newRound(t, "2026-11-23 09:00")
		l := r.matter(c.kind)
		l.Major, l.Doer = c.major, "李敏"
		p := r.finishes(l)
		r.wins(p)
		if got := r.Do(p, c.by, Assign, c.x, forms.Ref{Book: PlanKey, Year: 2026, No: 1}); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if c.want == "" {
			v := r.opens()
			if v.First != c.x.First || v.Plan != "2026-0001" || !v.To.Equal(p.To) || v.Outside != (c.x.Second == "孙工") {
				t.Errorf("%s: the form is %+v", name, v.Line)
			}
		}
	}
}

// assigned gives a form that has been taken by its visitor.
func assigned(t *testing.T, k forms.VisitKind, second string) (*round, *Record) {
	t.Helper()
	r := newRound(t, "2026-11-23 09:00")
	p := r.finishes(r.matter(k))
	r.wins(p)
	if why := r.Do(p, formtest.Supervisor, Assign, &Assigning{First: "王芳", Second: second}, forms.Ref{Book: PlanKey, Year: 2026, No: 1}); why != "" {
		t.Fatal(why)
	}
	v := r.opens()
	r.Now = formtest.At("2026-11-24 10:00")
	r.Must(v, formtest.Clerk, HandOut, &HandingOut{})
	return r, v
}

// From the form handed out to 合格.
func TestAVisitThatPasses(t *testing.T) {
	r, v := assigned(t, forms.OfRepair, "")
	r.Must(v, formtest.Clerk, See, r.found(forms.Pleased))
	r.Must(v, formtest.Relief, HandIn, &HandingIn{})
	if why := r.Do(v, formtest.Clerk, Judge, &Judging{Result: Passed, Opinion: "好"}, v.Ref); why != "要由主管签名" {
		t.Errorf("a clerk reviews: %q", why)
	}
	r.Must(v, formtest.Supervisor, Judge, &Judging{Result: Passed, Opinion: "同意。"})
	if v.State != Passed || v.Brief().Open {
		t.Errorf("%s", v.State)
	}
	text := formtest.Printed(drawPage(forms.PageHead{Office: r.O, Edition: "A/0", Now: r.Now}, []forms.Entry{v}))
	for _, want := range []string{"2026-0007", "☑好", "☑满意", "☑合格", "王芳", "陈建国", "李强", "2026-0012", "厨房水管漏水", "3-2-501", "住户已签名", "收表"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the form", want)
		}
	}
}

// Two visitors both sign; who is of another department signs on paper.
func TestTwoVisitors(t *testing.T) {
	r, v := assigned(t, forms.OfComplaint, "李敏")
	r.Must(v, formtest.Clerk, See, r.found(forms.Pleased))
	if why := r.Do(v, formtest.Clerk, CoSign, &CoSigning{}, v.Ref); why != "这里由李敏签名，请本人签名。" {
		t.Errorf("one for both: %q", why)
	}
	r.Must(v, formtest.Relief, CoSign, &CoSigning{})
	if v.State != ToHandIn || v.CoSigned != "李敏" {
		t.Errorf("%s %s", v.State, v.CoSigned)
	}
	r, v = assigned(t, forms.OfComplaint, "孙工")
	x := r.found(forms.Pleased)
	if why := r.Do(v, formtest.Clerk, See, x, v.Ref); why != "孙工也要在表上签名，签好以后打勾。" {
		t.Errorf("said %q", why)
	}
	x.CoSigned = true
	r.Must(v, formtest.Clerk, See, x)
	if v.CoSigned != "孙工" || v.State != ToHandIn {
		t.Errorf("%s %s", v.State, v.CoSigned)
	}
}

// A visitor who has left is replaced, with a reason and by the supervisor: the first one
// until the visit is made, the second one until the form is signed (S0/2 4.1.3).
func TestAVisitorIsReplaced(t *testing.T) {
	r, v := assigned(t, forms.OfComplaint, "李敏")
	r.Must(v, formtest.Clerk, See, r.found(forms.Pleased)) // 李敏 has left since, and 待第二人签名 would stand for good
	for name, c := range map[string]struct {
		by   forms.Person
		x    Replacing
		want string
	}{
		"by a clerk":          {formtest.Clerk, Replacing{First: "王芳", Second: "陈建国", Reason: "已离职"}, "要由主管签名"},
		"no reason":           {formtest.Supervisor, Replacing{First: "王芳", Second: "陈建国"}, "请填写更换原因。"},
		"one for both":        {formtest.Supervisor, Replacing{First: "王芳", Second: "王芳", Reason: "已离职"}, "两位回访人不能是同一个人。"},
		"who cannot sign":     {formtest.Supervisor, Replacing{First: "王芳", Second: "孙工", Reason: "已离职"}, "回访人要在人员名单里，才能自己签名。"},
		"who did the work":    {formtest.Supervisor, Replacing{First: "王芳", Second: "李强", Reason: "已离职"}, "李强是这件事的经办人，不能回访自己办的事。"},
		"nothing":             {formtest.Supervisor, Replacing{First: "王芳", Second: "李敏", Reason: "已离职"}, "请写更换以后的回访人。"},
		"who has signed":      {formtest.Supervisor, Replacing{First: "赵卫东", Second: "李敏", Reason: "已离职"}, "王芳已经签名，不能更换；可以更换第二回访人。"},
		"one instead of both": {formtest.Supervisor, Replacing{First: "王芳", Reason: "已离职"}, "请填写第二回访人。"},
	} {
		x := c.x
		if why := r.Do(v, c.by, Replace, &x, v.Ref); why != c.want {
			t.Errorf("%s: %q", name, why)
		}
	}
	r.Must(v, formtest.Supervisor, Replace, &Replacing{First: "王芳", Second: "陈建国", Reason: "李敏已离职"})
	r.Must(v, formtest.Supervisor, CoSign, &CoSigning{})
	if v.State != ToHandIn || v.CoSigned != "陈建国" {
		t.Errorf("%s, signed by %s", v.State, v.CoSigned)
	}
	if why := r.Do(v, formtest.Supervisor, Replace, &Replacing{First: "王芳", Second: "李敏", Reason: "又回来了"}, v.Ref); !strings.Contains(why, "已经签名，不能更换") {
		t.Errorf("after both have signed: %q", why)
	}
	r.Must(v, formtest.Clerk, HandIn, &HandingIn{})
	if why := r.Do(v, formtest.Supervisor, Judge, &Judging{Result: Passed, Opinion: "好"}, v.Ref); !strings.Contains(why, "不能审核自己做的回访") {
		t.Errorf("who took the place reviews: %q", why)
	}
	text := formtest.Printed(drawPage(forms.PageHead{Office: r.O, Edition: "A/0", Now: r.Now}, []forms.Entry{v}))
	if !strings.Contains(text, "更换回访人：王芳、李敏 改为 王芳、陈建国，原因：李敏已离职") {
		t.Error("the form does not say who was named before")
	}

	r, v = assigned(t, forms.OfRepair, "") // who took the form never came back with it
	r.Must(v, formtest.Supervisor, Replace, &Replacing{First: "李敏", Reason: "王芳调岗"})
	r.Must(v, formtest.Relief, See, r.found(forms.Pleased))
	if v.SeenBy != "李敏" {
		t.Errorf("made by %s", v.SeenBy)
	}
	r, v = assigned(t, forms.OfComplaint, "孙工")
	r.Must(v, formtest.Supervisor, Replace, &Replacing{First: "王芳", Second: "李敏", Reason: "孙工已离职"})
	r.Must(v, formtest.Clerk, See, r.found(forms.Pleased))
	if v.State != ToCoSign {
		t.Errorf("who signs here in the place of one who signs on paper: %s", v.State)
	}
}

// Every refusal in one sentence.
func TestVisitRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		kind forms.VisitKind
		do   func(r *round, v *Record) string
		want string
	}{
		"too early": {forms.OfRepair, func(r *round, v *Record) string {
			x := r.found(forms.Pleased)
			x.When = formtest.At("2026-11-23 23:59")
			return r.Do(v, formtest.Clerk, See, x, v.Ref)
		}, "11-24 00:00 起才能回访，请核对时间。"},
		"before the form was taken": {forms.OfRepair, func(r *round, v *Record) string {
			x := r.found(forms.Pleased)
			x.When = formtest.At("2026-11-24 09:59")
			return r.Do(v, formtest.Clerk, See, x, v.Ref)
		}, "回访时间比领表（11-24 10:00）还早，请核对时间。"},
		"in the last minute": {forms.OfRepair, func(r *round, v *Record) string {
			r.Now = formtest.At("2026-11-25 23:59")
			return r.Do(v, formtest.Clerk, See, r.found(forms.Pleased), v.Ref)
		}, ""},
		"too late, no reason": {forms.OfRepair, func(r *round, v *Record) string {
			r.Now = formtest.At("2026-11-26 00:01")
			return r.Do(v, formtest.Clerk, See, r.found(forms.Pleased), v.Ref)
		}, "已经过了回访期限（11-25 23:59），请写明原因。"},
		"by phone": {forms.OfRepair, func(r *round, v *Record) string {
			x := r.found(forms.Pleased)
			x.Way, x.Signed = forms.OnPhone, NotBySign
			return r.Do(v, formtest.Clerk, See, x, v.Ref)
		}, "维修要上门回访，不能用电话代替。"},
		"unsatisfied, no word": {forms.OfRepair, func(r *round, v *Record) string {
			return r.Do(v, formtest.Clerk, See, r.found(forms.Displeased), v.Ref)
		}, "住户不满意，请写明缺点与不足。"},
		"refused to sign, no word": {forms.OfRepair, func(r *round, v *Record) string {
			x := r.found(forms.Pleased)
			x.Signed = RefusedToSign
			return r.Do(v, formtest.Clerk, See, x, v.Ref)
		}, "请填写住户说了什么。"},
		"by somebody else": {forms.OfRepair, func(r *round, v *Record) string { return r.Do(v, formtest.Relief, See, r.found(forms.Pleased), v.Ref) }, "这一份由王芳回访，请本人签名。"},
		"given up at once": {forms.OfRepair, func(r *round, v *Record) string {
			return r.Do(v, formtest.Clerk, Unreached, &GivingUp{Text: "没人"}, v.Ref)
		}, "上门 3 次没有遇到人，才能登记无法联系；现在登记了 0 次。"},
		"unsatisfied, but passed": {forms.OfRepair, func(r *round, v *Record) string {
			x := r.found(forms.Displeased)
			x.Lacks = "还在漏"
			r.Must(v, formtest.Clerk, See, x)
			r.Must(v, formtest.Clerk, HandIn, &HandingIn{})
			return r.Do(v, formtest.Supervisor, Judge, &Judging{Result: Passed, Opinion: "好"}, v.Ref)
		}, "住户不满意，不能审核为合格。"},
		"reviewed before it is in": {forms.OfRepair, func(r *round, v *Record) string {
			return r.Do(v, formtest.Supervisor, Judge, &Judging{Result: Passed, Opinion: "好"}, v.Ref)
		}, "请先“交表”，再审核；已经审核的，不用再审。"},
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
	r, v := assigned(t, forms.OfRepair, "")
	x := r.found(forms.Pleased)
	x.When = v.To.AddDate(0, 0, 30)
	slip := x.Slip(v, r.Context(formtest.Clerk))
	for _, p := range x.Check(v, r.Context(formtest.Clerk)) {
		if !slices.ContainsFunc(slip.Blanks(), func(b *paper.Blank) bool { return b.Field == p.Field }) {
			t.Errorf("%q names no blank of the slip", p.Words)
		}
	}
}

// Nobody reviews the own visit.
func TestNobodyReviewsOwnVisit(t *testing.T) {
	r := newRound(t, "2026-11-23 09:00")
	p := r.finishes(r.matter(forms.OfRepair))
	r.wins(p)
	if why := r.Do(p, formtest.Supervisor, Assign, &Assigning{First: "陈建国"}, p.Ref); why != "" {
		t.Fatal(why)
	}
	v := r.opens()
	r.Now = formtest.At("2026-11-24 10:00")
	r.Must(v, formtest.Supervisor, HandOut, &HandingOut{})
	r.Must(v, formtest.Supervisor, See, r.found(forms.Pleased))
	r.Must(v, formtest.Clerk, HandIn, &HandingIn{})
	if why := r.Do(v, formtest.Supervisor, Judge, &Judging{Result: Passed, Opinion: "好"}, v.Ref); why != "不能审核自己做的回访，请由另一位主管或经理审核；没有别人的，请指定代理。" {
		t.Errorf("said %q", why)
	}
	r.Must(v, formtest.Manager, Judge, &Judging{Result: Passed, Opinion: "好"})
}

// The only manager has made the visit of a major complaint: the deputy reviews it, who is
// nobody that made it.
func TestAManagerIsReviewedByTheDeputy(t *testing.T) {
	r := newRound(t, "2026-11-23 09:00")
	l := r.matter(forms.OfComplaint)
	l.Major = true
	p := r.finishes(l)
	if why := r.Do(p, formtest.Manager, Assign, &Assigning{First: formtest.Manager.Name}, p.Ref); why != "" {
		t.Fatal(why)
	}
	v := r.opens()
	r.Now = formtest.At("2026-11-24 10:00")
	r.Must(v, formtest.Manager, HandOut, &HandingOut{})
	r.Must(v, formtest.Manager, See, r.found(forms.Pleased))
	r.Must(v, formtest.Clerk, HandIn, &HandingIn{})
	x := &Judging{Result: Passed, Opinion: "好"}
	if why := r.Do(v, formtest.Manager, Judge, x, v.Ref); !strings.Contains(why, "请指定代理") {
		t.Errorf("said %q", why)
	}
	deputy := formtest.Supervisor
	deputy.Role = forms.Manager // as they sign until it is ended
	r.Must(v, deputy, Judge, x)
	if v.State != Passed || v.Judge != deputy.Name {
		t.Errorf("%s by %s", v.State, v.Judge)
	}
}

// Not satisfied never closes anything: the manager decides, and somebody visits
// again.
func TestAVisitThatDoesNotPass(t *testing.T) {
	r, v := assigned(t, forms.OfRepair, "")
	x := r.found(forms.Displeased)
	x.Lacks = "水管还在漏"
	r.Must(v, formtest.Clerk, See, x)
	r.Must(v, formtest.Clerk, HandIn, &HandingIn{})
	r.Must(v, formtest.Supervisor, Judge, &Judging{Result: Failed, Opinion: "重修"})
	if !v.Brief().Open || v.State != ToDecide {
		t.Errorf("%s", v.State)
	}
	if why := r.Do(v, formtest.Supervisor, Decide, &Deciding{Decision: "换管", Again: "李敏"}, v.Ref); why != "要由经理签名" {
		t.Errorf("said %q", why)
	}
	r.Now = formtest.At("2026-11-26 10:00")
	r.Must(v, formtest.Manager, Decide, &Deciding{Decision: "换管，按投诉处理", Again: "李敏"})
	var second *Record
	if len(r.Followed) != 2 {
		t.Errorf("opened: %+v", r.Followed)
	}
	for _, o := range r.Followed {
		if l, ok := o.Deed.(*complaint.Line); ok {
			if o.Book != complaint.Key || l.Visit != "2026-0007" || l.Refers != "2026-0012" || !strings.Contains(l.Facts, "水管还在漏") {
				t.Errorf("the complaint is %+v", l)
			}
		}
		if o.Book != forms.VisitKey {
			continue
		}
		second = &Record{}
		if why := r.Apply(second, nil, formtest.Manager, forms.Open, o.Deed, forms.Ref{Book: forms.VisitKey, Year: 2026, No: 8}); why != "" {
			t.Fatal(why)
		}
	}
	if second == nil || second.After != "2026-0007" || second.First != "李敏" || !second.From.After(r.Now) {
		t.Fatalf("the second visit is %+v", second)
	}
	if text := formtest.Printed(drawPage(forms.PageHead{Office: r.O, Now: r.Now}, []forms.Entry{second})); !strings.Contains(text, "接回访 2026-0007") {
		t.Error("the chain is not seen")
	}
}

// Three tries without reaching the household is an outcome of its own.
func TestNobodyIsMet(t *testing.T) {
	r, v := assigned(t, forms.OfRepair, "")
	for range triesAsked {
		r.Must(v, formtest.Clerk, Try, &Trying{When: r.Now, Text: "家中无人"})
		r.Now = r.Now.Add(3 * time.Hour)
	}
	r.Must(v, formtest.Clerk, Unreached, &GivingUp{Text: "电话停机"})
	if v.State != Lacking || v.Brief().Open {
		t.Errorf("%s", v.State)
	}
}

// The pages hold what they are laid out for.
func TestVisitPages(t *testing.T) {
	r, v := assigned(t, forms.OfComplaint, "李敏")
	if n := len(paper.Compose(drawPage(forms.PageHead{Office: r.O, Now: r.Now}, []forms.Entry{v}))); n != 1 {
		t.Errorf("a form takes %d sheets", n)
	}
	var lines []forms.Entry
	for range PlanLinesPerPage {
		lines = append(lines, r.finishes(r.matter(forms.OfRepair)))
	}
	r.night()
	if n := len(paper.Compose(planPage(forms.PageHead{Office: r.O, Now: r.Now}, lines))); n != 1 {
		t.Errorf("a page of the plan takes %d sheets", n)
	}
}

// A contracted service is visited in its middle and after its end.
func TestAContractIsVisitedTwice(t *testing.T) {
	r := newRound(t, "2026-10-12 09:00")
	l := &PlanLine{Kind: forms.OfService, Room: "3-2-501", Name: "张伟", What: "每周保洁", Finished: r.Now, Begins: formtest.At("2026-11-01 00:00")}
	p := &Plan{}
	if got := r.Do(p, formtest.Supervisor, forms.Open, l, forms.Ref{Book: PlanKey, Year: 2026, No: 1}); got != "合同的开始和结束时间要一起填。" {
		t.Errorf("half a contract: %q", got)
	}
	l.Ends = formtest.At("2026-12-01 00:00")
	r.Must(p, formtest.Supervisor, forms.Open, l)
	if p.State != ToAssign || forms.Day(p.From) != "2026-11-16" || len(r.Followed) != 1 {
		t.Fatalf("%s from %s, %d follow", p.State, forms.Day(p.From), len(r.Followed))
	}
	end := &Plan{}
	if why := r.Apply(end, nil, formtest.Supervisor, forms.Open, r.Followed[0].Deed, forms.Ref{Book: PlanKey, Year: 2026, No: 2}); why != "" {
		t.Fatal(why)
	}
	if end.State != ToAssign || forms.Day(end.From) != "2026-12-01" || !end.To.Equal(forms.EndOfDay(formtest.At("2026-12-08 00:00"))) || len(r.Followed) != 0 {
		t.Errorf("after the end: %s from %s to %s, %d follow", end.State, forms.Day(end.From), end.To.Format(time.DateTime), len(r.Followed))
	}
}

// What did not pass is written on the same form when the complaint is settled,
// and not before.
func TestTheOutcomeIsWrittenOnTheForm(t *testing.T) {
	r, v := assigned(t, forms.OfRepair, "")
	x := r.found(forms.Displeased)
	x.Lacks = "又漏了"
	r.Must(v, formtest.Clerk, See, x)
	r.Must(v, formtest.Clerk, HandIn, &HandingIn{})
	r.Must(v, formtest.Supervisor, Judge, &Judging{Result: Failed, Opinion: "重修"})
	r.Must(v, formtest.Manager, Decide, &Deciding{Decision: "按投诉处理", Again: "王芳"})
	k := &complaint.Record{}
	if why := r.Apply(k, nil, formtest.Manager, forms.Open, r.Followed[0].Deed, forms.Ref{Book: complaint.Key, Year: 2026, No: 1}); why != "" {
		t.Fatal(why)
	}
	r.B.List["complaint"] = append(r.B.List["complaint"], k)
	if got := r.Do(v, formtest.Supervisor, complaint.Outcome, &Resulting{Text: "好了"}, v.Ref); got != "投诉记录 2026-0001 还没有结案，请先结案，再填处理结果。" {
		t.Errorf("before it is settled: %q", got)
	}
	k.State, k.Measured.Text, k.Opinion = complaint.Closed, "换了水管", "同意结案。"
	y := &Resulting{}
	y.Start(v, r.Context(formtest.Supervisor))
	r.Must(v, formtest.Supervisor, complaint.Outcome, y)
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
		r.finishes(r.matter(forms.OfRepair))
	}
	want := func(s string) {
		t.Helper()
		if got := shareStrip(r.Context(formtest.Clerk)); !strings.Contains(got, s) {
			t.Errorf("the strip says %s, want %s", got, s)
		}
	}
	want("维修 0/3 ")
	d := (&forms.Settings{Office: *r.O}).Draft(nil)
	d.Rules.Visits[1].Share = 100
	set, _ := d.Settled()
	r.O = set.Whole()
	want("维修 0/3 ")
	for range 4 {
		if p := r.finishes(r.matter(forms.OfRepair)); p.State != ToAssign {
			t.Errorf("%+v", p.Draw)
		}
	}
	want("维修 0/7 ")
	if d := formtest.Office().Rules.Visit(forms.OfRepair).Share; d != 30 {
		t.Errorf("the draft changed the rules it was made of: %d", d)
	}
}
