package release

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/resident"
)

// movingTime is how long a move is supposed to take, before anybody says
// otherwise.
const movingTime = 2 * time.Hour

// formClause is where the procedures speak of permits.
const formClause = "S2 2.7.1.5(7)"

// Start supposes that the things go out now.
func (l *Line) Start(_ forms.Record, c forms.Context) {
	l.From = c.Now.Truncate(time.Minute)
	l.To = l.From.Add(movingTime)
}

// Wake lets a sheet that lay ready begin when it is begun.
func (l *Line) Wake(c forms.Context) bool {
	if lay := c.Now.Sub(l.From); lay >= 0 && lay <= time.Minute {
		return false
	}
	l.Start(nil, c)
	return true
}

// Seal drops empty lines, and whatever is the number of an identity card.
func (l *Line) Seal(_ forms.Record, c forms.Context) {
	l.Shift, l.Clause = c.Office.ShiftAt(c.Now), formClause
	l.Items = slices.DeleteFunc(slices.Clone(l.Items), func(i Item) bool { return strings.TrimSpace(i.Name) == "" })
}

// TakeResident fills in what the office's list knows of whoever was meant.
func (l *Line) TakeResident(r resident.Resident) {
	l.Room, l.Name, l.Phone, l.As = r.Room, r.Name, r.Phone, r.As
	if l.As == forms.Others {
		l.As = Proxy
	}
}

// tooLong says that a permit would be good for longer than the rules in force let it;
// empty where it would not.
func (l *Line) tooLong(c forms.Context) string {
	days := c.Office.Rules.PermitDays
	if !l.To.After(l.From.AddDate(0, 0, days)) {
		return ""
	}
	return fmt.Sprintf("放行条最多有效 %d 天", days)
}

// Check holds the application against the procedures.
func (l *Line) Check(_ forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	out.If(!l.From.IsZero() && !l.To.After(l.From), &l.To, "结束时间要比开始时间晚。")
	out.If(l.To.After(l.From) && !l.To.After(c.Now), &l.To, "搬运时间已经过去，请写以后的时间。")
	if long := l.tooLong(c); long != "" {
		out.If(true, &l.To, long+"，请把结束时间写早一些；搬得更久的，请分几份申请。")
	}
	out.If(len([]rune(l.Room)) > 40, &l.Room, "房号太长，请只写房号，例如 3-2-501。")
	out.If(len([]rune(l.Name)) > 40, &l.Name, "姓名太长，请只写姓名。")
	out.If(len([]rune(l.Phone)) > 40, &l.Phone, "电话太长，请只写一个号码。")
	out.If(len([]rune(l.Mover)) > 60, &l.Mover, "这里太长，请写得短一些。")
	out.If(len([]rune(l.Plate)) > 20, &l.Plate, "车牌太长，请只写一个车牌。")
	named := 0
	for i := range l.Items {
		it := &l.Items[i]
		if strings.TrimSpace(it.Name) == "" {
			continue
		}
		named++
		out.If(it.Count <= 0, &it.Count, "请填写数量。")
		out.If(it.Count > 999, &it.Count, "数量太大，请核对。")
		out.If(len([]rune(it.Name)) > 40, &it.Name, "名称太长，请写得短一些。")
		out.If(len([]rune(it.Unit)) > 6, &it.Unit, "单位太长，请写得短一些。")
		out.If(len([]rune(it.Note)) > 60, &it.Note, "备注太长，请写得短一些。")
	}
	out.If(named > MostItems, nil, "一份申请最多二十行物品，其余的请另开一份。")
	if named == 0 {
		out = append(out, paper.Problem{Field: l.firstItem(), Words: "请至少填写一件要搬出的物品。"})
	}
	return out
}

// firstItem is the blank of the first thing, nil where there is none yet.
func (l *Line) firstItem() any {
	if len(l.Items) == 0 {
		return nil
	}
	return &l.Items[0].Name
}

func (l *Line) release(r *Record, a forms.Act) error {
	r.Line = *l
	r.Ref, r.Written, r.Writer, r.State = a.Ref, a.At, a.By, ToVerify
	if l.Refers != "" {
		r.Notes.Add(a, "接作废的 "+l.Refers+"，重新申请")
	}
	return nil
}

// Document is the kind of an identity document (证件种类).
type Document string

// Documents, in the order of the form.
const (
	IDCard   Document = "身份证"
	Passport Document = "护照"
	Permit   Document = "港澳台证件"
	License  Document = "驾驶证"
	Paper    Document = "其他"
)

