package trial

import (
	"context"
	"fmt"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/complaint"
	"frontdesk/forms/duty"
	"frontdesk/forms/visit"
	"frontdesk/store"
)

// planned keeps the newest line of the plan, until it is known whether it is drawn.
func (s *season) planned() {
	for _, e := range s.Lately("plan", 1) {
		p := e.(*visit.Plan)
		if undecided(p) && (len(s.drawn) == 0 || s.drawn[len(s.drawn)-1].Ref != p.Ref) {
			s.drawn = append(s.drawn, p)
		}
	}
}

// undecided tells whether a line of the plan may still have to be visited.
func undecided(p *visit.Plan) bool { return p.State == visit.Waiting || p.State == visit.ToAssign }

// draw lets the program draw over the days that are over, as the desk does when it
// opens, and drops what was not drawn.
func (s *season) draw() {
	if s.Err = s.Store.Nightly(context.Background()); s.Err != nil {
		return
	}
	var left []*visit.Plan
	for _, p := range s.drawn {
		if now, ok := s.Record(p.Ref).(*visit.Plan); ok && undecided(now) {
			left = append(left, now)
		}
	}
	s.drawn = left
}

// assign names the visitors of what was drawn (S0/2 4.1.3): complaints on any
// day, the rest when the office works. Who goes has the early or the middle
// shift that day.
func (s *season) assign() {
	s.draw()
	var ws []store.Writing
	var wait []*visit.Plan
	sent := 0
	for _, p := range s.drawn {
		if !s.works(s.Now()) && p.Kind != forms.OfComplaint || p.State == visit.Waiting || p.From.After(forms.EndOfDay(s.Now())) {
			wait = append(wait, p)
			continue
		}
		if p.Room == "" {
			ws = append(ws, s.By(supervisor, p.Ref, forms.Void, &forms.Voiding{Reason: "公共区域的巡查事项，没有住户可以回访。"}))
			continue
		}
		x := &visit.Assigning{First: has(early, s.Now())}
		if x.First == p.Doer {
			x.First = has(middle, s.Now())
		}
		if p.Two {
			x.Second = headOf(departmentOf(p.Doer), p.Doer)
		}
		by := supervisor
		if p.Major {
			by = manager
		}
		ws = append(ws, s.By(by, p.Ref, visit.Assign, x))
		sent++
	}
	s.drawn = wait
	s.Append(ws...)
	for _, e := range s.Lately("visit", sent) {
		s.visit(e.(*visit.Record))
	}
}

// departmentOf is where somebody works.
func departmentOf(name string) string {
	switch name {
	case plumber, fitter, engineer:
		return "工程部"
	case cleaner, cleaners:
		return "环境部"
	}
	return "秩序部"
}

// visit takes a form to the household, today or on the last day that is left.
func (s *season) visit(v *visit.Record) {
	at := forms.StartOfDay(s.Now()).Add(10*time.Hour + s.upTo(5*time.Hour))
	if v.From.After(at) {
		at = v.From.Add(s.upTo(30 * time.Minute))
	}
	s.At(at.Add(-25*time.Minute), func() { s.Do(v.First, v.Ref, visit.HandOut, &visit.HandingOut{}) })
	if s.chance(35) {
		for i := range 3 {
			s.At(at.Add(time.Duration(i)*20*time.Hour), func() {
				s.Do(v.First, v.Ref, visit.Try, &visit.Trying{When: s.Minute(), Text: "家中无人，电话无人接听"})
			})
		}
		s.At(at.Add(41*time.Hour), func() {
			s.Do(v.First, v.Ref, visit.Unreached, &visit.GivingUp{Text: "三次上门无人，电话无人接听，已留条。"})
		})
		return
	}
	s.At(at, func() { s.see(v) })
}

// see fills in what the visit found.
func (s *season) see(v *visit.Record) {
	x := &visit.Visiting{
		When: s.Minute(), Way: forms.FaceToFace, Quality: forms.Good, Effect: forms.Good, Satisfied: forms.Pleased,
		Signed: visit.SignedOnPaper, Facts: "现场查看，与记录一致", CoSigned: v.Outside,
	}
	switch n := s.r.IntN(100); {
	case v.After == "" && n < 4:
		x.Satisfied, x.Quality, x.Effect, x.Lacks = forms.Displeased, forms.Bad, forms.Fair, "问题又出现，没有彻底解决"
	case n < 18:
		x.Satisfied, x.Effect, x.Advice = forms.Content, forms.Fair, "希望来之前先电话约好时间"
	case n < 30:
		x.Advice = "希望继续保持"
	}
	if x.When.After(v.To) {
		x.Late = "住户约定改期"
	}
	s.Do(v.First, v.Ref, visit.See, x)
	s.After(20*time.Minute+s.upTo(30*time.Minute), func() {
		s.Do(s.onDuty(), v.Ref, visit.HandIn, &visit.HandingIn{})
		s.back = append(s.back, v)
	})
}

