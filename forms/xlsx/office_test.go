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
		if err := Save(context.Background(), path, Job{Name: s.name, Pages: s.pages}, nil); err != nil {
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
					holdPrint(t, i+1, p, printed[i])
				}
			})
		}
	}
}

// word is a word on a printed page, millimetres.
type word struct {
	x0, y0, x1, y1 float64
	text           string
}

// air is how far the frame of a word may reach over its box: fonts say they are
// higher than what is seen of them. Millimetres.
const air = 0.8

func holdPrint(t *testing.T, page int, p paper.Page, printed []word) {
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
