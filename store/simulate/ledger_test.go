package simulate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/store"
)

// sentences wants every refusal to be one for the person at the desk.
func sentences(w *world) error {
	if err := noPanic(w); err != nil {
		return err
	}
	err := w.o.err
	var refusal forms.Refusal
	var problems forms.Problems
	switch {
	case err == nil:
		return nil
	case errors.As(err, &problems):
		for _, p := range problems {
			if err := w.sentence(p.Words); err != nil {
				return err
			}
		}
		return nil
	case errors.As(err, &refusal):
		return w.sentence(string(refusal))
	}
	return fmt.Errorf("not for the desk: %w", err)
}

var latin = regexp.MustCompile(`[A-Za-z]{2,}`)

// allowed are the Latin words that the desk knows.
var allowed = []string{"PIN", "Ctrl", "Wi", "Fi", "PDF"}

// advice is one of the words by which a sentence says what to do, or that nothing
// is to be done.
var advice = regexp.MustCompile(`请|要|先|不用|不能|不要|可以|才|另|已经|没有|不对|还|再|只|最多|起|不在|都|太|比|不`)

// sentence wants Chinese, a full stop, what to do, and no other letters but those
// that were typed.
func (w *world) sentence(s string) error {
	switch {
	case !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }):
		return fmt.Errorf("no Chinese sentence: %q", s)
	case rawClause.MatchString(s):
		return fmt.Errorf("a raw clause: %q", s)
	case !strings.HasSuffix(s, "。") && !strings.HasSuffix(s, "！"):
		return fmt.Errorf("no whole sentence: %q", s)
	case !advice.MatchString(s):
		return fmt.Errorf("does not say what to do: %q", s)
	}
	typed, _ := json.Marshal(w.o.written.Deed) // only looked through
	for _, word := range latin.FindAllString(s, -1) {
		if !slices.Contains(allowed, word) && !strings.Contains(string(typed), word) {
			return fmt.Errorf("a foreign word %q in %q", word, s)
		}
	}
	return nil
}

type bookYear struct {
	book string
	year int
}

// numbers wants each opening to have the number after the one before.
func numbers(w *world) error {
	last := kept(w, "numbers", map[bookYear]int{})
	for _, x := range w.o.rows {
		at := bookYear{x.book, x.year}
		switch {
		case x.no == 0:
		case x.verb == forms.Open:
			if x.no != last[at]+1 {
				return fmt.Errorf("%s %d-%04d comes after %04d", x.book, x.year, x.no, last[at])
			}
			last[at] = x.no
		case x.no > last[at]:
			return fmt.Errorf("row %d is on %s %d-%04d, which was not opened", x.seq, x.book, x.year, x.no)
		}
	}
	return nil
}

// kept gives what a property keeps from act to act. It is made up with what was
// written before the first act.
func kept[T any](w *world, key string, empty T) T {
	if w.memory[key] == nil {
		w.memory[key] = empty
	}
	return w.memory[key].(T)
}

type place struct{ page, line int }

// pageLines wants each line to be the next of its page, or the first of the next.
func pageLines(w *world) error {
	last := kept(w, "pages", map[bookYear]place{})
	for _, x := range w.o.rows {
		b := w.book(x.book)
		if b == nil || x.no == 0 {
			continue
		}
		at, here := bookYear{x.book, x.year}, place{x.page, x.line}
		before := last[at]
		if x.verb != forms.Open {
			continue
		}
		if here != (place{before.page, before.line + 1}) && here != (place{before.page + 1, 1}) || here.page == 0 {
			return fmt.Errorf("%s %d-%04d stands on page %d line %d after page %d line %d", x.book, x.year, x.no, here.page, here.line, before.page, before.line)
		}
		last[at] = here
	}
	return nil
}

// forward wants no row to be earlier than the one before.
func forward(w *world) error {
	n := len(w.rows) - len(w.o.rows)
	for i := max(1, n); i < len(w.rows); i++ {
		if w.rows[i].at < w.rows[i-1].at || w.rows[i].seq != w.rows[i-1].seq+1 {
			return fmt.Errorf("row %d at %d comes after row %d at %d", w.rows[i].seq, w.rows[i].at, w.rows[i-1].seq, w.rows[i-1].at)
		}
	}
	return nil
}

// byProgram wants the program to write nothing but what is decided when a day is over:
// on an entry of a day before, and before anybody writes on that day.
func (w *world) byProgram(x row) error {
	day := func(at int64) string { return forms.Day(time.UnixMilli(at)) }
	b := w.book(x.book)
	if b == nil || b.Nightly == nil || b.Nightly.Verb != x.verb || x.no == 0 {
		return fmt.Errorf("row %d, %s %s, is signed by the program", x.seq, x.book, x.verb)
	}
	for _, y := range w.rows[:x.seq-1] {
		opened := y.book == x.book && y.year == x.year && y.no == x.no && y.verb == forms.Open
		switch {
		case opened && day(y.at) >= day(x.at):
			return fmt.Errorf("row %d was drawn on the day of row %d", x.seq, y.seq)
		case day(y.at) == day(x.at) && y.by != forms.Program:
			return fmt.Errorf("row %d was drawn after row %d of that day", x.seq, y.seq)
		}
	}
	return nil
}

