package ui

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"frontdesk/forms/pinyin"
	"frontdesk/ui/filedialog"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// turn shows a folder; mark names what is meant there at first. Folders may lie
// on a machine that does not answer: the window goes on meanwhile.
func (c *chooser) turn(dir, mark string) {
	c.d.touch()
	c.asked++
	mine, byName := c.asked, c.byName
	slow := time.AfterFunc(400*time.Millisecond, func() {
		c.d.back(func() {
			if mine == c.asked {
				c.say(lang.L("Opening {{.Folder}}…", map[string]any{"Folder": dir}), false)
			}
		})
	})
	var items []listed
	var err error
	c.d.async(func() {
		var found []filedialog.Item
		found, err = filedialog.Read(context.Background(), dir, c.p.ends, c.p.folder)
		filedialog.Order(found, byName)
		items = list(found)
	}, func() {
		slow.Stop()
		if mine != c.asked {
			return
		}
		if err != nil && c.dir != "" && dir != c.dir { // it stays where it is
			c.refuse(dir, err)
			return
		}
		c.dir, c.items = dir, items
		c.path.SetText(dir)
		c.filter.SetText("") // with what Ctrl+Z knows of it
		c.say("", false)
		c.sift(mark)
		if err != nil {
			c.refuse(dir, err)
		}
	})
}

// listed is a file or a folder, with what may be typed for it.
type listed struct {
	filedialog.Item
	lower    string
	initials []string // of its pinyin
}

// list makes ready what is found: for many files that takes too long for each key.
func list(found []filedialog.Item) []listed {
	out := make([]listed, len(found))
	for i, it := range found {
		out[i] = listed{it, strings.ToLower(it.Name), pinyin.Initials(it.Name)}
	}
	return out
}

// means tells whether it is meant by what was typed: a part of its name, or of
// the initials of its pinyin.
func (x listed) means(typed string) bool {
	return strings.Contains(x.lower, typed) || len(typed) > 1 && slices.ContainsFunc(x.initials, func(in string) bool { return strings.Contains(in, typed) })
}

// sift shows what the filter lets through; mark names what is meant then, else
// it is the first.
func (c *chooser) sift(mark string) {
	typed := strings.ToLower(strings.TrimSpace(c.filter.Text))
	c.shown, c.at = c.items, -1
	if typed != "" {
		c.shown = nil
		for _, it := range c.items {
			if it.means(typed) {
				c.shown = append(c.shown, it)
			}
		}
	}
	if len(c.shown) > 0 && (!c.p.folder || typed != "") {
		c.at = 0
	}
	for i, it := range c.shown {
		if mark != "" && it.Name == mark {
			c.at = i
		}
	}
	c.list.UnselectAll()
	c.list.ScrollToTop()
	c.list.Refresh()
	c.choose(c.at)
	c.empty.SetText(c.nothing(typed))
}

// nothing says why nothing is shown; it is empty when something is.
func (c *chooser) nothing(typed string) string {
	switch {
	case len(c.shown) > 0:
		return ""
	case typed != "" && len(c.items) > 0:
		return lang.L("Nothing here has “{{.Typed}}” in its name.", map[string]any{"Typed": shorten(typed, mostTold)})
	case c.p.folder:
		return lang.L("There is no other folder in this one.")
	case len(c.p.ends) > 0:
		return lang.L("There are no {{.Ends}} files here.", map[string]any{"Ends": strings.Join(c.p.ends, "、")})
	}
	return lang.L("This folder is empty.")
}

// choose means one of those that are shown.
func (c *chooser) choose(i int) {
	if c.at = i; i >= 0 && i < len(c.shown) {
		c.list.Select(i)
	}
	if c.ok == nil {
		return
	}
	words := lang.L("Open")
	if c.p.folder {
		words = lang.L("Choose “{{.Folder}}”", map[string]any{"Folder": shorten(filepath.Base(c.meant()), mostTold)})
	}
	if c.ok.Text != words {
		c.ok.SetText(words)
	}
}

// mostTold is how many signs of a name are shown where there is little room.
const mostTold = 20

// meant is the path of what Enter opens: the folder itself where nothing in it
// is meant.
func (c *chooser) meant() string {
	if c.at < 0 || c.at >= len(c.shown) {
		return c.dir
	}
	return filepath.Join(c.dir, c.shown[c.at].Name)
}

// enter opens what is meant: Enter, or a double click. What was typed may also
// be a path.
func (c *chooser) enter() {
	switch {
	case c.at >= 0:
		c.reach(c.meant())
	case c.filter.Text != "":
		c.reach(filedialog.Typed(c.filter.Text, c.dir))
	default:
		c.confirm()
	}
}

// confirm is the blue button: a folder that is asked for is taken, not opened.
func (c *chooser) confirm() {
	switch {
	case c.p.folder:
		c.check(c.meant(), func(bool) { c.finish(c.meant()) })
	case c.at >= 0:
		c.reach(c.meant())
	}
}

// up shows the folder above.
func (c *chooser) up() {
	if above := filepath.Dir(c.dir); c.dir != "" && above != c.dir {
		c.turn(above, filepath.Base(c.dir))
	}
}

// reorder shows the other order: the newest first, or by name.
func (c *chooser) reorder() {
	c.byName = !c.byName
	c.sayOrder()
	c.turn(c.dir, "")
}

func (c *chooser) sayOrder() {
	words := lang.L("The newest first ↓")
	if c.byName {
		words = lang.L("By name ↓")
	}
	c.order.SetText(words)
}

// move means another one of those that are shown.
func (c *chooser) move(by int) {
	if n := len(c.shown); n > 0 {
		c.choose(min(max(c.at+by, 0), n-1))
	}
}

// hear is a key that means the same whatever has the caret.
func (c *chooser) hear(k fyne.KeyName) bool {
	const page = 10
	switch k {
	case fyne.KeyUp:
		c.move(-1)
	case fyne.KeyDown:
		c.move(1)
	case fyne.KeyPageUp:
		c.move(-page)
	case fyne.KeyPageDown:
		c.move(page)
	case fyne.KeyF5:
		c.turn(c.dir, "")
	default:
		return false
	}
	c.d.touch()
	return true
}

// filterKey hears a key where names are typed.
func (c *chooser) filterKey(k fyne.KeyName) bool {
	if k == fyne.KeyBackspace && c.filter.Text == "" {
		c.up()
		return true
	}
	return c.hear(k)
}
