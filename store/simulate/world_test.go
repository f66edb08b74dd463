package simulate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"testing/cryptotest"
	"time"

	"frontdesk/forms"
	"frontdesk/store"
	"frontdesk/store/told"
)

// mood is how somebody works.
type mood string

const (
	careful   mood = "仔细"
	careless  mood = "马虎"
	dishonest mood = "不老实"
)

// plan is what an office is founded with. It follows from the seed alone.
type plan struct {
	seed   uint64
	start  time.Time
	days   int // that are played
	shifts []forms.Shift
	people []store.Newcomer
}

// planOf founds offices of one, two and three shifts over the turns of months,
// quarters and years, over holidays, and into years that no table knows.
func planOf(seed uint64) plan {
	r := rand.New(rand.NewPCG(seed, 1))
	day := pick(r, "2026-09-20", "2026-12-18", "2026-02-01", "2027-01-20", "2028-02-20", "2026-06-10", "2027-12-15")
	start, err := time.ParseInLocation(time.DateOnly, day, forms.Beijing)
	if err != nil {
		panic(err)
	}
	p := plan{seed: seed, start: start.Add(8 * time.Hour), days: pick(r, 8, 30, 92)}
	p.shifts = pick(r,
		[]forms.Shift{{Name: "白班", Start: 540, End: 1080}},
		[]forms.Shift{{Name: "早班", Start: 450, End: 900}, {Name: "晚班", Start: 900, End: 450}},
		[]forms.Shift{{Name: "早班", Start: 480, End: 960}, {Name: "中班", Start: 960, End: 1440}, {Name: "夜班", Start: 0, End: 480}},
	)
	p.people = []store.Newcomer{
		{Name: "钱伟", Role: forms.Manager, PIN: "4444"},
		{Name: "赵刚", Role: forms.Supervisor, PIN: "3333"},
		{Name: "孙丽", Role: forms.Supervisor, PIN: "3334"},
		{Name: "李敏", Role: forms.Clerk, PIN: "1111"},
		{Name: "王芳", Role: forms.Clerk, PIN: "1112"},
		{Name: "周强", Role: forms.Clerk, PIN: "1113"},
	}
	if chance(r, 2) { // a second manager; else there is only one
		p.people = append(p.people, store.Newcomer{Name: "吴军", Role: forms.Manager, PIN: "4445"})
	}
	return p
}

// origin names an entry by the act that opened it, so that it has the same name
// when other acts are left out.
type origin struct{ act, nth int }

// entry is an entry of a book, and what was last known of it.
type entry struct {
	origin
	ref   forms.Ref
	first int64 // row that opened it
	last  int64 // its last row
	brief forms.Brief
}

// row is a row of the ledger, read past the store.
type row struct {
	seq, at    int64
	book       string
	year, no   int
	page, line int
	verb       forms.Verb
	by         forms.Person
	hash       string
	words      string
}

// world is an office that is played.
type world struct {
	t    testing.TB
	plan plan
	dir  string
	path string
	s    *store.Store
	raw  *sql.DB // reads the file past the store

	pc *told.Clock // of the PC: the only one there is

	books   []*forms.Book
	entries []*entry
	byRef   map[forms.Ref]*entry
	of      map[origin]*entry
	held    map[int]store.Writing
	lastOne *store.Writing
	rows    []row
	moods   map[string]mood
	pins    map[string]string // by name
	o       outcome           // of the last act
	opens   int               // times that the file was opened
	memory  map[string]any    // what properties keep from act to act
}

// maker makes worlds, and keeps what takes long to make.
type maker struct {
	t       testing.TB
	plan    plan
	founded []byte
	books   func() []*forms.Book // that are played
}

// world is a newly founded office. What the program draws at random comes out the
// same each time.
func (m *maker) world() *world {
	m.t.Helper()
	random(m.t, m.plan.seed)
	dir, err := os.MkdirTemp(memory(), "office")
	if err != nil {
		m.t.Fatal(err)
	}
	w := &world{
		t: m.t, plan: m.plan, dir: dir, pc: told.At(m.plan.start), books: m.books(), byRef: map[forms.Ref]*entry{}, of: map[origin]*entry{},
		held: map[int]store.Writing{}, moods: map[string]mood{}, pins: map[string]string{}, memory: map[string]any{},
	}
	r := rand.New(rand.NewPCG(m.plan.seed, 2))
	for _, p := range m.plan.people {
		w.moods[p.Name], w.pins[p.Name] = someMood(r), p.PIN
	}
	if m.founded == nil {
		m.found(w)
	}
	w.path = filepath.Join(dir, "0", store.LedgerName)
	w.write(w.path, m.founded)
	w.open()
	w.look(act{})
	return w
}

// memory is a folder in memory where there is one: nothing of an office that is
// played has to outlive a power cut.
func memory() string {
	if i, err := os.Stat("/dev/shm"); err == nil && i.IsDir() {
		return "/dev/shm"
	}
	return ""
}

func random(t testing.TB, seed uint64) {
	if t, ok := t.(*testing.T); ok {
		cryptotest.SetGlobalRandom(t, seed)
	}
}

func someMood(r *rand.Rand) mood { return pick(r, careful, careful, careful, careless, dishonest) }

