package forms

import (
	"slices"
	"time"
)

// Watch is a shift on a day: what somebody is on duty for.
type Watch struct {
	Shift      string
	Start, End time.Time
}

// Day is the day that the watch belongs to: the one it begins on.
func (w Watch) Day() string { return Day(w.Start) }

// On is the shift that begins on the day of t.
func (s Shift) On(t time.Time) Watch {
	at := func(minutes int) time.Time {
		y, m, d := t.In(Beijing).Date()
		return time.Date(y, m, d, 0, minutes, 0, 0, Beijing)
	}
	w := Watch{s.Name, at(s.Start), at(s.End)}
	if s.End <= s.Start {
		w.End = at(s.End + 24*60)
	}
	return w
}

// Watches lists what begins on the day of t, by the time it begins.
func (o *Office) Watches(t time.Time) []Watch {
	out := make([]Watch, 0, len(o.Shifts))
	for _, s := range o.Shifts {
		out = append(out, s.On(t))
	}
	slices.SortStableFunc(out, func(a, b Watch) int { return a.Start.Compare(b.Start) })
	return out
}

// WatchAt is what is on duty at t; of several the one that began last. It is
// false when nobody is.
func (o *Office) WatchAt(t time.Time) (Watch, bool) {
	var now Watch
	found := false
	for _, day := range []time.Time{StartOfDay(t).AddDate(0, 0, -1), t} {
		for _, w := range o.Watches(day) {
			if !t.Before(w.Start) && t.Before(w.End) {
				now, found = w, true
			}
		}
	}
	return now, found
}

// WatchAfter is the next watch that begins after w does: the one that relieves
// it. It is false for an office without shifts.
func (o *Office) WatchAfter(w Watch) (Watch, bool) {
	for i := range 3 {
		for _, x := range o.Watches(StartOfDay(w.Start).AddDate(0, 0, i)) {
			if x.Start.After(w.Start) {
				return x, true
			}
		}
	}
	return Watch{}, false
}

// LastWatch is what is on duty at t, else what was on duty last before it.
func (o *Office) LastWatch(t time.Time) (Watch, bool) {
	if w, ok := o.WatchAt(t); ok {
		return w, true
	}
	var last Watch
	for _, day := range []time.Time{StartOfDay(t).AddDate(0, 0, -1), t} {
		for _, w := range o.Watches(day) {
			if !w.Start.After(t) && w.End.After(last.End) {
				last = w
			}
		}
	}
	return last, last.Shift != ""
}
