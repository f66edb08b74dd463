package forms

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// ShiftsText writes shifts as they are typed: 早班 8:00-16:00，夜班 0:00-8:00.
func ShiftsText(list []Shift) string {
	var out []string
	for _, s := range list {
		out = append(out, fmt.Sprintf("%s %d:%02d-%d:%02d", s.Name, s.Start/60, s.Start%60, s.End/60, s.End%60))
	}
	return strings.Join(out, "，")
}

// ParseShifts reads 早班 8:00-16:00，夜班 0:00-8:00 and its like. It returns a
// Refusal for what is no list of shifts.
func ParseShifts(s string) ([]Shift, error) {
	wrong := Refusal("班次没有看懂，请写成“早班 8:00-16:00，夜班 16:00-8:00”这样。")
	var out []Shift
	for _, part := range strings.FieldsFunc(paper.Narrow(s), func(r rune) bool { return strings.ContainsRune(",;、\n", r) }) {
		name, times, ok := strings.Cut(strings.TrimSpace(part), " ")
		from, to, ok2 := strings.Cut(strings.NewReplacer("—", "-", "～", "-", "~", "-", "至", "-", " ", "").Replace(times), "-")
		a, ok3 := minutesOf(from)
		b, ok4 := minutesOf(to)
		if !ok || !ok2 || !ok3 || !ok4 || a == 24*60 {
			return nil, wrong
		}
		out = append(out, Shift{Name: name, Start: a, End: b})
	}
	if len(out) == 0 {
		return nil, wrong
	}
	return out, nil
}

// minutesOf reads a time of day as minutes from midnight.
func minutesOf(s string) (int, bool) {
	h, m, ok := strings.Cut(s, ":")
	if !ok {
		m = "0"
	}
	x, err := strconv.Atoi(h)
	y, err2 := strconv.Atoi(m)
	return x*60 + y, err == nil && err2 == nil && x >= 0 && y >= 0 && y < 60 && x*60+y <= 24*60
}

// lines are the lines of a text that say something, each once.
func lines(text string) []string {
	var out []string
	for _, s := range strings.Split(text, "\n") {
		if s = strings.TrimSpace(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// daysText writes days with their reasons, a stretch of days to a line.
func daysText(days map[string]string) string {
	by := map[string][]string{}
	for day, why := range days {
		by[why] = append(by[why], day)
	}
	var out []string
	for why, list := range by {
		for _, s := range spans(list) {
			out = append(out, strings.TrimSpace(s+" "+why))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

var spanForm = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)(?:\s*(?:至|到|~|—)\s*(\d{4}-\d\d-\d\d))?(?:\s+(.*))?$`)

// parseDays reads days with their reasons, 2027-10-01 国庆节 or 2027-10-01 至
// 2027-10-07 国庆节 to a line. It returns a Refusal that names the line.
func parseDays(text string) (map[string]string, error) {
	out := map[string]string{}
	for _, s := range lines(text) {
		wrong := Refusal("“" + Clip(s) + "”没有看懂：请每行写一天或一段，例如 2027-10-01 至 2027-10-07 国庆节。")
		m := spanForm.FindStringSubmatch(paper.Narrow(s))
		if m == nil {
			return nil, wrong
		}
		first, err := time.Parse(time.DateOnly, m[1])
		last := first
		if err == nil && m[2] != "" {
			last, err = time.Parse(time.DateOnly, m[2])
		}
		if err != nil || last.Before(first) || last.Sub(first) > longestSpan {
			return nil, wrong
		}
		for ; !first.After(last); first = first.AddDate(0, 0, 1) {
			out[first.Format(time.DateOnly)] = strings.TrimSpace(m[3])
		}
	}
	return out, nil
}

// longestSpan is how long a stretch of days is at most.
const longestSpan = 366 * 24 * time.Hour

// yearsText writes years as they are typed: 2027 年、2028 年. Digits alone would be
// like a PIN.
func yearsText(years []int) string {
	var out []string
	for _, y := range years {
		out = append(out, strconv.Itoa(y)+" 年")
	}
	return strings.Join(out, "、")
}

// parseYears reads years, parted by anything. It returns a Refusal for what is none.
func parseYears(text string) ([]int, error) {
	var out []int
	for _, s := range strings.FieldsFunc(paper.Narrow(text), func(r rune) bool { return strings.ContainsRune(" ,;、\n年", r) }) {
		y, err := strconv.Atoi(s)
		if err != nil || y <= lastAnnounced || y > 2200 {
			return nil, Refusal(fmt.Sprintf("“%s”没有看懂：请写 %d 年以后的年份，例如 %d 年。", Clip(s), lastAnnounced, lastAnnounced+1))
		}
		if !slices.Contains(out, y) {
			out = append(out, y)
		}
	}
	slices.Sort(out)
	return out, nil
}
