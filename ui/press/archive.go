package press

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
	"time"

	"frontdesk/forms"
	"frontdesk/forms/file"
	"frontdesk/forms/paper"
	"frontdesk/forms/xlsx"
	"frontdesk/store"
)

// Shelve writes the archive of a period of a book to a file, and in the ledger that
// clerk and supervisor signed for it: both, or neither.
func (p *Press) Shelve(ctx context.Context, path string, b *forms.Book, from, to time.Time, clerk, supervisor forms.Person, tell Progress) error {
	if err := forms.MayShelve(clerk, supervisor); err != nil {
		return err
	}
	return file.Write(path, func(w io.Writer) error {
		acts, err := p.Archive(ctx, b, from, to, clerk, supervisor, w, tell)
		if err != nil {
			return err
		}
		_, err = p.st.AppendAll(context.WithoutCancel(ctx), acts...)
		return err
	})
}

// Archive writes a period of a book into a zip: for each month its workbook and
// its PDF, and the manifest. It gives the acts by which clerk and supervisor
// sign for it. It returns a Refusal when the period has no page.
func (p *Press) Archive(ctx context.Context, b *forms.Book, from, to time.Time, clerk, supervisor forms.Person, w io.Writer, tell Progress) ([]store.Writing, error) {
	m := &forms.Manifest{Office: p.st.Office().Name, Book: b.Key, Title: b.Title, From: forms.Day(from), To: forms.Day(to), At: p.st.Now(), Clerk: clerk.Name, Supervisor: supervisor.Name}
	seq, hash, err := p.st.Head(ctx)
	if err != nil {
		return nil, err
	}
	m.Head = fmt.Sprintf("%d-%s", seq, hash)
	if m.Before, err = p.st.CodeBefore(ctx, forms.StartOfDay(from)); err != nil {
		return nil, err
	}
	z := zip.NewWriter(w)
	months := monthsOf(from, to)
	for i, x := range months {
		if err := p.shelveMonth(ctx, b, x[0], x[1], z, m, tell.part(i, len(months))); err != nil {
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
func (p *Press) shelveMonth(ctx context.Context, b *forms.Book, from, to time.Time, z *zip.Writer, m *forms.Manifest, tell Progress) error {
	var pages []paper.Page
	err := p.each(ctx, b, forms.Day(from), forms.Day(to), tell.part(0, 3), func(l store.Leaf) {
		s := Sheet(p.st, b, l, forms.Person{})
		laid := p.lay(&s)
		pages = append(pages, laid...)
		m.Pages = append(m.Pages, forms.ArchivedPage{Leaf: s.Leaf, Day: l.Day, Code: l.Code, Sheets: len(laid)})
		m.Records += len(l.Records)
		for _, e := range entries(l.Records) {
			if m.Last = e.Number().String(); m.First == "" {
				m.First = m.Last
			}
		}
	})
	if err != nil {
		return err
	}
	if len(pages) == 0 {
		tell.say(1, 1)
		return nil
	}
	job := p.job(b.Title, pages)
	job.At = m.At
	name := b.Title + " " + forms.Day(from)[:7]
	for i, ext := range []string{".xlsx", ".pdf"} {
		kept, err := shelveFile(ctx, z, name+ext, job, tell.part(i+1, 3))
		if err != nil {
			return err
		}
		m.Files = append(m.Files, kept)
	}
	return nil
}

// shelveFile adds a job as a file to an archive.
func shelveFile(ctx context.Context, z *zip.Writer, name string, job paper.Job, tell Progress) (forms.ArchivedFile, error) {
	kept := forms.ArchivedFile{Name: name}
	var whole bytes.Buffer
	if err := drawing[filepath.Ext(name)](ctx, &whole, job, tell); err != nil {
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

// Check holds an archive against the ledger, which should have been
// verified before. It gives the manifest, and what does not agree, each in a
// sentence.
func (p *Press) Check(ctx context.Context, path string) (*forms.Manifest, []string, error) {
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
		acts, err := p.st.Plain(ctx, m.Book, forms.Shelve)
		wrong = errors.Join(wrong, err)
		return forms.SignedFor(acts, sum)
	}
	s.Code = func(seq int64) string { return p.Code(ctx, seq) }
	faults := m.Faults(s)
	return m, faults, wrong
}

// Code is the check code of a row; empty where there is none.
func (p *Press) Code(ctx context.Context, seq int64) string {
	_, code, err := p.st.Row(ctx, seq)
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
