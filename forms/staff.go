package forms

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// StaffBook is the book of the people who sign: each is an entry, and every
// change of a PIN is an act on it, so that it is seen in the ledger. A PIN
// itself never comes near the ledger, only its argon2id string.
func StaffBook() *Book {
	return &Book{
		Key: "staff", Title: "人员", Edition: "1",
		New: func() Record { return &Member{} },
		Deeds: map[Verb]func() Deed{
			Open:     func() Deed { return &Joining{} },
			NewPIN:   func() Deed { return &Renewing{} },
			ResetPIN: func() Deed { return &Resetting{} },
			WrongPIN: func() Deed { return &Failing{} },
			RightPIN: func() Deed { return &Succeeding{} },
			Leave:    func() Deed { return &Leaving{} },
			Depute:   func() Deed { return &Deputing{} },
			Recall:   func() Deed { return &Recalling{} },
		},
	}
}

// Verbs of the staff book.
const (
	NewPIN   Verb = "pin"    // 修改 PIN
	ResetPIN Verb = "reset"  // 重设 PIN
	WrongPIN Verb = "wrong"  // PIN 错误
	RightPIN Verb = "right"  // PIN 错误之后输入正确
	Leave    Verb = "leave"  // 停用
	Depute   Verb = "depute" // 指定代理
	Recall   Verb = "recall" // 结束代理
)

// Member is somebody of the office, with what is needed to know a PIN of his.
type Member struct {
	Person      // as which they sign: while somebody deputises, in the role that they act in
	Own    Role // the role of their own, while they act in another; else empty
	Ref    Ref
	PIN    string // argon2id string; empty: nobody can sign as this person
	Left   bool   // no longer signs; the name stays on what was signed
	Joined time.Time
	Wrong  int       // wrong PINs since the last right one
	Missed time.Time // when the last wrong one was tried
}

// PersonID is the ID of the person that an entry of the staff book is about.
// Numbers are never given twice, so neither are IDs.
func PersonID(r Ref) string { return "p" + r.String() }

// MayReset tells whether somebody in role by may set a new PIN for somebody in
// role whom. A manager's is reset with the code in the sealed envelope.
func MayReset(by, whom Role) bool { return whom != Manager && by.rank() > whom.rank() }

// Apply takes the next act.
func (m *Member) Apply(a Act) error {
	if (a.Verb == Open) != (m.ID == "") {
		return errors.New("the person joins first, and once")
	}
	if m.Left {
		return Refusal(m.Name + "已经停用，不能再改动。")
	}
	switch x := a.Deed.(type) {
	case *Joining:
		m.Person = Person{ID: PersonID(a.Ref), Name: x.Name, Role: x.Role}
		m.Ref, m.PIN, m.Joined = a.Ref, x.PIN, a.At
	case *Renewing:
		m.PIN, m.Wrong = x.PIN, 0
	case *Resetting:
		m.PIN, m.Wrong = x.PIN, 0
	case *Failing:
		m.Wrong, m.Missed = m.Wrong+1, a.At
	case *Succeeding:
		m.Wrong = 0
	case *Leaving:
		m.Left = true
	case *Deputing:
		m.Own, m.Role = m.Role, x.Role
	case *Recalling:
		m.Role, m.Own = m.Own, ""
	default:
		return fmt.Errorf("the staff book does not know the verb %q", a.Verb)
	}
	return nil
}

// Steps lists what can be done about the person by whoever asks.
func (m *Member) Steps(c Context) []Step {
	gone := ""
	if m.Left {
		gone = m.Name + "已经停用。"
	}
	unless := func(allowed bool, why string) string {
		if gone != "" || allowed {
			return gone
		}
		return why
	}
	self := c.By.ID == m.ID
	return []Step{
		{Verb: NewPIN, Word: "修改 PIN", Refused: unless(self, "PIN 只能由本人修改。")},
		{Verb: ResetPIN, Word: "重设 PIN", Refused: unless(self && m.Role == Manager || MayReset(c.By.Role, m.Role), m.resetWord())},
		{Verb: Leave, Word: "停用", Refused: unless(!self && c.By.Role.AtLeast(Supervisor) && c.By.Role.AtLeast(m.Role), "停用人员要由主管或经理来做，不能停用自己。")},
		{Verb: Depute, Word: "指定代理", Refused: unless(m.Own == "" && m.Role != Manager, m.noDeputeWord())},
		{Verb: Recall, Word: "结束代理", Refused: unless(m.Own != "", m.Name+"没有在代理，不用结束。")},
		{Verb: WrongPIN, Word: "PIN 错误", Refused: gone},
		{Verb: RightPIN, Word: "PIN 正确", Refused: gone},
	}
}

func (m *Member) noDeputeWord() string {
	if m.Own != "" {
		return m.Name + "正在代理" + string(m.Role) + "，请先结束代理。"
	}
	return m.Name + "已经是经理，不用代理。"
}

func (m *Member) resetWord() string {
	switch m.Role {
	case Clerk:
		return "值班员的 PIN 要由主管或经理重设。"
	case Supervisor:
		return "主管的 PIN 要由经理重设。"
	}
	return "经理的 PIN 要用密封信封里的恢复码重设。"
}

