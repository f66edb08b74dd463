package quarter

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/complaint"
	"frontdesk/forms/paper"
	"frontdesk/forms/visit"
)

// Start proposes the oldest quarter that is over, has matters, and is not
// counted; the last one where there is none.
func (l *Line) Start(_ forms.Record, c forms.Context) {
	names := quartersToCount(c.Now)
	l.Quarter = names[0]
	for _, name := range names {
		q, _ := forms.QuarterNamed(name) // they are names of quarters
		if c.Sight != nil && of(c, q) == nil && c.Sight.Count(visit.PlanKey, "", "", q.Start(), q.End()) > 0 {
			l.Quarter = name
		}
	}
	l.gather(c)
}

// gather counts the quarter and looks for what came back. What the clerk has
// joined and parted is lost with it.
func (l *Line) gather(c forms.Context) {
	q, ok := forms.QuarterNamed(l.Quarter)
	if c.Sight == nil || !ok {
		return
	}
	from, to := q.Start(), q.End()
	l.count(c)
	duty := c.Sight.Between(forms.DutyKey, from, to)
	l.Complaints = again(complaintsOf(duty, c.Sight.Between(complaint.Key, from, to)), complainedAgain)
	l.Repairs = again(repairsOf(duty), repairedAgain)
}

// count makes the numbers, and the list of what did not pass.
func (l *Line) count(c forms.Context) {
	q, ok := forms.QuarterNamed(l.Quarter)
	if c.Sight == nil || !ok {
		return
	}
	visits := c.Sight.Between(forms.VisitKey, q.Start(), q.End())
	l.Kinds = countOf(q, c.Office.Rules, c.Sight.Between(visit.PlanKey, q.Start(), q.End()), visits)
	l.Failed = failuresOf(q, visits)
	l.Of, l.Anchor = l.Quarter, c.Sight.Anchor()
}

// Check wants a quarter that is over, and is not counted yet.
func (l *Line) Check(_ forms.Record, c forms.Context) []paper.Problem {
	out := l.grouped()
	q, ok := forms.QuarterNamed(l.Quarter)
	switch {
	case !ok:
		return out
	case c.Now.Before(q.Start().AddDate(0, 3, 0)):
		return append(out, paper.Problem{Field: &l.Quarter, Words: "这个季度还没有结束，不能统计。"})
	case c.Sight != nil && of(c, q) != nil:
		return append(out, paper.Problem{Field: &l.Quarter, Words: l.Quarter + "已经统计过，请打开那一份，需要时“重新统计”。"})
	}
	return out
}

// mostGroups is the highest number of a group.
const mostGroups = 99

// grouped wants numbers that can be printed.
func (l *Line) grouped() []paper.Problem {
	for _, list := range [][]Again{l.Complaints, l.Repairs} {
		for i := range list {
			if list[i].Group > mostGroups {
				return []paper.Problem{{Field: &list[i].Group, Words: fmt.Sprintf("组号请用 1 到 %d 的数字。", mostGroups)}}
			}
		}
	}
	return nil
}

// Seal counts at the moment of writing.
func (l *Line) Seal(_ forms.Record, c forms.Context) { l.count(c) }

func (l *Line) stats(s *Record, a forms.Act) error {
	s.Line = *l
	s.Ref, s.Written, s.Writer, s.State = a.Ref, a.At, a.By, visit.ToJudge
	s.Notes.Add(a, "统计："+l.words())
	return nil
}

// Recounting counts the quarter once more, such as after forms came in late; it
// is reviewed anew.
type Recounting struct {
	Line   Line   `json:"line"`
	Reason string `json:"reason"`
}

// Start counts, and keeps what was said.
func (x *Recounting) Start(r forms.Record, c forms.Context) {
	s := r.(*Record)
	x.Line.Quarter, x.Line.Analysis = s.Quarter, s.Analysis
	x.Line.gather(c)
}

// Check limits the lengths.
func (x *Recounting) Check(forms.Record, forms.Context) []paper.Problem {
	return x.Line.grouped()
}

