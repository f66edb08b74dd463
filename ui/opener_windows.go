package ui

import (
	"frontdesk/ui/filedialog"

	"fyne.io/fyne/v2"
)

// opener gives files to the system's programs for them, and shows folders.
func opener(fyne.App) func(path string) error { return filedialog.Open }
