package assets

import (
	"bytes"
	"encoding/json"
	"image/png"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"
)

// What the forms print, what clerks type, and what stands in residents' names.
var mustDraw = []string{
	"0123456789 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
	"，。、；：？！…—·‘’“”（）《》〈〉【】「」『』〔〕￥％＋－＝／～　０１２３４５６７８９ＡＺａｚ",
	"㎡㎏℃№±×÷→←↑↓≤≥≠≈√‰€¥",
	"☐☑☒✓✔✗✘⚠▲△▼▽●○■□◆◇★☆※",
	"①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ〇",
	"─│┌┐└┘├┤┬┴┼",
	"赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤",
	"滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭",
	"欧阳诸葛司马上官闫逄亓仝丌邸郄鄢鄯阚妫昝佟佴蔺璩",
	"堃喆犇淼镕玥珺昇甯邨翀赟燚頔溎峯羣䶮㛃𬭎𫖯𬱖𬳽",
	"陳張劉楊趙黃吳孫馬許鄭謝葉龍國偉麗強華",
	"āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ",
}

func TestFontsHoldWhatTheOfficeWrites(t *testing.T) {
	for _, f := range []struct {
		name string
		ttf  []byte
	}{{"Regular", Regular()}, {"Bold", Bold()}} {
		t.Run(f.name, func(t *testing.T) {
			font, err := sfnt.Parse(f.ttf)
			if err != nil {
				t.Fatalf("the font does not parse: %v", err)
			}
			var buf sfnt.Buffer
			for _, r := range strings.Join(mustDraw, "") {
				glyph, err := font.GlyphIndex(&buf, r)
				if err != nil || glyph == 0 {
					t.Errorf("%c (%U) would leave a gap on the paper: glyph %d, %v", r, r, glyph, err)
				}
			}
		})
	}
}

// A tick that was composed for this font (see font/subset.sh) must have a
// shape, not only a number.
func TestComposedTicksHaveAShape(t *testing.T) {
	for name, ttf := range map[string][]byte{"Regular": Regular(), "Bold": Bold()} {
		font, err := sfnt.Parse(ttf)
		if err != nil {
			t.Fatal(err)
		}
		var buf sfnt.Buffer
		shape := func(r rune) int {
			glyph, err := font.GlyphIndex(&buf, r)
			if err != nil {
				t.Fatal(err)
			}
			lines, err := font.LoadGlyph(&buf, glyph, 1000<<6, nil)
			if err != nil {
				t.Fatalf("%s: %c does not load: %v", name, r, err)
			}
			return len(lines)
		}
		empty := shape('☐')
		for _, r := range "☑☒" {
			if shape(r) <= empty {
				t.Errorf("%s: %c looks like the empty box", name, r)
			}
		}
		if shape('✗') == 0 || shape('✔') == 0 {
			t.Errorf("%s: ✗ or ✔ is blank", name)
		}
	}
}

func TestIconIsAPictureOf512Pixels(t *testing.T) {
	cfg, err := png.DecodeConfig(bytes.NewReader(Icon()))
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Width != 512 || cfg.Height != 512 {
		t.Errorf("icon.png is %d × %d", cfg.Width, cfg.Height)
	}
}

// The catalogue's loader refuses a file that has one of these words as a key.
var reserved = []string{
	"id", "description", "hash", "leftdelim", "rightdelim",
	"zero", "one", "two", "few", "many", "other", "translation",
}

var blank = regexp.MustCompile(`\{\{[^}]*\}\}`)

// readTexts gives key → file → words for all the files of the catalogue.
func readTexts(t *testing.T) map[string]map[string]string {
	t.Helper()
	files, err := fs.Glob(Texts(), "text/*.zh.json")
	if err != nil {
		t.Fatal(err)
	}
	all, err := fs.ReadDir(Texts(), "text")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 || len(files) != len(all) {
		t.Fatalf("text/ holds %d files, %d of them named *.zh.json", len(all), len(files))
	}
	keys := make(map[string]map[string]string)
	for _, file := range files {
		for key, words := range readText(t, file) {
			if keys[key] == nil {
				keys[key] = make(map[string]string)
			}
			keys[key][file] = words
		}
	}
	return keys
}

// readText reads one file as a stream, because a map would hide a key that
// stands in it twice.
func readText(t *testing.T, file string) map[string]string {
	t.Helper()
	raw, err := fs.ReadFile(Texts(), file)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	texts := make(map[string]string)
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		t.Fatalf("%s does not begin as an object: %v, %v", file, open, err)
	}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		key := token.(string)
		var words string
		if err := dec.Decode(&words); err != nil {
			t.Fatalf("%s: %q is not plain words: %v", file, key, err)
		}
		if before, twice := texts[key]; twice {
			t.Errorf("%s: %q stands twice, as %q and as %q", file, key, before, words)
		}
		texts[key] = words
	}
	if _, err := dec.Token(); err != nil {
		t.Fatalf("%s is not closed: %v", file, err)
	}
	if !json.Valid(raw) {
		t.Errorf("%s has something after its end", file)
	}
	return texts
}

func TestTextsAreFlatAndAgree(t *testing.T) {
	for key, in := range readTexts(t) {
		if slices.Contains(reserved, strings.ToLower(key)) {
			t.Errorf("%q is a reserved word, in %v", key, in)
		}
		first := ""
		for file, words := range in {
			if strings.TrimSpace(words) == "" {
				t.Errorf("%s: %q has no words", file, key)
			}
			if first == "" {
				first = words
			}
			if words != first {
				t.Errorf("%q has different words in two files: %v", key, in)
			}
		}
	}
}

// A blank that the key fills in and the Chinese does not (or the other way
// round) loses a name or a number on the way to the clerk.
func TestTextsKeepTheirBlanks(t *testing.T) {
	for key, in := range readTexts(t) {
		want := blank.FindAllString(key, -1)
		slices.Sort(want)
		want = slices.Compact(want)
		for file, words := range in {
			got := blank.FindAllString(words, -1)
			slices.Sort(got)
			if got = slices.Compact(got); !slices.Equal(got, want) {
				t.Errorf("%s: %q fills in %v, its words %v", file, key, want, got)
			}
		}
	}
}
