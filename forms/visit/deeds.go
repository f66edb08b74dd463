package visit

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/complaint"
	"frontdesk/forms/paper"
	"frontdesk/forms/resident"
)

func (v *Record) noSeeWord() string {
	if v.State == ToHandOut {
		return "还没有领表，请先“领表”。"
	}
	return "这一份已经填写，不用再填。"
}

// Start supposes a second visit, or one outside the plan, for what is over now.
func (l *Line) Start(_ forms.Record, c forms.Context) {
	l.Finished, l.First = c.Now.Truncate(time.Minute), c.By.Name
}

// TakeResident fills in what the office's list knows of whoever was meant.
func (l *Line) TakeResident(r resident.Resident) { l.Room, l.Name, l.Phone = r.Room, r.Name, r.Phone }

// Check holds the form against the procedures: nobody visits own work.
func (l *Line) Check(_ forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	if l.Finished.After(c.Now.Add(time.Minute)) {
		out = append(out, paper.Problem{Field: &l.Finished, Words: "完成时间还没有到，请改成已经过去的时间。"})
	}
	holdVisitor(&out, &l.First, l.Doer, true, c.Staff)
	return out
}

// Seal finds the window by the rule in force, where the form brings none.
func (l *Line) Seal(_ forms.Record, c forms.Context) {
	if !l.To.IsZero() {
		return
	}
	rule := c.Office.Rules.Visit(l.Kind)
	l.From, l.To = rule.Window(c.Office.Calendar, l.Finished)
	if l.After != "" { // a second visit: counted from now, when the complaint was dealt with
		l.From, l.To = rule.Window(c.Office.Calendar, c.Now)
	}
	l.Clause = rule.Cited()
}

func (l *Line) visit(v *Record, a forms.Act) error {
	v.Line = *l
	v.Ref, v.Written, v.Writer, v.State = a.Ref, a.At, a.By, ToHandOut
	return nil
}

// HandingOut is the visitor's signature for the form (签收).
type HandingOut struct {
	Note string `json:"note,omitempty" sealed:"on"` // no slip asks for it: who takes the form signs, and that is all
}

func (x *HandingOut) visit(v *Record, a forms.Act) error {
	if !v.visitor(a.By) {
		return forms.Refusal("这一份由" + v.visitors() + "回访，请本人签名领表。")
	}
	v.OutAt, v.OutTo, v.State = a.At, a.By.Name, ToSee
	v.Notes.Add(a, "领表"+forms.Colon(x.Note))
	return nil
}

// visitor tells whether a person is one of the visitors.
func (v *Record) visitor(p forms.Person) bool {
	return p.Name == v.First || p.Name == v.Second && p.Name != ""
}

// Trying notes that nobody was met.
type Trying struct {
	When time.Time `json:"when"`
	Text string    `json:"text,omitempty"`
}

// Start takes the moment.
func (x *Trying) Start(_ forms.Record, c forms.Context) { x.When = c.Now.Truncate(time.Minute) }

// Check wants a time that has passed.
func (x *Trying) Check(_ forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	if x.When.After(c.Now.Add(time.Minute)) {
		out = append(out, paper.Problem{Field: &x.When, Words: "时间还没有到，请改成已经过去的时间。"})
	}
	return out
}

func (x *Trying) visit(v *Record, a forms.Act) error {
	v.Tries++
	v.Notes.Add(a, fmt.Sprintf("第 %d 次未遇（%s）%s", v.Tries, x.When.In(forms.Beijing).Format("01-02 15:04"), forms.Colon(x.Text)))
	return nil
}

// GivingUp is the outcome of tries that reached nobody.
type GivingUp struct {
	Text string `json:"text"`
}

