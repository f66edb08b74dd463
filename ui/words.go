package ui

import (
	"path"

	"frontdesk/assets"

	"fyne.io/fyne/v2/lang"
)

// speakChinese puts the catalogue in force whatever language the PC is set to:
// the office's forms are Chinese, and so is its window.
func speakChinese() error {
	files, err := assets.Texts().ReadDir("text")
	if err != nil {
		return err
	}
	for _, f := range files {
		words, err := assets.Texts().ReadFile(path.Join("text", f.Name()))
		if err != nil {
			return err
		}
		if err := lang.AddTranslationsForLocale(words, lang.SystemLocale()); err != nil {
			return err
		}
	}
	return nil
}
