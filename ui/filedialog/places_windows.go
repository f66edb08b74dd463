package filedialog

import (
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/windows"
)

// find asks Windows where a person's folders are: they may have been moved to
// another disk.
func find() roots {
	known := func(id *windows.KNOWNFOLDERID) string {
		path, err := windows.KnownFolderPath(id, windows.KF_FLAG_DONT_VERIFY)
		if err != nil {
			return "" // then it is not offered
		}
		return path
	}
	r := roots{
		home: known(windows.FOLDERID_Profile), desktop: known(windows.FOLDERID_Desktop),
		downloads: known(windows.FOLDERID_Downloads), documents: known(windows.FOLDERID_Documents),
	}
	if r.home == "" {
		r.home, _ = os.UserHomeDir()
	}
	r.drives = drives()
	return r
}

// drives lists sticks and disks.
func drives() []Place {
	bits, err := windows.GetLogicalDrives()
	if err != nil {
		return nil
	}
	var out []Place
	for i := range 26 {
		if bits&(1<<i) == 0 {
			continue
		}
		letter := string(rune('A' + i))
		root, err := windows.UTF16PtrFromString(letter + `:\`)
		if err != nil {
			continue
		}
		name := "磁盘 " + letter
		switch windows.GetDriveType(root) {
		case windows.DRIVE_REMOVABLE:
			name = "U盘 " + letter
		case windows.DRIVE_REMOTE:
			name = "网络盘 " + letter
		}
		out = append(out, Place{name, letter + `:\`})
	}
	return out
}

// hidden tells whether Windows hides a file.
func hidden(info fs.FileInfo) bool {
	x, ok := info.Sys().(*syscall.Win32FileAttributeData)
	return ok && x.FileAttributes&(windows.FILE_ATTRIBUTE_HIDDEN|windows.FILE_ATTRIBUTE_SYSTEM) != 0
}
