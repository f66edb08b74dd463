package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/store"
	"frontdesk/ui/press"

	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// archive asks for a period and the two signatures, and writes it.
func (t *bookTab) archive() {
	now := t.d.store.Now()
	month := forms.StartOfDay(now).AddDate(0, 0, 1-now.Day())
	t.period(lang.L("Archive: {{.What}}", map[string]any{"What": t.book.Name}), lang.L("Next: the signatures"), month.AddDate(0, -1, 0), month.AddDate(0, 0, -1), nil, func(from, to time.Time) {
		a, b := forms.Day(from), forms.Day(to)
		what := lang.L("Archive {{.What}} from {{.From}} to {{.To}}.", map[string]any{"What": t.book.Title, "From": a, "To": b})
		first := signing{what: what + "\n" + lang.L("The clerk signs first."), least: forms.Clerk, expected: t.d.who.Name, except: t.d.only(forms.Supervisor)}
		t.d.askToSign(first, func(clerk forms.Person) {
			t.d.askToSign(signing{what: what + "\n" + lang.L("Then the supervisor signs."), least: forms.Supervisor, except: clerk.ID}, func(supervisor forms.Person) {
				t.shelve(from, to, clerk, supervisor, filepath.Join(t.d.folder.Archives(), t.book.Title+" "+a+" 至 "+b+".zip"))
			})
		})
	})
}

// only is the ID of the only person of at least the role, who then cannot sign as
// somebody else as well; empty where there are more.
func (d *desk) only(least forms.Role) string {
	id := ""
	for _, p := range d.store.Staff() {
		switch {
		case !p.Role.AtLeast(least):
		case id != "":
			return ""
		default:
			id = p.ID
		}
	}
	return id
}

func (t *bookTab) shelve(from, to time.Time, clerk, supervisor forms.Person, path string) {
	t.d.work(lang.L("Archiving"), func(ctx context.Context, progress func(int, int)) error {
		if err := t.d.folder.Lay(); err != nil {
			return err
		}
		return press.Of(t.d.store).Shelve(ctx, path, t.book, from, to, clerk, supervisor, progress)
	}, func(err error) {
		if err != nil {
			t.d.fail(err)
			return
		}
		t.d.made(lang.L("Archived"), lang.L("The archive is at:")+"\n"+path+"\n"+lang.L("Copy it to another disk as well."), path)
	})
}

// checkArchive asks for an archive and holds it against the ledger.
func (w *Window) checkArchive() {
	w.pick(pick{title: lang.L("Choose an archive"), ends: []string{".zip"}, at: w.folder.Archives()}, w.holdArchive)
}

// holdArchive verifies the ledger, then holds an archive against it, and says
// what agrees.
func (w *Window) holdArchive(path string) {
	var said string
	w.work(lang.L("Checking the archive"), func(ctx context.Context, progress func(int, int)) error {
		r, err := store.Verify(ctx, w.store.Path(), func(done, total int64) { progress(int(done), int(total)) })
		if err != nil {
			return err
		}
		m, faults, err := press.Of(w.store).Check(ctx, path)
		if err != nil {
			return err
		}
		if !r.Sound {
			faults = append(faults, r.String())
		}
		about := fmt.Sprintf("%s %s 至 %s，%d 页，%d 条登记（%s 到 %s），%s 和 %s 签名。", m.Title, m.From, m.To, len(m.Pages), m.Records, m.First, m.Last, m.Clerk, m.Supervisor)
		if len(faults) == 0 {
			said = about + "\n\n" + lang.L("Archive and ledger agree, page by page, and both are whole.")
			return nil
		}
		const most = 12
		more := ""
		if len(faults) > most {
			more = fmt.Sprintf("\n……共 %d 处", len(faults))
			faults = faults[:most]
		}
		said = about + "\n\n" + lang.L("They do NOT agree:") + "\n" + strings.Join(faults, "\n") + more
		return nil
	}, func(err error) {
		if err != nil {
			w.fail(err)
			return
		}
		w.notice(lang.L("Check an archive"), said, nil)
	})
}

// checkCode asks for the check code of a paper page and holds it against the
// ledger.
func (w *Window) checkCode() {
	typed := newLineEntry()
	typed.PlaceHolder = "1207-3FA90C7712BE"
	var seq int64
	w.formDialog(lang.L("Check a paper page"), lang.L("Check (Enter)"), []*widget.FormItem{widget.NewFormItem(lang.L("Check code, lower left"), typed)}, func() error {
		var err error
		seq, _, err = forms.ParseCode(typed.Text)
		if err != nil {
			return err
		}
		if words := forms.CodeFault(typed.Text, func(seq int64) string { return press.Of(w.store).Code(context.Background(), seq) }); words != "" {
			return forms.Refusal(words)
		}
		return nil
	}, func() {
		a, code, err := w.store.Row(context.Background(), seq)
		if err != nil {
			w.fail(err)
			return
		}
		about := ""
		if b := books.Named(a.Ref.Book); b != nil {
			about = b.Name
			if a.Ref.No > 0 {
				about += " " + a.Ref.String()
			}
		}
		w.notice(lang.L("Check a paper page"), fmt.Sprintf("对得上：%s。\n台账第 %d 行是 %s %s 写的，%s。\n这一页打印的时候，台账到这一行为止和现在一样。", code, seq, a.At.Format("2006-01-02 15:04"), a.By.Name, about), nil)
	})
}
