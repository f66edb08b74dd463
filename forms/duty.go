package forms

import (
	"fmt"
	"strings"
	"time"
)

const (
	dutyTitle = "物业服务中心值班记录表"
	dutyCode  = "R02-WKF07"
)

// DutyBook is 《物业服务中心值班记录表》 (S0/1, S0/3, S0/6, S2 2.7.1.5, S3 3.1).
func DutyBook() *Book {
	return &Book{
		Key: dutyKey, Name: "值班记录", Title: "值班记录表", Code: dutyCode, Edition: "A/0", Begin: "新登记",
		Kinds: []string{string(Patient), string(Incident), string(Spoken), string(Written), string(Paid), string(Repair), string(Complaint), string(Suggestion), string(Other)},
		Sheet: DutyPage, Keep: KeepRule{Clause: "S0/6 1(6)", Years: 2}, Aside: progressCall,
		New: func() Record { return &Duty{} },
		Deeds: map[Verb]func() Deed{
			Open:     func() Deed { return &DutyLine{} },
			Dispatch: func() Deed { return &Dispatching{} },
			Progress: func() Deed { return &Following{} },
			Extend:   func() Deed { return &Extending{} },
			Escalate: func() Deed { return &Escalation{} },
			HelpStep: func() Deed { return &HelpTick{} },
			Grade:    func() Deed { return &Grading{} },
			Finish:   func() Deed { return &Finishing{} },
			CallBack: func() Deed { return &Calling{} },
			Close:    func() Deed { return &Closing{} },
			Reopen:   func() Deed { return &Reopening{} },
			Correct:  func() Deed { return &DutyCorrection{} },
			Void:     func() Deed { return &Voiding{} },
		},
		Plain: map[Verb]func() Deed{
			Print:  func() Deed { return &Printing{} },
			Export: func() Deed { return &Exporting{} },
			Review: func() Deed { return &Reviewing{} },
		},
		Signed: map[Verb]Role{Review: Supervisor},
		Turn:   turnDutyPage,
	}
}

// Verbs of the duty log.
const (
	Dispatch Verb = "dispatch" // 派单
	Progress Verb = "progress" // 跟进
	Extend   Verb = "extend"   // 改约
	Escalate Verb = "escalate" // 上报主管
	HelpStep Verb = "help"     // 特别求助的一步
	Grade    Verb = "grade"    // 定级
	Finish   Verb = "finish"   // 完成
	CallBack Verb = "call"     // 电话回访
	Close    Verb = "close"    // 办结
	Reopen   Verb = "reopen"   // 重新打开
)

// States of a duty entry (life of an entry, A 2).
const (
	Waiting = "待派单"
	Working = "处理中"
	ToCall  = "待回访"
	ToClose = "待办结"
	Settled = "已办结"
)

// Way is how a matter came in (方式).
type Way string

// Ways, in the order of the form.
const (
	ByPhone  Way = "来电"
	InPerson Way = "来访"
	InWords  Way = "书面"
	OnRounds Way = "巡查"
	FromGate Way = "门岗监控"
	Online   Way = "网络"
)

// As is in what quality somebody speaks (身份).
type As string

// Identities, in the order of the form.
const (
	Owner  As = "业主"
	Tenant As = "租户"
	Others As = "其他"
)

