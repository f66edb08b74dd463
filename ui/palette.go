package ui

import (
	"context"
	"strings"

	"frontdesk/forms/books"
	"frontdesk/forms/pinyin"
	"frontdesk/forms/resident"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// palette is one field over all books, residents and actions: what is found is
// chosen with the arrows and done with Enter.
type palette struct {
	w      *Window
	box    *modal
	typed  *lineEntry
	list   *fyne.Container
	more   *widget.Label // how many there are besides
	found  []finding
	at     int
	asked  int       // counts searches: only the newest answer counts
	waits  bool      // what is shown is not yet what was typed
	enter  bool      // Enter was pressed meanwhile
	action []finding // every word of the menu
}

// finding is something that was found, and what choosing it does.
type finding struct {
	kind, words string
	do          func()
}

// How many are shown: of residents and of actions some, of all no more than fit.
const (
	mostFound  = 12
	mostPeople = 4
	mostDoing  = 5
)

// palette opens the field.
func (w *Window) palette() {
	if w.who.ID == "" {
		return
	}
	p := &palette{w: w, list: container.NewVBox(), more: widget.NewLabel("")}
	w.finder = p
	p.action = w.actions()
	for i, name := range w.settings.names() {
		p.action = append(p.action, finding{lang.L("Settings"), name, func() { w.choose(w.settings.root); w.settings.choose(i) }})
	}
	p.typed = newEscEntry(lang.L("a room, a name, a number, any words, or what to do"), 560, nil, func() {})
	p.typed.onEscape = p.close
	p.typed.OnChanged = func(string) { p.ask() }
	p.typed.OnSubmitted = func(string) { p.choose() }
	p.typed.onKey = p.key
	p.box = w.modal(lang.L("Find anything, do anything"), container.NewBorder(p.typed, p.more, nil, nil, p.list))
	p.box.yes, p.box.no = p.choose, p.close
	room := w.win.Canvas().Size()
	p.box.Resize(fyne.NewSize(min(760, room.Width-24), min(560, room.Height-24)))
	p.box.Show()
	p.box.focus(p.typed)
	p.ask()
}

// actions are all that can be done: what the menu offers here, then what each of
// the other books offers.
func (w *Window) actions() []finding {
	out := w.tabWords()
	view := w.viewing(w.book())
	view.Items = view.Items[:len(view.Items)-len(w.tabs.tabs)] // the tabs are there already
	for _, m := range []*fyne.Menu{w.writing(w.book()), view, w.keeping(w.book()), w.staffing()} {
		out = append(out, words(m.Label, m.Items)...)
	}
	for _, t := range w.tabs.books() {
		if t != w.book() {
			out = append(out, words(t.book.Name, append([]*fyne.MenuItem{w.plain(t.book.Begin, func() { w.here(t); t.slip.newLine() })}, w.sheetsOf(t)...))...)
		}
	}
	return out
}

// tabWords are where one can go.
func (w *Window) tabWords() []finding {
	var out []finding
	for i, t := range w.tabs.tabs {
		out = append(out, finding{lang.L("Go to"), t.name, w.act(func() { w.tabs.choose(i) })})
	}
	return out
}

// words are those of a menu that do something.
func words(kind string, items []*fyne.MenuItem) []finding {
	var out []finding
	for _, it := range items {
		if it.Label != "" && it.Action != nil && !it.IsSeparator {
			out = append(out, finding{kind, it.Label, it.Action})
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
	for _, in := range pinyin.Initials(strings.TrimRight(words, "…")) {
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
	p.waits, p.enter = true, false
	mine, typed := p.asked, strings.ToLower(strings.TrimSpace(p.typed.Text))
	var doing, people []finding
	for _, a := range p.action {
		if typed == "" || means(a.words, typed) {
			doing = append(doing, a)
		}
	}
	if typed == "" {
		p.show(p.w.tabWords(), 0)
		return
	}
	// One more than is shown of each kind: whether there are more is said.
	hits := p.w.residents.Lookup(typed, residentsMost)
	for _, r := range hits[:min(len(hits), mostPeople)] {
		people = append(people, finding{lang.L("Residents"), strings.TrimSpace(r.Room + " " + r.Name + " " + r.Phone), func() { p.w.resident(r) }})
	}
	var rows []store.Row
	var err error
	viewer := p.w.who
	p.w.async(func() {
		rows, err = p.w.store.Search(context.Background(), store.Query{Text: typed, Viewer: viewer, Limit: hitsMost})
	}, func() {
		if mine != p.asked {
			return
		}
		if err != nil {
			p.w.say(sentence(err))
		}
		var out []finding
		for _, r := range rows {
			out = append(out, finding{books.Named(r.Ref.Book).Name, strings.Join(strings.Fields(r.Ref.String()+" "+r.State+" "+r.Room+" "+r.Name+" "+r.Subject), "　"), func() { p.w.open(r.Ref) }})
		}
		all := len(hits) + len(doing) + len(out)
		shown := append(append(people, doing[:min(len(doing), mostDoing)]...), out...)
		p.show(shown[:min(len(shown), mostFound)], all-min(len(shown), mostFound))
	})
}

// show lists what was found, and says how many there are besides.
func (p *palette) show(found []finding, besides int) {
	p.found, p.at, p.waits = found, 0, false
	p.more.SetText("")
	if besides > 0 {
		p.more.SetText(lang.L("and {{.N}} more: type a little more to see them", map[string]any{"N": besides}))
	}
	var rows []fyne.CanvasObject
	for i, f := range p.found {
		b := newKeyButton(short(f.kind+"　"+f.words), func() { p.run(i) })
		b.Alignment = widget.ButtonAlignLeading
		b.hear(p.box)
		rows = append(rows, b)
	}
	if len(found) == 0 {
		rows = append(rows, firstLabel(lang.L("Nothing was found. Try fewer words, a part of the room, the phone or a name's initials. Esc goes back.")))
	}
	refill(p.list, rows...)
	p.light()
	if p.enter && p.w.top() == p.box { // else it was closed meanwhile
		p.choose()
	}
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
	for i, o := range p.list.Objects[:len(p.found)] {
		b := o.(*keyButton)
		b.Importance = widget.LowImportance
		if i == p.at {
			b.Importance = widget.HighImportance
		}
		b.Refresh()
	}
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

// choose does what was found, as soon as it is: not what stood there before.
func (p *palette) choose() {
	if p.enter = p.waits; !p.waits {
		p.run(p.at)
	}
}

// run does one of those that are shown.
func (p *palette) run(i int) {
	if i >= len(p.found) {
		return
	}
	p.close()
	p.found[i].do()
}

// resident shows somebody on the list of residents.
func (w *Window) resident(r resident.Resident) {
	w.choose(w.people.root)
	w.people.search.SetText(r.Room)
}
