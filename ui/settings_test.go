package ui

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/handover"
	"frontdesk/forms/law"
	"frontdesk/forms/visit"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// set writes a setting over what stands in its blank; a tick is turned.
func (k *clerk) set(section, blank, text string) {
	k.t.Helper()
	t := k.w.settings
	for i, s := range forms.Sections() {
		if s.Name != section {
			continue
		}
		if t.at != i {
			k.on(func() { t.choose(i) })
		}
		page := t.draft.Sheet(s)
		for _, b := range page.Blanks() {
			if b.Name != blank {
				continue
			}
			k.on(func() { t.form.FocusOn(b.Field) })
			if f, ok := k.w.win.Canvas().Focused().(fyne.Shortcutable); ok {
				k.on(func() { f.TypedShortcut(&fyne.ShortcutSelectAll{}) })
			}
			k.write(text)
			return
		}
	}
	k.t.Fatalf("there is no setting %s %s", section, blank)
}

// A supervisor changes settings on two pages, signs once for what the window
// lists, and everything holds from then on; the history tells of it.
func TestSettingsAreChangedWithASignature(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.ctrl(fyne.KeyComma)
	k.set("交接班与放行", "值班物品", "对讲机 3\n门禁卡 20 张")
	k.set("值班与时限", "补记", "10")
	if !strings.Contains(k.w.settings.title.Text, "没有保存") {
		t.Errorf("the head says %q", k.w.settings.title.Text)
	}
	k.ctrl(fyne.KeyS)
	for _, want := range []string{"交接班与放行 值班物品：对讲机 2", "→ 对讲机 3 门禁卡 20", "30 → 10"} {
		if !k.shows(want) {
			t.Errorf("the signature does not say %q", want)
		}
	}
	k.sign()
	r := k.st.Office().Rules
	if len(r.Things) != 2 || r.Things[1].Name != "门禁卡" || r.LateEntry != 10 || r.SlipBack != 24 || len(r.Kinds) == 0 {
		t.Errorf("%+v", r)
	}
	if strings.Contains(k.w.settings.title.Text, "没有保存") {
		t.Errorf("the head says %q", k.w.settings.title.Text)
	}
	acts, err := k.st.SettingsActs(context.Background())
	if err != nil || len(acts) != 2 || acts[1].By.Role != forms.Supervisor {
		t.Errorf("%d acts, %v", len(acts), err)
	}
	k.on(func() { k.w.settings.choose(len(k.w.settings.side.Objects) - 1) })
	if !k.shows("30 → 10") || !k.shows("陈建国") {
		t.Error("the history does not tell of it")
	}
	// A line written 20 minutes after it happened is late now.
	k.ctrl(fyne.Key1)
	k.ctrl(fyne.KeyN)
	k.line("空调漏水")
	if d := k.duty(1); d.Late {
		t.Error("a line of this minute is late")
	}
	// The next handover has the things.
	k.until("2026-11-23 15:50")
	k.ctrl(fyne.Key3)
	k.ctrl(fyne.KeyN)
	if l := k.w.book().slip.deed.(*handover.Line); len(l.Things) != 2 || l.Things[1].Expected != 20 {
		t.Errorf("%+v", l.Things)
	}
}

