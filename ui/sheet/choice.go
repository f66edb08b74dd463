package sheet

import (
	"strconv"
	"strings"
	"time"

	"frontdesk/forms/paper"
	"frontdesk/forms/pinyin"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// choice is a blank of boxes: one of several, or a single tick. Digits and
// pinyin initials pick, arrows move, Space ticks. One that shows only what was
// chosen offers its options in a list while it has the caret.
type choice struct {
	spot
	typed   string
	at      time.Time // when the last letter was typed
	before  string    // its value when the caret came
	taken   string    // its value as it was seen last
	options []option
}

// option is where an option stands, on the sheet in window units.
type option struct {
	value      string
	x, y, w, h float32
}

func newChoice(f *Form, b *paper.Blank) *choice {
	c := &choice{spot: spot{form: f, b: b}, taken: b.Get()}
	c.ExtendBaseWidget(c)
	return c
}

func (c *choice) bind(b *paper.Blank) { c.b = b }
func (c *choice) wrong() string       { return "" }

func (c *choice) reread() bool {
	was := c.taken
	c.taken = c.b.Get()
	return c.taken != was
}

func (c *choice) words() []string {
	if c.b.Kind == paper.TickKind {
		return []string{c.b.Word}
	}
	return c.b.Options
}

func (c *choice) place(b paper.Box, note []paper.Line) {
	c.box, c.note = b, note
	c.draw()
}

// draw puts the options where the paper's own layout has them.
func (c *choice) draw() {
	k, value := c.arrange(c)
	c.options = nil
	em := (value.W - 2*paper.PadX) / (value.Points * paper.MM)
	lines := paper.Wrap([]paper.Run{{Text: c.b.Shown()}}, em, value.Bold)
	if c.b.Short {
		value.Lines = lines
		if c.b.Get() == "" && c.b.Hint != "" {
			value.Lines = paper.Wrap([]paper.Run{{Text: c.b.Hint, Faint: true}}, em, false)[:1]
		}
		k.text(value)
	} else {
		left := c.words()
		for i, l := range lines {
			left = c.drawLine(k, value, l, left, k.lineTop(value, i, len(lines)))
		}
	}
	c.show(k, c)
}

// drawLine draws the options that stand on a line, and gives those left over.
func (c *choice) drawLine(k *ink, b paper.Box, l paper.Line, left []string, y float32) []string {
	size := k.s.size(b.Points)
	x := k.lineLeft(b, l, size)
	gap := width("  ", size, b.Bold)
	for text := l.String(); len(left) > 0 && strings.Contains(text, left[0]); {
		o := left[0]
		_, text, _ = strings.Cut(text, o)
		w := size + width(o, size, b.Bold)
		mark, color := "☐", k.c.ink
		if c.b.Get() == o {
			mark, color = "☑", k.c.pen
		}
		k.words(mark+o, x, y, size, b.Bold, color)
		if n := len(c.options) + 1; c.form.focused == c && mark == "☐" && n <= 9 && len(c.words()) > 1 {
			c.digit(k, n, x, y, size)
		}
		c.options = append(c.options, option{o, x, y, w, size * paper.Leading})
		x = k.s.snap(x + w + gap)
		left = left[1:]
	}
	return left
}

// digit shows in an empty box which digit ticks it.
func (c *choice) digit(k *ink, n int, x, y, size float32) {
	s, little := strconv.Itoa(n), max(float32(int(size*0.72)), 8)
	w := width(s, little, false)
	k.words(s, k.s.snap(x+size*0.46-w/2), k.s.snap(y+size*paper.Middle-little*(paper.Middle-0.02)), little, false, k.c.accent)
}

func (c *choice) set(v string) {
	if err := c.b.Set(v); err == nil { // options are the blank's own
		c.taken = c.b.Get()
		c.form.changed(c)
	}
}

// toggle ticks or unticks.
func (c *choice) toggle(v string) {
	if c.b.Get() == v {
		v = ""
	}
	c.set(v)
}

// Tapped ticks the option that was clicked; a tick's whole cell counts.
func (c *choice) Tapped(e *fyne.PointEvent) {
	if f := c.form; f.focused != c {
		f.focus(c)
	}
	at := e.Position.AddXY(c.form.s.at(c.box.X), c.form.s.at(c.box.Y))
	for _, o := range c.options {
		hit := at.X >= o.x-4 && at.X <= o.x+o.w+4 && at.Y >= o.y && at.Y <= o.y+o.h
		if hit || c.b.Kind == paper.TickKind {
			c.toggle(o.value)
			return
		}
	}
	c.offer()
}

// FocusGained marks the blank.
func (c *choice) FocusGained() {
	c.ime.came()
	if c.form.last != c {
		c.before = c.b.Get()
	}
	c.form.gained(c)
	c.offer()
}

// offer lists the options of a blank that does not show them.
func (c *choice) offer() {
	if !c.b.Short || c.b.Grid {
		return
	}
	var items []Suggestion
	at := 0
	for i, o := range c.words() {
		items = append(items, Suggestion{Text: o, Detail: strconv.Itoa(i + 1)})
		if o == c.b.Get() {
			at = i
		}
	}
	c.form.list.show(c, items, func(s Suggestion) {
		c.set(s.Text)
		c.form.next(c)
	})
	c.form.list.light(at)
}

// FocusLost takes the mark away.
func (c *choice) FocusLost() { c.form.lost(c) }

// TypedRune picks by digit, by the initials of the option, or by its first
// characters where an input method was on.
func (c *choice) TypedRune(r rune) {
	c.ime.came()
	words := c.words()
	r = []rune(paper.Narrow(string(r)))[0]
	if c.b.Grid {
		c.fillIn(r)
		return
	}
	switch {
	case r == ' ':
		if c.b.Kind == paper.TickKind {
			c.toggle(words[0])
		}
	case r >= '1' && r <= '9':
		if i := int(r - '1'); i < len(words) {
			c.set(words[i])
		}
	default:
		c.initial(strings.ToLower(string(r)))
	}
}

// fillIn fills a place of a grid by one key, and goes on to the next.
func (c *choice) fillIn(r rune) {
	words := c.words()
	switch {
	case r == '0' || r == ' ' || r == '-':
		c.set("")
	case r >= '1' && r <= '9':
		if int(r-'1') >= len(words) {
			return
		}
		c.set(words[r-'1'])
	default:
		before := c.b.Get()
		if c.initial(strings.ToLower(string(r))); c.b.Get() == before && !begins(before, strings.ToLower(string(r))) {
			return // no such option
		}
	}
	c.form.across(c, 1)
}

// initial picks the first option that begins with what was typed within the
// last second, in initials or as it is written. The same letter again goes on
// to the next such option.
func (c *choice) initial(letter string) {
	now := time.Now()
	if now.Sub(c.at) > time.Second {
		c.typed = ""
	}
	c.at = now
	words := c.words()
	from := 0
	if c.typed == letter {
		for i, o := range words {
			if o == c.b.Get() {
				from = i + 1
			}
		}
	}
	for _, typed := range []string{c.typed + letter, letter} {
		for i := range words {
			if o := words[(from+i)%len(words)]; begins(o, typed) {
				c.typed = typed
				c.set(o)
				return
			}
		}
	}
}

func begins(option, typed string) bool {
	for _, in := range pinyin.Initials(option) {
		if strings.HasPrefix(in, typed) {
			return true
		}
	}
	return strings.HasPrefix(option, typed)
}

// TypedKey moves along the options and the paper.
func (c *choice) TypedKey(e *fyne.KeyEvent) {
	if c.ime.takes(e.Name) {
		return
	}
	f := c.form
	if c.b.Grid && c.arrow(e.Name) {
		return
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !f.list.pickLit(c) {
			f.next(c)
		}
	case fyne.KeyTab:
		f.tab()
	case fyne.KeyRight, fyne.KeyDown:
		c.step(1)
	case fyne.KeyLeft, fyne.KeyUp:
		c.step(-1)
	case fyne.KeyBackspace, fyne.KeyDelete:
		c.set("")
	case fyne.KeyEscape:
		c.escape()
	default:
		c.foreign(e.Name)
	}
}

// arrow goes about a grid, and tells whether the key was one for that.
func (c *choice) arrow(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyLeft:
		c.form.across(c, -1)
	case fyne.KeyRight:
		c.form.across(c, 1)
	case fyne.KeyUp:
		c.form.focusBeside(c, -1)
	case fyne.KeyDown:
		c.form.focusBeside(c, 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.form.focusBeside(c, 1)
	case fyne.KeyBackspace:
		c.set("")
		c.form.across(c, -1)
	case fyne.KeyDelete:
		c.set("")
	default:
		return false
	}
	return true
}

func (c *choice) escape() {
	switch {
	case c.form.list.openAt(c):
		c.form.list.hide()
	case c.b.Get() != c.before:
		c.set(c.before)
	default:
		c.form.cancel()
	}
}

// TypedShortcut is done with Ctrl+Enter.
func (c *choice) TypedShortcut(s fyne.Shortcut) {
	x, ok := s.(*desktop.CustomShortcut)
	if ok && x.Modifier == fyne.KeyModifierShortcutDefault && (x.KeyName == fyne.KeyReturn || x.KeyName == fyne.KeyEnter) {
		c.form.done()
		return
	}
	c.elsewhere(s)
}

// step goes to the option before or after.
func (c *choice) step(by int) {
	words := c.words()
	if c.b.Kind == paper.TickKind || len(words) == 0 || c.form.list.move(c, by) {
		return
	}
	at := -1
	for i, o := range words {
		if o == c.b.Get() {
			at = i
		}
	}
	if at < 0 && by < 0 {
		at = 0
	}
	c.set(words[(at+by+len(words))%len(words)])
}

// Cursor says that a box can be clicked.
func (c *choice) Cursor() desktop.Cursor { return desktop.PointerCursor }
