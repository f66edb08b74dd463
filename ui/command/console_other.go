//go:build !windows

package command

// meetConsole is for Windows: elsewhere a command has its console.
func meetConsole() {}
