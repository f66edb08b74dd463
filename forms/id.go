package forms

import (
	"strings"

	"frontdesk/forms/paper"
)

// LastFour keeps the last four characters of whatever is typed or scanned.
func LastFour(s string) string {
	r := []rune(strings.ToUpper(strings.Join(strings.Fields(paper.Narrow(s)), "")))
	return string(r[max(0, len(r)-4):])
}
