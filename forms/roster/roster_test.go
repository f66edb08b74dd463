package roster

import (
	"fmt"
	"strings"
	"testing"

	"frontdesk/forms"
	"frontdesk/forms/formtest"
	"frontdesk/forms/paper"
)

// office3 has three shifts, one begins at midnight; office2 a night across it.
func office3() *forms.Office { return formtest.Office() }

func office2() *forms.Office {
	o := formtest.Office()
	o.Shifts = []forms.Shift{{Name: "白班", Start: 8 * 60, End: 20 * 60}, {Name: "夜班", Start: 20 * 60, End: 8 * 60}}
	return o
}

func office1() *forms.Office {
	o := formtest.Office()
	o.Shifts = []forms.Shift{{Name: "行政班", Start: 9 * 60, End: 18 * 60}}
	return o
}

// planner makes rosters.
type planner struct {
	t   *testing.T
	o   *forms.Office
	b   *formtest.Books
	now string
	r   *Record
}

func (p *planner) context(by forms.Person) forms.Context {
	return forms.Context{Now: formtest.At(p.now), By: by, Office: p.o, Staff: []forms.Person{formtest.Clerk, formtest.Relief, formtest.Supervisor}, Sight: p.b}
}

func (p *planner) line(patterns ...string) *Line {
	l := &Line{}
	l.Start(nil, p.context(formtest.Supervisor))
	for i, s := range patterns {
		l.follow(i, s)
	}
	return l
}

func (p *planner) do(by forms.Person, v forms.Verb, d forms.Deed) string {
	p.t.Helper()
	c := p.context(by)
	var on forms.Record
	if v != forms.Open {
		on = p.r
		for _, s := range p.r.Steps(c) {
			if s.Verb == v && s.Refused != "" {
				return s.Refused
			}
			if s.Verb == v && !by.Role.AtLeast(s.Sign) {
				return "要由" + string(s.Sign) + "签名"
			}
		}
	}
	for _, x := range forms.Wrong(d, on, c) {
		return x.Words
	}
	if s, ok := d.(forms.Sealer); ok {
		s.Seal(on, c)
	}
	if v == forms.Open {
		p.r = &Record{}
		p.b.List["roster"] = append(p.b.List["roster"], p.r)
	}
	if err := p.r.Apply(forms.Act{At: formtest.At(p.now), By: by, Verb: v, Ref: forms.Ref{Book: Key, Year: 2026, No: len(p.b.List["roster"])}, Deed: d}); err != nil {
		return err.Error()
	}
	return ""
}

func newPlanner(t *testing.T, o *forms.Office, now string) *planner {
	return &planner{t: t, o: o, b: formtest.NewBooks(), now: now}
}

// days writes a person's month down.
func (l *Line) text(row int) string {
	var b strings.Builder
	for _, d := range l.Rows[row].Days {
		if d.Shift == "" {
			b.WriteByte('.')
		}
		b.WriteString(d.Shift)
	}
	return b.String()
}

// A pattern of seven is a week from Monday; any other goes on from the first.
func TestPatterns(t *testing.T) {
	p := newPlanner(t, office3(), "2026-11-23 09:00")
	p.b.List["roster"] = []forms.Entry{&Record{Line: Line{Month: "2026-11"}, State: InForce}}
	for typed, want := range map[string]string{
		"早早早早早休休":    "早早早早休休早早早早早休休早早早早早休休早早早早早休休早早早早", // 1 December 2026 is a Tuesday
		"１１１１１００":    "早早早早休休早早早早早休休早早早早早休休早早早早早休休早早早早",
		"早中夜休":       "早中夜休早中夜休早中夜休早中夜休早中夜休早中夜休早中夜休早中夜",
		"2":          "中中中中中中中中中中中中中中中中中中中中中中中中中中中中中中中",
		"早晚":         "...............................", // there is no such shift
		"4":          "...............................",
		"早早 中中 夜夜 休": "早中中夜夜休早早中中夜夜休早早中中夜夜休早早中中夜夜休早早中中",
	} {
		l := p.line(typed)
		if got := l.text(0); l.Month != "2026-12" || got != want {
			t.Errorf("%q in %s: %s, want %s", typed, l.Month, got, want)
		}
	}
}

