package xlsx

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"frontdesk/forms/paper"

	"github.com/xuri/excelize/v2"
)

// Every box's text stands in the workbook, as text, in the cell whose place is
// the box's place on paper, to within a millimetre.
func TestTheWorkbookIsThePage(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			f := write(t, paper.Job{Name: s.name, Pages: s.pages})
			columns := columnEdges(s.pages)
			top, _ := reach(s.pages)
			holdColumns(t, f, s.name, columns)
			before := 0
			for n, p := range s.pages {
				rows := rowEdges(p, top)
				holdRows(t, f, s.name, before, rows)
				for _, b := range p.Boxes {
					holdBox(t, f, s.name, place(columns, rows, before, b), n+1, b)
				}
				before += len(rows) - 1
			}
		})
	}
}

func holdColumns(t *testing.T, f *excelize.File, sheet string, want []float64) {
	t.Helper()
	x := want[0]
	for c := 1; c < len(want); c++ {
		name, _ := excelize.ColumnNumberToName(c)
		w, err := f.GetColWidth(sheet, name)
		if err != nil {
			t.Fatal(err)
		}
		if x += w * digit * 25.4 / 96; x < want[c]-0.2 || x > want[c]+0.2 {
			t.Errorf("column %s ends at %.2f mm, want %.2f", name, x, want[c])
		}
		if px := w * digit; px != float64(int(px)) {
			t.Errorf("column %s is %v pixels wide: programs will round it, each its way", name, px)
		}
	}
}

func holdRows(t *testing.T, f *excelize.File, sheet string, before int, want []float64) {
	t.Helper()
	y := want[0]
	for r := 1; r < len(want); r++ {
		h, err := f.GetRowHeight(sheet, before+r)
		if err != nil {
			t.Fatal(err)
		}
		if y += h * paper.MM; y < want[r]-0.2 || y > want[r]+0.2 {
			t.Errorf("row %d ends at %.2f mm, want %.2f", before+r, y, want[r])
		}
		if h > 409 {
			t.Errorf("row %d is %.1f points high: Excel takes 409", before+r, h)
		}
	}
}

func holdBox(t *testing.T, f *excelize.File, sheet, cell string, page int, b paper.Box) {
	t.Helper()
	want := ""
	for _, r := range runsOf(b) {
		want += r.Text
	}
	if bare := strings.NewReplacer("\n", "", " ", ""); bare.Replace(want) != bare.Replace(clean(b.Text())) {
		t.Errorf("page %d, %s: %q became %q", page, cell, b.Text(), want)
	}
	got, err := f.GetCellValue(sheet, cell)
	if err != nil || got != want {
		t.Errorf("page %d, %s: got %q, want %q (%v)", page, cell, got, want, err)
	}
	if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
		t.Errorf("%s is a formula: %s", cell, formula)
	}
	if kind, _ := f.GetCellType(sheet, cell); want != "" && kind != excelize.CellTypeInlineString {
		t.Errorf("%s (%q) is no text but %v", cell, want, kind)
	}
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	if style.NumFmt != textFmt || !style.Alignment.WrapText || style.Font.Size > b.Points {
		t.Errorf("%s: format %d, wrapping %v, %v points of %v", cell, style.NumFmt, style.Alignment.WrapText, style.Font.Size, b.Points)
	}
}

// A column so narrow comes from edges that should have been one.
func TestColumns(t *testing.T) {
	for _, s := range samples() {
		at := columnEdges(s.pages)
		t.Logf("%s: %.1f", s.name, at)
		for i := 1; i < len(at); i++ {
			if w := at[i] - at[i-1]; w < 6 {
				t.Errorf("%s: column %d is %.1f mm wide", s.name, i, w)
			}
		}
	}
}

