package formtest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// drawn: what was written stands on the page.
func drawn(l *look) {
	pages := map[*play]string{}
	page := func(p *play) string {
		if pages[p] == "" {
			pages[p] = text(p.after.page(p.ref, Manager))
		}
		return pages[p]
	}
	done := map[string]bool{}
	for _, p := range l.x.playsOf(l.b.Key) {
		for _, w := range p.wrote {
			what := string(p.verb) + " " + anyOf(w.path)
			key := what + w.name + standing(p)
			if done[key] {
				continue
			}
			done[key] = true
			if mark := markOf(w); mark != "" && p.shows(w) && !strings.Contains(page(p), mark) {
				l.fault(what, "%s %q is not on the page", w.name, w.value)
			}
		}
		if b := p.base; b != nil && b.sealed != p.sealed && page(b) == page(p) {
			l.fault(string(p.verb)+" "+anyOf(p.differ), "shows nothing of what was chosen")
		}
	}
	l.paper()
}

// standing is how the entry stood before something was done to it.
func standing(p *play) string {
	if p.from == nil {
		return ""
	}
	return p.from.brief.State
}

// shows tells whether what stood in a blank belongs on the page: all that is kept.
func (p *play) shows(w wrote) bool { return !wordy(w.kind) || p.keeps(w) }

// monthly is a month as it is typed.
var monthly = regexp.MustCompile(`^\d{4}-\d{2}$`)

// markOf is what of a blank is known again on a page; nothing for choices, ticks and
// small numbers.
func markOf(w wrote) string {
	switch {
	case monthly.MatchString(w.value):
		return strings.NewReplacer("-0", "年", "-", "年").Replace(w.value) + "月"
	case wordy(w.kind):
		return squeezed(w.value)
	case w.kind == paper.NumberKind && len(w.value) > 1:
		return w.value
	case w.kind == paper.TimeKind && len(w.value) >= 5:
		return w.value[len(w.value)-5:]
	}
	return ""
}

// paper holds what pages carry, and that sheet, trace and workbook say the same.
func (l *look) paper() {
	seen := map[string]bool{}
	for _, s := range l.x.ofBook(l.b.Key) {
		review := forms.Act{Seq: 1, At: s.h.now, By: Supervisor, Verb: forms.Review, Deed: &forms.Reviewing{Opinion: "签阅的话", Lines: 1}}
		pages := paper.Mark(paper.Compose(s.h.page(s.ref, Manager, review)), forms.CopyMark(2))
		on := squeezed(said(pages))
		l.head(s, on)
		l.each(s, func(p *play, w wrote) {
			if p.keeps(w) && !strings.Contains(on, markOf(w)) {
				l.fault(string(p.verb)+" "+anyOf(w.path), "%s %q is on the page no more when it is %s", w.name, w.value, s.brief.State)
			}
		})
		if !seen[s.brief.State] {
			seen[s.brief.State] = true
			l.outputs(s, on, pages)
		}
	}
}

// each visits all words that were written into an entry.
func (l *look) each(s *state, do func(p *play, w wrote)) {
	for _, p := range s.chain() {
		for _, w := range p.wrote {
			if wordy(w.kind) && w.value != "" {
				do(p, w)
			}
		}
	}
}

// head holds what every page carries besides the words.
func (l *look) head(s *state, on string) {
	wanted := map[string]string{
		"office": s.h.office.Name, "title": l.b.Title, "edition": "版次：" + l.b.Edition, "check code": checkCode, "copy": "第 2 次打印",
		"number": fmt.Sprint(s.ref.No), "page": "第 1 页",
	}
	if l.b.Single {
		wanted["number"] = s.ref.String()
	}
	if l.b.Plain[forms.Review] != nil {
		wanted["review"] = "签阅的话"
	}
	for what, words := range wanted {
		if !strings.Contains(on, squeezed(words)) {
			l.fault("page "+what, "%q is not on it", words)
		}
	}
}

// outputs holds that what stands on the page stands in all that is made of it.
func (l *look) outputs(s *state, on string, pages []paper.Page) {
	outputs := map[string]Output{"trace": traced}
	if l.x.first.Workbook != nil {
		outputs["workbook"] = l.x.first.Workbook
	}
	for name, out := range outputs {
		got, err := out(pages)
		if err != nil {
			l.fault(name, "%v", err)
		}
		got = squeezed(got)
		l.each(s, func(_ *play, w wrote) {
			if mark := markOf(w); strings.Contains(on, mark) && !strings.Contains(got, mark) {
				l.fault(name, "%s %q of the page is not in it", w.name, w.value)
			}
		})
	}
}

// corrected: the words before stay readable.
func corrected(l *look) {
	if l.b.Deeds[forms.Correct] == nil {
		l.fault("book", "has no correction")
		return
	}
	on := l.x.shown[l.b.Key+" "+string(forms.Correct)]
	for path := range l.x.shown[l.b.Key+" "+string(forms.Open)] {
		if !slices.ContainsFunc(sorted(on), func(p string) bool { _, inner, _ := strings.Cut(p, "."); return p == path || inner == path }) {
			l.fault(path, "is written at the opening, and cannot be corrected")
		}
	}
	done := map[string]bool{}
	for _, p := range l.x.playsOf(l.b.Key) {
		if p.verb != forms.Correct || done[standing(p)+p.differ] {
			continue
		}
		done[standing(p)+p.differ] = true
		l.readable(p)
		step := forms.Step{Verb: forms.Correct, Sign: p.by.Role}
		h := p.after.later(time.Hour)
		d := l.b.Deeds[forms.Correct]()
		on, err := h.record(p.ref)
		if err != nil {
			continue // see playable
		}
		filled, wrong := l.x.pen.fill(d, on, h.context(p.by), manner{})
		if len(wrong) > 0 {
			l.fault("again", "cannot be corrected once more: %v", forms.Problems(wrong))
			continue
		}
		after, _, err := h.do(p.ref, step.Verb, d, p.by)
		if err != nil {
			l.fault("again", "cannot be corrected once more: %v", err)
			continue
		}
		l.readable(&play{verb: p.verb, wrote: filled, after: after, ref: p.ref})
	}
}

// readable holds that what a correction wrote over stands on the page.
func (l *look) readable(p *play) {
	on := text(p.after.page(p.ref, Manager))
	hay := squeezed(strings.Join(p.after.entry(p.ref).Brief().Hay, "\n"))
	for _, w := range p.wrote {
		old := w
		old.value = w.was
		if w.was == w.value || w.was == "" || w.kind == paper.TickKind {
			continue
		}
		mark := markOf(old)
		if w.kind == paper.ChoiceKind && w.options != nil {
			mark = w.was
		}
		if mark != "" && !strings.Contains(on, mark) {
			l.fault(anyOf(w.path), "%s was %q, and that is on the page no more", w.name, w.was)
		}
		if wordy(w.kind) && mark != "" && !strings.Contains(hay, mark) {
			l.fault(anyOf(w.path), "%s was %q, and nobody finds it by that any more", w.name, w.was)
		}
	}
}
