package forms

import (
	"fmt"
	"strings"
	"testing"
)

// An archive that agrees says nothing; each thing that does not is named.
func TestAnArchiveIsHeldAgainstTheLedger(t *testing.T) {
	rows := map[int64]string{10: "10-0123456789AB", 25: "25-ABCDEF012345", 31: "31-999999999999"}
	manifest := func() *Manifest {
		return &Manifest{
			Book: "duty", Before: "10-0123456789AB", Head: "31-999999999999",
			Pages: []ArchivedPage{{Leaf: "2026-003", Code: "25-ABCDEF012345"}, {Leaf: "2026-004", Code: "31-999999999999"}},
			Files: []ArchivedFile{
				{Name: "a.xlsx", SHA256: "aa", Sheets: []ArchivedSheet{{"2026-003", "w1"}, {"2026-003", "w2"}, {"2026-004", "w3"}}}, {Name: "a.pdf", SHA256: "bb"},
			},
		}
	}
	shelf := func(signed int) Shelf {
		return Shelf{
			Sum: "s", Files: map[string]string{"a.xlsx": "aa", "a.pdf": "bb"}, Known: func(string) int { return signed },
			Code: func(seq int64) string { return rows[seq] },
		}
	}
	for name, x := range map[string]struct {
		change func(m *Manifest, s *Shelf)
		want   string // part of the one fault; empty for none
	}{
		"whole":         {func(*Manifest, *Shelf) {}, ""},
		"not signed":    {func(_ *Manifest, s *Shelf) { s.Known = func(string) int { return 0 } }, "没有这份清单的签名"},
		"signed by one": {func(_ *Manifest, s *Shelf) { s.Known = func(string) int { return 1 } }, "只有一个人的签名"},
		"file changed":  {func(_ *Manifest, s *Shelf) { s.Files["a.pdf"] = "bc" }, "“a.pdf”被改过"},
		"page of a book changed": {func(_ *Manifest, s *Shelf) {
			s.Files["a.xlsx"], s.Words = "ab", map[string][]string{"a.xlsx": {"w1", "x", "w3"}}
		}, "“a.xlsx”被改过：第 2026-003 页的文字变了"},
		"book saved again": {func(_ *Manifest, s *Shelf) {
			s.Files["a.xlsx"], s.Words = "ab", map[string][]string{"a.xlsx": {"w1", "w2", "w3"}}
		}, "文字没有变"},
		"page of a book taken out": {func(_ *Manifest, s *Shelf) {
			s.Files["a.xlsx"], s.Words = "ab", map[string][]string{"a.xlsx": {"w1", "w2"}}
		}, "应有 3 张纸，现在是 2 张"},
		"file missing":   {func(_ *Manifest, s *Shelf) { delete(s.Files, "a.xlsx") }, "少了文件“a.xlsx”"},
		"file added":     {func(_ *Manifest, s *Shelf) { s.Files["b.txt"] = "cc" }, "多了文件“b.txt”"},
		"page changed":   {func(m *Manifest, _ *Shelf) { m.Pages[0].Code = "25-FFFFFF012345" }, "第 2026-003 页和台账对不上：台账第 25 行是别的内容"},
		"ledger cut off": {func(m *Manifest, _ *Shelf) { m.Pages[1].Code = "32-999999999999" }, "台账没有第 32 行"},
		"another ledger": {func(m *Manifest, _ *Shelf) { m.Before = "10-BA9876543210" }, "对不上（归档以前）"},
	} {
		m, s := manifest(), shelf(2)
		x.change(m, &s)
		got := m.Faults(s)
		if x.want == "" && len(got) > 0 || x.want != "" && (len(got) != 1 || !strings.Contains(got[0], x.want)) {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
	text, sum, err := manifest().Written()
	if err != nil || len(sum) != 64 {
		t.Fatal(err)
	}
	back, err := ReadManifest(text)
	if err != nil || fmt.Sprint(back.Pages) != fmt.Sprint(manifest().Pages) {
		t.Errorf("%v %v", back, err)
	}
	for _, other := range []string{"", "{}", "[1]", `{"kind":"else"}`} {
		if _, err := ReadManifest([]byte(other)); err == nil {
			t.Errorf("%q is taken for a manifest", other)
		}
	}
}

// Check codes are read as people copy them from paper, and a slip is named.
func TestACheckCodeIsTyped(t *testing.T) {
	code := func(seq int64) string {
		if seq == 1207 {
			return "1207-3FA90C7712BE"
		}
		return ""
	}
	for typed, want := range map[string]string{
		"1207-3FA90C7712BE": "", " 1207-3fa90c7712be ": "", "校验码：1207-3FA90C7712BE": "", "１２０７－3FA90C7712BE": "", "1207-3FA9 0C77 12BE": "",
		"1207-3FA90C7712BF": "只差第 12 位", "1207-3FB90C7712BF": "只差第 3、12 位", "1207-000000000000": "是别的内容", "1208-3FA90C7712BE": "没有第 1208 行",
		"1207": "没有看懂", "": "没有看懂", "1207-3FA90C": "没有看懂", "-3-3FA90C7712BE": "没有看懂", "1207-3FA90C7712BO": "没有“O”",
	} {
		if got := CodeFault(typed, code); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func FuzzCheckCode(f *testing.F) {
	f.Add("1207-3FA90C7712BE")
	f.Add("校验码：1-")
	f.Fuzz(func(t *testing.T, s string) {
		seq, hash, err := ParseCode(s)
		if err == nil && (seq <= 0 || len(hash) != 12) {
			t.Errorf("%q: %d %q", s, seq, hash)
		}
		_ = CodeFault(s, func(int64) string { return "1-0123456789AB" })
	})
}
