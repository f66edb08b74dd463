package ui

import (
	"errors"
	"testing"
)

// A file is given by its own path to the system's program for it; where there is none,
// that and the place of the file are said.
func TestAFileThatNoProgramOpens(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	var given []string
	k.w.HandTo(func(path string) error {
		given = append(given, path)
		return errors.New("no program")
	})
	const path = `C:\台账 一\导出\值班 100%.xlsx`
	k.on(func() { k.w.made("已导出", "", path) })
	k.button("打开 (回车)")
	if len(given) != 1 || given[0] != path {
		t.Errorf("given is %q", given)
	}
	if !k.shows(path) {
		t.Error("it is not said where the file is")
	}
}
