package demo

import (
	"strings"

	"frontdesk/ui"

	"fyne.io/fyne/v2"
)

// supervisor plays the next working morning: what is due, the check of the day
// before, its report, a setting that is changed, and how the window looks.
func (d *day) supervisor() {
	p := d.p
	d.clock.to("08:30")
	p.ctrl(fyne.KeyJ)
	p.look("今日-早上")
	d.menu("主管检查")
	p.ctrl(fyne.KeyN)
	p.look("主管检查-检查")
	p.ctrl(fyne.KeyS)
	d.sign()
	p.look("主管检查-已签阅")
	d.report("部门日呈报表…", "2026-11-23", "2026-11-23")
	p.ctrl(fyne.KeyK)
	p.write("rcb")
	p.look("全局查找-动作")
	p.key(fyne.KeyEscape)
	p.ctrl(fyne.KeyK)
	p.write("漏水")
	p.look("全局查找")
	p.key(fyne.KeyEscape)
	p.ctrl(fyne.KeyComma)
	p.look("设置")
	p.key(fyne.KeyPageDown)
	p.look("设置-时限")
	p.key(fyne.KeyPageDown)
	p.look("设置-回访规则")
	for range 5 {
		p.key(fyne.KeyEscape, fyne.KeyDown)
	}
	p.look("设置-外观")
	d.looks()
}

// report shows a report of a period made from all books.
func (d *day) report(word string, days ...string) {
	p := d.p
	p.ctrl(fyne.Key1)
	d.menu(word)
	for i, day := range days {
		if i > 0 {
			d.tab()
		}
		p.on(func() { d.write(p.win.Canvas().Focused(), day) })
	}
	p.key(fyne.KeyReturn)
	p.look(strings.TrimSuffix(word, "…"))
	p.key(fyne.KeyEscape)
}

// looks shows the same pages dark, in large print, and in a small window.
func (d *day) looks() {
	p := d.p
	pages := []fyne.KeyName{fyne.KeyJ, fyne.Key1}
	for _, x := range []struct {
		name  string
		dark  bool
		large int
		size  fyne.Size
	}{
		{"深色", true, 0, screen(p.win)},
		{"特大字", false, 2, screen(p.win)},
		{"小窗口", false, 0, fyne.NewSize(1024, 700)},
	} {
		p.on(func() { ui.Dress(d.a, x.dark, x.large); d.window.Win().Resize(x.size) })
		for i, key := range pages {
			p.ctrl(key)
			p.look(x.name + []string{"-今日", "-值班记录"}[i])
		}
	}
	p.on(func() { ui.Dress(d.a, false, 0); d.window.Win().Resize(screen(p.win)) })
}

// write puts words in the place of those in a line.
func (d *day) write(f fyne.Focusable, text string) {
	if s, ok := f.(fyne.Shortcutable); ok {
		s.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	for _, r := range text {
		f.TypedRune(r)
	}
}
