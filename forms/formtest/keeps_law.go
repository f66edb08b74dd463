package formtest

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// wayOut: every open entry can be brought to its end.
func wayOut(l *look) {
	out := l.x.ending()
	for _, s := range l.x.ofBook(l.b.Key) {
		if !out[s.key] {
			l.fault(s.brief.State, "%s: from here nobody in the office gets it to its end", s.brief.Kind)
		}
		for _, step := range s.h.entry(s.ref).Steps(s.h.context(Manager)) {
			switch {
			case step.Word == "":
				l.fault(string(step.Verb), "has no word for its button")
			case step.Refused == "" && !s.took[step.Verb]:
				l.fault(s.brief.State+" "+string(step.Verb), "is offered, and nobody can do it")
			case step.Next && step.Refused == "" && !s.brief.Open:
				l.fault(s.brief.State, "has a next step (%s), and counts as done", step.Word)
			case step.Next && step.Refused != "":
				l.fault(s.brief.State+" "+string(step.Verb), "is the next step, and refused: %s", step.Refused)
			}
		}
	}
}

// ending are the states from which an end was reached, by their keys.
func (x *exploration) ending() map[string]bool {
	out := map[string]bool{}
	for _, s := range x.states {
		out[s.key] = !s.brief.Open
	}
	for changed := true; changed; {
		changed = false
		for _, s := range x.states {
			for to := range s.leads {
				if out[to] && !out[s.key] {
					out[s.key], changed = true, true
				}
			}
		}
	}
	return out
}

var (
	latin = regexp.MustCompile(`[A-Za-z]+`)
	// cure is one of the words by which a sentence says what to do, or that nothing is.
	cure = regexp.MustCompile(`请|先|另|不用|由|要|可以|才能`)
)

// desk are the Latin words that the desk knows.
var desk = []string{"PIN", "Ctrl", "A", "F"}

// sentences: every refusal says what to do.
func sentences(l *look) {
	for r := range l.x.refused {
		if r.book != l.b.Key {
			continue
		}
		if why := sentenceFault(r); why != "" {
			l.fault(r.words, "%s", why)
		}
	}
}

// sentenceFault says what is wrong with a sentence; empty for nothing.
func sentenceFault(r refused) string {
	switch {
	case !strings.ContainsFunc(r.words, func(c rune) bool { return unicode.Is(unicode.Han, c) }):
		return "is no Chinese sentence"
	case !strings.HasSuffix(r.words, "。"):
		return "is no whole sentence"
	case !cure.MatchString(r.words):
		return "does not say what to do"
	}
	for _, w := range latin.FindAllString(r.words, -1) {
		if !slices.Contains(desk, w) && !strings.Contains(r.typed, w) {
			return "has the Latin word " + w
		}
	}
	return ""
}

// signBox is a label beside which somebody of a role signs.
var signBox = regexp.MustCompile(`(主管|经理).*(签|审|检查|决定|批准)`)

// signed: nobody below the role signs.
func signed(l *look) {
	for v, least := range map[forms.Verb]forms.Role{forms.Review: forms.Supervisor, forms.Dispose: forms.Manager} {
		if l.b.Plain[v] != nil && l.b.Signed[v] != least {
			l.fault(string(v), "is signed by %q", l.b.Signed[v])
		}
	}
	for at, words := range l.x.denied {
		if v, ok := strings.CutPrefix(at, l.b.Key+" "); ok {
			l.fault(v, "is offered to whoever may not sign it: %s", words)
		}
	}
	for _, s := range l.x.ofBook(l.b.Key) {
		for _, step := range s.h.entry(s.ref).Steps(s.h.context(Clerk)) {
			if (step.Verb == forms.Correct || step.Verb == forms.Void) && step.Sign == "" {
				l.fault(string(step.Verb), "is not signed")
			}
		}
	}
	for _, p := range l.x.firstOf(l.b.Key) {
		l.boxes(p)
	}
}

// boxes looks whose names stand in the sign boxes of the page.
func (l *look) boxes(p *play) {
	s := p.after.page(p.ref, Manager)
	for _, part := range [][]paper.Row{s.Body, s.Foot} {
		for _, row := range part {
			role := forms.Role("")
			for _, c := range row.Cells {
				words := ""
				for _, r := range c.Runs {
					words += r.Text
				}
				if m := signBox.FindStringSubmatch(words); c.Blank == nil && c.Shade && m != nil {
					role = forms.Role(m[1])
				}
				if role == "" || c.Blank == nil || c.Blank.Kind != paper.SignKind {
					continue
				}
				for _, by := range p.after.staff {
					if by.Name == c.Blank.Get() && !by.Role.AtLeast(role) {
						l.fault(string(p.verb), "%s signs in the box of the %s", by.Role, role)
					}
				}
			}
		}
	}
}

