package sheet

import (
	"math"
	"testing"

	"frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func newBook(t testing.TB, pages int) (*Pages, fyne.Window) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New())
	w := NewPages()
	win := test.NewTempWindow(t, w)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(1366, 600))
	var job []paper.Page
	for range pages {
		job = append(job, register()...)
	}
	w.Draw(job)
	return w, win
}

// drawn counts the pages that are drawn.
func (w *Pages) drawn() int {
	n := 0
	for _, p := range w.shown {
		if len(test.WidgetRenderer(p).Objects()) > 0 {
			n++
		}
	}
	return n
}

func TestOnlyPagesInSightAreDrawn(t *testing.T) {
	w, _ := newBook(t, 300)
	if n := w.drawn(); n < 1 || n > 2 {
		t.Errorf("%d pages are drawn at first", n)
	}
	w.Mark(200, 50, 60)
	p := w.shown[200]
	y := p.Position().Y + 50*w.unit
	if off := w.scroll.Offset.Y; y < off || y > off+600 {
		t.Errorf("the mark at %v is not in sight at %v", y, off)
	}
	if p.away || w.drawn() > 3 {
		t.Errorf("page drawn: %v, drawn in all: %d", !p.away, w.drawn())
	}
	w.Mark(200, 190, 200)
	w.Mark(200, 50, 60)
	if head := p.Position().Y; w.scroll.Offset.Y > head {
		t.Errorf("the head of the page at %v is not in sight at %v", head, w.scroll.Offset.Y)
	}
	w.scroll.ScrollToBottom()
	w.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -1)})
	w.Top()
	if w.shown[0].away || !w.shown[200].away {
		t.Error("the first page is not drawn, or the old one still is")
	}
	w.Draw(register())
	if len(w.shown) != 1 || w.shown[0].away {
		t.Error("one page is left, and it is in sight")
	}
}

func TestZoomKeepsItsPlace(t *testing.T) {
	w, _ := newBook(t, 5)
	w.scroll.ScrollToOffset(fyne.NewPos(0, 1500))
	page, _, y := w.under(w.scroll.Offset.AddXY(683, 300))
	for _, f := range []float32{1.15, 1.15, 1 / 1.15, 3, 0.1, 1.15} {
		w.ZoomBy(f)
		p, _, got := w.under(w.scroll.Offset.AddXY(683, 300))
		if p != page || math.Abs(got-y) > 1 {
			t.Errorf("zoom %v: page %d at %.1f mm, and was %d at %.1f mm", w.Zoom(), p, got, page, y)
		}
		if z := w.Zoom(); z < 0.5 || z > 2 {
			t.Errorf("zoom %v", z)
		}
	}
	w.FitWidth()
	if w.Zoom() != 1 {
		t.Errorf("zoom %v", w.Zoom())
	}
	w.ZoomBy(1.15)
	w.ZoomBy(1 / 1.15)
	if w.Zoom() != 1 {
		t.Errorf("there and back is %v", w.Zoom())
	}
}

func TestTheWheelZoomsOnlyWithControl(t *testing.T) {
	w, _ := newBook(t, 2)
	w.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -50)})
	if w.Zoom() != 1 || w.scroll.Offset.Y == 0 {
		t.Errorf("zoom %v, scrolled %v", w.Zoom(), w.scroll.Offset)
	}
}

func TestThePageSaysWhatWasClicked(t *testing.T) {
	w, win := newBook(t, 2)
	var page int
	var box paper.Box
	times := 0
	hear := func(p int, b paper.Box) { page, box, times = p, b, times+1 }
	at := func(p int) fyne.Position {
		b := lineOn(w.pages[p], 1)
		return fyne.NewPos(float32(b.X+b.W/2)*w.unit, float32(b.Y+b.H/2)*w.unit)
	}
	test.TapAt(w.shown[1], at(1)) // nobody listens: nothing happens
	w.OnTapped, w.OnDoubleTapped = hear, hear
	test.TapAt(w.shown[1], at(1))
	if page != 1 || box.Blank == nil || box.Blank.Kind != paper.SignKind || times != 1 {
		t.Errorf("page %d, %q", page, box.Text())
	}
	w.shown[0].DoubleTapped(&fyne.PointEvent{Position: at(0)})
	if page != 0 || box.Text() != "王芳" || times != 2 {
		t.Errorf("page %d, %q", page, box.Text())
	}
	test.TapAt(w.shown[0], fyne.NewPos(2, 2))
	test.TapCanvas(win.Canvas(), fyne.NewPos(1, 1))
	if times != 2 {
		t.Error("a click beside every box is none")
	}
}

func TestMarks(t *testing.T) {
	w, _ := newBook(t, 2)
	count := func(p int) int { return len(test.WidgetRenderer(w.shown[p]).Objects()) }
	plain := count(0)
	w.Mark(0, 50, 60)
	if count(0) != plain+1 {
		t.Error("the line is not tinted")
	}
	w.Mark(1, 50, 60)
	if count(0) != plain {
		t.Error("the first page keeps its mark")
	}
	w.Mark(-1, 0, 0)
	w.Mark(7, 50, 60)
	if w.shown[1].markFoot != 0 {
		t.Error("the mark stays")
	}
}

func TestAnEmptyDesk(t *testing.T) {
	w, win := newBook(t, 0)
	w.ZoomBy(1.2)
	w.Mark(0, 1, 2)
	w.Top()
	win.Resize(fyne.NewSize(40, 40))
	w.Draw([]paper.Page{{Size: paper.Portrait}})
	if l, r := ruled(w.pages[0]); l != 0 || r != 210 {
		t.Errorf("nothing is ruled from %v to %v", l, r)
	}
}
