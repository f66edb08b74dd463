package quarter

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"frontdesk/forms"
	"frontdesk/forms/complaint"
	"frontdesk/forms/duty"
	"frontdesk/forms/resident"
)

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
	if k := resident.RoomKey(room); k != "" {
		return k
	}
	return strings.Join(strings.Fields(room), "")
}

// complaintsOf are the complaints of a quarter: those of the duty log, and the
// records that no line of it stands for: of a visit that did not pass, or begun
// by hand.
func complaintsOf(log, records []forms.Entry) []Again {
	var out []Again
	for _, e := range log {
		if d := e.(*duty.Record); d.Kind == forms.Complaint && d.State != forms.Annulled {
			out = append(out, againOf(d))
		}
	}
	for _, e := range records {
		r := e.(*complaint.Record)
		if r.State != forms.Annulled && (r.Visit != "" || r.Refers == "") {
			out = append(out, Again{Ref: "投诉 " + r.Ref.String(), At: r.Received, Room: r.Room, What: forms.Clip(r.Facts), key: placeKey(r.Room), follow: r.Refers})
		}
	}
	return out
}

// repairsOf are the repairs of a quarter.
func repairsOf(log []forms.Entry) []Again {
	var out []Again
	for _, e := range log {
		if d := e.(*duty.Record); d.Kind == forms.Repair && d.State != forms.Annulled {
			out = append(out, againOf(d))
		}
	}
	return out
}

func againOf(d *duty.Record) Again {
	x := Again{Ref: d.Ref.String(), At: d.Happened, Room: d.Room, What: forms.Clip(strings.Join(strings.Fields(d.Text), " ")), key: placeKey(d.Room), follow: d.Refers}
	if d.Confidential {
		x.What = forms.Veiled
	}
	return x
}