// cards are numbers of an identity card as they are typed.
var cards = []string{"11010519491231002X", "１１０１０５１９４９１２３１００２Ｘ", "证号110105194912310021 见复印件"}

var cardLike = regexp.MustCompile(`110105194912310|１１０１０５１９４９`)

// veiled: strangers do not see what is not theirs.
func veiled(l *look) {
	done := map[string]bool{}
	for _, p := range l.x.written(l.b.Key) {
		d, on, c, ok := p.again()
		if !ok {
			continue // see readBack
		}
		s := d.Slip(on, c)
		for path, b := range placed(d, &s) {
			what := string(p.verb) + " " + anyOf(path)
			if b.ReadOnly || !wordy(b.Kind) || done[what] {
				continue
			}
			done[what] = true
			for _, card := range cards {
				err := b.Set(card)
				words, _ := wordsOf(d) // only looked through
				if err == nil && cardLike.MatchString(b.Get()+string(words)) {
					l.fault(what, "%s keeps the number of an identity card", b.Name)
				}
			}
		}
	}
	for _, s := range l.x.ofBook(l.b.Key) {
		l.phones(s)
		if s.brief.Confidential {
			l.confidential(s)
		}
	}
}

// phones holds that a telephone stands in no list.
func (l *look) phones(s *state) {
	lists := s.brief.Subject + strings.Join(s.h.entry(s.ref).Remarks(s.h.context(Clerk)), "")
	for _, t := range s.h.today(Clerk) {
		lists += t.Words + t.About + t.Room
	}
	l.each(s, func(p *play, w wrote) {
		if w.kind == paper.PhoneKind && strings.Contains(lists, w.value) {
			l.fault(string(p.verb)+" "+anyOf(w.path), "%s stands in a list", w.name)
		}
	})
}

// confidential holds that whoever is neither the writer nor a supervisor sees no word
// of an entry, on no page of any book, in no list and no report.
func (l *look) confidential(s *state) {
	stranger := Relief
	if s.brief.Writer == stranger.ID {
		stranger = Clerk
	}
	seen := map[string]string{}
	e := s.h.entry(s.ref).For(stranger)
	b := e.Brief()
	seen["entry"] = strings.Join(append(append(e.Story(), e.Remarks(s.h.context(stranger))...), b.Subject, b.Room, b.Name, b.Phone, b.Handler), "\n") + strings.Join(b.Hay, "\n")
	for _, book := range s.h.Books {
		for _, ref := range s.h.refs(book.Key) {
			if book.Key == l.b.Key || slices.ContainsFunc(s.h.of(ref), func(a forms.Act) bool { return a.Seq > s.h.of(s.ref)[0].Seq }) {
				seen["page of "+book.Key] += text(s.h.page(ref, stranger))
			}
		}
		for name, sheet := range s.h.reports(book, stranger) {
			seen["report "+name] += text(sheet)
		}
	}
	for _, t := range s.h.today(stranger) {
		seen["today"] += t.Words + t.About + t.Room + t.Who
	}
	l.each(s, func(_ *play, w wrote) {
		for where, words := range seen {
			if !forms.Signs(s.h.staff, w.value) && strings.Contains(squeezed(words), squeezed(w.value)) {
				l.fault(where, "shows a stranger %s of a confidential entry", w.name)
			}
		}
	})
}

// today is what is to be done in a house.
func (h *House) today(by forms.Person) []forms.Todo {
	if h.Today == nil {
		return nil
	}
	return h.Today(h.context(by), h.Books)
}

// reports draws the reports of a book of the days around now.
func (h *House) reports(b *forms.Book, viewer forms.Person) map[string]paper.Sheet {
	out := map[string]paper.Sheet{}
	for _, r := range b.Reports {
		from, to := r.Span(h.now)
		head := forms.PageHead{Office: h.office, Edition: b.Edition, Viewer: viewer, Now: h.now}
		var entries []forms.Entry
		if r.All || r.Now {
			head.Sight = view{h, viewer}
		} else {
			from = from.AddDate(0, 0, -7)
			entries = view{h, viewer}.Between(b.Key, from, to)
		}
		out[r.Key] = r.Sheet(head, from, to, entries)
	}
	return out
}

