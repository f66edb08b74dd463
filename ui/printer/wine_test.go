//go:build wine && !windows

package printer

import (
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"frontdesk/forms/bitmap"
	"frontdesk/forms/formtest"
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
		const spot = 12
		worst, at := formtest.Apart(got, bitmap.Draw(p, dpi, 1), spot)
		t.Logf("page %d: at most %.2f lighter or darker, at %v", i+1, worst, at)
		if worst > 0.3 {
			t.Errorf("page %d differs by %.2f at %v", i+1, worst, at)
		}
	}
	if out, err := exec.Command("pdftoppm", "-f", "3", "-l", "3", "-r", "20", printed, filepath.Join(t.TempDir(), "no")).CombinedOutput(); err == nil && len(out) == 0 {
		t.Error("more than two pages are printed")
	}
}
