package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"

	"frontdesk/forms"
)

// Report is what a verification found.
type Report struct {
	Rows    int64  // rows of the ledger
	Entries int64  // entries opened
	Head    string // first 12 hexadecimal digits of the last row's hash
	From    time.Time
	To      time.Time
	LedBack []LedBack // where the time was put right
	Gone    int64     // rows whose words were let go of by a signed act
	Sound   bool
	Broken  int64  // the first broken row; 0 when it is not a row that is broken
	Wrong   string // what is wrong, in words
}

// LedBack is a row by which the time of the ledger was put right.
type LedBack struct {
	Row   int64 // it itself
	Ahead int64 // the first row of those before it that were written at a later time
}

// String is the report in one line.
func (r Report) String() string {
	switch {
	case !r.Sound && r.Broken > 0:
		return fmt.Sprintf("台账有问题：第 %d 行%s。", r.Broken, r.Wrong)
	case !r.Sound:
		return fmt.Sprintf("台账有问题：%s。", r.Wrong)
	case r.Rows == 0:
		return "台账完好：还没有记录。"
	}
	gone := ""
	if r.Gone > 0 {
		gone = fmt.Sprintf("，其中 %d 行的内容已按规定销毁", r.Gone)
	}
	for _, m := range r.LedBack {
		gone += fmt.Sprintf("，第 %d 至 %d 行登记时电脑时间快了、第 %d 行由经理校正", m.Ahead, m.Row-1, m.Row)
	}
	return fmt.Sprintf("台账完好：共 %d 行、%d 条登记%s，%s 至 %s，校验码 %d-%s。", r.Rows, r.Entries, gone,
		r.From.Format("2006-01-02 15:04"), r.To.Format("2006-01-02 15:04"), r.Rows, r.Head)
}

// defect is something wrong in the ledger.
type defect struct {
	row   int64 // 0 for none
	wrong string
}

func (d *defect) Error() string { return d.wrong }

// portion is how many rows one goroutine checks at a time.
const portion = 4096

// Verify checks a ledger file from the first row to the last: the chain and
// the words under it, the numbering, the guards in the file and the file's
// structure. It only reads, and works on a file in use as well as on a copy;
// rows written meanwhile are left for the next time. Progress, which may be
// nil, is told how many rows of how many are done. An error means that the
// file could not be verified, not that it is broken.
func Verify(ctx context.Context, path string, progress func(done, total int64)) (Report, error) {
	path = behind(path)
	if err := fit(path, false); err != nil {
		return Report{}, err
	}
	v, err := verify(ctx, path, progress)
	var d *defect
	var sentence forms.Refusal
	switch {
	case err == nil:
		v.report.Sound = true
	case errors.Is(err, newer): // what its guards are is not known here
		return v.report, newer
	case errors.As(err, &d):
		v.report.Broken, v.report.Wrong = d.row, d.wrong
	case errors.As(err, &sentence): // the file is damaged
		v.report.Wrong = strings.TrimSuffix(string(sentence), "。")
	default:
		return v.report, err
	}
	return v.report, nil
}

// verify reads a file that nobody has open by its pages. SQLite has the last
// word on what is wrong with it, and reads all others.
func verify(ctx context.Context, path string, progress func(done, total int64)) (v *verifier, err error) {
	path, forget, err := legible(path)
	if err != nil {
		return &verifier{}, err
	}
	defer func() { err = errors.Join(err, forget()) }()
	if !leftOpen(path) {
		if v, err := verifyAs(ctx, path, frozen, progress); err == nil {
			return v, nil
		}
	}
	v, err = verifyAs(ctx, path, reading, progress)
	if err != nil && v.db == nil && !leftOpen(path) { // SQLite cannot work there without writing
		return verifyAs(ctx, path, frozen, progress)
	}
	return v, err
}

func verifyAs(ctx context.Context, path string, m manner, progress func(done, total int64)) (*verifier, error) {
	v := &verifier{progress: progress, turns: map[bookYear]*numbering{}}
	db, err := openHandle(path, m)
	if err != nil {
		return v, err
	}
	defer func() { _ = db.Close() }() // it only read
	v.db = db
	if m == frozen {
		r, err := carefully(func() (*pageReader, error) { return newPageReader(ctx, path, db) })
		if err == nil {
			defer r.close()
			read := func(ctx context.Context, from, to int64) ([]link, error) {
				return carefully(func() ([]link, error) { return r.portion(ctx, from, to) })
			}
			return v, v.all(ctx, read, "ledger") // for its index; of words every page is read
		}
	}
	return v, v.all(ctx, v.portion, "ledger", "words")
}

