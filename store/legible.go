package store

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"frontdesk/forms"
)

// manyTries is how often a file that somebody writes to meanwhile is copied again.
const manyTries = 3

// legible gives the path by which a ledger is read whole. That is its own, except
// where a program that was killed has left its log and SQLite can make nothing beside
// it, as on a write-protected stick: read without its log the ledger would lack its
// last rows without a word. There file and log are read in a copy that is nobody
// else's, which forget removes.
func legible(path string) (at string, forget func() error, err error) {
	nothing := func() error { return nil }
	if !leftOpen(path) {
		return path, nothing, nil
	}
	db, err := openHandle(path, reading)
	if err == nil {
		return path, nothing, db.Close()
	}
	var r forms.Refusal
	if errors.As(err, &r) && r == damaged {
		return "", nothing, err
	}
	clearRead()
	dir, err := os.MkdirTemp("", readName) // for its owner only
	if err != nil {
		return "", nothing, errors.Join(notLegible, err)
	}
	at = filepath.Join(dir, filepath.Base(path))
	lock := flock.New(filepath.Join(dir, readLock))
	_, _ = lock.TryLock() // where there are no locks, nobody clears it away either
	forget = func() error { return errors.Join(lock.Unlock(), os.RemoveAll(dir)) }
	if err := copyAtRest(path, at); err != nil {
		return "", nothing, errors.Join(notLegible, err, forget())
	}
	return at, forget, nil
}

// Names of the folder of such a copy, and of the lock in it that says that somebody
// reads it.
const (
	readName = "台账-*"
	readLock = "frontdesk.lock"
)

// clearRead removes the copies of those who were killed while they read: what stands
// in a ledger is nobody else's, and not to lie about.
func clearRead() {
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), readName, readLock)) // what is another's is not seen
	for _, path := range left {
		lock := flock.New(path)
		if ok, err := lock.TryLock(); err == nil && ok {
			_ = errors.Join(lock.Unlock(), os.RemoveAll(filepath.Dir(path))) // else the next one does
		}
	}
}

// notLegible is said where the log cannot be read by way of a copy either.
const notLegible = forms.Refusal("台账的最后几行还在它旁边的日志里，现在读不出来。请把整个文件夹复制到能写入、空间够的磁盘上再试。")

// copyAtRest copies a ledger and its log as they are together at one moment.
func copyAtRest(from, to string) error {
	ends := append([]string{""}, logs()...)
	for range manyTries {
		before := touched(from, ends)
		for _, end := range ends {
			if err := copyPlain(from+end, to+end); err != nil && !(os.IsNotExist(err) && end != "") {
				return err
			}
		}
		if before == touched(from, ends) {
			return nil
		}
	}
	return errors.New("the ledger is being written to")
}

// touched is what changes when somebody writes to the files.
func touched(path string, ends []string) (out [3]struct {
	size int64
	at   time.Time
},
) {
	for i, end := range ends {
		if st, err := os.Stat(path + end); err == nil {
			out[i].size, out[i].at = st.Size(), st.ModTime()
		}
	}
	return out
}

func copyPlain(from, to string) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // read only: nothing can be lost
	w, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, w.Close())
}
