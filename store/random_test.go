package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// desk plays an office at random through the real duty log.
type desk struct {
	t    testing.TB
	s    *Store
	c    *clock
	r    *rand.Rand
	refs []forms.Ref
	n    map[forms.Verb]int // how often each verb was written
}

func newDesk(t testing.TB, s *Store, c *clock, seed uint64) *desk {
	return &desk{t: t, s: s, c: c, r: rand.New(rand.NewPCG(seed, 1)), n: map[forms.Verb]int{}}
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

var (
	places   = []string{"厨房", "楼道", "车库 B1", "电梯", "大堂", "3栋门口", "花园"}
	troubles = []string{"水龙头漏水", "灯不亮", "门禁刷不开", "有异味", "噪音太大", "Wi-Fi 断线", "垃圾没清", "漏电！很危险", "＝1＋1", "𠮷家家具挡道"}
	family   = []string{"张", "王", "单", "曾", "尉迟", "李", "查", "解"}
	given    = []string{"伟", "晓曾", "敏", "建国", "行", "Anna", "乐"}
)

func (d *desk) words() string {
	s := pick(d.r, places...) + pick(d.r, troubles...) + "，" + pick(d.r, "请尽快处理。", "第 2 次反映。", "约好 15:30 上门", "住户很着急\n老人在家")
	if d.r.IntN(30) == 0 {
		s = strings.Repeat(s, 1+d.r.IntN(20))
	}
	return s
}

func (d *desk) person() forms.Person { return pick(d.r, li, wang, li, wang, zhao, qian) }

func (d *desk) line() *forms.DutyLine {
	kinds := forms.DefaultRules().Kinds
	return &forms.DutyLine{
		Happened: d.c.Now().Add(-time.Duration(d.r.IntN(90)) * time.Minute).Truncate(time.Minute), Way: forms.ByPhone,
		Room: fmt.Sprintf("%d-%d-%d0%d", 1+d.r.IntN(9), 1+d.r.IntN(3), 1+d.r.IntN(30), 1+d.r.IntN(4)),
		Name: pick(d.r, family...) + pick(d.r, given...), Phone: fmt.Sprintf("13%09d", d.r.IntN(1e9)), As: forms.Owner,
		Kind: kinds[d.r.IntN(len(kinds))].Kind, Urgent: d.r.IntN(8) == 0, Text: d.words(), Price: "50 元", ReadBack: true,
		Confidential: d.r.IntN(6) == 0,
	}
}

// step does one thing, chosen at random.
func (d *desk) step() {
	d.c.add(time.Duration(d.r.IntN(100)) * time.Minute)
	switch n := d.r.IntN(100); {
	case n < 40 || len(d.refs) == 0:
		d.append(Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: d.line(), By: d.person()})
	case n < 45:
		p, ok, err := d.s.LastPage(context.Background(), "duty")
		if err != nil || !ok {
			d.t.Fatalf("last page: %v", err)
		}
		d.append(Writing{
			Ref: forms.Ref{Book: "duty", Year: p.Year}, Page: 1 + d.r.IntN(p.No), Verb: forms.Review,
			Deed: &forms.Reviewing{Opinion: "已阅。", Lines: p.Lines}, By: d.person(),
		})
	case n < 47:
		if _, err := d.s.sweepSome(context.Background()); err != nil {
			d.t.Fatalf("sweep: %v", err)
		}
	default:
		d.act(d.refs[d.r.IntN(len(d.refs))])
	}
}

// act takes a step that the entry offers, its blanks filled in at random.
func (d *desk) act(ref forms.Ref) {
	r, _, err := d.s.Record(context.Background(), ref)
	if err != nil {
		d.t.Fatalf("record %s: %v", ref, err)
	}
	c := forms.Context{Now: d.c.Now(), By: d.person(), Office: d.s.Office()}
	steps := slices.DeleteFunc(r.Steps(c), func(s forms.Step) bool { return s.Refused != "" || s.Verb == forms.Void && d.r.IntN(5) > 0 })
	if len(steps) == 0 {
		return
	}
	step := pick(d.r, steps...)
	if steps[0].Next && d.r.IntN(2) == 0 {
		step = steps[0]
	}
	deed := d.s.books["duty"].Deeds[step.Verb]()
	if x, ok := deed.(forms.Starter); ok {
		x.Start(r, c)
	}
	for range 3 { // some blanks come up with what was filled in
		s := deed.Slip(r, c)
		for _, b := range s.Blanks() {
			if !b.ReadOnly && (b.Required && b.Get() == "" || d.r.IntN(6) == 0) {
				_ = b.Set(d.blank(b)) // what does not fit stays out, and is then asked for
			}
		}
	}
	d.append(Writing{Ref: ref, Verb: step.Verb, Deed: deed, By: c.By})
}