func TestPaper(t *testing.T) {
	for _, c := range []struct {
		sample string
		lie    string
		area   string
	}{
		{"duty", "landscape", "'duty'!$A$1:$L$"},
		{"form", "portrait", "'form'!$A$1:$D$"},
	} {
		s := samples()[slices.IndexFunc(samples(), func(s sample) bool { return s.name == c.sample })]
		f := write(t, paper.Job{Name: s.name, Pages: s.pages})
		l, err := f.GetPageLayout(s.name)
		if err != nil || *l.Orientation != c.lie || *l.Size != 9 || *l.AdjustTo != 100 {
			t.Errorf("%s: %+v, %v", s.name, l, err)
		}
		if p, err := f.GetSheetProps(s.name); err != nil || p.FitToPage != nil && *p.FitToPage {
			t.Errorf("%s: fitted to pages, Excel drops the page breaks (%v)", s.name, err)
		}
		names := f.GetDefinedName()
		if len(names) != 1 || names[0].Name != "_xlnm.Print_Area" || !strings.HasPrefix(names[0].RefersTo, c.area) {
			t.Errorf("%s: %+v", s.name, names)
		}
		if h, err := f.GetHeaderFooter(s.name); err != nil || h != nil {
			t.Errorf("%s: header or footer %+v beside that of the page, %v", s.name, h, err)
		}
		m, err := f.GetPageMargins(s.name)
		if err != nil {
			t.Fatal(err)
		}
		columns := columnEdges(s.pages)
		if room := s.pages[0].Size.W - (*m.Left+*m.Right)*25.4; room < (columns[len(columns)-1]-columns[0])*1.04 {
			t.Errorf("%s: %.1f mm between the margins leave no air for wider columns", s.name, room)
		}
		top, foot := reach(s.pages)
		if room := s.pages[0].Size.H - (*m.Top+*m.Bottom)*25.4; room < foot-top+3 {
			t.Errorf("%s: %.1f mm from margin to margin leave no air for higher rows", s.name, room)
		}
	}
}

func TestBreaksStandBeforeEveryPageButTheFirst(t *testing.T) {
	pages := dutyPages(3, hostile)
	f := write(t, paper.Job{Name: "a", Pages: pages})
	top, _ := reach(pages)
	var want []int
	row := 0
	for _, p := range pages[:len(pages)-1] {
		row += len(rowEdges(p, top)) - 1
		want = append(want, row)
	}
	if got := partOf(t, f, "xl/worksheets/sheet1.xml").breaks(); !slices.Equal(got, want) {
		t.Errorf("breaks after rows %v, want %v", got, want)
	}
	rows, _ := f.GetRows("a")
	text := fmt.Sprint(rows)
	for i := range pages {
		if s := fmt.Sprintf("第 %d 页 共 %d 页", i+1, len(pages)); strings.Count(text, s) != 1 {
			t.Errorf("%q stands %d times in the workbook", s, strings.Count(text, s))
		}
	}
}

// What Excel would complain of, and no other program: columns out of order, and
// phone numbers that are text.
func TestExcelHasNothingToSay(t *testing.T) {
	p := partOf(t, write(t, paper.Job{Name: "a", Pages: dutyPages(1, everyday)}), "xl/worksheets/sheet1.xml")
	for i, c := range p.Columns {
		if c.Min != i+1 || c.Max != i+1 {
			t.Errorf("column %d of the file is %d to %d", i+1, c.Min, c.Max)
		}
	}
	if len(p.Columns) != 12 || len(p.Across) != 0 {
		t.Errorf("%d columns, %d breaks between them", len(p.Columns), len(p.Across))
	}
	if len(p.Quiet) != 1 || !p.Quiet[0].Text || !strings.HasPrefix(p.Quiet[0].Where, "A1:L") {
		t.Errorf("%+v", p.Quiet)
	}
}

