package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"frontdesk/forms"
)

// Second is the office's second place for copies, such as a stick: what is lost
// with a PC is not lost with it. It stands in a small file beside the copies,
// not in the ledger: it says where this PC finds a stick, and losing it loses
// nothing.
type Second struct {
	Dir      string   `json:"dir"`                // a folder of its own; empty: none was chosen
	Stick    string   `json:"stick,omitempty"`    // the root of the stick it is on
	Declined []string `json:"declined,omitempty"` // sticks that nobody wants asked about again
}

// secondName is the file that it stands in.
const secondName = "第二处.json"

// Second reads which second place was chosen. A file that cannot be read says
// that none was: it is then chosen again.
func (f Folder) Second() Second {
	var s Second
	text, err := os.ReadFile(filepath.Join(f.Backups(), secondName))
	if err != nil || json.Unmarshal(text, &s) != nil {
		return Second{}
	}
	return s
}

// KeepSecond remembers the second place.
func (f Folder) KeepSecond(s Second) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	cannot := forms.Refusal("第二处没有记住：文件夹“" + f.Backups() + "”不能写入，请检查磁盘和权限。")
	if err := os.MkdirAll(f.Backups(), 0o755); err != nil {
		return errors.Join(cannot, err)
	}
	to := filepath.Join(f.Backups(), secondName)
	if err := os.WriteFile(to+".new", text, 0o644); err != nil {
		return errors.Join(cannot, err)
	}
	return publish(to+".new", to)
}

// ChooseSecond makes a folder of the office's own in the place that was chosen, so
// that two offices may share a stick, and remembers it with the sticks that
// are plugged in.
func (f Folder) ChooseSecond(chosen, office string, sticks []string) (Second, error) {
	chosen = f.ownIn(chosen, "台账备份-"+fileName(office))
	if within(chosen, string(f)) || slices.ContainsFunc(f.apart(sticks), func(root string) bool { return within(chosen, root) }) {
		return Second{}, forms.Refusal("第二处要在别的盘上，不能在台账自己的文件夹里，也不能和台账在同一个U盘上。请选另一个U盘或另一块硬盘。")
	}
	s := Second{Dir: chosen, Declined: f.Second().Declined}
	for _, root := range sticks {
		if within(chosen, root) {
			s.Stick = root
		}
	}
	if err := os.MkdirAll(chosen, 0o755); err != nil {
		return Second{}, forms.Refusal("“" + chosen + "”不能写入，请检查U盘是否插好、是否写保护，或换一个文件夹。")
	}
	return s, f.KeepSecond(s)
}

// ownIn is the office's own folder in a place, or that place when it is that. Two
// offices of one name are told apart by their ledgers' first rows, which no folder of
// before names: that is still the office's where its copies are.
func (f Folder) ownIn(chosen, plain string) string {
	first := firstRow(f.Ledger())
	if first == "" {
		if filepath.Base(chosen) == plain {
			return chosen
		}
		return filepath.Join(chosen, plain)
	}
	own := plain + "-" + first
	switch filepath.Base(chosen) {
	case own:
		return chosen
	case plain:
		chosen = filepath.Dir(chosen)
	}
	if old := filepath.Join(chosen, plain); holdsCopiesOf(first, old) && !isFolder(filepath.Join(chosen, own)) {
		return old
	}
	return filepath.Join(chosen, own)
}

// holdsCopiesOf tells whether all copies in a folder, of which there are some, are
// those of the ledger that begins so.
func holdsCopiesOf(first, dir string) bool {
	names, _ := namesIn(stem(LedgerName), dir) // what cannot be read is nobody's
	for _, n := range names {
		if firstRow(n.path) != first {
			return false
		}
	}
	return len(names) > 0
}

// firstRow is the beginning of the hash of a ledger's first row: no two ledgers that
// were founded share it. Empty where there is none.
func firstRow(path string) string {
	var hash []byte
	err := beside(path, func(db *sql.DB) error { return db.QueryRow(`SELECT hash FROM ledger WHERE seq = 1`).Scan(&hash) })
	if err != nil {
		return ""
	}
	return short(hash)[:6]
}

// At is where the second place is now: a stick may come back under another
// letter. It is empty while the place is not there; a folder where no stick is
// plugged in is a mount point that stayed, on the PC itself.
func (s Second) At(sticks []string) string {
	if s.Dir == "" {
		return ""
	}
	if s.Stick == "" && isFolder(s.Dir) {
		return s.Dir
	}
	rel, err := filepath.Rel(s.Stick, s.Dir)
	if s.Stick == "" || err != nil {
		return ""
	}
	if slices.Contains(sticks, s.Stick) && isFolder(s.Dir) {
		return s.Dir
	}
	for _, root := range sticks {
		if dir := filepath.Join(root, rel); isFolder(dir) {
			return dir
		}
	}
	return ""
}

// Offer is the stick that could be the second place, while there is none; empty
// when none is plugged in that nobody has declined yet. That on which the office
// itself is carried is none.
func (f Folder) Offer(s Second, sticks []string) string {
	if s.Dir != "" {
		return ""
	}
	for _, root := range sticks {
		if !slices.Contains(s.Declined, root) && !slices.Contains(f.apart(sticks), root) {
			return root
		}
	}
	return ""
}

// apart lists the sticks that are no second place: those the office's own folder
// is on.
func (f Folder) apart(sticks []string) []string {
	var out []string
	for _, root := range sticks {
		if within(string(f), root) {
			out = append(out, root)
		}
	}
	return out
}

func isFolder(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.IsDir()
}

// unlinked is a path without links, as far as it is there.
func unlinked(path string) string {
	path, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	whole, err := filepath.EvalSymlinks(path)
	up := filepath.Dir(path)
	switch {
	case err == nil:
		return whole
	case up == path:
		return path
	}
	return filepath.Join(unlinked(up), filepath.Base(path))
}

// within tells whether a path is a folder or in it.
func within(path, dir string) bool {
	rel, err := filepath.Rel(unlinked(dir), unlinked(path))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// fileName is a name without what sticks do not take in the name of a folder.
func fileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`\/:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.TrimSpace(s))
	return strings.TrimRight(s, ". ")
}
