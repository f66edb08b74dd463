package forms

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// Turnover is what is to be handed over.
type Turnover struct {
	Watch
	Late bool   // the watch after it is over, too: its record is written later (补记)
	Gap  int    // watches before it of which nobody made a record
	Why  string // why nothing can be handed over
}

// mostBackfilled is how many watches are written later one by one. After a
// longer silence the record goes on with the present, and says so.
const mostBackfilled = 6

// ToHandOver finds what is to be handed over now: the watch after the one that
// was handed over last, or where none was, the one on duty.
func ToHandOver(o *Office, last *Handover, now time.Time) Turnover {
	var t Turnover
	ok := false
	if t.Watch, ok = o.lastWatch(now); !ok {
		return Turnover{Why: "还没有设置班次，请主管先在设置里填写班次。"}
	}
	if last == nil {
		return t
	}
	var missed []Watch
	for w := last.watch(); len(missed) < 1000; {
		if w, ok = o.WatchAfter(w); !ok || w.Start.After(now) {
			break
		}
		missed = append(missed, w)
	}
	switch n := len(missed); {
	case n == 0:
		w, _ := o.WatchAfter(last.watch())
		t.Why = fmt.Sprintf("%s要到 %s 才开始，现在没有可以交接的班。", w.Shift, paper.Stamp(w.Start, now))
	case n > mostBackfilled:
		t.Watch, t.Gap = missed[n-1], n-1
	default:
		t.Watch = missed[0]
		t.Late = n > 1 && !missed[1].End.After(now)
	}
	return t
}

// lastHandover is the newest handover that is in force; nil when there is none.
func lastHandover(c Context) *Handover {
	if c.Sight == nil {
		return nil
	}
	for _, n := range []int{1, 20} { // mostly it is the newest, and each is long to read
		for _, e := range c.Sight.Lately(handoverKey, n) {
			if h := e.(*Handover); h.State != Annulled {
				return h
			}
		}
	}
	return nil
}

// HandoverDue says that a shift can or should have been handed over; empty
// while nothing is to be done (S0/6).
func HandoverDue(c Context) string {
	if last := lastHandover(c); last != nil && (last.State == ToGive || last.State == ToTake) {
		return last.Shift + "的交接班" + last.State
	}
	words, _ := handoverDue(c)
	return words
}

// handoverDue is the shift that is to be handed over and not begun to be, and
// until when.
func handoverDue(c Context) (string, time.Time) {
	last := lastHandover(c)
	if last != nil && (last.State == ToGive || last.State == ToTake) {
		return "", time.Time{}
	}
	t := ToHandOver(c.Office, last, c.Now)
	switch {
	case t.Why != "" || c.Now.Before(t.opens(c)):
		return "", time.Time{}
	case t.Late:
		return fmt.Sprintf("%s %s没有交接，请补记", t.Day(), t.Shift), t.End
	case c.Now.Before(t.End):
		return fmt.Sprintf("%s %s 结束，可以交接班了", t.Shift, t.End.In(Beijing).Format("15:04")), t.End
	}
	return fmt.Sprintf("%s已于 %s 结束，还没有交接班", t.Shift, paper.Stamp(t.End, c.Now)), t.End
}

// opens is when the watch may be handed over (S0/6).
func (t Turnover) opens(c Context) time.Time {
	return t.End.Add(-time.Duration(c.Office.Rules.HandoverOpens) * time.Minute)
}

// Start looks at the books, and supposes that all is as it should be.
func (l *HandoverLine) Start(_ Record, c Context) {
	l.Unusual = None
	for _, t := range c.Office.Rules.Tidy {
		l.Tidy = append(l.Tidy, Tidied{Name: t})
	}
	for _, t := range c.Office.Rules.Things {
		l.Things = append(l.Things, Thing{Name: t.Name, Expected: t.Count, Found: t.Count, State: Whole})
	}
	l.see(c)
	if next, ok := c.Office.WatchAfter(l.watch()); ok && c.Sight != nil {
		l.Taker = strings.Join(planned(c, next), "、")
	}
}