// An office calls a procedure by its own document: from then on that is what the
// window, prints and workbooks say, of what was written before, too. The ledger
// keeps what was written.
func TestAnOfficesOwnNameIsSeenEverywhere(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.finished()
	k.ctrl(fyne.Key5)
	k.on(func() { k.w.Turn(newest[*visit.Plan](k, "plan").Ref) })
	k.ctrl(fyne.KeyD)
	k.write("王芳")
	k.tab()
	k.write("孙工")
	k.ctrl(fyne.KeyS)
	k.sign()
	v := newest[*visit.Record](k, "visit")
	see := func(want string) {
		t.Helper()
		k.on(func() { k.w.Turn(v.Ref) })
		if !k.shows("依据 " + want + "：随时") {
			t.Errorf("the window does not say %s", want)
		}
		if !strings.Contains(k.prints(), want+"：随时") {
			t.Errorf("the print does not say %s", want)
		}
		k.ctrl(fyne.KeyP)
		k.button("导出 Excel")
		k.key(fyne.KeyEscape)
		if !k.sheetSays("回访记录表 "+v.Ref.String()+".xlsx", want+"：随时") {
			t.Errorf("the workbook does not say %s", want)
		}
		k.on(func() { k.w.settings.choose(2) })
		if !k.shows(want) {
			t.Errorf("the settings do not say %s", want)
		}
	}
	see("《回访管理规程》4.1")
	k.ctrl(fyne.KeyComma)
	k.set("规程名称", "回访管理规程 名称", "《客服回访管理办法》")
	k.set("规程名称", "回访管理规程 文件编号", "WY-KF-012")
	k.ctrl(fyne.KeyS)
	if !k.shows("回访管理规程 名称：（空） → 客服回访管理办法") {
		t.Error("the signature does not say what is changed")
	}
	k.sign()
	see("《客服回访管理办法》WY-KF-012 4.1")
	if own := k.st.Office().Procedures; len(own) != 1 || own[0] != (law.Own{Key: "S0/2", Title: "客服回访管理办法", No: "WY-KF-012"}) {
		t.Errorf("kept are %v", own)
	}
	if got := k.visit(v.Ref).Clause; got != v.Clause || !strings.HasPrefix(string(got), "S0/2 4.1：") {
		t.Errorf("the ledger says %q", got)
	}
	// Emptied again, it is as it was.
	k.ctrl(fyne.KeyComma)
	k.set("规程名称", "回访管理规程 名称", "")
	k.key(fyne.KeyBackspace)
	k.set("规程名称", "回访管理规程 文件编号", "")
	k.key(fyne.KeyBackspace)
	k.ctrl(fyne.KeyS)
	k.sign()
	see("《回访管理规程》4.1")
}

// What cannot be is said at its blank, on its page, and stays on the screen.
func TestASettingThatCannotBe(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.ctrl(fyne.KeyComma)
	k.set("管理处", "班次", "早班八点")
	k.set("工作日历", "另外放假", "2027-03-08 妇女节")
	k.ctrl(fyne.KeyS)
	if s := k.w.settings; s.at != 0 || s.draft.ShiftText != "早班八点" || s.draft.OffText != "2027-03-08 妇女节" {
		t.Errorf("page %d, %q, %q", s.at, s.draft.ShiftText, s.draft.OffText)
	}
	if !k.shows("班次没有看懂") {
		t.Error("nothing is said")
	}
	if acts, _ := k.st.SettingsActs(context.Background()); len(acts) != 1 {
		t.Error("it was saved")
	}
	press := k.w.settings.keep.Objects[0].(*keyButton)
	k.on(press.OnTapped)
	if k.w.settings.unsaved() {
		t.Error("giving up does not give up")
	}
}

// Pages are turned without the mouse, in a blank and beside it.
func TestSettingsByKeyboard(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.ctrl(fyne.KeyComma)
	at := func(want int) {
		t.Helper()
		if k.w.settings.at != want {
			t.Fatalf("on page %d, want %d", k.w.settings.at, want)
		}
	}
	at(0)
	k.key(fyne.KeyPageDown, fyne.KeyPageDown)
	at(2)
	k.key(fyne.KeyEscape, fyne.KeyUp)
	at(1)
	for range len(k.w.settings.side.Objects) {
		k.key(fyne.KeyEscape, fyne.KeyDown)
	}
	at(len(k.w.settings.side.Objects) - 1)
}

