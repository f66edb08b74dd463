package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Colours of a sheet of paper, asked of the theme like Fyne's own names. Late
// and urgent is Fyne's ColorNameError, the caret's place its ColorNamePrimary.
const (
	ColorNameDesk   fyne.ThemeColorName = "sheet.desk"   // what the paper lies on
	ColorNamePaper  fyne.ThemeColorName = "sheet.paper"  // the paper
	ColorNameShadow fyne.ThemeColorName = "sheet.shadow" // round the paper
	ColorNameInk    fyne.ThemeColorName = "sheet.ink"    // what is printed
	ColorNamePen    fyne.ThemeColorName = "sheet.pen"    // what people have written
	ColorNameFaint  fyne.ThemeColorName = "sheet.faint"  // who and when beside a correction, hints
	ColorNameRule   fyne.ThemeColorName = "sheet.rule"   // ruled lines
	ColorNameLabel  fyne.ThemeColorName = "sheet.label"  // ground of a printed name
	ColorNameWanted fyne.ThemeColorName = "sheet.wanted" // ground of a required blank still empty
	ColorNameHere   fyne.ThemeColorName = "sheet.here"   // ground of the blank with the caret
	ColorNameMarked fyne.ThemeColorName = "sheet.marked" // over the register line that is chosen
	ColorNameHit    fyne.ThemeColorName = "sheet.hit"    // under words that were searched for
)

// Alarm is the red of late and urgent, Faint a grey for what matters less, on a
// light ground.
var (
	Alarm = color.NRGBA{0xC0, 0x1F, 0x24, 0xFF}
	Faint = color.NRGBA{0x6B, 0x6E, 0x76, 0xFF}
)

// shade is a colour by day and by night.
type shade struct{ day, night color.NRGBA }

func grey(n uint8) color.NRGBA { return color.NRGBA{n, n, n, 0xFF} }

var colors = map[fyne.ThemeColorName]shade{
	ColorNameDesk:   {color.NRGBA{0xE3, 0xE6, 0xEA, 0xFF}, color.NRGBA{0x15, 0x17, 0x1A, 0xFF}},
	ColorNamePaper:  {color.NRGBA{0xFF, 0xFE, 0xFB, 0xFF}, color.NRGBA{0x26, 0x28, 0x2C, 0xFF}},
	ColorNameShadow: {color.NRGBA{0x1C, 0x26, 0x36, 0x38}, color.NRGBA{0x00, 0x00, 0x00, 0x90}},
	ColorNameInk:    {grey(0x1C), grey(0xE4)},
	ColorNamePen:    {color.NRGBA{0x12, 0x34, 0x6E, 0xFF}, color.NRGBA{0xA9, 0xC9, 0xF5, 0xFF}},
	ColorNameFaint:  {Faint, color.NRGBA{0x9B, 0x9F, 0xA8, 0xFF}},
	ColorNameRule:   {color.NRGBA{0x55, 0x58, 0x5E, 0xFF}, color.NRGBA{0x7C, 0x80, 0x88, 0xFF}},
	ColorNameLabel:  {color.NRGBA{0xF2, 0xF1, 0xEC, 0xFF}, color.NRGBA{0x30, 0x33, 0x38, 0xFF}},
	ColorNameWanted: {color.NRGBA{0xFF, 0xF8, 0xE1, 0xFF}, color.NRGBA{0x3B, 0x36, 0x28, 0xFF}},
	ColorNameHere:   {color.NRGBA{0xEA, 0xF2, 0xFC, 0xFF}, color.NRGBA{0x26, 0x35, 0x49, 0xFF}},
	ColorNameMarked: {color.NRGBA{0x1F, 0x5F, 0xA8, 0x20}, color.NRGBA{0x6C, 0xA8, 0xE8, 0x38}},
	ColorNameHit:    {color.NRGBA{0xFF, 0xE5, 0x8A, 0xFF}, color.NRGBA{0x6B, 0x57, 0x1A, 0xFF}},

	base.ColorNamePrimary:             {color.NRGBA{0x1F, 0x5F, 0xA8, 0xFF}, color.NRGBA{0x7D, 0xB4, 0xF0, 0xFF}},
	base.ColorNameHyperlink:           {color.NRGBA{0x1F, 0x5F, 0xA8, 0xFF}, color.NRGBA{0x7D, 0xB4, 0xF0, 0xFF}},
	base.ColorNameForegroundOnPrimary: {grey(0xFF), grey(0x12)},
	base.ColorNameBackground:          {color.NRGBA{0xF5, 0xF6, 0xF8, 0xFF}, color.NRGBA{0x1D, 0x1F, 0x23, 0xFF}},
	base.ColorNameForeground:          {grey(0x1C), grey(0xE4)},
	base.ColorNameDisabled:            {color.NRGBA{0x76, 0x7A, 0x82, 0xFF}, color.NRGBA{0x8C, 0x90, 0x98, 0xFF}}, // it says why: it has to be read
	base.ColorNameFocus:               {color.NRGBA{0x1F, 0x5F, 0xA8, 0x40}, color.NRGBA{0x7D, 0xB4, 0xF0, 0x50}},
	base.ColorNameSelection:           {color.NRGBA{0x1F, 0x5F, 0xA8, 0x40}, color.NRGBA{0x7D, 0xB4, 0xF0, 0x58}},
	base.ColorNameInputBackground:     {grey(0xFF), color.NRGBA{0x2A, 0x2D, 0x33, 0xFF}},
	base.ColorNameInputBorder:         {color.NRGBA{0xBF, 0xC4, 0xCC, 0xFF}, color.NRGBA{0x52, 0x58, 0x62, 0xFF}},
	base.ColorNameSeparator:           {color.NRGBA{0xCF, 0xD3, 0xDA, 0xFF}, color.NRGBA{0x42, 0x47, 0x50, 0xFF}},
	base.ColorNamePlaceHolder:         {Faint, color.NRGBA{0x9B, 0x9F, 0xA8, 0xFF}},
	base.ColorNameError:               {Alarm, color.NRGBA{0xFF, 0x8A, 0x80, 0xFF}},
	base.ColorNameSuccess:             {color.NRGBA{0x1B, 0x6E, 0x38, 0xFF}, color.NRGBA{0x7F, 0xD1, 0x97, 0xFF}},
}