// Consent is how the owner agreed (业主同意).
type Consent string

// Ways of consent.
const (
	InFace   Consent = "业主到场"
	ByProxy  Consent = "书面委托"
	ByCall   Consent = "电话同意"
	ByPapers Consent = "租约或中介文件"
)

// Verifying is what the clerk has looked at: the applicant's document, of which
// only kind and last four characters are kept, and the owner's consent in one
// of four ways (D 3).
type Verifying struct {
	Document  Document  `json:"document"`
	LastFour  string    `json:"lastFour"`
	Checked   bool      `json:"checked"`
	Consent   Consent   `json:"consent,omitempty"` // empty where the applicant is the owner
	Consenter string    `json:"consenter,omitempty"`
	Things    string    `json:"things,omitempty"` // that a written proxy names
	Called    string    `json:"called,omitempty"` // number that was called
	When      time.Time `json:"when,omitzero"`
	Heard     string    `json:"heard,omitempty"` // by whom
	Paper     string    `json:"paper,omitempty"` // lease or agent's paper
	Listed    bool      `json:"listed,omitempty"`
	Fees      bool      `json:"fees,omitempty"` // 费用结清, where the office asks for it
}

// Start takes what was verified before, and who hears the owner.
func (x *Verifying) Start(r forms.Record, c forms.Context) {
	*x = r.(*Record).Verified
	if x.Document == "" {
		x.Document = IDCard
	}
	if x.Heard == "" {
		x.Heard = c.By.Name
	}
	if x.When.IsZero() {
		x.When = c.Now.Truncate(time.Minute)
	}
}

// Seal forgets what belongs to another way of consent than the one chosen.
func (x *Verifying) Seal(r forms.Record, _ forms.Context) {
	keep := Verifying{Document: x.Document, LastFour: x.LastFour, Checked: x.Checked, Fees: x.Fees}
	if r.(*Record).As != forms.Owner {
		keep.Consent, keep.Consenter = x.Consent, x.Consenter
	}
	switch keep.Consent {
	case ByProxy:
		keep.Things = x.Things
	case ByCall:
		keep.Called, keep.When, keep.Heard = x.Called, x.When, x.Heard
	case ByPapers:
		keep.Paper, keep.Listed = x.Paper, x.Listed
	}
	*x = keep
}

// Check wants the document seen, and all that the way of consent needs.
func (x *Verifying) Check(r forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	out.If(!x.Checked, &x.Checked, "请核对证件原件和本人，再打勾。")
	out.If(x.LastFour != "" && len([]rune(x.LastFour)) != 4, &x.LastFour, "请填写证件号码的末四位。")
	if r.(*Record).As != forms.Owner {
		out.If(x.Consent == ByPapers && !x.Listed, &x.Listed, "文件要列明所搬的物品；没有列明请改用别的同意方式。")
		out.If(x.Consent == ByCall && x.When.After(c.Now.Add(time.Minute)), &x.When, "通话时间还没有到，请改成已经过去的时间。")
	}
	out.If(c.Office.Rules.FeesCleared && !x.Fees, &x.Fees, "费用还没有结清，请结清以后再打勾。")
	for _, p := range []*string{&x.Consenter, &x.Things, &x.Heard, &x.Paper} {
		out.If(len([]rune(*p)) > 100, p, "这里太长，请写得短一些。")
	}
	return out
}

func (x *Verifying) release(r *Record, a forms.Act) error {
	if !x.Checked || x.LastFour == "" || r.As != forms.Owner && x.Consent == "" {
		return forms.Refusal("证件要核对过，业主要同意，才算核实。")
	}
	r.Verified, r.Verifier, r.State = *x, a.By.Name, ToIssue
	r.Notes.Add(a, "已核实"+string(x.Document)+"（末四位 "+x.LastFour+"）"+x.words())
	return nil
}

// words say how the owner agreed.
func (x *Verifying) words() string {
	switch x.Consent {
	case InFace:
		return "；业主 " + x.Consenter + " 到场同意"
	case ByProxy:
		return "；业主 " + x.Consenter + " 书面委托：" + x.Things
	case ByCall:
		return fmt.Sprintf("；业主 %s 电话同意（%s，%s，%s 接听）", x.Consenter, x.Called, x.When.In(forms.Beijing).Format("01-02 15:04"), x.Heard)
	case ByPapers:
		return "；" + x.Consenter + " 出具" + x.Paper + "，列明所搬物品"
	}
	return "；业主本人申请"
}

// Issuing makes the application a permit: two copies print.
type Issuing struct {
	Note    string    `json:"note,omitempty"`
	SlipDue time.Time `json:"slipDue" sealed:"on"`
}

