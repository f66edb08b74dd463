package filedialog

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Item is a file or a folder that stands in a folder.
type Item struct {
	Name   string
	Folder bool
	Size   int64
	At     time.Time // last written
}

// Read lists what of a folder may be chosen: its folders, and the files with an
// ending that is asked for. What is hidden, broken or no plain file is left out.
func Read(ctx context.Context, dir string, ends []string, folders bool) ([]Item, error) {
	found, err := os.ReadDir(dir)
	if err != nil && len(found) == 0 {
		return nil, err
	}
	var out []Item
	for _, e := range found {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if e.Type().IsRegular() && (folders || !Fits(e.Name(), ends)) {
			continue // nothing more has to be asked of the disk
		}
		it, ok := item(dir, e)
		if ok && (it.Folder || !folders && Fits(it.Name, ends)) {
			out = append(out, it)
		}
	}
	return out, nil
}

// item reads what is told of a file or folder; not of what is hidden, has gone,
// points nowhere, or is neither.
func item(dir string, e fs.DirEntry) (Item, bool) {
	name := e.Name()
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") { // ~$ marks a workbook that is open
		return Item{}, false
	}
	info, err := e.Info()
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		info, err = os.Stat(filepath.Join(dir, name))
	}
	if err != nil || hidden(info) || !info.IsDir() && !info.Mode().IsRegular() {
		return Item{}, false
	}
	return Item{name, info.IsDir(), info.Size(), info.ModTime()}, true
}

// Fits tells whether a file has one of the endings, in capitals or not.
func Fits(name string, ends []string) bool {
	return len(ends) == 0 || slices.ContainsFunc(ends, func(e string) bool { return strings.EqualFold(filepath.Ext(name), e) })
}

// Order puts folders before files, and either the newest first or all by name,
// as a Chinese directory does: by pinyin, and 3 before 12.
func Order(items []Item, byName bool) {
	c := collate.New(language.Chinese, collate.Numeric, collate.IgnoreCase)
	var buf collate.Buffer
	keys := make(map[string][]byte, len(items))
	for _, it := range items {
		keys[it.Name] = slices.Clone(c.KeyFromString(&buf, it.Name))
		buf.Reset()
	}
	slices.SortFunc(items, func(a, b Item) int {
		if a.Folder != b.Folder {
			if a.Folder {
				return -1
			}
			return 1
		}
		if n := b.At.Compare(a.At); n != 0 && !byName {
			return n
		}
		if n := slices.Compare(keys[a.Name], keys[b.Name]); n != 0 {
			return n
		}
		return strings.Compare(a.Name, b.Name)
	})
}

// Look tells whether a path is a folder or a plain file that may be read. A
// pipe or a device is none: to open one might take for ever.
func Look(path string) (folder bool, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		return false, &fs.PathError{Op: "open", Path: path, Err: fs.ErrInvalid}
	}
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	return info.IsDir(), f.Close()
}
