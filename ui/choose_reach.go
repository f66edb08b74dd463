package ui

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"frontdesk/forms"
	"frontdesk/ui/filedialog"

	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// reach goes to a path: a folder is shown, a file taken.
func (c *chooser) reach(path string) {
	c.check(path, func(folder bool) {
		switch {
		case folder:
			c.turn(path, "")
		case c.p.folder:
			c.say(lang.L("“{{.Name}}” is a file; a folder is asked for here.", map[string]any{"Name": shorten(filepath.Base(path), mostTold)}), true)
		case !filedialog.Fits(path, c.p.ends):
			c.say(lang.L("“{{.Name}}” will not do: {{.Ends}} files are asked for here.", map[string]any{"Name": shorten(filepath.Base(path), mostTold), "Ends": strings.Join(c.p.ends, "、")}), true)
		default:
			c.finish(path)
		}
	})
}

// check looks whether a path is there and may be read.
func (c *chooser) check(path string, then func(folder bool)) {
	c.asked++
	mine, folder := c.asked, false
	var err error
	c.d.async(func() { folder, err = filedialog.Look(path) }, func() {
		switch {
		case mine != c.asked:
		case err != nil:
			c.refuse(path, err)
		default:
			then(folder)
		}
	})
}

// refuse says in a sentence why a path cannot be reached.
func (c *chooser) refuse(path string, err error) {
	what := map[string]any{"Name": shorten(filepath.Base(path), mostTold)}
	var words string
	switch {
	case errors.Is(err, fs.ErrPermission):
		words = lang.L("You may not open “{{.Name}}” on this PC.", what)
	case errors.Is(err, fs.ErrNotExist):
		words = lang.L("“{{.Name}}” is not there: it may have been moved, or its stick pulled out.", what)
	default:
		words = lang.L("“{{.Name}}” cannot be opened.", what)
	}
	c.say(words, true)
	if path == c.dir {
		c.empty.SetText(words)
	}
}

// say says something at the foot.
func (c *chooser) say(words string, wrong bool) {
	if words == "" {
		words = lang.L("↑ ↓ move　Enter opens　Backspace goes up　F5 reads again")
	}
	c.foot.Importance = widget.LowImportance
	if wrong {
		c.foot.Importance = widget.DangerImportance
	}
	c.foot.SetText(words)
}

// newFolder makes a folder in the one that is shown.
func (c *chooser) newFolder() {
	name, dir := newLineEntry(), c.dir
	c.d.formDialog(lang.L("New folder"), lang.L("Make it (Enter)"), []*widget.FormItem{widget.NewFormItem(lang.L("Name of the folder"), name)}, func() error {
		typed := strings.TrimSpace(name.Text)
		if typed == "" || typed != filepath.Base(typed) || strings.ContainsAny(typed, `\/:*?"<>|`) || strings.HasPrefix(typed, ".") {
			return forms.Refusal(lang.L("Please give it a name without any of these signs: \\ / : * ? \" < > |"))
		}
		switch err := os.Mkdir(filepath.Join(dir, typed), 0o755); {
		case errors.Is(err, fs.ErrExist):
			return forms.Refusal(lang.L("There is something of that name here already."))
		case err != nil:
			return forms.Refusal(lang.L("No folder can be made here. Please choose another place."))
		}
		return nil
	}, func() {
		c.turn(filepath.Join(dir, strings.TrimSpace(name.Text)), "")
		c.d.win.Canvas().Focus(c.filter)
	})
}
