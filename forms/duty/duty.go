// Package duty is the duty log, 《物业服务中心值班记录表》: every matter that comes
// to the desk, until it is settled.
//
// A Line is what is written when a matter comes in; the Record is the matter as
// its acts have left it. Its deeds go the way of the log: Dispatching (派单),
// Following (跟进), Extending (改约), Finishing (完成), Calling (电话回访) and Closing
// (办结); Lateness is the reason that every one of them owes once the promised
// time has passed. HelpTick ticks a step of a 特别求助.
package duty

import (
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/law"
)

const (
	formTitle = "物业服务中心值班记录表"
	formCode  = "R02-WKF07"
)

// Book is 《物业服务中心值班记录表》 (S0/1, S0/3, S0/6, S2 2.7.1.5, S3 3.1).
func Book() *forms.Book {
	return &forms.Book{
		Key: forms.DutyKey, Name: "值班记录", Title: "值班记录表", Code: formCode, Edition: "A/0", Begin: "新登记",
		Kinds: []string{string(forms.Patient), string(forms.Incident), string(forms.Spoken), string(forms.Written), string(forms.Paid), string(forms.Repair), string(forms.Complaint), string(forms.Suggestion), string(forms.Other)},
		Sheet: Page, Keep: forms.KeepRule{Clause: "S0/6 1(6)", Years: 2}, Aside: progressCall, Leaves: leaves,
		New: func() forms.Record { return &Record{} },
		Deeds: map[forms.Verb]func() forms.Deed{
			forms.Open:    func() forms.Deed { return &Line{} },
			Dispatch:      func() forms.Deed { return &Dispatching{} },
			Progress:      func() forms.Deed { return &Following{} },
			Extend:        func() forms.Deed { return &Extending{} },
			Escalate:      func() forms.Deed { return &Escalation{} },
			HelpStep:      func() forms.Deed { return &HelpTick{} },
			Grade:         func() forms.Deed { return &Grading{} },
			Finish:        func() forms.Deed { return &Finishing{} },
			CallBack:      func() forms.Deed { return &Calling{} },
			Close:         func() forms.Deed { return &Closing{} },
			Reopen:        func() forms.Deed { return &Reopening{} },
			forms.Correct: func() forms.Deed { return &Correction{} },
			forms.Void:    func() forms.Deed { return &forms.Voiding{} },
		},
		Plain: map[forms.Verb]func() forms.Deed{
			forms.Print:  func() forms.Deed { return &forms.Printing{} },
			forms.Export: func() forms.Deed { return &forms.Exporting{} },
			forms.Review: func() forms.Deed { return &forms.Reviewing{} },
		},
		Signed: map[forms.Verb]forms.Role{forms.Review: forms.Supervisor},
		Turn:   turnPage,
	}
}

