package ui

import (
	"context"
	"slices"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/paper"
	"frontdesk/ui/sheet"
	look "frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// todayTab is what is to be done now, as a sheet; each row leads to its record.
type todayTab struct {
	d      *desk
	pages  *sheet.Pages
	agenda *books.Agenda
	known  bool         // it has been worked out for whoever is on duty
	reader forms.Person // for whom it was worked out
	minute time.Time    // and for which minute
	busy   bool         // that is being done
	stale  bool         // the books have grown since, or somebody else has come
	at     int          // the row that is chosen: it goes along with its matter
	held   bool         // somebody has chosen it
	places []place
	begin  func(book string) // begins a sheet of a book, or goes on with one
	past   func()            // lists what is past keeping
	copies func()            // shows how the backups stand
	days   func()            // shows the calendar of the settings
	seen   func() bool       // whether it is the tab that is shown
	told   func()            // is told of what is to be done
}

func newTodayTab(d *desk, begin func(book string), past func()) *todayTab {
	t := &todayTab{d: d, pages: sheet.NewPages(), agenda: &books.Agenda{}, begin: begin, past: past, stale: true, seen: func() bool { return true }, told: func() {}}
	t.pages.OnTapped = func(page int, b paper.Box) {
		d.touch()
		if i := t.under(page, b); i >= 0 {
			t.held = true
			t.choose(i)
			t.enter()
		}
	}
	return t
}

// renew works out what is to be done, where the minute has turned or the books
// have grown since. The books are read off the window's goroutine.
func (t *todayTab) renew() {
	c := t.d.context()
	now := c.Now.Truncate(time.Minute)
	if t.busy || !t.stale && now.Equal(t.minute) {
		return
	}
	t.stale, t.busy, t.minute = false, true, now
	if t.reader.ID != c.By.ID { // what somebody else may read is not shown meanwhile
		t.reader = c.By
		t.show(books.Agenda{}, false)
	}
	eyes := t.d.store.Sight(context.Background(), c.By)
	c.Sight = eyes
	var agenda books.Agenda
	t.d.async(func() { agenda = books.Today(c) }, func() {
		t.busy = false
		switch err := eyes.Err(); {
		case t.d.who.ID != c.By.ID: // they ask for their own when they come
			t.stale = true
			if t.d.who.ID == "" {
				return
			}
		case err != nil:
			t.stale = true // tried again when the clock goes on
			t.d.say(sentence(err))
			return
		default:
			t.show(agenda, true)
		}
		t.renew() // the books may have grown meanwhile
	})
}

// show takes in what is to be done, and draws it unless it is out of sight.
func (t *todayTab) show(agenda books.Agenda, known bool) {
	before := t.chosen()
	t.agenda, t.known = &agenda, known
	seen := t.seen()
	if known && (seen || t.held) {
		t.at = t.row(before)
	}
	if seen {
		t.draw()
	}
	t.told()
}

// chosen is what stands on the chosen row.
func (t *todayTab) chosen() forms.Todo {
	if t.at < len(t.agenda.Todos) {
		return t.agenda.Todos[t.at]
	}
	return forms.Todo{}
}

// row is where a matter stands now; the row that is chosen where it is none any
// more.
func (t *todayTab) row(was forms.Todo) int {
	same := func(x forms.Todo) bool { return x.Book == was.Book && x.Ref == was.Ref && x.Do == was.Do }
	if i := slices.IndexFunc(t.agenda.Todos, func(x forms.Todo) bool { return same(x) && x.Words == was.Words }); i >= 0 {
		return i
	}
	if i := slices.IndexFunc(t.agenda.Todos, same); i >= 0 { // it says something else now
		return i
	}
	return t.at
}

// draw shows the sheet.
func (t *todayTab) draw() {
	if !t.known {
		t.places = nil
		t.pages.Draw(nil)
		return
	}
	h := forms.PageHead{Office: t.d.store.Office(), Viewer: t.d.who, Now: t.d.store.Now()}
	s := t.agenda.TodaySheet(h)
	s.Enlarge(float64(theme.TextSize() / look.UsualText)) // it is no form: large print is for it, too
	pages := paper.Compose(s)
	t.places = t.places[:0]
	for i, p := range pages {
		for _, b := range p.Boxes {
			if b.Blank != nil {
				t.places = append(t.places, place{i, b.Y, b.Y + b.H})
			}
		}
	}
	t.pages.Draw(pages)
	t.choose(min(t.at, len(t.places)-1))
}

// under is the row that a box stands in; -1 for none.
func (t *todayTab) under(page int, b paper.Box) int {
	for i, p := range t.places {
		if p.page == page && b.Y >= p.top-0.1 && b.Y < p.foot {
			return i
		}
	}
	return -1
}

func (t *todayTab) choose(i int) {
	t.at = max(i, 0)
	if t.at < len(t.places) {
		p := t.places[t.at]
		t.pages.Mark(p.page, p.top, p.foot)
	}
}

// enter leads to the record of the chosen row, or begins what it asks for.
func (t *todayTab) enter() {
	if t.at >= len(t.agenda.Todos) {
		return
	}
	switch todo := t.chosen(); {
	case todo.Ref.No > 0:
		t.d.open(todo.Ref)
	case todo.Do == forms.Dispose:
		t.past()
	case todo.Do == forms.BackUp:
		t.copies()
	case todo.Do == forms.NoticeVerb:
		t.days()
	default:
		t.begin(todo.Book)
	}
}

// key goes through the rows.
func (t *todayTab) key(k fyne.KeyName) bool {
	by := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -10, fyne.KeyPageDown: 10, fyne.KeyHome: -1 << 20, fyne.KeyEnd: 1 << 20}[k]
	switch {
	case k == fyne.KeyReturn || k == fyne.KeyEnter:
		t.enter()
	case by != 0:
		t.held = true
		t.choose(min(max(t.at+by, 0), max(len(t.places)-1, 0)))
	default:
		return false
	}
	return true
}
