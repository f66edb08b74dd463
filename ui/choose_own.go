package ui

import (
	"time"

	"frontdesk/ui/filedialog"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// chooser is our own dialog for files and folders, for systems that have none.
// Whatever has the caret, ↑ and ↓ go through the list, Enter opens, Backspace
// goes to the folder above, Escape leaves.
type chooser struct {
	d      *desk
	p      pick
	chosen func(path string)
	box    interface{ Hide() }

	path   *lineEntry // where it is; another path may be typed or pasted
	filter *lineEntry
	places *fyne.Container
	list   *chooseList
	empty  *widget.Label // says why the list shows nothing
	foot   *widget.Label // what the last key or click came to
	order  *keyButton
	ok     *keyButton

	dir    string
	items  []listed
	shown  []listed // those that the filter lets through
	at     int      // the one that is meant; -1 for none
	byName bool
	asked  int // counts what is asked of the disk: only the newest answer counts
	over   bool
	tap    struct { // the last one, for a double click
		at   int
		when time.Time
	}
}

func newChooser(d *desk, p pick, chosen func(string)) *chooser {
	c := &chooser{d: d, p: p, chosen: chosen, at: -1, places: container.NewVBox(), empty: firstLabel(""), foot: widget.NewLabel("")}
	c.path = newEscEntry(lang.L("type or paste a path, Enter goes there"), 200, func(s string) { c.reach(filedialog.Typed(s, c.dir)) }, func() {})
	c.filter = newEscEntry(lang.L("a part of the name, or its pinyin initials"), 200, func(string) { c.enter() }, func() {})
	c.path.onEscape, c.filter.onEscape = c.close, c.close
	c.filter.onKey = c.filterKey
	c.filter.OnChanged = func(string) { c.sift("") }
	c.list = newChooseList(c)
	c.empty.Alignment = fyne.TextAlignCenter
	c.foot.Truncation = fyne.TextTruncateEllipsis
	return c
}

// show opens the dialog where the choice begins.
func (c *chooser) show() {
	title := c.p.title
	no := c.key(lang.L("Cancel (Esc)"), c.close)
	c.ok = c.key(lang.L("Open"), c.confirm)
	c.ok.Importance = widget.HighImportance
	buttons := []*keyButton{no, c.ok}
	if c.p.folder {
		buttons = []*keyButton{no, c.key(lang.L("New folder…"), c.newFolder), c.ok}
	}
	box := c.d.modal(title, c.content(), buttons...)
	c.box = box
	room := c.d.win.Canvas().Size()
	box.Resize(fyne.NewSize(min(940, room.Width-24), min(620, room.Height-24)))
	box.Show()
	box.focus(c.filter)
	var places []filedialog.Place
	start := c.p.at
	c.d.async(func() {
		places = filedialog.Places()
		if start = filedialog.Nearest(start); start == "" {
			start = filedialog.Start()
		}
	}, func() {
		c.offer(places)
		if c.asked == 0 { // nobody has gone elsewhere meanwhile
			c.turn(start, "")
		}
	})
}

func (c *chooser) content() fyne.CanvasObject {
	up := c.aside(lang.L("↑ Up"), c.up)
	c.order = c.aside("", c.reorder)
	c.sayOrder()
	top := container.NewVBox(
		container.NewBorder(nil, nil, up, nil, c.path),
		container.NewBorder(nil, nil, nil, c.order, c.filter))
	side := container.NewVScroll(c.places)
	side.SetMinSize(fyne.NewSize((mostPlace-2)*theme.TextSize(), 120)) // places come later
	return container.NewBorder(top, c.foot, container.NewPadded(side), nil,
		container.NewStack(c.list, container.NewCenter(container.NewGridWrap(fyne.NewSize(420, 120), c.empty))))
}

// key is a button that Escape leaves, too.
func (c *chooser) key(words string, do func()) *keyButton {
	b := newKeyButton(words, do)
	b.onEscape = c.close
	return b
}

// aside is such a button, after which names can be typed at once.
func (c *chooser) aside(words string, do func()) *keyButton {
	return c.key(words, func() {
		do()
		c.d.win.Canvas().Focus(c.filter)
	})
}

// offer shows the folders that people know, the office's own among them.
func (c *chooser) offer(places []filedialog.Place) {
	if c.d.folder != "" {
		places = append(places, filedialog.Place{Name: lang.L("Folder of this book"), Path: string(c.d.folder)})
	}
	for _, p := range places {
		b := c.aside(shorten(p.Name, mostPlace), func() { c.turn(p.Path, "") })
		b.Alignment = widget.ButtonAlignLeading
		b.Importance = widget.LowImportance
		c.places.Add(b)
	}
}

// mostPlace is how many signs of a place's name are shown: a stick may have any.
const mostPlace = 11

// shorten cuts words that have more signs than that.
func shorten(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func (c *chooser) close() {
	c.over = true
	c.asked++ // what is still read is for nobody
	c.box.Hide()
}

// finish ends the dialog with a choice.
func (c *chooser) finish(path string) {
	c.close()
	c.chosen(path)
}
