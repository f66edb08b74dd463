package visit

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/law"
	"frontdesk/forms/paper"
)

// PlanBook is the register of what is to be visited (S0/2 4.1): each finished
// matter a line, and whether it was drawn.
func PlanBook() *forms.Book {
	var kinds []string
	for _, k := range forms.VisitKinds() {
		kinds = append(kinds, string(k))
	}
	return &forms.Book{
		Key: PlanKey, Name: "回访计划", Title: "回访计划登记表", Edition: "A/0", Begin: "另加回访", Kinds: kinds,
		Keep: forms.KeepRule{Clause: "S0/2 4.7", Years: 2},
		New:  func() forms.Record { return &Plan{} },
		Deeds: map[forms.Verb]func() forms.Deed{
			forms.Open: func() forms.Deed { return &PlanLine{} },
			Assign:     func() forms.Deed { return &Assigning{} },
			Add:        func() forms.Deed { return &Adding{} },
			forms.Void: func() forms.Deed { return &forms.Voiding{} },
		},
		Plain: map[forms.Verb]func() forms.Deed{
			forms.Print:  func() forms.Deed { return &forms.Printing{} },
			forms.Export: func() forms.Deed { return &forms.Exporting{} },
			forms.Review: func() forms.Deed { return &forms.Reviewing{} },
		},
		Signed:  map[forms.Verb]forms.Role{forms.Review: forms.Supervisor},
		Turn:    turnPlanPage,
		Sheet:   planPage,
		Reports: []forms.Report{drawReport()},
		Strip:   shareStrip,
		Nightly: &forms.Nightly{State: Waiting, Verb: CastLot, Deed: func() forms.Deed { return &Lot{} }, Fates: drawNight},
	}
}

// Verbs of the plan.
const (
	Assign  forms.Verb = "assign" // 安排
	Add     forms.Verb = "add"    // 未抽中的另加
	CastLot forms.Verb = "draw"   // 抽样
)

// States of a line of the plan.
const (
	Waiting  = "待抽样" // until the day is over on which it entered the plan
	NotDrawn = "未抽中"
	ToAssign = "待安排"
	Assigned = "已安排"
)

// PlanLine is a finished matter, or what was entered by hand. The fields from
// From on are found when it is written.
type PlanLine struct {
	Kind     forms.VisitKind `json:"kind"`
	Room     string          `json:"room,omitempty"`
	Name     string          `json:"name,omitempty"`
	Phone    string          `json:"phone,omitempty"`
	What     string          `json:"what"`
	Finished time.Time       `json:"finished"`
	Others   string          `json:"others,omitempty"` // more recipients of an event or a publication, a household to a line
	Begins   time.Time       `json:"begins,omitzero"`  // of a contract: it is visited in its middle, and after its end
	Ends     time.Time       `json:"ends,omitzero"`

	From   time.Time `json:"from" sealed:"on"`
	To     time.Time `json:"to"`
	Two    bool      `json:"two,omitempty"`
	Clause law.Key   `json:"clause"`
	Refers string    `json:"refers,omitempty"` // number of the duty entry
	Doer   string    `json:"doer,omitempty"`   // who did the work, and so does not visit
	Major  bool      `json:"major,omitempty"`  // a major complaint: the manager organises
	Hand   bool      `json:"hand,omitempty"`   // entered by hand, visited whatever is drawn
	Draw   Draw      `json:"draw"`
	Event  string    `json:"event,omitempty"` // of an event's further households: number of the first one's line
}

// Plan is a line of the plan as its acts have left it.
type Plan struct {
	PlanLine
	Ref        forms.Ref
	Page, Line int
	Written    time.Time
	Writer     forms.Person
	Lots       []Lot  // as it was drawn; more than one where a quarter lacked its last visit
	First      string // visitors
	Second     string
	Assigner   string
	AssignedAt time.Time
	State      string
	Annulment  string
	Notes      forms.Notes
}

// Number names the entry.
func (p *Plan) Number() forms.Ref { return p.Ref }

// For gives the line itself.
func (p *Plan) For(forms.Person) forms.Entry { return p }

// planDeed is what is done to a line of the plan.
type planDeed interface {
	plan(p *Plan, a forms.Act) error
}

// Apply takes the next act.
func (p *Plan) Apply(a forms.Act) error {
	return forms.Take(p, a, p.State, p.refuses, planDeed.plan)
}

