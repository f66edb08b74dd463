package forms

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"frontdesk/forms/paper"
)

// PlanBook is the register of what is to be visited (S0/2 4.1): each finished
// matter a line, and whether it was drawn.
func PlanBook() *Book {
	var kinds []string
	for _, k := range VisitKinds() {
		kinds = append(kinds, string(k))
	}
	return &Book{
		Key: planKey, Name: "回访计划", Title: "回访计划登记表", Edition: "A/0", Begin: "另加回访", Kinds: kinds,
		Keep: KeepRule{Clause: "S0/2 4.7", Years: 2},
		New:  func() Record { return &Plan{} },
		Deeds: map[Verb]func() Deed{
			Open:   func() Deed { return &PlanLine{} },
			Assign: func() Deed { return &Assigning{} },
			Add:    func() Deed { return &Adding{} },
			Void:   func() Deed { return &Voiding{} },
		},
		Plain: map[Verb]func() Deed{
			Print:  func() Deed { return &Printing{} },
			Export: func() Deed { return &Exporting{} },
			Review: func() Deed { return &Reviewing{} },
		},
		Signed:  map[Verb]Role{Review: Supervisor},
		Turn:    turnPlanPage,
		Sheet:   planPage,
		Reports: []Report{drawReport()},
		Strip:   shareStrip,
	}
}

// Verbs of the plan.
const (
	Assign Verb = "assign" // 安排
	Add    Verb = "add"    // 未抽中的另加
)

// States of a line of the plan.
const (
	NotDrawn = "未抽中"
	ToAssign = "待安排"
	Assigned = "已安排"
)

// PlanLine is a finished matter, or what was entered by hand. The fields from
// From on are found when it is written.
type PlanLine struct {
	Kind     VisitKind `json:"kind"`
	Room     string    `json:"room,omitempty"`
	Name     string    `json:"name,omitempty"`
	Phone    string    `json:"phone,omitempty"`
	What     string    `json:"what"`
	Finished time.Time `json:"finished"`
	Others   string    `json:"others,omitempty"` // more recipients of an event or a publication, a household to a line
	Begins   time.Time `json:"begins,omitzero"`  // of a contract: it is visited in its middle, and after its end
	Ends     time.Time `json:"ends,omitzero"`

	From   time.Time `json:"from" sealed:"on"`
	To     time.Time `json:"to"`
	Two    bool      `json:"two,omitempty"`
	Clause string    `json:"clause"`
	Refers string    `json:"refers,omitempty"` // number of the duty entry
	Doer   string    `json:"doer,omitempty"`   // who did the work, and so does not visit
	Major  bool      `json:"major,omitempty"`  // a major complaint: the manager organises
	Hand   bool      `json:"hand,omitempty"`   // entered by hand, visited whatever is drawn
	Draw   Draw      `json:"draw"`
}

// Plan is a line of the plan as its acts have left it.
type Plan struct {
	PlanLine
	Ref        Ref
	Page, Line int
	Written    time.Time
	Writer     Person
	First      string // visitors
	Second     string
	Assigner   string
	AssignedAt time.Time
	State      string
	Annulment  string
	Notes      Notes
}

// Number names the entry.
func (p *Plan) Number() Ref { return p.Ref }

// For gives the line itself.
func (p *Plan) For(Person) Entry { return p }

// Apply takes the next act.
func (p *Plan) Apply(a Act) error {
	return take(p, a, p.State, p.refuses, func(x interface{ plan(p *Plan, a Act) error }) error { return x.plan(p, a) })
}

// Annul takes it out of force.
func (p *Plan) Annul(words string) { p.State, p.Annulment = Annulled, words }

