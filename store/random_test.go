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

// desk plays an office at random through its real books.
type desk struct {
	t    testing.TB
	s    *Store
	c    *clock
	r    *rand.Rand
	refs []forms.Ref
	n    map[forms.Verb]int // how often each verb was written

	staff []forms.Person   // who signs
	book  map[int64]string // of each entry that was gone through
}

func newDesk(t testing.TB, s *Store, c *clock, seed uint64) *desk {
	return &desk{t: t, s: s, c: c, r: rand.New(rand.NewPCG(seed, 1)), n: map[forms.Verb]int{}, staff: []forms.Person{li, wang, li, wang, zhao, qian}}
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

var (
	places   = []string{"厨房", "楼道", "车库 B1", "电梯", "大堂", "3栋门口", "花园"}
	troubles = []string{"水龙头漏水", "灯不亮", "门禁刷不开", "有异味", "噪音太大", "Wi-Fi 断线", "垃圾没清", "漏电！很危险", "＝1＋1", "𠮷家家具挡道"}
	family   = []string{"张", "王", "单", "曾", "尉迟", "李", "查", "解"}
	given    = []string{"伟", "晓曾", "敏", "建国", "行", "Anna", "乐"}
)

func (d *desk) sentence() string {
	s := pick(d.r, places...) + pick(d.r, troubles...) + "，" + pick(d.r, "请尽快处理。", "第 2 次反映。", "约好 15:30 上门", "住户很着急\n老人在家")
	if d.r.IntN(30) == 0 {
		s = strings.Repeat(s, 1+d.r.IntN(20))
	}
	return s
}

func (d *desk) person() forms.Person { return pick(d.r, d.staff...) }

func (d *desk) room() string {
	return fmt.Sprintf("%d-%d-%d0%d", 1+d.r.IntN(9), 1+d.r.IntN(3), 1+d.r.IntN(30), 1+d.r.IntN(4))
}

func (d *desk) phone() string { return fmt.Sprintf("13%09d", d.r.IntN(1e9)) }

func (d *desk) line() *forms.DutyLine {
	kinds := forms.DefaultRules().Kinds
	return &forms.DutyLine{
		Happened: d.c.Now().Add(-time.Duration(d.r.IntN(90)) * time.Minute).Truncate(time.Minute), Way: forms.ByPhone,
		Room: d.room(), Name: pick(d.r, family...) + pick(d.r, given...), Phone: d.phone(), As: forms.Owner,
		Kind: kinds[d.r.IntN(len(kinds))].Kind, Urgent: d.r.IntN(8) == 0, Text: d.sentence(), Price: "50 元", ReadBack: true,
		Confidential: d.r.IntN(6) == 0,
	}
}

// step does one thing, chosen at random.
func (d *desk) step() {
	d.c.add(time.Duration(d.r.IntN(100)) * time.Minute)
	switch n := d.r.IntN(100); {
	case n < 40 || len(d.refs) == 0:
		w := Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: d.line(), By: d.person()}
		if d.s.books["release"] != nil && d.r.IntN(3) == 0 {
			l := &forms.ReleaseLine{}
			d.fill(l, nil, forms.Context{Now: d.c.Now(), By: w.By, Office: d.s.Office()})
			l.To = d.c.Now().Add(time.Duration(d.r.IntN(200)) * time.Hour) // most have time to be issued
			w.Ref.Book, w.Deed = "release", l
		}
		d.append(w)
	case n < 45:
		p, ok, err := d.s.LastPage(context.Background(), "duty")
		if err != nil {
			d.t.Fatalf("last page: %v", err)
		}
		if !ok {
			return
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
		at := d.r.IntN(len(d.refs))
		if d.r.IntN(2) == 0 { // what is new is in hand
			at = max(at, len(d.refs)-1-d.r.IntN(5))
		}
		d.act(d.refs[at])
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
	deed := d.s.books[ref.Book].Deeds[step.Verb]()
	d.fill(deed, r, c)
	d.append(Writing{Ref: ref, Verb: step.Verb, Deed: deed, By: c.By})
}

// fill fills in the blanks of a deed at random.
func (d *desk) fill(deed forms.Deed, r forms.Record, c forms.Context) {
	if x, ok := deed.(forms.Starter); ok {
		x.Start(r, c)
	}
	for range 3 { // some blanks come up with what was filled in
		s := deed.Slip(r, c)
		for _, b := range s.Blanks() {
			if !b.ReadOnly && (b.Required && b.Get() == "" || d.r.IntN(6) == 0 || b.Kind == paper.TickKind && d.r.IntN(3) > 0) {
				_ = b.Set(d.blank(b)) // what does not fit stays out, and is then asked for
			}
		}
	}
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
	case paper.TextKind:
		if d.r.IntN(4) > 0 {
			return pick(d.r, "1234", "件", "冰箱", "周强")
		}
	case paper.PhoneKind:
		return d.phone()
	case paper.RoomKind:
		return d.room()
	case paper.PersonKind:
		return pick(d.r, family...) + pick(d.r, given...)
	}
	return d.sentence()
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
	rows, err := d.s.read.Query(`SELECT book, year, no FROM board WHERE book NOT IN ('staff', 'office') ORDER BY entry LIMIT -1 OFFSET ?`, before)
	more, err := collect(rows, err, func(row scanner) (r forms.Ref, err error) {
		return r, row.Scan(&r.Book, &r.Year, &r.No)
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
	all := map[forms.Verb]int{}
	for seed := range uint64(6) {
		c := newClock()
		c.now = time.Date(2026, 12, 28, 8, 0, 0, 0, forms.Beijing) // over the turn of the year
		s := newStore(t, c)
		d := newDesk(t, s, c, seed)
		for range 300 {
			d.step()
		}
		before := derived(t, s)
		if err := s.Rebuild(context.Background()); err != nil {
			t.Fatal(err)
		}
		same(t, before, derived(t, s))
		isSound(t, s.Path(), d.rows())
		for v, n := range d.n {
			all[v] += n
		}
	}
	if len(all) < 18 {
		t.Errorf("only these verbs were written: %v", all)
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
	d.book = map[int64]string{}
	for _, ref := range d.refs {
		r, acts, err := d.s.Record(context.Background(), ref)
		if err != nil {
			d.t.Fatal(err)
		}
		out[acts[0].Seq], d.book[acts[0].Seq] = r.Brief(), ref.Book
	}
	return out
}

// Lists and searches give what going through all records by hand gives.
func TestListsAndSearchesAgainstGoingThroughAll(t *testing.T) {
	c := newClock()
	s := newStore(t, c)
	d := newDesk(t, s, c, 99)
	for range 600 {
		d.step()
	}
	all := d.every()
	text := wordsOf(all)
	for range 200 {
		d.compareList(all)
		d.compareSearch(all, text)
	}
	if err := s.sweepTo(context.Background(), 0); err != nil { // swept or not makes no difference
		t.Fatal(err)
	}
	for range 200 {
		d.compareSearch(all, text)
	}
}

func (d *desk) compareList(all map[int64]forms.Brief) {
	d.t.Helper()
	f := d.filter()
	var first, rest []int64
	for entry, b := range all {
		switch {
		case d.book[entry] != f.Book || !lets(f, b, d.c.Now()):
		case b.Open && b.Urgent:
			first = append(first, entry)
		default:
			rest = append(rest, entry)
		}
	}
	slices.SortFunc(first, newestFirst)
	slices.SortFunc(rest, newestFirst)
	want := append(first, rest...)
	l, err := d.s.List(f)
	if err != nil || l.Count() != len(want) || !slices.Equal(l.entries(0, l.Count()), want) {
		d.t.Fatalf("%+v: %v, want %v (%v)", f, l, want, err)
	}
	from := d.r.IntN(len(want) + 3)
	rows, err := l.Rows(context.Background(), from, 20)
	if err != nil || len(rows) != max(0, min(20, len(want)-from)) {
		d.t.Fatalf("%d rows from %d, %v", len(rows), from, err)
	}
	for i, r := range rows {
		if at, ok := l.At(r.Entry); !ok || at != from+i || r.Entry != want[at] {
			d.t.Fatalf("row %d is %+v", from+i, r)
		}
		d.compareRow(r, all[r.Entry], f.Viewer)
	}
}

func (d *desk) filter() Filter {
	some := func(n int) bool { return d.r.IntN(n) == 0 }
	f := Filter{Book: pick(d.r, "duty", "duty", "release"), Viewer: d.person(), Open: some(4), Late: some(6), Urgent: some(8), Void: some(10)}
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
		f.From = d.c.Now().AddDate(0, 0, -d.r.IntN(20))
		f.To = f.From.AddDate(0, 0, d.r.IntN(5))
	}
	return f
}

func isLate(b forms.Brief, now time.Time) bool {
	return b.Open && !b.Due.IsZero() && now.After(b.Due)
}

// lets is what a filter means.
func lets(f Filter, b forms.Brief, now time.Time) bool {
	day := forms.Day(b.Happened)
	for _, in := range []bool{
		!f.Open || b.Open, !f.Late || isLate(b, now), !f.Urgent || b.Urgent, !f.Void || b.Void,
		f.Kind == "" || b.Kind == f.Kind && mayRead(f.Viewer, flagsOf(b), b.Writer),
		f.State == "" || b.State == f.State,
		f.Mine == forms.Person{} || b.Writer == f.Mine.ID || b.Handler == f.Mine.Name,
		f.From.IsZero() || day >= forms.Day(f.From), f.To.IsZero() || day <= forms.Day(f.To),
	} {
		if !in {
			return false
		}
	}
	return true
}

func (d *desk) compareRow(r Row, b forms.Brief, viewer forms.Person) {
	d.t.Helper()
	if r.State != b.State || r.Late != isLate(b, d.c.Now()) || !r.Happened.Equal(b.Happened) || r.Urgent != b.Urgent {
		d.t.Fatalf("%+v of %+v", r, b)
	}
	if readable := mayRead(viewer, flagsOf(b), b.Writer); readable && r.Name+r.Room+r.Phone+r.Kind+r.Handler != b.Name+b.Room+b.Phone+b.Kind+b.Handler ||
		r.Veiled == readable || !readable && r.Name+r.Room+r.Phone+r.Kind+r.Handler != "" {
		d.t.Fatalf("%s sees %+v", viewer.Name, r)
	}
}

// compareSearch asks for a part of what stands in some entry.
func (d *desk) compareSearch(all map[int64]forms.Brief, text map[int64]words) {
	d.t.Helper()
	ctx := context.Background()
	q := Query{Viewer: d.person(), Limit: 10_000}
	for range 1 + d.r.IntN(2) {
		q.Text += d.partOf(all) + " "
	}
	numbers, err := d.s.numbered(ctx, d.s.read, registers(d.s), q.Text)
	if err != nil {
		d.t.Fatal(err)
	}
	want := map[int64]bool{}
	for _, n := range numbers {
		want[n] = true
	}
	for entry, b := range all {
		if mayRead(q.Viewer, flagsOf(b), b.Writer) && text[entry].have(q.Text) {
			want[entry] = true
		}
	}
	hits, err := d.s.Search(ctx, q)
	if err != nil {
		d.t.Fatal(err)
	}
	got := map[int64]bool{}
	for _, h := range hits {
		got[h.Entry] = true
	}
	if !reflect.DeepEqual(got, want) || len(hits) != len(want) {
		d.t.Fatalf("%s looks for %q: %v, want %v", q.Viewer.Name, q.Text, got, want)
	}
	q.Limit = 3 // fewer are the first of them
	few, err := d.s.Search(ctx, q)
	if err != nil || len(few) != min(3, len(hits)) || len(few) > 0 && !reflect.DeepEqual(few, hits[:len(few)]) {
		d.t.Fatalf("%q, three of %d: %v %v", q.Text, len(hits), few, err)
	}
}

// registers are all books that are searched.
func registers(s *Store) []string {
	in, _ := s.registers("")
	return in
}

// words is what an entry is found by, without any index.
type words struct{ pieces, initials []string }

func wordsOf(all map[int64]forms.Brief) map[int64]words {
	out := map[int64]words{}
	for entry, b := range all {
		var w words
		for _, p := range b.Hay {
			w.pieces = append(w.pieces, normal(p))
		}
		for _, name := range b.Initials {
			w.initials = append(w.initials, forms.Initials(name)...)
		}
		out[entry] = w
	}
	return out
}

// have tells whether every word of the text is found.
func (w words) have(text string) bool {
	asked := 0
	for _, word := range strings.Fields(paper.Narrow(text)) {
		word = normal(word)
		if word == "" {
			continue
		}
		asked++
		letters := strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == ""
		if !slices.ContainsFunc(w.pieces, func(p string) bool { return strings.Contains(p, word) }) &&
			!(letters && slices.ContainsFunc(w.initials, func(in string) bool { return strings.HasPrefix(in, word) })) {
			return false
		}
	}
	return asked > 0
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
