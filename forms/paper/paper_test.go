package paper

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, Beijing)

func TestParseTime(t *testing.T) {
	at := func(y int, m time.Month, d, h, min int) time.Time { return time.Date(y, m, d, h, min, 0, 0, Beijing) }
	for typed, want := range map[string]time.Time{
		"":                 {},
		"14:30":            at(2026, 11, 23, 14, 30),
		"1430":             at(2026, 11, 23, 14, 30),
		"905":              at(2026, 11, 23, 9, 5),
		"9":                at(2026, 11, 23, 9, 0),
		"9点":               at(2026, 11, 23, 9, 0),
		"14点30分":           at(2026, 11, 23, 14, 30),
		"１４：３０":            at(2026, 11, 23, 14, 30),
		"昨天 23:59":         at(2026, 11, 22, 23, 59),
		"明天9点":             at(2026, 11, 24, 9, 0),
		"11-22 8:05":       at(2026, 11, 22, 8, 5),
		"11月22日 8:05":      at(2026, 11, 22, 8, 5),
		"2025-12-31 23:59": at(2025, 12, 31, 23, 59),
		"2024/2/29 10:00":  at(2024, 2, 29, 10, 0),
	} {
		got, err := ParseTime(typed, noon)
		if err != nil || !got.Equal(want) {
			t.Errorf("%q: got %v, %v; want %v", typed, got, err, want)
		}
	}
	for _, typed := range []string{"25:00", "12:60", "2026-2-29 10:00", "13-01 10:00", "下午三点", "abc", "11-31 8:00", "123456"} {
		if got, err := ParseTime(typed, noon); err == nil {
			t.Errorf("%q was taken for %v", typed, got)
		}
	}
}

func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"14:30", "11-23 14:30", "昨天 9点", "２０２６－１－１ １：０２"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseTime(s, noon)
		if err != nil || got.IsZero() {
			return
		}
		again, err := ParseTime(got.Format("2006-01-02 15:04"), noon)
		if err != nil || !again.Equal(got) {
			t.Fatalf("%q is read as %v, which is not read back: %v, %v", s, got, again, err)
		}
	})
}

func TestStampSaysTheYearOnlyWhenItIsAnother(t *testing.T) {
	if s := Stamp(noon.Add(-time.Hour), noon); s != "11-23 11:00" {
		t.Error(s)
	}
	if s := Stamp(noon.AddDate(-1, 0, 0), noon); s != "2025-11-23 12:00" {
		t.Error(s)
	}
}

func wrapped(s string, em float64) []string {
	var out []string
	for _, l := range Wrap([]Run{{Text: s}}, em, false) {
		out = append(out, l.String())
	}
	return out
}

func TestWrapKeepsTheRulesOfChineseType(t *testing.T) {
	for _, c := range []struct {
		text string
		em   float64
		want string
	}{
		{"厨房水管漏水", 3, "厨房水|管漏水"},
		{"厨房水，管漏水", 3, "厨房|水，管|漏水"},                  // no line begins with a comma
		{"厨房（水管）漏", 3, "厨房|（水|管）漏"},                  // no line ends with an opening mark
		{"电话13800000000占线", 8.3, "电话13800000000|占线"}, // a number stays whole where it fits
		{"电话 13800000000", 7, "电话|13800000000"},
		{"第一行\n第二行", 10, "第一行|第二行"},
		{"", 5, ""},
	} {
		if got := strings.Join(wrapped(c.text, c.em), "|"); got != c.want {
			t.Errorf("%q at %v em: got %q, want %q", c.text, c.em, got, c.want)
		}
	}
}

