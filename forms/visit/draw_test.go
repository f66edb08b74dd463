package visit

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/formtest"
)

// What was drawn before by groups comes out the same again, as it was recorded; what
// was changed afterwards does not.
func TestDrawsOfBeforeComeOutAgain(t *testing.T) {
	for _, d := range []Draw{ // as they stand in ledgers of before
		{Quarter: "2026Q4", Share: 30, N: 1, Group: 1, At: 1, Size: 1, Seed: "5-A", Drawn: true, Count: 1},
		{Quarter: "2026Q4", Share: 30, N: 2, Group: 2, At: 1, Size: 3, Seed: "7-0123456789AB", Count: 1},
		{Quarter: "2026Q4", Share: 30, N: 3, Group: 2, At: 2, Size: 3, Seed: "7-0123456789AB", Count: 1},
		{Quarter: "2026Q4", Share: 30, N: 4, Group: 2, At: 3, Size: 3, Seed: "7-0123456789AB", Drawn: true, Count: 2},
		{Quarter: "2026Q4", N: 9},
	} {
		if !d.Again(forms.OfRepair) {
			t.Errorf("%+v does not come out again", d)
		}
		if d.waits() {
			t.Errorf("%+v was drawn, and waits", d)
		}
		d.Drawn = !d.Drawn
		if d.Again(forms.OfRepair) {
			t.Errorf("%+v was turned and is not noticed", d)
		}
	}
}

// An old row is what it was: drawn or not, without a night.
func TestRowsOfBeforeStayWhatTheyWere(t *testing.T) {
	for state, d := range map[string]Draw{
		ToAssign: {Quarter: "2026Q4", Share: 30, N: 1, Group: 1, At: 1, Size: 1, Drawn: true},
		NotDrawn: {Quarter: "2026Q4", Share: 30, N: 2, Group: 2, At: 1, Size: 3},
	} {
		p := &Plan{}
		if err := p.Apply(forms.Act{Verb: forms.Open, Deed: &PlanLine{Kind: forms.OfRepair, Refers: "2026-0001", Draw: d}}); err != nil || p.State != state {
			t.Errorf("%s instead of %s, %v", p.State, state, err)
		}
	}
}

// values are what a system's generator would give, the same at each run.
type values struct{ *rand.Rand }

func (v values) next() string {
	return fmt.Sprintf("%016x%016x%016x%016x", v.Uint64(), v.Uint64(), v.Uint64(), v.Uint64())
}

// The share is met when each day is over in whole visits, and at the end of the quarter
// to the last part; a matter is drawn once.
func TestTheShareIsMetEachDayAndAtTheEnd(t *testing.T) {
	v := values{rand.New(rand.NewPCG(1, 1))}
	for _, share := range []int{1, 10, 30, 33, 50, 75} {
		for range 12 {
			r := newRound(t, "2026-10-01 09:00")
			r.O.Rules.Visits[1].Share = share
			most := 1 + v.IntN(4)
			for day := range 92 {
				r.Now = formtest.At("2026-10-01 09:00").AddDate(0, 0, day)
				for range v.IntN(most + 1) {
					r.finishes(r.matter(forms.OfRepair))
				}
				r.Now = r.Now.AddDate(0, 0, 1)
				r.draws(v.next())
				n, drawn := counted(t, r)
				if drawn < n*share/100 {
					t.Fatalf("share %d, day %d: %d of %d are drawn", share, day, drawn, n)
				}
			}
			if n, drawn := counted(t, r); drawn < least(n, share) {
				t.Fatalf("share %d: %d of %d are drawn in the quarter", share, drawn, n)
			}
		}
	}
}

// counted counts by the entries alone: matters, and those drawn.
func counted(t *testing.T, r *round) (n, drawn int) {
	t.Helper()
	for _, e := range r.B.Of(PlanKey) {
		p := e.(*Plan)
		n++
		won := 0
		for _, x := range p.Lots {
			if x.Drawn {
				won++
			}
		}
		if len(p.Lots) == 0 || won > 1 || len(p.Lots) > 1 && !p.Lots[1].More {
			t.Fatalf("%s was drawn %d times over: %+v", p.Ref, len(p.Lots), p.Lots)
		}
		drawn += won
	}
	return n, drawn
}

