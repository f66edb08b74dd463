package store

import (
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

//go:embed schema/board.sql
var boardSQL string

// stepGone is the place of the step since which words may be let go of.
const stepGone = 3

// steps are the migrations, oldest first. A released step never changes: what
// it made lies in offices' files. New steps go to the end.
func steps() []string {
	return []string{
		fmt.Sprintf("PRAGMA application_id = %d;", applicationID) + ledgerSQL,
		boardSQL,
		residentsSQL,
		goneSQL,
		linksSQL,
	}
}

// migrate brings the file's tables up to date, each step in a transaction of
// its own.
func migrate(db *sql.DB, create bool) error {
	var id, version, tables int
	for pragma, p := range map[string]*int{"application_id": &id, "user_version": &version} {
		if err := db.QueryRow("PRAGMA " + pragma).Scan(p); err != nil {
			return plainly(err)
		}
	}
	if err := db.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return plainly(err)
	}
	all := steps()
	switch {
	case version < 0: // no program of ours ever wrote that
		return damaged
	case tables == 0 && !create:
		return forms.Refusal("这个文件里没有台账。请不要在上面新建，先从备份恢复。")
	case id != applicationID && tables > 0:
		return forms.Refusal("这是别的程序的数据库，不是台账文件。请选择正确的台账文件。")
	case version > len(all):
		return forms.Refusal("这个台账是由更新版本的程序写的，请先把本程序升级到最新版本。")
	}
	for i := version; i < len(all); i++ {
		if err := migrateStep(db, i, all[i]); err != nil {
			return fmt.Errorf("migration %d: %w", i+1, err)
		}
	}
	return nil
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
		return forms.Refusal("这个台账是由更新版本的程序写的，请先把本程序升级到最新版本。")
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
