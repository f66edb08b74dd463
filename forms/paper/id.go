package paper

import (
	"regexp"
	"strings"
	"time"
)

// idForm finds what may be the number of an identity card: eighteen characters,
// also when they are spaced in groups, or on old ones fifteen digits.
var idForm = regexp.MustCompile(`\d(?:[ -]?\d){16}[ -]?[\dXx]|\d{15}`)

// WithoutIDs takes the numbers of identity cards out of a text and tells how
// many there were: the list of residents has no need of them (个人信息保护法,
// 第六条: 最小范围). A number with a wrong check character still tells a birthday
// and a person, so a likely date is enough.
func WithoutIDs(text string) (string, int) {
	if !manyDigits(text) {
		return text, 0
	}
	s, n := strings.Map(narrowDigit, text), 0
	var out strings.Builder
	for s != "" {
		at := idForm.FindStringIndex(s)
		if at == nil {
			break
		}
		from, to := at[0], at[1]
		if Lone(s, from, to) && isID(s[from:to]) {
			out.WriteString(s[:from])
			n++
		} else {
			for to = from + 1; to < len(s) && IsDigit(rune(s[to])); { // past the whole number
				to++
			}
			out.WriteString(s[:to])
		}
		s = s[to:]
	}
	if n == 0 {
		return text, 0
	}
	return strings.TrimSpace(out.String() + s), n
}

// narrowDigit narrows what a card's number is made of, and leaves the rest of
// the text as it was written.
func narrowDigit(r rune) rune {
	switch {
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case r == 'Ｘ' || r == 'ｘ':
		return 'X'
	}
	return r
}

// manyDigits tells whether there are digits enough for a card's number: most
// cells have not, and are spared the search.
func manyDigits(s string) bool {
	n := 0
	for _, r := range s {
		if IsDigit(narrowDigit(r)) {
			n++
		}
	}
	return n >= 15
}

// isID tells whether the number is one of an identity card. Two phones with a
// space between them may look like one by their birthday, hardly by their check
// character as well.
func isID(s string) bool {
	bare := strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(s))
	switch {
	case bare[0] == '0':
		return false
	case len(bare) == 15:
		return born("19" + bare[6:12])
	}
	return born(bare[6:14]) && (bare == strings.ToUpper(s) || checked(bare))
}

// born tells whether the digits are a day somebody may have been born on.
func born(day string) bool {
	t, err := time.Parse("20060102", day)
	return err == nil && t.Year() >= 1900 && t.Year() < 2100
}

// checked holds the check character of GB 11643 against the digits.
func checked(s string) bool {
	sum, weight := 0, 1
	for i := 16; i >= 0; i-- {
		weight = weight * 2 % 11
		sum += int(s[i]-'0') * weight
	}
	return "10X98765432"[sum%11] == s[17]
}

// Lone tells whether no further digit stands at either end of s[from:to].
func Lone(s string, from, to int) bool {
	return (from == 0 || !IsDigit(rune(s[from-1])) && s[from-1] != '.') && (to == len(s) || !IsDigit(rune(s[to])))
}

// IsDigit tells whether a character is a plain digit.
func IsDigit(r rune) bool { return r >= '0' && r <= '9' }
