package trial

import (
	"context"
	"math/rand/v2"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/resident"
	"frontdesk/forms/visit"
	"frontdesk/store"
	"frontdesk/store/told"
)

// season is half a year of the office: what is planned for each day, and what has
// come of it so far.
type season struct {
	*Script
	r     *rand.Rand // of what is being done: see At
	from  time.Time  // when the office was founded
	now   time.Time  // up to when it lives
	homes []resident.Resident

	shelf   []forms.Ref     // handovers that the supervisor has not checked yet
	drawn   []*visit.Plan   // or waiting to be
	back    []*visit.Record // forms that came back and are not reviewed yet
	missing bool            // a red slip was lost already
	heard   []string        // what was called about lately
	kept    []string        // what whoever tries the office finds on the desk: nobody else calls about it just before
}

// newSeason begins with the office as it was founded.
func newSeason(st *store.Store, c *told.Clock, now time.Time) *season {
	s := &season{Script: NewScript(st, c.Reach), from: c.Now(), now: now}
	s.roll(s.from)
	return s
}

// roll throws the dice of what is done at a moment. They are those of the day on
// which the office was begun and of the moment alone: what is drawn for visits,
// which nobody can know, changes nothing else.
func (s *season) roll(at time.Time) {
	s.r = rand.New(rand.NewPCG(uint64(s.now.Year()*1000+s.now.YearDay()), uint64(at.UnixNano())))
}

// At puts something on the list of what is to be done.
func (s *season) At(t time.Time, do func()) {
	s.Script.At(t, func() {
		s.roll(t)
		do()
	})
}

// After does it so much later.
func (s *season) After(d time.Duration, do func()) { s.At(s.Now().Add(d), do) }

// live lets the office live until now.
func (s *season) live(ctx context.Context, progress func(done, total int)) error {
	s.homes = residents(s.r)
	s.found(ctx)
	s.rosters()
	s.handovers()
	for day := forms.StartOfDay(s.from); day.Before(s.now); day = day.AddDate(0, 0, 1) {
		s.day(day)
	}
	s.quarters()
	s.present()
	total := int(s.now.Sub(s.from).Hours())
	err := s.Run(ctx, s.now, func(t time.Time) {
		if progress != nil {
			progress(int(t.Sub(s.from).Hours()), total)
		}
	})
	s.set(s.now)
	return err
}

// found is the first morning: the list of residents is taken in, and the
// supervisor sets the share of other work that is visited (S0/2 4.1.2).
func (s *season) found(ctx context.Context) {
	s.At(s.from.Add(10*time.Minute), func() {
		in := store.Intake{File: "和谐花园住户名单（演示）.xlsx", Residents: s.homes, Left: 2}
		_, err := store.OpenResidents(s.Store).TakeIn(ctx, s.people[supervisor], in, nil)
		s.Err = err
	})
	s.At(s.from.Add(20*time.Minute), func() {
		x := s.Store.Settings()
		for i := range x.Rules.Visits {
			if x.Rules.Visits[i].Kind == forms.OfOther {
				x.Rules.Visits[i].Share = 10
			}
		}
		s.Err = s.Store.ChangeSettings(ctx, s.people[supervisor], x)
	})
}

// day plans what comes on a day, and what is done on it whatever comes.
func (s *season) day(day time.Time) {
	n := 4 + s.r.IntN(3)
	if !s.works(day) {
		n = 3 + s.r.IntN(2)
	}
	for range n {
		s.At(s.hour(day), s.call)
	}
	if s.chance(270) {
		s.At(day.Add(9*time.Hour+s.upTo(7*time.Hour)), s.permit)
	}
	if s.works(day) && day.After(s.from) { // on the first day there is nothing to check
		s.At(day.Add(8*time.Hour+35*time.Minute+s.upTo(20*time.Minute)), s.check)
	}
	s.At(day.Add(9*time.Hour+10*time.Minute+s.upTo(20*time.Minute)), s.assign)
	s.At(day.Add(17*time.Hour+s.upTo(30*time.Minute)), s.review)
	switch age := int(day.Sub(s.from).Hours() / 24); age {
	case 9, 31, 58, 101, 124, 150: // the same ceiling, again and again
		s.At(day.Add(10*time.Hour+s.upTo(time.Hour)), func() { s.again(age) })
	case 40, 130:
		s.At(day.Add(9*time.Hour+40*time.Minute), s.party)
	case 75:
		s.At(day.Add(14*time.Hour), s.quietly)
	}
}

// hour is when somebody calls: mostly by day, seldom at night.
func (s *season) hour(day time.Time) time.Time {
	switch x := s.r.IntN(100); {
	case x < 62:
		return day.Add(8*time.Hour + s.upTo(10*time.Hour))
	case x < 84: // the morning is the busiest
		return day.Add(8*time.Hour + s.upTo(4*time.Hour))
	case x < 96:
		return day.Add(18*time.Hour + s.upTo(4*time.Hour))
	}
	return day.Add(22*time.Hour + s.upTo(9*time.Hour))
}

// works tells whether the office works on a day.
func (s *season) works(t time.Time) bool { return s.Store.Office().Calendar.Workday(t) }

// upTo is any span shorter than d, with odd seconds as clocks have them.
func (s *season) upTo(d time.Duration) time.Duration { return time.Duration(s.r.Int64N(int64(d))) }

// chance is something that happens so often in a thousand.
func (s *season) chance(of int) bool { return s.r.IntN(1000) < of }

// pick gives any of several.
func pick[T any](s *season, all []T) T { return all[s.r.IntN(len(all))] }

// clockOf is how long after midnight a moment is.
func clockOf(t time.Time) time.Duration { return t.Sub(forms.StartOfDay(t)) }

// byDay is t, or where that is no time to knock or to phone, the next morning.
func (s *season) byDay(t time.Time) time.Time {
	switch at := clockOf(t); {
	case at < 8*time.Hour+30*time.Minute:
		return forms.StartOfDay(t).Add(8*time.Hour + 30*time.Minute + s.upTo(90*time.Minute))
	case at > 19*time.Hour:
		return forms.StartOfDay(t).Add(32*time.Hour + 30*time.Minute + s.upTo(2*time.Hour))
	}
	return t
}

// half rounds up to the half hour, as people promise.
func half(t time.Time) time.Time {
	const step = 30 * time.Minute
	return t.Add(step - time.Millisecond).Truncate(step)
}
