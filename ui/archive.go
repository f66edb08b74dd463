package ui

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/file"
	sheet "frontdesk/forms/paper"
	"frontdesk/forms/pdf"
	"frontdesk/forms/xlsx"
	"frontdesk/store"

	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// Archive writes a period of a book into a zip: for each month its workbook and
// its PDF, and the manifest. It gives the acts by which clerk and supervisor
// sign for it. It returns a Refusal when the period has no page.
func Archive(ctx context.Context, st *store.Store, b *forms.Book, from, to time.Time, clerk, supervisor forms.Person, w io.Writer, progress func(done, total int)) ([]store.Writing, error) {
	m := &forms.Manifest{Office: st.Office().Name, Book: b.Key, Title: b.Title, From: forms.Day(from), To: forms.Day(to), At: st.Now(), Clerk: clerk.Name, Supervisor: supervisor.Name}
	seq, hash, err := st.Head(ctx)
	if err != nil {
		return nil, err
	}
	m.Head = fmt.Sprintf("%d-%s", seq, hash)
	if m.Before, err = st.CodeBefore(ctx, forms.StartOfDay(from)); err != nil {
		return nil, err
	}
	z := zip.NewWriter(w)
	months := monthsOf(from, to)
	for i, x := range months {
		tell := func(done, total int) {
			if progress != nil {
				progress(i*100+done*100/max(total, 1), len(months)*100)
			}
		}
		if err := shelveMonth(ctx, st, b, x[0], x[1], z, m, tell); err != nil {
			return nil, err
		}
	}
	if len(m.Pages) == 0 {
		return nil, forms.Refusal(fmt.Sprintf("从 %s 到 %s 没有%s，没有可以归档的页。", m.From, m.To, b.Name))
	}
	text, sum, err := m.Written()
	if err != nil {
		return nil, err
	}
	f, err := z.CreateHeader(&zip.FileHeader{Name: forms.ManifestName, Method: zip.Deflate, Modified: m.At})
	if err == nil {
		_, err = f.Write(text)
	}
	if err = errors.Join(err, z.Close()); err != nil {
		return nil, err
	}
	deed := &forms.Shelving{From: m.From, To: m.To, Pages: len(m.Pages), Records: m.Records, Sum: sum}
	whole := forms.Ref{Book: b.Key}
	return []store.Writing{{Ref: whole, Verb: forms.Shelve, By: clerk, Deed: deed}, {Ref: whole, Verb: forms.Shelve, By: supervisor, Deed: deed}}, nil
}

// monthsOf cuts a period into its months: each is drawn by itself, so that a year
// takes no more memory than a month.
func monthsOf(from, to time.Time) [][2]time.Time {
	var out [][2]time.Time
	for at := from; !at.After(to); {
		end := forms.StartOfDay(at).AddDate(0, 0, 1-at.In(forms.Beijing).Day()).AddDate(0, 1, -1)
		if end.After(to) {
			end = to
		}
		out = append(out, [2]time.Time{at, end})
		at = forms.StartOfDay(end).AddDate(0, 0, 1)
	}
	return out
}

// shelveMonth adds a month, or what of it is asked for, to an archive.
func shelveMonth(ctx context.Context, st *store.Store, b *forms.Book, from, to time.Time, z *zip.Writer, m *forms.Manifest, progress func(done, total int)) error {
	var sheets []sheet.Sheet
	err := eachLeaf(ctx, st, b, forms.Day(from), forms.Day(to), func(l store.Leaf, at, all int) {
		s := pageSheet(st, b, l, forms.Person{}, 0)
		sheets = append(sheets, s)
		m.Pages = append(m.Pages, forms.ArchivedPage{Leaf: s.Leaf, Day: l.Day, Code: l.Code, Sheets: len(sheet.Compose(s))})
		m.Records += len(l.Records)
		for _, e := range entries(l.Records) {
			if m.Last = e.Number().String(); m.First == "" {
				m.First = m.Last
			}
		}
		progress(at, 3*all)
	})
	if err != nil || len(sheets) == 0 {
		return err
	}
	job := jobOf(st, b.Title, sheets...)
	job.At = m.At
	name := b.Title + " " + forms.Day(from)[:7]
	for i, ext := range []string{".xlsx", ".pdf"} {
		kept, err := shelveFile(ctx, z, name+ext, job, func(done, total int) { progress((i+1)*total+done, 3*total) })
		if err != nil {
			return err
		}
		m.Files = append(m.Files, kept)
	}
	return nil
}

