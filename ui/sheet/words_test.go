package sheet

import (
	"strings"
	"testing"
	"unicode/utf8"

	"frontdesk/forms/paper"
)

func TestWordsAreEdited(t *testing.T) {
	w := &words{lines: true}
	step := func(what, want string, ok bool) {
		t.Helper()
		if !ok || w.String() != want {
			t.Errorf("%s: %q, %v; want %q", what, w.String(), ok, want)
		}
	}
	step("write", "厨房漏水", w.insert("厨房漏水"))
	w.move(2, false)
	step("in the middle", "厨房水管漏水", w.insert("水管"))
	w.move(0, true)
	step("in place of what is chosen", "卫生间漏水", w.insert("卫生间"))
	step("back", "卫生漏水", w.remove(w.caret-1))
	step("undo", "卫生间漏水", w.undo())
	step("undo again", "厨房水管漏水", w.undo())
	step("redo", "卫生间漏水", w.redo())
	w.all()
	step("all away", "", w.remove(w.caret))
	step("and back", "卫生间漏水", w.undo())
	if w.move(99, false); w.caret != 5 {
		t.Errorf("the caret is at %d", w.caret)
	}
	if w.remove(99) || w.insert("") || w.insert("\x00\x1b") {
		t.Error("nothing was to be done, and something was")
	}
}

func TestAWordTypedIsUndoneAsOne(t *testing.T) {
	w := &words{}
	for _, r := range "hello world" {
		w.insert(string(r))
	}
	for _, want := range []string{"hello ", "hello", ""} {
		if !w.undo() || w.String() != want {
			t.Errorf("got %q, want %q", w.String(), want)
		}
	}
	if w.undo() {
		t.Error("there was nothing left to undo")
	}
}

func TestOneLineStaysOne(t *testing.T) {
	w := &words{}
	w.insert("3-2-501\r\n张伟\t业主")
	if w.String() != "3-2-501 张伟 业主" {
		t.Errorf("%q", w.String())
	}
	w = &words{lines: true}
	w.insert("一\r\n二\n三\u0007")
	if w.String() != "一\n二\n三" {
		t.Errorf("%q", w.String())
	}
}

func TestMovingByWords(t *testing.T) {
	w := &words{text: []rune("厨房 13800000000，漏水")}
	for i, want := range []int{3, 14, 15, 17, 17} {
		if w.caret = w.wordRight(w.caret); w.caret != want {
			t.Errorf("right %d: %d, want %d", i, w.caret, want)
		}
	}
	for i, want := range []int{15, 14, 3, 0, 0} {
		if w.caret = w.wordLeft(w.caret); w.caret != want {
			t.Errorf("left %d: %d, want %d", i, w.caret, want)
		}
	}
	w.wordAt(5)
	if w.chosenText() != "13800000000" {
		t.Errorf("chosen: %q", w.chosenText())
	}
	(&words{}).wordAt(3) // an empty blank has no word
}

func TestLinesStandInTheText(t *testing.T) {
	for _, c := range []struct {
		text string
		em   float64
		want string // lines, with where they begin
	}{
		{"", 5, "0:"},
		{"厨房水管漏水", 3, "0:厨房水 3:管漏水"},
		{"厨房水，管漏水", 3, "0:厨房 2:水，管 5:漏水"},
		{"电话 13800000000", 7, "0:电话 3:13800000000"},
		{"一\n\n二\n", 5, "0:一 2: 3:二 5:"},
		{"一  ", 5, "0:一"},
		{"   ", 5, "0:"},
	} {
		var got []string
		for _, l := range broken([]rune(c.text), c.em, false) {
			got = append(got, itoa(l.from)+":"+l.text)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: got %q, want %q", c.text, s, c.want)
		}
	}
}

func itoa(n int) string { return string(rune('0' + n)) }

func TestTheCaretStandsOnALine(t *testing.T) {
	lines := broken([]rune("厨房水管漏水\n尽快"), 3, false)
	for _, c := range []struct {
		caret int
		hangs bool
		want  int
	}{{0, false, 0}, {2, false, 0}, {3, false, 1}, {3, true, 0}, {6, false, 1}, {6, true, 1}, {7, false, 2}, {9, true, 2}} {
		if got := lineOf(lines, c.caret, c.hangs); got != c.want {
			t.Errorf("caret %d, %v: line %d, want %d", c.caret, c.hangs, got, c.want)
		}
	}
}

