package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"frontdesk/forms"
)

// Mended is what was done to a ledger with a damaged page when it was opened: what can
// be made again from its rows was made again.
type Mended struct {
	Rows   int64  // of the ledger, which was checked from the first to the last
	Before string // where the damaged file is
}

// Words say it in Chinese; nothing where nothing was done.
func (m Mended) Words() string {
	if m.Before == "" {
		return ""
	}
	return fmt.Sprintf("台账文件里有一处损坏，已经自动修好：登记的内容没有受影响，共 %d 行，从头到尾核对过。损坏的文件留在：\n%s\n磁盘可能有问题，请尽快再做一份备份到U盘。", m.Rows, m.Before)
}

// suspectSuffix is the file beside the ledger that says that a damaged page was seen
// when it was closed: the next start looks the whole file through, as it does after a
// crash.
const suspectSuffix = ".check"

// lookAtMost is how long closing looks for damage: nobody waits for it at the end of a
// shift.
const lookAtMost = 2 * time.Second

// suspected tells whether the file at path has to be looked through before it is used.
func suspected(path string) bool { return leftOpen(path) || exists(path+suspectSuffix) }

// leaveWord looks at what can be made again from the ledger, and leaves word where it is
// damaged.
func (s *Store) leaveWord() {
	if s.read == nil || s.lock == nil || s.opts.Making {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), lookAtMost)
	defer cancel()
	if err := tablesSound(ctx, s.read, false); isDamaged(err) {
		_ = os.WriteFile(s.path+suspectSuffix, nil, 0o644) // else it is seen again the next time
	}
}

// tablesSound asks SQLite whether the tables are whole that cannot be made again, or
// those that can.
func tablesSound(ctx context.Context, db *sql.DB, those bool) error {
	rows, err := db.QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%'`)
	names, err := collect(rows, err, func(row scanner) (name string, err error) { return name, row.Scan(&name) })
	if err != nil {
		return plainly(err)
	}
	for _, name := range names {
		if slices.Contains(kept(), name) != those {
			continue
		}
		if err := quickCheck(ctx, db, "("+name+")"); err != nil {
			return err
		}
	}
	return nil
}

// isDamaged tells whether an error is what is said of a damaged file.
func isDamaged(err error) bool {
	var r forms.Refusal
	return errors.As(err, &r) && r == damaged
}

// mend puts in the place of a damaged ledger, which nobody may have open, what a copy
// holds: all of its rows, and whatever else can be made again without the damaged page.
// Where the ledger's own pages are damaged, or the file's structure is not at fault,
// nothing changes.
func mend(path string, now time.Time) (done Mended, err error) {
	if err := beside(path, sound); !isDamaged(err) {
		return done, errors.Join(damaged, err)
	}
	if err := beside(path, func(db *sql.DB) error { return tablesSound(context.Background(), db, true) }); err != nil {
		return done, err
	}
	lock, err := lockOffice(path)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	report, before, err := exchange(context.Background(), path, path, "损坏", now, nil)
	if err != nil {
		return done, err
	}
	if err := os.Remove(path + suspectSuffix); err != nil && !os.IsNotExist(err) {
		return done, err
	}
	return Mended{report.Rows, filepath.Join(filepath.Dir(path), before)}, nil
}
