package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"frontdesk/forms"
)

// turn gives how far the book has got in the year. What is not remembered is
// found by going through the lines of the last page.
func (t *tx) turn(at bookYear) (*turn, error) {
	if x := t.turns[at]; x != nil {
		return x, nil
	}
	b, x := t.s.books[at.book], &turn{}
	err := t.row(`SELECT coalesce(max(no), 0) FROM ledger WHERE book = ? AND year = ?`, at.book, at.year).Scan(&x.no)
	if err != nil {
		return nil, plainly(err)
	}
	err = t.row(`SELECT no - 1, first FROM pages WHERE book = ? AND year = ? ORDER BY no DESC LIMIT 1`, at.book, at.year).Scan(&x.page.No, &x.first)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, plainly(err)
	}
	if err == nil {
		rows, err := t.rows(actQuery+`book = ? AND year = ? AND no >= ? AND verb = 'open' ORDER BY no`, at.book, at.year, x.first)
		lines, err := collect(rows, err, scanAct(b))
		if err != nil {
			return nil, err
		}
		for _, a := range lines {
			x.retake(b, a)
		}
	}
	t.turns[at] = x
	return x, nil
}

// assign gives the act, whose number is the next one, its page and line.
func (x *turn) assign(b *forms.Book, a *forms.Act) {
	x.no = a.Ref.No
	if b.Turn == nil {
		return
	}
	before := x.page.No
	x.page = b.Turn(x.page, *a)
	if x.page.No != before {
		x.first = a.Ref.No
	}
	a.Page, a.Line = x.page.No, x.page.Lines
}

// retake follows an act whose page and line stand in the ledger already. The
// ledger's word counts, should the rule for turning have changed since.
func (x *turn) retake(b *forms.Book, a forms.Act) {
	x.no = a.Ref.No
	if b.Turn == nil {
		return
	}
	if _, lost := a.Deed.(forms.Wordless); lost {
		x.gone(a)
		return
	}
	page := b.Turn(x.page, a)
	switch {
	case page.No == a.Page:
	case a.Page == x.page.No: // the rule would turn the page now; it was not turned then
		used := page.Used
		page = x.page
		page.Lines, page.Used = page.Lines+1, page.Used+used
	default: // it was turned then
		page = b.Turn(forms.Page{No: a.Page - 1}, a)
		page.No, page.Lines = a.Page, 1
	}
	if page.No != x.page.No {
		x.first = a.Ref.No
	}
	x.page = page
}

// gone takes a line whose words are gone: it stands where its row says.
func (x *turn) gone(a forms.Act) {
	if a.Page != x.page.No {
		x.page, x.first = forms.Page{No: a.Page, Day: forms.Day(a.At), Person: a.By.Name}, a.Ref.No
	}
	x.page.Lines++
}