// review is the supervisor's afternoon: the forms that came back (S0/2 4.4).
func (s *season) review() {
	if !s.works(s.Now()) {
		return
	}
	var ws []store.Writing
	for _, v := range s.back {
		x := &visit.Judging{}
		r, ok := s.Record(v.Ref).(*visit.Record)
		if !ok {
			return
		}
		x.Start(r, s.Context(supervisor))
		by := supervisor
		if v.Major {
			by = manager
		}
		if x.Result == visit.Failed {
			x.Opinion = "请" + departmentOf(v.Doer) + "主管到场重新处理，按投诉办理。"
			s.At(s.Now().Add(16*time.Hour+s.upTo(time.Hour)), func() { s.decide(r) })
		}
		ws = append(ws, s.By(by, v.Ref, visit.Judge, x))
	}
	s.back = nil
	s.Append(ws...)
}

// decide is the manager's word on a visit that did not pass: it is handled as a
// complaint, and visited once more (S0/2 4.5).
func (s *season) decide(v *visit.Record) {
	again := has(early, s.Now())
	if again == v.Doer {
		again = has(middle, s.Now())
	}
	s.Do(manager, v.Ref, visit.Decide, &visit.Deciding{Decision: "按投诉处理，两天内重新处理好并道歉。", Again: again})
	if s.Err != nil {
		return
	}
	k := s.Lately("complaint", 1)[0].(*complaint.Record)
	second := s.Lately("visit", 1)[0].(*visit.Record)
	s.handle(k.Ref, complaint.Ordinary, headOf(departmentOf(v.Doer), ""), departmentOf(v.Doer)+"返工不彻底，当天只做了表面处理。", func() {
		s.Do(supervisor, v.Ref, complaint.Outcome, &visit.Resulting{Text: "已重新处理并道歉，住户满意（投诉记录 " + k.Ref.String() + "）"})
	})
	at := s.byDay(s.Now().Add(30 * time.Hour))
	if at.Before(second.From) {
		at = second.From.Add(10*time.Hour + s.upTo(3*time.Hour))
	}
	s.At(at, func() {
		s.Do(second.First, second.Ref, visit.HandOut, &visit.HandingOut{})
		s.After(20*time.Minute, func() { s.see(second) })
	})
}

// complain opens a record of its own for some complaints of the log, and for all
// that are grave.
func (s *season) complain(m *matter, l *duty.Line) {
	m.major = s.chance(50)
	if !m.major && !s.chance(400) {
		return
	}
	class := complaint.Ordinary
	if m.major {
		class = complaint.MajorOne
	}
	received := l.Happened
	s.After(25*time.Minute, func() {
		ref := s.Open(s.onDuty(), "complaint", &complaint.Line{
			Room: l.Room, Name: l.Name, Phone: l.Phone, As: l.As, Received: received, Against: m.department, Facts: l.Text, Refers: m.ref.String(),
		})
		s.handle(ref, class, headOf(m.department, ""), "经向住户和当班人员了解，情况属实，"+m.department+"当班人员做得不到位。", func() {})
	})
}

// handle takes a complaint from its class to its end, and then goes on.
func (s *season) handle(ref forms.Ref, class complaint.Class, who, found string, then func()) {
	decides := supervisor
	if class == complaint.MajorOne {
		decides = manager
	}
	at := s.byDay(s.Now().Add(20 * time.Minute))
	step := func(after time.Duration, do func()) {
		at = s.byDay(at.Add(after))
		s.At(at, do)
	}
	step(0, func() { s.Do(supervisor, ref, complaint.Classify, &complaint.Classifying{Class: class}) })
	step(time.Hour, func() { s.Do(s.onDuty(), ref, complaint.Investigate, &complaint.Investigating{Text: found}) })
	step(time.Hour, func() {
		s.Do(decides, ref, complaint.Measure, &complaint.Measuring{
			Text: "责任人到场处理并向住户道歉，主管检查", Who: who, By: half(s.Now().Add(8 * time.Hour)), Prevent: "纳入班前会讲评，同类事项先电话告知时间。",
		})
	})
	step(90*time.Minute, func() {
		s.Do(s.onDuty(), ref, complaint.Answer, &complaint.Answering{Way: string(forms.OnPhone), When: s.Minute(), Said: "已说明原因和措施，住户接受。"})
	})
	step(26*time.Hour, func() { s.Do(s.onDuty(), ref, complaint.Outcome, &complaint.Ending{Satisfied: forms.Pleased}) })
	step(time.Hour, func() {
		s.Do(decides, ref, complaint.Conclude, &complaint.Settling{Opinion: "同意结案。"})
		then()
	})
}

// party enters an event for forty households, of whom a tenth is drawn.
func (s *season) party() {
	l := &visit.PlanLine{Kind: forms.OfEvent, What: "社区便民服务日", Finished: s.Minute().Add(-15 * time.Hour)}
	for i := range 40 {
		h := s.homes[i*len(s.homes)/40]
		if i == 0 {
			l.TakeResident(h)
			continue
		}
		l.Others += fmt.Sprintf("%s %s\n", h.Room, h.Name)
	}
	s.Open(supervisor, "plan", l)
	for _, e := range s.Lately("plan", 40) {
		if p := e.(*visit.Plan); undecided(p) && p.Kind == forms.OfEvent {
			s.drawn = append(s.drawn, p)
		}
	}
}
