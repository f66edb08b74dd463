package xlsx

import (
	"math"
	"sort"

	"frontdesk/forms/paper"
)

// A worksheet has one set of columns for all its rows, so a job of pages is
// put on one grid: every column edge and, page by page, every row edge of
// every box.

// same is how near two edges are one, millimetres.
const same = 0.3

// Excel takes rows up to 409 points and columns up to 255 digits; what is
// larger is parted, with some air. Millimetres.
const (
	tallest = 400 * paper.MM
	widest  = 240.0
)

// pointsPerPixel is what a pixel of 1/96 inch measures.
const pointsPerPixel = 72.0 / 96

// perMM is how many such pixels a millimetre has.
const perMM = 96 / 25.4

// pixels is how far edge i is from the one before it. Excel keeps columns and
// rows in whole pixels, so every edge is put on one here, where it can be done
// without adding up errors.
func pixels(edges []float64, i int) float64 {
	return pixel(edges, edges[i]) - pixel(edges, edges[i-1])
}

// pixel is the whole pixel that a place lies on, from the first edge.
func pixel(edges []float64, mm float64) float64 {
	return math.Round((mm - edges[0]) * perMM)
}

// edges sorts positions, drops those that lie on another, and parts stretches
// that are longer than most.
func edges(at []float64, most float64) []float64 {
	sort.Float64s(at)
	var out []float64
	for _, x := range at {
		if len(out) == 0 {
			out = append(out, x)
			continue
		}
		last := out[len(out)-1]
		if x-last <= same {
			continue
		}
		n := math.Ceil((x - last) / most)
		for k := 1.0; k < n; k++ {
			out = append(out, last+(x-last)*k/n)
		}
		out = append(out, x)
	}
	return out
}

// columnEdges are the column edges of the whole job, from the left margin.
func columnEdges(pages []paper.Page) []float64 {
	seen := map[float64]bool{} // thousands of boxes share a few edges
	var at []float64
	add := func(x float64) {
		if !seen[x] {
			seen[x] = true
			at = append(at, x)
		}
	}
	for _, p := range pages {
		for _, b := range p.Boxes {
			add(b.X)
			add(b.X + b.W)
		}
	}
	return edges(at, widest)
}

// rowEdges are the row edges of a page, from where the highest page of the job
// begins.
func rowEdges(p paper.Page, top float64) []float64 {
	at := []float64{top}
	for _, b := range p.Boxes {
		at = append(at, b.Y, b.Y+b.H)
	}
	return edges(at, tallest)
}

// nearest is the place of the edge nearest to x.
func nearest(at []float64, x float64) int {
	i := sort.SearchFloat64s(at, x)
	if i > 0 && (i == len(at) || x-at[i-1] < at[i]-x) {
		i--
	}
	return i
}
