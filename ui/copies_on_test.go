package ui

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A stick whose name has what stands for other letters in patterns is looked through.
func TestCopiesOnAStickWithBracketsInItsName(t *testing.T) {
	root := filepath.Join(t.TempDir(), "KING[1]")
	own := filepath.Join(root, "台账备份-翠湖")
	if err := os.MkdirAll(own, 0o755); err != nil {
		t.Fatal(err)
	}
	if got := copiesOn([]string{root, filepath.Join(root, "gone")}); !slices.Contains(got, own) {
		t.Errorf("%q", got)
	}
}
