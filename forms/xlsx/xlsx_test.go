package xlsx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"

	"github.com/xuri/excelize/v2"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, forms.Beijing)

// hostile are texts that a spreadsheet program would take for something else.
var hostile = []string{
	"=1+1", "@x", "+8613800000000", "-5", "013800000000", "1E10", "2026-11-23", "'quoted", "\"q\"", "<b>&amp;", "TRUE",
	"厨房水管漏水，已漏到楼下 1104 客厅吊顶，请尽快派人关阀。", strings.Repeat("长", 400), "tab\there", "nul\x00bell\x07", "第一行\n第二行",
}

func dutyPages(n int) []paper.Page {
	office := &forms.Office{Name: "和谐花园管理处"}
	var sheets []paper.Sheet
	for p := range n {
		var lines []*forms.Duty
		for i := range 10 {
			k := p*10 + i
			d := &forms.Duty{
				DutyLine: forms.DutyLine{
					Happened: noon, Way: forms.ByPhone, Room: "3-2-501", Name: "欧阳敏", Phone: "013800000000", As: forms.Owner,
					Kind: forms.Repair, Urgent: k%3 == 0, Text: hostile[k%len(hostile)], ReadBack: true,
				},
				Ref: forms.Ref{Book: "duty", Year: 2026, No: k + 1}, Signer: forms.Person{ID: "p1", Name: "王芳"},
				Department: "工程部", Handler: "李强", Dispatched: noon, Promised: noon, Finished: noon, Called: "满意", State: forms.Settled,
				Notes: []forms.Note{{At: noon, By: "王芳", Text: "李强到场关阀，换角阀，16:05 复通"}},
			}
			if i == 4 {
				d.Notes[0].Was = []forms.Mark{{Old: "李强到常", By: "王芳", At: noon}}
			}
			lines = append(lines, d)
		}
		sheets = append(sheets, forms.DutyPage(forms.PageHead{
			Office: office, Edition: "A/0", Year: 2026, Page: forms.Page{No: p + 1, Day: "2026-11-23", Shift: "早班", Person: "王芳", Lines: 10},
			Code: "1234-AB12CD34EF56", Viewer: forms.Person{Role: forms.Manager}, Now: noon,
		}, lines))
	}
	return paper.Compose(sheets...)
}

func written(t *testing.T, pages []paper.Page) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, Job{Name: "值班记录表", Title: "值班记录表", Creator: "和谐花园管理处", Pages: pages}, nil); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// Every box's text stands in the workbook, as text, in the cell whose place is
// the box's place on paper, to within a millimetre.
func TestTheWorkbookIsThePage(t *testing.T) {
	pages := dutyPages(3)
	f := written(t, pages)
	sheet := f.GetSheetName(0)
	columns := columnEdges(pages)
	row := 0
	for n, p := range pages {
		rows := rowEdges(p)
		x, y := columns[0], rows[0]
		for c := 1; c < len(columns); c++ {
			name, _ := excelize.ColumnNumberToName(c)
			w, err := f.GetColWidth(sheet, name)
			if err != nil {
				t.Fatal(err)
			}
			if x += w * digit * 25.4 / 96; x < columns[c]-1 || x > columns[c]+1 {
				t.Fatalf("column %d ends at %.2f mm, want %.2f", c, x, columns[c])
			}
		}
		for r := 1; r < len(rows); r++ {
			h, err := f.GetRowHeight(sheet, row+r)
			if err != nil {
				t.Fatal(err)
			}
			if y += h * paper.MM; y < rows[r]-1 || y > rows[r]+1 {
				t.Fatalf("page %d: row %d ends at %.2f mm, want %.2f", n+1, r, y, rows[r])
			}
		}
		for _, b := range p.Boxes {
			cell, _ := excelize.CoordinatesToCellName(nearest(columns, b.X)+1, row+nearest(rows, b.Y)+1)
			want := ""
			for _, r := range b.Unwrapped() {
				want += clean(r.Text)
			}
			got, err := f.GetCellValue(sheet, cell)
			if err != nil || got != want {
				t.Errorf("page %d, %s: got %q, want %q (%v)", n+1, cell, got, want, err)
			}
			if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
				t.Errorf("%s is a formula: %s", cell, formula)
			}
			if kind, _ := f.GetCellType(sheet, cell); want != "" && kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
				t.Errorf("%s (%q) is no text but %v", cell, want, kind)
			}
		}
		row += len(rows) - 1
	}
}

