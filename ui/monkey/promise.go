package monkey

import (
	"fmt"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/books"

	"fyne.io/fyne/v2"
)

// promised holds that what somebody had begun to write is there when the same
// person comes back after the program was killed: that it is kept, and where a
// new entry was being written, that it stands on the slip again.
func (c *child) promised() {
	d := c.Draft
	if d == nil || c.store == nil || c.store.Path() != d.Path {
		return
	}
	if lost := kept(c.store, d); lost != nil {
		c.finding(lost[0])
		return
	}
	if d.Verb != forms.Open || !c.back(d.Who) {
		return
	}
	for _, b := range books.All() {
		if b.Key == d.Book {
			c.answers(func() { c.hands.pick(b.Name) })
		}
	}
	c.rest()
	c.answers(func() { c.hands.ctrl(fyne.KeyN) })
	c.rest()
	var now look
	c.answers(func() { now = looking(c.hands.win, c.state()) })
	if s := now.shown; s.Book == d.Book && s.Verb == forms.Open && s.Words != d.Words {
		c.finding(Finding{"a draft is lost", "shown " + d.Book, fmt.Sprintf("%s\nwritten: %s\nshown:   %s", d.Key, d.Words, s.Words)})
	}
	c.last, c.seen = now, nil
}

// back lets a person come on duty again; it tells whether that went well.
func (c *child) back(who string) bool {
	c.answers(func() {
		for _, t := range things(c.hands.canvas(), false) {
			if word, is := button(t.o); is && strings.HasPrefix(word, who+"\n") {
				t.o.(fyne.Tappable).Tapped(nil)
				break
			}
		}
		c.hands.fill("")
		c.hands.key(fyne.KeyReturn)
	})
	c.rest()
	on := ""
	c.answers(func() { on = c.state().Who })
	return on == who
}
