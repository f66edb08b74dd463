package store

import (
	"context"
	"database/sql"
	"sort"
	"sync"

	"frontdesk/forms"
)

// mark is what filters need to know of an entry.
type mark struct {
	entry    int64
	due      int64  // milliseconds since 1970 UTC; 0: no deadline runs
	happened uint32 // seconds since 1970 UTC
	kind     uint32 // these four index columns.words
	state    uint32
	writer   uint32
	handler  uint32
	flags    uint8
}

func markOf(entry int64, b forms.Brief) mark {
	return mark{entry: entry, due: millis(b.Due), happened: seconds(b.Happened), flags: flagsOf(b)}
}

// names are the words of a mark.
type names struct{ kind, state, writer, handler string }

// columns hold the marks of all entries in memory, forty bytes each, so that
// any filter is a short walk and the thousandth screen of a list costs what
// the first does. They are read from the board when the file is opened, off
// the caller's goroutine, and follow every commit.
type columns struct {
	mu     sync.RWMutex
	ready  chan struct{} // closed once loaded
	err    error         // of loading
	marks  map[string][]mark
	words  []string
	number map[string]uint32
}

func newColumns() *columns {
	c := &columns{ready: make(chan struct{})}
	c.clear()
	return c
}

func (c *columns) clear() {
	c.marks, c.words, c.number = map[string][]mark{}, nil, map[string]uint32{}
}

// loadSoon reads the board on a goroutine of its own. Entries written
// meanwhile wait, and are put over what was read.
func (c *columns) loadSoon(db *sql.DB) {
	c.mu.Lock()
	go func() {
		defer c.mu.Unlock()
		defer close(c.ready)
		c.err = c.load(db)
	}()
}

// reload reads the board again.
func (c *columns) reload(db *sql.DB) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clear()
	c.err = c.load(db)
	return c.err
}

func (c *columns) load(db *sql.DB) error {
	rows, err := db.QueryContext(context.Background(), `SELECT book, entry, flags, happened, due, kind, state, writer, handler FROM board ORDER BY entry`)
	if err != nil {
		return plainly(err)
	}
	defer func() { _ = rows.Close() }() // rows.Err is looked at
	var book, kind, state, writer, handler sql.RawBytes
	for rows.Next() {
		var m mark
		var happened int64
		if err := rows.Scan(&book, &m.entry, &m.flags, &happened, &m.due, &kind, &state, &writer, &handler); err != nil {
			return plainly(err)
		}
		m.happened = seconds(moment(happened))
		m.kind, m.state, m.writer, m.handler = c.intern(kind), c.intern(state), c.intern(writer), c.intern(handler)
		c.marks[string(book)] = append(c.marks[string(book)], m)
	}
	return plainly(rows.Err())
}

func (c *columns) intern(s []byte) uint32 {
	if n, ok := c.number[string(s)]; ok {
		return n
	}
	n := uint32(len(c.words))
	c.words = append(c.words, string(s))
	c.number[string(s)] = n
	return n
}

// put keeps the mark of a new or changed entry.
func (c *columns) put(book string, m mark, n names) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m.kind, m.state = c.intern([]byte(n.kind)), c.intern([]byte(n.state))
	m.writer, m.handler = c.intern([]byte(n.writer)), c.intern([]byte(n.handler))
	marks := c.marks[book]
	if i := find(marks, m.entry); i < len(marks) && marks[i].entry == m.entry {
		marks[i] = m
		return
	}
	c.marks[book] = append(marks, m) // openings come in the order of the ledger
}

func find(marks []mark, entry int64) int {
	return sort.Search(len(marks), func(i int) bool { return marks[i].entry >= entry })
}

// wait returns once the columns are loaded, or were never asked to load.
func (c *columns) wait() {
	c.mu.RLock()
	defer c.mu.RUnlock()
}

// view lets fn see the columns as they are at one moment.
func (c *columns) view(fn func() error) error {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.err != nil {
		return c.err
	}
	return fn()
}