// Seal works out until when the red slip has to be back (D 6).
func (x *Issuing) Seal(r forms.Record, c forms.Context) {
	x.SlipDue = r.(*Record).To.Add(time.Duration(c.Office.Rules.SlipBack) * time.Hour)
}

// Check refuses a permit whose time is over.
func (x *Issuing) Check(r forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	if !r.(*Record).To.After(c.Now) {
		out = append(out, paper.Problem{Words: "搬运时间已经过去，不能签发。请先“更正”搬运时间，再核实、签发。"})
	}
	if long := r.(*Record).tooLong(c); long != "" { // written down under another rule
		out = append(out, paper.Problem{Words: long + "，不能签发。请先“更正”搬运时间，再核实、签发。"})
	}
	return out
}

func (x *Issuing) release(r *Record, a forms.Act) error {
	if len(r.Items) == 0 {
		return forms.Refusal("没有填写物品，不能签发。")
	}
	r.Issued, r.Issuer, r.SlipDue = a.At, a.By.Name, x.SlipDue
	r.State = r.stands()
	note := r.Notes.Add
	if x.Note != "" {
		note = r.Notes.Remark
	}
	note(a, "签发，有效时间 "+r.validity()+forms.Colon(x.Note))
	return nil
}

// Match is what the guard found at the gate (核对结果).
type Match string

// What is found.
const (
	Agrees Match = "相符"
	Differ Match = "不符"
)

// Passing is the gate's word: what went out, where, when and before whom.
type Passing struct {
	Result Match     `json:"result"`
	At     time.Time `json:"at"`
	Post   string    `json:"post"`
	Guard  string    `json:"guard"`
	Found  string    `json:"found,omitempty"` // what did not agree
}

// Start takes the moment.
func (x *Passing) Start(_ forms.Record, c forms.Context) { x.At = c.Now.Truncate(time.Minute) }

// Check holds the gate's time against the permit's: it is good only for its
// moving time (D 6).
func (x *Passing) Check(r forms.Record, c forms.Context) []paper.Problem {
	d := r.(*Record)
	var out forms.Problems
	out.If(x.Result == Differ && strings.TrimSpace(x.Found) == "", &x.Found, "请写明哪里不符。")
	switch {
	case x.At.IsZero():
	case x.At.After(c.Now.Add(time.Minute)):
		out.If(true, &x.At, "放行时间还没有到，请改成已经过去的时间。")
	case x.At.Before(d.Issued.Truncate(time.Minute)):
		out.If(true, &x.At, "放行时间比签发时间（"+paper.Stamp(d.Issued, c.Now)+"）还早，请核对。")
	case x.Result == Agrees && (x.At.Before(d.From) || x.At.After(d.To)):
		out.If(true, &x.At, "放行条只在 "+d.validity()+" 有效，这个时间不在有效时间内；没有搬的请“收回未用的红联”，另开新的申请。")
	}
	return out
}

func (x *Passing) release(r *Record, a forms.Act) error {
	r.Passed = *x
	where := fmt.Sprintf("%s %s %s", x.Post, x.Guard, x.At.In(forms.Beijing).Format("01-02 15:04"))
	if x.Result == Differ {
		r.VoidedAt = a.At
		r.Annul(forms.Annulment(a, "门岗核对不符："+x.Found+"（"+where+"）"))
		return nil
	}
	r.Notes.Add(a, "放行："+where+" 核对相符")
	r.State = r.stands()
	return nil
}

// Opens opens the permit that takes the place of one that did not agree at the gate
// (D 4).
func (x *Passing) Opens(rec forms.Record, _ forms.Act) []forms.Opening {
	if x.Result != Differ {
		return nil
	}
	r := rec.(*Record)
	l := r.Line
	l.Items, l.Refers = slices.Clone(r.Items), r.Ref.String()
	return []forms.Opening{{Book: r.Ref.Book, Deed: &l}}
}

// TakingBack is the red slip back at the desk: what went out is ticked against
// the list. A slip on which nothing went out is said to be unused; one that is out of
// force only has to be here.
type TakingBack struct {
	Out    [MostItems]bool `json:"out"` // by line of the list
	Result Match           `json:"result"`
	Found  string          `json:"found,omitempty"`
	Unused bool            `json:"unused,omitempty"`
	Note   string          `json:"note,omitempty"`

	// Gone: what does not agree is gone, and is the supervisor's. Rows from before this
	// was asked took the permit out of force instead.
	Gone bool `json:"gone,omitempty" sealed:"on"`
}

