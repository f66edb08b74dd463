package ui

import (
	"encoding/json"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/store"
	"frontdesk/ui/sheet"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// bookSlip is the lower part of the tab: the slip that is being written on — a
// new line, or something done to an entry — or the chosen entry with what can
// be done next.
type bookSlip struct {
	d       *desk
	book    *forms.Book
	root    *fyne.Container
	head    *fyne.Container
	title   *widget.Label
	buttons *fyne.Container
	body    *container.Scroll
	wrote   func(forms.Act)
	resized func()
	left    func()           // a new sheet was left unfinished
	grown   func(forms.Deed) // a page has grown while it was being signed

	ref     forms.Ref // entry that is acted on or looked at; No is 0 on a new line
	page    int       // page that is signed; 0 otherwise
	record  forms.Record
	seen    int64 // last row of the ledger that the record holds
	step    forms.Step
	deed    forms.Deed
	form    *sheet.Form       // nil while an entry is only looked at
	fresh   bool              // nothing is typed on it, or all was taken away again
	woken   time.Time         // for which moment it lies ready
	moreAt  fyne.CanvasObject // where all steps are offered
	whose   string            // ID of whoever writes on it: drafts are theirs, whoever comes meanwhile
	undo    forms.Deed        // what was cleared away last; nil for nothing
	undoOf  string            // the draft that it was
	unready map[string]string // words of it that its blanks had not taken
	saving  bool
	going   string            // draft of what is being written into the ledger
	late    string            // what is to be kept under that name once it is written
	sealed  int               // the turn that is written or being written: no draft any more
	wait    *waiting          // has the caret meanwhile
	untaken map[string]string // words of the draft that its blanks did not take
	draft   *time.Timer
	view    float32     // height of what is looked at
	then    func()      // what follows once the entry is looked at
	turns   int         // what was put on the slip last counts, however long reading took
	linked  []store.Row // what belongs together with the entry that is looked at
	bind    func()      // prints the sheets of what belongs together
}

func newBookSlip(d *desk, b *forms.Book, wrote func(forms.Act)) *bookSlip {
	s := &bookSlip{d: d, book: b, wrote: wrote, title: widget.NewLabel(""), buttons: container.NewHBox(), resized: func() {}, grown: func(forms.Deed) {}, wait: newWaiting()}
	s.title.TextStyle.Bold = true
	s.title.Truncation = fyne.TextTruncateEllipsis
	s.body = container.NewVScroll(container.NewStack())
	s.head = container.NewBorder(nil, nil, nil, s.buttons, s.title)
	s.root = container.NewBorder(s.head, nil, nil, nil, container.NewStack(s.body, s.wait))
	return s
}

// heightFor is the height the slip would like at a width.
func (s *bookSlip) heightFor(width float32) float32 {
	head := max(s.title.MinSize().Height, s.buttons.MinSize().Height) + 6
	if s.form != nil {
		return head + s.form.HeightFor(width)
	}
	return head + s.view
}

// arrive puts the new line, as it was left, before whoever comes on duty; where
// entries are sheets of their own, the newest comes first.
func (s *bookSlip) arrive() {
	if s.book.Single {
		s.dropForm()
		s.ref = forms.Ref{}
		s.idle()
		return
	}
	s.newLine()
}

// idle is the slip with nothing on it yet.
func (s *bookSlip) idle() {
	s.turns++
	begin := newMainButton(s.book.Begin+" (Ctrl+N)", s.newLine)
	s.title.SetText(s.book.Name)
	refill(s.buttons, begin)
	hint := firstLabel(lang.L("Nothing is written here yet. Ctrl+N begins."))
	s.view = 60
	s.show(hint)
}

// newLine begins a new entry of the book.
func (s *bookSlip) newLine() {
	s.fill(forms.Ref{Book: s.book.Key}, 0, nil, forms.Step{Verb: forms.Open, Word: s.book.Begin, Sign: s.book.Signed[forms.Open]}, nil)
}

// wholeSheet tells whether what is written is the form itself, not a slip about
// it: then it takes the window.
func (s *bookSlip) wholeSheet() bool {
	return s.form != nil && s.book.Single && (s.step.Verb == forms.Open || s.step.Verb == forms.Correct)
}

// fill begins a slip: the deed of a step on a record, a page, or a new line. A
// draft of the same slip comes back as it was left.
func (s *bookSlip) fill(ref forms.Ref, page int, r forms.Record, step forms.Step, deed forms.Deed) {
	s.keepDraft()
	s.turns++
	s.then, s.whose = nil, s.d.who.ID
	if deed == nil {
		deed = s.begun(step.Verb, r, s.d.store.Now())
	}
	s.ref, s.page, s.record, s.step, s.deed, s.fresh, s.woken = ref, page, r, step, deed, true, s.d.store.Now()
	s.recall()
	s.dropForm()
	s.form = s.formOf(r)
	s.form.PutBack(s.untaken)
	s.offer()
	s.title.SetText(s.heading())
	s.show(s.form)
	s.focus()
}

// formOf is a form for what the slip says of a record now. It stays that deed's,
// whatever comes on the slip after it, and says nothing once it is gone.
func (s *bookSlip) formOf(r forms.Record) *sheet.Form {
	deed := s.deed
	var f *sheet.Form
	here := func(do func()) func() {
		return func() {
			if s.form == f {
				do()
			}
		}
	}
	f = sheet.NewForm(func() paper.Sheet { return deed.Slip(r, s.d.context()) }, sheet.Options{
		Suggest: s.suggest, Picked: s.picked, Changed: here(s.changed),
		Done: here(s.save), Cancel: here(s.leave), Resized: here(func() { s.resized() }),
		Canvas: s.d.win.Canvas(),
	})
	return f
}

// dropForm takes the form off the slip, and the caret out of it: keys still on
// their way reach nobody.
func (s *bookSlip) dropForm() {
	switch {
	case s.form == nil || !s.form.Held():
	case s.d.covered():
		s.d.stray = true // the caret is taken from it when what lies over it goes
	case s.d.who.ID != "":
		s.d.win.Canvas().Unfocus()
	}
	s.form = nil
}

// begun is a deed as it lies ready at a moment.
func (s *bookSlip) begun(v forms.Verb, r forms.Record, now time.Time) forms.Deed {
	deed := s.book.Deeds[v]()
	if x, ok := deed.(forms.Starter); ok {
		c := s.d.context()
		c.Now = now
		x.Start(r, c)
	}
	return deed
}

// offer shows what can be done with the slip that is being written.
func (s *bookSlip) offer() {
	var row []fyne.CanvasObject
	if s.page == 0 {
		switch {
		case s.undo != nil && s.undoOf == s.draftKey():
			row = append(row, newKeyButton(lang.L("Bring back what was cleared"), s.unclear))
		case !s.fresh:
			row = append(row, newKeyButton(lang.L("Clear"), s.clear))
		}
	}
	if s.step.Verb != forms.Open {
		row = append(row, newKeyButton(lang.L("Back (Esc)"), s.leave))
	}
	refill(s.buttons, append(row, newMainButton(lang.L("Save (Ctrl+S)"), s.save))...)
	s.head.Refresh()
}

func (s *bookSlip) heading() string {
	switch {
	case s.step.Verb == forms.Open:
		return s.step.Word + "　" + lang.L("Enter goes on, Tab passes over, digits choose; Enter at the end saves")
	case s.page > 0:
		return s.step.Word
	}
	return s.step.Word + "　" + s.ref.String()
}

func (s *bookSlip) show(o fyne.CanvasObject) {
	was := s.body.Content
	s.body.Content = o
	s.body.Refresh()
	handOn([]fyne.CanvasObject{was}, []fyne.CanvasObject{o})
	s.body.ScrollToTop()
	s.resized()
}

// focus puts the caret into the first blank that is empty. A tick left empty is
// an answer, unless the slip begins with it: then ticking is what it is for.
func (s *bookSlip) focus() {
	if s.form == nil || s.d.who.ID == "" {
		return
	}
	if s.d.stray = false; s.d.top() != nil { // it is given once what lies over the slip has gone
		s.d.beneath = s.focus
		return
	}
	if s.held() {
		s.d.win.Canvas().Focus(s.wait)
		return
	}
	defer s.goOn()
	slip := s.deed.Slip(s.record, s.d.context())
	first := true
	var last *paper.Blank
	for _, b := range slip.Blanks() {
		if b.ReadOnly {
			continue
		}
		ask := b.Kind != paper.TickKind || first
		first = false
		if b.Kind != paper.TickKind {
			last = b
		}
		if ask && b.Empty() {
			s.form.FocusOn(b.Field)
			return
		}
	}
	if !s.fresh && last != nil { // what came back is gone on with where it ends
		s.form.FocusOn(last.Field)
		return
	}
	s.form.Focus()
}

// standing is what a draft keeps of the slip: the deed, and after it the words that
// blanks did not take, where there are any.
func (s *bookSlip) standing() (string, error) {
	words, err := json.Marshal(s.deed)
	if untaken := s.form.Untaken(); err == nil && len(untaken) > 0 {
		var beside []byte
		beside, err = json.Marshal(untaken)
		words = append(append(words, '\n'), beside...)
	}
	return string(words), err
}