// Nobody is on duty twice at once, and every shift has somebody.
func TestRosterRules(t *testing.T) {
	for name, c := range map[string]struct {
		o        *forms.Office
		patterns []string
		gaps     string
		want     string
	}{
		"three shifts, three people":  {office3(), []string{"1", "2", "3"}, "", ""},
		"nobody at night":             {office3(), []string{"1", "2"}, "", "1 日的夜班没有人值；确实不用人的，请在说明里写明原因。"},
		"nobody at night, with a why": {office3(), []string{"1", "2"}, "夜班由秩序部值守", ""},
		"late, then at midnight":      {office3(), []string{"23", "1", "32"}, "夜班由秩序部值守", ""}, // ends at 24:00, begins at 0:00: they touch
		"night, then at once the day": {office2(), []string{"21", "12"}, "", ""},              // ends and begins at 8:00
		"one shift":                   {office1(), []string{"1111100", "0000011"}, "", ""},
		"an empty month":              {office1(), nil, "", "1 日的行政班没有人值；确实不用人的，请在说明里写明原因。"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlanner(t, c.o, "2026-11-23 09:00")
			l := p.line(c.patterns...)
			l.Gaps = c.gaps
			if got := p.do(formtest.Supervisor, forms.Open, l); got != c.want {
				t.Errorf("said %q, want %q", got, c.want)
			}
		})
	}
	o := formtest.Office()
	o.Shifts = []forms.Shift{{Name: "白班", Start: 7 * 60, End: 19 * 60}, {Name: "夜班", Start: 19 * 60, End: 8 * 60}} // the night ends an hour into the day
	p := newPlanner(t, o, "2026-11-23 09:00")
	if got := p.do(formtest.Supervisor, forms.Open, p.line("21", "12")); got != "王芳 2 日的白班和前一天的夜班时间重叠。" {
		t.Errorf("said %q", got)
	}
}

// A roster is made once a month, and goes on as the month before did.
func TestTheNextMonth(t *testing.T) {
	p := newPlanner(t, office3(), "2026-11-02 09:00")
	if l := p.line(); l.Month != "2026-11" {
		t.Errorf("proposes %s", l.Month)
	}
	if why := p.do(formtest.Supervisor, forms.Open, p.line("早中夜休", "休早中夜", "夜休早中")); why != "3 日的早班没有人值；确实不用人的，请在说明里写明原因。" && why == "" {
		t.Errorf("said %q", why)
	}
	l := p.line("早中夜休", "休早中夜", "夜休早中")
	l.Gaps = "轮空由主管值"
	if why := p.do(formtest.Supervisor, forms.Open, l); why != "" {
		t.Fatal(why)
	}
	again := p.line("1", "2", "3")
	again.Month = "2026-11"
	if why := p.do(formtest.Supervisor, forms.Open, again); why != "2026-11 已经排过，请在那一份上更正或者调班。" {
		t.Errorf("made twice: %q", why)
	}
	next := p.line()
	if next.Month != "2026-12" {
		t.Fatalf("proposes %s", next.Month)
	}
	// 30 November was the 30th of a rotation of four; 1 December goes on with it.
	if got, want := next.text(0)[:len("夜休早中")], "夜休早中"; got != want {
		t.Errorf("goes on with %s, want %s", got, want)
	}
	past := p.line("1", "2", "3")
	past.Month = "2026-10"
	if why := p.do(formtest.Supervisor, forms.Open, past); why != "2026-10 已经过去，不能再排。" {
		t.Errorf("said %q", why)
	}
}

