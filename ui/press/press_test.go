package press

import (
	"cmp"
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/assets"
	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/complaint"
	"frontdesk/forms/duty"
	"frontdesk/forms/paper"
	"frontdesk/forms/release"
	"frontdesk/forms/visit"
	"frontdesk/store"
	"frontdesk/store/trial"
)

var first = time.Date(2026, 9, 7, 9, 0, 0, 0, forms.Beijing)

// anOffice has lines in September and November, a visit, a complaint and a permit
// that is not signed, each with the number 1, and has lived until the end of the year.
func anOffice(t *testing.T) *store.Store {
	t.Helper()
	now := first
	st, _, err := store.Found(t.Context(), store.Folder(t.TempDir()), trial.Office(), store.Options{Books: books.All(), Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	open := func(book string, deed forms.Deed) {
		t.Helper()
		by := who(st, cmp.Or(books.Named(book).Signed[forms.Open], forms.Clerk))
		if _, err := st.Append(t.Context(), store.Writing{Ref: forms.Ref{Book: book}, Verb: forms.Open, By: by, Deed: deed}); err != nil {
			t.Fatalf("%s: %v", book, err)
		}
	}
	log := func() {
		open("duty", &duty.Line{Happened: now, Way: duty.ByPhone, Room: "3-2-501", Name: "张伟", Phone: "13805510001", As: forms.Owner, Kind: forms.Repair, Text: "厨房水管漏水", ReadBack: true})
	}
	for range 12 {
		log()
	}
	open("complaint", &complaint.Line{Room: "3-2-501", Name: "张伟", As: forms.Owner, Received: now, Facts: "装修噪音，中午也不停。"})
	open("visit", &visit.Line{Kind: forms.OfRepair, Room: "3-2-501", Name: "张伟", What: "厨房水管漏水", Finished: now, First: "李敏", To: now.Add(48 * time.Hour)})
	open("release", &release.Line{Room: "3-2-501", Name: "张伟", Phone: "13805510001", As: forms.Owner, From: now, To: now.Add(4 * time.Hour), Items: []release.Item{{Name: "沙发", Count: 1}}})
	now = first.AddDate(0, 2, 0)
	log()
	log()
	now = first.AddDate(0, 3, 20)
	return st
}

// who is somebody of a role.
func who(st *store.Store, role forms.Role) forms.Person {
	people := st.People()
	return people[slices.IndexFunc(people, func(x forms.Member) bool { return x.Role == role })].Person
}

// made is what a press made of an office, in every kind of way.
type made struct {
	kind   string
	leaves int // pages of books, and reports, that are drawn for it
	laid   int // how often one was laid out
	told   [][2]int
}

// everything makes every kind of papers there is, and every kind of file of them.
func everything(t *testing.T) []made {
	t.Helper()
	p := Of(anOffice(t))
	laid := counted(p)
	var out []made
	clerk, supervisor := who(p.st, forms.Clerk), who(p.st, forms.Supervisor)
	make := func(kind string, do func(tell Progress) (Papers, error)) Papers {
		t.Helper()
		m, was := made{kind: kind}, *laid
		x, err := do(func(done, total int) { m.told = append(m.told, [2]int{done, total}) })
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		m.leaves, m.laid = len(x.Leaves), *laid-was
		out = append(out, m)
		return x
	}
	from, to := first.AddDate(0, 0, -6), first.AddDate(0, 3, 20)
	a, z := forms.Day(from), forms.Day(to)
	var year Papers
	for _, b := range books.All() {
		if list, err := p.st.PagesOf(t.Context(), b.Key, a, z); err != nil || len(list) == 0 {
			continue // nothing was written in it
		}
		year = make(b.Title, func(tell Progress) (Papers, error) { return p.Book(t.Context(), b, a, z, clerk, clerk, tell) })
		for _, ext := range []string{".xlsx", ".pdf"} {
			path := filepath.Join(t.TempDir(), "out"+ext)
			make(b.Title+ext, func(tell Progress) (Papers, error) { return Papers{}, p.Export(t.Context(), path, year, tell) })
		}
		make(b.Title+".zip", func(tell Progress) (Papers, error) {
			path := filepath.Join(t.TempDir(), "out.zip")
			err := p.Shelve(t.Context(), path, b, from, to, clerk, supervisor, tell)
			m, faults, wrong := p.Check(t.Context(), path)
			if err != nil || wrong != nil || len(faults) > 0 || len(m.Pages) != len(year.Leaves) {
				t.Errorf("%s: %v, %v %q", b.Title, err, wrong, faults)
			}
			return Papers{Leaves: year.Leaves}, err
		})
	}
	for _, b := range books.All() {
		for _, r := range b.Reports {
			make(r.Title, func(tell Progress) (Papers, error) { return p.Report(t.Context(), b, r, from, to, clerk, tell) })
		}
	}
	make("相关各份", func(tell Progress) (Papers, error) {
		rows := []store.Row{{Ref: forms.Ref{Book: "duty", Year: 2026, No: 1}}, {Ref: forms.Ref{Book: "visit", Year: 2026, No: 1}}, {Ref: forms.Ref{Book: "complaint", Year: 2026, No: 1}}, {Ref: forms.Ref{Book: "plan", Year: 2026, No: 1}}}
		return p.Linked(t.Context(), books.Named("visit"), rows[1].Ref, rows, clerk, tell)
	})
	if len(out) < 4*4+7 {
		t.Fatalf("only %d things were made", len(out))
	}
	return out
}

// counted counts how often a press lays out.
func counted(p *Press) *int {
	n := 0
	p.lay = func(s *paper.Sheet) []paper.Page {
		n++
		return paper.Lay(s)
	}
	return &n
}

// A page is laid out once, whatever is made of it: what is looked at, what is printed
// for the second time, each file of an archive.
func TestAPageIsLaidOutOnce(t *testing.T) {
	for _, m := range everything(t) {
		if m.laid != m.leaves {
			t.Errorf("%s: %d pages are laid out %d times", m.kind, m.leaves, m.laid)
		}
	}
	p := Of(anOffice(t))
	laid := counted(p)
	by := who(p.st, forms.Clerk)
	for copy := 1; copy < 4; copy++ {
		*laid = 0
		x, err := p.Book(t.Context(), books.Named("duty"), "2026-09-07", "2026-12-31", by, by, nil)
		if err != nil || *laid != len(x.Leaves) {
			t.Fatalf("%d pages are laid out %d times, %v", len(x.Leaves), *laid, err)
		}
		for _, page := range x.ToPrint() {
			if text := words([]paper.Page{page}); !strings.Contains(text, forms.CopyMark(copy)) || copy == 1 && strings.Contains(text, "次打印") {
				t.Errorf("copy %d does not say so", copy)
			}
		}
		if strings.Contains(words(x.Job.Pages), "次打印") {
			t.Error("an export says how often it was printed")
		}
		if _, err := p.st.AppendAll(t.Context(), x.Handed(x.ToPrint(), "前台", 1)...); err != nil {
			t.Fatal(err)
		}
	}
}

// Nothing here lays a sheet out past the press.
func TestOneHandLaysOut(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if x, ok := n.(*ast.SelectorExpr); ok && fmt.Sprint(x.X) == "paper" {
				found[x.Sel.Name]++
			}
			return true
		})
	}
	if found["Lay"] != 1 || found["Compose"] != 0 {
		t.Errorf("Lay is named %d times, Compose %d", found["Lay"], found["Compose"])
	}
}

