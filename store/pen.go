package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"frontdesk/forms"
)

// pen is the one writing connection with its statements, and what it needs to
// remember of the last row so as not to read it again for every line. The
// triggers hold what it remembers against the file.
type pen struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
	head  head
	turns map[bookYear]*turn
}

// head is the last row of the ledger.
type head struct {
	seq, at int64
	hash    sum
}

type bookYear struct {
	book string
	year int
}

// turn is how far a book has got in a year.
type turn struct {
	no    int // last number
	page  forms.Page
	first int // number on the page's first line
}

func newPen(db *sql.DB) (*pen, error) {
	conn, err := db.Conn(context.Background())
	if err != nil {
		return nil, err
	}
	p := &pen{conn: conn, stmts: map[string]*sql.Stmt{}}
	if err := p.look(); err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

func (p *pen) close() error {
	var errs []error
	for _, st := range p.stmts {
		errs = append(errs, st.Close())
	}
	return errors.Join(append(errs, p.conn.Close())...)
}

// look reads the last row, and forgets the rest.
func (p *pen) look() error {
	p.head, p.turns = head{}, map[bookYear]*turn{}
	var hash []byte
	err := p.row(`SELECT seq, at, hash FROM ledger ORDER BY seq DESC LIMIT 1`).Scan(&p.head.seq, &p.head.at, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	copy(p.head.hash[:], hash)
	return plainly(err)
}

// prepared gives the statement, which stays prepared: a desk writes the same
// few all day. Writing is not broken off by a context: it is over in a moment.
func (p *pen) prepared(query string) (*sql.Stmt, error) {
	if st := p.stmts[query]; st != nil {
		return st, nil
	}
	st, err := p.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, err
	}
	p.stmts[query] = st
	return st, nil
}

func (p *pen) exec(query string, args ...any) error {
	st, err := p.prepared(query)
	if err != nil {
		return err
	}
	_, err = st.Exec(args...)
	return err
}

func (p *pen) row(query string, args ...any) scanner {
	st, err := p.prepared(query)
	if err != nil {
		return failed{err}
	}
	return st.QueryRow(args...)
}

func (p *pen) rows(query string, args ...any) (*sql.Rows, error) {
	st, err := p.prepared(query)
	if err != nil {
		return nil, err
	}
	return st.Query(args...)
}

type scanner interface{ Scan(dest ...any) error }

type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }

// tx is one writing transaction. Its now is frozen: all that is written in one
// breath has one time.
type tx struct {
	*pen
	s       *Store
	now     time.Time
	changes []Change
	after   []func()                 // run once it is committed, in order
	met     map[string]*forms.Member // people as the transaction has left them
}

// transact runs fn in one immediate transaction, and tells the watchers once
// it is on the disk. When fn or the commit fails, nothing was written.
func (s *Store) transact(ctx context.Context, fn func(t *tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.pen == nil {
		return errors.New("the store was opened for reading only")
	}
	changes, err := s.locked(fn)
	s.watchers.notify(changes)
	return err
}

func (s *Store) locked(fn func(t *tx) error) ([]Change, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := &tx{pen: s.pen, s: s, now: s.Now()}
	if err := t.run(fn); err != nil {
		return nil, err
	}
	for _, f := range t.after {
		f()
	}
	return t.changes, nil
}

func (t *tx) run(fn func(t *tx) error) (err error) {
	if err := t.exec("BEGIN IMMEDIATE"); err != nil {
		return plainly(err)
	}
	done := false
	defer func() {
		if !done { // also when fn panicked
			// A failed commit may have rolled back by itself; the error that
			// led here is the one that matters.
			_ = t.exec("ROLLBACK")
			err = errors.Join(err, t.look())
		}
	}()
	if err := fn(t); err != nil {
		return err
	}
	if err := t.exec("COMMIT"); err != nil {
		return plainly(err)
	}
	done = true
	return nil
}
