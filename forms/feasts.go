package forms

import (
	_ "embed" // the days of the feasts
	"slices"
	"strings"
	"time"
)

// feastTable says year by year on which days 春节, 清明, 端午 and 中秋 fall. It was
// made by .ci/feasts.js with the npm package lunar-javascript 1.7.7 (MIT) and agrees
// with chinese-days 1.5.7 (MIT) in every lunar day; calendars that place the new moons
// of 2027-02-06 and 2030-02-03, minutes from midnight, a day aside are wrong (GB/T
// 33661-2017).
//
//go:embed feasts.txt
var feastTable string

// moving are those days, by year.
var moving = func() map[string][]string {
	out := map[string][]string{}
	for _, line := range strings.Split(feastTable, "\n") {
		if f := strings.Fields(line); len(f) == 5 {
			out[f[0]] = f[1:]
		}
	}
	return out
}()

// lastAnnounced is the last year whose days off are known to the program as the State
// Council announced them.
const lastAnnounced = 2026

// Feasts are the days of a year that are off by the law alone (全国年节及纪念日放假办法,
// in force since 2025), before anybody has announced which working days are moved for
// them. Lunar feasts are known to 2100, the others always.
func Feasts(year int) map[string]string {
	out := map[string]string{}
	off := func(first time.Time, days int, name string) {
		for i := range days {
			out[Day(first.AddDate(0, 0, i))] = name
		}
	}
	day := func(monthDay string) time.Time {
		t, _ := time.ParseInLocation(time.DateOnly, time.Date(year, 1, 1, 0, 0, 0, 0, Beijing).Format("2006-")+monthDay, Beijing) // the test reads the whole table
		return t
	}
	off(day("01-01"), 1, "元旦")
	if m := moving[Day(day("01-01"))[:4]]; m != nil {
		off(day(m[0]).AddDate(0, 0, -1), 4, "春节")
		off(day(m[1]), 1, "清明")
		off(day(m[2]), 1, "端午")
		off(day(m[3]), 1, "中秋")
	}
	off(day("05-01"), 2, "劳动节")
	off(day("10-01"), 3, "国庆节")
	return out
}

// Provisional tells whether the days off of the year that t falls into are not
// announced yet, as far as the office knows: then only those count that the law
// itself names.
func (c Calendar) Provisional(t time.Time) bool {
	year := t.In(Beijing).Year()
	return year > lastAnnounced && !slices.Contains(c.Announced, year)
}
