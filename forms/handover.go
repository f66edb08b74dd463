package forms

import (
	"fmt"
	"strings"
	"time"
)

const handoverKey = "handover"

// HandoverBook is 《物业服务中心交接班记录表》 R03-WKF07 (S0/6, S3 3.1).
func HandoverBook() *Book {
	return &Book{
		Key: handoverKey, Name: "交接班", Title: "交接班记录表", Code: "R03-WKF07", Edition: "A/0", Begin: "交接班",
		Keep: KeepRule{Years: 2},
		Due: func(c Context) []Todo {
			words, due := handoverDue(c)
			return WholeDue(handoverKey, words, "", due)
		},
		Remind: HandoverDue,
		Single: true,
		New:    func() Record { return &Handover{} },
		Deeds: map[Verb]func() Deed{
			Open:    func() Deed { return &HandoverLine{} },
			Except:  func() Deed { return &Excepting{} },
			Give:    func() Deed { return &Giving{} },
			Take:    func() Deed { return &Taking{} },
			Refuse:  func() Deed { return &Refusing{} },
			Inspect: func() Deed { return &Inspecting{} },
			Correct: func() Deed { return &HandoverCorrection{} },
			Void:    func() Deed { return &Voiding{} },
		},
		Plain: map[Verb]func() Deed{
			Print:  func() Deed { return &Printing{} },
			Export: func() Deed { return &Exporting{} },
		},
		Turn:  turnSheet,
		Sheet: handoverPage,
	}
}

// Verbs of the handovers.
const (
	Except  Verb = "except"  // 例外
	Give    Verb = "give"    // 交班签名
	Take    Verb = "take"    // 接班签名
	Refuse  Verb = "refuse"  // 拒绝接班
	Inspect Verb = "inspect" // 主管检查
)

// States of a handover (C, order of signatures).
const (
	ToGive    = "待交班签名"
	ToTake    = "待接班签名"
	ToInspect = "待主管检查"
	Inspected = "已检查"
)

