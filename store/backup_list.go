package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
)

// Namer gives the book of a key; nil for none. A backup is read beside the books
// of this program, so they are not its own.
type Namer func(key string) *forms.Book

// Written says which entry was opened when, and by whom.
type Written struct {
	Ref forms.Ref
	At  time.Time
	By  string
}

// Copy is a backup as its file says. Nothing of it is verified yet.
type Copy struct {
	Path   string
	Kind   CopyKind
	At     time.Time // when it was made
	Size   int64     // bytes
	Office string    // whose it is
	Demo   bool      // of a trial office
	Rows   int64
	Last   Written // the last entry opened in it; zero when there is none
	Err    error   // why it cannot be put back; nil when it can as far as is known
}

// Copies lists the backups of the ledger at path that lie in the folders, and
// the ledgers that restores have set aside beside it, newest first. Folders
// that are not there are passed over.
func Copies(ctx context.Context, path string, dirs ...string) ([]Copy, error) {
	path = behind(path)
	return copiesOf(ctx, stem(path), append(dirs, filepath.Dir(path))...)
}

// CopiesIn lists the backups of all ledgers that lie in the folders, and the ledgers
// that restores have set aside there, newest first.
func CopiesIn(ctx context.Context, dirs ...string) ([]Copy, error) {
	return copiesOf(ctx, anyStem, dirs...)
}

func copiesOf(ctx context.Context, stem string, dirs ...string) ([]Copy, error) {
	var names []copyName
	var errs []error
	for _, dir := range dirs {
		found, err := namesIn(stem, dir)
		errs = append(errs, err)
		names = append(names, found...)
	}
	slices.SortFunc(names, func(a, b copyName) int { return cmp.Or(b.at.Compare(a.at), strings.Compare(b.path, a.path)) })
	names = slices.CompactFunc(names, func(a, b copyName) bool { return a.path == b.path })
	out := make([]Copy, 0, len(names))
	for _, n := range names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		out = append(out, Examine(ctx, n.path))
	}
	// Names go to the minute: of two the one with more rows is the newer.
	slices.SortStableFunc(out, func(a, b Copy) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Rows, a.Rows)) })
	if len(out) == 0 {
		return nil, errors.Join(errs...)
	}
	return out, nil // a folder that cannot be read hides none of the others
}

// Examine reads quickly what a backup, or any other ledger file, says of
// itself.
func Examine(ctx context.Context, path string) Copy {
	c := Copy{Path: path, Kind: OtherFile}
	if n, ok := nameOf(path); ok {
		c.Kind, c.At = n.kind, n.at
	}
	if st, err := os.Stat(path); err == nil {
		c.Size = st.Size()
		if c.Kind == OtherFile {
			c.At = st.ModTime().In(forms.Beijing)
		}
	}
	c.Err = beside(path, func(db *sql.DB) error { return c.read(ctx, db) })
	var r forms.Refusal
	if errors.As(c.Err, &r) && r == damaged { // that is said of the office's own
		c.Err = fmt.Errorf("%w (%v)", copyDamaged, c.Err)
	}
	return c
}

// copyDamaged is what is said of a backup that SQLite cannot make sense of.
const copyDamaged = forms.Refusal("这份备份已经损坏，不能用来恢复。请换一份备份。")

// beside reads a ledger that others may have open.
func beside(path string, read func(db *sql.DB) error) (err error) {
	path = behind(path)
	if err := fit(path, false); err != nil {
		return err
	}
	path, forget, err := legible(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, forget()) }()
	m := frozen
	if leftOpen(path) {
		m = reading
	}
	db, err := openHandle(path, m)
	if err != nil {
		return err
	}
	return errors.Join(read(db), db.Close())
}

func (c *Copy) read(ctx context.Context, db *sql.DB) error {
	var id, version int
	err := db.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version)`).Scan(&id, &version)
	switch {
	case err != nil:
		return plainly(err)
	case id != applicationID:
		return forms.Refusal("这不是台账文件。请选择一个备份文件。")
	case version > len(steps()):
		return forms.Refusal("这份备份是由更新版本的程序写的，请先把本程序升级到最新版本。")
	}
	if err := db.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM ledger`).Scan(&c.Rows); err != nil {
		return plainly(err)
	}
	last, err := opened(ctx, db, 0, 1)
	if err != nil {
		return err
	}
	if len(last) > 0 {
		c.Last = last[0]
	}
	a, err := scanAct(forms.OfficeBook())(db.QueryRowContext(ctx, actQuery+`book = ? AND no = 0 AND verb IN (?, ?) ORDER BY seq DESC LIMIT 1`, officeBook, forms.SetUp, forms.Set))
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if set, ok := a.Deed.(*forms.Settings); ok {
		c.Office, c.Demo = set.Name, set.Demo
	}
	return err
}

