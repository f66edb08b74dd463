package visit

import (
	"fmt"
	"testing"

	"frontdesk/forms"
)

// draws makes n of them, each under an anchor of its own.
func draws(seed, n, share int) []Draw {
	var out []Draw
	var d Draw
	for i := range n {
		d = d.next(forms.OfRepair, "2026Q4", share, fmt.Sprintf("%d-%d", seed, i))
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
				if d.Count != drawn || d.N != n || !d.Again(forms.OfRepair) {
					t.Fatalf("share %d: %+v after %d", share, d, drawn)
				}
			}
		}
	}
	for _, d := range draws(1, 50, 0) {
		if d.Drawn || !d.Again(forms.OfOther) {
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
		if !d.Again(forms.OfRepair) {
			t.Errorf("%+v does not come out again", d)
		}
		d.Drawn = !d.Drawn
		if d.Again(forms.OfRepair) {
			t.Errorf("%+v was turned and is not noticed", d)
		}
	}
}
