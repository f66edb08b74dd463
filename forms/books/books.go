// Package books is the one list of the office's books, and what looks over all
// of them: the Agenda of today, and the Survey of a day or a month.
//
// A new book is a room beside this one and a line in All.
package books

import (
	"frontdesk/forms"
	"frontdesk/forms/check"
	"frontdesk/forms/complaint"
	"frontdesk/forms/duty"
	"frontdesk/forms/handover"
	"frontdesk/forms/quarter"
	"frontdesk/forms/release"
	"frontdesk/forms/roster"
	"frontdesk/forms/visit"
)

// All are the registers of the office, in the order of their tabs.
func All() []*forms.Book {
	log := duty.Book()
	log.Reports = append(log.Reports, dailyReport(), monthlyReport())
	return forms.Registers(log, release.Book(), handover.Book(), roster.Book(), visit.PlanBook(), visit.Book(), complaint.Book(), quarter.Book(), check.Book())
}

// Named is the register of a key in the ledger; nil for none.
func Named(key string) *forms.Book {
	for _, b := range All() {
		if b.Key == key {
			return b
		}
	}
	return nil
}

// Rules are the rules that an office is founded with.
func Rules() forms.Rules {
	r := forms.DefaultRules()
	r.Keep = forms.DefaultKeep(All())
	return r
}
