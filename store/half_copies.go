package store

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// copying is the name that a copy has while it is made, such as
// 台账备份-20261123-1830.db.k3v7q2xa.part. A lock beside it says that somebody makes
// it: the system lets go of that when the program is killed, so whoever comes next
// knows what is left from what is being written. Nobody else ever has that name, so the
// lock may be taken away with it.
type copying struct {
	part string
	lock *flock.Flock
}

// partForm knows such a name, with what SQLite keeps beside it.
var partForm = regexp.MustCompile(`^(.+备份-\d{8}-\d{4}(?:每日|迁移前|销毁前)?(?:-\d+)?\.db\.[a-z2-7]{8}\.part)(?:-wal|-shm|-journal|\.lock)?$`)

// partLock ends the name of the lock.
const partLock = ".lock"

// beginCopy takes a name for the copy that is to become to. Where the folder takes no
// locks, the copy is made without: what is left of it then stays.
func beginCopy(to string) *copying {
	for {
		part := to + "." + strings.ToLower(rand.Text()[:8]) + ".part"
		c := &copying{part, flock.New(part + partLock)}
		if ok, err := c.lock.TryLock(); err != nil || ok && exists(part+partLock) { // else somebody clears it away at this moment
			return c
		}
		_ = c.lock.Unlock() // it is nobody's any more
	}
}

// end takes the lock away, once the copy has its own name or is removed.
func (c *copying) end() {
	_ = os.Remove(c.part + partLock) // not every system removes what is open
	_ = c.lock.Unlock()
	_ = os.Remove(c.part + partLock)
}

// restsFor is for how long a copy without a lock has not been written on before it is
// taken for one that was cut off.
const restsFor = time.Hour

// clearCopies removes from a folder what copies that were cut off have left: half of
// one, and the empty file that kept its name for it. What is being made now stays, and
// so does every file of another name. What cannot be removed is in nobody's way.
func clearCopies(dir string) {
	files, _ := os.ReadDir(dir) // where there is no folder, nothing is left
	halves, kept := map[string]bool{}, []string{}
	for _, f := range files {
		path := filepath.Join(dir, f.Name())
		if m := partForm.FindStringSubmatch(f.Name()); m != nil && f.Type().IsRegular() {
			halves[filepath.Join(dir, m[1])] = true
		} else if n, ok := nameOf(path); ok && n.kind != SetAside && isEmpty(path) {
			kept = append(kept, path)
		}
	}
	busy := false
	for part := range halves {
		busy = !clearHalf(part) || busy
	}
	for _, path := range kept {
		if !busy && isEmpty(path) { // else one is being made, and the name may be its own, or its copy has come meanwhile
			_ = os.Remove(path)
		}
	}
}

// clearHalf removes half a copy, unless somebody is making it.
func clearHalf(part string) bool {
	if !exists(part + partLock) { // of a program that made none, or what a clearing that was cut off has left
		if st, err := os.Stat(part); err == nil && time.Since(st.ModTime()) < restsFor {
			return false
		}
		return removeLedger(part) == nil
	}
	c := &copying{part, flock.New(part + partLock)}
	if ok, err := c.lock.TryLock(); err != nil || !ok {
		return false
	}
	defer c.end()
	return removeLedger(part) == nil
}

// isEmpty tells whether a file is there with nothing in it.
func isEmpty(path string) bool {
	st, err := os.Lstat(path)
	return err == nil && st.Mode().IsRegular() && st.Size() == 0
}
