package ui

import (
	"context"
	"strconv"
	"strings"
	"time"

	"frontdesk/forms"
	sheet "frontdesk/forms/paper"
	"frontdesk/store"
	"frontdesk/ui/paper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// dutyBook is the key of the duty log's book.
const dutyBook = "duty"

// dutyTab is 《值班记录表》: the book's page or a list of its lines above, the
// slip that is being written below.
type dutyTab struct {
	d    *desk
	root fyne.CanvasObject

	pages  *paper.Pages
	list   *dutyList
	slip   *dutySlip
	bar    *dutyBar
	middle *fyne.Container

	at      store.PageInfo // the page that is shown
	leaf    store.Leaf
	places  []place // where each line stands on the page
	chosen  forms.Ref
	follow  bool // the newest page is shown as it grows
	loading int  // counts page loads: only the newest answer counts
}

// place is where a line of the register stands: a page of the job and its
// heights in millimetres.
type place struct {
	page      int
	top, foot float64
}

func newDutyTab(d *desk) *dutyTab {
	t := &dutyTab{d: d, follow: true}
	t.pages = paper.NewPages()
	t.pages.OnTapped = func(page int, b sheet.Box) { t.tapped(page, b) }
	t.pages.OnDoubleTapped = func(page int, b sheet.Box) {
		t.tapped(page, b)
		t.slip.next()
	}
	t.list = newDutyList(d, t.choose)
	t.slip = newDutySlip(d, t.wrote)
	t.bar = newDutyBar(t)
	t.middle = container.NewStack(t.pages)
	t.slip.resized = func() { t.root.Refresh(); t.mark() }
	t.root = container.New(&dockLayout{foot: t.slip}, t.bar.root, t.middle, t.slip.root)
	return t
}

// dockLayout stacks the bar, what is read, and the slip, which takes the
// height it needs up to three fifths of the window.
type dockLayout struct{ foot *dutySlip }

func (l *dockLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	bar := o[0].MinSize().Height
	foot := min(l.foot.heightFor(s.Width), (s.Height-bar)*0.62)
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
func (t *dutyTab) arrive() {
	t.follow = true
	t.bar.greet = true
	t.reload()
	t.slip.arrive()
}

func (t *dutyTab) keepDraft() { t.slip.keepDraft() }

// wrote is called when something was written into the ledger.
func (t *dutyTab) wrote(a forms.Act) {
	t.follow = a.Verb == forms.Open || t.follow
	if a.Verb == forms.Open {
		t.chosen = a.Ref
	}
}

// reload shows what stands in the book now.
func (t *dutyTab) reload() {
	if t.d.who.ID == "" {
		return
	}
	t.list.reload()
	t.bar.count()
	t.slip.reload()
	if t.follow {
		t.open(func(ctx context.Context) (store.PageInfo, bool, error) { return t.d.store.LastPage(ctx, dutyBook) }, true)
		return
	}
	year, no := t.at.Year, t.at.No
	t.open(func(context.Context) (store.PageInfo, bool, error) {
		return store.PageInfo{Book: dutyBook, Year: year, No: no}, true, nil
	}, false)
}

// open finds a page off the window's goroutine and shows it.
func (t *dutyTab) open(find func(context.Context) (store.PageInfo, bool, error), last bool) {
	t.loading++
	mine, viewer := t.loading, t.d.who
	var info store.PageInfo
	var leaf store.Leaf
	var ok, newer bool
	var err error
	var pages []sheet.Page
	t.d.async(func() {
		ctx := context.Background()
		info, ok, err = find(ctx)
		if err == nil && ok {
			leaf, err = t.d.store.Page(ctx, dutyBook, info.Year, info.No)
			_, newer, _ = t.d.store.PageAfter(ctx, dutyBook, info.Year, info.No)
		}
		if err == nil {
			pages = sheet.Compose(dutySheet(t.d.store, leaf, viewer, 0))
		}
	}, func() {
		if mine != t.loading {
			return
		}
		if err != nil {
			t.d.fail(err)
			return
		}
		t.follow = last || ok && !newer
		t.leaf, t.at = leaf, leaf.PageInfo
		t.places = placesOf(pages)
		t.pages.Draw(pages)
		t.bar.show(t.at)
		t.mark()
	})
}

// dutySheet draws a page of the duty log as the viewer may see it. Copy is how
// often it has been printed, this time included; 0 when it is only read.
func dutySheet(st *store.Store, l store.Leaf, viewer forms.Person, copy int) sheet.Sheet {
	h := forms.PageHead{
		Office: st.Office(), Edition: "A/0", Year: l.Year, Code: l.Code,
		Page: forms.Page{No: l.No, Day: l.Day, Shift: l.Shift, Person: l.Person, Lines: l.Lines},
		Copy: copy, Viewer: viewer, Now: st.Now(),
	}
	if l.No == 0 { // the empty book: today's first page as it will be
		h.Year, h.Page = h.Now.Year(), forms.Page{No: 1, Day: forms.Day(h.Now), Shift: h.Office.ShiftAt(h.Now), Person: viewer.Name}
	}
	for _, a := range l.Acts {
		if a.Verb == forms.Review {
			h.Reviews = append(h.Reviews, a)
		}
	}
	lines := make([]*forms.Duty, 0, len(l.Records))
	for _, r := range l.Records {
		lines = append(lines, r.(*forms.Duty))
	}
	return forms.DutyPage(h, lines)
}

// placesOf finds the lines of a page by their signature cells, one for each
// line, which reach over its whole height.
func placesOf(pages []sheet.Page) []place {
	var out []place
	var last any
	for i, p := range pages {
		for _, b := range p.Boxes {
			if b.Blank == nil || b.Blank.Kind != sheet.SignKind || b.Blank.Field == last {
				continue
			}
			last = b.Blank.Field
			out = append(out, place{i, b.Y, b.Y + b.H})
		}
	}
	return out
}

func (t *dutyTab) tapped(page int, b sheet.Box) {
	t.d.touch()
	for i, p := range t.places {
		if p.page == page && b.Y >= p.top-0.1 && b.Y < p.foot && i < len(t.leaf.Records) {
			t.choose(t.leaf.Records[i].(*forms.Duty).Ref)
			return
		}
	}
}

// choose puts an entry on the slip and marks its line.
func (t *dutyTab) choose(ref forms.Ref) {
	t.chosen = ref
	t.slip.open(ref)
	t.mark()
}

// mark tints the chosen line on the page.
func (t *dutyTab) mark() {
	for i, r := range t.leaf.Records {
		if i < len(t.places) && r.(*forms.Duty).Ref == t.chosen {
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
func (t *dutyTab) step(by int) {
	if t.bar.back.Visible() {
		t.list.step(by)
		return
	}
	at := len(t.leaf.Records)
	for i, r := range t.leaf.Records {
		if t.slip.ref.No > 0 && r.(*forms.Duty).Ref == t.chosen {
			at = i
		}
	}
	if to := at + by; to >= 0 && to < len(t.leaf.Records) {
		t.choose(t.leaf.Records[to].(*forms.Duty).Ref)
	}
}

// turn goes to the page before or after.
func (t *dutyTab) turn(by int) {
	t.showPages()
	year, no := t.at.Year, t.at.No
	t.open(func(ctx context.Context) (store.PageInfo, bool, error) {
		find := t.d.store.PageAfter
		if by < 0 {
			find = t.d.store.PageBefore
		}
		p, ok, err := find(ctx, dutyBook, year, no)
		if err == nil && !ok { // at the end of the book: stay
			return store.PageInfo{Book: dutyBook, Year: year, No: no}, no > 0, nil
		}
		return p, ok, err
	}, false)
}

// newest goes to the page that is being written.
func (t *dutyTab) newest() {
	t.showPages()
	t.follow = true
	t.reload()
}

// goTo goes to a page by its number, 37 or 2026-037, or by its day.
func (t *dutyTab) goTo(typed string) {
	typed = sheet.Narrow(typed)
	if day, err := time.ParseInLocation(time.DateOnly, typed, forms.Beijing); err == nil {
		t.showPages()
		t.open(func(ctx context.Context) (store.PageInfo, bool, error) {
			p, ok, err := t.d.store.PageOn(ctx, dutyBook, forms.Day(day))
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
	t.open(func(context.Context) (store.PageInfo, bool, error) {
		return store.PageInfo{Book: dutyBook, Year: year, No: no}, true, nil
	}, false)
}

// showPages and showList change what is read above the slip.
func (t *dutyTab) showPages() {
	t.middle.Objects = []fyne.CanvasObject{t.pages}
	t.middle.Refresh()
	t.bar.listed(false)
}

func (t *dutyTab) showList() {
	t.middle.Objects = []fyne.CanvasObject{t.list.root}
	t.middle.Refresh()
	t.bar.listed(true)
}

// review is the supervisor's signature at the foot of the page that is shown
// (S0/3 4.10).
func (t *dutyTab) review() {
	if t.at.No == 0 {
		t.d.fail(forms.Refusal(lang.L("There is no page to sign yet.")))
		return
	}
	last, _, _ := strings.Cut(t.leaf.Code, "-") // the newest row of the ledger on the page
	seq, _ := strconv.ParseInt(last, 10, 64)
	deed := &forms.Reviewing{Lines: t.at.Lines, Seq: seq}
	t.slip.fill(forms.Ref{Book: dutyBook, Year: t.at.Year}, t.at.No, nil,
		forms.Step{Verb: forms.Review, Word: lang.L("Sign page {{.Page}}", map[string]any{"Page": pageText(t.at)}), Sign: forms.Supervisor}, deed)
}

func firstLabel(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	return l
}
