//go:build !windows

package ui

import (
	"net/url"

	"fyne.io/fyne/v2"
)

// opener gives files to the system's programs for them, and shows folders.
func opener(a fyne.App) func(path string) error {
	return func(path string) error { return a.OpenURL(&url.URL{Scheme: "file", Path: path}) }
}
