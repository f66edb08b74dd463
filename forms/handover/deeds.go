package handover

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// Start looks at the books, and supposes that all is as it should be.
func (l *Line) Start(_ forms.Record, c forms.Context) {
	l.Unusual = forms.None
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

// see takes in what the books say at this instant, each matter once. What the
// giving side wrote about a matter stays.
func (l *Line) see(c forms.Context) {
	if c.Sight == nil {
		return
	}
	last := latest(c)
	l.Clause, l.Row, l.After = formClause, c.Sight.Head(), ""
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

// Seal takes the one instant: what is written after it belongs to the next
// shift.
func (l *Line) Seal(_ forms.Record, c forms.Context) { l.see(c) }

// Check holds the handover against the procedures.
func (l *Line) Check(_ forms.Record, c forms.Context) []paper.Problem {
	out := l.wrong()
	if c.Sight == nil {
		return out
	}
	refuse := func(words string) []paper.Problem { return append(out, paper.Problem{Words: words}) }
	last := latest(c)
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

// wrong is what is wrong with the words alone.
func (l *Line) wrong() []paper.Problem {
	var out forms.Problems
	out.If(l.Unusual == forms.Yes && strings.TrimSpace(l.Odd) == "", &l.Odd, "有异常情况，请写明是什么情况。")
	for i := range l.Things {
		t := &l.Things[i]
		out.If(t.amiss() && strings.TrimSpace(t.Note) == "", &t.Note, t.Name+"数量不符或者损坏，请写明情况。")
		out.If(t.Found < 0 || t.Found > 9999, &t.Found, t.Name+"的数量请核对。")
	}
	return out
}

func (l *Line) handover(h *Record, a forms.Act) error {
	h.Line = *l
	h.Ref, h.Instant, h.Maker, h.State = a.Ref, a.At, a.By, ToGive
	h.Notes.Add(a, "截至此刻交班"+forms.Colon(l.Why))
	return nil
}

// digest is what a signature covers, in short: all that stands on the form when
// it is signed.
func (h *Record) digest() string {
	words, err := json.Marshal(struct {
		Line      Line
		Exception string
		Given     Giving
		Taken     Taking
	}{h.Line, h.Exception, h.Given, h.Taken})
	if err != nil {
		return "" // plain structs: it cannot be
	}
	sum := sha256.Sum256(words)
	return fmt.Sprintf("%X", sum[:6])
}

// Excepting lifts the block of important matters: a supervisor's signature,
// which prints (C 6).
type Excepting struct {
	Reason string `json:"reason"`
}

func (x *Excepting) handover(h *Record, a forms.Act) error {
	switch {
	case !a.By.Role.AtLeast(forms.Supervisor):
		return forms.Refusal("例外要由主管签名。")
	case strings.TrimSpace(x.Reason) == "":
		return forms.Refusal("例外要写明原因。")
	}
	h.Exception = fmt.Sprintf("%s 未办完，准予交班：%s（%s %s）", strings.Join(h.blocked(), "、"), x.Reason, a.By.Name, a.At.In(forms.Beijing).Format("01-02 15:04"))
	h.Notes.Add(a, "例外："+h.Exception)
	return nil
}

// Giving is the giving side's signature.
type Giving struct {
	Overtime string `json:"overtime,omitempty"` // 延时值班: why the shift was handed over late
	Digest   string `json:"digest" sealed:"on"` // what the signature covers
}

// Seal works out what the signature covers.
func (x *Giving) Seal(r forms.Record, _ forms.Context) { x.Digest = r.(*Record).digest() }

// Check wants to know why the shift was handed over late.
func (x *Giving) Check(r forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	if r.(*Record).stayed(c.Now) && strings.TrimSpace(x.Overtime) == "" {
		out = append(out, paper.Problem{Field: &x.Overtime, Words: "已经过了下班时间，请写明延时值班的原因。"})
	}
	return out
}

// stayed tells whether the giving side has stayed on past the end of its shift.
func (h *Record) stayed(now time.Time) bool { return !h.Late && now.Sub(h.To) > overtimeGrace }

func (x *Giving) handover(h *Record, a forms.Act) error {
	h.Given, h.Giver, h.GivenAt, h.State = *x, a.By, a.At, ToTake
	h.Notes.Add(a, "交班签名"+forms.Colon(x.Overtime))
	return nil
}

// Taking is the taking side's signature: every matter taken over, every thing
// counted.
type Taking struct {
	Matters  []bool    `json:"matters,omitempty"`
	Things   []bool    `json:"things,omitempty"`
	Differ   string    `json:"differ,omitempty"` // what did not agree
	Digest   string    `json:"digest" sealed:"on"`
	CheckDue time.Time `json:"checkDue"` // until when the supervisor checks: next working morning
}

// Start has a tick for each matter and each thing.
func (x *Taking) Start(r forms.Record, _ forms.Context) {
	h := r.(*Record)
	x.Matters, x.Things = make([]bool, len(h.Matters)), make([]bool, len(h.Things))
}

// Seal works out what the signature covers, and when the supervisor checks.
func (x *Taking) Seal(r forms.Record, c forms.Context) {
	h := *r.(*Record)
	h.Taken = Taking{Matters: x.Matters, Things: x.Things, Differ: x.Differ}
	x.Digest = h.digest()
	x.CheckDue = c.Office.Calendar.NextWorkday(c.Now).Add(12 * time.Hour)
}

// Check wants everything ticked, or an explanation.
func (x *Taking) Check(r forms.Record, _ forms.Context) []paper.Problem {
	var out forms.Problems
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

func (x *Taking) handover(h *Record, a forms.Act) error {
	switch {
	case a.By.ID == h.Giver.ID:
		return forms.Refusal("交班和接班不能是同一个人签名，请接班人自己签名。")
	case len(x.Matters) != len(h.Matters) || len(x.Things) != len(h.Things):
		return forms.Refusal("请逐项核对遗留事项和物品，再签名。")
	}
	h.Taken, h.Takes, h.TakenAt, h.State = *x, a.By, a.At, ToInspect
	h.Notes.Add(a, "接班签名"+forms.Colon(x.Differ))
	return nil
}

// Relieves tells that who took over is on duty now (C 9).
func (x *Taking) Relieves() bool { return true }

// Refusing is the taking side's refusal, with its reason (C 8).
type Refusing struct {
	Reason string `json:"reason"`
}

func (x *Refusing) handover(h *Record, a forms.Act) error {
	switch {
	case strings.TrimSpace(x.Reason) == "":
		return forms.Refusal("拒绝接班要写明原因。")
	case a.By.ID == h.Giver.ID:
		return forms.Refusal("交班人不能替接班人拒绝，请接班人自己签名。")
	}
	h.Given, h.Giver, h.GivenAt, h.State = Giving{}, forms.Person{}, time.Time{}, ToGive
	h.Notes.Remark(a, "拒绝接班："+x.Reason)
	return nil
}

// Inspecting is the supervisor's check on the next working morning (C 9).
type Inspecting struct {
	Opinion string `json:"opinion"`
	Digest  string `json:"digest" sealed:"on"`
}

// Start suggests the usual opinion.
func (x *Inspecting) Start(forms.Record, forms.Context) { x.Opinion = "已检查。" }

// Seal works out what the signature covers.
func (x *Inspecting) Seal(r forms.Record, _ forms.Context) { x.Digest = r.(*Record).digest() }

func (x *Inspecting) handover(h *Record, a forms.Act) error {
	switch {
	case !a.By.Role.AtLeast(forms.Supervisor):
		return forms.Refusal("检查要由主管签名。")
	case a.By.ID == h.Giver.ID || a.By.ID == h.Takes.ID:
		return forms.Refusal("不能检查自己签过的交接班，请由另一位主管或经理检查。")
	}
	h.Check, h.Inspector, h.CheckedAt, h.State = *x, a.By.Name, a.At, Inspected
	h.Notes.Add(a, "主管检查："+x.Opinion)
	return nil
}

// Correction corrects what was written by hand; the old words stay, and
// it is seen beside the signatures that it came after.
type Correction struct {
	Line   Line   `json:"line"`
	Reason string `json:"reason"`
}

// Start copies what stands there now.
func (x *Correction) Start(r forms.Record, _ forms.Context) { x.Line = r.(*Record).copied() }

// copied is the opening words with lists of their own.
func (l *Line) copied() Line {
	out := *l
	out.Tidy = append([]Tidied(nil), l.Tidy...)
	out.Things = append([]Thing(nil), l.Things...)
	out.Matters = append([]Matter(nil), l.Matters...)
	return out
}

// Check holds the corrected words against the procedures.
func (x *Correction) Check(r forms.Record, _ forms.Context) []paper.Problem {
	out := x.Line.wrong()
	return forms.Changed(out, &r.(*Record).Line, &x.Line)
}

func (x *Correction) handover(h *Record, a forms.Act) error {
	marks, err := forms.Corrections(a, x.Reason, &h.Line, &x.Line)
	if err != nil {
		return err
	}
	h.Marks = append(h.Marks, marks...)
	h.Line = x.Line
	after := ""
	if h.State != ToGive {
		after = "签名以后"
	}
	h.Notes.Remark(a, after+"更正："+x.Reason)
	return nil
}
