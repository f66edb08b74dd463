package ui

import (
	"context"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/paper"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// open looks at an entry. Until it is read nothing of another one is on the slip:
// what is shown is what is acted on.
func (s *bookSlip) open(ref forms.Ref) {
	s.keepDraft()
	s.turns++
	mine := s.turns
	if s.form != nil || s.ref != ref {
		s.title.SetText(ref.String())
		refill(s.buttons)
		s.dropForm()
		s.show(container.NewStack())
	}
	s.ref, s.page, s.record, s.step, s.deed, s.then = ref, 0, nil, forms.Step{}, nil, nil
	ctx, viewer := context.Background(), s.d.who
	var r forms.Record
	var acts []forms.Act
	var linked []store.Row
	var err error
	s.d.async(func() {
		if r, acts, err = s.d.store.Record(ctx, ref); err == nil {
			linked, err = s.d.store.Linked(ctx, ref, viewer)
		}
	}, func() {
		if mine != s.turns || viewer != s.d.who { // it is read again for whoever comes
			return
		}
		if err != nil {
			s.d.fail(err)
			return
		}
		s.linked, s.seen = linked, acts[len(acts)-1].Seq
		s.showEntry(ref, r.(forms.Entry))
	})
}

// point says where an entry of another book is looked at.
func (s *bookSlip) point(ref forms.Ref) {
	s.keepDraft()
	s.turns++
	s.dropForm()
	s.ref, s.page, s.record, s.step, s.deed, s.then = forms.Ref{}, 0, nil, forms.Step{}, nil, nil
	s.title.SetText(books.Named(ref.Book).Name + " " + ref.String())
	refill(s.buttons)
	s.view = 60
	s.show(firstLabel(lang.L("This one is in another book: Enter or a click opens it there.")))
}

// whenRead does something with the entry that is looked at, now or as soon as it
// is read.
func (s *bookSlip) whenRead(do func()) {
	if s.record == nil && s.form == nil && s.ref.No > 0 {
		s.then = do
		return
	}
	do()
}

// reload looks again at an entry that is only looked at.
func (s *bookSlip) reload() {
	if s.form == nil && s.ref.No > 0 {
		s.open(s.ref)
	}
}

// showEntry shows the entry, its one next step as the main button, and the others
// behind one more; what is not allowed now says why.
func (s *bookSlip) showEntry(ref forms.Ref, d forms.Entry) {
	c := s.d.context()
	s.dropForm()
	s.ref, s.page, s.record, s.step = ref, 0, d, forms.Step{}
	seen := d.For(s.d.who)
	s.title.SetText(summary(seen, c))
	steps := d.Steps(c)
	more := newKeyButton(lang.L("More (Ctrl+M)"), nil)
	more.OnTapped = func() { s.more(more) }
	s.moreAt = more
	row := []fyne.CanvasObject{newKeyButton(s.book.Begin+" (Ctrl+N)", s.newLine), more}
	if len(steps) > 0 && steps[0].Next && steps[0].Refused == "" {
		row = append(row, newMainButton(steps[0].Word+" (Ctrl+D)", s.next))
	}
	refill(s.buttons, row...)
	// The rule with its procedure's name is longer than the head has room for.
	said := append(forms.Filled(strings.Join(seen.Remarks(c), "　")), seen.Story()...)
	text := firstLabel(strings.Join(said, "\n"))
	links := s.links()
	s.view = min(max(text.MinSize().Height, 90), 170) + links.MinSize().Height
	s.show(container.NewVBox(links, text))
	if then := s.then; then != nil {
		s.then = nil
		then()
	}
}

// summary is the entry in one line: which it is, how it stands, until when.
func summary(e forms.Entry, c forms.Context) string {
	b := e.Brief()
	parts := []string{e.Number().String(), b.State, b.Kind, strings.TrimSpace(b.Room + " " + b.Name), b.Phone}
	switch {
	case !b.Open || b.Due.IsZero():
	case forms.PastDue(b.Due, c.Now):
		parts = append(parts, lang.L("LATE since {{.When}}", map[string]any{"When": paper.Stamp(b.Due, c.Now)}))
	default:
		parts = append(parts, lang.L("due {{.When}}", map[string]any{"When": paper.Stamp(b.Due, c.Now)}))
	}
	return strings.Join(parts, "　")
}

// next begins the one next step of the entry that is looked at.
func (s *bookSlip) next() {
	if s.record == nil || s.form != nil {
		return
	}
	steps := s.record.Steps(s.d.context())
	if len(steps) > 0 && steps[0].Next {
		s.begin(steps[0])
	}
}

// begin begins a step, or says why it cannot be done now.
func (s *bookSlip) begin(step forms.Step) {
	if step.Refused != "" {
		s.d.fail(forms.Refusal(step.Refused))
		return
	}
	s.fill(s.ref, 0, s.record, step, nil)
	if sheet := s.deed.Slip(s.record, s.d.context()); len(sheet.Blanks()) == 0 {
		s.save() // there is nothing to fill in, only to sign
	}
}

// beginVerb begins a step of the entry that is looked at.
func (s *bookSlip) beginVerb(v forms.Verb) {
	if s.record == nil {
		return
	}
	for _, step := range s.record.Steps(s.d.context()) {
		if step.Verb == v {
			s.begin(step)
		}
	}
}

// more offers every step of the entry; what is not allowed now says why.
func (s *bookSlip) more(at fyne.CanvasObject) {
	if s.record == nil {
		return
	}
	var items []*fyne.MenuItem
	for _, step := range s.record.Steps(s.d.context()) {
		word := step.Word
		if step.Refused != "" {
			word += "　—　" + step.Refused
		}
		m := fyne.NewMenuItem(word, func() { s.begin(step) })
		m.Disabled = step.Refused != ""
		items = append(items, m)
	}
	items = append(items, s.linkItems()...)
	pop := widget.NewPopUpMenu(fyne.NewMenu("", items...), s.d.win.Canvas())
	if s.form != nil { // the button went when the step was begun
		at = s.buttons
	}
	p := s.d.app.Driver().AbsolutePositionForObject(at)
	pop.ShowAtPosition(fyne.NewPos(max(min(p.X, s.d.win.Canvas().Size().Width-pop.MinSize().Width-8), 0), max(p.Y-pop.MinSize().Height, 0)))
	s.d.win.Canvas().Focus(pop)
}
