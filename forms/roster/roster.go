// Package roster is 《值班安排表》: who has which shift on which day of a month.
//
// A Line is a month's plan: a Row for each person, with a Day each. A Swap is
// asked for (Asking) by one of two, and approved or declined.
package roster

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/law"
)

// Book is the monthly 《值班安排表》 (S3 3.1 4.1.1).
func Book() *forms.Book {
	return &forms.Book{
		Key: Key, Name: "值班安排", Title: "值班安排表", Edition: "A/0", Begin: "排班", Single: true,
		Keep: forms.KeepRule{Years: 2},
		Due: func(c forms.Context) []forms.Todo {
			return forms.WholeDue(Key, Due(c), string(forms.Supervisor), time.Time{})
		},
		New: func() forms.Record { return &Record{} },
		Deeds: map[forms.Verb]func() forms.Deed{
			forms.Open:    func() forms.Deed { return &Line{} },
			Ask:           func() forms.Deed { return &Asking{} },
			Approve:       func() forms.Deed { return &Approving{} },
			Decline:       func() forms.Deed { return &Declining{} },
			forms.Correct: func() forms.Deed { return &Correction{} },
			forms.Void:    func() forms.Deed { return &forms.Voiding{} },
		},
		Plain: map[forms.Verb]func() forms.Deed{
			forms.Print:  func() forms.Deed { return &forms.Printing{} },
			forms.Export: func() forms.Deed { return &forms.Exporting{} },
		},
		Signed: map[forms.Verb]forms.Role{forms.Open: forms.Supervisor},
		Turn:   forms.TurnSheet,
		Sheet:  drawPage,
	}
}

// Key is the book of rosters in the ledger.
const Key = "roster"

// Verbs of the roster.
const (
	Ask     forms.Verb = "ask"     // 申请调班
	Approve forms.Verb = "approve" // 批准调班
	Decline forms.Verb = "decline" // 不批准调班
)

// States of a roster.
const (
	InForce = "已排定"
	ToAgree = "有调班待批"
)

// Rest is how a day without duty is written in the grid.
const Rest = "休"

// Line is a month's plan: who is on which shift on which day.
type Line struct {
	Month string `json:"month"`          // 2026-12
	Gaps  string `json:"gaps,omitempty"` // why a shift has nobody
	Rows  []Row  `json:"rows"`

	Shifts []forms.Shift `json:"shifts" sealed:"on"` // as they were when it was made
	Clause law.Key       `json:"clause"`
}

// Row is a person's month.
type Row struct {
	Name    string `json:"name" sealed:"only"`
	Pattern string `json:"pattern,omitempty"` // 循环: fills the month, and is not kept
	Days    []Day  `json:"days"`
}

// Day is a day of it: the short name of a shift, 休, or nothing.
type Day struct {
	Shift string `json:"shift,omitempty"`
}

// Swap is a change of shifts that somebody has asked for: nobody swaps
// privately (S0/6 一5(4)).
type Swap struct {
	Who, With string
	Day       int // on which With takes Who's shift
	Other     int // on which Who takes With's; 0 for none
	Reason    string
	Asked     time.Time
	Answer    string // who said what; empty while nobody has answered
}

// String says what is swapped.
func (s Swap) String() string {
	out := fmt.Sprintf("%s %d 日的班由%s值", s.Who, s.Day, s.With)
	if s.Other > 0 {
		out += fmt.Sprintf("，%s %d 日的班由%s值", s.With, s.Other, s.Who)
	}
	return out + "：" + s.Reason
}

// Record is a month's plan as its acts have left it.
type Record struct {
	Line
	Ref       forms.Ref
	Written   time.Time
	Maker     forms.Person
	Swaps     []Swap
	State     string
	Annulment string
	Notes     forms.Notes
	Marks     []forms.Mark
}

// Number names the entry.
func (r *Record) Number() forms.Ref { return r.Ref }

// For gives the plan itself.
func (r *Record) For(forms.Person) forms.Entry { return r }

// deed is what is done to a record of this book.
type deed interface {
	roster(r *Record, a forms.Act) error
}

// Apply takes the next act.
func (r *Record) Apply(a forms.Act) error {
	return forms.Take(r, a, r.State, r.refuses, deed.roster)
}

// Annul takes it out of force.
func (r *Record) Annul(words string) { r.State, r.Annulment = forms.Annulled, words }

// Brief is what lists, search and reminders need to know.
func (r *Record) Brief() forms.Brief {
	b := forms.Brief{
		State: r.State, Open: r.State == ToAgree, Writer: r.Maker.ID, Void: r.State == forms.Annulled, Happened: r.Written,
		Name: r.Maker.Name, Subject: r.Month + " 值班安排", Initials: []string{r.Maker.Name},
	}
	if s := r.waiting(); s != nil {
		b.Subject += "　调班：" + s.String()
	}
	b.Hay = append([]string{r.Ref.String(), r.Month, r.Gaps, r.Annulment}, r.Notes.Hay()...)
	for _, row := range r.Rows {
		b.Hay, b.Initials = append(b.Hay, row.Name), append(b.Initials, row.Name)
	}
	for _, m := range r.Marks {
		if m.Field == "Gaps" { // what a day was before is no word to look for
			b.Hay = append(b.Hay, m.Old)
		}
	}
	b.Hay = slices.DeleteFunc(b.Hay, func(s string) bool { return s == "" })
	return b
}

