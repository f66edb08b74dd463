package ui

import (
	"context"
	"fmt"
	"io"
	"log"
	"path/filepath"
	"strings"
	"time"

	"frontdesk/assets"
	"frontdesk/forms"
	"frontdesk/forms/file"
	sheet "frontdesk/forms/paper"
	"frontdesk/forms/pdf"
	"frontdesk/forms/xlsx"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// BookJob draws the pages of a book from day to day, both included and written
// 2026-11-23, as the viewer may see them. It returns a forms.Refusal when there
// is no page.
func BookJob(ctx context.Context, st *store.Store, b *forms.Book, from, to string, viewer forms.Person, progress func(done, total int)) (sheet.Job, error) {
	var sheets []sheet.Sheet
	err := eachLeaf(ctx, st, b, from, to, func(l store.Leaf, at, all int) {
		sheets = append(sheets, pageSheet(st, b, l, viewer, 0))
		if progress != nil {
			progress(at, 2*all)
		}
	})
	if err == nil && len(sheets) == 0 {
		err = forms.Refusal(fmt.Sprintf("从 %s 到 %s 没有%s，没有可以导出的页。", from, to, b.Name))
	}
	if err != nil {
		return sheet.Job{}, err
	}
	return jobOf(st, b.Title, sheets...), nil
}

// eachLeaf reads the pages of a book from day to day, both included, and tells
// with each which of how many it is, from 1.
func eachLeaf(ctx context.Context, st *store.Store, b *forms.Book, from, to string, do func(l store.Leaf, at, all int)) error {
	list, err := st.PagesOf(ctx, b.Key, from, to)
	if err != nil {
		return err
	}
	for i, p := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		leaf, err := st.Page(ctx, b.Key, p.Year, p.No)
		if err != nil {
			return err
		}
		do(leaf, i+1, len(list))
	}
	return nil
}

// SaveJob writes a job to a file: a PDF or a workbook, as the path ends. Under any
// other name it is refused: that would be some other file's.
func SaveJob(ctx context.Context, path string, job sheet.Job, progress func(done, total int)) error {
	return saveRecorded(ctx, path, job, progress, func() error { return nil })
}

// saveRecorded is SaveJob for what is recorded: where that fails, there is no file.
func saveRecorded(ctx context.Context, path string, job sheet.Job, progress func(done, total int), record func() error) error {
	write := map[string]func(context.Context, io.Writer, sheet.Job, func(done, total int)) error{".pdf": pdf.Write, ".xlsx": xlsx.Write}[strings.ToLower(filepath.Ext(path))]
	if write != nil {
		return file.Write(path, func(w io.Writer) error {
			if err := write(ctx, w, job, progress); err != nil {
				return err
			}
			return record()
		})
	}
	return forms.Refusal("导出的文件要以 .xlsx 或 .pdf 结尾，“" + filepath.Base(path) + "”不是。请换一个文件名。")
}

func jobOf(st *store.Store, title string, sheets ...sheet.Sheet) sheet.Job {
	return sheet.Job{Name: title, Title: title, Creator: st.Office().Name, Program: assets.Program(), Pages: sheet.Compose(sheets...)}
}

// export asks for a period and writes its pages to a workbook.
func (t *bookTab) export() {
	now := t.d.store.Now()
	first := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, forms.Beijing)
	open := newKeyCheck(lang.L("Show confidential words (a supervisor signs)"), nil)
	t.period(lang.L("Export: {{.What}}", map[string]any{"What": t.book.Name}), lang.L("Show"), first, now, open, func(from, to time.Time) {
		a, b := forms.Day(from), forms.Day(to)
		if !open.Checked {
			t.exportAs(a, b, forms.Person{}, t.d.who)
			return
		}
		t.d.sign(lang.L("Confidential words leave the book in clear."), forms.Supervisor, "", func(p forms.Person) { t.exportAs(a, b, p, p) })
	})
}

// period asks for the first and last day of something.
func (t *bookTab) period(title, yes string, first, last time.Time, more fyne.CanvasObject, then func(from, to time.Time)) {
	now := t.d.store.Now()
	month := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, forms.Beijing)
	from, to := newLineEntry(), newLineEntry()
	set := func(a, b time.Time) func() {
		return func() { from.SetText(forms.Day(a)); to.SetText(forms.Day(b)) }
	}
	set(first, last)()
	choices := container.NewGridWithColumns(5,
		newKeyButton(lang.L("This page's day"), func() {
			if t.at.No > 0 {
				from.SetText(t.at.Day)
				to.SetText(t.at.Day)
			}
		}),
		newKeyButton(lang.L("Today"), set(now, now)),
		newKeyButton(lang.L("This week"), set(forms.Monday(now), now)),
		newKeyButton(lang.L("This month"), set(month, now)),
		newKeyButton(lang.L("Last month"), set(month.AddDate(0, -1, 0), month.AddDate(0, 0, -1))),
	)
	items := []*widget.FormItem{
		widget.NewFormItem(lang.L("Period"), choices),
		widget.NewFormItem(lang.L("From day"), from), widget.NewFormItem(lang.L("To day, included"), to),
	}
	if more != nil {
		items = append(items, widget.NewFormItem("", more))
	}
	var x, y time.Time
	t.d.formDialog(title, yes, items, func() error {
		var err, err2 error
		x, err = time.ParseInLocation(time.DateOnly, sheet.Narrow(from.Text), forms.Beijing)
		y, err2 = time.ParseInLocation(time.DateOnly, sheet.Narrow(to.Text), forms.Beijing)
		if err != nil || err2 != nil {
			return forms.Refusal("日期没有看懂，请写成 2026-11-01 这样。")
		}
		if y.Before(x) {
			return forms.Refusal("结束日期比开始日期早，请改正。")
		}
		return nil
	}, func() { then(x, y) })
}

