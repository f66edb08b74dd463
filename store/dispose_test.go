package store

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/paper"
)

// secret stands in the words of a matter of 2026, and nowhere else.
const secret = "独一无二的厨房漏水"

// anOldYear is a ledger with matters of 2026 and of 2027, all settled, those of
// 2026 archived by two people.
func anOldYear(t *testing.T, c *clock) *Store {
	t.Helper()
	s := newStore(t, c)
	for _, text := range []string{secret, "楼道灯不亮", "电梯停在三楼"} {
		a := open(t, s, li, line(c.Now(), text))
		c.add(time.Minute)
		write(t, s, Writing{Ref: a.Ref, Verb: forms.Void, By: li, Deed: &forms.Voiding{Reason: "住户说" + text + "已经好了"}})
	}
	shelve(t, s, "2026-11-01", "2026-11-30")
	c.add(60 * 24 * time.Hour)
	a := open(t, s, li, line(c.Now(), "二〇二七年的一件"))
	write(t, s, Writing{Ref: a.Ref, Verb: forms.Void, By: li, Deed: &forms.Voiding{Reason: "重复"}})
	return s
}

func shelve(t *testing.T, s *Store, from, to string) {
	t.Helper()
	for _, by := range []forms.Person{li, zhao} {
		write(t, s, Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Shelve, By: by, Deed: &forms.Shelving{From: from, To: to, Sum: from}})
	}
}

func (c *clock) set(day string) {
	at, err := time.ParseInLocation("2006-01-02 15:04", day+" 09:00", forms.Beijing)
	if err != nil {
		panic(err)
	}
	c.add(at.Sub(c.Now()))
}

// A year is let go of by the manager, when its time has come, all of it is
// settled, and all of it is archived as it stands.
func TestAYearIsNotLetGoOfTooEarly(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := anOldYear(t, c)
	refused := func(by forms.Person, year int, want string) {
		t.Helper()
		_, err := s.Dispose(ctx, by, "duty", year, "保管期满")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%d: %v, want %s", year, err, want)
		}
	}
	c.set("2028-12-31")
	refused(qian, 2026, "要保管到 2028-12-31")
	if past, err := s.PastKeeping(ctx); err != nil || len(past) != 0 {
		t.Errorf("%+v %v", past, err)
	}
	c.set("2029-01-01")
	refused(zhao, 2026, "经理签名")
	refused(qian, 2027, "要保管到 2029-12-31")
	if past, err := s.PastKeeping(ctx); err != nil || len(past) != 1 || past[0].Year != 2026 || past[0].Entries != 3 || past[0].Refused != nil {
		t.Errorf("%+v %v", past, err)
	}
	write(t, s, Writing{Ref: forms.Ref{Book: "duty", Year: 2026}, Page: 1, Verb: forms.Review, By: zhao, Deed: &forms.Reviewing{Opinion: "已阅"}})
	c.set("2030-01-01")
	refused(qian, 2027, "没有归档")
	shelve(t, s, "2027-01-01", "2027-06-30")
	a := open(t, s, li, line(c.Now(), "二〇三〇年的一件"))
	_ = a
	c.set("2033-01-01")
	refused(qian, 2030, "还有 1 条没有办结")
	if _, err := s.Dispose(ctx, qian, "duty", 2027, ""); err == nil || !strings.Contains(err.Error(), "说明") {
		t.Errorf("without a reason: %v", err)
	}
	if _, err := s.Dispose(ctx, qian, "duty", 2027, "保管期满"); err != nil {
		t.Error(err)
	}
	refused(qian, 2027, "没有可以销毁的内容")
}

// When a year is let go of its words stand nowhere in the file or beside it;
// numbers, signers and the chain stay; a stranger's verifier agrees.
func TestWordsAreLetGoOf(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := anOldYear(t, c)
	if err := s.sweepTo(ctx, 0); err != nil {
		t.Fatal(err)
	}
	c.set("2029-01-02")
	before, err := s.CheckCode(ctx, "duty", 2026, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Dispose(ctx, qian, "duty", 2026, "按规定保管期满"); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "-wal", "-shm"} {
		raw, err := os.ReadFile(s.Path() + end)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		for _, word := range []string{secret, "独一无二", "楼道灯不亮"} {
			if bytes.Contains(raw, []byte(word)) {
				t.Errorf("%s stands in the ledger%s", word, end)
			}
		}
		if end == "" && !bytes.Contains(raw, []byte("二〇二七年的一件")) {
			t.Error("other years have lost their words")
		}
	}
	r, _, err := s.Record(ctx, forms.Ref{Book: "duty", Year: 2026, No: 1})
	g, ok := r.(*forms.Gone)
	if err != nil || !ok || g.Acts != 2 || g.By.Name != li.Name || g.Brief().State != forms.Disposed {
		t.Errorf("%+v %v", r, err)
	}
	if after, err := s.CheckCode(ctx, "duty", 2026, 1); err != nil || after != before {
		t.Errorf("the page's code was %s, is %s (%v)", before, after, err)
	}
	leaf, err := s.Page(ctx, "duty", 2026, 1)
	if err != nil || len(leaf.Records) != 3 {
		t.Fatalf("%+v %v", leaf, err)
	}
	var entries []forms.Entry
	for _, r := range leaf.Records {
		entries = append(entries, r.(forms.Entry))
	}
	page := duty.Book().Draw(forms.PageHead{Office: s.Office(), Year: 2026, Page: forms.Page{No: 1}, Now: c.Now()}, entries)
	if text := paper.Compose(page)[0].Boxes; len(text) == 0 {
		t.Error("the page is empty")
	}
	if rows, err := s.Search(ctx, Query{Text: "漏水", Viewer: zhao, Limit: 5}); err != nil || len(rows) != 0 {
		t.Errorf("search finds %+v %v", rows, err)
	}
	if rows, err := s.Search(ctx, Query{Text: "二〇二七", Viewer: zhao, Limit: 5}); err != nil || len(rows) != 1 {
		t.Errorf("search finds %+v %v", rows, err)
	}
	x := s.Sight(ctx, zhao)
	if n := len(x.Between("duty", time.Date(2026, 1, 1, 0, 0, 0, 0, forms.Beijing), c.Now())); n != 1 || x.Err() != nil {
		t.Errorf("the rules see %d entries, %v", n, x.Err())
	}
	open(t, s, li, line(c.Now(), "又一件"))
	report, err := Verify(ctx, s.Path(), nil)
	if err != nil || !report.Sound || report.Gone != 6 || !strings.Contains(report.String(), "6 行的内容已按规定销毁") {
		t.Errorf("%s %v", report, err)
	}
	if said, err := exec.Command("python3", "testdata/verify.py", s.Path()).CombinedOutput(); err != nil || !strings.HasPrefix(string(said), "sound") {
		t.Errorf("%s %v", said, err)
	}
}

