// Package check is 《值班记录检查签阅表》: the supervisor's check of the duty log.
//
// A Line is a check of a Kind, daily or weekly; its Rows are what was written,
// changed or gone late since the check before, its Pages those that it signs.
package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/paper"
)

// Book is the supervisor's check of the duty log: each day's log, its
// complaints first, on the next working morning (S0/3 4.9, S3 4.2.3), and the
// whole of it each week with an opinion (S0/3 4.10). A check shows exactly what
// was written, changed or gone late since the one before, and signs that.
func Book() *forms.Book {
	return &forms.Book{
		Key: Key, Name: "主管检查", Title: formTitle, Edition: "A/0", Begin: "检查签阅", Single: true,
		Keep:  forms.KeepRule{Years: 2},
		Due:   due,
		Kinds: []string{string(Daily), string(Weekly)},
		New:   func() forms.Record { return &Record{} },
		Deeds: map[forms.Verb]func() forms.Deed{forms.Open: func() forms.Deed { return &Line{} }},
		Plain: map[forms.Verb]func() forms.Deed{
			forms.Print:  func() forms.Deed { return &forms.Printing{} },
			forms.Export: func() forms.Deed { return &forms.Exporting{} },
		},
		Signed: map[forms.Verb]forms.Role{forms.Open: forms.Supervisor},
		Turn:   forms.TurnSheet,
		Sheet:  drawPage,
		Strip:  dueStrip,
	}
}

// Key is the book of checks in the ledger.
const (
	Key       = "check"
	formTitle = "值班记录检查签阅表"
)

// Kind is how often a check is made.
type Kind string

// Kinds of checks.
const (
	Daily  Kind = "每日"
	Weekly Kind = "每周"
)

// Line is a check. What it covers is found when it is written.
type Line struct {
	Kind    Kind   `json:"kind"`
	Opinion string `json:"opinion"`

	From  int64     `json:"from" sealed:"on"` // row of the ledger that the check before covers
	To    int64     `json:"to"`               // row that this one covers
	Since time.Time `json:"since,omitzero"`   // of the check before
	Until time.Time `json:"until"`
	Rows  []Row     `json:"rows,omitempty"`
	Pages []Page    `json:"pages,omitempty"`
	Of    Kind      `json:"of"`   // the kind that was looked for
	Left  int       `json:"left"` // open entries besides
}

// Row is an entry that was written, changed or gone late.
type Row struct {
	Ref     string    `json:"ref"`
	Kind    string    `json:"kind"`
	Room    string    `json:"room,omitempty"`
	Subject string    `json:"subject"`
	State   string    `json:"state"`
	Done    string    `json:"done,omitempty"` // 登记、派单、更正
	Late    time.Time `json:"late,omitzero"`  // since when it is late
	Urgent  bool      `json:"urgent,omitempty"`
}

// Page is a page of the log that the check signs at its foot, too.
type Page struct {
	Year  int `json:"year"`
	No    int `json:"no"`
	Lines int `json:"lines"`
}

// Record is a check as it was written: nothing is done to it any more.
type Record struct {
	Line
	Ref     forms.Ref
	Written time.Time
	By      forms.Person
}

// Number names the entry.
func (k *Record) Number() forms.Ref { return k.Ref }

// For gives the check itself: it says no confidential word.
func (k *Record) For(forms.Person) forms.Entry { return k }

// Apply takes the opening; a check is not changed afterwards.
func (k *Record) Apply(a forms.Act) error {
	state := ""
	if k.Ref.No > 0 {
		state = "已签阅"
	}
	return forms.Take(k, a, state, func(forms.Verb) string { return "检查签阅以后不再改动。" }, func(l *Line, k *Record, a forms.Act) error {
		k.Line, k.Ref, k.Written, k.By = *l, a.Ref, a.At, a.By
		return nil
	})
}

// Brief is what lists, search and reminders need to know.
func (k *Record) Brief() forms.Brief {
	return forms.Brief{
		State: "已签阅", Kind: string(k.Kind), Writer: k.By.ID, Happened: k.Written, Name: k.By.Name, Subject: k.words(),
		Hay: forms.Filled(k.Ref.String(), k.Opinion, k.By.Name, string(k.Kind)), Initials: []string{k.By.Name},
	}
}

// Steps are none.
func (k *Record) Steps(forms.Context) []forms.Step { return nil }

// Remarks are none.
func (k *Record) Remarks(forms.Context) []string { return nil }

// Story is what was said.
func (k *Record) Story() []string { return []string{k.words(), k.Opinion} }

// words say in short what is covered.
func (l *Line) words() string {
	late, complaints := 0, 0
	for _, r := range l.Rows {
		if !r.Late.IsZero() {
			late++
		}
		if r.Kind == string(forms.Complaint) {
			complaints++
		}
	}
	return fmt.Sprintf("有变化 %d 条，其中投诉 %d 条、超时 %d 条；其余未办结 %d 条", len(l.Rows), complaints, late, l.Left)
}

// Start proposes the check that is due, the daily one first.
func (l *Line) Start(_ forms.Record, c forms.Context) {
	l.Kind, l.Opinion = Daily, "已阅。"
	if words, _ := whenDue(c, Daily); words == "" {
		if words, _ := whenDue(c, Weekly); words != "" {
			l.Kind, l.Opinion = Weekly, ""
		}
	}
	l.look(c)
}

