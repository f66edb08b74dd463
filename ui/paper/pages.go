package paper

import (
	sheet "frontdesk/forms/paper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Zoom bounds, in parts of the fitting width.
const (
	zoomLeast = 0.5
	zoomMost  = 2.5
)

// Pages shows a job of several sheets one under the other, fitted to the
// width of its place and zoomed from there.
type Pages struct {
	widget.BaseWidget
	OnTapped       func(page int, b sheet.Box)
	OnDoubleTapped func(page int, b sheet.Box)

	pages  []sheet.Page
	shown  []*Page
	column *fyne.Container
	scroll *container.Scroll
	zoom   float32
	unit   float32
}

// NewPages gives an empty desk.
func NewPages() *Pages {
	w := &Pages{zoom: 1}
	w.column = container.New(&columnLayout{w})
	w.scroll = container.NewScroll(w.column)
	w.ExtendBaseWidget(w)
	return w
}

// Draw takes other pages; the place on the desk is kept.
func (w *Pages) Draw(pages []sheet.Page) {
	w.pages = pages
	w.fit(w.Size().Width)
}

// ZoomBy makes the pages larger or smaller by a factor.
func (w *Pages) ZoomBy(f float32) {
	w.zoom = min(max(w.zoom*f, zoomLeast), zoomMost)
	w.fit(w.Size().Width)
}

// FitWidth lets the pages fill the width again.
func (w *Pages) FitWidth() {
	w.zoom = 1
	w.fit(w.Size().Width)
}

// Mark tints a page between two heights, in millimetres, and brings the place
// into view. Other pages lose their mark.
func (w *Pages) Mark(page int, top, foot float64) {
	for i, p := range w.shown {
		if i == page {
			p.Mark(top, foot)
			continue
		}
		p.Mark(0, 0)
	}
	if page < 0 || page >= len(w.shown) || foot <= top {
		return
	}
	y := w.shown[page].Position().Y
	w.reveal(y+float32(top)*w.unit, y+float32(foot)*w.unit)
}

// reveal scrolls as little as needed to show a stretch of the column.
func (w *Pages) reveal(top, foot float32) {
	h := w.scroll.Size().Height
	const air = 12
	switch off := w.scroll.Offset.Y; {
	case top-air < off:
		w.scroll.ScrollToOffset(fyne.NewPos(w.scroll.Offset.X, max(top-air, 0)))
	case foot+air > off+h:
		w.scroll.ScrollToOffset(fyne.NewPos(w.scroll.Offset.X, foot+air-h))
	}
}

// Top scrolls to the head of the first page.
func (w *Pages) Top() { w.scroll.ScrollToOffset(fyne.NewPos(0, 0)) }

// Resize fits the pages to their new place.
func (w *Pages) Resize(s fyne.Size) {
	w.BaseWidget.Resize(s)
	w.fit(s.Width)
}

// margin is the desk to be seen round the sheets.
const margin = 10

func (w *Pages) fit(width float32) {
	if width <= 0 {
		return
	}
	widest := 1.0
	for _, p := range w.pages {
		widest = max(widest, p.Size.W)
	}
	w.unit = (width - 2*margin - 8) / float32(widest) * w.zoom
	for i, p := range w.pages {
		if i == len(w.shown) {
			w.shown = append(w.shown, w.newPage(i))
		}
		w.shown[i].Draw(p, w.unit)
	}
	w.shown = w.shown[:len(w.pages)]
	w.column.Objects = w.column.Objects[:0]
	for _, p := range w.shown {
		w.column.Add(p)
	}
	w.column.Refresh()
	w.scroll.Refresh()
}

func (w *Pages) newPage(i int) *Page {
	p := NewPage(sheet.Page{}, w.unit)
	p.OnTapped = func(b sheet.Box) {
		if w.OnTapped != nil {
			w.OnTapped(i, b)
		}
	}
	p.OnDoubleTapped = func(b sheet.Box) {
		if w.OnDoubleTapped != nil {
			w.OnDoubleTapped(i, b)
		}
	}
	return p
}

// CreateRenderer shows the desk.
func (w *Pages) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(w.scroll) }

// columnLayout stacks the sheets, centred.
type columnLayout struct{ w *Pages }

func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(margin)
	for _, o := range objects {
		s := o.MinSize()
		o.Move(fyne.NewPos(max(margin, (size.Width-s.Width)/2), y))
		o.Resize(s)
		y += s.Height + margin
	}
}

func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, margin)
	for _, o := range objects {
		s := o.MinSize()
		size = fyne.NewSize(max(size.Width, s.Width+2*margin), size.Height+s.Height+margin)
	}
	return size
}
