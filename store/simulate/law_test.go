package simulate

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/handover"
	"frontdesk/forms/paper"
	"frontdesk/forms/quarter"
	"frontdesk/forms/release"
	"frontdesk/forms/visit"
	"frontdesk/store"
)

// promises wants a deadline that was moved to be readable as it was.
func promises(w *world) error {
	e := w.byRef[w.o.written.Ref]
	if w.o.err != nil || w.o.was == nil || e == nil || w.o.was.Due.IsZero() || w.o.was.Due.Equal(e.brief.Due) || w.o.was.State != e.brief.State {
		return nil
	}
	text, err := w.readable(e)
	old := w.o.was.Due.In(forms.Beijing).Format("01-02 15:04")
	if err == nil && !strings.Contains(text, old) {
		return fmt.Errorf("%s %q moved the deadline of %s from %s to %s, and the old one stands nowhere",
			e.ref.Book, w.o.written.Verb, e.ref, old, e.brief.Due.In(forms.Beijing).Format("01-02 15:04"))
	}
	return err
}

// readable is all that can be read on an entry: what is told of it, and its page.
func (w *world) readable(e *entry) (string, error) {
	r, _, err := w.record(e)
	if err != nil {
		return "", err
	}
	text := ""
	if x, ok := r.(forms.Entry); ok {
		text = strings.Join(append(x.Story(), x.Remarks(w.context(above))...), "\n")
	}
	p, ok, err := w.s.PageWith(context.Background(), e.ref)
	if err != nil || !ok {
		return text, err
	}
	s, err := w.page(w.book(e.ref.Book), p.Year, p.No, above)
	if err != nil {
		return text, err
	}
	for _, rows := range [][]paper.Row{s.Body, s.Foot} {
		for _, row := range rows {
			for _, c := range row.Cells {
				for _, run := range slices.Concat(c.Old, c.Runs, c.Note) {
					text += run.Text
				}
				if c.Blank != nil {
					text += c.Blank.Shown()
				}
				text += "\n"
			}
		}
	}
	return text, nil
}

// page draws a page as the window does.
func (w *world) page(b *forms.Book, year, no int, viewer forms.Person) (paper.Sheet, error) {
	l, err := w.s.Page(context.Background(), b.Key, year, no)
	if err != nil {
		return paper.Sheet{}, err
	}
	h := forms.PageHead{
		Office: w.s.Office(), Edition: l.Edition, Year: l.Year, Code: l.Code,
		Page: forms.Page{No: l.No, Day: l.Day, Shift: l.Shift, Person: l.Person, Lines: l.Lines}, Viewer: viewer, Now: w.s.Now(),
	}
	for _, a := range l.Acts {
		if a.Verb == forms.Review {
			h.Reviews = append(h.Reviews, a)
		}
	}
	return b.Draw(h, entriesOf(l.Records)), nil
}

func entriesOf(rs []forms.Record) (out []forms.Entry) {
	for _, r := range rs {
		out = append(out, r.(forms.Entry))
	}
	return out
}

// rawClause is how code and ledger name a clause; people read 《回访管理规程》4.1.
var rawClause = regexp.MustCompile(`S\d+/\d+|S\d+ \d`)

// named wants a text in which people read no raw clause.
func named(text string) error {
	if raw := rawClause.FindString(text); raw != "" {
		return fmt.Errorf("people read %q in %q", raw, text)
	}
	return nil
}

// onPaper lays a sheet out, and wants paper on which nobody reads a raw clause.
func onPaper(s paper.Sheet) error {
	pages := paper.Compose(s)
	if len(pages) == 0 {
		return errors.New("a page without paper")
	}
	var out strings.Builder
	for _, p := range pages {
		for _, b := range p.Boxes {
			out.WriteString(b.Text() + "\n")
		}
	}
	return named(out.String())
}

// clauses looks for raw ones wherever an entry is read: its remarks, its story and
// its page, what can be done with it and why not, and the slips for that. And in
// every page of the settings.
func clauses(w *world) error {
	r := w.dice()
	x := w.s.Settings()
	d := x.Draft(w.books)
	for _, s := range forms.Sections() {
		if err := onPaper(d.Sheet(s)); err != nil {
			return err
		}
	}
	for _, e := range w.entries {
		if len(w.entries) > 60 && w.memory[thorough] == nil && !chance(r, 12) {
			continue
		}
		if err := w.clausesOf(e); err != nil {
			return fmt.Errorf("%s: %w", e.ref.Book, err)
		}
	}
	return nil
}

