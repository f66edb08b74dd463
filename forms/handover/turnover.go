package handover

import (
	"fmt"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/roster"
)

// Turnover is what is to be handed over.
type Turnover struct {
	forms.Watch
	Late bool   // the watch after it is over, too: its record is written later (补记)
	Gap  int    // watches before it of which nobody made a record
	Why  string // why nothing can be handed over
}

// mostBackfilled is how many watches are written later one by one. After a
// longer silence the record goes on with the present, and says so.
const mostBackfilled = 6

// ToHandOver finds what is to be handed over now: the watch after the one that
// was handed over last, or where none was, the one on duty.
func ToHandOver(o *forms.Office, last *Record, now time.Time) Turnover {
	var t Turnover
	ok := false
	if t.Watch, ok = o.LastWatch(now); !ok {
		return Turnover{Why: "还没有设置班次，请主管先在设置里填写班次。"}
	}
	if last == nil {
		return t
	}
	var missed []forms.Watch
	for w := last.watch(); len(missed) < 1000; {
		if w, ok = o.WatchAfter(w); !ok || w.Start.After(now) {
			break
		}
		missed = append(missed, w)
	}
	switch n := len(missed); {
	case n == 0:
		w, _ := o.WatchAfter(last.watch())
		t.Why = fmt.Sprintf("%s要到 %s 才开始，现在没有可以交接的班。", w.Shift, paper.Stamp(w.Start, now))
	case n > mostBackfilled:
		t.Watch, t.Gap = missed[n-1], n-1
	default:
		t.Watch = missed[0]
		t.Late = n > 1 && !missed[1].End.After(now)
	}
	return t
}

// latest is the newest handover that is in force; nil when there is none.
func latest(c forms.Context) *Record {
	if c.Sight == nil {
		return nil
	}
	for _, n := range []int{1, 20} { // mostly it is the newest, and each is long to read
		for _, e := range c.Sight.Lately(Key, n) {
			if h := e.(*Record); h.State != forms.Annulled {
				return h
			}
		}
	}
	return nil
}

// Reminder says that a shift can or should have been handed over; empty
// while nothing is to be done (S0/6).
func Reminder(c forms.Context) string {
	if last := latest(c); last != nil && (last.State == ToGive || last.State == ToTake) {
		return last.Shift + "的交接班" + last.State
	}
	words, _ := whenDue(c)
	return words
}

// whenDue is the shift that is to be handed over and not begun to be, and
// until when.
func whenDue(c forms.Context) (string, time.Time) {
	last := latest(c)
	if last != nil && (last.State == ToGive || last.State == ToTake) {
		return "", time.Time{}
	}
	t := ToHandOver(c.Office, last, c.Now)
	switch {
	case t.Why != "" || c.Now.Before(t.opens(c)):
		return "", time.Time{}
	case t.Late:
		return fmt.Sprintf("%s %s没有交接，请补记", t.Day(), t.Shift), t.End
	case c.Now.Before(t.End):
		return fmt.Sprintf("%s %s 结束，可以交接班了", t.Shift, t.End.In(forms.Beijing).Format("15:04")), t.End
	}
	return fmt.Sprintf("%s已于 %s 结束，还没有交接班", t.Shift, paper.Stamp(t.End, c.Now)), t.End
}

// opens is when the watch may be handed over (S0/6).
func (t Turnover) opens(c forms.Context) time.Time {
	return t.End.Add(-time.Duration(c.Office.Rules.HandoverOpens) * time.Minute)
}

// planned are the names on the roster for a watch.
func planned(c forms.Context, w forms.Watch) []string {
	if c.Sight == nil {
		return nil
	}
	return roster.OnRoster(c.Sight.Lately(roster.Key, 3), w.Start, w.Shift)
}

// unusual says why the handover needs a reason; empty where it needs none.
func (t Turnover) unusual(c forms.Context) string {
	switch {
	case c.Now.Before(t.opens(c)):
		return fmt.Sprintf("%s %s 才结束，%s 起可以交接；提前交接请写明原因。", t.Shift, paper.Stamp(t.End, c.Now), paper.Stamp(t.opens(c), c.Now))
	case t.Late:
		return t.Day() + " " + t.Shift + "早已结束，这一份是补记，请写明原因。"
	case t.Gap > 0:
		return fmt.Sprintf("上一份交接班以后有 %d 个班没有记录，请写明原因。", t.Gap)
	}
	return ""
}
