package forms

import (
	"regexp"
	"strconv"
)

// Linker is an entry that follows from others: a visit from the line of the
// plan, a complaint from the visit that did not pass (B). What belongs together
// is shown and prints together.
type Linker interface {
	Follows() []Ref
}

var numbered = regexp.MustCompile(`^(\d{4})-(\d{4,})$`)

// refs are the entries of books by their numbers as they are printed; words that
// are no number are left out. Books and numbers take turns.
func refs(pairs ...string) []Ref {
	var out []Ref
	for i := 0; i+1 < len(pairs); i += 2 {
		m := numbered.FindStringSubmatch(pairs[i+1])
		if m == nil {
			continue
		}
		year, _ := strconv.Atoi(m[1]) // the pattern lets only digits through
		no, err := strconv.Atoi(m[2])
		if err == nil {
			out = append(out, Ref{pairs[i], year, no})
		}
	}
	return out
}

// Follows is the entry that an unsatisfied customer's complaint refers to.
func (d *Duty) Follows() []Ref { return refs(dutyKey, d.Refers) }

// Follows is the permit that this one took the place of.
func (r *Release) Follows() []Ref { return refs(releaseKey, r.Refers) }

// Follows is the finished matter.
func (p *Plan) Follows() []Ref { return refs(dutyKey, p.Refers) }

// Follows are the line of the plan, the matter, and the visit before.
func (v *Visit) Follows() []Ref { return refs(dutyKey, v.Refers, planKey, v.Plan, visitKey, v.After) }

// Follows are the matter, and the visit that did not pass.
func (r *ComplaintRecord) Follows() []Ref { return refs(dutyKey, r.Refers, visitKey, r.Visit) }