func words(pages []paper.Page) string {
	out := ""
	for _, p := range pages {
		for _, b := range p.Boxes {
			out += b.Text() + "\n"
		}
	}
	return out
}

// The bar of every kind of papers and of every kind of file reaches its end, and
// never goes back.
func TestEveryBarReachesItsEnd(t *testing.T) {
	for _, m := range everything(t) {
		was := 0.0
		for _, x := range m.told {
			at := float64(x[0]) / float64(x[1])
			if at < was || at > 1 {
				t.Errorf("%s: the bar goes from %.3f to %.3f", m.kind, was, at)
			}
			was = at
		}
		if n := len(m.told); n == 0 || m.told[n-1][0] != m.told[n-1][1] {
			t.Errorf("%s: the bar ends at %.3f, told %d times", m.kind, was, n)
		}
	}
}

// Sheets of two books with one number, printed together: of one that is printed alone,
// it is not said that the other was.
func TestThePrintOfOneSheetIsNotThatOfAnother(t *testing.T) {
	p := Of(anOffice(t))
	by := who(p.st, forms.Clerk)
	rows := []store.Row{{Ref: forms.Ref{Book: "visit", Year: 2026, No: 1}}, {Ref: forms.Ref{Book: "complaint", Year: 2026, No: 1}}}
	x, err := p.Linked(t.Context(), books.Named("visit"), rows[0].Ref, rows, by, nil)
	if err != nil || len(x.Job.Pages) < 2 {
		t.Fatalf("%d pages %v", len(x.Job.Pages), err)
	}
	acts := x.Handed(x.Job.Pages[:1], "前台", 3)
	if len(acts) != 1 || acts[0].Ref.Book != "visit" || acts[0].Deed.(*forms.Printing).Copies != 3 {
		t.Errorf("recorded is %+v", acts)
	}
	if _, err := p.st.AppendAll(t.Context(), acts...); err != nil {
		t.Fatal(err)
	}
	if x, err = p.Linked(t.Context(), books.Named("visit"), rows[0].Ref, rows, by, nil); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(words(x.Job.Pages), "第 2 次打印"); n != 1 {
		t.Errorf("%d sheets are printed again", n)
	}
}

