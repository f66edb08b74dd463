package complaint

import (
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/resident"
)

// Start takes the moment.
func (l *Line) Start(_ forms.Record, c forms.Context) { l.Received = c.Now.Truncate(time.Minute) }

// TakeResident fills in what the office's list knows of whoever was meant.
func (l *Line) TakeResident(r resident.Resident) {
	l.Room, l.Name, l.Phone, l.As = r.Room, r.Name, r.Phone, r.As
}

// Check wants a time that has passed.
func (l *Line) Check(_ forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	if l.Received.After(c.Now.Add(time.Minute)) {
		out = append(out, paper.Problem{Field: &l.Received, Words: "受理时间还没有到，请改成已经过去的时间。"})
	}
	return out
}

// Seal works out until when it is answered (S3 1.1(5)).
func (l *Line) Seal(_ forms.Record, c forms.Context) {
	rule := c.Office.Rules.Of(forms.Complaint)
	l.Due, l.Clause = rule.Due(c.Now), rule.Clause
}

func (l *Line) complaint(r *Record, a forms.Act) error {
	r.Line = *l
	r.Ref, r.Written, r.Writer, r.State = a.Ref, a.At, a.By, ToClassify
	return nil
}

// Classifying says how grave it is.
type Classifying struct {
	Class  Class  `json:"class"`
	Reason string `json:"reason,omitempty"`
}

func (x *Classifying) complaint(r *Record, a forms.Act) error {
	if !a.By.Role.AtLeast(forms.Supervisor) {
		return forms.Refusal("定级要由主管签名。")
	}
	r.Class, r.Classifier, r.State = x.Class, a.By.Name, ToInvestigate
	r.Notes.Add(a, "定为"+string(x.Class)+"投诉"+forms.Colon(x.Reason))
	return nil
}

// Investigating is what was found out.
type Investigating struct {
	Text string `json:"text"`
}

func (x *Investigating) complaint(r *Record, a forms.Act) error {
	r.Found, r.FoundBy, r.State = *x, a.By.Name, ToMeasure
	r.Notes.Add(a, "调查："+x.Text)
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
func (x *Measuring) Check(_ forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	if !x.By.IsZero() && !x.By.After(c.Now) {
		out = append(out, paper.Problem{Field: &x.By, Words: "完成时间已经过去，请写以后的时间。"})
	}
	return out
}

func (x *Measuring) complaint(r *Record, a forms.Act) error {
	if r.Class == MajorOne && !a.By.Role.AtLeast(forms.Manager) {
		return forms.Refusal("重大投诉的处理要由经理决定。")
	}
	r.Measured, r.MeasuredBy, r.MeasuredAt, r.State = *x, a.By.Name, a.At, ToAnswer
	r.Notes.Add(a, "处理："+x.Text+"；责任人 "+x.Who+"；预防："+x.Prevent)
	return nil
}

// Answering is the answer to the household.
type Answering struct {
	Way  string    `json:"way"`
	When time.Time `json:"when"`
	Said string    `json:"said,omitempty"`
}

// Start takes the moment.
func (x *Answering) Start(_ forms.Record, c forms.Context) {
	x.When, x.Way = c.Now.Truncate(time.Minute), string(forms.OnPhone)
}

// Check wants a time that has passed.
func (x *Answering) Check(_ forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	if x.When.After(c.Now.Add(time.Minute)) {
		out = append(out, paper.Problem{Field: &x.When, Words: "答复时间还没有到，请改成已经过去的时间。"})
	}
	return out
}

func (x *Answering) complaint(r *Record, a forms.Act) error {
	r.Answered, r.AnsweredBy, r.AnsweredAt, r.State = *x, a.By.Name, a.At, ToHear
	r.Notes.Add(a, "答复住户（"+x.Way+"）"+forms.Colon(x.Said))
	return nil
}

// Ending is what the visit after the answer found. A household that is not
// content makes it go round once more: not satisfied never closes anything (B
// 5).
type Ending struct {
	Satisfied forms.Mood `json:"satisfied"`
	Visit     string     `json:"visit,omitempty"` // number of the visit
	Text      string     `json:"text,omitempty"`
}

// Check wants to know what was not right.
func (x *Ending) Check(forms.Record, forms.Context) []paper.Problem {
	var out forms.Problems
	if x.Satisfied == forms.Displeased && strings.TrimSpace(x.Text) == "" {
		out = append(out, paper.Problem{Field: &x.Text, Words: "住户不满意，请写明哪里不满意。"})
	}
	return out
}

func (x *Ending) complaint(r *Record, a forms.Act) error {
	r.Ended, r.State = *x, ToSettle
	if x.Satisfied == forms.Displeased {
		r.Rounds++
		r.State = ToMeasure
	}
	r.Notes.Add(a, "回访结果："+string(x.Satisfied)+forms.Prefixed("，回访 ", x.Visit)+forms.Colon(x.Text))
	return nil
}

// Settling closes the record.
type Settling struct {
	Opinion string `json:"opinion"`
}

// Start suggests the usual opinion.
func (x *Settling) Start(forms.Record, forms.Context) { x.Opinion = "同意结案。" }

func (x *Settling) complaint(r *Record, a forms.Act) error {
	if r.Class == MajorOne && !a.By.Role.AtLeast(forms.Manager) || !a.By.Role.AtLeast(forms.Supervisor) {
		return forms.Refusal("结案要由主管签名，重大投诉由经理签名。")
	}
	r.Opinion, r.Settler, r.SettledAt, r.State = x.Opinion, a.By.Name, a.At, Closed
	r.Notes.Add(a, "结案："+x.Opinion)
	return nil
}

// Correction corrects the opening words; the old ones stay.
type Correction struct {
	Line   Line   `json:"line"`
	Reason string `json:"reason"`
}

// Start copies what stands there now.
func (x *Correction) Start(r forms.Record, _ forms.Context) { x.Line = r.(*Record).Line }

// TakeResident fills in what the office's list knows of whoever was meant.
func (x *Correction) TakeResident(r resident.Resident) { x.Line.TakeResident(r) }

// Check holds the corrected words against the procedures.
func (x *Correction) Check(r forms.Record, c forms.Context) []paper.Problem {
	out := x.Line.Check(nil, c)
	return forms.Changed(out, &r.(*Record).Line, &x.Line)
}

func (x *Correction) complaint(r *Record, a forms.Act) error {
	marks, err := forms.Corrections(a, x.Reason, &r.Line, &x.Line)
	if err != nil {
		return err
	}
	r.Marks = append(r.Marks, marks...)
	r.Line = x.Line
	r.Notes.Add(a, "更正："+x.Reason)
	return nil
}
