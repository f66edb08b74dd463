package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"frontdesk/forms"
)

// Restored is what became of a restore.
type Restored struct {
	Report Report  // of the ledger that stands in the place now
	Last   Written // the last entry in it
	Before string  // where the ledger is that was in its place; "" when there was none
}

// Words say it in Chinese.
func (d Restored) Words(named Namer) string {
	out := fmt.Sprintf("已恢复并核对：共 %d 行，最后一条 %s。", d.Report.Rows, d.Last.Words(named))
	if d.Before != "" {
		out += "\n原来的台账留在：" + d.Before
	}
	return out
}

// restoreSuffix is the file beside the ledger that says that a restore was
// begun whose copy is whole and checked: whatever cuts it off then, the next
// start goes through with it.
const restoreSuffix = ".restore"

// unsaidSuffix is that file while it is written.
const unsaidSuffix = restoreSuffix + ".new"

// swap is what that file says.
type swap struct {
	Part   string `json:"part"`   // the checked copy, a name in the same folder
	Before string `json:"before"` // what the ledger in its place is renamed to
}

// besides are what SQLite keeps beside a ledger. A log or journal that is met by
// another ledger of the same name would be played into it, so they go with
// theirs. They go first: a ledger without its log lacks its last rows only until
// the log is beside it again, while a log without its ledger harms nothing.
func besides() []string { return append(logs(), "") }

// logs are those of them without which a ledger lacks rows.
func logs() []string { return []string{"-wal", "-journal"} }

// Restore puts a backup in the place of the ledger at path, which nobody may
// have open. The backup has to verify; progress, which may be nil, is told how
// far that is. What was in its place is kept beside it under a dated name.
// Where there is no folder yet it is made. Cut off at any moment, either
// nothing has changed or the next start finishes it.
func Restore(ctx context.Context, backup, path string, now time.Time, progress func(done, total int64)) (done Restored, err error) {
	name := filepath.Base(path)
	backup, path = behind(backup), behind(path)
	if err := replaceable(backup, path); err != nil {
		return done, err
	}
	c := Examine(ctx, backup)
	switch {
	case c.Err != nil:
		return done, c.Err
	case c.Demo && name == LedgerName:
		return done, forms.Refusal("这是演示台账的备份，不能放到正式台账的位置。请换一份备份。")
	case !c.Demo && name == DemoName:
		return done, forms.Refusal("这是正式台账的备份，不能放到演示台账的位置。请换一份备份。")
	}
	if err := Folder(filepath.Dir(path)).Lay(); err != nil {
		return done, err
	}
	lock, err := lockOffice(path)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	replaced := there(path)
	report, before, err := exchange(ctx, backup, path, string(SetAside), now, progress)
	if err != nil {
		return done, err
	}
	if done.Report, done.Last = report, c.Last; replaced {
		done.Before = filepath.Join(filepath.Dir(path), before)
	}
	return done, nil
}

// through puts the checked copy in the ledger's place, or changes nothing.
func (t swap) through(path string) error {
	if err := t.begin(path); err != nil {
		return errors.Join(notBegun, err, removeFiles(path, unsaidSuffix), removeLedger(path+".part"))
	}
	if err := t.finish(path); err != nil {
		return errors.Join(err, t.undo(path))
	}
	return nil
}

// exchange puts a checked copy of a ledger in the place of the one at path, whose lock is
// held, and tells what that one is called now, beside it: its name, a word why, and when.
func exchange(ctx context.Context, from, path, why string, now time.Time, progress func(done, total int64)) (report Report, before string, err error) {
	stamp := now.In(forms.Beijing).Format("20060102-150405")
	if err := throughOrAside(path, stamp); err != nil {
		return report, "", err
	}
	t := swap{Part: filepath.Base(path) + ".part", Before: filepath.Base(free(filepath.Dir(path), stem(path)+"-"+why+"-"+stamp))}
	if err := t.fits(path); err != nil {
		return report, "", err
	}
	part := path + ".part"
	report, err = copyLedger(ctx, from, part, progress)
	if err == nil {
		err = opens(ctx, part)
	}
	if err != nil {
		return report, "", errors.Join(ofBackup(err), removeLedger(part))
	}
	return report, t.Before, t.through(path)
}

