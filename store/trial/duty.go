package trial

import (
	"slices"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/store"
)

// matter is a line of the duty log on its way.
type matter struct {
	affair
	kind     forms.Kind
	ref      forms.Ref
	promised time.Time
	late     bool // it is not done in time
	major    bool
}

// call is somebody who calls, comes or is found.
func (s *season) call() {
	kind, a := s.affair()
	l := s.line(kind, a)
	if s.chance(20) {
		l.Happened = l.Happened.Add(-45*time.Minute - s.upTo(time.Hour)).Truncate(time.Minute)
	}
	s.enter(&matter{affair: a, kind: kind}, l)
}

// lately is how many calls lie between two about the same, at least.
const lately = 7

// affair is what somebody calls about; at night only what cannot wait.
func (s *season) affair() (forms.Kind, affair) {
	at := clockOf(s.Now())
	dark := at < 7*time.Hour || at > 22*time.Hour
	for tries := 0; ; tries++ {
		n := s.r.IntN(1000)
		for _, x := range shares() {
			if n -= x.of; n >= 0 {
				continue
			}
			a := pick(s, x.affairs)
			fits := !dark || x.kind != forms.Spoken && a.hours < 1
			if tries > 500 || fits && !slices.Contains(s.heard, a.text) && !s.reserved(a.text) {
				s.heard = append(s.heard[max(0, len(s.heard)-lately):], a.text)
				return x.kind, a
			}
			break
		}
	}
}

// reserved tells whether it is left for what lies on the desk at the end.
func (s *season) reserved(text string) bool {
	return s.now.Sub(s.Now()) < 3*24*time.Hour && slices.Contains(s.kept, text)
}

// line is what the clerk writes of it.
func (s *season) line(kind forms.Kind, a affair) *duty.Line {
	l := &duty.Line{Happened: s.Minute(), Way: s.way(kind, a), Kind: kind, Urgent: a.urgent, Text: a.text, ReadBack: true, Price: a.price}
	if a.public {
		l.Text += "。"
		return l
	}
	l.TakeResident(pick(s, s.homes))
	if (kind == forms.Repair || kind == forms.Paid) && !a.shared {
		l.Text += pick(s, endings())
	}
	l.Text += "。"
	return l
}

func (s *season) way(kind forms.Kind, a affair) duty.Way {
	switch x := s.r.IntN(100); {
	case kind == forms.Written:
		return duty.InWords
	case a.public && x < 60:
		return duty.OnRounds
	case a.public:
		return duty.FromGate
	case x < 66:
		return duty.ByPhone
	case x < 90:
		return duty.InPerson
	}
	return duty.Online
}

// enter writes the line, and plans what becomes of it.
func (s *season) enter(m *matter, l *duty.Line) {
	m.ref = s.Open(s.onDuty(), "duty", l)
	switch {
	case s.chance(5) && m.kind == forms.Repair:
		s.After(3*time.Minute, func() {
			s.Do(s.onDuty(), m.ref, forms.Void, &forms.Voiding{Reason: "重复登记，住户家人已报过同一件事。"})
		})
		return
	case s.chance(10) && !l.Confidential && l.Phone != "":
		s.After(2*time.Minute, func() { s.mend(m) })
	}
	switch {
	case m.kind == forms.Spoken && m.who == "":
		s.After(2*time.Minute+s.upTo(4*time.Minute), func() { s.finish(m) })
	case m.kind == forms.Incident || m.kind == forms.Patient:
		s.rescue(m)
	default:
		s.After(2*time.Minute+s.upTo(8*time.Minute), func() { s.dispatch(m) })
	}
	if m.kind == forms.Complaint {
		s.complain(m, l)
	}
}

// mend corrects a number that was misheard: the old one stays readable.
func (s *season) mend(m *matter) {
	x := &duty.Correction{}
	x.Start(s.Record(m.ref), s.Context(s.onDuty()))
	x.Line.Phone, x.Reason = "1600009"+x.Line.Phone[7:], "来电显示与住户说的号码不一致，按住户更正。"
	s.Do(s.onDuty(), m.ref, forms.Correct, x)
}

