// Package sticks finds out which sticks and other disks that come and go are
// plugged in. It knows nothing of the window or the office.
package sticks

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// mountedIn picks of Linux's list of mounts those that people plug in: what
// desktops and people mount under the folders that are meant for it.
func mountedIn(mounts string) []string {
	var out []string
	for _, line := range strings.Split(mounts, "\n") {
		f := strings.Fields(line)
		if len(f) < 4 || !strings.HasPrefix(f[0], "/dev/") || slices.Contains(strings.Split(f[3], ","), "ro") {
			continue
		}
		at := plain(f[1])
		for _, under := range []string{"/media/", "/run/media/", "/mnt/"} {
			if strings.HasPrefix(at, under) || at == path.Clean(under) && under == "/mnt/" {
				out = append(out, at)
				break
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// plain undoes what the list of mounts does to blanks: \040 is one.
func plain(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+4 <= len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+4], 8, 8); err == nil {
				out.WriteByte(byte(n))
				i += 3
				continue
			}
		}
		out.WriteByte(s[i])
	}
	return out.String()
}
