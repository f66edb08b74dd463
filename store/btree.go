package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
	"sort"
)

// Reading a million rows through the SQL interface takes ten times as long as
// hashing them. A file that nobody has open is therefore read by its pages
// when it is verified (https://sqlite.org/fileformat2.html). This reader
// cannot make a broken ledger look sound: what it reads has to fit the hashes.
// Where it cannot read on, it says errPages, and SQLite is asked instead.

var errPages = errors.New("the file's pages cannot be read directly")

// pageFile is a database file read page by page.
type pageFile struct {
	f      *os.File
	size   int // of a page, bytes
	usable int // of a page, without the reserved end
}

// openPages opens the file of a database that is in rollback mode or whose
// write-ahead log is empty.
func openPages(path string) (*pageFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, errPages
	}
	head := make([]byte, 100)
	if _, err := io.ReadFull(f, head); err != nil {
		_ = f.Close() // nothing was written
		return nil, errPages
	}
	size := int(binary.BigEndian.Uint16(head[16:]))
	if size == 1 {
		size = 1 << 16
	}
	p := &pageFile{f: f, size: size, usable: size - int(head[20])}
	if size < 512 || p.usable < 480 || binary.BigEndian.Uint32(head[56:]) != 1 { // 1: UTF-8
		_ = f.Close() // nothing was written
		return nil, errPages
	}
	return p, nil
}

func (p *pageFile) page(n uint32, into []byte) error {
	if _, err := p.f.ReadAt(into, int64(n-1)*int64(p.size)); n == 0 || err != nil {
		return errPages
	}
	return nil
}

// table is a rowid table: its leaves in order.
type table struct {
	p      *pageFile
	leaves []leaf
}

type leaf struct {
	page uint32
	last int64 // no rowid on it is greater
}

// table finds the leaves of the table that has its root at the page.
func (p *pageFile) table(root uint32) (*table, error) {
	t := &table{p: p}
	depth, err := p.depth(root)
	if err != nil {
		return nil, err
	}
	return t, t.descend(root, math.MaxInt64, depth)
}

const (
	interiorPage = 5
	leafPage     = 13
)

// depth tells how many levels of pages lie above the leaves: as many
// everywhere in a tree.
func (p *pageFile) depth(page uint32) (int, error) {
	b := make([]byte, p.size)
	for depth := range 20 {
		if err := p.page(page, b); err != nil {
			return 0, err
		}
		switch {
		case page == 1: // the schema's, never a ledger's
			return 0, errPages
		case b[0] == leafPage:
			return depth, nil
		case b[0] != interiorPage:
			return 0, errPages
		}
		page = binary.BigEndian.Uint32(b[8:])
	}
	return 0, errPages
}

func (t *table) descend(page uint32, last int64, depth int) error {
	if depth == 0 { // it is read when its rows are
		t.leaves = append(t.leaves, leaf{page, last})
		return nil
	}
	b := make([]byte, t.p.size)
	if err := t.p.page(page, b); err != nil {
		return err
	}
	if b[0] != interiorPage || len(t.leaves) > 1<<26 {
		return errPages
	}
	for i := range int(binary.BigEndian.Uint16(b[3:])) {
		at, ok := pointer(b, 12+2*i)
		if !ok || at+4 > len(b) {
			return errPages
		}
		key, n := varint(b[at+4:])
		if n == 0 {
			return errPages
		}
		if err := t.descend(binary.BigEndian.Uint32(b[at:]), int64(key), depth-1); err != nil {
			return err
		}
	}
	return t.descend(binary.BigEndian.Uint32(b[8:]), last, depth-1)
}

func pointer(b []byte, at int) (int, bool) {
	if at+2 > len(b) {
		return 0, false
	}
	p := int(binary.BigEndian.Uint16(b[at:]))
	return p, p < len(b)
}

