package xlsx

import "frontdesk/forms/paper"

// Rows are as high as the layout made them, measured in the program's own font.
// Excel wraps the same text again in 宋体, where digits are narrower but dots,
// spaces and thin letters are wider, so now and then a text may need a line
// more than there is room for. Such a text is set a little smaller: a page
// keeps its place on paper, and no word of it is cut.

const (
	ownPad    = 1.3  // what Excel itself leaves free left and right together, mm
	indentPad = 1.6  // one indent, mm
	songLine  = 1.3  // a line of 宋体 in its own size, as Excel sets it
	smallest  = 5.0  // points; below it nobody reads anything
	step      = 0.5  // points
	ownFoot   = 0.35 // what Excel leaves free above and below together, mm
)

// fit is the type size in which the box's text stays in it, and whether there
// is room for an indent that keeps it off the rule it begins at. Many lines look
// better a little smaller than on a rule; a word or two need not.
func fit(b paper.Box, runs []paper.Run) (points float64, indent bool) {
	wants := !b.Bare && b.Align != paper.Mid
	if wants && len(b.Lines) > 1 {
		for pt := b.Points; pt >= b.Points-2*step; pt -= step {
			if fits(b, runs, pt, indentPad) {
				return pt, true
			}
		}
	}
	for pt := b.Points; ; pt -= step {
		switch {
		case wants && fits(b, runs, pt, indentPad):
			return pt, true
		case fits(b, runs, pt, 0):
			return pt, false
		case pt-step < smallest:
			return pt, false
		}
	}
}

// fits tells whether the text stays in its box when a program for workbooks
// wraps it in 宋体 of a size.
func fits(b paper.Box, runs []paper.Run, points, pad float64) bool {
	em := points * paper.MM
	wide := (b.W - ownPad - pad) / em
	room := int((b.H - ownFoot) / (em * songLine))
	if points == b.Points { // else fewer lines may do than were laid out
		n := len(b.Lines)
		for _, line := range b.Lines {
			if over := lineWidth(line, songWidth) - wide; over > wide/2 {
				n = room + 1
			} else if over > 0 {
				n++ // at most: what is over goes into the next line
			}
		}
		if n <= room {
			return true
		}
	}
	return len(paper.Wrap(runs, wide/ratio(b), b.Bold)) <= room
}

// ratio is how much wider 宋体 is than the font of the layout, in the worst line
// of the box. Wrapping the text again by our own rule, in a box so much
// narrower, gives no fewer lines than 宋体 needs.
func ratio(b paper.Box) float64 {
	worst := 1.0
	for _, line := range b.Lines {
		own := lineWidth(line, func(s string) float64 { return paper.Width(s, b.Bold) })
		if own > 0 {
			worst = max(worst, lineWidth(line, songWidth)/own)
		}
	}
	return worst
}

func lineWidth(line paper.Line, width func(string) float64) float64 {
	w := 0.0
	for _, r := range line {
		w += width(r.Text)
	}
	return w
}

// songWidth is the width of a text in 宋体, in em: half an em for what is plain
// ASCII, a whole one for everything else.
func songWidth(s string) float64 {
	w := 0.0
	for _, r := range s {
		switch {
		case r < ' ':
		case r < 0x7F:
			w += 0.5
		default:
			w++
		}
	}
	return w
}
