// Package press makes what leaves the window: workbooks, PDF, prints and archives.
// It needs no window; the command line stands on it, too.
//
// Papers are laid out once, then looked at, printed and exported as they are. A Job
// is what is laid out; marks are what a print adds to it; an archive is a zip of a
// period's workbooks and PDF with their manifest.
package press

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"frontdesk/assets"
	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/file"
	"frontdesk/forms/paper"
	"frontdesk/forms/pdf"
	"frontdesk/forms/xlsx"
	"frontdesk/store"
)

// Press makes papers of what stands in a ledger.
type Press struct {
	st  *store.Store
	lay func(*paper.Sheet) []paper.Page
}

// Of gives the press of a ledger.
func Of(st *store.Store) *Press { return &Press{st: st, lay: paper.Lay} }

// Papers are pages to look at, to print and to export, and what the ledger is told
// of either.
type Papers struct {
	Job      paper.Job
	Marked   []paper.Page  // what is printed instead, where pages say that they were printed before; nil for those of the job
	Leaves   []Leaf        // what their pages are of
	Name     string        // of a file, without its ending
	Exported store.Writing // recorded once a file is written
}

// Leaf is a page of a book, or a report, on one or more sheets of paper.
type Leaf struct {
	Name    string        // by which its pages know it; empty for a report
	Printed store.Writing // recorded once a printer has taken it
	Refused error         // why it may not be printed yet
}

// ToPrint are the pages as they are printed now.
func (p *Papers) ToPrint() []paper.Page {
	if p.Marked != nil {
		return p.Marked
	}
	return p.Job.Pages
}

// Of are the leaves that some of the pages are of.
func (p *Papers) Of(pages ...paper.Page) []Leaf {
	names := map[string]bool{}
	for _, x := range pages {
		names[x.Leaf] = true
	}
	return slices.DeleteFunc(slices.Clone(p.Leaves), func(l Leaf) bool { return !names[l.Name] })
}

// Handed gives the acts that record the print of some of the pages, so many copies
// on a printer.
func (p *Papers) Handed(pages []paper.Page, printer string, copies int) []store.Writing {
	var out []store.Writing
	for _, l := range p.Of(pages...) {
		x := *l.Printed.Deed.(*forms.Printing)
		x.Printer, x.Copies = printer, copies
		l.Printed.Deed = &x
		out = append(out, l.Printed)
	}
	return out
}

// Sheet draws a page of a book as the viewer may see it.
func Sheet(st *store.Store, b *forms.Book, l store.Leaf, viewer forms.Person) paper.Sheet {
	h := forms.PageHead{
		Office: st.Office(), Edition: l.Edition, Year: l.Year, Code: l.Code,
		Page:   forms.Page{No: l.No, Day: l.Day, Shift: l.Shift, Person: l.Person, Lines: l.Lines},
		Viewer: viewer, Now: st.Now(),
	}
	if l.No == 0 { // the empty book: today's first page as it will be
		h.Edition, h.Year = b.Edition, h.Now.Year()
		h.Page = forms.Page{No: 1, Day: forms.Day(h.Now), Shift: h.Office.ShiftAt(h.Now), Person: viewer.Name}
	}
	for _, a := range l.Acts {
		if a.Verb == forms.Review {
			h.Reviews = append(h.Reviews, a)
		}
	}
	s := b.Draw(h, entries(l.Records))
	s.Leaf = forms.LeafName(h.Year, h.Page.No)
	return s
}

// entries are the records of a book that has a page to show.
func entries(rs []forms.Record) []forms.Entry {
	out := make([]forms.Entry, len(rs))
	for i, r := range rs {
		out[i] = r.(forms.Entry)
	}
	return out
}