func (d *desk) blank(b *paper.Blank) string {
	switch b.Kind {
	case paper.ChoiceKind:
		return pick(d.r, b.Options...)
	case paper.TimeKind:
		return d.c.Now().Add(time.Duration(d.r.IntN(300)-20) * time.Minute).Format("2006-01-02 15:04")
	case paper.TickKind:
		return b.Word
	case paper.NumberKind:
		return fmt.Sprint(d.r.IntN(1000))
	}
	return d.words()
}

// append writes, and takes a refusal for an answer: the rules may say no, but
// nothing may go wrong.
func (d *desk) append(w Writing) {
	before := len(d.refs)
	a, err := d.s.Append(context.Background(), w)
	var sentence forms.Refusal
	var blanks forms.Problems
	switch {
	case err == nil:
		d.n[a.Verb]++
	case !errors.As(err, &sentence) && !errors.As(err, &blanks):
		d.t.Fatalf("%s: %v", w.Verb, err)
	}
	rows, err := d.s.read.Query(`SELECT year, no FROM board WHERE book = 'duty' ORDER BY entry LIMIT -1 OFFSET ?`, before)
	more, err := collect(rows, err, func(row scanner) (r forms.Ref, err error) {
		r.Book = "duty"
		return r, row.Scan(&r.Year, &r.No)
	})
	if err != nil {
		d.t.Fatal(err)
	}
	d.refs = append(d.refs, more...)
}

