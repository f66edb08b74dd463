package simulate

import (
	"math/rand/v2"
	"slices"
	"time"

	"frontdesk/forms"
)

// player thinks of what is done next.
type player struct {
	w    *world
	r    *rand.Rand
	n    int
	now  time.Time     // the true time
	skew time.Duration // by which the clock of the PC is wrong
	held []int         // acts that filled in what was not saved yet
	use  []string      // keys of the books, as often as they are used
	hot  bool          // somebody goes on with what was just done
}

func newPlayer(w *world) *player {
	return &player{w: w, r: rand.New(rand.NewPCG(w.plan.seed, 5)), now: w.plan.start}
}

// next is the next act.
func (p *player) next() act {
	p.n++
	p.hot = len(p.w.touched()) > 0 && !chance(p.r, 3)
	p.pass()
	a := act{N: p.n, At: p.now.Add(p.skew), Fill: p.r.Uint64()}
	who := p.somebody()
	a.Who, a.Mood = who.Name, p.mood(who.Name)
	if a.Mood == dishonest && chance(p.r, 15) {
		a.Forge = pick(p.r, forms.Roles()...)
	}
	switch n := p.r.IntN(200); {
	case p.hot && n < 190:
		p.step(&a, who)
	case n < 75:
		p.opening(&a)
	case n < 150:
		p.step(&a, who)
	case n < 156:
		a.Do = toRepeat
	case n < 168 && len(p.held) > 0:
		a.Do = toSave
		i := p.r.IntN(len(p.held))
		a.Held = p.held[i]
		p.held = slices.Delete(p.held, i, i+1)
	case n < 178:
		p.page(&a)
	default:
		a.Book = pick(p.r, p.w.books...).Key
		a.Do = pick(p.r, toRest, toRest, toDraft, toDraft, toDraft, toDraft, toRestart, toKill, toJoin, toLeave, toMove, toDepute, toMiss, toChange, toChange)
		p.people(&a)
	}
	return a
}

// people come and go, but not all at once: who is above signs for it mostly.
func (p *player) people(a *act) {
	if (a.Do == toLeave || a.Do == toMove) && len(p.w.s.Staff()) < len(p.w.plan.people) {
		a.Do = toJoin
	}
	if (a.Do == toJoin || a.Do == toDepute) && !chance(p.r, 4) {
		a.Who = p.called(forms.Step{Sign: forms.Manager}, forms.Person{Name: a.Who}).Name
	}
}

// pass lets time pass: minutes at the desk, the night, and now and then the clock
// of the PC is set wrong, or right again.
func (p *player) pass() {
	if p.hot {
		p.now = p.now.Add(time.Duration(p.r.IntN(600)) * time.Second)
		return
	}
	p.now = p.now.Add(time.Duration(p.r.IntN(120)) * time.Minute)
	if h := p.now.In(forms.Beijing).Hour(); (h >= 21 || h < 7) && !chance(p.r, 4) {
		next := forms.StartOfDay(p.now)
		if h >= 21 {
			next = next.AddDate(0, 0, 1)
		}
		p.now = next.Add(7*time.Hour + time.Duration(p.r.IntN(120))*time.Minute)
	}
	if chance(p.r, 400) { // a long holiday
		p.now = p.now.AddDate(0, 0, 1+p.r.IntN(9))
	}
	switch {
	case p.skew == 0 && chance(p.r, 150):
		p.skew = pick(p.r, -time.Minute, -time.Hour, -26*time.Hour, time.Minute, 3*time.Hour, 30*time.Hour, -8*time.Hour)
	case p.skew != 0 && chance(p.r, 8):
		ahead := p.skew > 0
		if p.skew = 0; ahead && !chance(p.r, 3) {
			p.now = p.now.Add(31 * time.Hour) // past what was written while it was ahead
		}
	}
}

func (p *player) somebody() forms.Person {
	if all := p.w.s.People(); chance(p.r, 40) { // also who has left
		return all[p.r.IntN(len(all))].Person
	}
	return p.w.anybody(p.r)
}

