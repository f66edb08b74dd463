package forms

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// notice2026 says the days off of 2026 as the notice of that year gives them.
const notice2026 = `国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经党中央、国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`

// notice2025 has two feasts in one, and one day without 调休.
const notice2025 = `关于2025年部分节假日安排的通知
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`

// notice2024 names no weekdays of days off, and recommends a day that is none.
const notice2024 = `2024年节假日安排
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。`

// The notices of three years say day by day what the tables of those years say.
func TestNoticesAreUnderstood(t *testing.T) {
	table := DefaultCalendar()
	days := func(m map[string]string, year string) []string {
		var out []string
		for day := range m {
			if day[:4] == year {
				out = append(out, day)
			}
		}
		slices.Sort(out)
		return out
	}
	for year, text := range map[string]string{
		"2024": notice2024, "2025": notice2025, "2026": notice2026,
	} {
		for how, text := range map[string]string{
			"as it stands": text, "one line": strings.ReplaceAll(text, "\n", ""), "other line ends": strings.ReplaceAll(text, "\n", "\r\n　　"),
			"half width": strings.NewReplacer("（", "(", "）", ")", "：", ":", "至", "-").Replace(text), "with blanks": strings.ReplaceAll(text, "月", " 月 "),
		} {
			n, err := ParseNotice(text)
			if err != nil {
				t.Errorf("%s, %s: %v", year, how, err)
				continue
			}
			got := n.Into(Calendar{})
			for what, pair := range map[string][2][]string{"off": {days(got.Off, year), days(table.Off, year)}, "work": {days(got.Work, year), days(table.Work, year)}} {
				if !slices.Equal(pair[0], pair[1]) {
					t.Errorf("%s, %s, %s:\n%v, want\n%v", year, how, what, pair[0], pair[1])
				}
			}
		}
	}
}

// Nothing is taken half: what cannot be sure is refused with its place.
func TestNoticesThatAreRefused(t *testing.T) {
	swap := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(notice2026) }
	for want, text := range map[string]string{
		"哪一年":           "明天放假",
		"是星期":           swap("2026年", "2027年"),
		"共 9 天":         swap("至23日（农历正月初七、周一）", "至22日"),
		"“中秋”":          notice2026[:strings.Index(notice2026, "\n六、")] + notice2026[strings.Index(notice2026, "\n七、"):],
		"“国庆”":          notice2026[:strings.Index(notice2026, "\n七、")],
		"没有 2 月 30 日":   swap("2月15日（农历腊月二十八、周日）", "2月30日"),
		"又放假又上班":        swap("9月20日（周日）", "10月4日（周日）"),
		"本来就上班":         swap("5月9日（周六）", "5月8日（周五）"),
		"哪几天放假没有看懂":     swap("6月19日（周五）至21日（周日）放假，共3天", "另行通知"),
		"以前的日子没有看懂":     swap("10月1日（周四）至7日（周三）", "10月7日至1日"),
		"3000 年的放假通知没有": swap("2026年", "3000年"),
	} {
		if n, err := ParseNotice(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %s: %v %+v", want, err, n)
		}
	}
}

func FuzzParseNotice(f *testing.F) {
	for _, s := range []string{"", notice2026, notice2025, notice2024, "2027年放假：1月1日至12月31日放假", "关于2027年元旦：12月31日至1月2日放假"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseNotice(s)
		if err != nil {
			if !strings.HasSuffix(err.Error(), "。") {
				t.Errorf("no sentence: %v", err)
			}
			return
		}
		if len(n.Parts) == 0 || len(n.Lines()) != len(n.Parts) {
			t.Errorf("%+v", n)
		}
		c := n.Into(Calendar{})
		for _, days := range []map[string]string{c.Off, c.Work} {
			for day := range days {
				d, err := time.Parse(time.DateOnly, day)
				if err != nil || d.Year() < n.Year-1 || d.Year() > n.Year+1 {
					t.Errorf("%d has %s", n.Year, day)
				}
			}
		}
		if back, err := parseDays(daysText(c.Off)); err != nil || fmt.Sprint(back) != fmt.Sprint(c.Off) {
			t.Errorf("%v: %v, was %v", err, back, c.Off)
		}
	})
}

