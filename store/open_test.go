package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
)

func TestFilesThatAreNotOpened(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	shell := func(name, text string) string {
		path := filepath.Join(dir, name)
		if out, err := exec.Command("sqlite3", path, text).CombinedOutput(); err != nil {
			t.Fatalf("%s: %s", text, out)
		}
		return path
	}
	ledger, err := os.ReadFile(aShortLedger(t))
	if err != nil {
		t.Fatal(err)
	}
	newer := file("newer.db", string(ledger))
	shell("newer.db", `PRAGMA user_version = 99`)
	tests := []struct{ name, path, words string }{
		{"missing", filepath.Join(dir, "no.db"), "找不到台账文件"},
		{"empty", file("empty.db", ""), "是空的"},
		{"too short", file("short.db", "SQLite"), "不是台账文件"},
		{"text", file("text.db", strings.Repeat("不是数据库。", 100)), "不是台账文件"},
		{"only the head of a database", file("head.db", string(ledger[:100])), "损坏"},
		{"cut off", file("cut.db", string(ledger[:len(ledger)/2])), "损坏"},
		{"another program's", shell("other.db", `CREATE TABLE t (x)`), "别的程序的数据库"},
		{"a database with nothing in it", shell("bare.db", `PRAGMA user_version = 1; VACUUM`), "没有台账"},
		{"a later program's", newer, "更新版本的程序"},
	}
	for _, x := range tests {
		t.Run(x.name, func(t *testing.T) {
			o := options(newClock())
			o.Create = false
			s, err := Open(x.path, o)
			if err == nil {
				shut(t, s)
			}
			refused(t, err, x.words)
			if x.name == "missing" && exists(x.path) {
				t.Error("the file was made")
			}
		})
	}
	// To make a file when there is none is no leave to make one of what is there.
	for _, x := range tests[1:7] {
		if s, err := Open(x.path, options(newClock())); err == nil {
			shut(t, s)
			t.Errorf("%s was opened as new", x.name)
		}
	}
}

func TestFoldersWithAnyName(t *testing.T) {
	for _, name := range []string{"翠湖 花园", "a#b", "50%", "what?", "x&y=1", "it's", `"quoted"`, "a;b"} {
		path := filepath.Join(t.TempDir(), name, LedgerName)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		s := openAt(t, path, options(newClock()))
		open(t, s, li, line(s.Now(), "漏水"))
		if !exists(path) {
			t.Errorf("%s: the file is elsewhere", name)
		}
		isSound(t, path, 1)
	}
}

func TestASecondProgramIsTold(t *testing.T) {
	s := newStore(t, newClock())
	o := options(newClock())
	o.Create = false
	_, err := Open(s.Path(), o)
	refused(t, err, "已经在另一个窗口里打开")
	isSound(t, s.Path(), 0) // reading goes on
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	openAt(t, s.Path(), o)
}

// A scheduled task reads while the office works, or when it is closed.
func TestReadingBesideTheOffice(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	open(t, s, li, line(c.Now(), "漏水"))
	o := options(c)
	o.ReadOnly = true
	for _, closed := range []bool{false, true} {
		if closed {
			shut(t, s)
		}
		beside := openAt(t, s.Path(), o)
		hits, err := beside.Search(ctx, Query{Text: "漏水", Viewer: li, Limit: 5})
		if err != nil || len(hits) != 1 {
			t.Errorf("closed %v: %v %v", closed, hits, err)
		}
		if leaf, err := beside.Page(ctx, "duty", 2026, 1); err != nil || len(leaf.Records) != 1 {
			t.Errorf("closed %v: %v", closed, err)
		}
		if _, err := beside.Append(ctx, aReview(1, zhao)); err == nil {
			t.Error("written by a reader")
		}
		if err := beside.SaveDraft(ctx, "k", "w"); err == nil {
			t.Error("a draft written by a reader")
		}
	}
	old := aShortLedger(t)
	if out, err := exec.Command("sqlite3", old, `UPDATE derived SET version = 0`).CombinedOutput(); err != nil {
		t.Fatalf("%s", out)
	}
	_, err := Open(old, o)
	refused(t, err, "请先用本程序的窗口打开一次")
}

func TestTimeRunsForward(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	a := open(t, s, li, line(c.Now(), "漏水"))
	c.add(-time.Minute)
	for _, w := range []Writing{
		{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), "漏水"), By: li},
		{Ref: a.Ref, Verb: duty.Progress, Deed: &duty.Following{Text: "到场"}, By: li},
		{Ref: forms.Ref{Book: "duty", Year: 2026}, Page: 1, Verb: forms.Print, Deed: &forms.Printing{Copy: 1}, By: li},
	} {
		_, err := s.Append(ctx, w)
		refused(t, err, "电脑时间（2026-11-23 08:59）比上一条记录（2026-11-23 09:00）还早")
		refused(t, err, "请先校准电脑的日期和时间")
	}
	c.add(time.Minute) // the same moment is not before
	open(t, s, li, line(c.Now(), "漏水"))
	isSound(t, s.Path(), 2)
}

