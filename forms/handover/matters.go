package handover

import (
	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/release"
)

// mattersOf are the open matters of the duty log, the most pressing first, and
// the red slips that are outside (C 4).
func mattersOf(c forms.Context) []Matter {
	var out, calm []Matter
	for _, e := range c.Sight.Unfinished(forms.DutyKey) {
		d := e.(*duty.Record)
		m := matterOf(e, c)
		m.Undone = d.Working()
		if m.Urgent {
			out = append(out, m)
			continue
		}
		calm = append(calm, m)
	}
	for _, e := range c.Sight.Unfinished(forms.ReleaseKey) {
		if e.(*release.Record).IsOut() {
			calm = append(calm, matterOf(e, c))
		}
	}
	return append(append(out, calm...), visitsOf(c)...)
}

// visitsOf are the visits that are due in the coming shift (C 4).
func visitsOf(c forms.Context) []Matter {
	now, ok := c.Office.WatchAt(c.Now)
	if !ok {
		return nil
	}
	next, ok := c.Office.WatchAfter(now)
	if !ok {
		return nil
	}
	var out []Matter
	for _, e := range c.Sight.Unfinished(forms.VisitKey) {
		if due := e.Brief().Due; !due.IsZero() && !due.After(next.End) {
			out = append(out, matterOf(e, c))
		}
	}
	return out
}

// matterOf is an entry in short; of a confidential one number, time and state
// (S0/1 2(3)).
func matterOf(e forms.Entry, c forms.Context) Matter {
	b := e.For(forms.Person{}).Brief()
	m := Matter{
		Book: e.Number().Book, No: e.Number().String(), Room: b.Room, What: forms.Clip(b.Subject), State: b.State, Due: b.Due,
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
