package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/resident"
)

// person is somebody a row speaks of.
type person struct {
	name   string
	phones []string
	as     forms.As
	note   string
}

var (
	between  = regexp.MustCompile(`[、,;\n|&]+|/+`)
	numbered = regexp.MustCompile(`(^|[ \n])\(?\d{1,2}[.)、][ ]*`)
	bracket  = regexp.MustCompile(`\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】`)
)

// nobody are words in the place of a name.
var nobody = []string{
	"无", "无人", "空", "空置", "空置房", "空房", "未售", "未入住", "未住", "未交房", "未知", "不详", "待定", "待售", "毛坯", "暂无", "没有", "nan", "null", "none", "0",
}

// readNames finds the people in a cell of names: 张伟、李娜(租户), with spaces
// that align, phones, and notes in brackets.
func readNames(cell string) []person {
	s := numbered.ReplaceAllString(paper.Narrow(cell), "\n")
	var out []person
	for _, piece := range between.Split(s, -1) {
		var p person
		for _, m := range bracket.FindAllStringSubmatch(piece, -1) {
			said := strings.TrimSpace(m[1] + m[2] + m[3])
			phones, rest := longPhones(said)
			p.phones = append(p.phones, phones...)
			if as := qualityOf(said); as != "" {
				p.as = as
			} else if rest != "" {
				p.note = strings.TrimSpace(p.note + " " + rest)
			}
		}
		piece = bracket.ReplaceAllString(piece, " ")
		phones, rest := longPhones(piece)
		p.phones = append(p.phones, phones...)
		for i, name := range splitNames(rest) {
			if i > 0 {
				p = person{}
			}
			p.name = name
			out = append(out, p)
		}
		if p.name == "" && len(p.phones) > 0 && len(out) > 0 { // 张伟，13812345678
			out[len(out)-1].phones = append(out[len(out)-1].phones, p.phones...)
		} else if p.name == "" && len(p.phones) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// longPhones finds phones in a text that is no list of phones: short numbers
// are part of the text there.
func longPhones(s string) (phones []string, rest string) {
	phones, rest = resident.ReadPhones(s)
	if slices.ContainsFunc(phones, func(p string) bool { return len(p) < 7 }) {
		return nil, s
	}
	return phones, rest
}

// splitNames parts names that stand with only spaces between them. A single
// character is no whole name: 张 伟 is one person, 张伟 李娜 are two.
func splitNames(s string) []string {
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = strings.TrimFunc(w, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) })
	}
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	whole := func(w string) bool {
		n := 0
		for _, r := range w {
			if !unicode.Is(unicode.Han, r) {
				return false
			}
			n++
		}
		return n >= 2
	}
	if len(words) > 1 && slices.ContainsFunc(words, func(w string) bool { return !whole(w) }) {
		words = []string{strings.Join(words, " ")}
	}
	var out []string
	for _, w := range words {
		if w = resident.TidyName(w); !slices.Contains(nobody, strings.ToLower(w)) {
			out = append(out, w)
		}
	}
	return out
}

// givePhones gives the phones of a cell to the people of its row, and says what
// could not be read or given for certain.
func givePhones(people []person, cell string) ([]person, []string) {
	var loose, said []string
	for _, piece := range between.Split(paper.Narrow(cell), -1) {
		phones, rest := resident.ReadPhones(piece)
		if rounded(strings.TrimSpace(rest)) {
			said = append(said, "电话显示成了“"+strings.TrimSpace(rest)+"”，末几位已经丢失，没有导入")
		} else if digits(rest) >= 5 {
			said = append(said, "“"+short(rest)+"”不像电话号码，没有导入")
		}
		if i := slices.IndexFunc(people, func(p person) bool { return p.name != "" && strings.Contains(resident.TidyName(rest), p.name) }); i >= 0 {
			people[i].phones = append(people[i].phones, phones...)
		} else {
			loose = append(loose, phones...)
		}
	}
	switch {
	case len(loose) == 0:
	case len(people) == 0:
		people = []person{{phones: loose}}
	case len(loose) == len(people):
		for i := range people {
			people[i].phones = append(people[i].phones, loose[i])
		}
	default:
		people[0].phones = append(people[0].phones, loose...)
		if len(people) > 1 {
			said = append(said, fmt.Sprintf("姓名有 %d 个，电话有 %d 个，电话都记在“%s”名下", len(people), len(loose), people[0].name))
		}
	}
	return people, said
}

func digits(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}

// qualityOf reads in what quality somebody lives there; empty when it is not
// said.
func qualityOf(s string) forms.As {
	s = strings.TrimSpace(s)
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
	}
	switch {
	case s == "" || len([]rune(s)) > 8:
		return ""
	case has("租", "房客"):
		return forms.Tenant
	case has("家属", "亲属", "亲戚", "配偶", "子女", "父亲", "母亲", "父母", "丈夫", "妻", "儿子", "女儿", "儿媳", "女婿", "爱人", "老公", "老婆", "老人", "保姆", "朋友", "代理", "其他", "其它", "借住", "同住", "使用人", "管家"):
		return forms.Others
	case has("业主", "户主", "产权", "房主", "本人", "自住", "房东"):
		return forms.Owner
	}
	return ""
}

// short quotes the beginning of a text.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}
