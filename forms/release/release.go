// Package release is 《大件物品放行条》: the permit by which things leave the house.
//
// A Line is the application, with its Items; the Record is verified (核实: who it
// is, and by what Consent of the owner), issued (签发), passed at the gate (放行)
// and taken back as a red slip (红联收回). A Match tells whether what went out is
// what was written down. Every slip that was issued has one Fate; the Reckoning holds
// permits against their slips.
package release

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/law"
)

// Book is 《大件物品搬出申请表》 with its red slip (S2 2.7.1.5(7); S0/3
// 4.6.1; S0/8 4.6.14). The procedures give the form no code.
func Book() *forms.Book {
	return &forms.Book{
		Key: forms.ReleaseKey, Name: "大件物品放行", Title: formTitle, Edition: "A/0", Begin: "新申请",
		Keep:   forms.KeepRule{Years: 2},
		Usual:  map[string][]string{ofItems: UsualThings()},
		Leaves: func(e forms.Entry, _ time.Time) (left, undone bool) { return e.(*Record).leaves(), false },
		Ahead:  true,
		Single: true, Kinds: []string{string(forms.Owner), string(forms.Tenant), string(Proxy)},
		New: func() forms.Record { return &Record{} },
		Deeds: map[forms.Verb]func() forms.Deed{
			forms.Open:    func() forms.Deed { return &Line{} },
			Verify:        func() forms.Deed { return &Verifying{} },
			Issue:         func() forms.Deed { return &Issuing{} },
			Pass:          func() forms.Deed { return &Passing{} },
			Back:          func() forms.Deed { return &TakingBack{} },
			forms.Archive: func() forms.Deed { return &Archiving{} },
			Lose:          func() forms.Deed { return &Losing{} },
			Settle:        func() forms.Deed { return &Settling{} },
			forms.Correct: func() forms.Deed { return &Correction{} },
			forms.Void:    func() forms.Deed { return &Voiding{} },
		},
		Plain: map[forms.Verb]func() forms.Deed{
			forms.Print:  func() forms.Deed { return &forms.Printing{} },
			forms.Export: func() forms.Deed { return &forms.Exporting{} },
		},
		Turn:    forms.TurnSheet,
		Sheet:   drawPage,
		Reports: []forms.Report{register(), slipReckoning()},
	}
}

// Verbs of the permits.
const (
	Verify forms.Verb = "verify" // 核实
	Issue  forms.Verb = "issue"  // 签发
	Pass   forms.Verb = "pass"   // 放行
	Back   forms.Verb = "back"   // 红联收回
	Lose   forms.Verb = "lose"   // 红联遗失
	Settle forms.Verb = "settle" // 处理不符
)

// States of a permit (D 2).
const (
	ToVerify = "待核实"
	ToIssue  = "待签发"
	ToPass   = "待放行"
	ToReturn = "待收红联"
	VoidOut  = "作废待收红联" // out of force, its slip outside
	ToSettle = "不符待处理"  // what went out is not what was written down: the supervisor's
	Lost     = "红联遗失"
)

// Proxy is somebody who moves things for the owner (受托人).
const Proxy forms.As = "受托人"

// MostItems is how many lines the list of things has.
const MostItems = 20

// Item is a line of the list of things that are moved out.
type Item struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
	Unit  string `json:"unit,omitempty"`
	Note  string `json:"note,omitempty"`
}

// String is the thing in one word, such as 三人沙发1张.
func (i Item) String() string { return fmt.Sprintf("%s%d%s", i.Name, i.Count, i.Unit) }

// Line is the application: the opening words of a permit. The fields
// from Refers on are worked out when it is written.
type Line struct {
	Room  string    `json:"room"`
	Name  string    `json:"name"`
	Phone string    `json:"phone,omitempty"`
	As    forms.As  `json:"as"`
	From  time.Time `json:"from"`
	To    time.Time `json:"to"`
	Mover string    `json:"mover,omitempty"`
	Plate string    `json:"plate,omitempty"`
	Items []Item    `json:"items"`

	Refers string  `json:"refers,omitempty" sealed:"on"` // number of the voided permit that it takes the place of
	Shift  string  `json:"shift,omitempty"`
	Clause law.Key `json:"clause,omitempty"` // the rule it was made under
}

