// Package law is the list of what the books are kept by: each procedure with its
// title, each clause that the code quotes with what it says in our words and
// where it is carried, and those that no book carries yet.
//
// A key is how comments and rules name a clause: the procedure, then the number
// in it, such as S0/2 4.1.1. S0 to S4 are the procedures of property offices;
// letters, such as C 6, are points on which the procedures are silent or
// differ, and which these books settle by themselves. A test holds the list
// against the code, both ways.
package law

import "strings"

// NotOurs stands in the place of what no book carries, or none does yet.
const NotOurs = ""

// Procedure is one of the documents that offices work by.
type Procedure struct {
	Key     string // S0/2
	Title   string // as people call it, without 《》
	Clauses []Clause
}

// Clause is a rule of a procedure.
type Clause struct {
	No   string // in its procedure: 4.1.1; empty for the procedure as a whole
	In   string // folder or file of the code that carries it, or NotOurs
	Says string // in our words
}

// Of looks a clause up by its key; false where it is not on the list.
func Of(key string) (Clause, bool) {
	p, no, ok := find(key)
	if !ok {
		return Clause{}, false
	}
	for _, c := range p.Clauses {
		if c.No == no {
			return c, true
		}
	}
	return Clause{}, false
}

// Named is a key as people may read it, 《回访管理规程》4.1.1; a key of no known
// procedure stays as it is, for an office may have rules of its own.
func Named(key string) string {
	p, no, ok := find(key)
	if !ok {
		return key
	}
	return "《" + p.Title + "》" + no
}

// find is the procedure of a key, and what follows it.
func find(key string) (p Procedure, no string, ok bool) {
	name, no, _ := strings.Cut(key, " ")
	for _, p := range Procedures() {
		if p.Key == name {
			return p, no, true
		}
	}
	return Procedure{}, "", false
}
