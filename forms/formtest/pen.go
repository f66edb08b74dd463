package formtest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// pen fills in slips with words that are plausible, and like no others: they are
// known again wherever they are shown. It knows no form: what it writes it takes
// from the kinds of blanks, and what is wrong with it from the sentences that
// refuse it.
type pen struct{ n int }

// manner is how a slip is filled in.
type manner struct {
	bare bool              // nothing but what is asked for
	want map[string]string // what stands in some fields, come what may
}

// wrote is what stands in a blank when the slip is saved.
type wrote struct {
	path    string
	name    string
	kind    paper.Kind
	value   string
	was     string   // before anything was written over
	options []string // of a choice, or both ways of a tick
}

// mostMends is how often the pen does what a refusal says.
const mostMends = 24

// fill fills in a deed on its slip and gives what stands there, or what is still
// wrong with it.
func (p *pen) fill(d forms.Deed, on forms.Record, c forms.Context, m manner) ([]wrote, []paper.Problem) {
	if x, ok := d.(forms.Starter); ok {
		x.Start(on, c)
	}
	first := map[string]string{}
	for range 4 { // some blanks come up with what was filled in
		p.fillIn(d, on, c, m, first)
	}
	tries := map[any]int{}
	for range mostMends {
		s := d.Slip(on, c)
		wrong := append(s.Problems(), forms.CheckOf(d, on, c)...)
		if len(wrong) == 0 {
			return p.stands(d, &s, c, first), nil
		}
		for _, x := range wrong {
			p.mend(&s, x, c, tries)
		}
	}
	s := d.Slip(on, c)
	return p.stands(d, &s, c, first), append(s.Problems(), forms.CheckOf(d, on, c)...)
}

// fillIn writes into every blank that is new since the last time; first tells what
// stood there before.
func (p *pen) fillIn(d forms.Deed, on forms.Record, c forms.Context, m manner, first map[string]string) {
	s := d.Slip(on, c)
	at := placed(d, &s)
	for i, b := range s.Blanks() {
		path := pathOf(at, b)
		if path == "" || b.ReadOnly || b.Kind == paper.SignKind {
			continue
		}
		_, before := first[path]
		if !before {
			first[path] = b.Get()
		}
		want, told := m.want[path]
		switch {
		case told:
		case before, m.bare && (!b.Required || b.Get() != ""), b.Kind == paper.TickKind && !b.Asked, !wordy(b.Kind) && b.Get() != "":
			continue
		default:
			want = p.word(b, c, i)
		}
		_ = b.Set(want) // what does not fit stays out, and is then asked for
	}
}

// pathOf names the field of a blank; empty for one of no field.
func pathOf(at map[string]*paper.Blank, b *paper.Blank) string {
	for path, x := range at {
		if x == b {
			return path
		}
	}
	return ""
}

// stands lists what stands on a slip, in the order of the paper.
func (p *pen) stands(d forms.Deed, s *paper.Sheet, c forms.Context, first map[string]string) (out []wrote) {
	at := placed(d, s)
	for _, b := range s.Blanks() {
		path := pathOf(at, b)
		if path == "" || b.ReadOnly || b.Kind == paper.SignKind {
			continue
		}
		w := wrote{path: path, name: b.Name, kind: b.Kind, value: b.Get(), was: first[path], options: b.Options}
		if b.Kind == paper.TickKind {
			w.options = []string{b.Word, ""}
		}
		if b.From == forms.OfStaff { // it matters whether it is somebody of the office
			for _, p := range c.Staff {
				w.options = append(w.options, p.Name)
			}
		}
		if b.Grid {
			w.options = nil // one of hundreds
		}
		out = append(out, w)
	}
	return out
}

// word is something right for a blank, the ith of its slip.
func (p *pen) word(b *paper.Blank, c forms.Context, i int) string {
	p.n++
	switch b.Kind {
	case paper.ChoiceKind:
		if len(b.Options) == 0 {
			return ""
		}
		if b.Grid {
			return b.Options[i%len(b.Options)]
		}
		return b.Options[0]
	case paper.TickKind:
		return b.Word
	case paper.TimeKind:
		return stampOf(c.Now.Add(2*time.Hour + time.Duration(p.n%37)*time.Minute))
	case paper.NumberKind:
		return fmt.Sprint(33 + p.n%60)
	case paper.PhoneKind:
		return fmt.Sprintf("139%08d", 10000000+p.n)
	case paper.RoomKind:
		return fmt.Sprintf("7-8-%d", 1000+p.n)
	case paper.PersonKind:
		return fmt.Sprintf("客%d号", p.n)
	}
	return fmt.Sprintf("词%d号", p.n)
}

// advice finds the examples that a refusal gives.
var advice = regexp.MustCompile(`例如 ?([^。，；、]+)|写成 ?([^。，；、]+?) ?这样`)

// mend does what a refusal says, or tries something else.
func (p *pen) mend(s *paper.Sheet, x paper.Problem, c forms.Context, tries map[any]int) {
	blanks := s.Blanks()
	if strings.Contains(x.Words, "打勾") {
		for _, b := range blanks {
			if b.Kind == paper.TickKind {
				_ = b.Set(b.Word)
			}
		}
	}
	i := slices.IndexFunc(blanks, func(b *paper.Blank) bool { return b.Field == x.Field })
	if i < 0 {
		return
	}
	b, k := blanks[i], tries[x.Field]
	tries[x.Field]++
	if m := advice.FindStringSubmatch(x.Words); m != nil && k == 0 {
		_ = b.Set(m[1] + m[2])
		return
	}
	_ = b.Set(p.otherwise(b, c, k, i))
}

// otherwise is the kth other try at a blank.
func (p *pen) otherwise(b *paper.Blank, c forms.Context, k, i int) string {
	p.n++
	switch b.Kind {
	case paper.ChoiceKind:
		if len(b.Options) == 0 {
			return ""
		}
		return b.Options[k%len(b.Options)]
	case paper.TickKind:
		return []string{b.Word, ""}[k%2]
	case paper.TimeKind:
		off := []time.Duration{-time.Minute, 30 * time.Minute, 3 * time.Hour, 0, -time.Hour, 26 * time.Hour, -26 * time.Hour, 80 * time.Hour, 30 * 24 * time.Hour}
		return stampOf(c.Now.Add(off[k%len(off)]))
	case paper.NumberKind:
		return fmt.Sprint([]int{1, 2, 3, 23, 24, 0}[k%6])
	case paper.TextKind:
		if k%(len(c.Staff)+1) == 0 {
			return p.word(b, c, i)
		}
		return c.Staff[k%(len(c.Staff)+1)-1].Name
	}
	return p.word(b, c, i)
}
