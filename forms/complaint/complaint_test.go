package complaint

import (
	"fmt"
	"strings"
	"testing"

	"frontdesk/forms"
	"frontdesk/forms/formtest"
	"frontdesk/forms/paper"
)

// grievance is a complaint on its way.
type grievance struct {
	t   *testing.T
	o   *forms.Office
	now string
	r   *Record
}

func newGrievance(t *testing.T) *grievance {
	return &grievance{t: t, o: formtest.Office(), now: "2026-11-23 09:00", r: &Record{}}
}

func (g *grievance) do(by forms.Person, v forms.Verb, d forms.Deed) string {
	g.t.Helper()
	c := forms.Context{Now: formtest.At(g.now), By: by, Office: g.o}
	var on forms.Record
	if v != forms.Open {
		on = g.r
		for _, s := range g.r.Steps(c) {
			if s.Verb == v && s.Refused != "" {
				return s.Refused
			}
			if s.Verb == v && s.Sign != "" && !by.Role.AtLeast(s.Sign) {
				return "要由" + string(s.Sign) + "签名"
			}
		}
	}
	for _, p := range forms.Wrong(d, on, c) {
		return p.Words
	}
	if s, ok := d.(forms.Sealer); ok {
		s.Seal(on, c)
	}
	if err := g.r.Apply(forms.Act{At: formtest.At(g.now), By: by, Verb: v, Ref: forms.Ref{Book: Key, Year: 2026, No: 5}, Deed: d}); err != nil {
		return err.Error()
	}
	return ""
}

func (g *grievance) must(by forms.Person, v forms.Verb, d forms.Deed) {
	g.t.Helper()
	if why := g.do(by, v, d); why != "" {
		g.t.Fatalf("%s: %s", v, why)
	}
}

func (g *grievance) line() *Line {
	return &Line{Room: "3-2-501", Name: "张伟", Phone: "13805510001", As: forms.Owner, Received: formtest.At(g.now), Against: "工程部", Facts: "水管修了三次还漏"}
}

// upTo takes a complaint to a state, of a class.
func (g *grievance) upTo(state string, class Class) *grievance {
	g.t.Helper()
	g.must(formtest.Clerk, forms.Open, g.line())
	for _, s := range []struct {
		state string
		by    forms.Person
		v     forms.Verb
		d     forms.Deed
	}{
		{ToClassify, formtest.Supervisor, Classify, &Classifying{Class: class}},
		{ToInvestigate, formtest.Clerk, Investigate, &Investigating{Text: "角阀老化"}},
		{ToMeasure, formtest.Manager, Measure, &Measuring{Text: "整段换管", Who: "李强", By: formtest.At("2026-11-24 18:00"), Prevent: "同批角阀普查"}},
		{ToAnswer, formtest.Clerk, Answer, &Answering{Way: string(forms.OnPhone), When: formtest.At(g.now), Said: "希望尽快"}},
		{ToHear, formtest.Clerk, Outcome, &Ending{Satisfied: forms.Pleased, Visit: "2026-0012"}},
		{ToSettle, formtest.Manager, Conclude, &Settling{Opinion: "同意结案。"}},
	} {
		if g.r.State == state {
			break
		}
		g.must(s.by, s.v, s.d)
	}
	if g.r.State != state {
		g.t.Fatalf("%s, want %s", g.r.State, state)
	}
	return g
}

// In every state one step is next; those before are done, those after wait.
func TestComplaintFlow(t *testing.T) {
	order := []string{ToClassify, ToInvestigate, ToMeasure, ToAnswer, ToHear, ToSettle, Closed}
	for at, state := range order {
		g := newGrievance(t).upTo(state, Ordinary)
		next := 0
		for _, s := range g.r.Steps(forms.Context{Office: g.o}) {
			if s.Next {
				next++
				if s.Refused != "" {
					t.Errorf("%s: %s is next and refused: %s", state, s.Word, s.Refused)
				}
			}
			if !s.Next && s.Verb != forms.Correct && s.Verb != forms.Void && s.Refused == "" {
				t.Errorf("%s: %s is offered", state, s.Word)
			}
		}
		if want := 1; state != Closed && next != want || state == Closed && next != 0 {
			t.Errorf("%s (%d): %d steps are next", state, at, next)
		}
	}
}

