package formtest_test

import (
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// wrong is what is wrong with a book on purpose.
type wrong string

// nothing is wrong with the good book, 借用登记: something is lent, comes back, and the supervisor looks
// through it. It is as small as a book can be that keeps the contract; each wrong
// breaks one property of it.
const (
	nothing      wrong = "nothing"
	nameless     wrong = "the book has no name"
	kindless     wrong = "entries of a kind that the filter does not know"
	walled       wrong = "a deed that is refused whatever is written"
	foreign      wrong = "trouble of the program's own instead of a sentence"
	unasked      wrong = "a field that no slip asks for"
	forgetful    wrong = "a blank that is not on the page"
	choiceless   wrong = "a choice that the page does not show"
	wiping       wrong = "a page that loses what was written before"
	headless     wrong = "a page that says neither copy nor check code"
	unreviewed   wrong = "a page that does not show the supervisor's opinion"
	dropping     wrong = "a field that the ledger does not keep"
	stuck        wrong = "a state without a way out"
	offering     wrong = "a step that is offered and not taken"
	cureless     wrong = "a refusal that does not say what to do"
	english      wrong = "a refusal with a Latin word"
	rewriting    wrong = "a correction that leaves nothing of the old words"
	uncorrected  wrong = "a book without corrections"
	unsigned     wrong = "a box of the supervisor that anybody signs"
	anybody      wrong = "a review that anybody signs"
	lowly        wrong = "a step that is offered below the role that its deed asks for"
	copying      wrong = "a number of an identity card that is kept beside its blank"
	unveiled     wrong = "a confidential entry that everybody reads"
	whispering   wrong = "a confidential entry whose words stand in a report"
	chatty       wrong = "a telephone in the subject"
	timeless     wrong = "a deadline that no list knows"
	unseen       wrong = "an open entry that counts as done"
	staying      wrong = "open entries that the next shift is not told of"
	shortLived   wrong = "a book that is kept for a year"
	everlasting  wrong = "a book that cannot be disposed of"
	falling      wrong = "a report that falls where words are gone"
	unsearchable wrong = "words by which nobody finds the entry"
	uncorrectly  wrong = "old words by which nobody finds the entry"
)

const (
	out     = "待归还"
	toCheck = "待审核"
	done    = "已办结"
	back    = forms.Verb("back")
	check   = forms.Verb("check")
)

// lending is the book with something wrong.
func lending(w wrong) *forms.Book {
	b := &forms.Book{
		Key: "lend", Name: "借用", Title: "借用登记表", Edition: "A/0", Begin: "借出", Single: true, Kinds: []string{"钥匙", "雨伞"},
		Keep: forms.KeepRule{Years: 2},
		New:  func() forms.Record { return &lent{w: w} },
		Deeds: map[forms.Verb]func() forms.Deed{
			forms.Open:    func() forms.Deed { return &lend{w: w} },
			back:          func() forms.Deed { return &giveBack{w: w} },
			check:         func() forms.Deed { return &checking{w: w} },
			forms.Correct: func() forms.Deed { return &correction{Line: lend{w: w}} },
			forms.Void:    func() forms.Deed { return &forms.Voiding{} },
		},
		Plain: map[forms.Verb]func() forms.Deed{
			forms.Print:  func() forms.Deed { return &forms.Printing{} },
			forms.Export: func() forms.Deed { return &forms.Exporting{} },
			forms.Review: func() forms.Deed { return &forms.Reviewing{} },
		},
		Signed: map[forms.Verb]forms.Role{forms.Review: forms.Supervisor},
		Turn:   forms.TurnSheet,
		Sheet:  func(h forms.PageHead, entries []forms.Entry) paper.Sheet { return lentPage(h, entries, w) },
		Leaves: func(forms.Entry, time.Time) (left, undone bool) { return true, true },
		Reports: []forms.Report{{
			Key: "register", Title: "借用一览", Word: "借用一览…",
			Span: func(now time.Time) (from, to time.Time) { return now, now },
			Sheet: func(h forms.PageHead, _, _ time.Time, entries []forms.Entry) paper.Sheet {
				return lentReport(h, entries, w)
			},
		}},
	}
	switch w {
	case nameless:
		b.Begin = ""
	case kindless:
		b.Kinds = b.Kinds[:1]
	case uncorrected:
		delete(b.Deeds, forms.Correct)
	case anybody:
		b.Signed[forms.Review] = forms.Clerk
	case staying:
		b.Leaves = nil
	case shortLived:
		b.Keep.Years = 1
	}
	b = forms.Registers(b)[0]
	if w == everlasting {
		delete(b.Plain, forms.Dispose)
	}
	return b
}

// lend is what is written when something goes out.
type lend struct {
	Kind   string    `json:"kind"`
	Room   string    `json:"room"`
	Name   string    `json:"name"`
	Phone  string    `json:"phone,omitempty"`
	What   string    `json:"what"`
	Until  time.Time `json:"until"`
	Secret bool      `json:"secret,omitempty"`
	Spare  string    `json:"spare,omitempty"` // asked for by no slip, where that is what is wrong

	Clause string `json:"clause" sealed:"on"`
	Aside  string `json:"aside,omitempty"`

	w wrong
}

func (l *lend) rows(now time.Time) []paper.Row {
	room := paper.Room(&l.Room).Must()
	if l.w == copying {
		room.Blank.Through(func(s string) string { l.Aside = s; return s })
	}
	rows := []paper.Row{
		forms.SlipRow("类别", paper.Choice(&l.Kind, "钥匙", "雨伞").Must()), forms.SlipRow("房号", room), forms.SlipRow("姓名", paper.Person(&l.Name).Must()),
		forms.SlipRow("电话", paper.Phone(&l.Phone)), forms.SlipRow("借用物品", paper.Text(&l.What).Must()), forms.SlipRow("归还期限", paper.Time(&l.Until, now).Must()),
		forms.SlipRow("标记", paper.Tick(&l.Secret, "保密")),
	}
	if l.w != unasked {
		rows = append(rows, forms.SlipRow("备用说明", paper.Text(&l.Spare)))
	}
	return rows
}

func (l *lend) Slip(_ forms.Record, c forms.Context) paper.Sheet {
	s := forms.SlipOf(nil)
	s.Body = l.rows(c.Now)
	return s
}

func (l *lend) Check(_ forms.Record, c forms.Context) []paper.Problem {
	var out forms.Problems
	words := "归还期限已经过去，请写以后的时间。"
	switch l.w {
	case cureless:
		words = "归还期限已经过去。"
	case english:
		words = "归还期限 invalid，请写以后的时间。"
	}
	out.If(!l.Until.IsZero() && !l.Until.After(c.Now), &l.Until, words)
	return out
}

func (l *lend) Seal(forms.Record, forms.Context) { l.Clause = "S0/3 4.8.3" }

// giveBack is what comes back.
type giveBack struct {
	Shape string `json:"shape"`
	Words string `json:"words"`
	Lost  string `json:"-" sealed:"on"` // asked for where it is what is wrong
	w     wrong
}

func (x *giveBack) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(forms.Entry))
	s.Body = append(s.Body, forms.SlipRow("状况", paper.Choice(&x.Shape, "完好", "损坏").Must()), forms.SlipRow("归还情况", paper.Long(&x.Words).Must()))
	if x.w == dropping {
		s.Body = append(s.Body, forms.SlipRow("补充", paper.Text(&x.Lost)))
	}
	return s
}

