package forms

import "frontdesk/forms/paper"

// Lists that the blanks of every book may be offered from.
const (
	OfResidents   = paper.OfResidents
	OfDepartments = "department"
	OfStaff       = "worker"
)

// Offered are the words of a list that the office itself keeps.
func (c Context) Offered(list string) []string {
	switch list {
	case OfDepartments:
		return c.Office.Rules.Departments
	case OfStaff:
		var names []string
		for _, p := range c.Staff {
			names = append(names, p.Name)
		}
		return names
	}
	return nil
}