func TestColumnsAreWideEnough(t *testing.T) {
	for i, at := 1, columnEdges(dutyPages(1)); i < len(at); i++ {
		if w := at[i] - at[i-1]; w < 6 {
			t.Errorf("column %d of %v is %.1f mm wide", i, at, w)
		}
	}
}

func TestPaper(t *testing.T) {
	pages := dutyPages(2)
	f := written(t, pages)
	sheet := f.GetSheetName(0)
	l, err := f.GetPageLayout(sheet)
	if err != nil || *l.Orientation != "landscape" || *l.Size != 9 {
		t.Errorf("%+v, %v", l, err)
	}
	names := f.GetDefinedName()
	if len(names) != 1 || names[0].Name != "_xlnm.Print_Area" {
		t.Errorf("%+v", names)
	}
	last, _ := f.GetRows(sheet)
	text := fmt.Sprint(last)
	n := fmt.Sprintf("%d 页", len(pages))
	for _, s := range []string{"第 1 页 共 " + n, "第 2 页 共 " + n, "校验码：1234-AB12CD34EF56", "R02-WKF07"} {
		if !strings.Contains(text, s) {
			t.Errorf("%q is not in the workbook", s)
		}
	}
}

func TestAFailedExportLeavesTheOldFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "值班记录表.xlsx")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err := Save(ctx, path, Job{Pages: dutyPages(3)}, func(done, _ int) {
		if done == 1 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	old, _ := os.ReadFile(path)
	files, _ := os.ReadDir(dir)
	if string(old) != "old" || len(files) != 1 {
		t.Errorf("%q, %d files", old, len(files))
	}
	var r forms.Refusal
	if err := Save(context.Background(), filepath.Join(dir, "no", "x.xlsx"), Job{Pages: dutyPages(1)}, nil); !errors.As(err, &r) {
		t.Errorf("no folder: %v", err)
	}
	if err := Save(context.Background(), path, Job{Pages: dutyPages(1)}, nil); err != nil {
		t.Error(err)
	}
	if f, err := excelize.OpenFile(path); err != nil {
		t.Error(err)
	} else if err := f.Close(); err != nil {
		t.Error(err)
	}
}

// BenchmarkMonth draws a month of 600 entries; BenchmarkRawStream writes the
// same cells with the library alone.
func BenchmarkMonth(b *testing.B) {
	pages := dutyPages(60)
	for b.Loop() {
		if err := Write(context.Background(), &bytes.Buffer{}, Job{Name: "值班记录表", Pages: pages}, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRawStream(b *testing.B) {
	pages := dutyPages(60)
	for b.Loop() {
		if err := raw(pages); err != nil {
			b.Fatal(err)
		}
	}
}

// raw writes the same grid of cells, one style, no merging.
func raw(pages []paper.Page) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	sw, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	style, err := f.NewStyle(&excelize.Style{NumFmt: textFmt})
	if err != nil {
		return err
	}
	columns, at := columnEdges(pages), 0
	for _, p := range pages {
		rows := rowEdges(p)
		grid := make([][]any, len(rows)-1)
		for i := range grid {
			grid[i] = make([]any, len(columns)-1)
			for j := range grid[i] {
				grid[i][j] = excelize.Cell{StyleID: style}
			}
		}
		for _, x := range p.Boxes {
			grid[nearest(rows, x.Y)][nearest(columns, x.X)] = excelize.Cell{StyleID: style, Value: clean(x.Text())}
		}
		for _, cells := range grid {
			at++
			cell, err := excelize.CoordinatesToCellName(1, at)
			if err != nil {
				return err
			}
			if err := sw.SetRow(cell, cells); err != nil {
				return err
			}
		}
	}
	if err := sw.Flush(); err != nil {
		return err
	}
	return f.Write(&bytes.Buffer{})
}

func TestKeep(t *testing.T) {
	if out := os.Getenv("XLSX_OUT"); out != "" {
		if err := Save(context.Background(), out, Job{Name: "值班记录表", Pages: dutyPages(3)}, nil); err != nil {
			t.Fatal(err)
		}
	}
}
