package assets

import (
	"os"
	"regexp"
	"runtime/debug"
	"testing"
)

// FyneApp.toml is what the Windows build and the packagers read, the program
// says its own.
func TestTheVersionIsThatOfFyneApp(t *testing.T) {
	app, err := os.ReadFile("../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"Version": number, "Name": name} {
		got := regexp.MustCompile(`(?m)^` + key + ` = "([^"]+)"\r?$`).FindSubmatch(app)
		if got == nil || string(got[1]) != want {
			t.Errorf("%s in FyneApp.toml is %q, the program says %q", key, got, want)
		}
	}
}

func TestABuildByHandKnowsItsCommitFromGo(t *testing.T) {
	set := func(pairs ...string) *debug.BuildInfo {
		info := &debug.BuildInfo{}
		for i := 0; i < len(pairs); i += 2 {
			info.Settings = append(info.Settings, debug.BuildSetting{Key: pairs[i], Value: pairs[i+1]})
		}
		return info
	}
	for _, c := range []struct {
		info      *debug.BuildInfo
		from, day string
	}{
		{nil, "", ""},
		{set("GOOS", "linux", "vcs.modified", "true"), "", ""},
		{set("vcs.revision", "187c860b0a9b", "vcs.time", "2026-11-27T03:55:00Z", "vcs.modified", "false"), "187c860", "2026-11-27"},
		{set("vcs.revision", "187c860b0a9b", "vcs.time", "2026-11-27T03:55:00Z", "vcs.modified", "true"), "187c860-dirty", "2026-11-27"},
	} {
		if from, day := built(c.info); from != c.from || day != c.day {
			t.Errorf("%v: %q of %q, want %q of %q", c.info, from, day, c.from, c.day)
		}
	}
}
