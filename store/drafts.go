package store

import (
	"context"
	"database/sql"
	"errors"
)

// SaveDraft keeps words that are not signed yet under the key, in the place of
// what was kept there.
func (s *Store) SaveDraft(ctx context.Context, key, words string) error {
	return s.transact(ctx, func(t *tx) error {
		return plainly(t.exec(`INSERT OR REPLACE INTO drafts (key, words, at) VALUES (?, ?, ?)`, key, words, t.now.UnixMilli()))
	})
}

// Draft gives the words kept under the key, and false when there are none.
func (s *Store) Draft(ctx context.Context, key string) (words string, ok bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT words FROM drafts WHERE key = ?`, key).Scan(&words)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return words, err == nil, plainly(err)
}

// DropDraft lets go of the words kept under the key.
func (s *Store) DropDraft(ctx context.Context, key string) error {
	return s.transact(ctx, func(t *tx) error { return plainly(t.exec(`DELETE FROM drafts WHERE key = ?`, key)) })
}