// mood is how somebody works at the moment.
func (p *player) mood(name string) mood {
	if chance(p.r, 6) {
		return someMood(p.r)
	}
	return p.w.moods[name]
}

func (p *player) opening(a *act) {
	a.Do = toOpen
	a.Book = p.book()
	if a.Mood == careful {
		a.Who = p.called(forms.Step{Sign: p.w.book(a.Book).Signed[forms.Open]}, forms.Person{Name: a.Who}).Name
	}
	if chance(p.r, 15) {
		a.Held = -1
		p.held = append(p.held, a.N)
	}
}

// step takes a step that an entry offers; now and then one that it refuses.
func (p *player) step(a *act, who forms.Person) {
	a.Do = toStep
	e := p.entry()
	if p.hot {
		e = pick(p.r, p.w.touched()...)
	}
	if e == nil {
		a.Do = toRest
		return
	}
	a.On, a.Book = e.origin, e.ref.Book
	r, _, err := p.w.record(e)
	if err != nil {
		return // found when it is done
	}
	all := r.Steps(p.w.context(who))
	if len(all) == 0 {
		a.Do = toRest
		return
	}
	s := pick(p.r, all...)
	if !chance(p.r, 12) {
		if able := slices.DeleteFunc(slices.Clone(all), func(s forms.Step) bool { return s.Refused != "" || s.Verb == forms.Void && !chance(p.r, 5) }); len(able) > 0 {
			s = pick(p.r, able...)
		}
		if all[0].Next && !chance(p.r, 3) {
			s = all[0]
		}
	}
	a.Verb = s.Verb
	if a.Mood == careful || chance(p.r, 2) { // who is called for it comes
		a.Who = p.called(s, who).Name
		if a.Mood == careful {
			a.Forge = ""
		}
	}
	switch {
	case chance(p.r, 15):
		a.Do = toHold
		p.held = append(p.held, a.N)
	case a.Mood == careless && chance(p.r, 10):
		a.Blind = true
	}
}

// called is somebody who may take the step.
func (p *player) called(s forms.Step, who forms.Person) forms.Person {
	var may []forms.Person
	for _, x := range p.w.s.Staff() {
		if x.Name == s.Signer {
			return x
		}
		if s.Sign == "" || x.Role.AtLeast(s.Sign) {
			may = append(may, x)
		}
	}
	if len(may) == 0 || slices.ContainsFunc(may, func(x forms.Person) bool { return x.Name == who.Name }) {
		return who
	}
	return pick(p.r, may...)
}

// book is one of the books: each office has some that it uses more.
func (p *player) book() string {
	if len(p.use) == 0 {
		for _, b := range p.w.books {
			for range 2 + p.r.IntN(4) {
				p.use = append(p.use, b.Key)
			}
		}
	}
	return pick(p.r, p.use...)
}

// entry is one that is in hand: mostly new ones that are open.
func (p *player) entry() *entry {
	all := p.w.entries
	if len(all) == 0 {
		return nil
	}
	if book := p.book(); !chance(p.r, 5) {
		if of := slices.DeleteFunc(slices.Clone(all), func(e *entry) bool { return e.ref.Book != book }); len(of) > 0 {
			all = of
		}
	}
	for range 20 {
		at := p.r.IntN(len(all))
		if chance(p.r, 2) {
			at = max(at, len(all)-1-p.r.IntN(12))
		}
		if all[at].brief.Open || chance(p.r, 10) {
			return all[at]
		}
	}
	return all[len(all)-1]
}

func (p *player) page(a *act) {
	a.Do = toPage
	b := pick(p.r, p.w.books...)
	a.Book = b.Key
	var verbs []forms.Verb
	for v := range b.Plain {
		verbs = append(verbs, v)
	}
	slices.Sort(verbs)
	a.Verb = pick(p.r, verbs...)
	if a.Mood == careful {
		a.Who = p.called(forms.Step{Sign: b.Signed[a.Verb]}, forms.Person{Name: a.Who}).Name
	}
	if a.Verb == forms.Review || a.Verb == forms.Print {
		a.Page = 1 + p.r.IntN(1000)
	}
}
