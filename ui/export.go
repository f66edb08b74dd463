package ui

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"frontdesk/forms"
	sheet "frontdesk/forms/paper"
	"frontdesk/forms/xlsx"
	"frontdesk/store"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// DutyJob draws the pages of the duty log from day to day, both included and
// written 2026-11-23, as the viewer may see them. It returns a forms.Refusal
// when there is no page.
func DutyJob(ctx context.Context, st *store.Store, from, to string, viewer forms.Person, progress func(done, total int)) (xlsx.Job, error) {
	list, err := st.PagesOf(ctx, dutyBook, from, to)
	if err != nil {
		return xlsx.Job{}, err
	}
	if len(list) == 0 {
		return xlsx.Job{}, forms.Refusal(fmt.Sprintf("从 %s 到 %s 没有值班记录，没有可以导出的页。", from, to))
	}
	sheets := make([]sheet.Sheet, 0, len(list))
	for i, p := range list {
		if err := ctx.Err(); err != nil {
			return xlsx.Job{}, err
		}
		leaf, err := st.Page(ctx, dutyBook, p.Year, p.No)
		if err != nil {
			return xlsx.Job{}, err
		}
		sheets = append(sheets, dutySheet(st, leaf, viewer, 0))
		if progress != nil {
			progress(i+1, 2*len(list))
		}
	}
	return dutyJob(st, sheets...), nil
}

func dutyJob(st *store.Store, sheets ...sheet.Sheet) xlsx.Job {
	return xlsx.Job{Name: "值班记录表", Title: forms.DutyBook().Title, Creator: st.Office().Name, Pages: sheet.Compose(sheets...)}
}

// export asks for a period and writes its pages to a workbook.
func (t *dutyTab) export() {
	now := t.d.store.Now()
	monday := forms.StartOfDay(now).AddDate(0, 0, -(int(now.Weekday())+6)%7)
	first := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, forms.Beijing)
	from, to := widget.NewEntry(), widget.NewEntry()
	set := func(a, b time.Time) func() {
		return func() { from.SetText(forms.Day(a)); to.SetText(forms.Day(b)) }
	}
	set(first, now)()
	choices := container.NewGridWithColumns(5,
		widget.NewButton(lang.L("This page's day"), func() {
			if t.at.No > 0 {
				from.SetText(t.at.Day)
				to.SetText(t.at.Day)
			}
		}),
		widget.NewButton(lang.L("Today"), set(now, now)),
		widget.NewButton(lang.L("This week"), set(monday, now)),
		widget.NewButton(lang.L("This month"), set(first, now)),
		widget.NewButton(lang.L("Last month"), set(first.AddDate(0, -1, 0), first.AddDate(0, 0, -1))),
	)
	open := widget.NewCheck(lang.L("Show confidential words (a supervisor signs)"), nil)
	var a, b string
	t.d.formDialog(lang.L("Export the duty log"), lang.L("Export"), []*widget.FormItem{
		widget.NewFormItem(lang.L("Period"), choices),
		widget.NewFormItem(lang.L("From day"), from), widget.NewFormItem(lang.L("To day, included"), to),
		widget.NewFormItem("", open),
	}, func() error {
		x, err := time.ParseInLocation(time.DateOnly, sheet.Narrow(from.Text), forms.Beijing)
		y, err2 := time.ParseInLocation(time.DateOnly, sheet.Narrow(to.Text), forms.Beijing)
		if err != nil || err2 != nil {
			return forms.Refusal("日期没有看懂，请写成 2026-11-01 这样。")
		}
		if y.Before(x) {
			return forms.Refusal("结束日期比开始日期早，请改正。")
		}
		a, b = forms.Day(x), forms.Day(y)
		return nil
	}, func() {
		if !open.Checked {
			t.exportAs(a, b, forms.Person{}, t.d.who, false)
			return
		}
		t.d.sign(lang.L("Confidential words leave the book in clear."), forms.Supervisor, func(p forms.Person) { t.exportAs(a, b, p, p, true) })
	})
}

// exportAs writes the workbook, and in the ledger that it was written.
// Confidential words are masked for everybody but a supervisor who signed.
func (t *dutyTab) exportAs(from, to string, viewer, by forms.Person, open bool) {
	path := filepath.Join(t.d.folder.Exports(), "值班记录表 "+from+" 至 "+to+".xlsx")
	t.d.work(lang.L("Exporting"), func(ctx context.Context, progress func(int, int)) error {
		if err := t.d.folder.Lay(); err != nil {
			return err
		}
		job, err := DutyJob(ctx, t.d.store, from, to, viewer, progress)
		if err != nil {
			return err
		}
		n := len(job.Pages)
		if err := xlsx.Save(ctx, path, job, func(done, total int) { progress(total+done, 2*total) }); err != nil {
			return err
		}
		_, err = t.d.store.Append(ctx, store.Writing{
			Ref: forms.Ref{Book: dutyBook}, Verb: forms.Export, By: by,
			Deed: &forms.Exporting{From: from, To: to, Pages: n, Open: open},
		})
		return err
	}, func(err error) {
		if err != nil {
			t.d.fail(err)
			return
		}
		t.d.ask(lang.L("Exported"), lang.L("The workbook is at:")+"\n"+path, lang.L("Open it (Enter)"), func() { t.d.hand(path) })
	})
}