// A clock of no year that a ledger takes is said before the first row is there.
func TestAClockOfNoYear(t *testing.T) {
	for _, day := range []string{"1970-01-01", "1980-01-04", "1989-12-31"} {
		c := newClock()
		c.set(day)
		f := Folder(t.TempDir())
		_, err := Begin(context.Background(), f, founding(false), options(c))
		refused(t, err, "请先校准电脑的日期和时间")
		if f.Has() || f.Begun() {
			t.Errorf("left are %q", list(t, string(f)))
		}
	}
	c := newClock()
	s := newStore(t, c)
	c.Set(c.Now().AddDate(8000, 0, 0))
	_, err := s.Append(context.Background(), Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), "漏水"), By: li})
	refused(t, err, "请先校准电脑的日期和时间")
}

func TestNumbersBeginAnewWithTheYear(t *testing.T) {
	c := newClock()
	c.Set(time.Date(2026, 12, 31, 23, 59, 59, 0, forms.Beijing))
	s := newStore(t, c)
	old := open(t, s, li, line(c.Now(), "旧年"))
	c.add(time.Second)
	a := open(t, s, li, line(c.Now(), "新年"))
	if a.Ref.String() != "2027-0001" || a.Page != 1 || a.Line != 1 {
		t.Errorf("%s on page %d line %d", a.Ref, a.Page, a.Line)
	}
	b := write(t, s, Writing{Ref: old.Ref, Verb: duty.Progress, Deed: &duty.Following{Text: "到场"}, By: li})
	if b.Ref != old.Ref || b.Page != old.Page {
		t.Errorf("%s on page %d", b.Ref, b.Page)
	}
	isSound(t, s.Path(), 3)
	isPage := func(year, no int) func(p PageInfo, ok bool, err error) {
		return func(p PageInfo, ok bool, err error) {
			t.Helper()
			if err != nil || ok != (no > 0) || p.Year != year || p.No != no {
				t.Errorf("%+v %v, not page %d of %d", p, err, no, year)
			}
		}
	}
	ctx := context.Background()
	isPage(2026, 1)(s.PageBefore(ctx, "duty", 2027, 1))
	isPage(2027, 1)(s.PageAfter(ctx, "duty", 2026, 1))
	isPage(0, 0)(s.PageAfter(ctx, "duty", 2027, 1))
	isPage(0, 0)(s.PageBefore(ctx, "duty", 2026, 1))
	isPage(2026, 1)(s.PageOn(ctx, "duty", "2026-12-30"))
	isPage(2027, 1)(s.PageOn(ctx, "duty", "2027-01-01"))
	isPage(0, 0)(s.PageOn(ctx, "duty", "2027-01-02"))
	isPage(2027, 1)(s.LastPage(ctx, "duty"))
}

// fortyLines fills some pages.
func fortyLines(t *testing.T) (*Store, []forms.Act) {
	t.Helper()
	c := newClock()
	s := newStore(t, c)
	var acts []forms.Act
	for i := range 40 {
		acts = append(acts, open(t, s, li, line(c.Now(), fmt.Sprintf("第 %d 件", i))))
		c.add(time.Minute)
	}
	if acts[39].Page < 3 {
		t.Fatalf("forty lines on %d pages", acts[39].Page)
	}
	return s, acts
}

func aReview(page int, by forms.Person) Writing {
	return Writing{Ref: forms.Ref{Book: "duty", Year: 2026}, Page: page, Verb: forms.Review, Deed: &forms.Reviewing{Opinion: "已阅。"}, By: by}
}

func TestPagesHoldWhatIsWrittenOnThem(t *testing.T) {
	ctx := context.Background()
	s, acts := fortyLines(t)
	last := acts[39].Page
	no := 0
	for page := 1; page <= last; page++ {
		leaf, err := s.Page(ctx, "duty", 2026, page)
		if err != nil || len(leaf.Records) != leaf.Lines || leaf.Person != "李敏" {
			t.Fatalf("page %d: %d of %d lines, %v", page, len(leaf.Records), leaf.Lines, err)
		}
		for i, r := range leaf.Records {
			if d := r.(*duty.Record); d.Page != page || d.Row != i+1 || d.Ref.No != no+1 {
				t.Errorf("page %d line %d holds %s", page, i+1, d.Ref)
			}
			no++
		}
	}
	if no != 40 {
		t.Errorf("%d lines on all pages", no)
	}
	pages, err := s.PagesOf(ctx, "duty", "2026-11-23", "2026-11-23")
	if err != nil || len(pages) != last || pages[0].No != 1 {
		t.Errorf("%v %v", pages, err)
	}
	_, err = s.Page(ctx, "duty", 2026, 99)
	refused(t, err, "没有这一页")
}

