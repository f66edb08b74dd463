package ui

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"frontdesk/forms"

	"fyne.io/fyne/v2/lang"
)

// clear empties the slip; what stood on it can be brought back until something
// else is written.
func (s *bookSlip) clear() {
	was, unready := s.deed, s.form.Untaken()
	s.dropDraft()
	s.fill(s.ref, s.page, s.record, s.step, s.begun(s.step.Verb, s.record, s.d.store.Now()))
	s.undo, s.undoOf, s.unready = was, s.draftKey(), unready
	s.offer()
}

func (s *bookSlip) unclear() {
	was := s.undo
	s.undo = nil
	s.fill(s.ref, s.page, s.record, s.step, was)
	s.fresh = false // its time is what was written
	s.form.PutBack(s.unready)
	s.changed()
}

// changed keeps a draft a moment after the last key. What lay ready since an
// hour begins when it is begun, not when it was laid ready; what is emptied again
// lies ready again.
func (s *bookSlip) changed() {
	s.d.touch()
	if x, ok := s.deed.(forms.Waker); ok && s.fresh {
		c := s.d.context()
		if x.Wake(c) {
			s.woken = c.Now
			s.form.RereadOthers() // not the blank that is being written
		}
	}
	was := s.fresh
	s.undo = nil
	if s.fresh = s.empty(); s.fresh != was {
		s.offer()
	}
	if s.draft != nil {
		s.draft.Stop()
	}
	s.draft = time.AfterFunc(400*time.Millisecond, func() { s.d.back(s.keepDraft) })
}

// empty tells whether the slip is as it lay ready, and nothing half-written stands
// in a blank.
func (s *bookSlip) empty() bool {
	if s.page > 0 {
		return false
	}
	now, err := json.Marshal(s.deed)
	ready, err2 := json.Marshal(s.begun(s.step.Verb, s.record, s.woken))
	return err == nil && err2 == nil && string(now) == string(ready) && !s.form.Wrong()
}

func (s *bookSlip) draftKey() string {
	of := s.ref.String()
	if s.page > 0 {
		of = forms.LeafName(s.ref.Year, s.page)
	}
	return strings.Join([]string{s.book.Key, s.whose, string(s.step.Verb), of}, "/")
}

// keepDraft writes down what stands on the slip, apart from the ledger.
func (s *bookSlip) keepDraft() {
	if s.form == nil || s.draft == nil || s.whose == "" || s.turns == s.sealed {
		return
	}
	if s.fresh { // what was written was taken away again
		s.dropDraft()
		return
	}
	s.stopDraft()
	words, err := s.standing()
	if err != nil {
		s.d.say(sentence(err))
		return
	}
	if s.draftKey() == s.going { // the draft of that name goes when it is written
		s.late = words
		return
	}
	s.d.store.HoldDraft(s.draftKey(), words)
	s.d.keepDrafts()
}

// recall brings a draft back. One that cannot be read any more is left alone.
func (s *bookSlip) recall() {
	s.untaken = nil
	if s.whose == "" || s.draftKey() == s.going {
		return
	}
	words, ok, err := s.d.store.Draft(context.Background(), s.draftKey())
	if err != nil || !ok {
		return
	}
	in := json.NewDecoder(strings.NewReader(words))
	var deed json.RawMessage
	if in.Decode(&deed) != nil {
		return
	}
	kept, err := s.book.Decode(s.step.Verb, deed)
	if err != nil {
		return
	}
	_ = in.Decode(&s.untaken) // most drafts have nothing there
	if r, ok := kept.(*forms.Reviewing); ok {
		r.Covers(s.deed.(*forms.Reviewing)) // the page as it is now
	}
	s.deed, s.fresh = kept, false
	s.d.say(lang.L("What you had begun to write is back."))
}

// stopDraft keeps nothing of what is on the slip any more.
func (s *bookSlip) stopDraft() {
	if s.draft != nil {
		s.draft.Stop()
		s.draft = nil
	}
}

func (s *bookSlip) dropDraft() {
	s.stopDraft()
	s.d.store.HoldDraft(s.draftKey(), "")
	s.d.keepDrafts()
}