func FuzzWrapLosesNothing(f *testing.F) {
	f.Add("厨房水管漏水，已漏到 1104 客厅。", 6.0)
	f.Add("a", 0.0)
	f.Fuzz(func(t *testing.T, s string, em float64) {
		got := strings.Join(wrapped(s, em), "")
		// Control characters are not printed, and spaces at a break are dropped.
		bare := func(s string) string {
			return strings.Map(func(r rune) rune {
				if r <= ' ' || r >= 0x7f && r < 0xa0 || r == joiner {
					return -1
				}
				return r
			}, strings.ToValidUTF8(s, ""))
		}
		if !utf8.ValidString(s) {
			return
		}
		if bare(got) != bare(s) {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

type slip struct {
	Name, Text string
	Way        string
	When       time.Time
	Asked      bool
	Count      int
}

func (s *slip) sheet() Sheet {
	out := NewSheet(Portrait)
	out.Body = []Row{
		{Cells: []Cell{Label("姓名").Wide(20), Text(&s.Name).Must(), Label("方式").Wide(20), Choice(&s.Way, "来电", "来访")}},
		{Cells: []Cell{Label("时间").Wide(20), Time(&s.When, noon), Label("数量").Wide(20), Number(&s.Count)}},
		{Cells: []Cell{Label("内容").Wide(20), Long(&s.Text).Must()}},
		{Cells: []Cell{Label("核对").Wide(20), Tick(&s.Asked, "已核对")}},
	}
	return out
}

func TestBlanksSpeakText(t *testing.T) {
	s := &slip{}
	sh := s.sheet()
	Lay(&sh)
	set := func(i int, text string, wantErr bool) {
		t.Helper()
		if err := sh.Blanks()[i].Set(text); (err != nil) != wantErr {
			t.Errorf("blank %d, %q: %v", i, text, err)
		}
	}
	set(0, "=1+1", false)
	set(1, "来访", false)
	set(1, "飞来", true)
	set(2, "14:30", false)
	set(2, "乱写", true)
	set(3, "１２", false)
	set(3, "-1", true)
	set(3, "两个", true)
	set(5, "x", false)
	want := slip{Name: "=1+1", Way: "来访", When: noon.Add(150 * time.Minute), Count: 12, Asked: true}
	if *s != want {
		t.Errorf("got %+v, want %+v", *s, want)
	}
	if got := strings.ReplaceAll(sh.Blanks()[1].Shown(), string(joiner), ""); got != "☐来电  ☑来访" {
		t.Error(got)
	}
	if p := sh.Problems(); len(p) != 1 || p[0].Field != &s.Text || p[0].Words != "请填写内容。" {
		t.Errorf("%+v", p)
	}
}

func TestLayoutCoversThePageWithoutOverlap(t *testing.T) {
	s := &slip{Text: strings.Repeat("厨房水管漏水，请尽快派人。", 30)}
	sh := s.sheet()
	pages := Lay(&sh)
	if len(pages) != 1 {
		t.Fatalf("%d pages", len(pages))
	}
	boxes := pages[0].Boxes
	for i, a := range boxes {
		if a.X < sh.Side-0.01 || a.X+a.W > sh.Size.W-sh.Side+0.01 {
			t.Errorf("%q lies outside the margins", a.Text())
		}
		if need := float64(len(a.Lines)) * a.Points * MM * Leading; need > a.H {
			t.Errorf("%q is clipped: %.1f mm of text in %.1f", a.Text(), need, a.H)
		}
		for _, b := range boxes[i+1:] {
			if a.X+a.W > b.X+0.01 && b.X+b.W > a.X+0.01 && a.Y+a.H > b.Y+0.01 && b.Y+b.H > a.Y+0.01 {
				t.Errorf("%q overlaps %q", a.Text(), b.Text())
			}
		}
	}
}

func TestALongCellGoesOnOverThePage(t *testing.T) {
	text := ""
	for i := range 2000 {
		text += string(rune('一' + i%500))
	}
	s := &slip{Text: strings.Repeat(text, 3)}
	sh := s.sheet()
	sh.Head = []Row{{Cells: []Cell{Word("表头").Plain()}}}
	sh.Again = []Row{{Cells: []Cell{Word("续页").Plain()}}}
	sh.Tail = []Row{{Cells: []Cell{Paging()}}}
	pages := Compose(sh)
	if len(pages) < 2 {
		t.Fatalf("%d pages", len(pages))
	}
	got := ""
	for i, p := range pages {
		want := "续页"
		if i == 0 {
			want = "表头"
		}
		if p.Boxes[0].Text() != want {
			t.Errorf("page %d begins with %q", i+1, p.Boxes[0].Text())
		}
		for _, b := range p.Boxes {
			if b.Y+b.H > sh.Size.H {
				t.Errorf("page %d: %q runs off the paper", i+1, b.Text())
			}
			if b.Blank != nil && b.Blank.Field == &s.Text {
				got += strings.ReplaceAll(b.Text(), "\n", "")
			}
		}
	}
	if got != s.Text {
		t.Errorf("%d characters of %d are printed", len([]rune(got)), len([]rune(s.Text)))
	}
}

func TestStrikeKeepsTheOldWords(t *testing.T) {
	s := &slip{Name: "张伟"}
	sh := s.sheet()
	sh.Strike(&s.Name, "章伟", "（王芳 11-23 15:02 更正）")
	runs := sh.Body[0].Cells[1].Text()
	if len(runs) != 4 || !runs[0].Struck || runs[0].Text != "章伟" || runs[2].Text != "张伟" || !runs[3].Faint {
		t.Errorf("%+v", runs)
	}
}

// A filter sees what is written before the field does, the last one put on
// first.
func TestWhatIsWrittenGoesThroughAFilter(t *testing.T) {
	got := ""
	b := Text(&got).Blank
	b.Through(func(s string) string { return s + "1" })
	b.Through(func(s string) string { return s + "2" })
	if err := b.Set("x"); err != nil || got != "x21" {
		t.Errorf("%q %v", got, err)
	}
}

// A row with a cell that takes what is left ends at the margin, though its
// edges were drawn to those of the rows above.
func TestRowsReachTheMargin(t *testing.T) {
	s := NewSheet(Portrait)
	s.Body = []Row{
		{Cells: []Cell{Label("一").Wide(20), Label("二").Wide(20), Label("三").Wide(20), Word("")}},
		{Cells: []Cell{Label("一").Wide(20 + 0.9*snap), Label("二").Wide(20 + 0.9*snap), Label("三").Wide(20 + 0.9*snap), Word("")}},
		{Cells: []Cell{Label("一").Wide(20), Word("").Wide(60)}}, // ends where it says
	}
	ends := map[float64]float64{}
	for _, b := range Compose(s)[0].Boxes {
		ends[b.Y] = max(ends[b.Y], b.X+b.W)
	}
	short := 0
	for _, x := range ends {
		if right := Portrait.W - s.Side; x < right-0.01 {
			short++
		}
	}
	if len(ends) != 3 || short != 1 {
		t.Errorf("rows end at %v", ends)
	}
}

// A blank that has to be filled in is not filled by what nobody can read.
func TestWhatNobodyCanReadFillsNoBlank(t *testing.T) {
	for text, filled := range map[string]bool{
		"": false, " ": false, "　": false, "\n\t": false, "\u200b": false, "\ufeff": false, "\u2060 ": false, "\u3164": false,
		"漏": true, " a": true, "0": true, "。": true, "\U000202BA": true,
	} {
		x := text
		s := NewSheet(Portrait)
		s.Body = []Row{{Cells: []Cell{Label("内容"), Long(&x).Must()}}}
		if got := len(s.Problems()) == 0; got != filled {
			t.Errorf("%q fills the blank: %v", text, got)
		}
	}
}
