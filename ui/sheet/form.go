package sheet

import (
	"fmt"
	"math"

	"frontdesk/forms/paper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Options are what a form tells its owner, and asks of it. Any may be nil.
type Options struct {
	// Suggest lists what may be meant by what was typed so far in a blank that
	// is offered from a list; it is asked on each key, and with nothing typed
	// when the caret comes to an empty blank, and has to answer at once.
	Suggest func(b *paper.Blank, typed string) []Suggestion
	// Picked tells which suggestion was taken. The owner writes it into the
	// record; the form reads all blanks again. When nil, the blank takes the
	// suggestion's text.
	Picked func(b *paper.Blank, s Suggestion)
	// Changed tells that something was written, for drafts.
	Changed func()
	// Done tells that Enter was pressed with nothing left to fill in, or
	// Ctrl+Enter in a blank of one line.
	Done func()
	// Cancel tells that Escape was pressed with nothing to take back.
	Cancel func()
	// Resized tells that the form needs another height: see HeightFor.
	Resized func()
	// Key is offered the keys that no blank wants: function keys, page up and
	// down, and the arrows at the upper and lower end of a blank.
	Key func(fyne.KeyName) bool
	// Canvas is the window's, for a form that takes the caret before it was
	// first painted; nil finds it then.
	Canvas fyne.Canvas
}

// Form shows a sheet to fill in: every blank is a field in its place on the
// paper, and the rows grow as one writes. Given less height than HeightFor it
// scrolls, and keeps the blank with the caret in sight.
//
// Keys: Tab and Shift+Tab go along the paper. Enter goes to the next blank
// that is still empty, past boxes to tick; with none left the form is done.
// Ctrl+Enter is done too, but in a long text it and Shift+Enter begin a new
// line. Escape closes a list, then gives a blank its old words back, then
// cancels. An input method keeps its own keys: see composing.
type Form struct {
	widget.BaseWidget
	o        Options
	source   func() paper.Sheet
	sheet    paper.Sheet
	boxes    []paper.Box
	height   float64 // mm that the rows take
	zoom     float32
	s        scale
	c        inks
	static   []fyne.CanvasObject // what is printed
	frames   []fyne.CanvasObject // round blanks
	fields   map[any]field
	order    []field        // along the paper
	problems map[any]string // sentence at a blank
	focused  field
	last     field // had the caret last
	byKey    bool  // the caret is being moved by a key
	shift    bool  // Shift is held, as far as a blank was told
	list     *suggestions
	leaf     *leaf
	scroll   *container.Scroll
}

// field is a blank's widget. Fields are made once for each blank and moved as
// the rows grow, so that nothing typed and no caret is lost.
type field interface {
	fyne.Widget
	fyne.Focusable
	blank() *paper.Blank
	bind(*paper.Blank)                    // the same blank of a sheet drawn anew
	place(b paper.Box, note []paper.Line) // box on the sheet, and what is wrong there
	reread() bool                         // shows the record; tells whether it changed from outside
	wrong() string                        // why the blank did not take its words
}

// NewForm gives a form. The source draws the sheet from the record that its
// blanks are bound to; it is asked again at every change. A blank keeps its
// field as long as it is bound to the same pointer.
func NewForm(source func() paper.Sheet, o Options) *Form {
	f := &Form{o: o, source: source, fields: map[any]field{}, problems: map[any]string{}, zoom: 1}
	f.leaf = newLeaf(f)
	f.scroll = container.NewScroll(container.New(leafLayout{f}, f.leaf))
	f.list = newSuggestions(f)
	f.scroll.OnScrolled = func(fyne.Position) { f.list.hide() }
	f.ExtendBaseWidget(f)
	f.s = scaleFor(f, 4)
	f.lay()
	return f
}

// Reread shows what the record holds now. Words that are being written stay
// unless the record's own value changed.
func (f *Form) Reread() {
	f.lay()
	for _, x := range f.order {
		if x.reread() {
			delete(f.problems, x.blank().Field)
		}
	}
	f.lay() // with the words that stand in the blanks now
	f.redraw()
}

// RereadOthers shows what the record holds now in every blank but the one that is
// being written: what stands in that one goes into the record again.
func (f *Form) RereadOthers() {
	if w, ok := f.focused.(*writing); ok {
		w.commit() // what is wrong with it is said when the caret leaves
	}
	f.Reread()
}

// Held tells whether one of its blanks has the caret.
func (f *Form) Held() bool { return f.focused != nil }

// Wrong tells whether a blank holds words that it did not take.
func (f *Form) Wrong() bool {
	for _, x := range f.order {
		if x.wrong() != "" {
			return true
		}
	}
	return false
}

// Untaken are the words that blanks did not take, by the blanks' names: what a
// draft keeps beside the record.
func (f *Form) Untaken() map[string]string {
	out := map[string]string{}
	for name, w := range f.named() {
		if w.bad != "" {
			out[name] = w.words.String()
		}
	}
	return out
}

// PutBack writes words into blanks that did not take them before, and says again
// why not.
func (f *Form) PutBack(words map[string]string) {
	for name, w := range f.named() {
		if s, is := words[name]; is {
			w.words.put(s)
			w.words.forget()
			w.commit()
			f.problems[w.b.Field] = w.bad
		}
	}
	f.lay()
	f.redraw()
}

// named are the blanks that are typed into. Where several have one name, the
// place among them tells them apart.
func (f *Form) named() map[string]*writing {
	out, before := map[string]*writing{}, map[string]int{}
	for _, x := range f.order {
		if w, is := x.(*writing); is {
			out[fmt.Sprint(w.b.Name, before[w.b.Name])] = w
			before[w.b.Name]++
		}
	}
	return out
}

// Zoom makes the form larger or smaller than what fits its width, 1 to fit.
func (f *Form) Zoom(z float32) {
	f.zoom = min(max(z, zoomLeast), zoomMost)
	f.Resize(f.Size())
	f.resized()
}

// HeightFor is the height the form needs at a width, in window units.
func (f *Form) HeightFor(width float32) float32 {
	return float32(math.Ceil(f.height*float64(f.unitFor(width)))) + 1
}

// comfortable is as many window units as a millimetre takes at most: a form on
// a wide screen does not shout.
const comfortable = 5.2

func (f *Form) unitFor(width float32) float32 {
	return min(max(width, 320)/float32(f.sheet.Size.W), comfortable) * f.zoom
}

// Resize lays the form out for its new width.
func (f *Form) Resize(s fyne.Size) {
	f.BaseWidget.Resize(s)
	if u := f.unitFor(s.Width); u != f.s.unit {
		f.s.unit = u
		f.list.hide()
		f.lay()
		f.redraw()
	}
}

// changed takes what was written in a blank.
func (f *Form) changed(x field) {
	delete(f.problems, x.blank().Field)
	f.lay()
	if f.followed(x) {
		f.lay()
	}
	if f.focused != nil && f.fields[f.focused.blank().Field] != f.focused {
		f.Focus() // the blank with the caret is gone from the sheet
	}
	f.reveal()
	f.redraw()
	if f.o.Changed != nil {
		f.o.Changed()
	}
}

// followed shows what the record has made of other blanks because of what was
// written in x, and tells whether there was anything.
func (f *Form) followed(x field) bool {
	any := false
	for _, y := range f.order {
		if y != x && y.reread() {
			delete(f.problems, y.blank().Field)
			any = true
		}
	}
	return any
}

// redraw shows what was laid out.
func (f *Form) redraw() {
	f.scroll.Refresh()
	canvas.Refresh(f)
}

func (f *Form) resized() {
	if f.o.Resized != nil {
		f.o.Resized()
	}
}

func (f *Form) key(n fyne.KeyName) bool { return f.o.Key != nil && f.o.Key(n) }

// shifted tells whether Shift is held: the window knows best, where there is
// one.
func (f *Form) shifted() bool {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	return f.shift
}

func (f *Form) held(k *fyne.KeyEvent, down bool) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		f.shift = down
	}
}

// CreateRenderer shows the form.
func (f *Form) CreateRenderer() fyne.WidgetRenderer {
	return &formRenderer{f, canvas.NewRectangle(f.c.desk)}
}

type formRenderer struct {
	f    *Form
	desk *canvas.Rectangle
}

func (r *formRenderer) Layout(s fyne.Size) {
	r.desk.Resize(s)
	r.f.scroll.Resize(s)
}

func (r *formRenderer) MinSize() fyne.Size { return fyne.NewSize(320, 40) }

// Refresh lays the sheet out again when colours or pixels are others now.
func (r *formRenderer) Refresh() {
	f := r.f
	if c := inksOf(f.Theme()); c != f.c || pixelsOf(f) != f.s.pixel {
		f.lay()
		f.list.draw()
	}
	r.desk.FillColor = f.c.desk
	f.redraw()
}

func (r *formRenderer) Destroy() {}

func (r *formRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.desk, r.f.scroll, r.f.list}
}
