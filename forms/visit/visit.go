// Package visit is 回访: the plan of what is to be visited, and the visits.
//
// A Plan is a line of the plan: a finished matter enters it by itself, and its
// Lot, drawn when its day is over, decides whether it is visited. Assigning names the visitors and opens the
// form: a Record, opened with a Line, goes from HandingOut (领表) over Visiting
// (回访) and HandingIn (交表) to Judging (审核). One that did not pass is Decided
// upon and opens a complaint.
package visit

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/complaint"
	"frontdesk/forms/law"
	"frontdesk/forms/paper"
)

// Book is 《回访记录表》 (S0/2). Its forms follow from the plan, from a
// complaint, or from a visit that did not pass; the register of who took and
// gave back which form is 《回访记录签收表》.
func Book() *forms.Book {
	var kinds []string
	for _, k := range forms.VisitKinds() {
		kinds = append(kinds, string(k))
	}
	kinds = append(kinds, beside)
	return &forms.Book{
		Key: forms.VisitKey, Name: "回访", Title: "回访记录表", Edition: "A/0", Begin: "新回访表", Single: true, Kinds: kinds,
		Keep: forms.KeepRule{Clause: "S0/2 4.7", Years: 2},
		New:  func() forms.Record { return &Record{} },
		Deeds: map[forms.Verb]func() forms.Deed{
			forms.Open:        func() forms.Deed { return &Line{} },
			HandOut:           func() forms.Deed { return &HandingOut{} },
			Try:               func() forms.Deed { return &Trying{} },
			See:               func() forms.Deed { return &Visiting{} },
			CoSign:            func() forms.Deed { return &CoSigning{} },
			Unreached:         func() forms.Deed { return &GivingUp{} },
			HandIn:            func() forms.Deed { return &HandingIn{} },
			Replace:           func() forms.Deed { return &Replacing{} },
			Judge:             func() forms.Deed { return &Judging{} },
			Decide:            func() forms.Deed { return &Deciding{} },
			complaint.Outcome: func() forms.Deed { return &Resulting{} },
			forms.Void:        func() forms.Deed { return &forms.Voiding{} },
		},
		Plain: map[forms.Verb]func() forms.Deed{
			forms.Print:  func() forms.Deed { return &forms.Printing{} },
			forms.Export: func() forms.Deed { return &forms.Exporting{} },
		},
		Signed:  map[forms.Verb]forms.Role{forms.Open: forms.Supervisor},
		Turn:    forms.TurnSheet,
		Sheet:   drawPage,
		Reports: []forms.Report{signOutReport()},
		Strip:   shareStrip,
		Leaves:  leaves,
	}
}

// leaves hands on the visits that are due in the coming shift.
func leaves(e forms.Entry, until time.Time) (left, undone bool) {
	due := e.Brief().Due
	return !due.IsZero() && !due.After(until), false
}

// Verbs of the visits.
const (
	HandOut   forms.Verb = "handout"   // 领表
	Try       forms.Verb = "try"       // 未遇
	See       forms.Verb = "visit"     // 回访
	CoSign    forms.Verb = "cosign"    // 第二人签名
	Unreached forms.Verb = "unreached" // 无法联系
	HandIn    forms.Verb = "handin"    // 交表
	Replace   forms.Verb = "replace"   // 更换回访人
	Judge     forms.Verb = "judge"     // 审核
	Decide    forms.Verb = "decide"    // 经理决定
)

// States of a visit (B 2).
const (
	ToHandOut = "待领表"
	ToSee     = "待回访"
	ToCoSign  = "待第二人签名"
	ToHandIn  = "待交表"
	ToJudge   = "待审核"
	ToDecide  = "待经理决定"
	ToResult  = "待处理结果"
	Passed    = "合格"
	Failed    = "不合格"
	Lacking   = "无法联系"
)

// visitedStates are those of a visit that was made.
var visitedStates = []string{ToCoSign, ToHandIn, ToJudge, ToDecide, ToResult, Passed, Failed}

// beside is the kind of visits outside the plan in lists: second ones, and those
// begun by hand. They count for no share, for their matter is counted already.
const beside = "另行回访"

// triesAsked is how often somebody is looked for before a visit is given up (B
// 4).
const triesAsked = 3

