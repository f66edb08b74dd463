package monkey

import (
	"fmt"
	"io"
	"regexp"
	"runtime/debug"
	"strings"
)

var (
	ownFrame = regexp.MustCompile(`\t\S*?/((?:ui|store|forms|assets)/\S+\.go:\d+)`)
	anyFrame = regexp.MustCompile(`\t\S*?/(\S+/\S+\.go:\d+)`)
)

// crash makes a finding of how a child died.
func crash(said string, err error) Finding {
	f := Finding{What: "a crash", Mark: err.Error(), Tale: said}
	at := strings.Index(said, "panic:")
	if at < 0 {
		at = strings.Index(said, "fatal error:")
	}
	if at < 0 {
		return f
	}
	f.Tale = said[at:min(len(said), at+6000)]
	first, _, _ := strings.Cut(f.Tale, "\n")
	for _, m := range ownFrame.FindAllStringSubmatch(f.Tale, -1) {
		if !strings.HasPrefix(m[1], "ui/monkey/") {
			f.Mark = first + " at " + m[1]
			return f
		}
	}
	if m := anyFrame.FindStringSubmatch(f.Tale); m != nil {
		f.Mark = first + " at " + m[1]
	}
	return f
}

// tracer says beside each complaint of the toolkit which of our lines led to it.
type tracer struct{ w io.Writer }

const by = "  By: "

func (t tracer) Write(b []byte) (int, error) {
	n, err := t.w.Write(b)
	if complaint.Match(b) {
		for _, m := range ownFrame.FindAllStringSubmatch(string(debug.Stack()), -1) {
			if !strings.HasPrefix(m[1], "ui/monkey/") {
				_, _ = fmt.Fprintln(t.w, by+m[1])
			}
		}
	}
	return n, err
}

var complaint = regexp.MustCompile(`(?m)(?:Fyne error: *|\*\*\* )(.*)$`)

// complaints are what the toolkit says we did wrong, each with the line that led
// to it.
func complaints(said string) []string {
	var out []string
	seen := map[string]bool{}
	lines := strings.Split(said, "\n")
	for i, l := range lines {
		m := complaint.FindStringSubmatch(l)
		if m == nil || i+1 >= len(lines) {
			continue
		}
		at, ours := strings.CutPrefix(lines[i+1], by)
		if !ours { // such as that it cannot read the settings that it is just writing
			continue
		}
		m[1] += " by " + at
		if !seen[m[1]] {
			seen[m[1]] = true
			out = append(out, m[1])
		}
	}
	return out
}
