package filedialog

import (
	"fmt"
	"runtime"

	"golang.org/x/sys/windows"
)

// Open gives a file to the program that Windows has for it, or shows a folder. It
// may take a while. The path goes as it is: the address of a file, which a browser
// would be given, loses its Chinese where Windows reads it by the old code page.
func Open(path string) error {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	runtime.LockOSThread() // what answers may be of COM, which is begun with by the thread
	defer runtime.UnlockOSThread()
	if err := beginCOM(); err != nil {
		return err
	}
	defer windows.CoUninitialize()
	if err := windows.ShellExecute(0, nil, name, nil, nil, windows.SW_SHOWNORMAL); err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	return nil
}