func (x *giveBack) Check(forms.Record, forms.Context) []paper.Problem {
	var out forms.Problems
	out.If(x.w == walled, &x.Words, "归还情况不对，请改一改。")
	return out
}

// checking is the supervisor's word on it.
type checking struct {
	Opinion string `json:"opinion"`
	w       wrong
}

func (x *checking) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(forms.Entry))
	s.Body = append(s.Body, forms.SlipRow("审核意见", paper.Long(&x.Opinion).Must()))
	return s
}

// correction puts what was written right.
type correction struct {
	Line   lend   `json:"line"`
	Reason string `json:"reason"`
}

func (x *correction) Start(r forms.Record, _ forms.Context) { x.Line = r.(*lent).lend }

func (x *correction) Slip(r forms.Record, c forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(forms.Entry))
	s.Body = append(s.Body, x.Line.rows(c.Now)...)
	s.Body = append(s.Body, forms.SlipRow("更正原因", paper.Text(&x.Reason).Must()))
	return s
}

func (x *correction) Check(r forms.Record, c forms.Context) []paper.Problem {
	return forms.Changed(x.Line.Check(nil, c), &r.(*lent).lend, &x.Line)
}

// lent is an entry of the book.
type lent struct {
	lend
	ref     forms.Ref
	by      forms.Person
	written time.Time
	back    giveBack
	checked checking
	checker string
	state   string
	annul   string
	marks   []forms.Mark
	notes   forms.Notes
	w       wrong
}

