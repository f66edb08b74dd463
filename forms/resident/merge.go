package resident

import (
	"cmp"
	"slices"
)

// Settlement is what a list that was read in does to one resident.
type Settlement struct {
	Before *Resident // as he was kept; nil for somebody new
	After  Resident  // as he will be kept, with the ID he has
	From   []int     // the places in the list that speak of him
}

// Changed tells whether somebody who was kept already is changed.
func (s *Settlement) Changed() bool { return s.Before != nil && !s.Before.Equal(s.After) }

// Settle puts a list of tidied residents over those that are kept, and returns
// everybody the list speaks of, in its order. The list brings people and new
// words; it never empties: what it does not say stays, and whom it does not
// name stays.
//
// Somebody is known again by room and name. Where one side does not know the
// name, a shared phone in the same room does.
func Settle(kept, list []Resident) []*Settlement {
	s := settling{named: map[string]*Settlement{}, rooms: map[string][]*Settlement{}, told: make([]Resident, len(list))}
	for i := range kept {
		s.know(RoomKey(kept[i].Room), &Settlement{Before: &kept[i], After: kept[i]})
	}
	var out []*Settlement
	// Those with a name come first: a phone without one can then find its owner
	// wherever he stands in the list.
	for _, named := range []bool{true, false} {
		for i, r := range list {
			if (r.Name != "") != named {
				continue
			}
			x := s.find(RoomKey(r.Room), r)
			if len(x.From) == 0 {
				out = append(out, x)
			}
			x.From = append(x.From, i)
			s.told[x.From[0]] = s.told[x.From[0]].with(r)
		}
	}
	for _, x := range out {
		x.After = x.After.take(s.told[x.From[0]])
	}
	slices.SortStableFunc(out, func(a, b *Settlement) int { return cmp.Compare(a.From[0], b.From[0]) })
	return out
}

// settling is everybody by room and name, and by room.
type settling struct {
	named map[string]*Settlement
	rooms map[string][]*Settlement
	told  []Resident // what the list says of somebody, at his first place in it
}

func (s *settling) know(room string, x *Settlement) {
	if n := nameKey(x.After.Name); n != "" {
		s.named[room+"\n"+n] = x
	}
	s.rooms[room] = append(s.rooms[room], x)
}

// find gives the one that r speaks of, a new one where nobody is known.
func (s *settling) find(room string, r Resident) *Settlement {
	name := nameKey(r.Name)
	if x := s.named[room+"\n"+name]; x != nil && name != "" {
		return x
	}
	for _, x := range s.rooms[room] {
		if name != "" && x.After.Name != "" {
			continue // two names are two people
		}
		if shares(x.After, r) || len(x.From) > 0 && shares(s.told[x.From[0]], r) {
			if name != "" {
				x.After.Name = r.Name
				s.named[room+"\n"+name] = x
			}
			return x
		}
	}
	x := &Settlement{After: r}
	s.know(room, x)
	return x
}

func shares(a, b Resident) bool {
	return slices.ContainsFunc(a.Phones(), func(p string) bool { return slices.Contains(b.Phones(), p) })
}

// with is what two places of one list say together, the first word counting.
func (r Resident) with(o Resident) Resident {
	out := r.withPhones(append(slices.Clone(r.Phones()), o.Phones()...))
	out.Room, out.Name = cmp.Or(r.Room, o.Room), cmp.Or(r.Name, o.Name)
	out.As, out.Note = cmp.Or(r.As, o.As), cmp.Or(r.Note, o.Note)
	return out
}

// take is the resident as a list has told of him. The list's phones come
// first; those it does not know stay behind them.
func (r Resident) take(list Resident) Resident {
	out := list.with(r)
	out.ID, out.Room, out.Name = r.ID, cmp.Or(r.Room, list.Room), cmp.Or(r.Name, list.Name)
	return out
}