// planned are the names on the roster for a watch.
func planned(c Context, w Watch) []string {
	if c.Sight == nil {
		return nil
	}
	return OnRoster(c.Sight.Lately(rosterKey, 3), w.Start, w.Shift)
}

// see takes in what the books say at this instant, each matter once. What the
// giving side wrote about a matter stays.
func (l *HandoverLine) see(c Context) {
	if c.Sight == nil {
		return
	}
	last := lastHandover(c)
	l.Clause, l.Row, l.After = handoverClause, c.Sight.Head(), ""
	after := int64(0)
	if last != nil {
		after, l.After = last.Row, last.Ref.String()
	}
	t := ToHandOver(c.Office, last, c.Now)
	l.Shift, l.From, l.To, l.Late, l.Gap = t.Shift, t.Start, t.End, t.Late, t.Gap
	l.Counts = countsOf(c, after)
	written := map[string]Matter{}
	for _, m := range l.Matters {
		written[m.Book+m.No] = m
	}
	l.Matters = nil
	for _, m := range mattersOf(c) {
		was := written[m.Book+m.No]
		m.Words, m.Important = was.Words, was.Important || m.Urgent
		l.Matters = append(l.Matters, m)
	}
}

// mattersOf are the open matters of the duty log, the most pressing first, and
// the red slips that are outside (C).
func mattersOf(c Context) []Matter {
	var out, calm []Matter
	for _, e := range c.Sight.Unfinished(dutyKey) {
		d := e.(*Duty)
		m := matterOf(e, c)
		m.Undone = d.working()
		if m.Urgent {
			out = append(out, m)
			continue
		}
		calm = append(calm, m)
	}
	for _, e := range c.Sight.Unfinished(releaseKey) {
		if e.(*Release).out() {
			calm = append(calm, matterOf(e, c))
		}
	}
	return append(append(out, calm...), visitsOf(c)...)
}

// visitsOf are the visits that are due in the coming shift (C).
func visitsOf(c Context) []Matter {
	now, ok := c.Office.WatchAt(c.Now)
	if !ok {
		return nil
	}
	next, ok := c.Office.WatchAfter(now)
	if !ok {
		return nil
	}
	var out []Matter
	for _, e := range c.Sight.Unfinished(visitKey) {
		if due := e.Brief().Due; !due.IsZero() && !due.After(next.End) {
			out = append(out, matterOf(e, c))
		}
	}
	return out
}

// matterOf is an entry in short; of a confidential one number, time and state
// (S0/1 2(3)).
func matterOf(e Entry, c Context) Matter {
	b := e.For(Person{}).Brief()
	m := Matter{
		Book: e.Number().Book, No: e.Number().String(), Room: b.Room, What: clip(b.Subject), State: b.State, Due: b.Due,
		Urgent: e.Brief().Urgent,
	}
	for _, s := range e.Steps(c) {
		if s.Next {
			m.Next = s.Word
		}
	}
	return m
}

// countsOf counts what was written since a row of the ledger, by kind.
func countsOf(c Context, after int64) []Count {
	var out []Count
	at := map[string]int{}
	for _, k := range c.Office.Rules.Kinds {
		at[string(k.Kind)] = len(out)
		out = append(out, Count{Kind: string(k.Kind)})
	}
	at[permits] = len(out)
	out = append(out, Count{Kind: permits})
	add := func(kind string, b Brief, done bool) {
		i, ok := at[kind]
		if !ok || b.Void {
			return
		}
		out[i].Written++
		if done {
			out[i].Done++
		} else {
			out[i].Open++
		}
	}
	for _, e := range c.Sight.Since(dutyKey, after) {
		add(string(e.(*Duty).Kind), e.Brief(), !e.(*Duty).working())
	}
	for _, e := range c.Sight.Since(releaseKey, after) {
		add(permits, e.Brief(), !e.Brief().Open)
	}
	return out
}

