package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

// pick says which file or folder is asked for.
type pick struct {
	title  string
	ends   []string // of the names that are shown; none: all
	at     string   // the folder that is shown first
	folder bool     // a folder is asked for
}

// pick asks for a file or a folder.
func (d *desk) pick(p pick, then func(path string)) {
	var ask *dialog.FileDialog
	if p.folder {
		ask = dialog.NewFolderOpen(func(f fyne.ListableURI, err error) {
			d.fail(err)
			if f != nil {
				then(f.Path())
			}
		}, d.win)
	} else {
		ask = dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
			d.fail(err)
			if f != nil {
				path := f.URI().Path()
				_ = f.Close() // only its name is wanted
				then(path)
			}
		}, d.win)
		if len(p.ends) > 0 {
			ask.SetFilter(storage.NewExtensionFileFilter(p.ends))
		}
	}
	if at, err := storage.ListerForURI(storage.NewFileURI(p.at)); p.at != "" && err == nil {
		ask.SetLocation(at)
	}
	ask.SetTitleText(p.title)
	ask.Show()
	ask.Resize(fyne.NewSize(900, 560))
}
