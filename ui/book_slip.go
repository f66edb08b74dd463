package ui

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	sheet "frontdesk/forms/paper"
	"frontdesk/forms/pinyin"
	"frontdesk/forms/resident"
	"frontdesk/store"
	"frontdesk/ui/paper"

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
	form    *paper.Form       // nil while an entry is only looked at
	fresh   bool              // nothing is typed on it, or all was taken away again
	woken   time.Time         // for which moment it lies ready
	moreAt  fyne.CanvasObject // where all steps are offered
	undo    forms.Deed        // what was cleared away last; nil for nothing
	undoOf  string            // the draft that it was
	saving  bool
	going   string            // draft of what is being written into the ledger
	untaken map[string]string // words of the draft that its blanks did not take
	draft   *time.Timer
	view    float32     // height of what is looked at
	then    func()      // what follows once the entry is looked at
	turns   int         // what was put on the slip last counts, however long reading took
	linked  []store.Row // what belongs together with the entry that is looked at
	bind    func()      // prints the sheets of what belongs together
}

func newBookSlip(d *desk, b *forms.Book, wrote func(forms.Act)) *bookSlip {
	s := &bookSlip{d: d, book: b, wrote: wrote, title: widget.NewLabel(""), buttons: container.NewHBox(), resized: func() {}, grown: func(forms.Deed) {}}
	s.title.TextStyle.Bold = true
	s.title.Truncation = fyne.TextTruncateEllipsis
	s.body = container.NewVScroll(container.NewStack())
	s.head = container.NewBorder(nil, nil, nil, s.buttons, s.title)
	s.root = container.NewBorder(s.head, nil, nil, nil, s.body)
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
	begin := widget.NewButton(s.book.Begin+" (Ctrl+N)", s.newLine)
	begin.Importance = widget.HighImportance
	s.title.SetText(s.book.Name)
	s.buttons.RemoveAll()
	s.buttons.Add(begin)
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
	s.then = nil
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
func (s *bookSlip) formOf(r forms.Record) *paper.Form {
	deed := s.deed
	var f *paper.Form
	here := func(do func()) func() {
		return func() {
			if s.form == f {
				do()
			}
		}
	}
	f = paper.NewForm(func() sheet.Sheet { return deed.Slip(r, s.d.context()) }, paper.Options{
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
	s.buttons.RemoveAll()
	if s.page == 0 {
		switch {
		case s.undo != nil && s.undoOf == s.draftKey():
			s.buttons.Add(widget.NewButton(lang.L("Bring back what was cleared"), s.unclear))
		case !s.fresh:
			s.buttons.Add(widget.NewButton(lang.L("Clear"), s.clear))
		}
	}
	if s.step.Verb != forms.Open {
		s.buttons.Add(widget.NewButton(lang.L("Back (Esc)"), s.leave))
	}
	save := widget.NewButton(lang.L("Save (Ctrl+S)"), s.save)
	save.Importance = widget.HighImportance
	s.buttons.Add(save)
	s.head.Refresh()
}

// clear empties the slip; what stood on it can be brought back until something
// else is written.
func (s *bookSlip) clear() {
	was := s.deed
	s.dropDraft()
	s.fill(s.ref, s.page, s.record, s.step, s.begun(s.step.Verb, s.record, s.d.store.Now()))
	s.undo, s.undoOf = was, s.draftKey()
	s.offer()
}

func (s *bookSlip) unclear() {
	was := s.undo
	s.undo = nil
	s.fill(s.ref, s.page, s.record, s.step, was)
	s.fresh = false // its time is what was written
	s.changed()
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
	s.body.Content = o
	s.body.Refresh()
	s.body.ScrollToTop()
	s.resized()
}

// focus puts the caret into the first blank that is empty. A tick left empty is
// an answer, unless the slip begins with it: then ticking is what it is for.
func (s *bookSlip) focus() {
	if s.form == nil || s.d.who.ID == "" {
		return
	}
	slip := s.deed.Slip(s.record, s.d.context())
	first := true
	var last *sheet.Blank
	for _, b := range slip.Blanks() {
		if b.ReadOnly {
			continue
		}
		ask := b.Kind != sheet.TickKind || first
		first = false
		if b.Kind != sheet.TickKind {
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
	return strings.Join([]string{s.book.Key, s.d.who.ID, string(s.step.Verb), s.ref.String()}, "/")
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

// keepDraft writes down what stands on the slip, apart from the ledger.
func (s *bookSlip) keepDraft() {
	if s.form == nil || s.draft == nil || s.d.who.ID == "" || s.page > 0 {
		return
	}
	if s.fresh { // what was written was taken away again
		s.dropDraft()
		return
	}
	s.draft.Stop()
	s.draft = nil
	words, err := s.standing()
	if err == nil {
		err = s.d.store.SaveDraft(context.Background(), s.draftKey(), words)
	}
	if err != nil {
		s.d.say(sentence(err))
	}
}

// recall brings a draft back. One that cannot be read any more is left alone.
func (s *bookSlip) recall() {
	s.untaken = nil
	if s.page > 0 || s.d.who.ID == "" || s.draftKey() == s.going {
		return
	}
	words, ok, err := s.d.store.Draft(context.Background(), s.draftKey())
	if err != nil || !ok {
		return
	}
	kept := s.book.Deeds[s.step.Verb]()
	if in := json.NewDecoder(strings.NewReader(words)); in.Decode(kept) == nil {
		_ = in.Decode(&s.untaken) // most drafts have nothing there
		s.deed, s.fresh = kept, false
		s.d.say(lang.L("What you had begun to write is back."))
	}
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
	if s.page == 0 {
		_ = s.d.store.DropDraft(context.Background(), s.draftKey()) // a draft left over is only offered again
	}
}

// save writes the slip into the ledger; where the step asks for it, the signer
// signs with an own PIN first.
func (s *bookSlip) save() {
	if s.form == nil || s.saving {
		return
	}
	s.d.touch()
	rest, ok := s.form.Check(s.deed.Check(s.record, s.d.context()))
	if !ok {
		s.tell(rest)
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

func (s *bookSlip) tell(rest []sheet.Problem) {
	for _, p := range rest {
		s.d.fail(forms.Refusal(p.Words))
		return
	}
}

func (s *bookSlip) append(w writing) {
	if s.saving {
		return
	}
	s.saving, s.going = true, w.draft
	if w.turn == s.turns {
		s.stopDraft()
	}
	var a forms.Act
	var err error
	ctx := context.Background()
	s.d.async(func() {
		a, err = s.d.store.Append(ctx, w.Writing)
		switch {
		case w.Page > 0:
		case err == nil:
			_ = s.d.store.DropDraft(ctx, w.draft) // a draft left over is only offered again
		default:
			err = errors.Join(err, s.d.store.SaveDraft(ctx, w.draft, w.words))
		}
	}, func() {
		s.saving, s.going = false, ""
		switch {
		case err != nil && w.turn == s.turns:
			s.refused(err)
		case err != nil:
			s.d.fail(err)
		default:
			s.wrote(a)
			if w.turn != s.turns { // somebody has turned to something else meanwhile
				s.d.say(lang.L("Done: {{.What}} {{.No}}.", map[string]any{"What": w.step.Word, "No": a.Ref.String()}))
				return
			}
			s.stopDraft()
			s.dropForm()
			s.record = nil
			s.after(a, w.Deed, w.record)
		}
	})
}

func (s *bookSlip) refused(err error) {
	var p forms.Problems
	switch {
	case errors.As(err, &p) && s.form != nil:
		s.tell(s.form.Problems(p))
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
	if x, ok := deed.(forms.Reliever); ok && x.Relieves() && s.d.who.ID != "" { // a window that was locked meanwhile stays so
		s.d.relieve(a.By)
		return
	}
	s.whenRead(s.along)
}

// along begins the next step where it goes along with what was done.
func (s *bookSlip) along() {
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

// open looks at an entry. Until it is read nothing of another one is on the slip:
// what is shown is what is acted on.
func (s *bookSlip) open(ref forms.Ref) {
	s.keepDraft()
	s.turns++
	mine := s.turns
	if s.form != nil || s.ref != ref {
		s.title.SetText(ref.String())
		s.buttons.RemoveAll()
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
		if mine != s.turns {
			return
		}
		if err != nil {
			s.d.fail(err)
			return
		}
		s.linked, s.seen = linked, acts[len(acts)-1].Seq
		s.look(ref, r.(forms.Entry))
	})
}

// point says where an entry of another book is looked at.
func (s *bookSlip) point(ref forms.Ref) {
	s.keepDraft()
	s.turns++
	s.dropForm()
	s.ref, s.page, s.record, s.step, s.deed, s.then = forms.Ref{}, 0, nil, forms.Step{}, nil, nil
	s.title.SetText(books.Named(ref.Book).Name + " " + ref.String())
	s.buttons.RemoveAll()
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

// look shows the entry, its one next step as the main button, and the others
// behind one more; what is not allowed now says why.
func (s *bookSlip) look(ref forms.Ref, d forms.Entry) {
	c := s.d.context()
	s.dropForm()
	s.ref, s.page, s.record, s.step = ref, 0, d, forms.Step{}
	seen := d.For(s.d.who)
	s.title.SetText(summary(seen, c))
	s.buttons.RemoveAll()
	steps := d.Steps(c)
	more := widget.NewButton(lang.L("More (Ctrl+M)"), nil)
	more.OnTapped = func() { s.more(more) }
	s.moreAt = more
	s.buttons.Add(widget.NewButton(s.book.Begin+" (Ctrl+N)", s.newLine))
	s.buttons.Add(more)
	if len(steps) > 0 && steps[0].Next && steps[0].Refused == "" {
		main := widget.NewButton(steps[0].Word+" (Ctrl+D)", s.next)
		main.Importance = widget.HighImportance
		s.buttons.Add(main)
	}
	text := firstLabel(strings.Join(seen.Story(), "\n"))
	row := s.links()
	s.view = min(max(text.MinSize().Height, 90), 170) + row.MinSize().Height
	s.show(container.NewVBox(row, text))
	if then := s.then; then != nil {
		s.then = nil
		then()
	}
}

// summary is the entry in one line.
func summary(e forms.Entry, c forms.Context) string {
	b := e.Brief()
	parts := []string{e.Number().String(), b.State, b.Kind, strings.TrimSpace(b.Room + " " + b.Name), b.Phone}
	switch {
	case !b.Open || b.Due.IsZero():
	case forms.PastDue(b.Due, c.Now):
		parts = append(parts, lang.L("LATE since {{.When}}", map[string]any{"When": sheet.Stamp(b.Due, c.Now)}))
	default:
		parts = append(parts, lang.L("due {{.When}}", map[string]any{"When": sheet.Stamp(b.Due, c.Now)}))
	}
	return strings.Join(append(parts, e.Remarks(c)...), "　")
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

// suggest lists what may be meant in a blank.
func (s *bookSlip) suggest(b *sheet.Blank, typed string) []paper.Suggestion {
	switch b.From {
	case "":
		return nil
	case forms.OfResidents:
		return residents(s.d.residents.Lookup(typed, 8))
	}
	words := slices.Concat(s.d.offers.list(b.From), s.book.Usual[b.From], s.d.context().Offered(b.From))
	return matching(words, typed)
}

// matching keeps the words that hold what was typed or begin with its initials.
func matching(words []string, typed string) []paper.Suggestion {
	var out []paper.Suggestion
	typed = strings.ToLower(strings.TrimSpace(typed))
	for _, w := range words {
		hit := typed != "" && strings.Contains(w, typed)
		for _, in := range pinyin.Initials(w) {
			hit = hit || typed != "" && strings.HasPrefix(in, typed)
		}
		if hit && w != typed && !slices.ContainsFunc(out, func(x paper.Suggestion) bool { return x.Text == w }) {
			out = append(out, paper.Suggestion{Text: w})
		}
	}
	return out
}

// picked writes what was chosen into the record.
func (s *bookSlip) picked(b *sheet.Blank, x paper.Suggestion) {
	if r, ok := x.Value.(resident.Resident); ok {
		if taker, ok := s.deed.(resident.Taker); ok {
			taker.TakeResident(r)
		}
		return
	}
	_ = b.Set(x.Text) // a text from the program's own list
}

// residents offers people by room, with what tells them apart.
func residents(found []resident.Resident) []paper.Suggestion {
	out := make([]paper.Suggestion, 0, len(found))
	for _, r := range found {
		out = append(out, paper.Suggestion{Text: r.Room, Detail: strings.TrimSpace(r.Name + " " + string(r.As) + " " + r.Phone), Value: r})
	}
	return out
}
