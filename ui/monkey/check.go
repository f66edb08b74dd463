package monkey

import (
	"context"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/store"
	"frontdesk/ui"
)

// Finding is something that must not be.
type Finding struct {
	What string // the rule that was broken
	Mark string // by which the same fault is known again
	Tale string // what was seen
}

// Key tells two findings of the same fault from two faults.
func (f Finding) Key() string { return f.What + ": " + f.Mark }

// look is what the window showed at a moment of rest.
type look struct {
	shown    ui.Shown
	top      fyne.CanvasObject
	overlays []string // what is written on each
	texts    []string
	focus    string // what is wrong with the focus; "" for nothing
	focused  string
}

// looking takes everything in; on the window's goroutine.
func looking(w fyne.Window, shown ui.Shown) look {
	c := w.Canvas()
	l := look{shown: shown, top: c.Overlays().Top()}
	for _, o := range c.Overlays().List() {
		l.overlays = append(l.overlays, strings.Join(words(o), "|"))
	}
	for _, t := range things(c, true) {
		if x, ok := t.o.(*canvas.Text); ok && x.Text != "" {
			l.texts = append(l.texts, x.Text)
		}
	}
	l.texts = append(l.texts, w.Title())
	if m := w.MainMenu(); m != nil {
		for _, menu := range m.Items {
			l.texts = append(l.texts, menu.Label)
			for _, it := range menu.Items {
				l.texts = append(l.texts, it.Label)
			}
		}
	}
	l.focused, l.focus = focus(c)
	return l
}

// focus names what has the caret, and says what is wrong with it.
func focus(c fyne.Canvas) (is, wrong string) {
	focused := c.Focused()
	if focused == nil {
		return "", ""
	}
	is = fmt.Sprintf("%T", focused)
	o, ok := focused.(fyne.CanvasObject)
	if !ok {
		return is, ""
	}
	is += " " + name(o)
	for _, t := range things(c, false) {
		if t.o == o {
			return is, ""
		}
	}
	if strings.Contains(is, "menuBarItem") {
		return is, ""
	}
	return is, "the caret is where nobody sees it: " + is
}

// screen holds what is seen at rest against the rules.
func (l look) screen() []Finding {
	var out []Finding
	said := map[string]bool{}
	for _, t := range l.texts {
		if w := foreign(t); w != "" && !said[w] {
			said[w] = true
			out = append(out, Finding{"a word that is not Chinese", w, t})
		}
	}
	if l.focus != "" {
		out = append(out, Finding{"the caret", strings.Join(strings.Fields(l.focused)[:1], ""), l.focus})
	}
	for i, o := range l.overlays {
		if slices.Contains(l.overlays[:i], o) && o != "" {
			out = append(out, Finding{"a dialog lies on itself", start(o), o})
		}
	}
	return append(out, l.record()...)
}

var number = regexp.MustCompile(`\d{4}-\d{4,}`)

// record holds the slip against the tinted line.
func (l look) record() []Finding {
	s := l.shown
	switch {
	case s.Slip.No == 0:
		return nil
	case s.Lit.No > 0 && s.Lit != s.Slip:
		return []Finding{{"not the record that is shown", "tint", fmt.Sprintf("tinted is %s %s, on the slip stands %s %s: %s", s.Lit.Book, s.Lit, s.Slip.Book, s.Slip, s.Heading)}}
	}
	if n := number.FindString(s.Heading); n != "" && n != s.Slip.String() {
		return []Finding{{"not the record that is shown", "heading", fmt.Sprintf("the slip is %s, its heading says %s", s.Slip, s.Heading)}}
	}
	return nil
}

// beneath finds that something was done under a dialog that stayed.
func beneath(before, after look, a Act) []Finding {
	if before.top == nil || after.top != before.top || a.Hasty {
		return nil
	}
	b, s := before.shown, after.shown
	if b.Who != s.Who || b.Tab != s.Tab || b.Slip != s.Slip || b.Verb != s.Verb {
		return []Finding{{"something works beneath a dialog", a.Do, fmt.Sprintf("%s\nunder %s\nbefore: %+v\nafter:  %+v", a, start(before.overlays[len(before.overlays)-1]), b, s)}}
	}
	return nil
}

func start(s string) string {
	r := []rune(s)
	return string(r[:min(len(r), 40)])
}

// ledger holds what was written since a row against what was shown meanwhile: the
// first row of somebody's act is about the record that stood on the slip, and is
// what its heading said.
func ledger(ctx context.Context, st *store.Store, from int64, shown []ui.Shown) (int64, []Finding) {
	head, _, err := st.Head(ctx)
	if err != nil {
		return from, []Finding{{"the ledger cannot be read", "", err.Error()}}
	}
	for seq := from + 1; seq <= head; seq++ {
		row, _, err := st.Row(ctx, seq)
		if err != nil {
			return head, []Finding{{"the ledger cannot be read", "", err.Error()}}
		}
		if row.Ref.No == 0 || aside(row) {
			continue
		}
		if slices.ContainsFunc(shown, func(s ui.Shown) bool { return about(s, row) }) {
			return head, nil
		}
		return head, []Finding{{
			"not the record that is shown", "ledger " + string(row.Verb),
			fmt.Sprintf("row %d is %s of %s %s; shown was %+v", seq, row.Verb, row.Ref.Book, row.Ref, shown),
		}}
	}
	return head, nil
}

// about tells whether a row is what the slip said would be done.
func about(s ui.Shown, row forms.Act) bool {
	if slices.Contains(s.Ticks, row.Ref) {
		return true
	}
	if s.Verb != row.Verb {
		return false
	}
	return row.Verb == forms.Open && s.Book == row.Ref.Book || s.Slip == row.Ref
}

// aside tells whether a row is about nothing that a slip shows.
func aside(a forms.Act) bool {
	return books.Named(a.Ref.Book) == nil || a.Verb == forms.Print || a.Verb == forms.Export
}

// stacks is what all goroutines are at.
func stacks() string {
	buf := make([]byte, 1<<20)
	return string(buf[:runtime.Stack(buf, true)])
}
