package simulate

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
)

// game is a run of an office: its acts, and what was found.
type game struct {
	m        *maker
	acts     []act
	found    *failure       // what must hold and did not
	findings []*failure     // what is known not to hold
	written  map[string]int // how often each verb of each book was written
	only     *property      // nothing else is looked at
	trace    func(w *world)
}

// checks looks at the properties of a pace.
func (g *game) checks(w *world, at pace) *failure {
	all := properties()
	if g.only != nil {
		all = []property{properties()[0], *g.only} // nothing may panic meanwhile
		shownIn(w)
	}
	for _, p := range all {
		if !slices.Contains(p.at, at) {
			continue
		}
		err := safely(p, w)
		switch {
		case err == nil:
		case (p.mend == "" && os.Getenv("OFFICE_ALL") == "") || g.only != nil:
			return &failure{p, w.o.act.N, err}
		default:
			g.note(&failure{p, w.o.act.N, err})
		}
	}
	return nil
}

// note keeps what is known not to hold, once in each of its forms.
func (g *game) note(f *failure) {
	if !slices.ContainsFunc(g.findings, f.same) {
		g.findings = append(g.findings, f)
	}
}

// shownIn keeps the briefs up to date where nothing else does.
func shownIn(w *world) {
	for _, e := range w.touched() {
		if r, _, err := w.record(e); err == nil {
			e.brief = r.Brief()
		}
	}
}

// safely looks at a property; a panic is a failure of it.
func safely(p property, w *world) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return p.holds(w)
}

// step does an act, and looks at what is held then.
func (g *game) step(w *world, a act) *failure {
	if before := w.pc.Now(); forms.Day(a.At) != forms.Day(before) { // a day is over
		if f := g.checks(w, daily); f != nil {
			return f
		}
		if a.At.Weekday() < before.Weekday() {
			if f := g.checks(w, weekly); f != nil {
				return f
			}
		}
	}
	w.do(a)
	for _, x := range w.o.rows {
		if g.written != nil {
			g.written[x.book+" "+string(x.verb)]++
		}
	}
	if g.trace != nil {
		g.trace(w)
	}
	if f := g.checks(w, eachAct); f != nil {
		return f
	}
	if a.Do == toRestart || a.Do == toKill {
		return g.checks(w, reopens)
	}
	return nil
}

// begin takes in what the office was founded with.
func (g *game) begin() *world {
	w := g.m.world()
	g.found = g.checks(w, eachAct)
	return w
}

// play plays an office until its days are over, or the time.
func (g *game) play(until time.Time) (days int) {
	w := g.begin()
	defer w.end()
	p := newPlayer(w)
	for g.found == nil && time.Now().Before(until) && days < w.plan.days {
		a := p.next()
		g.acts = append(g.acts, a)
		g.found = g.step(w, a)
		days = int(p.now.Sub(w.plan.start).Hours() / 24)
	}
	if g.found == nil {
		g.found = g.checks(w, over)
	}
	return days
}

// replay does acts that were done before, looking at one property only.
func replay(m *maker, acts []act, only property, trace func(*world)) *failure {
	g := &game{m: m, only: &only, trace: trace}
	w := g.begin()
	w.memory[thorough] = true
	defer w.end()
	for _, a := range acts {
		if f := g.step(w, a); f != nil {
			return f
		}
	}
	for _, at := range []pace{daily, weekly, over} { // a day that was cut off is over, too
		if f := g.checks(w, at); f != nil {
			return f
		}
	}
	return nil
}

// TestOffice plays offices until its time is over: OFFICE_SECONDS, 60 by default;
// the first has the seed OFFICE_SEED, a random one by default. OFFICE_KNOWN=1 also
// looks for the shortest sequences to what is known not to hold.
func TestOffice(t *testing.T) {
	seconds, seed := number(t, "OFFICE_SECONDS", 60), uint64(number(t, "OFFICE_SEED", int(time.Now().UnixNano()%1e9)))
	until := time.Now().Add(time.Duration(seconds) * time.Second)
	var known []*failure
	written := map[string]int{}
	for ; time.Now().Before(until) && !t.Failed(); seed++ {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			for _, f := range office(t, seed, until, written) {
				if !slices.ContainsFunc(known, f.same) {
					known = append(known, f)
				}
			}
		})
	}
	t.Logf("never written: %s", strings.Join(missing(written), ", "))
	for _, f := range known {
		t.Logf("known, to be mended by %s: %v", cmp.Or(f.of.mend, "nobody yet"), f)
	}
}

