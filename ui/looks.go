package ui

import (
	"path/filepath"

	look "frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// looks is how the window looks on this PC: light or dark, and how large. It is
// the PC's, not the office's, and so stands in no ledger.
type looks struct{ app fyne.App }

// What is kept of it.
const (
	keptDark  = "dark"
	keptLarge = "large"
)

// sizes are how large print may be.
func (l *looks) sizes() []string {
	return []string{lang.L("Usual size"), lang.L("Large"), lang.L("Very large")}
}

var larger = []float32{1, 1.2, 1.4}

// apply puts the kept look on.
func (l *looks) apply() {
	v := theme.VariantLight
	if l.app.Preferences().Bool(keptDark) {
		v = theme.VariantDark
	}
	at := min(max(l.app.Preferences().Int(keptLarge), 0), len(larger)-1)
	l.app.Settings().SetTheme(look.New().Always(v).Larger(larger[at]))
}

// Dress puts a look on, for those who play through the window: dark or light, and
// how large of the sizes that can be chosen, from 0.
func Dress(a fyne.App, dark bool, large int) {
	a.Preferences().SetBool(keptDark, dark)
	a.Preferences().SetInt(keptLarge, large)
	(&looks{a}).apply()
}

// page lets it be chosen; it holds at once.
func (l *looks) page(d *desk) fyne.CanvasObject {
	light := []string{lang.L("Light"), lang.L("Dark")}
	day := widget.NewRadioGroup(light, nil)
	day.Horizontal, day.Required = true, true
	day.SetSelected(light[0])
	if l.app.Preferences().Bool(keptDark) {
		day.SetSelected(light[1])
	}
	size := widget.NewRadioGroup(l.sizes(), nil)
	size.Horizontal, size.Required = true, true
	size.SetSelected(l.sizes()[min(max(l.app.Preferences().Int(keptLarge), 0), len(larger)-1)])
	day.OnChanged = func(s string) {
		l.app.Preferences().SetBool(keptDark, s == light[1])
		l.apply()
		d.touch()
	}
	size.OnChanged = func(s string) {
		for i, w := range l.sizes() {
			if w == s {
				l.app.Preferences().SetInt(keptLarge, i)
			}
		}
		l.apply()
		d.touch()
	}
	return container.NewVBox(
		widget.NewForm(widget.NewFormItem(lang.L("Colours"), day), widget.NewFormItem(lang.L("Size of print"), size)),
		firstLabel(lang.L("The sheets themselves grow with Ctrl+= and shrink with Ctrl+-.")),
	)
}

// folderOf is the folder that a file stands in; a folder is itself.
func folderOf(path string) string {
	if filepath.Ext(path) == "" {
		return path
	}
	return filepath.Dir(path)
}
