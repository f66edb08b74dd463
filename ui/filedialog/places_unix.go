//go:build !windows

package filedialog

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// find asks the desktop where a person's folders are.
func find() roots {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "/"
	}
	config, err := os.UserConfigDir()
	if err != nil {
		config = filepath.Join(home, ".config")
	}
	said, _ := os.ReadFile(filepath.Join(config, "user-dirs.dirs")) // where it is not, the usual names are looked for
	r := userDirs(home, string(said))
	user := filepath.Base(home)
	r.drives = drives(mounted, "/run/media/"+user, "/media/"+user, "/media", "/mnt")
	return r
}

// userDirs reads what xdg-user-dirs wrote: lines such as XDG_DESKTOP_DIR="$HOME/桌面".
func userDirs(home, said string) roots {
	dirs := map[string]string{}
	for _, line := range strings.Split(said, "\n") {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok || strings.HasPrefix(key, "#") {
			continue
		}
		value = strings.Trim(strings.TrimSpace(value), `"`)
		if rest, is := strings.CutPrefix(value, "$HOME"); is {
			value = home + rest
		}
		value = strings.NewReplacer(`\"`, `"`, `\\`, `\`, `\$`, `$`, "\\`", "`").Replace(value)
		if filepath.IsAbs(value) {
			dirs[strings.TrimSpace(key)] = filepath.Clean(value)
		}
	}
	one := func(key string, usual ...string) string {
		if d := dirs[key]; d != "" {
			return d
		}
		for _, name := range usual {
			if path := filepath.Join(home, name); isFolder(path) {
				return path
			}
		}
		return ""
	}
	return roots{
		home:      home,
		desktop:   one("XDG_DESKTOP_DIR", "桌面", "Desktop"),
		downloads: one("XDG_DOWNLOAD_DIR", "下载", "Downloads"),
		documents: one("XDG_DOCUMENTS_DIR", "文档", "Documents"),
	}
}

// drives lists what is mounted in the folders where sticks and disks appear.
func drives(mounted func(string) bool, under ...string) []Place {
	var out []Place
	for _, dir := range under {
		names, err := os.ReadDir(dir)
		if err != nil {
			continue // there is none of that kind
		}
		for _, n := range names {
			if path := filepath.Join(dir, n.Name()); mounted(path) {
				out = append(out, Place{"U盘 " + n.Name(), path})
			}
		}
	}
	return out
}

// mounted tells whether something else begins at a folder than what it lies in.
func mounted(path string) bool {
	device := func(path string) (uint64, bool) {
		info, err := os.Stat(path)
		if err != nil {
			return 0, false
		}
		s, ok := info.Sys().(*syscall.Stat_t)
		if !ok {
			return 0, false
		}
		return uint64(s.Dev), info.IsDir() //nolint:unconvert // not 64 bits wide everywhere
	}
	own, ok := device(path)
	outer, is := device(filepath.Dir(path))
	return ok && is && own != outer
}

// hidden tells whether the system hides a file; those with a dot are hidden
// everywhere.
func hidden(fs.FileInfo) bool { return false }
