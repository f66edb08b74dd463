package ui

import (
	"context"
	"strconv"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/store"
	"frontdesk/ui/press"
	"frontdesk/ui/sheet"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// bookTab is a paper form of the office: the book's page or a list of its
// entries above, the slip that is being written below. It knows no form by
// name; what a form is, its book says.
type bookTab struct {
	d    *desk
	book *forms.Book
	root fyne.CanvasObject

	pages  *sheet.Pages
	list   *bookList
	slip   *bookSlip
	bar    *bookBar
	middle *fyne.Container

	at      store.PageInfo // the page that is shown
	leaf    store.Leaf
	places  []place // where each line stands on the page
	chosen  forms.Ref
	follow  bool         // the newest page is shown as it grows
	stale   bool         // the book has grown, or somebody else came, while another tab was shown
	arrived forms.Person // who was on duty when the tab was last shown
	loading int          // counts page loads: only the newest answer counts
	loaded  int          // the load whose answer is shown
	then    func()       // what was asked for meanwhile
	turns   int          // of the slip, when it was
}

// place is where a line of the register stands: a page of the job and its
// heights in millimetres.
type place struct {
	page      int
	top, foot float64
}

func newBookTab(d *desk, b *forms.Book) *bookTab {
	t := &bookTab{d: d, book: b, follow: true}
	t.pages = sheet.NewPages()
	t.pages.OnTapped = func(page int, b paper.Box) { t.tapped(page, b) }
	t.pages.OnDoubleTapped = func(page int, b paper.Box) {
		t.tapped(page, b)
		t.next()
	}
	t.list = newBookList(d, b, t)
	t.slip = newBookSlip(d, b, t.wrote)
	t.bar = newBookBar(t)
	t.middle = container.NewStack(t.pages)
	t.slip.bind = t.printLinked
	t.slip.resized = func() { t.root.Refresh(); t.mark() }
	t.slip.grown = func(was forms.Deed) {
		t.slip.dropForm()
		t.reviewShown()
		if d, ok := t.slip.deed.(*forms.Reviewing); ok {
			d.Opinion = was.(*forms.Reviewing).Opinion
			t.slip.form.Reread()
		}
	}
	t.slip.left = func() { t.chosen = forms.Ref{}; t.newest() }
	t.root = container.New(&dockLayout{foot: t.slip}, t.bar.root, t.middle, t.slip.root)
	return t
}

// dockLayout stacks the bar, what is read, and the slip, which takes the
// height it needs up to three fifths of the window; a form that is a sheet of
// its own takes all of it while it is written.
type dockLayout struct{ foot *bookSlip }

func (l *dockLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	bar := o[0].MinSize().Height
	foot := min(l.foot.heightFor(s.Width), (s.Height-bar)*0.62)
	if l.foot.wholeSheet() {
		foot = s.Height - bar
	}
	o[0].Resize(fyne.NewSize(s.Width, bar))
	o[1].Move(fyne.NewPos(0, bar))
	o[1].Resize(fyne.NewSize(s.Width, s.Height-bar-foot))
	o[2].Move(fyne.NewPos(0, s.Height-foot))
	o[2].Resize(fyne.NewSize(s.Width, foot))
}

func (l *dockLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, o[0].MinSize().Height+300)
}

// arrive is called when somebody comes on duty: the newest page, and a slip
// ready to be written on.
func (t *bookTab) arrive() {
	t.follow, t.stale, t.arrived, t.chosen = true, false, t.d.who, forms.Ref{}
	t.bar.greet = true
	t.list.forget() // what it shows was for somebody else's eyes
	t.showPages()
	t.slip.arrive()
	t.reload()
}

// shown is called when the tab comes into sight again.
func (t *bookTab) shown() {
	switch {
	case t.arrived.ID != t.d.who.ID:
		t.arrive()
	case t.stale:
		t.stale = false
		t.reload()
	}
	t.slip.focus()
}

