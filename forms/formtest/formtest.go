package formtest

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

func At(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, forms.Beijing)
	if err != nil {
		panic(err)
	}
	return t
}

var (
	Clerk      = forms.Person{ID: "p1", Name: "王芳", Role: forms.Clerk}
	Relief     = forms.Person{ID: "p3", Name: "李敏", Role: forms.Clerk}
	Supervisor = forms.Person{ID: "p2", Name: "陈建国", Role: forms.Supervisor}
	Manager    = forms.Person{ID: "p9", Name: "赵卫东", Role: forms.Manager}
)

func Office() *forms.Office {
	return &forms.Office{
		Name: "和谐花园管理处", Rules: forms.DefaultRules(), Calendar: forms.DefaultCalendar(),
		Shifts: []forms.Shift{{Name: "早班", Start: 8 * 60, End: 16 * 60}, {Name: "中班", Start: 16 * 60, End: 24 * 60}, {Name: "夜班", Start: 0, End: 8 * 60}},
	}
}

func Printed(s paper.Sheet) string {
	out := ""
	for _, p := range paper.Compose(s) {
		for _, b := range p.Boxes {
			out += b.Text() + "\n"
		}
	}
	return out
}

// Books is what the rules see of an office.
type Books struct {
	List map[string][]forms.Entry // of each book, oldest first
	Done []forms.Act              // of the duty log
	Rows int64
}

func NewBooks() *Books { return &Books{List: map[string][]forms.Entry{}} }

func (b *Books) Of(book string) []forms.Entry { return b.List[book] }

func (b *Books) Head() int64 { return b.Rows }

func (b *Books) Unfinished(book string) (out []forms.Entry) {
	for _, e := range b.Of(book) {
		if e.Brief().Open {
			out = append(out, e)
		}
	}
	return out
}

// Since takes an entry's number for its row.
func (b *Books) Since(book string, row int64) (out []forms.Entry) {
	for _, e := range b.Of(book) {
		if int64(e.Number().No) > row {
			out = append(out, e)
		}
	}
	return out
}

func (b *Books) Between(book string, from, to time.Time) (out []forms.Entry) {
	for _, e := range b.Of(book) {
		if d := forms.Day(e.Brief().Happened); d >= forms.Day(from) && d <= forms.Day(to) {
			out = append(out, e)
		}
	}
	return out
}

func (b *Books) Open(book string) (out []forms.Near) {
	for _, e := range b.Unfinished(book) {
		out = append(out, forms.Near{Ref: e.Number(), Brief: e.Brief()})
	}
	return out
}

func (b *Books) Entry(ref forms.Ref) forms.Entry {
	for _, e := range b.Of(ref.Book) {
		if e.Number() == ref {
			return e
		}
	}
	return nil
}

func (b *Books) Acts(_ string, row int64) (out []forms.Act) {
	for _, a := range b.Done {
		if a.Seq > row {
			out = append(out, a)
		}
	}
	return out
}

func (b *Books) Next(book string, row int64) (forms.Act, bool) {
	if all := b.Acts(book, row); len(all) > 0 {
		return all[0], true
	}
	return forms.Act{}, false
}

// Touched takes what happened for what was done.
func (b *Books) Touched(book string, from, to time.Time) []forms.Entry {
	return b.Between(book, from, to.Add(-time.Second))
}

func (b *Books) Lines(string, int, int) int { return 8 }

func (b *Books) Lately(book string, n int) (out []forms.Entry) {
	all := b.Of(book)
	for i := len(all) - 1; i >= 0 && len(out) < n; i-- {
		out = append(out, all[i])
	}
	return out
}

func (b *Books) Room(string) []forms.Near { return nil }

// Anchor is another one for each row.
func (b *Books) Anchor() string { return fmt.Sprintf("%d-%X", b.Rows, b.Rows*7919) }

func (b *Books) Latest(book, kind string) forms.Entry {
	all := b.Of(book)
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Brief().Kind == kind {
			return all[i]
		}
	}
	return nil
}

func (b *Books) Count(book, kind, state string, from, to time.Time) int {
	n := 0
	for _, e := range b.Of(book) {
		x := e.Brief()
		if (kind == "" || x.Kind == kind) && (state == "" || x.State == state) && forms.Day(x.Happened) >= forms.Day(from) && forms.Day(x.Happened) <= forms.Day(to) {
			n++
		}
	}
	return n
}

// Marked writes into every empty field of a record something that can be told
// apart on a page, and tells what stands there by the field's name. What is
// ticked says its own words, told by name; names told to be left are.
func Marked(v reflect.Value, at *time.Time, words map[string]string, leave ...string) map[string]string {
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

// Stands holds that every mark stands on a page.
func Stands(t *testing.T, s paper.Sheet, marks map[string]string) {
	t.Helper()
	text := strings.ReplaceAll(Printed(s), "\n", "")
	for name, want := range marks {
		if want == "" || !strings.Contains(text, want) {
			t.Errorf("%s (%q) is not on the page", name, want)
		}
	}
}

// Bench is an office in which a test does things to records, as the store would.
type Bench struct {
	T        *testing.T
	O        *forms.Office
	B        *Books
	Now      time.Time
	Staff    []forms.Person
	Followed []forms.Opening // what followed from the last act
}

func NewBench(t *testing.T, now string) *Bench {
	return &Bench{T: t, O: Office(), B: NewBooks(), Now: At(now), Staff: []forms.Person{Clerk, Relief, Supervisor, Manager}}
}

func (r *Bench) Context(by forms.Person) forms.Context {
	return forms.Context{Now: r.Now, By: by, Office: r.O, Staff: r.Staff, Sight: r.B}
}

// Do does a deed to a record, as the store would.
func (r *Bench) Do(x forms.Record, by forms.Person, v forms.Verb, d forms.Deed, ref forms.Ref) string {
	r.T.Helper()
	c := r.Context(by)
	var on forms.Record
	if v != forms.Open {
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
	return r.Apply(x, on, by, v, d, ref)
}

func (r *Bench) Apply(x, on forms.Record, by forms.Person, v forms.Verb, d forms.Deed, ref forms.Ref) string {
	if s, ok := d.(forms.Sealer); ok {
		s.Seal(on, r.Context(by))
	}
	a := forms.Act{Seq: r.B.Rows, At: r.Now, By: by, Verb: v, Ref: ref, Deed: d}
	if err := x.Apply(a); err != nil {
		return err.Error()
	}
	r.B.Rows++
	r.Followed = nil
	if o, ok := d.(forms.Opener); ok {
		r.Followed = o.Opens(x, a)
	}
	return ""
}

func (r *Bench) Must(x forms.Entry, by forms.Person, v forms.Verb, d forms.Deed) {
	r.T.Helper()
	ref := x.Number()
	if ref.No == 0 {
		ref = forms.Ref{Book: "visit", Year: 2026, No: 7}
	}
	if why := r.Do(x, by, v, d, ref); why != "" {
		r.T.Fatalf("%s: %s", v, why)
	}
}

// Enters opens an entry and puts it into its book.
func (r *Bench) Enters(book string, x forms.Entry, d forms.Deed) {
	r.T.Helper()
	if why := r.Apply(x, nil, Clerk, forms.Open, d, forms.Ref{Book: book, Year: 2026, No: len(r.B.List[book]) + 1}); why != "" {
		r.T.Fatal(why)
	}
	r.B.List[book] = append(r.B.List[book], x)
}
