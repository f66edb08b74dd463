package simulate

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// pen fills in the blanks of a slip as somebody of the office would.
type pen struct {
	w     *world
	r     *rand.Rand
	c     forms.Context
	by    forms.Person
	token int // of the next sentence
}

// fill fills in a deed by its slip: well, or as somebody does who is careless or
// not honest.
func (w *world) fill(deed forms.Deed, r forms.Record, by forms.Person, a act) {
	p := &pen{w, rand.New(rand.NewPCG(a.Fill, 4)), w.context(by), by, 1000 * a.N}
	if x, ok := deed.(forms.Starter); ok {
		x.Start(r, p.c)
	}
	switch a.Mood {
	case careless:
		p.carelessly(deed, r)
	default:
		p.well(deed, r)
	}
	if a.Mood == dishonest {
		p.falsely(deed, r)
	}
	s := deed.Slip(r, p.c)
	w.o.sheet = s.Blanks()
	paper.Lay(&s)
}

// open are the blanks that may be written in.
func (p *pen) open(deed forms.Deed, r forms.Record) (out []*paper.Blank) {
	s := deed.Slip(r, p.c)
	for _, b := range s.Blanks() {
		if !b.ReadOnly && b.Kind != paper.SignKind {
			out = append(out, b)
		}
	}
	return out
}

// mostTries is how often somebody mends what the slip complains about.
const mostTries = 25

// well fills in all that is asked for, and mends what is complained about.
func (p *pen) well(deed forms.Deed, r forms.Record) {
	for range 3 { // some blanks come up with what was filled in
		for _, b := range p.open(deed, r) {
			if b.Required && b.Get() == "" || b.Kind == paper.TickKind && b.Get() == "" && !chance(p.r, 3) || b.Get() == "" && chance(p.r, p.seldom(b)) {
				_ = b.Set(p.rightly(b)) // what does not fit stays out, and is then asked for
			}
		}
	}
	for range mostTries {
		s := deed.Slip(r, p.c)
		wrong := append(s.Problems(), forms.CheckOf(deed, r, p.c)...)
		if len(wrong) == 0 {
			return
		}
		p.mend(s.Blanks(), wrong)
	}
}

// seldom is how seldom a blank is filled in that need not be: of a grid, one.
func (p *pen) seldom(b *paper.Blank) int {
	if b.Grid {
		return 40
	}
	return 4
}

// mend writes something else where something is wrong, and tells whether it was
// said where.
func (p *pen) mend(blanks []*paper.Blank, wrong []paper.Problem) (mended bool) {
	for _, x := range wrong {
		for _, b := range blanks {
			if b.Field == x.Field && !b.ReadOnly {
				_ = b.Set(p.advised(b, x.Words))
				mended = true
			}
		}
	}
	if !mended && len(blanks) > 0 { // such as: nothing was changed
		if b := pick(p.r, blanks...); !b.ReadOnly && b.Kind != paper.SignKind {
			_ = b.Set(p.otherwise(b))
		}
	}
	return mended
}

// rightly is what belongs into a blank, as far as its kind tells.
func (p *pen) rightly(b *paper.Blank) string {
	now := p.c.Now
	switch b.Kind {
	case paper.ChoiceKind:
		if len(b.Options) == 0 {
			return ""
		}
		return pick(p.r, b.Options...)
	case paper.TimeKind:
		return stamp(now.Add(pick(p.r, 2*time.Hour, 5*time.Hour, 20*time.Hour)))
	case paper.TickKind:
		return b.Word
	case paper.NumberKind:
		return fmt.Sprint(1 + p.r.IntN(28))
	case paper.RoomKind:
		return room(p.r)
	case paper.PersonKind:
		return customer(p.r)
	case paper.PhoneKind:
		return phone(p.r)
	case paper.LongKind:
		return p.sentence()
	}
	if b.From == "worker" {
		return p.colleague()
	}
	return pick(p.r, p.sentence(), "1234", "件", "冰箱", "周师傅", "工程部")
}

