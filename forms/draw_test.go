package forms

import (
	"fmt"
	"testing"
)

// draws makes n of them, each under an anchor of its own.
func draws(seed, n, share int) []Draw {
	var out []Draw
	var d Draw
	for i := range n {
		d = d.next(OfRepair, "2026Q4", share, fmt.Sprintf("%d-%d", seed, i))
		out = append(out, d)
	}
	return out
}

// On every day the share is met, and never by more than one visit too many.
func TestTheShareIsMetOnEveryDay(t *testing.T) {
	for _, share := range []int{1, 10, 30, 33, 50, 75, 100} {
		for seed := range 20 {
			drawn := 0
			for i, d := range draws(seed, 600, share) {
				if d.Drawn {
					drawn++
				}
				n := i + 1
				if drawn*100 < share*n || (drawn-1)*100 >= share*n+100 {
					t.Fatalf("share %d: %d of %d are drawn", share, drawn, n)
				}
				if d.Count != drawn || d.N != n || !d.Again(OfRepair) {
					t.Fatalf("share %d: %+v after %d", share, d, drawn)
				}
			}
		}
	}
	for _, d := range draws(1, 50, 0) {
		if d.Drawn || !d.Again(OfOther) {
			t.Fatal("drawn without a share")
		}
	}
}

// Each matter of a group has the same chance: chi-square over many seeds, for
// the groups of repairs (three or four matters each).
func TestTheDrawIsFair(t *testing.T) {
	const rounds = 6000
	hits := map[int]map[int]int{} // group → place → times drawn
	size := map[int]int{}
	for seed := range rounds {
		for _, d := range draws(seed, 21, 30) {
			if hits[d.Group] == nil {
				hits[d.Group] = map[int]int{}
			}
			size[d.Group] = d.Size
			if d.Drawn {
				hits[d.Group][d.At]++
			}
		}
	}
	// 99.99 % quantiles of chi-square with one to three degrees of freedom.
	limit := map[int]float64{1: 15.14, 2: 18.42, 3: 21.11}
	for g, places := range hits {
		n := size[g]
		if n == 1 {
			continue // the only one
		}
		want, x := float64(rounds)/float64(n), 0.0
		for at := 1; at <= n; at++ {
			off := float64(places[at]) - want
			x += off * off / want
		}
		if x > limit[n-1] {
			t.Errorf("group %d: chi-square %.1f over %v", g, x, places)
		}
	}
}

// What was changed afterwards does not come out the same again.
func TestADrawCanBeMadeAgain(t *testing.T) {
	for _, d := range draws(7, 60, 30) {
		if !d.Again(OfRepair) {
			t.Errorf("%+v does not come out again", d)
		}
		d.Drawn = !d.Drawn
		if d.Again(OfRepair) {
			t.Errorf("%+v was turned and is not noticed", d)
		}
	}
}

// The windows of S0/2 4.1.1, on days that matter.
func TestVisitWindows(t *testing.T) {
	rules, c := DefaultRules(), DefaultCalendar()
	for _, x := range []struct {
		kind               VisitKind
		finished, from, to string
	}{
		{OfComplaint, "2026-11-23 10:00", "2026-11-23 10:00", "2026-11-26 23:59"},
		{OfComplaint, "2026-11-30 23:59", "2026-11-30 23:59", "2026-12-03 23:59"}, // over the month's end
		{OfComplaint, "2028-02-27 08:00", "2028-02-27 08:00", "2028-03-01 23:59"}, // over 29 February
		{OfRepair, "2026-11-23 10:00", "2026-11-24 00:00", "2026-11-25 23:59"},
		{OfRepair, "2026-11-27 10:00", "2026-11-30 00:00", "2026-12-01 23:59"}, // a Friday
		{OfRepair, "2026-09-30 10:00", "2026-10-08 00:00", "2026-10-09 23:59"}, // National Day week
		{OfRepair, "2026-10-08 23:59", "2026-10-09 00:00", "2026-10-10 23:59"}, // 10 October is worked
		{OfPatient, "2026-12-28 12:00", "2026-12-28 12:00", "2027-01-04 23:59"},
		{OfService, "2026-11-23 12:00", "2026-11-23 12:00", "2026-12-02 23:59"},
	} {
		from, to := rules.Visit(x.kind).Window(c, at(x.finished))
		if !from.Equal(at(x.from)) || !to.Equal(at(x.to)) {
			t.Errorf("%s finished %s: %v to %v, want %s to %s", x.kind, x.finished, from, to, x.from, x.to)
		}
	}
}

func TestQuarters(t *testing.T) {
	for day, want := range map[string]string{
		"2026-01-01 00:00": "2026Q1 2026 年第一季度 2026-01-01 2026-03-31 2026-04-10",
		"2026-12-31 23:59": "2026Q4 2026 年第四季度 2026-10-01 2026-12-31 2027-01-10",
		"2028-02-29 12:00": "2028Q1 2028 年第一季度 2028-01-01 2028-03-31 2028-04-10",
	} {
		q := QuarterOf(at(day))
		if got := fmt.Sprint(q, " ", q.Name(), " ", Day(q.Start()), " ", Day(q.End()), " ", Day(q.ArchiveBy())); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}
