package resident

import (
	"regexp"
	"strings"

	"frontdesk/forms/paper"
)

// phoneForm finds phone numbers in a text: mobiles and landlines however they
// are spaced, numbers from abroad, service numbers, and what a landline is
// within the town. Extensions belong to the landline before them.
var phoneForm = regexp.MustCompile(strings.Join([]string{
	`(?:(?:\+|00)?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}`,
	`(?:(?:\+|00)?86[ -]?)?1[3-9]\d{2}[ -]\d{3}[ -]\d{4}`,
	`\(?0[1-9]\d{1,2}\)[ -]?[1-9]\d{6,7}`,
	`(?:(?:\+|00)86[ -]?)?0[1-9]\d{1,2}[ -]?\d{4}[ -]?\d{3,4}(?:(?:转|-|#)\d{1,5})?`,
	`(?:\+|00)86[ -]?[1-9]\d{1,2}[ -]?\d{7,8}`,
	`\+(?:[1-79]\d{0,2}|8[0-57-9]\d?)[ -]?\d(?:[ -]?\d){5,11}`,
	`[48]00[ -]?\d{3,4}[ -]?\d{3,4}`,
	`[2-9]\d{6,7}(?:(?:转|-|#)\d{1,5})?`,
	`[2-9]\d{3}[ -]\d{3,4}`,
	`\d{5,6}`,
}, "|"))

var (
	country = regexp.MustCompile(`^(?:\+86|0086|86(?:1[3-9]\d{9}$))`)
	area    = regexp.MustCompile(`^(010|02\d|0[3-9]\d{2})(\d{7,8})(.*)$`)
	mobile  = regexp.MustCompile(`^1[3-9]\d{9}$`)
	written = regexp.MustCompile(`^(?:1[3-9]\d{9}|(?:010|02\d|0[3-9]\d{2})-[1-9]\d{6,7}(?:转\d{1,5})?|\+(?:[1-79]|8[0-57-9])\d{6,12}|[48]00\d{6,8}|[2-9]\d{6,7}(?:转\d{1,5})?|\d{5,6})$`)
	decimal = regexp.MustCompile(`^(\d{5,12})\.0+$`)
)

// ReadPhones finds the phone numbers in a text, as 13812345678,
// 0755-12345678 or 0755-12345678转801, and gives what is left of the text
// beside them. A number of the wrong length is no phone and stays in the rest.
func ReadPhones(text string) (phones []string, rest string) {
	if mobile.MatchString(text) { // as most are
		return []string{text}, ""
	}
	s := strings.Join(strings.Fields(dashes.Replace(paper.Narrow(strings.ToValidUTF8(text, "")))), " ")
	s = strings.TrimLeft(s, "'`‘’")
	s = decimal.ReplaceAllString(s, "$1") // a number that went through a program as one
	var left strings.Builder
	for s != "" {
		at := phoneForm.FindStringIndex(s)
		if at == nil {
			left.WriteString(s)
			break
		}
		from, to := at[0], at[1]
		if p := tidyPhone(s[from:to]); paper.Lone(s, from, to) && written.MatchString(p) {
			phones = append(phones, p)
			left.WriteString(s[:from])
			s = s[to:]
			continue
		}
		for to = from + 1; to < len(s) && paper.IsDigit(rune(s[to])); { // past the whole wrong number
			to++
		}
		left.WriteString(s[:to])
		s = s[to:]
	}
	return phones, strings.TrimSpace(left.String())
}

var unspaced = strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", "#", "")

var dashes = strings.NewReplacer("—", "-", "–", "-", "‐", "-", "‑", "-", "−", "-", "分机", "转", "轉", "转")

// tidyPhone writes a number that was found in one way.
func tidyPhone(s string) string {
	ext := ""
	if i := strings.Index(s, "转"); i >= 0 {
		s, ext = s[:i], s[i:]
	} else if i := strings.LastIndexAny(s, "-#"); i >= 0 && len(s)-i-1 <= 5 && landline(s[:i]) {
		s, ext = s[:i], "转"+s[i+1:]
	}
	s = unspaced.Replace(s)
	if m := country.FindString(s); m != "" {
		rest := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(m, "+86"), "0086"), "86")
		s = rest + s[len(m):]
		if !mobile.MatchString(s) && !strings.HasPrefix(s, "0") && len(s) >= 9 {
			s = "0" + s // 86 755 …: the area code as it is dialled here
		}
	}
	return area.ReplaceAllString(s, "$1-$2$3") + ext
}

// landline tells whether s is whole without what follows: then that is an
// extension, else it is the second half of the number.
func landline(s string) bool {
	n := len(strings.Map(func(r rune) rune {
		if paper.IsDigit(r) {
			return r
		}
		return -1
	}, s))
	if strings.HasPrefix(s, "0") {
		return n >= 10
	}
	return n >= 7 && s[0] >= '2' && s[0] <= '9'
}
