package forms

import "frontdesk/forms/law"

// Role is what a person of the office may do; each role may do all that the
// roles before it may.
type Role string

// Roles, from the least to the most.
const (
	Clerk      Role = "值班员"
	Supervisor Role = "主管"
	Manager    Role = "经理"
)

// Roles lists all roles, from the least to the most.
func Roles() []Role { return []Role{Clerk, Supervisor, Manager} }

// AtLeast tells whether r may do what least may. No role at all may nothing.
func (r Role) AtLeast(least Role) bool { return r.rank() >= least.rank() && r.rank() > 0 }

func (r Role) rank() int {
	for i, x := range Roles() {
		if x == r {
			return i + 1
		}
	}
	return 0
}

// Person is somebody of the office who signs.
type Person struct {
	ID   string `json:"id"`   // never used again for somebody else
	Name string `json:"name"` // as it is printed
	Role Role   `json:"role"`
}

// As is in what quality somebody speaks (身份).
type As string

// Identities, in the order of the form.
const (
	Owner  As = "业主"
	Tenant As = "租户"
	Others As = "其他"
)

// Office is what the forms need to know of the office.
type Office struct {
	Name   string  `json:"name"`
	Shifts []Shift `json:"shifts"`
	Demo   bool    `json:"demo,omitempty"` // a trial office: every page says so
	Rules  Rules   `json:"rules"`
	// Procedures are what the office calls those that its rules are taken from.
	Procedures law.Names `json:"procedures,omitempty"`
	Calendar   Calendar  `json:"-"`
}

// Clause is a clause as people read it, by the name that the office has for its
// procedure: 《回访管理规程》4.1.1. An office that nobody knows has none of its own.
func (o *Office) Clause(key law.Key) string {
	var own law.Names
	if o != nil {
		own = o.Procedures
	}
	return own.Named(key)
}

// Shift is a stretch of duty, given in minutes after midnight. A shift whose
// end is not after its start runs across midnight (S0/6, S3 3.1).
type Shift struct {
	Name  string `json:"name"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Signs tells whether somebody of that name signs in the office.
func Signs(staff []Person, name string) bool {
	for _, p := range staff {
		if p.Name == name {
			return true
		}
	}
	return false
}