// derived is all that stands beside the ledger, as text.
func derived(t testing.TB, s *Store) []string {
	t.Helper()
	var out []string
	for _, q := range []string{
		`SELECT * FROM board ORDER BY entry`, `SELECT * FROM pages ORDER BY book, year, no`,
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
	err = s.each(context.Background(), s.read, `SELECT entry, pieces, initials FROM hay`, func(entry int64, x straw) bool {
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

// Whatever is done, in whatever order: board, pages, search text and columns
// are what a replay of the ledger gives.
func TestTheBoardEqualsAReplay(t *testing.T) {
	for seed := range uint64(6) {
		c := newClock()
		c.now = time.Date(2026, 12, 28, 8, 0, 0, 0, forms.Beijing) // over the turn of the year
		s := newStore(t, c)
		d := newDesk(t, s, c, seed)
		for range 250 {
			d.step()
		}
		before := derived(t, s)
		if err := s.Rebuild(context.Background()); err != nil {
			t.Fatal(err)
		}
		same(t, before, derived(t, s))
		isSound(t, s.Path(), d.rows())
		if len(d.n) < 10 {
			t.Errorf("only these verbs were written: %v", d.n)
		}
	}
}

func (d *desk) rows() int64 {
	seq, _, err := d.s.Head(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	return seq
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

// every is each entry's brief, by number.
func (d *desk) every() map[int64]forms.Brief {
	out := map[int64]forms.Brief{}
	for _, ref := range d.refs {
		r, acts, err := d.s.Record(context.Background(), ref)
		if err != nil {
			d.t.Fatal(err)
		}
		out[acts[0].Seq] = r.Brief()
	}
	return out
}

// Lists and searches give what going through all records by hand gives.
func TestListsAndSearchesAgainstGoingThroughAll(t *testing.T) {
	c := newClock()
	s := newStore(t, c)
	d := newDesk(t, s, c, 99)
	for range 900 {
		d.step()
	}
	all := d.every()
	for range 300 {
		d.compareList(all)
	}
	for range 500 {
		d.compareSearch(all)
	}
	for { // swept or not makes no difference
		n, err := s.sweepSome(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			break
		}
	}
	for range 500 {
		d.compareSearch(all)
	}
}

func (d *desk) compareList(all map[int64]forms.Brief) {
	d.t.Helper()
	now := d.c.Now()
	f := Filter{Book: "duty", Viewer: d.person()}
	some := func(n int) bool { return d.r.IntN(n) == 0 }
	f.Open, f.Late, f.Urgent, f.Void = some(4), some(6), some(8), some(10)
	if some(3) {
		f.Kind = string(forms.DefaultRules().Kinds[d.r.IntN(9)].Kind)
	}
	if some(4) {
		f.State = pick(d.r, forms.Waiting, forms.Working, forms.ToCall, forms.Settled, "没有这种")
	}
	if some(4) {
		f.Mine = d.person()
	}
	if some(3) {
		f.From = now.AddDate(0, 0, -d.r.IntN(20))
		f.To = f.From.AddDate(0, 0, d.r.IntN(5))
	}
	var first, rest []int64
	for entry, b := range all {
		late := b.Open && !b.Due.IsZero() && now.After(b.Due)
		day := forms.Day(b.Happened)
		readable := !b.Confidential || f.Viewer.Role.AtLeast(forms.Supervisor) || b.Writer == f.Viewer.ID
		in := (!f.Open || b.Open) && (!f.Late || late) && (!f.Urgent || b.Urgent) && (!f.Void || b.Void) &&
			(f.Kind == "" || b.Kind == f.Kind && readable) && (f.State == "" || b.State == f.State) &&
			(f.Mine == forms.Person{} || b.Writer == f.Mine.ID || b.Handler == f.Mine.Name) &&
			(f.From.IsZero() || day >= forms.Day(f.From)) && (f.To.IsZero() || day <= forms.Day(f.To))
		switch {
		case in && b.Open && b.Urgent:
			first = append(first, entry)
		case in:
			rest = append(rest, entry)
		}
	}
	newest := func(a, b int64) int { return int(b - a) }
	slices.SortFunc(first, newest)
	slices.SortFunc(rest, newest)
	want := append(first, rest...)
	l, err := d.s.List(f)
	if err != nil || l.Count() != len(want) || !slices.Equal(l.entries, want) {
		d.t.Fatalf("%+v: %v, want %v (%v)", f, l.entries, want, err)
	}
	from := d.r.IntN(len(want) + 3)
	rows, err := l.Rows(context.Background(), from, 20)
	if err != nil {
		d.t.Fatal(err)
	}
	for i, r := range rows {
		b := all[want[from+i]]
		if r.Entry != want[from+i] || r.State != b.State || r.Late != (b.Open && !b.Due.IsZero() && now.After(b.Due)) {
			d.t.Fatalf("row %d is %+v", from+i, r)
		}
		if readable := mayRead(f.Viewer, flagsOf(b), b.Writer); r.Veiled == readable || !readable && r.Name+r.Room+r.Phone+r.Kind+r.Handler != "" {
			d.t.Fatalf("%s sees %+v", f.Viewer.Name, r)
		}
	}
	if want := max(0, min(20, len(want)-from)); len(rows) != want {
		d.t.Fatalf("%d rows from %d, not %d", len(rows), from, want)
	}
}

// compareSearch asks for a part of what stands in some entry.
func (d *desk) compareSearch(all map[int64]forms.Brief) {
	d.t.Helper()
	viewer := d.person()
	var words []string
	for range 1 + d.r.IntN(2) {
		words = append(words, d.partOf(all))
	}
	text := strings.Join(words, " ")
	want := map[int64]bool{}
	for entry, b := range all {
		found := len(ask(text)) > 0 && mayRead(viewer, flagsOf(b), b.Writer)
		for _, w := range strings.Fields(paper.Narrow(text)) {
			found = found && (normal(w) == "" || inBrief(b, normal(w)))
		}
		if found {
			want[entry] = true
		}
	}
	hits, err := d.s.Search(context.Background(), Query{Book: "duty", Text: text, Viewer: viewer, Limit: 10_000})
	if err != nil {
		d.t.Fatal(err)
	}
	numbers, err := d.s.numbered(context.Background(), d.s.read, []string{"duty"}, text)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, n := range numbers {
		want[n] = true
	}
	got := map[int64]bool{}
	for _, h := range hits {
		got[h.Entry] = true
	}
	if !reflect.DeepEqual(got, want) || len(hits) != len(want) {
		d.t.Fatalf("%s looks for %q: %v, want %v", viewer.Name, text, got, want)
	}
	if len(hits) > 3 { // fewer are the newest of them
		few, err := d.s.Search(context.Background(), Query{Book: "duty", Text: text, Viewer: viewer, Limit: 3})
		if err != nil || !reflect.DeepEqual(few, hits[:3]) {
			d.t.Fatalf("%q, three of %d: %v %v", text, len(hits), few, err)
		}
	}
}

func (d *desk) partOf(all map[int64]forms.Brief) string {
	keys := make([]int64, 0, len(all))
	for k := range all {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	b := all[keys[d.r.IntN(len(keys))]]
	if d.r.IntN(4) == 0 {
		names := forms.Initials(pick(d.r, b.Initials...))
		if len(names) > 0 {
			s := pick(d.r, names...)
			return s[:1+d.r.IntN(len(s))]
		}
	}
	piece := []rune(b.Hay[d.r.IntN(len(b.Hay))])
	from := d.r.IntN(len(piece))
	return string(piece[from:min(len(piece), from+1+d.r.IntN(6))])
}

func inBrief(b forms.Brief, word string) bool {
	for _, p := range b.Hay {
		if strings.Contains(normal(p), word) {
			return true
		}
	}
	letters := strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == ""
	for _, name := range b.Initials {
		for _, in := range forms.Initials(name) {
			if letters && strings.HasPrefix(in, word) {
				return true
			}
		}
	}
	return false
}

func TestManyWriteAtOnce(t *testing.T) {
	c := newClock()
	s := newStore(t, c)
	errs := make(chan error)
	for range 8 {
		go func() {
			for range 25 {
				_, err := s.Append(context.Background(), Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), "漏水"), By: li})
				errs <- err
			}
		}()
	}
	for range 200 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
		if l, err := s.List(Filter{Book: "duty"}); err != nil {
			t.Error(err)
		} else if _, err := l.Rows(context.Background(), 0, 5); err != nil {
			t.Error(err)
		}
	}
	isSound(t, s.Path(), 200)
}
