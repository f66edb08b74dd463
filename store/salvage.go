package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
)

// kept lists the tables that cannot be made again from the ledger; the others stay
// empty in a copy that is made without them, and the next start fills them.
func kept() []string { return []string{"ledger", "words", "gone", "residents", "drafts"} }

// salvage copies a ledger one of whose pages is damaged, when it is one of those that
// can be made again from the ledger: it must cost no copy. It reads at one moment.
func salvage(ctx context.Context, path string, m manner, to string) (err error) {
	from, err := openHandle(path, m)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	tx, err := from.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // it only read
	into, err := openHandle(to, making)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, into.Close()) }()
	return salvageAll(ctx, tx, into)
}

func salvageAll(ctx context.Context, from *sql.Tx, into *sql.DB) error {
	things, err := thingsIn(ctx, from)
	if err != nil {
		return err
	}
	tx, err := into.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	if err := layThings(ctx, tx, things, true); err != nil {
		return err
	}
	for _, x := range things {
		if x.kind != "table" || !slices.Contains(kept(), x.name) {
			continue
		}
		if err := copyTable(ctx, from, tx, x.name); err != nil {
			return err
		}
	}
	if err := layThings(ctx, tx, things, false); err != nil { // the guards let in only what is next
		return err
	}
	for _, pragma := range []string{"application_id", "user_version"} {
		var n string
		if err := from.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&n); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "PRAGMA "+pragma+" = "+n); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// layThings makes the tables, or all that hangs on them.
func layThings(ctx context.Context, tx *sql.Tx, things []thing, tables bool) error {
	for _, x := range things {
		if (x.kind == "table") != tables {
			continue
		}
		if _, err := tx.ExecContext(ctx, x.text); err != nil {
			return err
		}
	}
	return nil
}

// thing is a table, an index or a trigger, with the text that makes it.
type thing struct{ kind, name, text string }

// thingsIn lists them as they were made, without those that come by themselves.
func thingsIn(ctx context.Context, from *sql.Tx) ([]thing, error) {
	rows, err := from.QueryContext(ctx, `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grams_%' ORDER BY rowid`)
	return collect(rows, err, func(row scanner) (x thing, err error) { return x, row.Scan(&x.kind, &x.name, &x.text) })
}

// copyTable copies the rows of a table as they are.
func copyTable(ctx context.Context, from, into *sql.Tx, table string) error {
	rows, err := from.QueryContext(ctx, "SELECT * FROM "+table+" ORDER BY rowid")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err is looked at
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	put, err := into.PrepareContext(ctx, "INSERT INTO "+table+" ("+strings.Join(names, ", ")+") VALUES (?"+strings.Repeat(", ?", len(names)-1)+")")
	if err != nil {
		return err
	}
	defer func() { _ = put.Close() }() // the transaction ends it anyway
	values, places := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		places[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return err
		}
		if _, err := put.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
	return rows.Err()
}
