//go:build bench

package pdf

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/paper"

	"github.com/signintech/gopdf"
)

// notes are the calls that pages make of a pen.
type notes struct{ calls []func(*pen) }

func (n *notes) Fill(x, y, w, h float64, ink paper.Ink) {
	n.calls = append(n.calls, func(p *pen) { p.Fill(x, y, w, h, ink) })
}

func (n *notes) Line(x1, y1, x2, y2, width float64, ink paper.Ink) {
	n.calls = append(n.calls, func(p *pen) { p.Line(x1, y1, x2, y2, width, ink) })
}

func (n *notes) Text(x, base, size float64, strong bool, text string, ink paper.Ink) {
	n.calls = append(n.calls, func(p *pen) {
		name := regular
		if strong {
			name = bold
		}
		_ = p.doc.SetFont(name, "", size)
		p.doc.SetTextColor(p.shade(ink))
		p.doc.SetXY(points(x), points(base))
		_ = p.doc.Text(text)
	})
}

// month is a month's book of 600 entries, eight to a page.
func month() []paper.Page {
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, forms.Beijing)
	var sheets []paper.Sheet
	for p := range 75 {
		var list []forms.Entry
		for i := range 8 {
			list = append(list, &duty.Record{
				Line: duty.Line{
					Happened: at, Way: duty.ByPhone, Room: "3-2-501", Name: "欧阳敏", Phone: "13800000000", As: forms.Owner, Kind: forms.Repair,
					Text: "厨房水管漏水，已漏到楼下 1104 客厅吊顶，请尽快派人。", ReadBack: true,
				},
				Ref: forms.Ref{Book: "duty", Year: 2026, No: 8*p + i + 1}, Row: i + 1, Written: at, Signer: forms.Person{Name: "王芳"}, Department: "工程部", Handler: "李强",
				Dispatched: at, Promised: at, Finished: at, Called: "满意", State: duty.Settled, Notes: forms.Notes{{At: at, By: "王芳", Text: "李强到场关阀，换角阀，16:05 复通"}},
			})
		}
		sheets = append(sheets, duty.Book().Sheet(forms.PageHead{Office: &forms.Office{Name: "和谐花园管理处"}, Edition: "A/0", Year: 2026, Page: forms.Page{No: p + 1, Lines: 8}, Now: at}, list))
	}
	return paper.Compose(sheets...)
}

// TestFiguresPDF holds a month's book as a PDF against the library alone, told
// the same rectangles and words.
func TestFiguresPDF(t *testing.T) {
	pages := month()
	var alone, ours []float64
	var all []*notes
	for _, p := range pages {
		n := &notes{}
		p.Trace(n)
		all = append(all, n)
	}
	known, err := fonts()
	if err != nil {
		t.Fatal(err)
	}
	for range 7 {
		t0 := time.Now()
		doc := &gopdf.GoPdf{}
		doc.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: *gopdf.PageSizeA4})
		for _, name := range []string{regular, bold} {
			if err := doc.AddTTFFontFromFontContainer(name, known); err != nil {
				t.Fatal(err)
			}
		}
		for i, n := range all {
			doc.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: points(pages[i].Size.W), H: points(pages[i].Size.H)}})
			for _, call := range n.calls {
				call(&pen{doc: doc})
			}
		}
		if _, err := doc.WriteTo(&bytes.Buffer{}); err != nil {
			t.Fatal(err)
		}
		t1 := time.Now()
		if err := Write(context.Background(), &bytes.Buffer{}, paper.Job{Pages: pages}, nil); err != nil {
			t.Fatal(err)
		}
		alone, ours = append(alone, float64(t1.Sub(t0))/1e6), append(ours, float64(time.Since(t1))/1e6)
	}
	slices.Sort(alone)
	slices.Sort(ours)
	a, b := alone[3], ours[3]
	fmt.Printf("a month's book of 600 entries (%d pages) as a PDF: %.0f ms, the library alone %.0f ms, ratio %.2f (aim 2)\n", len(pages), b, a, b/a)
	if b/a > 2 {
		t.Error("a PDF takes more than twice what the library does")
	}
}
