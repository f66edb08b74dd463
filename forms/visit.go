package forms

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// VisitBook is 《回访记录表》 (S0/2). Its forms follow from the plan, from a
// complaint, or from a visit that did not pass; the register of who took and
// gave back which form is 《回访记录签收表》.
func VisitBook() *Book {
	var kinds []string
	for _, k := range VisitKinds() {
		kinds = append(kinds, string(k))
	}
	kinds = append(kinds, beside)
	return &Book{
		Key: visitKey, Name: "回访", Title: "回访记录表", Edition: "A/0", Begin: "新回访表", Single: true, Kinds: kinds,
		Keep: KeepRule{Clause: "S0/2 4.7", Years: 2},
		New:  func() Record { return &Visit{} },
		Deeds: map[Verb]func() Deed{
			Open:      func() Deed { return &VisitLine{} },
			HandOut:   func() Deed { return &HandingOut{} },
			Try:       func() Deed { return &Trying{} },
			See:       func() Deed { return &Visiting{} },
			CoSign:    func() Deed { return &CoSigning{} },
			Unreached: func() Deed { return &GivingUp{} },
			HandIn:    func() Deed { return &HandingIn{} },
			Judge:     func() Deed { return &Judging{} },
			Decide:    func() Deed { return &Deciding{} },
			Outcome:   func() Deed { return &Resulting{} },
			Void:      func() Deed { return &Voiding{} },
		},
		Plain: map[Verb]func() Deed{
			Print:  func() Deed { return &Printing{} },
			Export: func() Deed { return &Exporting{} },
		},
		Signed:  map[Verb]Role{Open: Supervisor},
		Turn:    turnSheet,
		Sheet:   visitPage,
		Reports: []Report{signOutReport()},
		Strip:   shareStrip,
	}
}

// Verbs of the visits.
const (
	HandOut   Verb = "handout"   // 领表
	Try       Verb = "try"       // 未遇
	See       Verb = "visit"     // 回访
	CoSign    Verb = "cosign"    // 第二人签名
	Unreached Verb = "unreached" // 无法联系
	HandIn    Verb = "handin"    // 交表
	Judge     Verb = "judge"     // 审核
	Decide    Verb = "decide"    // 经理决定
)

// States of a visit (B, flow).
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

// made tells whether the visit was made.
func (v *Visit) made() bool { return slices.Contains(visitedStates, v.State) }

// beside is the kind of visits outside the plan in lists: second ones, and those
// begun by hand. They count for no share, for their matter is counted already.
const beside = "另行回访"

// triesAsked is how often somebody is looked for before a visit is given up (B).
const triesAsked = 3

// VisitLine is what a form begins with.
type VisitLine struct {
	Kind     VisitKind `json:"kind"`
	Room     string    `json:"room,omitempty"`
	Name     string    `json:"name,omitempty"`
	Phone    string    `json:"phone,omitempty"`
	What     string    `json:"what"`
	Finished time.Time `json:"finished"`
	First    string    `json:"first"`            // visitor
	Second   string    `json:"second,omitempty"` // second visitor

	From    time.Time `json:"from" sealed:"on"`
	To      time.Time `json:"to"`
	Doer    string    `json:"doer,omitempty"`
	Major   bool      `json:"major,omitempty"`
	Outside bool      `json:"outside,omitempty"` // the second visitor signs on paper
	Refers  string    `json:"refers,omitempty"`  // number of the duty entry
	Plan    string    `json:"plan,omitempty"`    // number of the line of the plan
	After   string    `json:"after,omitempty"`   // number of the visit that did not pass
	Clause  string    `json:"clause"`
}

// Visit is a form as its acts have left it.
type Visit struct {
	VisitLine
	Ref       Ref
	Written   time.Time
	Writer    Person
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
	Notes     Notes
}

// Number names the entry.
func (v *Visit) Number() Ref { return v.Ref }

// For gives the form itself.
func (v *Visit) For(Person) Entry { return v }

// Apply takes the next act.
func (v *Visit) Apply(a Act) error {
	return take(v, a, v.State, v.refuses, func(x interface{ visit(v *Visit, a Act) error }) error { return x.visit(v, a) })
}

// Annul takes it out of force.
func (v *Visit) Annul(words string) { v.State, v.Annulment = Annulled, words }

