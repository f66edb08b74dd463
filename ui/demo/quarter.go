package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/visit"
	"frontdesk/store"
	"frontdesk/store/trial"
)

// Counted is what a generated quarter knows of itself, by the kind of visits:
// it counts what it does, and asks nobody.
type Counted struct {
	Finished, Visited, InTime, Pleased, Content, Displeased, Lacking, Failed int
}

// fourth is a quarter of an office of real size, written straight into its
// ledger by a told clock: 600 matters of eight kinds, the visits that were drawn
// of them, and what followed.
type fourth struct {
	*trial.Script
	st     *store.Store
	clock  *clock
	r      *rand.Rand
	people map[string]forms.Person
	counts map[forms.VisitKind]*Counted
	tries  int // households that were never met
	bad    int // visits that did not pass
}

// newQuarter writes into an office's book by a told clock.
func newQuarter(st *store.Store, c *clock) *fourth {
	return &fourth{Script: trial.NewScript(st, c.Reach), st: st, clock: c, r: rand.New(rand.NewPCG(5, 2026))}
}

// matters of the quarter by kind: 600 in all.
var matters = []struct {
	kind  forms.Kind
	n     int
	texts []string
}{
	{forms.Repair, 300, []string{"厨房水管漏水", "卫生间下水堵塞", "入户门锁打不开", "客厅灯不亮", "对讲机没有声音", "阳台窗户关不严", "厨房插座没有电", "卫生间天花板渗水"}},
	{forms.Paid, 90, []string{"空调清洗两台", "更换水龙头", "疏通地漏", "安装晾衣架", "移装插座"}},
	{forms.Other, 60, []string{"代收快递一件", "借用手推车", "登记访客车辆", "办理门禁卡"}},
	{forms.Complaint, 54, []string{"楼上夜间装修噪音", "垃圾没有及时清运", "车位被占用", "保安态度生硬", "电梯经常停运", "宠物粪便没人清理"}},
	{forms.Suggestion, 36, []string{"建议增加儿童游乐设施", "建议大堂加装照明", "建议延长游泳池开放时间"}},
	{forms.Incident, 20, []string{"地下车库水浸", "楼道有人争吵", "单元门被撞坏"}},
	{forms.Written, 20, []string{"书面询问装修押金退还", "书面询问车位转让手续"}},
	{forms.Patient, 20, []string{"老人突然晕倒，需要急救", "住户胸闷，叫救护车"}},
}

// fill writes the quarter into a book that was founded just before it.
func (q *fourth) fill(from time.Time) {
	q.people, q.counts = map[string]forms.Person{}, map[forms.VisitKind]*Counted{}
	for _, k := range forms.VisitKinds() {
		q.counts[k] = &Counted{}
	}
	for _, p := range q.st.Staff() {
		q.people[p.Name] = p
	}
	q.settle()
	n := 0
	for _, m := range matters {
		for i := range m.n {
			// Days of the quarter, hours of the day: spread, but never at night.
			at := from.AddDate(0, 0, (n*7+i*13)%88).Add(time.Duration(8*60+(n*37)%(11*60)) * time.Minute)
			room := fmt.Sprintf("%d-%d-%d0%d", 1+q.r.IntN(4), 1+q.r.IntN(3), 1+q.r.IntN(18), 1+q.r.IntN(2))
			q.At(at, func() { q.matter(m.kind, room, m.texts[i%len(m.texts)]) })
			n++
		}
	}
	for i, text := range []string{"卫生间天花板渗水", "卫生间天花又渗水了", "天花板渗水，上次没修好"} {
		q.At(from.AddDate(0, 0, 10+20*i).Add(10*time.Hour), func() { q.matter(forms.Repair, "2-1-1602", text) })
	}
	q.At(from.AddDate(0, 0, 45).Add(9*time.Hour), q.event)
	q.Err = q.Run(context.Background(), from.AddDate(1, 0, 0), nil)
}

func (q *fourth) do(ref forms.Ref, v forms.Verb, d forms.Deed, by string) forms.Act {
	return q.Do(by, ref, v, d)
}

// settle sets the share of other work, as the supervisor does for each quarter
// (S0/2 4.1.2).
func (q *fourth) settle() {
	x := q.st.Settings()
	for i := range x.Rules.Visits {
		if x.Rules.Visits[i].Kind == forms.OfOther {
			x.Rules.Visits[i].Share = 10
		}
	}
	q.Err = q.st.ChangeSettings(context.Background(), q.people["陈建国"], x)
}

// matter takes a matter from its call to its call-back.
func (q *fourth) matter(kind forms.Kind, room, text string) {
	l := &duty.Line{
		Happened: q.clock.Now().Truncate(time.Minute), Way: duty.ByPhone, Room: room, Name: "住户" + room[len(room)-2:], Phone: "13800001234",
		As: forms.Owner, Kind: kind, Text: text, ReadBack: true, Price: "50 元",
	}
	ref := q.do(forms.Ref{Book: "duty"}, forms.Open, l, "王芳").Ref
	q.After(5*time.Minute, func() {
		q.do(ref, duty.Dispatch, &duty.Dispatching{Department: "工程部", Handler: "李强", Promised: q.clock.Now().Add(8 * time.Hour).Truncate(time.Minute)}, "王芳")
	})
	q.After(time.Duration(1+q.r.IntN(5))*time.Hour, func() { q.finish(ref, kind) })
}

