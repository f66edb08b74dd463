package store

import (
	"context"
	"database/sql"
	_ "embed" // the tables
	"errors"
	"fmt"

	"frontdesk/forms"
)

// applicationID marks the file as a ledger of this program: "FDsk".
const applicationID = 0x4644736b

//go:embed schema/ledger.sql
var ledgerSQL string

//go:embed schema/gone.sql
var goneSQL string

//go:embed schema/clock.sql
var clockSQL string

//go:embed schema/board.sql
var boardSQL string

// stepGone is the place of the step since which words may be let go of.
const stepGone = 3

// stepClock is the place of the step since which the time of the ledger may be put
// right.
const stepClock = 5

// steps are the migrations, oldest first. A released step never changes: what
// it made lies in offices' files. New steps go to the end.
func steps() []string {
	return []string{
		fmt.Sprintf("PRAGMA application_id = %d;", applicationID) + ledgerSQL,
		boardSQL,
		residentsSQL,
		goneSQL,
		linksSQL,
		clockSQL,
	}
}

// migrate brings the file's tables up to date, each step in a transaction of
// its own.
func migrate(db *sql.DB, create bool) error {
	version, err := ours(db, create)
	if err != nil {
		return err
	}
	all := steps()
	for i := version; i < len(all); i++ {
		if err := migrateStep(db, i, all[i]); err != nil {
			return fmt.Errorf("migration %d: %w", i+1, plainly(err))
		}
	}
	return nil
}

// newer is said of a ledger that a later program has written.
const newer = forms.Refusal("这个台账是由更新版本的程序写的，请先把本程序升级到最新版本。")

// ours refuses a file that holds no ledger of this program, and gives how many steps
// have made the one that it holds.
func ours(db *sql.DB, create bool) (version int, err error) {
	var id, tables int
	err = db.QueryRow(`SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)`).Scan(&id, &version, &tables)
	switch {
	case err != nil:
		return 0, plainly(err)
	case tables == 0 && !create:
		return 0, forms.Refusal("这个文件里没有台账。请不要在上面新建，先从备份恢复。")
	case id != applicationID && tables > 0:
		return 0, forms.Refusal("这是别的程序的数据库，不是台账文件。请选择正确的台账文件。")
	case version < 0, version == 0 && tables > 0: // no program of ours ever wrote that
		return 0, damaged
	case version > len(steps()):
		return 0, newer
	}
	return version, nil
}

// outdated tells whether the file holds a ledger that migrate would change.
func outdated(db *sql.DB) bool {
	var id, version int
	err := db.QueryRow(`SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version)`).Scan(&id, &version)
	return err == nil && id == applicationID && version > 0 && version < len(steps())
}

// upToDate refuses a file that would have to be migrated or rebuilt before it
// can be read.
func upToDate(db *sql.DB) error {
	var id, version, derived int
	err := db.QueryRow(`SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version)`).Scan(&id, &version)
	switch {
	case err != nil:
		return plainly(err)
	case id != applicationID:
		return forms.Refusal("这不是台账文件。请选择正确的台账文件。")
	case version > len(steps()):
		return newer
	case version == len(steps()):
		err = db.QueryRow(`SELECT version FROM derived`).Scan(&derived)
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return plainly(err)
	}
	if derived != derivedVersion {
		return forms.Refusal("这个台账是由旧版本的程序写的，请先用本程序的窗口打开一次。")
	}
	return nil
}

func migrateStep(db *sql.DB, i int, text string) error {
	t, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { _ = t.Rollback() }() // does nothing after the commit
	if _, err := t.Exec(text); err != nil {
		return err
	}
	if _, err := t.Exec(fmt.Sprintf("PRAGMA user_version = %d", i+1)); err != nil {
		return err
	}
	return t.Commit()
}

// laid reads an empty ledger, in memory, that so many steps have made.
func laid(ctx context.Context, version int, read func(fresh *sql.DB) error) error {
	fresh, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return err
	}
	defer func() { _ = fresh.Close() }() // nothing in it
	fresh.SetMaxOpenConns(1)
	for _, step := range steps()[:version] {
		if _, err := fresh.ExecContext(ctx, step); err != nil {
			return err
		}
	}
	return read(fresh)
}

// opens refuses a file that this program would not open, though its ledger may be
// sound: where something beside that is missing, or stands there before its step.
func opens(ctx context.Context, path string) error {
	var version int
	var have, now, last map[string]bool
	names := func(into *map[string]bool) func(db *sql.DB) error {
		return func(db *sql.DB) (err error) { *into, err = made(ctx, db); return err }
	}
	err := beside(path, func(db *sql.DB) (err error) {
		if version, err = ours(db, false); err != nil {
			return err
		}
		return names(&have)(db)
	})
	if err == nil {
		err = errors.Join(laid(ctx, version, names(&now)), laid(ctx, len(steps()), names(&last)))
	}
	if err != nil {
		return err
	}
	for name := range last {
		if have[name] != now[name] {
			return damaged
		}
	}
	return nil
}

// made lists the tables, indexes and triggers of a file.
func made(ctx context.Context, db *sql.DB) (map[string]bool, error) {
	rows, err := db.QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'`)
	names, err := collect(rows, err, func(row scanner) (name string, err error) { return name, row.Scan(&name) })
	out := map[string]bool{}
	for _, name := range names {
		out[name] = true
	}
	return out, err
}
