package books

import (
	"strings"
	"testing"

	"frontdesk/forms"
)

// An office is founded with the periods of all books in its rules: those that the
// procedures give first, as ledgers have had them since there are periods.
func TestTheRulesOfKeeping(t *testing.T) {
	var keys []string
	for _, k := range Rules().Keep {
		keys = append(keys, k.Book)
		if k.Years != 2 || (k.Clause != "") != (len(keys) <= 3) {
			t.Errorf("%s is kept for %d years by %q", k.Book, k.Years, k.Clause)
		}
	}
	if got := strings.Join(keys, " "); got != "duty plan visit release handover roster complaint stats check" {
		t.Errorf("the books are %s", got)
	}
}

// A book that the office's own rules do not know keeps its own period; of others
// the office decides.
func TestABookOfItsOwnPeriod(t *testing.T) {
	log, other := Named("duty"), &forms.Book{Key: "keys", Keep: forms.KeepRule{Years: 3}}
	r := forms.Rules{Keep: []forms.KeepRule{{Book: "duty", Years: 0}}}
	if r.KeptFor(log) != 0 || r.KeptFor(other) != 3 || (forms.Rules{}).KeptFor(log) != 2 {
		t.Errorf("%d %d %d", r.KeptFor(log), r.KeptFor(other), (forms.Rules{}).KeptFor(log))
	}
	kept := r.Kept([]*forms.Book{log, other})
	if len(kept) != 2 || kept[0].Years != 0 || kept[1] != (forms.KeepRule{Book: "keys", Years: 3}) {
		t.Errorf("%+v", kept)
	}
}

// No two books have one key, and none is without its name.
func TestEveryBookIsItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range All() {
		if seen[b.Key] || b.Key == "" || b.Name == "" || b.Title == "" || b.Begin == "" || Named(b.Key).Name != b.Name {
			t.Errorf("%q %q %q", b.Key, b.Name, b.Title)
		}
		seen[b.Key] = true
	}
	if Named("nothing") != nil {
		t.Error("there is a book without a key")
	}
}
