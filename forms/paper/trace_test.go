package paper

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// sketch notes what a pen is told.
type sketch struct {
	fills, lines int
	words        []string
	at           [][3]float64 // x, base, end of each text
}

func (s *sketch) Fill(_, _, _, _ float64, _ Ink)    { s.fills++ }
func (s *sketch) Line(_, _, _, _, _ float64, _ Ink) { s.lines++ }
func (s *sketch) Text(x, base, points float64, bold bool, text string, _ Ink) {
	s.words = append(s.words, text)
	s.at = append(s.at, [3]float64{x, base, x + Width(text, bold)*points*MM})
}

// What stands on a page is drawn where its boxes are: every text within its box,
// by the way it stands in it, ticks as strokes, ruled lines once.
func TestAPageIsTraced(t *testing.T) {
	ticked := true
	s := NewSheet(Portrait)
	s.Body = []Row{{Cells: []Cell{
		Word("左边").Wide(40), Word("中间").Mid().Wide(40), Word("右边").Right().Wide(40), Words(Run{Text: "旧", Struck: true}, Run{Text: "新"}).Wide(30), Tick(&ticked, "已核对"),
	}}}
	page := Compose(s)[0]
	var n sketch
	page.Trace(&n)
	if got := strings.Join(n.words, " "); got != "左边 中间 右边 旧 新 已核对" {
		t.Errorf("drawn: %s", got)
	}
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 0.01 {
			t.Errorf("%s at %.2f mm, want %.2f", what, got, want)
		}
	}
	b := page.Boxes
	near("the left word", n.at[0][0], b[0].X+PadX)
	near("the middle word", (n.at[1][0]+n.at[1][2])/2, b[1].X+b[1].W/2)
	near("the right word", n.at[2][2], b[2].X+b[2].W-PadX)
	near("the new word", n.at[4][0], n.at[3][2])
	for i, a := range n.at {
		if a[1] < b[0].Y || a[1] > b[0].Y+b[0].H {
			t.Errorf("%s stands at %.1f mm", n.words[i], a[1])
		}
	}
	if n.lines != 2 {
		t.Errorf("a tick of %d strokes", n.lines)
	}
	rules := len(RuleLines(b, func(mm float64) int { return int(mm * 100) }, 18, 40))
	if n.fills != rules+1+4 { // the struck line, the box of the tick
		t.Errorf("%d fills for %d rules", n.fills, rules)
	}
}

// Characters that the font lacks are named, each once, with its page.
func TestMissingCharactersAreNamed(t *testing.T) {
	s := NewSheet(Portrait)
	s.Body = []Row{{Cells: []Cell{Word("张\U00030EDDミ伟☑\U00030EDD")}}}
	chars, at := Missing(Compose(s, s))
	if fmt.Sprint(string(chars), at) != "\U00030EDD[1]" {
		t.Errorf("%q %v", string(chars), at)
	}
	if chars, _ := Missing(Compose(NewSheet(Portrait))); len(chars) != 0 {
		t.Errorf("an empty sheet lacks %q", string(chars))
	}
}
