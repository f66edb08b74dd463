package duty

import (
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/visit"
)

// Finishing says that the matter is done, and what came of it; the result is
// fed back to the customer.
type Finishing struct {
	Finished time.Time `json:"finished"`
	Result   string    `json:"result"`
	FedBack  bool      `json:"fedBack,omitempty"`
	Price    string    `json:"price,omitempty"` // taken for a paid service
	Lateness
	CallDue time.Time       `json:"callDue,omitzero" sealed:"on"`
	Visit   forms.VisitKind `json:"visit,omitempty"` // by which rule it enters the plan
}

// Start takes the moment.
func (x *Finishing) Start(_ forms.Record, c forms.Context) { x.Finished = c.Now.Truncate(time.Minute) }

// Seal works out until when it has to be phoned back (S0/3 4.5.1).
func (x *Finishing) Seal(r forms.Record, c forms.Context) {
	x.CallDue, x.Visit = time.Time{}, ""
	if rule, ok := c.Office.Rules.VisitOf(r.(*Record).Kind); ok && !r.(*Record).Planned {
		x.Visit = rule.Kind
	}
	if r.(*Record).CallBack {
		x.CallDue = forms.CallBackDue(c.Office.Calendar, c.Now)
	}
}

// Opens enters the matter into the plan of visits (A 7).
func (x *Finishing) Opens(r forms.Record, _ forms.Act) []forms.Opening {
	return r.(*Record).planned(x.Visit)
}

// planned is the finished matter's line of the plan; none without a kind of visits.
func (d *Record) planned(as forms.VisitKind) []forms.Opening {
	if as == "" {
		return nil
	}
	what := forms.Clip(d.Text)
	if d.Confidential {
		what = forms.Veiled
	}
	return []forms.Opening{{Book: visit.PlanKey, Deed: &visit.PlanLine{
		Kind: as, Room: d.Room, Name: d.Name, Phone: d.Phone, What: what, Finished: d.Finished,
		Refers: d.Ref.String(), Doer: d.Handler, Major: d.Major,
	}}}
}

// Slip asks for 处理结果, 完成时间, 实收费用 and 结果反馈.
func (x *Finishing) Slip(r forms.Record, c forms.Context) paper.Sheet {
	d := r.(*Record)
	s := forms.SlipOf(d)
	s.Body = append(s.Body,
		forms.SlipRow("处理结果", paper.Long(&x.Result).Must().Tall(3)),
		forms.SlipRow("完成时间", paper.Time(&x.Finished, c.Now).Must()),
	)
	if c.Office.Rules.Of(d.Kind).Price {
		s.Body = append(s.Body, forms.SlipRow("实收费用", paper.Text(&x.Price).Must().OrDigits()))
	}
	s.Body = append(s.Body, forms.SlipRow("结果反馈", paper.Tick(&x.FedBack, "已把结果告诉客户").Ask()))
	x.Lateness.slip(r, c, &s)
	return s
}

// Check holds the time against the clock and the opening.
func (x *Finishing) Check(r forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	switch {
	case x.Finished.After(c.Now.Add(time.Minute)):
		out = append(out, paper.Problem{Field: &x.Finished, Words: "完成时间还没有到，请改成已经过去的时间。"})
	case !x.Finished.IsZero() && x.Finished.Before(r.(*Record).Happened.Truncate(time.Minute)):
		out = append(out, paper.Problem{Field: &x.Finished, Words: "完成时间比发生时间还早，请核对。"})
	}
	return out
}

func (x *Finishing) do(d *Record, a forms.Act) error {
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
// has made a complaint (S0/3 4.5.2).
type Calling struct {
	Reached   forms.Mood `json:"reached"`
	Attitude  forms.Mood `json:"attitude,omitempty"`  // 工作人员态度
	Quality   forms.Mood `json:"quality,omitempty"`   // 服务质量
	Charging  forms.Mood `json:"charging,omitempty"`  // 有无违规收费
	Satisfied forms.Mood `json:"satisfied,omitempty"` // 是否满意
	Text      string     `json:"text,omitempty"`
}

// Start supposes that somebody answers.
func (x *Calling) Start(forms.Record, forms.Context) { x.Reached = forms.Reached }

// Slip asks for 接通情况, 工作人员态度, 服务质量, 有无违规收费, 是否满意 and
// 客户说了什么.
func (x *Calling) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	ask := func(c paper.Cell) paper.Cell {
		if x.Reached == forms.Reached {
			return c.Must()
		}
		return c
	}
	s.Body = append(s.Body,
		forms.SlipRow("接通情况", paper.Choice(&x.Reached, forms.Reached, forms.NotReached).Must()),
		forms.SlipRow("工作人员态度", ask(paper.Choice(&x.Attitude, forms.Good, forms.Fair, forms.Bad))),
		forms.SlipRow("服务质量", ask(paper.Choice(&x.Quality, forms.Good, forms.Fair, forms.Bad))),
		forms.SlipRow("有无违规收费", ask(paper.Choice(&x.Charging, forms.None, forms.Yes))),
		forms.SlipRow("是否满意", ask(paper.Choice(&x.Satisfied, forms.Pleased, forms.Displeased))),
		forms.SlipRow("客户说了什么", paper.Long(&x.Text).Tall(2)),
	)
	return s
}

