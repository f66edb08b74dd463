package xlsx

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"sort"

	"frontdesk/forms/paper"

	"github.com/xuri/excelize/v2"
)

// fine is how many pixels of a barcode's picture make one of the workbook, so
// that what a printer smooths at the edge of a bar is a small part of it. Two
// make 192 to the inch: fewer than Excel (220) and LibreOffice (300) keep when
// they save or print, so neither of them takes pixels out.
const fine = 2

// code puts the barcode of a box over its cells. The library knows no pictures
// on a worksheet that is written from the top down, but takes them until the
// worksheet is finished: the element that names the drawing is written after
// the last row.
//
// The picture moves with its first cell and keeps its size whatever becomes of
// the cells ("oneCell"). An anchor at two cells would be put wrong: the library
// reckons with columns of another font, and has forgotten the rows.
func (s *sheet) code(b paper.Box, rows []float64) error {
	x, y, _, h := b.BarsAt()
	dots := int(math.Round(b.Bars.Module * perMM))
	picture, err := draw(b.Bars, dots*fine, int(math.Round(h*perMM))*fine)
	if err != nil {
		return err
	}
	col, right := within(s.columns, x-paper.Quiet*b.Bars.Module)
	row, down := within(rows, y)
	cell, err := excelize.CoordinatesToCellName(col+1, s.row+row+1)
	if err != nil {
		return err
	}
	return s.f.AddPictureFromBytes(s.name, cell, &excelize.Picture{
		Extension: ".png", File: picture,
		Format: &excelize.GraphicOptions{
			AltText: b.Bars.Text, Positioning: "oneCell", LockAspectRatio: true,
			OffsetX: right, OffsetY: down, ScaleX: 1.0 / fine, ScaleY: 1.0 / fine,
		},
	})
}

// within is the stretch of the grid that a place lies in, and how many pixels
// from its beginning: programs take no offset that is larger than the cell.
func within(edges []float64, mm float64) (i, off int) {
	at := pixel(edges, mm)
	i = sort.Search(len(edges)-1, func(i int) bool { return pixel(edges, edges[i+1]) > at })
	i = min(i, len(edges)-2)
	return i, int(at - pixel(edges, edges[i]))
}

// draw is the picture of a barcode with its quiet zone, which so goes wherever
// the picture goes.
func draw(b *paper.Bars, module, height int) ([]byte, error) {
	width := (len(b.Dark) + 2*paper.Quiet) * module
	m := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.White, color.Black})
	for i, dark := range b.Dark {
		if !dark {
			continue
		}
		for x := (paper.Quiet + i) * module; x < (paper.Quiet+i+1)*module; x++ {
			for y := range height {
				m.SetColorIndex(x, y, 1)
			}
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