// Brief is what lists, search and reminders need to know.
func (p *Plan) Brief() Brief {
	b := Brief{
		State: p.State, Open: p.State == ToAssign, Kind: string(p.Kind), Writer: p.Writer.ID, Handler: p.First, Void: p.State == Annulled,
		Happened: p.Finished, Room: p.Room, Name: p.Name, Phone: p.Phone, Subject: strings.Join(strings.Fields(p.What), " "),
		Initials: []string{p.Name, p.First, p.Second, p.Doer},
	}
	if b.Open {
		b.Due = p.To
	}
	for _, s := range append([]string{p.Ref.String(), p.Room, p.Name, p.Phone, string(p.Kind), p.What, p.Refers, p.Doer, p.First, p.Second, p.Annulment}, p.Notes.hay()...) {
		if s != "" {
			b.Hay = append(b.Hay, s)
		}
	}
	return b
}

// Steps lists what can be done with the line, the one next step first.
func (p *Plan) Steps(Context) []Step {
	sign := Supervisor
	if p.Major {
		sign = Manager // organises the visit of a major complaint (S0/2 4.1.3)
	}
	next := map[string]Verb{ToAssign: Assign}[p.State]
	return steps([]Step{
		{Verb: Assign, Word: "安排回访", Sign: sign},
		{Verb: Add, Word: "另加回访", Sign: Supervisor},
		{Verb: Void, Word: "作废", Sign: Supervisor},
	}, next, p.refuses)
}

func (p *Plan) refuses(v Verb) string {
	switch {
	case p.State == Annulled:
		return "这一行已经作废，不能再办理。"
	case v == Assign && p.State == NotDrawn:
		return "这一件没有抽中；确实要回访，请先“另加回访”。"
	case v == Assign && p.State == Assigned:
		return "这一件已经安排了回访。"
	case v == Add && p.State != NotDrawn:
		return "这一件已经在回访之列。"
	case v == Void && p.State == Assigned:
		return "已经安排回访，不能作废。"
	}
	return ""
}

// Remarks are the window, and the draw.
func (p *Plan) Remarks(Context) []string {
	return []string{"回访 " + paper.Stamp(p.From, p.Finished) + " 至 " + paper.Stamp(p.To, p.Finished), p.drawWords(), "依据 " + p.Clause}
}

// Story is what was written about the line, oldest first.
func (p *Plan) Story() []string {
	out := append([]string{p.What}, p.Notes.lines()...)
	if p.Annulment != "" {
		out = append(out, p.Annulment)
	}
	return out
}

// drawWords say how it was decided.
func (p *Plan) drawWords() string {
	d := p.Draw
	switch {
	case p.Hand:
		return "另加"
	case d.Share <= 0:
		return "不抽样"
	case d.Share >= 100:
		return fmt.Sprintf("第 %d 件，全部回访", d.N)
	}
	won := "未抽中"
	if d.Drawn {
		won = "抽中"
	}
	return fmt.Sprintf("第 %d 件，第 %d 组 %d/%d %s", d.N, d.Group, d.At, d.Size, won)
}

// Start supposes a visit entered by hand for what is over now.
func (l *PlanLine) Start(_ Record, c Context) {
	l.Finished, l.Kind = c.Now.Truncate(time.Minute), OfEvent
}

// TakeResident fills in what the office's list knows of whoever was meant.
func (l *PlanLine) TakeResident(r Resident) { l.Room, l.Name, l.Phone = r.Room, r.Name, r.Phone }

// Slip draws the line to be entered by hand.
func (l *PlanLine) Slip(_ Record, c Context) paper.Sheet {
	s := slip(nil)
	name := func(w string) paper.Cell { return paper.Label(w).Wide(40) }
	row := func(cells ...paper.Cell) paper.Row { return paper.Row{Min: 8.5, Cells: cells} }
	s.Body = []paper.Row{
		row(name("类别"), paper.Choice(&l.Kind, OfEvent, OfService, OfHelp, OfOther, OfComplaint, OfRepair, OfPatient).Must()),
		row(name("房号"), paper.Room(&l.Room).Must().Hinted("房号、姓名或首字母"), name("姓名"), paper.Person(&l.Name), name("电话"), paper.Phone(&l.Phone)),
		row(name("事项"), paper.Text(&l.What).Must().Hinted("例如 中秋游园活动、住户服务期满"), name("完成时间"), paper.Time(&l.Finished, c.Now).Must().Wide(40)),
	}
	if l.Kind == OfService {
		s.Body = append(s.Body, row(name("合同开始"), paper.Time(&l.Begins, c.Now).Hinted("单次服务不填"), name("合同结束"), paper.Time(&l.Ends, c.Now).Hinted("合同期中和期满各回访一次")))
	}
	if l.Kind == OfEvent {
		s.Body = append(s.Body, row(name("其他住户"), paper.Long(&l.Others).Tall(3).Hinted("一行一户，房号在前，姓名在后；从中按比例抽取回访户")))
	}
	return discreet(s)
}

