package duty

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/resident"
)

// Start fills in what the moment tells: it happened now, and came by phone.
func (l *Line) Start(_ forms.Record, c forms.Context) {
	l.Happened, l.Way = c.Now.Truncate(time.Minute), ByPhone
}

// Wake lets a line that lay ready happen when it is begun.
func (l *Line) Wake(c forms.Context) bool {
	if lay := c.Now.Sub(l.Happened); lay >= 0 && lay <= time.Minute {
		return false
	}
	l.Happened = c.Now.Truncate(time.Minute)
	return true
}

// Seal works out the deadline from the rule in force and keeps both.
func (l *Line) Seal(_ forms.Record, c forms.Context) {
	rule := c.Office.Rules.Of(l.Kind)
	l.Shift, l.Clause, l.Help, l.CallBack = c.Office.ShiftAt(c.Now), rule.Clause, rule.Help, rule.CallBack
	l.Due = rule.Due(c.Now)
	l.Urgent = l.Urgent || rule.Help
	l.Late = c.Office.Rules.IsLate(l.Happened, c.Now)
	l.HelpSteps = nil
	if rule.Help {
		l.HelpSteps = c.Office.Rules.HelpSteps
	}
}

// TakeResident fills in what the office's list knows of whoever was meant.
func (l *Line) TakeResident(r resident.Resident) {
	l.Room, l.Name, l.Phone, l.As = r.Room, r.Name, r.Phone, r.As
}

// Check holds the line against the procedures.
func (l *Line) Check(_ forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	out.If(l.Happened.After(c.Now.Add(time.Minute)), &l.Happened, "发生时间还没有到，请改成已经过去的时间。")
	out.If(!l.Happened.IsZero() && c.Now.Sub(l.Happened) > 366*24*time.Hour, &l.Happened, "发生时间在一年以前，请核对年份。")
	out.If(c.Office.Rules.Of(l.Kind).Price && strings.TrimSpace(l.Price) == "", &l.Price, "有偿服务要先告知价格和项目，请填写告知的价格。")
	out.If(len([]rune(l.Room)) > 40, &l.Room, "房号太长，请只写房号，例如 3-2-501。")
	out.If(len([]rune(l.Name)) > 40, &l.Name, "姓名太长，请只写姓名。")
	out.If(len([]rune(l.Phone)) > 40, &l.Phone, "电话太长，请只写一个号码。")
	return out
}

// Lateness is what has to be said when the promised time has passed: the
// reason, and what the customer was told (S0/3 4.4.2).
type Lateness struct {
	Reason string `json:"lateReason,omitempty"`
	Told   string `json:"lateTold,omitempty"`
}

// slip adds the two blanks when the entry is late.
func (l *Lateness) slip(r forms.Record, c forms.Context, s *paper.Sheet) {
	d, ok := r.(*Record)
	if !ok || !d.Overdue(c.Now) {
		return
	}
	s.Body = append(s.Body,
		forms.SlipRow("超时原因", paper.Long(&l.Reason).Must().Alarm().Tall(2)),
		forms.SlipRow("已怎样告知客户", paper.Long(&l.Told).Must().Alarm().Tall(2)),
	)
}

func (l *Lateness) do(d *Record, a forms.Act) {
	if l.Reason != "" {
		d.note(a, "超时原因："+l.Reason+"；已告知客户："+l.Told)
		d.Told, d.Excuse = a.At, l.Reason
	}
}

// need refuses a late act that lacks the reason, however it was written.
func (l *Lateness) need(d *Record, a forms.Act) error {
	if d.Overdue(a.At) && (strings.TrimSpace(l.Reason) == "" || strings.TrimSpace(l.Told) == "") {
		return forms.Refusal("已过承诺时间，请先写明超时原因和怎样告知客户。")
	}
	return nil
}

// Dispatching sends the matter to a department and a person, with the time
// promised to the customer.
type Dispatching struct {
	Department string    `json:"department"`
	Handler    string    `json:"handler,omitempty"`
	Promised   time.Time `json:"promised,omitzero"`
	Lateness
}

