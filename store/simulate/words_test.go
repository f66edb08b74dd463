package simulate

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

// chance is true once in n times.
func chance(r *rand.Rand, n int) bool { return r.IntN(n) == 0 }

func room(r *rand.Rand) string {
	return fmt.Sprintf("%d-%d-%d0%d", 1+r.IntN(9), 1+r.IntN(3), 1+r.IntN(30), 1+r.IntN(4))
}

func phone(r *rand.Rand) string { return fmt.Sprintf("13%09d", r.IntN(1e9)) }

func customer(r *rand.Rand) string {
	return pick(r, "张", "王", "单", "曾", "尉迟", "李", "查", "解") + pick(r, "伟", "晓曾", "敏", "建国", "行", "乐", "𬭎")
}

// sentence is what somebody writes at the desk.
func sentence(r *rand.Rand) string {
	s := pick(r, "厨房", "楼道", "车库 B1", "电梯", "大堂", "3栋门口", "花园") +
		pick(r, "水龙头漏水", "灯不亮", "门禁刷不开", "有异味", "噪音太大", "Wi-Fi 断线", "垃圾没清", "漏电！很危险", "＝1＋1", "𠮷家家具挡道") +
		"，" + pick(r, "请尽快处理。", "第 2 次反映。", "约好 15:30 上门", "住户很着急\n老人在家")
	if chance(r, 40) {
		s = strings.Repeat(s, 2+r.IntN(20))
	}
	return s
}

// nonsense is what gets into a blank by accident, or by a hand that tries.
func nonsense(r *rand.Rand) string {
	return pick(r, "", " ", "　", "。", "....", "=HYPERLINK(\"x\")", "'; DROP TABLE ledger; --", "\x00\x01", "\u202e反", "\u200b", "☎️🏠", "\xff\xfe",
		"9999999999", "-1", "0", "1.5", "明天", "25:61", "2026-13-45", "13", strings.Repeat("很长", 2500), strings.Repeat("a", 300), "\n\n\n", "\"\\", "<b>")
}

// identity is the number of an identity card, made up and valid.
func identity(r *rand.Rand) string {
	s := fmt.Sprintf("%s%04d%02d%02d%03d", pick(r, "110101", "310115", "440305", "510107"), 1950+r.IntN(55), 1+r.IntN(12), 1+r.IntN(28), r.IntN(1000))
	return s + checkOf(s)
}

// checkOf is the check character of GB 11643 for the first seventeen digits.
func checkOf(s string) string {
	sum := 0
	for i, weight := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(s[i]-'0') * weight
	}
	return string("10X98765432"[sum%11])
}

// smuggled is an identity number as it is typed in among other words.
func smuggled(r *rand.Rand) string {
	id := identity(r)
	switch r.IntN(5) {
	case 0:
		id = id[:6] + " " + id[6:14] + " " + id[14:]
	case 1:
		id = strings.ToLower(id)
	case 2:
		id = strings.Map(func(c rune) rune {
			if c >= '0' && c <= '9' {
				return c - '0' + '０'
			}
			return c
		}, id)
	}
	return pick(r, "", "身份证", "证件号：", "住户 ") + id + pick(r, "", "，已核对", " 老人")
}

// newName is the name of somebody who joins by an act of this number.
func newName(n int) string {
	digits := []rune("零一二三四五六七八九")
	s := ""
	for _, c := range fmt.Sprint(n) {
		s += string(digits[c-'0'])
	}
	return "何" + s
}
