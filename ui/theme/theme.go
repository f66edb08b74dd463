// Package theme is how the window looks: paper white, ink black, ruled lines,
// one accent. Red is kept for late and urgent.
package theme

import (
	"image/color"

	"frontdesk/assets"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Theme is the look of the window. It follows the system's light or dark
// unless it was told to keep one.
type Theme struct {
	base    fyne.Theme
	regular fyne.Resource
	bold    fyne.Resource
	kept    bool
	variant fyne.ThemeVariant
	large   float32 // how much larger than usual everything is; 0 is as usual
}

// New gives the window's look.
func New() *Theme {
	return &Theme{
		base:    base.DefaultTheme(),
		regular: fyne.NewStaticResource("NotoSansSC-Regular.ttf", assets.Regular()),
		bold:    fyne.NewStaticResource("NotoSansSC-Bold.ttf", assets.Bold()),
	}
}

// Always gives the same look that keeps light or dark whatever the system has.
func (t *Theme) Always(v fyne.ThemeVariant) *Theme {
	kept := *t
	kept.kept, kept.variant = true, v
	return &kept
}

// Larger gives the same look with everything so much larger, 1 being as usual.
func (t *Theme) Larger(by float32) *Theme {
	out := *t
	out.large = by
	return &out
}

// Font gives the program's own font: one for Chinese and Latin looks even.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol:
		return t.base.Font(s)
	case s.Bold:
		return t.bold
	}
	return t.regular
}

// Icon gives Fyne's icons.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return t.base.Icon(n) }

// Color gives the colours of window and sheet; what they do not name is
// Fyne's.
func (t *Theme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if t.kept {
		v = t.variant
	}
	if c, ok := colors[n]; ok {
		if v == base.VariantDark {
			return c.night
		}
		return c.day
	}
	if v != base.VariantDark {
		v = base.VariantLight // a system that says neither gets paper white
	}
	return t.base.Color(n, v)
}

// Size makes everything big enough to read at arm's length.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	s, ok := sizes[n]
	if !ok {
		s = t.base.Size(n)
	}
	if t.large > 0 && n != base.SizeNameSeparatorThickness && n != base.SizeNameInputBorder {
		s *= t.large
	}
	return s
}

// UsualText is the size of text where nobody asked for a larger one.
const UsualText = 15

var sizes = map[fyne.ThemeSizeName]float32{
	base.SizeNameText:            UsualText,
	base.SizeNameCaptionText:     13,
	base.SizeNameSubHeadingText:  18,
	base.SizeNameHeadingText:     22,
	base.SizeNameInnerPadding:    7,
	base.SizeNameInputRadius:     3,
	base.SizeNameSelectionRadius: 3,
}