// Record is a permit as its acts have left it.
type Record struct {
	Line
	Ref       forms.Ref
	Written   time.Time // 申请时间
	Writer    forms.Person
	Verified  Verifying
	Verifier  string
	Issued    time.Time // 签发时间; zero before
	Issuer    string    // 签发人
	SlipDue   time.Time // until when the red slip has to be back
	Passed    Passing
	Return    TakingBack
	Returned  time.Time // 红联收回时间
	Receiver  string
	Loss      Losing
	LostAt    time.Time
	Settled   Settling
	Archived  time.Time
	State     string
	Annulment string
	VoidedAt  time.Time // 作废时间
	Notes     forms.Notes
	Marks     []forms.Mark
}

// deed is a deed of the permits.
type deed interface {
	release(r *Record, a forms.Act) error
}

// Apply takes the next act.
func (r *Record) Apply(a forms.Act) error {
	return forms.Take(r, a, r.State, r.refuses, deed.release)
}

// Number names the entry.
func (r *Record) Number() forms.Ref { return r.Ref }

// For gives the permit itself: nothing of it is confidential.
func (r *Record) For(forms.Person) forms.Entry { return r }

// MayPrint refuses to print what is no permit yet.
func (r *Record) MayPrint() error {
	if !r.WasIssued() {
		return forms.Refusal("还没有签发，不能打印放行条。请先核实、签发。")
	}
	return nil
}

// Remarks are how long the permit is good, and the rule.
func (r *Record) Remarks(c forms.Context) []string {
	var out []string
	if r.State == ToPass && c.Now.After(r.To) {
		out = append(out, "已过有效时间")
	}
	if r.Clause != "" {
		out = append(out, "依据 "+c.Office.Clause(r.Clause))
	}
	return out
}

// Story is what was written about the permit, oldest first.
func (r *Record) Story() []string {
	out := []string{r.things() + "　搬运时间 " + r.validity()}
	if r.Refers != "" {
		out[0] += "　（接 " + r.Refers + "）"
	}
	out = append(out, r.Notes.Lines()...)
	if r.Annulment != "" {
		out = append(out, r.Annulment)
	}
	return out
}

// Follows is the permit that this one took the place of.
func (r *Record) Follows() []forms.Ref { return forms.Refs(forms.ReleaseKey, r.Refers) }

// things are all items in one line.
func (l *Line) things() string {
	var out []string
	for _, i := range l.Items {
		if i.Name != "" {
			out = append(out, i.String())
		}
	}
	return strings.Join(out, "、")
}

// validity is the time in which the permit is good.
func (l *Line) validity() string {
	from, to := l.From.In(forms.Beijing), l.To.In(forms.Beijing)
	switch {
	case forms.Day(from) == forms.Day(to):
		return from.Format("2006-01-02 15:04") + " 至 " + to.Format("15:04")
	case from.Year() == to.Year():
		return from.Format("2006-01-02 15:04") + " 至 " + to.Format("01-02 15:04")
	}
	return from.Format("2006-01-02 15:04") + " 至 " + to.Format("2006-01-02 15:04")
}

// Annul takes the permit out of force; its words stay. Its slip, where one is outside,
// still has to come back.
func (r *Record) Annul(words string) {
	r.State, r.Annulment = forms.Annulled, words
	r.State = r.stands()
}

// leaves tells whether the next shift has to know of the permit: its slip is outside,
// or what went out on it is not what was written down.
func (r *Record) leaves() bool { return r.IsOut() || r.State == ToSettle }

// Brief is what lists, search and reminders need to know.
func (r *Record) Brief() forms.Brief {
	b := forms.Brief{
		State: r.State, Open: r.State != forms.Archived && r.State != forms.Annulled && r.State != Lost,
		Kind: string(r.As), Writer: r.Writer.ID, Handler: r.Mover, Void: r.IsVoid(),
		Happened: r.Written, Room: r.Room, Name: r.Name, Phone: r.Phone, Subject: r.things(),
		Initials: []string{r.Name, r.Mover, r.Writer.Name, r.Issuer, r.Passed.Guard},
	}
	if r.IsOut() {
		b.Due = r.SlipDue
	}
	if r.State == ToSettle {
		b.Handler = string(forms.Supervisor)
	}
	hay := []string{
		r.Ref.String(), r.Room, r.Name, r.Phone, string(r.As), r.Mover, r.Plate, r.Refers,
		string(r.Verified.Document), r.Verified.LastFour, string(r.Verified.Consent), r.Verified.Consenter, r.Verified.Called, r.Verified.Paper,
		r.Verifier, r.Issuer, r.Passed.Post, r.Passed.Guard, r.Receiver, r.Annulment, r.Writer.Name,
	}
	for _, i := range r.Items {
		hay = append(hay, i.Name, i.Unit, i.Note)
	}
	for _, m := range r.Marks {
		hay = append(hay, m.Old)
	}
	for _, s := range append(hay, r.Notes.Hay()...) {
		if s != "" {
			b.Hay = append(b.Hay, s)
		}
	}
	return b
}

