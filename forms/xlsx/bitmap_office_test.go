//go:build office

package xlsx

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"frontdesk/forms/bitmap"
	"frontdesk/forms/formtest"
	"frontdesk/forms/paper"
	"frontdesk/forms/pdf"
)

// What is handed to printers as a picture is the PDF, as poppler draws it: no
// spot of three millimetres is much lighter or darker.
func TestPicturesAreThePDF(t *testing.T) {
	const dpi = 100
	dir := t.TempDir()
	for _, s := range samples() {
		path := filepath.Join(dir, s.name+".pdf")
		if err := pdf.Save(context.Background(), path, paper.Job{Title: s.name, Pages: s.pages}, nil); err != nil {
			t.Fatal(err)
		}
		for i, p := range s.pages {
			if i > 1 {
				break
			}
			name := filepath.Join(dir, fmt.Sprintf("%s-%d", s.name, i))
			if said, err := exec.Command("pdftoppm", "-r", fmt.Sprint(dpi), "-f", fmt.Sprint(i+1), "-l", fmt.Sprint(i+1), "-singlefile", "-gray", "-png", path, name).CombinedOutput(); err != nil {
				t.Fatalf("%v %s", err, said)
			}
			f, err := os.Open(name + ".png")
			if err != nil {
				t.Fatal(err)
			}
			want, err := png.Decode(f)
			_ = f.Close()
			if err != nil {
				t.Fatal(err)
			}
			const spot = 12
			worst, at := formtest.Apart(bitmap.Draw(p, dpi, 1), want, spot)
			if worst > 0.2 {
				t.Errorf("%s, page %d: at %.0f, %.0f mm the picture is %.2f lighter or darker than the PDF", s.name, i+1, float64(at.X)*25.4/dpi, float64(at.Y)*25.4/dpi, worst)
			}
		}
	}
}
