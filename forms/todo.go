package forms

import "time"

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
