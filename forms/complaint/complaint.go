// Package complaint is 《住户投诉记录表》: a complaint from how it came in to how it
// was settled.
//
// A Line is what the household says; the Record goes through classifying (定级),
// investigating (调查), measuring (措施), answering (答复) and the household's word
// on it (处理结果) to settling (结案). Of a major one (Class) the manager decides.
package complaint

import (
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/law"
)

// Book is 《住户投诉记录表》 (S0/2 5): one complaint from its receipt to
// its prevention. All of them are handled, within 24 hours as a rule (S3
// 1.1(5)).
func Book() *forms.Book {
	return &forms.Book{
		Key: Key, Name: "投诉记录", Title: "住户投诉记录表", Edition: "A/0", Begin: "新投诉记录", Single: true,
		Keep:  forms.KeepRule{Years: 2},
		Kinds: []string{string(Ordinary), string(MajorOne)},
		New:   func() forms.Record { return &Record{} },
		Deeds: map[forms.Verb]func() forms.Deed{
			forms.Open:    func() forms.Deed { return &Line{} },
			Classify:      func() forms.Deed { return &Classifying{} },
			Investigate:   func() forms.Deed { return &Investigating{} },
			Measure:       func() forms.Deed { return &Measuring{} },
			Answer:        func() forms.Deed { return &Answering{} },
			Outcome:       func() forms.Deed { return &Ending{} },
			Conclude:      func() forms.Deed { return &Settling{} },
			forms.Correct: func() forms.Deed { return &Correction{} },
			forms.Void:    func() forms.Deed { return &forms.Voiding{} },
		},
		Plain: map[forms.Verb]func() forms.Deed{
			forms.Print:  func() forms.Deed { return &forms.Printing{} },
			forms.Export: func() forms.Deed { return &forms.Exporting{} },
		},
		Turn:  forms.TurnSheet,
		Sheet: drawPage,
	}
}

// Key is the book of complaints in the ledger.
const Key = "complaint"

// Verbs of the complaints.
const (
	Classify    forms.Verb = "classify"    // 定级
	Investigate forms.Verb = "investigate" // 调查
	Measure     forms.Verb = "measure"     // 处理与预防
	Answer      forms.Verb = "answer"      // 答复
	Outcome     forms.Verb = "outcome"     // 回访结果
	Conclude    forms.Verb = "conclude"    // 结案
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

// Line is what the record begins with.
type Line struct {
	Room     string    `json:"room"`
	Name     string    `json:"name"`
	Phone    string    `json:"phone,omitempty"`
	As       forms.As  `json:"as,omitempty"`
	Received time.Time `json:"received"`
	Against  string    `json:"against,omitempty"` // department that is complained about
	Facts    string    `json:"facts"`

	Due    time.Time `json:"due" sealed:"on"` // until when it is answered
	Clause law.Key   `json:"clause"`
	Refers string    `json:"refers,omitempty"` // number of the duty entry
	Visit  string    `json:"visit,omitempty"`  // number of the visit that did not pass
}

// Record is a complaint as its acts have left it.
type Record struct {
	Line
	Ref        forms.Ref
	Written    time.Time
	Writer     forms.Person
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
	Notes      forms.Notes
	Marks      []forms.Mark
}

// Number names the entry.
func (r *Record) Number() forms.Ref { return r.Ref }

// For gives the record itself.
func (r *Record) For(forms.Person) forms.Entry { return r }

// deed is what is done to a record of this book.
type deed interface {
	complaint(r *Record, a forms.Act) error
}

// Apply takes the next act.
func (r *Record) Apply(a forms.Act) error {
	return forms.Take(r, a, r.State, r.refuses, deed.complaint)
}

// Annul takes it out of force.
func (r *Record) Annul(words string) { r.State, r.Annulment = forms.Annulled, words }

// Brief is what lists, search and reminders need to know.
func (r *Record) Brief() forms.Brief {
	b := forms.Brief{
		State: r.State, Open: r.State != Closed && r.State != forms.Annulled, Urgent: r.Class == MajorOne, Kind: string(r.Class), Writer: r.Writer.ID,
		Handler: r.Measured.Who, Void: r.State == forms.Annulled, Happened: r.Received, Room: r.Room, Name: r.Name, Phone: r.Phone,
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
	b.Hay = forms.Filled(append(hay, r.Notes.Hay()...)...)
	return b
}

// Remarks are the rule and what the record follows from.
func (r *Record) Remarks(c forms.Context) []string {
	return forms.Filled(forms.Prefixed("值班记录 ", r.Refers), forms.Prefixed("接回访 ", r.Visit), "依据 "+c.Office.Clause(r.Clause))
}

// Story is what was written about the complaint, oldest first.
func (r *Record) Story() []string {
	return forms.Filled(append(append([]string{r.Facts}, r.Notes.Lines()...), r.Annulment)...)
}

// Follows are the matter, and the visit that did not pass.
func (r *Record) Follows() []forms.Ref {
	return forms.Refs(forms.DutyKey, r.Refers, forms.VisitKey, r.Visit)
}

// Steps lists what can be done with the record, the one next step first.
func (r *Record) Steps(forms.Context) []forms.Step {
	decides := forms.Supervisor
	if r.Class == MajorOne {
		decides = forms.Manager
	}
	next := map[string]forms.Verb{
		ToClassify: Classify, ToInvestigate: Investigate, ToMeasure: Measure, ToAnswer: Answer, ToHear: Outcome, ToSettle: Conclude,
	}[r.State]
	all := []forms.Step{
		{Verb: Classify, Word: "定级", Sign: forms.Supervisor},
		{Verb: Investigate, Word: "调查"},
		{Verb: Measure, Word: "处理与预防", Sign: decides},
		{Verb: Answer, Word: "答复住户"},
		{Verb: Outcome, Word: "登记回访结果"},
		{Verb: Conclude, Word: "结案", Sign: decides},
		{Verb: forms.Correct, Word: "更正", Sign: forms.Clerk},
		{Verb: forms.Void, Word: "作废", Sign: forms.Supervisor},
	}
	return forms.StepsOf(all, next, r.refuses)
}

// refuses says why an act cannot be done now; empty when it can.
func (r *Record) refuses(v forms.Verb) string {
	switch r.State {
	case forms.Annulled:
		return forms.AnnulledWords
	case Closed:
		return "这一份已经结案，不能再改动。住户还不满意的，请另开一份。"
	}
	order := []string{ToClassify, ToInvestigate, ToMeasure, ToAnswer, ToHear, ToSettle}
	verbs := []forms.Verb{Classify, Investigate, Measure, Answer, Outcome, Conclude}
	at, asked := slices.Index(order, r.State), slices.Index(verbs, v)
	switch {
	case v == forms.Void && !r.AnsweredAt.IsZero():
		return "已经答复住户，不能作废；请办到结案。"
	case asked < 0 || asked == at:
		return ""
	case asked > at:
		return "现在" + r.State + "，请先办这一步，再办后面的。"
	}
	return "这一步已经办过，不用再办。"
}
