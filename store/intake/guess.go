package intake

import (
	"slices"
	"strings"
	"unicode"

	"frontdesk/forms/paper"
	"frontdesk/forms/resident"

	"github.com/xuri/excelize/v2"
)

// Mapping says what the columns of a sheet hold. It may be changed before a
// plan is made.
type Mapping struct {
	Head  int       // number of the row with the heads; 0 for a list without
	Means []Meaning // of each column; columns beyond are left out
}

// Of tells what column i holds.
func (m Mapping) Of(i int) Meaning {
	if i < 0 || i >= len(m.Means) {
		return Ignored
	}
	return m.Means[i]
}

// columns lists the columns that hold one of the meanings.
func (m Mapping) columns(is func(Meaning) bool) []int {
	var out []int
	for i, x := range m.Means {
		if is(x) {
			out = append(out, i)
		}
	}
	return out
}

// Column is a column as it is shown to be mapped.
type Column struct {
	Letter  string // B
	Head    string // as the list has it
	Means   Meaning
	Samples []string // a few of its cells; none of a column of identity cards
}

// Columns lists the sheet's columns as the mapping sees them.
func (s *Sheet) Columns(m Mapping) []Column {
	lines := s.body(m)
	out := make([]Column, s.Width())
	for i := range out {
		letter, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			letter = "?" // there are no such columns
		}
		out[i] = Column{Letter: letter, Head: strings.Join(strings.Fields(s.head(m, i)), ""), Means: m.Of(i)}
		if out[i].Means == IDCard {
			continue
		}
		for _, l := range lines {
			c := l.Cell(i)
			if masked, _ := paper.WithoutIDs(c); masked != "" && !slices.Contains(out[i].Samples, masked) {
				out[i].Samples = append(out[i].Samples, masked)
			}
			if len(out[i].Samples) == 3 {
				break
			}
		}
	}
	return out
}

func (s *Sheet) head(m Mapping, column int) string {
	for _, l := range s.Lines {
		if l.No == m.Head {
			return l.Cell(column)
		}
	}
	return ""
}

// body is what stands under the heads.
func (s *Sheet) body(m Mapping) []Line {
	for i, l := range s.Lines {
		if l.No > m.Head {
			return s.Lines[i:]
		}
	}
	return nil
}

// within how many rows the heads are looked for, and from how many cells a
// column's content is judged.
const (
	headRows = 40
	judged   = 300
)

// guess maps the columns by their heads, and by what stands in them.
func (s *Sheet) guess() Mapping {
	best, most := -1, 0
	for i := range s.Lines[:min(len(s.Lines), headRows)] {
		if n := s.headness(i); n > most {
			best, most = i, n
		}
	}
	if best < 0 {
		return s.byContent()
	}
	m := Mapping{Head: s.Lines[best].No, Means: make([]Meaning, s.Width())}
	for i := range m.Means {
		m.Means[i] = s.under(best, i)
	}
	s.correct(m)
	return m
}

// headness tells how much a row looks like the one with the heads: it has to
// have heads of two kinds, one of them of a person.
func (s *Sheet) headness(line int) int {
	kinds, persons, score := map[Meaning]bool{}, 0, 0
	for i := range s.Lines[line].Cells {
		m := s.under(line, i)
		if m == Ignored || kinds[m] {
			continue
		}
		kinds[m] = true
		score++
		if m.isName() || m.isPhone() {
			persons++
			score++
		}
		if m.isRoom() {
			score++
		}
	}
	if len(kinds) < 2 || persons == 0 {
		return 0
	}
	return score
}

// under tells what stands under the heads of a row. Heads may stand on two
// rows: one over several columns, or one whose cell reaches down.
func (s *Sheet) under(line, column int) Meaning {
	own, known := meaning(s.Lines[line].Cell(column))
	if line == 0 || s.Lines[line-1].No != s.Lines[line].No-1 {
		return own
	}
	above := &s.Lines[line-1]
	group, spread := above.Cell(column), false
	for _, a := range s.across {
		if a.top <= above.No && above.No <= a.bottom && a.left <= column && column <= a.right {
			group, spread = above.Cell(a.left), true
		}
	}
	if !known && !spread && s.Lines[line].Cell(column) == "" {
		own, _ = meaning(group)
		return own
	}
	return qualified(own, group)
}

