package forms

import (
	"fmt"
	"strings"
	"testing"
)

// What two people say of one matter looks the same; other matters do not.
func TestAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"厨房水管漏水", "水管又漏水了", true},
		{"卫生间天花板渗水", "卫生间天花又渗水了", true},
		{"楼上夜间装修噪音", "夜间装修噪音，睡不着", true},
		{"厨房水管漏水", "客厅灯不亮", false},
		{"电梯停运", "电视没有信号", false},
		{"", "", false},
		{"水", "水", false}, // one character says nothing
		{"WIFI 不通", "wifi不通", false},
	} {
		if got := alike(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}

func complaintAt(no int, when, room, text string) *Duty {
	return &Duty{DutyLine: DutyLine{Kind: Complaint, Happened: at(when), Room: room, Text: text}, Ref: Ref{dutyKey, 2026, no}, State: Settled}
}

// The same matter complained of twice gets one number; another one of the same
// room is shown beside it without, for the clerk to join.
func TestComplainedOfAgain(t *testing.T) {
	duty := []Entry{
		complaintAt(1, "2026-07-03 10:00", "3-2-501", "楼上夜间装修噪音"),
		complaintAt(2, "2026-07-05 10:00", "1-1-101", "车位被占用"),
		complaintAt(3, "2026-08-01 22:00", "3栋2单元501", "楼上夜里又在装修，噪音大"),
		complaintAt(4, "2026-08-02 10:00", "3-2-501", "垃圾没有清运"),
	}
	void := complaintAt(5, "2026-08-03 10:00", "1-1-101", "车位被占用")
	void.State = Annulled
	follows := &ComplaintRecord{ComplaintLine: ComplaintLine{Room: "1-1-101", Received: at("2026-07-08 09:00"), Facts: "回访不合格：没人管", Visit: "2026-0009", Refers: "2026-0002"}, Ref: Ref{complaintKey, 2026, 1}}
	copied := &ComplaintRecord{ComplaintLine: ComplaintLine{Room: "3-2-501", Received: at("2026-07-03 11:00"), Facts: "楼上夜间装修噪音", Refers: "2026-0001"}, Ref: Ref{complaintKey, 2026, 2}}
	list := again(complaintsOf(append(duty, void), []Entry{follows, copied}), complainedAgain)
	var got []string
	for _, x := range list {
		got = append(got, fmt.Sprintf("%s %d", x.Ref, x.Group))
	}
	want := "2026-0002 1,投诉 2026-0001 1,2026-0001 2,2026-0003 2,2026-0004 0"
	if g := strings.Join(got, ","); g != want {
		t.Errorf("found %s\nwant  %s", g, want)
	}
	list[4].Group = 2 // the clerk knows that it is the same household's quarrel
	if g := groups(list, complainedAgain); len(g) != 2 || len(g[1]) != 3 {
		t.Errorf("%d groups, the second of %d", len(g), len(g[1]))
	}
	list[0].Group = 0
	if g := groups(list, complainedAgain); len(g) != 1 {
		t.Errorf("parted, %d groups are left", len(g))
	}
}

// Three repairs of one matter are on the list, two are not.
func TestRepairedThreeTimes(t *testing.T) {
	var duty []Entry
	repair := func(no int, room, text string) {
		d := complaintAt(no, "2026-07-03 10:00", room, text)
		d.Kind = Repair
		duty = append(duty, d)
	}
	for i := range 3 {
		repair(i+1, "2-1-1602", "卫生间天花板渗水")
	}
	repair(4, "2-1-301", "锁打不开")
	repair(5, "2-1-301", "入户门锁打不开")
	repair(6, "2 号电梯", "按键失灵")
	repair(7, "2 号电梯", "按键又失灵")
	repair(8, "2 号电梯", "电梯按键失灵")
	list := again(repairsOf(duty), repairedAgain)
	if len(list) != 6 {
		t.Errorf("%d are shown: %+v", len(list), list)
	}
	if g := groups(list, repairedAgain); len(g) != 2 {
		t.Errorf("%d matters were repaired three times", len(g))
	}
}

// closed is an office whose third quarter is over, with two repairs, one of them
// visited.
func closed(t *testing.T, now string) *bench {
	t.Helper()
	r := newBench(t, "2026-09-21 09:00")
	repaired := func() *Plan {
		p := &Plan{}
		r.enters(planKey, p, &PlanLine{Kind: OfRepair, Room: "3-2-501", Name: "张伟", Phone: "13805510001", What: "厨房水管漏水", Finished: r.now, Refers: "2026-0012", Doer: "李强"})
		return p
	}
	p := repaired()
	r.must(p, supervisor, Assign, &Assigning{First: "王芳"})
	v := &Visit{}
	r.enters(visitKey, v, r.next[0].Deed)
	repaired()
	r.now = at("2026-09-22 10:00")
	r.must(v, clerk, HandOut, &HandingOut{})
	r.must(v, clerk, See, &Visiting{When: r.now, Way: FaceToFace, Quality: Good, Effect: Good, Satisfied: Pleased, Signed: SignedOnPaper})
	r.must(v, clerk, HandIn, &HandingIn{})
	r.must(v, supervisor, Judge, &Judging{Result: Passed, Opinion: "同意。"})
	r.now = at(now)
	return r
}

func counts(r *bench) (*Stats, *StatsLine) {
	r.t.Helper()
	l := &StatsLine{}
	l.Start(nil, r.context(clerk))
	l.Analysis = "按规定回访。"
	s := &Stats{}
	if why := r.do(s, clerk, Open, l, Ref{statsKey, 2026, 1}); why != "" {
		r.t.Fatal(why)
	}
	r.b.list[statsKey] = append(r.b.list[statsKey], s)
	return s, l
}

// A quarter goes from its numbers to the archive; each step by whom it belongs
// to.
func TestAQuarterIsClosed(t *testing.T) {
	r := closed(t, "2026-10-08 09:00")
	if words, due := StatsDue(r.context(clerk)); words != "2026 年第三季度的回访还没有统计" || !due.Equal(EndOfDay(at("2026-10-10 00:00"))) {
		t.Errorf("%s, due %s", words, due)
	}
	s, l := counts(r)
	k := l.Kinds[1]
	if k.Kind != OfRepair || k.Finished != 2 || k.Want != 1 || k.Visited != 1 || k.InTime != 1 || k.Passed != 1 || k.Pleased != 1 {
		t.Errorf("counted %+v", k)
	}
	for name, c := range map[string]struct {
		by   Person
		verb Verb
		deed Deed
		want string
	}{
		"a clerk reviews":    {relief, Judge, &StatsJudging{Opinion: "好"}, "要由主管签名"},
		"the manager first":  {manager, Decide, &StatsDeciding{Action: NoAction}, "要先由主管审核，才能由经理决定；已经决定的不再改。"},
		"archived too early": {clerk, Archive, &StatsFiling{To: "周敏"}, "要先由主管审核、经理决定，才能归档。"},
	} {
		if got := r.do(s, c.by, c.verb, c.deed, s.Ref); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
	r.must(s, supervisor, Judge, &StatsJudging{Opinion: "属实。"})
	if got := r.do(s, manager, Decide, &StatsDeciding{Action: ActionNeeded}, s.Ref); got != "请写明要采取什么纠正措施、由谁负责、什么时候完成。" {
		t.Errorf("no measure: %q", got)
	}
	r.must(s, manager, Decide, &StatsDeciding{Action: NoAction})
	if got := r.do(s, clerk, Recount, &Recounting{Line: *l, Reason: "补表"}, s.Ref); !strings.Contains(got, "经理已经决定") {
		t.Errorf("counted again after the decision: %q", got)
	}
	x := &StatsFiling{To: "周敏"}
	x.Start(s, r.context(clerk))
	r.must(s, clerk, Archive, x)
	if s.State != Archived || x.Forms != 1 || x.Late || s.Brief().Open {
		t.Errorf("%s, %d forms, late %v", s.State, x.Forms, x.Late)
	}
	if words, _ := StatsDue(r.context(clerk)); words != "" {
		t.Errorf("still due: %s", words)
	}
	text := printed(statsPage(PageHead{Office: r.o, Edition: "A/0", Now: r.now}, []Entry{s}))
	for _, want := range []string{"2026 年第三季度", "按规定回访。", "属实。", "不用采取纠正措施", "1 份，接收人：周敏", "各类都达到规定的回访率"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the sheet", want)
		}
	}
}

// Archived after the 10th it needs a reason, and prints in red that it was late;
// on the 10th it is in time.
func TestArchivedByTheTenth(t *testing.T) {
	for now, late := range map[string]bool{"2026-10-10 23:58": false, "2026-10-11 00:01": true} {
		r := closed(t, now)
		s, _ := counts(r)
		r.must(s, supervisor, Judge, &StatsJudging{Opinion: "属实。"})
		r.must(s, manager, Decide, &StatsDeciding{Action: NoAction})
		x := &StatsFiling{To: "周敏"}
		got := r.do(s, clerk, Archive, x, s.Ref)
		if late != (got == "已经过了归档期限，请写明原因。") {
			t.Errorf("%s: %q", now, got)
		}
		if !late {
			continue
		}
		x.Reason = "经理出差"
		r.must(s, clerk, Archive, x)
		if !s.Filed.Late || !strings.Contains(strings.ReplaceAll(printed(statsPage(PageHead{Office: r.o, Now: r.now}, []Entry{s})), "\n", ""), "逾期归档：经理出差") {
			t.Errorf("late is not on the sheet: %+v", s.Filed)
		}
	}
}

// A quarter is counted when it is over, once; a form that comes in late is
// counted anew, and reviewed anew.
func TestCountedOnceAndAnew(t *testing.T) {
	r := closed(t, "2026-10-08 09:00")
	s, l := counts(r)
	if got := r.do(&Stats{}, clerk, Open, &StatsLine{Quarter: l.Quarter, Of: l.Quarter, Analysis: "又一次"}, Ref{statsKey, 2026, 2}); got != "2026 年第三季度已经统计过，请打开那一份，需要时“重新统计”。" {
		t.Errorf("twice: %q", got)
	}
	if got := r.do(&Stats{}, clerk, Open, &StatsLine{Quarter: "2026 年第四季度", Of: "2026 年第四季度", Analysis: "太早"}, Ref{statsKey, 2026, 2}); got != "这个季度还没有结束，不能统计。" {
		t.Errorf("too early: %q", got)
	}
	r.must(s, supervisor, Judge, &StatsJudging{Opinion: "属实。"})
	r.b.list["visit"][0].(*Visit).Seen.Satisfied = Content
	x := &Recounting{Reason: "补录一份"}
	x.Start(s, r.context(clerk))
	r.must(s, clerk, Recount, x)
	if s.State != ToJudge || s.Judge != "" || s.Kinds[1].Content != 1 || s.Analysis != "按规定回访。" {
		t.Errorf("counted anew: %s, reviewed by %q, %+v", s.State, s.Judge, s.Kinds[1])
	}
}