// rescue is a call for special help: it is acted on before anything else, each
// step ticked (S0/1 1).
func (s *season) rescue(m *matter) {
	steps := s.Store.Office().Rules.HelpSteps
	for i, at := range []time.Duration{time.Minute, 4 * time.Minute, 15 * time.Minute} {
		part := steps[i*len(steps)/3 : (i+1)*len(steps)/3]
		s.After(at, func() {
			var ws []store.Writing
			for _, step := range part {
				ws = append(ws, s.By(s.onDuty(), m.ref, duty.HelpStep, &duty.HelpTick{Step: step}))
			}
			s.Append(ws...)
		})
	}
	s.After(time.Duration(m.hours*float64(time.Hour))+s.upTo(20*time.Minute), func() { s.finish(m) })
}

// dispatch sends it to whoever does it, with a time that is mostly kept.
func (s *season) dispatch(m *matter) {
	now := s.Now()
	done := s.doneBy(m)
	m.promised = half(done.Add(15*time.Minute + s.upTo(2*time.Hour)))
	limit := now.Add(23 * time.Hour)
	if m.kind == forms.Spoken {
		limit = now.Add(100 * time.Minute)
	}
	if bound := m.kind == forms.Complaint || m.kind == forms.Spoken; bound && m.promised.After(limit) {
		m.promised = limit.Truncate(time.Minute)
		if done.After(m.promised) {
			done = m.promised.Add(-20 * time.Minute)
		}
	}
	room := done.Sub(now)
	switch x := s.r.IntN(1000); {
	case room < 2*time.Hour:
	case x < 55:
		m.promised, m.late = half(done.Add(-30*time.Minute-s.upTo(room/2))).Add(-30*time.Minute), true
	case x < 95 && m.kind != forms.Complaint:
		if sooner := half(s.byDay(now.Add(room / 2))); sooner.Before(done.Add(-time.Hour)) {
			m.promised = sooner
			s.At(sooner.Add(-10*time.Minute), func() { s.extend(m, half(done.Add(time.Hour))) })
		}
	}
	s.Do(s.onDuty(), m.ref, duty.Dispatch, &duty.Dispatching{Department: m.department, Handler: s.handler(m), Promised: m.promised})
	if at := s.byDay(now.Add(room / 3)); room > 5*time.Hour && at.Before(done) && s.chance(450) {
		s.At(at, func() { s.Do(s.onDuty(), m.ref, duty.Progress, s.standing(m, true)) })
	}
	s.At(done, func() { s.finish(m) })
}

// doneBy is when the work is over: by day, but for what cannot wait.
func (s *season) doneBy(m *matter) time.Time {
	t := s.Now().Add(time.Duration(m.hours * (0.6 + 0.8*s.r.Float64()) * float64(time.Hour)))
	if m.hours < 1 {
		return t
	}
	return s.byDay(t)
}

func (s *season) handler(m *matter) string {
	if m.who == "" {
		return s.onDuty()
	}
	return m.who
}

// standing is a follow-up; after the promised time it gives the reason (S0/3
// 4.4.2).
func (s *season) standing(m *matter, told bool) *duty.Following {
	return &duty.Following{Text: pick(s, m.standings()), Told: told, Lateness: s.lateness(m)}
}

func (s *season) lateness(m *matter) duty.Lateness {
	if m.promised.IsZero() || !s.Now().After(m.promised) {
		return duty.Lateness{}
	}
	x := pick(s, m.excuses())
	return duty.Lateness{Reason: x[0], Told: x[1]}
}

func (s *season) extend(m *matter, to time.Time) {
	x := pick(s, m.excuses())
	m.promised = to
	s.Do(s.onDuty(), m.ref, duty.Extend, &duty.Extending{Promised: to, Reason: x[0], Told: x[1]})
}

// finish ends the work; the plan takes it in, and the customer is phoned back.
func (s *season) finish(m *matter) {
	if m.major {
		s.Do(supervisor, m.ref, duty.Grade, &duty.Grading{Major: true})
	}
	by := s.onDuty()
	x := &duty.Finishing{Finished: s.Minute(), Result: m.result, FedBack: !m.public, Price: m.price, Lateness: s.lateness(m)}
	if m.kind == forms.Spoken {
		s.Append(s.By(by, m.ref, duty.Finish, x), s.By(by, m.ref, duty.Close, &duty.Closing{}))
		return
	}
	s.Do(by, m.ref, duty.Finish, x)
	s.planned()
	s.At(s.phoned(), func() { s.callBack(m, !m.public && s.chance(70)) })
}

