package store

import (
	"context"
	"database/sql"
	"errors"
	"sort"
	"sync"
	"sync/atomic"

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
// the first does. They are read from the board when they are first asked for,
// and follow every commit from then on.
type columns struct {
	db     *sql.DB
	once   sync.Once
	begun  atomic.Bool // reading the board has begun, or is over
	mu     sync.RWMutex
	err    error // of loading
	marks  map[string][]mark
	words  []string
	number map[string]uint32
}

func newColumns() *columns {
	c := &columns{}
	c.clear()
	return c
}

func (c *columns) clear() {
	c.marks, c.words, c.number = map[string][]mark{}, nil, map[string]uint32{}
}

// loaded reads the board unless that was done. Whoever asks meanwhile waits.
func (c *columns) loaded() {
	c.once.Do(func() {
		c.begun.Store(true)
		_ = c.reload() // every view tells the error
	})
}

// reload reads the board again.
func (c *columns) reload() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clear()
	c.err = c.load()
	return c.err
}

func (c *columns) load() error {
	rows, err := c.db.QueryContext(context.Background(), `SELECT book, entry, flags, happened, due, kind, state, writer, handler FROM board ORDER BY entry`)
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

// put keeps the mark of an entry whose row was committed. Before the board is
// read there is nothing to do: it will be read with the row.
func (c *columns) put(book string, m mark, n names) {
	if !c.begun.Load() {
		return
	}
	c.loaded()
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

// stop returns once nothing is being read, and sees to it that nothing will be.
func (c *columns) stop() { c.once.Do(func() { c.err = errors.New("the store is closed") }) }

// view lets fn see the columns as they are at one moment.
func (c *columns) view(fn func() error) error {
	c.loaded()
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.err != nil {
		return c.err
	}
	return fn()
}