// signers wants every row to be signed by somebody who was of the office, in that
// role, when it was written.
func signers(w *world) error {
	staff := kept(w, "signers", map[string]forms.Person{})
	names := kept(w, "names", map[string]string{})
	own := kept(w, "own roles", map[string]forms.Role{}) // of those who deputise
	for _, x := range w.o.rows {
		if x.by == forms.Program {
			if err := w.byProgram(x); err != nil {
				return err
			}
		} else if x.by.ID == "" && x.by.Name == "首次设立" {
			if len(staff) > len(w.plan.people) {
				return fmt.Errorf("row %d is signed by nobody", x.seq)
			}
		} else if staff[x.by.ID] != x.by {
			return fmt.Errorf("row %d is signed by %+v", x.seq, x.by)
		}
		if x.book != "staff" || x.no == 0 {
			continue
		}
		id := forms.PersonID(forms.Ref{Book: x.book, Year: x.year, No: x.no})
		switch x.verb {
		case forms.Open:
			var d forms.Joining
			if err := json.Unmarshal([]byte(x.words), &d); err != nil {
				return err
			}
			if names[d.Name] != "" {
				return fmt.Errorf("two are called %s", d.Name)
			}
			staff[id], names[d.Name] = forms.Person{ID: id, Name: d.Name, Role: d.Role}, id
		case forms.Leave:
			delete(names, staff[id].Name)
			delete(staff, id)
		case forms.Depute:
			var d forms.Deputing
			if err := json.Unmarshal([]byte(x.words), &d); err != nil {
				return err
			}
			p := staff[id]
			if own[id] != "" || x.by.ID == id || !x.by.Role.AtLeast(d.Role) {
				return fmt.Errorf("row %d makes %s the deputy of a %s, signed by %s %s", x.seq, p.Name, d.Role, x.by.Role, x.by.Name)
			}
			own[id], p.Role = p.Role, d.Role
			staff[id] = p
		case forms.Recall:
			p := staff[id]
			p.Role = own[id]
			delete(own, id)
			staff[id] = p
		}
	}
	return nil
}

// unchanged reads the whole ledger again, and holds it against what was read when
// it was written.
func unchanged(w *world) error {
	now, err := w.read(0)
	if err != nil {
		return err
	}
	if len(now) != len(w.rows) {
		return fmt.Errorf("%d rows were written, %d are there", len(w.rows), len(now))
	}
	for i := range now {
		if now[i] != w.rows[i] {
			return fmt.Errorf("row %d was %+v, and is %+v", now[i].seq, w.rows[i], now[i])
		}
	}
	return nil
}

func sound(w *world) error {
	r, err := store.Verify(context.Background(), w.path, nil)
	if err != nil {
		return err
	}
	if !r.Sound || r.Rows != int64(len(w.rows)) {
		return fmt.Errorf("%d rows: %s", len(w.rows), r)
	}
	return nil
}

// scripted asks the verifier that was written without this program's code.
func scripted(w *world) error {
	python, err := exec.LookPath("python3")
	if err != nil {
		return nil // without it there is nobody to ask
	}
	out, err := exec.Command(python, filepath.Join("..", "testdata", "verify.py"), w.path).CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), fmt.Sprintf("sound %d ", len(w.rows))) {
		return fmt.Errorf("%d rows: %s %w", len(w.rows), out, err)
	}
	return nil
}

// identityForm finds eighteen characters that may be an identity number, whatever
// stands between them.
var identityForm = regexp.MustCompile(`[1-9](?:[ \-]?[0-9]){16}[ \-]?[0-9Xx]`)

// identities looks for whole identity numbers in what was written.
func identities(w *world) error {
	texts, err := w.lately()
	if err != nil {
		return err
	}
	for where, s := range texts {
		for _, x := range identityForm.FindAllString(paper.Narrow(s), -1) {
			bare := strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(x))
			if day := bare[6:14]; day >= "19000101" && day < "20300101" && checkOf(bare) == bare[17:] {
				return fmt.Errorf("%s: %s", where, bare)
			}
		}
	}
	return nil
}

// lately is what the last act wrote, by where it stands.
func (w *world) lately() (map[string]string, error) {
	out := map[string]string{}
	for _, x := range w.o.rows {
		out[fmt.Sprintf("%s %s", x.book, x.verb)] += x.words + "\n"
	}
	if w.o.act.Do != toDraft {
		return out, nil
	}
	words, ok, err := w.s.Draft(context.Background(), "draft:"+w.o.act.Book)
	if ok {
		out["a draft of "+w.o.act.Book] = words
	}
	return out, err
}

// mostWritten is how long a text may be, in characters, on paper: see forms.
const mostWritten = 1000

// lengths looks for texts that no page has room for.
func lengths(w *world) error {
	for _, x := range w.o.rows {
		if utf8.RuneCountInString(x.words) <= mostWritten {
			continue
		}
		var words any
		if err := json.Unmarshal([]byte(x.words), &words); err != nil {
			return err
		}
		if where := tooLong(words, ""); where != "" {
			return fmt.Errorf("%s %q took too much at %s", x.book, x.verb, where)
		}
	}
	return nil
}

// tooLong finds where a text is too long; empty for nowhere.
func tooLong(words any, at string) string {
	switch x := words.(type) {
	case string:
		if utf8.RuneCountInString(x) > mostWritten {
			return at
		}
	case []any:
		for _, y := range x {
			if where := tooLong(y, at+"[]"); where != "" {
				return where
			}
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(x)) {
			if where := tooLong(x[key], at+"."+key); where != "" {
				return where
			}
		}
	}
	return ""
}

// secrets looks for a remark that is nothing but the PIN of who wrote it.
func secrets(w *world) error {
	texts, err := w.lately()
	pin := w.pins[w.o.act.Who]
	if pin == "" {
		return err
	}
	for where, s := range texts {
		if strings.Contains(s, `:"`+pin+`"`) && w.o.act.Mood == dishonest {
			return fmt.Errorf("%s: the PIN of who wrote it", where)
		}
	}
	return err
}
