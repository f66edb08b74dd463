package filedialog

import (
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"
)

// wish tells the dialog what is asked for. That it may not begin where it
// should, or not offer a place, is no reason not to show it.
func wish(d *object, a Ask) error {
	var options uint32
	if hr := d.call(getOptions, uintptr(unsafe.Pointer(&options))); failed(hr) {
		return fmt.Errorf("read the dialog's options: %#x", hr)
	}
	options |= noChangeDir | forceFileSystem | pathMustExist | fileMustExist | dontAddToRecent
	if a.Folder {
		options |= pickFolders
	}
	if hr := d.call(setOptions, uintptr(options)); failed(hr) {
		return fmt.Errorf("set the dialog's options: %#x", hr)
	}
	if title, err := windows.UTF16PtrFromString(a.Title); err == nil {
		d.call(setTitle, uintptr(unsafe.Pointer(title)))
	}
	if err := setKinds(d, a); err != nil {
		return err
	}
	for _, p := range find().messages() { // Windows offers desktop, downloads and documents itself
		withItem(p.Path, func(it *object) { d.call(addPlace, uintptr(unsafe.Pointer(it)), atTheTop) })
	}
	if a.At != "" {
		withItem(a.At, func(it *object) { d.call(setFolder, uintptr(unsafe.Pointer(it))) })
	} else {
		withItem(Start(), func(it *object) { d.call(setDefaultFolder, uintptr(unsafe.Pointer(it))) })
	}
	return nil
}

// setKinds lets the dialog show only files with the endings. It does not mind
// capitals.
func setKinds(d *object, a Ask) error {
	if a.Folder || len(a.Ends) == 0 {
		return nil
	}
	pattern := ""
	for _, e := range a.Ends {
		pattern += "*" + e + ";"
	}
	var kind struct{ name, pattern *uint16 } // COMDLG_FILTERSPEC
	var err error
	if kind.name, err = windows.UTF16PtrFromString(a.kind()); err == nil {
		kind.pattern, err = windows.UTF16PtrFromString(pattern[:len(pattern)-1])
	}
	if err != nil {
		return err
	}
	if hr := d.call(setFileTypes, 1, uintptr(unsafe.Pointer(&kind))); failed(hr) {
		return fmt.Errorf("set the dialog's kinds of files: %#x", hr)
	}
	runtime.KeepAlive(&kind)
	return nil
}

// withItem does something with the shell's item for a path, where it has one.
func withItem(path string, do func(*object)) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return
	}
	var it *object
	hr, _, _ := itemFromName.Call(uintptr(unsafe.Pointer(name)), 0, uintptr(unsafe.Pointer(&isShellItem)), uintptr(unsafe.Pointer(&it)))
	if failed(uint32(hr)) || it == nil {
		return
	}
	defer it.release()
	do(it)
}
