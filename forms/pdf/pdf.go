// Package pdf draws laid-out pages into a PDF: A4, vectors, the embedded font as
// a subset, text that can be searched and copied. It is the only place that
// knows the PDF library.
package pdf

import (
	"context"
	"fmt"
	"io"
	"sync"

	"frontdesk/assets"
	"frontdesk/forms/file"
	"frontdesk/forms/paper"

	"github.com/signintech/gopdf"
)

// Names of the two weights in a document.
const (
	regular = "regular"
	bold    = "bold"
)

// fonts are parsed once for all documents.
var fonts = sync.OnceValues(func() (*gopdf.FontContainer, error) {
	c := &gopdf.FontContainer{}
	for name, data := range map[string][]byte{regular: assets.Regular(), bold: assets.Bold()} {
		// What the font lacks is drawn as a box by the pen: see Text.
		if err := c.AddTTFFontData(name, data); err != nil {
			return nil, fmt.Errorf("read the embedded font: %w", err)
		}
	}
	return c, nil
})

// Write draws the job into w. Progress, when not nil, is called after each
// page. A cancelled context ends it with the context's error; w has then got
// nothing. An error of w is returned as it is.
func Write(ctx context.Context, w io.Writer, job paper.Job, progress func(done, total int)) error {
	known, err := fonts()
	if err != nil {
		return err
	}
	doc := &gopdf.GoPdf{}
	doc.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: *gopdf.PageSizeA4})
	for _, name := range []string{regular, bold} {
		if err := doc.AddTTFFontFromFontContainer(name, known); err != nil {
			return fmt.Errorf("set the document up: %w", err)
		}
	}
	doc.SetInfo(gopdf.PdfInfo{Title: job.Title, Author: job.Creator, Creator: job.Program, CreationDate: job.At})
	for i, p := range job.Pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		doc.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: points(p.Size.W), H: points(p.Size.H)}})
		n := &pen{doc: doc}
		p.Trace(paper.Shrunk(n, job.Shrink, p.Size))
		if n.err != nil {
			return fmt.Errorf("draw page %d: %w", i+1, n.err)
		}
		if progress != nil {
			progress(i+1, len(job.Pages))
		}
	}
	if len(job.Pages) == 0 {
		doc.AddPage()
	}
	_, err = doc.WriteTo(w)
	return err
}

// Save writes the job to a file, whole or not at all: see file.Write.
func Save(ctx context.Context, path string, job paper.Job, progress func(done, total int)) error {
	return file.Write(path, func(w io.Writer) error { return Write(ctx, w, job, progress) })
}

func points(mm float64) float64 { return mm / paper.MM }

// pen draws into a document. It keeps the first thing that went wrong.
type pen struct {
	doc *gopdf.GoPdf
	err error
}

// red of late and urgent, as in workbooks.
const red = 0xC0

func (n *pen) shade(ink paper.Ink) (r, g, b uint8) {
	if ink.Red {
		return red, 0, 0
	}
	grey := uint8(255*(1-ink.Tone) + 0.5)
	return grey, grey, grey
}

// Fill fills a rectangle.
func (n *pen) Fill(x, y, w, h float64, ink paper.Ink) {
	n.doc.SetFillColor(n.shade(ink))
	n.doc.RectFromUpperLeftWithStyle(points(x), points(y), points(w), points(h), "F")
}

// Line draws a line.
func (n *pen) Line(x1, y1, x2, y2, width float64, ink paper.Ink) {
	n.doc.SetStrokeColor(n.shade(ink))
	n.doc.SetLineWidth(points(width))
	n.doc.Line(points(x1), points(y1), points(x2), points(y2))
}

// Text draws a text. A character that the font lacks becomes an empty box, never
// a gap: whoever prints was told of it before.
func (n *pen) Text(x, base, size float64, strong bool, text string, ink paper.Ink) {
	if n.err != nil {
		return
	}
	name := regular
	if strong {
		name = bold
	}
	n.hold(n.doc.SetFont(name, "", size))
	n.doc.SetTextColor(n.shade(ink))
	from, at := 0, x
	put := func(to int) {
		if to > from {
			n.doc.SetXY(points(at), points(base))
			n.hold(n.doc.Text(text[from:to]))
			at += paper.Width(text[from:to], strong) * size * paper.MM
		}
	}
	for i, r := range text {
		if paper.Drawn(r) {
			continue
		}
		put(i)
		em := size * paper.MM
		wide := paper.Advance(r, strong) * em
		if wide > 0 {
			const line = 0.18
			top, high := base-0.82*em, 0.88*em
			for _, f := range [][4]float64{{at, top, wide, line}, {at, top + high, wide, line}, {at, top, line, high}, {at + wide - line, top, line, high}} {
				n.Fill(f[0], f[1], f[2], f[3], ink)
			}
		}
		at += wide
		from = i + len(string(r))
	}
	put(len(text))
}

func (n *pen) hold(err error) {
	if n.err == nil {
		n.err = err
	}
}
