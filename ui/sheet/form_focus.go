package sheet

import (
	"frontdesk/forms/paper"

	"fyne.io/fyne/v2"
)

// FocusOn puts the caret into the blank of that field of the record.
func (f *Form) FocusOn(fieldPtr any) {
	if x := f.fields[fieldPtr]; x != nil {
		f.focus(x)
	}
}

// Focus puts the caret into the first blank that has to be filled in and is
// empty, else into the first blank.
func (f *Form) Focus() {
	for _, x := range f.order {
		if b := x.blank(); b.Required && b.Empty() {
			f.focus(x)
			return
		}
	}
	if len(f.order) > 0 {
		f.focus(f.order[0])
	}
}

// Problems shows sentences at their blanks and goes to the first. Those that
// name no blank of the form are given back.
func (f *Form) Problems(list []paper.Problem) (rest []paper.Problem) {
	f.problems = map[any]string{}
	for _, p := range list {
		switch {
		case p.Field == nil || f.fields[p.Field] == nil:
			rest = append(rest, p)
		case f.problems[p.Field] == "":
			f.problems[p.Field] = p.Words
		}
	}
	f.list.hide()
	f.lay()
	f.redraw()
	for _, x := range f.order {
		if f.problems[x.blank().Field] != "" {
			f.focus(x)
			f.reveal() // also where the caret was there already
			break
		}
	}
	return rest
}

// Check shows what is wrong with what stands in the blanks, required ones
// left empty included, and tells whether nothing is. Words that a blank did
// not take stay on screen.
func (f *Form) Check(more []paper.Problem) (rest []paper.Problem, ok bool) {
	var all []paper.Problem
	for _, x := range f.order {
		if w := x.wrong(); w != "" {
			all = append(all, paper.Problem{Field: x.blank().Field, Words: w})
		}
	}
	fresh := f.source() // the blanks of f.sheet speak the words on screen
	all = append(append(all, fresh.Problems()...), more...)
	return f.Problems(all), len(all) == 0
}

// canvas is the window's, nil while the form is on none.
func (f *Form) canvas() fyne.Canvas {
	if f.o.Canvas != nil {
		return f.o.Canvas
	}
	return fyne.CurrentApp().Driver().CanvasForObject(f)
}

func (f *Form) focus(x field) {
	c := f.canvas()
	if c == nil {
		return
	}
	f.byKey = true
	c.Focus(x)
	f.byKey = false
}

// tab goes along the paper, and from its ends on to what else the window has.
func (f *Form) tab() {
	c := f.canvas()
	if c == nil {
		return
	}
	f.byKey = true
	if f.shifted() {
		c.FocusPrevious()
	} else {
		c.FocusNext()
	}
	f.byKey = false
}

// gained and lost follow the caret.
func (f *Form) gained(x field) {
	f.focused, f.last = x, x
	f.list.hide()
	f.lay()
	f.reveal()
	f.redraw()
}

func (f *Form) lost(x field) {
	if f.focused == x {
		f.focused = nil
	}
	f.list.leave(x)
	f.lay()
	f.redraw()
}

// reveal scrolls as little as needed to show the blank with the caret.
func (f *Form) reveal() {
	if f.focused == nil {
		return
	}
	h, off := f.scroll.Size().Height, f.scroll.Offset
	const round = 10
	top, foot := f.caretSpan(h - 2*round)
	switch {
	case h <= 0 || f.leaf.MinSize().Height <= h:
		return
	case top-round < off.Y || foot-top+2*round > h:
		off.Y = max(top-round, 0)
	case foot+round > off.Y+h:
		off.Y = foot + round - h
	default:
		return
	}
	f.scroll.Refresh() // it may not know yet how high the sheet is now
	f.scroll.ScrollToOffset(off)
}

// caretSpan is the part of the blank with the caret that has to be in sight, in
// window units: all of it where the window has room; else what is said to be wrong
// with it, which stands at its foot, or the line that is being written.
func (f *Form) caretSpan(room float32) (top, foot float32) {
	top = f.focused.Position().Y
	foot = top + f.focused.Size().Height
	w, is := f.focused.(*writing)
	switch {
	case !is || foot-top <= room:
	case f.problems[w.b.Field] != "":
		top = foot - room
	default:
		k := &ink{s: f.s}
		top = k.lineTop(w.value, lineOf(w.lines, w.words.caret, w.hangs), len(w.lines))
		foot = top + w.lead()
	}
	return top, foot
}

// next goes to the next blank after x that is still empty; ticks are passed
// over, since an empty box is an answer, but for those that the procedures ask
// for. With none left the form is done.
func (f *Form) next(x field) {
	seen := false
	for _, y := range f.order {
		if y == x {
			seen = true
			continue
		}
		if b := y.blank(); seen && (b.Kind != paper.TickKind || b.Asked) && b.Empty() && y.wrong() == "" {
			f.focus(y)
			return
		}
	}
	for _, y := range f.order { // something required may have been passed over
		if b := y.blank(); y != x && b.Required && b.Empty() {
			f.focus(y)
			return
		}
	}
	f.done()
}

// across goes to the place of a grid beside x: to the right by 1, to the left by
// -1, and from the end of a line to the next one.
func (f *Form) across(x field, by int) {
	for i, y := range f.order {
		if y != x {
			continue
		}
		for k := i + by; k >= 0 && k < len(f.order); k += by {
			if f.order[k].blank().Grid {
				f.focus(f.order[k])
				return
			}
		}
	}
}

// focusBeside goes to the place of a grid above or below x.
func (f *Form) focusBeside(x field, by int) {
	at := x.Position()
	var best field
	for _, y := range f.order {
		p := y.Position()
		if !y.blank().Grid || p.X < at.X-1 || p.X > at.X+1 || (p.Y-at.Y)*float32(by) < 1 {
			continue
		}
		if best == nil || (p.Y-best.Position().Y)*float32(by) < 0 {
			best = y
		}
	}
	if best != nil {
		f.focus(best)
	}
}

func (f *Form) done() {
	if f.o.Done != nil {
		f.o.Done()
	}
}

func (f *Form) cancel() {
	if f.o.Cancel != nil {
		f.o.Cancel()
	}
}
