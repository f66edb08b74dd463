// Package handover is 《物业服务中心交接班记录表》: a shift handed over to the next.
//
// A Line is the handover as the giving side finds it: Counts of the shift's work,
// Matters that are left, Things on the post. Giving and Taking sign it; an
// important matter that is not finished needs an exception (Excepting). A
// Turnover is the watch that is to be handed over now.
package handover

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/law"
)

// Key is the book of handovers in the ledger.
const Key = "handover"

// Book is 《物业服务中心交接班记录表》 R03-WKF07 (S0/6, S3 3.1).
func Book() *forms.Book {
	return &forms.Book{
		Key: Key, Name: "交接班", Title: "交接班记录表", Code: "R03-WKF07", Edition: "A/0", Begin: "交接班",
		Keep: forms.KeepRule{Years: 2},
		Due: func(c forms.Context) []forms.Todo {
			words, due := whenDue(c)
			return forms.WholeDue(Key, words, "", due)
		},
		Remind: Reminder,
		Single: true,
		New:    func() forms.Record { return &Record{} },
		Deeds: map[forms.Verb]func() forms.Deed{
			forms.Open:    func() forms.Deed { return &Line{} },
			Except:        func() forms.Deed { return &Excepting{} },
			Give:          func() forms.Deed { return &Giving{} },
			Take:          func() forms.Deed { return &Taking{} },
			Refuse:        func() forms.Deed { return &Refusing{} },
			Inspect:       func() forms.Deed { return &Inspecting{} },
			forms.Correct: func() forms.Deed { return &Correction{} },
			forms.Void:    func() forms.Deed { return &forms.Voiding{} },
		},
		Plain: map[forms.Verb]func() forms.Deed{
			forms.Print:  func() forms.Deed { return &forms.Printing{} },
			forms.Export: func() forms.Deed { return &forms.Exporting{} },
		},
		Turn:  forms.TurnSheet,
		Sheet: drawPage,
	}
}

// Verbs of the handovers.
const (
	Except  forms.Verb = "except"  // 例外
	Give    forms.Verb = "give"    // 交班签名
	Take    forms.Verb = "take"    // 接班签名
	Refuse  forms.Verb = "refuse"  // 拒绝接班
	Inspect forms.Verb = "inspect" // 主管检查
)

// States of a handover (C 9).
const (
	ToGive    = "待交班签名"
	ToTake    = "待接班签名"
	ToInspect = "待主管检查"
	Inspected = "已检查"
)