// look finds what was written, changed or gone late since the check before.
func (l *Line) look(c forms.Context) {
	if c.Sight == nil {
		return
	}
	l.From, l.Since = 0, time.Time{}
	if before, ok := c.Sight.Latest(Key, string(l.Kind)).(*Record); ok {
		l.From, l.Since = before.To, before.Until
	}
	l.To, l.Until, l.Of, l.Rows, l.Pages, l.Left = c.Sight.Head(), c.Now, l.Kind, nil, nil, 0
	done, order := map[forms.Ref][]string{}, []forms.Ref{}
	for _, a := range c.Sight.Acts(forms.DutyKey, l.From) {
		if done[a.Ref] == nil {
			order = append(order, a.Ref)
		}
		if w := verbWords[a.Verb]; !slices.Contains(done[a.Ref], w) {
			done[a.Ref] = append(done[a.Ref], w)
		}
		l.sign(c, a)
	}
	late := map[forms.Ref]time.Time{}
	for _, n := range c.Sight.Open(forms.DutyKey) {
		switch due := n.Brief.Due; {
		case !due.IsZero() && due.Before(c.Now):
			late[n.Ref] = due
			if done[n.Ref] == nil && due.After(l.Since) {
				order = append(order, n.Ref)
			}
		case done[n.Ref] == nil:
			l.Left++
		}
	}
	for _, ref := range order {
		if d, ok := c.Sight.Entry(ref).(*duty.Record); ok {
			l.Rows = append(l.Rows, rowOf(d, strings.Join(done[ref], "、"), late[ref]))
		}
	}
	slices.SortStableFunc(l.Rows, func(a, b Row) int { return a.rank() - b.rank() })
}

// rowOf is an entry as the check shows it: a confidential one without its
// words, for the sheet is printed.
func rowOf(d *duty.Record, done string, late time.Time) Row {
	row := Row{
		Ref: d.Ref.String(), Kind: string(d.Kind), Room: d.Room, Subject: forms.Clip(strings.Join(strings.Fields(d.Text), " ")), State: d.State, Done: done, Late: late,
		Urgent: forms.Foremost(d.Brief().Open, d.Brief().Urgent),
	}
	if d.Confidential {
		row.Room, row.Subject = "", forms.Veiled
	}
	return row
}

// rank puts first what is urgent, then complaints (S0/3 4.9), then what is late.
func (r Row) rank() int {
	switch {
	case r.Urgent:
		return 0
	case r.Kind == string(forms.Complaint):
		return 1
	case !r.Late.IsZero():
		return 2
	}
	return 3
}

// sign notes the page that an act stands on.
func (l *Line) sign(c forms.Context, a forms.Act) {
	for _, p := range l.Pages {
		if p.Year == a.Ref.Year && p.No == a.Page {
			return
		}
	}
	l.Pages = append(l.Pages, Page{a.Ref.Year, a.Page, c.Sight.Lines(forms.DutyKey, a.Ref.Year, a.Page)})
}

// verbWords name what is done to a line of the log.
var verbWords = map[forms.Verb]string{
	forms.Open: "登记", duty.Dispatch: "派单", duty.HelpStep: "勾选步骤", duty.Progress: "跟进", duty.Extend: "改约", duty.Finish: "完成", duty.CallBack: "电话回访", duty.Close: "办结",
	duty.Reopen: "重新打开", duty.Escalate: "上报", duty.Grade: "定级", forms.Correct: "更正", forms.Void: "作废",
}

// Check wants something to sign.
func (l *Line) Check(_ forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	if len(l.Rows) == 0 && c.Sight != nil {
		out = append(out, paper.Problem{Field: &l.Kind, Words: "从上次" + string(l.Kind) + "检查以后没有变化，不用签阅。"})
	}
	return out
}

// Seal finds what is covered at the moment of writing.
func (l *Line) Seal(_ forms.Record, c forms.Context) { l.look(c) }

// Opens signs the pages at their feet.
func (l *Line) Opens(forms.Record, forms.Act) []forms.Opening {
	var out []forms.Opening
	for _, p := range l.Pages {
		out = append(out, forms.Opening{Book: forms.DutyKey, Verb: forms.Review, Year: p.Year, Page: p.No, Deed: &forms.Reviewing{Opinion: l.Opinion, Lines: p.Lines, Seq: l.To}})
	}
	return out
}

// whenDue says that a check is due, and until when; empty when it is not. A day
// that was written in is due the next working morning, a week on the first
// working morning after it.
func whenDue(c forms.Context, kind Kind) (words string, due time.Time) {
	after := int64(0)
	if before, ok := c.Sight.Latest(Key, string(kind)).(*Record); ok {
		after = before.To
	}
	act, any := c.Sight.Next(forms.DutyKey, after)
	if !any {
		return "", time.Time{}
	}
	first := act.At
	last := first
	if kind == Weekly {
		last = forms.Monday(first).AddDate(0, 0, 6)
	}
	due = c.Office.Calendar.NextWorkday(last).Add(12 * time.Hour)
	if c.Now.Before(forms.StartOfDay(due)) {
		return "", time.Time{}
	}
	if kind == Weekly {
		return forms.Monday(first).Format("01-02") + " 这一周的值班记录待主管签阅", due
	}
	return first.In(forms.Beijing).Format("01-02") + " 起的值班记录待主管签阅", due
}

// due are the checks that are due.
func due(c forms.Context) []forms.Todo {
	var out []forms.Todo
	for _, kind := range []Kind{Daily, Weekly} {
		words, due := whenDue(c, kind)
		out = append(out, forms.WholeDue(Key, words, string(forms.Supervisor), due)...)
	}
	return out
}

func dueStrip(c forms.Context) string {
	if c.Sight == nil {
		return ""
	}
	var out []string
	for _, kind := range []Kind{Daily, Weekly} {
		if words, due := whenDue(c, kind); words != "" {
			out = append(out, words+"（"+paper.Stamp(due, c.Now)+" 前）")
		}
	}
	if len(out) == 0 {
		return "没有到期的检查。"
	}
	return strings.Join(out, "　")
}
