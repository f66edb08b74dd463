//go:build office

package xlsx

import (
	"context"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"
	"unicode"

	"frontdesk/forms/paper"
	"frontdesk/forms/pdf"
)

// Needs LibreOffice Calc, poppler-utils and fonts-noto-cjk.

// fonts stand in for 宋体 and 黑体: the likeness of what Windows prints, and the
// font of the layout, whose lines are as high as the layout makes them.
var fonts = []struct{ name, songti string }{{"serif", "Noto Serif CJK SC"}, {"sans", "Noto Sans CJK SC"}}

// What LibreOffice prints is the pages as laid out: as many, and every text
// whole and inside its box.
func TestPrinted(t *testing.T) {
	dir := t.TempDir()
	var books []string
	for _, s := range samples() {
		path := filepath.Join(dir, s.name+".xlsx")
		if err := Save(context.Background(), path, paper.Job{Name: s.name, Pages: s.pages}, nil); err != nil {
			t.Fatal(err)
		}
		books = append(books, path)
	}
	for _, font := range fonts {
		out := filepath.Join(dir, font.name)
		toPDF(t, dir, out, font.songti, books)
		for _, s := range samples() {
			t.Run(font.name+"/"+s.name, func(t *testing.T) {
				printed := read(t, filepath.Join(out, s.name+".pdf"))
				if len(printed) != len(s.pages) {
					t.Fatalf("%d pages are printed, want %d", len(printed), len(s.pages))
				}
				for i, p := range s.pages {
					holdPrint(t, i+1, p, printed[i], func(rune) bool { return false })
				}
			})
		}
	}
}

// agree is how far a text may stand apart on the PDF that the program draws and
// on what LibreOffice prints of the workbook, millimetres.
const agree = 1.0

// The PDF is the same paper as the workbook's: every text whole, in its box, and
// within a millimetre of where the workbook's stands.
func TestPDFAndWorkbookAgree(t *testing.T) {
	dir := t.TempDir()
	var books []string
	for _, s := range samples() {
		path := filepath.Join(dir, s.name+".xlsx")
		if err := Save(context.Background(), path, paper.Job{Name: s.name, Pages: s.pages}, nil); err != nil {
			t.Fatal(err)
		}
		if err := pdf.Save(context.Background(), filepath.Join(dir, s.name+".pdf"), paper.Job{Title: s.name, Pages: s.pages}, nil); err != nil {
			t.Fatal(err)
		}
		books = append(books, path)
	}
	out := filepath.Join(dir, "sans")
	toPDF(t, dir, out, "Noto Sans CJK SC", books)
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			ours, office := read(t, filepath.Join(dir, s.name+".pdf")), read(t, filepath.Join(out, s.name+".pdf"))
			if len(ours) != len(s.pages) || len(office) != len(s.pages) {
				t.Fatalf("%d and %d pages, want %d", len(ours), len(office), len(s.pages))
			}
			for i, p := range s.pages {
				holdPrint(t, i+1, p, ours[i], strokes)
				for _, b := range p.Boxes {
					holdPlace(t, i+1, b, ours[i], office[i])
				}
			}
		})
	}
}

// strokes are what the PDF draws, not writes: boxes, and characters that the font
// lacks.
func strokes(r rune) bool { return r == '☐' || r == '☑' || !paper.Drawn(r) && !unicode.IsSpace(r) }

// holdPlace holds where the text of a box stands on two papers: its edge or its
// middle, by the way it stands in the box, and its height.
func holdPlace(t *testing.T, page int, b paper.Box, ours, office []word) {
	t.Helper()
	if b.Chart != nil || b.Bars != nil || b.Text() == "" || strings.ContainsFunc(b.Text(), strokes) {
		return // drawn, not written
	}
	x1, y1, ok1 := placeOf(b, ours)
	x2, y2, ok2 := placeOf(b, office)
	if !ok1 || !ok2 {
		return // holdPrint says so
	}
	if len(b.Lines) == 1 && math.Abs(x1-x2) > agree || math.Abs(y1-y2) > agree {
		t.Errorf("page %d: %q stands at %.2f, %.2f mm in the PDF, at %.2f, %.2f in the workbook", page, b.Text(), x1, y1, x2, y2)
	}
}

func placeOf(b paper.Box, words []word) (x, y float64, ok bool) {
	left, right, top, foot := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, w := range words {
		if cx, cy := (w.x0+w.x1)/2, (w.y0+w.y1)/2; cx > b.X && cx < b.X+b.W && cy > b.Y && cy < b.Y+b.H {
			left, right = math.Min(left, w.x0), math.Max(right, w.x1)
			top, foot = math.Min(top, cy), math.Max(foot, cy)
			ok = true
		}
	}
	switch b.Align {
	case paper.Left:
		x = left
	case paper.Mid:
		x = (left + right) / 2
	default:
		x = right
	}
	return x, (top + foot) / 2, ok
}