// Line is what the giving side writes, and what the books said at that
// instant: the opening words of a handover. The fields from Shift on are found
// by the program.
type Line struct {
	Taker   string     `json:"taker"`             // 接班人, as the roster or the giving side has it
	Orders  string     `json:"orders,omitempty"`  // 上级指示
	Unusual forms.Mood `json:"unusual"`           // 异常情况: 有 or 无
	Odd     string     `json:"odd,omitempty"`     // what was unusual
	Words   string     `json:"words,omitempty"`   // 其他说明
	Why     string     `json:"why,omitempty"`     // 提前或补记的原因
	Tidy    []Tidied   `json:"tidy,omitempty"`    // 环境整理
	Things  []Thing    `json:"things,omitempty"`  // 物品清点
	Matters []Matter   `json:"matters,omitempty"` // 遗留事项

	Shift  string    `json:"shift" sealed:"on"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Counts []Count   `json:"counts"`           // 本班工作情况
	Row    int64     `json:"row"`              // the last row of the ledger that it covers
	After  string    `json:"after,omitempty"`  // number of the handover before
	Late   bool      `json:"late,omitempty"`   // 补记: the shift after it is over, too
	Gap    int       `json:"gap,omitempty"`    // shifts before it of which nobody made a record
	Clause law.Key   `json:"clause,omitempty"` // the rule it was made under
}

// Tidied is a thing to be put in order.
type Tidied struct {
	Name string `json:"name" sealed:"only"`
	Done bool   `json:"done,omitempty"`
}

// Thing is what is on the post: so many expected, so many found.
type Thing struct {
	Name     string `json:"name" sealed:"only"`
	Expected int    `json:"expected" sealed:"only"`
	Found    int    `json:"found"`
	State    Shape  `json:"state"`
	Note     string `json:"note,omitempty"`
}

// Shape is in what condition a thing is (状况).
type Shape string

// Conditions.
const (
	Whole  Shape = "完好"
	Broken Shape = "损坏"
)

// amiss tells whether the thing needs an explanation (C 3).
func (x Thing) amiss() bool { return x.Found != x.Expected || x.State == Broken }

// Matter is something left open: of the duty log, or a red slip outside.
type Matter struct {
	Important bool      `json:"important,omitempty"` // 重要: marked by the giving side, or urgent in the log
	Words     string    `json:"words,omitempty"`     // 交班说明
	Book      string    `json:"book" sealed:"on"`
	Mark      string    `json:"mark,omitempty"` // the book in one character: several books have a 2026-0001
	No        string    `json:"no"`
	Room      string    `json:"room,omitempty"`
	What      string    `json:"what"`
	State     string    `json:"state"`
	Due       time.Time `json:"due,omitzero"`
	Next      string    `json:"next,omitempty"`
	Urgent    bool      `json:"urgent,omitempty"`
	Undone    bool      `json:"undone,omitempty"` // not finished, as against waiting for a call back
}

// number is the entry's number with its book: 值 2026-0001. Handovers of before have
// the number alone.
func (m Matter) number() string { return strings.TrimSpace(m.Mark + " " + m.No) }

// Count is how much of a kind a shift had to do with.
type Count struct {
	Kind    string `json:"kind"`
	Written int    `json:"written"`
	Done    int    `json:"done"`
	Open    int    `json:"open"`
}

// Record is a handover as its acts have left it.
type Record struct {
	Line
	Ref       forms.Ref
	Instant   time.Time // what was written after it belongs to the next shift
	Maker     forms.Person
	Exception string // 例外: reason, by whom, when
	Given     Giving
	Giver     forms.Person
	GivenAt   time.Time
	Taken     Taking
	Takes     forms.Person // who took over
	TakenAt   time.Time
	Check     Inspecting
	Inspector string
	CheckedAt time.Time
	State     string
	Annulment string
	Notes     forms.Notes
	Marks     []forms.Mark
}

// deed is a deed of the handovers.
type deed interface {
	handover(h *Record, a forms.Act) error
}

// Apply takes the next act.
func (h *Record) Apply(a forms.Act) error {
	return forms.Take(h, a, h.State, h.refuses, deed.handover)
}

// Number names the entry.
func (h *Record) Number() forms.Ref { return h.Ref }

// For gives the handover itself: of confidential matters it holds no words.
func (h *Record) For(forms.Person) forms.Entry { return h }

// watch is the stretch of duty that is handed over.
func (l *Line) watch() forms.Watch { return forms.Watch{Shift: l.Shift, Start: l.From, End: l.To} }

// Remarks are the rule, and that it was written later.
func (h *Record) Remarks(c forms.Context) []string {
	var out []string
	if h.Late {
		out = append(out, "补记")
	}
	return append(out, "依据 "+c.Office.Clause(h.Clause))
}

// Story is what was written about the handover, oldest first.
func (h *Record) Story() []string {
	out := []string{fmt.Sprintf("遗留事项 %d 件，物品 %d 项", len(h.Matters), len(h.Things))}
	out = append(out, h.Notes.Lines()...)
	if h.Annulment != "" {
		out = append(out, h.Annulment)
	}
	return out
}

// Annul takes it out of force.
func (h *Record) Annul(words string) { h.State, h.Annulment = forms.Annulled, words }

// Brief is what lists, search and reminders need to know.
func (h *Record) Brief() forms.Brief {
	b := forms.Brief{
		State: h.State, Open: h.State != Inspected && h.State != forms.Annulled, Writer: h.Maker.ID, Handler: h.Taker, Void: h.State == forms.Annulled,
		Happened: h.From, Name: h.Giver.Name, Subject: h.Shift + " " + stretch(h.From, h.To),
		Initials: []string{h.Giver.Name, h.Takes.Name, h.Inspector},
	}
	if b.Name == "" {
		b.Name = h.Maker.Name
	}
	if h.State == ToInspect {
		b.Due = h.Taken.CheckDue
	}
	hay := []string{
		h.Ref.String(), b.Subject, h.Taker, h.Orders, h.Odd, h.Words, h.Why, h.Exception, h.Given.Overtime, h.Taken.Differ, h.Check.Opinion, h.Annulment,
		h.Maker.Name, h.Giver.Name, h.Takes.Name, h.Inspector,
	}
	for _, t := range h.Things {
		hay = append(hay, t.Note)
	}
	for _, m := range h.Matters {
		hay = append(hay, m.No, m.Words)
	}
	for _, m := range h.Marks {
		hay = append(hay, m.Old)
	}
	for _, s := range append(hay, h.Notes.Hay()...) {
		if s != "" {
			b.Hay = append(b.Hay, s)
		}
	}
	return b
}

// stretch is a time from and to, as forms write it.
func stretch(from, to time.Time) string {
	from, to = from.In(forms.Beijing), to.In(forms.Beijing)
	if forms.Day(from) == forms.Day(to) {
		return from.Format("2006-01-02 15:04") + " 至 " + to.Format("15:04")
	}
	return from.Format("2006-01-02 15:04") + " 至 " + to.Format("01-02 15:04")
}

// Steps lists what can be done with the handover, the one next step first.
func (h *Record) Steps(forms.Context) []forms.Step {
	next := map[string]forms.Verb{ToGive: Give, ToTake: Take, ToInspect: Inspect}[h.State]
	if h.State == ToGive && h.stopped() {
		next = Except
	}
	all := []forms.Step{
		{Verb: Give, Word: "交班签名", Sign: forms.Clerk, Along: true},
		{Verb: Take, Word: "接班签名", Sign: forms.Clerk, Signer: h.Taker, Along: true},
		{Verb: Inspect, Word: "主管检查", Sign: forms.Supervisor},
		{Verb: Except, Word: "主管签例外", Sign: forms.Supervisor},
		{Verb: Refuse, Word: "拒绝接班", Sign: forms.Clerk, Signer: h.Taker},
		{Verb: forms.Correct, Word: "更正", Sign: forms.Clerk},
		{Verb: forms.Void, Word: "作废", Sign: forms.Clerk},
	}
	return forms.StepsOf(all, next, h.refuses)
}

// refuses says why an act cannot be done now; empty when it can.
func (h *Record) refuses(v forms.Verb) string {
	if h.State == forms.Annulled {
		return "这一份已经作废，不能再办理。需要时请重新交接班。"
	}
	for _, x := range []struct {
		verb    forms.Verb
		allowed bool
		why     string
	}{
		{Give, h.State == ToGive && !h.stopped(), h.noGiveWord()},
		{Take, h.State == ToTake, h.noTakeWord()},
		{Refuse, h.State == ToTake, h.noTakeWord()},
		{Inspect, h.State == ToInspect, h.noInspectWord()},
		{Except, h.State == ToGive && h.stopped(), "没有需要主管签例外的事项，不用签。"},
		{forms.Correct, h.State != Inspected, "主管已经检查签名，不能再更正；有要说明的，请写在下一班的交接班里。"},
		{forms.Void, h.State == ToGive || h.State == ToTake, "接班人已经签名，不能作废；写错了请“更正”。"},
	} {
		if x.verb == v && !x.allowed {
			return x.why
		}
	}
	return ""
}

func (h *Record) noGiveWord() string {
	if h.State == ToGive {
		return fmt.Sprintf("还有 %d 件重要事项没有办完（%s），不能交班。请办完后“作废”这一份重新交接，或者请主管签例外。",
			len(h.blocked()), strings.Join(h.blocked(), "、"))
	}
	return "交班人已经签名，不用再签。"
}

func (h *Record) noTakeWord() string {
	if h.State == ToGive {
		return "交班人还没有签名，请先由交班人签名，再接班。"
	}
	return "接班人已经签名，不用再签。"
}

func (h *Record) noInspectWord() string {
	if h.State == Inspected {
		return "主管已经检查签名，不用再检查。"
	}
	return "双方还没有签完名，请先签完，再由主管检查。"
}

// overtime is how long the giving side stayed on because relief was late, past
// a grace that is not worth a word (延时值班).
func (h *Record) overtime(o *forms.Office) time.Duration {
	if h.TakenAt.IsZero() || h.Late {
		return 0
	}
	due := h.To
	if next, ok := o.WatchAfter(h.watch()); ok && next.Start.After(due) { // an office that closes over night
		due = next.Start
	}
	if late := h.TakenAt.Sub(due); late > overtimeGrace {
		return late.Truncate(time.Minute)
	}
	return 0
}

// overtimeGrace is how much later than its end a shift may be handed over
// without a word.
const overtimeGrace = 10 * time.Minute

// formClause is where the procedures speak of handovers.
const formClause = "S0/6"