// Brief is what lists, search and reminders need to know.
func (v *Visit) Brief() Brief {
	b := Brief{
		State: v.State, Open: !slices.Contains([]string{Passed, Failed, Lacking, Annulled}, v.State), Kind: string(v.Kind), Writer: v.Writer.ID,
		Handler: v.First, Void: v.State == Annulled, Happened: v.Finished, Room: v.Room, Name: v.Name, Phone: v.Phone,
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
		v.Seen.Lacks, v.Seen.Advice, v.Seen.Said, v.Judged.Opinion, v.Decided.Decision, v.Result.Text, v.Annulment, v.Judge, v.Decider,
	}
	for _, s := range append(hay, v.Notes.hay()...) {
		if s != "" {
			b.Hay = append(b.Hay, s)
		}
	}
	return b
}

// Remarks are the window, and what the form follows from.
func (v *Visit) Remarks(Context) []string {
	out := []string{"回访 " + paper.Stamp(v.From, v.Finished) + " 至 " + paper.Stamp(v.To, v.Finished)}
	if v.After != "" {
		out = append(out, "第二次回访，接 "+v.After)
	}
	return append(out, "依据 "+v.Clause)
}

// Story is what was written about the visit, oldest first.
func (v *Visit) Story() []string {
	out := append([]string{v.What}, v.Notes.lines()...)
	if v.Annulment != "" {
		out = append(out, v.Annulment)
	}
	return out
}

// Steps lists what can be done with the form, the one next step first.
func (v *Visit) Steps(Context) []Step {
	judge := Supervisor
	if v.Major {
		judge = Manager
	}
	next := map[string]Verb{ToHandOut: HandOut, ToSee: See, ToCoSign: CoSign, ToHandIn: HandIn, ToJudge: Judge, ToDecide: Decide, ToResult: Outcome}[v.State]
	all := []Step{
		{Verb: HandOut, Word: "领表", Sign: Clerk, Signer: v.First},
		{Verb: See, Word: "填写回访", Sign: Clerk, Signer: v.First},
		{Verb: CoSign, Word: "第二人签名", Sign: Clerk, Signer: v.Second},
		{Verb: HandIn, Word: "交表"},
		{Verb: Judge, Word: "主管审核", Sign: judge},
		{Verb: Decide, Word: "经理决定", Sign: Manager},
		{Verb: Outcome, Word: "填写处理结果", Sign: Supervisor},
		{Verb: Try, Word: "登记未遇"},
		{Verb: Unreached, Word: "无法联系", Sign: Clerk, Signer: v.First},
		{Verb: Void, Word: "作废", Sign: Supervisor},
	}
	return steps(all, next, v.refuses)
}

// refuses says why an act cannot be done now; empty when it can.
func (v *Visit) refuses(verb Verb) string {
	switch v.State {
	case Annulled:
		return "这一份已经作废，不能再办理。"
	case Passed, Failed, Lacking:
		return "这一份已经办完，不能再改动。"
	}
	for _, x := range []struct {
		verb  Verb
		state string
		why   string
	}{
		{HandOut, ToHandOut, "这一份已经领表。"},
		{Try, ToSee, "还没有领表，或者已经回访。"},
		{See, ToSee, v.noSeeWord()},
		{CoSign, ToCoSign, "现在不用第二人签名。"},
		{Unreached, ToSee, "还没有领表，或者已经回访。"},
		{HandIn, ToHandIn, "还没有填写完，或者已经交表。"},
		{Judge, ToJudge, "还没有交表，不能审核。"},
		{Decide, ToDecide, "只有不合格的才由经理决定。"},
		{Outcome, ToResult, "只有经理决定按投诉处理的，才有处理结果。"},
	} {
		if x.verb == verb && v.State != x.state {
			return x.why
		}
	}
	switch {
	case verb == Unreached && v.Tries < triesAsked:
		return fmt.Sprintf("上门 %d 次没有遇到人，才能登记无法联系；现在登记了 %d 次。", triesAsked, v.Tries)
	case verb == Void && v.State != ToHandOut && v.State != ToSee:
		return "已经回访，不能作废。"
	}
	return ""
}

func (v *Visit) noSeeWord() string {
	if v.State == ToHandOut {
		return "还没有领表，请先“领表”。"
	}
	return "这一份已经填写。"
}

// Start supposes a second visit, or one outside the plan, for what is over now.
func (l *VisitLine) Start(_ Record, c Context) {
	l.Finished, l.First = c.Now.Truncate(time.Minute), c.By.Name
}

// TakeResident fills in what the office's list knows of whoever was meant.
func (l *VisitLine) TakeResident(r Resident) { l.Room, l.Name, l.Phone = r.Room, r.Name, r.Phone }

