package forms

import (
	"regexp"
	"strconv"
)

// Linker is an entry that follows from others: a visit from the line of the
// plan, a complaint from the visit that did not pass. What belongs together is
// shown and prints together (B 5).
type Linker interface {
	Follows() []Ref
}

var numbered = regexp.MustCompile(`^(\d{4})-(\d{4,})$`)

// Refs are the entries of books by their numbers as they are printed; words that
// are no number are left out. Books and numbers take turns.
func Refs(pairs ...string) []Ref {
	var out []Ref
	for i := 0; i+1 < len(pairs); i += 2 {
		m := numbered.FindStringSubmatch(pairs[i+1])
		if m == nil {
			continue
		}
		year, _ := strconv.Atoi(m[1]) // the pattern lets only digits through
		no, err := strconv.Atoi(m[2])
		if err == nil {
			out = append(out, Ref{pairs[i], year, no})
		}
	}
	return out
}
