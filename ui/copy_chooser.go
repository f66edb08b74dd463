package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"frontdesk/forms/books"
	"frontdesk/store"
	look "frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// copyChooser lists backups. Of the one that is chosen it tells what the ledger
// in use would lose by it, and checks it from the first row to the last while it
// is looked at.
type copyChooser struct {
	d    *desk
	path string   // the ledger in whose place it would come
	dirs []string // where backups lie
	then func(store.Copy, store.Loss)

	copies []store.Copy
	known  map[string]*looked // by the path of the copy
	at     int
	cancel context.CancelFunc // of what is being found out

	m      *modal
	list   *copyList
	detail *widget.Label
	ok     *keyButton
}

// looked is what was found out about a copy.
type looked struct {
	loss     store.Loss
	compared bool
	done     int // of a hundred
	report   store.Report
	verified bool
	err      error
}

// chooseCopy lets somebody choose a backup for the ledger at path.
func (d *desk) chooseCopy(path string, dirs []string, then func(store.Copy, store.Loss)) {
	c := &copyChooser{d: d, path: path, dirs: dirs, then: then, known: map[string]*looked{}, at: -1, cancel: func() {}}
	var err error
	d.once(path, func() { c.copies, err = store.Copies(context.Background(), path, dirs...) }, func() {
		c.show(max(slices.IndexFunc(c.copies, func(x store.Copy) bool { return x.Err == nil }), 0))
		if err != nil { // a backup that lies elsewhere can be chosen all the same
			c.detail.SetText(sentence(err) + "\n" + c.detail.Text)
		}
	})
}

// show opens the window, with one of the copies chosen.
func (c *copyChooser) show(at int) {
	c.at = -1
	c.detail = firstLabel(lang.L("No backups were found here. Choose a file by the button below: on a stick it lies in a folder named 台账备份."))
	c.list = newCopyList(func() int { return len(c.copies) }, c.fill)
	c.list.OnSelected = c.choose
	other := newKeyButton(lang.L("Another file…"), c.another)
	no := newKeyButton(lang.L("Cancel (Esc)"), c.hide)
	c.ok = newKeyButton(lang.L("Restore it… (Enter)"), c.useChosen)
	c.ok.Importance = widget.HighImportance
	c.ok.Disable()
	c.list.onEnter, c.list.onEscape = c.useChosen, c.hide
	head := newWordRow(copyWidths(), copyHeads()...)
	scale := theme.TextSize() / look.UsualText
	foot := container.NewGridWrap(fyne.NewSize(920, 230*scale), container.NewVScroll(c.detail))
	c.m = c.d.modal(lang.L("Restore from a backup"), container.NewBorder(head, foot, nil, nil, c.list), no, other, c.ok)
	c.m.Resize(fyne.NewSize(960, 590*scale))
	c.m.Show()
	if len(c.copies) == 0 {
		c.m.focus(other)
		return
	}
	c.list.Select(at)
	c.m.focus(c.list)
}

func (c *copyChooser) hide() {
	c.cancel()
	c.m.Hide()
}

// copyHeads are the heads of the list of copies.
func copyHeads() []string {
	return []string{lang.L("Made"), lang.L("Sort"), lang.L("Rows"), lang.L("Last entry"), lang.L("Size"), lang.L("Checked")}
}

// copyWidths are those of its columns; one takes what is left.
func copyWidths() []float32 { return []float32{150, 80, 84, 0, 84, 100} }

// copyCells are what stands in a line of it.
func copyCells(c store.Copy) []string {
	if c.Err != nil {
		return []string{c.At.Format("2006-01-02 15:04"), c.Kind.Word(), "", lang.L("cannot be used"), sizeWord(c.Size), ""}
	}
	return []string{c.At.Format("2006-01-02 15:04"), c.Kind.Word(), fmt.Sprint(c.Rows), c.Last.Words(books.Named), sizeWord(c.Size), ""}
}

