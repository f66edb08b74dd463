package paper

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Beijing is the zone of every time on a form.
var Beijing = time.FixedZone("CST", 8*60*60)

// Stamp writes a time as forms print it: the year only when it is not now's.
// A zero time is an empty blank.
func Stamp(t, now time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case now.IsZero() || t.In(Beijing).Year() == now.In(Beijing).Year():
		return t.In(Beijing).Format("01-02 15:04")
	}
	return t.In(Beijing).Format("2006-01-02 15:04")
}

// Narrow turns the full-width digits, letters, signs and spaces that a Chinese
// input method leaves into plain ones.
func Narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　':
			return ' '
		}
		return r
	}, s)
}

var timeForm = regexp.MustCompile(`^(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?|(前天|昨天|今天|明天|后天))?\s*(?:(\d{1,2})[:点时](\d{1,2})?分?|(\d{3,4})|(\d{1,2})点?)?$`)

var dayWords = map[string]int{"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2}

// ParseTime reads a time as a clerk types it: 14:30, 1430, 14点, 11-23 14:30,
// 2026-11-23 14:30, 昨天 9:05, in plain or full-width characters. What is left
// out comes from now; empty text is the zero time. It returns a Wrong for
// anything else.
func ParseTime(s string, now time.Time) (time.Time, error) {
	s = strings.TrimSpace(Narrow(s))
	if s == "" {
		return time.Time{}, nil
	}
	wrong := Wrong("时间没有看懂，请写成 14:30 或 11-23 14:30。")
	m := timeForm.FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, wrong
	}
	if strings.Join(m[1:], "") == "" {
		return time.Time{}, wrong
	}
	y, mon, d := date(m[1:5], now.In(Beijing))
	hour, minute := clock(m[5:])
	t := time.Date(y, mon, d, hour, minute, 0, 0, Beijing)
	if hour > 23 || minute > 59 || y < 1990 || y > 2999 || m[2] != "" && (t.Day() != d || t.Month() != mon) {
		return time.Time{}, wrong
	}
	return t, nil
}

// date reads the day from the first four groups of timeForm; what is left out
// is now's.
func date(m []string, now time.Time) (y int, mon time.Month, d int) {
	y, mon, d = now.Date()
	if m[1] != "" {
		mon, d = time.Month(number(m[1])), number(m[2])
	}
	if m[0] != "" {
		y = number(m[0])
	}
	return y, mon, d + dayWords[m[3]]
}

// clock reads the time of day from the last four groups of timeForm.
func clock(m []string) (hour, minute int) {
	switch {
	case m[0] != "":
		return number(m[0]), number(m[1])
	case m[2] != "":
		n := number(m[2])
		return n / 100, n % 100
	}
	return number(m[3]), 0
}

func number(s string) int {
	n, _ := strconv.Atoi(s) // the pattern lets only digits through; empty is 0
	return n
}