// Seal keeps what belongs to the slip as it is: used, unused or out of force.
func (x *TakingBack) Seal(rec forms.Record, _ forms.Context) {
	switch r := rec.(*Record); {
	case r.WasUsed():
		x.Unused, x.Gone = false, x.Result == Differ
	case r.IsVoid():
		*x = TakingBack{Note: x.Note}
	default:
		*x = TakingBack{Unused: x.Unused, Note: x.Note}
	}
}

// Check wants every line of a used slip ticked, or said what differs.
func (x *TakingBack) Check(rec forms.Record, _ forms.Context) []paper.Problem {
	var out forms.Problems
	r := rec.(*Record)
	if !r.WasUsed() {
		out.If(!r.IsVoid() && !x.Unused, &x.Unused, "没有用过的，请打勾；已经用过的，请先“登记放行”，再收回。")
		return out
	}
	left := 0
	for i := range r.Items {
		if !x.Out[i] {
			left++
		}
	}
	switch {
	case x.Result == Agrees && left > 0:
		out = append(out, paper.Problem{Field: &x.Result, Words: fmt.Sprintf("还有 %d 行没有打勾：请逐行核对，或者选“不符”并写明。", left)})
	case x.Result == Differ && strings.TrimSpace(x.Found) == "":
		out = append(out, paper.Problem{Field: &x.Found, Words: "请写明哪里不符。"})
	}
	return out
}

func (x *TakingBack) release(r *Record, a forms.Act) error {
	found := ""
	if r.Fate() == NotFound {
		found = "找回"
	}
	r.Return, r.Returned, r.Receiver = *x, a.At, a.By.Name
	words := "红联" + found + "收回，逐项核对相符"
	switch {
	case x.Result == Differ && !x.Gone:
		r.VoidedAt = a.At
		r.Annul(forms.Annulment(a, "红联核对不符："+x.Found))
		return nil
	case x.Result == Differ:
		r.Notes.Remark(a, "红联"+found+"核对不符："+x.Found)
		words = ""
	case r.IsVoid():
		words = "作废的红联" + found + "收回"
	case x.Unused:
		words = "红联" + found + "收回，没有使用"
	}
	r.Notes.Add(a, words)
	r.Notes.Remark(a, x.Note)
	r.State = r.stands()
	return nil
}

// Settling is what the supervisor finds out where things went out that are not those of
// the list: they are gone, so that no new permit can mend it.
type Settling struct {
	Result string `json:"result"`
}

func (x *Settling) release(r *Record, a forms.Act) error {
	switch {
	case !a.By.Role.AtLeast(forms.Supervisor):
		return forms.Refusal("放行以后发现的不符要由主管签名处理。")
	case strings.TrimSpace(x.Result) == "":
		return forms.Refusal("处理不符要写明查到的情况和怎么处理。")
	}
	r.Settled = *x
	r.Notes.Remark(a, "处理不符："+x.Result)
	r.State = r.stands()
	return nil
}

// Voiding takes a permit out of force. Where its red slip is outside, it says whether
// the slip came back in the same breath.
type Voiding struct {
	forms.Voiding
	Here bool `json:"here,omitempty"`
}

func (x *Voiding) release(r *Record, a forms.Act) error {
	if x.Here && r.IsOut() {
		r.Returned, r.Receiver = a.At, a.By.Name
		r.Notes.Add(a, "作废的红联收回")
	}
	r.VoidedAt = a.At
	return x.TakeFrom(r, a)
}

// Archiving puts both copies into the file.
type Archiving struct {
	Folder string `json:"folder,omitempty"` // where they lie
}

func (x *Archiving) release(r *Record, a forms.Act) error {
	r.Archived, r.State = a.At, forms.Archived
	note := r.Notes.Add
	if x.Folder != "" {
		note = r.Notes.Remark
	}
	note(a, "归档"+forms.Colon(x.Folder))
	return nil
}

// Losing says that the red slip will not come back; a supervisor signs.
type Losing struct {
	Reason string `json:"reason"`
}

func (x *Losing) release(r *Record, a forms.Act) error {
	switch {
	case !a.By.Role.AtLeast(forms.Supervisor):
		return forms.Refusal("红联遗失要由主管签名登记。")
	case strings.TrimSpace(x.Reason) == "":
		return forms.Refusal("登记遗失要写明经过。")
	}
	r.Loss, r.LostAt = *x, a.At
	r.Notes.Add(a, "红联遗失："+x.Reason)
	r.State = r.stands()
	return nil
}
