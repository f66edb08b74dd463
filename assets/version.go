package assets

import (
	"runtime/debug"
	"strings"
)

// The program's name, and its version as FyneApp.toml has it: a test holds the
// two together.
const (
	name   = "物业前台台账"
	number = "0.2.0"
)

// What the linker is told by .ci/stamp, and nobody else sets.
var commit, date string

// Version tells which program this is: the version's number, the commit that it
// was built from, and that commit's day. The last two are empty where the build
// did not know them.
func Version() (numbered, from, day string) {
	if commit == "" {
		info, _ := debug.ReadBuildInfo()
		from, day = built(info)
		return number, from, day
	}
	return number, commit, date
}

// built reads what Go itself has written into a program that was built by hand.
func built(info *debug.BuildInfo) (from, day string) {
	if info == nil {
		return "", ""
	}
	said := map[string]string{}
	for _, s := range info.Settings {
		said[s.Key] = s.Value
	}
	from = said["vcs.revision"]
	from = from[:min(len(from), 7)]
	if from != "" && said["vcs.modified"] == "true" {
		from += "-dirty"
	}
	day, _, _ = strings.Cut(said["vcs.time"], "T")
	return from, day
}

// Program is the program with its version and commit, for the properties of
// what it writes.
func Program() string {
	numbered, from, _ := Version()
	if from == "" {
		return name + " " + numbered
	}
	return name + " " + numbered + " (" + from + ")"
}
