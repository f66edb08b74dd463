package forms

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"frontdesk/forms/paper"
)

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, Beijing)
	if err != nil {
		panic(err)
	}
	return t
}

var (
	clerk      = Person{ID: "p1", Name: "王芳", Role: Clerk}
	relief     = Person{ID: "p3", Name: "李敏", Role: Clerk}
	supervisor = Person{ID: "p2", Name: "陈建国", Role: Supervisor}
	manager    = Person{ID: "p9", Name: "赵卫东", Role: Manager}
)

func testOffice() *Office {
	return &Office{
		Name: "和谐花园管理处", Rules: DefaultRules(), Calendar: DefaultCalendar(),
		Shifts: []Shift{{"早班", 8 * 60, 16 * 60}, {"中班", 16 * 60, 24 * 60}, {"夜班", 0, 8 * 60}},
	}
}

func printed(s paper.Sheet) string {
	out := ""
	for _, p := range paper.Compose(s) {
		for _, b := range p.Boxes {
			out += b.Text() + "\n"
		}
	}
	return out
}

// books is what the rules see of an office.
type books struct {
	list map[string][]Entry // of each book, oldest first
	acts []Act              // of the duty log
	rows int64
}

func newBooks() *books { return &books{list: map[string][]Entry{}} }

func (b *books) of(book string) []Entry { return b.list[book] }

func (b *books) Head() int64 { return b.rows }

func (b *books) Unfinished(book string) (out []Entry) {
	for _, e := range b.of(book) {
		if e.Brief().Open {
			out = append(out, e)
		}
	}
	return out
}

// Since takes an entry's number for its row.
func (b *books) Since(book string, row int64) (out []Entry) {
	for _, e := range b.of(book) {
		if int64(e.Number().No) > row {
			out = append(out, e)
		}
	}
	return out
}

func (b *books) Between(book string, from, to time.Time) (out []Entry) {
	for _, e := range b.of(book) {
		if d := Day(e.Brief().Happened); d >= Day(from) && d <= Day(to) {
			out = append(out, e)
		}
	}
	return out
}

func (b *books) Open(book string) (out []Near) {
	for _, e := range b.Unfinished(book) {
		out = append(out, Near{e.Number(), e.Brief()})
	}
	return out
}

func (b *books) Entry(ref Ref) Entry {
	for _, e := range b.of(ref.Book) {
		if e.Number() == ref {
			return e
		}
	}
	return nil
}

func (b *books) Acts(_ string, row int64) (out []Act) {
	for _, a := range b.acts {
		if a.Seq > row {
			out = append(out, a)
		}
	}
	return out
}

func (b *books) Next(book string, row int64) (Act, bool) {
	if all := b.Acts(book, row); len(all) > 0 {
		return all[0], true
	}
	return Act{}, false
}

// Touched takes what happened for what was done.
func (b *books) Touched(book string, from, to time.Time) []Entry {
	return b.Between(book, from, to.Add(-time.Second))
}

func (b *books) Lines(string, int, int) int { return 8 }

func (b *books) Lately(book string, n int) (out []Entry) {
	all := b.of(book)
	for i := len(all) - 1; i >= 0 && len(out) < n; i-- {
		out = append(out, all[i])
	}
	return out
}

func (b *books) Room(string) []Near { return nil }

// Anchor is another one for each row.
func (b *books) Anchor() string { return fmt.Sprintf("%d-%X", b.rows, b.rows*7919) }

func (b *books) Latest(book, kind string) Entry {
	all := b.of(book)
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Brief().Kind == kind {
			return all[i]
		}
	}
	return nil
}

func (b *books) Count(book, kind, state string, from, to time.Time) int {
	n := 0
	for _, e := range b.of(book) {
		x := e.Brief()
		if (kind == "" || x.Kind == kind) && (state == "" || x.State == state) && Day(x.Happened) >= Day(from) && Day(x.Happened) <= Day(to) {
			n++
		}
	}
	return n
}

