package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"frontdesk/forms"
)

// querier is a handle or a transaction that reads.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// snapshot gives a view of the file at one moment; done ends it.
func (s *Store) snapshot(ctx context.Context) (q querier, done func(), err error) {
	t, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, nil, plainly(err)
	}
	return t, func() { _ = t.Rollback() }, nil // it only read
}

// collect reads all rows of a query.
func collect[T any](rows *sql.Rows, err error, scan func(scanner) (T, error)) ([]T, error) {
	if err != nil {
		return nil, plainly(err)
	}
	var out []T
	for rows.Next() {
		x, err := scan(rows)
		if err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		out = append(out, x)
	}
	if err := rows.Err(); err != nil {
		return nil, errors.Join(plainly(err), rows.Close())
	}
	return out, rows.Close()
}

const actQuery = `SELECT seq, at, book, year, no, page, line, verb, edition, by_id, by_name, by_role, words
	FROM ledger LEFT JOIN words USING (seq) WHERE `

func scanAct(b *forms.Book) func(scanner) (forms.Act, error) {
	return func(row scanner) (forms.Act, error) {
		var a forms.Act
		var at int64
		var words []byte
		err := row.Scan(&a.Seq, &at, &a.Ref.Book, &a.Ref.Year, &a.Ref.No, &a.Page, &a.Line, &a.Verb, &a.Edition,
			&a.By.ID, &a.By.Name, &a.By.Role, &words)
		if err != nil {
			return a, plainly(err)
		}
		a.At = time.UnixMilli(at).In(forms.Beijing)
		if words == nil { // let go of: see Dispose
			a.Deed = forms.Wordless{}
			return a, nil
		}
		if a.Deed, err = b.Decode(a.Verb, words); err != nil {
			return a, fmt.Errorf("row %d: %w", a.Seq, err)
		}
		return a, nil
	}
}

func collectActs(ctx context.Context, q querier, b *forms.Book, where string, args ...any) ([]forms.Act, error) {
	rows, err := q.QueryContext(ctx, actQuery+where, args...)
	return collect(rows, err, scanAct(b))
}

// acts reads the acts of an entry inside the writing transaction.
func (t *tx) acts(b *forms.Book, ref forms.Ref) ([]forms.Act, error) {
	rows, err := t.rows(actQuery+`book = ? AND year = ? AND no = ? ORDER BY seq`, ref.Book, ref.Year, ref.No)
	acts, err := collect(rows, err, scanAct(b))
	if err == nil && len(acts) == 0 {
		return nil, noEntry(ref)
	}
	return acts, err
}

func noEntry(ref forms.Ref) error {
	return forms.Refusal("没有编号 " + ref.String() + " 的登记。")
}

// Record gives an entry as its acts have left it, and the acts, oldest first.
// It returns a Refusal when there is no such entry.
func (s *Store) Record(ctx context.Context, ref forms.Ref) (forms.Record, []forms.Act, error) {
	b, err := s.book(ref.Book)
	if err != nil {
		return nil, nil, err
	}
	if ref.No <= 0 {
		return nil, nil, noEntry(ref)
	}
	acts, err := collectActs(ctx, s.asks, b, `book = ? AND year = ? AND no = ? ORDER BY seq`, ref.Book, ref.Year, ref.No)
	if err != nil {
		return nil, nil, err
	}
	if len(acts) == 0 {
		return nil, nil, noEntry(ref)
	}
	r, err := b.Replay(acts)
	return r, acts, err
}

// ActsOf lists the acts on a page, or with page 0 those on the whole book in
// the year, oldest first.
func (s *Store) ActsOf(ctx context.Context, book string, year, page int) ([]forms.Act, error) {
	b, err := s.book(book)
	if err != nil {
		return nil, err
	}
	return collectActs(ctx, s.read, b, `book = ? AND year = ? AND no = 0 AND page = ? ORDER BY seq`, book, year, page)
}

// Head is the last row of the ledger: its number and the first 12 hexadecimal
// digits of its hash. It is 0 and "" for an empty ledger.
func (s *Store) Head(ctx context.Context) (seq int64, hash string, err error) {
	var sum []byte
	err = s.asks.QueryRowContext(ctx, `SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1`).Scan(&seq, &sum)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, "", nil
	}
	if err != nil {
		return 0, "", plainly(err)
	}
	return seq, short(sum), nil
}

// CheckCode is what is printed on a page to anchor it in the chain: the number
// of the last row that touches the page or an entry on it, and the first 12
// hexadecimal digits of that row's hash, such as 1207-3FA90C7712BE.
func (s *Store) CheckCode(ctx context.Context, book string, year, page int) (string, error) {
	q, done, err := s.snapshot(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	p, err := pageAt(ctx, q, book, year, page)
	if err != nil {
		return "", err
	}
	return code(ctx, q, p)
}

func code(ctx context.Context, q querier, p PageInfo) (string, error) {
	var seq int64
	var sum []byte
	err := q.QueryRowContext(ctx, `SELECT seq, hash FROM ledger WHERE seq = (
		SELECT max(seq) FROM (
			SELECT seq FROM ledger WHERE book = ?1 AND year = ?2 AND no BETWEEN ?3 AND ?4
			UNION ALL SELECT seq FROM ledger WHERE book = ?1 AND year = ?2 AND no = 0 AND page = ?5
		))`, p.Book, p.Year, p.First, p.First+p.Lines-1, p.No).Scan(&seq, &sum)
	if err != nil {
		return "", plainly(err)
	}
	return fmt.Sprintf("%d-%s", seq, short(sum)), nil
}

// Row is a row of the ledger without its words, and its check code. It returns a
// Refusal when there is no such row.
func (s *Store) Row(ctx context.Context, seq int64) (a forms.Act, code string, err error) {
	var at int64
	var sum []byte
	err = s.read.QueryRowContext(ctx, `SELECT at, book, year, no, page, line, verb, edition, by_id, by_name, by_role, hash FROM ledger WHERE seq = ?`, seq).
		Scan(&at, &a.Ref.Book, &a.Ref.Year, &a.Ref.No, &a.Page, &a.Line, &a.Verb, &a.Edition, &a.By.ID, &a.By.Name, &a.By.Role, &sum)
	if errors.Is(err, sql.ErrNoRows) {
		return a, "", forms.Refusal(fmt.Sprintf("台账没有第 %d 行。", seq))
	}
	if err != nil {
		return a, "", plainly(err)
	}
	a.Seq, a.At = seq, time.UnixMilli(at).In(forms.Beijing)
	return a, fmt.Sprintf("%d-%s", seq, short(sum)), nil
}

// CodeBefore is the check code of the last row written before a moment; empty
// when there is none.
func (s *Store) CodeBefore(ctx context.Context, t time.Time) (string, error) {
	x := s.Sight(ctx, forms.Person{})
	seq := x.rowAt(t)
	if seq == 0 || x.err != nil {
		return "", x.err
	}
	_, code, err := s.Row(ctx, seq)
	return code, err
}

// Plain lists what was done to a book as a whole by a verb, oldest first.
func (s *Store) Plain(ctx context.Context, book string, verb forms.Verb) ([]forms.Act, error) {
	b, err := s.book(book)
	if err != nil {
		return nil, err
	}
	return collectActs(ctx, s.read, b, `book = ? AND no = 0 AND verb = ? ORDER BY seq`, book, verb)
}