// mostRecipients is how many households an event is entered for at once.
const mostRecipients = 200

// Check holds the line against the procedures.
func (l *PlanLine) Check(_ Record, c Context) []paper.Problem {
	out := capped(&l.What)
	switch {
	case l.Begins.IsZero() != l.Ends.IsZero():
		out = append(out, paper.Problem{Field: &l.Ends, Words: "合同的开始和结束时间要一起填。"})
	case l.contract() && !l.Ends.After(l.Begins):
		out = append(out, paper.Problem{Field: &l.Ends, Words: "合同结束时间要比开始时间晚。"})
	case !l.contract() && l.Finished.After(c.Now.Add(time.Minute)):
		out = append(out, paper.Problem{Field: &l.Finished, Words: "完成时间还没有到，请改成已经过去的时间。"})
	}
	if n := len(recipients(l.Others)); n > mostRecipients {
		out = append(out, paper.Problem{Field: &l.Others, Words: fmt.Sprintf("一次最多 %d 户，其余的请另登记一次。", mostRecipients)})
	}
	return out
}

// contract tells whether a contracted service is visited, not a single one.
func (l *PlanLine) contract() bool {
	return l.Kind == OfService && !l.Begins.IsZero() && !l.Ends.IsZero()
}

// Seal finds the window by the rule in force, and makes the draw. A contracted
// service is visited in the middle of its contract, and again after its end
// (S0/2 4.1.1).
func (l *PlanLine) Seal(_ Record, c Context) {
	if l.Draw.N > 0 {
		return // one of many recipients: it was drawn with the first
	}
	if l.contract() {
		l.Finished = l.Begins.Add(l.Ends.Sub(l.Begins) / 2).Truncate(time.Minute)
	}
	rule := c.Office.Rules.Visit(l.Kind)
	l.From, l.To = rule.Window(c.Office.Calendar, l.Finished)
	l.Clause, l.Two = rule.Clause+"："+rule.Words(), rule.Two && !l.Major
	l.Hand = l.Refers == "" && l.Kind != OfEvent
	if c.Sight == nil {
		return
	}
	var before Draw
	if e, ok := c.Sight.Latest(planKey, string(l.Kind)).(*Plan); ok {
		before = e.Draw
	}
	if l.Hand { // visited whatever is drawn: the count goes on after it
		l.Draw = before
		return
	}
	l.Draw = before.next(l.Kind, QuarterOf(l.Finished).String(), rule.Share, c.Sight.Anchor())
}

const planKey = "plan"

// recipients are the households of a list as it was typed.
func recipients(text string) [][2]string {
	var out [][2]string
	for _, line := range strings.Split(text, "\n") {
		f := strings.Fields(strings.NewReplacer("，", " ", ",", " ", "、", " ").Replace(line))
		if len(f) == 0 {
			continue
		}
		out = append(out, [2]string{f[0], strings.Join(f[1:], " ")})
	}
	return out
}

// Opens enters the other recipients, each drawn after the one before; of a
// contract the visit after its end.
func (l *PlanLine) Opens(Record, Act) []Opening {
	var out []Opening
	if l.contract() {
		x := *l
		x.Finished, x.Begins, x.Ends = l.Ends, time.Time{}, time.Time{}
		x.Draw, x.What = Draw{}, l.What+"（合同期满）"
		out = append(out, Opening{Book: planKey, Deed: &x})
	}
	before := l.Draw
	for _, r := range recipients(l.Others) {
		x := *l
		x.Others, x.Room, x.Name, x.Phone = "", r[0], r[1], ""
		x.Draw = before.next(l.Kind, before.Quarter, before.Share, l.Draw.Seed+"+"+fmt.Sprint(len(out)+1))
		before = x.Draw
		out = append(out, Opening{Book: planKey, Deed: &x})
	}
	return out
}

