package filedialog

import (
	"os"
	"path/filepath"
	"time"
)

// Place is a folder that people know by a name.
type Place struct{ Name, Path string }

// roots are where the system says that a person's folders are.
type roots struct {
	home, desktop, downloads, documents string
	drives                              []Place
}

// Places lists the folders that people know, those that are there. It looks at
// disks, so it may take a while.
func Places() []Place { return find().places() }

// Start is where a choice begins that nothing else is known of: the desktop.
func Start() string {
	for _, p := range find().places() {
		return p.Path
	}
	return string(filepath.Separator)
}

func (r roots) places() []Place {
	var out []Place
	add := func(name, path string) {
		if path == "" || !isFolder(path) {
			return
		}
		for _, p := range out {
			if p.Path == path {
				return
			}
		}
		out = append(out, Place{name, path})
	}
	if r.desktop != r.home { // a person without a desktop has it at home
		add("桌面", r.desktop)
	}
	if r.downloads != r.home {
		add("下载", r.downloads)
	}
	for _, p := range r.messages() {
		add(p.Name, p.Path)
	}
	if r.documents != r.home {
		add("文档", r.documents)
	}
	add("主文件夹", r.home)
	for _, d := range r.drives {
		add(d.Name, d.Path)
	}
	return out
}

// messages are where the files lie that came by message.
func (r roots) messages() []Place {
	var out []Place
	for _, x := range []struct {
		name             string
		programs, inside []string
	}{
		{"微信文件", []string{"xwechat_files", "WeChat Files"}, []string{"msg/file", "FileStorage/File"}}, // of the fourth generation, of the third
		{"企业微信文件", []string{"WXWork"}, []string{"Cache/File"}},
	} {
		if path := r.received(x.programs, x.inside); path != "" {
			out = append(out, Place{x.name, path})
		}
	}
	return out
}

// received is where a program for messages keeps the files that came: a folder
// for each account in one of its own, the newest of them.
func (r roots) received(programs, inside []string) string {
	best, when, anywhere := "", time.Time{}, ""
	for _, base := range r.bases() {
		for _, program := range programs {
			own := filepath.Join(base, program)
			accounts, err := os.ReadDir(own)
			if err != nil {
				continue // it is not kept here
			}
			if anywhere == "" {
				anywhere = own
			}
			if path, at := newest(own, accounts, inside); path != "" && (best == "" || at.After(when)) {
				best, when = path, at
			}
		}
	}
	if best == "" {
		return anywhere
	}
	return best
}

// bases are the folders that programs for messages make theirs in.
func (r roots) bases() []string {
	out := []string{r.home, filepath.Join(r.home, "Documents"), filepath.Join(r.home, "文档")}
	if r.documents != "" {
		out = append(out, r.documents, filepath.Join(r.documents, "WeChat_Data"), filepath.Join(r.documents, "WeChat_Data", "home"))
	}
	return out
}

// newest is the folder of received files, of all accounts in one folder, that
// was written to last.
func newest(own string, accounts []os.DirEntry, inside []string) (best string, when time.Time) {
	for _, account := range accounts {
		for _, in := range inside {
			path := filepath.Join(own, account.Name(), filepath.FromSlash(in))
			if info, err := os.Stat(path); err == nil && info.IsDir() && (best == "" || info.ModTime().After(when)) {
				best, when = path, info.ModTime()
			}
		}
	}
	return best, when
}

// Nearest is a folder, or what is left of the way to it; empty for none.
func Nearest(path string) string {
	for path != "" && filepath.IsAbs(path) {
		if isFolder(path) {
			return path
		}
		up := filepath.Dir(path)
		if up == path {
			break
		}
		path = up
	}
	return ""
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
