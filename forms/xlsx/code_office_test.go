//go:build office

package xlsx

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"frontdesk/forms/paper"
	"frontdesk/forms/pdf"
)

// Needs LibreOffice Calc, poppler-utils and zbar-tools.

// What LibreOffice prints of barcodes is read by a scanner, at half of what the
// poorest printer has, and is as large as it was laid out.
func TestPrintedBarcodesAreRead(t *testing.T) {
	dir := t.TempDir()
	book := filepath.Join(dir, "permits.xlsx")
	pages := append(permits(), releasePages()...)
	if err := Save(context.Background(), book, paper.Job{Name: "permits", Pages: pages}, nil); err != nil {
		t.Fatal(err)
	}
	toPDF(t, dir, dir, fonts[0].songti, []string{book})
	printedBook, drawn := filepath.Join(dir, "permits.pdf"), filepath.Join(dir, "drawn.pdf")
	if err := pdf.Save(context.Background(), drawn, paper.Job{Pages: pages}, nil); err != nil {
		t.Fatal(err)
	}
	printed := read(t, printedBook)
	if len(printed) != len(pages) {
		t.Fatalf("%d pages are printed, want %d", len(printed), len(pages))
	}
	for i, p := range pages {
		holdPrint(t, i+1, p, printed[i], func(rune) bool { return false })
		var want []string
		for _, b := range p.Boxes {
			if b.Bars != nil {
				want = append(want, b.Bars.Text)
			}
		}
		got, ours := scan(t, printedBook, 150, i+1), scan(t, drawn, 300, i+1)
		slices.Sort(got)
		slices.Sort(ours)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("page %d: a scanner reads %q, want %q", i+1, got, want)
		}
		if !slices.Equal(ours, want) {
			t.Errorf("page %d of the PDF: a scanner reads %q, want %q", i+1, ours, want)
		}
	}
	holdSizes(t, printedBook, pages)
}

// scan reads the barcodes of a page of a PDF, as a printer of so many dots an inch
// would print it.
func scan(t *testing.T, pdf string, dpi, page int) []string {
	t.Helper()
	n, picture := fmt.Sprint(page), strings.TrimSuffix(pdf, ".pdf")+fmt.Sprint(page)
	if said, err := exec.Command("pdftoppm", "-r", fmt.Sprint(dpi), "-f", n, "-l", n, "-singlefile", "-png", pdf, picture).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v\n%s", err, said)
	}
	said, err := exec.Command("zbarimg", "--quiet", "--nodbus", "--raw", "-Sdisable", "-Scode128.enable", picture+".png").Output()
	var none *exec.ExitError
	if err != nil && (!errors.As(err, &none) || none.ExitCode() != 4) { // 4: nothing to be read
		t.Errorf("page %d: zbarimg: %v", page, err)
	}
	return strings.Fields(string(said))
}

// holdSizes holds the pictures in a PDF against the pixels to the inch that they
// were made for.
func holdSizes(t *testing.T, pdf string, pages []paper.Page) {
	t.Helper()
	said, err := exec.Command("pdfimages", "-list", pdf).Output()
	if err != nil {
		t.Fatalf("pdfimages: %v\n%s", err, said)
	}
	n := 0
	for _, p := range pages {
		for _, b := range p.Boxes {
			if b.Bars != nil {
				n++
			}
		}
	}
	lines := strings.Split(strings.TrimSpace(string(said)), "\n")[2:] // after the heading
	if len(lines) != n {
		t.Errorf("%d pictures are printed, want %d", len(lines), n)
	}
	want := fmt.Sprint(96 * fine)
	for _, l := range lines {
		if f := strings.Fields(l); len(f) < 14 || f[12] != want || f[13] != want {
			t.Errorf("not %s to the inch: %s", want, l)
		}
	}
}
