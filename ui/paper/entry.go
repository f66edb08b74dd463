package paper

import (
	"image/color"
	"time"

	sheet "frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	base "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// entry is a blank that is typed into. Its words stay on screen even when the
// blank cannot take them.
type entry struct {
	widget.Entry
	form   *Form
	b      *sheet.Blank
	holder *container.ThemeOverride
	look   *fieldTheme
	before string // its words when the caret came
	bad    string // why the blank did not take its words
}

func newEntry(f *Form, b *sheet.Blank) *entry {
	e := &entry{form: f, b: b, look: &fieldTheme{Theme: theme.New(), text: 16, pad: 4}}
	e.MultiLine = b.Kind == sheet.LongKind
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	if e.MultiLine {
		e.Wrapping = fyne.TextWrapBreak
		e.SetMinRowsVisible(1)
	}
	e.Text = b.Get()
	e.PlaceHolder = b.Hint
	e.OnChanged = e.typed
	e.ExtendBaseWidget(e)
	e.holder = overridden(e, e.look)
	return e
}

func (e *entry) object() fyne.CanvasObject { return e.holder }
func (e *entry) blank() *sheet.Blank       { return e.b }
func (e *entry) bind(b *sheet.Blank)       { e.b = b }
func (e *entry) wrong() string             { return e.bad }

// reread shows the blank's value, unless it is what stands there: setting text
// while an input method composes would lose what is being composed.
func (e *entry) reread() {
	if e.bad == "" && e.b.Get() != e.Text {
		e.SetText(e.b.Get())
	}
}

func (e *entry) typed(s string) {
	e.bad = ""
	if err := e.b.Set(s); err != nil {
		e.bad = err.Error()
	}
	e.form.changed(e)
	e.form.suggest(e, s)
}

func (e *entry) place(b sheet.Box, s scale, noteLines int) {
	size := s.size(b.Points)
	if e.look.text != size {
		e.look.text, e.look.pad = size, s.at(sheet.PadX)
		e.holder.Refresh()
	}
	x, y := s.at(b.X), s.at(b.Y)
	w, h := s.at(b.X+b.W)-x, s.at(b.Y+b.H)-y
	lead := size * sheet.Leading
	h -= lead * float32(noteLines)
	lines := float32(1)
	if e.MultiLine {
		lines = max(1, float32(int((h-2)/lead)))
	}
	need := lead*lines + 2*e.look.pad
	top := max((h-need)/2, -e.look.pad)
	e.holder.Move(fyne.NewPos(x, y+top))
	e.holder.Resize(fyne.NewSize(w, min(need, h-top+e.look.pad)))
}

// AcceptsTab leaves Tab to the paper's order, in long texts too.
func (e *entry) AcceptsTab() bool { return false }

// FocusGained marks the blank.
func (e *entry) FocusGained() {
	e.before = e.Text
	e.Entry.FocusGained()
	e.form.gained(e)
}

// FocusLost takes a time or number as the blank writes it.
func (e *entry) FocusLost() {
	e.Entry.FocusLost()
	if e.bad != "" {
		e.form.wrong[e.b.Field] = e.bad
	} else {
		e.reread()
	}
	e.form.lost(e)
	time.AfterFunc(200*time.Millisecond, func() { fyne.Do(func() { e.form.list.leave(e) }) })
}

// TypedKey moves along the paper: Enter to the next blank, Escape back to the
// old words, the arrows through suggestions.
func (e *entry) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !e.form.list.take(e) {
			e.form.next(e)
		}
	case fyne.KeyEscape:
		e.escape()
	case fyne.KeyUp, fyne.KeyDown:
		if !e.form.list.move(e, k.Name) {
			e.Entry.TypedKey(k)
		}
	default:
		if isFunctionKey(k.Name) && e.form.key(k.Name) {
			return
		}
		e.Entry.TypedKey(k)
	}
}

func (e *entry) escape() {
	switch {
	case e.form.list.Visible():
		e.form.list.hide()
		e.form.Refresh()
	case e.Text != e.before:
		e.SetText(e.before)
	default:
		e.form.cancel()
	}
}

// TypedShortcut starts a new line of a long text with Ctrl+Enter.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && e.MultiLine && c.KeyName == fyne.KeyReturn {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		return
	}
	e.Entry.TypedShortcut(s)
}

func isFunctionKey(n fyne.KeyName) bool {
	return len(n) >= 2 && n[0] == 'F' && n[1] >= '1' && n[1] <= '9'
}

// Color takes the entry's own box away: the paper draws it.
func (t *fieldTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	switch n {
	case base.ColorNameInputBackground, base.ColorNameInputBorder, base.ColorNamePrimary:
		if n == base.ColorNamePrimary {
			return theme.Accent
		}
		return color.Transparent
	case base.ColorNameForeground:
		return theme.Pen
	case base.ColorNamePlaceHolder:
		return theme.Faint
	}
	return t.Theme.Color(n, base.VariantLight)
}

// Size sets the paper's type size and padding. The border is also the width of
// the caret, so it is never nothing.
func (t *fieldTheme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case base.SizeNameText:
		return t.text
	case base.SizeNameInnerPadding:
		return t.pad
	case base.SizeNameInputBorder:
		return 1.5
	case base.SizeNameLineSpacing:
		return 0
	}
	return t.Theme.Size(n)
}

// ground is the colour of a blank's box, and a frame inside its rules.
func (f *Form) ground(k *ink, b sheet.Box, fill, frame color.Color) []fyne.CanvasObject {
	r := canvas.NewRectangle(fill)
	r.Move(fyne.NewPos(k.s.at(b.X), k.s.at(b.Y)))
	r.Resize(fyne.NewSize(k.s.at(b.X+b.W)-k.s.at(b.X), k.s.at(b.Y+b.H)-k.s.at(b.Y)))
	if frame != nil {
		r.StrokeColor, r.StrokeWidth = frame, 2
	}
	return []fyne.CanvasObject{r}
}

// CreateRenderer hides the entry's own frame: the paper draws the blank's.
func (e *entry) CreateRenderer() fyne.WidgetRenderer {
	return frameless{e.Entry.CreateRenderer()}
}

// frameless is an entry's renderer without its box and border, which are the
// first two of its objects.
type frameless struct{ fyne.WidgetRenderer }

// Objects are what the entry shows, without box and border.
func (r frameless) Objects() []fyne.CanvasObject { return r.WidgetRenderer.Objects()[2:] }