func (w *world) clausesOf(e *entry) error {
	text, err := w.readable(e)
	if err != nil {
		return err
	}
	rec, _, err := w.record(e)
	if err != nil {
		return err
	}
	c := w.context(above)
	for _, s := range rec.Steps(c) {
		text += s.Word + s.Refused + "\n"
		if make := w.book(e.ref.Book).Deeds[s.Verb]; make != nil && s.Refused == "" {
			deed := make()
			if x, ok := deed.(forms.Starter); ok {
				x.Start(rec, c)
			}
			if err := onPaper(deed.Slip(rec, c)); err != nil {
				return err
			}
		}
	}
	return named(text)
}

// drawn draws some pages of every book, and its reports, for whoever looks.
func drawn(w *world) error {
	r := w.dice()
	for _, b := range w.books {
		last, ok, err := w.s.LastPage(context.Background(), b.Key)
		if err != nil {
			return err
		}
		viewer := w.anybody(r)
		if ok {
			for range 3 {
				s, err := w.page(b, last.Year, 1+r.IntN(last.No), viewer)
				if err != nil {
					return err
				}
				if err := onPaper(s); err != nil {
					return fmt.Errorf("%s: %w", b.Key, err)
				}
			}
		}
		for _, x := range b.Reports {
			if !chance(r, 3) {
				continue
			}
			if err := w.report(b, x, viewer); err != nil {
				return fmt.Errorf("%s: %w", x.Key, err)
			}
		}
		if b.Strip != nil {
			b.Strip(w.context(viewer))
		}
	}
	return nil
}

func (w *world) report(b *forms.Book, x forms.Report, viewer forms.Person) error {
	ctx := context.Background()
	from, to := x.Span(w.s.Now())
	h := forms.PageHead{Office: w.s.Office(), Edition: b.Edition, Viewer: viewer, Now: w.s.Now()}
	var entries []forms.Entry
	if x.All {
		past := w.s.Sight(ctx, viewer).AsOf(forms.StartOfDay(to).AddDate(0, 0, 1), nil)
		h.Sight = past
		return errors.Join(onPaper(x.Sheet(h, from, to, nil)), past.Err())
	}
	if x.Now {
		now := w.s.Sight(ctx, viewer)
		h.Sight = now
		return errors.Join(onPaper(x.Sheet(h, from, to, nil)), now.Err())
	}
	all, err := w.s.Entries(ctx, b.Key, from, to, nil)
	if err == nil {
		entries = entriesOf(all)
		err = onPaper(x.Sheet(h, from, to, entries))
	}
	return err
}

// tokenForm finds what tells a sentence from all others.
var tokenForm = regexp.MustCompile(`记\d+号`)

// veiled looks for words of confidential entries with the eyes of a clerk who did
// not write them.
func veiled(w *world) error {
	r := w.dice()
	for _, x := range w.rows {
		e := w.byRef[forms.Ref{Book: x.book, Year: x.year, No: x.no}]
		if e == nil || !e.brief.Confidential || w.memory[thorough] == nil && !chance(r, 10) {
			continue
		}
		for _, by := range w.s.Staff() {
			if mayRead(by, e.brief) {
				continue
			}
			for _, token := range tokenForm.FindAllString(x.words, 3) {
				hits, err := w.s.Search(context.Background(), store.Query{Text: token, Viewer: by, Limit: 3})
				if err != nil {
					return err
				}
				if len(hits) > 0 {
					return fmt.Errorf("what was written at %q into a confidential entry of %s is found in %s by others", x.verb, x.book, hits[0].Ref.Book)
				}
			}
			break // one other is enough
		}
	}
	return nil
}

// slipsSeen wants every red slip that was issued to have come to one end or to be seen:
// those outside are open, in 今日 and left to the next shift, and no other is; and those
// that were issued in any period are as many as their ends and those outside.
func slipsSeen(w *world) error {
	c := w.context(above)
	listed, left := map[forms.Ref]bool{}, map[forms.Ref]bool{}
	for _, t := range books.Today(c).Todos {
		listed[t.Ref] = true
	}
	for _, ref := range handover.Left(c) {
		left[ref] = true
	}
	var all []forms.Entry
	for _, e := range w.entries {
		r, _, err := w.record(e)
		if err != nil {
			return err
		}
		x, ok := r.(*release.Record)
		if !ok {
			continue
		}
		all = append(all, x)
		switch out := x.IsOut(); {
		case out != (x.Fate() == release.StillOut):
			return fmt.Errorf("the red slip of a permit that is %s is %q, and out %v", x.State, x.Fate(), out)
		case out && (!e.brief.Open || !listed[e.ref] || !left[e.ref]):
			return fmt.Errorf("the red slip of a permit that is %s is outside: open %v, in today %v, left to the next shift %v", x.State, e.brief.Open, listed[e.ref], left[e.ref])
		case !out && !e.brief.Due.IsZero():
			return fmt.Errorf("the red slip of a permit that is %s is %q, and due", x.State, x.Fate())
		}
	}
	now := w.s.Now()
	from := now.AddDate(0, 0, -w.dice().IntN(120))
	n := release.Reckon(all, from, now, now)
	sum := 0
	for _, f := range release.Fates() {
		sum += n.Fates[f]
	}
	if sum != n.Issued {
		return fmt.Errorf("%d red slips were issued since %s, and %d are accounted for: %v", n.Issued, forms.Day(from), sum, n.Fates)
	}
	return c.Sight.(*store.Sight).Err()
}

