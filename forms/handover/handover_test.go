package handover

import (
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/formtest"
	"frontdesk/forms/paper"
	"frontdesk/forms/release"
	"frontdesk/forms/visit"
)

// What is to be handed over, by what was handed over last.
func TestToHandOver(t *testing.T) {
	o := &forms.Office{Shifts: []forms.Shift{{Name: "白班", Start: 8 * 60, End: 20 * 60}, {Name: "夜班", Start: 20 * 60, End: 8 * 60}}}
	last := func(shift, from, to string) *Record {
		return &Record{Line: Line{Shift: shift, From: formtest.At(from), To: formtest.At(to)}}
	}
	for name, c := range map[string]struct {
		last *Record
		now  string
		want string // shift and day
		late bool
		gap  int
		why  string
	}{
		"the first ever":                      {nil, "2026-11-23 19:50", "白班 2026-11-23", false, 0, ""},
		"the first ever, over midnight":       {nil, "2026-11-24 07:50", "夜班 2026-11-23", false, 0, ""},
		"as a rule":                           {last("夜班", "2026-11-22 20:00", "2026-11-23 08:00"), "2026-11-23 19:50", "白班 2026-11-23", false, 0, ""},
		"relief is late":                      {last("夜班", "2026-11-22 20:00", "2026-11-23 08:00"), "2026-11-23 21:00", "白班 2026-11-23", false, 0, ""},
		"the night forgot":                    {last("夜班", "2026-11-22 20:00", "2026-11-23 08:00"), "2026-11-24 08:05", "白班 2026-11-23", true, 0, ""},
		"then the night":                      {last("白班", "2026-11-23 08:00", "2026-11-23 20:00"), "2026-11-24 08:10", "夜班 2026-11-23", false, 0, ""},
		"handed over, the next not yet begun": {last("白班", "2026-11-23 08:00", "2026-11-23 20:00"), "2026-11-23 19:55", "", false, 0, "夜班要到 11-23 20:00 才开始，现在没有可以交接的班。"},
		"off over the turn of the year":       {last("白班", "2026-12-31 08:00", "2026-12-31 20:00"), "2027-01-01 20:05", "夜班 2026-12-31", true, 0, ""},
		"off for weeks":                       {last("白班", "2026-11-01 08:00", "2026-11-01 20:00"), "2026-11-23 19:50", "白班 2026-11-23", false, 43, ""},
	} {
		got := ToHandOver(o, c.last, formtest.At(c.now))
		if got.Why != c.why || c.why == "" && (got.Shift+" "+got.Day() != c.want || got.Late != c.late || got.Gap != c.gap) {
			t.Errorf("%s: %+v, want %+v", name, got, c)
		}
	}
}

// post is a front desk that hands over.
type post struct {
	*formtest.Bench
	h *Record
}

func newPost(t *testing.T, now string) *post {
	b := formtest.NewBench(t, now)
	b.B.Kept = []*forms.Book{duty.Book(), release.Book(), visit.Book()}
	return &post{b, &Record{}}
}

// takes puts a matter into the log.
func (p *post) takes(l *duty.Line) *duty.Record {
	p.T.Helper()
	d := &duty.Record{}
	p.Enters("duty", d, l)
	return d
}

// aLeak is a matter of the log.
func aLeak() *duty.Line {
	return &duty.Line{
		Happened: formtest.At("2026-11-23 09:00"), Way: duty.ByPhone, Room: "3-2-501", Name: "张伟", Phone: "13800000000", As: forms.Owner,
		Kind: forms.Repair, Text: "厨房水管漏水", ReadBack: true,
	}
}

