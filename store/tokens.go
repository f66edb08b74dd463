package store

import (
	"strings"
	"unicode"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/pinyin"
)

// The index of searches is made of grams: every character and every two
// neighbouring ones, so that any part of a text is found from one character
// on, which a tokenizer of words cannot do for Chinese. Runs of ASCII letters
// and digits also have grams of four, since two digits tell phones apart too
// badly. Grams only propose: each entry they propose is read again.

// normal is text as it is compared: lower case, narrow, without spaces and
// punctuation.
func normal(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < 128:
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				return r
			}
			if r >= 'A' && r <= 'Z' {
				return r + 'a' - 'A'
			}
			return -1
		case r == unicode.ReplacementChar || unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsControl(r):
			return -1
		}
		return unicode.ToLower(r)
	}, strings.ToValidUTF8(paper.Narrow(s), ""))
}

// searchText is what of an entry can be searched.
type searchText struct {
	pieces   string // normalised, each ended by a line feed, so that nothing is found across two
	initials string // likewise
}

func searchTextOf(b forms.Brief) searchText {
	var s searchText
	for _, p := range b.Hay {
		if p = normal(p); p != "" {
			s.pieces += p + "\n"
		}
	}
	for _, name := range b.Initials {
		for _, x := range pinyin.Initials(name) {
			if x = normal(x); x != "" && !strings.Contains("\n"+s.initials, "\n"+x+"\n") {
				s.initials += x + "\n"
			}
		}
	}
	return s
}

// initial marks the gram of a name's initials. It is outside ASCII, so that
// FTS5's plain tokenizer takes it as part of the word.
const initial = "ˆ"

// grams are the words of the index, each once, parted by spaces.
func (s searchText) grams() string {
	var out strings.Builder
	seen := map[string]bool{}
	add := func(g string) {
		if !seen[g] {
			seen[g] = true
			out.WriteString(g)
			out.WriteByte(' ')
		}
	}
	for piece := range strings.SplitSeq(s.pieces, "\n") {
		for run := range runs(piece) {
			slice(run, 1, add)
			slice(run, 2, add)
			if run[0] < 128 {
				slice(run, 4, add)
			}
		}
	}
	for x := range strings.SplitSeq(s.initials, "\n") {
		for i := range len(x) {
			add(initial + x[:i+1])
		}
	}
	return out.String()
}

// runs parts text where ASCII meets anything else.
func runs(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for s != "" {
			ascii := s[0] < 128
			n := strings.IndexFunc(s, func(r rune) bool { return (r < 128) != ascii })
			if n < 0 {
				n = len(s)
			}
			if !yield(s[:n]) {
				return
			}
			s = s[n:]
		}
	}
}

// slice calls add with every stretch of n characters.
func slice(run string, n int, add func(string)) {
	starts := make([]int, 0, len(run)+1)
	for i := range run {
		starts = append(starts, i)
	}
	starts = append(starts, len(run))
	for i := 0; i+n < len(starts); i++ {
		add(run[starts[i]:starts[i+n]])
	}
}

// asked is one word that was asked for.
type asked struct {
	text    string // normalised
	letters bool   // letters only: may be the initials of a name
}

// Limits of a question. Somebody may paste a whole letter into the search.
const (
	longestAsked  = 400 // characters
	mostWords     = 12
	mostGrams     = 24 // that the index is asked for, of a word; the rest is read
	longestLetter = 12 // initials of a name
)

// ask reads what was typed: words parted by spaces, each of which has to be
// found.
func ask(typed string) []asked {
	var out []asked
	for _, w := range strings.Fields(paper.Narrow(cut(strings.ToValidUTF8(typed, ""), longestAsked))) {
		if w = normal(w); w != "" && len(out) < mostWords {
			out = append(out, asked{w, len(w) <= longestLetter && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == ""})
		}
	}
	return out
}

// found tells whether the entry has all that is asked for.
func (s searchText) found(all []asked) bool {
	for _, a := range all {
		if !strings.Contains(s.pieces, a.text) && !(a.letters && strings.Contains("\n"+s.initials, "\n"+a.text)) {
			return false
		}
	}
	return true
}

// match is the question to the index, in FTS5's words.
func match(all []asked) string {
	parts := make([]string, len(all))
	for i, a := range all {
		var grams []string
		for run := range runs(a.text) {
			grams = append(grams, longest(run)...)
		}
		grams = grams[:min(len(grams), mostGrams)]
		parts[i] = "(" + strings.Join(grams, " AND ") + ")"
		if a.letters {
			parts[i] = "(" + parts[i] + ` OR "` + initial + a.text + `")`
		}
	}
	return strings.Join(parts, " AND ")
}

// longest gives the longest grams that cover the run, quoted.
func longest(run string) []string {
	var out []string
	n, chars := 1, len([]rune(run))
	switch {
	case run[0] < 128 && chars >= 4:
		n = 4
	case chars >= 2:
		n = 2
	}
	seen := map[string]bool{}
	slice(run, n, func(g string) {
		if !seen[g] {
			seen[g] = true
			out = append(out, `"`+g+`"`)
		}
	})
	return out
}