// Start takes the department and the time that the kind's rule gives.
func (x *Dispatching) Start(r forms.Record, c forms.Context) {
	d := r.(*Record)
	x.Department, x.Handler, x.Promised = d.Department, d.Handler, d.Promised
	if x.Department == "" {
		x.Department = c.Office.Rules.Of(d.Kind).GoesTo
	}
}

// Slip asks for 处理部门, 处理人 and 承诺完成时间.
func (x *Dispatching) Slip(r forms.Record, c forms.Context) paper.Sheet {
	d := r.(*Record)
	promised := paper.Time(&x.Promised, c.Now).Hinted("例如 16:30，或 明天 10:00")
	if !d.Help {
		promised = promised.Must()
	}
	s := forms.SlipOf(d)
	s.Body = append(s.Body,
		forms.SlipRow("处理部门", paper.Text(&x.Department).Must().Offer(forms.OfDepartments)),
		forms.SlipRow("处理人", paper.Text(&x.Handler).Offer(forms.OfStaff)),
		forms.SlipRow("承诺完成时间", promised),
	)
	x.Lateness.slip(r, c, &s)
	return s
}

// Check holds the promise against the clock and the rule of the kind.
func (x *Dispatching) Check(r forms.Record, c forms.Context) []paper.Problem {
	d := r.(*Record)
	switch {
	case x.Promised.IsZero():
		return nil
	case !x.Promised.After(c.Now) && !x.Promised.Equal(d.Promised):
		return []paper.Problem{{Field: &x.Promised, Words: "承诺时间已经过去，请写以后的时间。"}}
	case !d.Line.Due.IsZero() && x.Promised.After(d.Line.Due) && x.Promised.After(d.Promised):
		return []paper.Problem{{Field: &x.Promised, Words: fmt.Sprintf("%s要在 %s 前完成；要更晚请用“改约”并写明原因。", d.Kind, paper.Stamp(d.Line.Due, c.Now))}}
	}
	return nil
}

func (x *Dispatching) do(d *Record, a forms.Act) error {
	if err := x.need(d, a); err != nil {
		return err
	}
	x.Lateness.do(d, a)
	if !d.Dispatched.IsZero() {
		d.note(a, strings.TrimSpace("改派 "+x.Department+" "+x.Handler))
	}
	d.Department, d.Handler, d.Dispatched, d.State = x.Department, x.Handler, a.At, Working
	if !x.Promised.IsZero() {
		d.Promised = x.Promised
	}
	return nil
}

// Following is a follow-up: how it stands.
type Following struct {
	Text string `json:"text"`
	Told bool   `json:"told,omitempty"` // the customer was told how it stands
	Lateness
}

// Slip asks for 处理情况 and 进展告知.
func (x *Following) Slip(r forms.Record, c forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body,
		forms.SlipRow("处理情况", paper.Long(&x.Text).Must().Tall(3)),
		forms.SlipRow("进展告知", paper.Tick(&x.Told, "已把进展告诉客户")),
	)
	x.Lateness.slip(r, c, &s)
	return s
}

func (x *Following) do(d *Record, a forms.Act) error {
	if err := x.need(d, a); err != nil {
		return err
	}
	text := x.Text
	if x.Told {
		text += "（已告知客户）"
		d.Told = a.At
	}
	d.note(a, text)
	x.Lateness.do(d, a)
	d.State = Working
	return nil
}

// Extending agrees on a new time with the customer.
type Extending struct {
	Promised time.Time `json:"promised"`
	Reason   string    `json:"reason"`
	Told     string    `json:"told"` // what the customer was told, S0/3 4.4.2
}

// Slip asks for 新的完成时间, 改约原因 and 已怎样告知客户.
func (x *Extending) Slip(r forms.Record, c forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body,
		forms.SlipRow("新的完成时间", paper.Time(&x.Promised, c.Now).Must().Hinted("例如 明天 10:00")),
		forms.SlipRow("改约原因", paper.Long(&x.Reason).Must().Tall(2)),
		forms.SlipRow("已怎样告知客户", paper.Long(&x.Told).Must().Tall(2)),
	)
	return s
}

