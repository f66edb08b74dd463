package sheet

import (
	"frontdesk/forms/paper"
)

// line is a line of a text as the paper breaks it: the characters from at most
// to, of which text is drawn; spaces at the break are not.
type line struct {
	from, to int
	text     string
}

// broken breaks a text as the paper does, and tells where each line begins in
// it. There is at least one line.
func broken(text []rune, em float64, bold bool) []line {
	var out []line
	for from := 0; ; {
		to := from
		for to < len(text) && text[to] != '\n' {
			to++
		}
		out = append(out, paragraph(text, from, to, em, bold)...)
		if to == len(text) {
			return out
		}
		from = to + 1
	}
}

// paragraph breaks what stands between two line feeds. The paper keeps every
// character but spaces at a break, so that lines are found again by walking
// along the text.
func paragraph(text []rune, from, to int, em float64, bold bool) []line {
	var out []line
	at := from
	for i, l := range paper.Wrap([]paper.Run{{Text: string(text[from:to])}}, em, bold) {
		s := l.String()
		first := at
		for j, r := range []rune(s) {
			for at < to && text[at] != r {
				at++
			}
			if j == 0 {
				first = at
			}
			at = min(at+1, to)
		}
		if i == 0 {
			first = from
		} else {
			out[i-1].to = first
		}
		out = append(out, line{from: first, to: to, text: s})
	}
	return out
}

// lineOf is the line that the caret stands on. A caret between two lines of
// one paragraph stands at the head of the second, or, when it hangs, at the
// end of the first.
func lineOf(lines []line, caret int, hangs bool) int {
	at := 0
	for i, l := range lines {
		if l.from > caret {
			break
		}
		at = i
	}
	if hangs && at > 0 && lines[at].from == caret && lines[at-1].to == caret {
		return at - 1
	}
	return at
}
