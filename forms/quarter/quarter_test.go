package quarter

import (
	"fmt"
	"strings"
	"testing"

	"frontdesk/forms"
	"frontdesk/forms/complaint"
	"frontdesk/forms/duty"
	"frontdesk/forms/formtest"
	"frontdesk/forms/visit"
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

func complaintAt(no int, when, room, text string) *duty.Record {
	return &duty.Record{Line: duty.Line{Kind: forms.Complaint, Happened: formtest.At(when), Room: room, Text: text}, Ref: forms.Ref{Book: forms.DutyKey, Year: 2026, No: no}, State: duty.Settled}
}

// The same matter complained of twice gets one number; another one of the same
// room is shown beside it without, for the clerk to join.
func TestComplainedOfAgain(t *testing.T) {
	duty := []forms.Entry{
		complaintAt(1, "2026-07-03 10:00", "3-2-501", "楼上夜间装修噪音"),
		complaintAt(2, "2026-07-05 10:00", "1-1-101", "车位被占用"),
		complaintAt(3, "2026-08-01 22:00", "3栋2单元501", "楼上夜里又在装修，噪音大"),
		complaintAt(4, "2026-08-02 10:00", "3-2-501", "垃圾没有清运"),
	}
	void := complaintAt(5, "2026-08-03 10:00", "1-1-101", "车位被占用")
	void.State = forms.Annulled
	follows := &complaint.Record{Line: complaint.Line{Room: "1-1-101", Received: formtest.At("2026-07-08 09:00"), Facts: "回访不合格：没人管", Visit: "2026-0009", Refers: "2026-0002"}, Ref: forms.Ref{Book: complaint.Key, Year: 2026, No: 1}}
	copied := &complaint.Record{Line: complaint.Line{Room: "3-2-501", Received: formtest.At("2026-07-03 11:00"), Facts: "楼上夜间装修噪音", Refers: "2026-0001"}, Ref: forms.Ref{Book: complaint.Key, Year: 2026, No: 2}}
	list := again(complaintsOf(append(duty, void), []forms.Entry{follows, copied}), complainedAgain)
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
	var duty []forms.Entry
	repair := func(no int, room, text string) {
		d := complaintAt(no, "2026-07-03 10:00", room, text)
		d.Kind = forms.Repair
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
func closed(t *testing.T, now string) *formtest.Bench {
	t.Helper()
	r := formtest.NewBench(t, "2026-09-21 09:00")
	repaired := func() *visit.Plan {
		p := &visit.Plan{}
		r.Enters(visit.PlanKey, p, &visit.PlanLine{Kind: forms.OfRepair, Room: "3-2-501", Name: "张伟", Phone: "13805510001", What: "厨房水管漏水", Finished: r.Now, Refers: "2026-0012", Doer: "李强"})
		return p
	}
	p := repaired()
	draws(r, p, true)
	r.Must(p, formtest.Supervisor, visit.Assign, &visit.Assigning{First: "王芳"})
	v := &visit.Record{}
	r.Enters(forms.VisitKey, v, r.Followed[0].Deed)
	draws(r, repaired(), false)
	r.Now = formtest.At("2026-09-22 10:00")
	r.Must(v, formtest.Clerk, visit.HandOut, &visit.HandingOut{})
	r.Must(v, formtest.Clerk, visit.See, &visit.Visiting{When: r.Now, Way: forms.FaceToFace, Quality: forms.Good, Effect: forms.Good, Satisfied: forms.Pleased, Signed: visit.SignedOnPaper})
	r.Must(v, formtest.Clerk, visit.HandIn, &visit.HandingIn{})
	r.Must(v, formtest.Supervisor, visit.Judge, &visit.Judging{Result: visit.Passed, Opinion: "同意。"})
	r.Now = formtest.At(now)
	return r
}

// draws lets the program draw a matter, or not.
func draws(r *formtest.Bench, p *visit.Plan, won bool) {
	r.T.Helper()
	if why := r.Apply(p, p, forms.Program, visit.CastLot, &visit.Lot{Day: forms.Day(r.Now), Size: 2, Take: 1, Place: 1, Drawn: won}, p.Ref); why != "" {
		r.T.Fatal(why)
	}
}

// What was drawn and not visited is not made good by other visits: the sheet says so
// though the share is reached.
func TestOtherVisitsDoNotStandForWhatWasDrawn(t *testing.T) {
	r := closed(t, "2026-09-23 09:00")
	p := &visit.Plan{}
	r.Enters(visit.PlanKey, p, &visit.PlanLine{Kind: forms.OfRepair, Room: "3-2-502", What: "灯不亮", Finished: r.Now, Refers: "2026-0013"})
	draws(r, p, true)
	r.Now = formtest.At("2026-10-08 09:00")
	s, l := counts(r)
	k := l.Kinds[1]
	if k.Finished != 3 || k.Want != 1 || k.Visited != 1 || k.Missed != 1 {
		t.Errorf("counted %+v", k)
	}
	if got := s.against(); got != "没有全部达到规定。应该回访而没有访到：维修 1 件，另加的回访不抵。" {
		t.Errorf("the sheet says %s", got)
	}
}

func counts(r *formtest.Bench) (*Record, *Line) {
	r.T.Helper()
	l := &Line{}
	l.Start(nil, r.Context(formtest.Clerk))
	l.Analysis = "按规定回访。"
	s := &Record{}
	if why := r.Do(s, formtest.Clerk, forms.Open, l, forms.Ref{Book: Key, Year: 2026, No: 1}); why != "" {
		r.T.Fatal(why)
	}
	r.B.List[Key] = append(r.B.List[Key], s)
	return s, l
}

// A quarter goes from its numbers to the archive; each step by whom it belongs
// to.
func TestAQuarterIsClosed(t *testing.T) {
	r := closed(t, "2026-10-08 09:00")
	if words, due := Due(r.Context(formtest.Clerk)); words != "2026 年第三季度的回访还没有统计" || !due.Equal(forms.EndOfDay(formtest.At("2026-10-10 00:00"))) {
		t.Errorf("%s, due %s", words, due)
	}
	s, l := counts(r)
	k := l.Kinds[1]
	if k.Kind != forms.OfRepair || k.Finished != 2 || k.Want != 1 || k.Visited != 1 || k.InTime != 1 || k.Passed != 1 || k.Pleased != 1 || k.Missed != 0 {
		t.Errorf("counted %+v", k)
	}
	for name, c := range map[string]struct {
		by   forms.Person
		verb forms.Verb
		deed forms.Deed
		want string
	}{
		"a clerk reviews":    {formtest.Relief, visit.Judge, &Judging{Opinion: "好"}, "要由主管签名"},
		"the manager first":  {formtest.Manager, visit.Decide, &Deciding{Action: NoAction}, "要先由主管审核，才能由经理决定；已经决定的不再改。"},
		"archived too early": {formtest.Clerk, forms.Archive, &Filing{To: "周敏"}, "要先由主管审核、经理决定，才能归档。"},
	} {
		if got := r.Do(s, c.by, c.verb, c.deed, s.Ref); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
	r.Must(s, formtest.Supervisor, visit.Judge, &Judging{Opinion: "属实。"})
	if got := r.Do(s, formtest.Manager, visit.Decide, &Deciding{Action: ActionNeeded}, s.Ref); got != "请写明要采取什么纠正措施、由谁负责、什么时候完成。" {
		t.Errorf("no measure: %q", got)
	}
	r.Must(s, formtest.Manager, visit.Decide, &Deciding{Action: NoAction})
	if got := r.Do(s, formtest.Clerk, Recount, &Recounting{Line: *l, Reason: "补表"}, s.Ref); !strings.Contains(got, "经理已经决定") {
		t.Errorf("counted again after the decision: %q", got)
	}
	x := &Filing{To: "周敏"}
	x.Start(s, r.Context(formtest.Clerk))
	r.Must(s, formtest.Clerk, forms.Archive, x)
	if s.State != forms.Archived || x.Forms != 1 || x.Late || s.Brief().Open {
		t.Errorf("%s, %d forms, late %v", s.State, x.Forms, x.Late)
	}
	if words, _ := Due(r.Context(formtest.Clerk)); words != "" {
		t.Errorf("still due: %s", words)
	}
	text := formtest.Printed(drawPage(forms.PageHead{Office: r.O, Edition: "A/0", Now: r.Now}, []forms.Entry{s}))
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
		r.Must(s, formtest.Supervisor, visit.Judge, &Judging{Opinion: "属实。"})
		r.Must(s, formtest.Manager, visit.Decide, &Deciding{Action: NoAction})
		x := &Filing{To: "周敏"}
		got := r.Do(s, formtest.Clerk, forms.Archive, x, s.Ref)
		if late != (got == "已经过了归档期限，请写明原因。") {
			t.Errorf("%s: %q", now, got)
		}
		if !late {
			continue
		}
		x.Reason = "经理出差"
		r.Must(s, formtest.Clerk, forms.Archive, x)
		if !s.Filed.Late || !strings.Contains(strings.ReplaceAll(formtest.Printed(drawPage(forms.PageHead{Office: r.O, Now: r.Now}, []forms.Entry{s})), "\n", ""), "逾期归档：经理出差") {
			t.Errorf("late is not on the sheet: %+v", s.Filed)
		}
	}
}

// A quarter is counted when it is over, once; a form that comes in late is
// counted anew, and reviewed anew.
func TestCountedOnceAndAnew(t *testing.T) {
	r := closed(t, "2026-10-08 09:00")
	s, l := counts(r)
	if got := r.Do(&Record{}, formtest.Clerk, forms.Open, &Line{Quarter: l.Quarter, Of: l.Quarter, Analysis: "又一次"}, forms.Ref{Book: Key, Year: 2026, No: 2}); got != "2026 年第三季度已经统计过，请打开那一份，需要时“重新统计”。" {
		t.Errorf("twice: %q", got)
	}
	if got := r.Do(&Record{}, formtest.Clerk, forms.Open, &Line{Quarter: "2026 年第四季度", Of: "2026 年第四季度", Analysis: "太早"}, forms.Ref{Book: Key, Year: 2026, No: 2}); got != "这个季度还没有结束，不能统计。" {
		t.Errorf("too early: %q", got)
	}
	r.Must(s, formtest.Supervisor, visit.Judge, &Judging{Opinion: "属实。"})
	r.B.List["visit"][0].(*visit.Record).Seen.Satisfied = forms.Content
	x := &Recounting{Reason: "补录一份"}
	x.Start(s, r.Context(formtest.Clerk))
	r.Must(s, formtest.Clerk, Recount, x)
	if s.State != visit.ToJudge || s.Judge != "" || s.Kinds[1].Content != 1 || s.Analysis != "按规定回访。" {
		t.Errorf("counted anew: %s, reviewed by %q, %+v", s.State, s.Judge, s.Kinds[1])
	}
}
