package xlsx

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	"frontdesk/forms/paper"

	"github.com/xuri/excelize/v2"
)

// numbers are what permits are called; the last has an odd digit.
var numbers = []string{"20260012", "2026000012", "2026013"}

// permits are sheets with a barcode in cells of many kinds: alone, over two
// rows, over several columns of the grid, shaded, wide, without rules.
func permits() []paper.Page {
	var sheets []paper.Sheet
	for _, no := range numbers {
		s := paper.NewSheet(paper.Portrait)
		bars := func(part string) paper.Cell { return paper.Code(no + part) }
		shaded := bars("3")
		shaded.Shade = true
		s.Head = []paper.Row{{Cells: []paper.Cell{paper.Word("大件物品搬出申请表").Plain().Big(18), bars("0").Plain().Wide(60).Right()}}}
		s.Body = []paper.Row{
			{Cells: []paper.Cell{paper.Label("申请人").Wide(24), paper.Word("欧阳敏"), bars("1").Wide(44).Down(2)}},
			{Cells: []paper.Cell{paper.Label("房号").Wide(24), paper.Word("3-2-1204")}},
			{Cells: []paper.Cell{paper.Label("核对"), bars("2")}},
			{Min: 40, Cells: []paper.Cell{shaded, paper.Label("签名").Wide(40)}},
		}
		s.Tail = []paper.Row{{Cells: []paper.Cell{paper.Paging()}}}
		sheets = append(sheets, s)
	}
	return paper.Compose(sheets...)
}

// drawing is a picture over the cells, as it stands in the file.
type drawing struct {
	Col   int `xml:"from>col"`
	Right int `xml:"from>colOff"`
	Row   int `xml:"from>row"`
	Down  int `xml:"from>rowOff"`
	Size  struct {
		W int `xml:"cx,attr"`
		H int `xml:"cy,attr"`
	} `xml:"ext"`
	Named struct {
		Alt string `xml:"descr,attr"`
	} `xml:"pic>nvPicPr>cNvPr"`
}

func drawingsOf(t *testing.T, f *excelize.File, n int) []drawing {
	t.Helper()
	data, ok := f.Pkg.Load(fmt.Sprintf("xl/drawings/drawing%d.xml", n))
	if !ok {
		t.Fatalf("drawing %d is not there", n)
	}
	var all struct {
		Moving []drawing  `xml:"oneCellAnchor"`
		Others []struct{} `xml:"twoCellAnchor"`
	}
	if err := xml.Unmarshal(data.([]byte), &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Others) > 0 {
		t.Errorf("%d pictures grow with their cells", len(all.Others))
	}
	return all.Moving
}

// emu is how many of a drawing's units a pixel of 1/96 inch has.
const emu = 9525

// at is where a picture begins, in pixels from the first cell.
func (d drawing) at(t *testing.T, f *excelize.File, sheet string) (x, y float64) {
	t.Helper()
	width := func(c int) float64 {
		name, _ := excelize.ColumnNumberToName(c)
		w, err := f.GetColWidth(sheet, name)
		if err != nil {
			t.Fatal(err)
		}
		return w * digit
	}
	height := func(r int) float64 {
		h, err := f.GetRowHeight(sheet, r)
		if err != nil {
			t.Fatal(err)
		}
		return h / pointsPerPixel
	}
	x, y = float64(d.Right)/emu, float64(d.Down)/emu
	if x >= width(d.Col+1) || y >= height(d.Row+1) {
		t.Errorf("%s begins outside its first cell", d.Named.Alt)
	}
	for c := range d.Col {
		x += width(c + 1)
	}
	for r := range d.Row {
		y += height(r + 1)
	}
	return x, y
}

// Every barcode of the pages is a picture in its place, of its size, and says
// its number; its cell says nothing.
func TestBarcodesAreInTheirBoxes(t *testing.T) {
	pages := permits()
	f := write(t, paper.Job{Name: "a", Pages: pages})
	columns := columnEdges(pages)
	top, _ := reach(pages)
	drawn := drawingsOf(t, f, 1)
	before, above := 0, 0.0
	for _, p := range pages {
		rows := rowEdges(p, top)
		for _, b := range p.Boxes {
			if b.Bars == nil {
				continue
			}
			i := slices.IndexFunc(drawn, func(d drawing) bool { return d.Named.Alt == b.Bars.Text })
			if i < 0 {
				t.Fatalf("%s is not drawn", b.Bars.Text)
			}
			x, y := drawn[i].at(t, f, "a")
			holdPicture(t, b, x/perMM+columns[0], (y-above)/perMM+top, drawn[i])
			cell := place(columns, rows, before, b)
			if s, err := f.GetCellValue("a", cell); s != "" || err != nil {
				t.Errorf("%s: %q stands under the bars, %v", cell, s, err)
			}
			drawn = slices.Delete(drawn, i, i+1)
		}
		before += len(rows) - 1
		above += pixel(rows, rows[len(rows)-1])
	}
	if len(drawn) > 0 {
		t.Errorf("drawn besides: %+v", drawn)
	}
}

