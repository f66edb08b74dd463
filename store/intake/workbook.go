package intake

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"github.com/xuri/excelize/v2"
)

// readWorkbook reads an .xlsx. The library was not made for files that mean
// harm: should it give up in a panic, the file is called broken.
func readWorkbook(ctx context.Context, data []byte, progress Progress) (sheets []*Sheet, err error) {
	defer func() {
		if recover() != nil {
			sheets, err = nil, brokenZip
		}
	}()
	// One limit for both: larger parts would be unpacked into the system's
	// folder for temporary files, and residents do not belong there.
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: mostUnzipped, UnzipXMLSizeLimit: mostUnzipped})
	if err != nil {
		return nil, brokenZip
	}
	defer func() { _ = f.Close() }() // only memory is let go of
	paths := sheetPaths(f)
	names := f.GetSheetList()
	names = names[:min(len(names), mostSheets)]
	total := 0
	for _, name := range names {
		total += bytes.Count(part(f, paths[name]), []byte("<row"))
	}
	b := &reading{f: f, total: total, progress: progress}
	for _, name := range names {
		s, err := b.sheet(ctx, name)
		if err != nil {
			return nil, err
		}
		if s == nil {
			continue // a sheet of a chart
		}
		visible, err := f.GetSheetVisible(name)
		s.Hidden = err == nil && !visible
		s.merge(areas(part(f, paths[name])))
		sheets = append(sheets, s)
	}
	return sheets, ctx.Err()
}

// reading is how far a workbook has been read.
type reading struct {
	f           *excelize.File
	done, total int
	cells       int
	progress    Progress
}

// sheet reads the rows of a worksheet, and returns nil for a sheet without.
func (b *reading) sheet(ctx context.Context, name string) (*Sheet, error) {
	s := &Sheet{Name: name}
	suspect := false
	err := b.rows(ctx, name, true, func(no int, cells []string) error {
		if b.cells += len(cells); b.cells > mostCells {
			return tooLarge
		}
		b.done++
		for i, c := range cells {
			cells[i] = wholeNumber(tidy(c), true)
			suspect = suspect || likeDate(cells[i])
		}
		return s.add(no, cells)
	})
	var notCells refusedSheet
	if errors.As(err, &notCells) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if suspect {
		err = b.dates(ctx, s)
	}
	b.progress.tell(min(b.done, b.total), b.total)
	return s, err
}

// refusedSheet is the library's word that a sheet has no rows to read.
type refusedSheet struct{ error }

// rows calls fn with every row: its number, and its cells as they are stored or
// as they are shown.
func (b *reading) rows(ctx context.Context, name string, stored bool, fn func(no int, cells []string) error) error {
	rows, err := b.f.Rows(name)
	if err != nil {
		return refusedSheet{err}
	}
	defer func() { _ = rows.Close() }() // in memory
	for no := 1; rows.Next(); no++ {
		if no%stride == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			b.progress.tell(min(b.done, b.total), b.total)
		}
		cells, err := rows.Columns(excelize.Options{RawCellValue: stored})
		if err != nil {
			return brokenZip
		}
		if len(cells) > 0 {
			if err := fn(no, cells); err != nil {
				return err
			}
		}
	}
	return nil
}

// likeDate tells whether the number may be a day between 2000 and 2049, which
// is how workbooks store what they take for a date: a room 3-2 among others.
func likeDate(cell string) bool {
	return len(cell) == 5 && strings.Trim(cell, "0123456789") == "" && cell >= "36526" && cell <= "54788"
}

// dates marks the numbers that are shown as dates. It reads the sheet again, as
// it is shown: the stored cells do not tell.
func (b *reading) dates(ctx context.Context, s *Sheet) error {
	at := 0
	return b.rows(ctx, s.Name, false, func(no int, cells []string) error {
		for at < len(s.Lines) && s.Lines[at].No < no {
			at++
		}
		if at == len(s.Lines) || s.Lines[at].No != no {
			return nil
		}
		l := &s.Lines[at]
		for i, shown := range cells {
			if likeDate(l.Cell(i)) && strings.Trim(shown, "0123456789., ") != "" {
				l.dates = append(l.dates, i)
				l.Cells[i] = tidy(shown)
			}
		}
		return nil
	})
}

// add takes a row in, unless there is nothing in it.
func (s *Sheet) add(no int, cells []string) error {
	cells = cells[:min(len(cells), mostColumns)]
	l := Line{No: no, Cells: make([]string, 0, len(cells))}
	for _, c := range cells {
		if c != "" {
			l.own++
		}
		l.Cells = append(l.Cells, c)
	}
	if l.own == 0 {
		return nil
	}
	if len(s.Lines) == mostRows {
		return tooMany
	}
	s.Lines = append(s.Lines, l)
	return nil
}
