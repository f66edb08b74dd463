// Package quarter is 《回访统计分析表》: what became of a quarter's visits, and which
// complaints and repairs came back.
//
// A Line is the numbers (a KindStat for each kind of visits) and what the clerk
// says of them; Again is a matter that may be the same as an earlier one. The
// supervisor judges the numbers (Judging), the manager decides (Deciding), and
// they are archived (Filing).
package quarter

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/visit"
)

// Book is 《回访统计分析表》 (S0/2 4.6, 4.7): each quarter's visits in numbers
// and lists, the clerk's analysis, the supervisor's review, the manager's
// decision, and the archive by the 10th of the month after it.
func Book() *forms.Book {
	return &forms.Book{
		Key: Key, Name: "回访统计", Title: formTitle, Edition: "A/0", Begin: "统计一季度", Single: true,
		Keep: forms.KeepRule{Years: 2},
		Due: func(c forms.Context) []forms.Todo {
			words, due := Due(c)
			if of(c, forms.QuarterOf(c.Now).Before()) != nil {
				return nil // the open sheet says so itself
			}
			return forms.WholeDue(Key, words, "", due)
		},
		New: func() forms.Record { return &Record{} },
		Deeds: map[forms.Verb]func() forms.Deed{
			forms.Open:    func() forms.Deed { return &Line{} },
			Recount:       func() forms.Deed { return &Recounting{} },
			visit.Judge:   func() forms.Deed { return &Judging{} },
			visit.Decide:  func() forms.Deed { return &Deciding{} },
			forms.Archive: func() forms.Deed { return &Filing{} },
			forms.Void:    func() forms.Deed { return &forms.Voiding{} },
		},
		Plain: map[forms.Verb]func() forms.Deed{
			forms.Print:  func() forms.Deed { return &forms.Printing{} },
			forms.Export: func() forms.Deed { return &forms.Exporting{} },
		},
		Signed: map[forms.Verb]forms.Role{forms.Open: forms.Clerk},
		Turn:   forms.TurnSheet,
		Sheet:  drawPage,
		Strip:  dueStrip,
	}
}

// Key is the book of the statistics in the ledger.
const (
	Key       = "stats"
	formTitle = "回访统计分析表"
)

// Recount is the verb of numbers that are counted once more (重新统计).
const Recount forms.Verb = "recount"

// Line is a quarter in numbers and lists, and what the clerk says of it.
type Line struct {
	Quarter    string  `json:"quarter"` // 2026 年第三季度
	Complaints []Again `json:"complaints,omitempty"`
	Repairs    []Again `json:"repairs,omitempty"`
	Analysis   string  `json:"analysis"`

	Kinds  []KindStat    `json:"kinds" sealed:"on"`
	Failed []FailedVisit `json:"failed,omitempty"`
	Anchor string        `json:"anchor"` // check code of the ledger's last row that is counted
	Of     string        `json:"of"`     // the quarter that was counted
}

// Record is a quarter's statistics as its acts have left them.
type Record struct {
	Line
	Ref       forms.Ref
	Written   time.Time
	Writer    forms.Person
	Judged    Judging
	Judge     string
	JudgedAt  time.Time
	Decided   Deciding
	Decider   string
	DecidedAt time.Time
	Filed     Filing
	Filer     string
	FiledAt   time.Time
	State     string
	Annulment string
	Notes     forms.Notes
}

// Number names the entry.
func (s *Record) Number() forms.Ref { return s.Ref }

// For gives the statistics themselves: what is confidential stands in none.
func (s *Record) For(forms.Person) forms.Entry { return s }

// deed is what is done to a record of this book.
type deed interface {
	stats(s *Record, a forms.Act) error
}

// Apply takes the next act.
func (s *Record) Apply(a forms.Act) error {
	return forms.Take(s, a, s.State, s.refuses, deed.stats)
}

// Annul takes it out of force.
func (s *Record) Annul(words string) { s.State, s.Annulment = forms.Annulled, words }

// Brief is what lists, search and reminders need to know.
func (s *Record) Brief() forms.Brief {
	b := forms.Brief{
		State: s.State, Open: s.State != forms.Archived && s.State != forms.Annulled, Kind: s.Quarter, Writer: s.Writer.ID, Void: s.State == forms.Annulled,
		Happened: s.Written, Name: s.Writer.Name, Subject: s.Quarter + "回访统计分析", Initials: []string{s.Writer.Name, s.Judge},
	}
	if q, ok := forms.QuarterNamed(s.Quarter); ok && b.Open {
		b.Due = q.ArchiveBy()
	}
	b.Hay = forms.Filled(append([]string{
		s.Ref.String(), s.Quarter, s.Analysis, s.Judged.Opinion, s.Decided.Decision, s.Filed.To, s.Judge, s.Decider, s.Annulment,
	}, s.Notes.Hay()...)...)
	return b
}

