// Package assets holds what the program carries with it: font, icon and the
// words of the window. It gives bytes and knows no toolkit.
package assets

import (
	"embed"
	_ "embed" // for the single files below
)

//go:embed font/NotoSansSC-Regular.ttf
var regular []byte

//go:embed font/NotoSansSC-Bold.ttf
var bold []byte

//go:embed icon.png
var icon []byte

//go:embed text
var texts embed.FS

// Regular is the font of screen and paper, TrueType.
func Regular() []byte { return regular }

// Bold is its bold weight, TrueType.
func Bold() []byte { return bold }

// Icon is the program's icon, PNG, 512 pixels square.
func Icon() []byte { return icon }

// Texts are the words of the window: files text/*.zh.json, each a flat object
// from the key in the code to the Chinese words.
func Texts() embed.FS { return texts }