// find shows an entry that was chosen elsewhere.
func (t *bookTab) find(ref forms.Ref) {
	t.bar.clear()
	t.chosen = ref
	t.slip.open(ref)
	t.open(func(ctx context.Context) (store.PageInfo, bool, error) { return t.d.store.PageWith(ctx, ref) }, false)
}

func (t *bookTab) keepDraft() { t.slip.keepDraft() }

// wrote is called when something was written into the ledger.
func (t *bookTab) wrote(a forms.Act) {
	t.follow = a.Verb == forms.Open || t.follow
	if a.Verb == forms.Open {
		t.chosen = a.Ref
	}
}

// reload shows what stands in the book now.
func (t *bookTab) reload() {
	if t.d.who.ID == "" {
		return
	}
	t.list.reload()
	t.bar.count()
	t.slip.reload()
	if t.follow {
		t.open(func(ctx context.Context) (store.PageInfo, bool, error) { return t.d.store.LastPage(ctx, t.book.Key) }, true)
		return
	}
	t.page(t.at.Year, t.at.No)
}

// open finds a page off the window's goroutine and shows it.
func (t *bookTab) open(find func(context.Context) (store.PageInfo, bool, error), last bool) {
	t.loading++
	mine, viewer := t.loading, t.d.who
	var info store.PageInfo
	var leaf store.Leaf
	var ok, newer bool
	var err error
	var pages []paper.Page
	t.d.async(func() {
		ctx := context.Background()
		info, ok, err = find(ctx)
		if err == nil && ok {
			leaf, err = t.d.store.Page(ctx, t.book.Key, info.Year, info.No)
			_, newer, _ = t.d.store.PageAfter(ctx, t.book.Key, info.Year, info.No)
		}
		if err == nil {
			pages = paper.Compose(press.Sheet(t.d.store, t.book, leaf, viewer))
		}
	}, func() {
		if mine != t.loading {
			return
		}
		then := t.then
		if t.loaded, t.then = mine, nil; t.turns != t.slip.turns {
			then = nil // something else was begun meanwhile
		}
		switch {
		case err != nil:
			t.d.fail(err)
			return
		case viewer != t.d.who: // it is read again for whoever comes
			return
		}
		t.follow = last || ok && !newer
		t.leaf, t.at = leaf, leaf.PageInfo
		t.places = placesOf(pages)
		t.pages.Draw(pages)
		t.bar.show(t.at)
		t.showWhole()
		t.mark()
		if then != nil {
			then()
		}
	})
}

// whenShown does something with the page that is shown, or with what is chosen on it,
// once it is the one that was asked for: what is seen is what is acted on.
func (t *bookTab) whenShown(do func()) {
	if t.loaded != t.loading {
		t.then, t.turns = do, t.slip.turns
		return
	}
	do()
}

// showWhole puts the sheet that is shown on the slip, where each entry is a sheet
// of its own and nothing is being written.
func (t *bookTab) showWhole() {
	if !t.book.Single || t.slip.form != nil || len(t.leaf.Records) == 0 || t.bar.back.Visible() {
		return
	}
	if ref := t.refOn(0); ref != t.chosen || t.slip.ref.No == 0 {
		t.chosen = ref
		t.slip.open(ref)
	}
}

// placesOf finds the lines of a page by their signature cells, one for each
// line, which reach over its whole height.
func placesOf(pages []paper.Page) []place {
	var out []place
	var last any
	for i, p := range pages {
		for _, b := range p.Boxes {
			if b.Blank == nil || b.Blank.Kind != paper.SignKind || b.Blank.Field == last {
				continue
			}
			last = b.Blank.Field
			out = append(out, place{i, b.Y, b.Y + b.H})
		}
	}
	return out
}

func (t *bookTab) tapped(page int, b paper.Box) {
	t.d.touch()
	for i, p := range t.places {
		if p.page == page && b.Y >= p.top-0.1 && b.Y < p.foot && i < len(t.leaf.Records) {
			t.choose(t.refOn(i))
			return
		}
	}
}