// An act on an entry of a page, or on the page itself, is a new state of the
// page, and of no other.
func TestCheckCodesChangeWithTheirPage(t *testing.T) {
	ctx := context.Background()
	s, acts := fortyLines(t)
	code := func(page int) string {
		t.Helper()
		code, err := s.CheckCode(ctx, "duty", 2026, page)
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	before := code(1)
	if before == code(2) {
		t.Error("two pages have one code")
	}
	a := write(t, s, Writing{Ref: acts[0].Ref, Verb: duty.Progress, Deed: &duty.Following{Text: "到场"}, By: li})
	after := code(1)
	if after == before || !strings.HasPrefix(after, fmt.Sprintf("%d-", a.Seq)) {
		t.Errorf("%s, then %s", before, after)
	}
	a = write(t, s, aReview(2, zhao))
	leaf, err := s.Page(ctx, "duty", 2026, 2)
	if err != nil || len(leaf.Acts) != 1 || leaf.Acts[0].Seq != a.Seq || !strings.HasPrefix(leaf.Code, fmt.Sprintf("%d-", a.Seq)) {
		t.Errorf("%+v %s %v", leaf.Acts, leaf.Code, err)
	}
	if code(1) != after || code(2) != leaf.Code {
		t.Errorf("%s and %s, then %s and %s", after, leaf.Code, code(1), code(2))
	}
	_, err = s.Append(ctx, aReview(99, zhao))
	refused(t, err, "没有第 99 页")
	_, err = s.Append(ctx, aReview(1, li))
	refused(t, err, "要由主管签名")
}

// S0/3 4.5.2: not satisfied, or improper charging: a complaint is opened that
// refers to the first, in the same breath.
func TestAnUnsatisfiedCustomerOpensAComplaint(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	var told [][]Change
	defer s.Watch(func(all []Change) { told = append(told, all) })()
	a := open(t, s, li, line(c.Now(), "漏水"))
	write(t, s, Writing{Ref: a.Ref, Verb: duty.Finish, Deed: &duty.Finishing{Finished: c.Now(), Result: "已修好", FedBack: true}, By: li})
	c.add(time.Minute)
	write(t, s, Writing{Ref: a.Ref, Verb: duty.CallBack, By: li, Deed: &duty.Calling{
		Reached: forms.Reached, Attitude: forms.Good, Quality: forms.Good, Charging: forms.Yes, Satisfied: forms.Pleased, Text: "收了五十元没有票",
	}})
	if len(told) != 3 || len(told[2]) != 2 || told[2][1].Verb != forms.Open || told[2][1].Seq != 5 {
		t.Fatalf("told of %+v", told)
	}
	r, _, err := s.Record(ctx, told[2][1].Ref)
	if d := r.(*duty.Record); err != nil || d.Kind != forms.Complaint || d.Refers != a.Ref.String() || d.Due.IsZero() {
		t.Errorf("%+v %v", d, err)
	}
	if len(told[1]) != 2 || told[1][1].Ref != (forms.Ref{Book: "plan", Year: 2026, No: 1}) { // S0/2 4.1
		t.Errorf("what was finished did not enter the plan: %+v", told[1])
	}
	isSound(t, s.Path(), 5)
}

func TestNothingIsWrittenByHalves(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	told := 0
	defer s.Watch(func([]Change) { told++ })()
	good := Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), "漏水"), By: li}
	bad := Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: &duty.Line{Happened: c.Now(), Kind: forms.Paid, Way: duty.ByPhone}, By: li}
	_, err := s.AppendAll(ctx, good, good, bad)
	refused(t, err, "请填写内容")
	refused(t, err, "有偿服务")
	if l, err := s.List(Filter{Book: "duty"}); err != nil || l.Count() != 0 || told != 0 {
		t.Errorf("%d listed, told %d times, %v", l.Count(), told, err)
	}
	if a := open(t, s, li, line(c.Now(), "漏水")); a.Ref.No != 1 || a.Seq != 1 {
		t.Errorf("the first is row %d, %s", a.Seq, a.Ref)
	}
	for _, w := range []Writing{
		{Ref: forms.Ref{Book: "duty", Year: 2026, No: 7}, Verb: duty.Progress, Deed: &duty.Following{Text: "x"}, By: li},
		{Ref: forms.Ref{Book: "duty", Year: 2026, No: 1}, Verb: duty.CallBack, Deed: &duty.Calling{}, By: li},
		{Ref: forms.Ref{Book: "duty", Year: 2026, No: 1}, Verb: duty.Escalate, Deed: &duty.Escalation{What: "x", Responsible: "y"}, By: li},
	} {
		_, err := s.Append(ctx, w)
		refused(t, err, "。")
	}
	isSound(t, s.Path(), 1)
}

