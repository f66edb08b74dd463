// Package pinyin gives the initials by which Chinese words are found.
package pinyin

import (
	"strings"

	pinyin "github.com/mozillazg/go-pinyin"
)

// surnames are read otherwise as a surname than as a word.
var surnames = map[string]string{
	"单": "s", "曾": "z", "仇": "q", "解": "x", "查": "z", "盖": "g", "朴": "p", "任": "r", "区": "o",
	"尉迟": "yc", "万俟": "mq", "长孙": "zs", "澹台": "tt", "乐": "y", "召": "s", "冼": "x", "种": "c", "繁": "p",
}

// readings is how many readings of a name are kept: enough for three
// characters of two readings each.
const readings = 8

// Initials gives the pinyin initials of a name in all its likely readings,
// lower case: 单晓曾 is sxz and sxc. Characters that are not Han stand for
// themselves; punctuation is dropped.
func Initials(name string) []string {
	rest, out := name, []string{""}
	for s, in := range surnames {
		if strings.HasPrefix(name, s) && len(s) > len(name)-len(rest) {
			rest, out = name[len(s):], []string{in}
		}
	}
	a := pinyin.NewArgs()
	a.Style, a.Heteronym = pinyin.FirstLetter, true
	for _, r := range rest {
		out = spread(out, letters(r, a))
	}
	if out[0] == "" {
		return nil
	}
	return out
}

// letters are the first letters that a character may be read with.
func letters(r rune, a pinyin.Args) []string {
	if r < 128 {
		s := strings.ToLower(string(r))
		if s >= "a" && s <= "z" || s >= "0" && s <= "9" {
			return []string{s}
		}
		return nil
	}
	var out []string
	for _, p := range pinyin.SinglePinyin(r, a) {
		if p != "" && !strings.Contains(strings.Join(out, ""), p) {
			out = append(out, p)
		}
	}
	return out
}

func spread(heads, tails []string) []string {
	if len(tails) == 0 {
		return heads
	}
	var out []string
	for _, h := range heads {
		for _, t := range tails {
			if len(out) < readings {
				out = append(out, h+t)
			}
		}
	}
	return out
}
