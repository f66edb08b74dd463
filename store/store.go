// Package store keeps the office's books in one SQLite file: a ledger that
// only grows, and what lists and search need beside it.
//
// Every change is a row of the ledger, written with its number, its page and
// its place in the hash chain in one transaction (LEDGER.md says exactly how).
// Everything else in the file can be made again from the ledger. The package
// knows no form by name: what a book's acts do is decided in package forms.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"frontdesk/forms"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Options is what a store needs to be told.
type Options struct {
	Books  []*forms.Book    // the office's registers; people and office come by themselves
	Clock  func() time.Time // the only clock there is
	Create bool             // make the file when there is none
	// ReadOnly opens the file for reading beside a program that writes, such
	// as for an export by a scheduled task. Nothing can be appended then.
	ReadOnly bool
	// AskAhead asks before anything is written more than a day after the last row: the
	// clock may be wrong. Append refuses with a ClockError until ClockIsRight.
	AskAhead bool
	// Making is for a file that is made as a whole, and thrown away should the PC
	// stop meanwhile: what is written reaches the disk when the system pleases.
	Making bool
}

// Store is an open ledger file. Its methods may be called from any goroutine.
type Store struct {
	path  string
	opts  Options
	clock func() time.Time
	books map[string]*forms.Book
	lock  *office    // keeps a second program from writing
	door  *door      // lets it ask for this one's window; nil where nobody answers
	read  *sql.DB    // many readers
	asks  *questions // the same readers, for what is asked all day
	write *sql.DB    // one writer
	mu    sync.Mutex // held for a whole writing transaction
	pen   *pen       // guarded by mu
	night string     // day whose night before was looked after; guarded by mu
	cols  *columns
	fresh fresh
	sweep *sweeper

	watchers watchers
	known    known // office and people as the ledger has them
	drafts   drafts

	sure atomic.Int64 // when somebody last said that the clock is right, milliseconds

	forget func() error // removes the copy that is read; nil for none

	once   sync.Once
	closed error

	signIn   sync.Mutex           // one PIN at a time, so that tries cannot run side by side
	foreseen map[string]time.Time // since when a wrong PIN of a time to come is known, by person; guarded by signIn
	unsaved  map[string]tries     // by person: wrong PINs that could not be recorded; guarded by signIn

	mended Mended // what was done to the file before it was opened
}

// Open opens the ledger file at path. A missing file is made only when
// opts.Create says so; a file that is empty, broken, not a ledger, written by
// a later program or open in another program is refused with a sentence. One with a
// damaged page of what can be made again from the ledger is mended first.
func Open(path string, opts Options) (*Store, error) {
	path = behind(path)
	s, err := openAsIs(path, opts)
	if opts.ReadOnly || !isDamaged(err) {
		return s, err
	}
	done, failed := mend(path, opts.Clock())
	if failed != nil {
		return nil, err
	}
	if s, err = openAsIs(path, opts); err == nil {
		s.mended = done
	}
	return s, err
}

// Mended is what was done to the file when it was opened.
func (s *Store) Mended() Mended { return s.mended }

// openAsIs opens the file as it is.
func openAsIs(path string, opts Options) (*Store, error) {
	if opts.ReadOnly {
		if halfRestored(path) {
			return nil, forms.Refusal("上一次恢复没有做完。请先用本程序的窗口打开一次这个台账，让它做完。")
		}
		if err := fit(path, false); err != nil {
			return nil, err
		}
		return openLocked(path, opts, nil)
	}
	if !cutOff(path) {
		if err := fit(path, opts.Create); err != nil { // no lock is left where there is no ledger
			return nil, err
		}
	}
	lock, err := lockOffice(path)
	if err != nil {
		return nil, err
	}
	clearRead()
	if err := errors.Join(goThrough(path), fit(path, opts.Create)); err != nil {
		return nil, errors.Join(err, lock.release())
	}
	return openLocked(path, opts, lock)
}

