package command

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

var attachConsole = windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole")

// meetConsole lets what a command says be read where it was typed: Windows gives a
// program that has a window no console, and its words go nowhere. What is written
// into a file or a pipe stays so. Who calls from no console, as a scheduled task
// does, has the exit code.
func meetConsole() {
	deaf := func(f *os.File) bool {
		_, err := windows.GetFileType(windows.Handle(f.Fd()))
		return err != nil
	}
	out, wrong := deaf(os.Stdout), deaf(os.Stderr)
	if !out && !wrong {
		return
	}
	const ofWhoeverCalled = ^uintptr(0)
	if ok, _, _ := attachConsole.Call(ofWhoeverCalled); ok == 0 {
		return
	}
	console, err := os.OpenFile("CONOUT$", os.O_RDWR, 0)
	if err != nil {
		return
	}
	_, _ = fmt.Fprintln(console) // the prompt stands there again already: nobody waits for such a program
	if out {
		os.Stdout = console
	}
	if wrong {
		os.Stderr = console
	}
}