// Remarks are until when it is archived, and forms that are still under way.
func (s *Record) Remarks(c forms.Context) []string {
	var out []string
	if q, ok := forms.QuarterNamed(s.Quarter); ok && s.Brief().Open {
		out = append(out, paper.Stamp(q.ArchiveBy(), s.Written)+" 前归档（"+c.Office.Clause("S0/2 4.7")+"）")
	}
	if n := s.total().Unfinished; n > 0 {
		out = append(out, fmt.Sprintf("统计时还有 %d 份回访没有办完", n))
	}
	return out
}

// Story is what was written about the quarter, oldest first.
func (s *Record) Story() []string {
	return forms.Filled(append(append([]string{s.Analysis}, s.Notes.Lines()...), s.Annulment)...)
}

// total adds the kinds up.
func (l *Line) total() KindStat {
	sum := KindStat{Kind: "合计"}
	for _, k := range l.Kinds {
		sum.add(k)
	}
	return sum
}

// Steps lists what can be done, the one next step first.
func (s *Record) Steps(forms.Context) []forms.Step {
	next := map[string]forms.Verb{visit.ToJudge: visit.Judge, visit.ToDecide: visit.Decide, forms.ToArchive: forms.Archive}[s.State]
	return forms.StepsOf([]forms.Step{
		{Verb: visit.Judge, Word: "主管审核", Sign: forms.Supervisor},
		{Verb: visit.Decide, Word: "经理决定", Sign: forms.Manager},
		{Verb: forms.Archive, Word: "归档", Sign: forms.Clerk},
		{Verb: Recount, Word: "重新统计", Sign: forms.Clerk},
		{Verb: forms.Void, Word: "作废", Sign: forms.Supervisor},
	}, next, s.refuses)
}

func (s *Record) refuses(v forms.Verb) string {
	switch {
	case s.State == forms.Annulled:
		return forms.AnnulledWords
	case s.State == forms.Archived:
		return forms.ArchivedWords
	}
	for _, x := range []struct {
		verb  forms.Verb
		state string
		why   string
	}{
		{visit.Judge, visit.ToJudge, "已经审核，不用再审。"},
		{visit.Decide, visit.ToDecide, "要先由主管审核，才能由经理决定；已经决定的不再改。"},
		{forms.Archive, forms.ToArchive, "要先由主管审核、经理决定，才能归档。"},
	} {
		if x.verb == v && s.State != x.state {
			return x.why
		}
	}
	if v == Recount && s.State == forms.ToArchive {
		return "经理已经决定，不能重新统计；数字确实不对的，请作废以后另做一份。"
	}
	return ""
}

// of is the statistics of a quarter that are in force; nil when there are
// none.
func of(c forms.Context, q forms.Quarter) *Record {
	if s, ok := c.Sight.Latest(Key, q.Name()).(*Record); ok && s.State != forms.Annulled {
		return s
	}
	return nil
}

// Due says in one line how far the last quarter's statistics are, and until
// when they are archived; empty when they are, or when it had nothing to count.
func Due(c forms.Context) (words string, due time.Time) {
	q := forms.QuarterOf(c.Now).Before()
	s := of(c, q)
	switch {
	case s == nil && c.Sight.Count(visit.PlanKey, "", "", q.Start(), q.End()) == 0, s != nil && s.State == forms.Archived:
		return "", time.Time{}
	case s == nil:
		return q.Name() + "的回访还没有统计", q.ArchiveBy()
	}
	return q.Name() + "的回访统计" + s.State, q.ArchiveBy()
}

func dueStrip(c forms.Context) string {
	if c.Sight == nil {
		return ""
	}
	words, due := Due(c)
	switch {
	case words == "":
		return "上一季度没有待办的统计。"
	case c.Now.After(due):
		return words + "，已经过了归档期限（" + paper.Stamp(due, c.Now) + "）。"
	}
	return words + "，" + paper.Stamp(due, c.Now) + " 前归档。"
}

// quartersToCount are the quarters that may be counted at a moment: the last
// four that are over, newest first.
func quartersToCount(now time.Time) []string {
	var out []string
	q := forms.QuarterOf(now)
	for range 4 {
		q = q.Before()
		out = append(out, q.Name())
	}
	return out
}

// words say in short what the numbers are.
func (l *Line) words() string {
	t := l.total()
	return strings.TrimSpace(fmt.Sprintf("完成 %d，应访 %d，实访 %d，合格 %d，不合格 %d", t.Finished, t.Want, t.Visited, t.Passed, t.Failed))
}
