package paper

import (
	sheet "frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Options are what a form tells its owner, and asks of it.
type Options struct {
	// Suggest lists what may be meant by what was typed so far; it is asked on
	// each key and has to answer within one. Nil suggests nothing.
	Suggest func(b *sheet.Blank, typed string) []Suggestion
	// Picked tells which suggestion was taken. The owner writes it into the
	// record; the form reads all blanks again.
	Picked func(b *sheet.Blank, s Suggestion)
	// Changed tells that something was written, for drafts.
	Changed func()
	// Done tells that Enter was pressed with nothing left to fill in.
	Done func()
	// Cancel tells that Escape was pressed with nothing to take back.
	Cancel func()
	// Resized tells that the form needs another height.
	Resized func()
	// Key is offered the keys that no blank wants, such as function keys.
	Key func(fyne.KeyName) bool
}

// Suggestion is one row of the list under a blank.
type Suggestion struct {
	Text   string // what is meant
	Detail string // what tells it from the others
	Value  any    // for the owner
}

// Form shows a sheet to fill in: every blank is a field in its place on the
// paper, and the rows grow as one writes.
type Form struct {
	widget.BaseWidget
	o       Options
	source  func() sheet.Sheet
	sheet   sheet.Sheet
	page    sheet.Page
	unit    float32
	static  []fyne.CanvasObject
	fields  map[any]field
	order   []field
	wrong   map[any]string // sentence at a blank
	focused field
	list    *suggestions
	height  float64 // mm that the rows take
}

// field is a blank's widget. Fields are made once for each blank and moved as
// the rows grow, so that nothing typed and no caret is lost.
type field interface {
	fyne.Focusable
	object() fyne.CanvasObject
	place(b sheet.Box, s scale, noteLines int)
	bind(*sheet.Blank)
	blank() *sheet.Blank
	reread()
}

// NewForm gives a form. The source draws the sheet from the record that its
// blanks are bound to; it is asked again at every change.
func NewForm(source func() sheet.Sheet, o Options) *Form {
	f := &Form{o: o, source: source, fields: map[any]field{}, wrong: map[any]string{}, unit: 4}
	f.list = newSuggestions(f)
	f.ExtendBaseWidget(f)
	f.lay()
	return f
}

// Reread shows what the record holds now.
func (f *Form) Reread() {
	f.lay()
	for _, x := range f.order {
		x.reread()
	}
	f.Refresh()
}

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
		if b := x.blank(); b.Required && b.Get() == "" {
			f.focus(x)
			return
		}
	}
	if len(f.order) > 0 {
		f.focus(f.order[0])
	}
}

func (f *Form) focus(x field) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
		c.Focus(x)
	}
}

// Problems shows sentences at their blanks and goes to the first. Those that
// name no blank are given back.
func (f *Form) Problems(list []sheet.Problem) (rest []sheet.Problem) {
	f.wrong = map[any]string{}
	var first field
	for _, p := range list {
		x := f.fields[p.Field]
		if p.Field == nil || x == nil {
			rest = append(rest, p)
			continue
		}
		if f.wrong[p.Field] == "" {
			f.wrong[p.Field] = p.Words
		}
		if first == nil {
			first = x
		}
	}
	f.lay()
	f.Refresh()
	if first != nil {
		f.focus(first)
	}
	return rest
}

// Check shows what is wrong with what stands in the blanks, required ones
// left empty included, and tells whether nothing is. Words that a blank did
// not take stay on screen.
func (f *Form) Check(more []sheet.Problem) (rest []sheet.Problem, ok bool) {
	var all []sheet.Problem
	for _, x := range f.order {
		b := x.blank()
		if w, is := x.(interface{ wrong() string }); is && w.wrong() != "" {
			all = append(all, sheet.Problem{Field: b.Field, Words: w.wrong()})
		}
	}
	all = append(all, f.sheet.Problems()...)
	all = append(all, more...)
	return f.Problems(all), len(all) == 0
}

// HeightFor is the height the form needs at a width, in window units.
func (f *Form) HeightFor(width float32) float32 {
	return float32(f.height) * f.unitFor(width)
}

func (f *Form) unitFor(width float32) float32 {
	return max(width, 320) / float32(f.sheet.Size.W)
}

// endless is a sheet that never ends: a form is filled in on one page.
const endless = 10000

// lay draws the sheet anew and lays it out.
func (f *Form) lay() {
	f.sheet = f.source()
	f.sheet.Size.H = endless
	notes := f.annotate()
	f.page = sheet.Lay(&f.sheet)[0]
	s := scale{f.unit, pixelsOf(f)}
	k := &ink{s: s}
	f.order = f.order[:0]
	before := f.height
	f.height = 0
	for _, b := range f.page.Boxes {
		f.height = max(f.height, b.Y+b.H)
	}
	f.height += 3
	k.rect(0, 0, f.sheet.Size.W, f.height, theme.Paper)
	for _, b := range f.page.Boxes {
		f.box(k, b, notes)
	}
	for _, b := range f.page.Boxes {
		k.rules(b)
	}
	f.static = k.out
	if before != f.height && f.o.Resized != nil {
		f.o.Resized()
	}
}

