package simulate

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/store"
)

// refusals wants what the record refuses to be refused by the store, too.
func refusals(w *world) error {
	o := w.o
	if o.act.Do != toStep || !o.tried || o.offered || o.err != nil {
		return nil
	}
	return fmt.Errorf("%s %q was refused to %s (%q, %s), and was written", o.act.Book, o.step.Verb, o.written.By.Name, o.step.Refused, o.step.Sign)
}

// offers wants what is offered to whoever is on duty to be taken, once its blanks
// are filled in well. Who signs is asked for later, and may be somebody else: that
// there is somebody is held by ends.
func offers(w *world) error {
	o := w.o
	if o.act.Do != toStep || !o.tried || !o.offered || o.act.Mood != careful || o.err == nil || o.act.Forge != "" || o.step.Sign != "" {
		return nil
	}
	var problems forms.Problems
	if errors.As(o.err, &problems) || w.early() || w.hasLeft(o.act.Who) {
		return nil
	}
	return fmt.Errorf("%s %q was offered, and refused: %v", o.act.Book, o.step.Verb, o.err)
}

// early tells whether the clock is before the ledger's last row: nothing can be
// written then.
func (w *world) early() bool {
	n := len(w.rows)
	return n > 0 && w.s.Now().UnixMilli() < w.rows[n-1].at
}

// hasLeft tells whether somebody does not sign any more.
func (w *world) hasLeft(name string) bool {
	return !slices.ContainsFunc(w.s.Staff(), func(p forms.Person) bool { return p.Name == name })
}

// try takes a step as well as it can be.
func (w *world) try(ref forms.Ref, rec forms.Record, last int64, t taker, r *rand.Rand) error {
	deed := w.book(ref.Book).Deeds[t.step.Verb]()
	w.fill(deed, rec, t.by, act{Mood: careful, Fill: r.Uint64()})
	_, err := w.s.Append(context.Background(), store.Writing{Ref: ref, Verb: t.step.Verb, Deed: deed, By: t.by, Seen: last})
	return err
}

// stale wants an act that was begun on an older state to be refused.
func stale(w *world) error {
	if w.o.moved && w.o.err == nil {
		return fmt.Errorf("%s %s %q was begun before the entry's last row, and was written", w.o.written.Ref.Book, w.o.written.Ref, w.o.written.Verb)
	}
	return nil
}

// blanks wants problems to name blanks of the slip, or none.
func blanks(w *world) error {
	var problems forms.Problems
	if !errors.As(w.o.err, &problems) || w.o.act.Do != toStep && w.o.act.Do != toOpen {
		return nil
	}
	for _, p := range problems {
		if p.Field == nil {
			continue
		}
		there := false
		for _, b := range w.o.sheet {
			there = there || b.Field == p.Field
		}
		if !there {
			return fmt.Errorf("%s %q: %q names no blank of its slip", w.o.written.Ref.Book, w.o.written.Verb, p.Words)
		}
	}
	return nil
}

// ways wants every open entry to offer a step that somebody of the office may take.
func ways(w *world) error {
	for _, e := range w.entries {
		if !e.brief.Open {
			continue
		}
		r, _, err := w.record(e)
		if err != nil {
			return err
		}
		if len(w.takers(r, nil)) == 0 {
			return fmt.Errorf("%s %s is %s, and nobody can do anything", e.ref.Book, e.ref, e.brief.State)
		}
	}
	return nil
}

// taker is somebody who may take a step.
type taker struct {
	by   forms.Person
	step forms.Step
}

// takers are those who may take a step, first those that lead on: the next one,
// then what was tried least; a correction and the end of it all come last.
func (w *world) takers(r forms.Record, tried map[forms.Verb]int) (out []taker) {
	for _, by := range w.s.Staff() {
		for _, s := range r.Steps(w.context(by)) {
			if s.Refused == "" && (s.Sign == "" || by.Role.AtLeast(s.Sign)) {
				out = append(out, taker{by, s})
			}
		}
	}
	rank := func(t taker) int {
		switch s := t.step; {
		case s.Next && t.by.Name == s.Signer:
			return 0
		case s.Next:
			return 1
		case s.Verb == forms.Correct:
			return 10 + tried[s.Verb]
		case s.Verb == forms.Void:
			return 30
		}
		return 2 + tried[t.step.Verb]
	}
	slices.SortStableFunc(out, func(a, b taker) int { return rank(a) - rank(b) })
	return out
}

