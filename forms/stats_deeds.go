package forms

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// Start proposes the oldest quarter that is over, has matters, and is not
// counted; the last one where there is none.
func (l *StatsLine) Start(_ Record, c Context) {
	names := quartersToCount(c.Now)
	l.Quarter = names[0]
	for _, name := range names {
		q, _ := quarterNamed(name) // they are names of quarters
		if c.Sight != nil && statsOf(c, q) == nil && c.Sight.Count(planKey, "", "", q.Start(), q.End()) > 0 {
			l.Quarter = name
		}
	}
	l.gather(c)
}

// gather counts the quarter and looks for what came back. What the clerk has
// joined and parted is lost with it.
func (l *StatsLine) gather(c Context) {
	q, ok := quarterNamed(l.Quarter)
	if c.Sight == nil || !ok {
		return
	}
	from, to := q.Start(), q.End()
	l.count(c)
	duty := c.Sight.Between(dutyKey, from, to)
	l.Complaints = again(complaintsOf(duty, c.Sight.Between(complaintKey, from, to)), complainedAgain)
	l.Repairs = again(repairsOf(duty), repairedAgain)
}

// count makes the numbers, and the list of what did not pass.
func (l *StatsLine) count(c Context) {
	q, ok := quarterNamed(l.Quarter)
	if c.Sight == nil || !ok {
		return
	}
	visits := c.Sight.Between(visitKey, q.Start(), q.End())
	l.Kinds = q.count(c.Office.Rules, c.Sight.Between(planKey, q.Start(), q.End()), visits)
	l.Failed = q.failures(visits)
	l.Of, l.Anchor = l.Quarter, c.Sight.Anchor()
}

// Check wants a quarter that is over, and is not counted yet.
func (l *StatsLine) Check(_ Record, c Context) []paper.Problem {
	out := append(capped(&l.Analysis), l.grouped()...)
	q, ok := quarterNamed(l.Quarter)
	switch {
	case !ok:
		return out
	case c.Now.Before(q.Start().AddDate(0, 3, 0)):
		return append(out, paper.Problem{Field: &l.Quarter, Words: "这个季度还没有结束，不能统计。"})
	case c.Sight != nil && statsOf(c, q) != nil:
		return append(out, paper.Problem{Field: &l.Quarter, Words: l.Quarter + "已经统计过，请打开那一份，需要时“重新统计”。"})
	}
	return out
}

// mostGroups is the highest number of a group.
const mostGroups = 99

