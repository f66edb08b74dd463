package handover

import (
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
)

// mattersOf are what the books leave to the next shift, urgent matters first: those
// open in the duty log, red slips outside, visits that fall due (C 4).
func mattersOf(c forms.Context) []Matter {
	until := comingEnd(c)
	var urgent, calm []Matter
	for _, b := range c.Sight.Books() {
		if b.Leaves == nil {
			continue
		}
		for _, e := range c.Sight.Unfinished(b.Key) {
			left, undone := b.Leaves(e, until)
			if !left {
				continue
			}
			m := matterOf(b, e, c)
			if m.Undone = undone; m.Urgent {
				urgent = append(urgent, m)
			} else {
				calm = append(calm, m)
			}
		}
	}
	return append(urgent, calm...)
}

// Left are the entries that a shift which is handed over now leaves to the next one.
func Left(c forms.Context) []forms.Ref {
	var pairs []string
	for _, m := range mattersOf(c) {
		pairs = append(pairs, m.Book, m.No)
	}
	return forms.Refs(pairs...)
}

// comingEnd is when the coming shift ends; zero when nobody is on duty now.
func comingEnd(c forms.Context) time.Time {
	now, ok := c.Office.WatchAt(c.Now)
	if !ok {
		return time.Time{}
	}
	next, _ := c.Office.WatchAfter(now)
	return next.End
}

// matterOf is an entry in short; of a confidential one number, time and state
// (S0/1 2(3)).
func matterOf(of *forms.Book, e forms.Entry, c forms.Context) Matter {
	b := e.For(forms.Person{}).Brief()
	m := Matter{
		Book: of.Key, Mark: of.Mark(), No: e.Number().String(), Room: b.Room, What: forms.Clip(b.Subject), State: b.State, Due: b.Due,
		Urgent: e.Brief().Urgent,
	}
	for _, s := range e.Steps(c) {
		if s.Next {
			m.Next = s.Word
		}
	}
	return m
}

// countsOf counts what was written since a row of the ledger, by kind.
func countsOf(c forms.Context, after int64) []Count {
	var out []Count
	at := map[string]int{}
	for _, k := range c.Office.Rules.Kinds {
		at[string(k.Kind)] = len(out)
		out = append(out, Count{Kind: string(k.Kind)})
	}
	at[permits] = len(out)
	out = append(out, Count{Kind: permits})
	add := func(kind string, b forms.Brief, done bool) {
		i, ok := at[kind]
		if !ok || b.Void {
			return
		}
		out[i].Written++
		if done {
			out[i].Done++
		} else {
			out[i].Open++
		}
	}
	for _, e := range c.Sight.Since(forms.DutyKey, after) {
		add(string(e.(*duty.Record).Kind), e.Brief(), !e.(*duty.Record).Working())
	}
	for _, e := range c.Sight.Since(forms.ReleaseKey, after) {
		add(permits, e.Brief(), !e.Brief().Open)
	}
	return out
}

// permits are counted beside the kinds of the duty log.
const permits = "大件放行"

// blocks tells whether the matter stops the handover: important, and not
// finished (C 6).
func (m Matter) blocks() bool { return m.Undone && (m.Important || m.Urgent) }

// stopped tells whether important matters stop the signatures, and no
// exception lifts that.
func (h *Record) stopped() bool { return h.Exception == "" && len(h.blocked()) > 0 }

// blocked lists the numbers of the matters that stop the handover.
func (l *Line) blocked() []string {
	var out []string
	for _, m := range l.Matters {
		if m.blocks() {
			out = append(out, m.No)
		}
	}
	return out
}
