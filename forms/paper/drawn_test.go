package paper

import "testing"

// What the forms themselves print must be in the font: a missing character
// would be a silent gap on paper. The boxes ☐ and ☑ are drawn, not printed.
func TestTheFontHasWhatFormsPrint(t *testing.T) {
	for _, r := range "✓㎡、。，：；（）《》“”…—·№℃×÷±→①②③0123456789ABCDEFXx-+/@=急峯䶮喆玥" {
		if !Drawn(r) {
			t.Errorf("%c (%U) is not in the font", r, r)
		}
	}
}
