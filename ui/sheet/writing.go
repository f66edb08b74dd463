package sheet

import (
	"frontdesk/forms/paper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// writing is a blank that is typed into. It breaks and places its lines as the
// paper does, while one types and after, so that nothing ever jumps.
type writing struct {
	spot
	words  words
	said   string // the words as they are laid out
	taken  string // the blank's text when it last took words, to see changes from outside
	before string // the words when the caret came
	kept   string // what the record held when the caret came
	bad    string // why the blank did not take its words
	hangs  bool   // the caret stands at the end of a line rather than at the head of the next
	goal   float32
	lines  []line
	value  paper.Box // where the words stand
}

func newWriting(f *Form, b *paper.Blank) *writing {
	w := &writing{spot: spot{form: f, b: b}, taken: b.Get(), kept: b.Get(), goal: -1}
	w.words.lines = b.Kind == paper.LongKind
	w.words.put(w.taken)
	w.words.forget()
	w.ExtendBaseWidget(w)
	return w
}

func (w *writing) bind(b *paper.Blank) { w.b = b }
func (w *writing) wrong() string       { return w.bad }

// spoken is the blank as it stands on screen: the words being written are laid
// out, not what the record made of them.
func (w *writing) spoken() *paper.Blank {
	w.said = w.words.String()
	if w.said == w.b.Get() {
		return w.b
	}
	b := paper.Long(&w.said).Blank
	b.Kind, b.Field, b.Name, b.Hint, b.From = w.b.Kind, w.b.Field, w.b.Name, w.b.Hint, w.b.From
	b.Required, b.Red, b.Lines = w.b.Required, w.b.Red, w.b.Lines
	return b
}

// reread shows the blank's value, unless it is what the words being written
// were taken for.
func (w *writing) reread() bool {
	v := w.b.Get()
	if v == w.taken && (w.form.focused == w || w.bad != "") {
		return false
	}
	changed := v != w.taken
	w.taken, w.kept, w.bad = v, v, ""
	w.words.put(v)
	return changed
}

// changed takes the words into the record as they are written.
func (w *writing) changed() {
	w.hangs, w.goal = false, -1
	w.commit()
	w.form.changed(w)
	w.form.suggest(w, w.words.String())
}

// commit takes the words into the record. While they are wrong it holds what it held
// before the caret came: what they were a key before is not what is meant.
func (w *writing) commit() {
	w.bad = ""
	if err := w.b.Set(w.words.String()); err != nil {
		w.bad = err.Error()
		if w.b.Set(w.kept) != nil {
			_ = w.b.Set("") // no blank minds being empty
		}
	}
	w.taken = w.b.Get()
}

// moved shows the caret in its new place.
func (w *writing) moved() {
	w.goal = -1
	w.draw()
	w.form.reveal()
}

func (w *writing) place(b paper.Box, note []paper.Line) {
	w.box, w.note = b, note
	w.draw()
}

func (w *writing) em() float64 {
	return (w.box.W - 2*paper.PadX) / (w.box.Points * paper.MM)
}

func (w *writing) draw() {
	k, value := w.arrange(w)
	w.value = value
	w.lines = broken(w.words.text, w.em(), w.box.Bold)
	if len(w.words.text) == 0 && w.b.Hint != "" {
		value.X += paper.PadX / 2 // clear of the caret
		value.Lines = paper.Wrap([]paper.Run{{Text: w.b.Hint, Faint: true}}, w.em(), false)[:1]
		k.text(value)
	}
	here := w.form.focused == w
	for i, l := range w.lines {
		if here {
			w.choose(k, i)
		}
		w.value.Lines = append(w.value.Lines, paper.Line{{Text: l.text, Red: w.b.Red}})
	}
	k.text(w.value)
	if here {
		w.drawCaret(k)
	}
	w.show(k, w)
}

// choose tints what is chosen of a line.
func (w *writing) choose(k *ink, i int) {
	from, to := w.words.chosen()
	l := w.lines[i]
	from, to = max(from, l.from), min(to, l.to)
	if from >= to {
		return
	}
	x0, x1 := w.x(k, i, from), w.x(k, i, to)
	k.add(canvas.NewRectangle(k.c.chosen), x0, k.lineTop(w.value, i, len(w.lines)), max(x1-x0, 2), w.lead())
}

func (w *writing) drawCaret(k *ink) {
	i := lineOf(w.lines, w.words.caret, w.hangs)
	y := k.lineTop(w.value, i, len(w.lines))
	wide := max(k.s.snap(w.size()/9), 2*k.s.hair())
	right := k.s.at(w.box.X+w.box.W) - 2*wide
	k.add(canvas.NewRectangle(k.c.accent), k.s.snap(min(w.x(k, i, w.words.caret), right)), y+k.s.snap(w.size()*0.14), wide, k.s.snap(w.size()*1.22))
}

func (w *writing) size() float32 { return w.form.s.size(w.box.Points) }
func (w *writing) lead() float32 { return w.size() * paper.Leading }

// x is where the character at a place of line i begins, on the sheet.
func (w *writing) x(k *ink, i, at int) float32 {
	l := w.lines[i]
	left := k.lineLeft(w.value, paper.Line{{Text: l.text}}, w.size())
	if at <= l.from {
		return left
	}
	return left + width(string(w.words.text[l.from:min(at, l.to)]), w.size(), w.box.Bold)
}

// index is the place in the text nearest to x on line i.
func (w *writing) index(k *ink, i int, x float32) int {
	l := w.lines[i]
	end := l.from + len([]rune(l.text))
	best := l.from
	for at := l.from; at <= end; at++ { // a line has some fifty characters at most
		if abs(w.x(k, i, at)-x) < abs(w.x(k, i, best)-x) {
			best = at
		}
	}
	return best
}

func abs(x float32) float32 { return max(x, -x) }

// under puts the caret where the mouse is.
func (w *writing) under(p fyne.Position, extend bool) {
	k := &ink{s: w.form.s}
	x, y := p.X+w.form.s.at(w.box.X), p.Y+w.form.s.at(w.box.Y)
	i := 0
	for i < len(w.lines)-1 && y >= k.lineTop(w.value, i+1, len(w.lines)) {
		i++
	}
	at := w.index(k, i, x)
	w.words.move(at, extend)
	w.hangs = i < len(w.lines)-1 && at == w.lines[i+1].from
	w.moved()
}

// vertical moves the caret a line up or down, and tells whether there is one.
func (w *writing) vertical(by int, extend bool) bool {
	k := &ink{s: w.form.s}
	i := lineOf(w.lines, w.words.caret, w.hangs)
	if i+by < 0 || i+by >= len(w.lines) {
		return false
	}
	goal := w.goal
	if goal < 0 {
		goal = w.x(k, i, w.words.caret)
	}
	at := w.index(k, i+by, goal)
	w.words.move(at, extend)
	w.hangs = i+by < len(w.lines)-1 && at == w.lines[i+by+1].from
	w.draw()
	w.goal = goal
	return true
}

// FocusGained marks the blank. Coming by key chooses the words of one line, so
// that typing replaces them; words that are wrong are mended, not replaced.
func (w *writing) FocusGained() {
	w.ime.came()
	f := w.form
	if f.last != w {
		w.before = w.words.String()
		if w.bad == "" {
			w.kept = w.b.Get()
		}
	}
	if f.byKey {
		w.words.move(len(w.words.text), false)
		if w.b.Kind != paper.LongKind && w.bad == "" && f.problems[w.b.Field] == "" {
			w.words.all()
		}
	}
	f.gained(w)
	if len(w.words.text) == 0 {
		f.suggest(w, "")
	}
}

// FocusLost shows a time or number as the blank writes it, or says why the
// blank did not take its words.
func (w *writing) FocusLost() {
	if w.bad != "" {
		w.form.problems[w.b.Field] = w.bad
	} else if v := w.b.Get(); v != w.words.String() {
		w.words.put(v)
	}
	w.form.lost(w)
}
