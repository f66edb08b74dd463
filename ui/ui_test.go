package ui

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/assets"
	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/resident"
	"frontdesk/ui/press"
	"frontdesk/ui/printer"

	"fyne.io/fyne/v2"
	"github.com/xuri/excelize/v2"
)

// line writes a repair with the keyboard alone.
func (k *clerk) line(text string) {
	k.t.Helper()
	k.write("3-2-501")
	k.key(fyne.KeyReturn)
	k.write("张伟")
	k.tab()
	k.write("013805510001")
	k.tab()
	k.write("1")
	k.tab()
	k.write("6")
	k.tab()
	k.write(text)
	k.key(fyne.KeyReturn, fyne.KeyReturn) // it stops at what is read back
}

func (k *clerk) duty(no int) *duty.Record {
	k.t.Helper()
	r, _, err := k.st.Record(context.Background(), forms.Ref{Book: "duty", Year: 2026, No: no})
	if err != nil {
		k.t.Fatal(err)
	}
	return r.(*duty.Record)
}

// none tells whether the entry is not there.
func (k *clerk) none(no int) bool {
	_, _, err := k.st.Record(context.Background(), forms.Ref{Book: "duty", Year: 2026, No: no})
	return err != nil
}

func TestALineIsWrittenWithoutTheMouse(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房水管漏水，已漏到楼下。")
	d := k.duty(1)
	if d.Room != "3-2-501" || d.Name != "张伟" || d.Phone != "013805510001" || d.As != forms.Owner || d.Kind != forms.Repair ||
		d.Text != "厨房水管漏水，已漏到楼下。" || d.Way != duty.ByPhone || d.Signer.Name != "王芳" || d.Page != 1 || d.Row != 1 {
		t.Errorf("%+v", d)
	}
	if got := d.Happened.Format("15:04"); got != "09:00" {
		t.Errorf("it happened at %s, want now", got)
	}
	if k.w.win.Canvas().Focused() == nil {
		t.Error("the next line cannot be written at once: nothing has the caret")
	}
	if n := len(k.w.book().leaf.Records); n != 1 {
		t.Errorf("the page shows %d lines", n)
	}
}

func TestALineThatLayReadyHappensWhenItIsBegun(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.clock.Forward(50 * time.Minute)
	k.line("电梯异响")
	if got := k.duty(1).Happened.Format("15:04"); got != "09:50" {
		t.Errorf("it happened at %s", got)
	}
}

