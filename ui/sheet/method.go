package sheet

import "fyne.io/fyne/v2"

// composing notices that an input method is composing. On X11 the keys of a
// word being composed reach the window although they belong to the input
// method: a letter comes as a key, but no character follows. Enter, Escape,
// arrows and Backspace then belong to the input method too: Enter that commits
// pinyin must not go on to the next blank, where the committed words would
// fall. On Windows such keys do not arrive at all.
type composing struct{ letters int }

// takes tells whether a key belongs to the input method.
func (c *composing) takes(k fyne.KeyName) bool {
	if len(k) == 1 && k[0] >= 'A' && k[0] <= 'Z' {
		c.letters++
		return false
	}
	if c.letters == 0 {
		return false
	}
	switch k {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape: // these end it
		c.letters = 0
		return true
	case fyne.KeyBackspace:
		c.letters--
		return true
	case fyne.KeyTab, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd,
		fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyDelete, fyne.KeySpace:
		return true
	}
	return false
}

// came tells that a character arrived: nothing is being composed any more.
func (c *composing) came() { c.letters = 0 }
