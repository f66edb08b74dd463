// Package demo plays a day at the front desk through the real window, and
// leaves its book, its workbook and pictures of each step.
package demo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/paper"
	"frontdesk/store"
	"frontdesk/ui"
	"frontdesk/ui/press"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

// Play plays the day and leaves frontdesk.db, 值班记录表.xlsx and pictures in
// dir, which is emptied of an earlier day first.
func Play(dir string) error {
	if err := clear(dir); err != nil {
		return err
	}
	office, err := os.MkdirTemp("", "frontdesk-demo-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(office) }()
	a := app.NewWithID(ui.AppID + ".demo")
	if err := ui.Prepare(a); err != nil {
		return err
	}
	d := &day{
		a: a, clock: newClock(time.Date(2026, 11, 23, 7, 50, 0, 0, forms.Beijing)),
		folder: store.Folder(office), p: &player{out: dir},
	}
	enter := func(st *store.Store, f store.Folder) {
		d.store, d.window = st, ui.NewWindow(a, st, f)
		d.window.Win().Resize(screen(d.window.Win()))
		d.window.HandTo(func(string) error { return nil }) // nobody looks at a workbook here
		d.window.PrintWith(tray{})
		d.window.Show()
		d.p.win, d.p.busy = d.window.Win(), d.window.Busy
	}
	first := ui.NewFirstStart(a, d.folder, store.Options{Books: books.All(), Clock: d.clock.Now}, enter)
	d.p.win, d.p.busy = first.Win(), func() bool { return false }
	first.Show()
	go func() {
		d.p.look("首次启动")
		d.p.on(func() { // the day begins on an empty book, not on the trial's
			st, _, err := store.Found(context.Background(), d.folder, ui.TrialOffice(), store.Options{Books: books.All(), Clock: d.clock.Now})
			if d.p.err = err; err == nil {
				enter(st, d.folder)
				first.Win().Close()
			}
		})
		if d.p.err == nil {
			d.play()
			d.season(dir)
		}
		fyne.Do(a.Quit)
	}()
	a.Run()
	if d.store != nil {
		d.p.err = errors.Join(d.p.err, d.leave(dir), d.store.Close())
	}
	return d.p.err
}

func clear(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, pattern := range []string{"*.png", "*.xlsx", "*.pdf", "*.zip", "frontdesk.db*"} {
		old, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return err
		}
		for _, f := range old {
			if err := os.Remove(f); err != nil {
				return err
			}
		}
	}
	return nil
}

type day struct {
	a      fyne.App
	clock  *clock
	folder store.Folder
	store  *store.Store
	window *ui.Window
	p      *player
}

// play goes through the day as the clerk does: with the keyboard alone.
func (d *day) play() {
	p := d.p
	p.look("谁在值班")
	p.write("1234")
	p.key(fyne.KeyReturn)
	p.look("空白的第一页")
	d.residents()
	for i, c := range theDay {
		d.clock.to(c.at)
		d.line(c, i == 0)
		for j, s := range c.then {
			d.clock.to(later(c.at, 1+j))
			if j == 0 {
				p.ctrl(fyne.KeyUp) // from the new line to the one just written
			}
			d.step(s, i == 0)
		}
		if p.err != nil {
			p.err = fmt.Errorf("call %d (%s): %w", i+1, c.text, p.err)
			return
		}
	}
	d.permits()
	d.clock.to("15:56")
	p.ctrl(fyne.KeyJ)
	p.look("今日-交班前")
	d.handover("李敏", true, true)
	d.evening()
}

// residents takes in a list as offices have them, dropped onto the window.
func (d *day) residents() {
	p := d.p
	var b strings.Builder
	b.WriteString("和谐花园住户名单（2026 年 11 月）\n\n房间号,户主,身份,联系方式,身份证号,备注\n")
	for _, c := range theDay {
		if c.name != "" {
			as := map[string]string{"1": "业主", "2": "租户", "3": "其他"}[c.as]
			fmt.Fprintf(&b, "%s,%s,%s,%s,340102198001011234,\n", c.room, c.name, as, c.phone)
		}
	}
	b.WriteString(",没写房号,业主,13800000000,,\n合计,,,,,\n")
	path := filepath.Join(string(d.folder), "住户名单.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		p.err = err
		return
	}
	p.on(func() { d.window.TakeResidents(path) })
	p.look("导入住户-预览")
	p.on(d.window.AgreeToResidents)
	p.look("住户")
	d.menu("值班记录")
}

// later adds minutes to a time of day.
func later(at string, minutes int) string {
	t, err := time.Parse("15:04", at)
	if err != nil {
		return at
	}
	return t.Add(time.Duration(minutes) * time.Minute).Format("15:04")
}