func (x *GivingUp) visit(v *Record, a forms.Act) error {
	if v.Tries < triesAsked || strings.TrimSpace(x.Text) == "" {
		return forms.Refusal("无法联系要先登记三次未遇，并写明情况。")
	}
	v.State = Lacking
	v.SeenAt, v.SeenBy = a.At, a.By.Name
	v.Notes.Add(a, "无法联系："+x.Text)
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
	When      time.Time      `json:"when"`
	Way       forms.VisitWay `json:"way"`
	Quality   forms.Mood     `json:"quality"`          // 质量评价
	Effect    forms.Mood     `json:"effect"`           // 服务效果评价
	Satisfied forms.Mood     `json:"satisfied"`        // 满意程度
	Lacks     string         `json:"lacks,omitempty"`  // 缺点与不足
	Advice    string         `json:"advice,omitempty"` // 住户建议
	Facts     string         `json:"facts,omitempty"`  // 核实情况
	Signed    string         `json:"signed"`           // 住户签名
	Said      string         `json:"said,omitempty"`   // what was said by who refused to sign
	CoSigned  bool           `json:"coSigned,omitempty"`
	Late      string         `json:"late,omitempty"` // why it was made after its time
}

// Start takes the moment.
func (x *Visiting) Start(r forms.Record, c forms.Context) {
	x.When, x.Way = c.Now.Truncate(time.Minute), forms.FaceToFace
	x.Signed = SignedOnPaper
}

// Check holds the visit against its window, and the assessments against each
// other.
func (x *Visiting) Check(r forms.Record, c forms.Context) []paper.Problem {
	v := r.(*Record)
	var out forms.Problems
	phone := c.Office != nil && c.Office.Rules.Visit(v.Kind).Phone
	toCome := x.When.After(c.Now.Add(time.Minute))
	out.If(toCome, &x.When, "回访时间还没有到，请改成已经过去的时间。")
	out.If(x.When.Before(v.From.Truncate(time.Minute)), &x.When, fmt.Sprintf("%s 起才能回访，请核对时间。", paper.Stamp(v.From, c.Now)))
	out.If(x.When.Before(v.OutAt.Truncate(time.Minute)), &x.When, fmt.Sprintf("回访时间比领表（%s）还早，请核对时间。", paper.Stamp(v.OutAt, c.Now)))
	out.If(!toCome && x.When.After(v.To.Add(time.Minute)) && strings.TrimSpace(x.Late) == "", &x.Late, "已经过了回访期限（"+paper.Stamp(v.To, c.Now)+"），请写明原因。")
	out.If(x.Way == forms.OnPhone && !phone, &x.Way, string(v.Kind)+"要上门回访，不能用电话代替。")
	out.If(x.Satisfied == forms.Displeased && strings.TrimSpace(x.Lacks) == "", &x.Lacks, "住户不满意，请写明缺点与不足。")
	out.If(x.Signed == RefusedToSign && strings.TrimSpace(x.Said) == "", &x.Said, "住户拒签，请写下住户说了什么。")
	out.If(x.Signed == NotBySign && x.Way != forms.OnPhone, &x.Signed, "上门回访要请住户签名；拒签请选“"+RefusedToSign+"”。")
	out.If(v.Outside && !x.CoSigned, &x.CoSigned, v.Second+"也要在表上签名，签好以后打勾。")
	return out
}

func (x *Visiting) visit(v *Record, a forms.Act) error {
	if a.By.Name != v.First {
		return forms.Refusal("这一份由" + v.First + "回访，请本人签名。")
	}
	v.Seen, v.SeenAt, v.SeenBy, v.State = *x, a.At, a.By.Name, ToHandIn
	if v.Second != "" && !v.Outside {
		v.State = ToCoSign
	}
	if v.Outside {
		v.CoSigned, v.CoAt = v.Second, x.When
	}
	v.Notes.Add(a, fmt.Sprintf("%s回访：质量%s，效果%s，%s，%s%s", x.Way, x.Quality, x.Effect, x.Satisfied, x.Signed, forms.Colon(x.Late)))
	return nil
}

