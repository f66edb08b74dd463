package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"time"

	"frontdesk/forms"
)

// keptDays is how many daily copies stay. Copies that somebody asked for are
// never removed.
const keptDays = 30

// Backup copies the ledger into dir and returns the copy's path. It may be
// called while the office works.
func (s *Store) Backup(ctx context.Context, dir string) (string, error) {
	return Backup(ctx, s.path, dir, s.Now(), false)
}

// BackupDaily copies the ledger into dir when that was not done today, and
// lets go of daily copies that are older than the last thirty. It returns ""
// when there was nothing to do.
func (s *Store) BackupDaily(ctx context.Context, dir string) (string, error) {
	daily, err := dailyCopies(s.path, dir)
	if err != nil {
		return "", err
	}
	today := s.Now().Format("20060102")
	for _, name := range daily {
		if copyForm.FindStringSubmatch(name)[2] == today {
			return "", nil
		}
	}
	return Backup(ctx, s.path, dir, s.Now(), true)
}

// Backup copies the ledger file at path, which may be in use, into dir. The
// copy is made under another name, checked from the first row to the last, and
// only then given its own, such as 台账备份-20261123-1830.db. A daily copy is
// named so, and takes the place of the oldest beyond thirty.
func Backup(ctx context.Context, path, dir string, now time.Time, daily bool) (string, error) {
	if err := fit(path, false); err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", forms.Refusal("备份文件夹“" + dir + "”不能写入，请检查磁盘或U盘是否插好。")
	}
	to := freeName(path, dir, now, daily)
	part := to + ".part"
	err := copyLedger(ctx, path, part)
	if err == nil {
		err = settle(part, to)
	}
	if err != nil {
		return "", errors.Join(err, removeLedger(part))
	}
	if daily {
		return to, letGo(path, dir)
	}
	return to, nil
}

func stem(path string) string { return strings.TrimSuffix(filepath.Base(path), ".db") }

// copyForm takes the name of a copy apart: ledger, day, time, and whether it
// is a daily one.
var copyForm = regexp.MustCompile(`^(.+)备份-(\d{8})-(\d{4})(每日)?(?:-\d+)?\.db$`)

func freeName(path, dir string, now time.Time, daily bool) string {
	name := stem(path) + "备份-" + now.In(forms.Beijing).Format("20060102-1504")
	if daily {
		name += "每日"
	}
	to := filepath.Join(dir, name+".db")
	for n := 2; exists(to); n++ {
		to = filepath.Join(dir, fmt.Sprintf("%s-%d.db", name, n))
	}
	return to
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// copyLedger writes a copy of the ledger as it is at one moment, and checks it.
func copyLedger(ctx context.Context, path, to string) error {
	if err := removeLedger(to); err != nil {
		return err
	}
	m := reading
	if !leftOpen(path) {
		m = frozen
	}
	err := vacuumInto(ctx, path, m, to)
	if m == frozen && leftOpen(path) { // somebody began to write meanwhile
		err = errors.Join(removeLedger(to), vacuumInto(ctx, path, reading, to))
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return fmt.Errorf("%w (%v)", forms.Refusal("备份没有写成，请检查磁盘或U盘是否已满、是否插好。"), err)
	}
	report, err := Verify(ctx, to, nil)
	if err != nil {
		return err
	}
	if !report.Sound {
		return forms.Refusal("备份没有通过检查，没有保留。" + report.String())
	}
	return nil
}

func vacuumInto(ctx context.Context, path string, m manner, to string) error {
	db, err := openHandle(path, m)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(ctx, `PRAGMA query_only(0)`) // the file itself stays read-only
	if err == nil {
		_, err = db.ExecContext(ctx, `VACUUM INTO ?`, to)
	}
	return errors.Join(err, db.Close())
}

// settle has the file on the disk before it gets its name.
func settle(part, to string) error {
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, to); err != nil {
		return err
	}
	syncFolder(filepath.Dir(to))
	return nil
}

// syncFolder has a rename on the disk. Not every system can; there it has to
// do without.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

// dailyCopies lists the names of the daily copies in dir, oldest first.
func dailyCopies(path, dir string) ([]string, error) {
	files, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	var names []string
	for _, f := range files {
		if m := copyForm.FindStringSubmatch(f.Name()); m != nil && m[1] == stem(path) && m[4] != "" {
			names = append(names, f.Name())
		}
	}
	sort.Strings(names)
	return names, nil
}

func letGo(path, dir string) error {
	names, err := dailyCopies(path, dir)
	if err != nil {
		return err
	}
	var errs []error
	for _, name := range names[:max(0, len(names)-keptDays)] {
		errs = append(errs, os.Remove(filepath.Join(dir, name)))
	}
	return errors.Join(errs...)
}

// Restore puts a backup in the place of the ledger at path, which nobody may
// have open. The backup has to verify. What was in its place is kept beside
// it, and its path returned; "" when there was nothing.
func Restore(ctx context.Context, backup, path string, now time.Time) (before string, err error) {
	if err := fit(backup, false); err != nil {
		return "", err
	}
	if sameFile(backup, path) {
		return "", forms.Refusal("选中的就是正在用的台账，请选择一个备份文件。")
	}
	lock, err := lockOffice(path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	part := path + ".part"
	if err := copyLedger(ctx, backup, part); err != nil {
		return "", errors.Join(err, removeLedger(part))
	}
	if exists(path) {
		if before, err = aside(path, now); err != nil {
			return "", errors.Join(err, removeLedger(part))
		}
	}
	if err := settle(part, path); err != nil {
		return before, errors.Join(err, removeLedger(part))
	}
	return before, nil
}

func sameFile(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

// aside moves the ledger and what SQLite keeps beside it to another name. The
// write-ahead log goes first: a ledger without its log would lack its last rows,
// while a log without its ledger harms nothing.
func aside(path string, now time.Time) (string, error) {
	name := stem(path) + "-恢复前-" + now.In(forms.Beijing).Format("20060102-150405")
	to := filepath.Join(filepath.Dir(path), name+".db")
	for n := 2; exists(to) || exists(to+"-wal"); n++ {
		to = filepath.Join(filepath.Dir(path), fmt.Sprintf("%s-%d.db", name, n))
	}
	for _, end := range []string{"-wal", ""} {
		if !exists(path + end) {
			continue
		}
		if err := os.Rename(path+end, to+end); err != nil {
			return "", errors.Join(forms.Refusal("原来的台账不能移开，请先关闭所有正在使用它的程序。"), err)
		}
	}
	if err := os.Remove(path + "-shm"); err != nil && !os.IsNotExist(err) {
		return to, err
	}
	return to, nil
}