// opened lists the newest entries opened after a row, newest first. People are
// no entries of the office's work.
func opened(ctx context.Context, db *sql.DB, after int64, most int) ([]Written, error) {
	rows, err := db.QueryContext(ctx, `SELECT book, year, no, at, by_name FROM ledger WHERE seq > ? AND verb = ? AND book <> ? ORDER BY seq DESC LIMIT ?`, after, forms.Open, staffBook, most)
	return collect(rows, err, func(row scanner) (w Written, err error) {
		var at int64
		err = row.Scan(&w.Ref.Book, &w.Ref.Year, &w.Ref.No, &at, &w.By)
		w.At = moment(at)
		return w, err
	})
}

// Kinship says what a backup is to the ledger in whose place it would come.
type Kinship int

// What a backup may be to a ledger.
const (
	NoLedger   Kinship = iota // there is nothing in the place
	Unreadable                // what is there cannot be read
	Earlier                   // the ledger goes on from where the backup ends
	Later                     // the backup goes on from where the ledger ends
	Parted                    // both went on differently from a row that they share
	Stranger                  // they share no row: another office's, or made anew
	Blank                     // the backup has no row: nobody could sign in any more
	Foreign                   // what is there is no ledger at all
)

// Loss is what a ledger has that a backup has not.
type Loss struct {
	Kin     Kinship
	Rows    int64     // of the ledger, after the last one that both have
	Shared  int64     // rows that both have
	Entries int64     // opened in the rows that would be lost
	Newest  []Written // the newest of those, newest first
	Since   time.Time // of the first row that would be lost
	Gains   int64     // rows of the backup that the ledger has not
	Why     error     // of Unreadable
}

// Odd tells whether the backup is not simply an earlier state of the ledger, so
// that somebody should think twice.
func (l Loss) Odd() bool { return l.Kin >= Parted }

// Words say it in Chinese, for whoever decides.
func (l Loss) Words(named Namer) string {
	lines := []string{l.Summary()}
	if l.Rows > 0 {
		for _, w := range l.Newest {
			lines = append(lines, "　"+w.Words(named))
		}
		if n := l.Entries - int64(len(l.Newest)); n > 0 {
			lines = append(lines, fmt.Sprintf("　……另有 %d 条", n))
		}
	}
	if l.Kin != NoLedger {
		lines = append(lines, "住户名单和没有写完的草稿也回到备份那时的样子。")
	}
	return strings.Join(lines, "\n")
}

// Summary is the part of it that counts.
func (l Loss) Summary() string {
	if l.Rows == 0 {
		return l.kinWords()
	}
	return l.kinWords() + fmt.Sprintf("\n恢复以后没有的：%s 起的 %d 行，其中新登记 %d 条。", l.Since.Format("2006-01-02 15:04"), l.Rows, l.Entries)
}

func (l Loss) kinWords() string {
	switch l.Kin {
	case NoLedger:
		return "这个文件夹里还没有台账，不会丢失什么。"
	case Unreadable:
		return "现在的台账读不出来，恢复以后会少掉什么没法比较。它会原样留在旁边。"
	case Later:
		return fmt.Sprintf("现在的台账比这份备份还旧：恢复不会丢失什么，会多出 %d 行。", l.Gains)
	case Parted:
		return fmt.Sprintf("注意：这份备份和现在的台账从第 %d 行以后就不一样了，不是同一本台账的先后。", l.Shared+1)
	case Stranger:
		return "注意：这份备份和现在的台账没有一行相同，是另一个管理处的，或者是重新做的台账。"
	}
	switch l.Kin {
	case Blank:
		return "注意：这份备份里一行也没有，恢复以后没有人可以登录。"
	case Foreign:
		return "注意：放台账的位置上是一个别的文件，不是台账。恢复以后它会改名留在旁边。"
	}
	if l.Rows == 0 {
		return "这份备份和现在的台账一样新，不会丢失什么。"
	}
	return "这份备份是现在这本台账以前的样子。"
}

