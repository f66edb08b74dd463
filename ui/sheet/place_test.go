package sheet

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
)

// seen is a text on screen, from its upper left corner.
type seen struct {
	text   string
	at     fyne.Position
	size   float32
	width  float32
	height float32
}

// texts lists what can be read in an object.
func texts(o fyne.CanvasObject, at fyne.Position) []seen {
	if !o.Visible() {
		return nil
	}
	at = at.Add(o.Position())
	switch x := o.(type) {
	case *canvas.Text:
		return []seen{{x.Text, at, x.TextSize, x.MinSize().Width, x.MinSize().Height}}
	case *fyne.Container:
		return all(x.Objects, at)
	case fyne.Widget:
		return all(test.WidgetRenderer(x).Objects(), at)
	}
	return nil
}

func all(list []fyne.CanvasObject, at fyne.Position) []seen {
	var out []seen
	for _, o := range list {
		out = append(out, texts(o, at)...)
	}
	return out
}

// invented is a sheet of random words, sizes and ways to stand.
func invented(r *rand.Rand) paper.Sheet {
	s := paper.NewSheet(paper.Size{W: 150 + r.Float64()*150, H: 297})
	words := []string{"", "厨房水管漏水，已漏到楼下 1104 客厅", "13800000000", "AVA To 11-23 14:30", "王芳", "（水）。", "☑来电  ☐来访"}
	for range 3 + r.IntN(12) {
		row := paper.Row{Min: r.Float64() * 20}
		for range 1 + r.IntN(5) {
			text := words[r.IntN(len(words))]
			c := paper.Words(paper.Run{Text: text, Struck: r.IntN(4) == 0}, paper.Run{Text: words[r.IntN(len(words))], Faint: true})
			if r.IntN(2) == 0 {
				c = paper.Long(&text)
			}
			c.Align, c.Bold, c.Bare, c.Points = paper.Align(r.IntN(3)), r.IntN(4) == 0, r.IntN(4) == 0, []float64{0, 8, 9, 18}[r.IntN(4)]
			row.Cells = append(row.Cells, c)
		}
		s.Body = append(s.Body, row)
	}
	return s
}

// TestEveryTextStandsWhereThePaperHasIt lays out invented sheets at many sizes
// and looks for each line of each box on screen: at the paper's place within a
// pixel, and within its box.
func TestEveryTextStandsWhereThePaperHasIt(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New())
	win := test.NewTempWindow(t, canvas.NewRectangle(nil))
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		s := invented(r)
		pages := paper.Compose(s)
		unit := 1.5 + r.Float32()*8
		w := NewPage(pages[0], unit)
		win.SetContent(w)
		win.Canvas().(software.WindowlessCanvas).SetScale([]float32{1, 1.25, 1.5, 2}[seed%4])
		w.Refresh()
		w.Move(fyne.Position{})
		look(t, texts(w, fyne.Position{}), pages[0].Boxes, scaleFor(w, unit), seed)
	}
}

func look(t *testing.T, shown []seen, boxes []paper.Box, s scale, seed uint64) {
	t.Helper()
	pixel := float64(1 / s.pixel)
	for _, b := range boxes {
		for i, l := range b.Lines {
			text := strings.NewReplacer("☐", "", "☑", "").Replace(l.String())
			if strings.TrimSpace(text) == "" {
				continue
			}
			size := float64(s.size(b.Points))
			y := (b.Y+b.H/2)*float64(s.unit) + (float64(i)-float64(len(b.Lines))/2)*size*paper.Leading
			got := lineAt(shown, b, y, s)
			if trim(joinTexts(got)) != trim(text) {
				t.Errorf("sheet %d at %v: %q is not at %.1f: %q stands there", seed, s, text, y, joinTexts(got))
				continue
			}
			inside(t, got, b, l, s, pixel, seed)
		}
	}
}

func trim(s string) string { return strings.ReplaceAll(s, " ", "") }