// annotate writes the sentence of a wrong blank under its value, so that the
// row grows with it and nothing else is covered. It returns the sentences.
func (f *Form) annotate() map[any]string {
	notes := map[any]string{}
	for i := range f.sheet.Body {
		for j := range f.sheet.Body[i].Cells {
			c := &f.sheet.Body[i].Cells[j]
			if c.Blank == nil || c.Blank.ReadOnly {
				continue
			}
			if w := f.wrong[c.Blank.Field]; w != "" {
				notes[c.Blank.Field] = w
				c.Note = []sheet.Run{{Text: "\n" + w, Red: true}}
			}
		}
	}
	return notes
}

// box draws a printed box, or places the field of a blank.
func (f *Form) box(k *ink, b sheet.Box, notes map[any]string) {
	if b.Blank == nil || b.Blank.ReadOnly || b.Blank.Kind == sheet.SignKind {
		if b.Shade {
			k.rect(b.X, b.Y, b.W, b.H, theme.Label)
		}
		k.text(b)
		return
	}
	x := f.fields[b.Blank.Field]
	if x == nil {
		x = f.newField(b.Blank)
		f.fields[b.Blank.Field] = x
	}
	x.bind(b.Blank)
	lines := 0
	if note := notes[b.Blank.Field]; note != "" {
		em := b.Points * sheet.MM
		wrapped := sheet.Wrap([]sheet.Run{{Text: note, Red: true}}, (b.W-2*sheet.PadX)/em, false)
		lines = len(wrapped)
		low := b
		low.H = float64(lines)*em*sheet.Leading + sheet.PadY
		low.Y = b.Y + b.H - low.H
		low.Lines, low.Align = wrapped, sheet.Left
		k.text(low)
	}
	f.tint(k, b, x, notes)
	x.place(b, k.s, lines)
	f.order = append(f.order, x)
}

// tint colours the ground of a blank: where the caret is, what is wrong, what
// still has to be filled in.
func (f *Form) tint(k *ink, b sheet.Box, x field, notes map[any]string) {
	switch {
	case f.focused == x:
		k.out = append([]fyne.CanvasObject{k.out[0]}, append(f.ground(k, b, theme.Focus, theme.Accent), k.out[1:]...)...)
	case notes[b.Blank.Field] != "":
		k.out = append([]fyne.CanvasObject{k.out[0]}, append(f.ground(k, b, theme.Paper, theme.Alarm), k.out[1:]...)...)
	case b.Blank.Required && b.Blank.Get() == "":
		k.out = append([]fyne.CanvasObject{k.out[0]}, append(f.ground(k, b, theme.Wanted, nil), k.out[1:]...)...)
	}
}

func (f *Form) newField(b *sheet.Blank) field {
	switch b.Kind {
	case sheet.ChoiceKind, sheet.TickKind:
		return newChoice(f, b)
	default:
		return newEntry(f, b)
	}
}

// changed takes what was written in a blank.
func (f *Form) changed(x field) {
	delete(f.wrong, x.blank().Field)
	f.lay()
	f.Refresh()
	if f.o.Changed != nil {
		f.o.Changed()
	}
}

// gained and lost follow the caret.
func (f *Form) gained(x field) {
	f.focused = x
	f.list.hide()
	f.lay()
	f.Refresh()
}

func (f *Form) lost(x field) {
	if f.focused == x {
		f.focused = nil
	}
	f.lay()
	f.Refresh()
}

// next goes to the next blank after x that is still empty; ticks are passed
// over, since an empty box is an answer. With none left the form is done.
func (f *Form) next(x field) {
	seen := false
	for _, y := range f.order {
		if y == x {
			seen = true
			continue
		}
		b := y.blank()
		if seen && b.Kind != sheet.TickKind && b.Get() == "" {
			f.focus(y)
			return
		}
	}
	for _, y := range f.order { // something required may have been passed over
		if b := y.blank(); y != x && b.Required && b.Get() == "" {
			f.focus(y)
			return
		}
	}
	if f.o.Done != nil {
		f.o.Done()
	}
}

func (f *Form) cancel() {
	if f.o.Cancel != nil {
		f.o.Cancel()
	}
}

func (f *Form) key(n fyne.KeyName) bool { return f.o.Key != nil && f.o.Key(n) }

// Resize lays the form out for its new width.
func (f *Form) Resize(s fyne.Size) {
	u := f.unitFor(s.Width)
	if u != f.unit {
		f.unit = u
		f.lay()
		for _, x := range f.order {
			x.object().Refresh()
		}
	}
	f.BaseWidget.Resize(s)
	f.Refresh()
}

// CreateRenderer shows the form.
func (f *Form) CreateRenderer() fyne.WidgetRenderer { return &formRenderer{f} }

type formRenderer struct{ f *Form }

func (r *formRenderer) Layout(fyne.Size) {}

func (r *formRenderer) MinSize() fyne.Size { return fyne.NewSize(320, 40) }

func (r *formRenderer) Refresh() { canvas.Refresh(r.f) }

func (r *formRenderer) Destroy() {}

func (r *formRenderer) Objects() []fyne.CanvasObject {
	out := append([]fyne.CanvasObject{}, r.f.static...)
	for _, x := range r.f.order {
		out = append(out, x.object())
	}
	if r.f.list.Visible() {
		out = append(out, r.f.list)
	}
	return out
}

// fieldTheme sets a blank's entry as the paper has it: the paper's type size,
// no box of its own.
type fieldTheme struct {
	fyne.Theme
	text, pad float32
}

func overridden(o fyne.CanvasObject, t fyne.Theme) *container.ThemeOverride {
	return container.NewThemeOverride(o, t)
}
