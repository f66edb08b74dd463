package filedialog

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// New gives the dialog of this system: the one that every program of Windows
// shows.
func New() System { return common{} }

// common is the common item dialog, IFileOpenDialog.
type common struct{}

var (
	ole32               = windows.NewLazySystemDLL("ole32.dll")
	coCreateInstance    = ole32.NewProc("CoCreateInstance")
	shell32             = windows.NewLazySystemDLL("shell32.dll")
	itemFromName        = shell32.NewProc("SHCreateItemFromParsingName")
	user32              = windows.NewLazySystemDLL("user32.dll")
	enumThreadWindows   = user32.NewProc("EnumThreadWindows")
	postMessage         = user32.NewProc("PostMessageW")
	isWindow            = user32.NewProc("IsWindow")
	classFileOpenDialog = windows.GUID{Data1: 0xDC1C5A9C, Data2: 0xE88A, Data3: 0x4DDE, Data4: [8]byte{0xA5, 0xA1, 0x60, 0xF8, 0x2A, 0x20, 0xAE, 0xF7}}
	isFileOpenDialog    = windows.GUID{Data1: 0xD57C7288, Data2: 0xD4AD, Data3: 0x4768, Data4: [8]byte{0xBE, 0x02, 0x9D, 0x96, 0x95, 0x32, 0xD9, 0x60}}
	isShellItem         = windows.GUID{Data1: 0x43826D1E, Data2: 0xE718, Data3: 0x42EE, Data4: [8]byte{0xBC, 0x55, 0xA1, 0xE2, 0x61, 0xC3, 0x7B, 0xFE}}
)

// Methods by their place in the tables of IFileOpenDialog and IShellItem.
const (
	release          = 2
	show             = 3
	setFileTypes     = 4
	setOptions       = 9
	getOptions       = 10
	setDefaultFolder = 11
	setFolder        = 12
	setTitle         = 17
	getResult        = 20
	addPlace         = 21
	getDisplayName   = 5
)

// What is wished of the dialog, and what it may answer.
const (
	noChangeDir     = 0x8
	pickFolders     = 0x20
	forceFileSystem = 0x40
	pathMustExist   = 0x800
	fileMustExist   = 0x1000
	dontAddToRecent = 0x2000000
	atTheTop        = 1
	fileSystemPath  = 0x80058000
	cancelled       = 0x800704C7 // ERROR_CANCELLED as an HRESULT
)

// object is something of COM: it begins with the table of its methods.
type object struct{ methods *[32]uintptr }

// call calls a method; what it answers is an HRESULT. What its arguments point to
// stays where it is meanwhile.
//
//go:uintptrescapes
func (o *object) call(method int, args ...uintptr) uint32 {
	n, _, _ := syscall.SyscallN(o.methods[method], append([]uintptr{uintptr(unsafe.Pointer(o))}, args...)...)
	return uint32(n)
}

func (o *object) release() { o.call(release) }

// failed tells whether an HRESULT is an error.
func failed(hr uint32) bool { return int32(hr) < 0 }

// Choose shows the dialog over its owner, which hears nothing meanwhile. It has
// a thread of its own, for the dialog handles its own messages.
func (common) Choose(ctx context.Context, a Ask) (string, error) {
	type result struct {
		path string
		err  error
	}
	done := make(chan result, 1)
	thread := make(chan uint32, 1)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the dialog
		thread <- windows.GetCurrentThreadId()
		path, err := openDialog(a)
		done <- result{path, err}
	}()
	select {
	case r := <-done:
		return r.path, r.err
	case <-ctx.Done():
		giveUp(<-thread)
		return "", nil
	}
}

// giveUp presses Cancel in the windows of a thread.
func giveUp(thread uint32) {
	_, _, _ = enumThreadWindows.Call(uintptr(thread), pressCancel(), 0)
}

// pressCancel is handed to Windows once: what was handed over is kept for good.
var pressCancel = sync.OnceValue(func() uintptr {
	return windows.NewCallback(func(window, _ uintptr) uintptr {
		const command, cancelButton = 0x111, 2
		_, _, _ = postMessage.Call(window, command, cancelButton, 0)
		return 1
	})
})

// beginCOM lets the thread call things of COM, until CoUninitialize.
func beginCOM() error {
	if err := windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED); err != nil && !errors.Is(err, syscall.Errno(windows.S_FALSE)) {
		return fmt.Errorf("begin with COM: %w", err)
	}
	return nil
}

func openDialog(a Ask) (string, error) {
	if err := beginCOM(); err != nil {
		return "", err
	}
	defer windows.CoUninitialize()
	var d *object
	const inProcess = 1
	hr, _, _ := coCreateInstance.Call(uintptr(unsafe.Pointer(&classFileOpenDialog)), 0, inProcess, uintptr(unsafe.Pointer(&isFileOpenDialog)), uintptr(unsafe.Pointer(&d)))
	if failed(uint32(hr)) || d == nil {
		return "", fmt.Errorf("make the dialog: %#x", uint32(hr))
	}
	defer d.release()
	if err := wish(d, a); err != nil {
		return "", err
	}
	owner := a.Owner
	if ok, _, _ := isWindow.Call(owner); ok == 0 {
		owner = 0
	}
	switch hr := d.call(show, owner); {
	case hr == cancelled:
		return "", nil
	case failed(hr):
		return "", fmt.Errorf("show the dialog: %#x", hr)
	}
	var chosen *object
	if hr := d.call(getResult, uintptr(unsafe.Pointer(&chosen))); failed(hr) {
		return "", fmt.Errorf("read what was chosen: %#x", hr)
	}
	defer chosen.release()
	var path *uint16
	if hr := chosen.call(getDisplayName, fileSystemPath, uintptr(unsafe.Pointer(&path))); failed(hr) {
		return "", fmt.Errorf("read the path that was chosen: %#x", hr)
	}
	defer windows.CoTaskMemFree(unsafe.Pointer(path))
	return windows.UTF16PtrToString(path), nil
}