// word is a word on a printed page, millimetres.
type word struct {
	x0, y0, x1, y1 float64
	text           string
}

// air is how far the frame of a word may reach over its box: fonts say they are
// higher than what is seen of them. Millimetres.
const air = 0.8

func holdPrint(t *testing.T, page int, p paper.Page, printed []word, drawn func(rune) bool) {
	t.Helper()
	used := 0
	for _, b := range p.Boxes {
		var in []word
		for _, w := range printed {
			if x, y := (w.x0+w.x1)/2, (w.y0+w.y1)/2; x > b.X && x < b.X+b.W && y > b.Y && y < b.Y+b.H {
				in = append(in, w)
			}
		}
		used += len(in)
		want := ""
		for _, r := range runsOf(b) {
			want += r.Text
		}
		if b.Chart != nil { // the program draws it, and its words, by its own measure
			if got := inOrder(in); !strings.Contains(got, solid(b.Chart.Title)) {
				t.Errorf("page %d: the chart shows %q, not %s", page, got, b.Chart.Title)
			}
			continue
		}
		want = strings.Map(func(r rune) rune {
			if drawn(r) {
				return -1
			}
			return r
		}, want)
		if got := inOrder(in); got != solid(want) {
			t.Errorf("page %d, box at %.0f,%.0f mm: printed %q, want %q", page, b.X, b.Y, got, solid(want))
		}
		for _, w := range in {
			if w.x0 < b.X-air || w.x1 > b.X+b.W+air || w.y0 < b.Y-air || w.y1 > b.Y+b.H+air {
				t.Errorf("page %d: %q at %.1f–%.1f, %.1f–%.1f mm runs out of its box %.1f–%.1f, %.1f–%.1f",
					page, w.text, w.x0, w.x1, w.y0, w.y1, b.X, b.X+b.W, b.Y, b.Y+b.H)
			}
		}
	}
	if used != len(printed) {
		t.Errorf("page %d: %d words are printed, %d of them in boxes", page, len(printed), used)
	}
}

// inOrder reads words line by line.
func inOrder(words []word) string {
	line := func(w word) float64 { return math.Round((w.y0 + w.y1) / 2) }
	sort.SliceStable(words, func(i, j int) bool {
		a, b := words[i], words[j]
		if d := line(a) - line(b); math.Abs(d) > 1 {
			return d < 0
		}
		return a.x0 < b.x0
	})
	s := ""
	for _, w := range words {
		s += w.text
	}
	return solid(s)
}

// solid is a text without its spaces.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// toPDF has LibreOffice print workbooks with a font for 宋体.
func toPDF(t *testing.T, dir, out, songti string, books []string) {
	t.Helper()
	alias := func(family, with string) string {
		return `<match target="pattern"><test name="family"><string>` + family + `</string></test>` +
			`<edit name="family" mode="assign" binding="strong"><string>` + with + `</string></edit></match>`
	}
	conf := out + ".conf"
	err := os.WriteFile(conf, []byte(`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>`+
		`<include ignore_missing="yes">/etc/fonts/fonts.conf</include>`+
		alias("宋体", songti)+alias("黑体", "Noto Sans CJK SC")+`</fontconfig>`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", out}, books...)
	cmd := exec.CommandContext(ctx, "soffice", args...)
	cmd.Env = append(os.Environ(), "FONTCONFIG_FILE="+conf)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, said)
	}
}

// read gives the words of each page of a PDF.
func read(t *testing.T, pdf string) [][]word {
	t.Helper()
	said, err := exec.Command("pdftotext", "-bbox", pdf, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("pdftotext: %v\n%s", err, said)
	}
	var doc struct {
		Pages []struct {
			Words []struct {
				X0   float64 `xml:"xMin,attr"`
				Y0   float64 `xml:"yMin,attr"`
				X1   float64 `xml:"xMax,attr"`
				Y1   float64 `xml:"yMax,attr"`
				Text string  `xml:",chardata"`
			} `xml:"word"`
		} `xml:"body>doc>page"`
	}
	d := xml.NewDecoder(strings.NewReader(string(said)))
	d.Strict, d.Entity = false, xml.HTMLEntity
	if err := d.Decode(&doc); err != nil {
		t.Fatal(fmt.Errorf("%s: %w", pdf, err))
	}
	var out [][]word
	for _, p := range doc.Pages {
		words := []word{}
		for _, w := range p.Words {
			words = append(words, word{w.X0 * paper.MM, w.Y0 * paper.MM, w.X1 * paper.MM, w.Y1 * paper.MM, w.Text})
		}
		out = append(out, words)
	}
	return out
}
