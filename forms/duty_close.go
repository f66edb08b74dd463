package forms

import (
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// Finishing says that the matter is done, and what came of it; the result is
// fed back to the customer.
type Finishing struct {
	Finished time.Time `json:"finished"`
	Result   string    `json:"result"`
	FedBack  bool      `json:"fedBack,omitempty"`
	Price    string    `json:"price,omitempty"` // taken for a paid service
	Lateness
	CallDue time.Time `json:"callDue,omitzero"` // worked out when written
	Visit   VisitKind `json:"visit,omitempty"`  // by which rule it enters the plan; worked out when written
}

// Start takes the moment.
func (x *Finishing) Start(_ Record, c Context) { x.Finished = c.Now.Truncate(time.Minute) }

// Seal works out until when it has to be phoned back (S0/3 4.5.1).
func (x *Finishing) Seal(r Record, c Context) {
	x.CallDue, x.Visit = time.Time{}, ""
	if rule, ok := c.Office.Rules.VisitOf(r.(*Duty).Kind); ok && !r.(*Duty).Planned {
		x.Visit = rule.Kind
	}
	if r.(*Duty).CallBack {
		x.CallDue = CallBackDue(c.Office.Calendar, c.Now)
	}
}

// Opens enters the matter into the plan of visits (S0/2 4.1).
func (x *Finishing) Opens(r Record, _ Act) []Opening {
	d := r.(*Duty)
	if x.Visit == "" {
		return nil
	}
	what := clip(d.Text)
	if d.Confidential {
		what = Veiled
	}
	return []Opening{{Book: planKey, Deed: &PlanLine{
		Kind: x.Visit, Room: d.Room, Name: d.Name, Phone: d.Phone, What: what, Finished: x.Finished,
		Refers: d.Ref.String(), Doer: d.Handler, Major: d.Major,
	}}}
}

// Slip draws the deed.
func (x *Finishing) Slip(r Record, c Context) paper.Sheet {
	d := r.(*Duty)
	s := slip(d)
	s.Body = append(s.Body,
		slipRow("处理结果", paper.Long(&x.Result).Must().Tall(3)),
		slipRow("完成时间", paper.Time(&x.Finished, c.Now).Must()),
	)
	if c.Office.Rules.Of(d.Kind).Price {
		s.Body = append(s.Body, slipRow("实收费用", paper.Text(&x.Price).Must().OrDigits()))
	}
	s.Body = append(s.Body, slipRow("结果反馈", paper.Tick(&x.FedBack, "已把结果告诉客户").Ask()))
	x.Lateness.slip(r, c, &s)
	return s
}

// Check holds the time against the clock and the opening.
func (x *Finishing) Check(r Record, c Context) []paper.Problem {
	out := capped(&x.Result, &x.Price)
	switch {
	case x.Finished.After(c.Now.Add(time.Minute)):
		out = append(out, paper.Problem{Field: &x.Finished, Words: "完成时间还没有到，请改成已经过去的时间。"})
	case !x.Finished.IsZero() && x.Finished.Before(r.(*Duty).Happened.Truncate(time.Minute)):
		out = append(out, paper.Problem{Field: &x.Finished, Words: "完成时间比发生时间还早，请核对。"})
	}
	return out
}

func (x *Finishing) do(d *Duty, a Act) error {
	if !d.working() {
		return Refusal("这一条已经完成。")
	}
	if err := x.need(d, a); err != nil {
		return err
	}
	x.Lateness.do(d, a)
	text := x.Result
	if x.Price != "" {
		text += "；实收 " + x.Price
	}
	if x.FedBack {
		text += "（结果已告知客户）"
	}
	d.note(a, text)
	d.Finished, d.CallDue = x.Finished, x.CallDue
	d.Planned = d.Planned || x.Visit != ""
	d.State = ToCall
	if x.CallDue.IsZero() {
		d.State = ToClose
	}
	return nil
}

// Calling is the phone call after the matter was finished: four questions
// (S0/3 4.5.1). A customer who is not satisfied, or was charged improperly,
// has made a complaint (4.5.2).
type Calling struct {
	Reached   Mood   `json:"reached"`
	Attitude  Mood   `json:"attitude,omitempty"`  // 工作人员态度
	Quality   Mood   `json:"quality,omitempty"`   // 服务质量
	Charging  Mood   `json:"charging,omitempty"`  // 有无违规收费
	Satisfied Mood   `json:"satisfied,omitempty"` // 是否满意
	Text      string `json:"text,omitempty"`
}

// Start supposes that somebody answers.
func (x *Calling) Start(Record, Context) { x.Reached = Reached }

// Slip draws the deed.
func (x *Calling) Slip(r Record, _ Context) paper.Sheet {
	s := slip(r.(*Duty))
	ask := func(c paper.Cell) paper.Cell {
		if x.Reached == Reached {
			return c.Must()
		}
		return c
	}
	s.Body = append(s.Body,
		slipRow("接通情况", paper.Choice(&x.Reached, Reached, NotReached).Must()),
		slipRow("工作人员态度", ask(paper.Choice(&x.Attitude, Good, Fair, Bad))),
		slipRow("服务质量", ask(paper.Choice(&x.Quality, Good, Fair, Bad))),
		slipRow("有无违规收费", ask(paper.Choice(&x.Charging, None, Yes))),
		slipRow("是否满意", ask(paper.Choice(&x.Satisfied, Pleased, Displeased))),
		slipRow("客户说了什么", paper.Long(&x.Text).Tall(2)),
	)
	return s
}

// Check wants to know what the customer said when not satisfied.
func (x *Calling) Check(Record, Context) []paper.Problem {
	out := capped(&x.Text)
	if x.complains() && strings.TrimSpace(x.Text) == "" {
		out = append(out, paper.Problem{Field: &x.Text, Words: "客户不满意或反映违规收费，请写下客户说了什么，会另记一条投诉。"})
	}
	return out
}

func (x *Calling) complains() bool {
	return x.Reached == Reached && (x.Satisfied == Displeased || x.Charging == Yes)
}

func (x *Calling) do(d *Duty, a Act) error {
	if d.State != ToCall {
		return Refusal("现在不用电话回访。")
	}
	d.CalledAt = a.At
	if x.Reached != Reached {
		d.Tries++
		d.note(a, "电话回访未接通"+colon(x.Text))
		d.Called = string(NotReached)
		return nil
	}
	d.Called = string(x.Satisfied)
	d.note(a, "回访：态度"+string(x.Attitude)+"，质量"+string(x.Quality)+"，违规收费"+string(x.Charging)+"，"+string(x.Satisfied)+colon(x.Text))
	d.State = ToClose
	return nil
}

func colon(s string) string {
	if s == "" {
		return ""
	}
	return "：" + s
}

// Opens opens the complaint that refers to the entry (S0/3 4.5.2).
func (x *Calling) Opens(r Record, a Act) []Opening {
	if !x.complains() {
		return nil
	}
	d := r.(*Duty)
	what := "回访不满意"
	if x.Charging == Yes {
		what = "反映违规收费"
	}
	return []Opening{{Book: d.Ref.Book, Deed: &DutyLine{
		Happened: a.At, Way: ByPhone, Room: d.Room, Name: d.Name, Phone: d.Phone, As: d.As,
		Kind: Complaint, Text: what + "：" + x.Text, ReadBack: true, Confidential: d.Confidential, Refers: d.Ref.String(),
	}}}
}

// Closing settles the entry.
type Closing struct {
	Text string `json:"text,omitempty"`
}

// Slip draws the deed.
func (x *Closing) Slip(r Record, _ Context) paper.Sheet {
	s := slip(r.(*Duty))
	s.Body = append(s.Body, slipRow("办结说明", paper.Text(&x.Text).Hinted("可以不填")))
	return s
}

// Check limits the length.
func (x *Closing) Check(Record, Context) []paper.Problem { return capped(&x.Text) }

func (x *Closing) do(d *Duty, a Act) error {
	if d.State != ToClose {
		return Refusal(d.unless(false, d.noCloseWord()))
	}
	d.note(a, x.Text)
	d.State = Settled
	return nil
}

// Reopening opens a finished matter again; the old result stays.
type Reopening struct {
	Reason   string    `json:"reason"`
	Promised time.Time `json:"promised"`
}

// Slip draws the deed.
func (x *Reopening) Slip(r Record, c Context) paper.Sheet {
	s := slip(r.(*Duty))
	s.Body = append(s.Body,
		slipRow("重新打开的原因", paper.Long(&x.Reason).Must().Tall(2)),
		slipRow("承诺完成时间", paper.Time(&x.Promised, c.Now).Must()),
	)
	return s
}

// Check wants a time to come.
func (x *Reopening) Check(_ Record, c Context) []paper.Problem {
	out := capped(&x.Reason)
	if !x.Promised.IsZero() && !x.Promised.After(c.Now) {
		out = append(out, paper.Problem{Field: &x.Promised, Words: "承诺时间已经过去，请写以后的时间。"})
	}
	return out
}

func (x *Reopening) do(d *Duty, a Act) error {
	switch {
	case d.working():
		return Refusal("这一条还没有完成，直接跟进就可以。")
	case strings.TrimSpace(x.Reason) == "":
		return Refusal("重新打开要写明原因。")
	}
	d.note(a, "重新打开："+x.Reason)
	d.State, d.Promised, d.Called, d.Told = Working, x.Promised, "", a.At
	d.CallDue, d.Finished = time.Time{}, time.Time{}
	return nil
}
