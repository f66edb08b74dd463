package release

import (
	"strings"
	"time"

	"frontdesk/forms"
)

// Fate is what became of a red slip once it has left the desk. A slip has exactly one:
// so many as were issued, so many are outside or have come to an end (D 5).
type Fate string

// Fates of a red slip.
const (
	StillOut   Fate = "在外"
	BackUsed   Fate = "用后收回"
	BackUnused Fate = "未用收回"
	BackVoid   Fate = "作废收回"
	NotFound   Fate = "遗失"
	Found      Fate = "遗失找回"
)

// Fates lists them as they are reckoned up: the ends first, then what is outside.
func Fates() []Fate { return []Fate{BackUsed, BackUnused, BackVoid, Found, NotFound, StillOut} }

// Fate is what became of the permit's red slip; empty where none has left the desk.
func (r *Record) Fate() Fate {
	lost, back := !r.LostAt.IsZero(), !r.Returned.IsZero()
	switch {
	case !r.WasIssued():
		return ""
	case lost && back:
		return Found
	case lost:
		return NotFound
	case !back:
		return StillOut
	case r.WasUsed():
		return BackUsed
	case r.IsVoid():
		return BackVoid
	}
	return BackUnused
}

// stands works the state of an issued permit out from what became of its slip: a slip
// that is outside keeps it open, in force or not.
func (r *Record) stands() string {
	switch f := r.Fate(); {
	case f == "":
		return r.State
	case f == NotFound:
		return Lost
	case f == StillOut && r.IsVoid():
		return VoidOut
	case f == StillOut && r.WasUsed():
		return ToReturn
	case f == StillOut:
		return ToPass
	case r.IsVoid():
		return forms.Annulled
	case r.Return.Gone && r.Settled.Result == "":
		return ToSettle
	}
	return forms.ToArchive
}

// WasIssued tells whether a red slip has left the desk.
func (r *Record) WasIssued() bool { return !r.Issued.IsZero() }

// WasUsed tells whether things went out on the permit.
func (r *Record) WasUsed() bool { return r.Passed.Result == Agrees }

// IsVoid tells whether the permit is out of force; its slip may be outside all the same.
func (r *Record) IsVoid() bool { return r.Annulment != "" }

// IsOut tells whether the red slip is outside the house.
func (r *Record) IsOut() bool { return r.Fate() == StillOut }

// Overdue tells whether the red slip should be back and is not.
func (r *Record) Overdue(now time.Time) bool {
	return r.IsOut() && now.After(r.SlipDue)
}

// MayPass tells whether things may go out on the slip: only such a one is printed.
func (r *Record) MayPass() bool { return r.State == ToPass }

// fateWords say what became of the slip, where it was not simply brought back.
func (r *Record) fateWords() string {
	var out []string
	if r.Loss.Reason != "" {
		out = append(out, "红联遗失："+r.Loss.Reason)
	}
	switch r.Fate() {
	case Found:
		out = append(out, "红联已找回")
	case BackUnused:
		out = append(out, "红联没有使用")
	}
	return strings.Join(out, "；")
}