// Check holds the form against the procedures: nobody visits own work.
func (l *VisitLine) Check(_ Record, c Context) []paper.Problem {
	out := capped(&l.What)
	if l.Finished.After(c.Now.Add(time.Minute)) {
		out = append(out, paper.Problem{Field: &l.Finished, Words: "完成时间还没有到，请改成已经过去的时间。"})
	}
	if l.First != "" && !signs(c.Staff, l.First) {
		out = append(out, paper.Problem{Field: &l.First, Words: "回访人要在人员名单里，才能自己签名。"})
	}
	return out
}

// Seal finds the window by the rule in force, where the form brings none.
func (l *VisitLine) Seal(_ Record, c Context) {
	if !l.To.IsZero() {
		return
	}
	rule := c.Office.Rules.Visit(l.Kind)
	l.From, l.To = rule.Window(c.Office.Calendar, l.Finished)
	if l.After != "" { // a second visit: counted from now, when the complaint was dealt with
		l.From, l.To = rule.Window(c.Office.Calendar, c.Now)
	}
	l.Clause = rule.Clause + "：" + rule.Words()
}

func (l *VisitLine) visit(v *Visit, a Act) error {
	v.VisitLine = *l
	v.Ref, v.Written, v.Writer, v.State = a.Ref, a.At, a.By, ToHandOut
	return nil
}

// HandingOut is the visitor's signature for the form (签收).
type HandingOut struct {
	Note string `json:"note,omitempty"`
}

// Check finds nothing wrong.
func (x *HandingOut) Check(Record, Context) []paper.Problem { return capped(&x.Note) }

func (x *HandingOut) visit(v *Visit, a Act) error {
	if !v.visitor(a.By) {
		return Refusal("这一份由" + v.visitors() + "回访，请本人签名领表。")
	}
	v.OutAt, v.OutTo, v.State = a.At, a.By.Name, ToSee
	v.Notes.add(a, "领表"+colon(x.Note))
	return nil
}

// visitor tells whether a person is one of the visitors.
func (v *Visit) visitor(p Person) bool {
	return p.Name == v.First || p.Name == v.Second && p.Name != ""
}

func (v *Visit) visitors() string { return strings.TrimSuffix(v.First+"、"+v.Second, "、") }

// Trying notes that nobody was met.
type Trying struct {
	When time.Time `json:"when"`
	Text string    `json:"text,omitempty"`
}

// Start takes the moment.
func (x *Trying) Start(_ Record, c Context) { x.When = c.Now.Truncate(time.Minute) }

// Check wants a time that has passed.
func (x *Trying) Check(_ Record, c Context) []paper.Problem {
	out := capped(&x.Text)
	if x.When.After(c.Now.Add(time.Minute)) {
		out = append(out, paper.Problem{Field: &x.When, Words: "时间还没有到，请改成已经过去的时间。"})
	}
	return out
}

func (x *Trying) visit(v *Visit, a Act) error {
	v.Tries++
	v.Notes.add(a, fmt.Sprintf("第 %d 次未遇（%s）%s", v.Tries, x.When.In(Beijing).Format("01-02 15:04"), colon(x.Text)))
	return nil
}

// GivingUp is the outcome of tries that reached nobody.
type GivingUp struct {
	Text string `json:"text"`
}

// Check limits the length.
func (x *GivingUp) Check(Record, Context) []paper.Problem { return capped(&x.Text) }

func (x *GivingUp) visit(v *Visit, a Act) error {
	if v.Tries < triesAsked || strings.TrimSpace(x.Text) == "" {
		return Refusal("无法联系要先登记三次未遇，并写明情况。")
	}
	v.State = Lacking
	v.SeenAt, v.SeenBy = a.At, a.By.Name
	v.Notes.add(a, "无法联系："+x.Text)
	return nil
}

// How a household signs.
const (
	SignedOnPaper = "住户已签名"
	RefusedToSign = "住户拒签"
	NotBySign     = "电话回访，不签名"
)

// Visiting is what the visit found (S0/2 4.3): five assessments, and who signs.
type Visiting struct {
	When      time.Time `json:"when"`
	Way       VisitWay  `json:"way"`
	Quality   Mood      `json:"quality"`          // 质量评价
	Effect    Mood      `json:"effect"`           // 服务效果评价
	Satisfied Mood      `json:"satisfied"`        // 满意程度
	Lacks     string    `json:"lacks,omitempty"`  // 缺点与不足
	Advice    string    `json:"advice,omitempty"` // 住户建议
	Facts     string    `json:"facts,omitempty"`  // 核实情况
	Signed    string    `json:"signed"`           // 住户签名
	Said      string    `json:"said,omitempty"`   // what was said by who refused to sign
	CoSigned  bool      `json:"coSigned,omitempty"`
	Late      string    `json:"late,omitempty"` // why it was made after its time
}

