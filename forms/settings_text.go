package forms

import (
	"fmt"
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

// daysText writes days with their reasons, a day to a line.
func daysText(days map[string]string) string {
	var out []string
	for day, why := range days {
		out = append(out, strings.TrimSpace(day+" "+why))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// parseDays reads days with their reasons, 2027-10-01 国庆节 to a line. It
// returns a Refusal that names the line.
func parseDays(text string) (map[string]string, error) {
	out := map[string]string{}
	for _, s := range lines(text) {
		day, why, _ := strings.Cut(paper.Narrow(s), " ")
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return nil, Refusal("“" + Clip(s) + "”没有看懂：请每行写一天，例如 2027-10-01 国庆节。")
		}
		out[day] = strings.TrimSpace(why)
	}
	return out, nil
}
