package main

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// What holds the house together, arrows and scripts, is tested in a folder that
// "./..." passes over: `go test ./...` runs it all the same.
func TestTheHouseHolds(t *testing.T) {
	files, err := filepath.Glob(".ci/*_test.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("nothing holds it: %v", err)
	}
	if said, err := exec.Command("go", append([]string{"test", "-count=1"}, files...)...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}
