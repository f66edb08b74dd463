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

// Key is how code and ledger name a clause: S0/2 4.1.1. What the rule said may
// follow it, as it does on a visit: S0/2 4.1：随时，3 天内，100%.
//
// It is no string, so that the compiler asks for Names.Named wherever people
// would read it.
type Key string

// Own is what an office calls a procedure: the title and the number of its own
// document. What it leaves empty is as the list has it.
type Own struct {
	Key   string `json:"key"`
	Title string `json:"title,omitempty"` // without 《》
	No    string `json:"no,omitempty"`    // 文件编号, such as WY-KF-012
}

// Names are the own documents of an office.
type Names []Own

// Of looks a clause up by its key; false where it is not on the list.
func Of(key Key) (Clause, bool) {
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

// Named is a key as people may read it, 《回访管理规程》4.1.1, by the office's own
// title and number where it has them: 《客服回访管理办法》WY-KF-012 4.1.1. A key of no
// known procedure stays as it is, for an office may have rules of its own.
func (n Names) Named(key Key) string {
	p, no, ok := find(key)
	if !ok {
		return string(key)
	}
	own := n.of(p.Key)
	if own.Title == "" {
		own.Title = p.Title
	}
	out := "《" + own.Title + "》" + own.No
	if own.No != "" && no != "" {
		out += " "
	}
	return out + no
}

// of is what the office calls a procedure; nothing where it follows the list.
func (n Names) of(key string) Own {
	for _, x := range n {
		if x.Key == key {
			return x
		}
	}
	return Own{Key: key}
}

// All gives a name for each procedure that people read of, in the order of the
// list, to be filled in.
func (n Names) All() Names {
	var out Names
	for _, p := range Quoted() {
		out = append(out, n.of(p.Key))
	}
	return out
}

// Quoted are the procedures that people read of: in the window, on sheets and in
// sentences. A test holds it against the code.
func Quoted() []Procedure {
	var out []Procedure
	for _, p := range Procedures() {
		switch p.Key {
		case "S0/1", "S0/2", "S0/3", "S0/6", "S2", "S3":
			out = append(out, p)
		}
	}
	return out
}

// find is the procedure of a key, and what follows it.
func find(key Key) (p Procedure, no string, ok bool) {
	name, no, _ := strings.Cut(string(key), " ")
	for _, p := range Procedures() {
		if p.Key == name {
			return p, no, true
		}
	}
	return Procedure{}, "", false
}