// Line is what a form begins with.
type Line struct {
	Kind     forms.VisitKind `json:"kind"`
	Room     string          `json:"room,omitempty"`
	Name     string          `json:"name,omitempty"`
	Phone    string          `json:"phone,omitempty"`
	What     string          `json:"what"`
	Finished time.Time       `json:"finished"`
	First    string          `json:"first"`            // visitor
	Second   string          `json:"second,omitempty"` // second visitor

	From    time.Time `json:"from" sealed:"on"`
	To      time.Time `json:"to"`
	Doer    string    `json:"doer,omitempty"`
	Major   bool      `json:"major,omitempty"`
	Outside bool      `json:"outside,omitempty"` // the second visitor signs on paper
	Refers  string    `json:"refers,omitempty"`  // number of the duty entry
	Plan    string    `json:"plan,omitempty"`    // number of the line of the plan
	After   string    `json:"after,omitempty"`   // number of the visit that did not pass
	Clause  law.Key   `json:"clause"`
}

// Record is a form as its acts have left it.
type Record struct {
	Line
	Ref       forms.Ref
	Written   time.Time
	Writer    forms.Person
	OutAt     time.Time // 领表
	OutTo     string
	Tries     int
	Seen      Visiting
	SeenAt    time.Time
	SeenBy    string
	CoSigned  string
	CoAt      time.Time
	InAt      time.Time // 交表
	InBy      string
	Judged    Judging
	Judge     string
	JudgedAt  time.Time
	Decided   Deciding
	Decider   string
	DecidedAt time.Time
	Result    Resulting
	ResultBy  string
	ResultAt  time.Time
	State     string
	Annulment string
	Notes     forms.Notes
}

// Number names the entry.
func (v *Record) Number() forms.Ref { return v.Ref }

// For gives the form itself.
func (v *Record) For(forms.Person) forms.Entry { return v }

// deed is what is done to a record of this book.
type deed interface {
	visit(v *Record, a forms.Act) error
}

// Apply takes the next act.
func (v *Record) Apply(a forms.Act) error {
	return forms.Take(v, a, v.State, v.refuses, deed.visit)
}

// Annul takes it out of force.
func (v *Record) Annul(words string) { v.State, v.Annulment = forms.Annulled, words }

// Brief is what lists, search and reminders need to know.
func (v *Record) Brief() forms.Brief {
	b := forms.Brief{
		State: v.State, Open: !slices.Contains([]string{Passed, Failed, Lacking, forms.Annulled}, v.State), Kind: string(v.Kind), Writer: v.Writer.ID,
		Handler: v.First, Void: v.State == forms.Annulled, Happened: v.Finished, Room: v.Room, Name: v.Name, Phone: v.Phone,
		Subject: strings.Join(strings.Fields(v.What), " "), Initials: []string{v.Name, v.First, v.Second, v.Judge},
	}
	if v.Plan == "" {
		b.Kind = beside
	}
	if v.State == ToHandOut || v.State == ToSee {
		b.Due = v.To
	}
	hay := []string{
		v.Ref.String(), v.Room, v.Name, v.Phone, string(v.Kind), v.What, v.Refers, v.Plan, v.After, v.First, v.Second, v.Doer,
		v.Seen.Facts, v.Seen.Lacks, v.Seen.Advice, v.Seen.Said, v.Decided.Again, v.Judged.Opinion, v.Decided.Decision, v.Result.Text, v.Annulment, v.Judge, v.Decider,
	}
	for _, s := range append(hay, v.Notes.Hay()...) {
		if s != "" {
			b.Hay = append(b.Hay, s)
		}
	}
	return b
}

// Remarks are the window, and what the form follows from.
func (v *Record) Remarks(c forms.Context) []string {
	out := []string{"回访 " + paper.Stamp(v.From, v.Finished) + " 至 " + paper.Stamp(v.To, v.Finished)}
	if v.After != "" {
		out = append(out, "第二次回访，接 "+v.After)
	}
	return append(out, "依据 "+c.Office.Clause(v.Clause))
}

// Story is what was written about the visit, oldest first.
func (v *Record) Story() []string {
	out := append([]string{v.What}, v.Notes.Lines()...)
	if v.Annulment != "" {
		out = append(out, v.Annulment)
	}
	return out
}

// Made tells whether the visit was made.
func (v *Record) Made() bool { return slices.Contains(visitedStates, v.State) }