// shelveFile adds a job as a file to an archive.
func shelveFile(ctx context.Context, z *zip.Writer, name string, job sheet.Job, progress func(done, total int)) (forms.ArchivedFile, error) {
	kept := forms.ArchivedFile{Name: name}
	write := pdf.Write
	if filepath.Ext(name) == ".xlsx" {
		write = xlsx.Write
	}
	var whole bytes.Buffer
	if err := write(ctx, &whole, job, progress); err != nil {
		return kept, err
	}
	hash := sha256.Sum256(whole.Bytes())
	kept.Size, kept.SHA256 = int64(whole.Len()), hex.EncodeToString(hash[:])
	if filepath.Ext(name) == ".xlsx" {
		sums, err := xlsx.Sums(bytes.NewReader(whole.Bytes()))
		if err == nil && len(sums) != len(job.Pages) {
			err = fmt.Errorf("read %d pages back, not %d", len(sums), len(job.Pages))
		}
		if err != nil {
			return kept, err
		}
		for i, p := range job.Pages {
			kept.Sheets = append(kept.Sheets, forms.ArchivedSheet{Leaf: p.Leaf, Words: sums[i]})
		}
	}
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: job.At})
	if err == nil {
		_, err = whole.WriteTo(f)
	}
	return kept, err
}

// CheckArchive holds an archive against the ledger, which should have been
// verified before. It gives the manifest, and what does not agree, each in a
// sentence.
func CheckArchive(ctx context.Context, st *store.Store, path string) (*forms.Manifest, []string, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, nil, forms.Refusal("“" + filepath.Base(path) + "”打不开：它不是归档（.zip），或者已经损坏。")
	}
	defer func() { _ = z.Close() }()
	s := forms.Shelf{Files: map[string]string{}, Words: map[string][]string{}}
	var m *forms.Manifest
	for _, f := range z.File {
		text, sum, err := fileOf(f)
		if err != nil {
			return nil, nil, forms.Refusal("归档里的“" + f.Name + "”损坏了，读不出来。")
		}
		if f.Name != forms.ManifestName {
			s.Files[f.Name] = sum
			if filepath.Ext(f.Name) == ".xlsx" {
				if sums, err := xlsx.Sums(bytes.NewReader(text)); err == nil { // else it is only told that it was changed
					s.Words[f.Name] = sums
				}
			}
			continue
		}
		if m, err = forms.ReadManifest(text); err != nil {
			return nil, nil, err
		}
		s.Sum = sum
	}
	if m == nil {
		return nil, nil, forms.Refusal("这不是本程序的归档：里面没有“" + forms.ManifestName + "”。")
	}
	var wrong error
	s.Known = func(sum string) int {
		acts, err := st.Plain(ctx, m.Book, forms.Shelve)
		wrong = errors.Join(wrong, err)
		return forms.SignedFor(acts, sum)
	}
	s.Code = func(seq int64) string { return codeOf(ctx, st, seq) }
	faults := m.Faults(s)
	return m, faults, wrong
}

// codeOf is the check code of a row; empty where there is none.
func codeOf(ctx context.Context, st *store.Store, seq int64) string {
	_, code, err := st.Row(ctx, seq)
	if err != nil {
		return ""
	}
	return code
}

// mostFile is how large a file in an archive may be: a month takes some
// megabytes.
const mostFile = 1 << 30

func fileOf(f *zip.File) (text []byte, sum string, err error) {
	r, err := f.Open()
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = r.Close() }()
	text, err = io.ReadAll(io.LimitReader(r, mostFile))
	hash := sha256.Sum256(text)
	return text, hex.EncodeToString(hash[:]), err
}

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
	if err := forms.MayShelve(clerk, supervisor); err != nil {
		t.d.fail(err)
		return
	}
	t.d.work(lang.L("Archiving"), func(ctx context.Context, progress func(int, int)) error {
		if err := t.d.folder.Lay(); err != nil {
			return err
		}
		return file.Write(path, func(w io.Writer) error {
			acts, err := Archive(ctx, t.d.store, t.book, from, to, clerk, supervisor, w, progress)
			if err != nil {
				return err
			}
			_, err = t.d.store.AppendAll(context.WithoutCancel(ctx), acts...)
			return err
		})
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
		m, faults, err := CheckArchive(ctx, w.store, path)
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
		if words := forms.CodeFault(typed.Text, func(seq int64) string { return codeOf(context.Background(), w.store, seq) }); words != "" {
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
