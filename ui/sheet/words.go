package sheet

import (
	"strings"
	"unicode"
)

// words is what stands in a blank while it is written: the characters, the
// caret, what is chosen, and what can be undone. It knows no screen.
type words struct {
	text   []rune
	caret  int
	anchor int  // other end of what is chosen; the caret's place when nothing is
	lines  bool // line feeds may be written
	undone []moment
	past   []moment
	typing manner // how the last change was made, so that a word is undone as one
}

// moment is a state that undo comes back to.
type moment struct {
	text          string
	caret, anchor int
}

type manner int

const (
	otherwise manner = iota
	adding
	deleting
)

// pastMost is how many steps can be undone.
const pastMost = 200

func (w *words) String() string { return string(w.text) }

// put takes a text from outside, with the caret at its end.
func (w *words) put(s string) {
	if s == string(w.text) {
		return
	}
	w.remember(otherwise)
	w.text = w.clean(s)
	w.caret, w.anchor = len(w.text), len(w.text)
}

// clean leaves out what cannot be written: control characters, and line feeds
// where there is one line.
func (w *words) clean(s string) []rune {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	out := make([]rune, 0, len(s))
	for _, r := range s {
		switch {
		case r == '\n' && w.lines:
			out = append(out, r)
		case r == '\n' || r == '\t' || r == '\r' || r == '\u2028':
			out = append(out, ' ')
		case r != unicode.ReplacementChar && !unicode.IsControl(r):
			out = append(out, r)
		}
	}
	return out
}

// chosen is the stretch that is chosen, from at most to.
func (w *words) chosen() (from, to int) { return min(w.caret, w.anchor), max(w.caret, w.anchor) }

func (w *words) chosenText() string {
	from, to := w.chosen()
	return string(w.text[from:to])
}

// insert writes at the caret, in place of what is chosen.
func (w *words) insert(s string) bool {
	add := w.clean(s)
	from, to := w.chosen()
	if len(add) == 0 && from == to {
		return false
	}
	how := adding
	if len(add) != 1 || from != to || unicode.IsSpace(add[0]) {
		how = otherwise
	}
	w.replace(from, to, add, how)
	return true
}

// remove deletes what is chosen, or else from the caret to another place.
func (w *words) remove(to int) bool {
	from, end := w.chosen()
	how := otherwise
	if from == end {
		from, end, how = min(w.caret, to), max(w.caret, to), deleting
	}
	from, end = max(from, 0), min(end, len(w.text))
	if from == end {
		return false
	}
	w.replace(from, end, nil, how)
	return true
}

func (w *words) replace(from, to int, add []rune, how manner) {
	w.remember(how)
	text := make([]rune, 0, len(w.text)+len(add))
	text = append(append(append(text, w.text[:from]...), add...), w.text[to:]...)
	w.text, w.caret, w.anchor = text, from+len(add), from+len(add)
}

// remember keeps the state before a change; changes of one manner in a row are
// undone together.
func (w *words) remember(how manner) {
	if how == otherwise || how != w.typing {
		w.past = append(w.past, w.now())
		if len(w.past) > pastMost {
			w.past = w.past[1:]
		}
	}
	w.typing, w.undone = how, nil
}

func (w *words) now() moment { return moment{string(w.text), w.caret, w.anchor} }

func (w *words) back(from, to *[]moment) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	*to = append(*to, w.now())
	m := (*from)[n-1]
	*from = (*from)[:n-1]
	w.text, w.caret, w.anchor, w.typing = []rune(m.text), m.caret, m.anchor, otherwise
	return true
}

func (w *words) undo() bool { return w.back(&w.past, &w.undone) }
func (w *words) redo() bool { return w.back(&w.undone, &w.past) }

// forget begins a new story: what was written before cannot be undone.
func (w *words) forget() { w.past, w.undone, w.typing = nil, nil, otherwise }

// move puts the caret; extend keeps the other end of what is chosen.
func (w *words) move(to int, extend bool) {
	w.caret = min(max(to, 0), len(w.text))
	if !extend {
		w.anchor = w.caret
	}
	w.typing = otherwise
}

func (w *words) all() {
	w.anchor, w.caret, w.typing = 0, len(w.text), otherwise
}

// kind sorts characters for moving by words: Han characters, letters and
// digits, spaces, everything else.
func kind(r rune) int {
	switch {
	case unicode.IsSpace(r):
		return 0
	case unicode.Is(unicode.Han, r):
		return 1
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return 2
	}
	return 3
}

// wordLeft and wordRight are the places a word away from i.
func (w *words) wordLeft(i int) int {
	for i > 0 && kind(w.text[i-1]) == 0 {
		i--
	}
	for j := i; i > 0 && kind(w.text[i-1]) == kind(w.text[j-1]); {
		i--
	}
	return i
}

func (w *words) wordRight(i int) int {
	for j := i; i < len(w.text) && kind(w.text[i]) == kind(w.text[j]); {
		i++
	}
	for i < len(w.text) && kind(w.text[i]) == 0 {
		i++
	}
	return i
}

// wordAt chooses the word at i.
func (w *words) wordAt(i int) {
	if len(w.text) == 0 {
		return
	}
	i = min(max(i, 0), len(w.text)-1)
	from, to := i, i
	for from > 0 && kind(w.text[from-1]) == kind(w.text[i]) {
		from--
	}
	for to < len(w.text) && kind(w.text[to]) == kind(w.text[i]) {
		to++
	}
	w.anchor, w.caret, w.typing = from, to, otherwise
}
