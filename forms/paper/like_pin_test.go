package paper

import "testing"

func TestWhatIsLikeAPIN(t *testing.T) {
	for text, want := range map[string]bool{
		"3333": true, "12345678": true, " 3333\n": true, "３３３３": true, "123456789012": true,
		"": false, "333": false, "1234567890123": false, "3333 已告知": false, "33-33": false, "三三三三": false,
	} {
		if got := LikePIN(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// Which kinds of blanks ask for words.
func TestBlanksForWordsTakeNoPIN(t *testing.T) {
	text, n := "", 0
	for name, c := range map[string]struct {
		cell Cell
		want int
	}{
		"line":        {Text(&text), 1},
		"lines":       {Long(&text), 1},
		"a price":     {Text(&text).OrDigits(), 0},
		"only read":   {Long(&text).Fixed(), 0},
		"a room":      {Room(&text), 0},
		"a telephone": {Phone(&text), 0},
		"a name":      {Person(&text), 0},
		"a signature": {Sign(&text), 0},
		"a number":    {Number(&n), 0},
	} {
		s := NewSheet(Portrait)
		s.Body = []Row{{Cells: []Cell{Label("说明"), c.cell}}}
		if err := c.cell.Blank.Set("12345678"); err != nil {
			t.Fatal(err)
		}
		if got := s.Problems(); len(got) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
