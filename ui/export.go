package ui

import (
	"context"
	"log"
	"path/filepath"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/store"
	"frontdesk/ui/press"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

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
		x, err = time.ParseInLocation(time.DateOnly, paper.Narrow(from.Text), forms.Beijing)
		y, err2 = time.ParseInLocation(time.DateOnly, paper.Narrow(to.Text), forms.Beijing)
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
	t.show(t.book.Title, lang.L("Export to a workbook"), func(ctx context.Context, progress press.Progress) (press.Papers, error) {
		return press.Of(t.d.store).Book(ctx, t.book, from, to, viewer, by, progress)
	})
}

// show makes papers off the window's goroutine, and shows them. First is the word of
// the button that Enter presses; empty prints.
func (t *bookTab) show(title, first string, of func(ctx context.Context, progress press.Progress) (press.Papers, error)) {
	var p press.Papers
	t.d.work(title, func(ctx context.Context, progress func(int, int)) error {
		var err error
		p, err = of(ctx, progress)
		return err
	}, func(err error) { t.came(p, err, first) })
}

// came shows papers that were made, or says why they were not.
func (t *bookTab) came(p press.Papers, err error, first string) {
	if err != nil {
		t.d.fail(err)
		return
	}
	t.preview(paperwork{Papers: p, first: first})
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
	var p press.Papers
	var err error
	t.d.once(t.book.Title+pageText(at), func() { p, err = press.Of(t.d.store).Page(context.Background(), t.book, at, by) }, func() {
		t.d.comeBack(ended{by, t.book.Title, err, func() { t.came(p, err, "") }})
	})
}

// report asks for a period and shows what is made of its entries; from there it
// is printed, or written to a workbook.
func (t *bookTab) report(r forms.Report) {
	first, last := r.Span(t.d.store.Now())
	by := t.d.who
	t.period(r.Title, lang.L("Show"), first, last, nil, func(from, to time.Time) {
		t.show(r.Title, "", func(ctx context.Context, progress press.Progress) (press.Papers, error) {
			return press.Of(t.d.store).Report(ctx, t.book, r, from, to, by, progress)
		})
	})
}

// keep writes what is looked at into a file in the office's folder, and in the
// ledger that it was written.
func (t *bookTab) keep(p paperwork, ext string) {
	path := filepath.Join(t.d.folder.Exports(), p.Name+ext)
	t.d.work(lang.L("Exporting"), func(ctx context.Context, progress func(int, int)) error {
		if err := t.d.folder.Lay(); err != nil {
			return err
		}
		return press.Of(t.d.store).Export(ctx, path, p.Papers, progress)
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
		d.comeBack(ended{by, filepath.Base(path), nil, func() { // the file itself is done
			d.notice(lang.L("The file is ready"), lang.L("The system has no program that opens this file. It is at:")+"\n"+path, nil)
		}})
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
		w.keeper.runDue(func() {
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
