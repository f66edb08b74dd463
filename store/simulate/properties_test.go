package simulate

import (
	"fmt"
	"strings"
	"unicode"
)

// pace is how often a property is looked at.
type pace int

const (
	eachAct pace = iota // after every act
	daily               // when a day is over
	weekly              // now and then: it is dear
	reopens             // after each restart
	over                // when the office has been played
)

// property is what the law, or the house, wants to hold whatever is done.
type property struct {
	name   string
	clause string // where it is asked for
	at     []pace
	// mend is the section of the issue that will mend it where it is known not to
	// hold: it is told at the end, and stops nothing. Empty: it must hold.
	mend  string
	holds func(w *world) error
}

// properties are all that is held. A new one is a line here.
func properties() []property {
	after, day, week, opened := []pace{eachAct}, []pace{daily}, []pace{weekly}, []pace{reopens}
	return []property{
		// ledger_test.go
		{"nothing but sentences", "Records: bad input never crashes", after, "", sentences},
		{"numbers without gaps", "E 1", after, "", numbers},
		{"pages without gaps, lines in order", "S3 3.1 4.1.8", after, "", pageLines},
		{"time runs forward", "E 2", after, "", forward},
		{"nobody who left signs", "E 5", after, "", signers},
		{"what was written stays as it was", "S0/2 4.7", append(day, reopens), "", unchanged},
		{"verify finds it sound", "Records", append(day, reopens), "", sound},
		{"an outsider's script finds it sound", "Records", []pace{over}, "", scripted},
		{"no whole identity number in ledger or drafts", "E 3", after, "15.1", identities},
		{"no text longer than its blank", "13.2.12: a 5,000-character paste", after, "13.2.12", lengths},
		{"no PIN in ledger or drafts", "E 5", after, "13.2.9", secrets},

		// records_test.go
		{"board and list show what a replay says", "Records", after, "", shown},
		{"what was written is found", "Records: search", after, "", found},
		{"a void entry stays listed", "S0/2 4.7", day, "", voids},
		{"lists give what going through all gives", "Records", day, "", lists},
		{"searches give what going through all gives", "Records", day, "", searches},
		{"a rebuild changes nothing", "Records", append(opened, weekly), "", rebuilt},

		// steps_test.go
		{"what is refused on the sheet is refused by the store", "A 2", after, "", refusals},
		{"what is offered may be taken", "A 2", after, "", offers},
		{"an act begun on an older state is refused", "13.2.3", after, "", stale},
		{"problems name blanks of the slip", "Records", after, "", blanks},
		{"an open entry has a step for somebody here", "15.6", day, "", ways},
		{"an open entry can be brought to an end", "15.6", week, "", ends},

		// law_test.go
		{"no deadline moves unseen", "15.4: a promise never moves without reason", after, "15.4", promises},
		{"important matters block the giving signature", "C 6", after, "", blocks},
		{"an exception names all that it lets pass", "15.8", after, "15.8", exceptions},
		{"two signatures are two people's", "C 9, S0/2 4.1.3", after, "", pairs},
		{"one human is one person", "E 5", after, "15.8", humans},
		{"confidential words reach nobody else", "S0/1 2(3), E 4", day, "15.2", veiled},
		{"every red slip has one fate, and one that is out is seen", "D 5, D 6", day, "", slipsSeen},
		{"today is worked out for everybody, and shows what is late", "A 5", day, "", today},
		{"today shows what is late at any time", "A 5", after, "", todayNow},
		{"every page and report can be drawn", "Records", day, "", drawn},
		{"a clause is read by its procedure's name", "14.5", day, "", clauses},
	}
}

// failure is a property that did not hold.
type failure struct {
	of  property
	act int // after which act
	err error
}

func (f *failure) Error() string { return fmt.Sprintf("%s (%s): %v", f.of.name, f.of.clause, f.err) }

// same tells whether two failures are the same, numbers and names of moments apart.
func (f *failure) same(g *failure) bool {
	return g != nil && f.of.name == g.of.name && skeleton(f.err.Error()) == skeleton(g.err.Error())
}

// skeleton is the beginning of a message without what differs from run to run.
func skeleton(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 24 {
		s = string(r[:24])
	}
	return s
}

// noPanic is what nothing in this house may break.
func noPanic(w *world) error {
	if w.o.panic != "" {
		return fmt.Errorf("panic: %s", w.o.panic)
	}
	return nil
}