// Check wants a time to come.
func (x *Extending) Check(_ forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	if !x.Promised.IsZero() && !x.Promised.After(c.Now) {
		out = append(out, paper.Problem{Field: &x.Promised, Words: "新的时间已经过去，请写以后的时间。"})
	}
	return out
}

func (x *Extending) do(d *Record, a forms.Act) error {
	if strings.TrimSpace(x.Reason) == "" || strings.TrimSpace(x.Told) == "" {
		return forms.Refusal("改约要写明原因和怎样告知客户。")
	}
	d.note(a, fmt.Sprintf("改约至 %s：%s；已告知客户：%s", paper.Stamp(x.Promised, a.At), x.Reason, x.Told))
	d.Promised, d.Told = x.Promised, a.At
	return nil
}

// Escalation reports to the supervisor what cannot be done or has changed
// greatly; the supervisor names who answers for it (S0/3 4.4.3).
type Escalation struct {
	What        string `json:"what"`
	Responsible string `json:"responsible"`
}

// Slip asks for 办不到或有变化 and 主管指定负责人.
func (x *Escalation) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body,
		forms.SlipRow("办不到或有变化", paper.Long(&x.What).Must().Tall(2)),
		forms.SlipRow("主管指定负责人", paper.Text(&x.Responsible).Must().Offer(forms.OfStaff)),
	)
	return s
}

func (x *Escalation) do(d *Record, a forms.Act) error {
	if !a.By.Role.AtLeast(forms.Supervisor) {
		return forms.Refusal("负责人要由主管指定并签名。")
	}
	d.note(a, "上报主管："+x.What+"；主管指定 "+x.Responsible+" 负责")
	d.Handler, d.State = x.Responsible, Working
	return nil
}

// Grading says whether a complaint is a major one; only a supervisor does.
type Grading struct {
	Major bool `json:"major"`
}

// Start shows how it stands.
func (x *Grading) Start(r forms.Record, _ forms.Context) { x.Major = r.(*Record).Major }

// Slip asks for 定级.
func (x *Grading) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body, forms.SlipRow("定级", paper.Tick(&x.Major, "重大投诉（报经理）")))
	return s
}

func (x *Grading) do(d *Record, a forms.Act) error {
	if !a.By.Role.AtLeast(forms.Supervisor) {
		return forms.Refusal("投诉要由主管定级并签名。")
	}
	d.Major = x.Major
	word := "一般投诉"
	if x.Major {
		word = "重大投诉，报经理"
	}
	d.note(a, "定级："+word)
	return nil
}

// HelpTick ticks one step of the special-help checklist (S0/1 1).
type HelpTick struct {
	Step string `json:"step"`
	Text string `json:"text,omitempty"`
}

// Tick gives the act that ticks a step of the special-help checklist.
func (d *Record) Tick(step string) (forms.Verb, forms.Deed) { return HelpStep, &HelpTick{Step: step} }

// Start takes the first step that is left.
func (x *HelpTick) Start(r forms.Record, _ forms.Context) {
	if left := r.(*Record).StepsLeft(); len(left) > 0 {
		x.Step = left[0]
	}
}

// Slip asks for 下一步 and 说明.
func (x *HelpTick) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	d := r.(*Record)
	s := forms.SlipOf(d)
	for _, t := range d.Ticks {
		s.Body = append(s.Body, forms.SlipRow("已做", paper.Word("☑"+t.Text+"　"+t.At.In(forms.Beijing).Format("15:04")+" "+t.By)))
	}
	s.Body = append(s.Body,
		forms.SlipRow("下一步", paper.Choice(&x.Step, d.StepsLeft()...).Must()),
		forms.SlipRow("说明", paper.Text(&x.Text)),
	)
	return s
}

func (x *HelpTick) do(d *Record, a forms.Act) error {
	for _, s := range d.StepsLeft() {
		if s == x.Step {
			d.Ticks = append(d.Ticks, forms.Note{Seq: a.Seq, At: a.At, By: a.By.Name, Text: s})
			text := s
			if x.Text != "" {
				text += "：" + x.Text
			}
			d.note(a, "☑"+text)
			return nil
		}
	}
	return forms.Refusal("这一步已经勾过，或者不在求助步骤里。")
}