// today works the agenda out for everybody, and looks for what is late in it.
func today(w *world) error {
	for _, by := range w.s.Staff() {
		if err := w.todayOf(by); err != nil {
			return err
		}
	}
	return nil
}

// todayNow does so in the midst of the day, for whoever acted.
func todayNow(w *world) error {
	by := w.o.written.By
	if w.o.act.N%4 != 0 || !slices.Contains(w.s.Staff(), by) {
		return nil
	}
	return w.todayOf(by)
}

func (w *world) todayOf(by forms.Person) error {
	c := w.context(by)
	a := books.Today(c)
	if err := c.Sight.(*store.Sight).Err(); err != nil {
		return err
	}
	listed := map[forms.Ref]bool{}
	for _, t := range a.Todos {
		listed[t.Ref] = true
	}
	for _, e := range w.entries {
		if isLate(e.brief, c.Now) && !listed[e.ref] {
			return fmt.Errorf("%s %s is late, and %s does not see it", e.ref.Book, e.ref, by.Name)
		}
	}
	return onPaper(a.TodaySheet(forms.PageHead{Office: c.Office, Viewer: by, Now: c.Now}))
}

// handed is the handover that the last act wrote to; nil for none. A verb says
// which act it was.
func (w *world) handed(verbs ...forms.Verb) (*handover.Record, error) {
	if w.o.err != nil || !w.o.tried || !slices.Contains(verbs, w.o.written.Verb) {
		return nil, nil
	}
	r, _, err := w.s.Record(context.Background(), w.o.written.Ref)
	var refusal forms.Refusal
	if errors.As(err, &refusal) {
		return nil, nil // no entry was acted on
	}
	h, _ := r.(*handover.Record)
	return h, err
}

// stops are the numbers of the matters that stop a handover.
func stops(h *handover.Record) (out []string) {
	for _, m := range h.Matters {
		if m.Undone && (m.Important || m.Urgent) {
			out = append(out, m.No)
		}
	}
	return out
}

// blocks wants an exception where important matters are left open.
func blocks(w *world) error {
	h, err := w.handed(handover.Give)
	if h != nil && len(stops(h)) > 0 && h.Exception == "" {
		return fmt.Errorf("handover %s is given with %v open", h.Ref, stops(h))
	}
	return err
}

// exceptions wants the exception to name every matter that it lets pass, at both
// signatures.
func exceptions(w *world) error {
	h, err := w.handed(handover.Give, handover.Take)
	if h == nil {
		return err
	}
	for _, no := range stops(h) {
		if !strings.Contains(h.Exception, no) {
			return fmt.Errorf("handover %q passes with an important matter open that no exception names", w.o.written.Verb)
		}
	}
	return nil
}

// sides are the pairs of signatures on an entry that have to be two people's.
func sides(r forms.Record) (out [][2]forms.Person) {
	named := func(s string) forms.Person { return forms.Person{Name: s} }
	switch x := r.(type) {
	case *handover.Record:
		out = append(out, [2]forms.Person{x.Giver, x.Takes}, [2]forms.Person{x.Giver, named(x.Inspector)}, [2]forms.Person{x.Takes, named(x.Inspector)})
	case *visit.Record:
		out = append(out, [2]forms.Person{named(x.SeenBy), named(x.CoSigned)}, [2]forms.Person{named(x.SeenBy), named(x.Judge)}, [2]forms.Person{named(x.CoSigned), named(x.Judge)})
	case *quarter.Record:
		out = append(out, [2]forms.Person{x.Writer, named(x.Judge)})
	}
	return out
}

// pairs wants both sides of a signature to be two accounts, at least.
func pairs(w *world) error {
	return w.sided(func(a, b forms.Person) bool { return a.ID != "" && a.ID == b.ID })
}

// humans wants them to be two people, whatever accounts they had.
func humans(w *world) error {
	return w.sided(func(a, b forms.Person) bool { return a.Name != "" && a.Name == b.Name })
}

func (w *world) sided(same func(a, b forms.Person) bool) error {
	for _, e := range w.touched() {
		r, _, err := w.record(e)
		if err != nil {
			return err
		}
		for _, x := range sides(r) {
			if same(x[0], x[1]) {
				return fmt.Errorf("%s is signed on both sides by one: %s %s and %s %s", e.ref.Book, x[0].ID, x[0].Name, x[1].ID, x[1].Name)
			}
		}
	}
	return nil
}
