package intake

import (
	"regexp"
	"strings"
	"unicode"
)

// tidy is a cell's text without what cannot be seen.
func tidy(s string) string {
	if plain(s) {
		return s
	}
	if len(s) > 4*longestCell {
		s = s[:4*longestCell]
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "_x000D_", "")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\v':
			return '\n'
		case r == '\uFEFF' || r == '\r' || unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)
	if r := []rune(s); len(r) > longestCell {
		s = string(r[:longestCell])
	}
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "#") && errorForm.MatchString(s) {
		return ""
	}
	return s
}

// errorForm is what a formula shows that could not be worked out.
var errorForm = regexp.MustCompile(`^#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)$`)

// plain tells whether there is nothing to tidy: most cells are so.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] == '#' || s[i] == '_' || s[i] >= 0x7F {
			return false
		}
	}
	return len(s) <= longestCell
}

var (
	powerForm = regexp.MustCompile(`^([1-9])(?:\.(\d+))?[Ee](\+?)(\d{1,2})$`)
	pointForm = regexp.MustCompile(`^(\d+)\.0+$`)
)

// wholeNumber writes a number as its digits: 1.3812345678E10 and 501.0 as they
// were meant. What a program has rounded to show it, 1.38E+10, stays: its last
// digits are lost. A stored number, as opposed to a shown one, is exact.
func wholeNumber(s string, stored bool) string {
	if s == "" || s[0] < '0' || s[0] > '9' {
		return s
	}
	if m := pointForm.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	m := powerForm.FindStringSubmatch(s)
	if m == nil {
		return s
	}
	digits, power := m[1]+strings.TrimRight(m[2], "0"), 0
	for _, r := range m[4] {
		power = power*10 + int(r-'0')
	}
	exact := len(m[1]+m[2]) > power || stored && (m[3] == "" || len(digits) >= 11)
	if !exact || power > 30 || len(digits) > power+1 {
		return s
	}
	return digits + strings.Repeat("0", power+1-len(digits))
}

// rounded tells whether the text is a number whose last digits are lost.
func rounded(s string) bool { return powerForm.MatchString(s) }
