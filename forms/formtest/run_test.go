package formtest_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/formtest"
	"frontdesk/forms/handover"
	"frontdesk/forms/paper"
)

var errTrouble = errors.New("no such table")

func house(b *forms.Book) *formtest.House {
	return &formtest.House{
		Books:    []*forms.Book{b},
		Today:    func(c forms.Context, all []*forms.Book) []forms.Todo { return books.AgendaOf(c, all).Todos },
		Handover: handover.Left,
	}
}

// A book that keeps the contract is found to keep it, and each wrong is found as what
// it is.
func TestTheContractFindsWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		wrong wrong
		of    string // the property that it breaks
	}{
		{nothing, ""},
		{nameless, "says what it is"},
		{kindless, "says what it is"},
		{walled, "can be played"},
		{foreign, "can be played"},
		{unasked, "asks on the slip"},
		{forgetful, "stands on the page"},
		{choiceless, "stands on the page"},
		{wiping, "stands on the page"},
		{headless, "stands on the page"},
		{unreviewed, "stands on the page"},
		{dropping, "is the same read back"},
		{stuck, "has a way out"},
		{offering, "has a way out"},
		{unseen, "has a way out"},
		{cureless, "refuses in a sentence"},
		{english, "refuses in a sentence"},
		{rewriting, "is corrected readably"},
		{uncorrected, "is corrected readably"},
		{uncorrectly, "is corrected readably"},
		{unsigned, "is signed by the role"},
		{anybody, "is signed by the role"},
		{lowly, "is signed by the role"},
		{copying, "keeps from strangers"},
		{unveiled, "keeps from strangers"},
		{whispering, "keeps from strangers"},
		{chatty, "keeps from strangers"},
		{timeless, "is due today"},
		{staying, "is handed over"},
		{shortLived, "is kept by rule"},
		{everlasting, "is kept by rule"},
		{falling, "is kept by rule"},
		{unsearchable, "is found"},
	} {
		t.Run(string(c.wrong), func(t *testing.T) {
			b := lending(c.wrong)
			faults := house(b).Faults(b)
			if c.of == "" {
				if len(faults) > 0 {
					t.Errorf("the good book: %+v", faults)
				}
				return
			}
			if !slices.ContainsFunc(faults, func(f formtest.Fault) bool { return f.Property == c.of }) {
				t.Errorf("not found as “%s”; found: %+v", c.of, faults)
			}
		})
	}
}

// What the printer or a workbook leaves out is found.
func TestTheContractReadsTheWorkbook(t *testing.T) {
	b := lending(nothing)
	h := house(b)
	h.Workbook = func(pages []paper.Page) (string, error) {
		out := ""
		for _, p := range pages {
			for i, x := range p.Boxes {
				if i%2 == 0 {
					out += x.Text()
				}
			}
		}
		return out, nil
	}
	if !slices.ContainsFunc(h.Faults(b), func(f formtest.Fault) bool { return f.What == "workbook" }) {
		t.Error("half a workbook is taken for a whole one")
	}
}

// A fault that is known is let pass; one that is none any more is not.
func TestTheListOfKnownFaultsShrinks(t *testing.T) {
	b := lending(nameless)
	known := formtest.Known{Book: "lend", Property: "says what it is", What: "Begin", Why: "a test"}
	if left := formtest.Unknown(house(b).Faults(b), known); len(left) > 0 {
		t.Errorf("what is known is not let pass: %+v", left)
	}
	if stale := formtest.Stale(b, house(b).Faults(b), known); len(stale) > 0 {
		t.Errorf("%+v is a fault still", stale)
	}
	good := lending(nothing)
	if stale := formtest.Stale(good, house(good).Faults(good), known); len(stale) != 1 || !strings.Contains(stale[0].Why, "test") {
		t.Errorf("what is mended stays on the list: %+v", stale)
	}
}