// permits are counted beside the kinds of the duty log.
const permits = "大件放行"

// Seal takes the one instant: what is written after it belongs to the next
// shift.
func (l *HandoverLine) Seal(_ Record, c Context) { l.see(c) }

// Check holds the handover against the procedures.
func (l *HandoverLine) Check(_ Record, c Context) []paper.Problem {
	out := l.wrong()
	if c.Sight == nil {
		return out
	}
	refuse := func(words string) []paper.Problem { return append(out, paper.Problem{Words: words}) }
	last := lastHandover(c)
	if last != nil && (last.State == ToGive || last.State == ToTake) {
		return refuse(last.Ref.String() + " 还" + last.State + "，请先签完，或者作废。")
	}
	t := ToHandOver(c.Office, last, c.Now)
	if t.Why != "" {
		return refuse(t.Why)
	}
	if why := t.unusual(c); why != "" && strings.TrimSpace(l.Why) == "" {
		out = append(out, paper.Problem{Field: &l.Why, Words: why})
	}
	return out
}

// unusual says why the handover needs a reason; empty where it needs none.
func (t Turnover) unusual(c Context) string {
	switch {
	case c.Now.Before(t.opens(c)):
		return fmt.Sprintf("%s %s 才结束，%s 起可以交接；提前交接请写明原因。", t.Shift, paper.Stamp(t.End, c.Now), paper.Stamp(t.opens(c), c.Now))
	case t.Late:
		return t.Day() + " " + t.Shift + "早已结束，这一份是补记，请写明原因。"
	case t.Gap > 0:
		return fmt.Sprintf("上一份交接班以后有 %d 个班没有记录，请写明原因。", t.Gap)
	}
	return ""
}

// wrong is what is wrong with the words alone.
func (l *HandoverLine) wrong() []paper.Problem {
	var out []paper.Problem
	add := func(bad bool, field any, words string) {
		if bad {
			out = append(out, paper.Problem{Field: field, Words: words})
		}
	}
	add(l.Unusual == Yes && strings.TrimSpace(l.Odd) == "", &l.Odd, "有异常情况，请写明是什么情况。")
	for i := range l.Things {
		t := &l.Things[i]
		add(t.amiss() && strings.TrimSpace(t.Note) == "", &t.Note, t.Name+"数量不符或者损坏，请写明情况。")
		add(t.Found < 0 || t.Found > 9999, &t.Found, t.Name+"的数量请核对。")
		out = append(out, capped(&t.Note)...)
	}
	for _, s := range []*string{&l.Orders, &l.Odd, &l.Words, &l.Why} {
		out = append(out, capped(s)...)
	}
	for i := range l.Matters {
		out = append(out, capped(&l.Matters[i].Words)...)
	}
	return out
}

func (l *HandoverLine) handover(h *Handover, a Act) error {
	h.HandoverLine = *l
	h.Ref, h.Instant, h.Maker, h.State = a.Ref, a.At, a.By, ToGive
	h.Notes.add(a, "截至此刻交班"+colon(l.Why))
	return nil
}

// digest is what a signature covers, in short: all that stands on the form when
// it is signed.
func (h *Handover) digest() string {
	words, err := json.Marshal(struct {
		Line      HandoverLine
		Exception string
		Given     Giving
		Taken     Taking
	}{h.HandoverLine, h.Exception, h.Given, h.Taken})
	if err != nil {
		return "" // plain structs: it cannot be
	}
	sum := sha256.Sum256(words)
	return fmt.Sprintf("%X", sum[:6])
}

// Excepting lifts the block of important matters: a supervisor's signature,
// which prints (C).
type Excepting struct {
	Reason string `json:"reason"`
}

// Check limits the length.
func (x *Excepting) Check(Record, Context) []paper.Problem { return capped(&x.Reason) }

