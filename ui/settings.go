package ui

import (
	"context"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/paper"
	"frontdesk/ui/sheet"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// settingsTab is where a supervisor changes the office's settings. They are
// sheets to fill in like every other; a change is an act that is signed.
type settingsTab struct {
	d      *desk
	look   *looks
	people []*keyButton
	copies func() fyne.CanvasObject // the part about backups

	root  *fyne.Container
	side  *fyne.Container
	title *widget.Label
	keep  *fyne.Container // the buttons that save and give up
	place *fyne.Container

	at    int
	draft *forms.SettingsDraft            // nil while nothing is being changed
	owner string                          // whose draft it is
	kept  map[string]*forms.SettingsDraft // those of the others who work at this desk
	turns int                             // pages that were turned to: one that comes late is not shown any more
	form  *sheet.Form                     // nil on pages that are no sheet
}

// newSettingsTab shows the settings; people are the buttons that concern those
// who sign.
func newSettingsTab(d *desk, look *looks, people ...*keyButton) *settingsTab {
	t := &settingsTab{d: d, look: look, people: people, side: container.NewVBox(), title: widget.NewLabel(""), keep: container.NewHBox(), place: container.NewStack(), kept: map[string]*forms.SettingsDraft{}}
	t.title.TextStyle.Bold = true
	save := newMainButton(lang.L("Save (Ctrl+S)"), t.save)
	t.keep.Add(newKeyButton(lang.L("Give the changes up"), t.giveUp))
	t.keep.Add(save)
	for i, name := range t.names() {
		b := newKeyButton(name, func() { t.choose(i) })
		b.Alignment = widget.ButtonAlignLeading
		t.side.Add(b)
	}
	t.root = container.NewBorder(nil, nil, container.NewPadded(t.side), nil,
		container.NewBorder(container.NewBorder(nil, nil, t.title, t.keep), nil, nil, nil, t.place))
	return t
}

// names are the pages, the office's first, then those of this PC.
func (t *settingsTab) names() []string {
	var out []string
	for _, s := range forms.Sections() {
		out = append(out, s.Name)
	}
	return append(out, lang.L("People"), lang.L("Look of this PC"), lang.L("Folders and backup"), lang.L("What was changed"))
}

// shown is called when the tab comes into sight.
func (t *settingsTab) shown() { t.choose(t.at) }

// choose shows a page; what was changed on others stays.
func (t *settingsTab) choose(i int) {
	t.d.touch()
	t.own()
	t.turns++
	t.at = i
	lightOne(t.side.Objects, i, widget.LowImportance)
	t.form = nil
	t.d.blur()
	t.keep.Hide()
	switch at := i - len(forms.Sections()); at {
	case 0:
		t.showPage(t.peoplePage())
	case 1:
		t.showPage(t.look.page(t.d))
	case 2:
		t.showPage(t.folderPage())
	case 3:
		t.history()
	default:
		t.keep.Show()
		t.fill(forms.Sections()[i])
	}
	t.head()
}

// own puts the draft of whoever is on duty before them: what is not saved is that
// person's who typed it.
func (t *settingsTab) own() {
	who := t.d.who.ID
	if who == "" || who == t.owner {
		return
	}
	t.kept[t.owner] = t.draft
	t.draft, t.owner = t.kept[who], who
}

func (t *settingsTab) showPage(o fyne.CanvasObject) {
	refill(t.place, container.NewVScroll(o))
}

// fill shows a page of the office's settings, to be changed.
func (t *settingsTab) fill(s forms.Section) {
	if t.draft == nil {
		now := t.d.store.Settings()
		t.draft = now.Draft(books.All())
	}
	draft := t.draft // a form that loses the caret draws itself once more, even after its draft was given up
	t.form = sheet.NewForm(func() paper.Sheet { return draft.Sheet(s) }, sheet.Options{
		Suggest: func(b *paper.Blank, typed string) []sheet.Suggestion {
			return matching(t.d.context().Offered(b.From), typed)
		},
		Changed: func() { t.d.touch(); t.head() }, Done: t.save, Cancel: t.d.win.Canvas().Unfocus, Key: t.turn, Canvas: t.d.win.Canvas(),
	})
	refill(t.place, t.form) // it scrolls by itself
	t.form.Focus()
}

// head says which page this is, and whether something on any of them waits to
// be saved.
func (t *settingsTab) head() {
	words := t.names()[t.at]
	if t.unsaved() {
		words += "　" + lang.L("(changed, not saved)")
	}
	if t.title.Text != words {
		t.title.SetText(words)
	}
}

// unsaved tells whether something was changed and not saved.
func (t *settingsTab) unsaved() bool {
	t.own()
	if t.draft == nil {
		return false
	}
	set, wrong := t.draft.Settled()
	now := t.d.store.Settings()
	return len(wrong) > 0 || len(now.Changes(&set, books.All())) > 0
}

// turn goes to another page by key; Enter goes into it.
func (t *settingsTab) turn(k fyne.KeyName) bool {
	by := map[fyne.KeyName]int{fyne.KeyPageUp: -1, fyne.KeyPageDown: 1}[k]
	if by == 0 || t.at+by < 0 || t.at+by >= len(t.side.Objects) {
		return false
	}
	t.choose(t.at + by)
	return true
}

// loose is a key pressed while no blank has the caret.
func (t *settingsTab) loose(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp:
		k = fyne.KeyPageUp
	case fyne.KeyDown:
		k = fyne.KeyPageDown
	case fyne.KeyReturn, fyne.KeyEnter:
		if t.form != nil {
			t.form.Focus()
			return true
		}
	}
	return t.turn(k)
}

