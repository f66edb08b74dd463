package ui

import (
	"context"

	"frontdesk/forms"
	"frontdesk/forms/books"
	sheet "frontdesk/forms/paper"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// linkWord names an entry that belongs together with another one.
func linkWord(r store.Row) string {
	return books.Named(r.Ref.Book).Name + " " + r.Ref.String() + "　" + r.State
}

// links are buttons to what belongs together with the entry that is looked at.
func (s *bookSlip) links() fyne.CanvasObject {
	row := container.NewHBox()
	for _, r := range s.linked {
		if r.Ref == s.ref {
			continue
		}
		b := widget.NewButton(linkWord(r), func() { s.d.open(r.Ref) })
		b.Importance = widget.LowImportance
		row.Add(b)
	}
	if len(row.Objects) == 0 {
		return row
	}
	row.Objects = append([]fyne.CanvasObject{widget.NewLabel(lang.L("Belongs together with:"))}, row.Objects...)
	return container.NewHScroll(row)
}

// linkItems are the same for the keyboard, and their sheets as one print.
func (s *bookSlip) linkItems() []*fyne.MenuItem {
	var out []*fyne.MenuItem
	sheets := 0
	for _, r := range s.linked {
		if books.Named(r.Ref.Book).Single {
			sheets++
		}
		if r.Ref != s.ref {
			out = append(out, fyne.NewMenuItem(lang.L("Go to {{.What}}", map[string]any{"What": linkWord(r)}), func() { s.d.open(r.Ref) }))
		}
	}
	if sheets > 1 {
		out = append(out, fyne.NewMenuItem(lang.L("Print all sheets that belong together"), s.bind))
	}
	if len(out) > 0 {
		out = append([]*fyne.MenuItem{fyne.NewMenuItemSeparator()}, out...)
	}
	return out
}

// printLinked shows the sheets that belong together with the one looked at as one
// job to print. What stands on a page of a register is not torn out of it.
func (t *bookTab) printLinked() {
	linked, by := t.slip.linked, t.d.who
	p := paperwork{name: t.book.Title + " " + t.slip.ref.String() + " " + lang.L("all sheets")}
	t.d.work(lang.L("Print all sheets that belong together"), func(ctx context.Context, progress func(int, int)) error {
		var err error
		p.job, p.printed, err = LinkedJob(ctx, t.d.store, t.book.Title, linked, by, progress)
		return err
	}, func(err error) {
		if err != nil {
			t.d.fail(err)
			return
		}
		p.exported = store.Writing{Ref: forms.Ref{Book: t.book.Key}, Verb: forms.Export, By: by, Deed: &forms.Exporting{What: "linked", Pages: len(p.job.Pages)}}
		t.look(p)
	})
}

// LinkedJob draws the sheets among entries that belong together, oldest first,
// and gives the acts that record the print.
func LinkedJob(ctx context.Context, st *store.Store, title string, linked []store.Row, by forms.Person, progress func(done, total int)) (sheet.Job, []store.Writing, error) {
	var sheets []sheet.Sheet
	var acts []store.Writing
	for i, r := range linked {
		b := books.Named(r.Ref.Book)
		if !b.Single {
			continue
		}
		at, ok, err := st.PageWith(ctx, r.Ref)
		if err != nil || !ok {
			return sheet.Job{}, nil, err
		}
		leaf, err := st.Page(ctx, b.Key, at.Year, at.No)
		if err == nil {
			err = printable(leaf.Records)
		}
		if err != nil {
			return sheet.Job{}, nil, err
		}
		s, w := printed(st, b, leaf, forms.Person{}, by)
		sheets, acts = append(sheets, s), append(acts, w)
		if progress != nil {
			progress(i+1, 2*len(linked))
		}
	}
	return jobOf(st, title, sheets...), acts, nil
}
