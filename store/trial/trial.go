// Package trial makes the office that somebody tries the program on: half a year
// of a front desk, invented and written by the rules of the real one, up to a
// given moment.
//
// It writes through the store's own door, so every line of it is lawful: numbers,
// pages, deadlines, draws and the chain are those of a real book. The same moment
// gives the same office, but for what the program draws by its codes.
package trial

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/store"
	"frontdesk/store/told"
)

// PIN is that of everybody in the trial office.
const PIN = "1234"

// months is how far back the office goes.
const months = 6

// Names of the people who sign in the trial office.
const (
	supervisor = "陈建国"
	manager    = "赵卫东"
)

// clerks take the shifts in turn.
func clerks() []string { return []string{"王芳", "李敏", "张丽", "刘洋"} }

// Office is what the trial office is founded with.
func Office() store.Founding {
	f := store.Founding{Settings: forms.Settings{Office: forms.Office{
		Name: "和谐花园管理处（演示）", Demo: true, Rules: books.Rules(),
		Shifts: []forms.Shift{{Name: early, Start: 8 * 60, End: 16 * 60}, {Name: middle, Start: 16 * 60, End: 24 * 60}, {Name: night, Start: 0, End: 8 * 60}},
	}}}
	for _, name := range clerks() {
		f.People = append(f.People, store.Newcomer{Name: name, Role: forms.Clerk, PIN: PIN})
	}
	f.People = append(f.People,
		store.Newcomer{Name: supervisor, Role: forms.Supervisor, PIN: PIN},
		store.Newcomer{Name: manager, Role: forms.Manager, PIN: PIN})
	return f
}

// Begin makes the trial office of an office's folder anew, up to the present
// moment of the clock in opts; the trial that was there is replaced once the new
// one is whole. Nothing else in the folder is touched. The progress, which may be
// nil, is told how far it is on the goroutine that called.
//
// Nobody may have the old trial open: see Make and Replace for who has.
func Begin(ctx context.Context, dir store.Folder, opts store.Options, progress func(done, total int)) (*store.Store, error) {
	if Tried(dir) { // else it would be found out only when all is made
		if err := store.FreeDemo(dir); err != nil {
			return nil, err
		}
	}
	made, err := Make(ctx, dir, opts.Clock(), progress)
	if err != nil {
		return nil, err
	}
	return made.Replace(opts)
}

// Made is a trial office that lies ready beside the one that it is to replace.
type Made struct{ dir, half store.Folder }

// halfName begins the names of folders in which a trial office is made.
const halfName = ".演示-"

// Make makes a trial office in a folder of its own, so that half of one is never
// opened as a whole. A Refusal says what has to be changed.
func Make(ctx context.Context, dir store.Folder, now time.Time, progress func(done, total int)) (*Made, error) {
	if err := dir.Lay(); err != nil {
		return nil, err
	}
	sweep(dir)
	half, err := os.MkdirTemp(string(dir), halfName)
	if err != nil {
		return nil, forms.Refusal("不能在文件夹“" + string(dir) + "”里建立演示台账，请检查权限和磁盘空间，或换一个文件夹。")
	}
	m := &Made{dir: dir, half: store.Folder(half)}
	if err := fill(ctx, m.half, now, progress); err != nil {
		return nil, errors.Join(err, m.Discard())
	}
	return m, nil
}

// Discard throws the office away.
func (m *Made) Discard() error { return os.RemoveAll(string(m.half)) }

// Replace puts the office in the place of the one that was there, which nobody
// may have open, and opens it.
func (m *Made) Replace(opts store.Options) (*store.Store, error) {
	if err := store.ReplaceDemo(m.half, m.dir); err != nil {
		return nil, errors.Join(err, m.Discard())
	}
	_ = m.Discard() // what somebody looks at just now is swept away later
	return store.Open(m.dir.Demo(), opts)
}

// stale is after how long a half-made office is one that nobody goes on with.
const stale = time.Hour

// sweep throws away what was left half-made when the program ended. What cannot
// be thrown away stays, and is in nobody's way.
func sweep(dir store.Folder) {
	left, _ := filepath.Glob(filepath.Join(string(dir), halfName+"*")) // the pattern is well-formed
	for _, half := range left {
		if st, err := os.Stat(half); err == nil && time.Since(st.ModTime()) > stale {
			_ = os.RemoveAll(half)
		}
	}
}

// Tried tells whether there is a trial office in the folder.
func Tried(dir store.Folder) bool {
	_, err := os.Stat(dir.Demo())
	return err == nil
}

// fill founds an office half a year ago, and lets it live until now.
func fill(ctx context.Context, half store.Folder, now time.Time, progress func(done, total int)) error {
	now = now.In(forms.Beijing)
	c := told.At(forms.StartOfDay(now.AddDate(0, -months, 0)).Add(7 * time.Hour)) // the store's own work looks at it too
	st, _, err := store.Found(ctx, half, Office(), store.Options{Books: books.All(), Clock: c.Now, Making: true})
	if err != nil {
		return err
	}
	s := newSeason(st, c, now)
	err = s.live(ctx, progress)
	return errors.Join(err, st.Close())
}
