// Package formtest is the office in which the rooms of forms are tested.
//
// It knows the language and no room, so that every room's tests may stand on it:
// a Bench does deeds to records as the store would, Books are what the rules see
// of the other books, and Marked and Stands hold that what is written stands on
// the page; Apart tells how far one painter is from another.
//
// Run holds a whole book to the contract that every book of the office keeps: read
// run.go as the specification of a book. It plays in a House, an office in memory: an
// exploration does every deed in every state, each time a play, by a pen that knows
// blanks and no form. What a book does not keep is a Fault; one that stands for a
// reason is Known.
package formtest

import (
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// At is a moment of the office, such as 2026-11-23 09:00.
func At(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, forms.Beijing)
	if err != nil {
		panic(err)
	}
	return t
}

// Those who sign in the tests.
var (
	Clerk      = forms.Person{ID: "p1", Name: "王芳", Role: forms.Clerk}
	Relief     = forms.Person{ID: "p3", Name: "李敏", Role: forms.Clerk}
	Supervisor = forms.Person{ID: "p2", Name: "陈建国", Role: forms.Supervisor}
	Manager    = forms.Person{ID: "p9", Name: "赵卫东", Role: forms.Manager}
)

// Office is an office of three shifts under the rules as the procedures give them.
func Office() *forms.Office {
	return &forms.Office{
		Name: "和谐花园管理处", Rules: forms.DefaultRules(), Calendar: forms.DefaultCalendar(),
		Shifts: []forms.Shift{{Name: "早班", Start: 8 * 60, End: 16 * 60}, {Name: "中班", Start: 16 * 60, End: 24 * 60}, {Name: "夜班", Start: 0, End: 8 * 60}},
	}
}

// Printed is all that stands on a sheet.
func Printed(s paper.Sheet) string { return said(paper.Compose(s)) }

func said(pages []paper.Page) string {
	out := ""
	for _, p := range pages {
		for _, b := range p.Boxes {
			out += b.Text() + "\n"
		}
	}
	return out
}
