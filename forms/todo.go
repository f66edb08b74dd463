package forms

import (
	"cmp"
	"time"
)

// Todo is something that the procedures ask for: what, until when, and of whom.
type Todo struct {
	Book   string    // where it is done
	Ref    Ref       // the entry; No is 0 for what is begun, such as a handover
	Words  string    // 待派单, 待主管签阅 …
	About  string    // what it is about
	Room   string    // and whom
	Who    string    // who is dealing with it, or has to sign
	Due    time.Time // zero: as soon as may be
	Urgent bool
	Do     Verb // what is done to the book as a whole; empty begins a sheet of it
}

// PastDue tells whether a deadline has passed: what everything that is shown as late
// goes by. A zero time is no deadline.
func PastDue(due, now time.Time) bool { return !due.IsZero() && now.After(due) }

// Late tells whether its time has passed.
func (t Todo) Late(now time.Time) bool { return PastDue(t.Due, now) }

// WholeDue is something to be done to a book as a whole, by somebody; nothing
// where there are no words for it.
func WholeDue(book, words, who string, due time.Time) []Todo {
	if words == "" {
		return nil
	}
	return []Todo{{Book: book, Words: words, Who: who, Due: due}}
}

// Foremost tells whether something comes before all that is not urgent, in every list:
// what is urgent, for as long as it is open (S0/3 4.3.3).
func Foremost(open, urgent bool) bool { return open && urgent }

// Before orders what is to be done: what is urgent, then what is late, what has a time,
// and what has none; each by its time.
func (t Todo) Before(x Todo, now time.Time) int {
	rank := func(t Todo) int {
		switch {
		case Foremost(true, t.Urgent):
			return 0
		case t.Late(now):
			return 1
		case t.Due.IsZero():
			return 3
		}
		return 2
	}
	return cmp.Or(cmp.Compare(rank(t), rank(x)), t.Due.Compare(x.Due))
}