// Start takes the moment.
func (x *Visiting) Start(r Record, c Context) {
	x.When, x.Way = c.Now.Truncate(time.Minute), FaceToFace
	x.Signed = SignedOnPaper
}

// Check holds the visit against its window, and the assessments against each
// other.
func (x *Visiting) Check(r Record, c Context) []paper.Problem {
	v := r.(*Visit)
	out := capped(&x.Lacks, &x.Advice, &x.Facts, &x.Said, &x.Late)
	add := func(bad bool, field any, words string) {
		if bad {
			out = append(out, paper.Problem{Field: field, Words: words})
		}
	}
	phone := c.Office != nil && c.Office.Rules.Visit(v.Kind).Phone
	toCome := x.When.After(c.Now.Add(time.Minute))
	add(toCome, &x.When, "回访时间还没有到，请改成已经过去的时间。")
	add(x.When.Before(v.From.Truncate(time.Minute)), &x.When, fmt.Sprintf("%s 起才能回访，请核对时间。", paper.Stamp(v.From, c.Now)))
	add(!toCome && x.When.After(v.To.Add(time.Minute)) && strings.TrimSpace(x.Late) == "", &x.Late, "已经过了回访期限（"+paper.Stamp(v.To, c.Now)+"），请写明原因。")
	add(x.Way == OnPhone && !phone, &x.Way, string(v.Kind)+"要上门回访，不能用电话代替。")
	add(x.Satisfied == Displeased && strings.TrimSpace(x.Lacks) == "", &x.Lacks, "住户不满意，请写明缺点与不足。")
	add(x.Signed == RefusedToSign && strings.TrimSpace(x.Said) == "", &x.Said, "住户拒签，请写下住户说了什么。")
	add(x.Signed == NotBySign && x.Way != OnPhone, &x.Signed, "上门回访要请住户签名；拒签请选“"+RefusedToSign+"”。")
	add(v.Outside && !x.CoSigned, &x.CoSigned, v.Second+"也要在表上签名，签好以后打勾。")
	return out
}

func (x *Visiting) visit(v *Visit, a Act) error {
	if a.By.Name != v.First {
		return Refusal("这一份由" + v.First + "回访，请本人签名。")
	}
	v.Seen, v.SeenAt, v.SeenBy, v.State = *x, a.At, a.By.Name, ToHandIn
	if v.Second != "" && !v.Outside {
		v.State = ToCoSign
	}
	if v.Outside {
		v.CoSigned, v.CoAt = v.Second, x.When
	}
	v.Notes.add(a, fmt.Sprintf("%s回访：质量%s，效果%s，%s，%s%s", x.Way, x.Quality, x.Effect, x.Satisfied, x.Signed, colon(x.Late)))
	return nil
}

// CoSigning is the second visitor's signature.
type CoSigning struct {
	Note string `json:"note,omitempty"`
}

// Check limits the length.
func (x *CoSigning) Check(Record, Context) []paper.Problem { return capped(&x.Note) }

func (x *CoSigning) visit(v *Visit, a Act) error {
	if a.By.Name != v.Second {
		return Refusal("这里由" + v.Second + "签名，请本人签名。")
	}
	v.CoSigned, v.CoAt, v.State = a.By.Name, a.At, ToHandIn
	v.Notes.add(a, "第二人签名"+colon(x.Note))
	return nil
}

// HandingIn is the form back at the desk, signed for by whoever is on duty.
type HandingIn struct {
	Note string `json:"note,omitempty"`
}

// Check limits the length.
func (x *HandingIn) Check(Record, Context) []paper.Problem { return capped(&x.Note) }

func (x *HandingIn) visit(v *Visit, a Act) error {
	v.InAt, v.InBy, v.State = a.At, a.By.Name, ToJudge
	v.Notes.add(a, "收表"+colon(x.Note))
	return nil
}

// Judging is the supervisor's review: 合格 or 不合格 (S0/2 4.4).
type Judging struct {
	Result  string `json:"result"`
	Opinion string `json:"opinion"`
}

// Start proposes what the household has said.
func (x *Judging) Start(r Record, _ Context) {
	x.Result, x.Opinion = Passed, "同意。"
	if r.(*Visit).Seen.Satisfied == Displeased {
		x.Result, x.Opinion = Failed, ""
	}
}

