package store

import (
	"context"
	"fmt"
	"reflect"
	"sort"
	"testing"
)

// derived is all that stands beside the ledger, as text.
func derived(t testing.TB, s *Store) []string {
	t.Helper()
	var out []string
	for _, q := range []string{
		`SELECT * FROM board ORDER BY entry`, `SELECT * FROM pages ORDER BY book, year, no`, `SELECT * FROM links ORDER BY entry, book, year, no`,
	} {
		rows, err := s.read.Query(q)
		if err != nil {
			t.Fatal(err)
		}
		names, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values := make([]any, len(names))
			for i := range values {
				values[i] = new(any)
			}
			if err := rows.Scan(values...); err != nil {
				t.Fatal(err)
			}
			line := ""
			for i, v := range values {
				line += fmt.Sprintf("%s=%v ", names[i], *v.(*any))
			}
			out = append(out, line)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return append(append(out, inColumns(t, s)...), searched(t, s)...)
}

// searched is the text that each entry is found by.
func searched(t testing.TB, s *Store) (out []string) {
	t.Helper()
	unswept, err := s.fresh.view()
	if err != nil {
		t.Fatal(err)
	}
	for entry, u := range unswept {
		out = append(out, fmt.Sprintf("%d %q", entry, u.text()))
	}
	err = s.each(context.Background(), s.read, `SELECT entry, pieces, initials FROM hay`, func(entry int64, x searchText) bool {
		if unswept[entry] == nil {
			out = append(out, fmt.Sprintf("%d %q", entry, x))
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(out)
	return out
}

func inColumns(t testing.TB, s *Store) (out []string) {
	err := s.cols.view(func() error {
		for book, marks := range s.cols.marks {
			for _, m := range marks {
				w := s.cols.words
				out = append(out, fmt.Sprint(book, m.entry, m.due, m.happened, m.flags, w[m.kind], w[m.state], w[m.writer], w[m.handler]))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(out)
	return out
}

func same(t testing.TB, before, after []string) {
	t.Helper()
	if reflect.DeepEqual(before, after) {
		return
	}
	for i := range min(len(before), len(after)) {
		if before[i] != after[i] {
			t.Fatalf("kept:     %s\nreplayed: %s", before[i], after[i])
		}
	}
	t.Fatalf("%d kept, %d replayed", len(before), len(after))
}
