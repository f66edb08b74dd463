package ui

import (
	"frontdesk/assets"

	"fyne.io/fyne/v2/lang"
)

// about says which program this is, in the words that an office passes on when
// it asks for help.
func (w *Window) about() {
	numbered, from, day := assets.Version()
	if from == "" {
		from, day = lang.L("unknown"), lang.L("unknown")
	}
	w.notice(lang.L("About"), lang.L("Front Desk Record Book")+"\n"+
		lang.L("Version {{.Number}}\nCommit {{.Commit}}\nDate {{.Date}}", map[string]any{"Number": numbered, "Commit": from, "Date": day}), nil)
}