// Nobody lets words go beside that act, and nobody brings other words back.
func TestNobodyElseLetsWordsGo(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := anOldYear(t, c)
	c.set("2029-01-02")
	if _, err := s.Dispose(ctx, qian, "duty", 2026, "按规定保管期满"); err != nil {
		t.Fatal(err)
	}
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, m := range []manner{frozen, reading} { // by its pages, and by SQLite
		if v, err := verifyAs(ctx, path, m, nil); err != nil || v.report.Gone != 6 {
			t.Errorf("manner %v: %+v %v", m, v.report, err)
		}
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const last = "(SELECT max(seq) FROM ledger WHERE no > 0)"
	for _, q := range []string{
		"DELETE FROM words WHERE seq = " + last, "DELETE FROM words", "INSERT INTO gone VALUES (" + last + ", 1)", "INSERT INTO gone VALUES (" + last + ", (SELECT max(seq) FROM ledger))",
		"DELETE FROM gone", "UPDATE gone SET seq = " + last, "INSERT INTO words VALUES (1, zeroblob(16), 'x')", "INSERT OR REPLACE INTO gone VALUES (1, 2)",
	} {
		db, err := openHandle(path, writing)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(q); err == nil {
			t.Errorf("%s is let through", q)
		}
		shut(t, db)
	}
	for what, x := range map[string]struct{ sql, want string }{
		"words taken away":     {"DROP TRIGGER words_stay; DELETE FROM words WHERE seq = " + last, "的内容不见了"},
		"words brought back":   {"DROP TRIGGER words_grow; INSERT INTO words VALUES (1, zeroblob(16), 'x')", ""},
		"listed behind it all": {"DROP TRIGGER gone_grows; DROP TRIGGER words_stay; INSERT INTO gone SELECT " + last + ", seq FROM ledger WHERE verb = 'dispose'; DELETE FROM words WHERE seq = " + last, "没有经过签名的销毁"},
		"taken off the list":   {"DROP TRIGGER gone_stays; DELETE FROM gone WHERE seq = 1", "却没有记在案"},
	} {
		if err := os.WriteFile(path, whole, 0o644); err != nil {
			t.Fatal(err)
		}
		db, err := openHandle(path, writing)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(x.sql); err != nil {
			t.Fatal(err)
		}
		// Whoever does so puts the guards back.
		for _, name := range []string{"words_stay", "words_grow", "gone_grows", "gone_stays"} {
			text := ledgerSQL + goneSQL
			at := strings.LastIndex(text, "CREATE TRIGGER "+name)
			text = text[at:]
			text = text[:strings.Index(text, "\nEND;")+len("\nEND;")]
			if _, err := db.Exec("DROP TRIGGER IF EXISTS " + name + "; " + text); err != nil {
				t.Fatal(err)
			}
		}
		shut(t, db)
		r, err := Verify(ctx, path, nil)
		if err != nil || r.Sound || !strings.Contains(r.String(), x.want) {
			t.Errorf("%s: %s %v, want %s", what, r, err, x.want)
		}
		if said, err := exec.Command("python3", "testdata/verify.py", path).CombinedOutput(); err != nil || !strings.HasPrefix(string(said), "broken") {
			t.Errorf("%s: python says %s %v", what, said, err)
		}
	}
}

// Cut off at any moment after the signature, the words stand nowhere in the file once
// the next start is through.
func TestWordsAreLetGoOfThoughTheProgramIsKilled(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := anOldYear(t, c)
	if err := s.sweepTo(ctx, 0); err != nil {
		t.Fatal(err)
	}
	c.set("2029-01-02")
	b, err := s.book("duty")
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"signed", func() error {
			return s.transact(ctx, func(x *tx) error { _, err := x.dispose(ctx, b, qian, 2026, "按规定保管期满"); return err })
		}},
		{"made anew", func() error { return s.remake(ctx) }},
		{"written anew", func() error { return s.wipe(ctx) }},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		path, o := crashed(t, s), options(c)
		o.Create = false
		for range 2 { // the second start finds nothing to do
			shut(t, openAt(t, path, o))
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range []string{secret, "独一无二", "楼道灯不亮"} {
				if bytes.Contains(raw, []byte(word)) {
					t.Errorf("%s: %s stands in the file after the next start", step.what, word)
				}
			}
		}
		o.ReadOnly = true
		shut(t, openAt(t, path, o)) // it is up to date
	}
}