// CoSigning is the second visitor's signature.
type CoSigning struct {
	Note string `json:"note,omitempty" sealed:"on"` // no slip asks for it
}

func (x *CoSigning) visit(v *Record, a forms.Act) error {
	if a.By.Name != v.Second {
		return forms.Refusal("这里由" + v.Second + "签名，请本人签名。")
	}
	v.CoSigned, v.CoAt, v.State = a.By.Name, a.At, ToHandIn
	v.Notes.Add(a, "第二人签名"+forms.Colon(x.Note))
	return nil
}

// Replacing names other visitors where one of those named cannot sign any more, such as
// somebody who has left: no form waits for who does not come back. Who has made the
// visit and signed for it stays.
type Replacing struct {
	First   string `json:"first"`
	Second  string `json:"second,omitempty"`
	Reason  string `json:"reason"`
	Outside bool   `json:"outside,omitempty" sealed:"on"` // the second visitor signs on paper
}

// Start takes who was named.
func (x *Replacing) Start(r forms.Record, _ forms.Context) {
	x.First, x.Second = r.(*Record).First, r.(*Record).Second
}

// Seal tells whether the second visitor signs here.
func (x *Replacing) Seal(_ forms.Record, c forms.Context) {
	x.Outside = x.Second != "" && !forms.Signs(c.Staff, x.Second)
}

// Check wants visitors who can sign, as many as there were, and nobody who did the work
// (S0/2 4.1.3).
func (x *Replacing) Check(rec forms.Record, c forms.Context) []paper.Problem {
	v := rec.(*Record)
	var out forms.Problems
	signed := v.State == ToCoSign // on paper, or by the first: what is left is to be signed here
	holdVisitor(&out, &x.First, v.Doer, !signed, c.Staff)
	holdVisitor(&out, &x.Second, v.Doer, signed, c.Staff)
	out.If(x.Second != "" && x.Second == x.First, &x.Second, "两位回访人不能是同一个人。")
	if len(out) == 0 && x.First == v.First && x.Second == v.Second {
		field := &x.First
		if v.Second != "" {
			field = &x.Second
		}
		out.If(true, field, "请写更换以后的回访人。")
	}
	return out
}

func (x *Replacing) visit(v *Record, a forms.Act) error {
	switch {
	case !a.By.Role.AtLeast(v.judge()):
		return forms.Refusal("更换回访人要由" + string(v.judge()) + "签名。")
	case strings.TrimSpace(x.Reason) == "":
		return forms.Refusal("更换回访人要写明原因。")
	case v.State == ToCoSign && x.First != v.First:
		return forms.Refusal(v.First + "已经签名，不能更换；可以更换第二回访人。")
	case (x.Second == "") != (v.Second == ""):
		return forms.Refusal("更换不能增减回访人：原来几位，还是几位。")
	}
	was := v.visitors()
	v.First, v.Second, v.Outside = x.First, x.Second, x.Outside
	v.Notes.Remark(a, "更换回访人："+was+" 改为 "+v.visitors()+"，原因："+x.Reason)
	return nil
}

// HandingIn is the form back at the desk, signed for by whoever is on duty.
type HandingIn struct {
	Note string `json:"note,omitempty"`
}

func (x *HandingIn) visit(v *Record, a forms.Act) error {
	v.InAt, v.InBy, v.State = a.At, a.By.Name, ToJudge
	v.Notes.Add(a, "收表"+forms.Colon(x.Note))
	return nil
}

// Judging is the supervisor's review: 合格 or 不合格 (S0/2 4.4).
type Judging struct {
	Result  string `json:"result"`
	Opinion string `json:"opinion"`
}

// Start proposes what the household has said.
func (x *Judging) Start(r forms.Record, _ forms.Context) {
	x.Result, x.Opinion = Passed, "同意。"
	if r.(*Record).Seen.Satisfied == forms.Displeased {
		x.Result, x.Opinion = Failed, ""
	}
}