// giveUp forgets what was changed and not saved.
func (t *settingsTab) giveUp() {
	t.draft = nil
	t.choose(t.at)
}

// save lets a supervisor sign what was changed: it says what that is.
func (t *settingsTab) save() {
	if t.form == nil {
		return
	}
	set, wrong := t.draft.Settled()
	if len(wrong) > 0 {
		t.showProblems(wrong)
		return
	}
	now := t.d.store.Settings()
	changes := now.Changes(&set, books.All())
	if len(changes) == 0 {
		t.d.say(lang.L("Nothing was changed."))
		return
	}
	const most = 8
	text := strings.Join(changes[:min(len(changes), most)], "\n")
	if len(changes) > most {
		text += "\n……"
	}
	t.d.sign(text, forms.Supervisor, "", func(by forms.Person) {
		var err error
		t.d.async(func() { err = t.d.store.ChangeSettings(context.Background(), by, set) }, func() {
			if err != nil {
				t.d.fail(err)
				return
			}
			t.d.say(lang.L("The settings hold from now on."))
			clear(t.kept) // they were drawn up against what held before
			t.giveUp()
		})
	})
}

// showProblems shows what is wrong at its place, turning to the page where that is.
func (t *settingsTab) showProblems(wrong []paper.Problem) {
	for i, s := range forms.Sections() {
		page := t.draft.Sheet(s)
		for _, b := range page.Blanks() {
			if b.Field == wrong[0].Field {
				t.choose(i)
			}
		}
	}
	for _, p := range t.form.Problems(wrong) {
		if p.Field == nil {
			t.d.fail(forms.Refusal(p.Words))
			return
		}
	}
}

func (t *settingsTab) peoplePage() fyne.CanvasObject {
	page := container.NewVBox()
	for _, m := range t.d.store.People() {
		line := m.Name + "　" + string(m.Role)
		if m.Left {
			line += "　" + lang.L("has left")
		}
		page.Add(widget.NewLabel(line))
	}
	row := container.NewHBox()
	for _, b := range t.people {
		row.Add(b)
	}
	page.Add(row)
	return page
}

func (t *settingsTab) folderPage() fyne.CanvasObject {
	page := container.NewVBox(t.copies(), widget.NewSeparator())
	for _, f := range []struct{ word, path string }{
		{lang.L("Record book"), t.d.store.Path()}, {lang.L("Exports"), t.d.folder.Exports()}, {lang.L("Backups"), t.d.folder.Backups()},
	} {
		open := newKeyButton(lang.L("Open its folder"), func() { t.d.hand(folderOf(f.path)) })
		page.Add(container.NewBorder(nil, nil, widget.NewLabel(f.word), open, widget.NewLabel(f.path)))
	}
	page.Add(firstLabel(lang.L("Everything of the office stands in this folder. To move to another PC, back up to a stick; there, choose “Restore from a backup…” at the first start.")))
	return page
}

// history shows who changed what, newest first.
func (t *settingsTab) history() {
	mine := t.turns
	var acts []forms.Act
	var err error
	t.d.async(func() { acts, err = t.d.store.SettingsActs(context.Background()) }, func() {
		if mine != t.turns {
			return
		}
		if err != nil {
			t.d.fail(err)
			return
		}
		page := container.NewVBox()
		for i := len(acts) - 1; i >= 0; i-- {
			now := acts[i].Deed.(*forms.Settings)
			words := []string{lang.L("set up")}
			if i > 0 {
				words = acts[i-1].Deed.(*forms.Settings).Changes(now, books.All())
			}
			page.Add(firstLabel(acts[i].At.In(forms.Beijing).Format("2006-01-02 15:04") + "　" + acts[i].By.Name + "\n" + strings.Join(words, "\n")))
		}
		t.showPage(page)
	})
}
