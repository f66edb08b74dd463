package formtest

import (
	"image"
	"image/color"
	"math"
)

// Apart tells how far two pictures of a page are from each other: of all spots of
// so many dots on a side, the greatest difference of their mean lightness, from 0
// to 1, and where that is. It holds one painter against another.
func Apart(a, b image.Image, spot int) (worst float64, at image.Point) {
	size := a.Bounds().Intersect(b.Bounds())
	for y := size.Min.Y; y+spot < size.Max.Y; y += max(spot/2, 1) {
		for x := size.Min.X; x+spot < size.Max.X; x += max(spot/2, 1) {
			r := image.Rect(x, y, x+spot, y+spot)
			if d := math.Abs(light(a, r) - light(b, r)); d > worst {
				worst, at = d, r.Min
			}
		}
	}
	return worst, at
}

// light is the mean lightness of a stretch, from 0 to 1.
func light(m image.Image, r image.Rectangle) float64 {
	sum := 0.0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			sum += float64(color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y) / 255
		}
	}
	return sum / float64(r.Dx()*r.Dy())
}