// missing are the verbs of the books that were not written.
func missing(written map[string]int) (out []string) {
	for _, b := range books.All() {
		for _, verbs := range []map[forms.Verb]func() forms.Deed{b.Deeds, b.Plain} {
			for v := range verbs {
				if x := b.Key + " " + string(v); written[x] == 0 && v != forms.Dispose {
					out = append(out, x)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// office plays one office, and gives what is known not to hold.
func office(t *testing.T, seed uint64, until time.Time, written map[string]int) []*failure {
	g := &game{m: &maker{t: t, plan: planOf(seed), books: books.All}, written: written}
	begun := time.Now()
	days := g.play(until)
	t.Logf("%d acts in %d days from %s, %.0f s", len(g.acts), days, forms.Day(g.m.plan.start), time.Since(begun).Seconds())
	within := time.Duration(number(t, "OFFICE_SHRINK", 60)) * time.Second
	if os.Getenv("OFFICE_KNOWN") != "" {
		for _, f := range g.findings {
			t.Logf("known, act %d: %v\n%s", f.act, f, g.shortest(f, within))
		}
	}
	if g.found != nil {
		t.Errorf("seed %d, act %d: %v\n%s", seed, g.found.act, g.found, g.shortest(g.found, within))
	}
	return g.findings
}

func number(t *testing.T, name string, otherwise int) int {
	t.Helper()
	s := os.Getenv(name)
	if s == "" {
		return otherwise
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// shortest leaves acts out as long as the same failure comes out, and says what
// is left.
func (g *game) shortest(f *failure, within time.Duration) string {
	acts := g.least(f, time.Now().Add(within))
	if acts == nil {
		return "played again it does not fail in time: play the seed"
	}
	var out strings.Builder
	fmt.Fprintf(&out, "the shortest sequence that still fails, %d acts:\n", len(acts))
	last := replay(g.m, acts, f.of, func(w *world) { fmt.Fprintln(&out, w.tell()) })
	fmt.Fprintln(&out, last)
	return out.String()
}

// least are the acts without which a failure does not come out; nil when it did
// not come out again.
func (g *game) least(f *failure, until time.Time) []act {
	acts := g.acts[:min(f.act, len(g.acts))]
	fails := func(acts []act) bool {
		return time.Now().Before(until) && f.same(replay(g.m, acts, f.of, nil))
	}
	some := slices.ContainsFunc(guesses(acts), func(few []act) bool {
		if len(few) == len(acts) || !fails(few) {
			return false
		}
		acts = few
		return true
	})
	if !some && !fails(acts) {
		return nil
	}
	for size := (len(acts) + 1) / 2; size > 0; {
		before := len(acts)
		for from := 0; from < len(acts); {
			less := slices.Concat(acts[:from], acts[min(len(acts), from+size):])
			if fails(less) {
				acts = less
			} else {
				from += size
			}
		}
		if size > 1 || len(acts) == before { // what could not go alone may go now
			size /= 2
		}
	}
	return acts
}

// guesses are those acts that may be all that a failure needs: what was done to the
// entry of the last act, or to a book, with and without the people who came and
// went.
func guesses(acts []act) (out [][]act) {
	last := acts[len(acts)-1]
	of := last.On
	for _, a := range acts {
		if a.N == last.Held {
			of = a.On
		}
	}
	only := func(keep func(a act) bool) {
		var plain, peopled []act
		for _, a := range acts {
			if keep(a) || a.N == last.N {
				plain = append(plain, a)
			}
			if keep(a) || a.N == last.N || slices.Contains([]doing{toJoin, toLeave, toMove, toDepute, toChange}, a.Do) {
				peopled = append(peopled, a)
			}
		}
		out = append(out, plain, peopled)
	}
	only(func(a act) bool { return a.N == of.act || a.On == of && of.act > 0 || a.N == last.Held })
	for _, b := range books.All() {
		only(func(a act) bool { return a.Book == b.Key })
	}
	return out
}

// tell says what the last act was, and what became of it.
func (w *world) tell() string {
	o := w.o
	s := fmt.Sprintf("#%d %s %s(%s) %s %s %s", o.act.N, o.act.At.In(forms.Beijing).Format("2006-01-02 15:04"), o.act.Who, o.act.Mood, o.act.Do, o.act.Book, o.act.Verb)
	if e := w.of[o.act.On]; e != nil {
		s += " " + e.ref.String()
	}
	if o.act.Forge != "" {
		s += " as " + string(o.act.Forge)
	}
	if o.tried && o.written.Deed != nil {
		words, _ := json.Marshal(o.written.Deed) // only told
		if r := []rune(string(words)); len(r) > 400 {
			words = []byte(string(r[:400]) + "…")
		}
		s += " " + string(words)
	}
	switch {
	case o.skipped:
		return s + " → nothing"
	case o.err != nil:
		return s + " → " + o.err.Error()
	}
	for _, x := range o.rows {
		s += fmt.Sprintf(" → row %d %s %d-%04d %s", x.seq, x.book, x.year, x.no, x.verb)
	}
	return s
}