func (x *Excepting) handover(h *Handover, a Act) error {
	switch {
	case !a.By.Role.AtLeast(Supervisor):
		return Refusal("例外要由主管签名。")
	case strings.TrimSpace(x.Reason) == "":
		return Refusal("例外要写明原因。")
	}
	h.Exception = fmt.Sprintf("%s 未办完，准予交班：%s（%s %s）", strings.Join(h.blocked(), "、"), x.Reason, a.By.Name, a.At.In(Beijing).Format("01-02 15:04"))
	h.Notes.add(a, "例外："+h.Exception)
	return nil
}

// Giving is the giving side's signature.
type Giving struct {
	Overtime string `json:"overtime,omitempty"` // 延时值班: why the shift was handed over late
	Digest   string `json:"digest"`             // what the signature covers
}

// Seal works out what the signature covers.
func (x *Giving) Seal(r Record, _ Context) { x.Digest = r.(*Handover).digest() }

// Check wants to know why the shift was handed over late.
func (x *Giving) Check(r Record, c Context) []paper.Problem {
	out := capped(&x.Overtime)
	if r.(*Handover).stayed(c.Now) && strings.TrimSpace(x.Overtime) == "" {
		out = append(out, paper.Problem{Field: &x.Overtime, Words: "已经过了下班时间，请写明延时值班的原因。"})
	}
	return out
}

// stayed tells whether the giving side has stayed on past the end of its shift.
func (h *Handover) stayed(now time.Time) bool { return !h.Late && now.Sub(h.To) > overtimeGrace }

func (x *Giving) handover(h *Handover, a Act) error {
	h.Given, h.Giver, h.GivenAt, h.State = *x, a.By, a.At, ToTake
	h.Notes.add(a, "交班签名"+colon(x.Overtime))
	return nil
}

// Taking is the taking side's signature: every matter taken over, every thing
// counted.
type Taking struct {
	Matters  []bool    `json:"matters,omitempty"`
	Things   []bool    `json:"things,omitempty"`
	Differ   string    `json:"differ,omitempty"` // what did not agree
	Digest   string    `json:"digest"`
	CheckDue time.Time `json:"checkDue"` // until when the supervisor checks: next working morning
}

// Start has a tick for each matter and each thing.
func (x *Taking) Start(r Record, _ Context) {
	h := r.(*Handover)
	x.Matters, x.Things = make([]bool, len(h.Matters)), make([]bool, len(h.Things))
}

// Seal works out what the signature covers, and when the supervisor checks.
func (x *Taking) Seal(r Record, c Context) {
	h := *r.(*Handover)
	h.Taken = Taking{Matters: x.Matters, Things: x.Things, Differ: x.Differ}
	x.Digest = h.digest()
	x.CheckDue = c.Office.Calendar.NextWorkday(c.Now).Add(12 * time.Hour)
}

// Check wants everything ticked, or an explanation.
func (x *Taking) Check(r Record, _ Context) []paper.Problem {
	out := capped(&x.Differ)
	left := 0
	for _, list := range [][]bool{x.Matters, x.Things} {
		for _, done := range list {
			if !done {
				left++
			}
		}
	}
	if left > 0 && strings.TrimSpace(x.Differ) == "" {
		out = append(out, paper.Problem{Field: &x.Differ, Words: fmt.Sprintf("还有 %d 项没有打勾：请逐项核对，或者写明差异。", left)})
	}
	return out
}

func (x *Taking) handover(h *Handover, a Act) error {
	switch {
	case a.By.ID == h.Giver.ID:
		return Refusal("交班和接班不能是同一个人签名，请接班人自己签名。")
	case len(x.Matters) != len(h.Matters) || len(x.Things) != len(h.Things):
		return Refusal("请逐项核对遗留事项和物品，再签名。")
	}
	h.Taken, h.Takes, h.TakenAt, h.State = *x, a.By, a.At, ToInspect
	h.Notes.add(a, "接班签名"+colon(x.Differ))
	return nil
}