func (l *PlanLine) plan(p *Plan, a Act) error {
	p.PlanLine = *l
	p.Ref, p.Page, p.Line, p.Written, p.Writer = a.Ref, a.Page, a.Line, a.At, a.By
	p.State = NotDrawn
	if l.Hand || l.Draw.Drawn {
		p.State = ToAssign
	}
	return nil
}

// Adding takes a matter that was not drawn into the visits.
type Adding struct {
	Reason string `json:"reason"`
}

// Slip draws the deed.
func (x *Adding) Slip(r Record, _ Context) paper.Sheet {
	s := slip(r.(*Plan))
	s.Body = append(s.Body, slipRow("另加的原因", paper.Text(&x.Reason).Must()))
	return discreet(s)
}

// Check limits the length.
func (x *Adding) Check(Record, Context) []paper.Problem { return capped(&x.Reason) }

func (x *Adding) plan(p *Plan, a Act) error {
	if strings.TrimSpace(x.Reason) == "" {
		return Refusal("另加回访要写明原因。")
	}
	p.State = ToAssign
	p.Notes.add(a, "另加回访："+x.Reason)
	return nil
}

// Assigning names the visitors; the form with its number follows from it.
type Assigning struct {
	First   string `json:"first"`
	Second  string `json:"second,omitempty"`
	Outside bool   `json:"outside,omitempty"` // the second visitor is of another department, and signs on paper
}

// Slip draws the deed.
func (x *Assigning) Slip(r Record, _ Context) paper.Sheet {
	p := r.(*Plan)
	s := slip(p)
	s.Body = append(s.Body,
		slipRow("回访期限", paper.Word(paper.Stamp(p.From, p.Finished)+" 至 "+paper.Stamp(p.To, p.Finished)+"　"+p.Clause)),
		slipRow("原经办人", paper.Word(orDash(p.Doer)+"（不能回访自己办的事）")),
		slipRow("回访人", paper.Text(&x.First).Must().Offer(OfStaff)),
	)
	if p.Two {
		s.Body = append(s.Body, slipRow("被投诉部门主管", paper.Text(&x.Second).Must().Named("一同回访的部门主管").Offer(OfStaff)))
	}
	return discreet(s)
}

// Seal tells whether the second visitor signs here.
func (x *Assigning) Seal(_ Record, c Context) {
	x.Outside = x.Second != "" && !signs(c.Staff, x.Second)
}

// signs tells whether somebody of that name signs in the office.
func signs(staff []Person, name string) bool {
	for _, p := range staff {
		if p.Name == name {
			return true
		}
	}
	return false
}

// Check holds the visitors against the procedures: nobody visits own work.
func (x *Assigning) Check(r Record, c Context) []paper.Problem {
	p := r.(*Plan)
	var out []paper.Problem
	add := func(bad bool, field any, words string) {
		if bad {
			out = append(out, paper.Problem{Field: field, Words: words})
		}
	}
	add(x.First != "" && !signs(c.Staff, x.First), &x.First, "回访人要在人员名单里，才能自己签名。")
	add(x.First != "" && x.First == p.Doer, &x.First, x.First+"是这件事的经办人，不能回访自己办的事。")
	add(x.Second != "" && x.Second == p.Doer, &x.Second, x.Second+"是这件事的经办人，不能回访自己办的事。")
	add(x.Second != "" && x.Second == x.First, &x.Second, "两位回访人不能是同一个人。")
	return out
}

func (x *Assigning) plan(p *Plan, a Act) error {
	p.First, p.Second, p.Assigner, p.AssignedAt, p.State = x.First, x.Second, a.By.Name, a.At, Assigned
	p.Notes.add(a, strings.TrimSuffix("安排 "+x.First+"、"+x.Second, "、")+" 回访")
	return nil
}

