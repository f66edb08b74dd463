package forms

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
)

// KindStat is what became of the visits of one kind in a quarter (S0/2 4.6).
// Visits count with the quarter in which their matter was finished; a second
// visit, or one outside the plan, is another visit of a matter that was counted.
type KindStat struct {
	Kind       VisitKind `json:"kind"`
	Rule       int       `json:"rule"`       // percent that are to be visited
	Finished   int       `json:"finished"`   // 完成
	Want       int       `json:"want"`       // 应访
	Visited    int       `json:"visited"`    // 实访
	InTime     int       `json:"inTime"`     // of these within their window
	Passed     int       `json:"passed"`     // 合格
	Failed     int       `json:"failed"`     // 不合格
	Lacking    int       `json:"lacking"`    // 无法联系
	Pleased    int       `json:"pleased"`    // 满意
	Content    int       `json:"content"`    // 基本满意
	Displeased int       `json:"displeased"` // 不满意
	Unfinished int       `json:"unfinished"` // forms not reviewed yet
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
}

// percent is a part of a whole in percent; 0 of nothing.
func percent(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * float64(part) / float64(whole)
}

// rate is a part of a whole as it is printed; empty of nothing.
func rate(part, whole int) string {
	if whole == 0 {
		return ""
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", percent(part, whole)), ".0") + "%"
}

// countOf makes the statistics of a quarter from the lines of the plan and the
// forms of its visits.
func countOf(q Quarter, rules Rules, plan, visits []Entry) []KindStat {
	out := make([]KindStat, len(VisitKinds()))
	at := map[VisitKind]*KindStat{}
	shares := map[VisitKind]map[int]int{} // of the matters, by the share in force
	for i, k := range VisitKinds() {
		out[i].Kind, out[i].Rule = k, rules.Visit(k).Share
		at[k], shares[k] = &out[i], map[int]int{}
	}
	for _, e := range plan {
		p := e.(*Plan)
		if p.State == Annulled || at[p.Kind] == nil || QuarterOf(p.Finished) != q {
			continue
		}
		at[p.Kind].Finished++
		share := p.Draw.Share
		if p.Draw.N == 0 {
			share = at[p.Kind].Rule
		}
		shares[p.Kind][share]++
	}
	for k, of := range shares {
		for share, n := range of {
			at[k].Want += (n*share + 99) / 100
		}
	}
	for _, e := range visits {
		v := e.(*Visit)
		if v.State != Annulled && v.Plan != "" && at[v.Kind] != nil && QuarterOf(v.Finished) == q {
			at[v.Kind].visit(v)
		}
	}
	return out
}

// visit counts one form.
func (k *KindStat) visit(v *Visit) {
	count := func(n *int, is bool) {
		if is {
			*n++
		}
	}
	made := v.made()
	count(&k.Visited, made)
	count(&k.InTime, made && !v.Seen.When.After(v.To))
	count(&k.Passed, v.State == Passed)
	count(&k.Failed, v.failed())
	count(&k.Lacking, v.State == Lacking)
	count(&k.Unfinished, v.Brief().Open && !v.failed())
	count(&k.Pleased, made && v.Seen.Satisfied == Pleased)
	count(&k.Content, made && v.Seen.Satisfied == Content)
	count(&k.Displeased, made && v.Seen.Satisfied == Displeased)
}

// FailedVisit is a visit that did not pass, as the quarter's list has it.
type FailedVisit struct {
	Ref   string    `json:"ref"`
	Kind  VisitKind `json:"kind"`
	Room  string    `json:"room"`
	What  string    `json:"what"`
	Lacks string    `json:"lacks"`
	Then  string    `json:"then"` // what the manager has decided
}

// failuresOf lists the visits of a quarter that did not pass, second ones too.
func failuresOf(q Quarter, visits []Entry) []FailedVisit {
	var out []FailedVisit
	for _, e := range visits {
		v := e.(*Visit)
		if QuarterOf(v.Finished) == q && v.failed() {
			out = append(out, FailedVisit{v.Ref.String(), v.Kind, v.Room, clip(v.What), clip(v.Seen.Lacks), clip(v.Decided.Decision)})
		}
	}
	return out
}

// Again is a complaint or a repair that may be the same matter as another one of
// the same room or place. Those of one group number are one matter; without a
// number it stands for itself. The program guesses, the clerk joins and parts.
type Again struct {
	Ref   string    `json:"ref"`
	At    time.Time `json:"at"`
	Room  string    `json:"room"`
	What  string    `json:"what"`
	Group int       `json:"group,omitempty"`

	key    string // of the room or place
	follow string // number of the one it follows from
}

// How often a matter comes back until it stands on the quarter's lists (S0/2
// 4.6): complained of twice, repaired three times.
const (
	complainedAgain = 2
	repairedAgain   = 3
)

// again lists the matters of a quarter that may have come back at least so many
// times: those that look the same get one number, and those of the same room
// are shown beside them.
func again(all []Again, least int) []Again {
	group := make([]int, len(all))
	for i := range all {
		group[i] = i
		for j := range i {
			if all[i].same(all[j]) {
				join(group, group[i], group[j])
			}
		}
	}
	size, rooms := map[int]int{}, map[string]int{}
	for i, x := range all {
		size[group[i]]++
		rooms[x.key]++
	}
	var out []Again
	for i, x := range all {
		switch {
		case size[group[i]] >= least:
			x.Group = -1 - group[i]
		case x.key == "" || rooms[x.key] < least:
			continue
		}
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b Again) int { return strings.Compare(a.key, b.key) })
	number := map[int]int{0: 0}
	for i := range out {
		g := out[i].Group
		if _, ok := number[g]; !ok {
			number[g] = len(number)
		}
		out[i].Group = number[g]
	}
	return out
}