// The table of feasts is whole to 2100, and what is known of three years from the
// notices agrees with it.
func TestFeastsToTheEndOfTheCentury(t *testing.T) {
	for year := 2024; year <= 2100; year++ {
		m := moving[fmt.Sprint(year)]
		if len(m) != 4 {
			t.Fatalf("%d: %v", year, m)
		}
		var at [4]time.Time
		for i, day := range m {
			d, err := time.ParseInLocation(time.DateOnly, fmt.Sprintf("%d-%s", year, day), Beijing)
			if err != nil {
				t.Fatalf("%d: %v", year, err)
			}
			at[i] = d
		}
		// A month of the moon has 29.53 days: 端午 is the fifth day of the fifth, 中秋 the
		// fifteenth of the eighth, and a leap month may come between.
		for i, months := range map[int]float64{2: 4, 3: 7} {
			days := at[i].Sub(at[0]).Hours()/24 - map[int]float64{2: 4, 3: 14}[i]
			off := days - months*29.530588
			if off > 25 {
				off -= 29.530588
			}
			if off < -2 || off > 2 {
				t.Errorf("%d: %v is %.1f days aside", year, m, off)
			}
		}
		// The first new moon of 2000 was on 6 January at 18:14 UTC; the true one wanders
		// up to 14 hours round the mean.
		age := at[0].Add(12*time.Hour).Sub(time.Date(2000, 1, 6, 18, 14, 0, 0, time.UTC)).Hours() / 24 / 29.530588
		if part := age - float64(int(age+0.5)); part < -1.2/29.5 || part > 1.2/29.5 {
			t.Errorf("%d: 春节 %s is no new moon (%.3f of a month)", year, m[0], part)
		}
		if first := at[0].Format("01-02"); first < "01-21" || first > "02-21" {
			t.Errorf("%d: 春节 on %s", year, first)
		}
		if m[1] != "04-04" && m[1] != "04-05" && m[1] != "04-06" {
			t.Errorf("%d: 清明 on %s", year, m[1])
		}
	}
	table := DefaultCalendar()
	for year := 2024; year <= 2026; year++ {
		for day, name := range Feasts(year) {
			// 除夕 and 5月2日 are off by law since 2025 only.
			if table.Off[day] == "" && (year > 2024 || name != "春节") {
				t.Errorf("%s is %s, and the notice has it not", day, name)
			}
		}
	}
}

// Of years that nobody has announced yet, the days that the law names are off; once
// the notice was taken in, it alone holds.
func TestDaysOffOfYearsToCome(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.ParseInLocation(time.DateOnly, s, Beijing)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	c := DefaultCalendar()
	for s, want := range map[string]bool{
		"2027-01-01": false, "2027-01-04": true, "2027-02-05": false, "2027-02-08": false, "2027-02-09": true, "2027-04-05": false, "2027-05-03": true,
		"2027-06-09": false, "2027-09-15": false, "2027-10-01": false, "2027-10-04": true, "2100-02-08": false, "2100-02-09": false, "2101-01-03": true, "2110-10-01": false,
	} {
		if c.Workday(day(s)) != want {
			t.Errorf("%s is worked: %v", s, !want)
		}
	}
	for from, want := range map[string]string{"2026-12-31": "2027-01-04", "2027-09-30": "2027-10-04", "2027-02-04": "2027-02-09"} {
		if got := Day(c.NextWorkday(day(from))); got != want {
			t.Errorf("after %s comes %s, want %s", from, got, want)
		}
	}
	own := c.With(Calendar{Announced: []int{2027}, Off: map[string]string{"2027-10-05": "国庆节"}, Work: map[string]string{"2027-10-09": "国庆节调休"}})
	for s, want := range map[string]bool{"2027-10-05": false, "2027-10-09": true, "2027-02-08": true, "2028-01-26": false} {
		if own.Workday(day(s)) != want {
			t.Errorf("announced: %s is worked: %v", s, !want)
		}
	}
}

