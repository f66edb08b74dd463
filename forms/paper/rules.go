package paper

import "slices"

// Dots is a stretch in the dots of whatever a page is drawn on.
type Dots struct{ X, Y, W, H int }

// RuleLines are the ruled lines of boxes in dots: hair lines between them,
// thicker ones round the outside. Sides that meet in one line are one stretch,
// so that a page of two hundred boxes has some sixty lines. The dots of a length
// in millimetres, and how many of them a hair line and a thick one take, are
// told.
func RuleLines(boxes []Box, dots func(mm float64) int, hair, thick int) []Dots {
	across, down := ruling{}, ruling{}
	for _, b := range boxes {
		if b.Bare {
			continue
		}
		x0, x1, y0, y1 := dots(b.X), dots(b.X+b.W), dots(b.Y), dots(b.Y+b.H)
		across.add(y0, x0, x1, b.Thick&North != 0, true)
		across.add(y1, x0, x1, b.Thick&South != 0, false)
		down.add(x0, y0, y1, b.Thick&West != 0, true)
		down.add(x1, y0, y1, b.Thick&East != 0, false)
	}
	var out []Dots
	across.each(thick-hair, func(at, from, to, before, after int) {
		over := before + after // a thick line reaches round the corner
		out = append(out, Dots{from - over, at - before, to - from + hair + 2*over, hair + over})
	})
	down.each(thick-hair, func(at, from, to, before, after int) {
		over := before + after
		out = append(out, Dots{at - before, from - over, hair + over, to - from + hair + 2*over})
	})
	return out
}

// ruling is the lines of one direction, by where they lie and how thick they
// are, in dots.
type ruling map[lineKey][][2]int

// lineKey is where a line lies. A thick one grows outwards: before its place
// at the head and left of a block, behind it at the foot and right.
type lineKey struct {
	at     int
	thick  bool
	before bool
}

func (r ruling) add(at, from, to int, thick, before bool) {
	k := lineKey{at, thick, thick && before}
	r[k] = append(r[k], [2]int{from, to})
}

// each gives the lines, those that touch as one, in a fixed order. More is by
// how much a thick line is thicker, given before or after its place.
func (r ruling) each(more int, do func(at, from, to, before, after int)) {
	keys := make([]lineKey, 0, len(r))
	for k := range r {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b lineKey) int { return rank(a) - rank(b) })
	for _, k := range keys {
		before, after := 0, 0
		switch {
		case k.before:
			before = more
		case k.thick:
			after = more
		}
		for _, s := range joined(r[k]) {
			do(k.at, s[0], s[1], before, after)
		}
	}
}

func rank(k lineKey) int {
	n := k.at * 4
	if k.thick {
		n += 2
	}
	if k.before {
		n++
	}
	return n
}

// joined makes one stretch of those that touch or overlap.
func joined(s [][2]int) [][2]int {
	slices.SortFunc(s, func(a, b [2]int) int { return a[0] - b[0] })
	out := s[:1]
	for _, x := range s[1:] {
		if last := &out[len(out)-1]; x[0] <= last[1] {
			last[1] = max(last[1], x[1])
			continue
		}
		out = append(out, x)
	}
	return out
}
