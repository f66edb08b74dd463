package trial

import (
	"time"

	"frontdesk/forms"
	"frontdesk/forms/complaint"
	"frontdesk/forms/duty"
	"frontdesk/forms/release"
)

// present plans what whoever tries the office finds on the desk: one urgent
// matter, some that are late, some that wait for the next step.
func (s *season) present() {
	for _, a := range []affair{burst(), locked(), shaking(), dripping(), silent(), hammering()} {
		s.kept = append(s.kept, a.text)
	}
	ago := func(d time.Duration, do func()) {
		if t := s.now.Add(-d); t.After(s.from) {
			s.At(t, do)
		}
	}
	ago(35*time.Minute, s.leak)
	ago(7*time.Minute, func() { s.Open(s.onDuty(), "duty", s.line(forms.Repair, locked())) })
	ago(26*time.Hour, s.overdue)
	ago(5*24*time.Hour, s.lasting)
	ago(2*time.Hour, s.settled)
	ago(3*time.Hour, s.noise)
	ago(50*time.Hour, s.slipOut)
	ago(80*time.Minute, func() { s.under(true) })
	ago(12*time.Minute, func() { s.under(false) })
}

// leak is urgent, and somebody is at work on it.
func (s *season) leak() {
	a := burst()
	l := s.line(forms.Repair, a)
	l.Text = a.text + "。"
	ref := s.Open(s.onDuty(), "duty", l)
	s.After(3*time.Minute, func() {
		s.Do(s.onDuty(), ref, duty.Dispatch, &duty.Dispatching{Department: a.department, Handler: a.who, Promised: half(s.Now().Add(time.Hour))})
	})
	s.After(18*time.Minute, func() {
		s.Do(s.onDuty(), ref, duty.Progress, &duty.Following{Text: a.who + "已到场关阀，正在更换角阀。", Told: true})
	})
}

// overdue was promised for yesterday evening and is not done.
func (s *season) overdue() {
	l := s.line(forms.Repair, shaking())
	ref := s.Open(s.onDuty(), "duty", l)
	s.After(5*time.Minute, func() {
		s.Do(s.onDuty(), ref, duty.Dispatch, &duty.Dispatching{Department: "工程部", Handler: fitter, Promised: half(s.Now().Add(8 * time.Hour))})
	})
	s.After(3*time.Hour, func() {
		s.Do(s.onDuty(), ref, duty.Progress, &duty.Following{Text: "维保单位已看过，导靴要换，配件在路上。", Told: true})
	})
}

// lasting is open for days, with the time agreed on anew.
func (s *season) lasting() {
	l := s.line(forms.Repair, dripping())
	ref := s.Open(s.onDuty(), "duty", l)
	s.After(8*time.Minute, func() {
		s.Do(s.onDuty(), ref, duty.Dispatch, &duty.Dispatching{Department: "工程部", Handler: engineer, Promised: half(s.Now().Add(48 * time.Hour))})
	})
	s.After(40*time.Hour, func() {
		s.Do(s.onDuty(), ref, duty.Extend, &duty.Extending{
			Promised: forms.StartOfDay(s.now).AddDate(0, 0, 2).Add(17 * time.Hour), Reason: "楼上住户出差，进不了门", Told: "已告知楼上回来后马上做防水，住户同意等",
		})
	})
}

// settled is done and waits for the call-back.
func (s *season) settled() {
	a := silent()
	ref := s.Open(s.onDuty(), "duty", s.line(forms.Repair, a))
	s.After(6*time.Minute, func() {
		s.Do(s.onDuty(), ref, duty.Dispatch, &duty.Dispatching{Department: a.department, Handler: a.who, Promised: half(s.Now().Add(3 * time.Hour))})
	})
	s.After(80*time.Minute, func() {
		s.Do(s.onDuty(), ref, duty.Finish, &duty.Finishing{Finished: s.Minute(), Result: a.result, FedBack: true})
	})
}

// noise is a complaint with its record, half handled.
func (s *season) noise() {
	a := hammering()
	l := s.line(forms.Complaint, a)
	m := &matter{kind: forms.Complaint, affair: a}
	m.ref = s.Open(s.onDuty(), "duty", l)
	s.After(10*time.Minute, func() {
		s.Do(s.onDuty(), m.ref, duty.Dispatch, &duty.Dispatching{Department: a.department, Handler: a.who, Promised: half(s.Now().Add(12 * time.Hour))})
		ref := s.Open(s.onDuty(), "complaint", &complaint.Line{
			Room: l.Room, Name: l.Name, Phone: l.Phone, As: l.As, Received: l.Happened, Against: a.department, Facts: l.Text, Refers: m.ref.String(),
		})
		s.After(50*time.Minute, func() { s.Do(supervisor, ref, complaint.Classify, &complaint.Classifying{Class: complaint.Ordinary}) })
	})
}

// slipOut is a permit whose red slip should have been back.
func (s *season) slipOut() {
	l := s.application(s.Minute())
	ref := s.Open(s.onDuty(), "release", l)
	s.After(4*time.Minute, func() {
		s.Do(s.onDuty(), ref, release.Verify, s.verified(l))
		s.Do(s.onDuty(), ref, release.Issue, &release.Issuing{})
	})
	s.After(time.Hour, func() {
		s.Do(s.onDuty(), ref, release.Pass, &release.Passing{Result: release.Agrees, At: s.Minute(), Post: "东门", Guard: guard})
	})
}

// under is a permit that somebody waits for; or one that was issued and whose
// things go out now.
func (s *season) under(issued bool) {
	l := s.application(s.Minute())
	ref := s.Open(s.onDuty(), "release", l)
	if issued {
		s.After(5*time.Minute, func() {
			s.Do(s.onDuty(), ref, release.Verify, s.verified(l))
			s.Do(s.onDuty(), ref, release.Issue, &release.Issuing{})
		})
	}
}
