package duty

import (
	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/resident"
)

// Correction corrects an entry: the whole line as it should read, and the
// notes that should read otherwise. The old words stay, struck through (S3 3.1
// 4.1.8); which ones they are is found by holding the two side by side.
type Correction struct {
	Line   Line      `json:"line"`
	Notes  []NoteFix `json:"notes,omitempty"`
	Reason string    `json:"reason"`
	// Visit is by which rule a matter that was finished as one that nobody visits enters
	// the plan, now that it is of another kind (A 7).
	Visit forms.VisitKind `json:"visit,omitempty" sealed:"on"`
}

// NoteFix gives a note its right words.
type NoteFix struct {
	Seq  int64  `json:"seq" sealed:"only"`
	Text string `json:"text"`
}

// Start copies what stands there now.
func (x *Correction) Start(r forms.Record, _ forms.Context) {
	d := r.(*Record)
	x.Line = d.Line
	x.Notes = nil
	for _, n := range d.Notes {
		x.Notes = append(x.Notes, NoteFix{n.Seq, n.Text})
	}
}

// TakeResident fills in what the office's list knows of whoever was meant.
func (x *Correction) TakeResident(r resident.Resident) { x.Line.TakeResident(r) }

// Seal keeps of the notes only those that change. A line that becomes of
// another kind takes that kind's rule, counted from when it was written down.
func (x *Correction) Seal(r forms.Record, c forms.Context) {
	d := r.(*Record)
	var changed []NoteFix
	for _, f := range x.Notes {
		for _, n := range d.Notes {
			if n.Seq == f.Seq && n.Text != f.Text {
				changed = append(changed, f)
			}
		}
	}
	x.Notes = changed
	if x.Line.Kind != d.Kind {
		shift, late := x.Line.Shift, x.Line.Late
		c.Now = d.Written
		x.Line.Seal(nil, c)
		x.Line.Shift, x.Line.Late = shift, late
	}
	x.Visit = ""
	if rule, ok := c.Office.Rules.VisitOf(x.Line.Kind); ok && !d.Planned && !d.Finished.IsZero() {
		x.Visit = rule.Kind
	}
}

// Opens enters a finished matter into the plan that is of a kind to be visited only
// now: calling it something else meanwhile keeps nothing from being drawn.
func (x *Correction) Opens(r forms.Record, _ forms.Act) []forms.Opening {
	return r.(*Record).planned(x.Visit)
}

// Slip draws the line as it stands, to be written over.
func (x *Correction) Slip(r forms.Record, c forms.Context) paper.Sheet {
	d := r.(*Record)
	s := forms.SlipOf(d)
	s.Body = append(s.Body, x.Line.rows(c)...)
	for i := range x.Notes {
		s.Body = append(s.Body, forms.SlipRow("处理情况", paper.Long(&x.Notes[i].Text).Must()))
	}
	s.Body = append(s.Body, forms.SlipRow("更正原因", paper.Text(&x.Reason).Must()))
	return s
}

// Check holds the corrected line against the procedures, as if it were new.
func (x *Correction) Check(r forms.Record, c forms.Context) []paper.Problem {
	out := x.Line.Check(nil, c)
	y := *x
	y.Seal(r, c)
	if len(y.Notes) > 0 {
		return out
	}
	return forms.Changed(out, &r.(*Record).Line, &x.Line)
}

func (x *Correction) do(d *Record, a forms.Act) error {
	marks, err := forms.Corrections(a, x.Reason, &d.Line, &x.Line)
	if err != nil {
		return err
	}
	d.Marks = append(d.Marks, marks...)
	if x.Line.Kind != d.Kind {
		if d.Dispatched.IsZero() {
			d.Promised = x.Line.Due
		}
		d.note(a, "类别由“"+string(d.Kind)+"”更正为“"+string(x.Line.Kind)+"”")
	}
	d.Line = x.Line
	d.Planned = d.Planned || x.Visit != ""
	for _, f := range x.Notes {
		for i := range d.Notes {
			if n := &d.Notes[i]; n.Seq == f.Seq {
				n.Was = append(n.Was, forms.Mark{Old: n.Text, At: a.At, By: a.By.Name})
				n.Text = f.Text
			}
		}
	}
	d.note(a, "更正原因："+x.Reason)
	return nil
}
