package sheet

import (
	"image"
	"testing"

	"frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
)

// codes is a sheet with a barcode in cells of many kinds: without rules, over
// two rows, shaded, with wide bars.
func codes() paper.Sheet {
	shaded := paper.Code("2026013")
	shaded.Shade = true
	s := paper.NewSheet(paper.Size{W: 150, H: 110})
	s.Head = []paper.Row{{Cells: []paper.Cell{paper.Word("大件物品搬出申请表").Plain(), paper.Code("20260011").Plain().Wide(40).Right()}}}
	s.Body = []paper.Row{
		{Cells: []paper.Cell{paper.Label("申请人").Wide(24), paper.Word("欧阳敏"), paper.Code("20260012").Wide(44).Down(2)}},
		{Cells: []paper.Cell{paper.Label("房号").Wide(24), paper.Word("3-2-1204")}},
		{Min: 30, Cells: []paper.Cell{shaded, paper.Label("核对").Wide(40)}},
		{Cells: []paper.Cell{paper.Label("编号").Wide(24), paper.Code("2026000014")}},
	}
	return s
}

// coded are the boxes of a sheet with barcodes.
func coded(s paper.Sheet) []paper.Box {
	var out []paper.Box
	for _, b := range paper.Lay(&s)[0].Boxes {
		if b.Bars != nil {
			out = append(out, b)
		}
	}
	return out
}

// shown is a sheet as the window shows it, at so many units a millimetre and
// pixels a unit.
func shown(t *testing.T, s paper.Sheet, unit, pixel float32, night bool) image.Image {
	t.Helper()
	look := theme.New().Always(base.VariantLight)
	if night {
		look = theme.New().Always(base.VariantDark)
	}
	test.NewTempApp(t).Settings().SetTheme(look)
	win := test.NewTempWindow(t, canvas.NewRectangle(nil))
	win.SetPadded(false)
	win.Canvas().(software.WindowlessCanvas).SetScale(pixel)
	w := NewPage(paper.Lay(&s)[0], unit)
	win.SetContent(w)
	win.Resize(w.MinSize())
	w.Refresh()
	w.Move(fyne.Position{})
	return win.Canvas().Capture()
}
