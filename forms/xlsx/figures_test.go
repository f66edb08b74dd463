//go:build bench

package xlsx

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"frontdesk/forms/paper"
)

// TestFiguresExport holds a month's export against the library alone writing
// the same cells. They go by turns, so that whatever else the machine does is
// shared.
func TestFiguresExport(t *testing.T) {
	pages := month()
	a, b := byTurns(t, func() []paper.Page { return pages })
	fmt.Printf("a month's export (%d pages): %.0f ms, raw StreamWriter of the same cells %.0f ms, ratio %.2f (aim 2)\n", len(pages), b, a, b/a)
	if b/a > 2 {
		t.Error("an export takes more than twice what the library does")
	}
}

// TestFiguresSheet holds the sheet that is printed, drawn anew, against the
// library alone writing the same cells: a page of the duty log, and a permit
// with its barcode.
func TestFiguresSheet(t *testing.T) {
	a, b := byTurns(t, func() []paper.Page { return dutyPages(1, everyday) })
	fmt.Printf("a page of the duty log to print: %.1f ms, raw StreamWriter of the same cells %.1f ms, ratio %.2f\n", b, a, b/a)
	a, b = byTurns(t, func() []paper.Page { return permitPages(3) })
	fmt.Printf("a permit to print: %.1f ms, raw StreamWriter of the same cells %.1f ms, ratio %.2f\n", b, a, b/a)
}

// byTurns gives the milliseconds that the library alone takes for cells, and
// those that pages take, drawing included.
func byTurns(t *testing.T, draw func() []paper.Page) (alone, export float64) {
	t.Helper()
	cells := raw(t, draw())
	var alones, exports []float64
	for range 21 {
		t0 := time.Now()
		if err := stream(cells); err != nil {
			t.Fatal(err)
		}
		t1 := time.Now()
		if err := Write(context.Background(), &bytes.Buffer{}, paper.Job{Name: "a", Pages: draw()}, nil); err != nil {
			t.Fatal(err)
		}
		alones, exports = append(alones, float64(t1.Sub(t0))/1e6), append(exports, float64(time.Since(t1))/1e6)
	}
	slices.Sort(alones)
	slices.Sort(exports)
	return alones[len(alones)/2], exports[len(exports)/2]
}
