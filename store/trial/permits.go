package trial

import (
	"time"

	"frontdesk/forms"
	"frontdesk/forms/release"
)

// permit is somebody who moves large things out (S2 2.7.1.5(7)).
func (s *season) permit() { s.move(s.application(s.Minute().Add(20 * time.Minute))) }

// application is what is asked for.
func (s *season) application(from time.Time) *release.Line {
	l := &release.Line{From: from, To: from.Add(3 * time.Hour), Items: pick(s, things())}
	l.TakeResident(pick(s, s.homes))
	if s.chance(600) {
		l.Mover, l.Plate = "顺达搬家", "皖A·演"+string(rune('A'+s.r.IntN(8)))+"88"
	}
	return l
}

// move takes a permit from the application to the archive.
func (s *season) move(l *release.Line) {
	ref := s.Open(s.onDuty(), "release", l)
	s.After(3*time.Minute, func() { s.verify(ref, l) })
}

// verify looks at the document and hears the owner.
func (s *season) verify(ref forms.Ref, l *release.Line) {
	if s.chance(40) {
		why := "业主电话里不同意搬出，申请人改天再来。"
		if l.As == forms.Owner {
			why = "没有带证件，改天再来。"
		}
		s.Do(s.onDuty(), ref, forms.Void, &forms.Voiding{Reason: why})
		return
	}
	s.Do(s.onDuty(), ref, release.Verify, s.verified(l))
	s.After(2*time.Minute, func() {
		s.Do(s.onDuty(), ref, release.Issue, &release.Issuing{})
		s.After(30*time.Minute+s.upTo(80*time.Minute), func() { s.pass(ref) })
	})
}

func (s *season) verified(l *release.Line) *release.Verifying {
	x := &release.Verifying{Document: release.IDCard, LastFour: string([]byte{digit(s), digit(s), digit(s), digit(s)}), Checked: true, Fees: true}
	if l.As != forms.Owner {
		x.Consent, x.Consenter, x.Called, x.When, x.Heard = release.ByCall, "业主"+l.Room, "16000008888", s.Minute(), s.onDuty()
		for _, h := range s.homes {
			if h.Room == l.Room && h.As == forms.Owner {
				x.Consenter, x.Called = h.Name, h.Phone
			}
		}
	}
	return x
}

func digit(s *season) byte { return byte('0' + s.r.IntN(10)) }

// pass is the gate's word, and the red slip's way back.
func (s *season) pass(ref forms.Ref) {
	r, ok := s.Record(ref).(*release.Record)
	switch {
	case !ok:
		return
	case s.Minute().After(r.To):
		by := s.onDuty()
		s.Append(s.By(by, ref, release.Back, &release.TakingBack{Unused: true, Note: "住户改天再搬。"}), s.By(by, ref, forms.Archive, &release.Archiving{Folder: "放行条夹"}))
		return
	}
	x := &release.Passing{Result: release.Agrees, At: s.Minute(), Post: pick(s, []string{"东门", "南门"}), Guard: pick(s, []string{guard, "周强", "陆军"})}
	if s.chance(40) {
		x.Result, x.Found = release.Differ, "多了一台电视机，没有列在单上。"
		s.Do(s.onDuty(), ref, release.Pass, x)
		if s.Err == nil { // another one was opened in its place
			n := s.Lately("release", 1)[0].(*release.Record)
			s.After(5*time.Minute, func() { s.verify(n.Ref, &n.Line) })
			s.At(s.slipBack(), func() { s.Do(s.onDuty(), ref, release.Back, &release.TakingBack{}) })
		}
		return
	}
	s.Do(s.onDuty(), ref, release.Pass, x)
	if !s.missing && s.Now().After(s.from.AddDate(0, 2, 0)) {
		s.missing = true
		s.At(s.Now().AddDate(0, 0, 3), func() {
			s.Do(supervisor, ref, release.Lose, &release.Losing{Reason: "门岗交接时遗失，已查监控，物品与清单相符。"})
		})
		return
	}
	s.At(s.slipBack(), func() { s.takeBack(ref) })
}

// slipBack is when the gate brings the red slip: at the end of its watch.
func (s *season) slipBack() time.Time { return s.Now().Add(time.Hour + s.upTo(5*time.Hour)) }

func (s *season) takeBack(ref forms.Ref) {
	r, ok := s.Record(ref).(*release.Record)
	if !ok {
		return
	}
	x := &release.TakingBack{Result: release.Agrees}
	for i := range r.Items {
		x.Out[i] = true
	}
	by := s.onDuty()
	s.Append(s.By(by, ref, release.Back, x), s.By(by, ref, forms.Archive, &release.Archiving{Folder: "放行条夹"}))
}
