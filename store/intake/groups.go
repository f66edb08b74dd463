package intake

import (
	"slices"
	"strings"

	"frontdesk/forms"
)

// group is a column of names with the columns that go with it.
type group struct {
	name    int // -1 where there are only phones
	as      forms.As
	phones  []int
	quality int // the column of 身份, -1 for none
}

// groups are the people a row may speak of: the owner and the tenant, say.
type groups struct {
	all     []group
	remarks []int
}

// newGroups finds which phones go with which names. What the head says counts;
// else a phone or a quality goes with the name on its left.
func newGroups(m Mapping) groups {
	gs := groups{remarks: m.columns(func(x Meaning) bool { return x == Remark })}
	for _, i := range m.columns(Meaning.isName) {
		as := map[Meaning]forms.As{OwnerName: forms.Owner, TenantName: forms.Tenant}[m.Of(i)]
		gs.all = append(gs.all, group{name: i, as: as, quality: -1})
	}
	for _, i := range m.columns(Meaning.isPhone) {
		as := map[Meaning]forms.As{OwnerPhone: forms.Owner, TenantPhone: forms.Tenant}[m.Of(i)]
		g := gs.near(i, as)
		g.phones = append(g.phones, i)
	}
	for _, i := range m.columns(func(x Meaning) bool { return x == Quality }) {
		gs.near(i, "").quality = i
	}
	return gs
}

// near finds the group that a column goes with: one of that quality before one
// of none, and of several the last whose name stands before the column.
func (gs *groups) near(column int, as forms.As) *group {
	best, most := -1, -1
	for i, g := range gs.all {
		if as != "" && g.as != "" && g.as != as {
			continue
		}
		score := 0
		if as != "" && g.as == as {
			score += 2
		}
		if g.name < column {
			score++
		}
		if score > most || score == most && g.name < column {
			best, most = i, score
		}
	}
	if best < 0 {
		gs.all = append(gs.all, group{name: -1, as: as, quality: -1})
		best = len(gs.all) - 1
	}
	return &gs.all[best]
}

// of gives the people of a row, and what could not be read for certain. Every
// cell goes through clean first.
func (gs groups) of(l Line, clean func(string) string) (all []person, said []string) {
	for _, g := range gs.all {
		people := readNames(clean(l.Cell(g.name)))
		for _, i := range g.phones {
			var more []string
			people, more = givePhones(people, clean(l.Cell(i)))
			said = append(said, more...)
		}
		as := g.as
		if read := qualityOf(clean(l.Cell(g.quality))); read != "" {
			as = read
		}
		for i := range people {
			if people[i].as == "" {
				people[i].as = as
			}
		}
		all = append(all, people...)
	}
	all = slices.DeleteFunc(all, func(p person) bool { return p.name == "" && len(p.phones) == 0 })
	var notes []string
	for _, i := range gs.remarks {
		if c := strings.Join(strings.Fields(clean(l.Cell(i))), " "); c != "" {
			notes = append(notes, c)
		}
	}
	for i := range all {
		all[i].note = cut(strings.TrimSpace(all[i].note+" "+strings.Join(notes, "；")), longestNote)
	}
	return all, said
}

// longestNote is how many characters of a remark go in.
const longestNote = 200

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
