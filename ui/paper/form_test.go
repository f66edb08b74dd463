//go:build ci

package paper

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/forms"
	sheet "frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

var morning = time.Date(2026, 11, 23, 9, 12, 0, 0, forms.Beijing)

func office() *forms.Office {
	return &forms.Office{
		Name: "和谐花园管理处", Rules: forms.DefaultRules(), Calendar: forms.DefaultCalendar(),
		Shifts: []forms.Shift{{Name: "早班", Start: 480, End: 960}},
	}
}

// desk is a form of a new duty line in a window of its own.
type desk struct {
	t               *testing.T
	line            *forms.DutyLine
	form            *Form
	win             fyne.Window
	done, cancelled int
	picked          []Suggestion
	suggestions     []Suggestion
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.New())
	k := &desk{t: t, line: &forms.DutyLine{}}
	c := forms.Context{Now: morning, Office: office()}
	k.line.Start(nil, c)
	k.form = NewForm(func() sheet.Sheet { return k.line.Slip(nil, c) }, Options{
		Suggest: func(_ *sheet.Blank, typed string) []Suggestion {
			if typed == "" {
				return nil
			}
			return k.suggestions
		},
		Picked: func(_ *sheet.Blank, s Suggestion) {
			k.picked = append(k.picked, s)
			k.line.Room, k.line.Name, k.line.Phone, k.line.As = "3-2-501", "张伟", "13800000000", forms.Owner
		},
		Done:   func() { k.done++ },
		Cancel: func() { k.cancelled++ },
	})
	k.win = test.NewTempWindow(t, k.form)
	k.win.Resize(fyne.NewSize(1200, 420))
	return k
}

func (k *desk) picture(name string) {
	k.t.Helper()
	f, err := os.Create(filepath.Join(os.TempDir(), name+".png"))
	if err != nil {
		k.t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if err := png.Encode(f, k.win.Canvas().Capture()); err != nil {
		k.t.Fatal(err)
	}
}

func TestLook(t *testing.T) {
	k := newDesk(t)
	k.form.FocusOn(&k.line.Room)
	k.suggestions = []Suggestion{{Text: "3-2-501", Detail: "张伟 业主 13800000000"}, {Text: "3-2-502", Detail: "李娜 租户 13900000000"}}
	test.Type(k.win.Canvas().Focused(), "32")
	k.picture("form1")
	k.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	k.win.Canvas().Focused().TypedRune('6')
	k.form.Check([]sheet.Problem{{Field: &k.line.Phone, Words: "电话太长，请只写一个号码。"}})
	k.picture("form2")
	p := NewPages()
	k.line.Text = "厨房水管漏水,已漏到楼下 1104 客厅吊顶,请尽快派人关阀"
	d := &forms.Duty{DutyLine: *k.line, State: forms.Working, Ref: forms.Ref{Year: 2026, No: 123}, Signer: forms.Person{Name: "王芳"}, Department: "工程部", Handler: "李强"}
	d.Urgent, d.ReadBack = true, true
	d.Notes = []forms.Note{{At: morning, By: "王芳", Text: "李强到场关阀，换角阀，16:05 复通"}}
	s := forms.DutyPage(forms.PageHead{Office: office(), Edition: "A/0", Year: 2026, Page: forms.Page{No: 37, Day: "2026-11-23", Shift: "早班", Person: "王芳", Lines: 1}, Viewer: forms.Person{Role: forms.Manager}, Now: morning, Code: "1234-AB12CD34EF56"}, []*forms.Duty{d, d})
	k.win.SetContent(p)
	k.win.Resize(fyne.NewSize(1366, 760))
	p.Draw(sheet.Compose(s))
	p.Mark(0, 44.6, 58)
	k.picture("page1")
}
