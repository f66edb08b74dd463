package forms

import (
	"frontdesk/forms/paper"
)

func Colon(s string) string {
	if s == "" {
		return ""
	}
	return "：" + s
}

// longest texts that one blank takes, in characters: more than a page of the
// log would hold belongs in a document of its own.
const longest = 1000

func TooLong(s string) bool { return len([]rune(s)) > longest }

func Capped(texts ...*string) []paper.Problem {
	var out []paper.Problem
	for _, t := range texts {
		if TooLong(*t) {
			out = append(out, paper.Problem{Field: t, Words: "写得太长，请控制在一千字以内。"})
		}
	}
	return out
}

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
