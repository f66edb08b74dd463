package paper

import (
	"image/color"

	sheet "frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Page shows one sheet of paper to read.
type Page struct {
	widget.BaseWidget
	OnTapped       func(sheet.Box) // the box that was clicked
	OnDoubleTapped func(sheet.Box)

	page     sheet.Page
	unit     float32 // window units a millimetre
	markTop  float64
	markFoot float64
}

// NewPage gives a page at so many window units a millimetre.
func NewPage(p sheet.Page, unit float32) *Page {
	w := &Page{page: p, unit: unit}
	w.ExtendBaseWidget(w)
	return w
}

// Draw takes another sheet, or the same one changed.
func (w *Page) Draw(p sheet.Page, unit float32) {
	w.page, w.unit = p, unit
	w.Refresh()
}

// Mark tints the sheet between two heights, in millimetres; equal ones tint
// nothing.
func (w *Page) Mark(top, foot float64) {
	if w.markTop != top || w.markFoot != foot {
		w.markTop, w.markFoot = top, foot
		w.Refresh()
	}
}

// Tapped tells the owner which box was clicked.
func (w *Page) Tapped(e *fyne.PointEvent) { w.tell(e, w.OnTapped) }

// DoubleTapped tells the owner which box was clicked twice.
func (w *Page) DoubleTapped(e *fyne.PointEvent) { w.tell(e, w.OnDoubleTapped) }

func (w *Page) tell(e *fyne.PointEvent, f func(sheet.Box)) {
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
	r.Refresh()
	return r
}

type pageRenderer struct {
	w       *Page
	objects []fyne.CanvasObject
}

func (r *pageRenderer) Layout(fyne.Size) {}

func (r *pageRenderer) MinSize() fyne.Size {
	s := r.w.page.Size
	return fyne.NewSize(float32(s.W)*r.w.unit, float32(s.H)*r.w.unit)
}

func (r *pageRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *pageRenderer) Destroy() {}

func (r *pageRenderer) Refresh() {
	k := &ink{s: scale{r.w.unit, pixelsOf(r.w)}}
	p := r.w.page
	shadow(k, p.Size)
	k.rect(0, 0, p.Size.W, p.Size.H, theme.Paper)
	for _, b := range p.Boxes {
		if b.Shade && !b.Bare {
			k.rect(b.X, b.Y, b.W, b.H, theme.Label)
		}
	}
	if r.w.markFoot > r.w.markTop {
		k.rect(0, r.w.markTop, p.Size.W, r.w.markFoot-r.w.markTop, theme.Marked)
	}
	for _, b := range p.Boxes {
		k.rules(b)
	}
	for _, b := range p.Boxes {
		k.text(b)
	}
	r.objects = k.out
	canvas.Refresh(r.w)
}

// shadow lifts the sheet off the desk.
func shadow(k *ink, s sheet.Size) {
	for i := 1; i <= 3; i++ {
		d := float64(i) * 0.35
		k.rect(d, d, s.W, s.H, color.NRGBA{0, 0, 0, 0x14})
	}
}
