package paper

import (
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"frontdesk/assets"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Text is measured by one rule for screen, workbook and printer: the advances
// of the font that the program carries.

// MM is the length of one point in millimetres.
const MM = 25.4 / 72

// Leading is the height of a line of text in its own type size.
const Leading = 1.45

// face holds the advances of one weight, filled in as characters are met.
type face struct {
	once sync.Once
	data func() []byte
	font *sfnt.Font
	mu   sync.Mutex
	buf  sfnt.Buffer
	seen [0x10000]atomic.Uint32 // advance in 1/1000 em, plus one; 0 is not yet known
}

var regular, bold = &face{data: assets.Regular}, &face{data: assets.Bold}

// Advance is the width of a character in em.
func Advance(r rune, strong bool) float64 {
	f := regular
	if strong {
		f = bold
	}
	if r >= 0 && r < 0x10000 {
		if n := f.seen[r].Load(); n != 0 {
			return float64(n-1) / 1000
		}
	}
	n := f.measure(r)
	if r >= 0 && r < 0x10000 {
		f.seen[r].Store(n + 1)
	}
	return float64(n) / 1000
}

// Drawn tells whether the program's own font has the character.
func Drawn(r rune) bool {
	regular.mu.Lock()
	defer regular.mu.Unlock()
	i, err := regular.open().GlyphIndex(&regular.buf, r)
	return err == nil && i != 0
}

func (f *face) open() *sfnt.Font {
	f.once.Do(func() {
		p, err := sfnt.Parse(f.data())
		if err != nil {
			panic("the embedded font does not parse: " + err.Error())
		}
		f.font = p
	})
	return f.font
}

// measure gives an advance in 1/1000 em. A character that the font lacks will
// be drawn by another one: a whole em is the safe guess.
func (f *face) measure(r rune) uint32 {
	f.mu.Lock()
	defer f.mu.Unlock()
	if unicode.IsControl(r) || unicode.Is(unicode.Mn, r) {
		return 0
	}
	i, err := f.open().GlyphIndex(&f.buf, r)
	if err != nil || i == 0 {
		return 1000
	}
	const ppem = 1000
	a, err := f.font.GlyphAdvance(&f.buf, i, fixed.I(ppem), font.HintingNone)
	if err != nil {
		return 1000
	}
	return uint32(a.Round())
}

// Width is the width of a text in em.
func Width(s string, strong bool) float64 {
	w := 0.0
	for _, r := range s {
		w += Advance(r, strong)
	}
	return w
}

const (
	noStart = "，。、；：？！）》」』】〕…—～％℃,.;:?!)]}%〉’”"
	noEnd   = "（《「『【〔([{〈‘“"
)

// Wrap breaks runs into lines of at most width em. Latin words and numbers
// stay whole where they fit, no line begins with a closing mark or ends with
// an opening one, and spaces at a break are dropped.
func Wrap(runs []Run, width float64, strong bool) []Line {
	if short(runs, width, strong) {
		return []Line{told(runs)}
	}
	var lines []Line
	all := glyphs(runs, strong)
	if len(all) == 0 {
		return []Line{nil}
	}
	line, w := make([]glyph, 0, min(len(all), 64)), 0.0
	for _, g := range all {
		if g.r == '\n' {
			lines, line, w = append(lines, join(line, runs)), nil, 0
			continue
		}
		line, w = append(line, g), w+g.w
		for w > width && len(line) > 1 && wide(line) > width {
			at := breakAt(line)
			lines = append(lines, join(line[:at], runs))
			line = trimLeft(line[at:])
			w = wide(line)
		}
	}
	return append(lines, join(line, runs))
}

// short tells whether the runs are surely one line as they stand: most cells
// of a form are.
func short(runs []Run, width float64, strong bool) bool {
	w, last := 0.0, ' '
	for _, run := range runs {
		for _, r := range run.Text {
			if r < ' ' || r == joiner || unicode.IsControl(r) {
				return false
			}
			w, last = w+Advance(r, strong), r
		}
	}
	return w <= width && last != ' '
}

// told are the runs that say something.
func told(runs []Run) Line {
	out := make(Line, 0, len(runs))
	for _, r := range runs {
		if r.Text != "" {
			out = append(out, r)
		}
	}
	return out
}

type glyph struct {
	r   rune
	run int
	w   float64
}

func glyphs(runs []Run, strong bool) []glyph {
	n := 0
	for _, run := range runs {
		n += len(run.Text)
	}
	if n == 0 {
		return nil
	}
	out := make([]glyph, 0, n)
	for i, run := range runs {
		for _, r := range run.Text {
			if r == '\r' || unicode.IsControl(r) && r != '\n' && r != '\t' {
				continue
			}
			if r == '\t' {
				r = ' '
			}
			w := 0.0
			if r != joiner {
				w = Advance(r, strong)
			}
			out = append(out, glyph{r, i, w})
		}
	}
	return out
}

// wide is the width of a line; spaces hanging over its end count for nothing.
func wide(line []glyph) float64 {
	n := len(line)
	for n > 0 && line[n-1].r == ' ' {
		n--
	}
	w := 0.0
	for _, g := range line[:n] {
		w += g.w
	}
	return w
}

// breakAt finds the last place where a line that is one glyph too long may be
// broken, at least 1.
func breakAt(line []glyph) int {
	for i := len(line) - 1; i > 0; i-- {
		if mayBreak(line[i-1].r, line[i].r) {
			return i
		}
	}
	return len(line) - 1
}

func mayBreak(before, after rune) bool {
	switch {
	case before == joiner || after == joiner || strings.ContainsRune(noStart, after) || strings.ContainsRune(noEnd, before):
		return false
	case before == ' ':
		return true
	case after == ' ':
		return false
	}
	return !(inWord(before) && inWord(after))
}

// inWord tells whether the character belongs to a word or number that should
// stay on one line.
func inWord(r rune) bool {
	return r < 0x2E80 && r != '☐' && r != '☑' && !unicode.IsSpace(r)
}

func trimLeft(line []glyph) []glyph {
	for len(line) > 0 && line[0].r == ' ' {
		line = line[1:]
	}
	return append([]glyph{}, line...)
}

// Line is one line of text as wrapped.
type Line []Run

// String is the text of the line without its manners.
func (l Line) String() string {
	s := ""
	for _, r := range l {
		s += r.Text
	}
	return s
}

func join(line []glyph, runs []Run) Line {
	var out Line
	last := -1
	var b strings.Builder
	flush := func() {
		if last >= 0 && b.Len() > 0 {
			r := runs[last]
			r.Text = b.String()
			out = append(out, r)
			b.Reset()
		}
	}
	for _, g := range line {
		if g.r == joiner {
			continue
		}
		if g.run != last {
			flush()
			last = g.run
		}
		b.WriteRune(g.r)
	}
	flush()
	if n := len(out); n > 0 {
		out[n-1].Text = strings.TrimRight(out[n-1].Text, " ")
	}
	return out
}