// The idle lock takes its time from the settings.
func TestTheIdleLockIsSet(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.ctrl(fyne.KeyComma)
	k.set("管理处", "无人操作锁定", "1")
	k.ctrl(fyne.KeyS)
	k.sign()
	k.on(func() { k.w.touched = time.Now().Add(-2 * time.Minute); k.w.onTick() })
	if k.w.who.ID != "" {
		t.Error("nobody used the window for two minutes, and it is not locked")
	}
	k.onDuty()
	k.ctrl(fyne.KeyComma)
	k.set("管理处", "无人操作锁定", "0")
	k.ctrl(fyne.KeyS)
	k.sign()
	k.on(func() { k.w.touched = time.Now().Add(-20 * time.Hour); k.w.onTick() })
	if k.w.who.ID == "" {
		t.Error("it locks although the setting says never")
	}
}

// Dark and large are this PC's: they hold at once, and after a new start.
func TestTheLookOfThisPC(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	size := func() float32 { return k.w.app.Settings().Theme().Size(theme.SizeNameText) }
	paper := func() string {
		r, g, b, _ := k.w.app.Settings().Theme().Color(theme.ColorNameBackground, theme.VariantLight).RGBA()
		if r+g+b < 3*0x8000 {
			return "dark"
		}
		return "light"
	}
	usual := size()
	if paper() != "light" {
		t.Fatal("it does not begin light")
	}
	k.ctrl(fyne.KeyComma)
	k.on(func() { k.w.settings.choose(len(forms.Sections()) + 1) })
	radios := everyOf[*widget.RadioGroup](k)
	if len(radios) != 2 {
		t.Fatalf("%d choices", len(radios))
	}
	k.on(func() { radios[0].SetSelected("深色") })
	k.on(func() { radios[1].SetSelected("特大") })
	if paper() != "dark" || size() <= 1.3*usual {
		t.Errorf("%s, %g of %g", paper(), size(), usual)
	}
	if err := Prepare(k.w.app); err != nil { // a new start
		t.Fatal(err)
	}
	if paper() != "dark" || size() <= 1.3*usual {
		t.Errorf("after a new start %s, %g of %g", paper(), size(), usual)
	}
}

// The reminder of the next year's notice leads to where it is pasted; what was
// understood is seen before it is signed, and the reminder goes.
func TestTheNoticeOfAYearIsPasted(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	asked := func() int {
		return slices.IndexFunc(k.w.today.agenda.Todos, func(x forms.Todo) bool { return x.Do == forms.NoticeVerb })
	}
	k.ctrl(fyne.KeyJ)
	if asked() < 0 || !k.shows("请录入 2027 年放假通知") {
		t.Fatal("in November nobody asks for the notice")
	}
	k.on(func() { k.w.today.choose(asked()); k.w.today.enter() })
	if !k.shows("另外放假") {
		t.Fatal("the reminder leads elsewhere")
	}
	const notice = "2027年部分节假日安排。一、元旦：1月1日放假。二、春节：2月5日至11日放假，共7天。三、清明节：4月5日放假。四、劳动节：5月1日至3日放假。五、端午节：6月9日放假。六、中秋节：9月15日放假。"
	k.set(forms.Days, "放假通知", notice)
	k.ctrl(fyne.KeyS)
	if !k.shows("没有看到“国庆”") {
		t.Error("half a notice is signed")
	}
	k.set(forms.Days, "放假通知", notice+"七、国庆节：10月1日（周五）至7日放假，共7天。10月9日（周六）上班。")
	if !k.shows("国庆节：2027-10-01 至 2027-10-07 放假，共 7 天；2027-10-09 上班") {
		t.Error("what was understood is not shown")
	}
	k.ctrl(fyne.KeyS)
	k.sign()
	if c := k.st.Office().Calendar; c.Workday(time.Date(2027, 10, 5, 9, 0, 0, 0, forms.Beijing)) || c.Provisional(time.Date(2027, 1, 1, 0, 0, 0, 0, forms.Beijing)) {
		t.Error("the notice does not hold")
	}
	k.ctrl(fyne.KeyJ)
	k.on(k.w.remind)
	if asked() >= 0 {
		t.Error("it is still asked for")
	}
}