// Follows are the line of the plan, the matter, and the visit before.
func (v *Record) Follows() []forms.Ref {
	return forms.Refs(forms.DutyKey, v.Refers, PlanKey, v.Plan, forms.VisitKey, v.After)
}

// judge is who reviews the visit and names who makes it: of a major complaint the
// manager (S0/2 4.1.3).
func (v *Record) judge() forms.Role {
	if v.Major {
		return forms.Manager
	}
	return forms.Supervisor
}

// Steps lists what can be done with the form, the one next step first.
func (v *Record) Steps(forms.Context) []forms.Step {
	judge := v.judge()
	next := map[string]forms.Verb{ToHandOut: HandOut, ToSee: See, ToCoSign: CoSign, ToHandIn: HandIn, ToJudge: Judge, ToDecide: Decide, ToResult: complaint.Outcome}[v.State]
	all := []forms.Step{
		{Verb: HandOut, Word: "领表", Sign: forms.Clerk, Signer: v.First},
		{Verb: See, Word: "填写回访", Sign: forms.Clerk, Signer: v.First},
		{Verb: CoSign, Word: "第二人签名", Sign: forms.Clerk, Signer: v.Second},
		{Verb: HandIn, Word: "交表"},
		{Verb: Judge, Word: "主管审核", Sign: judge},
		{Verb: Decide, Word: "经理决定", Sign: forms.Manager},
		{Verb: complaint.Outcome, Word: "填写处理结果", Sign: forms.Supervisor},
		{Verb: Replace, Word: "更换回访人", Sign: judge},
		{Verb: Try, Word: "登记未遇"},
		{Verb: Unreached, Word: "无法联系", Sign: forms.Clerk, Signer: v.First},
		{Verb: forms.Void, Word: "作废", Sign: forms.Supervisor},
	}
	return forms.StepsOf(all, next, v.refuses)
}

// refuses says why an act cannot be done now; empty when it can.
func (v *Record) refuses(verb forms.Verb) string {
	switch v.State {
	case forms.Annulled:
		return forms.AnnulledWords
	case Passed, Failed, Lacking:
		return "这一份已经办完，不能再改动。有要补充的，请另记值班记录。"
	}
	for _, x := range []struct {
		verb  forms.Verb
		state string
		why   string
	}{
		{HandOut, ToHandOut, "这一份已经领表，不用再领。"},
		{Try, ToSee, "请先“领表”；已经回访的，不用再登记。"},
		{See, ToSee, v.noSeeWord()},
		{CoSign, ToCoSign, "现在不用第二人签名。"},
		{Unreached, ToSee, "请先“领表”；已经回访的，不用再登记。"},
		{HandIn, ToHandIn, "请先“填写回访”，再交表；已经交表的，不用再交。"},
		{Judge, ToJudge, "请先“交表”，再审核；已经审核的，不用再审。"},
		{Decide, ToDecide, "只有不合格的才由经理决定。"},
		{complaint.Outcome, ToResult, "只有经理决定按投诉处理的，才有处理结果；这一份现在不用填写。"},
	} {
		if x.verb == verb && v.State != x.state {
			return x.why
		}
	}
	switch {
	case verb == Replace && v.State != ToHandOut && v.State != ToSee && v.State != ToCoSign:
		return "回访人已经签名，不能更换；有问题的，请在主管审核时写明。"
	case verb == Unreached && v.Tries < triesAsked:
		return fmt.Sprintf("上门 %d 次没有遇到人，才能登记无法联系；现在登记了 %d 次。", triesAsked, v.Tries)
	case verb == forms.Void && v.State != ToHandOut && v.State != ToSee:
		return "已经回访，不能作废；有问题的，请在主管审核时写明。"
	}
	return ""
}

// handledAs is the complaint that followed from the visit; nil where nobody looks.
func (v *Record) handledAs(c forms.Context) *complaint.Record {
	if c.Sight == nil {
		return nil
	}
	for _, e := range c.Sight.Between(complaint.Key, v.DecidedAt, c.Now) {
		if k := e.(*complaint.Record); k.Visit == v.Ref.String() && k.State != forms.Annulled {
			return k
		}
	}
	return nil
}

// Failed tells whether the visit did not pass, whatever has become of it since.
func (v *Record) Failed() bool {
	return v.State == ToDecide || v.State == ToResult || v.State == Failed
}