// exportAs shows the pages of a period; from there they are exported or printed,
// which is recorded. Confidential words are masked for everybody but a
// supervisor who signed.
func (t *bookTab) exportAs(from, to string, viewer, by forms.Person) {
	var job, marked sheet.Job
	var acts []store.Writing
	refused := map[string]error{}
	t.d.work(t.book.Title, func(ctx context.Context, progress func(int, int)) error {
		var err error
		if job, err = BookJob(ctx, t.d.store, t.book, from, to, viewer, progress); err != nil {
			return err
		}
		marked, acts, err = printJob(ctx, t.d.store, t.book, from, to, viewer, by, refused)
		return err
	}, func(err error) {
		if err != nil {
			t.d.fail(err)
			return
		}
		t.look(paperwork{
			job: job, marked: &marked, printed: acts, refused: refused, name: t.book.Title + " " + from + " 至 " + to,
			exported: store.Writing{
				Ref: forms.Ref{Book: t.book.Key}, Verb: forms.Export, By: by,
				Deed: &forms.Exporting{From: from, To: to, Pages: len(job.Pages), Open: viewer.ID != ""},
			},
			first: lang.L("Export to a workbook"),
		})
	})
}

// pageName names the file of a single page.
func (t *bookTab) pageName(p store.PageInfo) string {
	if t.book.Single {
		return t.book.Title + " " + forms.Ref{Year: p.Year, No: p.No}.String()
	}
	return fmt.Sprintf("%s 第 %s 页", t.book.Title, pageText(p))
}

// print shows the page as it prints; once it was handed to a printer that is
// recorded.
func (t *bookTab) print() { t.whenShown(t.printShown) }

func (t *bookTab) printShown() {
	if t.at.No == 0 {
		t.d.fail(forms.Refusal(lang.L("There is no page to print yet.")))
		return
	}
	at, by := t.at, t.d.who
	var p paperwork
	var err error
	t.d.once(t.pageName(at), func() {
		var leaf store.Leaf
		leaf, err = t.d.store.Page(context.Background(), t.book.Key, at.Year, at.No)
		if err == nil {
			err = printable(leaf.Records)
		}
		if err != nil {
			return
		}
		page, w := printed(t.d.store, t.book, leaf, forms.Person{}, by)
		p = paperwork{
			job: jobOf(t.d.store, t.book.Title, page), name: t.pageName(at), printed: []store.Writing{w},
			exported: store.Writing{
				Ref: forms.Ref{Book: t.book.Key, Year: at.Year}, Page: at.No, Verb: forms.Export, By: by,
				Deed: &forms.Exporting{From: at.Day, To: at.Day},
			},
		}
	}, func() {
		t.d.comeBack(by, func() {
			if err != nil {
				t.d.fail(err)
				return
			}
			t.look(p)
		})
	})
}

// printed is a page as it is printed now, and the act that records it: the
// second and later copies say which they are.
func printed(st *store.Store, b *forms.Book, leaf store.Leaf, viewer, by forms.Person) (sheet.Sheet, store.Writing) {
	copy := 1
	for _, a := range leaf.Acts {
		if a.Verb == forms.Print {
			copy++
		}
	}
	return pageSheet(st, b, leaf, viewer, copy), store.Writing{
		Ref: forms.Ref{Book: b.Key, Year: leaf.Year}, Page: leaf.No, Verb: forms.Print, By: by, Deed: &forms.Printing{Copy: copy, Open: viewer.ID != ""},
	}
}

// printJob draws the pages of a period as they are printed now, and gives the act
// that records the print of each; why a page may not be printed yet is noted by its
// leaf.
func printJob(ctx context.Context, st *store.Store, b *forms.Book, from, to string, viewer, by forms.Person, refused map[string]error) (sheet.Job, []store.Writing, error) {
	var sheets []sheet.Sheet
	var acts []store.Writing
	err := eachLeaf(ctx, st, b, from, to, func(l store.Leaf, _, _ int) {
		s, w := printed(st, b, l, viewer, by)
		sheets, acts = append(sheets, s), append(acts, w)
		if why := printable(l.Records); why != nil {
			refused[s.Leaf] = why
		}
	})
	return jobOf(st, b.Title, sheets...), acts, err
}