// Check wants to know what the customer said when not satisfied.
func (x *Calling) Check(forms.Record, forms.Context) []paper.Problem {
	var out forms.Problems
	if x.complains() && strings.TrimSpace(x.Text) == "" {
		out = append(out, paper.Problem{Field: &x.Text, Words: "客户不满意或反映违规收费，请写下客户说了什么，会另记一条投诉。"})
	}
	return out
}

func (x *Calling) complains() bool {
	return x.Reached == forms.Reached && (x.Satisfied == forms.Displeased || x.Charging == forms.Yes)
}

func (x *Calling) do(d *Record, a forms.Act) error {
	d.CalledAt = a.At
	if x.Reached != forms.Reached {
		d.Tries++
		d.note(a, "电话回访未接通"+forms.Colon(x.Text))
		d.Called = string(forms.NotReached)
		return nil
	}
	d.Called = string(x.Satisfied)
	d.note(a, "回访：态度"+string(x.Attitude)+"，质量"+string(x.Quality)+"，违规收费"+string(x.Charging)+"，"+string(x.Satisfied)+forms.Colon(x.Text))
	d.State = ToClose
	return nil
}

// Opens opens the complaint that refers to the entry (S0/3 4.5.2).
func (x *Calling) Opens(r forms.Record, a forms.Act) []forms.Opening {
	if !x.complains() {
		return nil
	}
	d := r.(*Record)
	what := "回访不满意"
	if x.Charging == forms.Yes {
		what = "反映违规收费"
	}
	return []forms.Opening{{Book: d.Ref.Book, Deed: &Line{
		Happened: a.At, Way: ByPhone, Room: d.Room, Name: d.Name, Phone: d.Phone, As: d.As,
		Kind: forms.Complaint, Text: what + "：" + x.Text, ReadBack: true, Confidential: d.Confidential, Refers: d.Ref.String(),
	}}}
}

// Closing settles the entry.
type Closing struct {
	Text string `json:"text,omitempty"`
}

// Slip asks for 办结说明.
func (x *Closing) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body, forms.SlipRow("办结说明", paper.Text(&x.Text).Hinted("可以不填")))
	return s
}

func (x *Closing) do(d *Record, a forms.Act) error {
	d.note(a, x.Text)
	d.State = Settled
	return nil
}

// Reopening opens a finished matter again; the old result stays.
type Reopening struct {
	Reason   string    `json:"reason"`
	Promised time.Time `json:"promised"`
}

// Slip asks for 重新打开的原因 and 承诺完成时间.
func (x *Reopening) Slip(r forms.Record, c forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body,
		forms.SlipRow("重新打开的原因", paper.Long(&x.Reason).Must().Tall(2)),
		forms.SlipRow("承诺完成时间", paper.Time(&x.Promised, c.Now).Must()),
	)
	return s
}

// Check wants a time to come.
func (x *Reopening) Check(_ forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	if !x.Promised.IsZero() && !x.Promised.After(c.Now) {
		out = append(out, paper.Problem{Field: &x.Promised, Words: "承诺时间已经过去，请写以后的时间。"})
	}
	return out
}

func (x *Reopening) do(d *Record, a forms.Act) error {
	if strings.TrimSpace(x.Reason) == "" {
		return forms.Refusal("重新打开要写明原因。")
	}
	d.note(a, "重新打开："+x.Reason)
	d.State, d.Promised, d.Called, d.Told = Working, x.Promised, "", a.At
	d.CallDue, d.Finished = time.Time{}, time.Time{}
	return nil
}
