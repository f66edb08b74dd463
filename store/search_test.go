package store

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"frontdesk/forms"
	"frontdesk/forms/duty"
)

func TestFindingALineAgain(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	x := line(c.Now(), "厨房水龙头漏水，地面已经积水。请联系 Mr.Wang，电话 8210-3344 转 2")
	x.Name, x.Room, x.Phone = "单晓曾", "3-2-501", "138 1234 5678"
	a := open(t, s, li, x)
	c.add(time.Minute)
	write(t, s, Writing{Ref: a.Ref, Verb: duty.Progress, By: li, Deed: &duty.Following{Text: "阀门已关闭"}})
	write(t, s, Writing{Ref: a.Ref, Verb: duty.Dispatch, By: li, Deed: &duty.Dispatching{Department: "工程部", Handler: "尉迟恭", Promised: c.Now().Add(time.Hour)}})
	tests := []struct {
		text string
		hit  bool
	}{
		{"水", true},
		{"漏水", true},
		{"漏水地", true}, // punctuation between does not part
		{"漏水，地面", true},
		{"龙头 积水", true},
		{"积水 龙头", true},
		{"龙头 电梯", false},
		{"水漏", false},
		{"头水", false}, // both characters, but not together
		{"阀门", true},
		{"工程部", true},
		{"单晓曾", true},
		{"晓曾", true},
		{"3-2-501", true},
		{"32501", true},
		{"３－２－５０１", true},
		{"2501", true},
		{"501", true},
		{"13812345678", true},
		{"138-1234-5678", true},
		{"5678", true},
		{"45", true},
		{"5679", false},
		{"82103344", true},
		{"mr.wang", true},
		{"WANG", true},
		{"ａｎｇ", true},
		{"sxz", true}, // 单 as a surname
		{"SX", true},
		{"s", true},
		{"xz", false}, // initials are matched from the start of the name
		{"ycg", true},
		{"lm", true}, // who wrote it
		{"2026-0001", true},
		{"0001", true},
		{"1", true},
		{"2025-0001", false},
		{"0002", false},
		{"501漏水", false}, // not across what stands in two blanks
		{"，。", false},
		{"", false},
		{`"`, false},
		{`水" OR "x`, false},
		{"水*", true},
		{"NOT 水", false},
	}
	for _, swept := range []bool{false, true} {
		for _, x := range tests {
			hits, err := s.Search(ctx, Query{Text: x.text, Viewer: li, Limit: 10})
			if err != nil || (len(hits) == 1) != x.hit || len(hits) > 1 {
				t.Errorf("swept %v, %q: %d hits, %v", swept, x.text, len(hits), err)
			}
		}
		if _, err := s.sweepSome(ctx); err != nil {
			t.Fatal(err)
		}
	}
}

// A correction leaves the old words to be found as well.
func TestOldWordsAreFound(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	a := open(t, s, li, line(c.Now(), "厨房漏水"))
	if _, err := s.sweepSome(ctx); err != nil {
		t.Fatal(err)
	}
	r, _, err := s.Record(ctx, a.Ref)
	if err != nil {
		t.Fatal(err)
	}
	d := s.books["duty"].Deeds[forms.Correct]()
	fc := forms.Context{Now: c.Now(), By: li, Office: s.Office()}
	d.(forms.Starter).Start(r, fc)
	sheet := d.Slip(r, fc)
	for _, b := range sheet.Blanks() {
		if b.Get() == "厨房漏水" {
			if err := b.Set("卫生间渗水"); err != nil {
				t.Fatal(err)
			}
		} else if b.Required && b.Get() == "" {
			if err := b.Set("听错了"); err != nil {
				t.Fatal(err)
			}
		}
	}
	write(t, s, Writing{Ref: a.Ref, Verb: forms.Correct, Deed: d, By: li})
	for range 2 {
		for _, text := range []string{"厨房", "卫生间"} {
			hits, err := s.Search(ctx, Query{Text: text, Viewer: li, Limit: 10})
			if err != nil || len(hits) != 1 {
				t.Errorf("%s: %d hits, %v", text, len(hits), err)
			}
		}
		if _, err := s.sweepSome(ctx); err != nil {
			t.Fatal(err)
		}
	}
}

// S0/1 2(3): of a confidential matter everyone else sees number, time and state.
func TestConfidentialMattersAreFoundByNumberOnly(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	x := line(c.Now(), "邻里纠纷")
	x.Confidential = true
	a := open(t, s, li, x)
	for _, viewer := range []forms.Person{li, wang, zhao, qian, {}} {
		may := viewer == li || viewer.Role.AtLeast(forms.Supervisor)
		for _, text := range []string{"纠纷", "3-2-501", "sxz", "5678"} {
			hits, err := s.Search(ctx, Query{Text: text, Viewer: viewer, Limit: 5})
			if err != nil || (len(hits) == 1) != may {
				t.Errorf("%s finds %q: %d, %v", viewer.Name, text, len(hits), err)
			}
		}
		hits, err := s.Search(ctx, Query{Text: "2026-0001", Viewer: viewer, Limit: 5})
		if err != nil || len(hits) != 1 || hits[0].Ref != a.Ref || hits[0].State != duty.Waiting {
			t.Fatalf("%s by number: %v %v", viewer.Name, hits, err)
		}
		if r := hits[0]; r.Veiled == may || !may && (r.Subject != forms.Veiled || r.Room+r.Name+r.Phone+r.Kind != "") {
			t.Errorf("%s sees %+v", viewer.Name, r)
		}
	}
}

