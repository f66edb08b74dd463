package store

import (
	"bufio"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"
)

// doorSuffix is the file beside the lock in which the program that holds it says
// where it can be called: a port of this PC's own, and a word to be said there.
const doorSuffix = ".lock.at"

// knockTime is how long a caller waits for an answer, and an answer for what the
// caller has to say.
const knockTime = time.Second

// door lets another program of this PC ask for the window of the one that has
// the office open.
type door struct {
	l    net.Listener
	path string
	word string
}

// Answer lets another start of the program on the same folder bring this one's
// window to the front: show is called for each, off the window's goroutine. It
// is a convenience; where it cannot be had, the other start only says that the
// office is open.
func (s *Store) Answer(show func()) error {
	if s.lock == nil {
		return errors.New("the store was opened for reading only")
	}
	word := make([]byte, 16)
	if _, err := rand.Read(word); err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	d := &door{l: l, path: s.path + doorSuffix, word: hex.EncodeToString(word)}
	if err := os.WriteFile(d.path, fmt.Appendf(nil, "%s %s\n", l.Addr(), d.word), 0o600); err != nil {
		return errors.Join(err, l.Close())
	}
	s.door = d
	go d.serve(show)
	return nil
}

func (d *door) serve(show func()) {
	for {
		c, err := d.l.Accept()
		if err != nil {
			return // closed
		}
		d.hear(c, show)
	}
}

// hear listens to one caller, for no longer and no more than a word takes.
func (d *door) hear(c net.Conn, show func()) {
	defer func() { _ = c.Close() }()
	if c.SetDeadline(time.Now().Add(knockTime)) != nil {
		return
	}
	said, err := bufio.NewReader(io.LimitReader(c, 128)).ReadString('\n')
	if err != nil || strings.TrimSpace(said) != d.word {
		return
	}
	show()
	_, _ = io.WriteString(c, "ok\n") // the caller goes on without it
}

func (d *door) close() error {
	err := d.l.Close()
	_ = os.Remove(d.path) // stale, it is answered by nobody
	return err
}

// Knock asks the program that has the ledger at path open to show its window,
// and tells whether it did.
func Knock(path string) bool {
	where, err := os.ReadFile(path + doorSuffix)
	if err != nil {
		return false
	}
	f := strings.Fields(string(where))
	if len(f) != 2 || !strings.HasPrefix(f[0], "127.0.0.1:") {
		return false
	}
	c, err := net.DialTimeout("tcp", f[0], knockTime)
	if err != nil {
		return false
	}
	defer func() { _ = c.Close() }()
	if c.SetDeadline(time.Now().Add(2*knockTime)) != nil {
		return false
	}
	if _, err := io.WriteString(c, f[1]+"\n"); err != nil {
		return false
	}
	answer, err := bufio.NewReader(io.LimitReader(c, 16)).ReadString('\n')
	return err == nil && answer == "ok\n"
}