// correct holds what the heads say against what stands under them.
func (s *Sheet) correct(m Mapping) {
	body := s.body(m)
	for i := range m.Means {
		c := judge(body, i)
		switch {
		case c.ids*3 > c.filled:
			m.Means[i] = IDCard
		case m.Means[i] == Quality && c.qualities*2 < c.filled:
			m.Means[i] = Ignored // 类型: 住宅, 商铺
		}
	}
	if len(m.columns(Meaning.isName)) == 0 {
		for _, i := range m.columns(Meaning.isPhone) { // 姓名、电话 in one column
			if c := judge(body, i); c.named*2 > c.filled {
				m.Means[i] = map[Meaning]Meaning{Phone: Name, OwnerPhone: OwnerName, TenantPhone: TenantName}[m.Means[i]]
			}
		}
	}
	s.correctRoom(m, body)
}

// correctRoom finds the rooms where no head names them.
func (s *Sheet) correctRoom(m Mapping, body []Line) {
	if len(m.columns(func(x Meaning) bool { return x == Room })) > 0 {
		return
	}
	// 单元 or 楼栋 over whole room numbers.
	for _, i := range m.columns(Meaning.isRoom) {
		if c := judge(body, i); c.rooms*2 > c.filled {
			m.Means[i] = Room
			return
		}
	}
	// Rooms under a head that says nothing, beside their building.
	for i, x := range m.Means {
		if c := judge(body, i); x == Ignored && headKey(s.head(m, i)) == "" && c.filled > 0 && c.numbers == c.filled {
			m.Means[i] = Room
			return
		}
	}
}

// content counts what the cells of a column look like.
type content struct{ filled, ids, phones, named, names, rooms, numbers, qualities int }

func judge(body []Line, column int) content {
	var c content
	for _, l := range body {
		cell := l.Cell(column)
		if cell == "" {
			continue
		}
		if c.filled == judged {
			break
		}
		c.filled++
		count := func(n *int, is bool) {
			if is {
				*n++
			}
		}
		phones, rest := resident.ReadPhones(cell)
		key := resident.RoomKey(cell)
		count(&c.ids, likeID(cell))
		count(&c.phones, len(phones) > 0 && len(rest) < 8)
		count(&c.named, chinese(rest) >= 2)
		count(&c.names, likeName(cell))
		count(&c.rooms, strings.Contains(key, "-") && len(key) <= 24 && len(phones) == 0)
		count(&c.numbers, key != "" && len(key) <= 5)
		count(&c.qualities, qualityOf(cell) != "")
	}
	return c
}

// likeID tells whether a cell holds the number of an identity card, or what a
// program has left of one: 1.10101E+17.
func likeID(cell string) bool {
	if rounded(cell) && (strings.HasSuffix(cell, "17") || strings.HasSuffix(cell, "14")) {
		return true
	}
	rest, n := paper.WithoutIDs(cell)
	return n > 0 && rest == ""
}

// chinese counts the Chinese characters of a text.
func chinese(s string) int {
	n := 0
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

// likeName tells whether a cell may be a Chinese name.
func likeName(cell string) bool {
	name := []rune(resident.TidyName(cell))
	return len(name) >= 2 && len(name) <= 4 && !slices.ContainsFunc(name, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}

// byContent maps a list without heads.
func (s *Sheet) byContent() Mapping {
	m := Mapping{Means: make([]Meaning, s.Width())}
	taken := map[Meaning]bool{}
	for i := range m.Means {
		c := judge(s.Lines, i)
		most := func(n int) bool { return n*10 > c.filled*6 }
		m.Means[i] = Ignored
		switch {
		case c.ids*3 > c.filled:
			m.Means[i] = IDCard
		case most(c.phones):
			m.Means[i] = Phone
		case most(c.rooms) && !taken[Room]:
			m.Means[i] = Room
		case most(c.qualities) && !taken[Quality]:
			m.Means[i] = Quality
		case most(c.names) && !taken[Name]:
			m.Means[i] = Name
		}
		taken[m.Means[i]] = true
	}
	return m
}

// likeness tells how much a sheet looks like a list of residents.
func (s *Sheet) likeness() int {
	has := map[Meaning]bool{}
	for _, x := range s.Guess.Means {
		switch {
		case x.isRoom():
			has[Room] = true
		case x.isName():
			has[Name] = true
		case x.isPhone():
			has[Phone] = true
		}
	}
	n := 2 * len(has) * mostRows
	if s.Guess.Head > 0 {
		n += mostRows
	}
	if s.Hidden {
		n /= 3
	}
	return n + len(s.Lines)
}
