package forms

// Books are the registers of the office, in the order of their tabs.
func Books() []*Book {
	duty := DutyBook()
	duty.Reports = append(duty.Reports, dailyReport(), monthlyReport())
	return Registers(duty, ReleaseBook(), HandoverBook(), RosterBook(), PlanBook(), VisitBook(), ComplaintBook(), StatsBook(), CheckBook())
}

// BookNamed is the register of a key in the ledger; nil for none.
func BookNamed(key string) *Book {
	for _, b := range Books() {
		if b.Key == key {
			return b
		}
	}
	return nil
}

// OfficeRules are the rules that an office is founded with.
func OfficeRules() Rules {
	r := DefaultRules()
	r.Keep = DefaultKeep(Books())
	return r
}
