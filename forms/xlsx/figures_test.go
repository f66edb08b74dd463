//go:build bench

package xlsx

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"
	"time"
)

// TestFiguresExport holds a month's export against the library alone writing
// the same cells. They go by turns, so that whatever else the machine does is
// shared.
func TestFiguresExport(t *testing.T) {
	pages := month()
	cells := raw(t, pages)
	var alone, export []float64
	for range 21 {
		t0 := time.Now()
		if err := stream(cells); err != nil {
			t.Fatal(err)
		}
		t1 := time.Now()
		if err := Write(context.Background(), &bytes.Buffer{}, Job{Name: "a", Pages: pages}, nil); err != nil {
			t.Fatal(err)
		}
		alone, export = append(alone, float64(t1.Sub(t0))/1e6), append(export, float64(time.Since(t1))/1e6)
	}
	slices.Sort(alone)
	slices.Sort(export)
	a, b := alone[len(alone)/2], export[len(export)/2]
	fmt.Printf("a month's export (%d pages): %.0f ms, raw StreamWriter of the same cells %.0f ms, ratio %.2f (aim 2)\n", len(pages), b, a, b/a)
	if b/a > 2 {
		t.Error("an export takes more than twice what the library does")
	}
}