// A full disk refuses the line with a sentence, and the next one goes on where
// the last one that was saved ended.
func TestTheDiskIsFull(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	open(t, s, li, line(c.Now(), "漏水"))
	limit := func(pages string) {
		t.Helper()
		if _, err := s.pen.conn.ExecContext(ctx, `PRAGMA max_page_count = `+pages); err != nil {
			t.Fatal(err)
		}
	}
	limit("1") // no less than there are
	var err error
	saved := int64(1)
	for range 200 {
		if _, err = s.Append(ctx, Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), strings.Repeat("漏水", 100)), By: li}); err != nil {
			break
		}
		saved++
	}
	refused(t, err, "磁盘已满")
	isSound(t, s.Path(), saved)
	limit("100000")
	if a := open(t, s, li, line(c.Now(), "又漏水")); a.Seq != saved+1 {
		t.Errorf("row %d after row %d", a.Seq, saved)
	}
	isSound(t, s.Path(), saved+1)
}

func TestDraftsAreKeptApart(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	if _, ok, err := s.Draft(ctx, "duty"); ok || err != nil {
		t.Fatalf("a draft of nothing: %v", err)
	}
	for _, words := range []string{`{"text":"漏"}`, `{"text":"漏水"}`} {
		if err := s.SaveDraft(ctx, "duty", words); err != nil {
			t.Fatal(err)
		}
	}
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, options(c))
	if words, ok, err := s.Draft(ctx, "duty"); words != `{"text":"漏水"}` || !ok || err != nil {
		t.Errorf("%q %v %v", words, ok, err)
	}
	if err := s.Rebuild(ctx); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.Draft(ctx, "duty"); !ok || err != nil {
		t.Errorf("rebuilding lost the draft: %v", err)
	}
	if err := s.DropDraft(ctx, "duty"); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.Draft(ctx, "duty"); ok || err != nil {
		t.Errorf("the draft was not dropped: %v", err)
	}
	isSound(t, path, 0)
}

// A draft that is only held is found at once, goes into the file with the next one
// that is kept, and at the latest when the file is closed; what could not be written
// is tried again.
func TestDraftsThatAreHeldFollowIntoTheFile(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s := newStore(t, c)
	path := s.Path()
	inFile := func(key string) (words string) {
		t.Helper()
		beside := openAt(t, path, Options{Books: options(c).Books, Clock: c.Now, ReadOnly: true})
		words, _, err := beside.Draft(ctx, key)
		if err := errors.Join(err, beside.Close()); err != nil {
			t.Fatal(err)
		}
		return words
	}
	s.HoldDraft("a", "漏水")
	if words, ok, err := s.Draft(ctx, "a"); words != "漏水" || !ok || err != nil {
		t.Errorf("held, and found %q %v", words, err)
	}
	over, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.KeepDrafts(over); err == nil || inFile("a") != "" {
		t.Fatalf("written in a time that was over: %v", err)
	}
	s.HoldDraft("b", "异响")
	if err := s.KeepDrafts(ctx); err != nil || inFile("a") != "漏水" || inFile("b") != "异响" {
		t.Errorf("the file has %q and %q: %v", inFile("a"), inFile("b"), err)
	}
	s.HoldDraft("a", "")
	s.HoldDraft("b", "电梯异响")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if a, b := inFile("a"), inFile("b"); a != "" || b != "电梯异响" {
		t.Errorf("closed, the file has %q and %q", a, b)
	}
}

// A file whose board was made by other rules is made anew when it is opened.
func TestAnOldBoardIsMadeAnew(t *testing.T) {
	path := aShortLedger(t)
	c := newClock()
	c.add(time.Hour)
	s := openAt(t, path, options(c))
	before := derived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`UPDATE derived SET version = 0; DELETE FROM board WHERE no = 2; DELETE FROM pages; DELETE FROM hay`); err != nil {
		t.Fatal(err)
	}
	shut(t, db)
	same(t, before, derived(t, openAt(t, path, options(c))))
}