// ofBackup says of the backup what was said of the copy that was made of it.
func ofBackup(err error) error {
	var u *unsoundCopy
	var r forms.Refusal
	switch {
	case errors.As(err, &u):
		return forms.Refusal("这份备份没有通过核对，没有恢复；原来的台账没有动。请换一份备份。")
	case errors.As(err, &r) && r == damaged:
		return forms.Refusal("这份备份已经损坏，没有恢复；原来的台账没有动。请换一份备份。")
	case errors.As(err, &r) && r == notWritten:
		return errors.Join(forms.Refusal("没有恢复：台账所在的磁盘已满，或者不能写入；原来的台账没有动。请腾出空间、检查权限再试。"), err)
	}
	return err
}

func sameFile(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

// there tells whether a ledger, or what SQLite has left of one, is at path.
func there(path string) bool {
	for _, end := range besides() {
		if exists(path + end) {
			return true
		}
	}
	return false
}

// begin has the checked copy on the disk, and then the word that it is to take
// the ledger's place.
func (t swap) begin(path string) error {
	if err := syncFile(filepath.Join(filepath.Dir(path), t.Part)); err != nil {
		return err
	}
	text, err := json.Marshal(t)
	if err != nil {
		return err
	}
	half := path + unsaidSuffix
	if err := os.WriteFile(half, text, 0o644); err != nil {
		return err
	}
	return publish(half, path+restoreSuffix)
}

// notBegun is said where the copy, or the word that it takes the ledger's place, does
// not get onto the disk.
const notBegun = forms.Refusal("不能在台账的文件夹里写文件，没有恢复；原来的台账没有动。请检查磁盘和权限。")

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// finish sets the old ledger aside and puts the copy in its place, from
// wherever it was cut off.
func (t swap) finish(path string) error {
	dir := filepath.Dir(path)
	part, before := filepath.Join(dir, t.Part), filepath.Join(dir, t.Before)
	switch {
	case exists(part):
		if err := move(path, before); err != nil {
			return err
		}
		if err := os.Remove(path + "-shm"); err != nil && !os.IsNotExist(err) {
			return errors.Join(cannotSetAside, err)
		}
		if err := publish(part, path); err != nil {
			return errors.Join(notPut, err)
		}
	case !there(path): // somebody took the copy away: better the old ledger than none
		if err := moveBack(before, path); err != nil {
			return errors.Join(notPut, err)
		}
	} // else the copy is in its place already
	if err := os.Remove(path + restoreSuffix); err != nil {
		return errors.Join(forms.Refusal("备份已经放到台账的位置，只是记录这次恢复的文件“"+filepath.Base(path)+restoreSuffix+"”删不掉。请检查文件夹的权限，再打开一次台账。"), err)
	}
	syncFolder(dir)
	return nil
}

// notPut is said where neither ledger can be given its name.
const notPut = forms.Refusal("备份没能放到台账的位置。请检查磁盘和文件夹的权限，再试一次；两份台账都还在文件夹里。")

// undo puts the old ledger back where it cannot be set aside wholly.
func (t swap) undo(path string) error {
	dir := filepath.Dir(path)
	if !exists(filepath.Join(dir, t.Part)) {
		return nil // it is through
	}
	if err := moveBack(filepath.Join(dir, t.Before), path); err != nil {
		return err
	}
	return errors.Join(os.Remove(path+restoreSuffix), removeLedger(filepath.Join(dir, t.Part)))
}

// cannotSetAside is said where something holds what has to make way.
const cannotSetAside = forms.Refusal("原来的台账不能移开，没有恢复。请先关闭所有正在使用它的程序。")

// move renames a ledger with what is beside it, as far as that is still to do.
func move(from, to string) error {
	for _, end := range besides() {
		if !exists(from + end) {
			continue
		}
		if err := os.Rename(from+end, to+end); err != nil {
			return errors.Join(cannotSetAside, err)
		}
	}
	return nil
}

// moveBack is move the other way round: the ledger before its log.
func moveBack(from, to string) error {
	ends := besides()
	for i := len(ends) - 1; i >= 0; i-- {
		if !exists(from + ends[i]) {
			continue
		}
		if err := os.Rename(from+ends[i], to+ends[i]); err != nil {
			return err
		}
	}
	return nil
}

// halfRestored tells whether a restore of the ledger at path was cut off after
// its copy was checked.
func halfRestored(path string) bool { return exists(path + restoreSuffix) }

// cutOff tells whether a restore of the ledger at path has left something.
func cutOff(path string) bool {
	return halfRestored(path) || exists(path+".part") || exists(path+unsaidSuffix)
}

// goThrough finishes what a restore that was cut off has begun, or clears away
// what it has left. The ledger's lock is held.
func goThrough(path string) error {
	if !cutOff(path) {
		return nil
	}
	t, err := begunSwap(path)
	switch {
	case os.IsNotExist(err): // the copy was not whole yet: nothing has changed
		for _, end := range []string{".part", unsaidSuffix} {
			if err := removeLedger(path + end); err != nil {
				return errors.Join(forms.Refusal("上一次恢复没有做完，它留下的“"+filepath.Base(path)+end+"”删不掉。请把它移到别处，再试一次。"), err)
			}
		}
		return nil
	case err != nil:
		return err
	}
	return t.finish(path)
}

// throughOrAside goes through with a restore before the next one. What cannot be
// read of it is kept, but in nobody's way. The ledger's lock is held.
func throughOrAside(path, stamp string) error {
	_, err := begunSwap(path)
	if err == nil || os.IsNotExist(err) {
		return goThrough(path)
	}
	for _, end := range []string{restoreSuffix, ".part"} {
		if exists(path + end) {
			if err := os.Rename(path+end, free(filepath.Dir(path), stem(path)+"-恢复未完-"+stamp)+end); err != nil {
				return errors.Join(cannotSetAside, err)
			}
		}
	}
	return nil
}

// GoThrough finishes a restore of the ledger at path that was cut off, for whoever
// only looks at the ledger then; to open it for writing does the same.
func GoThrough(path string) error {
	path = behind(path)
	if !cutOff(path) {
		return nil
	}
	lock, err := lockOffice(path)
	if err != nil {
		return err
	}
	return errors.Join(goThrough(path), lock.release())
}

// comesThrough is the file that stands at path once a restore that was cut off is
// gone through with.
func comesThrough(path string) (string, error) {
	if !halfRestored(path) {
		return path, nil
	}
	t, err := begunSwap(path)
	if err != nil {
		return path, err
	}
	part, before := filepath.Join(filepath.Dir(path), t.Part), filepath.Join(filepath.Dir(path), t.Before)
	switch {
	case exists(part):
		return part, nil
	case !there(path):
		return before, nil
	}
	return path, nil
}

// replaceable refuses what is no backup, and a place where no ledger can stand.
func replaceable(backup, path string) error {
	if about, err := os.Stat(path); exists(path) && (err != nil || !about.Mode().IsRegular()) {
		return notAFile(path)
	}
	switch {
	case sameFile(backup, path):
		return forms.Refusal("选中的就是正在用的台账，请选择一个备份文件。")
	case sameFile(backup, path+".part"):
		return forms.Refusal("选中的是一次没有做完的恢复留下的文件，恢复时会清理掉。请先把它复制到别处、改个名字，再选那一份。")
	}
	return nil
}

// isForeign tells whether the file at path is somebody else's. One that is empty or
// damaged, but for its first bytes, may have been a ledger.
func isForeign(path string) bool {
	head, err := headOf(path)
	if err != nil || len(head) == 0 {
		return false
	}
	if string(head) != sqliteHead {
		return true
	}
	id := applicationID
	err = beside(path, func(db *sql.DB) error { return db.QueryRow(`PRAGMA application_id`).Scan(&id) })
	return err == nil && id != applicationID
}

// fits refuses a name that is too long for what has to be put beside it.
func (t swap) fits(path string) error {
	for _, end := range besides() {
		for _, name := range []string{filepath.Join(filepath.Dir(path), t.Before), path + ".part", path + unsaidSuffix} {
			if _, err := os.Lstat(name + end); err != nil && !os.IsNotExist(err) {
				return errors.Join(forms.Refusal("没有恢复：台账的文件名“"+filepath.Base(path)+"”太长，原来的台账没法改名留在旁边。请把它改短一些再恢复。"), err)
			}
		}
	}
	return nil
}

// begunSwap reads what a restore that was cut off has begun.
func begunSwap(path string) (t swap, err error) {
	text, err := os.ReadFile(path + restoreSuffix)
	if os.IsNotExist(err) {
		return t, err
	}
	if err == nil {
		err = json.Unmarshal(text, &t)
	}
	if err != nil || t.Part != filepath.Base(path)+".part" || t.Before != filepath.Base(t.Before) || t.Before == "" {
		return t, forms.Refusal("上一次恢复没有做完，记录它的文件“" + filepath.Base(path) + restoreSuffix + "”读不出来。请不要删除任何文件，把整个文件夹复制一份留存，再从备份恢复。")
	}
	return t, nil
}
