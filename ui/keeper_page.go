package ui

import (
	"context"
	"path/filepath"
	"strings"

	"frontdesk/forms"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// copiesListed is how many copies the settings show; all stand in the window that
// restores.
const copiesListed = 10

// page is the part of the settings that is about backups.
func (k *keeper) page(now, restore func(), again func()) fyne.CanvasObject {
	state, second := firstLabel(""), firstLabel("")
	copyNow := newMainButton(lang.L("Back up now"), now)
	none := newKeyButton(lang.L("No second place any more"), func() {
		k.d.fail(k.d.folder.KeepSecond(store.Second{Declined: k.second.Declined}))
		k.runDue(again)
	})
	if k.second.Dir == "" {
		none.Hide()
	}
	choose := newKeyButton(lang.L("Choose the second place…"), func() { k.choosePlace(again) })
	if k.d.store.Office().Demo {
		choose.Disable() // invented data is not worth a stick
	}
	rows := container.NewVBox()
	page := container.NewVBox(state, second,
		container.NewHBox(copyNow, choose, none, newKeyButton(lang.L("Restore from a backup…"), restore)), rows)
	k.say(state, second)
	var copies []store.Copy
	var err error
	dirs := k.dirs()
	k.d.async(func() { copies, err = store.Copies(context.Background(), k.d.store.Path(), dirs...) }, func() {
		if err != nil {
			rows.Add(firstLabel(sentence(err)))
			return
		}
		rows.Add(newWordRow(k.widths(), lang.L("Made"), lang.L("Sort"), lang.L("Rows"), lang.L("Last entry"), lang.L("Size"), lang.L("Where")))
		for _, c := range copies[:min(len(copies), copiesListed)] {
			line := newWordRow(k.widths())
			cells := copyCells(c)
			cells[5] = k.where(c.Path)
			line.set(cells...)
			rows.Add(line)
		}
		if n := len(copies) - copiesListed; n > 0 {
			rows.Add(widget.NewLabel(lang.L("{{.N}} more; all stand under “Restore from a backup…”.", map[string]any{"N": n})))
		}
	})
	return page
}

func (k *keeper) widths() []float32 { return []float32{150, 80, 84, 0, 84, 130} }

// where says in a word in which place a copy lies.
func (k *keeper) where(path string) string {
	switch filepath.Dir(path) {
	case k.d.folder.Backups():
		return lang.L("this PC")
	case k.there:
		return lang.L("second place")
	}
	return lang.L("beside the book")
}

// say how the copies stand.
func (k *keeper) say(state, second *widget.Label) {
	now := k.d.store.Now()
	switch {
	case k.last.IsZero():
		state.Importance = widget.DangerImportance
		state.SetText(lang.L("There is no backup yet."))
	default:
		words := lang.L("Last good backup: ") + k.last.Format("2006-01-02 15:04")
		if forms.Day(k.last) == forms.Day(now) {
			words += "　" + lang.L("(today)")
		}
		state.SetText(words)
	}
	var faults []string
	for _, words := range k.faults {
		faults = append(faults, words)
	}
	if len(faults) > 0 {
		state.Importance = widget.DangerImportance
		state.SetText(state.Text + "\n" + lang.L("Today's backup failed: ") + strings.Join(faults, "\n"))
	}
	second.SetText(k.secondWords())
}

func (k *keeper) secondWords() string {
	switch {
	case k.second.Dir == "":
		return lang.L("No second place yet: should this PC break, its backups break with it. Plug a stick in, or choose a folder on another disk.")
	case k.there == "":
		return lang.L("The second place is not there now; plug it in, and the copy is made by itself: ") + k.second.Dir
	}
	words := lang.L("Second place: ") + k.there
	if !k.away.IsZero() {
		words += "　" + lang.L("last copy there: ") + k.away.Format("2006-01-02 15:04")
	}
	return words
}

// choosePlace offers the sticks that are plugged in, and every other folder.
func (k *keeper) choosePlace(then func()) {
	folder := func() {
		k.d.pick(pick{title: lang.L("A folder on another disk"), folder: true}, func(path string) { k.useSecondPlace(path, then) })
	}
	if len(k.roots) == 0 {
		folder()
		return
	}
	rows := container.NewVBox()
	no := newKeyButton(lang.L("Cancel (Esc)"), nil)
	m := k.d.modal(lang.L("Second place for backups"), rows, no)
	no.OnTapped = m.Hide
	add := func(word string, f func()) *keyButton {
		b := newKeyButton(word, func() {
			m.Hide()
			f()
		})
		b.Alignment = widget.ButtonAlignLeading
		rows.Add(b)
		return b
	}
	var first *keyButton
	for _, root := range k.roots {
		b := add(lang.L("Stick {{.Name}}", map[string]any{"Name": stickName(root)})+"　"+root, func() { k.useSecondPlace(root, then) })
		if first == nil {
			first = b
		}
	}
	add(lang.L("Another folder…"), folder)
	rows.Add(firstLabel(lang.L("The copies are not encrypted: keep the stick locked up.")))
	m.Resize(fyne.NewSize(560, 0))
	m.yes = nil // which stick is said by pressing it
	m.Show()
	m.focus(first)
}