func (p *post) do(by forms.Person, v forms.Verb, d forms.Deed) string {
	p.T.Helper()
	c := forms.Context{Now: p.Now, By: by, Office: p.O, Sight: p.B}
	var r forms.Record
	if v != forms.Open {
		r = p.h
		for _, s := range p.h.Steps(c) {
			if s.Verb == v && s.Refused != "" {
				return s.Refused
			}
		}
	}
	for _, x := range forms.Wrong(d, r, c) {
		return x.Words
	}
	if s, ok := d.(forms.Sealer); ok {
		s.Seal(r, c)
	}
	if v == forms.Open {
		p.h = &Record{}
		p.B.List["handover"] = append(p.B.List["handover"], p.h)
	}
	if err := p.h.Apply(forms.Act{Seq: 1, At: p.Now, By: by, Verb: v, Ref: forms.Ref{Book: "handover", Year: 2026, No: len(p.B.List["handover"])}, Deed: d}); err != nil {
		return err.Error()
	}
	return ""
}

// line is the handover as the giving side finds it.
func (p *post) line() *Line {
	l := &Line{}
	l.Start(nil, forms.Context{Now: p.Now, By: formtest.Clerk, Office: p.O, Sight: p.B})
	l.Taker = "李敏"
	return l
}

func (p *post) ticks() *Taking {
	x := &Taking{}
	x.Start(p.h, forms.Context{})
	for _, l := range [][]bool{x.Matters, x.Things} {
		for i := range l {
			l[i] = true
		}
	}
	return x
}

func (p *post) must(by forms.Person, v forms.Verb, d forms.Deed) {
	p.T.Helper()
	if why := p.do(by, v, d); why != "" {
		p.T.Fatalf("%s: %s", v, why)
	}
}

// A shift in which nothing happened is handed over just the same; then the
// supervisor checks until the next working morning.
func TestAnEmptyShiftIsHandedOver(t *testing.T) {
	p := newPost(t, "2026-11-27 15:50") // a Friday
	p.must(formtest.Clerk, forms.Open, p.line())
	p.must(formtest.Clerk, Give, &Giving{})
	if why := p.do(formtest.Clerk, Take, p.ticks()); why != "交班和接班不能是同一个人签名，请接班人自己签名。" {
		t.Errorf("both sides by one: %q", why)
	}
	p.must(formtest.Relief, Take, p.ticks())
	if b := p.h.Brief(); !b.Open || !b.Due.Equal(formtest.At("2026-11-30 12:00")) {
		t.Errorf("checked until %v, open %v", b.Due, b.Open)
	}
	if why := p.do(formtest.Clerk, Inspect, &Inspecting{Opinion: "好"}); why != "检查要由主管签名。" {
		t.Errorf("a clerk checks: %q", why)
	}
	p.must(formtest.Supervisor, Inspect, &Inspecting{Opinion: "已检查。"})
	if p.h.State != Inspected || p.h.Brief().Open {
		t.Errorf("%s", p.h.State)
	}
}