// Book draws the pages of a book from day to day, both included and written
// 2026-11-23, as the viewer may see them. It returns a forms.Refusal when there
// is no page.
func (p *Press) Book(ctx context.Context, b *forms.Book, from, to string, viewer, by forms.Person, tell Progress) (Papers, error) {
	out := Papers{Name: b.Title + " " + from + " 至 " + to}
	err := p.each(ctx, b, from, to, tell, func(l store.Leaf) {
		_ = p.add(&out, b, l, viewer, by, "") // it is in its leaf, and said when it is printed
	})
	if err == nil && len(out.Leaves) == 0 {
		err = forms.Refusal(fmt.Sprintf("从 %s 到 %s 没有%s，没有可以导出的页。", from, to, b.Name))
	}
	if err != nil {
		return Papers{}, err
	}
	paper.Paginate(out.Marked)
	out.Job = p.job(b.Title, out.Job.Pages)
	out.Exported = exported(forms.Ref{Book: b.Key}, by, forms.Exporting{From: from, To: to, Pages: len(out.Job.Pages), Open: viewer.ID != ""})
	return out, nil
}

// each reads the pages of a book from day to day, both included.
func (p *Press) each(ctx context.Context, b *forms.Book, from, to string, tell Progress, do func(l store.Leaf)) error {
	list, err := p.st.PagesOf(ctx, b.Key, from, to)
	if err != nil {
		return err
	}
	for i, at := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		leaf, err := p.st.Page(ctx, b.Key, at.Year, at.No)
		if err != nil {
			return err
		}
		do(leaf)
		tell.say(i+1, len(list))
	}
	return nil
}

// add lays a page out as it is read and as it is printed now: the second and later
// copies say which they are. Within is put before the name of its leaf, where pages of
// other books are beside it. It tells why the page may not be printed yet.
func (p *Press) add(to *Papers, b *forms.Book, l store.Leaf, viewer, by forms.Person, within string) error {
	s := Sheet(p.st, b, l, viewer)
	s.Leaf = within + s.Leaf
	copy := forms.CopyNo(l.Acts)
	pages := p.lay(&s)
	to.Job.Pages = append(to.Job.Pages, pages...)
	to.Marked = append(to.Marked, paper.Mark(pages, forms.CopyMark(copy))...)
	leaf := Leaf{Name: s.Leaf, Refused: printable(l.Records), Printed: store.Writing{
		Ref: forms.Ref{Book: b.Key, Year: l.Year}, Page: l.No, Verb: forms.Print, By: by, Deed: &forms.Printing{Copy: copy, Open: viewer.ID != ""},
	}}
	to.Leaves = append(to.Leaves, leaf)
	return leaf.Refused
}

