// Package xlsx draws laid-out pages into a workbook that Excel, WPS and
// LibreOffice open and print page for page. It is the only place, beside the
// reader of residents' lists, that knows the workbook library.
//
// How it is meant to print, and why:
//   - At actual size (100 %), with a manual break after every page. Excel drops
//     manual breaks when it fits to pages, so that is never asked for; instead
//     the margins are a little narrower than those of the pages, and a program
//     that draws the columns some 4 % wider still keeps a page on a sheet.
//   - A print area, but no print titles and no header or footer: each page
//     brings its own head (续页 too) and its own 第 x 页 共 y 页.
//   - 宋体 for what is written and 黑体 for titles: every Chinese Windows has
//     them, and WPS and LibreOffice put their like in their place.
package xlsx

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"frontdesk/forms/paper"

	"github.com/xuri/excelize/v2"
)

// mostPages is how many pages go onto one worksheet: Excel takes 1,023 manual
// breaks. A longer job goes on on a second worksheet.
const mostPages = 1000

// Columns are measured in digits of the workbook's default font. One digit of
// Times New Roman is exactly half its size, so at 6 points it is a whole number
// of pixels at every scaling of Windows (4 at 96 dpi, 5 at 120, 6 at 144 …) and
// no program rounds columns wider or narrower than another. It is so small
// because an indent, the only padding a cell can have, is three spaces of it:
// 1.6 mm.
const (
	defaultFont = "Times New Roman"
	defaultSize = 6.0
	digit       = 4.0 // pixels
)

// Write draws the job into w. Progress, when not nil, is called after each
// page. A cancelled context ends it with the context's error, and an error of w
// is returned as it is; w may then have got a part of the workbook.
func Write(ctx context.Context, w io.Writer, job paper.Job, progress func(done, total int)) error {
	for i, p := range job.Pages {
		if p.Size != job.Pages[0].Size {
			return fmt.Errorf("page %d is %v mm, the first is %v", i+1, p.Size, job.Pages[0].Size)
		}
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // only temporary files of its own
	if err := describe(f, job); err != nil {
		return fmt.Errorf("set the workbook up: %w", err)
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	pens, charts := &styles{f: f, known: map[look]int{}}, &figures{}
	for first := 0; first == 0 || first < len(job.Pages); first += mostPages {
		pages := job.Pages[first:min(first+mostPages, len(job.Pages))]
		s, err := newSheet(f, pens, sheetName(job.Name, first/mostPages), pages)
		if err != nil {
			return fmt.Errorf("begin a worksheet: %w", err)
		}
		for i, p := range pages {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := s.page(p, charts); err != nil {
				return fmt.Errorf("draw page %d: %w", first+i+1, err)
			}
			progress(first+i+1, len(job.Pages))
		}
		if err := s.finish(); err != nil {
			return fmt.Errorf("finish a worksheet: %w", err)
		}
	}
	if err := charts.write(f); err != nil {
		return fmt.Errorf("write the figures of the charts: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return f.Write(w)
}

// describe sets what belongs to the workbook as a whole.
func describe(f *excelize.File, job paper.Job) error {
	if err := f.SetDefaultFont(defaultFont); err != nil {
		return err
	}
	size := defaultSize
	f.Styles.Fonts.Font[0].Sz.Val = &size
	props := &excelize.DocProperties{
		Title: clean(job.Title), Creator: clean(job.Creator), LastModifiedBy: clean(job.Creator), Language: "zh-CN",
	}
	if !job.At.IsZero() {
		props.Created = job.At.UTC().Format(time.RFC3339)
		props.Modified = props.Created
	}
	if err := f.SetDocProps(props); err != nil {
		return err
	}
	program := clean(job.Program)
	if program == "" {
		program = "frontdesk"
	}
	return f.SetAppProps(&excelize.AppProperties{Application: program, Company: clean(job.Creator)})
}

// longestName is how many UTF-16 units a worksheet's name may have.
const longestName = 31

// sheetName drops what a worksheet's name may not have, and tells the second
// and later worksheets of a job apart.
func sheetName(s string, n int) string {
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, clean(s)))
	if s == "" {
		s = "Sheet1"
	}
	suffix := ""
	if n > 0 {
		suffix = fmt.Sprintf(" (%d)", n+1)
	}
	s, _ = cut(s, longestName-len(suffix))
	return strings.TrimSpace(s) + suffix
}
