package sheet

import (
	"math"
	"strings"

	"frontdesk/forms/paper"

	"frontdesk/ui/theme"
	"fyne.io/fyne/v2"

	"fyne.io/fyne/v2/canvas"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// endless is a sheet that never ends: a form is filled in on one page.
const endless = 10000

// air is what the paper shows under the last row, in millimetres.
const air = 3

// lay draws the sheet anew, lays it out and puts every field in its place.
func (f *Form) lay() {
	f.s.pixel, f.c = pixelsOf(f), inksOf(f.Theme())
	f.sheet = f.source()
	f.sheet.Size.H, f.sheet.Tail = endless, nil
	f.sheet.Enlarge(float64(f.Theme().Size(base.SizeNameText) / theme.UsualText)) // large print is for writing too
	f.dress()
	f.boxes = paper.Lay(&f.sheet)[0].Boxes
	notes := f.notes()
	if len(notes) > 0 {
		f.boxes = paper.Lay(&f.sheet)[0].Boxes
	}
	before := f.height
	f.height = 0
	for _, b := range f.boxes {
		f.height = math.Max(f.height, b.Y+b.H+air)
	}
	f.draw(notes)
	if before != 0 && before != f.height {
		f.resized()
	}
}

// cells visits the cells of the sheet that are filled in here.
func (f *Form) cells(visit func(*paper.Cell)) {
	for _, part := range [][]paper.Row{f.sheet.Head, f.sheet.Body, f.sheet.Foot} {
		for i := range part {
			for j := range part[i].Cells {
				if c := &part[i].Cells[j]; c.Blank != nil && filled(c.Blank) {
					visit(c)
				}
			}
		}
	}
}

// filled tells whether a blank is one to fill in: the others are text.
func filled(b *paper.Blank) bool { return !b.ReadOnly && b.Kind != paper.SignKind }

// dress gives every blank its field, and lets the sheet be laid out with the
// words that stand on screen, also those that a blank did not take.
func (f *Form) dress() {
	f.sheet.Blanks() // names them
	seen := map[any]field{}
	f.cells(func(c *paper.Cell) {
		b := c.Blank
		x := f.fields[b.Field]
		if x == nil {
			x = f.newField(b)
		}
		x.bind(b)
		seen[b.Field] = x
		c.Old, c.Note = nil, nil
		switch w := x.(type) {
		case *writing:
			c.Blank = w.spoken()
		case *choice:
			b.Short = b.Short && b.Kind != paper.TickKind
		}
	})
	f.fields = seen
}

func (f *Form) newField(b *paper.Blank) field {
	if b.Kind == paper.ChoiceKind || b.Kind == paper.TickKind {
		return newChoice(f, b)
	}
	return newWriting(f, b)
}

// small is the type size of a sentence at a blank, as a part of the blank's.
const small = 0.9

// notes breaks the sentences at blanks into lines and makes room for them
// under the words, so that they cover nothing.
func (f *Form) notes() map[any][]paper.Line {
	if len(f.problems) == 0 {
		return nil
	}
	out := map[any][]paper.Line{}
	for _, b := range f.boxes {
		if b.Blank == nil || f.problems[b.Blank.Field] == "" {
			continue
		}
		em := b.Points * paper.MM * small
		out[b.Blank.Field] = paper.Wrap([]paper.Run{{Text: f.problems[b.Blank.Field]}}, (b.W-2*paper.PadX)/em, false)
	}
	f.cells(func(c *paper.Cell) {
		if n := len(out[c.Blank.Field]); n > 0 {
			c.Note = []paper.Run{{Text: strings.Repeat("\n", int(math.Ceil(float64(n)*small)))}}
		}
	})
	return out
}

// draw draws what is printed and places the fields.
func (f *Form) draw(notes map[any][]paper.Line) {
	k := &ink{s: f.s, c: f.c}
	k.paper(f.sheet.Size.W, f.height)
	f.order = f.order[:0]
	for _, b := range f.boxes {
		if b.Blank != nil && filled(b.Blank) {
			x := f.fields[b.Blank.Field]
			x.place(b, notes[b.Blank.Field])
			f.order = append(f.order, x)
			continue
		}
		if b.Shade && !b.Bare {
			k.fill(b.X, b.Y, b.W, b.H, k.c.label)
		}
		k.text(b)
		k.bars(b)
		k.chart(b)
	}
	k.rules(f.boxes)
	f.static = k.out
	f.frame()
}

// frame draws the frames of blanks that are wrong and of the one with the
// caret, over everything else.
func (f *Form) frame() {
	k := &ink{s: f.s, c: f.c}
	for _, b := range f.boxes {
		switch {
		case b.Blank == nil || !filled(b.Blank):
		case f.problems[b.Blank.Field] != "":
			k.frame(b, k.c.alarm)
		case f.focused != nil && f.focused == f.fields[b.Blank.Field]:
			k.frame(b, k.c.accent)
		}
	}
	f.frames = k.out
}

// leaf is the sheet of paper of a form.
type leaf struct {
	widget.BaseWidget
	form *Form
}

func newLeaf(f *Form) *leaf {
	l := &leaf{form: f}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer shows what is printed, and over it the fields, in the order of
// the paper, which is the order that Tab goes.
func (l *leaf) CreateRenderer() fyne.WidgetRenderer { return leafRenderer{l} }

type leafRenderer struct{ l *leaf }

func (r leafRenderer) Layout(fyne.Size) {}

func (r leafRenderer) MinSize() fyne.Size {
	f := r.l.form
	return fyne.NewSize(f.s.at(f.sheet.Size.W), f.s.at(f.height))
}

func (r leafRenderer) Refresh() { canvas.Refresh(r.l) }
func (r leafRenderer) Destroy() {}

func (r leafRenderer) Objects() []fyne.CanvasObject {
	f := r.l.form
	out := append(make([]fyne.CanvasObject, 0, len(f.static)+len(f.order)), f.static...)
	for _, x := range f.order {
		out = append(out, x)
	}
	return append(out, f.frames...)
}

// leafLayout centres the sheet on the desk, on whole pixels.
type leafLayout struct{ f *Form }

func (l leafLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	m := o[0].MinSize()
	o[0].Move(fyne.NewPos(l.f.s.snap(max(0, (s.Width-m.Width)/2)), 0))
	o[0].Resize(m)
}

func (l leafLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }
