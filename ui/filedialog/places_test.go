//go:build !windows

package filedialog

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// told gives places as name=path below a folder.
func told(places []Place, under string) map[string]string {
	out := map[string]string{}
	for _, p := range places {
		rest, err := filepath.Rel(under, p.Path)
		if err != nil {
			rest = p.Path
		}
		out[p.Name] = rest
	}
	return out
}

func TestTheFoldersThatPeopleKnow(t *testing.T) {
	for _, c := range []struct {
		name, said string
		there      []string
		want       map[string]string
	}{
		{
			"a Chinese desktop", "# written by xdg-user-dirs-update\nXDG_DESKTOP_DIR=\"$HOME/桌面\"\nXDG_DOWNLOAD_DIR=\"$HOME/下载\"\n\nXDG_DOCUMENTS_DIR=\"$HOME/文档\"\n",
			[]string{"桌面/", "下载/", "文档/"},
			map[string]string{"桌面": "桌面", "下载": "下载", "文档": "文档", "主文件夹": "."},
		},
		{
			"nothing was written down", "",
			[]string{"Desktop/", "Downloads/"},
			map[string]string{"桌面": "Desktop", "下载": "Downloads", "主文件夹": "."},
		},
		{
			"the desktop is switched off, another is gone, another is nonsense", "XDG_DESKTOP_DIR=\"$HOME/\"\nXDG_DOWNLOAD_DIR=\"/gone\"\nXDG_DOCUMENTS_DIR=relative\nrubbish", nil,
			map[string]string{"主文件夹": "."},
		},
		{
			"WeChat of the fourth generation, two people", "XDG_DOCUMENTS_DIR=\"$HOME/文档\"",
			[]string{"文档/xwechat_files/wxid_a/msg/file/2026-10/", "文档/xwechat_files/wxid_b/msg/file/2026-11/", "文档/xwechat_files/all_users/"},
			map[string]string{"微信文件": "文档/xwechat_files/wxid_b/msg/file", "文档": "文档", "主文件夹": "."},
		},
		{
			"WeChat of the third", "",
			[]string{"Documents/WeChat Files/wxid_a/FileStorage/File/2024-01/", "Documents/WXWork/1688/Cache/File/"},
			map[string]string{"微信文件": "Documents/WeChat Files/wxid_a/FileStorage/File", "企业微信文件": "Documents/WXWork/1688/Cache/File", "文档": "Documents", "主文件夹": "."},
		},
		{
			"WeChat that has not received anything", "",
			[]string{"xwechat_files/"},
			map[string]string{"微信文件": "xwechat_files", "主文件夹": "."},
		},
	} {
		home := t.TempDir()
		lay(t, home, c.there...)
		old := filepath.Join(home, "文档/xwechat_files/wxid_a/msg/file")
		if isFolder(old) {
			if err := os.Chtimes(old, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		got := told(userDirs(home, c.said).places(), home)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v", c.name, got)
		}
		for name, path := range c.want {
			if got[name] != path {
				t.Errorf("%s: %s is at %q, want %q", c.name, name, got[name], path)
			}
		}
	}
}

func TestQuotedSignsInUserDirsAreRead(t *testing.T) {
	if got := userDirs("/home/w", `XDG_DESKTOP_DIR="$HOME/a\"b\\c"`).desktop; got != `/home/w/a"b\c` {
		t.Errorf("%q", got)
	}
}

func TestSticksAreWhatIsMounted(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, "KINGSTON/", "leftover/")
	r := roots{home: dir, drives: drives(func(p string) bool { return filepath.Base(p) == "KINGSTON" }, dir, filepath.Join(dir, "none"))}
	got := told(r.places(), dir)
	if len(got) != 2 || got["U盘 KINGSTON"] != "KINGSTON" {
		t.Errorf("%v", got)
	}
	if mounted(filepath.Join(dir, "leftover")) || !mounted("/proc") || mounted("/nowhere") {
		t.Error("what is mounted is not told from what is not")
	}
}