// Verbs of the duty log.
const (
	Dispatch forms.Verb = "dispatch" // 派单
	Progress forms.Verb = "progress" // 跟进
	Extend   forms.Verb = "extend"   // 改约
	Escalate forms.Verb = "escalate" // 上报主管
	HelpStep forms.Verb = "help"     // 特别求助的一步
	Grade    forms.Verb = "grade"    // 定级
	Finish   forms.Verb = "finish"   // 完成
	CallBack forms.Verb = "call"     // 电话回访
	Close    forms.Verb = "close"    // 办结
	Reopen   forms.Verb = "reopen"   // 重新打开
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

// Line is what the clerk writes when a matter comes in: the opening words
// of an entry. The fields from Refers on are worked out when it is written.
type Line struct {
	Happened     time.Time  `json:"happened"`
	Way          Way        `json:"way"`
	Room         string     `json:"room,omitempty"`
	Name         string     `json:"name,omitempty"`
	Phone        string     `json:"phone,omitempty"`
	As           forms.As   `json:"as,omitempty"`
	Kind         forms.Kind `json:"kind"`
	Urgent       bool       `json:"urgent,omitempty"`
	Text         string     `json:"text"`
	Price        string     `json:"price,omitempty"`        // told beforehand, S2 2.7.1.4(7)
	ReadBack     bool       `json:"readBack,omitempty"`     // key words read back, S0/3 4.2.1
	Confidential bool       `json:"confidential,omitempty"` // S0/1 2(3)

	Refers    string    `json:"refers,omitempty" sealed:"on"` // number of the entry it follows from
	Shift     string    `json:"shift,omitempty"`
	Due       time.Time `json:"due,omitzero"`     // by the rule of its kind
	Clause    law.Key   `json:"clause,omitempty"` // the rule it was made under
	Help      bool      `json:"help,omitempty"`   // 特别求助
	CallBack  bool      `json:"callBack,omitempty"`
	Late      bool      `json:"late,omitempty"` // 补记
	HelpSteps []string  `json:"helpSteps,omitempty"`
}

// Record is an entry of the duty log as its acts have left it.
type Record struct {
	Line
	Ref       forms.Ref
	Page, Row int
	Written   time.Time    // 登记时间
	Signer    forms.Person // 值班人

	Department string
	Handler    string
	Dispatched time.Time
	Promised   time.Time // 承诺完成时间
	Finished   time.Time
	CallDue    time.Time    // until when it is phoned back
	Called     string       // 回访: the outcome in short
	CalledAt   time.Time    // when it was last phoned back
	Excuse     string       // 超时原因
	Notes      forms.Notes  // 处理情况, oldest first
	Ticks      []forms.Note // steps of the special-help checklist, as ticked
	Major      bool         // 重大投诉
	Told       time.Time    // when the customer last heard how it stands
	State      string
	Annulment  string // why, by whom, when
	Marks      []forms.Mark
	Tries      int  // calls that reached nobody
	Planned    bool // entered into the plan of visits
}

// Overdue tells whether the promised time has passed with the matter not done.
func (d *Record) Overdue(now time.Time) bool {
	return d.Working() && !d.Promised.IsZero() && now.After(d.Promised)
}

// ProgressCallDue is when the customer of a matter still open should hear how
// it stands (S2 2.7.1.5(2)e); zero when it is not open.
func (d *Record) ProgressCallDue(r forms.Rules) time.Time {
	if !d.Working() || r.ProgressCall == 0 {
		return time.Time{}
	}
	return d.Told.AddDate(0, 0, r.ProgressCall)
}

// progressCall says that the customer of a matter that is open for long should
// hear how it stands (S2 2.7.1.5(2)e).
func progressCall(c forms.Context, n forms.Near) string {
	days := c.Office.Rules.ProgressCall
	if days == 0 || c.Now.Before(n.Brief.Happened.AddDate(0, 0, days)) {
		return ""
	}
	if d, ok := c.Sight.Entry(n.Ref).(*Record); ok {
		if call := d.ProgressCallDue(c.Office.Rules); !call.IsZero() && c.Now.After(call) {
			return "，该告知进展"
		}
	}
	return ""
}

// leaves hands every open matter of the log on.
func leaves(e forms.Entry, _ time.Time) (left, undone bool) { return true, e.(*Record).Working() }

// Working tells whether the matter is still to be done.
func (d *Record) Working() bool { return d.State == Waiting || d.State == Working }

// StepsLeft lists the steps of the special-help checklist not yet ticked.
func (d *Record) StepsLeft() []string {
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

// deed is what is done to a record of this book.
type deed interface {
	do(d *Record, a forms.Act) error
}

// Apply takes the next act.
func (d *Record) Apply(a forms.Act) error {
	return forms.Take(d, a, d.State, d.refuses, deed.do)
}

// Annul takes the entry out of force.
func (d *Record) Annul(words string) { d.State, d.Annulment = forms.Annulled, words }

func (d *Record) note(a forms.Act, text string) { d.Notes.Add(a, text) }

func (l *Line) do(d *Record, a forms.Act) error {
	d.Line = *l
	d.Ref, d.Page, d.Row = a.Ref, a.Page, a.Line
	d.Written, d.Signer, d.Told = a.At, a.By, a.At
	d.Promised, d.State = l.Due, Waiting
	return nil
}

// Brief is what lists, search and reminders need to know.
func (d *Record) Brief() forms.Brief {
	b := forms.Brief{
		State: d.State, Open: d.State != Settled && d.State != forms.Annulled, Urgent: d.Urgent || d.Help,
		Kind: string(d.Kind), Writer: d.Signer.ID, Handler: d.Handler, Confidential: d.Confidential,
		Void: d.State == forms.Annulled, Happened: d.Happened, Room: d.Room, Name: d.Name, Phone: d.Phone,
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
func (d *Record) hay() []string {
	hay := []string{
		d.Ref.String(), d.Room, d.Name, d.Phone, string(d.Kind), string(d.Way), d.Text, d.Price, d.Refers,
		d.Department, d.Handler, d.Called, d.Annulment, d.Signer.Name,
	}
	hay = append(hay, d.Notes.Hay()...)
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

// For gives the entry as the viewer may see it: of a confidential one only a
// supervisor and the clerk who wrote it see more than number, time and state
// (S0/1 2(3)).
func (d *Record) For(viewer forms.Person) forms.Entry {
	if !d.Confidential || forms.MaySee(viewer, d.Signer) {
		return d
	}
	v := &Record{
		Line: Line{Happened: d.Happened, Confidential: true, Late: d.Late, Text: forms.Veiled, Shift: d.Shift},
		Ref:  d.Ref, Page: d.Page, Row: d.Row, Written: d.Written, Signer: d.Signer,
		Dispatched: d.Dispatched, Promised: d.Promised, Finished: d.Finished, CallDue: d.CallDue, State: d.State,
	}
	if d.State == forms.Annulled {
		v.Annulment = forms.Annulled
	}
	return v
}

// Number names the entry.
func (d *Record) Number() forms.Ref { return d.Ref }

// Remarks are that the customer should hear how it stands, and the rule.
func (d *Record) Remarks(c forms.Context) []string {
	var out []string
	if call := d.ProgressCallDue(c.Office.Rules); !call.IsZero() && c.Now.After(call) {
		out = append(out, "该告知进展了")
	}
	if d.Clause != "" {
		out = append(out, "依据 "+c.Office.Clause(d.Clause))
	}
	return out
}

// Story is what was written about the entry, oldest first.
func (d *Record) Story() []string {
	out := append([]string{d.Text}, d.Notes.Lines()...)
	if left := d.StepsLeft(); len(left) > 0 {
		out = append(out, "还没有勾选的步骤："+strings.Join(left, "、"))
	}
	if d.Annulment != "" {
		out = append(out, d.Annulment)
	}
	return out
}

// Follows is the entry that an unsatisfied customer's complaint refers to.
func (d *Record) Follows() []forms.Ref { return forms.Refs(forms.DutyKey, d.Refers) }
