// Package printer hands pages to the printers of the system: on Unix through
// CUPS, on Windows through the spooler. It needs no other program that could
// open the pages.
package printer

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// Printer is a printer of the system.
type Printer struct {
	Name    string // by which the system knows it
	Default bool
}

// Sides says on which sides of the paper is printed.
type Sides string

// Ways to print on paper.
const (
	OneSided  Sides = "单面"
	LongEdge  Sides = "双面（长边翻）"
	ShortEdge Sides = "双面（短边翻）"
)

// Order is what is printed, and how.
type Order struct {
	Printer string
	Copies  int // at least 1
	Sides   Sides
	Pages   string // 1-3，5; empty is all
}

// System is where there are printers.
type System interface {
	// List gives the printers. It returns a forms.Refusal that says what to do
	// when there are none, or the system's service is not there.
	List(ctx context.Context) ([]Printer, error)
	// Print hands pages over, already chosen, in the order in which they are to
	// lie. What the printer reports besides, such as that its paper is out, is the
	// note. It returns a forms.Refusal for what the person at the desk can mend.
	Print(ctx context.Context, job paper.Job, o Order) (note string, err error)
	// Margins are what a printer leaves unprinted of a sheet, mm; false when it
	// does not say.
	Margins(ctx context.Context, printer string, size paper.Size) (Margins, bool)
}

const errNone = forms.Refusal("这台电脑还没有打印机。请在系统设置里添加一台，或先导出 PDF。")

// Margins are the edges of a sheet on which a printer cannot print, mm.
type Margins struct{ Left, Top, Right, Bottom float64 }

// Choose gives the pages that are named, such as 1-3，5, each once and in the
// order of the paper; all for an empty text. It returns a Refusal for what is
// no list of pages.
func Choose(pages []paper.Page, text string) ([]paper.Page, error) {
	text = strings.Map(func(r rune) rune {
		switch r {
		case '，', '、', '；', ';', ' ':
			return ','
		case '—', '–', '～', '~', '至', '到':
			return '-'
		}
		return r
	}, paper.Narrow(strings.TrimSpace(text)))
	if text == "" || text == "全部" {
		return pages, nil
	}
	wrong := forms.Refusal(fmt.Sprintf("页码没有看懂，请写成 1-3,5 这样；共有 %d 页。", len(pages)))
	chosen := make([]bool, len(pages))
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' }) {
		a, b, ok := stretch(part)
		if !ok || a < 1 || b < a || b > len(pages) {
			return nil, wrong
		}
		for i := a; i <= b; i++ {
			chosen[i-1] = true
		}
	}
	var out []paper.Page
	for i, p := range pages {
		if chosen[i] {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return nil, wrong
	}
	return out, nil
}

// stretch reads 3 or 1-3.
func stretch(s string) (from, to int, ok bool) {
	first, last, two := strings.Cut(s, "-")
	if !two {
		last = first
	}
	from, err := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	return from, to, err == nil && err2 == nil
}

// Fit is by how much pages have to be made smaller, round their middle, for all
// that stands on them to lie within a printer's margins: 1 where it does.
func Fit(pages []paper.Page, m func(paper.Size) (Margins, bool)) float64 {
	fit := 1.0
	for _, p := range pages {
		edge, known := m(p.Size)
		if !known {
			continue
		}
		left, top, right, foot := p.Extent()
		w, h := p.Size.W/2, p.Size.H/2
		for _, x := range [][2]float64{{w - left, w - edge.Left}, {right - w, w - edge.Right}, {h - top, h - edge.Top}, {foot - h, h - edge.Bottom}} {
			if x[0] > x[1] && x[0] > 0 {
				fit = min(fit, x[1]/x[0])
			}
		}
	}
	return fit
}
