//go:build !windows

package sticks

import "os"

// Roots lists where the sticks that are plugged in and can be written to are
// found.
func Roots() []string {
	mounts, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		return nil // no Linux: a folder can still be chosen by hand
	}
	return mountedIn(string(mounts))
}
