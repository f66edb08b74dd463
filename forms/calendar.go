package forms

import (
	"slices"
	"time"
)

// Calendar knows which days the office works: weekends off, but for the
// statutory holidays and the working weekends (调休) that make up for them.
type Calendar struct {
	Off  map[string]string // 2026-10-01 → 国庆节
	Work map[string]string // 2026-10-10 → 国庆节调休
	// Announced are the years, beyond those shipped with the program, whose notice was
	// taken in. In the others those days are off that the law itself names.
	Announced []int `json:"announced,omitempty"`
}

// Workday tells whether the day that t falls on is worked.
func (c Calendar) Workday(t time.Time) bool {
	day := Day(t)
	if _, ok := c.Work[day]; ok {
		return true
	}
	if _, ok := c.Off[day]; ok {
		return false
	}
	if c.Provisional(t) {
		if _, ok := Feasts(t.In(Beijing).Year())[day]; ok {
			return false
		}
	}
	w := t.In(Beijing).Weekday()
	return w != time.Saturday && w != time.Sunday
}

// NextWorkday gives the first moment of the next worked day after the day of t.
func (c Calendar) NextWorkday(t time.Time) time.Time {
	d := StartOfDay(t).AddDate(0, 0, 1)
	for !c.Workday(d) {
		d = d.AddDate(0, 0, 1)
	}
	return d
}

// Day is the day that t falls on in the office, such as 2026-11-23.
func Day(t time.Time) string { return t.In(Beijing).Format(time.DateOnly) }

// StartOfDay is midnight before t in the office.
func StartOfDay(t time.Time) time.Time {
	y, m, d := t.In(Beijing).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, Beijing)
}

// EndOfDay is the last minute of the day of t in the office, 23:59.
func EndOfDay(t time.Time) time.Time {
	return StartOfDay(t).AddDate(0, 0, 1).Add(-time.Minute)
}

// Monday is midnight before the Monday of the week that t falls into.
func Monday(t time.Time) time.Time {
	d := StartOfDay(t)
	return d.AddDate(0, 0, -(int(d.Weekday())+6)%7)
}

// With gives the calendar with the office's own days put over it.
func (c Calendar) With(own Calendar) Calendar {
	out := Calendar{Off: map[string]string{}, Work: map[string]string{}, Announced: slices.Concat(c.Announced, own.Announced)}
	for day, why := range c.Off {
		out.Off[day] = why
	}
	for day, why := range c.Work {
		out.Work[day] = why
	}
	for day, why := range own.Off {
		delete(out.Work, day)
		out.Off[day] = why
	}
	for day, why := range own.Work {
		delete(out.Off, day)
		out.Work[day] = why
	}
	return out
}

// LongDay is a day as forms are dated.
func LongDay(t time.Time) string {
	return t.In(Beijing).Format("2006 年 1 月 2 日 ") + Weekday(t)
}

// Weekday is the day of the week that t falls on in the office.
func Weekday(t time.Time) string {
	return [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}[t.In(Beijing).Weekday()]
}