// Counts and open matters come in by themselves, each once, as they stand at
// the one instant.
func TestWhatComesIn(t *testing.T) {
	p := newPost(t, "2026-11-23 09:00")
	p.takes(aLeak())
	done := p.takes(aLeak())
	done.State = duty.Settled
	secret := aLeak()
	secret.Confidential, secret.Text = true, "家庭纠纷"
	p.takes(secret)
	slip := &release.Record{Ref: forms.Ref{Book: "release", Year: 2026, No: 7}, Issued: p.Now, Passed: release.Passing{Result: release.Agrees}, State: release.ToReturn}
	waiting := &release.Record{Ref: forms.Ref{Book: "release", Year: 2026, No: 8}, State: release.ToIssue}
	p.B.List["release"] = []forms.Entry{slip, waiting}
	p.Now = formtest.At("2026-11-23 15:50")
	l := p.line()
	l.Matters[0].Words = "师傅在路上"
	p.takes(aLeak()) // comes in while the form is being written
	p.must(formtest.Clerk, forms.Open, l)
	var nos []string
	for _, m := range p.h.Matters {
		nos = append(nos, m.Book+" "+m.No)
		if strings.Contains(m.What, "纠纷") {
			t.Errorf("confidential words are handed over: %q", m.What)
		}
	}
	if got, want := strings.Join(nos, "，"), "duty 2026-0001，duty 2026-0003，duty 2026-0004，release 2026-0007"; got != want {
		t.Errorf("came in: %s, want %s", got, want)
	}
	page := formtest.Printed(Book().Sheet(forms.PageHead{Office: p.O, Now: p.Now}, []forms.Entry{p.h}))
	for _, want := range []string{"值 2026-0001", "大 2026-0007"} { // both books have numbers like these
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %s", want)
		}
	}
	if p.h.Matters[0].Words != "师傅在路上" {
		t.Error("what was written about a matter is lost")
	}
	for _, c := range p.h.Counts {
		want := map[string]Count{string(forms.Repair): {string(forms.Repair), 4, 1, 3}, permits: {permits, 2, 0, 2}}[c.Kind]
		if want.Kind != "" && c != want {
			t.Errorf("counted %+v, want %+v", c, want)
		}
	}
	p.must(formtest.Clerk, Give, &Giving{})
	p.must(formtest.Relief, Take, p.ticks())
	p.takes(aLeak()) // after the instant: the next shift's
	p.Now = formtest.At("2026-11-23 23:50")
	p.must(formtest.Relief, forms.Open, p.line())
	for _, c := range p.h.Counts {
		if c.Kind == string(forms.Repair) && c.Written != 1 {
			t.Errorf("the next shift wrote %d repairs, want 1", c.Written)
		}
	}
}

// An important matter that is not finished stops the signatures; a supervisor's
// exception lifts that and prints. Ordinary ones only warn.
func TestTheBlock(t *testing.T) {
	for name, c := range map[string]struct {
		line    func() *duty.Line
		mark    bool // 重要, by the giving side
		finish  bool
		blocked bool
	}{
		"ordinary":                  {aLeak, false, false, false},
		"marked important":          {aLeak, true, false, true},
		"urgent":                    {func() *duty.Line { l := aLeak(); l.Urgent = true; return l }, false, false, true},
		"special help":              {func() *duty.Line { l := aLeak(); l.Kind = forms.Patient; return l }, false, false, true},
		"urgent, only to be called": {func() *duty.Line { l := aLeak(); l.Urgent = true; return l }, false, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPost(t, "2026-11-23 09:00")
			d := p.takes(c.line())
			if c.finish {
				d.State = duty.ToCall
			}
			p.Now = formtest.At("2026-11-23 15:50")
			l := p.line()
			l.Matters[0].Important = c.mark || l.Matters[0].Important
			p.must(formtest.Clerk, forms.Open, l)
			why := p.do(formtest.Clerk, Give, &Giving{})
			if (why != "") != c.blocked {
				t.Fatalf("said %q", why)
			}
			if !c.blocked {
				return
			}
			if !strings.Contains(why, "2026-0001") {
				t.Errorf("does not say which: %q", why)
			}
			if why := p.do(formtest.Clerk, Except, &Excepting{Reason: "没事"}); why != "例外要由主管签名。" {
				t.Errorf("a clerk's exception: %q", why)
			}
			p.must(formtest.Supervisor, Except, &Excepting{Reason: "配件明早到，已告知业主"})
			p.must(formtest.Clerk, Give, &Giving{})
			if text := formtest.Printed(drawPage(forms.PageHead{Office: p.O, Now: p.Now}, []forms.Entry{p.h})); !strings.Contains(text, "配件明早到") {
				t.Error("the exception does not print")
			}
		})
	}
}