// phoned is when the customer is phoned back: the same day, but not at night.
func (s *season) phoned() time.Time {
	t := s.Now().Add(20*time.Minute + s.upTo(100*time.Minute))
	if at := clockOf(t); at > 7*time.Hour && at < 21*time.Hour {
		return t
	}
	return s.byDay(t)
}

// callBack asks the four questions (S0/3 4.5.1); who is not satisfied has made a
// complaint (S0/3 4.5.2).
func (s *season) callBack(m *matter, out bool) {
	by := s.onDuty()
	if out {
		s.Do(by, m.ref, duty.CallBack, &duty.Calling{Reached: forms.NotReached, Text: "无人接听"})
		s.After(90*time.Minute, func() { s.callBack(m, false) })
		return
	}
	x := &duty.Calling{Reached: forms.Reached, Attitude: forms.Good, Quality: forms.Good, Charging: forms.None, Satisfied: forms.Pleased}
	if m.public {
		x.Text = "巡查事项，由发现人复核"
	}
	close := s.By(by, m.ref, duty.Close, &duty.Closing{})
	if mended := m.kind == forms.Repair || m.kind == forms.Paid; !mended || m.public || m.shared || !s.chance(25) {
		s.Append(s.By(by, m.ref, duty.CallBack, x), close)
		return
	}
	x.Quality, x.Satisfied, x.Text = forms.Bad, forms.Displeased, pick(s, grumbles())
	s.Append(s.By(by, m.ref, duty.CallBack, x), close)
	if s.Err != nil {
		return
	}
	if d, ok := s.Lately("duty", 1)[0].(*duty.Record); ok && d.Kind == forms.Complaint {
		c := &matter{kind: forms.Complaint, ref: d.Ref, affair: affair{department: "工程部", who: engineer, hours: 6, result: "主管带人重新处理，住户在场确认，已道歉。"}}
		s.After(5*time.Minute, func() { s.dispatch(c) })
	}
}

// again is a ceiling that was never mended well.
func (s *season) again(age int) {
	a := dripping()
	l := s.line(forms.Repair, a)
	h := s.homes[len(s.homes)/3]
	l.TakeResident(h)
	l.Text = map[int]string{9: "卫生间天花板渗水。", 31: "卫生间天花板又渗水了，上次没修好。", 58: "天花板渗水第三次，要求彻底解决。"}[age%92]
	if l.Text == "" {
		l.Text = "卫生间天花板还在渗水，请再来看。"
	}
	s.enter(&matter{affair: a, kind: forms.Repair}, l)
}

// quietly is a matter that others do not read (S0/1 2(3)): who wrote it, or a
// supervisor, deals with it.
func (s *season) quietly() {
	a := affair{
		text: "反映邻居家庭纠纷，夜间有哭喊声，请不要透露来电人。", result: "已会同社区上门了解，民警已备案，持续关注。", department: "客服部", who: guards, hours: 20,
	}
	l := s.line(forms.Suggestion, a)
	l.Text, l.Confidential, l.Kind = a.text, true, forms.Other
	ref := s.Open(s.onDuty(), "duty", l)
	s.After(20*time.Minute, func() {
		s.Do(supervisor, ref, duty.Dispatch, &duty.Dispatching{Department: a.department, Handler: a.who, Promised: half(s.Now().Add(24 * time.Hour))})
	})
	s.After(20*time.Hour, func() {
		s.Do(supervisor, ref, duty.Finish, &duty.Finishing{Finished: s.Minute(), Result: a.result, FedBack: true})
		s.planned()
	})
	s.After(21*time.Hour, func() {
		s.Append(s.By(supervisor, ref, duty.CallBack, &duty.Calling{Reached: forms.Reached, Attitude: forms.Good, Quality: forms.Good, Charging: forms.None, Satisfied: forms.Pleased}),
			s.By(supervisor, ref, duty.Close, &duty.Closing{}))
	})
}
