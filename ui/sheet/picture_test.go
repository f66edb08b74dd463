package sheet

import (
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
)

var update = flag.Bool("update", false, "write the pictures anew")

// picture holds what the window shows against testdata/name.png.
func picture(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	got := w.Canvas().Capture()
	path := filepath.Join("testdata", name+".png")
	if *update {
		save(t, path, got)
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if n := differing(got, want); n > 20 {
		failed := filepath.Join(t.TempDir(), name+".png")
		if dir := os.Getenv("PICTURES"); dir != "" {
			failed = filepath.Join(dir, name+".png")
		}
		save(t, failed, got)
		t.Errorf("%s: %d pixels differ (PICTURES=dir keeps what was drawn, -update takes it)", name, n)
	}
}

func save(t *testing.T, path string, m image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, m); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// differing counts the pixels that are not alike. Processors that multiply and
// add in one step may round the edge of a letter otherwise.
func differing(a, b image.Image) int {
	if a.Bounds() != b.Bounds() {
		return a.Bounds().Dx() * a.Bounds().Dy()
	}
	n := 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r0, g0, b0, _ := a.At(x, y).RGBA()
			r1, g1, b1, _ := b.At(x, y).RGBA()
			if far(r0, r1) || far(g0, g1) || far(b0, b1) {
				n++
			}
		}
	}
	return n
}

func far(a, b uint32) bool { return max(a, b)-min(a, b) > 0x0A00 }

func TestFormPictures(t *testing.T) {
	t.Run("empty", func(t *testing.T) {
		k := newDesk(t, &permit{})
		k.form.Focus()
		picture(t, k.win, "form-empty")
	})
	t.Run("written", func(t *testing.T) {
		k := newDesk(t, written())
		k.at(&k.p.Text).shortcut(&fyne.ShortcutSelectAll{})
		picture(t, k.win, "form-written")
	})
	t.Run("suggestions", func(t *testing.T) {
		k := newDesk(t, &permit{Way: "来访"})
		k.offers = residents
		k.at(&k.p.Room).typed("32").press(fyne.KeyDown)
		picture(t, k.win, "form-suggestions")
	})
	t.Run("problems", func(t *testing.T) {
		k := newDesk(t, written())
		k.p.As, k.p.Text = "", ""
		k.form.Reread()
		k.at(&k.p.When).typed("下午三点").press(fyne.KeyTab)
		k.form.Check([]paper.Problem{{Field: &k.p.Phone, Words: "电话太长，请只写一个号码。"}})
		picture(t, k.win, "form-problems")
	})
	t.Run("choice", func(t *testing.T) {
		k := newDesk(t, written())
		k.at(&k.p.Way)
		picture(t, k.win, "form-choice")
		k.at(&k.p.Grade)
		picture(t, k.win, "form-short-choice")
	})
	t.Run("night", func(t *testing.T) {
		k := newDesk(t, written())
		k.night()
		k.offers = residents
		k.p.As = ""
		k.form.Reread()
		k.form.Problems([]paper.Problem{{Field: &k.p.Text, Words: "请写明搬运时间。"}})
		k.at(&k.p.Room).shortcut(&fyne.ShortcutSelectAll{}).typed("32")
		picture(t, k.win, "form-night")
	})
}

// register is a page of the duty log as the book holds it: urgent, late,
// corrected, void.
func register() []paper.Page {
	o := &forms.Office{Name: "和谐花园管理处", Rules: forms.DefaultRules(), Calendar: forms.DefaultCalendar()}
	line := func(no int, f func(*duty.Record)) *duty.Record {
		d := &duty.Record{
			Line:  duty.Line{Happened: morning.Add(time.Duration(no) * 23 * time.Minute), Way: duty.ByPhone, Room: "3-2-1204", Name: "张伟", Phone: "13800000000", As: forms.Owner, Kind: forms.Repair, Text: "空调清洗两台，已告知价格 120 元/台。"},
			State: duty.Working, Ref: forms.Ref{Year: 2026, No: no}, Signer: forms.Person{Name: "王芳"}, Department: "工程部", Handler: "李强",
		}
		d.Dispatched, d.Promised = d.Happened.Add(5*time.Minute), d.Happened.Add(48*time.Hour)
		f(d)
		return d
	}
	lines := []forms.Entry{
		line(1, func(d *duty.Record) {
			d.Urgent, d.ReadBack = true, true
			d.Text = "厨房水管漏水，已漏到楼下 1104 客厅吊顶，请尽快派人关阀。"
			d.Notes = []forms.Note{{At: morning.Add(time.Hour), By: "王芳", Text: "李强到场关阀，换角阀，16:05 复通。"}}
		}),
		line(2, func(d *duty.Record) { d.Kind, d.Promised = forms.Complaint, morning }),
		line(3, func(d *duty.Record) {
			d.Marks = []forms.Mark{{Field: "Room", Old: "3-2-1104", By: "王芳", At: morning.Add(2 * time.Hour)}}
		}),
		line(4, func(d *duty.Record) {
			d.State, d.Annulment = forms.Annulled, "作废：与第 1 条重复。李敏 11-23 12:10"
		}),
	}
	return paper.Compose(duty.Page(forms.PageHead{
		Office: o, Edition: "A/0", Year: 2026, Page: forms.Page{No: 37, Day: "2026-11-23", Shift: "早班", Person: "王芳", Lines: 4},
		Viewer: forms.Person{Role: forms.Manager}, Now: morning.Add(9 * time.Hour), Code: "1234-AB12CD34EF56",
	}, lines))
}

func TestPagePictures(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New())
	w := NewPages()
	win := test.NewTempWindow(t, w)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(1366, 560))
	pages := register()
	w.Draw(append(pages, pages...))
	w.Mark(0, lineOn(pages[0], 1).Y, lineOn(pages[0], 1).Y+lineOn(pages[0], 1).H)
	picture(t, win, "page")
	w.ZoomBy(1.5)
	picture(t, win, "page-150")
	w.FitWidth()
	w.ZoomBy(0.5)
	picture(t, win, "page-50")
	w.FitWidth()
	a.Settings().SetTheme(theme.New().Always(base.VariantDark))
	picture(t, win, "page-night")
}

// lineOn is the signature box of the nth line of a register page.
func lineOn(p paper.Page, n int) paper.Box {
	for _, b := range p.Boxes {
		if b.Blank != nil && b.Blank.Kind == paper.SignKind {
			if n == 0 {
				return b
			}
			n--
		}
	}
	return paper.Box{}
}