// printable tells why a page cannot be printed yet.
func printable(rs []forms.Record) error {
	for _, r := range rs {
		if x, ok := r.(forms.Printer); ok {
			if err := x.MayPrint(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *Press) job(title string, pages []paper.Page) paper.Job {
	paper.Paginate(pages)
	return paper.Job{Name: title, Title: title, Creator: p.st.Office().Name, Program: assets.Program(), Pages: pages}
}

func exported(of forms.Ref, by forms.Person, deed forms.Exporting) store.Writing {
	return store.Writing{Ref: of, Verb: forms.Export, By: by, Deed: &deed}
}

// Page draws one page of a book as it is printed now, confidential words masked. It
// returns why it may not be printed yet.
func (p *Press) Page(ctx context.Context, b *forms.Book, at store.PageInfo, by forms.Person) (Papers, error) {
	out := Papers{
		Name:     fmt.Sprintf("%s 第 %s 页", b.Title, forms.LeafName(at.Year, at.No)),
		Exported: exported(forms.Ref{Book: b.Key, Year: at.Year}, by, forms.Exporting{From: at.Day, To: at.Day}),
	}
	if b.Single {
		out.Name = b.Title + " " + forms.Ref{Year: at.Year, No: at.No}.String()
	}
	out.Exported.Page = at.No
	leaf, err := p.st.Page(ctx, b.Key, at.Year, at.No)
	if err == nil {
		err = p.add(&out, b, leaf, forms.Person{}, by, "")
	}
	p.asPrinted(&out, b.Title)
	return out, err
}

// asPrinted makes papers that are also looked at and exported as they are printed
// now.
func (p *Press) asPrinted(x *Papers, title string) {
	x.Job, x.Marked = p.job(title, x.Marked), nil
}

// Linked draws the sheets among entries that belong together with one of a book,
// in their order, as they are printed now. What stands on a page of a register is
// not torn out of it. It returns why one may not be printed yet.
func (p *Press) Linked(ctx context.Context, b *forms.Book, of forms.Ref, linked []store.Row, by forms.Person, tell Progress) (Papers, error) {
	out := Papers{Name: b.Title + " " + of.String() + " 相关各份"}
	for i, r := range linked {
		if in := books.Named(r.Ref.Book); in.Single {
			at, ok, err := p.st.PageWith(ctx, r.Ref)
			if err != nil || !ok {
				return Papers{}, err
			}
			leaf, err := p.st.Page(ctx, in.Key, at.Year, at.No)
			if err == nil {
				err = p.add(&out, in, leaf, forms.Person{}, by, in.Name+" ")
			}
			if err != nil {
				return Papers{}, err
			}
		}
		tell.say(i+1, len(linked))
	}
	p.asPrinted(&out, b.Title)
	out.Exported = exported(forms.Ref{Book: b.Key}, by, forms.Exporting{What: "linked", Pages: len(out.Job.Pages)})
	return out, nil
}

// Report draws a report on the entries of a period, both days included, as the
// viewer, who asks for it, may see them.
func (p *Press) Report(ctx context.Context, b *forms.Book, r forms.Report, from, to time.Time, viewer forms.Person, tell Progress) (Papers, error) {
	h := forms.PageHead{Office: p.st.Office(), Edition: b.Edition, Viewer: viewer, Now: p.st.Now()}
	var found []forms.Record
	var err error
	sight := p.st.Sight(ctx, viewer)
	if r.All {
		sight = sight.AsOf(forms.StartOfDay(to).AddDate(0, 0, 1), tell.halving())
	}
	if r.All || r.Now {
		h.Sight = sight
	} else if found, err = p.st.Entries(ctx, b.Key, from, to, tell.say); err != nil {
		return Papers{}, err
	}
	s := r.Sheet(h, from, to, entries(found))
	if err := sight.Err(); err != nil {
		return Papers{}, err
	}
	job := p.job(r.Title, p.lay(&s))
	tell.say(1, 1)
	a, z, whole := forms.Day(from), forms.Day(to), forms.Ref{Book: b.Key}
	return Papers{
		Job: job, Name: r.Title + " " + a + " 至 " + z,
		Exported: exported(whole, viewer, forms.Exporting{What: r.Key, From: a, To: z, Pages: len(job.Pages)}),
		Leaves:   []Leaf{{Printed: store.Writing{Ref: whole, Verb: forms.Print, By: viewer, Deed: &forms.Printing{Copy: 1, What: r.Key, From: a, To: z}}}},
	}, nil
}

// drawing writes a job in the form of a file, as its name ends.
var drawing = map[string]func(context.Context, io.Writer, paper.Job, func(done, total int)) error{".pdf": pdf.Write, ".xlsx": xlsx.Write}

// Save writes a job to a file: a PDF or a workbook, as the path ends. Under any
// other name it is refused: that would be some other file's.
func Save(ctx context.Context, path string, job paper.Job, tell Progress) error {
	return save(ctx, path, job, tell, func() error { return nil })
}

// Export writes papers to a file, as Save does, and in the ledger that it was
// written: where that fails, there is no file.
func (p *Press) Export(ctx context.Context, path string, x Papers, tell Progress) error {
	return save(ctx, path, x.Job, tell, func() error {
		_, err := p.st.AppendAll(context.WithoutCancel(ctx), x.Exported)
		return err
	})
}

func save(ctx context.Context, path string, job paper.Job, tell Progress, record func() error) error {
	draw := drawing[strings.ToLower(filepath.Ext(path))]
	if draw == nil {
		return forms.Refusal("导出的文件要以 .xlsx 或 .pdf 结尾，“" + filepath.Base(path) + "”不是。请换一个文件名。")
	}
	return file.Write(path, func(w io.Writer) error {
		if err := draw(ctx, w, job, tell); err != nil {
			return err
		}
		return record()
	})
}