// printable tells why a page cannot be printed yet.
func printable(rs []forms.Record) error {
	for _, r := range rs {
		if p, ok := r.(forms.Printer); ok {
			if err := p.MayPrint(); err != nil {
				return err
			}
		}
	}
	return nil
}

// report asks for a period and shows what is made of its entries; from there it
// is printed, or written to a workbook.
func (t *bookTab) report(r forms.Report) {
	first, last := r.Span(t.d.store.Now())
	by := t.d.who
	t.period(r.Title, lang.L("Show"), first, last, nil, func(from, to time.Time) {
		var job sheet.Job
		t.d.work(r.Title, func(ctx context.Context, progress func(int, int)) error {
			var err error
			job, err = ReportJob(ctx, t.d.store, t.book, r, from, to, by, progress)
			return err
		}, func(err error) {
			if err != nil {
				t.d.fail(err)
				return
			}
			a, b := forms.Day(from), forms.Day(to)
			whole := forms.Ref{Book: t.book.Key}
			t.look(paperwork{
				job: job, name: r.Title + " " + a + " 至 " + b,
				exported: store.Writing{Ref: whole, Verb: forms.Export, By: by, Deed: &forms.Exporting{What: r.Key, From: a, To: b, Pages: len(job.Pages)}},
				printed:  []store.Writing{{Ref: whole, Verb: forms.Print, By: by, Deed: &forms.Printing{Copy: 1, What: r.Key, From: a, To: b}}},
			})
		})
	})
}

// ReportJob draws a report on the entries of a period, both days included, as
// the viewer may see them.
func ReportJob(ctx context.Context, st *store.Store, b *forms.Book, r forms.Report, from, to time.Time, viewer forms.Person, progress func(done, total int)) (sheet.Job, error) {
	h := forms.PageHead{Office: st.Office(), Edition: b.Edition, Viewer: viewer, Now: st.Now()}
	if r.All {
		past := st.Sight(ctx, viewer).AsOf(forms.StartOfDay(to).AddDate(0, 0, 1), progress)
		h.Sight = past
		return jobOf(st, r.Title, r.Sheet(h, from, to, nil)), past.Err()
	}
	found, err := st.Entries(ctx, b.Key, from.AddDate(0, 0, -r.Back), to, progress)
	if err != nil {
		return sheet.Job{}, err
	}
	return jobOf(st, r.Title, r.Sheet(h, from, to, entries(found))), nil
}

// keep writes what is looked at into a file in the office's folder, and in the
// ledger that it was written.
func (t *bookTab) keep(p paperwork, ext string) {
	path := filepath.Join(t.d.folder.Exports(), p.name+ext)
	t.d.work(lang.L("Exporting"), func(ctx context.Context, progress func(int, int)) error {
		if err := t.d.folder.Lay(); err != nil {
			return err
		}
		return saveRecorded(ctx, path, p.job, progress, func() error {
			_, err := t.d.store.AppendAll(context.WithoutCancel(ctx), p.exported)
			return err
		})
	}, func(err error) {
		if err != nil {
			t.d.fail(err)
			return
		}
		t.d.made(lang.L("Exported"), lang.L("The file is at:")+"\n"+path, path)
	})
}

// hand gives a file to the program that the system has for it, or shows a folder.
func (d *desk) hand(path string) {
	by := d.who
	var err error
	d.async(func() { err = d.give(path) }, func() {
		if err == nil {
			return
		}
		log.Printf("internal: %v", err)
		d.comeBack(by, func() {
			d.notice(lang.L("The file is ready"), lang.L("The system has no program that opens this file. It is at:")+"\n"+path, nil)
		})
	})
}

// verify checks the whole book and says in one line what is sound.
func (w *Window) verify() {
	var line string
	w.work(lang.L("Checking the whole book"), func(ctx context.Context, progress func(int, int)) error {
		r, err := store.Verify(ctx, w.store.Path(), func(done, total int64) { progress(int(done), int(total)) })
		line = r.String()
		return err
	}, func(err error) {
		if err != nil {
			w.fail(err)
			return
		}
		w.notice(lang.L("The book was checked"), line, nil)
	})
}

// backup copies the book into the office's folder, and into the second place
// where that is there.
func (w *Window) backup() {
	var paths []string
	w.work(lang.L("Backing up"), func(ctx context.Context, _ func(int, int)) error {
		for _, dir := range w.keeper.placesNow() {
			path, err := w.store.Backup(ctx, dir)
			if err != nil {
				return err
			}
			paths = append(paths, path)
		}
		return nil
	}, func(err error) {
		w.keeper.look(func() {
			if w.tabs.tabs[w.tabs.at].root == w.settings.root {
				w.settings.shown()
			}
		})
		if err != nil {
			w.fail(err)
			return
		}
		w.notice(lang.L("Backed up"), lang.L("The copy was checked and is at:")+"\n"+strings.Join(paths, "\n"), nil)
	})
}