// DutyLine is what the clerk writes when a matter comes in: the opening words
// of an entry. The fields from Shift on are worked out when it is written.
type DutyLine struct {
	Happened     time.Time `json:"happened"`
	Way          Way       `json:"way"`
	Room         string    `json:"room,omitempty"`
	Name         string    `json:"name,omitempty"`
	Phone        string    `json:"phone,omitempty"`
	As           As        `json:"as,omitempty"`
	Kind         Kind      `json:"kind"`
	Urgent       bool      `json:"urgent,omitempty"`
	Text         string    `json:"text"`
	Price        string    `json:"price,omitempty"`        // told beforehand, S2 2.7.1.4(7)
	ReadBack     bool      `json:"readBack,omitempty"`     // key words read back, S0/3 4.2.1
	Confidential bool      `json:"confidential,omitempty"` // S0/1 2(3)
	Refers       string    `json:"refers,omitempty"`       // number of the entry it follows from

	Shift     string    `json:"shift,omitempty" sealed:"on"`
	Due       time.Time `json:"due,omitzero"`     // by the rule of its kind
	Clause    string    `json:"clause,omitempty"` // the rule it was made under
	Help      bool      `json:"help,omitempty"`   // 特别求助
	CallBack  bool      `json:"callBack,omitempty"`
	Late      bool      `json:"late,omitempty"` // 补记
	HelpSteps []string  `json:"helpSteps,omitempty"`
}

// Duty is an entry of the duty log as its acts have left it.
type Duty struct {
	DutyLine
	Ref        Ref
	Page, Line int
	Written    time.Time // 登记时间
	Signer     Person    // 值班人

	Department string
	Handler    string
	Dispatched time.Time
	Promised   time.Time // 承诺完成时间
	Finished   time.Time
	CallDue    time.Time // until when it is phoned back
	Called     string    // 回访: the outcome in short
	CalledAt   time.Time // when it was last phoned back
	Excuse     string    // 超时原因
	Notes      Notes     // 处理情况, oldest first
	Ticks      []Note    // steps of the special-help checklist, as ticked
	Major      bool      // 重大投诉
	Told       time.Time // when the customer last heard how it stands
	State      string
	Annulment  string // why, by whom, when
	Marks      []Mark
	Tries      int  // calls that reached nobody
	Planned    bool // entered into the plan of visits
}

// Overdue tells whether the promised time has passed with the matter not done.
func (d *Duty) Overdue(now time.Time) bool {
	return d.working() && !d.Promised.IsZero() && now.After(d.Promised)
}

// ProgressCallDue is when the customer of a matter still open should hear how
// it stands (S2 2.7.1.5(2)e); zero when it is not open.
func (d *Duty) ProgressCallDue(r Rules) time.Time {
	if !d.working() || r.ProgressCall == 0 {
		return time.Time{}
	}
	return d.Told.AddDate(0, 0, r.ProgressCall)
}

// progressCall says that the customer of a matter that is open for long should
// hear how it stands (S2 2.7.1.5(2)e).
func progressCall(c Context, n Near) string {
	days := c.Office.Rules.ProgressCall
	if days == 0 || c.Now.Before(n.Brief.Happened.AddDate(0, 0, days)) {
		return ""
	}
	if d, ok := c.Sight.Entry(n.Ref).(*Duty); ok {
		if call := d.ProgressCallDue(c.Office.Rules); !call.IsZero() && c.Now.After(call) {
			return "，该告知进展"
		}
	}
	return ""
}

func (d *Duty) working() bool { return d.State == Waiting || d.State == Working }

// StepsLeft lists the steps of the special-help checklist not yet ticked.
func (d *Duty) StepsLeft() []string {
	var left []string
	for _, s := range d.HelpSteps {
		done := false
		for _, t := range d.Ticks {
			done = done || t.Text == s
		}
		if !done {
			left = append(left, s)
		}
	}
	return left
}

// Apply takes the next act.
func (d *Duty) Apply(a Act) error {
	type doer interface{ do(d *Duty, a Act) error }
	x, ok := a.Deed.(doer)
	v, void := a.Deed.(*Voiding)
	switch {
	case !ok && !void:
		return fmt.Errorf("the duty log does not know the verb %q", a.Verb)
	case a.Verb != Open && d.State == "":
		return fmt.Errorf("the entry has no opening row before %q", a.Verb)
	case a.Verb == Open && d.State != "":
		return fmt.Errorf("the entry is opened twice")
	case d.State == Annulled:
		return Refusal("这一条已经作废，不能再改动。需要时请另记一条。")
	case void && d.State == Settled:
		return Refusal("已办结的不能作废；有错请用“更正”。")
	case void:
		return v.TakeFrom(d, a)
	}
	return x.do(d, a)
}