// Brief is what lists need to know. The PIN is no part of it.
func (m *Member) Brief() Brief {
	b := Brief{
		State: "在用", Kind: string(m.Role), Name: m.Name, Subject: m.Name, Happened: m.Joined,
		Hay: []string{m.Name, string(m.Role)}, Initials: []string{m.Name},
	}
	if m.Own != "" {
		b.State = "代理" + string(m.Role)
	}
	if m.Left {
		b.State, b.Void = "停用", true
	}
	return b
}

// Joining adds a person.
type Joining struct {
	Name string `json:"name"`
	Role Role   `json:"role"`
	PIN  string `json:"pin"` // argon2id string
}

// Slip asks for 姓名 and 身份.
func (x *Joining) Slip(Record, Context) paper.Sheet {
	s := paper.NewSheet(paper.Portrait)
	s.Body = []paper.Row{
		{Cells: []paper.Cell{paper.Label("姓名").Wide(30), paper.Text(&x.Name).Must()}},
		{Cells: []paper.Cell{paper.Label("身份").Wide(30), paper.Choice(&x.Role, Roles()...).Must()}},
	}
	return s
}

// Check holds the person against the roles: nobody adds somebody above.
func (x *Joining) Check(_ Record, c Context) []paper.Problem {
	var out []paper.Problem
	if len([]rune(x.Name)) > 20 {
		out = append(out, paper.Problem{Field: &x.Name, Words: "姓名太长，请只写姓名。"})
	}
	if x.Role.rank() == 0 {
		out = append(out, paper.Problem{Field: &x.Role, Words: "请选择身份：值班员、主管或经理。"})
	}
	if !c.By.Role.AtLeast(Supervisor) || c.By.Role == Supervisor && x.Role != Clerk {
		out = append(out, paper.Problem{Words: "增加值班员要由主管来做，增加主管和经理要由经理来做。"})
	}
	return out
}

// hidden is a deed about a person that is not filled in on paper.
type hidden struct{}

// Slip draws nothing.
func (hidden) Slip(Record, Context) paper.Sheet { return paper.NewSheet(paper.Portrait) }

// Renewing is a new PIN set by its owner.
type Renewing struct {
	hidden
	PIN string `json:"pin"` // argon2id string
}

// Resetting is a new PIN set by somebody above, or with the sealed code.
type Resetting struct {
	hidden
	PIN    string `json:"pin"`              // argon2id string
	ByCode bool   `json:"byCode,omitempty"` // with the code in the envelope
}

// Check lets a manager's PIN be reset only with the sealed code.
func (x *Resetting) Check(r Record, _ Context) []paper.Problem {
	if m, ok := r.(*Member); ok && m.Role == Manager && !x.ByCode {
		return []paper.Problem{{Words: m.resetWord()}}
	}
	return nil
}

// Failing is a wrong PIN.
type Failing struct{ hidden }

// Succeeding is the first right PIN after wrong ones.
type Succeeding struct{ hidden }

// Leaving takes the person from the list of those who sign.
type Leaving struct {
	Reason string `json:"reason,omitempty"`
}

// Slip asks for 停用原因.
func (x *Leaving) Slip(Record, Context) paper.Sheet {
	s := SlipOf(nil)
	s.Body = []paper.Row{SlipRow("停用原因", paper.Text(&x.Reason))}
	return s
}

// Deputing lets somebody sign in a role above their own until they are recalled: whoever
// leaves or is away, everything open can be brought to its end by somebody else (the
// only manager's own visit is reviewed by the deputy). Somebody of that role names the
// deputy; where nobody of it is left, the code in the sealed envelope does.
type Deputing struct {
	Role   Role   `json:"role"`
	Reason string `json:"reason"`
	ByCode bool   `json:"byCode,omitempty" sealed:"on"` // with the code in the envelope
}

// Slip asks for 代理身份 and 代理原因.
func (x *Deputing) Slip(Record, Context) paper.Sheet {
	s := SlipOf(nil)
	s.Body = []paper.Row{
		SlipRow("代理身份", paper.Choice(&x.Role, Supervisor, Manager).Must()),
		SlipRow("代理原因", paper.Text(&x.Reason).Must().Hinted("例如 经理休假")),
	}
	return s
}

// Check wants a role above the deputy's own, named by somebody of it: nobody makes
// themselves a deputy.
func (x *Deputing) Check(r Record, c Context) []paper.Problem {
	m := r.(*Member)
	var out Problems
	out.If(x.Role.rank() <= m.Role.rank(), &x.Role, m.Name+"本来就是"+string(m.Role)+"，请选更高的身份。")
	out.If(strings.TrimSpace(x.Reason) == "", &x.Reason, "请写明代理原因。")
	if x.ByCode {
		out.If(x.Role != Manager, &x.Role, "恢复码只用来指定经理的代理；主管的代理请由主管或经理指定。")
		return out
	}
	out.If(c.By.ID == m.ID, nil, "不能指定自己代理，请由"+string(x.Role)+"指定；没有经理在的，用密封信封里的恢复码。")
	out.If(!c.By.Role.AtLeast(x.Role), nil, "代理"+string(x.Role)+"要由"+string(x.Role)+"指定；没有经理在的，用密封信封里的恢复码。")
	return out
}

// Recalling ends it: the deputy signs in the role of their own again.
type Recalling struct{ hidden }

// Check lets the deputy end it, and whoever may have named them.
func (x *Recalling) Check(r Record, c Context) []paper.Problem {
	m := r.(*Member)
	var out Problems
	out.If(c.By.ID != m.ID && !c.By.Role.AtLeast(m.Role), nil, "代理由本人或"+string(m.Role)+"结束。")
	return out
}