// Nobody is visited much oftener than the rule asks for.
func TestNotManyMoreAreDrawn(t *testing.T) {
	v := values{rand.New(rand.NewPCG(2, 2))}
	n, drawn := 0, 0
	for range 40 {
		r := newRound(t, "2026-10-01 09:00")
		for day := range 92 {
			r.Now = formtest.At("2026-10-01 09:00").AddDate(0, 0, day)
			for range v.IntN(4) {
				r.finishes(r.matter(forms.OfRepair))
			}
			r.Now = r.Now.AddDate(0, 0, 1)
			r.draws(v.next())
		}
		a, b := counted(t, r)
		n, drawn = n+a, drawn+b
	}
	if got := float64(drawn) / float64(n); got < 0.30 || got > 0.36 {
		t.Errorf("%.3f are drawn, the share is 0.30", got)
	}
}

// foe is somebody who does not want one matter to be visited. Everything that was
// drawn so far is known to them; whatever they may do, they do.
type foe struct {
	*round
	v values
}

// office is one with a few days behind it, as they may have been drawn.
func office(t *testing.T, v values) *foe {
	f := &foe{newRound(t, "2026-10-01 09:00"), v}
	for range v.IntN(4) {
		for range v.IntN(4) {
			f.finishes(f.matter(forms.OfRepair))
		}
		f.morning()
	}
	return f
}

func (f *foe) morning() {
	f.Now = f.Now.AddDate(0, 0, 1)
	f.draws(f.v.next())
}

// credit is how many more of a kind were drawn until now than its share asks for.
func (f *foe) credit(k forms.VisitKind) int {
	n, drawn := 0, 0
	for _, e := range f.B.Of(PlanKey) {
		if p := e.(*Plan); p.Kind == k {
			n++
			if p.IsDrawn() {
				drawn++
			}
		}
	}
	return drawn*100 - n*30
}

// enters puts the matter into the plan.
func (f *foe) enters(k forms.VisitKind) *Plan { return f.finishes(f.matter(k)) }

// lastValue is the value of the last night, which everybody can read.
func (f *foe) lastValue() string {
	out := ""
	for _, e := range f.B.Of(PlanKey) {
		for _, x := range e.(*Plan).Lots {
			out = max(out, x.Day+x.Value)
		}
	}
	return out[min(len(out), len(time.DateOnly)):]
}