// varint reads an integer of SQLite's: up to nine bytes, high end first. It
// tells how many bytes it took, 0 when there are too few.
func varint(b []byte) (v uint64, n int) {
	for i := range min(9, len(b)) {
		if i == 8 {
			return v<<8 | uint64(b[i]), 9
		}
		v = v<<7 | uint64(b[i]&0x7f)
		if b[i] < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}

// cursor walks over the records of a table.
type cursor struct {
	t       *table
	leaf    int
	page    []byte
	cell    int
	cells   int
	rowid   int64
	held    bool   // the record is yet to be asked for: see upTo
	payload []byte // valid until the next step
	long    []byte // space for records that overflow
}

// seek gives a cursor on the first leaf that may have rowids from from on.
func (t *table) seek(from int64) *cursor {
	first := sort.Search(len(t.leaves), func(i int) bool { return t.leaves[i].last >= from })
	return &cursor{t: t, leaf: first - 1, page: make([]byte, t.p.size)}
}

// next goes to the next record, and tells whether there is one.
func (c *cursor) next() (bool, error) {
	for c.cell >= c.cells {
		if c.leaf++; c.leaf >= len(c.t.leaves) {
			return false, nil
		}
		if err := c.t.p.page(c.t.leaves[c.leaf].page, c.page); err != nil {
			return false, err
		}
		c.cell, c.cells = 0, int(binary.BigEndian.Uint16(c.page[3:]))
		if c.page[0] != leafPage {
			return false, errPages
		}
	}
	at, ok := pointer(c.page, 8+2*c.cell)
	if !ok {
		return false, errPages
	}
	c.cell++
	b := c.page[at:c.t.p.usable]
	size, n := varint(b)
	rowid, m := varint(b[n:])
	if n == 0 || m == 0 || size > 1<<30 {
		return false, errPages
	}
	c.rowid = int64(rowid)
	return true, c.read(b[n+m:], int(size))
}

// read finds the record's bytes, of which the cell holds the first.
func (c *cursor) read(b []byte, size int) error {
	usable := c.t.p.usable
	if size <= usable-35 {
		if size > len(b) {
			return errPages
		}
		c.payload = b[:size]
		return nil
	}
	least := (usable-12)*32/255 - 23
	local := least + (size-least)%(usable-4)
	if local > usable-35 {
		local = least
	}
	if local+4 > len(b) {
		return errPages
	}
	c.long = append(c.long[:0], b[:local]...)
	next := binary.BigEndian.Uint32(b[local:])
	page := make([]byte, c.t.p.size)
	for len(c.long) < size {
		if err := c.t.p.page(next, page); err != nil {
			return err
		}
		next = binary.BigEndian.Uint32(page)
		c.long = append(c.long, page[4:min(usable, 4+size-len(c.long))]...)
	}
	c.payload = c.long
	return nil
}

// value is one column of a record. Numbers have no bytes.
type value struct {
	kind  byte // 'n' nothing, 'i' integer, 't' text, 'b' blob
	n     int64
	bytes []byte
}

// columns reads the record's values.
func (c *cursor) columns(into []value) error {
	header, n := varint(c.payload)
	if n == 0 || header > uint64(len(c.payload)) {
		return errPages
	}
	types, body := c.payload[n:header], c.payload[header:]
	for i := range into {
		kind, n := varint(types)
		if n == 0 {
			return errPages
		}
		types = types[n:]
		v, size, ok := readValue(kind, body)
		if !ok {
			return errPages
		}
		into[i], body = v, body[size:]
	}
	return nil
}

func readValue(kind uint64, b []byte) (v value, size int, ok bool) {
	switch {
	case kind == 0:
		return value{kind: 'n'}, 0, true
	case kind == 8 || kind == 9:
		return value{kind: 'i', n: int64(kind - 8)}, 0, true
	case kind >= 1 && kind <= 6:
		size = []int{0, 1, 2, 3, 4, 6, 8}[kind]
		if size > len(b) {
			return v, 0, false
		}
		n := int64(int8(b[0]))
		for _, x := range b[1:size] {
			n = n<<8 | int64(x)
		}
		return value{kind: 'i', n: n}, size, true
	case kind >= 12 && (kind-12)/2 <= uint64(len(b)):
		size = int(kind-12) / 2
		return value{kind: "bt"[kind%2], bytes: b[:size]}, size, true
	}
	return v, 0, false
}

// pageReader checks portions of a ledger by its pages.
type pageReader struct {
	p             *pageFile
	ledger, words *table
}

// newPageReader finds ledger and words in the file that db has open.
func newPageReader(ctx context.Context, path string, db *sql.DB) (*pageReader, error) {
	var ledger, words uint32
	err := db.QueryRowContext(ctx, `SELECT l.rootpage, w.rootpage FROM sqlite_schema AS l, sqlite_schema AS w WHERE l.name = 'ledger' AND w.name = 'words'`).Scan(&ledger, &words)
	if err != nil {
		return nil, errPages
	}
	p, err := openPages(path)
	if err != nil {
		return nil, err
	}
	r := &pageReader{p: p}
	if r.ledger, err = p.table(ledger); err == nil {
		r.words, err = p.table(words)
	}
	if err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

func (r *pageReader) close() { _ = r.p.f.Close() } // it only read

// portion reads rows and checks each by itself.
func (r *pageReader) portion(ctx context.Context, from, to int64) ([]link, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	links := make([]link, 0, to-from+1)
	ledger, words := r.ledger.seek(from), r.words.seek(from)
	var row row
	l, w := make([]value, 15), make([]value, 3)
	for {
		ok, err := ledger.next()
		switch {
		case err != nil:
			return links, err
		case !ok || ledger.rowid > to:
			return links, nil
		case ledger.rowid < from: // on the portion's first leaf
			continue
		}
		if err := ledger.columns(l); err != nil {
			return links, err
		}
		found, err := words.upTo(ledger.rowid, w)
		if err != nil {
			return links, err
		}
		if !found { // let go of, or taken away: see follow
			w[1], w[2] = value{}, value{}
		}
		if !row.decode(ledger.rowid, l) {
			return links, errPages
		}
		links = append(links, row.check(l[12].bytes, l[13].bytes, l[14].bytes, w[1].bytes, w[2].bytes))
	}
}

// upTo reads the record of the rowid, and tells whether there is one. Rowids are
// asked for in their order.
func (c *cursor) upTo(rowid int64, into []value) (found bool, err error) {
	for {
		if !c.held {
			if ok, err := c.next(); err != nil || !ok {
				return false, err
			}
		}
		c.held = c.rowid > rowid // one that is asked for later
		switch {
		case c.held:
			return false, nil
		case c.rowid == rowid:
			if err := c.columns(into); err != nil {
				return false, err
			}
			if into[1].kind != 'b' || into[2].kind != 't' {
				return false, errPages
			}
			return true, nil
		}
	}
}

// decode fills the row from a record of the ledger.
func (r *row) decode(rowid int64, v []value) bool {
	for i, want := range []byte("nitiiiitttttbbb") { // the rowid stands for seq
		if v[i].kind != want {
			return false
		}
	}
	r.seq, r.at, r.year, r.no, r.page, r.line = rowid, v[1].n, v[3].n, v[4].n, v[5].n, v[6].n
	again(&r.book, v[2].bytes)
	again(&r.verb, v[7].bytes)
	again(&r.edition, v[8].bytes)
	again(&r.id, v[9].bytes)
	again(&r.name, v[10].bytes)
	again(&r.role, v[11].bytes)
	return true
}

// again sets the string, which mostly is what it was in the row before.
func again(s *string, b []byte) {
	if *s != string(b) {
		*s = string(b)
	}
}
