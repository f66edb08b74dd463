package visit

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/resident"
)

// Start supposes a visit entered by hand for what is over now.
func (l *PlanLine) Start(_ forms.Record, c forms.Context) {
	l.Finished, l.Kind = c.Now.Truncate(time.Minute), forms.OfEvent
}

// TakeResident fills in what the office's list knows of whoever was meant.
func (l *PlanLine) TakeResident(r resident.Resident) {
	l.Room, l.Name, l.Phone = r.Room, r.Name, r.Phone
}

// Slip draws the line to be entered by hand.
func (l *PlanLine) Slip(_ forms.Record, c forms.Context) paper.Sheet {
	s := forms.SlipOf(nil)
	name := func(w string) paper.Cell { return paper.Label(w).Wide(40) }
	row := func(cells ...paper.Cell) paper.Row { return paper.Row{Min: 8.5, Cells: cells} }
	s.Body = []paper.Row{
		row(name("类别"), paper.Choice(&l.Kind, forms.OfEvent, forms.OfService, forms.OfHelp, forms.OfOther, forms.OfComplaint, forms.OfRepair, forms.OfPatient).Must()),
		row(name("房号"), paper.Room(&l.Room).Must().Hinted("房号、姓名或首字母"), name("姓名"), paper.Person(&l.Name), name("电话"), paper.Phone(&l.Phone)),
		row(name("事项"), paper.Text(&l.What).Must().Hinted("例如 中秋游园活动、住户服务期满"), name("完成时间"), paper.Time(&l.Finished, c.Now).Must().Wide(40)),
	}
	if l.Kind == forms.OfService {
		s.Body = append(s.Body, row(name("合同开始"), paper.Time(&l.Begins, c.Now).Hinted("单次服务不填"), name("合同结束"), paper.Time(&l.Ends, c.Now).Hinted("合同期中和期满各回访一次")))
	}
	if l.Kind == forms.OfEvent {
		s.Body = append(s.Body, row(name("其他住户"), paper.Long(&l.Others).Tall(3).Hinted("一行一户，房号在前，姓名在后；从中按比例抽取回访户")))
	}
	return s
}

// mostRecipients is how many households an event is entered for at once.
const mostRecipients = 200

// Check holds the line against the procedures.
func (l *PlanLine) Check(_ forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	switch {
	case l.Begins.IsZero() != l.Ends.IsZero():
		out = append(out, paper.Problem{Field: &l.Ends, Words: "合同的开始和结束时间要一起填。"})
	case l.contract() && !l.Ends.After(l.Begins):
		out = append(out, paper.Problem{Field: &l.Ends, Words: "合同结束时间要比开始时间晚。"})
	case !l.contract() && l.Finished.After(c.Now.Add(time.Minute)):
		out = append(out, paper.Problem{Field: &l.Finished, Words: "完成时间还没有到，请改成已经过去的时间。"})
	}
	if n := len(recipients(l.Others)); n > mostRecipients {
		out = append(out, paper.Problem{Field: &l.Others, Words: fmt.Sprintf("一次最多 %d 户，其余的请另登记一次。", mostRecipients)})
	}
	return out
}

// contract tells whether a contracted service is visited, not a single one.
func (l *PlanLine) contract() bool {
	return l.Kind == forms.OfService && !l.Begins.IsZero() && !l.Ends.IsZero()
}

// Seal finds the window and the share by the rule in force. A contracted service is visited in the middle of its contract, and again after its end
// (S0/2 4.1.1).
func (l *PlanLine) Seal(_ forms.Record, c forms.Context) {
	if l.Draw.N > 0 {
		return // one of many recipients: it counts after the first
	}
	if l.contract() {
		l.Finished = l.Begins.Add(l.Ends.Sub(l.Begins) / 2).Truncate(time.Minute)
	}
	rule := c.Office.Rules.Visit(l.Kind)
	l.From, l.To = rule.Window(c.Office.Calendar, l.Finished)
	l.Clause, l.Two = rule.Cited(), rule.Two && !l.Major
	l.Hand = l.Refers == "" && l.Kind != forms.OfEvent
	if c.Sight == nil {
		return
	}
	var before Draw
	if e, ok := c.Sight.Latest(PlanKey, string(l.Kind)).(*Plan); ok {
		before = e.Draw
	}
	if l.Hand { // visited whatever is drawn: the count goes on after it
		l.Draw = before
		return
	}
	q := forms.QuarterOf(l.Finished)
	if before.Quarter != q.String() { // written back, or back from there: the count of its quarter goes on
		before = Draw{Quarter: q.String(), Share: rule.Share, N: c.Sight.Count(PlanKey, string(l.Kind), "", q.Start(), q.End())}
	}
	l.Draw = before.next(q.String(), rule.Share)
}

// marksApart takes the marks between room and name for spaces.
var marksApart = strings.NewReplacer("，", " ", ",", " ", "、", " ")

