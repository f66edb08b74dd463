package quarter

import (
	"frontdesk/forms"
	"frontdesk/forms/visit"
)

// KindStat is what became of the visits of one kind in a quarter (S0/2 4.6).
// Visits count with the quarter in which their matter was finished; a second
// visit, or one outside the plan, is another visit of a matter that was counted.
type KindStat struct {
	Kind       forms.VisitKind `json:"kind"`
	Rule       int             `json:"rule"`       // percent that are to be visited
	Finished   int             `json:"finished"`   // 完成
	Want       int             `json:"want"`       // 应访
	Visited    int             `json:"visited"`    // 实访
	InTime     int             `json:"inTime"`     // of these within their window
	Passed     int             `json:"passed"`     // 合格
	Failed     int             `json:"failed"`     // 不合格
	Lacking    int             `json:"lacking"`    // 无法联系
	Pleased    int             `json:"pleased"`    // 满意
	Content    int             `json:"content"`    // 基本满意
	Displeased int             `json:"displeased"` // 不满意
	Unfinished int             `json:"unfinished"` // forms not reviewed yet
	// Missed are those that were drawn, or all have to be visited, and were not: no
	// other visit stands for them.
	Missed int `json:"missed,omitempty"`
}

// add takes another one's numbers in.
func (k *KindStat) add(x KindStat) {
	k.Finished += x.Finished
	k.Want += x.Want
	k.Visited += x.Visited
	k.InTime += x.InTime
	k.Passed += x.Passed
	k.Failed += x.Failed
	k.Lacking += x.Lacking
	k.Pleased += x.Pleased
	k.Content += x.Content
	k.Displeased += x.Displeased
	k.Unfinished += x.Unfinished
	k.Missed += x.Missed
}

// countOf makes the statistics of a quarter from the lines of the plan and the
// forms of its visits.
func countOf(q forms.Quarter, rules forms.Rules, plan, visits []forms.Entry) []KindStat {
	out := make([]KindStat, len(forms.VisitKinds()))
	at := map[forms.VisitKind]*KindStat{}
	shares := map[forms.VisitKind]map[int]int{} // of the matters, by the share in force
	for i, k := range forms.VisitKinds() {
		out[i].Kind, out[i].Rule = k, rules.Visit(k).Share
		at[k], shares[k] = &out[i], map[int]int{}
	}
	for _, e := range plan {
		p := e.(*visit.Plan)
		if p.State == forms.Annulled || at[p.Kind] == nil || forms.QuarterOf(p.Finished) != q {
			continue
		}
		at[p.Kind].Finished++
		shares[p.Kind][shareOf(p, rules)]++
	}
	for k, of := range shares {
		at[k].Want = asked(of)
	}
	went := map[string]bool{} // lines of the plan whose household was visited, or sought in vain
	for _, e := range visits {
		v := e.(*visit.Record)
		if v.State != forms.Annulled && v.Plan != "" && at[v.Kind] != nil && forms.QuarterOf(v.Finished) == q {
			at[v.Kind].visit(v)
			went[v.Plan] = v.Made() || v.State == visit.Lacking
		}
	}
	countMissed(q, at, plan, went)
	return out
}

// shareOf is the share in force when a matter entered the plan, percent.
func shareOf(p *visit.Plan, rules forms.Rules) int {
	if p.Draw.N == 0 {
		return rules.Visit(p.Kind).Share
	}
	return p.Draw.Share
}

// asked is how many visits shares ask for, each of its matters.
func asked(matters map[int]int) int {
	want := 0
	for share, n := range matters {
		want += (n*share + 99) / 100
	}
	return want
}

// countMissed counts what had to be visited itself, and was not.
func countMissed(q forms.Quarter, at map[forms.VisitKind]*KindStat, plan []forms.Entry, went map[string]bool) {
	for _, e := range plan {
		p := e.(*visit.Plan)
		if p.State != forms.Annulled && at[p.Kind] != nil && forms.QuarterOf(p.Finished) == q && p.IsDrawn() && !went[p.Ref.String()] {
			at[p.Kind].Missed++
		}
	}
}

// visit counts one form.
func (k *KindStat) visit(v *visit.Record) {
	count := func(n *int, is bool) {
		if is {
			*n++
		}
	}
	made := v.Made()
	count(&k.Visited, made)
	count(&k.InTime, made && !v.Seen.When.After(v.To))
	count(&k.Passed, v.State == visit.Passed)
	count(&k.Failed, v.Failed())
	count(&k.Lacking, v.State == visit.Lacking)
	count(&k.Unfinished, v.Brief().Open && !v.Failed())
	count(&k.Pleased, made && v.Seen.Satisfied == forms.Pleased)
	count(&k.Content, made && v.Seen.Satisfied == forms.Content)
	count(&k.Displeased, made && v.Seen.Satisfied == forms.Displeased)
}

// FailedVisit is a visit that did not pass, as the quarter's list has it.
type FailedVisit struct {
	Ref   string          `json:"ref"`
	Kind  forms.VisitKind `json:"kind"`
	Room  string          `json:"room"`
	What  string          `json:"what"`
	Lacks string          `json:"lacks"`
	Then  string          `json:"then"` // what the manager has decided
}

// failuresOf lists the visits of a quarter that did not pass, second ones too.
func failuresOf(q forms.Quarter, visits []forms.Entry) []FailedVisit {
	var out []FailedVisit
	for _, e := range visits {
		v := e.(*visit.Record)
		if forms.QuarterOf(v.Finished) == q && v.Failed() {
			out = append(out, FailedVisit{v.Ref.String(), v.Kind, v.Room, forms.Clip(v.What), forms.Clip(v.Seen.Lacks), forms.Clip(v.Decided.Decision)})
		}
	}
	return out
}