// Who decides: the supervisor, of a major complaint the manager.
func TestWhoDecidesOnAComplaint(t *testing.T) {
	measure := func() forms.Deed {
		return &Measuring{Text: "换管", Who: "李强", By: formtest.At("2026-11-24 18:00"), Prevent: "普查"}
	}
	for _, c := range []struct {
		class Class
		state string
		by    forms.Person
		v     forms.Verb
		d     forms.Deed
		want  string
	}{
		{Ordinary, ToClassify, formtest.Clerk, Classify, &Classifying{Class: MajorOne}, "要由主管签名"},
		{Ordinary, ToMeasure, formtest.Supervisor, Measure, measure(), ""},
		{MajorOne, ToMeasure, formtest.Supervisor, Measure, measure(), "要由经理签名"},
		{MajorOne, ToMeasure, formtest.Manager, Measure, measure(), ""},
		{Ordinary, ToSettle, formtest.Supervisor, Conclude, &Settling{Opinion: "好"}, ""},
		{MajorOne, ToSettle, formtest.Supervisor, Conclude, &Settling{Opinion: "好"}, "要由经理签名"},
		{Ordinary, ToMeasure, formtest.Supervisor, Measure, &Measuring{Text: "换管", Who: "李强", By: formtest.At("2026-11-22 18:00"), Prevent: "普查"}, "完成时间已经过去，请写以后的时间。"},
		{Ordinary, ToHear, formtest.Clerk, Outcome, &Ending{Satisfied: forms.Displeased}, "住户不满意，请写明哪里不满意。"},
		{Ordinary, ToHear, formtest.Supervisor, forms.Void, &forms.Voiding{Reason: "撤诉"}, "已经答复住户，不能作废；请办到结案。"},
		{Ordinary, ToAnswer, formtest.Supervisor, forms.Void, &forms.Voiding{Reason: "撤诉"}, ""},
		{Ordinary, Closed, formtest.Clerk, forms.Correct, &Correction{}, "这一份已经结案，不能再改动。住户还不满意的，请另开一份。"},
	} {
		g := newGrievance(t).upTo(c.state, c.class)
		if got := g.do(c.by, c.v, c.d); got != c.want {
			t.Errorf("%s, %s, %s by %s: %q, want %q", c.class, c.state, c.v, c.by.Name, got, c.want)
		}
	}
}

// Not satisfied goes round once more; what was done before stays readable.
func TestAComplaintGoesRoundAgain(t *testing.T) {
	g := newGrievance(t).upTo(ToHear, Ordinary)
	g.must(formtest.Clerk, Outcome, &Ending{Satisfied: forms.Displeased, Text: "夜里又漏了"})
	if g.r.State != ToMeasure || g.r.Rounds != 1 {
		t.Fatalf("%s, %d rounds", g.r.State, g.r.Rounds)
	}
	g.must(formtest.Supervisor, Measure, &Measuring{Text: "换品牌", Who: "王工", By: formtest.At("2026-11-25 18:00"), Prevent: "更换供货商"})
	text := formtest.Printed(drawPage(forms.PageHead{Office: g.o, Edition: "A/0", Now: formtest.At(g.now)}, []forms.Entry{g.r}))
	for _, want := range []string{"换品牌", "整段换管", "夜里又漏了", "2026-0005", "一般"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
}

// 24 hours as a rule; what is answered is late no more.
func TestComplaintsAreDue(t *testing.T) {
	g := newGrievance(t).upTo(ToAnswer, Ordinary)
	if b := g.r.Brief(); !b.Due.Equal(formtest.At("2026-11-24 09:00")) {
		t.Errorf("due %v", b.Due)
	}
	if b := newGrievance(t).upTo(ToHear, Ordinary).r.Brief(); !b.Due.IsZero() || !b.Open {
		t.Errorf("answered, due %v", b.Due)
	}
}

// Every word of it stands on one page.
func TestAComplaintStandsOnThePage(t *testing.T) {
	g := newGrievance(t).upTo(Closed, MajorOne)
	page := drawPage(forms.PageHead{Office: g.o, Edition: "A/0", Now: formtest.At(g.now)}, []forms.Entry{g.r})
	text := strings.ReplaceAll(formtest.Printed(page), "\n", "")
	for _, want := range []string{
		"住户投诉记录表", "3-2-501", "张伟", "13805510001", "☑业主", "工程部", "水管修了三次还漏", "重大", "角阀老化", "整段换管", "李强", "同批角阀普查", "电话", "希望尽快",
		"满意", "2026-0012", "同意结案。", "赵卫东", "《客服工作手册》1.1(5)",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if n := len(paper.Compose(page)); n != 1 {
		t.Errorf("%d sheets", n)
	}
}

// A correction keeps the old words.
func TestComplaintCorrection(t *testing.T) {
	g := newGrievance(t).upTo(ToAnswer, Ordinary)
	x := &Correction{}
	x.Start(g.r, forms.Context{})
	x.Line.Room, x.Reason = "3-2-502", "听错"
	g.must(formtest.Clerk, forms.Correct, x)
	if g.r.Room != "3-2-502" || len(g.r.Marks) != 1 || g.r.Marks[0].Old != "3-2-501" || g.r.State != ToAnswer {
		t.Errorf("%s %s", fmt.Sprint(g.r.Marks), g.r.State)
	}
}
