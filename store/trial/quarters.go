package trial

import (
	"fmt"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/quarter"
	"frontdesk/forms/visit"
)

// quarters plans the statistics of each quarter that ends while the office lives:
// counted and reviewed on the first working days, archived by the 10th (S0/2 4.6,
// 4.7).
func (s *season) quarters() {
	for q := forms.QuarterOf(s.from); ; {
		next := forms.QuarterOf(q.End().AddDate(0, 0, 1))
		if next.Start().After(s.now) {
			return
		}
		s.quarter(q, next.Start())
		q = next
	}
}

func (s *season) quarter(q forms.Quarter, day time.Time) {
	calendar := s.Store.Office().Calendar
	if !s.works(day) {
		day = calendar.NextWorkday(day)
	}
	var ref forms.Ref
	counter := "" // who counts does not archive: it is written by whoever is on duty
	s.At(day.Add(14*time.Hour), func() {
		counter = s.onDuty()
		l := &quarter.Line{}
		l.Start(nil, s.Context(counter))
		l.Quarter, l.Analysis = q.Name(), analysis(l)
		ref = s.Open(counter, "stats", l)
	})
	day = calendar.NextWorkday(day)
	s.At(day.Add(10*time.Hour), func() {
		s.Do(supervisor, ref, visit.Judge, &quarter.Judging{Opinion: "情况属实，同意分析。"})
	})
	s.At(day.Add(15*time.Hour), func() {
		s.Do(manager, ref, visit.Decide, &quarter.Deciding{Action: quarter.ActionNeeded, Decision: "月底前由工程部检修卫生间防水，经理复查。"})
	})
	day = calendar.NextWorkday(day)
	s.At(day.Add(11*time.Hour), func() {
		x := &quarter.Filing{}
		r := s.Record(ref)
		if r == nil {
			return
		}
		x.Start(r, s.Context(s.onDuty()))
		x.To = archivist
		if s.Now().After(q.ArchiveBy()) {
			x.Reason = "节后才上班"
		}
		s.Do(s.onDuty(), ref, forms.Archive, x)
	})
}

// analysis is what the clerk says of the numbers.
func analysis(l *quarter.Line) string {
	finished, want, visited, bad := 0, 0, 0, 0
	for _, k := range l.Kinds {
		finished, want, visited, bad = finished+k.Finished, want+k.Want, visited+k.Visited, bad+k.Failed
	}
	return fmt.Sprintf("本季度完成 %d 件，应访 %d 户，实访 %d 户，不合格 %d 户。报修集中在卫生间渗水和门禁，建议工程部统一检修防水；投诉以夜间噪音和车位占用为主。",
		finished, want, visited, bad)
}