// Seal counts at the moment of writing.
func (x *Recounting) Seal(_ forms.Record, c forms.Context) { x.Line.count(c) }

func (x *Recounting) stats(s *Record, a forms.Act) error {
	s.Notes.Add(a, "重新统计（"+x.Reason+"）：原来"+s.words()+"；现在"+x.Line.words())
	s.Line, s.State = x.Line, visit.ToJudge
	s.Judged, s.Judge, s.JudgedAt = Judging{}, "", time.Time{}
	return nil
}

// Judging is the supervisor's review.
type Judging struct {
	Opinion string `json:"opinion"`
}

func (x *Judging) stats(s *Record, a forms.Act) error {
	switch {
	case !a.By.Role.AtLeast(forms.Supervisor):
		return forms.Refusal("审核要由主管签名。")
	case a.By.ID == s.Writer.ID:
		return forms.Refusal("不能审核自己做的统计，请由另一位主管或经理审核。")
	}
	s.Judged, s.Judge, s.JudgedAt, s.State = *x, a.By.Name, a.At, visit.ToDecide
	s.Notes.Add(a, "审核"+forms.Colon(x.Opinion))
	return nil
}

// CorrectiveAction is whether the manager orders one (S0/2 4.6).
type CorrectiveAction string

// What the manager may decide on a quarter.
const (
	ActionNeeded CorrectiveAction = "要采取纠正措施"
	NoAction     CorrectiveAction = "不用采取纠正措施"
)

// Deciding is the manager's decision.
type Deciding struct {
	Action   CorrectiveAction `json:"action"`
	Decision string           `json:"decision,omitempty"`
}

// Check wants to know what is to be done, where something is.
func (x *Deciding) Check(forms.Record, forms.Context) []paper.Problem {
	var out forms.Problems
	if x.Action == ActionNeeded && x.Decision == "" {
		out = append(out, paper.Problem{Field: &x.Decision, Words: "请写明要采取什么纠正措施、由谁负责、什么时候完成。"})
	}
	return out
}

func (x *Deciding) stats(s *Record, a forms.Act) error {
	if !a.By.Role.AtLeast(forms.Manager) {
		return forms.Refusal("这里要由经理决定。")
	}
	s.Decided, s.Decider, s.DecidedAt, s.State = *x, a.By.Name, a.At, forms.ToArchive
	s.Notes.Add(a, string(x.Action)+forms.Colon(x.Decision))
	return nil
}

// Filing hands the quarter's forms in for archiving (S0/2 4.7).
type Filing struct {
	To     string `json:"to"`    // who receives them
	Forms  int    `json:"forms"` // how many forms
	Reason string `json:"reason,omitempty"`
	Late   bool   `json:"late,omitempty" sealed:"on"`
}

// Start counts the forms of the quarter.
func (x *Filing) Start(r forms.Record, _ forms.Context) {
	t := r.(*Record).total()
	x.Forms = t.Visited + t.Lacking
}

// Check wants the reason once the 10th has passed.
func (x *Filing) Check(r forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	if r.(*Record).filedLate(c.Now) && strings.TrimSpace(x.Reason) == "" {
		out = append(out, paper.Problem{Field: &x.Reason, Words: "已经过了归档期限，请写明原因。"})
	}
	return out
}

// Seal tells whether it is late.
func (x *Filing) Seal(r forms.Record, c forms.Context) { x.Late = r.(*Record).filedLate(c.Now) }

func (s *Record) filedLate(now time.Time) bool {
	q, ok := forms.QuarterNamed(s.Quarter)
	return ok && now.After(q.ArchiveBy())
}

func (x *Filing) stats(s *Record, a forms.Act) error {
	s.Filed, s.Filer, s.FiledAt, s.State = *x, a.By.Name, a.At, forms.Archived
	s.Notes.Add(a, fmt.Sprintf("归档 %d 份，接收人%s%s", x.Forms, forms.Colon(x.To), forms.Colon(x.Reason)))
	return nil
}
