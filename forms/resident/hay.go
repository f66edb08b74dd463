package resident

import (
	"slices"
	"sort"
	"strings"
)

// hay is a text of lines, each of one resident, to be searched for any part of
// a line and for its beginning. Every line ends with a line feed.
type hay struct {
	building strings.Builder
	text     string
	starts   []int // of each line, and the end of the last
	owners   []int // of each line; they never go down
	sorted   []int // the lines in the order of their texts
	runes    map[rune]bool
}

func (h *hay) add(owner int, line string) {
	h.starts, h.owners = append(h.starts, h.building.Len()), append(h.owners, owner)
	h.building.WriteString(line)
	h.building.WriteByte('\n')
}

// end makes what was added ready to be searched.
func (h *hay) end() {
	h.text = h.building.String()
	h.building = strings.Builder{}
	h.starts = append(h.starts, len(h.text))
	h.runes = map[rune]bool{}
	for _, r := range h.text {
		if !h.runes[r] {
			h.runes[r] = true
		}
	}
	h.sorted = make([]int, len(h.owners))
	for i := range h.sorted {
		h.sorted[i] = i
	}
	slices.SortFunc(h.sorted, func(a, b int) int { return strings.Compare(h.ended(a), h.ended(b)) })
}

// ended is a line with its line feed.
func (h *hay) ended(i int) string { return h.text[h.starts[i]:h.starts[i+1]] }

// line is a line of a text that has one for each owner.
func (h *hay) line(i int) string { return h.text[h.starts[i] : h.starts[i+1]-1] }

// lacks tells whether the part has a character that no line has: most often
// that is so where a name is looked for among numbers.
func (h *hay) lacks(part string) bool {
	return strings.ContainsFunc(part, func(r rune) bool { return !h.runes[r] })
}

// beginning gives the owners, of whom there are count, with a line that begins
// so, in their order. A line feed at the end of with asks for the whole line.
func (h *hay) beginning(with string, count int) []int {
	if h.lacks(with) {
		return nil
	}
	from := sort.Search(len(h.sorted), func(i int) bool { return h.ended(h.sorted[i]) >= with })
	n := sort.Search(len(h.sorted)-from, func(i int) bool { return !strings.HasPrefix(h.ended(h.sorted[from+i]), with) })
	lines := h.sorted[from : from+n]
	if len(lines) < count/64 {
		owners := make([]int, len(lines))
		for i, l := range lines {
			owners[i] = h.owners[l]
		}
		slices.Sort(owners)
		return slices.Compact(owners)
	}
	// Many: marking them takes less time than sorting them.
	marked, owners := make([]bool, count), make([]int, 0, len(lines))
	for _, l := range lines {
		marked[h.owners[l]] = true
	}
	for at, yes := range marked {
		if yes {
			owners = append(owners, at)
		}
	}
	return owners
}

// holding calls take with the owner of each line that holds the part, and
// whether the line ends with it, until it returns false.
func (h *hay) holding(part string, take func(owner int, last bool) bool) {
	if h.lacks(part) {
		return
	}
	line := 0
	for from := 0; from < len(h.text); from = h.starts[line+1] {
		i := strings.Index(h.text[from:], part)
		if i < 0 {
			return
		}
		line += sort.SearchInts(h.starts[line+1:], from+i+1)
		if !take(h.owners[line], strings.HasSuffix(h.line(line), part)) {
			return
		}
	}
}
