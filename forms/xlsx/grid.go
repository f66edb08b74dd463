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

// tallest is the greatest height of a row that Excel takes, points, with some
// air.
const tallest = 400.0

// edges sorts positions and drops those that lie on another.
func edges(at []float64) []float64 {
	sort.Float64s(at)
	var out []float64
	for _, x := range at {
		if len(out) == 0 || x-out[len(out)-1] > same {
			out = append(out, x)
		}
	}
	return out
}

// columnEdges are the column edges of the whole job, from the left margin.
func columnEdges(pages []paper.Page) []float64 {
	var at []float64
	for _, p := range pages {
		for _, b := range p.Boxes {
			at = append(at, b.X, b.X+b.W)
		}
	}
	return edges(at)
}

// rowEdges are the row edges of a page. A stretch higher than a row may be is
// parted.
func rowEdges(p paper.Page) []float64 {
	var at []float64
	for _, b := range p.Boxes {
		at = append(at, b.Y, b.Y+b.H)
	}
	var out []float64
	for i, y := range edges(at) {
		if i > 0 {
			last := out[len(out)-1]
			n := math.Ceil((y - last) / paper.MM / tallest)
			for k := 1.0; k < n; k++ {
				out = append(out, last+(y-last)*k/n)
			}
		}
		out = append(out, y)
	}
	return out
}

// nearest is the place of the edge nearest to x.
func nearest(at []float64, x float64) int {
	i := sort.SearchFloat64s(at, x)
	if i > 0 && (i == len(at) || x-at[i-1] < at[i]-x) {
		i--
	}
	return i
}