// Nobody makes a matter of their own choice rarer than fair by more than two points:
// each plays ten thousand times, against all that is known by then.
func TestNobodySteersTheDraw(t *testing.T) {
	const rounds = 10_000
	event := func(f *foe, n, at int) []*Plan {
		l := &PlanLine{Kind: forms.OfEvent, Room: "1-1-101", What: "纳凉晚会", Finished: f.Now}
		for i := range n - 1 {
			l.Others += fmt.Sprintf("2-1-%d 住户\n", 100+i)
		}
		out := []*Plan{f.finishes(l)}
		for _, o := range slices.Clone(f.Followed) {
			out = append(out, f.finishes(o.Deed.(*PlanLine)))
		}
		return out[at : at+1]
	}
	for name, c := range map[string]struct {
		fair float64
		play func(f *foe) []*Plan // the lines of the matter: one that is drawn is enough
	}{
		"does nothing": {0.30, func(f *foe) []*Plan {
			x := f.enters(forms.OfRepair)
			f.morning()
			return []*Plan{x}
		}},
		"waits for the day after many were drawn": {0.30, func(f *foe) []*Plan {
			for range 6 {
				if f.credit(forms.OfRepair) > 60 {
					break
				}
				for range f.v.IntN(3) {
					f.finishes(f.matter(forms.OfRepair))
				}
				f.morning()
			}
			x := f.enters(forms.OfRepair)
			f.morning()
			return []*Plan{x}
		}},
		"finishes it last of as many as leave no rest": {0.30, func(f *foe) []*Plan {
			for range 2 {
				f.finishes(f.matter(forms.OfRepair))
			}
			x := f.enters(forms.OfRepair)
			f.morning()
			return []*Plan{x}
		}},
		"hides it among others": {0.30, func(f *foe) []*Plan {
			x := f.enters(forms.OfRepair)
			for range f.v.IntN(8) {
				f.finishes(f.matter(forms.OfRepair))
			}
			f.morning()
			return []*Plan{x}
		}},
		"writes until its number looks good by the last value": {0.30, func(f *foe) []*Plan {
			last := Lot{Value: f.lastValue()}
			for range 5 {
				next := forms.Ref{Book: PlanKey, Year: 2026, No: len(f.B.Of(PlanKey)) + 1}
				if last.key(next.String()) > "b" {
					break
				}
				f.finishes(f.matter(forms.OfRepair))
			}
			x := f.enters(forms.OfRepair)
			f.morning()
			return []*Plan{x}
		}},
		"writes it back into a quarter that has its visits": {0.30, func(f *foe) []*Plan {
			for range 3 { // some of the quarter before, until more than asked for were drawn
				l := f.matter(forms.OfRepair)
				l.Finished = formtest.At("2026-09-30 10:00")
				f.finishes(l)
			}
			f.morning()
			l := f.matter(forms.OfRepair)
			l.Finished = formtest.At("2026-09-30 11:00")
			x := f.finishes(l)
			f.morning()
			return []*Plan{x}
		}},
		"calls it what had most visits": {0.30, func(f *foe) []*Plan {
			kinds := []forms.VisitKind{forms.OfRepair, forms.OfService, forms.OfPatient, forms.OfHelp}
			for _, k := range kinds {
				f.finishes(f.matter(k))
			}
			f.morning()
			x := f.enters(slices.MaxFunc(kinds, func(a, b forms.VisitKind) int { return cmp.Compare(f.credit(a), f.credit(b)) }))
			f.morning()
			return []*Plan{x}
		}},
		"takes it out before the night, or when it is drawn, and enters it anew": {0.30, func(f *foe) []*Plan {
			x := f.enters(forms.OfRepair)
			if f.Do(x, formtest.Manager, forms.Void, &forms.Voiding{Reason: "重复"}, x.Ref) == "" {
				f.T.Fatal("a matter is taken out before it is drawn")
			}
			f.morning()
			out := []*Plan{x}
			if x.IsDrawn() && f.Do(x, formtest.Manager, forms.Void, &forms.Voiding{Reason: "重复"}, x.Ref) == "" {
				out = nil
			}
			y := f.enters(forms.OfRepair)
			f.morning()
			return append(out, y)
		}},
		"takes the others out that were not drawn": {0.30, func(f *foe) []*Plan {
			for range 4 {
				f.finishes(f.matter(forms.OfRepair))
			}
			f.morning()
			for _, e := range f.B.Of(PlanKey) {
				if p := e.(*Plan); p.State == NotDrawn {
					f.Must(p, formtest.Supervisor, forms.Void, &forms.Voiding{Reason: "重复"})
				}
			}
			x := f.enters(forms.OfRepair)
			f.morning()
			return []*Plan{x}
		}},
		"adds others by hand, to be visited instead": {0.30, func(f *foe) []*Plan {
			for range 3 {
				l := f.matter(forms.OfRepair)
				l.Refers = ""
				f.finishes(l)
			}
			x := f.enters(forms.OfRepair)
			f.morning()
			return []*Plan{x}
		}},
		"puts a guest last of nineteen": {0.10, func(f *foe) []*Plan {
			x := event(f, 19, 18)
			f.morning()
			return x
		}},
		"enters small events before": {0.10, func(f *foe) []*Plan {
			event(f, 1, 0)
			event(f, 1, 0)
			x := event(f, 10, f.v.IntN(10))
			f.morning()
			return x
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := values{rand.New(rand.NewPCG(3, uint64(len(name))))}
			hit := 0
			for range rounds {
				if slices.ContainsFunc(c.play(office(t, v)), (*Plan).IsDrawn) {
					hit++
				}
			}
			if got := float64(hit) / rounds; got < c.fair-0.02 {
				t.Errorf("visited in %.3f of the cases, fair is %.2f", got, c.fair)
			} else {
				t.Logf("%.3f", got)
			}
		})
	}
}

// Each of a pool has the same chance, wherever it stands.
func TestAPoolIsDrawnFairly(t *testing.T) {
	const rounds = 6000
	v := values{rand.New(rand.NewPCG(4, 4))}
	var hits [5]int
	for range rounds {
		r := newRound(t, "2026-10-01 09:00")
		var all []*Plan
		for range hits {
			all = append(all, r.finishes(r.matter(forms.OfRepair)))
		}
		r.Now = r.Now.AddDate(0, 0, 1)
		r.draws(v.next())
		for i, p := range all {
			if p.IsDrawn() {
				hits[i]++
			}
		}
	}
	sum := 0
	for _, n := range hits {
		sum += n
	}
	want, x := float64(sum)/float64(len(hits)), 0.0
	for _, n := range hits {
		x += (float64(n) - want) * (float64(n) - want) / want
	}
	if x > 23.5 { // the 99.99 % quantile of chi-square with four degrees of freedom
		t.Errorf("chi-square %.1f over %v", x, hits)
	}
}

