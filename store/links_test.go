package store

import (
	"context"
	"fmt"
	"testing"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/visit"
)

// What belongs together is what follows from one another, to whatever end one
// takes it up; a number that is only written down somewhere is no link.
func TestLinked(t *testing.T) {
	c := newClock()
	s := newStore(t, c)
	first := open(t, s, li, line(c.Now(), "漏水"))
	again := line(c.Now(), "又漏水")
	again.Refers = first.Ref.String()
	second := open(t, s, li, again)
	open(t, s, li, line(c.Now(), "问 "+first.Ref.String()+" 办得怎样"))
	secret := line(c.Now(), "投诉漏水没有人管")
	secret.Refers, secret.Confidential = first.Ref.String(), true
	third := open(t, s, wang, secret)
	plan := write(t, s, Writing{Ref: forms.Ref{Book: "plan"}, Verb: forms.Open, By: li, Deed: &visit.PlanLine{
		Kind: forms.OfRepair, Room: "3-2-501", What: "漏水", Finished: c.Now(), Refers: second.Ref.String(),
	}})
	together := func(ref forms.Ref, by forms.Person, want ...forms.Act) {
		t.Helper()
		rows, err := s.Linked(context.Background(), ref, by)
		if err != nil {
			t.Fatal(err)
		}
		var got, wanted []string
		for _, r := range rows {
			got = append(got, r.Ref.Book+" "+r.Ref.String())
		}
		for _, a := range want {
			wanted = append(wanted, a.Ref.Book+" "+a.Ref.String())
		}
		if fmt.Sprint(got) != fmt.Sprint(wanted) {
			t.Errorf("with %s %s: %v, want %v", ref.Book, ref, got, wanted)
		}
	}
	for _, a := range []forms.Act{first, second, plan} {
		together(a.Ref, li, first, second, plan)
		together(a.Ref, wang, first, second, third, plan)
	}
	together(forms.Ref{Book: "plan", Year: 2026, No: 9}, li)
	// Corrected, it follows from nothing any more.
	fix := &duty.Correction{Line: *again, Reason: "写错了编号"}
	fix.Line.Refers, fix.Line.Text = "", again.Text+"（与前一条无关）"
	write(t, s, Writing{Ref: second.Ref, Verb: forms.Correct, By: li, Deed: fix})
	together(first.Ref, li, first)
	together(plan.Ref, li, second, plan)
	before := derived(t, s)
	if err := s.Rebuild(context.Background()); err != nil {
		t.Fatal(err)
	}
	same(t, before, derived(t, s))
}
