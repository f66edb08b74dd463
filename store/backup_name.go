package store

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
)

// CopyKind says why a copy of the ledger was made. It stands in the copy's
// name, so that whoever looks into the folder sees it too.
type CopyKind string

// Kinds of copies.
const (
	ByHand        CopyKind = "" // somebody asked for it
	EachDay       CopyKind = "每日"
	BeforeUpgrade CopyKind = "迁移前" // a later program changed the tables
	BeforeDispose CopyKind = "销毁前"
	SetAside      CopyKind = "恢复前" // what a restore took the place of, beside the ledger
	OtherFile     CopyKind = "文件"  // no name of ours: a ledger that somebody chose
)

// Word is the kind as it is read.
func (k CopyKind) Word() string {
	if k == ByHand {
		return "手工"
	}
	return string(k)
}

// copyForm takes the name of a copy apart: ledger, day, time, and kind.
var copyForm = regexp.MustCompile(`^(.+)备份-(\d{8})-(\d{4})(每日|迁移前|销毁前)?(?:-\d+)?\.db$`)

// asideForm takes the name of a ledger that was set aside apart.
var asideForm = regexp.MustCompile(`^(.+)-恢复前-(\d{8})-(\d{6})(?:-\d+)?\.db$`)

// copyName is what the name of a copy says.
type copyName struct {
	path string
	stem string // of the ledger it is of
	kind CopyKind
	at   time.Time
}

func (n copyName) day() string   { return n.at.Format("20060102") }
func (n copyName) month() string { return n.at.Format("200601") }

// nameOf reads a copy's name; ok is false for other files.
func nameOf(path string) (n copyName, ok bool) {
	form, layout := copyForm, "20060102 1504"
	m := form.FindStringSubmatch(filepath.Base(path))
	if m == nil {
		form, layout = asideForm, "20060102 150405"
		if m = form.FindStringSubmatch(filepath.Base(path)); m == nil {
			return n, false
		}
	}
	at, err := time.ParseInLocation(layout, m[2]+" "+m[3], forms.Beijing)
	if err != nil {
		return n, false
	}
	n = copyName{path: path, stem: m[1], kind: SetAside, at: at}
	if form == copyForm {
		n.kind = CopyKind(m[4])
	}
	return n, true
}

// anyStem stands for every ledger.
const anyStem = ""

// namesIn lists the copies of a ledger in a folder by their names, newest
// first. A folder that is not there has none.
func namesIn(stem, dir string) ([]copyName, error) {
	files, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		return nil, forms.Refusal("文件夹“" + dir + "”读不出来，请检查磁盘或U盘是否插好。")
	}
	var out []copyName
	for _, f := range files {
		if n, ok := nameOf(filepath.Join(dir, f.Name())); ok && (stem == anyStem || n.stem == stem) && !f.IsDir() {
			out = append(out, n)
		}
	}
	slices.SortStableFunc(out, func(a, b copyName) int {
		if c := b.at.Compare(a.at); c != 0 {
			return c
		}
		return strings.Compare(b.path, a.path)
	})
	return out, nil
}

// isWhole tells whether there is anything in the file. A full stick may keep an empty
// one under a good name.
func (n copyName) isWhole() bool {
	head, err := headOf(n.path)
	return err == nil && string(head) == sqliteHead
}

// LastCopy is when the newest copy of the ledger at path was made of those in
// the folders; zero when there is none. It goes by the names, which copies get
// only after they were checked; one dated later than now is of a clock that was
// ahead, and says nothing.
func LastCopy(now time.Time, path string, dirs ...string) (time.Time, error) {
	path = behind(path)
	var last time.Time
	for _, dir := range dirs {
		names, err := namesIn(stem(path), dir)
		if err != nil {
			return last, err
		}
		for _, n := range names {
			if n.kind != SetAside && n.at.After(last) && !n.at.After(now) && n.isWhole() {
				last = n.at
			}
		}
	}
	return last, nil
}

func stem(path string) string { return strings.TrimSuffix(filepath.Base(path), ".db") }

// freeName is a name for a copy that no file has yet.
func freeName(path, dir string, now time.Time, kind CopyKind) string {
	name := stem(path) + "备份-" + now.In(forms.Beijing).Format("20060102-1504") + string(kind)
	return free(dir, name)
}

// free is a file in the folder that is not there yet, nor a log beside it.
func free(dir, name string) string {
	to := filepath.Join(dir, name+".db")
	for n := 2; exists(to) || exists(to+"-wal"); n++ {
		to = filepath.Join(dir, fmt.Sprintf("%s-%d.db", name, n))
	}
	return to
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// outlived lists which copies are let go of: daily ones, newest first, beyond
// the newest of so many days and of so many months. It counts days and months
// that have a copy, not those of a clock: an office that was closed for a
// summer, or a clock that was wrong for a day, costs no copy. Those dated later than
// now, of a clock that was ahead, are neither counted nor let go of. Copies of every
// other kind stay until somebody removes them.
func outlived(names []copyName, days, months int, now time.Time) []copyName {
	var out []copyName
	seenDays, seenMonths := map[string]bool{}, map[string]bool{}
	for _, n := range names {
		if n.kind != EachDay || n.at.After(now) {
			continue
		}
		newDay, newMonth := !seenDays[n.day()], !seenMonths[n.month()]
		seenDays[n.day()], seenMonths[n.month()] = true, true
		if newDay && len(seenDays) <= days || newMonth && len(seenMonths) <= months {
			continue
		}
		out = append(out, n)
	}
	return out
}
