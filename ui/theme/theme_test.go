package theme

import (
	"image/color"
	"math"
	"testing"

	"frontdesk/assets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
)

// light is the relative luminance of a colour laid over a ground (WCAG 2.1).
func light(c, ground color.Color) float64 {
	r, g, b, a := c.RGBA()
	gr, gg, gb, _ := ground.RGBA()
	part := func(v, under uint32) float64 {
		x := (float64(v) + float64(under)*(1-float64(a)/0xFFFF)) / 0xFFFF
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r, gr) + 0.7152*part(g, gg) + 0.0722*part(b, gb)
}

func contrast(c, ground color.Color) float64 {
	x, y := light(c, ground), light(ground, ground)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestEverythingCanBeRead holds what is written against every ground it may be
// written on: 4.5 is what people with poor sight need, 3 is for lines.
func TestEverythingCanBeRead(t *testing.T) {
	test.NewTempApp(t) // Fyne's own theme asks it for the accent
	written := []fyne.ThemeColorName{ColorNameInk, ColorNamePen, base.ColorNameError}
	grounds := []fyne.ThemeColorName{ColorNamePaper, ColorNameWanted, ColorNameHere}
	for name, v := range map[string]fyne.ThemeVariant{"day": base.VariantLight, "night": base.VariantDark} {
		th := New().Always(v)
		c := func(n fyne.ThemeColorName) color.Color { return th.Color(n, 99) }
		check := func(n, ground fyne.ThemeColorName, least float64) {
			if got := contrast(c(n), c(ground)); got < least {
				t.Errorf("%s: %s on %s has a contrast of %.1f, want %.1f", name, n, ground, got, least)
			}
		}
		for _, g := range grounds {
			for _, n := range written {
				check(n, g, 4.5)
			}
			check(ColorNameFaint, g, 4.2)
			check(base.ColorNamePrimary, g, 3)
		}
		check(ColorNameInk, ColorNameLabel, 4.5)
		check(ColorNameRule, ColorNamePaper, 3)
		check(base.ColorNameForeground, base.ColorNameBackground, 4.5)
		check(base.ColorNamePlaceHolder, base.ColorNameInputBackground, 4.2)
		check(base.ColorNameForegroundOnPrimary, base.ColorNamePrimary, 4.5)
		check(base.ColorNameError, base.ColorNameBackground, 4.5)
		check(base.ColorNameSuccess, base.ColorNameOverlayBackground, 4.5)
		check(base.ColorNameDisabled, base.ColorNameMenuBackground, 3.5)
	}
}

func TestLightOrDark(t *testing.T) {
	test.NewTempApp(t)
	th := New()
	day, night := th.Color(ColorNamePaper, base.VariantLight), th.Color(ColorNamePaper, base.VariantDark)
	if day == night {
		t.Error("paper is alike by day and night")
	}
	if th.Color(ColorNamePaper, 2) != day {
		t.Error("a system that says neither is dark")
	}
	if th.Always(base.VariantDark).Color(ColorNamePaper, base.VariantLight) != night || th.Color(ColorNamePaper, base.VariantLight) != day {
		t.Error("a look that keeps dark follows the system, or has changed the other")
	}
	for _, n := range []fyne.ThemeColorName{base.ColorNameButton, base.ColorNameHover, base.ColorNameMenuBackground} {
		if th.Always(base.VariantDark).Color(n, base.VariantLight) != base.DefaultTheme().Color(n, base.VariantDark) {
			t.Errorf("%s is not Fyne's dark one", n)
		}
	}
}

func TestOneFontForAll(t *testing.T) {
	th := New()
	for _, s := range []fyne.TextStyle{{}, {Italic: true}, {Monospace: true}} {
		if string(th.Font(s).Content()) != string(assets.Regular()) {
			t.Errorf("%+v is another font", s)
		}
	}
	if string(th.Font(fyne.TextStyle{Bold: true}).Content()) != string(assets.Bold()) {
		t.Error("bold is not bold")
	}
	if th.Font(fyne.TextStyle{Symbol: true}) == th.Font(fyne.TextStyle{}) || th.Icon(base.IconNameCancel) == nil {
		t.Error("signs come from Fyne")
	}
	if th.Font(fyne.TextStyle{}) != th.Font(fyne.TextStyle{}) {
		t.Error("the font is made anew each time")
	}
	if th.Size(base.SizeNameText) < 15 || th.Size(base.SizeNamePadding) != base.DefaultTheme().Size(base.SizeNamePadding) {
		t.Error("sizes")
	}
}
