package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// A small window is as high as its words are once they are broken, so that nobody has
// to scroll to the end of two sentences.
func TestWordsThatAreBrokenAreSeenWhole(t *testing.T) {
	if err := Prepare(test.NewTempApp(t)); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"已恢复并核对：共 28 行，最后一条 交接班 2026-0001　2026-11-27 19:57　王芳。\n原来的台账留在：C:\\物业 前台 一号\\台账\\台账-恢复前-20261127-200124.db",
		strings.Repeat("这一句话比较长，", 12),
		"短的一句。",
	} {
		o := sized(text).(*fyne.Container)
		words := o.Objects[0].(*container.Scroll).Content
		words.Refresh() // as the screen does
		words.Resize(fyne.NewSize(o.MinSize().Width, 10))
		if need, have := words.MinSize().Height, o.MinSize().Height; need > have {
			t.Errorf("%q needs a height of %v and has %v", text, need, have)
		}
	}
}