// Annul takes it out of force.
func (p *Plan) Annul(words string) { p.State, p.Annulment = forms.Annulled, words }

// Brief is what lists, search and reminders need to know.
func (p *Plan) Brief() forms.Brief {
	b := forms.Brief{
		State: p.State, Open: p.State == ToAssign, Kind: string(p.Kind), Writer: p.Writer.ID, Handler: p.First, Void: p.State == forms.Annulled,
		Happened: p.Finished, Room: p.Room, Name: p.Name, Phone: p.Phone, Subject: strings.Join(strings.Fields(p.What), " "),
		Initials: []string{p.Name, p.First, p.Second, p.Doer},
	}
	if b.Open {
		b.Due = p.To
	}
	for _, s := range append([]string{p.Ref.String(), p.Room, p.Name, p.Phone, string(p.Kind), p.What, p.Others, p.Refers, p.Doer, p.First, p.Second, p.Annulment}, p.Notes.Hay()...) {
		if s != "" {
			b.Hay = append(b.Hay, s)
		}
	}
	return b
}

// Steps lists what can be done with the line, the one next step first.
func (p *Plan) Steps(forms.Context) []forms.Step {
	sign := forms.Supervisor
	if p.Major {
		sign = forms.Manager // organises the visit of a major complaint (S0/2 4.1.3)
	}
	next := map[string]forms.Verb{ToAssign: Assign}[p.State]
	return forms.StepsOf([]forms.Step{
		{Verb: Assign, Word: "安排回访", Sign: sign},
		{Verb: Add, Word: "另加回访", Sign: forms.Supervisor},
		{Verb: forms.Void, Word: "作废", Sign: forms.Supervisor},
	}, next, p.refuses)
}

func (p *Plan) refuses(v forms.Verb) string {
	switch {
	case p.State == forms.Annulled:
		return "这一行已经作废，不能再办理。需要时请另登一行。"
	case v == CastLot:
		return p.noLot()
	case p.State == Waiting:
		return "这一件要等这一天过完，由程序抽样；抽样以前不能安排、另加或作废。"
	case v == Assign && p.State == NotDrawn:
		return "这一件没有抽中；确实要回访，请先“另加回访”。"
	case v == Assign && p.State == Assigned:
		return "这一件已经安排了回访，不用再安排。"
	case v == Add && p.State != NotDrawn:
		return "这一件已经在回访之列，不用另加。"
	case v == forms.Void:
		return p.noVoid()
	}
	return ""
}

// noLot says why nothing is drawn over; only the program asks.
func (p *Plan) noLot() string {
	if p.State == Waiting || p.State == NotDrawn {
		return ""
	}
	return "这一件已经抽中，不再抽。"
}

// noVoid says why the line is not taken out: who was drawn is visited, whoever would
// rather have it otherwise. Where there is no household, there is nobody to visit.
func (p *Plan) noVoid() string {
	switch x := p.lot(); {
	case p.State == Assigned:
		return "已经安排回访，不能作废；不用回访的，请把那一份回访表作废。"
	case x != nil && x.Drawn && p.Room != "":
		return "这一件已经抽中，不能作废；不能回访的，请在回访表上写明情况。"
	}
	return ""
}

// Remarks are the window, and the draw.
func (p *Plan) Remarks(c forms.Context) []string {
	return []string{"回访 " + paper.Stamp(p.From, p.Finished) + " 至 " + paper.Stamp(p.To, p.Finished), p.drawWords(), "依据 " + c.Office.Clause(p.Clause)}
}

// Story is what was written about the line, oldest first.
func (p *Plan) Story() []string {
	out := append([]string{p.What}, p.Notes.Lines()...)
	if p.Annulment != "" {
		out = append(out, p.Annulment)
	}
	return out
}

// Follows is the finished matter.
func (p *Plan) Follows() []forms.Ref { return forms.Refs(forms.DutyKey, p.Refers) }

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
	case p.lot() != nil:
		return p.lotWords()
	case d.waits():
		return "这一天过完后抽样"
	}
	won := "未抽中"
	if d.Drawn {
		won = "抽中"
	}
	return fmt.Sprintf("第 %d 件，第 %d 组 %d/%d %s", d.N, d.Group, d.At, d.Size, won)
}

// PlanKey is the book of the plan in the ledger.
const PlanKey = "plan"
