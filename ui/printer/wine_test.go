//go:build wine && !windows

package printer

import (
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"frontdesk/forms/bitmap"
)

// What came out of the queue, by $PRINTED, is the two pages that were handed to
// the spooler of Windows: no spot of four millimetres is much lighter or darker.
func TestWhatTheSpoolerPrinted(t *testing.T) {
	const dpi = 75
	printed := os.Getenv("PRINTED")
	pages := form().Pages[1:3]
	for i, p := range pages {
		name := filepath.Join(t.TempDir(), fmt.Sprint(i))
		if said, err := exec.Command("pdftoppm", "-r", fmt.Sprint(dpi), "-f", fmt.Sprint(i+1), "-l", fmt.Sprint(i+1), "-singlefile", "-gray", "-png", printed, name).CombinedOutput(); err != nil {
			t.Fatalf("page %d: %v %s", i+1, err, said)
		}
		f, err := os.Open(name + ".png")
		if err != nil {
			t.Fatal(err)
		}
		got, err := png.Decode(f)
		_ = f.Close()
		if err != nil {
			t.Fatal(err)
		}
		want := bitmap.Draw(p, dpi, 1)
		const spot = 12
		worst, at := 0.0, image.Point{}
		for y := 0; y+spot < min(want.Rect.Dy(), got.Bounds().Dy()); y += spot {
			for x := 0; x+spot < min(want.Rect.Dx(), got.Bounds().Dx()); x += spot {
				r := image.Rect(x, y, x+spot, y+spot)
				if d := math.Abs(light(got, r) - light(want, r)); d > worst {
					worst, at = d, r.Min
				}
			}
		}
		t.Logf("page %d: at most %.2f lighter or darker, at %v", i+1, worst, at)
		if worst > 0.3 {
			t.Errorf("page %d differs by %.2f at %v", i+1, worst, at)
		}
	}
	if out, err := exec.Command("pdftoppm", "-f", "3", "-l", "3", "-r", "20", printed, filepath.Join(t.TempDir(), "no")).CombinedOutput(); err == nil && len(out) == 0 {
		t.Error("more than two pages are printed")
	}
}

// light is the mean lightness of a stretch, from 0 to 1.
func light(m image.Image, r image.Rectangle) float64 {
	sum := 0.0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			a, b, c, _ := m.At(x, y).RGBA()
			sum += (0.299*float64(a) + 0.587*float64(b) + 0.114*float64(c)) / 0xffff
		}
	}
	return sum / float64(r.Dx()*r.Dy())
}