// grouped wants numbers that can be printed.
func (l *StatsLine) grouped() []paper.Problem {
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
func (l *StatsLine) Seal(_ Record, c Context) { l.count(c) }

func (l *StatsLine) stats(s *Stats, a Act) error {
	s.StatsLine = *l
	s.Ref, s.Written, s.Writer, s.State = a.Ref, a.At, a.By, ToJudge
	s.Notes.add(a, "统计："+l.words())
	return nil
}

// Recounting counts the quarter once more, such as after forms came in late; it
// is reviewed anew.
type Recounting struct {
	Line   StatsLine `json:"line"`
	Reason string    `json:"reason"`
}

// Start counts, and keeps what was said.
func (x *Recounting) Start(r Record, c Context) {
	s := r.(*Stats)
	x.Line.Quarter, x.Line.Analysis = s.Quarter, s.Analysis
	x.Line.gather(c)
}

// Check limits the lengths.
func (x *Recounting) Check(Record, Context) []paper.Problem {
	return append(capped(&x.Reason, &x.Line.Analysis), x.Line.grouped()...)
}

// Seal counts at the moment of writing.
func (x *Recounting) Seal(_ Record, c Context) { x.Line.count(c) }

func (x *Recounting) stats(s *Stats, a Act) error {
	s.Notes.add(a, "重新统计（"+x.Reason+"）：原来"+s.words()+"；现在"+x.Line.words())
	s.StatsLine, s.State = x.Line, ToJudge
	s.Judged, s.Judge, s.JudgedAt = StatsJudging{}, "", time.Time{}
	return nil
}

// StatsJudging is the supervisor's review.
type StatsJudging struct {
	Opinion string `json:"opinion"`
}

// Check limits the length.
func (x *StatsJudging) Check(Record, Context) []paper.Problem { return capped(&x.Opinion) }

func (x *StatsJudging) stats(s *Stats, a Act) error {
	switch {
	case !a.By.Role.AtLeast(Supervisor):
		return Refusal("审核要由主管签名。")
	case a.By.ID == s.Writer.ID:
		return Refusal("不能审核自己做的统计，请由另一位主管或经理审核。")
	}
	s.Judged, s.Judge, s.JudgedAt, s.State = *x, a.By.Name, a.At, ToDecide
	s.Notes.add(a, "审核"+colon(x.Opinion))
	return nil
}

// CorrectiveAction is whether the manager orders one (S0/2 4.6).
type CorrectiveAction string

// What the manager may decide on a quarter.
const (
	ActionNeeded CorrectiveAction = "要采取纠正措施"
	NoAction     CorrectiveAction = "不用采取纠正措施"
)

// StatsDeciding is the manager's decision.
type StatsDeciding struct {
	Action   CorrectiveAction `json:"action"`
	Decision string           `json:"decision,omitempty"`
}

// Check wants to know what is to be done, where something is.
func (x *StatsDeciding) Check(Record, Context) []paper.Problem {
	out := capped(&x.Decision)
	if x.Action == ActionNeeded && x.Decision == "" {
		out = append(out, paper.Problem{Field: &x.Decision, Words: "请写明要采取什么纠正措施、由谁负责、什么时候完成。"})
	}
	return out
}

func (x *StatsDeciding) stats(s *Stats, a Act) error {
	if !a.By.Role.AtLeast(Manager) {
		return Refusal("这里要由经理决定。")
	}
	s.Decided, s.Decider, s.DecidedAt, s.State = *x, a.By.Name, a.At, ToArchive
	s.Notes.add(a, string(x.Action)+colon(x.Decision))
	return nil
}

// StatsFiling hands the quarter's forms in for archiving (S0/2 4.7).
type StatsFiling struct {
	To     string `json:"to"`    // who receives them
	Forms  int    `json:"forms"` // how many forms
	Reason string `json:"reason,omitempty"`
	Late   bool   `json:"late,omitempty" sealed:"on"`
}

// Start counts the forms of the quarter.
func (x *StatsFiling) Start(r Record, _ Context) {
	t := r.(*Stats).total()
	x.Forms = t.Visited + t.Lacking
}

// Check wants the reason once the 10th has passed.
func (x *StatsFiling) Check(r Record, c Context) []paper.Problem {
	out := capped(&x.To, &x.Reason)
	if r.(*Stats).filedLate(c.Now) && strings.TrimSpace(x.Reason) == "" {
		out = append(out, paper.Problem{Field: &x.Reason, Words: "已经过了归档期限，请写明原因。"})
	}
	return out
}

// Seal tells whether it is late.
func (x *StatsFiling) Seal(r Record, c Context) { x.Late = r.(*Stats).filedLate(c.Now) }

func (s *Stats) filedLate(now time.Time) bool {
	q, ok := quarterNamed(s.Quarter)
	return ok && now.After(q.ArchiveBy())
}

func (x *StatsFiling) stats(s *Stats, a Act) error {
	s.Filed, s.Filer, s.FiledAt, s.State = *x, a.By.Name, a.At, Archived
	s.Notes.add(a, fmt.Sprintf("归档 %d 份，接收人%s%s", x.Forms, colon(x.To), colon(x.Reason)))
	return nil
}

func (x *Voiding) stats(s *Stats, a Act) error {
	s.State, s.Annulment = Annulled, x.words(a)
	return nil
}
