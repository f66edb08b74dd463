// Package monkey plays at random through the real window and holds it, after
// each act, against what must always be true: it does not crash or hang, speaks
// Chinese, acts on the record that is shown, hears the keys, loses no draft, and
// keeps a sound ledger. It knows no form and no dialog by name: it asks the
// window what there is.
package monkey

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// box is a part of the window.
type box struct{ x0, y0, x1, y1 float32 }

func boxOf(p fyne.Position, s fyne.Size) box { return box{p.X, p.Y, p.X + s.Width, p.Y + s.Height} }

func (b box) cut(c box) box {
	return box{max(b.x0, c.x0), max(b.y0, c.y0), min(b.x1, c.x1), min(b.y1, c.y1)}
}

func (b box) holds(p fyne.Position) bool {
	return p.X >= b.x0 && p.X < b.x1 && p.Y >= b.y0 && p.Y < b.y1
}

func (b box) empty() bool { return b.x1-b.x0 < 1 || b.y1-b.y0 < 1 }

// thing is an object of the window: where it stands, and the way to it.
type thing struct {
	o    fyne.CanvasObject
	pos  fyne.Position
	clip box
	path string
}

// sight is what can be seen of it.
func (t thing) sight() box { return boxOf(t.pos, t.o.Size()).cut(t.clip) }

// kind is the type of the object, as Go names it.
func (t thing) kind() string { return strings.TrimPrefix(fmt.Sprintf("%T", t.o), "*") }

// children are the objects that an object is made of.
func children(o fyne.CanvasObject) []fyne.CanvasObject {
	switch x := o.(type) {
	case *fyne.Container:
		return x.Objects
	case fyne.Widget:
		return test.WidgetRenderer(x).Objects()
	}
	return nil
}

func clips(o fyne.CanvasObject) bool {
	if _, ok := o.(fyne.Scrollable); ok {
		return true
	}
	w, ok := o.(fyne.Widget)
	if !ok {
		return false
	}
	_, ok = test.WidgetRenderer(w).(interface{ IsClip() })
	return ok
}

// walk visits what is visible of a tree, parents before children.
func walk(o fyne.CanvasObject, path string, clip box, visit func(thing)) {
	walkFrom(o, fyne.Position{}, path, clip, visit)
}

func walkFrom(o fyne.CanvasObject, at fyne.Position, path string, clip box, visit func(thing)) {
	if o == nil || !o.Visible() {
		return
	}
	pos := at.Add(o.Position())
	if clips(o) {
		clip = boxOf(pos, o.Size()).cut(clip) // the toolkit takes the innermost alone; what is drawn lies in all of them
	}
	visit(thing{o, pos, clip, path})
	for i, c := range children(o) {
		walkFrom(c, pos, path+"/"+strconv.Itoa(i), clip, visit)
	}
}

// trees are what stands on the window: overlays, menu, content; those that a
// click reaches first, first.
func trees(c fyne.Canvas) (top fyne.CanvasObject, under []fyne.CanvasObject) {
	under = []fyne.CanvasObject{c.Content()}
	if x, ok := c.(interface{ ObjectTrees() []fyne.CanvasObject }); ok {
		overlays := c.Overlays().List()
		all := x.ObjectTrees()
		if all = all[:len(all)-len(overlays)]; len(all) > 1 {
			under = []fyne.CanvasObject{all[1], all[0]}
		}
	}
	return c.Overlays().Top(), under
}

// things are all objects that a person may reach now, and what lies under the
// topmost overlay where all is wanted.
func things(c fyne.Canvas, all bool) []thing {
	whole := boxOf(fyne.Position{}, c.Size())
	var out []thing
	visit := func(t thing) { out = append(out, t) }
	top, under := trees(c)
	if top == nil || all {
		for i, o := range under {
			walk(o, fmt.Sprint("u", len(under)-i), whole, visit)
		}
	}
	overlays := c.Overlays().List()
	for i, o := range overlays {
		if all || i == len(overlays)-1 {
			walk(o, "o", whole, visit)
		}
	}
	return out
}

// under finds what a place of the window belongs to, as the driver does: the
// topmost overlay alone where there is one, else the menu before the content; of
// one tree, the last that fits.
func under(c fyne.Canvas, p fyne.Position, fits func(fyne.CanvasObject) bool) (thing, bool) {
	whole := boxOf(fyne.Position{}, c.Size())
	top, roots := trees(c)
	if top != nil {
		roots = []fyne.CanvasObject{top}
	}
	for _, root := range roots {
		var found thing
		walk(root, "", whole, func(t thing) {
			if t.sight().holds(p) && fits(t.o) {
				found = t
			}
		})
		if found.o != nil {
			return found, true
		}
	}
	return thing{}, false
}

// button is the word on a button, of whatever kind it is; none for anything else.
func button(o fyne.CanvasObject) (word string, is bool) {
	x, is := o.(fyne.Accessible)
	if !is || x.AccessibilityRole() != fyne.AccessibleRoleButton {
		return "", false
	}
	return field(o, "Text").String(), true
}

// pressable tells whether the driver would give a click to the object.
func pressable(o fyne.CanvasObject) bool {
	switch o.(type) {
	case fyne.Tappable, fyne.SecondaryTappable, fyne.DoubleTappable, fyne.Focusable, desktop.Mouseable:
		return true
	}
	return false
}

// words are what is written on an object, as it is drawn.
func words(o fyne.CanvasObject) []string {
	var out []string
	walk(o, "", box{-1e6, -1e6, 1e6, 1e6}, func(t thing) {
		if x, ok := t.o.(*canvas.Text); ok && x.Text != "" {
			out = append(out, x.Text)
		}
	})
	return out
}

// name is a short word for an object, for the record and to find it again.
func name(o fyne.CanvasObject) string {
	if word, is := button(o); is {
		return word
	}
	if x, is := o.(*widget.Entry); is {
		return x.PlaceHolder
	}
	if f := field(o, "PlaceHolder"); f.IsValid() && f.Kind() == reflect.String && f.String() != "" {
		return f.String()
	}
	r := []rune(strings.Join(words(o), " "))
	return string(r[:min(len(r), 24)])
}

// field is an exported field of what an object is made of, such as Password.
func field(o any, name string) reflect.Value {
	v := reflect.Indirect(reflect.ValueOf(o))
	if v.Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return v.FieldByName(name)
}

func secret(o any) bool {
	f := field(o, "Password")
	return f.IsValid() && f.Kind() == reflect.Bool && f.Bool()
}

// chief tells whether a button is the one that a dialog is for.
func chief(o any) bool {
	f := field(o, "Importance")
	return f.IsValid() && f.Interface() == widget.HighImportance
}
