package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"frontdesk/forms"
)

// halfMade ends the name of a ledger whose recovery code nobody has confirmed yet.
// A ledger under its own name is one whose envelope was sealed: nothing in it has
// to say so, and none is ever asked about it again.
const halfMade = ".new"

// Begun is an office that is founded but for its envelope. Whatever breaks off now
// loses nothing but the code, which is in nobody's hands: GoOn goes on from here,
// with a fresh one.
type Begun struct {
	Store *Store // its people can sign already; nothing else may be written
	Code  string // to be confirmed; empty after GoOn, until Renew

	path string // where the ledger stands once it is finished
	opts Options
}

// Folder is the folder in which the office is founded.
func (b *Begun) Folder() Folder { return Folder(filepath.Dir(b.path)) }

// Begun tells whether a set-up in the folder was broken off before its recovery
// code was confirmed.
func (f Folder) Begun() bool {
	_, err := os.Stat(f.Ledger() + halfMade)
	return err == nil && !f.Has()
}

// GoOn opens what a set-up that was broken off has left in the folder: nil when
// there is none, or none that got as far as to have people. ErrInUse says that it
// is going on in another window.
func GoOn(f Folder, opts Options) (*Begun, error) {
	if !f.Begun() {
		return nil, nil
	}
	s, err := Open(f.Ledger()+halfMade, opts)
	switch {
	case errors.Is(err, ErrInUse):
		return nil, err
	case err != nil:
		return nil, nil // what cannot be read never was an office; the next Begin clears it away
	case len(s.Staff()) == 0:
		return nil, s.Close()
	}
	return &Begun{Store: s, path: f.Ledger(), opts: opts}, nil
}

// Renew gives a fresh code, signed for by a manager: the first one was seen by
// nobody, or by somebody who did not say so.
func (b *Begun) Renew(ctx context.Context, by forms.Person) error {
	code := FreshCode()
	if err := b.Store.SealCode(ctx, by, code); err != nil {
		return err
	}
	b.Code = code
	return nil
}

// Finish gives the ledger its own name, once the code is confirmed, and opens it.
// It may be tried again after it failed. Nobody else can begin in the folder before
// the ledger has its name.
func (b *Begun) Finish() (s *Store, err error) {
	half := b.path + halfMade
	lock, err := b.hold(half)
	if err != nil {
		return nil, err
	}
	if leftOpen(half) { // something else reads it, and a new name would part it from its log
		if b.Store, err = openLocked(half, b.opts, lock); err != nil {
			return nil, err
		}
		return nil, forms.Refusal("台账文件正被别的程序读取（例如杀毒软件或备份软件），请稍等一下再试一次。")
	}
	defer func() { err = errors.Join(err, lock.release()) }() // its file is empty, and in nobody's way
	if exists(half) {                                         // else it has its name already
		if err := b.name(half); err != nil {
			return nil, err
		}
	}
	return Open(b.path, b.opts)
}

// name gives the ledger its own name, unless another stands there: a restore may be
// putting one there at this moment.
func (b *Begun) name(half string) (err error) {
	lock, err := lockOffice(b.path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	if err := vacant(b.path); err != nil {
		return err
	}
	if os.Rename(half, b.path) != nil {
		return forms.Refusal("不能在文件夹“" + filepath.Dir(b.path) + "”里建立台账，请检查文件夹是否还在、能否写入，再试一次。")
	}
	return nil
}

// hold closes the ledger, but not its lock; where the lock was let go of, as after a
// try that failed, it is taken again.
func (b *Begun) hold(half string) (lock *office, err error) {
	lock, b.Store.lock = b.Store.lock, nil
	if lock == nil {
		if lock, err = lockOffice(half); err != nil {
			return nil, err
		}
	}
	if err := b.Store.Close(); err != nil {
		return nil, errors.Join(err, lock.release())
	}
	return lock, nil
}
