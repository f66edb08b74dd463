package forms

import (
	"strings"
	"testing"
)

func TestParseStock(t *testing.T) {
	for text, want := range map[string]string{
		"对讲机 2\n备用钥匙（串） 1\n":           "对讲机 2\n备用钥匙（串） 1\n",
		"对讲机：２台\n\n 雨伞x6把 ":            "对讲机 2\n雨伞 6\n",
		"A4纸 3 包":                      "A4纸 3\n",
		"":                             "",
		"对讲机":                          "“对讲机”没有看懂",
		"2":                            "“2”没有写物品名称",
		"伞 1\n伞 2":                     "“伞”写了两次",
		strings.Repeat("长", 21) + " 1": "太长",
	} {
		list, err := ParseStock(text)
		if err != nil {
			if !strings.Contains(err.Error(), want) || want == "" {
				t.Errorf("%q: %v", text, err)
			}
			continue
		}
		if got := StockText(list); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzParseStock(f *testing.F) {
	f.Add("对讲机 2\n雨伞x6把")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := ParseStock(text)
		if err != nil {
			return
		}
		again, err := ParseStock(StockText(list))
		if err != nil || len(again) != len(list) {
			t.Errorf("%q: %v, then %v (%v)", text, list, again, err)
		}
	})
}
