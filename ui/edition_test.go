package ui

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/paper"
	"frontdesk/store"
	"frontdesk/ui/press"
)

// A form that is changed prints what was written before as it was: a page keeps
// the edition of its first line, and so its face (Records in general).
func TestAnOldPageKeepsItsEdition(t *testing.T) {
	path := filepath.Join(t.TempDir(), store.LedgerName)
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, forms.Beijing)
	by := forms.Person{ID: "t1", Name: "李敏", Role: forms.Clerk}
	written := func(b *forms.Book, text string) *store.Store {
		t.Helper()
		st, err := store.Open(path, store.Options{Books: []*forms.Book{b}, Clock: func() time.Time { return now }, Create: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := st.Append(context.Background(), store.Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, By: by, Deed: &duty.Line{
			Happened: now, Way: duty.ByPhone, Room: "3-2-501", Name: "张伟", Phone: "13805510001", As: forms.Owner, Kind: forms.Repair, Text: text, ReadBack: true,
		}}); err != nil {
			t.Fatal(err)
		}
		return st
	}
	if err := written(duty.Book(), "旧版的一行").Close(); err != nil {
		t.Fatal(err)
	}
	// The next edition has another title.
	next := duty.Book()
	next.Edition = "A/1"
	old := next.Sheet
	next.Sheet = func(h forms.PageHead, list []forms.Entry) paper.Sheet {
		s := old(h, list)
		if h.Edition == "A/1" {
			s.Foot = append(s.Foot, paper.Row{Cells: []paper.Cell{paper.Word("新版多一栏")}})
		}
		return s
	}
	now = now.AddDate(0, 0, 1)
	st := written(next, "新版的一行")
	defer func() { _ = st.Close() }()
	papers, err := press.Of(st).Book(context.Background(), next, "2026-11-23", "2026-11-24", by, by, nil)
	if err != nil || len(papers.Job.Pages) != 2 {
		t.Fatalf("%d pages, %v", len(papers.Job.Pages), err)
	}
	for i, want := range []struct{ has, lacks []string }{
		{[]string{"旧版的一行", "版次：A/0"}, []string{"A/1", "新版多一栏"}},
		{[]string{"新版的一行", "版次：A/1", "新版多一栏"}, []string{"A/0"}},
	} {
		text := wordsOf(paper.Job{Pages: papers.Job.Pages[i : i+1]})
		for _, s := range want.has {
			if !strings.Contains(text, s) {
				t.Errorf("page %d lacks %s", i+1, s)
			}
		}
		for _, s := range want.lacks {
			if strings.Contains(text, s) {
				t.Errorf("page %d says %s", i+1, s)
			}
		}
	}
}