// picked takes an entry that was clicked in a list, which may be one of another
// book.
func (t *bookTab) picked(ref forms.Ref) {
	if ref.Book != t.book.Key {
		t.d.open(ref)
		return
	}
	t.choose(ref)
}

// refOn names the entry on a line of the page, from 0.
func (t *bookTab) refOn(line int) forms.Ref { return t.leaf.Records[line].(forms.Entry).Number() }

// choose puts an entry on the slip and marks its line, or where it is a sheet of
// its own, shows it.
func (t *bookTab) choose(ref forms.Ref) {
	t.chosen = ref
	if ref.Book != t.book.Key { // found in another book: it is looked at there
		t.slip.point(ref)
		t.mark()
		return
	}
	t.slip.open(ref)
	if t.book.Single && !t.bar.back.Visible() && (ref.Year != t.at.Year || ref.No != t.at.No) {
		t.page(ref.Year, ref.No)
	}
	t.mark()
}

// next begins the next step of the chosen entry: the one that is tinted, also
// while a new line is being written, which is kept as a draft meanwhile.
func (t *bookTab) next() { t.whenShown(func() { t.atChosen(t.slip.next) }) }

// more offers every step of the chosen entry.
func (t *bookTab) more() {
	t.whenShown(func() { t.atChosen(func() { t.slip.more(t.slip.moreAt) }) })
}

// beginVerb begins a step of the chosen entry.
func (t *bookTab) beginVerb(v forms.Verb) {
	t.whenShown(func() {
		if t.chosen.No == 0 {
			t.d.fail(nothingChosen())
			return
		}
		t.atChosen(func() { t.slip.beginVerb(v) })
	})
}

// atChosen does something to the chosen entry once it is the one on the slip.
func (t *bookTab) atChosen(do func()) {
	switch {
	case t.chosen.No > 0 && t.chosen.Book != t.book.Key:
		t.d.open(t.chosen)
		return
	case t.chosen.No > 0 && t.slip.ref != t.chosen:
		t.choose(t.chosen)
	}
	t.slip.whenRead(do)
}

// page shows a page.
func (t *bookTab) page(year, no int) {
	t.open(func(context.Context) (store.PageInfo, bool, error) {
		return store.PageInfo{Book: t.book.Key, Year: year, No: no}, true, nil
	}, false)
}

// mark tints the chosen line on the page and in the list.
func (t *bookTab) mark() {
	t.list.list.Refresh()
	for i := range t.leaf.Records {
		if i < len(t.places) && t.refOn(i) == t.chosen && !t.book.Single {
			t.pages.Mark(t.places[i].page, t.places[i].top, t.places[i].foot)
			return
		}
	}
	t.pages.Mark(-1, 0, 0)
	if t.follow && len(t.leaf.Records) == 0 {
		t.pages.Top()
	}
}

// step goes to another line, down by one or up. From a new line it goes to the
// last line of the page, which is the one just written.
func (t *bookTab) step(by int) {
	if t.bar.back.Visible() {
		t.list.step(by)
		return
	}
	if t.book.Single {
		t.turn(by)
		return
	}
	at := len(t.leaf.Records)
	for i := range t.leaf.Records {
		if t.slip.ref.No > 0 && t.refOn(i) == t.chosen {
			at = i
		}
	}
	if to := at + by; to >= 0 && to < len(t.leaf.Records) {
		t.choose(t.refOn(to))
	}
}

// turn goes to the page before or after.
func (t *bookTab) turn(by int) {
	t.showPages()
	year, no := t.at.Year, t.at.No
	t.open(func(ctx context.Context) (store.PageInfo, bool, error) {
		find := t.d.store.PageAfter
		if by < 0 {
			find = t.d.store.PageBefore
		}
		p, ok, err := find(ctx, t.book.Key, year, no)
		if err == nil && !ok { // at the end of the book: stay
			return store.PageInfo{Book: t.book.Key, Year: year, No: no}, no > 0, nil
		}
		return p, ok, err
	}, false)
}