// Words name the entry: 值班记录 2026-0004　11-23 10:00　李敏.
func (w Written) Words(named Namer) string {
	if w.Ref.No == 0 {
		return "（还没有登记）"
	}
	book := w.Ref.Book
	if b := named(book); b != nil {
		book = b.Name
	}
	return book + " " + w.Ref.String() + "　" + w.At.Format("2006-01-02 15:04") + "　" + w.By
}

// mostNewest is how many of the entries that would be lost are named.
const mostNewest = 5

// Compare tells what the ledger at path would lose by a backup that takes its
// place. An error is of the backup, or of a place where no ledger can stand; that
// the ledger cannot be read stands in the Loss.
func Compare(ctx context.Context, backup, path string) (Loss, error) {
	path = behind(path)
	if err := replaceable(backup, path); err != nil {
		return Loss{}, err
	}
	path, err := comesThrough(path)
	if c := Examine(ctx, backup); err != nil || c.Err != nil {
		return Loss{Kin: Unreadable, Why: err}, c.Err
	} else if !there(path) {
		return Loss{Kin: NoLedger, Gains: c.Rows}.blank(c.Rows), nil
	}
	if isForeign(path) {
		return Loss{Kin: Foreign}, nil
	}
	var l Loss
	var ours error
	err = beside(backup, func(b *sql.DB) error {
		ours = beside(path, func(db *sql.DB) (err error) {
			l, err = compare(ctx, b, db)
			return err
		})
		return nil
	})
	if err != nil {
		return l, err
	}
	if ours != nil {
		if c := Examine(ctx, backup); c.Err != nil {
			return l, c.Err
		}
		return Loss{Kin: Unreadable, Why: ours}, ctx.Err()
	}
	return l, nil
}

// blank is the loss where the backup has so many rows.
func (l Loss) blank(rows int64) Loss {
	if rows == 0 {
		l.Kin = Blank
	}
	return l
}

func compare(ctx context.Context, backup, ledger *sql.DB) (l Loss, err error) {
	var theirs, ours int64
	for db, n := range map[*sql.DB]*int64{backup: &theirs, ledger: &ours} {
		if err := db.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM ledger`).Scan(n); err != nil {
			return l, plainly(err)
		}
	}
	if l.Shared, err = shared(ctx, backup, ledger, min(theirs, ours)); err != nil {
		return l, err
	}
	l.Rows, l.Gains = ours-l.Shared, theirs-l.Shared
	switch {
	case l.Gains == 0:
		l.Kin = Earlier
	case l.Rows == 0:
		l.Kin = Later
	case l.Shared == 0:
		l.Kin = Stranger
	default:
		l.Kin = Parted
	}
	l = l.blank(theirs)
	if l.Rows == 0 {
		return l, nil
	}
	var since int64
	err = ledger.QueryRowContext(ctx, `SELECT (SELECT at FROM ledger WHERE seq = ?1 + 1), (SELECT count(*) FROM ledger WHERE seq > ?1 AND verb = ?2 AND book <> ?3)`, l.Shared, forms.Open, staffBook).Scan(&since, &l.Entries)
	if err != nil {
		return l, plainly(err)
	}
	l.Since = moment(since)
	l.Newest, err = opened(ctx, ledger, l.Shared, mostNewest)
	return l, err
}

// shared is the last row that two ledgers have in common: since each row's hash
// covers all before it, halving finds it.
func shared(ctx context.Context, a, b *sql.DB, most int64) (int64, error) {
	same := func(seq int64) (bool, error) {
		var hash [2][]byte
		for i, db := range []*sql.DB{a, b} {
			err := db.QueryRowContext(ctx, `SELECT hash FROM ledger WHERE seq = ?`, seq).Scan(&hash[i])
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return false, plainly(err)
			}
		}
		return hash[0] != nil && bytes.Equal(hash[0], hash[1]), nil
	}
	low, high := int64(0), most // row low is shared; those after high are not
	for probe := most; low < high; probe = (low + high + 1) / 2 {
		ok, err := same(probe)
		switch {
		case err != nil:
			return 0, err
		case ok:
			low = probe
		default:
			high = probe - 1
		}
	}
	return low, nil
}