// HandoverLine is what the giving side writes, and what the books said at that
// instant: the opening words of a handover. The fields from Shift on are found
// by the program.
type HandoverLine struct {
	Taker   string   `json:"taker"`             // 接班人, as the roster or the giving side has it
	Orders  string   `json:"orders,omitempty"`  // 上级指示
	Unusual Mood     `json:"unusual"`           // 异常情况: 有 or 无
	Odd     string   `json:"odd,omitempty"`     // what was unusual
	Words   string   `json:"words,omitempty"`   // 其他说明
	Why     string   `json:"why,omitempty"`     // 提前或补记的原因
	Tidy    []Tidied `json:"tidy,omitempty"`    // 环境整理
	Things  []Thing  `json:"things,omitempty"`  // 物品清点
	Matters []Matter `json:"matters,omitempty"` // 遗留事项

	Shift  string    `json:"shift" sealed:"on"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Counts []Count   `json:"counts"`           // 本班工作情况
	Row    int64     `json:"row"`              // the last row of the ledger that it covers
	After  string    `json:"after,omitempty"`  // number of the handover before
	Late   bool      `json:"late,omitempty"`   // 补记: the shift after it is over, too
	Gap    int       `json:"gap,omitempty"`    // shifts before it of which nobody made a record
	Clause string    `json:"clause,omitempty"` // the rule it was made under
}

// Tidied is a thing to be put in order.
type Tidied struct {
	Name string `json:"name"`
	Done bool   `json:"done,omitempty"`
}

// Thing is what is on the post: so many expected, so many found.
type Thing struct {
	Name     string `json:"name"`
	Expected int    `json:"expected"`
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

// amiss tells whether the thing needs an explanation (C).
func (x Thing) amiss() bool { return x.Found != x.Expected || x.State == Broken }

// Matter is something left open: of the duty log, or a red slip outside.
type Matter struct {
	Important bool      `json:"important,omitempty"` // 重要: marked by the giving side, or urgent in the log
	Words     string    `json:"words,omitempty"`     // 交班说明
	Book      string    `json:"book"`
	No        string    `json:"no"`
	Room      string    `json:"room,omitempty"`
	What      string    `json:"what"`
	State     string    `json:"state"`
	Due       time.Time `json:"due,omitzero"`
	Next      string    `json:"next,omitempty"`
	Urgent    bool      `json:"urgent,omitempty"`
	Undone    bool      `json:"undone,omitempty"` // not finished, as against waiting for a call back
}

// blocks tells whether the matter stops the handover: important, and not
// finished (C).
func (m Matter) blocks() bool { return m.Undone && (m.Important || m.Urgent) }

// Count is how much of a kind a shift had to do with.
type Count struct {
	Kind    string `json:"kind"`
	Written int    `json:"written"`
	Done    int    `json:"done"`
	Open    int    `json:"open"`
}

// Handover is a handover as its acts have left it.
type Handover struct {
	HandoverLine
	Ref       Ref
	Instant   time.Time // what was written after it belongs to the next shift
	Maker     Person
	Exception string // 例外: reason, by whom, when
	Given     Giving
	Giver     Person
	GivenAt   time.Time
	Taken     Taking
	Takes     Person // who took over
	TakenAt   time.Time
	Check     Inspecting
	Inspector string
	CheckedAt time.Time
	State     string
	Annulment string
	Notes     Notes
	Marks     []Mark
}

// handover is a deed of the handovers.
type handover interface {
	handover(h *Handover, a Act) error
}

// Apply takes the next act.
func (h *Handover) Apply(a Act) error {
	return take(h, a, h.State, h.refuses, func(x handover) error { return x.handover(h, a) })
}

// Number names the entry.
func (h *Handover) Number() Ref { return h.Ref }

// For gives the handover itself: of confidential matters it holds no words.
func (h *Handover) For(Person) Entry { return h }

// watch is the stretch of duty that is handed over.
func (l *HandoverLine) watch() Watch { return Watch{l.Shift, l.From, l.To} }

// blocked lists the numbers of the matters that stop the handover.
func (l *HandoverLine) blocked() []string {
	var out []string
	for _, m := range l.Matters {
		if m.blocks() {
			out = append(out, m.No)
		}
	}
	return out
}

// Remarks are the rule, and that it was written later.
func (h *Handover) Remarks(Context) []string {
	var out []string
	if h.Late {
		out = append(out, "补记")
	}
	return append(out, "依据 "+h.Clause)
}

// Story is what was written about the handover, oldest first.
func (h *Handover) Story() []string {
	out := []string{fmt.Sprintf("遗留事项 %d 件，物品 %d 项", len(h.Matters), len(h.Things))}
	out = append(out, h.Notes.lines()...)
	if h.Annulment != "" {
		out = append(out, h.Annulment)
	}
	return out
}

// Annul takes it out of force.
func (h *Handover) Annul(words string) { h.State, h.Annulment = Annulled, words }

// Brief is what lists, search and reminders need to know.
func (h *Handover) Brief() Brief {
	b := Brief{
		State: h.State, Open: h.State != Inspected && h.State != Annulled, Writer: h.Maker.ID, Handler: h.Taker, Void: h.State == Annulled,
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
	for _, s := range append(hay, h.Notes.hay()...) {
		if s != "" {
			b.Hay = append(b.Hay, s)
		}
	}
	return b
}

// stretch is a time from and to, as forms write it.
func stretch(from, to time.Time) string {
	from, to = from.In(Beijing), to.In(Beijing)
	if Day(from) == Day(to) {
		return from.Format("2006-01-02 15:04") + " 至 " + to.Format("15:04")
	}
	return from.Format("2006-01-02 15:04") + " 至 " + to.Format("01-02 15:04")
}

// Steps lists what can be done with the handover, the one next step first.
func (h *Handover) Steps(Context) []Step {
	next := map[string]Verb{ToGive: Give, ToTake: Take, ToInspect: Inspect}[h.State]
	if h.State == ToGive && h.stopped() {
		next = Except
	}
	all := []Step{
		{Verb: Give, Word: "交班签名", Sign: Clerk, Along: true},
		{Verb: Take, Word: "接班签名", Sign: Clerk, Signer: h.Taker, Along: true},
		{Verb: Inspect, Word: "主管检查", Sign: Supervisor},
		{Verb: Except, Word: "主管签例外", Sign: Supervisor},
		{Verb: Refuse, Word: "拒绝接班", Sign: Clerk, Signer: h.Taker},
		{Verb: Correct, Word: "更正", Sign: Clerk},
		{Verb: Void, Word: "作废", Sign: Clerk},
	}
	return steps(all, next, h.refuses)
}

// stopped tells whether important matters stop the signatures, and no
// exception lifts that.
func (h *Handover) stopped() bool { return h.Exception == "" && len(h.blocked()) > 0 }

// refuses says why an act cannot be done now; empty when it can.
func (h *Handover) refuses(v Verb) string {
	if h.State == Annulled {
		return "这一份已经作废，不能再办理。需要时请重新交接班。"
	}
	for _, x := range []struct {
		verb    Verb
		allowed bool
		why     string
	}{
		{Give, h.State == ToGive && !h.stopped(), h.noGiveWord()},
		{Take, h.State == ToTake, h.noTakeWord()},
		{Refuse, h.State == ToTake, h.noTakeWord()},
		{Inspect, h.State == ToInspect, h.noInspectWord()},
		{Except, h.State == ToGive && h.stopped(), "没有需要主管签例外的事项。"},
		{Correct, h.State != Inspected, "主管已经检查签名，不能再更正。"},
		{Void, h.State == ToGive || h.State == ToTake, "接班人已经签名，不能作废；写错了请“更正”。"},
	} {
		if x.verb == v && !x.allowed {
			return x.why
		}
	}
	return ""
}

func (h *Handover) noGiveWord() string {
	if h.State == ToGive {
		return fmt.Sprintf("还有 %d 件重要事项没有办完（%s），不能交班。请办完后“作废”这一份重新交接，或者请主管签例外。",
			len(h.blocked()), strings.Join(h.blocked(), "、"))
	}
	return "交班人已经签名。"
}

func (h *Handover) noTakeWord() string {
	if h.State == ToGive {
		return "交班人还没有签名，不能接班。"
	}
	return "接班人已经签名。"
}

func (h *Handover) noInspectWord() string {
	if h.State == Inspected {
		return "主管已经检查签名。"
	}
	return "双方还没有签完名，主管不能检查。"
}

// overtime is how long the giving side stayed on because relief was late, past
// a grace that is not worth a word (延时值班).
func (h *Handover) overtime(o *Office) time.Duration {
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

// handoverClause is where the procedures speak of handovers.
const handoverClause = "S0/6"