// due: what is open stands in 今日.
func due(l *look) {
	if l.x.first.Today == nil {
		return
	}
	for _, s := range l.x.ofBook(l.b.Key) {
		b := s.brief
		if !b.Open {
			continue
		}
		listed := func(at time.Time, late bool) bool {
			h := *s.h
			h.now = at
			return slices.ContainsFunc(h.today(Clerk), func(t forms.Todo) bool { return t.Ref == s.ref && t.Book == s.ref.Book && (!late || t.Late(at)) })
		}
		if b.Due.IsZero() && !listed(s.h.now, false) {
			l.fault(b.State, "is open, and nobody is told today")
		}
		if past := b.Due.Add(time.Minute); !b.Due.IsZero() && !listed(past, true) {
			l.fault(b.State, "is late, and nobody sees it")
		}
	}
	l.bound()
}

// bound holds that a time to come to which somebody is bound by what was just done is
// when the entry is late, at the latest.
func (l *look) bound() {
	for _, p := range l.x.playsOf(l.b.Key) {
		b := p.after.entry(p.ref).Brief()
		acts := p.after.of(p.ref)
		a := acts[len(acts)-1]
		if !b.Open || a.Verb == forms.Correct && p.from.brief.Due.IsZero() {
			continue
		}
		before, now := timesIn(acts[:len(acts)-1]), timesIn(acts[len(acts)-1:])
		if now[b.Due] != "" {
			continue // of several times that one is meant
		}
		for at, path := range now {
			if before[at] == "" && at.After(a.At.Add(time.Minute)) && (b.Due.IsZero() || b.Due.After(at)) {
				l.fault(string(a.Verb)+" "+path, "somebody is bound to a time to come, and nothing is late then (%s)", b.State)
			}
		}
	}
}

// timesIn are the times in the words of acts, with the fields in which they stand.
func timesIn(acts []forms.Act) map[time.Time]string {
	out := map[time.Time]string{}
	for _, a := range acts {
		for _, f := range fieldsOf(a.Deed) {
			if at, ok := f.at.Interface().(time.Time); ok && !at.IsZero() {
				out[at] = anyOf(f.path)
			}
		}
	}
	return out
}

// handed: what is urgent or late goes to the next shift.
func handed(l *look) {
	if l.x.first.Handover == nil {
		return
	}
	for _, s := range l.x.ofBook(l.b.Key) {
		h := *s.h
		if s.brief.Due.After(h.now) {
			h.now = s.brief.Due.Add(time.Minute)
		}
		if !s.brief.Open || !s.brief.Urgent && s.brief.Due.IsZero() {
			continue
		}
		if !slices.Contains(h.Handover(h.context(Clerk)), s.ref) {
			l.fault("open entries", "what is %s is urgent or late, and the next shift is not told", s.brief.State)
		}
	}
}

// kept: kept and disposed of by rule.
func kept(l *look) {
	if l.b.Keep.Years != 0 && l.b.Keep.Years < 2 {
		l.fault("Keep", "is kept for %d years", l.b.Keep.Years)
	}
	for _, v := range []forms.Verb{forms.Shelve, forms.Dispose} {
		if l.b.Plain[v] == nil {
			l.fault(string(v), "cannot be done to the book")
		}
	}
	for _, s := range l.x.ofBook(l.b.Key) {
		if s.brief.Open && s.brief.Void {
			l.fault(s.brief.State, "is void, and open for ever")
		}
		l.gone(s)
	}
}

// gone holds pages and reports of a book whose words were let go of.
func (l *look) gone(s *state) {
	defer func() {
		if r := recover(); r != nil {
			l.fault("disposed", "a page or report falls without the words: %v", r)
		}
	}()
	h := *s.h
	h.known, h.rows = map[forms.Ref]forms.Record{}, slices.Clone(s.h.rows)
	for ref, r := range s.h.known {
		h.known[ref] = r
	}
	for i := range h.rows {
		if h.rows[i].Ref.Book == l.b.Key {
			h.rows[i].Deed = forms.Wordless{}
		}
	}
	for _, ref := range h.refs(l.b.Key) {
		r, err := h.record(ref)
		if err != nil {
			l.fault("disposed", "%v", err)
			return
		}
		h.known[ref] = r
	}
	words := text(h.page(s.ref, Manager))
	for _, sheet := range h.reports(l.b, Manager) {
		words += text(sheet)
	}
	l.each(s, func(_ *play, w wrote) {
		if mark := squeezed(w.value); len([]rune(mark)) > 2 && !forms.Signs(h.staff, w.value) && strings.Contains(words, mark) {
			l.fault("disposed", "%s is still to be read: %s", w.name, w.value)
		}
	})
}
