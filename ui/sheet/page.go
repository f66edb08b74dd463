package sheet

import (
	"math"

	"frontdesk/forms/paper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Page shows one sheet of paper to read.
type Page struct {
	widget.BaseWidget
	OnTapped       func(paper.Box) // the box that was clicked
	OnDoubleTapped func(paper.Box)

	page     paper.Page
	unit     float32 // window units a millimetre
	markTop  float64
	markFoot float64
	away     bool // scrolled out of sight: nothing is drawn
	print    bool // dot for dot as a printer gets it
}

// NewPage gives a page at so many window units a millimetre.
func NewPage(p paper.Page, unit float32) *Page {
	w := &Page{page: p, unit: unit}
	w.ExtendBaseWidget(w)
	return w
}

// Draw takes another sheet, or the same one changed.
func (w *Page) Draw(p paper.Page, unit float32) {
	w.page, w.unit = p, unit
	if !w.away {
		w.Refresh()
	}
}

// Mark tints the sheet between two heights, in millimetres; equal ones tint
// nothing.
func (w *Page) Mark(top, foot float64) {
	if w.markTop != top || w.markFoot != foot {
		w.markTop, w.markFoot = top, foot
		if !w.away {
			w.Refresh()
		}
	}
}

// sight tells the page whether it can be seen; only then it is drawn.
func (w *Page) sight(seen bool) {
	if w.away == seen {
		w.away = !seen
		w.Refresh()
	}
}

// Tapped tells the owner which box was clicked.
func (w *Page) Tapped(e *fyne.PointEvent) { w.report(e, w.OnTapped) }

// DoubleTapped tells the owner which box was clicked twice.
func (w *Page) DoubleTapped(e *fyne.PointEvent) { w.report(e, w.OnDoubleTapped) }

func (w *Page) report(e *fyne.PointEvent, f func(paper.Box)) {
	if f == nil {
		return
	}
	x, y := float64(e.Position.X/w.unit), float64(e.Position.Y/w.unit)
	for _, b := range w.page.Boxes {
		if x >= b.X && x < b.X+b.W && y >= b.Y && y < b.Y+b.H {
			f(b)
			return
		}
	}
}

// CreateRenderer draws the sheet.
func (w *Page) CreateRenderer() fyne.WidgetRenderer {
	r := &pageRenderer{w: w}
	r.draw()
	return r
}

type pageRenderer struct {
	w       *Page
	objects []fyne.CanvasObject
}

func (r *pageRenderer) Layout(fyne.Size) {}

func (r *pageRenderer) MinSize() fyne.Size {
	s, at := r.w.page.Size, scaleFor(r.w, r.w.unit)
	return fyne.NewSize(at.at(s.W), at.at(s.H))
}

func (r *pageRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *pageRenderer) Destroy() {}

func (r *pageRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.w)
}

func (r *pageRenderer) draw() {
	if r.w.away {
		r.objects = nil
		return
	}
	k := &ink{s: scaleFor(r.w, r.w.unit), c: inksOf(r.w.Theme())}
	p := r.w.page
	k.paper(p.Size.W, p.Size.H)
	if r.w.print {
		k.picture(p)
		r.objects = k.out
		return
	}
	for _, b := range p.Boxes {
		if b.Shade && !b.Bare {
			k.fill(b.X, b.Y, b.W, b.H, k.c.label)
		}
	}
	if r.w.markFoot > r.w.markTop {
		left, right := ruled(p)
		k.fill(left, r.w.markTop, right-left, r.w.markFoot-r.w.markTop, k.c.marked)
	}
	k.rules(p.Boxes)
	for _, b := range p.Boxes {
		k.text(b)
		k.bars(b)
		k.chart(b)
	}
	r.objects = k.out
}

// ruled is where the ruled block of a page begins and ends from left to right,
// in millimetres; the whole paper where nothing is ruled.
func ruled(p paper.Page) (left, right float64) {
	left, right = p.Size.W, 0
	for _, b := range p.Boxes {
		if !b.Bare {
			left, right = math.Min(left, b.X), math.Max(right, b.X+b.W)
		}
	}
	if right <= left {
		return 0, p.Size.W
	}
	return left, right
}
