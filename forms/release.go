package forms

import (
	"fmt"
	"strings"
	"time"
)

// ReleaseBook is 《大件物品搬出申请表》 with its red slip (S2 2.7.1.5(7); S0/3
// 4.6.1; S0/8 4.6.14). The procedures give the form no code.
func ReleaseBook() *Book {
	return &Book{
		Key: releaseKey, Name: "大件物品放行", Title: releaseTitle, Edition: "A/0", Begin: "新申请",
		Keep:   KeepRule{Years: 2},
		Usual:  map[string][]string{ofItems: UsualThings()},
		Single: true, Kinds: []string{string(Owner), string(Tenant), string(Proxy)},
		New: func() Record { return &Release{} },
		Deeds: map[Verb]func() Deed{
			Open:    func() Deed { return &ReleaseLine{} },
			Verify:  func() Deed { return &Verifying{} },
			Issue:   func() Deed { return &Issuing{} },
			Pass:    func() Deed { return &Passing{} },
			Back:    func() Deed { return &TakingBack{} },
			Archive: func() Deed { return &Archiving{} },
			Lose:    func() Deed { return &Losing{} },
			Correct: func() Deed { return &ReleaseCorrection{} },
			Void:    func() Deed { return &Voiding{} },
		},
		Plain: map[Verb]func() Deed{
			Print:  func() Deed { return &Printing{} },
			Export: func() Deed { return &Exporting{} },
		},
		Turn:    turnSheet,
		Sheet:   releasePage,
		Reports: []Report{releaseRegister(), slipReckoning()},
	}
}

// turnSheet gives each entry a page of its own.
func turnSheet(p Page, a Act) Page {
	return Page{No: p.No + 1, Day: Day(a.At), Person: a.By.Name, Lines: 1}
}

// Verbs of the permits.
const (
	Verify Verb = "verify" // 核实
	Issue  Verb = "issue"  // 签发
	Pass   Verb = "pass"   // 放行
	Back   Verb = "back"   // 红联收回
	Lose   Verb = "lose"   // 红联遗失
)

// States of a permit (D, flow).
const (
	ToVerify = "待核实"
	ToIssue  = "待签发"
	ToPass   = "待放行"
	ToReturn = "待收红联"
	Lost     = "红联遗失"
)

// Proxy is somebody who moves things for the owner (受托人).
const Proxy As = "受托人"

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

