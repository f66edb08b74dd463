package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"frontdesk/forms"
)

// Backup copies the ledger into dir and returns the copy's path. It may be
// called while the office works.
func (s *Store) Backup(ctx context.Context, dir string) (string, error) {
	return Backup(ctx, s.path, dir, s.Now(), ByHand)
}

// BackupDaily copies the ledger into dir when that was not done today, and
// lets go of daily copies that the office's rule does not keep. It returns ""
// when there was nothing to do.
func (s *Store) BackupDaily(ctx context.Context, dir string) (string, error) {
	names, err := namesIn(stem(s.path), dir)
	if err != nil {
		return "", err
	}
	if !within(dir, filepath.Dir(s.path)) && !isFolder(dir) { // to make it would be to copy onto the PC itself when a stick was pulled
		return "", noFolder(dir)
	}
	clearCopies(dir)
	now := s.Now()
	for _, n := range names {
		if n.kind == EachDay && n.day() == now.Format("20060102") && !n.at.After(now) && n.isWhole() {
			return "", nil
		}
	}
	to, err := Backup(ctx, s.path, dir, now, EachDay)
	if err != nil {
		return "", err
	}
	return to, s.letGo(dir, to)
}

func noFolder(dir string) error {
	return forms.Refusal("备份文件夹“" + dir + "”不能写入，请检查磁盘或U盘是否插好。")
}

// letGo removes the daily copies that the rule does not keep; never the one
// just made, which a clock set back may have given an old name.
func (s *Store) letGo(dir, made string) error {
	names, err := namesIn(stem(s.path), dir)
	if err != nil {
		return err
	}
	rules := s.Office().Rules
	var errs []error
	for _, n := range outlived(names, rules.CopyDays, rules.CopyMonths, s.Now()) {
		if n.path != made {
			errs = append(errs, os.Remove(n.path))
		}
	}
	return errors.Join(errs...)
}

// Backup copies the ledger file at path, which may be in use, into dir. The
// copy is made under another name, checked from the first row to the last, and
// only then given its own, such as 台账备份-20261123-1830.db.
func Backup(ctx context.Context, path, dir string, now time.Time, kind CopyKind) (string, error) {
	path = behind(path)
	if err := fit(path, false); err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", noFolder(dir)
	}
	clearCopies(dir)
	to := freeName(path, dir, now, kind)
	half := beginCopy(to) // somebody else may copy in the same minute
	defer half.end()
	part := half.part
	_, err := copyLedger(ctx, path, part, nil)
	var unsound *unsoundCopy
	if errors.As(err, &unsound) && kind == BeforeUpgrade {
		err = nil // it is kept as it is: the upgrade is about to change it
	}
	if err == nil {
		to, err = publishFree(part, func() string { return freeName(path, dir, now, kind) })
	}
	if err != nil {
		return "", errors.Join(err, removeLedger(part))
	}
	return to, nil
}

// backupBefore copies the ledger into the office's folder before something that
// cannot be undone.
func backupBefore(ctx context.Context, path string, now time.Time, kind CopyKind) error {
	_, err := Backup(ctx, path, Folder(filepath.Dir(path)).Backups(), now, kind)
	return err
}

// unsoundCopy says that a copy was made, but that the ledger in it is not sound.
type unsoundCopy struct{ forms.Refusal }

func (u *unsoundCopy) Unwrap() error { return u.Refusal }

// copyLedger writes a copy of the ledger as it is at one moment, and checks it.
func copyLedger(ctx context.Context, path, to string, progress func(done, total int64)) (report Report, err error) {
	path, forget, err := legible(path)
	if err != nil {
		return Report{}, err
	}
	defer func() { err = errors.Join(err, forget()) }()
	if err := removeLedger(to); err != nil {
		return Report{}, err
	}
	m := reading
	if !leftOpen(path) {
		m = frozen
	}
	err = copyInto(ctx, path, m, to)
	if m == frozen && leftOpen(path) { // somebody began to write meanwhile
		err = errors.Join(removeLedger(to), copyInto(ctx, path, reading, to))
	}
	switch {
	case ctx.Err() != nil:
		return Report{}, ctx.Err()
	case err != nil:
		return Report{}, notCopied(err)
	}
	report, err = Verify(ctx, to, progress)
	if err == nil && !report.Sound {
		err = &unsoundCopy{forms.Refusal("备份没有通过检查，没有保留。" + report.String())}
	}
	return report, err
}

// notWritten is said where the place for a copy is not good.
const notWritten = forms.Refusal("备份没有写成，请检查磁盘或U盘是否已满、是否插好、能不能写入。")

// notCopied says why no copy was written: that the ledger is damaged, where it
// is that, else that the place for it is not good.
func notCopied(err error) error {
	var damage forms.Refusal
	if errors.As(plainly(err), &damage) && damage == damaged {
		return fmt.Errorf("%w (%v)", damaged, err)
	}
	return fmt.Errorf("%w (%v)", notWritten, err)
}

// copyInto copies every page; where one is damaged, what cannot be made again from
// the ledger is copied row by row. Should that be damaged too, what SQLite first said
// holds.
func copyInto(ctx context.Context, path string, m manner, to string) error {
	err := vacuumInto(ctx, path, m, to)
	var r forms.Refusal
	if err == nil || ctx.Err() != nil || !errors.As(plainly(err), &r) || r != damaged {
		return err
	}
	if errors.Join(removeLedger(to), salvage(ctx, path, m, to)) != nil {
		return errors.Join(err, removeLedger(to))
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

// publishFree is publish under a name that is nobody's yet, and never becomes somebody
// else's meanwhile.
func publishFree(part string, name func() string) (string, error) {
	for {
		to := name()
		f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if os.IsExist(err) {
			continue
		}
		if err != nil {
			return "", notCopied(err)
		}
		if err := errors.Join(f.Close(), publish(part, to)); err != nil {
			return "", notCopied(errors.Join(err, os.Remove(to)))
		}
		return to, nil
	}
}

// publish has the file on the disk before it gets its name.
func publish(part, to string) error {
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