// line writes a new line.
func (d *day) line(c call, look bool) {
	p := d.p
	p.ctrl(fyne.KeyN)
	if c.name == "" { // a matter found on the rounds: nobody's room
		for range 4 {
			d.tab()
		}
	} else {
		p.write(strings.ReplaceAll(c.room, "-", "")) // as it is said on the phone
		if look {
			p.look("写房号")
		}
		p.key(fyne.KeyReturn) // brings name, phone and identity
	}
	p.write(c.kind)
	d.tab()
	p.write(c.text)
	if look {
		p.look("写新的一行")
	}
	if c.price != "" {
		d.tab()
		p.write(c.price)
	}
	d.tab()
	p.write(" ") // 已向客户复述核对
	p.key(fyne.KeyReturn)
	if look {
		p.look("登记完成")
	}
}

// tab goes to the next blank of the paper.
func (d *day) tab() {
	d.p.on(func() { d.p.win.Canvas().FocusNext() })
}

// step does something to the entry that is looked at.
func (d *day) step(s step, look bool) {
	p := d.p
	switch s.what {
	case "progress":
		d.menu("跟进")
	default:
		p.ctrl(fyne.KeyD)
	}
	switch s.what {
	case "dispatch":
		p.write(s.who)
		d.tab()
		if s.when != "" { // a complaint's time is given by its rule
			p.write(s.when)
		}
	case "progress", "finish":
		p.write(s.text)
	case "call":
		for _, digit := range []string{"1", "1", "1", "1"} {
			p.write(digit)
			d.tab()
		}
		p.write(s.text)
	case "unhappy":
		for _, digit := range []string{"2", "3", "1", "2"} {
			p.write(digit)
			d.tab()
		}
		p.write(s.text)
	}
	if look || s.what == "unhappy" {
		p.look(s.what)
	}
	p.ctrl(fyne.KeyS)
	if look {
		p.look(s.what + "-done")
	}
}

// menu chooses a word of the menu.
func (d *day) menu(word string) {
	d.p.on(func() {
		for _, m := range d.p.win.MainMenu().Items {
			for _, it := range m.Items {
				if it.Label == word {
					it.Action()
					return
				}
			}
		}
		d.p.err = fmt.Errorf("the menu has no %s", word)
	})
	d.p.rest()
}

// evening looks through what is left: what is late, what a search finds, a
// correction, the supervisor's signature, the next person on duty.
func (d *day) evening() {
	p := d.p
	d.clock.to("16:05")
	p.ctrl(fyne.Key1)
	p.ctrl(fyne.KeyT)
	p.look("最新一页")
	p.ctrl(fyne.KeyPageUp)
	p.look("前一页")
	p.ctrl(fyne.KeyO)
	p.look("未办结")
	p.ctrl(fyne.KeyF)
	p.write("漏水")
	p.look("查找-漏水")
	p.key(fyne.KeyEscape)
	p.ctrl(fyne.KeyF)
	p.write("zln")
	p.look("查找-拼音首字母")
	p.key(fyne.KeyEscape)
	p.ctrl(fyne.KeyT)
	d.menu("主管签阅本页…")
	p.look("主管签阅")
	p.ctrl(fyne.KeyS)
	p.write("1234")
	p.look("签名")
	p.key(fyne.KeyReturn)
	p.look("已签阅")
	d.roster()
	d.clock.to("17:30")
	d.visits()
	d.clock.to("23:50")
	d.handover("", false, false)
	d.clock.tomorrow("07:50")
	d.handover("", false, false)
	d.supervisor()
	d.restores()
	p.ctrl(fyne.KeyL)
	p.look("换班")
}

// restores looks at what the day's backup would bring back, and what it would lose, as
// far as the signature that it would need.
func (d *day) restores() {
	p := d.p
	d.menu("从备份恢复…")
	p.look("恢复-选备份")
	p.key(fyne.KeyReturn)
	p.look("恢复-签名")
	p.key(fyne.KeyEscape)
}

// save leaves a job as a workbook and as a PDF.
func save(ctx context.Context, dir, name string, job paper.Job) error {
	for _, ext := range []string{".xlsx", ".pdf"} {
		if err := press.Save(ctx, filepath.Join(dir, name+ext), job, nil); err != nil {
			return err
		}
	}
	return nil
}

// leave puts the day's book, workbooks and PDF into dir.
func (d *day) leave(dir string) error {
	ctx := context.Background()
	for _, b := range books.All() {
		if b.Key == "stats" { // left by the quarter's own office
			continue
		}
		papers, err := press.Of(d.store).Book(ctx, b, "2026-11-23", "2026-11-24", forms.Person{}, forms.Person{}, nil)
		if err != nil {
			return err
		}
		if err := save(ctx, dir, b.Title, papers.Job); err != nil {
			return err
		}
	}
	copied, err := d.store.Backup(ctx, string(d.folder))
	if err != nil {
		return err
	}
	r, err := store.Verify(ctx, copied, nil)
	if err != nil {
		return err
	}
	if !r.Sound {
		return errors.New(r.String())
	}
	fmt.Println(strings.TrimSpace(r.String()))
	whole, err := os.ReadFile(copied)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "frontdesk.db"), whole, 0o644)
}
