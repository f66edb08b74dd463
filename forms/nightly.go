package forms

// Program is who signs what nobody does: what the program writes by itself, once a
// day, over all that was written on the days before.
var Program = Person{Name: "程序"}

// Nightly is what the program itself does to entries of a book once the day on which
// they were written is over: before anything else is written on a later day, and when
// the book is first opened on one. So nobody can act any more on what is decided there.
type Nightly struct {
	State string      // in which entries wait for it
	Verb  Verb        // no entry offers it as a step: nobody but the program does it
	Deed  func() Deed // an empty deed, to be read back into
	// Fates decides upon those that wait, oldest first. Value is 64 hexadecimal digits
	// from the system's generator, drawn now: nobody knew them before. It is asked once
	// a day, also when nothing waits.
	Fates func(c Context, value string, waiting []Entry) []Fate
}

// Fate is what becomes of an entry.
type Fate struct {
	Ref  Ref
	Deed Deed
}
