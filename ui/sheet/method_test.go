package sheet

import (
	"testing"

	"fyne.io/fyne/v2"
)

// press sends what a keyboard sends: k are keys, r is a character.
func TestAnInputMethodKeepsItsKeys(t *testing.T) {
	var c composing
	for _, step := range []struct {
		key   fyne.KeyName
		char  bool
		taken bool
	}{
		{"N", false, false},
		{"", true, false},              // n, typed plainly
		{fyne.KeyReturn, false, false}, // goes on
		{"N", false, false},
		{"I", false, false},
		{fyne.KeyDown, false, true},
		{fyne.KeyBackspace, false, true},
		{fyne.KeyReturn, false, true},  // commits
		{fyne.KeyReturn, false, false}, // goes on
		{"N", false, false},
		{fyne.KeySpace, false, true},
		{"", true, false}, // 你
		{fyne.KeyBackspace, false, false},
		{"N", false, false},
		{fyne.KeyBackspace, false, true},
		{fyne.KeyBackspace, false, false}, // composed away
		{"N", false, false},
		{fyne.KeyEscape, false, true},
		{fyne.KeyEscape, false, false},
		{"N", false, false},
		{fyne.KeyF1, false, false},
	} {
		if step.char {
			c.came()
			continue
		}
		if got := c.takes(step.key); got != step.taken {
			t.Errorf("%s: taken %v, want %v", step.key, got, step.taken)
		}
	}
}
