package formtest

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
)

// refused is a sentence that somebody at the desk was told.
type refused struct{ book, words, typed string }

// exploration is what came of playing the deeds of all books of a house.
type exploration struct {
	pen     pen
	first   *House
	states  []*state
	by      map[string]*state
	plays   []*play
	plain   []*play // on pages and books as a whole: filled in, not done
	refused map[refused]bool
	shown   map[string]map[string]bool // of book and verb: fields that were on a slip
	varied  map[string]bool            // what was played in all manners: see alike
	met     map[string]bool            // what was played at all
	foreign []refused                  // trouble that is no sentence
	denied  map[string]string          // book and verb that were offered, and to somebody refused for the role
}

// mostStates is how many ways of standing are looked at: no book has nearly so many.
const mostStates = 3000

// explore plays the deeds of all books of a house: every step in every state, by
// whoever may take it, with every choice and tick both ways.
func explore(h *House) *exploration {
	x := &exploration{
		first: h.opened(), by: map[string]*state{}, refused: map[refused]bool{}, shown: map[string]map[string]bool{}, denied: map[string]string{}, varied: map[string]bool{}, met: map[string]bool{},
	}
	lived := x.first
	for range 2 { // an empty house, then one in which each book has an entry
		for _, b := range h.Books {
			x.opening(x.first, b)
		}
		for _, b := range h.Books {
			if after := x.onceIn(lived, b); after != nil {
				lived = after.later(5 * time.Minute)
			}
		}
		x.first = lived
	}
	for _, b := range h.Books {
		x.plainly(lived, b)
	}
	for i := 0; i < len(x.states) && i < mostStates; i++ {
		x.steps(x.states[i])
	}
	return x
}

// opening opens entries of a book in every manner.
func (x *exploration) opening(h *House, b *forms.Book) {
	if b.Deeds[forms.Open] != nil {
		x.manners(nil, h, b, forms.Ref{Book: b.Key}, forms.Step{Verb: forms.Open, Sign: b.Signed[forms.Open]})
	}
}

// onceIn opens an entry of a book, so that the next ones find it there.
func (x *exploration) onceIn(h *House, b *forms.Book) *House {
	if b.Deeds[forms.Open] == nil {
		return nil
	}
	p := x.try(nil, h, b, forms.Ref{Book: b.Key}, forms.Step{Verb: forms.Open, Sign: b.Signed[forms.Open]}, manner{})
	if p == nil {
		return nil
	}
	return p.after
}

// plainly fills in what is done to a page, or to the book as a whole.
func (x *exploration) plainly(h *House, b *forms.Book) {
	for _, v := range slices.Sorted(maps.Keys(b.Plain)) {
		d, c := b.Plain[v](), h.context(Manager)
		filled, wrong := x.pen.fill(d, nil, c, manner{})
		x.see(b, v, d, nil, c)
		typed, _ := wordsOf(d) // only looked through
		for _, w := range wrong {
			x.say(b, w.Words, string(typed))
		}
		p := &play{h: h, on: forms.Ref{Book: b.Key}, book: b.Key, verb: v, by: Manager, wrote: filled, words: typed, sealed: string(typed)}
		x.plain = append(x.plain, p)
		x.provoke(p)
	}
}

// steps takes every step from a state.
func (x *exploration) steps(s *state) {
	b := s.h.book(s.ref.Book)
	r, err := s.h.record(s.ref)
	if err != nil {
		x.foreign = append(x.foreign, refused{b.Key, err.Error(), ""})
		return
	}
	for _, step := range r.Steps(s.h.context(Manager)) {
		x.say(b, step.Refused, "")
		if b.Deeds[step.Verb] == nil || step.Refused != "" {
			continue
		}
		x.manners(s, s.h, b, s.ref, step)
		if !s.took[step.Verb] { // perhaps what followed has to come to its end first
			x.manners(s, x.settled(s), b, s.ref, step)
		}
	}
}

// mostSteps are enough to bring any entry to its end.
const mostSteps = 20

// settled is the house in which what followed from an entry was brought to its end,
// each time by the one next step.
func (x *exploration) settled(s *state) *House {
	h := s.h
	for _, a := range h.rows {
		if a.Verb != forms.Open || a.Ref == s.ref || a.Seq <= h.of(s.ref)[0].Seq {
			continue
		}
		for range mostSteps {
			next := x.next(h, a.Ref)
			if next == nil {
				break
			}
			h = next
		}
	}
	return h
}