// carefully reads pages that may be damaged in a way nobody has thought of: then
// SQLite is asked.
func carefully[T any](read func() (T, error)) (out T, err error) {
	defer func() {
		if recover() != nil {
			err = errPages
		}
	}()
	return read()
}

type verifier struct {
	db       *sql.DB
	progress func(done, total int64)
	report   Report
	turns    map[bookYear]*numbering
	mendable bool           // the guards let the time be put right
	gone     map[int64]bool // rows whose words a signed act has let go of
	last     link
}

// reader reads the rows from and to, both included, and checks each by itself.
type reader func(ctx context.Context, from, to int64) ([]link, error)

func (v *verifier) all(ctx context.Context, read reader, tables ...string) error {
	if err := v.guards(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := v.letGo(ctx); err != nil {
		return err
	}
	v.mendable = v.version(ctx) > stepClock
	structure := make(chan error, 1)
	go func() { structure <- quick(ctx, v.db, tables) }()
	if err := v.rows(ctx, read); err != nil {
		cancel()
		return errors.Join(err, <-structure)
	}
	return <-structure
}

// guards holds the tables and triggers against those that a new ledger has.
func (v *verifier) guards(ctx context.Context) error {
	var id int
	if err := v.db.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&id); err != nil {
		return plainly(err)
	}
	if id != applicationID {
		return forms.Refusal("这不是台账文件。")
	}
	var version int
	if err := v.db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err == nil && version > len(steps()) {
		return newer
	}
	var want map[string]string
	err := laid(ctx, v.version(ctx), func(fresh *sql.DB) (err error) {
		want, err = parts(ctx, fresh)
		return err
	})
	if err != nil {
		return err
	}
	got, err := parts(ctx, v.db)
	if err != nil {
		return err
	}
	for name, text := range want {
		if got[name] != text {
			return &defect{wrong: "台账的保护被改动或删除（" + name + "）"}
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			return &defect{wrong: "台账上多出了不认识的东西（" + name + "）"}
		}
	}
	return nil
}

// version is how many steps have made the file, as it says itself: the ledger of
// an older program has older guards. A file cannot get weaker ones by saying so,
// since none lets anything go that a newer one holds.
func (v *verifier) version(ctx context.Context) int {
	n := 0
	_ = v.db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&n) // 0 is held against the first step
	return min(max(n, 1), len(steps()))
}

// letGo reads which rows have lost their words by a signed act, and holds the
// list against what those acts say.
func (v *verifier) letGo(ctx context.Context) error {
	v.gone = map[int64]bool{}
	if v.version(ctx) <= stepGone {
		return nil
	}
	rows, err := v.db.QueryContext(ctx, `SELECT seq, words FROM ledger LEFT JOIN words USING (seq) WHERE verb = ? ORDER BY seq`, forms.Dispose)
	type act struct {
		seq   int64
		words sql.NullString
	}
	acts, err := collect(rows, err, func(row scanner) (a act, err error) { return a, row.Scan(&a.seq, &a.words) })
	if err != nil {
		return err
	}
	var count int64
	if err := v.db.QueryRowContext(ctx, `SELECT count(*) FROM ledger`).Scan(&count); err != nil {
		return plainly(err)
	}
	said := map[int64]int64{}
	for _, a := range acts {
		if a.seq > count { // rows before it are missing, which the rows say
			continue
		}
		if err := disposed(a.seq, a.words.String, said); err != nil {
			return err
		}
	}
	rows, err = v.db.QueryContext(ctx, `SELECT seq, act FROM gone`)
	pairs, err := collect(rows, err, func(row scanner) (p [2]int64, err error) { return p, row.Scan(&p[0], &p[1]) })
	if err != nil {
		return err
	}
	for _, p := range pairs {
		if said[p[0]] != p[1] {
			return &defect{row: p[0], wrong: "的内容没有经过签名的销毁"}
		}
		v.gone[p[0]] = true
	}
	for seq, by := range said {
		if !v.gone[seq] {
			return &defect{row: by, wrong: fmt.Sprintf("说第 %d 行的内容已销毁，却没有记在案", seq)}
		}
	}
	v.report.Gone = int64(len(v.gone))
	return nil
}

// disposed notes which rows a signed act says have lost their words.
func disposed(by int64, words string, said map[int64]int64) error {
	var d forms.Disposing
	if err := json.Unmarshal([]byte(words), &d); err != nil {
		return &defect{row: by, wrong: "的销毁清单读不出来"}
	}
	for _, r := range d.Rows {
		if r[0] < 1 || r[1] >= by {
			return &defect{row: by, wrong: "的销毁清单不对"}
		}
		for seq := r[0]; seq <= r[1]; seq++ {
			said[seq] = by
		}
	}
	return nil
}