// Excel takes 1,023 manual breaks on a worksheet.
func TestAYearGoesOnOnASecondWorksheet(t *testing.T) {
	var pages []paper.Page
	for i := range mostPages + 2 {
		pages = append(pages, one(fmt.Sprintf("第 %d 张", i+1))...)
	}
	f := write(t, paper.Job{Name: "值班记录表", Pages: pages})
	if got := f.GetSheetList(); !slices.Equal(got, []string{"值班记录表", "值班记录表 (2)"}) {
		t.Fatalf("%q", got)
	}
	for cell, want := range map[string]string{"A1": "第 1001 张", "A2": "第 1002 张"} {
		if got, err := f.GetCellValue("值班记录表 (2)", cell); err != nil || got != want {
			t.Errorf("%s: %q, %v", cell, got, err)
		}
	}
	if n := len(partOf(t, f, "xl/worksheets/sheet1.xml").breaks()); n != mostPages-1 {
		t.Errorf("%d breaks", n)
	}
}

func TestSheetNames(t *testing.T) {
	for _, c := range []struct {
		name string
		n    int
		want string
	}{
		{"值班记录表", 0, "值班记录表"},
		{"值班记录表", 1, "值班记录表 (2)"},
		{"2026/11:[值班]*?'", 0, "202611值班"},
		{" \x00", 0, "Sheet1"},
		{strings.Repeat("班", 40), 0, strings.Repeat("班", 31)},
		{strings.Repeat("班", 40), 1, strings.Repeat("班", 27) + " (2)"},
		{strings.Repeat("𠮷", 40), 0, strings.Repeat("𠮷", 15)},
	} {
		got := sheetName(c.name, c.n)
		if got != c.want {
			t.Errorf("%q, %d: got %q, want %q", c.name, c.n, got, c.want)
		}
		write(t, paper.Job{Name: c.name, Pages: one("x")})
	}
}

func TestTheDocumentNamesTheOfficeAndTheProgram(t *testing.T) {
	f := write(t, paper.Job{Name: "a", Title: "物业服务中心值班记录表", Creator: "和谐花园管理处", Program: "物业前台台账 1.2.3 (187c860)", Pages: one("x"), At: noon})
	p, err := f.GetDocProps()
	if err != nil || p.Title != "物业服务中心值班记录表" || p.Creator != "和谐花园管理处" || p.Created != "2026-11-23T04:00:00Z" || p.Modified != p.Created {
		t.Errorf("%+v, %v", p, err)
	}
	app, err := f.GetAppProps()
	if err != nil || app.Application != "物业前台台账 1.2.3 (187c860)" || app.Company != "和谐花园管理处" {
		t.Errorf("%+v, %v", app, err)
	}
}

// Struck, red and faint words of one cell stay what they are, and a cell all in
// one manner has it in its style.
func TestManners(t *testing.T) {
	p := one("")
	p[0].Boxes[0].Runs = []paper.Run{{Text: "章伟", Struck: true}, {Text: " "}, {Text: "张伟"}, {Text: " （王芳 更正）", Faint: true}}
	f := write(t, paper.Job{Name: "a", Pages: p})
	runs, err := f.GetCellRichText("a", "A1")
	if err != nil || len(runs) != 3 {
		t.Fatalf("%+v, %v", runs, err)
	}
	if !runs[0].Font.Strike || runs[1].Font.Strike || runs[1].Text != " 张伟" || runs[2].Font.Color != faint || runs[2].Text != " （王芳 更正）" {
		t.Errorf("%+v", runs)
	}
	p[0].Boxes[0].Runs = []paper.Run{{Text: "急", Red: true}}
	f = write(t, paper.Job{Name: "a", Pages: p})
	id, _ := f.GetCellStyle("a", "A1")
	if s, err := f.GetStyle(id); err != nil || s.Font.Color != red {
		t.Errorf("%+v, %v", s, err)
	}
}

// A cell of paper that is parted by the end of the page keeps its manners too.
func TestPartsOfACellKeepTheirManners(t *testing.T) {
	b := paper.Box{Lines: []paper.Line{{{Text: "旧", Struck: true}, {Text: "新"}}, {{Text: "再", Red: true}}}}
	want := []paper.Run{{Text: "旧", Struck: true}, {Text: "新\n"}, {Text: "再", Red: true}}
	if got := runsOf(b); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}