func (r *lent) Number() forms.Ref              { return r.ref }
func (r *lent) Remarks(forms.Context) []string { return []string{"依据 " + r.Clause} }
func (r *lent) Annul(words string)             { r.state, r.annul = forms.Annulled, words }

func (r *lent) Story() []string {
	return forms.Filled(append(append([]string{r.What}, r.notes.Lines()...), r.annul)...)
}

func (r *lent) For(viewer forms.Person) forms.Entry {
	if !r.Secret || viewer.Role.AtLeast(forms.Supervisor) || viewer.ID == r.by.ID || r.w == unveiled {
		return r
	}
	return &lent{lend: lend{Kind: r.Kind, What: forms.Veiled, Until: r.Until, Secret: true}, ref: r.ref, by: r.by, written: r.written, state: r.state}
}

func (r *lent) Apply(a forms.Act) error {
	return forms.Take(r, a, r.state, r.refuses, func(d forms.Deed, r *lent, a forms.Act) error { return r.take(a, d) })
}

func (r *lent) take(a forms.Act, d forms.Deed) error {
	switch x := d.(type) {
	case *lend:
		r.lend, r.ref, r.by, r.written, r.state = *x, a.Ref, a.By, a.At, out
	case *giveBack:
		if r.w == foreign {
			return errTrouble
		}
		r.back, r.state = *x, toCheck
		r.notes.Add(a, "归还："+x.Words)
		if r.w == wiping {
			r.What = ""
		}
	case *checking:
		if r.w == offering || (r.w != unsigned && !a.By.Role.AtLeast(forms.Supervisor)) {
			return forms.Refusal("审核要由主管签名。")
		}
		r.checked, r.checker, r.state = *x, a.By.Name, done
		r.notes.Add(a, "审核："+x.Opinion)
	case *correction:
		marks, err := forms.Corrections(a, x.Reason, &r.lend, &x.Line)
		if err != nil {
			return err
		}
		if r.w != rewriting {
			r.marks = append(r.marks, marks...)
		}
		r.lend = x.Line
		r.notes.Remark(a, "更正："+x.Reason)
	}
	return nil
}

func (r *lent) refuses(v forms.Verb) string {
	switch {
	case r.state == forms.Annulled:
		return forms.AnnulledWords
	case v == forms.Correct && r.state != done:
		return ""
	case r.state == done, v == forms.Void && r.state == toCheck:
		return "已经归还，不能再改动。有要补充的，请另记一条。"
	case v == back && (r.state != out || r.w == stuck):
		return "已经归还，不用再登记。"
	case v == check && r.state != toCheck:
		return "请先登记归还，再审核。"
	}
	return ""
}