func TestARoomBringsWhoLivesThere(t *testing.T) {
	k := newClerk(t)
	for _, r := range []resident.Resident{
		{Room: "3-2-501", Name: "张伟", Phone: "13805510001", As: forms.Owner},
		{Room: "7-1-1101", Name: "欧阳敏", Phone: "13905510002", As: forms.Tenant},
	} {
		if _, err := k.w.residents.Put(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
	k.onDuty()
	for typed, want := range map[string]string{"32501": "张伟", "oym": "欧阳敏", "欧阳": "欧阳敏", "05510001": "张伟"} {
		k.write(typed)
		k.key(fyne.KeyReturn)
		l := k.w.book().slip.deed.(*duty.Line)
		if l.Name != want || l.Phone == "" || l.As == "" || l.Room == typed {
			t.Errorf("%q brings %+v", typed, l)
		}
		l.Room, l.Name, l.Phone, l.As = "", "", "", ""
		k.on(func() {
			k.w.book().slip.form.Reread()
			k.w.book().slip.focus()
		})
	}
}

func TestWhatIsMissingIsSaidAtThePlaceAndNothingIsWritten(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.write("3-2-501")
	k.ctrl(fyne.KeyS)
	if !k.none(1) {
		t.Fatal("a line without kind and text was written")
	}
	line := k.w.book().slip.deed.(*duty.Line)
	if line.Room != "3-2-501" {
		t.Errorf("what was typed is lost: %+v", line)
	}
}

func TestTheWholeLifeByKeyboard(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房水管漏水")
	k.ctrl(fyne.KeyUp)
	k.ctrl(fyne.KeyD) // 派单
	k.write("李强")
	k.tab()
	k.write("10:00")
	k.ctrl(fyne.KeyS)
	if d := k.duty(1); d.State != duty.Working || d.Handler != "李强" || d.Department != "工程部" {
		t.Fatalf("%s %s %s", d.State, d.Department, d.Handler)
	}
	k.clock.Forward(2 * time.Hour) // past the promise: the reason is demanded
	k.ctrl(fyne.KeyUp)
	k.ctrl(fyne.KeyDown)
	k.w.book().slip.open(forms.Ref{Book: "duty", Year: 2026, No: 1})
	k.rest()
	k.ctrl(fyne.KeyD) // 完成
	k.write("换角阀")
	k.ctrl(fyne.KeyS)
	if d := k.duty(1); d.State != duty.Working {
		t.Fatal("a late matter was finished without its reason (S0/3 4.4.2)")
	}
	f := k.w.book().slip.deed.(*duty.Finishing)
	f.Reason, f.Told = "缺配件", "已电话说明"
	k.ctrl(fyne.KeyS)
	if d := k.duty(1); d.State != duty.ToCall {
		t.Fatalf("state %s", d.State)
	}
	k.ctrl(fyne.KeyD) // 电话回访
	for range 4 {
		k.write("1")
		k.tab()
	}
	k.ctrl(fyne.KeyS)
	k.ctrl(fyne.KeyD) // 办结
	k.ctrl(fyne.KeyS)
	if d := k.duty(1); d.State != duty.Settled {
		t.Fatalf("state %s", d.State)
	}
}

func TestADraftOutlivesLockAndRestart(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.write("3-2-501")
	k.tab()
	k.write("张")
	k.on(k.w.Lock)
	if k.w.who.ID != "" || k.w.win.MainMenu() != nil {
		t.Fatal("the window is not locked")
	}
	k.onDuty()
	line := k.w.book().slip.deed.(*duty.Line)
	if line.Room != "3-2-501" || line.Name != "张" {
		t.Errorf("after the lock: %+v", line)
	}
	first := k.w
	k.w = newWindow(k.w.app, k.st, k.dir, func(f func()) { k.back <- f })
	k.on(func() { k.w.enter(first.who) })
	again := k.w
	line = again.book().slip.deed.(*duty.Line)
	if line.Room != "3-2-501" || line.Name != "张" {
		t.Errorf("after a start: %+v", line)
	}
	for _, f := range first.stop {
		f()
	}
}

func TestTheWindowLocksWhenNobodyUsesIt(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.write("3-2-501")
	idle := time.Duration(k.st.Office().Rules.IdleLock) * time.Minute
	k.w.touched = time.Now().Add(-idle + time.Minute)
	k.on(k.w.onTick)
	if k.w.who.ID == "" {
		t.Error("the window locked too early")
	}
	k.w.touched = time.Now().Add(-idle - time.Second)
	k.on(k.w.onTick)
	if k.w.who.ID != "" {
		t.Fatal("the window did not lock")
	}
	k.onDuty()
	if l := k.w.book().slip.deed.(*duty.Line); l.Room != "3-2-501" {
		t.Errorf("the draft is lost: %+v", l)
	}
}

func TestACorrectionNeedsItsSignersPIN(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房水管漏水")
	k.ctrl(fyne.KeyUp)
	k.menu("更正")
	x := k.w.book().slip.deed.(*duty.Correction)
	x.Line.Name, x.Reason = "章伟", "听错"
	k.ctrl(fyne.KeyS)
	if len(k.duty(1).Marks) != 0 {
		t.Fatal("a correction was written without a signature")
	}
	k.write("9999")
	k.key(fyne.KeyReturn)
	if len(k.duty(1).Marks) != 0 {
		t.Fatal("a wrong PIN signed")
	}
	k.write("1234")
	k.key(fyne.KeyReturn)
	if d := k.duty(1); d.Name != "章伟" || len(d.Marks) != 1 || d.Marks[0].Old != "张伟" {
		t.Errorf("%s %+v", d.Name, d.Marks)
	}
}

func TestFiltersAndSearch(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房水管漏水")
	k.line("电梯异响")
	l := k.w.book().list
	k.ctrl(fyne.KeyO)
	if l.count() != 2 || !k.w.book().bar.back.Visible() {
		t.Errorf("%d open entries are shown", l.count())
	}
	for text, want := range map[string]int{"水": 1, "漏水": 1, "zw": 2, "5510001": 2, "32501": 2, "2026-0002": 1, "没有的": 0} {
		k.ctrl(fyne.KeyF)
		k.write(text)
		if l.count() != want {
			t.Errorf("%q finds %d, want %d", text, l.count(), want)
		}
		k.key(fyne.KeyEscape)
	}
	if k.w.book().bar.back.Visible() {
		t.Error("Escape does not go back to the page")
	}
}

func TestConfidentialWordsAreNotShownToOthers(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.w.book().slip.deed.(*duty.Line).Confidential = true
	k.line("家庭纠纷，请勿外传")
	li := k.st.People()[1]
	k.on(func() { k.w.enter(li.Person) })
	k.on(func() { k.w.book().choose(forms.Ref{Book: "duty", Year: 2026, No: 1}) })
	if got := k.w.book().slip.title.Text; strings.Contains(got, "张伟") || !strings.Contains(got, "2026-0001") {
		t.Errorf("the slip shows %q", got)
	}
	k.ctrl(fyne.KeyF)
	k.write("纠纷")
	if n := k.w.book().list.count(); n != 0 {
		t.Errorf("a search finds %d by confidential words", n)
	}
	papers, err := press.Of(k.st).Book(context.Background(), duty.Book(), "2026-11-23", "2026-11-23", forms.Person{}, k.w.who, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range papers.Job.Pages {
		for _, b := range p.Boxes {
			if strings.Contains(b.Text(), "纠纷") || strings.Contains(b.Text(), "张伟") {
				t.Errorf("the workbook says %q", b.Text())
			}
		}
	}
}

func TestExportWithoutPagesSaysSo(t *testing.T) {
	k := newClerk(t)
	if _, err := press.Of(k.st).Book(context.Background(), duty.Book(), "2026-01-01", "2026-01-31", forms.Person{}, k.w.who, nil); err == nil || !strings.Contains(sentence(err), "没有值班记录") {
		t.Errorf("%v", err)
	}
	k.onDuty()
	k.line("厨房水管漏水")
	k.on(func() { k.w.book().exportAs("2026-11-23", "2026-11-23", forms.Person{}, k.w.who) })
	k.key(fyne.KeyReturn) // the workbook, as is proposed
	path := filepath.Join(k.dir.Exports(), "值班记录表 2026-11-23 至 2026-11-23.xlsx")
	if found, _ := filepath.Glob(path); len(found) != 1 {
		t.Errorf("no workbook at %s", path)
	}
	acts, err := k.st.ActsOf(context.Background(), "duty", 2026, 0)
	if err != nil || len(acts) != 1 || acts[0].Verb != forms.Export {
		t.Errorf("the export is not in the ledger: %+v, %v", acts, err)
	}
}

func TestAPageIsPrintedOnceAndAgain(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.ctrl(fyne.KeyP)
	if k.w.win.Canvas().Overlays().Top() == nil {
		t.Error("an empty book cannot be printed, and nothing says so")
	}
	k.key(fyne.KeyReturn)
	k.line("厨房水管漏水")
	k.prints()
	if again := k.prints(); !strings.Contains(again, "第 2 次打印") || !strings.Contains(again, "厨房水管漏水") {
		t.Error("the second print does not say that it is one")
	}
	if o := k.tray.orders[1]; o.Printer != "前台" || o.Copies != 1 || o.Sides != printer.OneSided {
		t.Errorf("%+v", o)
	}
	k.ctrl(fyne.KeyP)
	k.button("导出 Excel")
	k.key(fyne.KeyEscape)
	acts, err := k.st.ActsOf(context.Background(), "duty", 2026, 1)
	if err != nil {
		t.Fatal(err)
	}
	var copies []int
	exports := 0
	for _, a := range acts {
		switch x := a.Deed.(type) {
		case *forms.Printing:
			copies = append(copies, x.Copy)
		case *forms.Exporting:
			exports++
		}
	}
	if len(copies) != 2 || copies[0] != 1 || copies[1] != 2 || exports != 1 {
		t.Errorf("copies %v, exports %d", copies, exports)
	}
	f, err := excelize.OpenFile(filepath.Join(k.dir.Exports(), "值班记录表 第 2026-001 页.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

func TestWhoComesOnDutyIsToldWhatIsLeft(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房水管漏水")
	k.on(k.w.Lock)
	k.onDuty()
	if got := k.w.status.Text; !strings.Contains(got, "还有 1 条未办结") {
		t.Errorf("the window says %q", got)
	}
}

func TestShiftsAsTyped(t *testing.T) {
	for typed, want := range map[string][]forms.Shift{
		"早班 8:00-16:00，夜班 16:00-8:00": {{Name: "早班", Start: 480, End: 960}, {Name: "夜班", Start: 960, End: 480}},
		"白班 ９：００－１８：００":               {{Name: "白班", Start: 540, End: 1080}},
		"行政班 9 - 18":                  {{Name: "行政班", Start: 540, End: 1080}},
		"":                            nil,
		"早班":                          nil,
		"早班 8:00":                     nil,
		"早班 25:00-26:00":              nil,
	} {
		got, err := forms.ParseShifts(typed)
		if (err != nil) != (want == nil) || len(got) != len(want) {
			t.Errorf("%q: %v, %v", typed, got, err)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%q: %v", typed, got)
			}
		}
	}
}

// Every word of the window stands in the catalogue.
func TestTheCatalogueIsWhole(t *testing.T) {
	words := map[string]string{}
	files, err := assets.Texts().ReadDir("text")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := assets.Texts().ReadFile("text/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &words); err != nil {
			t.Fatalf("%s: %v", f.Name(), err)
		}
	}
	for _, key := range keysInCode(t, ".", "sheet") {
		if words[key] == "" {
			t.Errorf("%q has no Chinese words", key)
		}
	}
}

func TestAListOfResidentsIsTakenIn(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	path := filepath.Join(t.TempDir(), "名单.csv")
	list := "和谐花园住户名单\n房间号,户主,手机,身份证号\n3-2-501,张伟,13805510001,340102198001011234\n7-1-1101,欧阳敏,13905510002,\n,没有房号,13905510003,\n"
	if err := os.WriteFile(path, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	k.on(func() { k.w.TakeResidents(path) })
	if n := len(k.w.residents.All()); n != 0 {
		t.Fatalf("%d residents before the preview was agreed to", n)
	}
	k.button("导入")
	all := k.w.residents.All()
	if len(all) != 2 || all[0].Name != "张伟" || all[0].Phone != "13805510001" {
		t.Errorf("%+v", all)
	}
	k.on(func() { k.w.people.readList(filepath.Join(t.TempDir(), "none.xlsx")) })
	if k.w.win.Canvas().Overlays().Top() == nil {
		t.Error("a file that is not there is not spoken of")
	}
}

// Printing is asked for once; what goes wrong is said, and nothing is recorded
// that was not printed.
func TestPrintingThatDoesNotWork(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房水管漏水")
	prints := func() int {
		acts, err := k.st.ActsOf(context.Background(), "duty", 2026, 1)
		if err != nil {
			t.Fatal(err)
		}
		return len(acts)
	}
	k.tray.none = forms.Refusal("这台电脑还没有打印机。")
	k.ctrl(fyne.KeyP)
	if !k.shows("还没有打印机") {
		t.Error("that there is no printer is not said")
	}
	k.key(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyEscape)
	k.tray.none, k.tray.fail = nil, forms.Refusal("打印机“前台”已暂停。")
	k.ctrl(fyne.KeyP)
	k.key(fyne.KeyReturn)
	if !k.shows("已暂停") || prints() != 0 {
		t.Errorf("%d prints recorded", prints())
	}
	k.key(fyne.KeyReturn)
	k.tray.fail, k.tray.note, k.tray.edge = nil, "打印机“前台”报告：缺纸。", printer.Margins{Left: 20, Right: 20}
	k.ctrl(fyne.KeyP)
	if !k.shows("缩小到") {
		t.Error("that the form is shrunk is not said")
	}
	k.key(fyne.KeyReturn)
	if !k.shows("缺纸") || prints() != 1 || k.tray.jobs[0].Shrink >= 1 || k.tray.jobs[0].Shrink <= 0.5 {
		t.Errorf("%d prints, shrunk to %v", prints(), k.tray.jobs[0].Shrink)
	}
	k.key(fyne.KeyReturn)
}

// Copies, pages, sides and printer are chosen and remembered; a character that
// the font lacks is named before it is printed.
func TestPrintingAsIsAskedFor(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("\U00030EDD姓住户反映漏水")
	see := func(copies, pages string) {
		k.ctrl(fyne.KeyP)
		selects := everyOf[*keySelect](k)
		to := selects[len(selects)-2]
		k.on(func() { to.SetSelected("库房") })
		blanks := everyOf[*lineEntry](k)
		k.on(func() { blanks[len(blanks)-2].SetText(copies); blanks[len(blanks)-1].SetText(pages) })
	}
	see("0", "")
	if !k.shows("𰻝（第 1 页）") {
		t.Error("the character is not named")
	}
	k.button("打印")
	if !k.shows("1 到 99") {
		t.Error("no copies at all")
	}
	k.key(fyne.KeyReturn, fyne.KeyEscape)
	see("2", "9")
	k.button("打印")
	if !k.shows("共有 1 页") {
		t.Error("a page that is not there")
	}
	k.key(fyne.KeyReturn, fyne.KeyEscape)
	see("2", "1")
	k.button("打印")
	k.button("仍然打印")
	if len(k.tray.orders) != 1 || k.tray.orders[0].Printer != "库房" || k.tray.orders[0].Copies != 2 {
		t.Fatalf("%+v", k.tray.orders)
	}
	k.ctrl(fyne.KeyP)
	selects := everyOf[*keySelect](k)
	if got := selects[len(selects)-2].Selected; got != "库房" {
		t.Errorf("the next print goes to %q", got)
	}
	k.key(fyne.KeyEscape)
}

// Pages of a period that are printed together are counted each; those that were
// printed before say so, and an export says nothing of it.
func TestAPrintedPeriodCountsEachPage(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("第一天的一件")
	k.prints()
	k.clock.Forward(24 * time.Hour)
	k.ctrl(fyne.KeyN)
	k.line("第二天的一件")
	see := func() {
		k.on(func() { k.w.book().exportAs("2026-11-23", "2026-11-24", forms.Person{}, k.w.who) })
	}
	copies := func(page int) (out []int) {
		acts, err := k.st.ActsOf(context.Background(), "duty", 2026, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range acts {
			if x, ok := a.Deed.(*forms.Printing); ok {
				out = append(out, x.Copy)
			}
		}
		return out
	}
	see()
	k.button("打印")
	text := wordsOf(k.tray.jobs[1])
	if strings.Count(text, "次打印") != 1 || !strings.Contains(text, "第 2 次打印") {
		t.Errorf("marks: %d", strings.Count(text, "次打印"))
	}
	if a, b := copies(1), copies(2); len(a) != 2 || a[1] != 2 || len(b) != 1 || b[0] != 1 {
		t.Errorf("copies %v and %v", a, b)
	}
	see()
	if strings.Contains(wordsOf(k.w.looking.work.Job), "次打印") {
		t.Error("an export says how often it was printed")
	}
	blanks := everyOf[*lineEntry](k)
	k.on(func() { blanks[len(blanks)-1].SetText("2") })
	k.button("打印")
	if a, b := copies(1), copies(2); len(a) != 2 || len(b) != 2 || b[1] != 2 {
		t.Errorf("only the second page: copies %v and %v", a, b)
	}
}
