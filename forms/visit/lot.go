package visit

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// Lot is what was drawn of a matter when the day on which it entered the plan was
// over (S0/2 4.1.2). All that waited of one kind and quarter under one share, or of
// one event, is one pool. The value comes from the system's generator in that
// moment, so that neither the order in which matters are finished, nor what else is
// written, nor a time that is written back decides anything.
//
// Each matter's chance is the share, whatever was drawn before, and never less: what
// is over of a whole visit is drawn too. Where the share would not be met by that,
// more are drawn, as soon as it asks for a whole visit; so a quarter's first matter is
// not certain, though it is alone.
type Lot struct {
	Day     string `json:"day"`   // on which it was drawn, such as 2026-11-24
	Value   string `json:"value"` // 64 hexadecimal digits
	Quarter string `json:"quarter"`
	Share   int    `json:"share"`           // percent
	Event   string `json:"event,omitempty"` // number of an event's first household: its households are a pool of their own
	Before  int    `json:"before"`          // matters of the kind, quarter and share that were drawn over before
	Had     int    `json:"had"`             // how many of these were drawn
	Size    int    `json:"size"`            // matters of the pool
	Take    int    `json:"take"`            // how many of them are drawn
	Place   int    `json:"place"`           // of this one in the order of the keys, from 1
	Drawn   bool   `json:"drawn"`
	Over    bool   `json:"over,omitempty"` // the quarter was over, and its share is met to the last part
	// More is a draw among those of a quarter that is over that were not drawn: the
	// share asks for one more, and nothing was finished any more on its last day.
	More bool `json:"more,omitempty"`
}

// Slip draws nothing: nobody fills it in.
func (*Lot) Slip(forms.Record, forms.Context) paper.Sheet { return paper.NewSheet(paper.Portrait) }

// key is by what the matters of a pool are put in order, smallest first: the SHA-256
// of "value|number", in hexadecimal digits.
func (x *Lot) key(number string) string {
	return fmt.Sprintf("%x", sha256.Sum256([]byte(x.Value+"|"+number)))
}

// takes is how many of the pool are drawn.
func (x *Lot) takes(kind forms.VisitKind) int {
	switch {
	case x.More:
		return 1
	case x.Event != "": // each event is visited, however few came
		return least(x.Size, x.Share)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%s|%s|%d", x.Value, kind, x.Quarter, x.Share))
	take := x.Size * x.Share / 100
	if int(binary.BigEndian.Uint64(sum[:8])%100) < x.Size*x.Share%100 { // the rest of a visit, by its chance
		take++
	}
	if all := x.Before + x.Size; x.Over || all*x.Share >= 100 {
		take = max(take, least(all, x.Share)-x.Had)
	}
	return min(take, x.Size)
}

func (x *Lot) plan(p *Plan, a forms.Act) error {
	p.Lots = append(p.Lots, *x)
	if x.Drawn {
		p.State = ToAssign
	} else {
		p.State = NotDrawn
	}
	p.Notes.Add(a, x.Day+" 抽样，"+p.lotWords())
	return nil
}

// lot is the one that decided; nil before.
func (p *Plan) lot() *Lot {
	if len(p.Lots) == 0 {
		return nil
	}
	return &p.Lots[len(p.Lots)-1]
}

// lotWords say how it was drawn.
func (p *Plan) lotWords() string {
	x := p.lot()
	return fmt.Sprintf("%d 件抽 %d 件，第 %d 位%s", x.Size, x.Take, x.Place, x.result())
}

func (x *Lot) result() string {
	if x.Drawn {
		return "抽中"
	}
	return NotDrawn
}

// IsDrawn tells whether the matter has to be visited by the share alone, not because
// somebody added it.
func (p *Plan) IsDrawn() bool {
	if x := p.lot(); x != nil {
		return x.Drawn
	}
	return p.Draw.Drawn && !p.Hand
}

// pool is what is drawn over at once.
type pool struct {
	kind    forms.VisitKind
	quarter forms.Quarter
	share   int
	event   string
}

func poolOf(p *Plan) pool {
	x := pool{kind: p.Kind, quarter: forms.QuarterOf(p.Finished), share: p.Draw.Share}
	if p.Kind == forms.OfEvent {
		x.event = cmp.Or(p.Event, p.Ref.String())
	}
	return x
}

// drawNight draws over all that entered the plan on a day that is over.
func drawNight(c forms.Context, value string, waiting []forms.Entry) []forms.Fate {
	var order []pool
	in := map[pool][]*Plan{}
	quarters := map[forms.Quarter]bool{}
	for _, e := range waiting {
		p := e.(*Plan)
		k := poolOf(p)
		if in[k] == nil {
			order = append(order, k)
		}
		in[k], quarters[k.quarter] = append(in[k], p), true
	}
	if q := forms.QuarterOf(c.Now).Before(); !c.Now.After(q.ArchiveBy()) {
		quarters[q] = true
	}
	before, had, missed := map[pool]int{}, map[pool]int{}, map[pool][]*Plan{}
	for q := range quarters {
		for _, e := range c.Sight.Between(PlanKey, q.Start(), q.End()) {
			p := e.(*Plan)
			k := poolOf(p)
			switch {
			case len(p.Lots) == 0:
			case p.IsDrawn():
				had[k]++
			case p.State == NotDrawn:
				missed[k] = append(missed[k], p)
			}
			if len(p.Lots) > 0 {
				before[k]++
			}
		}
	}
	var out []forms.Fate
	cast := func(k pool, of []*Plan, more bool) {
		x := Lot{Day: forms.Day(c.Now), Value: value, Quarter: k.quarter.String(), Share: k.share, Event: k.event, Before: before[k], Had: had[k], Size: len(of), Over: k.quarter.Over(c.Now), More: more}
		x.Take = x.takes(k.kind)
		keys := map[*Plan]string{}
		for _, p := range of {
			keys[p] = x.key(p.Ref.String())
		}
		slices.SortFunc(of, func(a, b *Plan) int { return strings.Compare(keys[a], keys[b]) })
		for i, p := range of {
			y := x
			y.Place, y.Drawn = i+1, i < x.Take
			out = append(out, forms.Fate{Ref: p.Ref, Deed: &y})
		}
	}
	for _, k := range order {
		cast(k, in[k], false)
	}
	for _, k := range tooFew(c, before, had, missed) {
		if in[k] == nil {
			cast(k, missed[k], true)
		}
	}
	return out
}

// tooFew are the pools of quarters that are over in which a last visit is left over,
// since nothing was finished any more on the quarter's last day.
func tooFew(c forms.Context, before, had map[pool]int, missed map[pool][]*Plan) []pool {
	var out []pool
	for k, n := range before {
		if k.event == "" && k.quarter.Over(c.Now) && had[k] < least(n, k.share) && len(missed[k]) > 0 {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, func(a, b pool) int {
		return cmp.Or(strings.Compare(a.quarter.String()+string(a.kind), b.quarter.String()+string(b.kind)), cmp.Compare(a.share, b.share))
	})
	return out
}