// The first of a quarter is not certain to be visited.
func TestTheFirstOfAQuarterIsNotCertain(t *testing.T) {
	v := values{rand.New(rand.NewPCG(5, 5))}
	drawn := 0
	for range 2000 {
		r := newRound(t, "2026-10-01 09:00")
		p := r.finishes(r.matter(forms.OfRepair))
		r.Now = r.Now.AddDate(0, 0, 1)
		r.draws(v.next())
		if p.IsDrawn() {
			drawn++
		}
	}
	if got := float64(drawn) / 2000; got < 0.27 || got > 0.33 {
		t.Errorf("the first is drawn in %.3f of the cases", got)
	}
}

// Whoever has the printed 抽样记录, the guide and nothing else makes the draws again;
// what was changed on it comes out.
func TestTheDrawsAreMadeAgainFromThePrint(t *testing.T) {
	v := values{rand.New(rand.NewPCG(6, 6))}
	r := newRound(t, "2026-10-01 09:00")
	kinds := []forms.VisitKind{forms.OfRepair, forms.OfRepair, forms.OfService, forms.OfPatient}
	alone := r.finishes(r.matter(forms.OfHelp))
	for day := range 92 {
		r.Now = formtest.At("2026-10-01 09:00").AddDate(0, 0, day)
		for range v.IntN(4) * (92 - day) / 80 { // nothing on the last days: a last visit may be left over
			r.finishes(r.matter(kinds[v.IntN(len(kinds))]))
		}
		if day%30 == 7 {
			l := &PlanLine{Kind: forms.OfEvent, Room: "1-1-101", What: "纳凉晚会", Finished: r.Now}
			for i := range v.IntN(30) {
				l.Others += fmt.Sprintf("2-1-%d 住户\n", 100+i)
			}
			r.finishes(l)
			for _, o := range slices.Clone(r.Followed) {
				r.finishes(o.Deed.(*PlanLine))
			}
		}
		if day == 40 {
			r.O.Rules.Visits[1].Share = 45
		}
		r.Now = r.Now.AddDate(0, 0, 1)
		r.draws(v.next())
	}
	if len(alone.Lots) != 2 || !alone.IsDrawn() {
		t.Fatalf("the only help of the quarter is to be drawn at its end: %+v", alone.Lots)
	}
	text := formtest.Printed(drawSheet(forms.PageHead{Office: r.O, Now: r.Now}, formtest.At("2026-10-01 00:00"), formtest.At("2026-12-31 00:00"), r.B.Of(PlanKey)))
	again := func(text string) (string, error) {
		cmd := exec.Command("python3", filepath.Join("testdata", "redraw.py"))
		cmd.Stdin = strings.NewReader(text)
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	cast := 0
	for _, e := range r.B.Of(PlanKey) {
		cast += len(e.(*Plan).Lots)
	}
	out, err := again(text)
	if err != nil || !strings.HasSuffix(strings.TrimSpace(out), fmt.Sprintf(" pools, %d matters", cast)) {
		t.Fatalf("%s%v, %d lots were cast", out, err, cast)
	}
	if !strings.Contains(text, "季末补抽") {
		t.Error("no quarter lacked its last visit: nothing is known of how that is printed")
	}
	for was, now := range map[string]string{"　抽中": "　未抽中", "　未抽中": "　抽中", "比例 30%": "比例 20%", "　以前 3 件": "　以前 4 件"} {
		if out, err := again(strings.ReplaceAll(text, was, now)); err == nil && strings.Contains(text, was) {
			t.Errorf("%q written over by %q: %s", was, now, out)
		}
	}
	if out, err := again(strings.NewReplacer("随机值 0", "随机值 1", "随机值 1", "随机值 2", "随机值 2", "随机值 3", "随机值 3", "随机值 4").Replace(text)); err == nil {
		t.Errorf("other values: %s", out)
	}
}