func join(group []int, from, to int) {
	for i := range group {
		if group[i] == from {
			group[i] = to
		}
	}
}

// same guesses whether two are one matter: of the same place, and said in like
// words, or one following from the other.
func (x Again) same(y Again) bool {
	return x.follow != "" && x.follow == y.Ref || y.follow != "" && y.follow == x.Ref || x.key == y.key && alike(x.What, y.What)
}

// alikeFrom is how much of the shorter of two texts has to stand in the other
// for them to be about the same, in parts of its pairs of characters.
const alikeFrom = 0.4

// alike tells whether two subjects look the same: 厨房水管漏水 and 水管又漏水了.
func alike(a, b string) bool {
	p, q := pairs(a), pairs(b)
	if len(q) < len(p) {
		p, q = q, p
	}
	both := 0
	for x := range p {
		if q[x] {
			both++
		}
	}
	return len(p) > 0 && float64(both) >= alikeFrom*float64(len(p))
}

// pairs are the pairs of characters that stand next to each other in a text,
// marks and spaces left out.
func pairs(s string) map[[2]rune]bool {
	var last rune
	out := map[[2]rune]bool{}
	for _, r := range s {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			last = 0
			continue
		case last != 0:
			out[[2]rune{last, r}] = true
		}
		last = r
	}
	return out
}

// groups are the matters that came back at least so many times, as the clerk
// has left them: each group in a row.
func groups(all []Again, least int) [][]Again {
	by := map[int][]Again{}
	var order []int
	for _, x := range all {
		if x.Group == 0 {
			continue
		}
		if by[x.Group] == nil {
			order = append(order, x.Group)
		}
		by[x.Group] = append(by[x.Group], x)
	}
	var out [][]Again
	for _, g := range order {
		if len(by[g]) >= least {
			out = append(out, by[g])
		}
	}
	return out
}

// placeKey is what is the same for one room or place however it is written.
func placeKey(room string) string {
	if k := RoomKey(room); k != "" {
		return k
	}
	return strings.Join(strings.Fields(room), "")
}

// complaintsOf are the complaints of a quarter: those of the duty log, and the
// records that no line of it stands for: of a visit that did not pass, or begun
// by hand.
func complaintsOf(log, records []Entry) []Again {
	var out []Again
	for _, e := range log {
		if d := e.(*Duty); d.Kind == Complaint && d.State != Annulled {
			out = append(out, againOf(d))
		}
	}
	for _, e := range records {
		r := e.(*ComplaintRecord)
		if r.State != Annulled && (r.Visit != "" || r.Refers == "") {
			out = append(out, Again{Ref: "投诉 " + r.Ref.String(), At: r.Received, Room: r.Room, What: clip(r.Facts), key: placeKey(r.Room), follow: r.Refers})
		}
	}
	return out
}

// repairsOf are the repairs of a quarter.
func repairsOf(log []Entry) []Again {
	var out []Again
	for _, e := range log {
		if d := e.(*Duty); d.Kind == Repair && d.State != Annulled {
			out = append(out, againOf(d))
		}
	}
	return out
}

func againOf(d *Duty) Again {
	x := Again{Ref: d.Ref.String(), At: d.Happened, Room: d.Room, What: clip(strings.Join(strings.Fields(d.Text), " ")), key: placeKey(d.Room), follow: d.Refers}
	if d.Confidential {
		x.What = Veiled
	}
	return x
}
