// Package theme is how the window looks: paper white, ink black, ruled lines,
// one accent. Red is kept for late and urgent.
package theme

import (
	"image/color"

	"frontdesk/assets"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Colours of the paper, the same in every light: paper is paper.
var (
	Paper  = color.NRGBA{0xFF, 0xFE, 0xFA, 0xFF}
	Ink    = color.NRGBA{0x1B, 0x1B, 0x1D, 0xFF}
	Pen    = color.NRGBA{0x14, 0x35, 0x6B, 0xFF} // what people have written
	Rule   = color.NRGBA{0x4A, 0x4A, 0x4E, 0xFF}
	Label  = color.NRGBA{0xF1, 0xEF, 0xE8, 0xFF}
	Faint  = color.NRGBA{0x8A, 0x8A, 0x90, 0xFF}
	Alarm  = color.NRGBA{0xC6, 0x28, 0x28, 0xFF}
	Wanted = color.NRGBA{0xFF, 0xF7, 0xDC, 0xFF} // a required blank still empty
	Focus  = color.NRGBA{0xE8, 0xF1, 0xFD, 0xFF}
	Accent = color.NRGBA{0x1F, 0x5F, 0xA8, 0xFF}
	Shadow = color.NRGBA{0x00, 0x00, 0x00, 0x30}
	Marked = color.NRGBA{0x1F, 0x5F, 0xA8, 0x22} // the line that is chosen
)

// Theme is the look of the window.
type Theme struct{ fyne.Theme }

// New gives the window's look.
func New() *Theme { return &Theme{base.DefaultTheme()} }

// Font gives the program's own font: one for Chinese and Latin looks even.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	if s.Symbol {
		return t.Theme.Font(s)
	}
	if s.Bold {
		return fyne.NewStaticResource("NotoSansSC-Bold.ttf", assets.Bold())
	}
	return fyne.NewStaticResource("NotoSansSC-Regular.ttf", assets.Regular())
}

// Color gives the colours of the window; what it does not name is Fyne's.
func (t *Theme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	dark := v == base.VariantDark
	pick := func(light, night color.NRGBA) color.Color {
		if dark {
			return night
		}
		return light
	}
	switch n {
	case base.ColorNamePrimary, base.ColorNameHyperlink:
		return pick(Accent, color.NRGBA{0x6C, 0xA8, 0xE8, 0xFF})
	case base.ColorNameBackground:
		return pick(color.NRGBA{0xF4, 0xF5, 0xF7, 0xFF}, color.NRGBA{0x1E, 0x20, 0x24, 0xFF})
	case base.ColorNameForeground:
		return pick(Ink, color.NRGBA{0xE6, 0xE7, 0xEA, 0xFF})
	case base.ColorNameFocus:
		return pick(color.NRGBA{0x1F, 0x5F, 0xA8, 0x40}, color.NRGBA{0x6C, 0xA8, 0xE8, 0x50})
	case base.ColorNameSelection:
		return pick(color.NRGBA{0x1F, 0x5F, 0xA8, 0x38}, color.NRGBA{0x6C, 0xA8, 0xE8, 0x48})
	case base.ColorNameInputBackground:
		return pick(color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}, color.NRGBA{0x2A, 0x2D, 0x33, 0xFF})
	case base.ColorNameInputBorder, base.ColorNameSeparator:
		return pick(color.NRGBA{0xC9, 0xCC, 0xD2, 0xFF}, color.NRGBA{0x4A, 0x4F, 0x58, 0xFF})
	case base.ColorNamePlaceHolder:
		return pick(color.NRGBA{0x74, 0x78, 0x80, 0xFF}, color.NRGBA{0x9A, 0x9E, 0xA6, 0xFF})
	case base.ColorNameError:
		return pick(Alarm, color.NRGBA{0xFF, 0x7A, 0x70, 0xFF})
	}
	return t.Theme.Color(n, v)
}

// Size makes everything big enough to read at arm's length.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case base.SizeNameText:
		return 15
	case base.SizeNameCaptionText:
		return 13
	case base.SizeNameSubHeadingText:
		return 18
	case base.SizeNameHeadingText:
		return 22
	case base.SizeNameInnerPadding:
		return 7
	case base.SizeNameInputRadius, base.SizeNameSelectionRadius:
		return 3
	}
	return t.Theme.Size(n)
}
