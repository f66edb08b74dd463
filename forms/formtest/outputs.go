package formtest

import (
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// Output gives all that stands in something that is made of laid-out pages, such as
// a workbook.
type Output func(pages []paper.Page) (string, error)

// checkCode is the one that pages bear here.
const checkCode = "77-0123456789AB"

// page draws the page that an entry stands on.
func (h *House) page(ref forms.Ref, viewer forms.Person, reviews ...forms.Act) paper.Sheet {
	b := h.book(ref.Book)
	first := h.of(ref)[0]
	head := forms.PageHead{
		Office: h.office, Edition: first.Edition, Year: ref.Year, Code: checkCode, Reviews: reviews, Viewer: viewer, Now: h.now,
		Page: forms.Page{No: first.Page, Day: forms.Day(first.At), Person: first.By.Name},
	}
	var entries []forms.Entry
	for _, r := range h.refs(ref.Book) {
		if h.of(r)[0].Page == first.Page && r.Year == ref.Year {
			entries = append(entries, h.known[r].(forms.Entry))
			head.Page.Lines++
		}
	}
	return b.Draw(head, entries)
}

// text is all that can be read on a sheet.
func text(s paper.Sheet) string { return squeezed(Printed(s)) }

// traced is all that the printer and the PDF are told to write.
func traced(pages []paper.Page) (string, error) {
	p := &hand{}
	for _, page := range pages {
		page.Trace(p)
	}
	return p.b.String(), nil
}

// hand is a pen that keeps the words that it is told to write.
type hand struct{ b strings.Builder }

func (p *hand) Fill(_, _, _, _ float64, _ paper.Ink)                   {}
func (p *hand) Line(_, _, _, _, _ float64, _ paper.Ink)                {}
func (p *hand) Text(_, _, _ float64, _ bool, text string, _ paper.Ink) { p.b.WriteString(text) }