// Annul takes the entry out of force.
func (d *Duty) Annul(words string) { d.State, d.Annulment = Annulled, words }

func (d *Duty) note(a Act, text string) { d.Notes.add(a, text) }

func (l *DutyLine) do(d *Duty, a Act) error {
	d.DutyLine = *l
	d.Ref, d.Page, d.Line = a.Ref, a.Page, a.Line
	d.Written, d.Signer, d.Told = a.At, a.By, a.At
	d.Promised, d.State = l.Due, Waiting
	return nil
}

// Brief is what lists, search and reminders need to know.
func (d *Duty) Brief() Brief {
	b := Brief{
		State: d.State, Open: d.State != Settled && d.State != Annulled, Urgent: d.Urgent || d.Help,
		Kind: string(d.Kind), Writer: d.Signer.ID, Handler: d.Handler, Confidential: d.Confidential,
		Void: d.State == Annulled, Happened: d.Happened, Room: d.Room, Name: d.Name, Phone: d.Phone,
		Subject: strings.Join(strings.Fields(d.Text), " "), Initials: []string{d.Name, d.Handler, d.Signer.Name},
	}
	switch d.State {
	case Waiting, Working:
		b.Due = d.Promised
	case ToCall:
		b.Due = d.CallDue
	}
	b.Hay = d.hay()
	return b
}

// hay is everything ever written in the entry, old wordings included.
func (d *Duty) hay() []string {
	hay := []string{
		d.Ref.String(), d.Room, d.Name, d.Phone, string(d.Kind), string(d.Way), d.Text, d.Price, d.Refers,
		d.Department, d.Handler, d.Called, d.Annulment, d.Signer.Name,
	}
	hay = append(hay, d.Notes.hay()...)
	for _, m := range d.Marks {
		hay = append(hay, m.Old)
	}
	out := hay[:0]
	for _, s := range hay {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// Veiled is what stands for confidential words.
const Veiled = "（保密）"

// For gives the entry as the viewer may see it: of a confidential one only a
// supervisor and the clerk who wrote it see more than number, time and state
// (S0/1 2(3)).
func (d *Duty) For(viewer Person) Entry {
	if !d.Confidential || viewer.Role.AtLeast(Supervisor) || viewer.ID != "" && viewer.ID == d.Signer.ID {
		return d
	}
	v := &Duty{
		DutyLine: DutyLine{Happened: d.Happened, Confidential: true, Late: d.Late, Text: Veiled, Shift: d.Shift},
		Ref:      d.Ref, Page: d.Page, Line: d.Line, Written: d.Written, Signer: d.Signer,
		Dispatched: d.Dispatched, Promised: d.Promised, Finished: d.Finished, CallDue: d.CallDue, State: d.State,
	}
	if d.State == Annulled {
		v.Annulment = Annulled
	}
	return v
}

// Number names the entry.
func (d *Duty) Number() Ref { return d.Ref }

// Remarks are that the customer should hear how it stands, and the rule.
func (d *Duty) Remarks(c Context) []string {
	var out []string
	if call := d.ProgressCallDue(c.Office.Rules); !call.IsZero() && c.Now.After(call) {
		out = append(out, "该告知进展了")
	}
	if d.Clause != "" {
		out = append(out, "依据 "+d.Clause)
	}
	return out
}

// Story is what was written about the entry, oldest first.
func (d *Duty) Story() []string {
	out := append([]string{d.Text}, d.Notes.lines()...)
	if left := d.StepsLeft(); len(left) > 0 {
		out = append(out, "还没有勾选的步骤："+strings.Join(left, "、"))
	}
	if d.Annulment != "" {
		out = append(out, d.Annulment)
	}
	return out
}
