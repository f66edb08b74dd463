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

// Notice is what was understood of the State Council's notice of the days off of a
// year (关于部分节假日安排的通知).
type Notice struct {
	Year  int
	Parts []NoticePart // in the order of the notice
}

// NoticePart is what a notice says of one feast, or of two that fall together.
type NoticePart struct {
	Name string   // 国庆节、中秋节
	Off  []string // days such as 2027-10-01, in the order of the notice
	Work []string
}

// feastNames are those that a whole notice speaks of.
var feastNames = []string{"元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆"}

// longestOff is how many days in a row a notice gives at most: more is a slip of the
// pen or of the reading.
const longestOff = 15

var (
	noticeYear = regexp.MustCompile(`(\d{4})年(?:部分)?(?:法定)?(?:元旦|春节|节假日|放假)`)
	noticeHead = regexp.MustCompile(`[一二三四五六七八九][、.](?:元旦|春节|清明|劳动|端午|中秋|国庆)`)
	noticeItem = regexp.MustCompile(`^[一二三四五六七八九十\d]{0,3}[、.]?([^:\d]{2,20}):`)
	noticeWord = regexp.MustCompile(`\((?:[^()]{0,40})\)|(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日|共(\d{1,2})天|至|到|[-—–~]+|不放假|不上班|照常上班|放假|补休|上班|补班|休息`)
	bracketDay = regexp.MustCompile(`(?:星期|周)([一二三四五六日天])`)
)

// ParseNotice reads the notice as it is published. What it cannot be sure of it
// refuses with a Refusal that names the place: a weekday that does not fit, a count
// that is another, a feast that is missing.
func ParseNotice(text string) (Notice, error) {
	text = strings.NewReplacer(" ", "", "\t", "", "\r", "", "\u00a0", "", "号", "日", "〇", "0").Replace(paper.Narrow(text))
	m := noticeYear.FindStringSubmatch(text)
	if m == nil {
		return Notice{}, Refusal("没有看到是哪一年的放假通知。请把国务院办公厅的通知从标题开始整段粘贴过来。")
	}
	year, _ := strconv.Atoi(m[1]) // the pattern lets only digits through
	if year < 2000 || year > 2200 {
		return Notice{}, Refusal(fmt.Sprintf("%d 年的放假通知没有看懂，请核对年份。", year))
	}
	text = noticeHead.ReplaceAllString(text, "\n$0") // pasted as one line
	n := Notice{Year: year}
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '。' || r == ';' }) {
		if head := noticeItem.FindStringSubmatch(line); head != nil && slices.ContainsFunc(feastNames, func(f string) bool { return strings.Contains(head[1], f) }) {
			n.Parts = append(n.Parts, NoticePart{Name: strings.TrimSpace(head[1])})
			line = line[len(head[0]):]
		}
		if len(n.Parts) == 0 {
			continue
		}
		if err := n.Parts[len(n.Parts)-1].read(line, year); err != nil {
			return Notice{}, err
		}
	}
	return n, n.whole()
}

