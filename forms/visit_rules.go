package forms

import (
	"fmt"
	"slices"
	"time"

	"frontdesk/forms/law"
)

// VisitKind is what a follow-up visit is made for (S0/2 4.1.1).
type VisitKind string

// Kinds of visits, in the order of the procedures.
const (
	OfComplaint VisitKind = "投诉"
	OfRepair    VisitKind = "维修"
	OfService   VisitKind = "特约服务"
	OfPatient   VisitKind = "急救病人"
	OfHelp      VisitKind = "求助"
	OfEvent     VisitKind = "文体报刊"
	OfOther     VisitKind = "其他"
)

// VisitWay is how a household is visited.
type VisitWay string

// Ways of visiting.
const (
	FaceToFace VisitWay = "面谈"
	OnSite     VisitWay = "现场查看"
	OnPhone    VisitWay = "电话"
)

// VisitRule is when, how many and by whom of a kind are visited. Days are
// counted from the day on which the matter was finished.
type VisitRule struct {
	Kind    VisitKind `json:"kind"`
	Clause  law.Key   `json:"clause"`
	From    int       `json:"from"`              // not before, days; 0 is at once
	To      int       `json:"to"`                // not later, days
	Working bool      `json:"working,omitempty"` // working days, else calendar days
	Share   int       `json:"share"`             // percent that are visited (S0/2 4.1.2)
	Two     bool      `json:"two,omitempty"`     // two visitors sign (S0/2 4.1.3)
	Phone   bool      `json:"phone,omitempty"`   // may be done by telephone
	Of      []Kind    `json:"of,omitempty"`      // kinds of the duty log that enter by themselves
}

// DefaultVisits are the rules as the procedures give them (S0/2 4.1).
func DefaultVisits() []VisitRule {
	return []VisitRule{
		{Kind: OfComplaint, Clause: "S0/2 4.1", To: 3, Share: 100, Two: true, Of: []Kind{Complaint}},
		{Kind: OfRepair, Clause: "S0/2 4.1", From: 1, To: 2, Share: 30, Of: []Kind{Repair}},
		{Kind: OfService, Clause: "S0/2 4.1", To: 7, Share: 30, Of: []Kind{Paid}},
		{Kind: OfPatient, Clause: "S0/2 4.1", To: 7, Share: 30, Of: []Kind{Patient}},
		{Kind: OfHelp, Clause: "S0/2 4.1", To: 7, Share: 30, Phone: true, Of: []Kind{Incident}},
		{Kind: OfEvent, Clause: "S0/2 4.1", To: 7, Share: 10, Phone: true},
		{Kind: OfOther, Clause: "S0/2 4.1", To: 7, Phone: true, Of: []Kind{Written, Suggestion, Other}},
	}
}

// VisitKinds lists the kinds of visits, in the order of the procedures.
func VisitKinds() []VisitKind {
	return []VisitKind{OfComplaint, OfRepair, OfService, OfPatient, OfHelp, OfEvent, OfOther}
}

// Visit gives the rule of a kind of visits.
func (r Rules) Visit(k VisitKind) VisitRule {
	for _, x := range r.Visits {
		if x.Kind == k {
			return x
		}
	}
	return VisitRule{Kind: k}
}

// VisitOf gives the rule by which a finished matter of the duty log enters the
// plan; false where it does not: its kind is not visited, or by no share.
func (r Rules) VisitOf(k Kind) (VisitRule, bool) {
	for _, x := range r.Visits {
		if slices.Contains(x.Of, k) {
			return x, x.Share > 0
		}
	}
	return VisitRule{}, false
}

// Window is from when until when a visit is made after a matter was finished,
// both included; whole days but for a visit that may be made at once.
func (x VisitRule) Window(c Calendar, finished time.Time) (from, to time.Time) {
	after := func(days int) time.Time {
		d := StartOfDay(finished)
		if !x.Working {
			return d.AddDate(0, 0, days)
		}
		for range days {
			d = c.NextWorkday(d)
		}
		return d
	}
	from = finished
	if x.From > 0 {
		from = after(x.From)
	}
	return from, EndOfDay(after(x.To))
}

// Cited is the rule's clause and what it said, as it is kept on what was promised
// by it.
func (x VisitRule) Cited() law.Key { return x.Clause + "：" + law.Key(x.Words()) }

// Words say the rule as a table of rules does.
func (x VisitRule) Words() string {
	days := "天"
	if x.Working {
		days = "个工作日"
	}
	from := "随时"
	if x.From > 0 {
		from = fmt.Sprintf("%d %s后", x.From, days)
	}
	return fmt.Sprintf("%s，%d %s内，%d%%", from, x.To, days, x.Share)
}