// Check does not let pass what the household is not satisfied with.
func (x *Judging) Check(r Record, _ Context) []paper.Problem {
	out := capped(&x.Opinion)
	if x.Result == Passed && r.(*Visit).Seen.Satisfied == Displeased {
		out = append(out, paper.Problem{Field: &x.Result, Words: "住户不满意，不能审核为合格。"})
	}
	return out
}

func (x *Judging) visit(v *Visit, a Act) error {
	switch {
	case !a.By.Role.AtLeast(Supervisor):
		return Refusal("审核要由主管签名。")
	case v.visitor(a.By):
		return Refusal("不能审核自己做的回访，请由另一位主管或经理审核。")
	}
	v.Judged, v.Judge, v.JudgedAt, v.State = *x, a.By.Name, a.At, Passed
	if x.Result == Failed {
		v.State = ToDecide
	}
	v.Notes.add(a, "审核"+x.Result+colon(x.Opinion))
	return nil
}

// Deciding is the manager's decision on a visit that did not pass: it is handled
// as a complaint, and visited once more (S0/2 4.5).
type Deciding struct {
	Decision string `json:"decision"`
	Again    string `json:"again"` // who visits again
}

// Check wants a visitor who signs here and did not do the work.
func (x *Deciding) Check(r Record, c Context) []paper.Problem {
	v := r.(*Visit)
	out := capped(&x.Decision)
	switch {
	case x.Again == "":
	case !signs(c.Staff, x.Again):
		out = append(out, paper.Problem{Field: &x.Again, Words: "回访人要在人员名单里，才能自己签名。"})
	case x.Again == v.Doer:
		out = append(out, paper.Problem{Field: &x.Again, Words: x.Again + "是这件事的经办人，不能回访自己办的事。"})
	}
	return out
}

func (x *Deciding) visit(v *Visit, a Act) error {
	if !a.By.Role.AtLeast(Manager) {
		return Refusal("不合格的回访要由经理决定。")
	}
	v.Decided, v.Decider, v.DecidedAt, v.State = *x, a.By.Name, a.At, ToResult
	v.Notes.add(a, "经理决定："+x.Decision)
	return nil
}

// Opens opens the complaint that it is handled as, and the second visit.
func (x *Deciding) Opens(r Record, a Act) []Opening {
	v := r.(*Visit)
	l := v.VisitLine
	l.After, l.Plan, l.First, l.Second, l.Outside = v.Ref.String(), "", x.Again, "", false
	l.From, l.To, l.Clause = time.Time{}, time.Time{}, ""
	return []Opening{{Book: complaintKey, Deed: &ComplaintLine{
		Room: v.Room, Name: v.Name, Phone: v.Phone, Received: a.At, Refers: v.Refers, Visit: v.Ref.String(),
		Facts: "回访不合格：" + v.Seen.Lacks + "　审核意见：" + v.Judged.Opinion + "　原事项：" + v.What,
	}}, {Book: visitKey, Deed: &l}}
}

// Resulting writes on the form what became of the complaint that it was handled
// as (S0/2 4.5).
type Resulting struct {
	Text string `json:"text"`
}

// Start takes what the complaint's record says.
func (x *Resulting) Start(r Record, c Context) {
	if k := r.(*Visit).handledAs(c); k != nil && k.State == Closed {
		x.Text = strings.Join(filter(k.Measured.Text, k.Opinion), "　") + "（投诉记录 " + k.Ref.String() + "）"
	}
}

// handledAs is the complaint that followed from the visit; nil where nobody looks.
func (v *Visit) handledAs(c Context) *ComplaintRecord {
	if c.Sight == nil {
		return nil
	}
	for _, e := range c.Sight.Between(complaintKey, v.DecidedAt, c.Now) {
		if k := e.(*ComplaintRecord); k.Visit == v.Ref.String() && k.State != Annulled {
			return k
		}
	}
	return nil
}

// Check wants the complaint to be settled first.
func (x *Resulting) Check(r Record, c Context) []paper.Problem {
	out := capped(&x.Text)
	if k := r.(*Visit).handledAs(c); k != nil && k.State != Closed {
		out = append(out, paper.Problem{Field: &x.Text, Words: "投诉记录 " + k.Ref.String() + " 还没有结案，结案以后再填处理结果。"})
	}
	return out
}

func (x *Resulting) visit(v *Visit, a Act) error {
	v.Result, v.ResultBy, v.ResultAt, v.State = *x, a.By.Name, a.At, Failed
	v.Notes.add(a, "处理结果："+x.Text)
	return nil
}

// failed tells whether the visit did not pass, whatever has become of it since.
func (v *Visit) failed() bool {
	return v.State == ToDecide || v.State == ToResult || v.State == Failed
}
