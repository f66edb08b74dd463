package demo

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/store"
	"frontdesk/ui"
	"frontdesk/ui/press"

	"fyne.io/fyne/v2"
)

// season plays how a quarter is closed: in an office with 600 matters behind it,
// the clerk counts, the supervisor reviews, the manager decides, the forms go to
// the archive. It leaves the statistics as a workbook in dir.
func (d *day) season(dir string) {
	if d.p.err != nil {
		return
	}
	folder, err := os.MkdirTemp("", "frontdesk-demo-")
	if err != nil {
		d.p.err = err
		return
	}
	defer func() { _ = os.RemoveAll(folder) }()
	ctx := context.Background()
	c := newClock(time.Date(2026, 7, 1, 7, 0, 0, 0, forms.Beijing))
	st, _, err := store.Found(ctx, store.Folder(folder), ui.TrialOffice(), store.Options{Books: books.All(), Clock: c.Now})
	if err != nil {
		d.p.err = err
		return
	}
	defer func() { _ = st.Close() }()
	q := newQuarter(st, c)
	q.fill(forms.StartOfDay(c.Now()))
	if d.p.err = q.Err; d.p.err != nil {
		return
	}
	c.Reach(time.Date(2026, 10, 8, 8, 30, 0, 0, forms.Beijing))
	s := &day{a: d.a, clock: c, folder: store.Folder(folder), store: st, p: d.p}
	d.p.on(func() {
		s.window = ui.NewWindow(d.a, st, s.folder)
		s.window.Win().Resize(screen(s.window.Win()))
		s.window.Show()
		d.window.Win().Hide()
		d.p.win, d.p.busy = s.window.Win(), s.window.Busy
	})
	s.close()
	if d.p.err == nil {
		d.p.err = shelved(ctx, st, store.Folder(folder), dir)
	}
	if d.p.err != nil {
		return
	}
	for _, r := range []struct {
		book, report string
	}{{"stats", ""}, {"plan", "draws"}, {"visit", "signout"}, {"duty", "monthly"}} {
		if d.p.err = s.leaveBook(ctx, dir, r.book, r.report); d.p.err != nil {
			return
		}
	}
}

// close takes the quarter's statistics from their numbers to the archive.
func (d *day) close() {
	p := d.p
	p.write("1234")
	p.key(fyne.KeyReturn)
	p.ctrl(fyne.KeyJ)
	p.look("今日-季度以后")
	d.report("部门月度汇总表…", "2026-08-01", "2026-08-31")
	d.menu("回访统计")
	p.look("回访统计-待办")
	p.ctrl(fyne.KeyN)
	p.look("回访统计-统计")
	p.write("本季度应访 200 户，实访 201 户，维修类重复报修集中在 2 栋卫生间渗水，建议工程部统一检修防水。")
	p.look("回访统计-分析")
	p.ctrl(fyne.KeyS)
	d.sign()
	p.look("回访统计-已统计")
	for _, words := range []string{"情况属实，同意分析。", "1"} {
		p.ctrl(fyne.KeyD)
		p.write(words)
		if words == "1" {
			p.key(fyne.KeyReturn)
			p.write("十月底前由工程部检修 2 栋防水，经理复查。")
		}
		p.ctrl(fyne.KeyS)
		d.sign()
	}
	d.archive()
	d.menu("回访统计")
	p.ctrl(fyne.KeyD)
	p.write("档案室 周敏")
	p.ctrl(fyne.KeyS)
	d.sign()
	p.look("回访统计-已归档")
}

// shelved holds the archive against the ledger, and leaves it in dir.
func shelved(ctx context.Context, st *store.Store, office store.Folder, dir string) error {
	found, err := filepath.Glob(filepath.Join(office.Archives(), "*.zip"))
	if err != nil || len(found) != 1 {
		return fmt.Errorf("%d archives %w", len(found), err)
	}
	if _, faults, err := press.Of(st).Check(ctx, found[0]); err != nil || len(faults) > 0 {
		return fmt.Errorf("the archive: %q %w", faults, err)
	}
	whole, err := os.ReadFile(found[0])
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, filepath.Base(found[0])), whole, 0o644)
}

// archive puts a month of the duty log on the shelf, and holds a code from its
// paper against the ledger.
func (d *day) archive() {
	p := d.p
	p.ctrl(fyne.Key1)
	d.menu("归档…")
	p.look("归档-选日期")
	p.key(fyne.KeyReturn)
	d.sign()
	d.sign()
	p.look("归档-已归档")
	p.key(fyne.KeyEscape)
	d.menu("核对校验码…")
	code := ""
	p.on(func() { code, p.err = d.store.CheckCode(context.Background(), "duty", 2026, 40) })
	p.write(code)
	p.key(fyne.KeyReturn)
	p.look("核对校验码")
	p.key(fyne.KeyReturn)
}

// leaveBook writes the pages of a book of the quarter, or a report on it.
func (d *day) leaveBook(ctx context.Context, dir, key, report string) error {
	for _, b := range books.All() {
		if b.Key != key {
			continue
		}
		from, to := time.Date(2026, 7, 1, 0, 0, 0, 0, forms.Beijing), time.Date(2026, 9, 30, 0, 0, 0, 0, forms.Beijing)
		if report == "" {
			papers, err := press.Of(d.store).Book(ctx, b, "2026-10-01", "2026-10-31", forms.Person{}, forms.Person{}, nil)
			if err != nil {
				return err
			}
			return save(ctx, dir, b.Title, papers.Job)
		}
		for _, r := range b.Reports {
			if r.Key == report {
				if r.All { // a month of it
					from = to.AddDate(0, 0, 1-to.Day())
				}
				papers, err := press.Of(d.store).Report(ctx, b, r, from, to, forms.Person{Name: "王芳"}, nil)
				if err != nil {
					return err
				}
				return save(ctx, dir, r.Title, papers.Job)
			}
		}
	}
	return nil
}