// finish ends a matter; the plan takes it in, and where it was drawn it is
// visited.
func (q *fourth) finish(ref forms.Ref, kind forms.Kind) {
	help := q.record(ref).(*duty.Record)
	for _, s := range help.StepsLeft() {
		q.do(ref, duty.HelpStep, &duty.HelpTick{Step: s}, "王芳")
	}
	q.do(ref, duty.Finish, &duty.Finishing{Finished: q.clock.Now().Truncate(time.Minute), Result: "已处理好", FedBack: true, Price: "50 元"}, "王芳")
	if rule, ok := q.st.Office().Rules.VisitOf(kind); ok {
		q.counts[rule.Kind].Finished++
		q.planned()
	}
	if help.CallBack {
		q.After(30*time.Minute, func() {
			q.do(ref, duty.CallBack, &duty.Calling{Reached: forms.Reached, Attitude: forms.Good, Quality: forms.Good, Charging: forms.None, Satisfied: forms.Pleased}, "王芳")
			q.do(ref, duty.Close, &duty.Closing{}, "王芳")
		})
	}
}

// planned visits the newest line of the plan, where it is drawn.
func (q *fourth) planned() {
	if q.Err != nil {
		return
	}
	if e, ok := q.st.Sight(context.Background(), q.people["陈建国"]).Lately("plan", 1)[0].(*visit.Plan); ok {
		q.drawn(e)
	}
}

// drawn visits a line of the plan, in the morning where that draws it.
func (q *fourth) drawn(p *visit.Plan) {
	switch p.State {
	case visit.ToAssign:
		q.visit(p)
	case visit.Waiting:
		q.At(forms.StartOfDay(q.clock.Now()).Add(32*time.Hour), func() {
			q.Err = q.st.Nightly(context.Background())
			if e, ok := q.Record(p.Ref).(*visit.Plan); ok && q.Err == nil {
				q.drawn(e)
			}
		})
	}
}

// event enters something for forty households, of whom a tenth is drawn.
func (q *fourth) event() {
	l := &visit.PlanLine{Kind: forms.OfEvent, Room: "1-1-101", Name: "住户01", What: "夏季纳凉晚会", Finished: q.clock.Now().Add(-time.Hour).Truncate(time.Minute)}
	for i := range 39 {
		l.Others += fmt.Sprintf("%d-2-%d01 住户%d\n", 1+i%4, 2+i/4, i)
	}
	q.Open("陈建国", "plan", l)
	q.counts[forms.OfEvent].Finished += 40
	for _, e := range q.st.Sight(context.Background(), q.people["陈建国"]).Lately("plan", 40) {
		if p := e.(*visit.Plan); p.Kind == forms.OfEvent {
			q.drawn(p)
		}
	}
}

// visit takes a line of the plan to its reviewed form.
func (q *fourth) visit(p *visit.Plan) {
	x := &visit.Assigning{First: []string{"王芳", "李敏"}[q.r.IntN(2)]}
	if p.Two {
		x.Second = "孙工"
	}
	q.do(p.Ref, visit.Assign, x, "陈建国")
	if q.Err != nil {
		return
	}
	v := q.st.Sight(context.Background(), q.people["陈建国"]).Lately("visit", 1)[0].(*visit.Record)
	q.do(v.Ref, visit.HandOut, &visit.HandingOut{}, v.First)
	at := v.From.Add(20 * time.Hour) // the next day, or the first that it may be
	if soon := q.clock.Now().Add(2 * time.Hour); at.Before(soon) {
		at = soon
	}
	q.At(at, func() { q.see(v) })
}

// see makes the visit: one household in thirty is never met, one in twenty is
// not content.
func (q *fourth) see(v *visit.Record) {
	n := q.counts[v.Kind]
	chance := q.r.IntN(60)
	if chance < 2 {
		q.tries++
		for range 3 {
			q.do(v.Ref, visit.Try, &visit.Trying{When: q.clock.Now().Truncate(time.Minute), Text: "家中无人"}, "王芳")
		}
		q.do(v.Ref, visit.Unreached, &visit.GivingUp{Text: "三次上门无人，电话无人接听"}, v.First)
		n.Lacking++
		return
	}
	x := &visit.Visiting{
		When: q.clock.Now().Truncate(time.Minute), Way: forms.FaceToFace, Quality: forms.Good, Effect: forms.Good,
		Satisfied: forms.Pleased, Signed: visit.SignedOnPaper, Facts: "现场查看，与记录一致", CoSigned: v.Outside,
	}
	switch {
	case chance < 5:
		x.Satisfied, x.Quality, x.Lacks = forms.Displeased, forms.Bad, "问题又出现，没有修好"
		n.Displeased++
	case chance < 18:
		x.Satisfied, x.Effect = forms.Content, forms.Fair
		n.Content++
	default:
		n.Pleased++
	}
	n.Visited++
	if x.When.After(v.To) {
		x.Late = "住户约定改期"
	} else {
		n.InTime++
	}
	q.do(v.Ref, visit.See, x, v.First)
	q.do(v.Ref, visit.HandIn, &visit.HandingIn{}, "王芳")
	if x.Satisfied != forms.Displeased {
		q.do(v.Ref, visit.Judge, &visit.Judging{Result: visit.Passed, Opinion: "同意。"}, "陈建国")
		return
	}
	n.Failed++
	q.bad++
	q.do(v.Ref, visit.Judge, &visit.Judging{Result: visit.Failed, Opinion: "请重新处理。"}, "陈建国")
	q.do(v.Ref, visit.Decide, &visit.Deciding{Decision: "按投诉处理，两天内重修。", Again: v.First}, "赵卫东")
}

func (q *fourth) record(ref forms.Ref) forms.Record {
	if r := q.Record(ref); r != nil {
		return r
	}
	return &duty.Record{}
}
