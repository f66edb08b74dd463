package sheet

import (
	"strings"
	"testing"
	"time"

	"frontdesk/forms/paper"
	"frontdesk/ui/theme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
)

var morning = time.Date(2026, 11, 23, 9, 12, 0, 0, paper.Beijing)

// permit is a record with a blank of every kind.
type permit struct {
	Room, Name, Phone, As, Way string
	When                       time.Time
	Checked, Urgent            bool
	Count                      int
	Grade                      string
	Text, Remark, Signer, Made string
}

func (p *permit) sheet() paper.Sheet {
	s := paper.NewSheet(paper.Portrait)
	name := func(w string) paper.Cell { return paper.Label(w).Wide(24) }
	row := func(c ...paper.Cell) paper.Row { return paper.Row{Min: 9, Cells: c} }
	s.Head = []paper.Row{
		{Min: 13, Cells: []paper.Cell{paper.Word("大件物品搬出申请表").Mid().Big(18).Strong().Plain()}},
		{Min: 7, Cells: []paper.Cell{paper.Word("文件编号：R05-WKF07　版次：A/0").Big(9).Right().Plain()}},
	}
	s.Body = []paper.Row{
		row(name("房号"), paper.Room(&p.Room).Must().Wide(46).Hinted("房号、姓名或首字母"), name("申请人"), paper.Person(&p.Name).Must(), name("联系电话"), paper.Phone(&p.Phone)),
		row(name("身份"), paper.Choice(&p.As, "业主", "租户", "受托人").Must(), name("核对"), paper.Tick(&p.Checked, "已核对").Wide(24)),
		row(name("方式"), paper.Choice(&p.Way, "来电", "来访", "书面", "巡查", "门岗监控转来", "网络")),
		row(name("时间"), paper.Time(&p.When, morning).Must().Wide(46), name("数量"), paper.Number(&p.Count).Mid(), name("等级"), paper.Choice(&p.Grade, "一般", "重大").Short().Mid()),
		row(name("搬出事由"), paper.Long(&p.Text).Must().Tall(2)),
		row(name("备注"), paper.Text(&p.Remark).Alarm(), name("紧急"), paper.Tick(&p.Urgent, "急").Short().Wide(24)),
		row(name("登记时间"), paper.Text(&p.Made).Fixed().Wide(46), name("签名"), paper.Sign(&p.Signer)),
	}
	s.Tail = []paper.Row{{Cells: []paper.Cell{paper.Paging()}}}
	return s
}

// written is a permit as it comes to the desk.
func written() *permit {
	return &permit{
		Room: "3-2-1204", Name: "欧阳敏", Phone: "13800000000", As: "租户", Way: "来访", When: morning, Checked: true, Count: 4, Grade: "一般",
		Text:   "租约到期搬家，家具已由业主电话确认归租户所有，冰箱与洗衣机为业主财产不搬出。电梯须加护垫，走 2 号货梯，11-23 14:30 至 17:30。",
		Remark: "逾期", Made: "11-23 09:12", Signer: "王芳",
	}
}

// desk is a form on a window of its own, with an owner that counts what it is
// told.
type desk struct {
	*testing.T
	p    *permit
	form *Form
	win  fyne.Window

	changed, done, cancelled, resized int
	offers                            []Suggestion
	asked                             []string
	picked                            []Suggestion
	keys                              []fyne.KeyName
}

func newDesk(t *testing.T, p *permit) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New())
	return deskIn(t, p)
}

// deskIn is a desk in the app that runs already.
func deskIn(t *testing.T, p *permit) *desk {
	t.Helper()
	k := &desk{T: t, p: p}
	k.form = NewForm(p.sheet, Options{
		Suggest: func(_ *paper.Blank, typed string) []Suggestion {
			k.asked = append(k.asked, typed)
			if typed == "" {
				return nil
			}
			return k.offers
		},
		Picked: func(_ *paper.Blank, s Suggestion) {
			k.picked = append(k.picked, s)
			p.Room, p.Name, p.Phone, p.As = "3-2-501", "张伟", "13900000000", "业主"
		},
		Changed: func() { k.changed++ },
		Done:    func() { k.done++ },
		Cancel:  func() { k.cancelled++ },
		Resized: func() { k.resized++ },
		Key: func(n fyne.KeyName) bool {
			k.keys = append(k.keys, n)
			return true
		},
	})
	k.win = test.NewTempWindow(t, k.form)
	k.win.SetPadded(false)
	k.win.Resize(fyne.NewSize(900, 460))
	return k
}

// night turns the window dark.
func (k *desk) night() {
	fyne.CurrentApp().Settings().SetTheme(theme.New().Always(base.VariantDark))
}

// at puts the caret into a blank, as a key would.
func (k *desk) at(field any) *desk {
	k.Helper()
	k.form.FocusOn(field)
	if k.here() != field {
		k.Fatalf("the caret is not in the blank")
	}
	return k
}

// here is the field of the record whose blank has the caret; nil for none.
func (k *desk) here() any {
	if x, ok := k.win.Canvas().Focused().(field); ok {
		return x.blank().Field
	}
	return nil
}

func (k *desk) typed(s string) *desk {
	for _, r := range s {
		k.win.Canvas().Focused().TypedRune(r)
	}
	return k
}

func (k *desk) press(keys ...fyne.KeyName) *desk {
	for _, n := range keys {
		if x := k.win.Canvas().Focused(); x != nil {
			x.TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	return k
}

// shifted presses keys while Shift is held.
func (k *desk) shifted(keys ...fyne.KeyName) *desk {
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	k.win.Canvas().Focused().(desktop.Keyable).KeyDown(shift)
	k.press(keys...)
	if x, ok := k.win.Canvas().Focused().(desktop.Keyable); ok {
		x.KeyUp(shift)
	}
	return k
}

func (k *desk) shortcut(s fyne.Shortcut) *desk {
	k.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(s)
	return k
}

func (k *desk) ctrl(key fyne.KeyName) *desk {
	return k.shortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
}

// words is what stands on screen in a blank.
func (k *desk) words(field any) string {
	k.Helper()
	w, ok := k.form.fields[field].(*writing)
	if !ok {
		k.Fatal("not a blank to write in")
	}
	return w.words.String()
}

func (k *desk) want(what string, got, want any) {
	k.Helper()
	if got != want {
		k.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// residents are what the owner of the form may offer.
var residents = []Suggestion{
	{Text: "3-2-501", Detail: "张伟 业主 13900000000"},
	{Text: "3-2-502", Detail: "李娜 租户 13700000000"},
	{Text: "3-2-601", Detail: strings.Repeat("欧阳建国", 20)},
}