// Swaps are asked for, and answered by the supervisor, by the manager where the
// office says so; nobody approves the own one.
func TestSwaps(t *testing.T) {
	p := newPlanner(t, office3(), "2026-11-23 09:00")
	if why := p.do(formtest.Supervisor, forms.Open, p.line("1", "2", "3")); why != "" {
		t.Fatal(why)
	}
	for _, c := range []struct {
		by   forms.Person
		x    *Asking
		want string
	}{
		{formtest.Clerk, &Asking{Day: 31, With: "李敏", Reason: "有事"}, "这个月没有这一天，请核对日期。"},
		{formtest.Clerk, &Asking{Day: 5, With: "路人", Reason: "有事"}, "值班安排表里没有路人，请写表里的姓名。"},
		{formtest.Clerk, &Asking{Day: 5, With: "王芳", Reason: "有事"}, "请写另一位值班员的姓名。"},
		{formtest.Clerk, &Asking{Day: 5, With: "李敏"}, "请填写原因。"},
		{formtest.Manager, &Asking{Day: 5, With: "李敏", Reason: "有事"}, "值班安排表里没有赵卫东，请本人签名申请。"},
		{formtest.Clerk, &Asking{Day: 5, With: "李敏", Reason: "家里有事"}, ""},
	} {
		if got := p.do(c.by, Ask, c.x); got != c.want {
			t.Errorf("%+v: %q, want %q", c.x, got, c.want)
		}
	}
	if p.r.State != ToAgree || !p.r.Brief().Open {
		t.Errorf("%s", p.r.State)
	}
	if got := OnRoster([]forms.Entry{p.r}, formtest.At("2026-11-05 08:00"), "早班"); fmt.Sprint(got) != "[王芳]" {
		t.Errorf("before it is approved %v is on duty", got)
	}
	if got := p.do(formtest.Clerk, Approve, &Approving{Opinion: "好"}); got != "要由主管签名" {
		t.Errorf("said %q", got)
	}
	p.o.Rules.SwapByManager = true
	if got := p.do(formtest.Supervisor, Approve, &Approving{Opinion: "好"}); got != "要由经理签名" {
		t.Errorf("said %q", got)
	}
	p.o.Rules.SwapByManager = false
	if got := p.do(formtest.Supervisor, Approve, &Approving{Opinion: "同意。"}); got != "" {
		t.Fatal(got)
	}
	if got := OnRoster([]forms.Entry{p.r}, formtest.At("2026-11-05 08:00"), "早班"); fmt.Sprint(got) != "[李敏]" || p.r.State != InForce {
		t.Errorf("then %v is on duty, %s", got, p.r.State)
	}
	text := formtest.Printed(drawPage(forms.PageHead{Office: p.o, Now: formtest.At(p.now)}, []forms.Entry{p.r}))
	if !strings.Contains(text, "家里有事（陈建国 11-23 09:00 批准：同意。）") {
		t.Error("the swap is not on the sheet")
	}
	struck := 0
	for _, page := range paper.Compose(drawPage(forms.PageHead{Office: p.o, Now: formtest.At(p.now)}, []forms.Entry{p.r})) {
		for _, b := range page.Boxes {
			for _, r := range b.Runs {
				if r.Struck {
					struck++
				}
			}
		}
	}
	if struck != 2 {
		t.Errorf("%d old shifts are struck through, want 2", struck)
	}
	own := newPlanner(t, office3(), "2026-11-23 09:00")
	if why := own.do(formtest.Supervisor, forms.Open, own.line("1", "2", "3")); why != "" {
		t.Fatal(why)
	}
	if why := own.do(formtest.Supervisor, Ask, &Asking{Day: 6, With: "王芳", Reason: "开会"}); why != "" {
		t.Fatal(why)
	}
	if why := own.do(formtest.Supervisor, Approve, &Approving{Opinion: "好"}); why != "不能批准自己的调班，请由别的主管或经理批准。" {
		t.Errorf("said %q", why)
	}
	if why := own.do(formtest.Manager, Decline, &Declining{Opinion: "人手不够"}); why != "" || own.r.State != InForce {
		t.Errorf("%q %s", why, own.r.State)
	}
}

// A correction keeps what stood there.
func TestRosterCorrection(t *testing.T) {
	p := newPlanner(t, office3(), "2026-11-23 09:00")
	if why := p.do(formtest.Supervisor, forms.Open, p.line("1", "2", "3")); why != "" {
		t.Fatal(why)
	}
	x := &Correction{}
	x.Start(p.r, p.context(formtest.Supervisor))
	x.Line.Rows[0].Days[23].Shift, x.Line.Gaps, x.Reason = Rest, "24 日早班由主管值", "王芳请假"
	if why := p.do(formtest.Supervisor, forms.Correct, x); why != "" {
		t.Fatal(why)
	}
	if len(p.r.Marks) != 2 || p.r.Rows[0].Days[23].Shift != Rest {
		t.Errorf("%+v", p.r.Marks)
	}
}

// It is made before the month begins, or it is on the to-do list.
func TestRosterDue(t *testing.T) {
	p := newPlanner(t, office3(), "2026-11-02 09:00")
	if got := Due(p.context(formtest.Clerk)); got != "2026 年 11 月的值班安排表还没有排" {
		t.Errorf("%q", got)
	}
	if why := p.do(formtest.Supervisor, forms.Open, p.line("1", "2", "3")); why != "" {
		t.Fatal(why)
	}
	for now, want := range map[string]string{
		"2026-11-25 23:59": "", "2026-11-26 00:00": "2026 年 12 月的值班安排表还没有排", "2026-12-01 08:00": "2026 年 12 月的值班安排表还没有排",
	} {
		p.now = now
		if got := Due(p.context(formtest.Clerk)); got != want {
			t.Errorf("%s: %q, want %q", now, got, want)
		}
	}
}
