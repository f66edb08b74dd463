package ui

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/ui/press"

	"fyne.io/fyne/v2"
	"github.com/xuri/excelize/v2"
)

// archived archives November through the window, by two people.
func (k *clerk) archived() string {
	k.t.Helper()
	k.onDuty()
	k.line("厨房水管漏水")
	k.clock.Forward(24 * time.Hour)
	k.ctrl(fyne.KeyN)
	k.line("楼道灯不亮")
	k.until("2026-12-01 08:30")
	k.menu("归档…")
	k.key(fyne.KeyReturn) // last month, as is proposed
	k.sign()
	k.sign()
	path := filepath.Join(k.dir.Archives(), "值班记录表 2026-11-01 至 2026-11-30.zip")
	if _, err := os.Stat(path); err != nil {
		k.t.Fatal(err)
	}
	k.key(fyne.KeyEscape)
	return path
}

// A month is archived by clerk and supervisor; archive and ledger agree, and go
// on agreeing when the book goes on.
func TestAMonthIsArchived(t *testing.T) {
	k := newClerk(t)
	path := k.archived()
	acts, err := k.st.Plain(context.Background(), "duty", forms.Shelve)
	if err != nil || len(acts) != 2 || acts[0].By.Role == acts[1].By.Role || acts[0].Deed.(*forms.Shelving).Records != 2 {
		t.Fatalf("%+v %v", acts, err)
	}
	k.ctrl(fyne.KeyN)
	k.line("归档以后的一行")
	m, faults, err := press.Of(k.st).Check(context.Background(), path)
	if err != nil || len(faults) > 0 || len(m.Files) != 2 || len(m.Pages) != 2 {
		t.Errorf("%+v %q %v", m, faults, err)
	}
	k.on(func() { k.w.holdArchive(path) })
	if !k.shows("逐页对得上") {
		t.Error("the window does not say that they agree")
	}
	k.key(fyne.KeyReturn)
}

// One byte changed anywhere in the archive is found out; so is an archive of
// another office.
func TestAChangedArchiveIsFoundOut(t *testing.T) {
	k := newClerk(t)
	path := k.archived()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "x.zip")
	caught, stride := 0, max(len(whole)/150, 1)
	for at := 0; at < len(whole); at += stride {
		changed := bytes.Clone(whole)
		changed[at] ^= 0x20
		if err := os.WriteFile(other, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		m, faults, err := press.Of(k.st).Check(context.Background(), other)
		if err != nil || len(faults) > 0 {
			caught++
			continue
		}
		// What is left are bytes of the zip that say nothing, such as a time.
		if len(m.Pages) != 2 || len(m.Files) != 2 {
			t.Errorf("byte %d changed, and nobody noticed", at)
		}
	}
	if caught < 130 {
		t.Errorf("%d changes of 150 were found out", caught)
	}
	stranger := newClerk(t)
	if _, faults, err := press.Of(stranger.st).Check(context.Background(), path); err != nil || len(faults) == 0 || !strings.Contains(faults[0], "不是这本台账") {
		t.Errorf("in another office: %q %v", faults, err)
	}
	for _, no := range []string{"", "PK", "text"} {
		if err := os.WriteFile(other, []byte(no), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := press.Of(k.st).Check(context.Background(), other); err == nil || !strings.Contains(sentence(err), "打不开") {
			t.Errorf("%q: %v", no, err)
		}
	}
}

// Who opens the workbook of an archive, changes a word and saves it, is told on
// which page; who only saves it, that no word was changed.
func TestAChangedPageIsNamed(t *testing.T) {
	k := newClerk(t)
	path := k.archived()
	again := func(change func(f *excelize.File)) []string {
		t.Helper()
		z, err := zip.OpenReader(path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = z.Close() }()
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			if filepath.Ext(f.Name) == ".xlsx" {
				book, err := excelize.OpenReader(bytes.NewReader(text))
				if err != nil {
					t.Fatal(err)
				}
				change(book)
				saved, err := book.WriteToBuffer()
				if err != nil {
					t.Fatal(err)
				}
				text = saved.Bytes()
			}
			to, err := w.Create(f.Name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := to.Write(text); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		other := filepath.Join(t.TempDir(), "x.zip")
		if err := os.WriteFile(other, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		_, faults, err := press.Of(k.st).Check(context.Background(), other)
		if err != nil {
			t.Fatal(err)
		}
		return faults
	}
	if got := again(func(f *excelize.File) { _ = f.SetDocProps(&excelize.DocProperties{Title: "另存"}) }); len(got) != 1 || !strings.Contains(got[0], "文字没有变") {
		t.Errorf("saved again: %q", got)
	}
	got := again(func(f *excelize.File) {
		sheet := f.GetSheetList()[0]
		at, err := f.SearchSheet(sheet, "楼道灯不亮")
		if err != nil || len(at) != 1 {
			t.Fatalf("%v %v", at, err)
		}
		if err := f.SetCellStr(sheet, at[0], "楼道灯亮"); err != nil {
			t.Fatal(err)
		}
	})
	if len(got) != 1 || !strings.Contains(got[0], "第 2026-002 页的文字变了") {
		t.Errorf("a word changed: %q", got)
	}
}

// The same person cannot sign twice; a code from paper is held against the row.
func TestCodesAndSigners(t *testing.T) {
	k := newClerk(t)
	path := k.archived()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	k.on(func() { k.w.book().shelve(k.clock.Now(), k.clock.Now(), k.w.who, k.w.who, path) })
	if !k.shows("要是两个人") {
		t.Error("one person archives alone")
	}
	k.key(fyne.KeyReturn)
	code, err := k.st.CheckCode(context.Background(), "duty", 2026, 1)
	if err != nil {
		t.Fatal(err)
	}
	k.menu("核对校验码…")
	k.write(strings.ToLower(code))
	k.key(fyne.KeyReturn)
	if !k.shows("对得上：" + code) {
		t.Error("a code from the page is not found")
	}
	k.key(fyne.KeyReturn)
	last := code[len(code)-1]
	wrong := code[:len(code)-1] + string("0123456789ABCDEF"[(strings.IndexByte("0123456789ABCDEF", last)+1)%16])
	k.menu("核对校验码…")
	k.write(wrong)
	k.key(fyne.KeyReturn)
	if !k.shows("只差第 12 位") {
		t.Error("a mistyped code is not named")
	}
	k.key(fyne.KeyEscape)
}