// Every refusal in one sentence.
func TestHandoverRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		now  string
		do   func(p *post) string
		want string
	}{
		"before its time":  {"2026-11-23 15:44", func(p *post) string { return p.do(formtest.Clerk, forms.Open, p.line()) }, "早班 11-23 16:00 才结束，11-23 15:45 起可以交接；提前交接请写明原因。"},
		"in time":          {"2026-11-23 15:45", func(p *post) string { return p.do(formtest.Clerk, forms.Open, p.line()) }, ""},
		"nobody to take":   {"2026-11-23 15:50", func(p *post) string { l := p.line(); l.Taker = ""; return p.do(formtest.Clerk, forms.Open, l) }, "请填写接班人。"},
		"missing, no word": {"2026-11-23 15:50", func(p *post) string { l := p.line(); l.Things[0].Found--; return p.do(formtest.Clerk, forms.Open, l) }, "对讲机数量不符或者损坏，请写明情况。"},
		"broken, no word": {"2026-11-23 15:50", func(p *post) string {
			l := p.line()
			l.Things[1].State = Broken
			return p.do(formtest.Clerk, forms.Open, l)
		}, "备用钥匙（串）数量不符或者损坏，请写明情况。"},
		"unusual, no word": {"2026-11-23 15:50", func(p *post) string { l := p.line(); l.Unusual = forms.Yes; return p.do(formtest.Clerk, forms.Open, l) }, "请填写异常情况的说明。"},
		"late, no word": {"2026-11-23 15:50", func(p *post) string {
			p.must(formtest.Clerk, forms.Open, p.line())
			p.Now = formtest.At("2026-11-23 16:20")
			return p.do(formtest.Clerk, Give, &Giving{})
		}, "请填写延时值班的原因。"},
		"taken before given": {"2026-11-23 15:50", func(p *post) string {
			p.must(formtest.Clerk, forms.Open, p.line())
			return p.do(formtest.Relief, Take, p.ticks())
		}, "交班人还没有签名，请先由交班人签名，再接班。"},
		"not ticked": {"2026-11-23 15:50", func(p *post) string {
			p.must(formtest.Clerk, forms.Open, p.line())
			p.must(formtest.Clerk, Give, &Giving{})
			x := p.ticks()
			x.Things[0] = false
			return p.do(formtest.Relief, Take, x)
		}, "还有 1 项没有打勾：请逐项核对，或者写明差异。"},
		"a second one meanwhile": {"2026-11-23 15:50", func(p *post) string {
			p.must(formtest.Clerk, forms.Open, p.line())
			return p.do(formtest.Clerk, forms.Open, p.line())
		}, "2026-0001 还待交班签名，请先签完，或者作废。"},
		"checked by who took": {"2026-11-23 15:50", func(p *post) string {
			p.must(formtest.Clerk, forms.Open, p.line())
			p.must(formtest.Clerk, Give, &Giving{})
			p.must(formtest.Supervisor, Take, p.ticks())
			return p.do(formtest.Supervisor, Inspect, &Inspecting{Opinion: "好"})
		}, "不能检查自己签过的交接班，请由另一位主管或经理检查。"},
		"void after both signed": {"2026-11-23 15:50", func(p *post) string {
			p.must(formtest.Clerk, forms.Open, p.line())
			p.must(formtest.Clerk, Give, &Giving{})
			p.must(formtest.Relief, Take, p.ticks())
			return p.do(formtest.Clerk, forms.Void, &forms.Voiding{Reason: "写错"})
		}, "接班人已经签名，不能作废；写错了请“更正”。"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPost(t, c.now)
			if got := c.do(p); got != c.want {
				t.Errorf("said %q, want %q", got, c.want)
			}
		})
	}
}

// The taking side may refuse; the reason is kept, and the giving side signs
// again.
func TestReliefRefuses(t *testing.T) {
	p := newPost(t, "2026-11-23 15:50")
	p.must(formtest.Clerk, forms.Open, p.line())
	p.must(formtest.Clerk, Give, &Giving{})
	if why := p.do(formtest.Clerk, Refuse, &Refusing{Reason: "不"}); !strings.Contains(why, "不能替接班人拒绝") {
		t.Errorf("the giving side refuses for the other: %q", why)
	}
	p.must(formtest.Relief, Refuse, &Refusing{Reason: "对讲机少一台"})
	if p.h.State != ToGive || p.h.Giver.Name != "" {
		t.Errorf("%s, %s", p.h.State, p.h.Giver.Name)
	}
	if !strings.Contains(strings.Join(p.h.Story(), ""), "对讲机少一台") {
		t.Error("the reason is not kept")
	}
	p.must(formtest.Clerk, Give, &Giving{})
	p.must(formtest.Relief, Take, p.ticks())
}

