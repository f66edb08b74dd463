package forms

import (
	"fmt"
	"slices"
)

// Annulled is the state of an entry that is out of force (作废).
const Annulled = "已作废"

// Sentences for whoever would go on with a form that is at its end.
const (
	AnnulledWords = "这一份已经作废，不能再办理。需要时请另开一份。"
	ArchivedWords = "这一份已经归档，不能再改动。有要补充的，请另记值班记录。"
)

// Archive is the verb by which a form on paper is handed in for the files (归档).
const Archive Verb = "archive"

// States of a form on paper that is, or has been, handed in for the files.
const (
	ToArchive = "待归档"
	Archived  = "已归档"
)

// Take gives an act to the record r that it is for: do lets a deed of the record's
// own kind D change it. A record is opened once, and first; after that it refuses
// what cannot be done in its state.
func Take[R Record, D any](r R, a Act, state string, refuses func(Verb) string, do func(D, R, Act) error) error {
	x, ok := a.Deed.(D)
	v, void := a.Deed.(*Voiding)
	switch {
	case !ok && !void:
		return fmt.Errorf("the book %s does not know the verb %q", a.Ref.Book, a.Verb)
	case a.Verb == Open && state != "":
		return fmt.Errorf("%s %s is opened twice", a.Ref.Book, a.Ref)
	case a.Verb != Open && state == "":
		return fmt.Errorf("%s %s has no opening row before %q", a.Ref.Book, a.Ref, a.Verb)
	case a.Verb != Open:
		if why := refuses(a.Verb); why != "" {
			return Refusal(why)
		}
	}
	if void {
		return v.TakeFrom(r, a)
	}
	return do(x, r, a)
}

// StepsOf tells of each step why it cannot be done now, and puts the one next
// step first.
func StepsOf(all []Step, next Verb, refuses func(Verb) string) []Step {
	for i := range all {
		all[i].Refused, all[i].Next = refuses(all[i].Verb), all[i].Verb == next
	}
	first := func(s Step) int {
		if s.Next {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b Step) int { return first(a) - first(b) })
	return all
}
