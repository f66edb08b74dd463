package ui

import (
	"context"
	"strconv"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/ui/press"
	"frontdesk/ui/printer"
	"frontdesk/ui/sheet"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// paperwork is papers that are looked at before they are printed or exported.
type paperwork struct {
	press.Papers
	handed func() // what follows once a printer has taken it; may be nil
	byHand error  // said where there is no printer, instead of why; nil says why
	first  string // word of the button that Enter presses; empty prints
	secret bool   // it is not shown twice: a lock gives it up
}

// preview shows sheets over the window just as they print, and lets them be printed
// or exported. Keys: Page up and down turn the pages, the arrows scroll, = and -
// zoom, 0 fits the width. A click on a page leads to it in its book.
func (t *bookTab) preview(p paperwork) {
	v := &printPreview{d: t.d, pages: sheet.NewPages(), work: p, key: t.book.Key, where: widget.NewLabel(""), note: widget.NewLabel("")}
	t.d.looking, v.pages.AsPrinted = v, true
	v.pages.OnTapped = func(page int, _ paper.Box) {
		for _, l := range p.Of(p.Job.Pages[page]) {
			switch at := l.Printed; {
			case at.Page == 0: // a report stands in no book
			case at.Ref.Book == t.book.Key:
				v.box.Hide()
				t.goTo(forms.LeafName(at.Ref.Year, at.Page))
			default: // a sheet of its own, with the number of its entry
				v.box.Hide()
				t.d.open(forms.Ref{Book: at.Ref.Book, Year: at.Ref.Year, No: at.Page})
			}
		}
	}
	v.show([]choice{
		{lang.L("Print"), v.print},
		{lang.L("Export a PDF"), func() { v.box.Hide(); t.keep(p, ".pdf") }},
		{lang.L("Export to a workbook"), func() { v.box.Hide(); t.keep(p, ".xlsx") }},
	})
}

// printPreview is sheets over the window, with what is needed to print them.
type printPreview struct {
	d     *desk
	box   *modal
	pages *sheet.Pages
	work  paperwork
	key   string // of the form: its last printer is remembered
	where *widget.Label

	to     *keySelect
	copies *lineEntry
	some   *lineEntry
	sides  *keySelect
	note   *widget.Label
	none   error   // why there is no printer
	fit    float64 // by how much the printer needs the pages made smaller
	known  bool    // the printer is found, and the fit for it
	wish   bool    // printing was asked for before
}

// choice is a button under a preview.
type choice struct {
	word string
	do   func()
}

func (p *printPreview) show(choices []choice) {
	p.pages.Draw(p.work.Job.Pages)
	turning := container.NewHBox(
		p.button("－", func() { p.pages.ZoomBy(1 / 1.15) }), p.button(lang.L("Fit the width"), p.pages.FitWidth), p.button("＋", func() { p.pages.ZoomBy(1.15) }),
		p.button(lang.L("Page before"), func() { p.turn(-1) }), p.where, p.button(lang.L("Page after"), func() { p.turn(1) }),
	)
	buttons := container.NewHBox(p.button(lang.L("Close (Esc)"), func() { p.box.Hide() }))
	var first *keyButton
	for i := len(choices) - 1; i >= 0; i-- { // the first one stands last, as in every dialog
		b := p.button(choices[i].word, choices[i].do)
		if first == nil || choices[i].word == p.work.first || p.work.first == "" {
			first = b
		}
		buttons.Add(b)
	}
	first.Importance = widget.HighImportance
	p.note.Truncation = fyne.TextTruncateEllipsis
	foot := container.NewVBox(
		container.NewBorder(nil, nil, p.settings(), nil, p.note),
		newBar(turning, widget.NewLabel(""), buttons),
	)
	p.box = p.d.modal(p.work.Name, container.NewBorder(nil, foot, nil, nil, p.pages))
	p.box.secret = p.work.secret
	p.box.no, p.box.yes = func() { p.box.Hide() }, first.OnTapped
	size := p.d.win.Canvas().Size()
	p.box.Resize(fyne.NewSize(size.Width-24, size.Height-24))
	p.box.Show()
	p.sayFit()
	p.box.focus(first)
	p.find()
}

// settings are the blanks of a print: where, how often, which pages, how.
func (p *printPreview) settings() *fyne.Container {
	p.to = newKeySelect(nil, func(string) { p.measure() })
	p.to.PlaceHolder = lang.L("looking for printers…")
	small := func(hint, text string, width float32) *lineEntry {
		e := newEscEntry(hint, width, nil, func() {})
		e.onEscape = func() { p.box.Hide() }
		e.OnSubmitted = func(string) { p.print() }
		e.SetText(text)
		return e
	}
	p.copies = small("1", "1", 52)
	p.some = small(lang.L("all"), "", 110)
	p.sides = newKeySelect([]string{string(printer.OneSided), string(printer.LongEdge), string(printer.ShortEdge)}, nil)
	p.sides.SetSelected(p.d.app.Preferences().StringWithFallback("print."+p.key+".sides", string(printer.OneSided)))
	return container.NewHBox(widget.NewLabel(lang.L("Printer")), p.to, widget.NewLabel(lang.L("Copies")), p.copies,
		widget.NewLabel(lang.L("Pages")), p.some, p.sides)
}

// find asks the system for its printers, and chooses the one that this form was
// printed on last.
func (p *printPreview) find() {
	var list []printer.Printer
	p.d.async(func() { list, p.none = p.d.printer.List(context.Background()) }, func() {
		if p.none != nil && p.work.byHand != nil {
			p.none = p.work.byHand
		}
		if p.none != nil {
			p.to.PlaceHolder = lang.L("no printer")
			p.to.Refresh()
			p.note.SetText(sentence(p.none))
			p.found()
			return
		}
		last, at := p.d.app.Preferences().String("print."+p.key+".printer"), ""
		var names []string
		for _, x := range list {
			names = append(names, x.Name)
			if x.Name == last || at == "" && x.Default {
				at = x.Name
			}
		}
		if at == "" {
			at = names[0]
		}
		p.to.SetOptions(names)
		p.to.SetSelected(at)
	})
}

// measure finds out whether the printer can print to the form's margins, and
// says what will not print as it is seen here.
func (p *printPreview) measure() {
	name, fit := p.to.Selected, 1.0
	p.known = false
	p.d.async(func() {
		fit = printer.Fit(p.work.Job.Pages, func(s paper.Size) (printer.Margins, bool) { return p.d.printer.Margins(context.Background(), name, s) })
	}, func() {
		if p.to.Selected != name {
			return
		}
		p.fit = fit
		var say []string
		if fit < 1 {
			say = append(say, lang.L("This printer cannot print so near the edge: printed at {{.Part}} %.", map[string]any{"Part": int(100 * fit)}))
		}
		if lacks := missing(p.work.Job.Pages); lacks != "" {
			say = append(say, lacks)
		}
		p.note.SetText(strings.Join(say, ""))
		p.found()
	})
}

// found prints what was asked for before it was known where, unless the preview was
// left meanwhile.
func (p *printPreview) found() {
	wish := p.wish && p.d.top() == p.box
	if p.known, p.wish = true, false; wish {
		p.print()
	}
}

// missing names the characters that the font lacks; empty when it lacks none.
func missing(pages []paper.Page) string {
	chars, at := paper.Missing(pages)
	if len(chars) == 0 {
		return ""
	}
	var list []string
	for i, r := range chars {
		list = append(list, lang.L("{{.Char}} (page {{.Page}})", map[string]any{"Char": string(r), "Page": at[i]}))
	}
	return lang.L("Printed as an empty box, for the font lacks them: ") + strings.Join(list, "、") + "。"
}

// print asks once more where a character would be missing, and prints: as soon as it is
// known on which printer, and what it leaves unprinted.
func (p *printPreview) print() {
	if !p.known {
		p.wish = true
		return
	}
	if p.none != nil {
		p.d.fail(p.none)
		return
	}
	copies, err := strconv.Atoi(paper.Narrow(strings.TrimSpace(p.copies.Text)))
	if err != nil || copies < 1 || copies > 99 {
		p.d.fail(forms.Refusal(lang.L("Please write how many copies: 1 to 99.")))
		return
	}
	job := p.work.Job
	if job.Pages, err = printer.Choose(p.work.ToPrint(), p.some.Text); err != nil {
		p.d.fail(err)
		return
	}
	for _, l := range p.work.Of(job.Pages...) {
		if l.Refused != nil {
			p.d.fail(forms.Refusal(lang.L("Page {{.Page}} is not printed: ", map[string]any{"Page": l.Name}) + sentence(l.Refused)))
			return
		}
	}
	job.Shrink = p.fit
	o := printer.Order{Printer: p.to.Selected, Copies: copies, Sides: printer.Sides(p.sides.Selected)}
	if lacks := missing(job.Pages); lacks != "" {
		p.d.ask(lang.L("Print"), lacks, lang.L("Print all the same"), func() { p.hand(job, o) })
		return
	}
	p.hand(job, o)
}

// hand gives the pages to the printer; what it has taken is recorded.
func (p *printPreview) hand(job paper.Job, o printer.Order) {
	p.box.Hide()
	d, acts, note := p.d, p.work.Handed(job.Pages, o.Printer, o.Copies), ""
	d.work(lang.L("Printing"), func(ctx context.Context, _ func(int, int)) error {
		var err error
		if note, err = d.printer.Print(ctx, job, o); err != nil {
			return err
		}
		if len(acts) == 0 {
			return nil
		}
		_, err = d.store.AppendAll(context.WithoutCancel(ctx), acts...)
		return err
	}, func(err error) {
		if err != nil {
			d.fail(err)
			return
		}
		d.app.Preferences().SetString("print."+p.key+".printer", o.Printer)
		d.app.Preferences().SetString("print."+p.key+".sides", string(o.Sides))
		d.say(lang.L("Handed to {{.Printer}}: {{.Pages}} pages, {{.Copies}} copies.", map[string]any{"Printer": o.Printer, "Pages": len(job.Pages), "Copies": o.Copies}))
		if p.work.handed != nil {
			p.work.handed()
		}
		if note != "" {
			d.notice(lang.L("Printing"), note, nil)
		}
	})
}

func (p *printPreview) button(word string, do func()) *keyButton {
	b := newKeyButton(word, func() { p.d.touch(); do() })
	b.onEscape, b.onKey = func() { p.box.Hide() }, p.keys
	return b
}

func (p *printPreview) sayFit() {
	p.where.SetText(lang.L("Page {{.At}} of {{.All}}", map[string]any{"At": p.pages.At() + 1, "All": len(p.work.Job.Pages)}))
}

func (p *printPreview) turn(by int) {
	p.pages.Turn(p.pages.At() + by)
	p.sayFit()
}

func (p *printPreview) keys(k fyne.KeyName) bool {
	p.d.touch()
	all := len(p.work.Job.Pages)
	switch k {
	case fyne.KeyPageUp:
		p.turn(-1)
	case fyne.KeyPageDown:
		p.turn(1)
	case fyne.KeyHome:
		p.turn(-all)
	case fyne.KeyEnd:
		p.turn(all)
	case fyne.KeyUp:
		p.pages.Scroll(-0.25)
	case fyne.KeyDown:
		p.pages.Scroll(0.25)
	case fyne.KeyEqual, fyne.KeyPlus:
		p.pages.ZoomBy(1.15)
	case fyne.KeyMinus:
		p.pages.ZoomBy(1 / 1.15)
	case fyne.Key0:
		p.pages.FitWidth()
	default:
		return false
	}
	p.sayFit()
	return true
}