// When relief does not come, the giving side stays on and the form says so; an
// office that closes over night owes nobody the night.
func TestOvertime(t *testing.T) {
	p := newPost(t, "2026-11-23 15:50")
	p.must(formtest.Clerk, forms.Open, p.line())
	p.Now = formtest.At("2026-11-23 16:45")
	p.must(formtest.Clerk, Give, &Giving{Overtime: "接班人堵车"})
	p.Now = formtest.At("2026-11-23 16:47")
	p.must(formtest.Relief, Take, p.ticks())
	text := formtest.Printed(drawPage(forms.PageHead{Office: p.O, Now: p.Now}, []forms.Entry{p.h}))
	if !strings.Contains(text, "延时值班 47 分钟") || !strings.Contains(text, "接班人堵车") {
		t.Error("the form does not say that the giving side stayed on")
	}
	p = newPost(t, "2026-11-23 17:55")
	p.O.Shifts = []forms.Shift{{Name: "行政班", Start: 9 * 60, End: 18 * 60}}
	p.must(formtest.Clerk, forms.Open, p.line())
	p.must(formtest.Clerk, Give, &Giving{})
	p.Now = formtest.At("2026-11-24 09:02")
	p.must(formtest.Relief, Take, p.ticks())
	if o := p.h.overtime(p.O); o != 0 {
		t.Errorf("overtime over night: %v", o)
	}
}

// A signature says what it covers; what is corrected later is seen beside it.
func TestSignaturesCover(t *testing.T) {
	p := newPost(t, "2026-11-23 15:50")
	p.must(formtest.Clerk, forms.Open, p.line())
	p.must(formtest.Clerk, Give, &Giving{})
	p.Now = p.Now.Add(time.Minute)
	p.must(formtest.Relief, Take, p.ticks())
	first, second := p.h.Given.Digest, p.h.Taken.Digest
	if len(first) != 12 || first == second {
		t.Errorf("digests %q and %q", first, second)
	}
	p.Now = p.Now.Add(time.Hour)
	x := &Correction{}
	x.Start(p.h, forms.Context{})
	x.Line.Things[1].Found, x.Line.Things[1].Note, x.Reason = 0, "李敏带走", "交班时没看清"
	p.must(formtest.Clerk, forms.Correct, x)
	text := formtest.Printed(drawPage(forms.PageHead{Office: p.O, Now: p.Now}, []forms.Entry{p.h}))
	if strings.Count(text, "其后有更正") != 2 || !strings.Contains(text, first) || !strings.Contains(text, "李敏带走") {
		t.Errorf("the correction is not seen beside the signatures:\n%s", text)
	}
	if y := p.h.digest(); y == second {
		t.Error("the digest does not depend on the words")
	}
}

// The quiet reminder: when a shift may be handed over, and when it is late.
func TestHandoverDue(t *testing.T) {
	p := newPost(t, "2026-11-23 15:44")
	for now, want := range map[string]string{
		"2026-11-23 15:44": "",
		"2026-11-23 15:45": "早班 16:00 结束，可以交接班了",
		"2026-11-23 23:50": "中班 00:00 结束，可以交接班了",
	} {
		if got := Reminder(forms.Context{Now: formtest.At(now), Office: p.O, Sight: p.B}); got != want {
			t.Errorf("%s: %q, want %q", now, got, want)
		}
	}
	p.Now = formtest.At("2026-11-23 15:50")
	p.must(formtest.Clerk, forms.Open, p.line())
	if got := Reminder(forms.Context{Now: p.Now, Office: p.O, Sight: p.B}); got != "早班的交接班待交班签名" {
		t.Errorf("%q", got)
	}
	p.must(formtest.Clerk, Give, &Giving{})
	p.must(formtest.Relief, Take, p.ticks())
	for now, want := range map[string]string{
		"2026-11-23 16:30": "",
		"2026-11-24 00:20": "中班已于 11-24 00:00 结束，还没有交接班",
		"2026-11-24 09:00": "2026-11-23 中班没有交接，请补记",
	} {
		if got := Reminder(forms.Context{Now: formtest.At(now), Office: p.O, Sight: p.B}); got != want {
			t.Errorf("%s: %q, want %q", now, got, want)
		}
	}
}