// waiting is the swap that is answered next; nil when none is asked for.
func (r *Record) waiting() *Swap {
	for i := range r.Swaps {
		if r.Swaps[i].Answer == "" {
			return &r.Swaps[i]
		}
	}
	return nil
}

// Remarks are the rule.
func (r *Record) Remarks(c forms.Context) []string {
	return []string{"依据 " + c.Office.Clause(r.Clause)}
}

// Story is what was written about the plan, oldest first.
func (r *Record) Story() []string {
	out := []string{r.Month + " 值班安排"}
	if s := r.waiting(); s != nil {
		out = append(out, "待批："+s.String())
	}
	out = append(out, r.Notes.Lines()...)
	if r.Annulment != "" {
		out = append(out, r.Annulment)
	}
	return out
}

// Steps lists what can be done with the plan, the one next step first.
func (r *Record) Steps(c forms.Context) []forms.Step {
	answer := forms.Supervisor
	if c.Office != nil && c.Office.Rules.SwapByManager { // S0/6 一5(4)
		answer = forms.Manager
	}
	all := []forms.Step{
		{Verb: Approve, Word: "批准调班", Sign: answer},
		{Verb: Ask, Word: "申请调班", Sign: forms.Clerk},
		{Verb: Decline, Word: "不批准调班", Sign: answer},
		{Verb: forms.Correct, Word: "更正", Sign: forms.Supervisor},
		{Verb: forms.Void, Word: "作废", Sign: forms.Supervisor},
	}
	return forms.StepsOf(all, map[string]forms.Verb{ToAgree: Approve, InForce: Ask}[r.State], r.refuses)
}

func (r *Record) refuses(v forms.Verb) string {
	switch {
	case r.State == forms.Annulled:
		return forms.AnnulledWords
	case (v == Approve || v == Decline) && r.State != ToAgree:
		return "没有待批的调班，不用答复。"
	}
	return ""
}

// shorts are the short names of shifts, one character each where that is
// enough to tell them apart.
func shorts(shifts []forms.Shift) []string {
	var out []string
	for i, s := range shifts {
		short := fmt.Sprint(i + 1)
		for _, c := range s.Name {
			if !slices.Contains(out, string(c)) && string(c) != "班" && string(c) != Rest {
				short = string(c)
				break
			}
		}
		out = append(out, short)
	}
	return out
}

// month is the first day of the plan's month; false when it is none.
func (l *Line) month() (time.Time, bool) {
	t, err := time.ParseInLocation("2006-01", l.Month, forms.Beijing)
	return t, err == nil
}

// days is how many days the month has.
func (l *Line) days() int {
	t, ok := l.month()
	if !ok {
		return 0
	}
	return t.AddDate(0, 1, -1).Day()
}

// at is the watch of a person on a day of the month; false when off.
func (l *Line) at(row, day int) (forms.Watch, bool) {
	t, ok := l.month()
	if !ok || row >= len(l.Rows) || day < 1 || day > len(l.Rows[row].Days) {
		return forms.Watch{}, false
	}
	for i, short := range shorts(l.Shifts) {
		if short == l.Rows[row].Days[day-1].Shift {
			return l.Shifts[i].On(t.AddDate(0, 0, day-1)), true
		}
	}
	return forms.Watch{}, false
}

// row finds a person's month; -1 where there is none.
func (l *Line) row(name string) int {
	return slices.IndexFunc(l.Rows, func(r Row) bool { return r.Name == name })
}

// OnRoster gives the names planned for a shift that begins on the day.
func OnRoster(plans []forms.Entry, day time.Time, shift string) []string {
	var out []string
	day = day.In(forms.Beijing)
	for _, e := range plans {
		r, ok := e.(*Record)
		if !ok || r.State == forms.Annulled || r.Month != day.Format("2006-01") {
			continue
		}
		for i := range r.Rows {
			if w, on := r.at(i, day.Day()); on && w.Shift == shift {
				out = append(out, r.Rows[i].Name)
			}
		}
		return out
	}
	return nil
}

// daysBefore is how many days before a month its roster is asked for: it is
// made before the month begins (S3 3.1 4.1.1).
const daysBefore = 5

// Due says that a month's plan is not made; empty when nothing is to be
// done.
func Due(c forms.Context) string {
	if c.Sight == nil {
		return ""
	}
	made := map[string]bool{}
	for _, e := range c.Sight.Lately(Key, 6) {
		if r := e.(*Record); r.State != forms.Annulled {
			made[r.Month] = true
		}
	}
	now := c.Now.In(forms.Beijing)
	this := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, forms.Beijing)
	next := this.AddDate(0, 1, 0)
	switch {
	case !made[this.Format("2006-01")]:
		return this.Format("2006 年 1 月") + "的值班安排表还没有排"
	case !made[next.Format("2006-01")] && !next.AddDate(0, 0, -daysBefore).After(now):
		return next.Format("2006 年 1 月") + "的值班安排表还没有排"
	}
	return ""
}

func (l *Line) named() string {
	var parts []string
	for i, s := range shorts(l.Shifts) {
		x := l.Shifts[i]
		parts = append(parts, fmt.Sprintf("%s＝%s %s-%s", s, x.Name, clockOf(x.Start), clockOf(x.End)))
	}
	return strings.Join(append(parts, Rest+"＝休息"), "　")
}

func clockOf(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }
