//go:build !windows

package main

// meetConsole is for Windows: elsewhere a command has its console.
func meetConsole() {}