func TestTheNewestAreFoundFirst(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	var refs []forms.Ref
	for i := range 60 {
		refs = append(refs, open(t, s, li, line(c.Now(), fmt.Sprint("漏水", i))).Ref)
		c.add(time.Minute)
		if i == 40 {
			if _, err := s.sweepSome(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	// An act on an old one does not make it new.
	write(t, s, Writing{Ref: refs[3], Verb: duty.Progress, By: li, Deed: &duty.Following{Text: "到场"}})
	hits, err := s.Search(ctx, Query{Text: "漏水", Viewer: li, Limit: 58})
	if err != nil || len(hits) != 58 {
		t.Fatal(len(hits), err)
	}
	for i, h := range hits {
		if h.Ref != refs[59-i] {
			t.Fatalf("hit %d is %s", i, h.Ref)
		}
	}
	hits, err = s.Search(ctx, Query{Text: "7", Viewer: li, Limit: 3})
	if err != nil || len(hits) != 3 || hits[0].Ref.No != 7 {
		t.Errorf("number 7 comes first: %v %v", hits, err)
	}
}

// Only what a filter lets through counts, however many hits lie before it.
func TestAFilterOfASearchHidesNothing(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	var refs []forms.Ref
	for i := range 9 {
		refs = append(refs, open(t, s, li, line(c.Now(), fmt.Sprint("漏水", i))).Ref)
	}
	write(t, s, Writing{Ref: refs[3], Verb: forms.Void, By: zhao, Deed: &forms.Voiding{Reason: "重复登记"}})
	for _, text := range []string{"漏水", "4"} { // by words, and by number
		hits, err := s.Search(ctx, Query{Text: text, Viewer: li, Limit: 1, Only: Filter{Void: true}})
		if err != nil || len(hits) != 1 || hits[0].Ref != refs[3] {
			t.Errorf("%s, void: %v %v", text, hits, err)
		}
	}
	hits, err := s.Search(ctx, Query{Text: "漏水", Viewer: li, Limit: 20, Only: Filter{Mine: forms.Person{ID: "nobody"}}})
	if err != nil || len(hits) != 0 {
		t.Errorf("nobody's: %v %v", hits, err)
	}
}

func FuzzSearch(f *testing.F) {
	s := newStore(f, newClock())
	open(f, s, li, line(s.Now(), "厨房水龙头漏水"))
	if _, err := s.sweepSome(context.Background()); err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{"水", `"`, "'", "a*", "NEAR(a b)", "ˆs", "\x00", "\xff水", "９９", "2026-1", "ﬁ", "İ", strings.Repeat("水", 300), "t:水", "-水"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := s.Search(context.Background(), Query{Text: text, Viewer: li, Limit: 5}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}

// Whatever was written, every part of it is found, by way of the grams.
func FuzzGrams(f *testing.F) {
	for _, text := range []string{"厨房水龙头", "Wi-Fi 断线", "Ａ座３０１", "𠮷家", "e\u0301té", "ˆs", "\xff水", "ﬁ", "İstanbul", "a水b", "ΑΣ ας"} {
		f.Add(text, 0, 3)
	}
	f.Fuzz(func(t *testing.T, text string, from, n int) {
		x := searchTextOf(forms.Brief{Hay: []string{text, "别的"}, Initials: []string{text}})
		if !utf8.ValidString(x.pieces) {
			t.Fatalf("%q became %q", text, x.pieces)
		}
		whole := []rune(normal(text))
		if from < 0 || n <= 0 || from >= len(whole) || n > len(whole)-from {
			return
		}
		part := string(whole[from : from+min(n, longestAsked)])
		all := ask(part)
		if normal(part) != part {
			t.Fatalf("normal(%q) is %q", part, normal(part))
		}
		if len(all) != 1 || !x.found(all) {
			t.Fatalf("%q is not found in %q", part, x.pieces)
		}
		grams := " " + x.grams()
		for run := range runs(part) {
			for _, g := range longest(run) {
				if !strings.Contains(grams, " "+strings.Trim(g, `"`)+" ") {
					t.Errorf("%q is no gram of %q", g, grams)
				}
			}
		}
	})
}

// What is urgent and open comes first in what a search finds, however old it is; once
// it is settled it stands in its place (S0/3 4.3.3).
func TestSearchShowsTheUrgentFirst(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	old := line(c.Now(), "电梯困人")
	old.Urgent, old.Text = true, "电梯漏水"
	urgent := open(t, s, li, old)
	for range 6 {
		c.add(time.Minute)
		open(t, s, li, line(c.Now(), "漏水"))
	}
	for _, swept := range []bool{false, true} {
		for text, want := range map[string]string{"漏水": "2026-0001", "5678": "2026-0001", "3": "2026-0001", "2026-0003": "2026-0003"} {
			hits, err := s.Search(ctx, Query{Text: text, Viewer: li, Limit: 3})
			if err != nil || len(hits) == 0 || hits[0].Ref.String() != want {
				t.Errorf("swept %v, %q finds %v first, want %s (%v)", swept, text, hits, want, err)
			}
		}
		if _, err := s.sweepSome(ctx); err != nil {
			t.Fatal(err)
		}
	}
	c.add(time.Minute)
	write(t, s, Writing{Ref: urgent.Ref, Verb: forms.Void, By: zhao, Deed: &forms.Voiding{Reason: "重复登记"}})
	hits, err := s.Search(ctx, Query{Text: "漏水", Viewer: li, Limit: 3})
	if err != nil || len(hits) != 3 || hits[0].Ref.String() != "2026-0007" {
		t.Errorf("settled, and still first: %v %v", hits, err)
	}
}