// Every word of the form stands on its page.
func TestAHandoverStandsOnThePage(t *testing.T) {
	p := newPost(t, "2026-11-23 15:50")
	p.takes(aLeak())
	l := p.line()
	l.Orders, l.Words, l.Unusual, l.Odd, l.Matters[0].Words = "明天消防检查", "快递柜满", forms.Yes, "东门灯不亮", "师傅明早来"
	l.Things[0].Found, l.Things[0].Note, l.Tidy[0].Done = 0, "送修", true
	p.must(formtest.Clerk, forms.Open, l)
	p.must(formtest.Clerk, Give, &Giving{})
	x := p.ticks()
	x.Matters[0], x.Differ = false, "没见到师傅"
	p.must(formtest.Relief, Take, x)
	p.must(formtest.Supervisor, Inspect, &Inspecting{Opinion: "请跟进"})
	text := formtest.Printed(drawPage(forms.PageHead{Office: p.O, Edition: "A/0", Now: p.Now}, []forms.Entry{p.h}))
	for _, want := range []string{
		"R03-WKF07", "A/0", "2026-0001", "早班", "08:00 至 16:00", "明天消防检查", "快递柜满", "☑有", "东门灯不亮", "师傅明早来", "送修", "☑台面整洁", "☐文件归位",
		"王芳", "李敏", "陈建国", "请跟进", "没见到师傅", "✗", "✓", p.h.Given.Digest, p.h.Taken.Digest, p.h.Check.Digest, "对讲机", "\n0\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if n := len(paper.Compose(drawPage(forms.PageHead{Office: p.O, Now: p.Now}, []forms.Entry{p.h}))); n != 1 {
		t.Errorf("an ordinary handover takes %d sheets", n)
	}
}

// A handover printed years later looks as it did: what was in time then does
// not turn late.
func TestAHandoverIsAnInstant(t *testing.T) {
	p := newPost(t, "2026-11-23 09:00")
	l := aLeak()
	l.Kind = forms.Complaint // within 24 hours
	p.takes(l)
	p.Now = formtest.At("2026-11-23 15:50")
	p.must(formtest.Clerk, forms.Open, p.line())
	for _, page := range paper.Compose(drawPage(forms.PageHead{Office: p.O, Now: formtest.At("2028-01-01 09:00")}, []forms.Entry{p.h})) {
		for _, b := range page.Boxes {
			for _, r := range b.Runs {
				if r.Red {
					t.Errorf("%q is red", r.Text)
				}
			}
		}
	}
}

// Visits that are due in the coming shift are handed over, others are not.
func TestVisitsComeInWhenTheyAreDue(t *testing.T) {
	p := newPost(t, "2026-11-25 15:50")
	for i, to := range []string{"2026-11-25 23:59", "2026-11-26 23:59"} {
		v := &visit.Record{Line: visit.Line{Kind: forms.OfRepair, What: "水管", To: formtest.At(to)}, Ref: forms.Ref{Book: forms.VisitKey, Year: 2026, No: i + 1}, State: visit.ToSee}
		p.B.List["visit"] = append(p.B.List["visit"], v)
	}
	l := p.line()
	if len(l.Matters) != 1 || l.Matters[0].Book != forms.VisitKey || l.Matters[0].No != "2026-0001" || l.Matters[0].blocks() {
		t.Errorf("came in: %+v", l.Matters)
	}
}
