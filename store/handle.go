package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"frontdesk/forms"
)

// manner is how a handle uses the file.
type manner int

const (
	reading manner = iota // a read-only pool
	writing               // the one writer
	making                // the one writer of a file that may be lost until it is closed
	frozen                // a file that nobody has open: nothing is made beside it
)

// dsn names the file to the driver. The path goes through URL escaping, since
// offices do have folders with spaces, # and % in their names.
func dsn(path string, m manner) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	p := filepath.ToSlash(abs)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/…
	}
	q := url.Values{"_dqs": {"0"}, "_defensive": {"1"}}
	for _, pragma := range []string{"busy_timeout(5000)", "foreign_keys(1)", "trusted_schema(0)"} {
		q.Add("_pragma", pragma)
	}
	switch m {
	case writing, making:
		sure := "synchronous(FULL)"
		if m == making {
			sure = "synchronous(OFF)"
		}
		q.Set("mode", "rwc") // fit has looked whether a new file is wanted
		q.Set("_txlock", "immediate")
		for _, pragma := range []string{"journal_mode(WAL)", sure, "recursive_triggers(1)", "cache_size(-16000)"} {
			q.Add("_pragma", pragma)
		}
	case frozen:
		q.Set("immutable", "1")
		fallthrough
	default:
		q.Set("mode", "ro")
		q.Add("_pragma", "query_only(1)")
	}
	u := url.URL{Scheme: "file", Path: p, RawQuery: q.Encode()}
	return u.String(), nil
}

func openHandle(path string, m manner) (*sql.DB, error) {
	name, err := dsn(path, m)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(4)
	if m == writing || m == making {
		db.SetMaxOpenConns(1)
	}
	db.SetMaxIdleConns(4)
	var version int
	if err := db.QueryRow(`PRAGMA schema_version`).Scan(&version); err != nil { // the file is first read now
		_ = db.Close() // that error says more
		return nil, plainly(err)
	}
	return db, nil
}

// behind is the file that a link stands for; everything else is itself. SQLite keeps
// its log beside the file and not beside the link, and so the lock and all else of a
// ledger is there: whichever way it is named, it is one.
func behind(path string) string {
	if about, err := os.Lstat(path); err != nil || about.Mode()&os.ModeSymlink == 0 {
		return path
	}
	if file, err := filepath.EvalSymlinks(path); err == nil {
		return file
	}
	return path
}

// fit looks at the file before SQLite does, which would make an empty file
// into a new database without a word.
func fit(path string, create bool) error {
	if about, err := os.Stat(path); err == nil && !about.Mode().IsRegular() { // a pipe would be waited for
		return notAFile(path)
	}
	head, err := headOf(path)
	switch {
	case os.IsNotExist(err) && create:
		return noLog(path)
	case os.IsNotExist(err):
		return forms.Refusal("找不到台账文件“" + path + "”。请检查文件夹是否被移动或改名；不要新建，先找回原来的文件或备份。")
	case err != nil:
		return forms.Refusal("台账文件“" + path + "”打不开，请检查是否有权限读写。")
	}
	switch {
	case len(head) == 0:
		return forms.Refusal("台账文件“" + path + "”是空的。请不要在上面新建，先从备份恢复。")
	case string(head) != sqliteHead:
		return forms.Refusal("“" + path + "”不是台账文件，或者已经损坏。请从备份恢复。")
	}
	return nil
}

// sqliteHead begins every file of SQLite.
const sqliteHead = "SQLite format 3\x00"

// headOf reads as many bytes of a file, or as it has.
func headOf(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // read only: nothing can be lost
	return io.ReadAll(io.LimitReader(f, int64(len(sqliteHead))))
}

// notAFile says what stands where a ledger file should.
func notAFile(path string) error {
	if isFolder(path) {
		return forms.Refusal("“" + path + "”是一个文件夹，不是台账文件。请写出里面的台账文件，例如“" + filepath.Join(path, LedgerName) + "”。")
	}
	return forms.Refusal("“" + path + "”不是台账文件，也不是普通的文件。请选择正确的台账文件。")
}

// leftOpen tells whether the program that last wrote the file did not close
// it: its write-ahead log is still there.
func leftOpen(path string) bool {
	st, err := os.Stat(path + "-wal")
	return err == nil && st.Size() > 0
}

// sound asks SQLite whether the file's structure is whole.
func sound(db *sql.DB) error { return quickCheck(context.Background(), db, "(1)") }

// quickCheck asks it of a table, or up to so many faults of the whole file.
func quickCheck(ctx context.Context, db *sql.DB, of string) error {
	var said string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check"+of).Scan(&said); err != nil {
		return plainly(err)
	}
	if said != "ok" {
		return plainly(fmt.Errorf("quick_check: %s", said))
	}
	return nil
}

// damaged is what is said of a file that SQLite cannot make sense of.
const damaged = forms.Refusal("台账文件已经损坏。请先关闭程序再打开一次，能修的会自动修好；还是这样，就把整个文件夹复制一份留存，再从备份恢复。")

// sentences are what SQLite may say and what it means at the desk.
var sentences = []struct {
	said  string
	means forms.Refusal
}{
	{"malformed", damaged},
	{"not a database", damaged},
	{"quick_check", damaged},
	{"no such table", damaged}, // of ours, as what asks for it is
	{"no such column", damaged},
	{"already exists", damaged},
	{"disk is full", "没有保存成功：磁盘已满。请腾出空间后再试，写的内容还在。"},
	{"disk I/O error", "没有保存成功：磁盘读写出错。请检查磁盘或U盘是否插好，写的内容还在。"},
	{"readonly database", "没有保存成功：台账文件是只读的。请检查文件夹的权限，写的内容还在。"},
	{"database is locked", "没有保存成功：台账文件正被别的程序占用。请稍等再试，写的内容还在。"},
}

// plainly puts a sentence before what SQLite says about the state of the file
// or the disk, and leaves every other error as it is.
func plainly(err error) error {
	if err == nil {
		return nil
	}
	var already forms.Refusal
	if errors.As(err, &already) {
		return err
	}
	for _, s := range sentences {
		if strings.Contains(err.Error(), s.said) {
			return fmt.Errorf("%w (%v)", s.means, err)
		}
	}
	return err
}
