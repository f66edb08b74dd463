package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"frontdesk/forms"
)

// Folder is an office's folder: everything it has, together, so that it can be
// carried and backed up as one.
type Folder string

// Names of the ledger files in an office's folder. The trial office has a file
// of its own, so that invented lines never come among real ones.
const (
	LedgerName = "台账.db"
	DemoName   = "演示.db"
)

// Ledger is the office's ledger file.
func (f Folder) Ledger() string { return filepath.Join(string(f), LedgerName) }

// Demo is the ledger file of the trial office.
func (f Folder) Demo() string { return filepath.Join(string(f), DemoName) }

// Exports is where workbooks are put.
func (f Folder) Exports() string { return filepath.Join(string(f), "导出") }

// Archives is where closed periods are put.
func (f Folder) Archives() string { return filepath.Join(string(f), "归档") }

// Backups is where copies of the ledger are put.
func (f Folder) Backups() string { return filepath.Join(string(f), "备份") }

// Lay makes the folder with its subfolders, as far as they are missing.
func (f Folder) Lay() error {
	for _, dir := range []string{string(f), f.Exports(), f.Archives(), f.Backups()} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return forms.Refusal("不能建立文件夹“" + dir + "”，请检查权限，或换一个位置。")
		}
	}
	return nil
}

// Has tells whether there is a ledger file in the folder already, or one that a
// restore was just about to put there.
func (f Folder) Has() bool { return exists(f.Ledger()) || halfRestored(f.Ledger()) }

// Newcomer is a person of an office that is being founded.
type Newcomer struct {
	Name string
	Role forms.Role
	PIN  string
}

// Founding is what an office starts with.
type Founding struct {
	Settings forms.Settings // with Demo for a trial office
	People   []Newcomer     // at least one manager
}

// founder signs what comes before the first person can sign.
var founder = forms.Person{Name: "首次设立", Role: forms.Manager}

// Found makes the office's folder and ledger, writes how it was set up and who
// signs in it, and opens it, for an office whose recovery code nobody has to
// confirm: see Begin.
func Found(ctx context.Context, f Folder, with Founding, opts Options) (*Store, string, error) {
	b, err := Begin(ctx, f, with, opts)
	if err != nil {
		return nil, "", err
	}
	s, err := b.Finish()
	return s, b.Code, err
}

// Begin founds an office but for its envelope: until the recovery code is
// confirmed its ledger stands under another name. The code is nowhere kept in
// clear: it has to be written down or printed, and sealed; then Finish. A Refusal
// or forms.Problems says what has to be changed; no ledger file is left behind
// then.
func Begin(ctx context.Context, f Folder, with Founding, opts Options) (*Begun, error) {
	path := f.Ledger()
	if with.Settings.Demo {
		path = f.Demo()
	}
	if err := vacant(path); err != nil {
		return nil, err
	}
	if err := f.Lay(); err != nil {
		return nil, err
	}
	half := path + halfMade
	lock, err := lockOffice(half)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(vacant(path), removeLedger(half)); err != nil { // another set-up may have finished before the lock
		return nil, errors.Join(err, lock.release())
	}
	opts.Create = true
	s, err := openLocked(half, opts, lock)
	if err != nil {
		return nil, err
	}
	code := FreshCode()
	if err := s.found(ctx, with, code); err != nil {
		s.lock = nil // held until what was made is gone
		return nil, errors.Join(err, s.Close(), removeLedger(half), lock.release())
	}
	opts.Create = false
	return &Begun{Store: s, Code: code, path: path, opts: opts}, nil
}

// vacant refuses a place where a ledger stands already, or where one that was moved
// away has left its log: SQLite would play that into the new ledger, and the old one
// lacks its last rows without it.
func vacant(path string) error {
	if exists(path) || halfRestored(path) {
		return forms.Refusal("这个文件夹里已经有台账“" + filepath.Base(path) + "”，请直接打开它，或换一个文件夹。")
	}
	return noLog(path)
}

// noLog refuses a place without a ledger where the log of one still lies.
func noLog(path string) error {
	for _, end := range logs() {
		if exists(path + end) {
			return forms.Refusal("文件夹里留着一本移走了的台账的日志“" + filepath.Base(path) + end + "”，那本台账的最后几行在里面。请不要删除，把它放回那本台账旁边；新台账请换一个文件夹。")
		}
	}
	return nil
}

func (s *Store) found(ctx context.Context, with Founding, code string) error {
	ws := []Writing{
		{Ref: forms.Ref{Book: officeBook}, Verb: forms.SetUp, Deed: &with.Settings, By: founder},
		{Ref: forms.Ref{Book: officeBook}, Verb: forms.Envelope, Deed: &forms.SealedCode{Code: sealSecret(plainCode(code))}, By: founder},
	}
	managers, names := 0, map[string]bool{}
	for _, p := range with.People {
		d, err := s.joining(p.Name, p.Role, p.PIN)
		if err != nil {
			return err
		}
		if names[d.Name] {
			return forms.Refusal("“" + d.Name + "”写了两次，请在姓名后加上区别。")
		}
		names[d.Name] = true
		if p.Role == forms.Manager {
			managers++
		}
		ws = append(ws, Writing{Ref: forms.Ref{Book: staffBook}, Verb: forms.Open, Deed: d, By: founder})
	}
	if managers == 0 {
		return forms.Refusal("至少要有一位经理，请填写经理的姓名和 PIN。")
	}
	_, err := s.AppendAll(ctx, ws...)
	return err
}

// removeLedger removes a ledger file that never held anything, with what
// SQLite keeps beside it. Its lock stays: whoever takes away a lock file parts those
// who hold it from those who come next.
func removeLedger(path string) error {
	return removeFiles(path, append(besides(), "-shm")...)
}

// removeFiles removes those of a ledger's files whose names end so, as far as
// they are there.
func removeFiles(path string, ends ...string) error {
	var errs []error
	for _, end := range ends {
		if exists(path + end) { // a disk that cannot be written to would say so of what is not there, too
			errs = append(errs, os.Remove(path+end))
		}
	}
	return errors.Join(errs...)
}