// lineAt is what is written in a box from the height y on, from left to right.
func lineAt(shown []seen, b paper.Box, y float64, s scale) []seen {
	var out []seen
	left, right := b.X*float64(s.unit)-1.5, (b.X+b.W)*float64(s.unit)+1.5
	for _, x := range shown {
		if math.Abs(float64(x.at.Y)-y) <= 1.01/float64(s.pixel)+0.51 && float64(x.at.X) >= left && float64(x.at.X) < right {
			out = append(out, x)
		}
	}
	return out
}

func joinTexts(list []seen) string {
	out := ""
	for _, x := range list {
		out += x.text
	}
	return out
}

// inside holds a line against the sides of its box.
func inside(t *testing.T, got []seen, b paper.Box, l paper.Line, s scale, pixel float64, seed uint64) {
	t.Helper()
	first, last := got[0], got[len(got)-1]
	left, right := float64(first.at.X), float64(last.at.X+last.width)
	boxed := func(r rune) bool { return r == '☐' || r == '☑' }
	if strings.IndexFunc(l.String(), boxed) >= 0 {
		return // its ends are boxes; the words between them were found
	}
	from, to := b.X*float64(s.unit), (b.X+b.W)*float64(s.unit)
	pad := paper.PadX * float64(s.unit)
	off := 0.0
	switch b.Align {
	case paper.Left:
		off = left - (from + pad)
	case paper.Right:
		off = right - (to - pad)
	default:
		off = (left + right - from - to - float64(s.hair())) / 2 // the rule at the left takes its width
	}
	if math.Abs(off) > 1.01*pixel+0.01 {
		t.Errorf("sheet %d: %q stands %.2f units off", seed, joinTexts(got), off)
	}
	if one := len([]rune(l.String())) == 1; !one && (left < from || right > to+pixel) {
		t.Errorf("sheet %d: %q runs from %.1f to %.1f in a box from %.1f to %.1f", seed, joinTexts(got), left, right, from, to)
	}
}

// TestAFormIsThePaper holds a filled form, with the caret in it and without,
// against the paper's own layout of the same record.
func TestAFormIsThePaper(t *testing.T) {
	k := newDesk(t, written())
	s := k.p.sheet()
	s.Size.H, s.Tail = endless, nil
	boxes := paper.Lay(&s)[0].Boxes
	for i := range boxes { // the one place where a form shows more: a tick's box
		if b := boxes[i].Blank; b != nil && b.Kind == paper.TickKind && b.Short {
			boxes[i].Lines = nil
		}
	}
	at := k.form.leaf.Position()
	at.X = -at.X
	for _, field := range []any{nil, &k.p.Room, &k.p.Text, &k.p.Count} {
		if field != nil {
			k.at(field)
		}
		look(t, texts(k.form.leaf, fyne.NewPos(-k.form.leaf.Position().X, 0)), boxes, k.form.s, 0)
	}
}

// TestNothingMovesWhenTheCaretComes holds the places of all words with and
// without the caret against each other.
func TestNothingMovesWhenTheCaretComes(t *testing.T) {
	k := newDesk(t, written())
	for _, field := range []any{&k.p.Room, &k.p.Text, &k.p.Count, &k.p.Remark} {
		k.win.Canvas().Unfocus()
		before := texts(k.form, fyne.Position{})
		k.at(field)
		after := texts(k.form, fyne.Position{})
		if len(before) != len(after) {
			t.Fatalf("%d texts, and were %d", len(after), len(before))
		}
		for i := range before {
			if before[i] != after[i] {
				t.Errorf("%+v went to %+v", before[i], after[i])
			}
		}
	}
}

// TestLinesAreOnWholePixels looks at every rectangle of a page.
func TestLinesAreOnWholePixels(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New())
	for _, unit := range []float32{2.31, 4.48, 6.02} {
		w := NewPage(register()[0], unit)
		n := 0
		for _, o := range test.WidgetRenderer(w).Objects() {
			r, ok := o.(*canvas.Rectangle)
			if !ok {
				continue
			}
			n++
			for _, v := range []float32{r.Position().X, r.Position().Y, r.Size().Width, r.Size().Height} {
				if v != float32(math.Round(float64(v))) {
					t.Fatalf("a rectangle at %v, %v", r.Position(), r.Size())
				}
			}
		}
		if n < 20 || n > 200 {
			t.Errorf("%d rectangles", n)
		}
	}
}
