package ui

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/store"

	"fyne.io/fyne/v2/lang"
)

// save writes the slip into the ledger; where the step asks for it, the signer
// signs with an own PIN first.
func (s *bookSlip) save() {
	if s.form == nil || s.saving {
		return
	}
	s.d.touch()
	rest, ok := s.form.Check(forms.CheckOf(s.deed, s.record, s.d.context()))
	if !ok {
		s.showProblems(rest)
		return
	}
	w, ok := s.written()
	if !ok {
		return
	}
	if s.step.Sign == "" {
		w.By = s.d.who
		s.append(w)
		return
	}
	s.d.sign(lang.L("“{{.What}}” is signed with the signer's own PIN.", map[string]any{"What": strings.TrimSpace(s.step.Word + "　" + s.ref.String())}), s.step.Sign, s.step.Signer, func(by forms.Person) {
		w.By = by
		s.append(w)
	})
}

// writing is what is about to stand in the ledger: all that is signed is in it, and
// nothing that comes on the slip meanwhile.
type writing struct {
	store.Writing
	step   forms.Step
	record forms.Record
	words  string // of the deed
	draft  string // under which name it is kept until it is written
	turn   int
}

// written is what stands on the slip now.
func (s *bookSlip) written() (writing, bool) {
	words, err := json.Marshal(s.deed)
	var deed forms.Deed
	if err == nil {
		deed, err = s.book.Decode(s.step.Verb, words)
	}
	if err != nil {
		s.d.fail(err)
		return writing{}, false
	}
	w := writing{Writing: store.Writing{Ref: s.ref, Page: s.page, Verb: s.step.Verb, Deed: deed}, step: s.step, record: s.record, words: string(words), draft: s.draftKey(), turn: s.turns}
	switch d := deed.(type) {
	case *forms.Reviewing:
		w.Seen = d.Seq
	default:
		if s.ref.No > 0 {
			w.Seen = s.seen
		}
	}
	return w, true
}

func (s *bookSlip) showProblems(rest []paper.Problem) {
	for _, p := range rest {
		s.d.fail(forms.Refusal(p.Words))
		return
	}
}

func (s *bookSlip) append(w writing) {
	if s.saving {
		return
	}
	s.saving, s.going, s.sealed = true, w.draft, w.turn
	if w.turn == s.turns {
		s.stopDraft()
		s.hold()
	}
	var a forms.Act
	var err error
	ctx, owner := context.Background(), s.d.owner()
	s.d.async(func() {
		a, err = s.d.store.Append(ctx, w.Writing)
		switch err {
		case nil:
			_ = s.d.store.DropDraft(ctx, w.draft) // a draft left over is only offered again
		default:
			err = errors.Join(err, s.d.store.SaveDraft(ctx, w.draft, w.words))
		}
	}, func() {
		s.saving, s.going = false, ""
		s.keepLate(w.draft)
		if err != nil {
			s.sealed = 0
		}
		s.letGo(err == nil || w.turn != s.turns)
		if err == nil {
			s.wrote(a)
			if w.turn == s.turns { // nothing of it is a draft any more
				s.stopDraft()
			}
		}
		locked := s.d.who.ID == ""
		s.d.comeBack(ended{owner, strings.TrimSpace(w.step.Word + "　" + cmp.Or(a.Ref, w.Ref).String()), err, func() { s.went(a, w, err, locked) }})
	})
}

// keepLate keeps what was begun on the next slip of the same kind while one was being
// written.
func (s *bookSlip) keepLate(draft string) {
	if s.late != "" {
		s.d.store.HoldDraft(draft, s.late)
		s.d.keepDrafts()
	}
	s.late = ""
}

// went goes on after a writing, for whoever began it. A window that was locked
// meanwhile is not handed on to whoever relieves them.
func (s *bookSlip) went(a forms.Act, w writing, err error, locked bool) {
	switch {
	case err != nil && w.turn == s.turns:
		s.refused(err)
	case err != nil:
		s.d.fail(err)
	case w.turn != s.turns: // somebody has turned to something else meanwhile
		s.d.say(lang.L("Done: {{.What}} {{.No}}.", map[string]any{"What": w.step.Word, "No": a.Ref.String()}))
	default:
		s.dropForm()
		s.record = nil
		s.after(a, w.Deed, w.record)
		if x, ok := w.Deed.(forms.Reliever); ok && x.Relieves() && !locked {
			s.d.relieve(a.By)
			return
		}
		s.whenRead(s.beginNext)
	}
	if s.form == nil {
		delete(s.wait.typed, s.d.who.ID) // no slip lies ready: it is as if it was typed now
	}
}

func (s *bookSlip) refused(err error) {
	var p forms.Problems
	switch {
	case errors.As(err, &p) && s.form != nil:
		s.showProblems(s.form.Problems(p))
	case errors.Is(err, store.ErrMoved) && s.page > 0:
		s.grown(s.deed)
		s.d.fail(err)
	case errors.Is(err, store.ErrMoved): // the same slip again, on the entry as it stands now
		verb := s.step.Verb
		s.open(s.ref)
		s.whenRead(func() {
			s.beginVerb(verb)
			s.d.fail(err)
		})
	default:
		s.d.fail(err)
	}
}

// after says what was written, and lays the next slip ready.
func (s *bookSlip) after(a forms.Act, deed forms.Deed, r forms.Record) {
	step := s.step
	switch {
	case a.Verb == forms.Open && s.book.Single:
		s.d.say(lang.L("Entered: {{.No}}.", map[string]any{"No": a.Ref.String()}))
		s.open(a.Ref)
	case a.Verb == forms.Open:
		s.d.say(lang.L("Written down: {{.No}}, page {{.Page}}, line {{.Line}}.", map[string]any{"No": a.Ref.String(), "Page": a.Page, "Line": a.Line}))
		s.newLine()
	case a.Ref.No == 0:
		s.d.say(lang.L("Signed."))
		s.newLine()
	case followed(deed, r, a):
		s.d.say(lang.L("Done: {{.What}} {{.No}}. A new entry that follows from it was opened.", map[string]any{"What": step.Word, "No": a.Ref.String()}))
		s.open(a.Ref)
	default:
		s.d.say(lang.L("Done: {{.What}} {{.No}}.", map[string]any{"What": step.Word, "No": a.Ref.String()}))
		s.open(a.Ref)
	}
}

// beginNext begins the next step where it goes along with what was done.
func (s *bookSlip) beginNext() {
	if s.record == nil || s.form != nil {
		return
	}
	steps := s.record.Steps(s.d.context())
	if len(steps) > 0 && steps[0].Next && steps[0].Along && steps[0].Refused == "" {
		s.begin(steps[0])
	}
}

// followed tells whether another entry followed from what was done to a record.
func followed(deed forms.Deed, r forms.Record, a forms.Act) bool {
	x, ok := deed.(forms.Opener)
	return ok && r != nil && len(x.Opens(r, a)) > 0
}

// leave goes back a step: from an act to its entry, from an entry to the new
// line. What was written is kept as a draft.
func (s *bookSlip) leave() {
	switch {
	case s.form != nil && s.ref.No > 0:
		s.keepDraft()
		s.dropForm()
		s.open(s.ref)
	case s.book.Single:
		s.keepDraft()
		s.arrive()
		s.left()
	case s.step.Verb != forms.Open || s.form == nil:
		s.newLine()
	}
}

// leaveAll leaves what is being written; it is kept as a draft.
func (s *bookSlip) leaveAll() {
	s.keepDraft()
	s.dropForm()
	s.ref = forms.Ref{Book: s.book.Key}
}
