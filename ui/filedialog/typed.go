package filedialog

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Typed is the path that somebody typed or pasted while a folder was shown.
// What comes from a file manager may stand in quotation marks or be a file's
// address; what does not begin at a root is meant in the folder, or at home.
func Typed(text, dir string) string {
	text = strings.TrimSpace(text)
	for _, pair := range []string{`""`, `''`, `“”`} {
		marks := []rune(pair)
		if inner, ok := strings.CutPrefix(text, string(marks[0])); ok {
			if inner, ok = strings.CutSuffix(inner, string(marks[1])); ok {
				text = inner
			}
		}
	}
	if strings.HasPrefix(text, "file://") {
		if u, err := url.Parse(text); err == nil && u.Path != "" {
			text = u.Path
			if os.PathSeparator == '\\' { // file:///C:/…
				text = strings.TrimPrefix(text, "/")
			}
		}
	}
	if rest, ok := strings.CutPrefix(text, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			text = home + rest
		}
	}
	if text == "" {
		return dir
	}
	text = filepath.FromSlash(text)
	if !filepath.IsAbs(text) {
		text = filepath.Join(dir, text)
	}
	return filepath.Clean(text)
}
