package forms

import (
	"fmt"
	"time"
)

// Quarter is a quarter of a year, such as 2026Q4: months are counted by it.
type Quarter struct{ Year, N int }

// QuarterOf gives the quarter that t falls into in the office.
func QuarterOf(t time.Time) Quarter {
	t = t.In(Beijing)
	return Quarter{t.Year(), (int(t.Month()) + 2) / 3}
}

// String gives it as records keep it.
func (q Quarter) String() string { return fmt.Sprintf("%dQ%d", q.Year, q.N) }

// Name gives it as forms print it.
func (q Quarter) Name() string {
	return fmt.Sprintf("%d 年第%s季度", q.Year, []string{"", "一", "二", "三", "四"}[q.N])
}

// Start is the first moment of the quarter.
func (q Quarter) Start() time.Time {
	return time.Date(q.Year, time.Month(3*q.N-2), 1, 0, 0, 0, 0, Beijing)
}

// End is the last day of the quarter.
func (q Quarter) End() time.Time { return q.Start().AddDate(0, 3, -1) }

// ArchiveBy is until when the forms of the quarter are handed in for archiving:
// the 10th of the month after it (S0/2 4.7).
func (q Quarter) ArchiveBy() time.Time { return EndOfDay(q.Start().AddDate(0, 3, 9)) }

// QuarterNamed finds the quarter of a name; false for other words.
func QuarterNamed(name string) (Quarter, bool) {
	var year int
	var n string
	if _, err := fmt.Sscanf(name, "%d 年第%1s季度", &year, &n); err != nil {
		return Quarter{}, false
	}
	for i := 1; i <= 4; i++ {
		if q := (Quarter{year, i}); q.Name() == name {
			return q, true
		}
	}
	return Quarter{}, false
}

// Before is the quarter before q.
func (q Quarter) Before() Quarter { return QuarterOf(q.Start().AddDate(0, 0, -1)) }

// Over tells whether the quarter is over at a moment.
func (q Quarter) Over(now time.Time) bool { return !now.Before(q.Start().AddDate(0, 3, 0)) }
