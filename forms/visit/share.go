package visit

import (
	"fmt"
	"strings"

	"frontdesk/forms"
)

// shareStrip says of each kind how many were visited and how many are to be, of
// what was finished in the present quarter.
func shareStrip(c forms.Context) string {
	if c.Sight == nil {
		return ""
	}
	q := forms.QuarterOf(c.Now)
	var out []string
	for _, k := range forms.VisitKinds() {
		done, want, visited := shareOf(c, q, k)
		if done == 0 {
			continue
		}
		s := fmt.Sprintf("%s %d/%d", k, visited, want)
		if left := want - visited; left > 0 {
			s += fmt.Sprintf(" 还差 %d 户", left)
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		return q.Name() + "：还没有要回访的事项。"
	}
	return q.Name() + "已访/应访：" + strings.Join(out, "　")
}

// shareOf counts what was finished of a kind in a quarter, what is to be
// visited of it by the rule, and what was visited.
func shareOf(c forms.Context, q forms.Quarter, k forms.VisitKind) (finished, want, visited int) {
	from, to := q.Start(), q.End()
	finished = c.Sight.Count(PlanKey, string(k), "", from, to) - c.Sight.Count(PlanKey, string(k), forms.Annulled, from, to)
	share := c.Office.Rules.Visit(k).Share
	var so Draw // how the share stood until now: each matter keeps the rule it was finished under
	if e, ok := c.Sight.Latest(PlanKey, string(k)).(*Plan); ok {
		so = e.Draw.next(q.String(), share)
	}
	want = so.Owed + least(finished-so.Had, share)
	for _, state := range visitedStates {
		visited += c.Sight.Count(forms.VisitKey, string(k), state, from, to)
	}
	return finished, want, visited
}
