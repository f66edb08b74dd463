package resident

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"frontdesk/forms/paper"
)

// Offices write one room in many ways: 3-2-501, 3栋2单元501室, 三栋二单元501,
// ３＃２－５０１. RoomNumber brings them to one way of writing, RoomKey to one
// key by which they are compared.

// parts are the words that end a part of a room number: the building's, the
// entrance's, the floor's, the room's.
const parts = `号楼|号院|单元|房间|[期栋幢座弄层号室房户门楼区#]`

var (
	// counted is a Chinese number in front of such a word: 十二栋.
	counted = regexp.MustCompile(`(第?)([零〇○一二两三四五六七八九十百]+)(` + parts + `|$)`)
	ordinal = regexp.MustCompile(`第([0-9A-Z])`)
	// A word ends a part only behind a number, a letter, or what stands for
	// one: the 楼 of 楼上 and the 区 of 社区 are no such words.
	ended    = regexp.MustCompile(`([0-9A-Z甲乙丙丁戊东西南北中])(?:` + parts + `)+`)
	roomForm = regexp.MustCompile(`^[0-9A-Z]+(?:-[0-9A-Z]+)*$`)
	split    = regexp.MustCompile(`[\s\-—–―‐‑−_~/\\.,·•、:]+`)
)

// RoomNumber writes a room as the office's forms do: narrow, in capitals, its
// parts joined by hyphens. What it does not understand it leaves as it is.
func RoomNumber(s string) string {
	if roomForm.MatchString(s) { // as most are
		return s
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return unicode.ToUpper(r)
	}, paper.Narrow(strings.ToValidUTF8(s, "")))
	s = strings.TrimSpace(s)
	s = counted.ReplaceAllStringFunc(s, func(m string) string {
		x := counted.FindStringSubmatch(m)
		if x[1] == "" && x[3] == "" && len([]rune(x[2])) < 3 {
			return m // 天一: a name that ends so
		}
		return chineseNumber(x[2]) + x[3]
	})
	s = ordinal.ReplaceAllString(s, "$1")
	s = ended.ReplaceAllString(s, "$1-")
	return strings.Trim(split.ReplaceAllString(s, "-"), "-")
}

// chineseNumber reads 十二 as 12 and 五〇一 as 501.
func chineseNumber(s string) string {
	const digits = "零一二三四五六七八九"
	value := func(r rune) int {
		switch r {
		case '〇', '○':
			r = '零'
		case '两':
			r = '二'
		}
		return strings.IndexRune(digits, r) / len("零")
	}
	if !strings.ContainsAny(s, "十百") {
		out := ""
		for _, r := range s {
			out += strconv.Itoa(value(r))
		}
		return out
	}
	total, digit := 0, -1
	for _, r := range s {
		unit := map[rune]int{'十': 10, '百': 100}[r]
		switch {
		case unit == 0:
			digit = value(r)
		case digit < 0:
			total += unit // 十二
		default:
			total += digit * unit
			digit = -1
		}
	}
	return strconv.Itoa(total + max(digit, 0))
}

// RoomKey is what is the same for one room however it is written, and empty
// for what cannot be a room because it has no number: lower case, parted by
// hyphens also where letters, digits and Chinese meet, without leading zeros.
func RoomKey(s string) string {
	if s = RoomNumber(s); !strings.ContainsFunc(s, paper.IsDigit) {
		return ""
	}
	return keyOf(s)
}

// keyOf cuts what RoomNumber wrote into a key, with or without a number.
func keyOf(number string) string {
	var out strings.Builder
	for _, part := range cutParts(number) {
		if out.Len() > 0 {
			out.WriteByte('-')
		}
		if paper.IsDigit(rune(part[0])) {
			part = strings.TrimLeft(part[:len(part)-1], "0") + part[len(part)-1:]
		}
		out.WriteString(part)
	}
	return strings.ToLower(out.String())
}

// cutParts cuts at hyphens and wherever digits, letters and the rest meet.
func cutParts(s string) []string {
	var out []string
	class := func(r rune) int {
		switch {
		case r == '-':
			return 0
		case paper.IsDigit(r):
			return 1
		case r < 128:
			return 2
		}
		return 3
	}
	start, was := 0, 0
	for i, r := range s {
		if c := class(r); c != was {
			if was != 0 {
				out = append(out, s[start:i])
			}
			start, was = i, c
		}
	}
	if was != 0 {
		out = append(out, s[start:])
	}
	return out
}

// JoinRoom puts a room together from what stands in several columns, the
// largest part first: 期区, 楼栋, 单元, 室号. Empty ones are left out.
func JoinRoom(columns ...string) string {
	var all []string
	for _, c := range columns {
		if c = RoomNumber(c); c != "" {
			all = append(all, c)
		}
	}
	return strings.Join(all, "-")
}