func sizeWord(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", (n+1023)>>10)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

func (c *copyChooser) fill(i int, o *wordRow) {
	cells := copyCells(c.copies[i])
	if k := c.known[c.copies[i].Path]; k != nil {
		cells[5] = k.word()
	}
	o.set(cells...)
}

// word says in short how far the check is.
func (k *looked) word() string {
	switch {
	case k.err != nil || k.verified && !k.report.Sound:
		return lang.L("not sound")
	case k.verified:
		return lang.L("✓ sound")
	}
	return fmt.Sprintf("%d%%", k.done)
}

// choose shows a copy, and begins to look into it.
func (c *copyChooser) choose(i int) {
	c.d.touch()
	c.cancel()
	c.at, c.list.at = i, i
	x := c.copies[i]
	k := c.known[x.Path]
	if k == nil {
		k = &looked{err: x.Err}
		c.known[x.Path] = k
	}
	c.showChosen()
	if k.err != nil || k.verified {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	c.cancel = cancel
	c.compare(ctx, x, k)
}

// compare finds out what would be lost, and then whether the copy is sound.
func (c *copyChooser) compare(ctx context.Context, x store.Copy, k *looked) {
	var loss store.Loss
	var err error
	c.d.async(func() { loss, err = store.Compare(ctx, x.Path, c.path) }, func() {
		if ctx.Err() != nil {
			return
		}
		k.loss, k.compared, k.err = loss, err == nil, err
		c.showChosen()
		if err == nil {
			c.verify(ctx, x, k)
		}
	})
}

func (c *copyChooser) verify(ctx context.Context, x store.Copy, k *looked) {
	last := time.Time{}
	progress := func(done, total int64) {
		if total > 0 && time.Since(last) > 80*time.Millisecond {
			last = time.Now()
			c.d.back(func() {
				k.done = int(done * 100 / total)
				c.showChosen()
			})
		}
	}
	var report store.Report
	var err error
	c.d.async(func() { report, err = store.Verify(ctx, x.Path, progress) }, func() {
		if ctx.Err() != nil {
			return
		}
		k.report, k.verified, k.err = report, err == nil, err
		c.showChosen()
	})
}

// showChosen shows what is known of the chosen copy.
func (c *copyChooser) showChosen() {
	c.list.Refresh()
	x := c.copies[c.at]
	k := c.known[x.Path]
	c.detail.Importance = widget.MediumImportance
	if k.compared && k.loss.Odd() {
		c.detail.Importance = widget.DangerImportance
	}
	c.detail.SetText(strings.Join(append([]string{x.Path}, c.words(x, k)...), "\n"))
	if k.compared && k.err == nil && (!k.verified || k.report.Sound) {
		c.ok.Enable()
	} else {
		c.ok.Disable()
	}
}

func (c *copyChooser) words(x store.Copy, k *looked) []string {
	switch {
	case k.err != nil:
		return []string{sentence(k.err)}
	case !k.compared:
		return []string{x.Office}
	case !k.verified:
		return []string{x.Office + "　" + lang.L("Being checked: {{.Done}} %", map[string]any{"Done": k.done}), k.loss.Words(books.Named)}
	case !k.report.Sound:
		return []string{k.report.String(), lang.L("This backup cannot be used. Choose another one.")}
	}
	return []string{x.Office + "　" + lang.L("✓ sound") + "　" + lang.L("check code {{.Code}}", map[string]any{"Code": fmt.Sprintf("%d-%s", k.report.Rows, k.report.Head)}), k.loss.Words(books.Named)}
}

// useChosen goes on with the chosen copy.
func (c *copyChooser) useChosen() {
	if c.at < 0 || c.ok.Disabled() {
		return
	}
	c.hide()
	x := c.copies[c.at]
	c.then(x, c.known[x.Path].loss)
}

// another takes a file that lies elsewhere into the list.
func (c *copyChooser) another() {
	c.hide()
	at := c.path
	if len(c.dirs) > 0 {
		at = c.dirs[0]
	}
	c.d.pick(pick{title: lang.L("Choose a backup"), ends: []string{".db"}, at: folderOf(at)}, func(path string) {
		for i, x := range c.copies {
			if filepath.Clean(x.Path) == filepath.Clean(path) {
				c.show(i)
				return
			}
		}
		var x store.Copy
		c.d.async(func() { x = store.Examine(context.Background(), path) }, func() {
			c.copies = append([]store.Copy{x}, c.copies...)
			c.show(0)
		})
	})
}
