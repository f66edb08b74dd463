package store

import (
	"errors"
	"os"

	"frontdesk/forms"
)

// ReplaceDemo moves the trial ledger of one folder, which nobody has open, into
// the place of another's. The trial that was there is gone then; where it is open
// in another program nothing is done, and a Refusal says so.
func ReplaceDemo(from, to Folder) error {
	if err := onDisk(from.Demo()); err != nil {
		return err
	}
	lock, err := lockOffice(behind(to.Demo()))
	if err != nil {
		return err
	}
	err = removeLedger(to.Demo())
	if err == nil {
		err = os.Rename(from.Demo(), to.Demo())
	}
	if err != nil {
		err = errors.Join(forms.Refusal("换不了演示台账“"+to.Demo()+"”，请检查文件夹的权限，或先关掉正在用它的程序。"), err)
	}
	return errors.Join(err, lock.release())
}

// FreeDemo refuses, with ErrInUse, where the trial ledger of a folder is open in
// another program, or in this one.
func FreeDemo(dir Folder) error {
	lock, err := lockOffice(behind(dir.Demo()))
	if err != nil {
		return err
	}
	return lock.release()
}

// onDisk returns once a file has reached the disk.
func onDisk(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
