//go:build !windows

package filedialog

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/godbus/dbus/v5"
)

// rule is one pattern of a filter, as the portal wants it: 0 is for a pattern.
type rule struct {
	Kind    uint32
	Pattern string
}

type filter struct {
	Name  string
	Rules []rule
}

// options are the wishes as the portal wants them.
func (a Ask) options(token string) map[string]dbus.Variant {
	out := map[string]dbus.Variant{
		"handle_token": dbus.MakeVariant(token),
		"modal":        dbus.MakeVariant(true),
	}
	if a.Folder {
		out["directory"] = dbus.MakeVariant(true)
	} else if len(a.Ends) > 0 {
		f := filter{Name: a.kind()}
		for _, e := range a.Ends {
			f.Rules = append(f.Rules, rule{0, "*" + anyCase(e)})
		}
		out["filters"] = dbus.MakeVariant([]filter{f})
	}
	if a.At == "" {
		a.At = Start()
	}
	out["current_folder"] = dbus.MakeVariant(append([]byte(a.At), 0))
	return out
}

// anyCase is a pattern for an ending in capitals or not: the portal's patterns
// tell them apart, and what comes from Windows is often NAME.XLSX.
func anyCase(end string) string {
	var b strings.Builder
	for _, r := range end {
		if up, low := unicode.ToUpper(r), unicode.ToLower(r); up != low {
			b.WriteString("[" + string(low) + string(up) + "]")
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// tooSoon is how soon no person ends a dialog.
const tooSoon = 300 * time.Millisecond

// answer reads what the portal says after the dialog has stood so long. The
// status is 0 for a choice, 1 when the person gave up, 2 when the dialog ended
// otherwise: it could not be shown, or, on GTK, the person pressed Escape or
// closed it.
func answer(body []any, stood time.Duration) (string, error) {
	var status uint32
	var results map[string]dbus.Variant
	if err := dbus.Store(body, &status, &results); err != nil {
		return "", fmt.Errorf("read the desktop portal's answer: %w", err)
	}
	if status == 1 || status == 2 && stood > tooSoon {
		return "", nil
	}
	uris, _ := results["uris"].Value().([]string)
	if status != 0 || len(uris) == 0 {
		return "", fmt.Errorf("the desktop portal's dialog ended with %d and %d files", status, len(uris))
	}
	u, err := url.Parse(uris[0])
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return "", fmt.Errorf("the desktop portal gave no file of this machine: %s", uris[0])
	}
	return filepath.FromSlash(u.Path), nil
}