// read takes in a sentence of a part.
func (p *NoticePart) read(sentence string, year int) error {
	var days []time.Time // named, and not said yet what is with them
	through := false
	for _, m := range noticeWord.FindAllStringSubmatch(sentence, -1) {
		var err error
		switch word := m[0]; {
		case word[0] == '(':
			err = fits(word, days)
		case m[3] != "":
			days, err = p.name(days, m, year, through)
			through = false
		case m[4] != "":
			err = p.counts(m[4])
		case slices.Contains([]string{"至", "到"}, word) || strings.Trim(word, "-—–~") == "":
			through = true
		default:
			p.take(word, days)
			days = nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// name adds the day that a match names, with those since the last one where it is named
// as the end of a stretch.
func (p *NoticePart) name(days []time.Time, m []string, year int, through bool) ([]time.Time, error) {
	d, err := noticeDay(m[1], m[2], m[3], year, days)
	if err != nil || !through || len(days) == 0 {
		return append(days, d), err
	}
	from := days[len(days)-1].AddDate(0, 0, 1)
	if d.Before(from) || d.Sub(from) > longestOff*24*time.Hour {
		return nil, Refusal(fmt.Sprintf("“%s”里 %s 以前的日子没有看懂，请核对。", p.Name, d.Format("1 月 2 日")))
	}
	for ; from.Before(d); from = from.AddDate(0, 0, 1) {
		days = append(days, from)
	}
	return append(days, d), nil
}

// take takes in days that are off or worked; others are only recommended, or as always.
func (p *NoticePart) take(word string, days []time.Time) {
	switch word {
	case "放假", "补休":
		p.Off = appendDays(p.Off, days)
	case "上班", "补班":
		p.Work = appendDays(p.Work, days)
	}
}

// counts holds how many days the notice says against those that were understood.
func (p *NoticePart) counts(digits string) error {
	if n, _ := strconv.Atoi(digits); n != len(p.Off) { // digits, by the pattern
		return Refusal(fmt.Sprintf("“%s”写着共 %d 天，只看懂了放假 %d 天，请核对。", p.Name, n, len(p.Off)))
	}
	return nil
}

func appendDays(to []string, days []time.Time) []string {
	for _, d := range days {
		if day := Day(d); !slices.Contains(to, day) {
			to = append(to, day)
		}
	}
	return to
}

// noticeDay is a day that a notice names; month and year are those of the day before
// it where it names none.
func noticeDay(y, m, d string, year int, before []time.Time) (time.Time, error) {
	month := 0
	if len(before) > 0 {
		last := before[len(before)-1]
		year, month = last.Year(), int(last.Month())
	}
	if y != "" {
		year, _ = strconv.Atoi(y) // digits, by the pattern
	}
	if m != "" {
		next, _ := strconv.Atoi(m)
		if y == "" && next == 1 && month == 12 {
			year++
		}
		month = next
	}
	day, _ := strconv.Atoi(d)
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, Beijing)
	if month < 1 || month > 12 || t.Day() != day || t.Month() != time.Month(month) {
		return t, Refusal(fmt.Sprintf("没有 %d 月 %d 日这一天，请核对通知。", month, day))
	}
	return t, nil
}

// fits holds a weekday in brackets against the day before it: what tells a notice of
// another year, or a digit that was copied wrong.
func fits(bracket string, days []time.Time) error {
	m := bracketDay.FindStringSubmatch(bracket)
	if m == nil || len(days) == 0 {
		return nil
	}
	d := days[len(days)-1]
	if is := strings.TrimPrefix(Weekday(d), "星期"); is != strings.Replace(m[1], "天", "日", 1) {
		return Refusal(fmt.Sprintf("通知写 %s 是星期%s，日历上是星期%s，请核对年份和日期。", d.Format("2006 年 1 月 2 日"), m[1], is))
	}
	return nil
}

// whole holds what was understood against what every notice says.
func (n Notice) whole() error {
	said, off := "", map[string]bool{}
	for _, p := range n.Parts {
		said += p.Name + " "
		if len(p.Off) == 0 {
			return Refusal("“" + p.Name + "”哪几天放假没有看懂，请核对。")
		}
		for _, day := range p.Off {
			if y := day[:4]; y != strconv.Itoa(n.Year) && day[4:7] != "-12" && y != strconv.Itoa(n.Year-1) {
				return Refusal(fmt.Sprintf("%d 年的通知里有 %s，请核对。", n.Year, day))
			}
			off[day] = true
		}
	}
	for _, f := range feastNames {
		if !strings.Contains(said, f) {
			return Refusal("通知里没有看到“" + f + "”的安排，请把通知整段粘贴过来。")
		}
	}
	for _, p := range n.Parts {
		for _, day := range p.Work {
			d, _ := time.ParseInLocation(time.DateOnly, day, Beijing)
			if off[day] {
				return Refusal(day + " 又放假又上班，请核对通知。")
			}
			if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
				return Refusal(fmt.Sprintf("通知写 %s 上班，那天是%s，本来就上班，请核对。", day, Weekday(d)))
			}
		}
	}
	return nil
}

// Into puts the days of the notice over those that the office has, and notes that
// its year is announced.
func (n Notice) Into(own Calendar) Calendar {
	out := own.With(Calendar{})
	for _, p := range n.Parts {
		for _, day := range p.Off {
			delete(out.Work, day)
			out.Off[day] = p.Name
		}
		for _, day := range p.Work {
			delete(out.Off, day)
			out.Work[day] = p.Name + "调休"
		}
	}
	if n.Year > lastAnnounced && !slices.Contains(out.Announced, n.Year) {
		out.Announced = append(out.Announced, n.Year)
		slices.Sort(out.Announced)
	}
	return out
}

// Lines say what was understood, a feast to a line.
func (n Notice) Lines() []string {
	var out []string
	for _, p := range n.Parts {
		line := fmt.Sprintf("%s：%s 放假，共 %d 天", p.Name, strings.Join(spans(p.Off), "、"), len(p.Off))
		if len(p.Work) > 0 {
			line += "；" + strings.Join(spans(p.Work), "、") + " 上班"
		}
		out = append(out, line)
	}
	return out
}

// spans writes days as stretches: 2027-10-01 至 2027-10-07.
func spans(days []string) []string {
	var out []string
	days = slices.Sorted(slices.Values(days))
	for i := 0; i < len(days); {
		j := i
		for j+1 < len(days) && dayAfter(days[j]) == days[j+1] {
			j++
		}
		words := days[i]
		if j > i {
			words += " 至 " + days[j]
		}
		out = append(out, words)
		i = j + 1
	}
	return out
}

// dayAfter is the next day; of what is no day, nothing.
func dayAfter(day string) string {
	t, err := time.ParseInLocation(time.DateOnly, day, Beijing)
	if err != nil {
		return ""
	}
	return Day(t.AddDate(0, 0, 1))
}

// NoticeVerb is what is to be done while the days off of a year are not announced, as
// far as the office knows.
const NoticeVerb Verb = "notice"

// NoticeDue asks for the State Council's notice of the next year from 1 November on
// (it is published around then), and for this year's for as long as it is missing.
func NoticeDue(c Context) []Todo {
	if c.Office == nil {
		return nil
	}
	now := c.Now.In(Beijing)
	var out []Todo
	for year := now.Year(); year <= now.Year()+1; year++ {
		first := time.Date(year, 1, 1, 0, 0, 0, 0, Beijing)
		if !c.Office.Calendar.Provisional(first) || now.Before(first.AddDate(0, -2, 0)) {
			continue
		}
		out = append(out, Todo{
			Do: NoticeVerb, Words: fmt.Sprintf("请录入 %d 年放假通知", year), Who: string(Supervisor), Due: EndOfDay(first.AddDate(0, 0, -1)),
			About: "没有录入以前，涉及这一年的期限暂按法定节日计算",
		})
	}
	return out
}
