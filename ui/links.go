package ui

import (
	"context"

	"frontdesk/forms/books"
	"frontdesk/store"
	"frontdesk/ui/press"

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
		b := newKeyButton(linkWord(r), func() { s.d.open(r.Ref) })
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
// job to print.
func (t *bookTab) printLinked() {
	of, linked, by := t.slip.ref, t.slip.linked, t.d.who
	t.show(lang.L("Print all sheets that belong together"), "", func(ctx context.Context, progress press.Progress) (press.Papers, error) {
		return press.Of(t.d.store).Linked(ctx, t.book, of, linked, by, progress)
	})
}
