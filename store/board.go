package store

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"frontdesk/forms"
)

// Flags of an entry on the board.
const (
	isOpen uint8 = 1 << iota
	isUrgent
	isConfidential
	isVoid
)

func flagsOf(b forms.Brief) (f uint8) {
	for flag, on := range map[uint8]bool{isOpen: b.Open, isUrgent: b.Urgent, isConfidential: b.Confidential, isVoid: b.Void} {
		if on {
			f |= flag
		}
	}
	return f
}

// foremost tells whether an entry with these flags comes first in every list.
func foremost(flags uint8) bool { return forms.Foremost(flags&isOpen != 0, flags&isUrgent != 0) }

// longestSubject is how much of a subject lists keep, in characters: more does
// not fit a line, and the board is read whole when the program starts.
const longestSubject = 120

func cut(s string, n int) string {
	i := 0
	for j := range s {
		if i == n {
			return s[:j]
		}
		i++
	}
	return s
}

// putBoard keeps what lists and search need of the entry, whose opening act is
// first and whose last is a, as r has it now.
func (t *tx) putBoard(first, a forms.Act, r forms.Record) error {
	b := r.Brief()
	t.after = append(t.after, func() {
		t.s.cols.put(first.Ref.Book, markOf(first.Seq, b), names{b.Kind, b.State, b.Writer, b.Handler})
		t.s.fresh.put(first.Seq, a.Seq, b)
	})
	if err := t.putRow(first, a, b); err != nil {
		return err
	}
	return t.putLinks(first.Seq, a.Seq == first.Seq, r)
}

// putRow writes the entry's row of the board.
func (t *tx) putRow(first, last forms.Act, b forms.Brief) error {
	return plainly(t.exec(`INSERT OR REPLACE INTO board (entry, last, book, year, no, page, line, written, signer, flags, happened, due,
		state, kind, writer, handler, room, name, phone, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		first.Seq, last.Seq, first.Ref.Book, first.Ref.Year, first.Ref.No, first.Page, first.Line, first.At.UnixMilli(), first.By.Name,
		flagsOf(b), millis(b.Happened), millis(b.Due), b.State, b.Kind, b.Writer, b.Handler, b.Room, b.Name, b.Phone, cut(b.Subject, longestSubject)))
}

// Row is an entry as lists show it.
type Row struct {
	Entry      int64 // seq of the opening row: names the entry for as long as the file lives
	Ref        forms.Ref
	Page, Line int
	Written    time.Time
	Signer     string // name of who opened it
	Writer     string // ID of who opened it
	State      string
	Kind       string
	Open       bool
	Urgent     bool
	Late       bool // open, and the deadline has passed
	Void       bool
	Veiled     bool // confidential, and not for this viewer: only number, time and state are told
	Due        time.Time
	Happened   time.Time
	Handler    string
	Room       string
	Name       string
	Phone      string
	Subject    string

	Confidential bool
}

// mayRead tells whether the viewer sees the words of an entry (S0/1 2(3)).
func mayRead(viewer forms.Person, flags uint8, writer string) bool {
	return flags&isConfidential == 0 || forms.MaySee(viewer, forms.Person{ID: writer})
}

func scanRow(viewer forms.Person, now time.Time) func(scanner) (Row, error) {
	return func(row scanner) (Row, error) {
		var r Row
		var written, due, happened int64
		var flags uint8
		err := row.Scan(&r.Entry, &r.Ref.Book, &r.Ref.Year, &r.Ref.No, &r.Page, &r.Line, &written, &r.Signer, &flags, &happened, &due,
			&r.State, &r.Kind, &r.Writer, &r.Handler, &r.Room, &r.Name, &r.Phone, &r.Subject)
		if err != nil {
			return r, plainly(err)
		}
		r.Written, r.Due, r.Happened = moment(written), moment(due), moment(happened)
		r.Open, r.Urgent, r.Void = flags&isOpen != 0, flags&isUrgent != 0, flags&isVoid != 0
		r.Confidential = flags&isConfidential != 0
		r.Late = r.Open && forms.PastDue(r.Due, now)
		if !mayRead(viewer, flags, r.Writer) {
			r.Veiled, r.Kind, r.Handler, r.Room, r.Name, r.Phone, r.Subject = true, "", "", "", "", "", forms.Veiled
		}
		return r, nil
	}
}

// rowsOf reads the entries, in the order given, as the viewer may see them.
func (s *Store) rowsOf(ctx context.Context, q querier, entries []int64, viewer forms.Person) ([]Row, error) {
	list, err := json.Marshal(entries)
	if err != nil {
		return nil, err
	}
	rows, err := q.QueryContext(ctx, `SELECT entry, book, year, no, page, line, written, signer, flags, happened, due,
		state, kind, writer, handler, room, name, phone, subject
		FROM json_each(?) AS wanted CROSS JOIN board ON entry = wanted.value ORDER BY wanted.key`, string(list))
	return collect(rows, err, scanRow(viewer, s.Now()))
}

// seconds is a time as the columns hold it: what lies before 1970 or after
// 2106 was mistyped, and is put at the end of the scale.
func seconds(t time.Time) uint32 {
	if t.IsZero() {
		return 0
	}
	return uint32(max(1, min(t.Unix(), 1<<32-1)))
}

// oneLine is a text without line feeds, for the columns of the ledger.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