// The notice is asked for from 1 November until it was taken in.
func TestTheNoticeIsAskedFor(t *testing.T) {
	o := &Office{Calendar: DefaultCalendar()}
	asked := func(s string) string {
		now, _ := time.ParseInLocation(time.DateOnly, s, Beijing)
		words := ""
		for _, x := range NoticeDue(Context{Now: now, Office: o}) {
			words += x.Words
		}
		return words
	}
	if w := asked("2026-10-31"); w != "" {
		t.Errorf("asked on 31 October: %s", w)
	}
	for _, s := range []string{"2026-11-01", "2026-12-31", "2027-01-01", "2027-07-01"} {
		if w := asked(s); !strings.Contains(w, "2027 年") {
			t.Errorf("%s: %q", s, w)
		}
	}
	o.Calendar.Announced = []int{2027}
	if w := asked("2026-11-01") + asked("2027-07-01"); w != "" {
		t.Errorf("asked though it was announced: %s", w)
	}
	if w := asked("2027-11-01"); !strings.Contains(w, "2028 年") {
		t.Errorf("the next year: %q", w)
	}
}

// A notice pasted into the settings is seen as it was understood, changes them by
// what is signed, and stands in the days that can be edited.
func TestANoticeIsPasted(t *testing.T) {
	s := Settings{Office: Office{Name: "和谐花园管理处", Shifts: []Shift{{Name: "早班", Start: 480, End: 960}}, Rules: DefaultRules()}}
	d := s.Draft(nil)
	d.NoticeText = strings.NewReplacer("2026年", "2027年").Replace(bare(notice2026))
	set, wrong := d.Settled()
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	if !slices.Equal(set.Days.Announced, []int{2027}) || set.Days.Off["2027-02-15"] != "春节" || set.Days.Work["2027-10-10"] == "" {
		t.Errorf("%+v", set.Days)
	}
	changes := strings.Join(s.Changes(&set, nil), "\n")
	for _, want := range []string{"2027-02-15 至 2027-02-23 春节", "已公布的年份：（空） → 2027 年"} {
		if !strings.Contains(changes, want) {
			t.Errorf("what is signed does not say %s:\n%s", want, changes)
		}
	}
	d.NoticeText = notice2026[:200]
	if _, wrong := d.Settled(); len(wrong) == 0 || wrong[0].Field != &d.NoticeText {
		t.Errorf("%v", wrong)
	}
	again := set.Draft(nil)
	if set2, wrong := again.Settled(); len(wrong) > 0 || len(set.Changes(&set2, nil)) > 0 || fmt.Sprint(set2.Days) != fmt.Sprint(set.Days) {
		t.Errorf("%v %+v", wrong, set2.Days)
	}
}

// bare is a notice without weekdays, and without those days that another year's
// weekends would contradict.
func bare(s string) string {
	return strings.NewReplacer("（周四）", "", "（周六）", "", "（周日）", "", "（周一）", "", "（周二）", "", "（周三）", "", "（周五）", "", "（农历腊月二十八、周日）", "", "（农历正月初七、周一）", "",
		"1月4日上班", "", "2月14日、2月28日上班", "", "5月9日上班", "", "9月20日、10月10日", "10月10日").Replace(
		strings.NewReplacer("（周四）", "", "（周六）", "", "（周日）", "", "（周一）", "", "（周二）", "", "（周三）", "", "（周五）", "", "（农历腊月二十八、周日）", "", "（农历正月初七、周一）", "").Replace(s))
}