// ReleaseLine is the application: the opening words of a permit. The fields
// from Shift on are worked out when it is written.
type ReleaseLine struct {
	Room   string    `json:"room"`
	Name   string    `json:"name"`
	Phone  string    `json:"phone,omitempty"`
	As     As        `json:"as"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Mover  string    `json:"mover,omitempty"`
	Plate  string    `json:"plate,omitempty"`
	Items  []Item    `json:"items"`
	Refers string    `json:"refers,omitempty"` // number of the voided permit that it takes the place of

	Shift  string `json:"shift,omitempty" sealed:"on"`
	Clause string `json:"clause,omitempty"` // the rule it was made under
}

// Release is a permit as its acts have left it.
type Release struct {
	ReleaseLine
	Ref       Ref
	Written   time.Time // 申请时间
	Writer    Person
	Verified  Verifying
	Verifier  string
	Issued    time.Time // 签发时间; zero before
	Issuer    string    // 签发人
	SlipDue   time.Time // until when the red slip has to be back
	Passed    Passing
	Return    TakingBack
	Returned  time.Time // 红联收回时间
	Receiver  string
	Archived  time.Time
	State     string
	Annulment string
	Notes     Notes
	Marks     []Mark
}

// releaser is a deed of the permits.
type releaser interface {
	release(r *Release, a Act) error
}

// Apply takes the next act.
func (r *Release) Apply(a Act) error {
	return take(r, a, r.State, r.refuses, func(x releaser) error { return x.release(r, a) })
}

// Number names the entry.
func (r *Release) Number() Ref { return r.Ref }

// For gives the permit itself: nothing of it is confidential.
func (r *Release) For(Person) Entry { return r }

// issued tells whether a red slip has left the desk.
func (r *Release) issued() bool { return !r.Issued.IsZero() }

// used tells whether things went out on the permit.
func (r *Release) used() bool { return r.Passed.Result == Agrees }

// Overdue tells whether the red slip should be back and is not.
func (r *Release) Overdue(now time.Time) bool {
	return r.out() && now.After(r.SlipDue)
}

// out tells whether the red slip is outside the house.
func (r *Release) out() bool { return r.State == ToPass || r.State == ToReturn }

// MayPrint refuses to print what is no permit yet.
func (r *Release) MayPrint() error {
	if !r.issued() {
		return Refusal("还没有签发，不能打印放行条。请先核实、签发。")
	}
	return nil
}

// Remarks are how long the permit is good, and the rule.
func (r *Release) Remarks(c Context) []string {
	var out []string
	if r.State == ToPass && c.Now.After(r.To) {
		out = append(out, "已过有效时间")
	}
	if r.Clause != "" {
		out = append(out, "依据 "+r.Clause)
	}
	return out
}

// Story is what was written about the permit, oldest first.
func (r *Release) Story() []string {
	out := []string{r.things() + "　搬运时间 " + r.validity()}
	if r.Refers != "" {
		out[0] += "　（接 " + r.Refers + "）"
	}
	out = append(out, r.Notes.lines()...)
	if r.Annulment != "" {
		out = append(out, r.Annulment)
	}
	return out
}

// things are all items in one line.
func (l *ReleaseLine) things() string {
	var out []string
	for _, i := range l.Items {
		if i.Name != "" {
			out = append(out, i.String())
		}
	}
	return strings.Join(out, "、")
}

// validity is the time in which the permit is good.
func (l *ReleaseLine) validity() string {
	from, to := l.From.In(Beijing), l.To.In(Beijing)
	if Day(from) == Day(to) {
		return from.Format("2006-01-02 15:04") + " 至 " + to.Format("15:04")
	}
	return from.Format("2006-01-02 15:04") + " 至 " + to.Format("01-02 15:04")
}

// Annul takes the permit out of force; its words stay.
func (r *Release) Annul(words string) { r.State, r.Annulment = Annulled, words }

// Brief is what lists, search and reminders need to know.
func (r *Release) Brief() Brief {
	b := Brief{
		State: r.State, Open: r.State != Archived && r.State != Annulled && r.State != Lost,
		Kind: string(r.As), Writer: r.Writer.ID, Handler: r.Mover, Void: r.State == Annulled,
		Happened: r.Written, Room: r.Room, Name: r.Name, Phone: r.Phone, Subject: r.things(),
		Initials: []string{r.Name, r.Mover, r.Writer.Name, r.Issuer, r.Passed.Guard},
	}
	if r.out() {
		b.Due = r.SlipDue
	}
	hay := []string{
		r.Ref.String(), r.Room, r.Name, r.Phone, string(r.As), r.Mover, r.Plate, r.Refers,
		string(r.Verified.Document), r.Verified.LastFour, string(r.Verified.Consent), r.Verified.Consenter, r.Verified.Called, r.Verified.Paper,
		r.Verifier, r.Issuer, r.Passed.Post, r.Passed.Guard, r.Receiver, r.Annulment, r.Writer.Name,
	}
	for _, i := range r.Items {
		hay = append(hay, i.Name, i.Note)
	}
	for _, m := range r.Marks {
		hay = append(hay, m.Old)
	}
	for _, s := range append(hay, r.Notes.hay()...) {
		if s != "" {
			b.Hay = append(b.Hay, s)
		}
	}
	return b
}

// Steps lists what can be done with the permit, the one next step first.
func (r *Release) Steps(Context) []Step {
	next := map[string]Verb{ToVerify: Verify, ToIssue: Issue, ToPass: Pass, ToReturn: Back, ToArchive: Archive}[r.State]
	all := []Step{
		{Verb: Verify, Word: "核实"},
		{Verb: Issue, Word: "签发"},
		{Verb: Pass, Word: "登记放行"},
		{Verb: Back, Word: "收回红联"},
		{Verb: Archive, Word: "归档"},
		{Verb: Correct, Word: "更正", Sign: Clerk},
		{Verb: Void, Word: "作废", Sign: Clerk},
		{Verb: Lose, Word: "登记红联遗失", Sign: Supervisor},
	}
	return steps(all, next, r.refuses)
}

// refuses says why an act cannot be done now; empty when it can.
func (r *Release) refuses(v Verb) string {
	switch r.State {
	case Annulled:
		return "这一份已经作废，不能再办理。需要时请另开新的申请。"
	case Archived:
		return "这一份已经归档，不能再改动。"
	case Lost:
		return "这一份的红联已经登记遗失，不能再改动。"
	}
	before := r.State == ToVerify || r.State == ToIssue
	for _, x := range []struct {
		verb    Verb
		allowed bool
		why     string
	}{
		{Verify, before, "已经签发，不能再改核实内容。"},
		{Issue, r.State == ToIssue, r.noIssueWord()},
		{Pass, r.State == ToPass, r.noPassWord()},
		{Back, r.State == ToReturn, r.noReturnWord()},
		{Archive, r.State == ToArchive, "红联还没有收回，不能归档。"},
		{Correct, before, "已经签发的不能更正；有错请作废，再开新的申请。"},
		{Void, before || r.State == ToPass, "已经放行，不能作废。"},
		{Lose, r.out(), "没有在外面的红联。"},
	} {
		if x.verb == v && !x.allowed {
			return x.why
		}
	}
	return ""
}

func (r *Release) noIssueWord() string {
	if r.State == ToVerify || r.State == "" {
		return "证件还没有核对，业主同意还没有核实，不能签发。请先“核实”。"
	}
	return "这一份已经签发。"
}

func (r *Release) noPassWord() string {
	if r.issued() {
		return "这一份已经放行。"
	}
	return "还没有签发，不能放行。"
}

func (r *Release) noReturnWord() string {
	switch r.State {
	case ToPass:
		return "还没有登记放行。请先“登记放行”，再收回红联。"
	case ToArchive:
		return "红联已经收回。"
	}
	return "还没有签发，没有红联可收。"
}

// Offers are the things, posts and guards that come up again and again.
func (r *Release) Offers() map[string][]string {
	out := map[string][]string{ofPosts: {r.Passed.Post}, ofGuards: {r.Passed.Guard}}
	for _, i := range r.Items {
		out[ofItems] = append(out[ofItems], i.Name)
	}
	return out
}
