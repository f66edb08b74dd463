// Package intake reads lists of residents as offices really have them: an
// .xlsx or .csv with titles above the head, merged cells, heads in other words,
// several people in one cell, numbers stored as numbers, footers. It shows what
// would go in before anything does. Beside forms/xlsx it is the only package
// that knows the workbook library.
package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"frontdesk/forms"
)

// Progress is told of done out of total while something long goes on, on the
// goroutine that does it; it should hand the news on and return. It may be nil.
type Progress func(done, total int)

func (p Progress) tell(done, total int) {
	if p != nil {
		p(done, total)
	}
}

// stride is after how many rows a long piece of work looks up: tells how far
// it is, and whether it is to stop.
const stride = 500

// Limits of what is read. A list of fifty thousand residents stays far below.
const (
	mostBytes    = 64 << 20  // of the file
	mostUnzipped = 160 << 20 // of a workbook's parts together
	mostPart     = 32 << 20  // of a part that is no worksheet
	mostParts    = 4096
	mostSheets   = 50
	mostRows     = 100_000 // with something in them, of a worksheet
	mostColumns  = 256     // what stands further to the right is not looked at
	mostCells    = 20_000_000
	longestCell  = 1000 // characters; the rest is not looked at
)

// List is a file as it was read.
type List struct {
	File   string // its name, without the folder
	SHA256 string // of its bytes, hexadecimal
	Sheets []*Sheet
	Best   int // the sheet that looks most like a list of residents
}

// Sheet is a worksheet, or the whole of a .csv.
type Sheet struct {
	Name   string
	Hidden bool
	Lines  []Line // those with something in them
	Guess  Mapping

	across []area // merged cells over several columns
}

// Line is a row with something in it.
type Line struct {
	No    int      // its number in the file, from 1
	Cells []string // tidied text; merged cells are carried down

	own   int   // how many cells have something of their own
	dates []int // columns whose number is shown as a date
}

// Cell is the text in column i, counted from 0, and empty beyond the last.
func (l Line) Cell(i int) string {
	if i < 0 || i >= len(l.Cells) {
		return ""
	}
	return l.Cells[i]
}

// Width is how many columns the sheet has.
func (s *Sheet) Width() int {
	n := 0
	for _, l := range s.Lines {
		n = max(n, len(l.Cells))
	}
	return n
}

// ReadFile reads the list at path. A Refusal says in one sentence why it
// cannot be read and what to do.
func ReadFile(ctx context.Context, path string, progress Progress) (*List, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, forms.Refusal("找不到这个文件，请重新选择。")
	}
	if err != nil {
		return nil, forms.Refusal("文件打不开。如果它正在 Excel 或 WPS 里打开，请先关闭，再导入。")
	}
	defer func() { _ = f.Close() }() // read only: nothing can be lost
	return Read(ctx, filepath.Base(path), f, progress)
}

// Read reads a list from r; name is the file's name. A Refusal says in one
// sentence why it cannot be read and what to do.
func Read(ctx context.Context, name string, r io.Reader, progress Progress) (*List, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	switch {
	case err != nil:
		return nil, forms.Refusal("文件读不出来。如果它在 U 盘或网络盘上，请先复制到本机，再导入。")
	case len(data) > mostBytes:
		return nil, forms.Refusal("这个文件太大，不像住户名单。请删去图片和无关的工作表，另存为 .xlsx 再导入。")
	}
	sheets, err := read(ctx, data, progress)
	if err != nil {
		return nil, err
	}
	sheets = slices.DeleteFunc(sheets, func(s *Sheet) bool { return len(s.Lines) == 0 })
	if len(sheets) == 0 {
		return nil, forms.Refusal("这个文件里没有内容，请重新选择。")
	}
	hash := sha256.Sum256(data)
	l := &List{File: name, SHA256: hex.EncodeToString(hash[:]), Sheets: sheets}
	best := -1
	for i, s := range sheets {
		s.Guess = s.guess()
		if n := s.likeness(); n > best {
			best, l.Best = n, i
		}
	}
	return l, ctx.Err()
}

func read(ctx context.Context, data []byte, progress Progress) ([]*Sheet, error) {
	k, err := kindOf(data)
	if err != nil {
		return nil, err
	}
	if k == workbook {
		return readWorkbook(ctx, data, progress)
	}
	return readText(ctx, data, progress)
}
