package release

import (
	"slices"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/resident"
)

// Correction corrects an application before it is issued: the old words
// stay, and what was verified has to be verified again.
type Correction struct {
	Line   Line   `json:"line"`
	Reason string `json:"reason"`
}

// Start copies what stands there now.
func (x *Correction) Start(r forms.Record, _ forms.Context) {
	x.Line = r.(*Record).Line
	x.Line.Items = slices.Clone(x.Line.Items)
}

// TakeResident fills in what the office's list knows of whoever was meant.
func (x *Correction) TakeResident(r resident.Resident) { x.Line.TakeResident(r) }

// Seal keeps what was worked out when the application was written.
func (x *Correction) Seal(r forms.Record, c forms.Context) {
	shift, clause := x.Line.Shift, x.Line.Clause
	x.Line.Seal(r, c)
	x.Line.Shift, x.Line.Clause = shift, clause
}

// Check holds the corrected application against the procedures, as if it were
// new.
func (x *Correction) Check(r forms.Record, c forms.Context) []paper.Problem {
	out := x.Line.Check(nil, c)
	return forms.Changed(out, &r.(*Record).Line, &x.Line)
}

func (x *Correction) release(r *Record, a forms.Act) error {
	marks, err := forms.Corrections(a, x.Reason, &r.Line, &x.Line)
	if err != nil {
		return err
	}
	r.Marks = append(r.Marks, marks...)
	r.Line = x.Line
	r.Verified, r.Verifier, r.State = Verifying{}, "", ToVerify
	gone := ""
	for _, m := range marks {
		if m.Old != "" && forms.FieldOf(&r.Line, m.Field) == nil {
			gone += m.Old + " "
		}
	}
	if gone != "" { // a line that is no more has no place to show its old words
		gone = "；划去：" + strings.TrimSpace(gone)
	}
	r.Notes.Remark(a, "更正原因："+x.Reason+gone)
	return nil
}
