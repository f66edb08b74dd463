package xlsx

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdesk/forms/paper"

	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The workbook as text, for eyes: what changed on paper shows in the diff.
func TestGolden(t *testing.T) {
	for _, s := range samples() {
		if s.name == "long" {
			continue // says nothing that the others do not
		}
		t.Run(s.name, func(t *testing.T) {
			got := dump(t, write(t, paper.Job{Name: s.name, Pages: s.pages[:1]}), s.name)
			path := filepath.Join("..", "..", "testdata", "xlsx", s.name+".txt")
			if *update {
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the workbook is not that of %s (-update writes it anew):\n%s", path, firstDifference(got, string(want)))
			}
		})
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// dump writes a worksheet cell by cell: where it is, how it looks, what it
// says.
func dump(t *testing.T, f *excelize.File, sheet string) string {
	t.Helper()
	var out strings.Builder
	merged, err := f.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	ends := map[string]string{}
	for _, m := range merged {
		ends[m.GetStartAxis()] = m.GetEndAxis()
	}
	cols, rows := extent(t, f, sheet)
	for c := 1; c <= cols; c++ {
		name, _ := excelize.ColumnNumberToName(c)
		w, _ := f.GetColWidth(sheet, name)
		fmt.Fprintf(&out, "%s %.1f mm  ", name, w*digit*25.4/96)
	}
	for r := 1; r <= rows; r++ {
		h, _ := f.GetRowHeight(sheet, r)
		fmt.Fprintf(&out, "\nrow %d, %.2f points\n", r, h)
		for c := 1; c <= cols; c++ {
			cell, _ := excelize.CoordinatesToCellName(c, r)
			id, _ := f.GetCellStyle(sheet, cell)
			if id == 0 {
				continue
			}
			said := "·" // the rest of a merged range is only ruled
			if _, starts := ends[cell]; starts || !inside(merged, c, r) {
				said = words(f, sheet, cell)
			}
			fmt.Fprintf(&out, "  %-4s %-4s %s %s\n", cell, ends[cell], describeStyle(t, f, id), said)
		}
	}
	return out.String()
}

func extent(t *testing.T, f *excelize.File, sheet string) (cols, rows int) {
	t.Helper()
	for _, n := range f.GetDefinedName() {
		if _, to, ok := strings.Cut(n.RefersTo, ":"); ok {
			c, r, err := excelize.CellNameToCoordinates(strings.ReplaceAll(to, "$", ""))
			if err != nil {
				t.Fatal(err)
			}
			return c, r
		}
	}
	t.Fatalf("%s has no print area", sheet)
	return 0, 0
}

func inside(merged []excelize.MergeCell, c, r int) bool {
	for _, m := range merged {
		c0, r0, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
		c1, r1, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
		if c >= c0 && c <= c1 && r >= r0 && r <= r1 {
			return true
		}
	}
	return false
}

func describeStyle(t *testing.T, f *excelize.File, id int) string {
	t.Helper()
	s, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	out := fmt.Sprintf("%s %g %s", s.Font.Family, s.Font.Size, s.Alignment.Horizontal)
	for _, x := range []struct {
		on   bool
		word string
	}{
		{s.Alignment.Indent > 0, "indent"},
		{s.Font.Bold, "bold"},
		{s.Font.Strike, "struck"},
		{s.Font.Color != black, "#" + s.Font.Color},
		{len(s.Fill.Color) > 0, "shaded"},
	} {
		if x.on {
			out += " " + x.word
		}
	}
	for _, b := range s.Border {
		out += fmt.Sprintf(" %s%d", b.Type[:1], b.Style)
	}
	return out
}

func words(f *excelize.File, sheet, cell string) string {
	runs, err := f.GetCellRichText(sheet, cell)
	if err != nil || len(runs) < 2 {
		value, _ := f.GetCellValue(sheet, cell)
		return fmt.Sprintf("%q", value)
	}
	var out []string
	for _, r := range runs {
		manner := ""
		if r.Font.Strike {
			manner = "struck "
		}
		if r.Font.Color != black {
			manner += "#" + r.Font.Color + " "
		}
		out = append(out, fmt.Sprintf("%s%q", manner, r.Text))
	}
	return strings.Join(out, " + ")
}
