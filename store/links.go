package store

import (
	"cmp"
	"context"
	"slices"

	"frontdesk/forms"
)

// mostLinked is how many entries are shown together: what hangs together longer
// than this is a mistake in the numbers.
const mostLinked = 30

// Linked gives the entries that belong together with one: those it follows from
// and those that follow from it, on and on, oldest first, itself among them.
func (s *Store) Linked(ctx context.Context, ref forms.Ref, viewer forms.Person) ([]Row, error) {
	found := map[forms.Ref]Row{}
	for queue := []forms.Ref{ref}; len(queue) > 0 && len(found) < mostLinked; queue = queue[1:] {
		at := queue[0]
		if _, ok := found[at]; ok {
			continue
		}
		rows, err := s.Search(ctx, Query{Text: at.String(), Viewer: viewer, Limit: roomHits})
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			follows, err := s.follows(ctx, row.Ref)
			switch {
			case err != nil:
				return nil, err
			case row.Ref == at:
				found[at] = row
				queue = append(queue, follows...)
			case slices.Contains(follows, at):
				queue = append(queue, row.Ref)
			}
		}
	}
	out := make([]Row, 0, len(found))
	for _, r := range found {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Row) int { return cmp.Compare(a.Entry, b.Entry) })
	return out, nil
}

// follows are the entries that one follows from.
func (s *Store) follows(ctx context.Context, ref forms.Ref) ([]forms.Ref, error) {
	r, _, err := s.Record(ctx, ref)
	if err != nil {
		return nil, err
	}
	if l, ok := r.(forms.Linker); ok {
		return l.Follows(), nil
	}
	return nil, nil
}
