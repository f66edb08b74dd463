package sticks

import "golang.org/x/sys/windows"

// Roots lists where the sticks that are plugged in are found: the drives that
// Windows calls removable. A card reader without a card has no volume.
func Roots() []string {
	drives, err := windows.GetLogicalDrives()
	if err != nil {
		return nil
	}
	var out []string
	for i := range 26 {
		if drives&(1<<i) == 0 {
			continue
		}
		root := string(rune('A'+i)) + `:\`
		name, err := windows.UTF16PtrFromString(root)
		if err != nil || windows.GetDriveType(name) != windows.DRIVE_REMOVABLE {
			continue
		}
		if windows.GetVolumeInformation(name, nil, 0, nil, nil, nil, nil, 0) == nil {
			out = append(out, root)
		}
	}
	return out
}