// putPage writes the page that the act begins.
func (t *tx) putPage(x *turn, a forms.Act) error {
	if x.page.No == 0 || x.first != a.Ref.No {
		return nil
	}
	p := x.page
	return plainly(t.exec(`INSERT INTO pages (book, year, no, day, shift, person, first) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		a.Ref.Book, a.Ref.Year, p.No, p.Day, p.Shift, p.Person, x.first))
}

// PageInfo is a page of a register as lists of pages show it.
type PageInfo struct {
	Book   string
	Year   int
	No     int    // from 1, gapless per book and year
	Day    string // on which it was begun, 2026-11-23
	Shift  string // 早班
	Person string // name of the duty person
	First  int    // number of the entry on its first line
	Lines  int    // lines taken
}

// Leaf is a page of a register with all that stands on it.
type Leaf struct {
	PageInfo
	Edition string         // of the form, when the page was begun
	Records []forms.Record // line by line
	Acts    []forms.Act    // on the page itself: reviews, prints
	Code    string         // check code, see CheckCode
}

// pageQuery reads pages. A page ends where the next one begins, or with the
// last entry.
const pageQuery = `SELECT book, year, no, day, shift, person, first, coalesce(
		(SELECT next.first FROM pages AS next WHERE next.book = pages.book AND next.year = pages.year AND next.no = pages.no + 1),
		(SELECT max(l.no) + 1 FROM ledger AS l WHERE l.book = pages.book AND l.year = pages.year)
	) - first FROM pages WHERE `

func scanPage(row scanner) (p PageInfo, err error) {
	err = row.Scan(&p.Book, &p.Year, &p.No, &p.Day, &p.Shift, &p.Person, &p.First, &p.Lines)
	return p, plainly(err)
}

// PagesOf lists the pages of the days from and to, both included, oldest
// first. Days are those of the writing, such as 2026-11-23.
func (s *Store) PagesOf(ctx context.Context, book, from, to string) ([]PageInfo, error) {
	rows, err := s.read.QueryContext(ctx, pageQuery+`book = ? AND day BETWEEN ? AND ? ORDER BY day, year, no`, book, from, to)
	return collect(rows, err, scanPage)
}

// LastPage is the page that was begun last, and false when there is none.
func (s *Store) LastPage(ctx context.Context, book string) (PageInfo, bool, error) {
	return onePage(s.read.QueryRowContext(ctx, pageQuery+`book = ? ORDER BY year DESC, no DESC LIMIT 1`, book))
}

// PageBefore is the page before the one given, over the turn of the year, and
// false when it is the first.
func (s *Store) PageBefore(ctx context.Context, book string, year, no int) (PageInfo, bool, error) {
	return onePage(s.read.QueryRowContext(ctx, pageQuery+`book = ? AND (year, no) < (?, ?) ORDER BY year DESC, no DESC LIMIT 1`, book, year, no))
}

// PageAfter is the page after the one given, over the turn of the year, and
// false when it is the last.
func (s *Store) PageAfter(ctx context.Context, book string, year, no int) (PageInfo, bool, error) {
	return onePage(s.read.QueryRowContext(ctx, pageQuery+`book = ? AND (year, no) > (?, ?) ORDER BY year, no LIMIT 1`, book, year, no))
}

// PageOn is the first page of the day, or of the next day that has one, and
// false when there is none.
func (s *Store) PageOn(ctx context.Context, book, day string) (PageInfo, bool, error) {
	return onePage(s.read.QueryRowContext(ctx, pageQuery+`book = ? AND day >= ? ORDER BY day, year, no LIMIT 1`, book, day))
}

// PageWith is the page that an entry stands on, and false when there is none.
func (s *Store) PageWith(ctx context.Context, ref forms.Ref) (PageInfo, bool, error) {
	return onePage(s.read.QueryRowContext(ctx, pageQuery+`book = ? AND year = ? AND first <= ? ORDER BY no DESC LIMIT 1`, ref.Book, ref.Year, ref.No))
}

func onePage(row scanner) (PageInfo, bool, error) {
	p, err := scanPage(row)
	if errors.Is(err, sql.ErrNoRows) {
		return p, false, nil
	}
	return p, err == nil, err
}

func pageAt(ctx context.Context, q querier, book string, year, no int) (PageInfo, error) {
	p, err := scanPage(q.QueryRowContext(ctx, pageQuery+`book = ? AND year = ? AND no = ?`, book, year, no))
	if errors.Is(err, sql.ErrNoRows) {
		return p, forms.Refusal("没有这一页，请检查年份和页码。")
	}
	return p, err
}

// Page gives a page with all that stands on it. It returns a Refusal when
// there is no such page.
func (s *Store) Page(ctx context.Context, book string, year, no int) (Leaf, error) {
	b, err := s.book(book)
	if err != nil {
		return Leaf{}, err
	}
	q, done, err := s.snapshot(ctx)
	if err != nil {
		return Leaf{}, err
	}
	defer done()
	var l Leaf
	if l.PageInfo, err = pageAt(ctx, q, book, year, no); err != nil {
		return l, err
	}
	acts, err := collectActs(ctx, q, b, `book = ? AND year = ? AND no BETWEEN ? AND ? ORDER BY no, seq`, book, year, l.First, l.First+l.Lines-1)
	if err != nil {
		return l, err
	}
	if l.Records, err = replayEach(b, acts); err != nil {
		return l, err
	}
	if len(acts) > 0 {
		l.Edition = acts[0].Edition
	}
	if l.Acts, err = collectActs(ctx, q, b, `book = ? AND year = ? AND no = 0 AND page = ? ORDER BY seq`, book, year, no); err != nil {
		return l, err
	}
	l.Code, err = code(ctx, q, l.PageInfo)
	return l, err
}

// replayEach makes the records of acts that come entry after entry.
func replayEach(b *forms.Book, acts []forms.Act) ([]forms.Record, error) {
	var out []forms.Record
	for len(acts) > 0 {
		n := 1
		for n < len(acts) && acts[n].Ref == acts[0].Ref {
			n++
		}
		r, err := b.Replay(acts[:n])
		if err != nil {
			return nil, err
		}
		out, acts = append(out, r), acts[n:]
	}
	return out, nil
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).In(forms.Beijing)
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}
