package forms

import (
	"fmt"
	"strings"
)

// Colon sets a remark off from what stands before it; nothing for no remark.
func Colon(s string) string {
	if s == "" {
		return ""
	}
	return "：" + s
}

// OrDash is a text, or a dash where there is none.
func OrDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

// Clip shortens a text that is quoted in a sentence.
func Clip(s string) string {
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}

// Prefixed sets a word before a text; nothing for no text.
func Prefixed(word, s string) string {
	if s == "" {
		return ""
	}
	return word + s
}

// Filled leaves out what is empty.
func Filled(list ...string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// Percent is a part of a whole in percent; 0 of nothing.
func Percent(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * float64(part) / float64(whole)
}

// Rate is a part of a whole as it is printed; empty of nothing.
func Rate(part, whole int) string {
	if whole == 0 {
		return ""
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", Percent(part, whole)), ".0") + "%"
}