// holdPicture holds a picture's frame on paper, which is that of the bars with
// their quiet zone, against the box.
func holdPicture(t *testing.T, b paper.Box, x, y float64, d drawing) {
	t.Helper()
	wantX, wantY, wantW, wantH := b.BarsAt()
	quiet := paper.Quiet * b.Bars.Module
	w, h := float64(d.Size.W)/emu/perMM, float64(d.Size.H)/emu/perMM
	for _, side := range []struct {
		what      string
		got, want float64
	}{{"left", x, wantX - quiet}, {"top", y, wantY}, {"height", h, wantH}} {
		if math.Abs(side.got-side.want) > 0.3 {
			t.Errorf("%s: %s at %.2f mm, want %.2f", b.Bars.Text, side.what, side.got, side.want)
		}
	}
	if math.Abs(w-wantW-2*quiet) > 1e-6 {
		t.Errorf("%s: %v mm wide, want %v", b.Bars.Text, w, wantW+2*quiet)
	}
	if x < b.X+0.5 || x+w > b.X+b.W-0.5 || y < b.Y+0.5 || y+h > b.Y+b.H-0.5 {
		t.Errorf("%s: the picture comes near a rule", b.Bars.Text)
	}
}

// A picture has the modules of its barcode, each so many whole pixels, between
// quiet zones.
func TestThePictureOfABarcode(t *testing.T) {
	f := write(t, paper.Job{Name: "a", Pages: permits()})
	cells, err := f.GetPictureCells("a")
	if err != nil || len(cells) != 4*len(numbers) {
		t.Fatalf("pictures at %v, %v", cells, err)
	}
	bars := map[string]*paper.Bars{}
	for _, p := range permits() {
		for _, b := range p.Boxes {
			if b.Bars != nil {
				bars[b.Bars.Text] = b.Bars
			}
		}
	}
	for _, cell := range cells {
		pictures, err := f.GetPictures("a", cell)
		if err != nil || len(pictures) != 1 {
			t.Fatalf("%s: %d pictures, %v", cell, len(pictures), err)
		}
		m, err := png.Decode(bytes.NewReader(pictures[0].File))
		if err != nil {
			t.Fatal(err)
		}
		b := bars[pictures[0].Format.AltText]
		module := int(math.Round(b.Module*perMM)) * fine
		want := strings.Repeat("0", paper.Quiet*module)
		for _, dark := range b.Dark {
			want += strings.Repeat(map[bool]string{true: "1", false: "0"}[dark], module)
		}
		want += strings.Repeat("0", paper.Quiet*module)
		for y := range m.Bounds().Dy() {
			got := make([]byte, m.Bounds().Dx())
			for x := range got {
				r, g, b, _ := m.At(x, y).RGBA()
				got[x] = '0' + byte((3*0xFFFF-r-g-b)/(3*0xFFFF))
			}
			if string(got) != want {
				t.Fatalf("%s, line %d:\n got %s\nwant %s", pictures[0].Format.AltText, y, got, want)
			}
		}
	}
}

// A job without barcodes knows nothing of pictures.
func TestNoBarcodesNoDrawing(t *testing.T) {
	f := write(t, paper.Job{Name: "a", Pages: dutyPages(1, hostile)})
	f.Pkg.Range(func(name, _ any) bool {
		for _, part := range []string{"drawing", "media", "worksheets/_rels"} {
			if strings.Contains(name.(string), part) {
				t.Errorf("%s is written", name)
			}
		}
		return true
	})
	if sheet, _ := f.Pkg.Load("xl/worksheets/sheet1.xml"); bytes.Contains(sheet.([]byte), []byte("<drawing")) {
		t.Error("the worksheet names a drawing")
	}
}

func TestASecondWorksheetHasItsOwnBarcodes(t *testing.T) {
	pages := permits()
	last := pages[2]
	for len(pages) < mostPages {
		pages = append(pages, one("x")...)
	}
	f := write(t, paper.Job{Name: "a", Pages: append(pages, last)})
	for n, want := range []int{4 * 3, 4} {
		if got := drawingsOf(t, f, n+1); len(got) != want {
			t.Errorf("worksheet %d has %d pictures, want %d", n+1, len(got), want)
		}
		name := f.GetSheetList()[n]
		if cells, err := f.GetPictureCells(name); err != nil || len(cells) != want {
			t.Errorf("%s has pictures at %v, %v", name, cells, err)
		}
	}
}

func TestBarcodesCanBeCancelled(t *testing.T) {
	for stop := range numbers {
		ctx, cancel := context.WithCancel(context.Background())
		var seen []int
		err := Write(ctx, &bytes.Buffer{}, paper.Job{Name: "a", Pages: permits()}, func(done, _ int) {
			if seen = append(seen, done); done == stop+1 {
				cancel()
			}
		})
		cancel()
		if !errors.Is(err, context.Canceled) || len(seen) != stop+1 {
			t.Errorf("cancelled after page %d: pages %v, %v", stop+1, seen, err)
		}
	}
}