// next takes the one next step of an entry; nil when there is none.
func (x *exploration) next(h *House, ref forms.Ref) *House {
	for _, step := range h.entry(ref).Steps(h.context(Manager)) {
		if !step.Next || step.Refused != "" {
			continue
		}
		for _, by := range whoMay(h.staff, step) {
			d := h.book(ref.Book).Deeds[step.Verb]()
			r, _ := h.record(ref) // it was read before
			x.pen.fill(d, r, h.context(by), manner{})
			if after, _, err := h.do(ref, step.Verb, d, by); err == nil {
				return after
			}
		}
	}
	return nil
}

// waits are how long somebody waits before doing something, as far as it matters:
// deadlines pass, windows open.
var waits = []time.Duration{10 * time.Minute, 26 * time.Hour, 80 * time.Hour}

// manners does something in every manner: with every choice and tick otherwise, and
// with nothing but what is asked for; then again later.
func (x *exploration) manners(from *state, h *House, b *forms.Book, on forms.Ref, step forms.Step) {
	done := false
	for _, wait := range waits {
		if from == nil && wait > waits[0] {
			break
		}
		base := x.try(from, h.later(wait), b, on, step, manner{})
		if base == nil || done {
			continue
		}
		done = true
		alike := x.alike(base)
		if x.varied[alike] {
			continue
		}
		x.varied[alike] = true
		x.provoke(base)
		x.tryWith(base, step, manner{bare: true}, "")
		for _, w := range base.wrote {
			for _, o := range w.options {
				if o != w.value {
					x.tryWith(base, step, manner{want: base.but(w.path, o)}, w.path)
				}
			}
		}
	}
}

// but is what stood on a slip, with one blank otherwise.
func (p *play) but(path, value string) map[string]string {
	want := map[string]string{}
	for _, w := range p.wrote {
		if wordy(w.kind) {
			want[w.path] = w.value
		}
	}
	want[path] = value
	return want
}

// alike names what was done by how the entry stood, whatever kind of matter it is, and
// by what the slip asked for: all manners of it need to be played once.
func (x *exploration) alike(p *play) string {
	key := p.book + " " + string(p.verb)
	if p.from != nil {
		key += " " + p.from.brief.State
	}
	for _, w := range p.wrote {
		key += " " + anyOf(w.path)
	}
	return key
}

// provoke writes into each blank what is wrong there, to hear what is said then.
func (x *exploration) provoke(p *play) {
	b := p.h.book(p.book)
	long := strings.Repeat("长", 1001)
	tried := map[string]bool{}
	for _, w := range p.wrote {
		if tried[anyOf(w.path)] {
			continue
		}
		tried[anyOf(w.path)] = true
		for _, bad := range []string{"", long, "abc", "不对", "999999", "1234", stampOf(p.h.now.AddDate(2, 0, 0)), stampOf(p.h.now.AddDate(-2, 0, 0))} {
			d, on, c, ok := p.again()
			if !ok {
				return // see readBack
			}
			s := d.Slip(on, c)
			at := placed(d, &s)[w.path]
			if at == nil {
				continue
			}
			if err := at.Set(bad); err != nil {
				x.say(b, err.Error(), bad)
				continue
			}
			s = d.Slip(on, c)
			for _, wrong := range append(s.Problems(), forms.CheckOf(d, on, c)...) {
				x.say(b, wrong.Words, string(p.words)+bad)
			}
		}
	}
}

func (x *exploration) tryWith(base *play, step forms.Step, m manner, differ string) {
	p := x.try(base.from, base.h, base.h.book(base.book), base.on, step, m)
	if p == nil || p.by != base.by || !slices.ContainsFunc(p.wrote, func(w wrote) bool { return w.path == differ && w.value == m.want[differ] }) {
		return // it was mended back
	}
	p.base, p.differ = base, differ
}