// Relieves tells that who took over is on duty now (C).
func (x *Taking) Relieves() bool { return true }

// Refusing is the taking side's refusal, with its reason (C).
type Refusing struct {
	Reason string `json:"reason"`
}

// Check limits the length.
func (x *Refusing) Check(Record, Context) []paper.Problem { return capped(&x.Reason) }

func (x *Refusing) handover(h *Handover, a Act) error {
	switch {
	case strings.TrimSpace(x.Reason) == "":
		return Refusal("拒绝接班要写明原因。")
	case a.By.ID == h.Giver.ID:
		return Refusal("交班人不能替接班人拒绝，请接班人自己签名。")
	}
	h.Given, h.Giver, h.GivenAt, h.State = Giving{}, Person{}, time.Time{}, ToGive
	h.Notes.add(a, "拒绝接班："+x.Reason)
	return nil
}

// Inspecting is the supervisor's check on the next working morning (C).
type Inspecting struct {
	Opinion string `json:"opinion"`
	Digest  string `json:"digest"`
}

// Start suggests the usual opinion.
func (x *Inspecting) Start(Record, Context) { x.Opinion = "已检查。" }

// Seal works out what the signature covers.
func (x *Inspecting) Seal(r Record, _ Context) { x.Digest = r.(*Handover).digest() }

// Check limits the length.
func (x *Inspecting) Check(Record, Context) []paper.Problem { return capped(&x.Opinion) }

func (x *Inspecting) handover(h *Handover, a Act) error {
	switch {
	case !a.By.Role.AtLeast(Supervisor):
		return Refusal("检查要由主管签名。")
	case a.By.ID == h.Giver.ID || a.By.ID == h.Takes.ID:
		return Refusal("不能检查自己签过的交接班，请由另一位主管或经理检查。")
	}
	h.Check, h.Inspector, h.CheckedAt, h.State = *x, a.By.Name, a.At, Inspected
	h.Notes.add(a, "主管检查："+x.Opinion)
	return nil
}

func (x *Voiding) handover(h *Handover, a Act) error {
	if strings.TrimSpace(x.Reason) == "" {
		return Refusal("作废要写明原因。")
	}
	h.State, h.Annulment = Annulled, x.words(a)
	return nil
}

// HandoverCorrection corrects what was written by hand; the old words stay, and
// it is seen beside the signatures that it came after.
type HandoverCorrection struct {
	Line   HandoverLine `json:"line"`
	Reason string       `json:"reason"`
}

// Start copies what stands there now.
func (x *HandoverCorrection) Start(r Record, _ Context) { x.Line = r.(*Handover).copied() }

// copied is the opening words with lists of their own.
func (l *HandoverLine) copied() HandoverLine {
	out := *l
	out.Tidy = append([]Tidied(nil), l.Tidy...)
	out.Things = append([]Thing(nil), l.Things...)
	out.Matters = append([]Matter(nil), l.Matters...)
	return out
}

// Check holds the corrected words against the procedures.
func (x *HandoverCorrection) Check(r Record, _ Context) []paper.Problem {
	out := append(x.Line.wrong(), capped(&x.Reason)...)
	if len(out) == 0 && len(changes(&r.(*Handover).HandoverLine, &x.Line)) == 0 {
		out = append(out, paper.Problem{Words: "还没有改动任何内容。请先改动，再签名。"})
	}
	return out
}

func (x *HandoverCorrection) handover(h *Handover, a Act) error {
	marks, err := corrections(a, x.Reason, &h.HandoverLine, &x.Line)
	if err != nil {
		return err
	}
	h.Marks = append(h.Marks, marks...)
	h.HandoverLine = x.Line
	after := ""
	if h.State != ToGive {
		after = "签名以后"
	}
	h.Notes.add(a, after+"更正："+x.Reason)
	return nil
}