// recipients are the households of a list as it was typed.
func recipients(text string) [][2]string {
	var out [][2]string
	for _, line := range strings.Split(text, "\n") {
		f := strings.Fields(marksApart.Replace(line))
		if len(f) == 0 {
			continue
		}
		out = append(out, [2]string{f[0], strings.Join(f[1:], " ")})
	}
	return out
}

// Opens enters the other recipients, each counted after the one before; of a
// contract the visit after its end.
func (l *PlanLine) Opens(_ forms.Record, a forms.Act) []forms.Opening {
	var out []forms.Opening
	if l.contract() {
		x := *l
		x.Finished, x.Begins, x.Ends = l.Ends, time.Time{}, time.Time{}
		x.Draw, x.What = Draw{}, l.What+"（合同期满）"
		out = append(out, forms.Opening{Book: PlanKey, Deed: &x})
	}
	before := l.Draw
	for _, r := range recipients(l.Others) {
		x := *l
		x.Others, x.Room, x.Name, x.Phone = "", r[0], r[1], ""
		x.Draw, x.Event = before.next(before.Quarter, before.Share), a.Ref.String()
		before = x.Draw
		out = append(out, forms.Opening{Book: PlanKey, Deed: &x})
	}
	return out
}

func (l *PlanLine) plan(p *Plan, a forms.Act) error {
	p.PlanLine = *l
	p.Ref, p.Page, p.Line, p.Written, p.Writer = a.Ref, a.Page, a.Line, a.At, a.By
	p.State = NotDrawn
	switch {
	case l.Hand || l.Draw.Drawn:
		p.State = ToAssign
	case l.Draw.waits():
		p.State = Waiting
	}
	return nil
}

// Adding takes a matter that was not drawn into the visits.
type Adding struct {
	Reason string `json:"reason"`
}

// Slip asks for 另加的原因.
func (x *Adding) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Plan))
	s.Body = append(s.Body, forms.SlipRow("另加的原因", paper.Text(&x.Reason).Must()))
	return s
}

func (x *Adding) plan(p *Plan, a forms.Act) error {
	if strings.TrimSpace(x.Reason) == "" {
		return forms.Refusal("另加回访要写明原因。")
	}
	p.State = ToAssign
	p.Notes.Remark(a, "另加回访："+x.Reason)
	return nil
}

// Assigning names the visitors; the form with its number follows from it.
type Assigning struct {
	First   string `json:"first"`
	Second  string `json:"second,omitempty"`
	Outside bool   `json:"outside,omitempty" sealed:"on"` // the second visitor is of another department, and signs on paper
}

// Slip asks for 回访人 and 被投诉部门主管.
func (x *Assigning) Slip(r forms.Record, c forms.Context) paper.Sheet {
	p := r.(*Plan)
	s := forms.SlipOf(p)
	s.Body = append(s.Body,
		forms.SlipRow("回访期限", paper.Word(paper.Stamp(p.From, p.Finished)+" 至 "+paper.Stamp(p.To, p.Finished)+"　"+c.Office.Clause(p.Clause))),
		forms.SlipRow("原经办人", paper.Word(forms.OrDash(p.Doer)+"（不能回访自己办的事）")),
		forms.SlipRow("回访人", paper.Text(&x.First).Must().Offer(forms.OfStaff)),
	)
	if p.Two {
		s.Body = append(s.Body, forms.SlipRow("被投诉部门主管", paper.Text(&x.Second).Must().Named("一同回访的部门主管").Offer(forms.OfStaff)))
	}
	return s
}

// Seal tells whether the second visitor signs here.
func (x *Assigning) Seal(_ forms.Record, c forms.Context) {
	x.Outside = x.Second != "" && !forms.Signs(c.Staff, x.Second)
}

// Check holds the visitors against the procedures: nobody visits own work.
func (x *Assigning) Check(r forms.Record, c forms.Context) []paper.Problem {
	p := r.(*Plan)
	var out forms.Problems
	holdVisitor(&out, &x.First, p.Doer, true, c.Staff)
	holdVisitor(&out, &x.Second, p.Doer, false, c.Staff)
	out.If(x.Second != "" && x.Second == x.First, &x.Second, "两位回访人不能是同一个人。")
	return out
}

func (x *Assigning) plan(p *Plan, a forms.Act) error {
	p.First, p.Second, p.Assigner, p.AssignedAt, p.State = x.First, x.Second, a.By.Name, a.At, Assigned
	p.Notes.Add(a, strings.TrimSuffix("安排 "+x.First+"、"+x.Second, "、")+" 回访")
	return nil
}

// Opens hands the form its number and page.
func (x *Assigning) Opens(r forms.Record, _ forms.Act) []forms.Opening {
	p := r.(*Plan)
	return []forms.Opening{{Book: forms.VisitKey, Deed: &Line{
		Kind: p.Kind, Room: p.Room, Name: p.Name, Phone: p.Phone, What: p.What, Finished: p.Finished, From: p.From, To: p.To,
		Doer: p.Doer, Major: p.Major, Refers: p.Refers, Plan: p.Ref.String(), First: x.First, Second: x.Second, Outside: x.Outside, Clause: p.Clause,
	}}}
}