func (r *lent) Steps(forms.Context) []forms.Step {
	all := []forms.Step{
		{Verb: back, Word: "归还"},
		{Verb: check, Word: "审核", Sign: forms.Supervisor},
		{Verb: forms.Correct, Word: "更正", Sign: forms.Clerk},
		{Verb: forms.Void, Word: "作废", Sign: forms.Supervisor},
	}
	if r.w == unsigned || r.w == lowly {
		all[1].Sign = ""
	}
	if r.w == stuck {
		all = all[:3]
	}
	return forms.StepsOf(all, map[string]forms.Verb{out: back, toCheck: check}[r.state], r.refuses)
}

func (r *lent) Brief() forms.Brief {
	b := forms.Brief{
		State: r.state, Open: r.state == out || r.state == toCheck, Kind: r.Kind, Writer: r.by.ID, Confidential: r.Secret, Void: r.state == forms.Annulled,
		Happened: r.written, Room: r.Room, Name: r.Name, Phone: r.Phone, Subject: r.What, Initials: []string{r.Name}, Urgent: r.Kind == "钥匙",
	}
	if r.state == out && r.w != timeless {
		b.Due = r.Until
	}
	hay := []string{r.ref.String(), r.Room, r.Name, r.Phone, r.What, r.Spare, r.annul, r.back.Lost}
	for _, m := range r.marks {
		if r.w != uncorrectly {
			hay = append(hay, m.Old)
		}
	}
	b.Hay = forms.Filled(append(hay, r.notes.Hay()...)...)
	switch r.w {
	case chatty:
		b.Subject += r.Phone
	case unseen:
		b.Open = false
	case unsearchable:
		b.Hay = slices.DeleteFunc(b.Hay, func(s string) bool { return strings.HasPrefix(s, "归还：") })
	}
	return b
}

func lentPage(h forms.PageHead, entries []forms.Entry, w wrong) paper.Sheet {
	r := &lent{}
	if len(entries) > 0 {
		r = entries[0].For(h.Viewer).(*lent)
	}
	s := forms.SingleSheet()
	s.Head, s.Tail = []paper.Row{h.Title("", "借用登记表", 50, 48)}, h.Tail(50, 48)
	if w == headless {
		s.Tail = (&forms.PageHead{Office: h.Office}).Tail(50, 48)
	}
	s.Body = append([]paper.Row{{Cells: []paper.Cell{paper.Word("编号：" + r.ref.String())}}}, r.rows(h.Now)...)
	shape, words := paper.Word(r.back.Shape), paper.Word(r.back.Words)
	if w == choiceless {
		shape = paper.Word("")
	}
	if w == forgetful {
		words = paper.Word("")
	}
	checker := paper.Sign(&r.checker)
	s.Body = append(s.Body,
		forms.SlipRow("状况", shape), forms.SlipRow("归还情况", words), forms.SlipRow("补充", paper.Word(r.back.Lost)),
		forms.SlipRow("审核意见", paper.Word(r.checked.Opinion)), forms.SlipRow("主管签名", checker), forms.SlipRow("作废", paper.Word(r.annul)),
	)
	s.Body = append(s.Body, forms.RemarkRows(paper.Label("说明").Wide(40), r.notes)...)
	if w != unreviewed {
		s.Foot = h.SignRows()
	}
	for _, b := range s.Blanks() {
		b.ReadOnly = true
	}
	for _, m := range r.marks {
		s.Strike(forms.FieldOf(&r.lend, m.Field), m.Old, m.Stamp())
	}
	return s
}

func lentReport(h forms.PageHead, entries []forms.Entry, w wrong) paper.Sheet {
	s := forms.ReportSheet(h, "借用一览", "")
	for _, e := range entries {
		r := e.For(h.Viewer).(*lent)
		if w == whispering {
			r = e.(*lent)
		}
		s.Body = append(s.Body, forms.SlipRow(r.ref.String(), paper.Word(r.What)))
	}
	if len(s.Body) == 0 && w == falling {
		_ = entries[0]
	}
	return s
}
