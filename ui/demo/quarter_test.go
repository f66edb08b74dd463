package demo

import (
	"context"
	"fmt"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/duty"
	"frontdesk/forms/quarter"
	"frontdesk/forms/visit"
	"frontdesk/store"
	"frontdesk/ui"
	"frontdesk/ui/press"
)

// generated is an office with a quarter of 600 matters behind it.
func generated(t *testing.T) *fourth {
	t.Helper()
	c := newClock(time.Date(2026, 7, 1, 7, 0, 0, 0, forms.Beijing))
	st, _, err := store.Found(context.Background(), store.Folder(t.TempDir()), ui.TrialOffice(), store.Options{Books: books.All(), Clock: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	q := newQuarter(st, c)
	q.fill(forms.StartOfDay(c.Now()))
	if q.Err != nil {
		t.Fatal(q.Err)
	}
	return q
}

// A quarter of an office of real size: what the program counts is what was done,
// and the shares that were drawn are those of the rule, by a count of its own.
func TestAQuarterIsCounted(t *testing.T) {
	q := generated(t)
	q.clock.Reach(time.Date(2026, 10, 8, 9, 0, 0, 0, forms.Beijing))
	ctx, by := context.Background(), q.people["王芳"]
	c := forms.Context{Now: q.clock.Now(), By: by, Office: q.st.Office(), Staff: q.st.Staff(), Sight: q.st.Sight(ctx, by)}
	l := &quarter.Line{}
	l.Start(nil, c)
	if l.Quarter != "2026 年第三季度" || len(l.Kinds) != len(forms.VisitKinds()) {
		t.Fatalf("%s is counted, %d kinds", l.Quarter, len(l.Kinds))
	}
	total := 0
	for _, k := range l.Kinds {
		want := q.counts[k.Kind]
		got := Counted{k.Finished, k.Visited, k.InTime, k.Pleased, k.Content, k.Displeased, k.Lacking, k.Failed}
		if got != *want {
			t.Errorf("%s: counted %+v, done was %+v", k.Kind, got, *want)
		}
		rule := map[forms.VisitKind]int{
			forms.OfComplaint: 100, forms.OfRepair: 30, forms.OfService: 30, forms.OfPatient: 30, forms.OfHelp: 30, forms.OfEvent: 10, forms.OfOther: 10,
		}[k.Kind]
		drawn := k.Visited + k.Lacking
		least := (rule*k.Finished + 99) / 100 // a last visit may be left over until the quarter is over; some more are drawn
		if k.Rule != rule || k.Want != least || drawn < least-1 || drawn > least+least/3+6 {
			t.Errorf("%s: %d of %d were drawn, the rule is %d %%", k.Kind, drawn, k.Finished, rule)
		}
		total += k.Finished
	}
	if total != 600+3+40 {
		t.Errorf("%d matters were finished", total)
	}
	if len(l.Failed) != q.bad {
		t.Errorf("%d visits did not pass, %d are listed", q.bad, len(l.Failed))
	}
	thrice := 0
	for _, x := range l.Repairs {
		if x.Room == "2-1-1602" && x.Group > 0 {
			thrice++
		}
	}
	if thrice != 3 {
		t.Errorf("%d repairs of the ceiling are one matter", thrice)
	}
	for _, e := range q.st.Sight(ctx, by).Between("plan", time.Date(2026, 7, 1, 0, 0, 0, 0, forms.Beijing), time.Date(2026, 9, 30, 0, 0, 0, 0, forms.Beijing)) {
		if p := e.(*visit.Plan); p.State == visit.Waiting {
			t.Errorf("%s was never drawn over", p.Ref)
		}
	}
}

// A month's summary says what the ledger holds, by a count of its own over the
// month's acts; and a day's is the same whenever it is made.
func TestAMonthIsSummed(t *testing.T) {
	q := generated(t)
	ctx := context.Background()
	from, to := time.Date(2026, 8, 1, 0, 0, 0, 0, forms.Beijing), time.Date(2026, 8, 31, 0, 0, 0, 0, forms.Beijing)
	sight := q.st.Sight(ctx, q.people["王芳"])
	taken, finished := map[forms.Kind]int{}, 0
	for _, a := range sight.Acts("duty", 0) {
		if a.At.Before(from) || !a.At.Before(to.AddDate(0, 0, 1)) {
			continue
		}
		switch a.Verb {
		case forms.Open:
			taken[sight.Entry(a.Ref).(*duty.Record).Kind]++
		case duty.Finish:
			finished++
		}
	}
	s := summed(t, q, "monthly", from, to)
	all := 0
	for k, n := range taken {
		all += n
		if got := s[string(k)]; len(got) == 0 || got[0] != fmt.Sprint(n) {
			t.Errorf("%s: the summary says %q, %d were taken", k, got, n)
		}
	}
	if got := s["合计"]; got[0] != fmt.Sprint(all) || got[5] != fmt.Sprint(finished) || all < 150 {
		t.Errorf("all: %q, want %d taken and %d finished", got, all, finished)
	}
}

// summed makes a report, and gives the numbers of each line of its table.
func summed(t *testing.T, q *fourth, key string, from, to time.Time) map[string][]string {
	t.Helper()
	log := books.Named("duty")
	for _, r := range log.Reports {
		if r.Key != key {
			continue
		}
		papers, err := press.Of(q.st).Report(context.Background(), log, r, from, to, q.people["王芳"], nil)
		if err != nil {
			t.Fatal(err)
		}
		out, at := map[string][]string{}, ""
		for _, b := range papers.Job.Pages[0].Boxes {
			text := ""
			for _, run := range b.Runs {
				text += run.Text
			}
			if b.X < 14 { // the first column
				at = text
				continue
			}
			out[at] = append(out[at], text)
		}
		return out
	}
	t.Fatalf("there is no report %s", key)
	return nil
}