// try does something once, by the first of those that may: it is nil when nobody can.
func (x *exploration) try(from *state, h *House, b *forms.Book, on forms.Ref, step forms.Step, m manner) *play {
	for _, by := range whoMay(h.staff, step) {
		d := b.Deeds[step.Verb]()
		var r forms.Record
		if on.No > 0 {
			r, _ = h.record(on) // it was read before
		}
		c := h.context(by)
		filled, wrong := x.pen.fill(d, r, c, m)
		x.see(b, step.Verb, d, r, c)
		typed, _ := wordsOf(d) // only looked through
		for _, w := range wrong {
			x.say(b, w.Words, string(typed))
		}
		if len(wrong) > 0 {
			return nil
		}
		after, a, err := h.do(on, step.Verb, d, by)
		if err == nil {
			return x.took(&play{from: from, h: h, on: on, book: b.Key, verb: step.Verb, by: by, wrote: filled, words: typed, after: after, ref: a.Ref, sealed: keptWords(a)})
		}
		if !x.sentence(b, err, string(typed)) {
			return nil
		}
		if least := roleWanted(err.Error()); least != "" && !step.Sign.AtLeast(least) {
			x.denied[b.Key+" "+string(step.Verb)] = err.Error()
		}
	}
	return nil
}

// roleWanted is the role that a refusal asks for.
func roleWanted(words string) forms.Role {
	for _, r := range []forms.Role{forms.Supervisor, forms.Manager} {
		if strings.Contains(words, "要由"+string(r)) {
			return r
		}
	}
	return ""
}

// whoMay are those who may take a step, whoever is expected first, then from the
// clerk up.
func whoMay(staff []forms.Person, step forms.Step) (out []forms.Person) {
	for _, p := range staff {
		if step.Sign == "" || p.Role.AtLeast(step.Sign) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b forms.Person) int {
		rank := func(p forms.Person) int {
			if p.Name == step.Signer {
				return 0
			}
			return 1
		}
		return rank(a) - rank(b)
	})
	return out
}

// took notes what was done and the states that came of it.
func (x *exploration) took(p *play) *play {
	like := x.alike(p) + " " + string(p.by.Role)
	p.first = !x.met[like]
	x.met[like] = true
	x.plays = append(x.plays, p)
	x.stand(p, p.ref)
	for _, a := range p.after.rows[len(p.h.rows):] {
		if a.Verb == forms.Open && a.Ref != p.ref {
			x.stand(p, a.Ref)
		}
	}
	x.morning(p)
	if p.from != nil {
		p.from.took[p.verb] = true
		p.from.leads[x.keyOf(p.after, p.ref)] = true
	}
	return p
}

// morning notes how what was opened stands when the program has looked at it.
func (x *exploration) morning(p *play) {
	next := *p
	next.after = p.after.later(26 * time.Hour)
	for _, a := range next.after.rows[len(p.after.rows):] {
		x.stand(&next, a.Ref)
	}
}

// stand notes how an entry stands, once for each way of standing.
func (x *exploration) stand(p *play, ref forms.Ref) {
	key := x.keyOf(p.after, ref)
	if x.by[key] != nil {
		return
	}
	s := &state{key: key, h: p.after, ref: ref, brief: p.after.entry(ref).Brief(), via: p, leads: map[string]bool{}, took: map[forms.Verb]bool{}}
	x.by[key] = s
	x.states = append(x.states, s)
}

// see notes which fields are on a slip.
func (x *exploration) see(b *forms.Book, v forms.Verb, d forms.Deed, on forms.Record, c forms.Context) {
	at := b.Key + " " + string(v)
	if x.shown[at] == nil {
		x.shown[at] = map[string]bool{}
	}
	s := d.Slip(on, c)
	for path := range placed(d, &s) {
		x.shown[at][anyOf(path)] = true
	}
}

// say notes a sentence.
func (x *exploration) say(b *forms.Book, words, typed string) {
	if words != "" {
		x.refused[refused{b.Key, words, typed}] = true
	}
}

// sentence notes why something was not taken; it is false for trouble of the
// program's own.
func (x *exploration) sentence(b *forms.Book, err error, typed string) bool {
	var problems forms.Problems
	var refusal forms.Refusal
	switch {
	case errors.As(err, &problems):
		for _, p := range problems {
			x.say(b, p.Words, typed)
		}
	case errors.As(err, &refusal):
		x.say(b, string(refusal), typed)
	default:
		x.foreign = append(x.foreign, refused{b.Key, err.Error(), typed})
		return false
	}
	return true
}