// FuzzLines holds that every line is found again in the text, in order, and
// that only spaces stand between them.
func FuzzLines(f *testing.F) {
	f.Add("厨房水管漏水，已漏到 1104 客厅。\n请尽快", 6.0)
	f.Add(" a  b   c", 1.0)
	f.Add("……——“”", 2.0)
	f.Fuzz(func(t *testing.T, s string, em float64) {
		w := &words{lines: true}
		if !utf8.ValidString(s) || !w.insert(s) {
			return
		}
		lines := broken(w.text, em, false)
		at := 0
		for i, l := range lines {
			if l.from < at || l.to < l.from || l.to > len(w.text) || l.from+len([]rune(l.text)) > len(w.text) {
				t.Fatalf("line %d of %q is %+v", i, w.String(), l)
			}
			if between := strings.Trim(string(w.text[at:l.from]), " \n"); between != "" {
				t.Fatalf("%q is on no line of %q", between, w.String())
			}
			if drawn := strings.ReplaceAll(string(w.text[l.from:l.to]), joined1, ""); !strings.HasPrefix(strings.TrimLeft(drawn, " "), strings.TrimLeft(l.text, " ")) {
				t.Fatalf("line %d of %q says %q and lies at %q", i, w.String(), l.text, drawn)
			}
			at = l.from + len([]rune(l.text))
		}
		for caret := range len(w.text) + 1 {
			for _, hangs := range []bool{false, true} {
				if i := lineOf(lines, caret, hangs); lines[i].from > caret {
					t.Fatalf("the caret %d of %q is on line %d", caret, w.String(), i)
				}
			}
		}
	})
}

// joined1 is the character that keeps its neighbours on one line.
const joined1 = "\u2060"

// press does what a random key asks for, other than writing.
func press(w *words, k byte) {
	switch k % 9 {
	case 3:
		w.remove(w.caret - 1)
	case 4:
		w.remove(w.caret + 1)
	case 5:
		w.move(w.caret+int(k>>4)-8, k&8 != 0)
	case 6:
		w.move(w.wordLeft(w.caret), k&8 != 0)
	case 7:
		w.undo()
	case 8:
		w.redo()
	}
}

// FuzzWords presses keys at random and holds the words against a plain text
// edited beside them.
func FuzzWords(f *testing.F) {
	f.Add([]byte("ab厨c"))
	f.Fuzz(func(t *testing.T, keys []byte) {
		w := &words{lines: true}
		keys = keys[:min(len(keys), 500)]
		var seen []string
		for i, k := range keys {
			before, caret := w.String(), w.caret
			from, to := w.chosen()
			if k%9 > 2 {
				press(w, k)
			} else {
				s := []string{"厨房", "a", " ", "\n", "😀"}[i%5]
				w.insert(s)
				r := []rune(before)
				if want := string(r[:from]) + s + string(r[to:]); w.String() != want {
					t.Fatalf("writing %q into %q at %d: %q", s, before, caret, w.String())
				}
			}
			if w.caret < 0 || w.caret > len(w.text) || w.anchor < 0 || w.anchor > len(w.text) {
				t.Fatalf("caret %d, anchor %d in %q", w.caret, w.anchor, w.String())
			}
			seen = append(seen, before)
		}
		for w.undo() {
		}
		if len(seen) <= pastMost && w.String() != "" {
			t.Fatalf("undone to %q", w.String())
		}
	})
}

func TestWrapAgreesWithThePaper(t *testing.T) {
	text := strings.Repeat("租约到期搬家，家具已由业主电话确认（138 0000 0000）归租户所有。", 4)
	var got, want []string
	for _, l := range broken([]rune(text), 20, false) {
		got = append(got, l.text)
	}
	for _, l := range paper.Wrap([]paper.Run{{Text: text}}, 20, false) {
		want = append(want, l.String())
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
}
