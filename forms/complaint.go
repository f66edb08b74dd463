package forms

import (
	"slices"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// ComplaintBook is 《住户投诉记录表》 (S0/2 5): one complaint from its receipt to
// its prevention. All of them are handled, within 24 hours as a rule (S3
// 1.1(5)).
func ComplaintBook() *Book {
	return &Book{
		Key: complaintKey, Name: "投诉记录", Title: "住户投诉记录表", Edition: "A/0", Begin: "新投诉记录", Single: true,
		Keep:  KeepRule{Years: 2},
		Kinds: []string{string(Ordinary), string(MajorOne)},
		New:   func() Record { return &ComplaintRecord{} },
		Deeds: map[Verb]func() Deed{
			Open:        func() Deed { return &ComplaintLine{} },
			Classify:    func() Deed { return &Classifying{} },
			Investigate: func() Deed { return &Investigating{} },
			Measure:     func() Deed { return &Measuring{} },
			Answer:      func() Deed { return &Answering{} },
			Outcome:     func() Deed { return &Ending{} },
			Conclude:    func() Deed { return &Settling{} },
			Correct:     func() Deed { return &ComplaintCorrection{} },
			Void:        func() Deed { return &Voiding{} },
		},
		Plain: map[Verb]func() Deed{
			Print:  func() Deed { return &Printing{} },
			Export: func() Deed { return &Exporting{} },
		},
		Turn:  turnSheet,
		Sheet: complaintPage,
	}
}

const complaintKey = "complaint"

// Verbs of the complaints.
const (
	Classify    Verb = "classify"    // 定级
	Investigate Verb = "investigate" // 调查
	Measure     Verb = "measure"     // 处理与预防
	Answer      Verb = "answer"      // 答复
	Outcome     Verb = "outcome"     // 回访结果
	Conclude    Verb = "conclude"    // 结案
)

// States of a complaint.
const (
	ToClassify    = "待定级"
	ToInvestigate = "待调查"
	ToMeasure     = "待处理"
	ToAnswer      = "待答复"
	ToHear        = "待回访结果"
	ToSettle      = "待结案"
	Closed        = "已结案"
)

// Class is how grave a complaint is.
type Class string

// Classes of complaints: the manager decides on major ones.
const (
	Ordinary Class = "一般"
	MajorOne Class = "重大"
)

// ComplaintLine is what the record begins with.
type ComplaintLine struct {
	Room     string    `json:"room"`
	Name     string    `json:"name"`
	Phone    string    `json:"phone,omitempty"`
	As       As        `json:"as,omitempty"`
	Received time.Time `json:"received"`
	Against  string    `json:"against,omitempty"` // department that is complained about
	Facts    string    `json:"facts"`

	Due    time.Time `json:"due" sealed:"on"` // until when it is answered
	Clause string    `json:"clause"`
	Refers string    `json:"refers,omitempty"` // number of the duty entry
	Visit  string    `json:"visit,omitempty"`  // number of the visit that did not pass
}

// ComplaintRecord is a complaint as its acts have left it.
type ComplaintRecord struct {
	ComplaintLine
	Ref        Ref
	Written    time.Time
	Writer     Person
	Class      Class
	Classifier string
	Found      Investigating
	FoundBy    string
	Measured   Measuring
	MeasuredBy string
	MeasuredAt time.Time
	Answered   Answering
	AnsweredBy string
	AnsweredAt time.Time
	Ended      Ending
	Rounds     int // times that the household was not content
	Opinion    string
	Settler    string
	SettledAt  time.Time
	State      string
	Annulment  string
	Notes      Notes
	Marks      []Mark
}

// Number names the entry.
func (r *ComplaintRecord) Number() Ref { return r.Ref }

// For gives the record itself.
func (r *ComplaintRecord) For(Person) Entry { return r }

// Apply takes the next act.
func (r *ComplaintRecord) Apply(a Act) error {
	return take(r, a, r.State, r.refuses, func(x interface {
		complaint(r *ComplaintRecord, a Act) error
	},
	) error {
		return x.complaint(r, a)
	})
}

// Annul takes it out of force.
func (r *ComplaintRecord) Annul(words string) { r.State, r.Annulment = Annulled, words }

// Brief is what lists, search and reminders need to know.
func (r *ComplaintRecord) Brief() Brief {
	b := Brief{
		State: r.State, Open: r.State != Closed && r.State != Annulled, Urgent: r.Class == MajorOne, Kind: string(r.Class), Writer: r.Writer.ID,
		Handler: r.Measured.Who, Void: r.State == Annulled, Happened: r.Received, Room: r.Room, Name: r.Name, Phone: r.Phone,
		Subject: strings.Join(strings.Fields(r.Facts), " "), Initials: []string{r.Name, r.Measured.Who},
	}
	if b.Open && r.AnsweredAt.IsZero() {
		b.Due = r.Due
	}
	hay := []string{
		r.Ref.String(), r.Room, r.Name, r.Phone, r.Against, r.Facts, r.Refers, r.Visit, r.Found.Text, r.Measured.Text, r.Measured.Prevent,
		r.Measured.Who, r.Answered.Said, r.Ended.Text, r.Opinion, r.Annulment,
	}
	for _, m := range r.Marks {
		hay = append(hay, m.Old)
	}
	b.Hay = filter(append(hay, r.Notes.hay()...)...)
	return b
}

// Remarks are the rule and what the record follows from.
func (r *ComplaintRecord) Remarks(Context) []string {
	return filter(prefix("值班记录 ", r.Refers), prefix("接回访 ", r.Visit), "依据 "+r.Clause)
}

// Story is what was written about the complaint, oldest first.
func (r *ComplaintRecord) Story() []string {
	return filter(append(append([]string{r.Facts}, r.Notes.lines()...), r.Annulment)...)
}

// Steps lists what can be done with the record, the one next step first.
func (r *ComplaintRecord) Steps(Context) []Step {
	decides := Supervisor
	if r.Class == MajorOne {
		decides = Manager
	}
	next := map[string]Verb{
		ToClassify: Classify, ToInvestigate: Investigate, ToMeasure: Measure, ToAnswer: Answer, ToHear: Outcome, ToSettle: Conclude,
	}[r.State]
	all := []Step{
		{Verb: Classify, Word: "定级", Sign: Supervisor},
		{Verb: Investigate, Word: "调查"},
		{Verb: Measure, Word: "处理与预防", Sign: decides},
		{Verb: Answer, Word: "答复住户"},
		{Verb: Outcome, Word: "登记回访结果"},
		{Verb: Conclude, Word: "结案", Sign: decides},
		{Verb: Correct, Word: "更正", Sign: Clerk},
		{Verb: Void, Word: "作废", Sign: Supervisor},
	}
	return steps(all, next, r.refuses)
}

// refuses says why an act cannot be done now; empty when it can.
func (r *ComplaintRecord) refuses(v Verb) string {
	switch r.State {
	case Annulled:
		return "这一份已经作废，不能再办理。"
	case Closed:
		return "这一份已经结案，不能再改动。"
	}
	order := []string{ToClassify, ToInvestigate, ToMeasure, ToAnswer, ToHear, ToSettle}
	verbs := []Verb{Classify, Investigate, Measure, Answer, Outcome, Conclude}
	at, asked := slices.Index(order, r.State), slices.Index(verbs, v)
	switch {
	case v == Void && !r.AnsweredAt.IsZero():
		return "已经答复住户，不能作废。"
	case asked < 0 || asked == at:
		return ""
	case asked > at:
		return "现在" + r.State + "，还不能做这一步。"
	}
	return "这一步已经办过。"
}

// Start takes the moment.
func (l *ComplaintLine) Start(_ Record, c Context) { l.Received = c.Now.Truncate(time.Minute) }

// TakeResident fills in what the office's list knows of whoever was meant.
func (l *ComplaintLine) TakeResident(r Resident) {
	l.Room, l.Name, l.Phone, l.As = r.Room, r.Name, r.Phone, r.As
}

// Check wants a time that has passed.
func (l *ComplaintLine) Check(_ Record, c Context) []paper.Problem {
	out := capped(&l.Facts)
	if l.Received.After(c.Now.Add(time.Minute)) {
		out = append(out, paper.Problem{Field: &l.Received, Words: "受理时间还没有到，请改成已经过去的时间。"})
	}
	return out
}

// Seal works out until when it is answered (S3 1.1(5)).
func (l *ComplaintLine) Seal(_ Record, c Context) {
	rule := c.Office.Rules.Of(Complaint)
	l.Due, l.Clause = rule.Due(c.Now), rule.Clause
}

func (l *ComplaintLine) complaint(r *ComplaintRecord, a Act) error {
	r.ComplaintLine = *l
	r.Ref, r.Written, r.Writer, r.State = a.Ref, a.At, a.By, ToClassify
	return nil
}

// Classifying says how grave it is.
type Classifying struct {
	Class  Class  `json:"class"`
	Reason string `json:"reason,omitempty"`
}

// Check limits the length.
func (x *Classifying) Check(Record, Context) []paper.Problem { return capped(&x.Reason) }

func (x *Classifying) complaint(r *ComplaintRecord, a Act) error {
	if !a.By.Role.AtLeast(Supervisor) {
		return Refusal("定级要由主管签名。")
	}
	r.Class, r.Classifier, r.State = x.Class, a.By.Name, ToInvestigate
	r.Notes.add(a, "定为"+string(x.Class)+"投诉"+colon(x.Reason))
	return nil
}

// Investigating is what was found out.
type Investigating struct {
	Text string `json:"text"`
}

// Check limits the length.
func (x *Investigating) Check(Record, Context) []paper.Problem { return capped(&x.Text) }

func (x *Investigating) complaint(r *ComplaintRecord, a Act) error {
	r.Found, r.FoundBy, r.State = *x, a.By.Name, ToMeasure
	r.Notes.add(a, "调查："+x.Text)
	return nil
}

// Measuring is what is done about it, and so that it does not happen again.
type Measuring struct {
	Text    string    `json:"text"`    // 处理措施
	Who     string    `json:"who"`     // 责任人
	By      time.Time `json:"by"`      // until when
	Prevent string    `json:"prevent"` // 预防措施
}

// Check wants a time to come.
func (x *Measuring) Check(_ Record, c Context) []paper.Problem {
	out := capped(&x.Text, &x.Prevent)
	if !x.By.IsZero() && !x.By.After(c.Now) {
		out = append(out, paper.Problem{Field: &x.By, Words: "完成时间已经过去，请写以后的时间。"})
	}
	return out
}

func (x *Measuring) complaint(r *ComplaintRecord, a Act) error {
	if r.Class == MajorOne && !a.By.Role.AtLeast(Manager) {
		return Refusal("重大投诉的处理要由经理决定。")
	}
	r.Measured, r.MeasuredBy, r.MeasuredAt, r.State = *x, a.By.Name, a.At, ToAnswer
	r.Notes.add(a, "处理："+x.Text+"；责任人 "+x.Who+"；预防："+x.Prevent)
	return nil
}

// Answering is the answer to the household.
type Answering struct {
	Way  string    `json:"way"`
	When time.Time `json:"when"`
	Said string    `json:"said,omitempty"`
}

// Start takes the moment.
func (x *Answering) Start(_ Record, c Context) {
	x.When, x.Way = c.Now.Truncate(time.Minute), string(OnPhone)
}

// Check wants a time that has passed.
func (x *Answering) Check(_ Record, c Context) []paper.Problem {
	out := capped(&x.Said)
	if x.When.After(c.Now.Add(time.Minute)) {
		out = append(out, paper.Problem{Field: &x.When, Words: "答复时间还没有到，请改成已经过去的时间。"})
	}
	return out
}

func (x *Answering) complaint(r *ComplaintRecord, a Act) error {
	r.Answered, r.AnsweredBy, r.AnsweredAt, r.State = *x, a.By.Name, a.At, ToHear
	r.Notes.add(a, "答复住户（"+x.Way+"）"+colon(x.Said))
	return nil
}

// Ending is what the visit after the answer found. A household that is not
// content makes it go round once more: not satisfied never closes anything (B).
type Ending struct {
	Satisfied Mood   `json:"satisfied"`
	Visit     string `json:"visit,omitempty"` // number of the visit
	Text      string `json:"text,omitempty"`
}

// Check wants to know what was not right.
func (x *Ending) Check(Record, Context) []paper.Problem {
	out := capped(&x.Text)
	if x.Satisfied == Displeased && strings.TrimSpace(x.Text) == "" {
		out = append(out, paper.Problem{Field: &x.Text, Words: "住户不满意，请写明哪里不满意。"})
	}
	return out
}

func (x *Ending) complaint(r *ComplaintRecord, a Act) error {
	r.Ended, r.State = *x, ToSettle
	if x.Satisfied == Displeased {
		r.Rounds++
		r.State = ToMeasure
	}
	r.Notes.add(a, "回访结果："+string(x.Satisfied)+prefix("，回访 ", x.Visit)+colon(x.Text))
	return nil
}

// Settling closes the record.
type Settling struct {
	Opinion string `json:"opinion"`
}

// Start suggests the usual opinion.
func (x *Settling) Start(Record, Context) { x.Opinion = "同意结案。" }

// Check limits the length.
func (x *Settling) Check(Record, Context) []paper.Problem { return capped(&x.Opinion) }

func (x *Settling) complaint(r *ComplaintRecord, a Act) error {
	if r.Class == MajorOne && !a.By.Role.AtLeast(Manager) || !a.By.Role.AtLeast(Supervisor) {
		return Refusal("结案要由主管签名，重大投诉由经理签名。")
	}
	r.Opinion, r.Settler, r.SettledAt, r.State = x.Opinion, a.By.Name, a.At, Closed
	r.Notes.add(a, "结案："+x.Opinion)
	return nil
}

// ComplaintCorrection corrects the opening words; the old ones stay.
type ComplaintCorrection struct {
	Line   ComplaintLine `json:"line"`
	Reason string        `json:"reason"`
}

// Start copies what stands there now.
func (x *ComplaintCorrection) Start(r Record, _ Context) { x.Line = r.(*ComplaintRecord).ComplaintLine }

// TakeResident fills in what the office's list knows of whoever was meant.
func (x *ComplaintCorrection) TakeResident(r Resident) { x.Line.TakeResident(r) }

// Check holds the corrected words against the procedures.
func (x *ComplaintCorrection) Check(r Record, c Context) []paper.Problem {
	out := append(x.Line.Check(nil, c), capped(&x.Reason)...)
	if len(out) == 0 && len(changes(&r.(*ComplaintRecord).ComplaintLine, &x.Line)) == 0 {
		out = append(out, paper.Problem{Words: "还没有改动任何内容。请先改动，再签名。"})
	}
	return out
}

func (x *ComplaintCorrection) complaint(r *ComplaintRecord, a Act) error {
	marks, err := corrections(a, x.Reason, &r.ComplaintLine, &x.Line)
	if err != nil {
		return err
	}
	r.Marks = append(r.Marks, marks...)
	r.ComplaintLine = x.Line
	r.Notes.add(a, "更正："+x.Reason)
	return nil
}
