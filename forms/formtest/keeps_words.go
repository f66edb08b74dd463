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

// named: the book says what it is.
func named(l *look) {
	b := l.b
	for what, ok := range map[string]bool{
		"Key": b.Key != "", "Name": b.Name != "", "Title": b.Title != "", "Begin": b.Begin != "", "Edition": b.Edition != "",
		"New": b.New != nil, "Turn": b.Turn != nil, "Sheet": b.Sheet != nil, "open": b.Deeds[forms.Open] != nil,
		"print": b.Plain[forms.Print] != nil, "export": b.Plain[forms.Export] != nil,
	} {
		if !ok {
			l.fault(what, "is not given")
		}
	}
	for _, s := range l.x.ofBook(b.Key) {
		x := s.brief
		if x.Kind != "" && len(b.Kinds) > 0 && !slices.Contains(b.Kinds, x.Kind) {
			l.fault("Kinds", "lack %s", x.Kind)
		}
		for what, ok := range map[string]bool{"State": x.State != "", "Subject": x.Subject != "", "Writer": x.Writer != "", "Happened": !x.Happened.IsZero()} {
			if !ok {
				l.fault("Brief."+what, "is empty in an entry that is %q", x.State)
			}
		}
		if e := s.h.entry(s.ref); e.Number() != s.ref {
			l.fault("Number", "is %v of %v", e.Number(), s.ref)
		}
	}
}

// playable: every deed can be done.
func playable(l *look) {
	for v := range l.b.Deeds {
		if !slices.ContainsFunc(l.x.playsOf(l.b.Key), func(p *play) bool { return p.verb == v }) {
			l.fault(string(v), "nobody can do it in any state")
		}
	}
	for _, f := range l.x.foreign {
		if f.book == l.b.Key {
			l.fault("error", "%s", f.words)
		}
	}
}

// asked: what a deed keeps is asked for.
func asked(l *look) {
	opening := l.x.shown[l.b.Key+" "+string(forms.Open)]
	for v := range l.b.Deeds {
		on := l.x.shown[l.b.Key+" "+string(v)]
		missing, let := map[string]bool{}, map[string]bool{}
		for _, p := range l.x.playsOf(l.b.Key) {
			if p.verb != v {
				continue
			}
			d, err := l.b.Decode(v, p.words)
			if err != nil {
				continue // see readBack
			}
			for _, f := range fieldsOf(d) {
				_, copied, _ := strings.Cut(f.path, ".") // the opening's words, which a deed brings along
				if !f.sealed && !on[anyOf(f.path)] && !opening[anyOf(copied)] {
					missing[anyOf(f.path)] = true
				}
			}
			for _, w := range p.wrote {
				path := anyOf(w.path)
				if w.name == "" {
					l.fault(string(v)+" "+path, "has no name")
				}
				if wordy(w.kind) && w.value != "" {
					let[path] = let[path] || p.keeps(w)
				}
			}
		}
		for path, kept := range let {
			if !kept {
				l.fault(string(v)+" "+path, "is asked for, and never kept")
			}
		}
		for path := range missing {
			l.fault(string(v)+" "+path, "is on no slip, and not marked sealed")
		}
	}
}

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
	outputs := map[string]Output{"trace": traced}
	if l.x.first.Workbook != nil {
		outputs["workbook"] = l.x.first.Workbook
	}
	seen := map[string]bool{}
	for _, s := range l.x.ofBook(l.b.Key) {
		review := forms.Act{Seq: 1, At: s.h.now, By: Supervisor, Verb: forms.Review, Deed: &forms.Reviewing{Opinion: "签阅的话", Lines: 1}}
		sheet := s.h.page(s.ref, Manager, review)
		on := text(sheet)
		wanted := map[string]string{
			"office": s.h.office.Name, "title": l.b.Title, "edition": "版次：" + l.b.Edition, "check code": "77-0123456789AB", "copy": "第2次打印", "number": fmt.Sprint(s.ref.No),
			"page": "第1页",
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
		for _, p := range s.chain() {
			for _, w := range p.wrote {
				if wordy(w.kind) && p.keeps(w) && !strings.Contains(on, markOf(w)) {
					l.fault(string(p.verb)+" "+anyOf(w.path), "%s %q is on the page no more when it is %s", w.name, w.value, s.brief.State)
				}
			}
		}
		if seen[s.brief.State] {
			continue
		}
		seen[s.brief.State] = true
		pages := paper.Compose(sheet)
		for name, out := range outputs {
			got, err := out(pages)
			if err != nil {
				l.fault(name, "%v", err)
			}
			got = squeezed(got)
			for _, p := range s.chain() {
				for _, w := range p.wrote {
					if wordy(w.kind) && strings.Contains(on, squeezed(w.value)) && !strings.Contains(got, squeezed(w.value)) {
						l.fault(name, "%s %q of the page is not in it", w.name, w.value)
					}
				}
			}
		}
	}
}

// readBack: a deed is the same read back from its words.
func readBack(l *look) {
	for _, p := range l.x.playsOf(l.b.Key) {
		d, err := l.b.Decode(p.verb, p.words)
		if err != nil {
			l.fault(string(p.verb), "%v", err)
			continue
		}
		again, err := wordsOf(d)
		if err != nil || string(again) != string(p.words) {
			l.fault(string(p.verb), "%s became %s (%v)", p.words, again, err)
			continue
		}
		var on forms.Record
		if p.on.No > 0 {
			on, _ = p.h.record(p.on) // it was read before
		}
		s := d.Slip(on, p.h.context(p.by))
		at := placed(d, &s)
		for _, w := range p.wrote {
			if b := at[w.path]; b == nil || b.Get() != w.value {
				got := ""
				if b != nil {
					got = b.Get()
				}
				l.fault(string(p.verb)+" "+anyOf(w.path), "%s was %q and is read back as %q", w.name, w.value, got)
			}
		}
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

// found: everything that was written finds the entry.
func found(l *look) {
	for _, s := range l.x.ofBook(l.b.Key) {
		l.finds(s.h, s.ref, s.chain(), s.brief.State)
	}
	done := map[string]bool{}
	for _, p := range l.x.playsOf(l.b.Key) {
		if key := string(p.verb) + standing(p) + p.differ; !done[key] {
			done[key] = true
			l.finds(p.after, p.ref, []*play{p}, "written")
		}
	}
}

func (l *look) finds(h *House, ref forms.Ref, chain []*play, when string) {
	hay := squeezed(strings.Join(h.entry(ref).Brief().Hay, "\n"))
	for _, p := range chain {
		for _, w := range p.wrote {
			if wordy(w.kind) && p.keeps(w) && !strings.Contains(hay, squeezed(w.value)) {
				l.fault(string(p.verb)+" "+anyOf(w.path), "%s %q does not find it when it is %s", w.name, w.value, when)
			}
		}
	}
}
