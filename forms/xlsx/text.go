package xlsx

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdesk/forms/paper"

	"github.com/xuri/excelize/v2"
)

// longest is how many UTF-16 units of text a cell holds. A box of paper never
// has so much; what does is cut, and ends in goesOn.
const (
	longest = 32767
	goesOn  = "…（未完）"
)

// write gives a box's text as a cell takes it, and the look of its cells but
// for the rules: nil for nothing, a string where all of it is in one manner,
// else runs.
func (s *styles) write(b paper.Box) (any, look) {
	runs := runsOf(b)
	l := look{bold: b.Bold, shade: b.Shade && !b.Bare, align: b.Align}
	l.points, l.indent = fit(b, runs)
	if len(runs) == 0 {
		return nil, l
	}
	if len(runs) == 1 {
		l.ink = inkOf(runs[0])
		return runs[0].Text, l
	}
	out := make([]excelize.RichTextRun, len(runs))
	for i, r := range runs {
		out[i] = excelize.RichTextRun{Text: r.Text, Font: l.font(inkOf(r))}
	}
	return out, l
}

// runsOf is the text of a box: without the line breaks of wrapping, which is
// the program's that opens the workbook. Only a part of a parted box keeps
// them, for it does not know which were typed. Runs of one manner are joined.
func runsOf(b paper.Box) []paper.Run {
	runs := b.Runs
	if runs != nil {
		runs = b.Unwrapped()
	} else {
		for i, line := range b.Lines {
			if i > 0 && len(runs) > 0 {
				runs = append(runs, paper.Run{Text: "\n"})
			}
			runs = append(runs, line...)
		}
	}
	out := make([]paper.Run, 0, len(runs))
	room := longest
	for _, r := range runs {
		r.Text = clean(r.Text)
		text, whole := cut(r.Text, room)
		if !whole {
			r.Text = ""
			if left := room - units(goesOn); left >= 0 {
				text, _ = cut(text, left)
				r.Text = text + goesOn
			}
		}
		room -= units(r.Text)
		n := len(out)
		switch {
		case r.Text == "":
		case n > 0 && (inkOf(out[n-1]) == inkOf(r) || strings.TrimSpace(r.Text) == "" && !out[n-1].Struck):
			out[n-1].Text += r.Text
		default:
			out = append(out, r)
		}
		if !whole {
			break
		}
	}
	return out
}

// units is the length of a text in UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// cut gives as many whole characters as fit into n UTF-16 units, and tells
// whether that is all.
func cut(s string, n int) (string, bool) {
	if len(s) <= n { // no character has more units than bytes
		return s, true
	}
	for i, r := range s {
		n--
		if r > 0xFFFF {
			n--
		}
		if n < 0 {
			return s[:i], false
		}
	}
	return s, true
}

// clean drops the characters that a workbook cannot hold. A tab is a space, as
// on paper.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r == utf8.RuneError, r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, s)
}