// newest goes to the page that is being written.
func (t *bookTab) newest() {
	t.showPages()
	t.follow = true
	t.reload()
}

// goTo goes to a page by its number, 37 or 2026-037, or by its day.
func (t *bookTab) goTo(typed string) {
	typed = paper.Narrow(typed)
	if day, err := time.ParseInLocation(time.DateOnly, typed, forms.Beijing); err == nil {
		t.showPages()
		t.open(func(ctx context.Context) (store.PageInfo, bool, error) {
			p, ok, err := t.d.store.PageOn(ctx, t.book.Key, forms.Day(day))
			if err == nil && !ok {
				err = forms.Refusal(lang.L("There is no page on that day or after it."))
			}
			return p, ok, err
		}, false)
		return
	}
	year, no, ok := pageNumber(typed, t.d.store.Now().Year())
	if !ok {
		t.d.fail(forms.Refusal(lang.L("Please write a page number such as 37 or 2026-037, or a day such as 2026-11-23.")))
		return
	}
	t.showPages()
	if t.book.Single {
		t.fetch(forms.Ref{Book: t.book.Key, Year: year, No: no})
		return
	}
	t.page(year, no)
}

// fetch shows the sheet of a number that was typed or scanned, and begins what
// is next to be done with it: whoever brings a slip wants it taken in.
func (t *bookTab) fetch(ref forms.Ref) {
	var err error
	t.d.async(func() { _, _, err = t.d.store.Record(context.Background(), ref) }, func() {
		if err != nil {
			t.d.fail(forms.Refusal(lang.L("There is no {{.What}} {{.No}}. Please look at the number again.", map[string]any{"What": t.book.Name, "No": ref.String()})))
			return
		}
		t.slip.leaveAll()
		t.find(ref)
		t.slip.whenRead(t.slip.next)
	})
}

// showPages and showList change what is read above the slip.
func (t *bookTab) showPages() {
	refill(t.middle, t.pages)
	t.bar.reset()
	t.bar.listed(false)
}

func (t *bookTab) showList() {
	refill(t.middle, t.list.root)
	t.bar.listed(true)
}

// review is the supervisor's signature at the foot of the page that is shown
// (S0/3 4.10).
func (t *bookTab) review() { t.whenShown(t.reviewShown) }

func (t *bookTab) reviewShown() {
	if t.at.No == 0 {
		t.d.fail(forms.Refusal(lang.L("There is no page to sign yet.")))
		return
	}
	if t.slip.form != nil && t.slip.page == t.at.No && t.slip.step.Verb == forms.Review { // it is being written already
		t.slip.focus()
		return
	}
	last, _, _ := strings.Cut(t.leaf.Code, "-") // the newest row of the ledger on the page
	seq, _ := strconv.ParseInt(last, 10, 64)
	deed := &forms.Reviewing{Lines: t.at.Lines, Seq: seq}
	deed.Start(nil, t.d.context())
	t.slip.fill(forms.Ref{Book: t.book.Key, Year: t.at.Year}, t.at.No, nil,
		forms.Step{Verb: forms.Review, Word: lang.L("Sign page {{.Page}}", map[string]any{"Page": pageText(t.at)}), Sign: forms.Supervisor}, deed)
}

// loose is a key pressed while no blank has the caret: it goes through what is
// read, and does what the chosen entry asks for next.
func (t *bookTab) loose(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyEscape:
		t.bar.clear()
	case fyne.KeyUp:
		t.step(-1)
	case fyne.KeyDown:
		t.step(1)
	case fyne.KeyPageUp:
		t.turn(-1)
	case fyne.KeyPageDown:
		t.turn(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		t.next()
	default:
		return false
	}
	return true
}

func firstLabel(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	return l
}
