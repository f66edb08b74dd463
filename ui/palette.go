package ui

import (
	"context"
	"strings"

	"frontdesk/forms"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// palette is one field over all books, residents and actions: what is found is
// chosen with the arrows and done with Enter.
type palette struct {
	w      *Window
	box    *dialog.CustomDialog
	typed  *lineEntry
	list   *fyne.Container
	found  []finding
	at     int
	asked  int       // counts searches: only the newest answer counts
	action []finding // every word of the menu
}

// finding is something that was found, and what choosing it does.
type finding struct {
	kind, words string
	do          func()
}

// mostFound is how many are shown.
const mostFound = 12

// palette opens the field.
func (w *Window) palette() {
	if w.who.ID == "" {
		return
	}
	p := &palette{w: w, list: container.NewVBox()}
	w.finder = p
	p.action = actions(w.win.MainMenu())
	for i, name := range w.settings.names() {
		p.action = append(p.action, finding{lang.L("Settings"), name, func() { w.choose(w.settings.root); w.settings.choose(i) }})
	}
	p.typed = newEscEntry(lang.L("a room, a name, a number, any words, or what to do"), 560, nil, func() {})
	p.typed.onEscape = p.close
	p.typed.OnChanged = func(string) { p.ask() }
	p.typed.OnSubmitted = func(string) { p.choose() }
	p.typed.onKey = p.key
	p.box = dialog.NewCustomWithoutButtons(lang.L("Find anything, do anything"), container.NewBorder(p.typed, nil, nil, nil, p.list), w.win)
	room := w.win.Canvas().Size()
	p.box.Resize(fyne.NewSize(min(760, room.Width-24), min(560, room.Height-24)))
	p.box.Show()
	w.win.Canvas().Focus(p.typed)
	p.ask()
}

// actions are the words of a menu.
func actions(m *fyne.MainMenu) []finding {
	var out []finding
	for _, menu := range m.Items {
		for _, it := range menu.Items {
			if it.Label != "" && it.Action != nil && !it.IsSeparator {
				out = append(out, finding{menu.Label, it.Label, it.Action})
			}
		}
	}
	return out
}

// means tells whether an action is meant by what was typed: a part of its words,
// or the initials of their pinyin.
func means(words, typed string) bool {
	if strings.Contains(strings.ToLower(words), typed) {
		return true
	}
	for _, in := range forms.Initials(strings.TrimRight(words, "…")) {
		if strings.HasPrefix(in, typed) || len(typed) > 1 && strings.Contains(in, typed) {
			return true
		}
	}
	return false
}

// ask looks for what was typed.
func (p *palette) ask() {
	p.w.touch()
	p.asked++
	mine, typed := p.asked, strings.ToLower(strings.TrimSpace(p.typed.Text))
	var doing, people []finding
	for _, a := range p.action {
		if typed == "" || means(a.words, typed) {
			doing = append(doing, a)
		}
	}
	if typed == "" {
		p.show(doing)
		return
	}
	for _, r := range p.w.residents.Lookup(typed, 3) {
		people = append(people, finding{lang.L("Residents"), strings.TrimSpace(r.Room + " " + r.Name + " " + r.Phone), func() { p.w.resident(r) }})
	}
	var rows []store.Row
	var err error
	viewer := p.w.who
	p.w.async(func() {
		rows, err = p.w.store.Search(context.Background(), store.Query{Text: typed, Viewer: viewer, Limit: mostFound})
	}, func() {
		if mine != p.asked {
			return
		}
		if err != nil {
			p.w.say(sentence(err))
		}
		var out []finding
		for _, r := range rows {
			out = append(out, finding{bookOf(r.Ref.Book).Name, strings.Join(strings.Fields(r.Ref.String()+" "+r.State+" "+r.Room+" "+r.Name+" "+r.Subject), "　"), func() { p.w.open(r.Ref) }})
		}
		p.show(append(append(people, doing[:min(len(doing), 4)]...), out...))
	})
}

// show lists what was found.
func (p *palette) show(found []finding) {
	p.found, p.at = found[:min(len(found), mostFound)], 0
	p.list.RemoveAll()
	for i, f := range p.found {
		b := widget.NewButton(short(f.kind+"　"+f.words), func() { p.at = i; p.choose() })
		b.Alignment = widget.ButtonAlignLeading
		p.list.Add(b)
	}
	if len(found) == 0 {
		p.list.Add(firstLabel(lang.L("Nothing was found. Try fewer words, a part of the room, the phone or a name's initials. Esc goes back.")))
	}
	p.light()
}

// short is a line that stays in the field's width.
func short(s string) string {
	const most = 44
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// light shows which one Enter takes.
func (p *palette) light() {
	lightOne(p.list.Objects[:len(p.found)], p.at, widget.LowImportance)
}

func (p *palette) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp:
		p.at = max(p.at-1, 0)
	case fyne.KeyDown:
		p.at = min(p.at+1, max(len(p.found)-1, 0))
	default:
		return false
	}
	p.light()
	return true
}

func (p *palette) close() { p.box.Hide() }

// choose does what was found.
func (p *palette) choose() {
	if p.at >= len(p.found) {
		return
	}
	p.close()
	p.found[p.at].do()
}

// resident shows somebody on the list of residents.
func (w *Window) resident(r forms.Resident) {
	w.choose(w.people.root)
	w.people.search.SetText(r.Room)
}