// marked writes into every empty field of a record something that can be told
// apart on a page, and tells what stands there by the field's name. What is
// ticked says its own words, told by name; names told to be left are.
func marked(v reflect.Value, at *time.Time, words map[string]string, leave ...string) map[string]string {
	marks := map[string]string{}
	var fill func(v reflect.Value, name string)
	fill = func(v reflect.Value, name string) {
		for _, l := range leave {
			if name == l {
				return
			}
		}
		if w, ok := words[name]; ok {
			marks[name] = w
		}
		switch x := v.Interface().(type) {
		case time.Time:
			if x.IsZero() {
				*at = at.Add(time.Minute)
				v.Set(reflect.ValueOf(*at))
			}
			marks[name] = v.Interface().(time.Time).Format("15:04")
			return
		}
		switch v.Kind() {
		case reflect.Bool:
			v.SetBool(true)
			marks[name] = words[name]
		case reflect.String:
			if v.String() == "" {
				v.SetString(strings.ReplaceAll(name, ".", ""))
			}
			if _, ok := words[name]; !ok {
				marks[name] = v.String()
			}
		case reflect.Int:
			v.SetInt(int64(70 + len(marks)))
			marks[name] = fmt.Sprint(v.Int())
		case reflect.Struct:
			for i := range v.NumField() {
				f := v.Type().Field(i)
				inner := name + "." + f.Name
				if f.Anonymous || name == "" {
					inner = f.Name
				}
				if f.Anonymous {
					inner = name
				}
				fill(v.Field(i), inner)
			}
		case reflect.Slice:
			for i := range v.Len() {
				fill(v.Index(i), fmt.Sprint(name, i))
			}
		}
	}
	fill(v, "")
	return marks
}

// stand holds that every mark stands on a page.
func stand(t *testing.T, s paper.Sheet, marks map[string]string) {
	t.Helper()
	text := strings.ReplaceAll(printed(s), "\n", "")
	for name, want := range marks {
		if want == "" || !strings.Contains(text, want) {
			t.Errorf("%s (%q) is not on the page", name, want)
		}
	}
}

// bench is an office in which a test does things to records, as the store would.
type bench struct {
	t     *testing.T
	o     *Office
	b     *books
	now   time.Time
	staff []Person
	next  []Opening // what followed from the last act
}

func newBench(t *testing.T, now string) *bench {
	return &bench{t: t, o: testOffice(), b: newBooks(), now: at(now), staff: []Person{clerk, relief, supervisor, manager}}
}

func (r *bench) context(by Person) Context {
	return Context{Now: r.now, By: by, Office: r.o, Staff: r.staff, Sight: r.b}
}

// do does a deed to a record, as the store would.
func (r *bench) do(x Record, by Person, v Verb, d Deed, ref Ref) string {
	r.t.Helper()
	c := r.context(by)
	var on Record
	if v != Open {
		on = x
		for _, s := range x.Steps(c) {
			if s.Verb == v && s.Refused != "" {
				return s.Refused
			}
			if s.Verb == v && s.Sign != "" && !by.Role.AtLeast(s.Sign) {
				return "要由" + string(s.Sign) + "签名"
			}
		}
	}
	slip := d.Slip(on, c)
	for _, p := range append(slip.Problems(), d.Check(on, c)...) {
		return p.Words
	}
	return r.apply(x, on, by, v, d, ref)
}

func (r *bench) apply(x, on Record, by Person, v Verb, d Deed, ref Ref) string {
	if s, ok := d.(Sealer); ok {
		s.Seal(on, r.context(by))
	}
	a := Act{Seq: r.b.rows, At: r.now, By: by, Verb: v, Ref: ref, Deed: d}
	if err := x.Apply(a); err != nil {
		return err.Error()
	}
	r.b.rows++
	r.next = nil
	if o, ok := d.(Opener); ok {
		r.next = o.Opens(x, a)
	}
	return ""
}

func (r *bench) must(x Entry, by Person, v Verb, d Deed) {
	r.t.Helper()
	ref := x.Number()
	if ref.No == 0 {
		ref = Ref{"visit", 2026, 7}
	}
	if why := r.do(x, by, v, d, ref); why != "" {
		r.t.Fatalf("%s: %s", v, why)
	}
}

// enters opens an entry and puts it into its book.
func (r *bench) enters(book string, x Entry, d Deed) {
	r.t.Helper()
	if why := r.apply(x, nil, clerk, Open, d, Ref{book, 2026, len(r.b.list[book]) + 1}); why != "" {
		r.t.Fatal(why)
	}
	r.b.list[book] = append(r.b.list[book], x)
}