// sentence is one that is like no other: it is known again wherever it is shown.
func (p *pen) sentence() string {
	p.token++
	return fmt.Sprintf("%s（记%d号）", sentence(p.r), p.token)
}

func (p *pen) colleague() string {
	if len(p.c.Staff) == 0 {
		return p.by.Name
	}
	return pick(p.r, p.c.Staff...).Name
}

// exampleForm finds the examples that a complaint gives.
var exampleForm = regexp.MustCompile(`例如 ?([^。，；、]+)(?:、([^。，；、]+))?`)

// advised is what a complaint says to write, or another try.
func (p *pen) advised(b *paper.Blank, words string) string {
	if m := exampleForm.FindStringSubmatch(words); m != nil && chance(p.r, 2) {
		return pick(p.r, m[1:]...)
	}
	return p.otherwise(b)
}

// otherwise is another try at a blank that was complained about.
func (p *pen) otherwise(b *paper.Blank) string {
	now := p.c.Now
	if !b.Required && chance(p.r, 2) {
		return ""
	}
	switch b.Kind {
	case paper.ChoiceKind:
		return pick(p.r, append([]string{""}, b.Options...)...)
	case paper.TimeKind:
		return stamp(now.Add(pick(p.r, 0, -time.Minute, -time.Hour, -24*time.Hour, -72*time.Hour, time.Minute, time.Hour, 3*time.Hour, 23*time.Hour, 72*time.Hour, 30*24*time.Hour)))
	case paper.TickKind:
		return pick(p.r, b.Word, b.Word, "")
	case paper.NumberKind:
		return fmt.Sprint(pick(p.r, p.r.IntN(4), p.r.IntN(31), now.Year(), 0))
	case paper.TextKind:
		return pick(p.r, p.colleague(), p.rightly(b), "1234", now.Format("2006-01"), now.AddDate(0, 1, 0).Format("2006-01"))
	}
	return p.rightly(b)
}

func stamp(t time.Time) string { return t.In(forms.Beijing).Format("2006-01-02 15:04") }

// carelessly leaves out, mistypes, and takes what comes.
func (p *pen) carelessly(deed forms.Deed, r forms.Record) {
	for range 2 {
		for _, b := range p.open(deed, r) {
			switch {
			case b.Required && b.Get() == "" && !chance(p.r, 12):
				_ = b.Set(p.rightly(b))
			case chance(p.r, 10):
				_ = b.Set(p.otherwise(b))
			case chance(p.r, 25):
				_ = b.Set(nonsense(p.r)) // what is no time or number is refused at the blank
			}
		}
	}
	if chance(p.r, 2) {
		p.mendOnce(deed, r)
	}
}

func (p *pen) mendOnce(deed forms.Deed, r forms.Record) {
	s := deed.Slip(r, p.c)
	if wrong := append(s.Problems(), forms.CheckOf(deed, r, p.c)...); len(wrong) > 0 {
		p.mend(s.Blanks(), wrong)
	}
}

// falsely writes over what was filled in well: other people's names, times that
// were not, numbers that nobody may keep, and what nobody may know.
func (p *pen) falsely(deed forms.Deed, r forms.Record) {
	for _, b := range p.open(deed, r) {
		switch {
		case b.Kind == paper.TimeKind && b.Get() != "" && chance(p.r, 3):
			_ = b.Set(stamp(p.c.Now.Add(-time.Duration(p.r.IntN(20*24)) * time.Hour)))
		case b.Kind == paper.PersonKind, b.From == "worker":
			if chance(p.r, 3) {
				_ = b.Set(p.colleague())
			}
		case (b.Kind == paper.TextKind || b.Kind == paper.LongKind) && chance(p.r, 8):
			_ = b.Set(smuggled(p.r))
		case b.Kind == paper.LongKind && chance(p.r, 20):
			_ = b.Set(p.w.pins[p.by.Name])
		}
	}
}
