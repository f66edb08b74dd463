package forms

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// StatsBook is 《回访统计分析表》 (S0/2 4.6, 4.7): each quarter's visits in numbers
// and lists, the clerk's analysis, the supervisor's review, the manager's
// decision, and the archive by the 10th of the month after it.
func StatsBook() *Book {
	return &Book{
		Key: statsKey, Name: "回访统计", Title: statsTitle, Edition: "A/0", Begin: "统计一季度", Single: true,
		Keep: KeepRule{Years: 2},
		Due: func(c Context) []Todo {
			words, due := StatsDue(c)
			if statsOf(c, QuarterOf(c.Now).before()) != nil {
				return nil // the open sheet says so itself
			}
			return WholeDue(statsKey, words, "", due)
		},
		New: func() Record { return &Stats{} },
		Deeds: map[Verb]func() Deed{
			Open:    func() Deed { return &StatsLine{} },
			Recount: func() Deed { return &Recounting{} },
			Judge:   func() Deed { return &StatsJudging{} },
			Decide:  func() Deed { return &StatsDeciding{} },
			Archive: func() Deed { return &StatsFiling{} },
			Void:    func() Deed { return &Voiding{} },
		},
		Plain: map[Verb]func() Deed{
			Print:  func() Deed { return &Printing{} },
			Export: func() Deed { return &Exporting{} },
		},
		Signed: map[Verb]Role{Open: Clerk},
		Turn:   turnSheet,
		Sheet:  statsPage,
		Strip:  statsStrip,
	}
}

const (
	statsKey   = "stats"
	statsTitle = "回访统计分析表"
)

// Recount is the verb of numbers that are counted once more (重新统计).
const Recount Verb = "recount"

// StatsLine is a quarter in numbers and lists, and what the clerk says of it.
type StatsLine struct {
	Quarter    string  `json:"quarter"` // 2026 年第三季度
	Complaints []Again `json:"complaints,omitempty"`
	Repairs    []Again `json:"repairs,omitempty"`
	Analysis   string  `json:"analysis"`

	Kinds  []KindStat    `json:"kinds" sealed:"on"`
	Failed []FailedVisit `json:"failed,omitempty"`
	Anchor string        `json:"anchor"` // check code of the ledger's last row that is counted
	Of     string        `json:"of"`     // the quarter that was counted
}

// Stats is a quarter's statistics as its acts have left them.
type Stats struct {
	StatsLine
	Ref       Ref
	Written   time.Time
	Writer    Person
	Judged    StatsJudging
	Judge     string
	JudgedAt  time.Time
	Decided   StatsDeciding
	Decider   string
	DecidedAt time.Time
	Filed     StatsFiling
	Filer     string
	FiledAt   time.Time
	State     string
	Annulment string
	Notes     Notes
}

// quarterNamed finds the quarter of a name; false for other words.
func quarterNamed(name string) (Quarter, bool) {
	var year int
	var n string
	if _, err := fmt.Sscanf(name, "%d 年第%1s季度", &year, &n); err != nil {
		return Quarter{}, false
	}
	for i := 1; i <= 4; i++ {
		if q := (Quarter{year, i}); q.Name() == name {
			return q, true
		}
	}
	return Quarter{}, false
}

// before is the quarter before q.
func (q Quarter) before() Quarter { return QuarterOf(q.Start().AddDate(0, 0, -1)) }

// Number names the entry.
func (s *Stats) Number() Ref { return s.Ref }

// For gives the statistics themselves: what is confidential stands in none.
func (s *Stats) For(Person) Entry { return s }

// Apply takes the next act.
func (s *Stats) Apply(a Act) error {
	return take(s, a, s.State, s.refuses, func(x interface{ stats(s *Stats, a Act) error }) error { return x.stats(s, a) })
}

// Annul takes it out of force.
func (s *Stats) Annul(words string) { s.State, s.Annulment = Annulled, words }

