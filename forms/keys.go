package forms

// Keys of books that other rooms' entries follow from: who names a book of a
// room that stands above it names it by these.
const (
	DutyKey    = "duty"
	ReleaseKey = "release"
	VisitKey   = "visit"
)
