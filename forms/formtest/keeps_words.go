package formtest

import (
	"slices"
	"strings"

	"frontdesk/forms"
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
	l.kept = map[string]bool{}
	for _, p := range append(l.x.playsOf(l.b.Key), l.x.written(l.b.Key)...) {
		l.askedBy(p)
	}
	for what, kept := range l.kept {
		if !kept {
			l.fault(what, "is asked for, and never kept")
		}
	}
}

// askedBy looks for the fields of a deed that no slip of its verb asks for.
func (l *look) askedBy(p *play) {
	on, opening := l.x.shown[l.b.Key+" "+string(p.verb)], l.x.shown[l.b.Key+" "+string(forms.Open)]
	for _, w := range p.wrote {
		what := string(p.verb) + " " + anyOf(w.path)
		if w.name == "" {
			l.fault(what, "has no name")
		}
		if wordy(w.kind) && w.value != "" {
			l.kept[what] = l.kept[what] || p.keeps(w)
		}
	}
	d, err := l.b.Decode(p.verb, p.words)
	if err != nil {
		return // see readBack
	}
	for _, f := range fieldsOf(d) {
		path := anyOf(f.path)
		_, copied, _ := strings.Cut(path, ".") // the opening's words, which a deed brings along
		if !f.sealed && !on[path] && !opening[copied] {
			l.fault(string(p.verb)+" "+path, "is on no slip, and not marked sealed")
		}
	}
}

// readBack: a deed is the same read back from its words.
func readBack(l *look) {
	for _, p := range l.x.written(l.b.Key) {
		d, on, c, ok := p.again()
		if !ok {
			l.fault(string(p.verb), "cannot be read back from its own words")
			continue
		}
		again, err := wordsOf(d)
		if err != nil || string(again) != string(p.words) {
			l.fault(string(p.verb), "%s became %s (%v)", p.words, again, err)
			continue
		}
		s := d.Slip(on, c)
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