// Check does not let pass what the household is not satisfied with.
func (x *Judging) Check(r forms.Record, _ forms.Context) []paper.Problem {
	var out forms.Problems
	if x.Result == Passed && r.(*Record).Seen.Satisfied == forms.Displeased {
		out = append(out, paper.Problem{Field: &x.Result, Words: "住户不满意，不能审核为合格。"})
	}
	return out
}

func (x *Judging) visit(v *Record, a forms.Act) error {
	switch {
	case !a.By.Role.AtLeast(forms.Supervisor):
		return forms.Refusal("审核要由主管签名。")
	case v.visitor(a.By):
		return forms.Refusal("不能审核自己做的回访，请由另一位主管或经理审核；没有别人的，请指定代理。")
	}
	v.Judged, v.Judge, v.JudgedAt, v.State = *x, a.By.Name, a.At, Passed
	if x.Result == Failed {
		v.State = ToDecide
	}
	v.Notes.Add(a, "审核"+x.Result+forms.Colon(x.Opinion))
	return nil
}

// Deciding is the manager's decision on a visit that did not pass: it is handled
// as a complaint, and visited once more (S0/2 4.5).
type Deciding struct {
	Decision string `json:"decision"`
	Again    string `json:"again"` // who visits again
}

// Check wants a visitor who signs here and did not do the work.
func (x *Deciding) Check(r forms.Record, c forms.Context) []paper.Problem {
	v := r.(*Record)
	var out forms.Problems
	holdVisitor(&out, &x.Again, v.Doer, true, c.Staff)
	return out
}

func (x *Deciding) visit(v *Record, a forms.Act) error {
	if !a.By.Role.AtLeast(forms.Manager) {
		return forms.Refusal("不合格的回访要由经理决定。")
	}
	v.Decided, v.Decider, v.DecidedAt, v.State = *x, a.By.Name, a.At, ToResult
	v.Notes.Add(a, "经理决定："+x.Decision)
	return nil
}

// Opens opens the complaint that it is handled as, and the second visit.
func (x *Deciding) Opens(r forms.Record, a forms.Act) []forms.Opening {
	v := r.(*Record)
	l := v.Line
	l.After, l.Plan, l.First, l.Second, l.Outside = v.Ref.String(), "", x.Again, "", false
	l.From, l.To, l.Clause = time.Time{}, time.Time{}, ""
	return []forms.Opening{{Book: complaint.Key, Deed: &complaint.Line{
		Room: v.Room, Name: v.Name, Phone: v.Phone, Received: a.At, Refers: v.Refers, Visit: v.Ref.String(),
		Facts: "回访不合格：" + v.Seen.Lacks + "　审核意见：" + v.Judged.Opinion + "　原事项：" + v.What,
	}}, {Book: forms.VisitKey, Deed: &l}}
}

// Resulting writes on the form what became of the complaint that it was handled
// as (S0/2 4.5).
type Resulting struct {
	Text string `json:"text"`
}

// Start takes what the complaint's record says.
func (x *Resulting) Start(r forms.Record, c forms.Context) {
	if k := r.(*Record).handledAs(c); k != nil && k.State == complaint.Closed {
		x.Text = strings.Join(forms.Filled(k.Measured.Text, k.Opinion), "　") + "（投诉记录 " + k.Ref.String() + "）"
	}
}

// Check wants the complaint to be settled first.
func (x *Resulting) Check(r forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	if k := r.(*Record).handledAs(c); k != nil && k.State != complaint.Closed {
		out = append(out, paper.Problem{Field: &x.Text, Words: "投诉记录 " + k.Ref.String() + " 还没有结案，请先结案，再填处理结果。"})
	}
	return out
}

func (x *Resulting) visit(v *Record, a forms.Act) error {
	v.Result, v.ResultBy, v.ResultAt, v.State = *x, a.By.Name, a.At, Failed
	v.Notes.Add(a, "处理结果："+x.Text)
	return nil
}
