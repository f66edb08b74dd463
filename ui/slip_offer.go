package ui

import (
	"slices"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/pinyin"
	"frontdesk/forms/resident"
	"frontdesk/ui/sheet"
)

// suggest lists what may be meant in a blank.
func (s *bookSlip) suggest(b *paper.Blank, typed string) []sheet.Suggestion {
	switch b.From {
	case "":
		return nil
	case forms.OfResidents:
		return residents(s.d.residents.Lookup(typed, 8))
	}
	words := slices.Concat(s.d.offers.list(b.From), s.book.Usual[b.From], s.d.context().Offered(b.From))
	return matching(words, typed)
}

// matching keeps the words that hold what was typed or begin with its initials.
func matching(words []string, typed string) []sheet.Suggestion {
	var out []sheet.Suggestion
	typed = strings.ToLower(strings.TrimSpace(typed))
	for _, w := range words {
		hit := typed != "" && strings.Contains(w, typed)
		for _, in := range pinyin.Initials(w) {
			hit = hit || typed != "" && strings.HasPrefix(in, typed)
		}
		if hit && w != typed && !slices.ContainsFunc(out, func(x sheet.Suggestion) bool { return x.Text == w }) {
			out = append(out, sheet.Suggestion{Text: w})
		}
	}
	return out
}

// picked writes what was chosen into the record.
func (s *bookSlip) picked(b *paper.Blank, x sheet.Suggestion) {
	if r, ok := x.Value.(resident.Resident); ok {
		if taker, ok := s.deed.(resident.Taker); ok {
			taker.TakeResident(r)
		}
		return
	}
	_ = b.Set(x.Text) // a text from the program's own list
}

// residents offers people by room, with what tells them apart.
func residents(found []resident.Resident) []sheet.Suggestion {
	out := make([]sheet.Suggestion, 0, len(found))
	for _, r := range found {
		out = append(out, sheet.Suggestion{Text: r.Room, Detail: strings.TrimSpace(r.Name + " " + string(r.As) + " " + r.Phone), Value: r})
	}
	return out
}