// What may not be printed yet is refused alone, and named in a period.
func TestWhatMayNotBePrinted(t *testing.T) {
	p := Of(anOffice(t))
	by := who(p.st, forms.Clerk)
	permits := books.Named("release")
	if _, err := p.Page(t.Context(), permits, store.PageInfo{Year: 2026, No: 1, Day: forms.Day(first)}, by); err == nil {
		t.Error("a permit that is not signed is printed")
	}
	x, err := p.Book(t.Context(), permits, forms.Day(first), forms.Day(first), by, by, nil)
	if err != nil || len(x.Of(x.Job.Pages...)) != 1 || x.Leaves[0].Refused == nil || x.Leaves[0].Name != "2026-001" {
		t.Errorf("%+v %v", x.Leaves, err)
	}
}

// Whoever gets a file from an office reads in it which program wrote it. The name of
// the file says what is in it, and a cancelled archive is none.
func TestWhatAFileSaysOfItself(t *testing.T) {
	p := Of(anOffice(t))
	by := who(p.st, forms.Clerk)
	log := books.Named("duty")
	x, err := p.Page(t.Context(), log, store.PageInfo{Year: 2026, No: 1, Day: forms.Day(first)}, by)
	if err != nil || x.Job.Program != assets.Program() || x.Job.Program == "" || x.Name != "值班记录表 第 2026-001 页" {
		t.Errorf("%q by %q, %v", x.Name, x.Job.Program, err)
	}
	for _, name := range []string{"x", "x.db", "x.zip"} {
		if err := Save(t.Context(), filepath.Join(t.TempDir(), name), x.Job, nil); err == nil || !strings.Contains(err.Error(), ".xlsx") {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := p.Archive(ctx, log, first, first, by, by, io.Discard, func(int, int) { cancel() }); err == nil {
		t.Error("it goes on after it was cancelled")
	}
	if _, err := p.Archive(t.Context(), log, first.AddDate(0, -2, 0), first.AddDate(0, -1, 0), by, by, io.Discard, nil); err == nil || !strings.Contains(err.Error(), "没有可以归档的页") {
		t.Errorf("a period without pages: %v", err)
	}
}