// Opens hands the form its number and page.
func (x *Assigning) Opens(r Record, _ Act) []Opening {
	p := r.(*Plan)
	return []Opening{{Book: visitKey, Deed: &VisitLine{
		Kind: p.Kind, Room: p.Room, Name: p.Name, Phone: p.Phone, What: p.What, Finished: p.Finished, From: p.From, To: p.To,
		Doer: p.Doer, Major: p.Major, Refers: p.Refers, Plan: p.Ref.String(), First: x.First, Second: x.Second, Outside: x.Outside, Clause: p.Clause,
	}}}
}

// PlanLinesPerPage is how many lines a page of the plan has.
const PlanLinesPerPage = 12

func planSheet() paper.Sheet {
	s := paper.NewSheet(paper.Landscape)
	s.Points, s.Top, s.Bottom = 9, 9, 8
	return s
}

func (p *Plan) rows(now time.Time) []paper.Row {
	cell := func(c paper.Cell, mm float64, head string) paper.Cell {
		c = c.Wide(mm).Mid().Headed(head)
		if c.Blank != nil {
			c.Blank.ReadOnly, c.Blank.Short = true, true
		}
		return c
	}
	word := func(s string, mm float64, head string) paper.Cell { return cell(paper.Word(s), mm, head) }
	window, state := "", p.State
	if p.State != "" {
		window = paper.Stamp(p.From, p.Finished) + "\n至 " + paper.Stamp(p.To, p.Finished)
	}
	status := word(state, 18, "状态")
	status.Runs[0].Red = p.State == ToAssign && now.After(p.To)
	what := cell(paper.Text(&p.What), 0, "事项")
	what.Align = paper.Left
	draws := ""
	if p.State != "" {
		draws = p.drawWords()
	}
	return []paper.Row{{Min: 9.5, Cells: []paper.Cell{
		word(strings.TrimSpace(p.Ref.String()+"\n"+p.Refers), 20, "编号\n值班记录"), cell(paper.Text(&p.Kind), 18, "类别"),
		word(strings.TrimSpace(p.Room+"\n"+p.Name), 24, "房号\n姓名"), what, word(paper.Stamp(p.Finished, time.Time{}), 21, "完成时间"),
		word(window, 30, "回访期限"), word(draws, 30, "抽样"), word(strings.TrimSpace(p.First+"\n"+p.Second), 18, "回访人"), status,
		cell(paper.Sign(&p.Assigner), 18, "安排人\n签名"),
	}}}
}

// planPage draws a page of the plan.
func planPage(h PageHead, entries []Entry) paper.Sheet {
	s := planSheet()
	quarter := h.Page.Shift
	s.Head = append([]paper.Row{h.title("", "回访计划登记表", 80, 84), {Min: 6.5, Cells: []paper.Cell{
		paper.Word("季度：" + orDash(quarter)).Plain().Wide(80), paper.Word("页码：" + LeafName(h.Year, h.Page.No)).Right().Plain(),
	}}}, paper.Heads((&Plan{}).rows(time.Time{}))...)
	s.Again, s.Tail = s.Head, h.tail(99, 84)
	for i := range max(PlanLinesPerPage, len(entries)) {
		p := &Plan{}
		if i < len(entries) {
			p = entries[i].(*Plan)
		}
		s.Body = append(s.Body, p.rows(h.Now)...)
		if p.State == Annulled {
			s.Cancel(&p.What, &p.Kind)
		}
	}
	s.Foot = h.signRows()
	s.Foot[0].Cells[0].Width = 38 // to the edge of the columns above
	return s
}

// turnPlanPage gives the page that takes a new line: a page is of one quarter.
func turnPlanPage(p Page, a Act) Page {
	l, ok := a.Deed.(*PlanLine)
	if !ok {
		return p
	}
	x := &Plan{}
	_ = l.plan(x, a) // it may be taken: it was applied before its page is sought
	s := planSheet()
	q := QuarterOf(a.At).Name()
	return turnLine(p, Page{Day: Day(a.At), Shift: q, Person: a.By.Name}, p.Shift == q, PlanLinesPerPage, paper.Height(&s, x.rows(a.At)), planRoom())
}