// exportPage writes the page that is shown to a workbook.
func (t *dutyTab) exportPage() {
	if t.at.No == 0 {
		t.d.fail(forms.Refusal(lang.L("There is no page to print yet.")))
		return
	}
	at, by := t.at, t.d.who
	path := t.pagePath(at)
	t.d.work(lang.L("Exporting"), func(ctx context.Context, progress func(int, int)) error {
		if err := t.d.folder.Lay(); err != nil {
			return err
		}
		leaf, err := t.d.store.Page(ctx, dutyBook, at.Year, at.No)
		if err != nil {
			return err
		}
		job := dutyJob(t.d.store, dutySheet(t.d.store, leaf, forms.Person{}, 0))
		if err := xlsx.Save(ctx, path, job, progress); err != nil {
			return err
		}
		_, err = t.d.store.Append(ctx, store.Writing{
			Ref: forms.Ref{Book: dutyBook, Year: at.Year}, Page: at.No, Verb: forms.Export, By: by,
			Deed: &forms.Exporting{From: at.Day, To: at.Day, Pages: len(job.Pages)},
		})
		return err
	}, func(err error) {
		if err != nil {
			t.d.fail(err)
			return
		}
		t.d.ask(lang.L("Exported"), lang.L("The workbook is at:")+"\n"+path, lang.L("Open it (Enter)"), func() { t.d.hand(path) })
	})
}

// pagePath is where a single page is put.
func (t *dutyTab) pagePath(p store.PageInfo) string {
	return filepath.Join(t.d.folder.Exports(), fmt.Sprintf("值班记录表 第 %s 页.xlsx", pageText(p)))
}

// print records the print, writes the page to a workbook and hands it to the
// system's program for workbooks.
func (t *dutyTab) print() {
	if t.at.No == 0 {
		t.d.fail(forms.Refusal(lang.L("There is no page to print yet.")))
		return
	}
	year, no, by := t.at.Year, t.at.No, t.d.who
	path := t.pagePath(t.at)
	t.d.work(lang.L("Preparing to print"), func(ctx context.Context, _ func(int, int)) error {
		if err := t.d.folder.Lay(); err != nil {
			return err
		}
		leaf, err := t.d.store.Page(ctx, dutyBook, year, no)
		if err != nil {
			return err
		}
		copy := 1
		for _, a := range leaf.Acts {
			if a.Verb == forms.Print {
				copy++
			}
		}
		if err := xlsx.Save(ctx, path, dutyJob(t.d.store, dutySheet(t.d.store, leaf, forms.Person{}, copy)), nil); err != nil {
			return err
		}
		_, err = t.d.store.Append(ctx, store.Writing{
			Ref: forms.Ref{Book: dutyBook, Year: year}, Page: no, Verb: forms.Print, By: by, Deed: &forms.Printing{Copy: copy},
		})
		return err
	}, func(err error) {
		if err != nil {
			t.d.fail(err)
			return
		}
		t.d.say(lang.L("The page was handed to the program for workbooks; print it there (Ctrl+P)."))
		t.d.hand(path)
	})
}

// hand gives a file to the program that the system has for it.
func (d *desk) hand(path string) {
	slash := filepath.ToSlash(path)
	if runtime.GOOS == "windows" {
		slash = "/" + slash
	}
	if err := d.app.OpenURL(&url.URL{Scheme: "file", Path: slash}); err != nil {
		d.notice(lang.L("The file is ready"), lang.L("No program for workbooks was found. The file is at:")+"\n"+path, nil)
	}
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

// backup copies the book into the office's folder.
func (w *Window) backup() {
	var path string
	w.work(lang.L("Backing up"), func(ctx context.Context, _ func(int, int)) error {
		var err error
		path, err = w.store.Backup(ctx, w.folder.Backups())
		return err
	}, func(err error) {
		if err != nil {
			w.fail(err)
			return
		}
		w.notice(lang.L("Backed up"), lang.L("The copy was checked and is at:")+"\n"+path, nil)
	})
}

// tidy removes what an export that was cut off by a power failure has left.
func tidy(dir string) {
	old, _ := filepath.Glob(filepath.Join(dir, ".导出-*.xlsx"))
	for _, f := range old {
		_ = os.Remove(f) // it is only rubbish; the next start tries again
	}
}
