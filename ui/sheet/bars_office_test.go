//go:build office

package sheet

import (
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A scanner held to the screen reads the number, by day and by night. Needs
// zbar-tools.
func TestBarcodesOnScreenAreRead(t *testing.T) {
	var want []string
	for _, b := range coded(codes()) {
		want = append(want, b.Bars.Text)
	}
	slices.Sort(want)
	for _, unit := range []float32{4.48, 6, 9} {
		for _, night := range []bool{false, true} {
			path := filepath.Join(t.TempDir(), "page.png")
			f, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, shown(t, codes(), unit, 1, night)); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			said, err := exec.Command("zbarimg", "--quiet", "--nodbus", "--raw", "-Sdisable", "-Scode128.enable", path).Output()
			got := strings.Fields(string(said))
			slices.Sort(got)
			if name := fmt.Sprintf("at %v, night %v", unit, night); !slices.Equal(got, want) {
				t.Errorf("%s: a scanner reads %q, want %q (%v)", name, got, want, err)
			}
		}
	}
}