func (m *maker) found(w *world) {
	s, _, err := store.Found(context.Background(), store.Folder(filepath.Join(w.dir, "founded")), store.Founding{
		Settings: forms.Settings{Office: forms.Office{Name: "翠湖花园物业服务中心", Shifts: m.plan.shifts, Rules: forms.DefaultRules()}}, People: m.plan.people,
	}, w.options())
	if err == nil {
		err = s.Close()
	}
	if err == nil {
		m.founded, err = os.ReadFile(s.Path())
	}
	if err != nil {
		m.t.Fatal(err)
	}
}

func (w *world) options() store.Options { return store.Options{Books: w.books, Clock: w.pc.Now} }

func (w *world) write(path string, b []byte) {
	w.t.Helper()
	err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, b, 0o644))
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) open() {
	w.t.Helper()
	s, err := store.Open(w.path, w.options())
	if err != nil {
		w.t.Fatalf("open: %v", err)
	}
	w.s = s
	w.opens++
	if w.raw, err = sql.Open("sqlite", "file:"+w.path+"?mode=ro"); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) shut() {
	w.t.Helper()
	if err := errors.Join(w.raw.Close(), w.s.Close()); err != nil {
		w.t.Errorf("close: %v", err)
	}
}

// gone closes a copy, and takes its files away.
func (w *world) gone() error {
	return errors.Join(w.raw.Close(), w.s.Close(), os.RemoveAll(w.dir))
}

// end closes the office and takes its files away.
func (w *world) end() {
	if err := w.gone(); err != nil {
		w.t.Error(err)
	}
}

// snapshot copies the file as it lies there, with what is not yet in it, as it
// would be found after a kill.
func (w *world) snapshot(to string) {
	w.t.Helper()
	for range 20 {
		before := w.stamp()
		for _, end := range []string{"", "-wal"} {
			b, err := os.ReadFile(w.path + end)
			if errors.Is(err, os.ErrNotExist) {
				continue
			}
			if err != nil {
				w.t.Fatal(err)
			}
			w.write(to+end, b)
		}
		if w.stamp() == before { // nothing was swept meanwhile
			return
		}
	}
	w.t.Fatal("the file never lies still")
}

func (w *world) stamp() string {
	s := ""
	for _, end := range []string{"", "-wal"} {
		if i, err := os.Stat(w.path + end); err == nil {
			s += fmt.Sprint(i.Size(), i.ModTime())
		}
	}
	return s
}

// restart closes the program and opens it again.
func (w *world) restart() {
	w.shut()
	w.open()
}

// kill opens what is found after the program was killed.
func (w *world) kill() {
	to := filepath.Join(w.dir, fmt.Sprint("k", w.opens), store.LedgerName)
	w.snapshot(to)
	w.shut()
	w.path = to
	w.open()
}

// look takes in what was written since it was last looked.
func (w *world) look(a act) {
	w.t.Helper()
	from := int64(0)
	if n := len(w.rows); n > 0 {
		from = w.rows[n-1].seq
	}
	fresh, err := w.read(from)
	if err != nil {
		w.t.Fatal(err)
	}
	nth := 0
	for _, x := range fresh {
		w.rows = append(w.rows, x)
		if x.no == 0 || w.book(x.book) == nil {
			continue
		}
		ref := forms.Ref{Book: x.book, Year: x.year, No: x.no}
		e := w.byRef[ref]
		if e == nil {
			nth++
			e = &entry{origin: origin{a.N, nth}, ref: ref, first: x.seq}
			w.entries, w.byRef[ref], w.of[e.origin] = append(w.entries, e), e, e
		}
		e.last = x.seq
	}
	w.o.rows = fresh
}

// read reads the rows after one, past the store.
func (w *world) read(after int64) (out []row, err error) {
	rows, err := w.raw.Query(`SELECT seq, at, book, year, no, page, line, verb, by_id, by_name, by_role, hex(hash), coalesce(words, '')
		FROM ledger LEFT JOIN words USING (seq) WHERE seq > ? ORDER BY seq`, after)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var x row
		if err := rows.Scan(&x.seq, &x.at, &x.book, &x.year, &x.no, &x.page, &x.line, &x.verb, &x.by.ID, &x.by.Name, &x.by.Role, &x.hash, &x.words); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

// book is one of the registers; nil for people and settings.
func (w *world) book(key string) *forms.Book {
	for _, b := range w.books {
		if b.Key == key {
			return b
		}
	}
	return nil
}

// context is what the rules know of the moment, as the window gives it.
func (w *world) context(by forms.Person) forms.Context {
	return forms.Context{Now: w.s.Now(), By: by, Office: w.s.Office(), Staff: w.s.Staff(), Sight: w.s.Sight(context.Background(), by)}
}

// record is an entry as it stands, and its last row.
func (w *world) record(e *entry) (forms.Record, int64, error) {
	r, acts, err := w.s.Record(context.Background(), e.ref)
	if err != nil {
		return nil, 0, err
	}
	return r, acts[len(acts)-1].Seq, nil
}

// person is somebody by name: who signs, else who once did.
func (w *world) person(name string) (forms.Person, bool) {
	for _, m := range w.s.People() { // those who sign come first
		if m.Name == name {
			return m.Person, true
		}
	}
	return forms.Person{}, false
}

// touched are the entries that the last act wrote to.
func (w *world) touched() (out []*entry) {
	seen := map[forms.Ref]bool{}
	for _, x := range w.o.rows {
		ref := forms.Ref{Book: x.book, Year: x.year, No: x.no}
		if e := w.byRef[ref]; e != nil && !seen[ref] {
			seen[ref] = true
			out = append(out, e)
		}
	}
	return out
}
