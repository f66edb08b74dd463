// A bare window with the program's own font: what start and memory are held
// against.
package main

import (
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	a := app.NewWithID("cn.frontdesk.bare")
	a.Settings().SetTheme(theme.New())
	w := a.NewWindow("物业前台台账 bare")
	w.SetContent(widget.NewLabel("物业前台台账"))
	w.ShowAndRun()
}
