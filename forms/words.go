package forms

import (
	"fmt"
	"strings"

	"frontdesk/forms/paper"
)

// Colon sets a remark off from what stands before it; nothing for no remark.
func Colon(s string) string {
	if s == "" {
		return ""
	}
	return "：" + s
}

// longest is how much one blank takes, in characters: more than a page of the log
// would hold belongs in a document of its own.
const longest = 1000

// TooLong tells whether a text is longer than a blank takes.
func TooLong(s string) bool { return len([]rune(s)) > longest }

// Capped names the texts that are longer than a blank takes.
func Capped(texts ...*string) []paper.Problem {
	var out []paper.Problem
	for _, t := range texts {
		if TooLong(*t) {
			out = append(out, paper.Problem{Field: t, Words: "写得太长，请控制在一千字以内。"})
		}
	}
	return out
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