func TestMoreThanACellHolds(t *testing.T) {
	for _, text := range []string{strings.Repeat("长", 40000), strings.Repeat("𠮷", 20000), strings.Repeat("a", longest+1)} {
		for _, runs := range [][]paper.Run{{{Text: text}}, {{Text: "旧", Struck: true}, {Text: text}, {Text: "新", Red: true}}} {
			p := one("")
			p[0].Boxes[0].Runs = runs
			got, err := write(t, paper.Job{Name: "a", Pages: p}).GetCellValue("a", "A1")
			if err != nil || units(got) > longest || units(got) < longest-1 || !strings.HasSuffix(got, goesOn) {
				t.Errorf("%d units, %v", units(got), err)
			}
		}
	}
	for left := range 6 { // no room even for the mark
		p := one("")
		p[0].Boxes[0].Runs = []paper.Run{{Text: strings.Repeat("长", longest-left)}, {Text: "旧旧旧旧旧旧旧", Struck: true}}
		if got, err := write(t, paper.Job{Name: "a", Pages: p}).GetCellValue("a", "A1"); err != nil || units(got) < longest-left || units(got) > longest {
			t.Errorf("%d left: %d units, %v", left, units(got), err)
		}
	}
	whole := strings.Repeat("长", longest)
	if got, err := write(t, paper.Job{Name: "a", Pages: one(whole)}).GetCellValue("a", "A1"); err != nil || got != whole {
		t.Errorf("what just fits became %d units, %v", units(got), err)
	}
}

// Wherever 宋体 would need another line than there is room for, the type is
// smaller; where it fits, it is what the form says.
func TestFit(t *testing.T) {
	for _, c := range []struct {
		text   string
		w      float64 // of the box, mm
		lines  int     // as laid out; the box is as high as they need
		points float64
		indent bool
	}{
		{"厨房水管漏水", 46, 1, 9, true},
		{"厨房水管漏水", 21.5, 1, 9, false},              // 19 mm of text fit, but not with an indent
		{"11-23 12:00", 21, 1, 9, true},            // 17.5 mm
		{"ill ill ill", 13, 1, 6.5, true},          // thin letters are twice as wide in 宋体
		{"第一行\n第二行", 46, 2, 9, true},               // typed breaks stay
		{strings.Repeat("长", 60), 46, 5, 9, true},  // lines of thirteen
		{strings.Repeat("长.", 30), 46, 3, 8, true}, // dots are wider in 宋体
		{strings.Repeat("长", 13), 44, 1, 9, false}, // 41.3 mm
		{"收房日期与押金\n第二行", 25, 2, 8.5, true},         // lines too wide by half a point beside an indent
	} {
		runs := []paper.Run{{Text: c.text}}
		em := 9 * paper.MM
		b := paper.Box{W: c.w, Points: 9, Runs: runs, Lines: paper.Wrap(runs, (c.w-2*paper.PadX)/em, false)}
		b.H = float64(len(b.Lines))*em*paper.Leading + 2*paper.PadY
		if len(b.Lines) != c.lines {
			t.Errorf("%q: laid out in %d lines, want %d", c.text, len(b.Lines), c.lines)
		}
		if points, indent := fit(b, runs); points != c.points || indent != c.indent {
			t.Errorf("%q: %v points, indent %v; want %v, %v", c.text, points, indent, c.points, c.indent)
		}
	}
}

func TestNoPages(t *testing.T) {
	if got := write(t, paper.Job{}).GetSheetList(); len(got) != 1 {
		t.Errorf("%q", got)
	}
	write(t, paper.Job{Pages: []paper.Page{{Size: paper.Portrait}, {Size: paper.Portrait}}})
}

func FuzzTextStaysWhatWasTyped(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, _ := cut(clean(s), longest)
		if units(want) == longest {
			return
		}
		if got, err := write(t, paper.Job{Name: "a", Pages: one(s)}).GetCellValue("a", "A1"); err != nil || got != want {
			t.Errorf("%q became %q (%v)", s, got, err)
		}
	})
}