// Steps lists what can be done with the permit, the one next step first.
func (r *Record) Steps(forms.Context) []forms.Step {
	next := map[string]forms.Verb{ToVerify: Verify, ToIssue: Issue, ToPass: Pass, ToReturn: Back, VoidOut: Back, ToSettle: Settle, forms.ToArchive: forms.Archive}[r.State]
	back := map[string]string{ToPass: "收回未用的红联", Lost: "登记红联找回"}[r.State]
	if back == "" {
		back = "收回红联"
	}
	all := []forms.Step{
		{Verb: Verify, Word: "核实"},
		{Verb: Issue, Word: "签发"},
		{Verb: Pass, Word: "登记放行"},
		{Verb: Back, Word: back},
		{Verb: Settle, Word: "处理不符", Sign: forms.Supervisor},
		{Verb: forms.Archive, Word: "归档"},
		{Verb: forms.Correct, Word: "更正", Sign: forms.Clerk},
		{Verb: forms.Void, Word: "作废", Sign: forms.Clerk},
		{Verb: Lose, Word: "登记红联遗失", Sign: forms.Supervisor},
	}
	return forms.StepsOf(all, next, r.refuses)
}

// refuses says why an act cannot be done now; empty when it can.
func (r *Record) refuses(v forms.Verb) string {
	lost := r.Fate() == NotFound
	switch {
	case lost && v == Back:
		return "" // found, however long after
	case r.State == forms.Annulled:
		return "这一份已经作废，不能再办理。需要时请另开新的申请。"
	case r.State == forms.Archived:
		return forms.ArchivedWords
	}
	before, unused := r.State == ToVerify || r.State == ToIssue, (r.State == ToPass || lost) && !r.WasUsed() && !r.IsVoid()
	for _, x := range []struct {
		verb    forms.Verb
		allowed bool
		why     string
	}{
		{Verify, before, "已经签发，不能再改核实内容；有错请作废，再开新的申请。"},
		{Issue, r.State == ToIssue, r.noIssueWord()},
		{Pass, unused, r.noPassWord()},
		{Back, r.IsOut(), r.noReturnWord()},
		{Settle, r.State == ToSettle, "没有不符要处理；放行以后发现不符的，请在“收回红联”时写明。"},
		{forms.Archive, r.State == forms.ToArchive || lost, r.noArchiveWord()},
		{forms.Correct, before, "已经签发的不能更正；有错请作废，再开新的申请。"},
		{forms.Void, before || unused, r.noVoidWord()},
		{Lose, r.IsOut(), "没有在外面的红联，不用登记遗失。"},
	} {
		if x.verb == v && !x.allowed {
			return x.why
		}
	}
	return ""
}

func (r *Record) noIssueWord() string {
	if r.State == ToVerify || r.State == "" {
		return "证件还没有核对，业主同意还没有核实，不能签发。请先“核实”。"
	}
	return "这一份已经签发，不用再签。"
}

func (r *Record) noPassWord() string {
	switch {
	case r.IsVoid():
		return "这一份已经作废，不能放行；红联请收回。"
	case r.WasUsed():
		return "这一份已经放行，不用再登记。"
	case r.WasIssued():
		return "红联没有用过就收回了，不能放行；要搬请另开新的申请。"
	}
	return "还没有签发，请先“签发”，再放行。"
}

func (r *Record) noReturnWord() string {
	if r.WasIssued() {
		return "红联已经收回，不用再收。"
	}
	return "还没有签发，没有红联可收；请先“签发”。"
}

func (r *Record) noArchiveWord() string {
	if r.State == ToSettle {
		return "核对不符，请主管先“处理不符”，再归档。"
	}
	return "红联还没有收回，请先“收回红联”，再归档。"
}

func (r *Record) noVoidWord() string {
	if r.IsVoid() {
		return "这一份已经作废，红联还在外面；请“收回红联”，找不到的由主管登记遗失。"
	}
	if r.WasUsed() {
		return "已经放行，不能作废；有不符的，请在“收回红联”时写明。"
	}
	return "红联已经收回，不用作废，请“归档”；要搬请另开新的申请。"
}

// Offers are the things, posts and guards that come up again and again.
func (r *Record) Offers() map[string][]string {
	out := map[string][]string{ofPosts: {r.Passed.Post}, ofGuards: {r.Passed.Guard}}
	for _, i := range r.Items {
		out[ofItems] = append(out[ofItems], i.Name)
	}
	return out
}