// openLocked opens a ledger whose lock is held, which is let go of where that fails.
func openLocked(path string, opts Options, lock *office) (*Store, error) {
	s := &Store{path: path, opts: opts, clock: opts.Clock, books: map[string]*forms.Book{}, cols: newColumns(), lock: lock}
	for _, b := range append([]*forms.Book{forms.StaffBook(), forms.OfficeBook()}, opts.Books...) {
		s.books[b.Key] = b
	}
	begin := s.startReading
	if !opts.ReadOnly {
		begin = func() error { return s.startWriting(opts) }
	}
	if err := carefullyBegun(begin); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.cols.db, s.asks = s.read, newQuestions(s.read)
	s.fresh.loadSoon(s)
	if !opts.ReadOnly {
		s.sweep = s.startSweeper()
	}
	return s, nil
}

// carefullyBegun takes a file that is damaged in a way nobody has thought of,
// such as people without the words they joined with, for what it is.
func carefullyBegun(begin func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w (%v)", damaged, p)
		}
	}()
	return begin()
}

func (s *Store) startWriting(opts Options) (err error) {
	how := writing
	if opts.Making {
		how = making
	}
	if err := writable(s.path, opts.Create); err != nil {
		return err
	}
	_ = os.Remove(s.path + suspectSuffix) // else it is looked through once more
	if s.write, err = openHandle(s.path, how); err != nil {
		return err
	}
	if outdated(s.write) {
		if err := backupBefore(context.Background(), s.path, s.Now(), BeforeUpgrade); err != nil {
			return err
		}
	}
	if err := migrate(s.write, opts.Create); err != nil {
		return err
	}
	if s.read, err = openHandle(s.path, reading); err != nil {
		return err
	}
	if s.pen, err = newPen(s.write); err != nil {
		return fmt.Errorf("prepare the writer: %w", err)
	}
	if err := s.readOffice(context.Background()); err != nil {
		return err
	}
	return s.refresh(context.Background())
}

// writable refuses a file before anything is written into it: one that is none of
// ours, or of a later program, stays as it is to the last byte; and a log that is not
// this file's, such as where somebody has copied a backup into the place of a ledger
// that was left open, is not played into it for good.
func writable(path string, create bool) error {
	if !exists(path) {
		return nil
	}
	return beside(path, func(db *sql.DB) error {
		if _, err := ours(db, create); err != nil || !suspected(path) {
			return err
		}
		return sound(db)
	})
}

func (s *Store) startReading() (err error) {
	at, forget, err := legible(s.path)
	if err != nil {
		return err
	}
	s.forget = forget
	if s.read, err = openHandle(at, reading); err != nil {
		if leftOpen(at) {
			return err
		}
		if s.read, err = openHandle(at, frozen); err != nil {
			return err
		}
	}
	if err := upToDate(s.read); err != nil {
		return err
	}
	return s.readOffice(context.Background())
}

// Close closes the file. Nothing is lost when it is not called.
func (s *Store) Close() error {
	s.once.Do(func() { s.closed = s.shut() })
	return s.closed
}

func (s *Store) shut() error {
	var errs []error
	if s.pen != nil {
		errs = append(errs, s.KeepDrafts(context.Background()))
	}
	if s.sweep != nil {
		s.sweep.stop()
		_ = s.sweepTo(context.Background(), handful) // else the next start has to read them
	}
	s.cols.stop()
	s.fresh.count() // likewise
	s.leaveWord()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asks != nil {
		errs = append(errs, s.asks.close())
	}
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.pen != nil {
		errs = append(errs, s.pen.close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	if s.door != nil {
		s.door.close()
	}
	if s.forget != nil {
		errs = append(errs, s.forget())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
		s.lock = nil
	}
	return errors.Join(errs...)
}

// Warm reads what lists need of the board, which their first use would wait
// for. It returns when that is read; the first list tells what went wrong.
func (s *Store) Warm() {
	_ = s.Nightly(context.Background())    // whoever writes next hears of it
	_ = s.readDrafts(context.Background()) // whoever asks for one hears of it
	s.cols.loaded()
}

// Options are what the store was told, to open the same ledger once more.
func (s *Store) Options() Options {
	opts := s.opts
	opts.Create = false
	return opts
}

// Path is the ledger file.
func (s *Store) Path() string { return s.path }

// Now is the office's time as rows are written with: to the millisecond, in
// Beijing.
func (s *Store) Now() time.Time { return s.clock().Truncate(time.Millisecond).In(forms.Beijing) }

func (s *Store) book(key string) (*forms.Book, error) {
	b := s.books[key]
	if b == nil {
		return nil, fmt.Errorf("no book %q", key)
	}
	return b, nil
}
