package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/resident"
)

// Entries gives all that was entered in a book for what happened from one day
// to another, both included, by number. The progress is told of each and may be nil.
func (s *Store) Entries(ctx context.Context, book string, from, to time.Time, progress func(done, total int)) ([]forms.Record, error) {
	list, err := s.List(Filter{Book: book, From: from, To: to})
	if err != nil {
		return nil, err
	}
	rows, err := list.Rows(ctx, 0, list.Count())
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Ref.Year, b.Ref.Year), cmp.Compare(a.Ref.No, b.Ref.No))
	})
	out := make([]forms.Record, 0, len(rows))
	for i, row := range rows {
		r, _, err := s.Record(ctx, row.Ref)
		if err != nil {
			return nil, err
		}
		if _, gone := r.(*forms.Gone); !gone {
			out = append(out, r)
		}
		if progress != nil {
			progress(i+1, len(rows))
		}
	}
	return out, nil
}

// roomHits is how many entries of a room are looked through.
const roomHits = 200

// AtRoom gives the newest entries of a room in all registers, as the viewer
// may see them, at most n.
func (s *Store) AtRoom(ctx context.Context, room string, viewer forms.Person, n int) ([]Row, error) {
	key := resident.RoomKey(room)
	if key == "" {
		return nil, nil
	}
	// However it was written, the numbers of the room stand in it.
	text := strings.Join(strings.FieldsFunc(key, func(r rune) bool { return r < '0' || r > '9' }), " ")
	rows, err := s.Search(ctx, Query{Text: text, Viewer: viewer, Limit: roomHits})
	if err != nil {
		return nil, err
	}
	out := make([]Row, 0, n)
	for _, r := range rows {
		if len(out) < n && resident.RoomKey(r.Room) == key {
			out = append(out, r)
		}
	}
	return out, nil
}