// thorough is set where a failure is looked for again: nothing is left to chance
// then.
const thorough = "thorough"

// How far an entry is driven towards its end.
const (
	mostSteps   = 40
	mostEntries = 6
)

// ends drives open entries to their end on a copy of the office: somebody must
// always be able to.
func ends(w *world) (err error) {
	if w.early() {
		return nil
	}
	c := w.copied("ends")
	defer func() { err = errors.Join(err, c.gone()) }()
	r := w.dice()
	open := slices.DeleteFunc(slices.Clone(w.entries), func(e *entry) bool { return !e.brief.Open })
	r.Shuffle(len(open), func(i, j int) { open[i], open[j] = open[j], open[i] })
	if w.memory[thorough] == nil {
		open = open[:min(mostEntries, len(open))]
	}
	for _, e := range open {
		if err := c.drive(e.ref, r); err != nil {
			return err
		}
	}
	return nil
}

// drive takes step after step until an entry is done. An entry that it has to wait
// for is driven first.
func (w *world) drive(ref forms.Ref, r *rand.Rand, waiting ...forms.Ref) error {
	var told []string
	tried, deputed := map[forms.Verb]int{}, false
	for range mostSteps {
		rec, acts, err := w.s.Record(context.Background(), ref)
		if err != nil {
			return err
		}
		b := rec.Brief()
		if !b.Open {
			return nil
		}
		w.pc.Set(w.pc.Now().Add(26 * time.Hour)) // what has a time to wait for comes to it
		done, why := w.push(ref, rec, acts[len(acts)-1].Seq, tried, r)
		if !done && len(waiting) < 3 && w.first(ref, why, r, waiting) {
			continue
		}
		if !done && !deputed { // the only one who may, may be the only one who must not
			if deputed = w.depute(); deputed {
				tried = map[forms.Verb]int{}
				continue
			}
		}
		if !done {
			return fmt.Errorf("%s cannot be brought on from %s: %s", ref.Book, b.State, strings.Join(why, " | "))
		}
		told = append(told, why...)
	}
	return fmt.Errorf("%s goes round in circles: %s", ref.Book, strings.Join(told, " | "))
}

// depute lets a manager name a deputy, and tells whether there is one now.
func (w *world) depute() bool {
	staff := w.s.Staff() // from the clerk up
	by := staff[len(staff)-1]
	for _, p := range slices.Backward(staff) {
		if p.Role != forms.Manager && w.s.Depute(context.Background(), by, p.ID, forms.Manager, "经理不能审核自己") == nil {
			return true
		}
	}
	return false
}

// numberForm finds the numbers of entries in a sentence.
var numberForm = regexp.MustCompile(`\d{4}-\d{4}`)

// first drives the entries that refusals name to their end, and tells whether any
// was.
func (w *world) first(ref forms.Ref, why []string, r *rand.Rand, waiting []forms.Ref) bool {
	done := false
	for _, no := range numberForm.FindAllString(strings.Join(why, " "), -1) {
		for _, b := range w.books {
			x := forms.Ref{Book: b.Key}
			if _, err := fmt.Sscanf(no, "%d-%d", &x.Year, &x.No); err != nil || x == ref || slices.Contains(waiting, x) {
				continue
			}
			rec, _, err := w.s.Record(context.Background(), x)
			if err == nil && rec.Brief().Open && w.drive(x, r, append(waiting, ref)...) == nil {
				done = true
			}
		}
	}
	return done
}

// push takes one step that leads on, by whoever can.
func (w *world) push(ref forms.Ref, rec forms.Record, last int64, tried map[forms.Verb]int, r *rand.Rand) (bool, []string) {
	var why []string
	for _, t := range w.takers(rec, tried) {
		for range 2 {
			tried[t.step.Verb]++
			err := w.try(ref, rec, last, t, r)
			if err == nil {
				return true, []string{string(t.step.Verb)}
			}
			if said := string(t.step.Verb) + ": " + err.Error(); !slices.Contains(why, said) {
				why = append(why, said)
			}
		}
	}
	return false, why
}