// Brief is what lists, search and reminders need to know.
func (s *Stats) Brief() Brief {
	b := Brief{
		State: s.State, Open: s.State != Archived && s.State != Annulled, Kind: s.Quarter, Writer: s.Writer.ID, Void: s.State == Annulled,
		Happened: s.Written, Name: s.Writer.Name, Subject: s.Quarter + "回访统计分析", Initials: []string{s.Writer.Name, s.Judge},
	}
	if q, ok := quarterNamed(s.Quarter); ok && b.Open {
		b.Due = q.ArchiveBy()
	}
	b.Hay = filter(append([]string{
		s.Ref.String(), s.Quarter, s.Analysis, s.Judged.Opinion, s.Decided.Decision, s.Filed.To, s.Judge, s.Decider, s.Annulment,
	}, s.Notes.hay()...)...)
	return b
}

// Remarks are until when it is archived, and forms that are still under way.
func (s *Stats) Remarks(Context) []string {
	var out []string
	if q, ok := quarterNamed(s.Quarter); ok && s.Brief().Open {
		out = append(out, paper.Stamp(q.ArchiveBy(), s.Written)+" 前归档（S0/2 4.7）")
	}
	if n := s.total().Unfinished; n > 0 {
		out = append(out, fmt.Sprintf("统计时还有 %d 份回访没有办完", n))
	}
	return out
}

// Story is what was written about the quarter, oldest first.
func (s *Stats) Story() []string {
	return filter(append(append([]string{s.Analysis}, s.Notes.lines()...), s.Annulment)...)
}

// total adds the kinds up.
func (l *StatsLine) total() KindStat {
	sum := KindStat{Kind: "合计"}
	for _, k := range l.Kinds {
		sum.add(k)
	}
	return sum
}

// Steps lists what can be done, the one next step first.
func (s *Stats) Steps(Context) []Step {
	next := map[string]Verb{ToJudge: Judge, ToDecide: Decide, ToArchive: Archive}[s.State]
	return steps([]Step{
		{Verb: Judge, Word: "主管审核", Sign: Supervisor},
		{Verb: Decide, Word: "经理决定", Sign: Manager},
		{Verb: Archive, Word: "归档", Sign: Clerk},
		{Verb: Recount, Word: "重新统计", Sign: Clerk},
		{Verb: Void, Word: "作废", Sign: Supervisor},
	}, next, s.refuses)
}

func (s *Stats) refuses(v Verb) string {
	switch {
	case s.State == Annulled:
		return "这一份已经作废，不能再办理。"
	case s.State == Archived:
		return "这一份已经归档，不能再改动。"
	}
	for _, x := range []struct {
		verb  Verb
		state string
		why   string
	}{
		{Judge, ToJudge, "已经审核。"},
		{Decide, ToDecide, "要先由主管审核，才能由经理决定；已经决定的不再改。"},
		{Archive, ToArchive, "要先由主管审核、经理决定，才能归档。"},
	} {
		if x.verb == v && s.State != x.state {
			return x.why
		}
	}
	if v == Recount && s.State == ToArchive {
		return "经理已经决定，不能重新统计；数字确实不对的，请作废以后另做一份。"
	}
	return ""
}

// statsOf is the statistics of a quarter that are in force; nil when there are
// none.
func statsOf(c Context, q Quarter) *Stats {
	if s, ok := c.Sight.Latest(statsKey, q.Name()).(*Stats); ok && s.State != Annulled {
		return s
	}
	return nil
}

// StatsDue says in one line how far the last quarter's statistics are, and until
// when they are archived; empty when they are, or when it had nothing to count.
func StatsDue(c Context) (words string, due time.Time) {
	q := QuarterOf(c.Now).before()
	s := statsOf(c, q)
	switch {
	case s == nil && c.Sight.Count(planKey, "", "", q.Start(), q.End()) == 0, s != nil && s.State == Archived:
		return "", time.Time{}
	case s == nil:
		return q.Name() + "的回访还没有统计", q.ArchiveBy()
	}
	return q.Name() + "的回访统计" + s.State, q.ArchiveBy()
}

func statsStrip(c Context) string {
	if c.Sight == nil {
		return ""
	}
	words, due := StatsDue(c)
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
	q := QuarterOf(now)
	for range 4 {
		q = q.before()
		out = append(out, q.Name())
	}
	return out
}

// words say in short what the numbers are.
func (l *StatsLine) words() string {
	t := l.total()
	return strings.TrimSpace(fmt.Sprintf("完成 %d，应访 %d，实访 %d，合格 %d，不合格 %d", t.Finished, t.Want, t.Visited, t.Passed, t.Failed))
}
