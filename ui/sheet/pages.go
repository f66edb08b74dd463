package sheet

import (
	"math"

	"frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Zoom bounds, in parts of the fitting width.
const (
	zoomLeast = 0.5
	zoomMost  = 2
)

// margin is the desk to be seen round the sheets, in window units.
const margin = 14

// Pages shows a job of several sheets one under the other, fitted to the
// width of its place and zoomed from there. Only sheets in sight are drawn, so
// a year of pages opens as fast as one.
type Pages struct {
	widget.BaseWidget
	OnTapped       func(page int, b paper.Box)
	OnDoubleTapped func(page int, b paper.Box)
	AsPrinted      bool // dot for dot as a printer gets them

	pages  []paper.Page
	shown  []*Page
	desk   *canvas.Rectangle
	column *fyne.Container
	scroll *zoomScroll
	zoom   float32
	unit   float32
}

// NewPages gives an empty desk.
func NewPages() *Pages {
	w := &Pages{zoom: 1, unit: 1, desk: canvas.NewRectangle(nil)}
	w.column = container.New(&columnLayout{w})
	w.scroll = newZoomScroll(w.column, w.ZoomBy)
	w.scroll.OnScrolled = func(fyne.Position) { w.drawVisible() }
	w.ExtendBaseWidget(w)
	return w
}

// Draw takes other pages; the place on the desk is kept.
func (w *Pages) Draw(pages []paper.Page) {
	w.pages = pages
	w.fit(w.Size())
}

// ZoomBy makes the pages larger or smaller by a factor, round the middle of
// what is in sight.
func (w *Pages) ZoomBy(f float32) {
	z := w.zoom * f
	if math.Abs(float64(z)-1) < 0.02 {
		z = 1
	}
	w.setZoom(min(max(z, zoomLeast), zoomMost))
}

// FitWidth lets the pages fill the width again.
func (w *Pages) FitWidth() { w.setZoom(1) }

// Zoom is how large the pages are, 1 when they fill the width.
func (w *Pages) Zoom() float32 { return w.zoom }

func (w *Pages) setZoom(z float32) {
	if z == w.zoom {
		return
	}
	size := w.scroll.Size()
	page, x, y := w.under(w.scroll.Offset.AddXY(size.Width/2, size.Height/2))
	w.zoom = z
	w.fit(w.Size())
	if page < len(w.shown) {
		at := w.shown[page].Position().AddXY(float32(x)*w.unit-size.Width/2, float32(y)*w.unit-size.Height/2)
		w.scroll.ScrollToOffset(fyne.NewPos(max(at.X, 0), max(at.Y, 0)))
	}
}

// under is the page at a place of the column, and the millimetres on it.
func (w *Pages) under(at fyne.Position) (page int, x, y float64) {
	for i, p := range w.shown {
		q := at.Subtract(p.Position())
		page, x, y = i, float64(q.X/w.unit), float64(q.Y/w.unit)
		if q.Y < p.Size().Height+margin {
			break
		}
	}
	return page, x, y
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
	w.reveal(y, y+float32(top)*w.unit, y+float32(foot)*w.unit)
}

// reveal scrolls as little as needed to show a stretch of the column; upwards
// to the head of its page, where both have room.
func (w *Pages) reveal(head, top, foot float32) {
	h := w.scroll.Size().Height
	const air = 12
	switch off := w.scroll.Offset.Y; {
	case top-air < off && foot+air-head < h:
		w.scroll.ScrollToOffset(fyne.NewPos(w.scroll.Offset.X, max(head-margin, 0)))
	case top-air < off:
		w.scroll.ScrollToOffset(fyne.NewPos(w.scroll.Offset.X, max(top-air, 0)))
	case foot+air > off+h:
		w.scroll.ScrollToOffset(fyne.NewPos(w.scroll.Offset.X, foot+air-h))
	}
	w.drawVisible()
}

// At is the page that is in sight, from 0: the last one whose head stands in the
// upper half.
func (w *Pages) At() int {
	at := 0
	for i, p := range w.shown {
		if p.Position().Y < w.scroll.Offset.Y+w.scroll.Size().Height/2 {
			at = i
		}
	}
	return at
}

// Turn brings the head of a page into sight.
func (w *Pages) Turn(page int) {
	if len(w.shown) == 0 {
		return
	}
	page = min(max(page, 0), len(w.shown)-1)
	w.scrollTo(w.shown[page].Position().Y - margin)
}

// Scroll moves what is in sight by parts of the window's height, down where by
// is more than 0.
func (w *Pages) Scroll(by float32) {
	w.scrollTo(w.scroll.Offset.Y + by*w.scroll.Size().Height)
}

func (w *Pages) scrollTo(y float32) {
	y = min(max(y, 0), max(w.column.Size().Height-w.scroll.Size().Height, 0))
	w.scroll.ScrollToOffset(fyne.NewPos(w.scroll.Offset.X, y))
	w.drawVisible()
}

// Top scrolls to the head of the first page.
func (w *Pages) Top() {
	w.scroll.ScrollToOffset(fyne.NewPos(0, 0))
	w.drawVisible()
}

// Resize fits the pages to their new place.
func (w *Pages) Resize(s fyne.Size) {
	w.BaseWidget.Resize(s)
	w.fit(s)
}

// barWidth is what the scroll bar takes from the width.
const barWidth = 8

func (w *Pages) fit(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	widest := paper.Landscape.W // upright sheets are read in the same size as broad ones
	for _, p := range w.pages {
		widest = max(widest, p.Size.W)
	}
	w.unit = max((size.Width-2*margin-barWidth)/float32(widest), 0.5) * w.zoom
	for i, p := range w.pages {
		if i == len(w.shown) {
			w.shown = append(w.shown, w.newPage(i))
		}
		w.shown[i].Draw(p, w.unit)
	}
	w.shown = w.shown[:len(w.pages)]
	w.column.Objects = w.column.Objects[:0]
	for _, p := range w.shown {
		w.column.Objects = append(w.column.Objects, p)
	}
	w.column.Refresh()
	w.scroll.Refresh()
	w.drawVisible()
}

// drawVisible draws the pages that have come into sight, and half a window of those
// beyond, and lets the others go.
func (w *Pages) drawVisible() {
	h := w.scroll.Size().Height
	top, foot := w.scroll.Offset.Y-h/2, w.scroll.Offset.Y+h*1.5
	for _, p := range w.shown {
		y := p.Position().Y
		p.sight(y < foot && y+p.Size().Height > top)
	}
}

func (w *Pages) newPage(i int) *Page {
	p := NewPage(paper.Page{}, w.unit)
	p.away, p.print = true, w.AsPrinted
	p.OnTapped = func(b paper.Box) {
		if w.OnTapped != nil {
			w.OnTapped(i, b)
		}
	}
	p.OnDoubleTapped = func(b paper.Box) {
		if w.OnDoubleTapped != nil {
			w.OnDoubleTapped(i, b)
		}
	}
	return p
}

// CreateRenderer shows the desk.
func (w *Pages) CreateRenderer() fyne.WidgetRenderer { return &pagesRenderer{w} }

type pagesRenderer struct{ w *Pages }

func (r *pagesRenderer) Layout(s fyne.Size) {
	r.w.desk.Resize(s)
	r.w.scroll.Resize(s)
}

func (r *pagesRenderer) MinSize() fyne.Size { return r.w.scroll.MinSize() }

func (r *pagesRenderer) Refresh() {
	r.w.desk.FillColor = inksOf(r.w.Theme()).desk
	r.w.desk.Refresh()
	r.w.scroll.Refresh()
}

func (r *pagesRenderer) Destroy() {}

func (r *pagesRenderer) Objects() []fyne.CanvasObject {
	r.w.desk.FillColor = r.w.Theme().Color(theme.ColorNameDesk, fyne.CurrentApp().Settings().ThemeVariant())
	return []fyne.CanvasObject{r.w.desk, r.w.scroll}
}

// columnLayout stacks the sheets, centred, on whole pixels.
type columnLayout struct{ w *Pages }

func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s := scaleFor(l.w, l.w.unit)
	y := float32(margin)
	for _, o := range objects {
		m := o.MinSize()
		o.Move(fyne.NewPos(s.snap(max(margin, (size.Width-m.Width)/2)), s.snap(y)))
		o.Resize(m)
		y += m.Height + margin
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

// zoomScroll is a scroller whose wheel zooms while Ctrl is held.
type zoomScroll struct {
	container.Scroll
	zoom func(factor float32)
}

func newZoomScroll(o fyne.CanvasObject, zoom func(float32)) *zoomScroll {
	s := &zoomScroll{zoom: zoom}
	s.Content, s.Direction = o, container.ScrollBoth
	s.ExtendBaseWidget(s)
	return s
}

// Scrolled zooms with Ctrl, else scrolls.
func (s *zoomScroll) Scrolled(e *fyne.ScrollEvent) {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	if !ok || d.CurrentKeyModifiers()&fyne.KeyModifierControl == 0 {
		// The toolkit's notch is 25 pixels: three of them are the few lines that
		// people know.
		e.Scrolled.DX, e.Scrolled.DY = 3*e.Scrolled.DX, 3*e.Scrolled.DY
		s.Scroll.Scrolled(e)
		return
	}
	switch {
	case e.Scrolled.DY > 0:
		s.zoom(1.1)
	case e.Scrolled.DY < 0:
		s.zoom(1 / 1.1)
	}
}