var planRoom = sync.OnceValue(func() float64 {
	s := planPage(PageHead{Office: &Office{}}, nil)
	s.Body = nil
	return paper.BodyHeight(&s)
})

// shareStrip says of each kind how many were visited and how many are to be, of
// what was finished in the present quarter.
func shareStrip(c Context) string {
	if c.Sight == nil {
		return ""
	}
	q := QuarterOf(c.Now)
	var out []string
	for _, k := range VisitKinds() {
		done, want, visited := shareOf(c, q, k)
		if done == 0 {
			continue
		}
		s := fmt.Sprintf("%s %d/%d", k, visited, want)
		if left := want - visited; left > 0 {
			s += fmt.Sprintf(" 还差 %d 户", left)
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		return q.Name() + "：还没有要回访的事项。"
	}
	return q.Name() + "已访/应访：" + strings.Join(out, "　")
}

// shareOf counts what was finished of a kind in a quarter, what is to be
// visited of it by the rule, and what was visited.
func shareOf(c Context, q Quarter, k VisitKind) (finished, want, visited int) {
	from, to := q.Start(), q.End()
	finished = c.Sight.Count(planKey, string(k), "", from, to) - c.Sight.Count(planKey, string(k), Annulled, from, to)
	share := c.Office.Rules.Visit(k).Share
	var so Draw // how the share stood until now: each matter keeps the rule it was finished under
	if e, ok := c.Sight.Latest(planKey, string(k)).(*Plan); ok {
		so = e.Draw.next(k, q.String(), share, "")
	}
	want = so.Owed + least(finished-so.Had, share)
	for _, state := range visitedStates {
		visited += c.Sight.Count(visitKey, string(k), state, from, to)
	}
	return finished, want, visited
}

// drawReport prints the draws of a period so that anybody can make them again.
func drawReport() Report {
	return Report{
		Key: "draws", Title: "回访抽样记录", Word: "抽样记录…",
		Span: func(now time.Time) (from, to time.Time) {
			q := QuarterOf(now)
			return q.Start(), q.End()
		},
		Sheet: drawSheet,
	}
}

func drawSheet(h PageHead, from, to time.Time, entries []Entry) paper.Sheet {
	s := reportSheet(h, "回访抽样记录", "完成日期："+Day(from)+" 至 "+Day(to))
	line := func(cells ...string) paper.Row {
		row := paper.Row{Min: 6.5}
		for i, w := range []float64{20, 20, 22, 0, 16, 16, 22, 62, 22, 18} {
			head := strings.Fields("编号 类别 房号 事项 第几件 组 组内位置 种子（台账校验码） 结果 重算")[i]
			row.Cells = append(row.Cells, paper.Word(cells[i]).Wide(w).Mid().Headed(head))
		}
		return row
	}
	s.Head = append(s.Head, paper.Heads([]paper.Row{line(make([]string, 10)...)})...)
	for _, e := range entries {
		p := e.(*Plan)
		d := p.Draw
		if p.Hand || d.N == 0 {
			continue
		}
		result, same := NotDrawn, "不一致"
		if d.Drawn {
			result = "抽中"
		}
		if d.Again(p.Kind) {
			same = "一致"
		}
		s.Body = append(s.Body, line(p.Ref.String(), string(p.Kind), p.Room, clip(p.What), fmt.Sprint(d.N), fmt.Sprint(d.Group),
			fmt.Sprintf("%d / %d", d.At, d.Size), d.Seed, result, same))
	}
	s.Body = append(s.Body, paper.Row{Min: 12, Cells: []paper.Cell{paper.Word("抽法：同一季度、同一类别的事项按完成先后编号分组，每组抽一件。" +
		"抽中的位置＝SHA-256（种子|季度|类别|组号）的前八个字节（大端）除以组内件数的余数加一。种子是该组第一件完成时台账最后一行的校验码，事先没有人能知道或选择。")}})
	s.Foot = closing("制表人", "主管签名")
	return s
}
