package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// barLayout stands tools beside each other. In a narrow window the spare ones
// are left out, the first of them first: each of them can be done without.
type barLayout struct {
	left, right *fyne.Container
	middle      fyne.CanvasObject // takes the room that is left
	spare       []fyne.CanvasObject
}

const barGap = 4

func newBar(left *fyne.Container, middle fyne.CanvasObject, right *fyne.Container, spare ...fyne.CanvasObject) *fyne.Container {
	return container.New(&barLayout{left, right, middle, spare}, left, middle, right)
}

// least is how wide it all is now, at least.
func (l *barLayout) least() float32 {
	return l.left.MinSize().Width + l.right.MinSize().Width + l.middle.MinSize().Width + 2*barGap
}

func (l *barLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	for _, o := range l.spare {
		o.Show()
	}
	for _, o := range l.spare {
		if l.least() <= s.Width {
			break
		}
		conceal(o)
	}
	left, right := l.left.MinSize().Width, l.right.MinSize().Width
	l.left.Resize(fyne.NewSize(left, s.Height))
	l.middle.Move(fyne.NewPos(left+barGap, 0))
	l.middle.Resize(fyne.NewSize(max(s.Width-left-right-2*barGap, 0), s.Height))
	l.right.Move(fyne.NewPos(s.Width-right, 0))
	l.right.Resize(fyne.NewSize(right, s.Height))
}

func (l *barLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(l.least(), max(l.left.MinSize().Height, l.middle.MinSize().Height, l.right.MinSize().Height))
	for _, o := range l.spare {
		if o.Visible() {
			size.Width -= o.MinSize().Width + theme.Padding()
		}
	}
	return size
}

// conceal hides something, and takes the caret out of it: keys do not go to what
// nobody sees.
func conceal(o fyne.CanvasObject) {
	if f, is := o.(fyne.Focusable); is {
		if c := where(f); c != nil {
			c.Unfocus()
		}
	}
	o.Hide()
}

// where is the canvas on which something has the caret; nil where it has not. The
// toolkit itself knows no canvas of what was never painted, and some things come and
// go between two frames.
func where(f fyne.Focusable) fyne.Canvas {
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if w.Canvas().Focused() == f {
			return w.Canvas()
		}
	}
	return nil
}

// refill puts other things into a container. The caret is not left in one that goes.
func refill(c *fyne.Container, objects ...fyne.CanvasObject) {
	was := c.Objects
	c.Objects = objects
	c.Refresh()
	handOn(was, objects)
}

// handOn takes the caret out of what has gone, and gives it to the button of the same
// words among what came instead.
func handOn(was, now []fyne.CanvasObject) {
	stays := map[fyne.CanvasObject]bool{}
	for _, o := range now {
		each(o, func(o fyne.CanvasObject) { stays[o] = true })
	}
	for _, o := range was {
		each(o, func(o fyne.CanvasObject) {
			f, is := o.(fyne.Focusable)
			if !is || stays[o] {
				return
			}
			b, button := o.(*keyButton)
			if button {
				b.gone = true
			}
			c := where(f)
			if c == nil {
				return
			}
			c.Unfocus()
			if !button {
				return
			}
			among(now, func(x *keyButton) {
				if x.Text == b.Text && !x.Disabled() {
					c.Focus(x)
				}
			})
		})
	}
}

// among visits the buttons of a part of the window.
func among(objects []fyne.CanvasObject, do func(*keyButton)) {
	for _, o := range objects {
		each(o, func(o fyne.CanvasObject) {
			if b, is := o.(*keyButton); is {
				do(b)
			}
		})
	}
}
