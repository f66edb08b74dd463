package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// questions are the readers' pool with the statements of questions that are asked all
// day kept prepared: when the rules look into the books for one act, preparing
// costs more than the answers. It is for texts that are written in the code, of
// which there are few.
type questions struct {
	db    *sql.DB
	mu    sync.Mutex
	stmts map[string]*sql.Stmt
}

func newQuestions(db *sql.DB) *questions { return &questions{db: db, stmts: map[string]*sql.Stmt{}} }

func (q *questions) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if st := q.stmts[query]; st != nil {
		return st, nil
	}
	st, err := q.db.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	q.stmts[query] = st
	return st, nil
}

// QueryContext asks for rows.
func (q *questions) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := q.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

// QueryRowContext asks for one row.
func (q *questions) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	st, err := q.stmt(ctx, query)
	if err != nil {
		return q.db.QueryRowContext(ctx, query, args...) // which tells the same
	}
	return st.QueryRowContext(ctx, args...)
}

func (q *questions) close() error {
	q.mu.Lock()
	defer q.mu.Unlock()
	var errs []error
	for _, st := range q.stmts {
		errs = append(errs, st.Close())
	}
	clear(q.stmts)
	return errors.Join(errs...)
}
