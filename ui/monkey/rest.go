package monkey

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"frontdesk/store"
	"frontdesk/ui"

	"fyne.io/fyne/v2"
)

// hear presses Escape and then Enter: what lies over the window has to hear one
// of them.
func (c *child) hear() bool {
	see := func() (l look, ok bool) {
		ok = c.rest() && c.answers(func() { l = looking(c.hands.win, c.state()) })
		return l, ok
	}
	before, ok := see()
	if !ok || before.top == nil {
		return ok
	}
	for _, k := range []fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn} {
		if !c.answers(func() { c.hands.key(k) }) {
			return false
		}
		after, ok := see()
		if !ok {
			return false
		}
		if after.top != before.top || strings.Join(after.overlays, "\n") != strings.Join(before.overlays, "\n") || after.focused != before.focused {
			return true
		}
	}
	words := before.overlays[len(before.overlays)-1]
	c.finding(Finding{"an overlay hears neither Escape nor Enter", start(words), fmt.Sprintf("caret: %q\n%s", before.focused, words)})
	return true
}

// rest waits until nothing is being done any more; false where that does not
// come, or the window does not answer.
func (c *child) rest() bool {
	limit := time.Now().Add(endless)
	for quiet := 0; quiet < 2; {
		busy := false
		if !c.answers(func() { busy = c.stage.Busy() }) {
			c.hang(Act{Do: "rest"})
			return false
		}
		if quiet++; busy {
			quiet = 0
			if time.Now().After(limit) {
				c.finding(Finding{"something is being done without an end", "", stacks()})
				return false
			}
		}
		time.Sleep(4 * time.Millisecond)
	}
	return true
}

// check looks at the window and the ledger at rest.
func (c *child) check(a Act) {
	var now look
	var st *store.Store // another one where a backup was restored
	if !c.answers(func() { now, st = looking(c.hands.win, c.state()), c.store }) {
		c.hang(a)
		return
	}
	found := append(now.screen(), beneath(c.last, now, a)...)
	if st != nil {
		var more []Finding
		c.rows, more = ledger(context.Background(), st, c.rows, c.seen)
		found = append(found, more...)
	}
	found = append(found, c.locked(now.shown, st)...)
	n := runtime.NumGoroutine()
	if c.most == 0 {
		c.most = n + 60
	}
	if n > c.most {
		found = append(found, Finding{"goroutines are left over", "", fmt.Sprintf("%d\n%s", n, stacks())})
	}
	for _, f := range found {
		c.finding(f)
	}
	if c.Tell {
		c.tell(line{State: fmt.Sprintf("%s\n    caret %s, over it %q\n    %+v", a, now.focused, now.overlays, now.shown)})
	}
	if now.shown.Who != "" && c.last.shown.Who == "" {
		c.tell(line{Who: now.shown.Who})
	}
	c.last, c.seen = now, c.seen[:0]
	if now.shown.Words != c.words {
		c.words, c.since = now.shown.Words, time.Now()
	}
}

// locked holds that a lock loses nothing: what somebody was writing is kept when
// the same person comes back.
func (c *child) locked(now ui.Shown, st *store.Store) []Finding {
	if now.Who == "" {
		for _, s := range c.seen {
			if s.Who != "" {
				c.left, c.leftIn = c.draftOf(s), st
			}
		}
		return nil
	}
	d := c.left
	c.left = nil
	if d == nil || st == nil || d.Who != now.Who || st != c.leftIn {
		return nil
	}
	return kept(st, d)
}

// kept holds that the draft is there as it was left.
func kept(st *store.Store, d *draft) []Finding {
	words, ok, err := st.Draft(context.Background(), d.Key)
	if err == nil && ok && words == d.Words {
		return nil
	}
	return []Finding{{"a draft is lost", d.Book + " " + string(d.Verb), fmt.Sprintf("%s: %v %v\nwritten: %s\nkept:    %s", d.Key, ok, err, d.Words, words)}}
}

// writing is what was being written when the window was last at rest.
func (c *child) writing() *draft {
	d := c.draftOf(c.last.shown)
	if d != nil {
		d.Age = time.Since(c.since)
	}
	return d
}

func (c *child) draftOf(s ui.Shown) *draft {
	if s.Draft == "" || c.store == nil {
		return nil
	}
	return &draft{Path: c.store.Path(), Who: s.Who, Book: s.Book, Verb: s.Verb, Key: s.Draft, Words: s.Words}
}