// parts are the tables of the ledger with all that hangs on them.
func parts(ctx context.Context, db *sql.DB) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, `SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE tbl_name IN ('ledger', 'words', 'gone')`)
	pairs, err := collect(rows, err, func(row scanner) (p [2]string, err error) { return p, row.Scan(&p[0], &p[1]) })
	out := map[string]string{}
	for _, p := range pairs {
		out[p[0]] = p[1]
	}
	return out, err
}

// quick asks SQLite about the structure of tables. What can be made again from
// the ledger is not looked at: it is no part of what is verified.
func quick(ctx context.Context, db *sql.DB, tables []string) error {
	for _, table := range tables {
		var said string
		if err := db.QueryRowContext(ctx, `PRAGMA quick_check(`+table+`)`).Scan(&said); err != nil {
			return plainly(err)
		}
		if said != "ok" {
			return &defect{wrong: "文件结构损坏（" + said + "）"}
		}
	}
	return nil
}

// rows checks the rows, each portion on a goroutine of its own; what depends
// on the order is checked here, portion after portion.
func (v *verifier) rows(ctx context.Context, read reader) error {
	var low, last, count int64
	err := v.db.QueryRowContext(ctx, `SELECT coalesce((SELECT min(seq) FROM ledger), 1), coalesce((SELECT max(seq) FROM ledger), 0), (SELECT count(*) FROM ledger)`).Scan(&low, &last, &count)
	if err != nil {
		return plainly(err)
	}
	if low < 1 {
		return &defect{row: low, wrong: "的行号不对"}
	}
	high := min(last, count) // a row that says a number far away must not be sought for years
	ctx, cancel := context.WithCancel(ctx)
	var working sync.WaitGroup
	defer working.Wait()
	defer cancel()
	type result struct {
		links []link
		err   error
	}
	queue := make(chan chan result, runtime.NumCPU())
	working.Go(func() {
		defer close(queue)
		for from := int64(1); from <= high; from += portion {
			done := make(chan result, 1)
			select {
			case queue <- done:
			case <-ctx.Done():
				return
			}
			working.Go(func() {
				links, err := read(ctx, from, min(from+portion-1, high))
				done <- result{links, err}
			})
		}
	})
	for done := range queue {
		r := <-done
		for i := range r.links {
			if err := v.follow(&r.links[i]); err != nil {
				return err
			}
		}
		if r.err != nil {
			return r.err
		}
		if v.progress != nil {
			v.progress(v.report.Rows, high)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return v.end(ctx, last)
}

// end looks whether rows are missing at the end, or words stand alone.
func (v *verifier) end(ctx context.Context, high int64) error {
	if v.report.Rows != high {
		return &defect{row: v.report.Rows + 1, wrong: "不见了"}
	}
	if err := v.ahead(ctx); err != nil {
		return err
	}
	var alone int64
	err := v.db.QueryRowContext(ctx, `SELECT seq FROM words WHERE seq < 1 OR seq > (SELECT coalesce(max(seq), 0) FROM ledger) LIMIT 1`).Scan(&alone)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return plainly(err)
	}
	return &defect{row: alone, wrong: "只有内容，没有台账行"}
}

// ahead finds which rows were written at a time later than that of the row that put
// it right: from the first of them on no time can be trusted.
func (v *verifier) ahead(ctx context.Context) error {
	before := int64(0)
	for i := range v.report.LedBack {
		m := &v.report.LedBack[i]
		err := v.db.QueryRowContext(ctx, `SELECT min(seq) FROM ledger WHERE seq > ? AND seq < ? AND at > (SELECT at FROM ledger WHERE seq = ?)`, before, m.Row, m.Row).Scan(&m.Ahead)
		if err != nil {
			return plainly(err)
		}
		before = m.Row
	}
	return nil
}

// link is what of a row has to be held against the rows before it.
type link struct {
	seq, at    int64
	at0        bookYear
	no         int64
	page, line int64
	open       bool
	mends      bool // leads back from a time that was wrong
	prev, hash sum
	bare       bool   // without words
	wrong      string // what is wrong with the row by itself
}

// portion reads rows and checks each by itself.
func (v *verifier) portion(ctx context.Context, from, to int64) ([]link, error) {
	rows, err := v.db.QueryContext(ctx, `SELECT seq, at, book, year, no, page, line, verb, edition, by_id, by_name, by_role,
		words_hash, prev, hash, salt, words FROM ledger LEFT JOIN words USING (seq) WHERE seq BETWEEN ? AND ? ORDER BY seq`, from, to)
	if err != nil {
		return nil, plainly(err)
	}
	defer func() { _ = rows.Close() }() // rows.Err is looked at
	links := make([]link, 0, to-from+1)
	var r row
	var wordsHash, prev, hash, salt, words sql.RawBytes
	for rows.Next() {
		err := rows.Scan(&r.seq, &r.at, &r.book, &r.year, &r.no, &r.page, &r.line, &r.verb, &r.edition, &r.id, &r.name, &r.role,
			&wordsHash, &prev, &hash, &salt, &words)
		if err != nil {
			return links, &defect{row: from + int64(len(links)), wrong: "读不出来（" + err.Error() + "）"}
		}
		links = append(links, r.check(wordsHash, prev, hash, salt, words))
	}
	return links, plainly(rows.Err())
}

func (r *row) check(words0, prev, hash, salt, words []byte) link {
	l := link{
		seq: r.seq, at: r.at, at0: bookYear{r.book, int(r.year)}, no: r.no, page: r.page, line: r.line,
		open:  r.verb == string(forms.Open),
		mends: r.verb == string(forms.Mend) && r.book == officeBook && r.no == 0 && r.page == 0 && r.role == string(forms.Manager),
	}
	if len(words0) != len(sum{}) || len(prev) != len(sum{}) || len(hash) != len(sum{}) {
		l.wrong = "的指纹长度不对"
		return l
	}
	r.wordsHash, r.prev, l.prev, l.hash = sum(words0), sum(prev), sum(prev), sum(hash)
	got, under := r.hash(), wordsHash(salt, words)
	switch {
	case !bytes.Equal(got[:], hash):
		l.wrong = "被改动过，和留下的指纹不符"
	case salt == nil:
		l.bare = true
	case !bytes.Equal(under[:], words0):
		l.wrong = "的内容被改动过，和留下的指纹不符"
	}
	return l
}

// follow holds a row against those before it.
func (v *verifier) follow(l *link) error {
	seq := v.report.Rows + 1
	wrong := func(s string) error { return &defect{row: seq, wrong: s} }
	switch {
	case l.seq != seq:
		return wrong("不见了")
	case l.wrong != "":
		return wrong(l.wrong)
	case l.bare && !v.gone[seq]:
		return wrong("的内容不见了")
	case !l.bare && v.gone[seq]:
		return wrong("的内容应当已经销毁，却还在")
	case l.prev != v.last.hash:
		return wrong("与上一行接不上，其中一行被换过")
	case l.at < v.last.at && !(v.mendable && l.mends && l.at < v.last.at-apart.Milliseconds()):
		return wrong("的时间比上一行还早")
	}
	if l.at < v.last.at {
		v.report.LedBack = append(v.report.LedBack, LedBack{Row: seq})
	}
	if s := v.number(l); s != "" {
		return wrong(s)
	}
	if seq == 1 {
		v.report.From = moment(l.at)
	}
	v.report.To, v.report.Rows, v.report.Head = moment(l.at), seq, short(l.hash[:])
	v.last = *l
	return nil
}

// numbering is how far a book has got in a year.
type numbering struct {
	no    int64
	lines []place // by number, from 1
}

type place struct{ page, line int32 }

// number checks the row's number, page and line, as the trigger does.
func (v *verifier) number(l *link) string {
	n := v.turns[l.at0]
	if n == nil {
		n = &numbering{lines: []place{{}}}
		v.turns[l.at0] = n
	}
	switch inYear := l.at0.year == moment(l.at).Year(); {
	case l.open:
		v.report.Entries++
		return n.opens(l, inYear)
	case l.no > 0:
		if l.no > n.no || n.lines[l.no] != l.place() {
			return "说的是没有登记过的编号，或页码行次不符"
		}
	case l.line != 0 || l.page > int64(n.lines[n.no].page):
		return "说的是没有的页"
	case l.page == 0 && !inYear:
		return "的年份与时间不符"
	}
	return ""
}

func (l *link) place() place { return place{int32(l.page), int32(l.line)} }

func (n *numbering) opens(l *link, inYear bool) string {
	switch {
	case l.no != n.no+1:
		return "的编号不连续"
	case !n.lines[n.no].before(l.place()):
		return "的页码行次不连续"
	case !inYear:
		return "的年份与时间不符"
	}
	n.no, n.lines = l.no, append(n.lines, l.place())
	return ""
}

// before tells whether next is the next line of the page or the first of the
// next page; or, in a book without pages, none.
func (p place) before(next place) bool {
	switch next.page {
	case 0:
		return p.page == 0 && next.line == 0
	case p.page:
		return next.line == p.line+1
	}
	return next.page == p.page+1 && next.line == 1
}
