package ui

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/release"
	"frontdesk/forms/resident"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/xuri/excelize/v2"
)

// atTheGate sits at the permits' tab of an office that knows an owner and a
// tenant.
func atTheGate(t *testing.T) *clerk {
	t.Helper()
	k := newClerk(t)
	for _, r := range []resident.Resident{
		{Room: "3-2-501", Name: "张伟", Phone: "13805510001", As: forms.Owner},
		{Room: "7-1-1101", Name: "欧阳敏", Phone: "13905510002", As: forms.Tenant},
	} {
		if _, err := k.w.residents.Put(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
	k.w.HandTo(func(string) error { return nil })
	k.onDuty()
	k.ctrl(fyne.Key2)
	return k
}

// apply writes an application.
func (k *clerk) apply(room string, things ...string) {
	k.t.Helper()
	k.ctrl(fyne.KeyN)
	k.write(room)
	k.key(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn) // brings who lives there; nobody carries for them
	for _, s := range things {
		k.write(s)
		k.key(fyne.KeyReturn, fyne.KeyReturn) // one of it, no remark
	}
	k.key(fyne.KeyReturn)
}

// issue verifies an owner's document and issues.
func (k *clerk) issue() {
	k.t.Helper()
	k.ctrl(fyne.KeyD)
	k.write("1234")
	k.tab()
	k.write(" ")
	k.ctrl(fyne.KeyS)
	k.ctrl(fyne.KeyD)
	k.key(fyne.KeyReturn)
}

// pass writes what the gate has found.
func (k *clerk) pass(result string) {
	k.t.Helper()
	k.ctrl(fyne.KeyD)
	k.write(result)
	k.tab()
	k.tab()
	k.write("东门")
	k.tab()
	k.write("周强")
}

func (k *clerk) permit(no int) *release.Record {
	k.t.Helper()
	r, _, err := k.st.Record(context.Background(), forms.Ref{Book: "release", Year: 2026, No: no})
	if err != nil {
		k.t.Fatal(err)
	}
	return r.(*release.Record)
}

// said reads the dialog that lies over the window, and closes it.
func (k *clerk) said() string {
	k.t.Helper()
	top := k.w.win.Canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	var words []string
	for _, o := range test.LaidOutObjects(top) {
		if x, ok := o.(*widget.Label); ok {
			words = append(words, x.Text)
		}
	}
	k.key(fyne.KeyReturn)
	return strings.Join(words, "\n")
}

func TestAPermitIsIssuedAndPrintedInSixtyKeys(t *testing.T) {
	k := atTheGate(t)
	things := []string{"三人沙发", "冰箱", "双人床"}
	before := k.strokes
	k.apply("32501", things...)
	k.issue()
	k.prints()
	strokes := k.strokes - before - len([]rune(strings.Join(things, "")))
	if strokes > 60 {
		t.Errorf("%d keys beside the names of the things, at most 60", strokes)
	}
	t.Logf("%d keys beside the names of the things", strokes)
	p := k.permit(1)
	if p.State != release.ToPass || p.Room != "3-2-501" || p.Name != "张伟" || p.As != forms.Owner || p.Verified.LastFour != "1234" || p.Issuer != "王芳" ||
		len(p.Items) != 3 || p.Items[0] != (release.Item{Name: "三人沙发", Count: 1, Unit: "张"}) || p.Items[1].Unit != "台" {
		t.Errorf("%+v", p)
	}
	if acts := k.printed(t, 1); acts != 1 {
		t.Errorf("printed %d times", acts)
	}
}

// printed counts the prints of a permit in the ledger.
func (k *clerk) printed(t *testing.T, page int) int {
	t.Helper()
	acts, err := k.st.ActsOf(context.Background(), "release", 2026, page)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, a := range acts {
		if a.Verb == forms.Print {
			n++
		}
	}
	return n
}

func TestAPermitFromApplicationToArchive(t *testing.T) {
	k := atTheGate(t)
	k.apply("32501", "三人沙发", "冰箱")
	k.issue()
	k.pass("1")
	k.ctrl(fyne.KeyS)
	k.apply("32501", "书架") // another one lies on top meanwhile
	k.ctrl(fyne.KeyG)
	k.write("20260001") // the scanner types it, with Enter
	k.key(fyne.KeyReturn)
	if s := k.w.book().slip; s.ref.No != 1 || s.step.Verb != release.Back {
		t.Fatalf("a scanned slip brings up %v, step %q", s.ref, s.step.Word)
	}
	k.write(" ")
	k.tab()
	k.tab() // one thing is not ticked
	k.write("1")
	k.ctrl(fyne.KeyS)
	if p := k.permit(1); p.State != release.ToReturn {
		t.Fatalf("a list that is not ticked was taken: %s", p.State)
	}
	k.w.book().slip.deed.(*release.TakingBack).Out[1] = true
	k.ctrl(fyne.KeyS)
	k.ctrl(fyne.KeyD)
	k.ctrl(fyne.KeyS)
	if p := k.permit(1); p.State != forms.Archived || p.Receiver != "王芳" {
		t.Fatalf("%s %s", p.State, p.Receiver)
	}
	k.ctrl(fyne.KeyG)
	k.write("2")
	k.key(fyne.KeyReturn)
	if s := k.w.book().slip; s.ref.No != 2 || s.step.Verb != release.Verify {
		t.Errorf("a typed number brings up %v, step %q", s.ref, s.step.Word)
	}
	k.ctrl(fyne.KeyG)
	k.write("77")
	k.key(fyne.KeyReturn)
	if got := k.said(); !strings.Contains(got, "2026-0077") {
		t.Errorf("a number that is not there: %q", got)
	}
}

func TestWhatDiffersAtTheGateOpensANewNumber(t *testing.T) {
	k := atTheGate(t)
	k.apply("32501", "跑步机")
	k.issue()
	k.pass("2")
	k.tab()
	k.write("多了一台电视机")
	k.ctrl(fyne.KeyS)
	if p := k.permit(1); p.State != release.VoidOut {
		t.Errorf("the first is %s", p.State)
	}
	if p := k.permit(2); p.State != release.ToVerify || p.Refers != "2026-0001" {
		t.Errorf("the second is %s and refers to %q", p.State, p.Refers)
	}
	if got := k.w.status.Text; !strings.Contains(got, "另开了一份") {
		t.Errorf("the window says %q", got)
	}
}

// Every refusal that the procedures ask for stands on the screen in one
// sentence, and nothing is written.
func TestPermitsThatAreRefused(t *testing.T) {
	k := atTheGate(t)
	k.ctrl(fyne.KeyP)
	if got := k.said(); !strings.Contains(got, "还没有可以打印的页") {
		t.Errorf("an empty book: %q", got)
	}
	k.ctrl(fyne.KeyN)
	k.write("32501")
	k.key(fyne.KeyReturn)
	k.ctrl(fyne.KeyS) // nothing is moved
	if _, _, err := k.st.Record(context.Background(), forms.Ref{Book: "release", Year: 2026, No: 1}); err == nil {
		t.Fatal("a permit without a thing was written")
	}
	if l := k.w.book().slip.deed.(*release.Line); l.Room != "3-2-501" {
		t.Errorf("what was typed is lost: %+v", l)
	}
	l := k.w.book().slip.deed.(*release.Line)
	l.Items[0] = release.Item{Name: "钢琴", Count: 1, Unit: "架"}
	k.ctrl(fyne.KeyS)
	k.ctrl(fyne.KeyP)
	if got := k.said(); !strings.Contains(got, "还没有签发") || k.printed(t, 1) != 0 {
		t.Errorf("printed before it was issued: %q", got)
	}
	k.menu("签发")
	if got := k.said(); !strings.Contains(got, "不能签发") {
		t.Errorf("issued without verifying: %q", got)
	}
	k.ctrl(fyne.KeyD)
	k.write("1234")
	k.ctrl(fyne.KeyS)
	if p := k.permit(1); p.State != release.ToVerify {
		t.Error("verified although the document was not seen")
	}
	k.key(fyne.KeyEscape)
	k.clock.Forward(3 * time.Hour) // the moving time is over
	k.ctrl(fyne.KeyD)
	k.w.book().slip.deed.(*release.Verifying).Checked = true
	k.ctrl(fyne.KeyS)
	k.ctrl(fyne.KeyD)
	k.key(fyne.KeyReturn)
	if got := k.said(); !strings.Contains(got, "搬运时间已经过去") {
		t.Errorf("issued for a time that has passed: %q", got)
	}
	if p := k.permit(1); p.State != release.ToIssue {
		t.Errorf("%s", p.State)
	}
}

func TestThingsComeBackByTheirInitials(t *testing.T) {
	k := atTheGate(t)
	k.apply("32501", "红木博古架")
	k.ctrl(fyne.KeyN)
	k.write("32501")
	k.key(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
	k.write("hmbgj")
	k.key(fyne.KeyReturn)
	if l := k.w.book().slip.deed.(*release.Line); l.Items[0].Name != "红木博古架" {
		t.Errorf("brings %+v", l.Items[0])
	}
}

// One search finds both books, and what is chosen is shown in its own.
func TestOneSearchFindsBothBooks(t *testing.T) {
	k := atTheGate(t)
	k.apply("32501", "钢琴")
	k.ctrl(fyne.Key1)
	d := k.w.book().slip.deed.(*duty.Line)
	d.Room, d.Name, d.Phone, d.As, d.Kind, d.Text = "3-2-501", "张伟", "13805510001", forms.Owner, forms.Complaint, "钢琴搬运时碰坏了门框"
	k.ctrl(fyne.KeyS)
	k.ctrl(fyne.KeyF)
	k.write("钢琴")
	l := k.w.book().list
	if l.count() != 2 {
		t.Fatalf("finds %d", l.count())
	}
	for i := range 2 {
		if l.row(i).Ref.Book == "release" {
			k.on(func() { l.list.Select(i) })
		}
	}
	if k.w.book().book.Key != "release" || k.w.book().slip.ref.No != 1 {
		t.Errorf("shows %s %v", k.w.book().book.Key, k.w.book().slip.ref)
	}
	if near := k.w.context().Sight.Room("3-2-501"); len(near) != 2 {
		t.Errorf("%d entries of the room are in sight", len(near))
	}
}

// A whole number of an identity card, typed or pasted, is found in no file of
// the office: not in the ledger, not in its log, not among the drafts.
func TestNoFileKeepsAnIdentityNumber(t *testing.T) {
	const id = "340102198001011234"
	k := atTheGate(t)
	k.ctrl(fyne.KeyN)
	k.write("32501")
	k.key(fyne.KeyReturn)
	k.write("搬家公司 " + id)
	k.key(fyne.KeyReturn)
	k.w.app.Clipboard().SetContent(id)
	k.on(func() {
		if x, ok := k.w.win.Canvas().Focused().(fyne.Shortcutable); ok {
			x.TypedShortcut(&fyne.ShortcutPaste{Clipboard: k.w.app.Clipboard()})
		}
	})
	k.key(fyne.KeyReturn)
	k.write("钢琴" + id)
	k.key(fyne.KeyReturn)
	k.on(k.w.keepDrafts)
	k.ctrl(fyne.KeyS)
	k.ctrl(fyne.KeyD)
	k.on(func() {
		if x, ok := k.w.win.Canvas().Focused().(fyne.Shortcutable); ok {
			x.TypedShortcut(&fyne.ShortcutPaste{Clipboard: k.w.app.Clipboard()})
		}
	})
	k.tab()
	k.write(" ")
	k.on(k.w.keepDrafts)
	k.ctrl(fyne.KeyS)
	p := k.permit(1)
	if p.State != release.ToIssue || p.Verified.LastFour != "1234" || !strings.HasPrefix(p.Items[0].Name, "钢琴") || !strings.Contains(p.Mover, "搬家公司") {
		t.Fatalf("%s %q %q %q", p.State, p.Verified.LastFour, p.Items[0].Name, p.Mover)
	}
	looked := 0
	err := filepath.WalkDir(string(k.dir), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		whole, err := os.ReadFile(path)
		looked += len(whole)
		if bytes.Contains(whole, []byte(id)) || bytes.Contains(whole, []byte(id[:17])) {
			t.Errorf("%s has the whole number", path)
		}
		return err
	})
	if err != nil || looked < 10_000 {
		t.Errorf("looked at %d bytes: %v", looked, err)
	}
}

func TestAPermitIsMarkedWhenItIsPrintedAgain(t *testing.T) {
	k := atTheGate(t)
	k.apply("32501", "钢琴")
	k.issue()
	for n, want := range []bool{false, true} {
		if got := strings.Contains(k.prints(), "第 2 次打印"); got != want {
			t.Errorf("print %d: marked %v", n+1, got)
		}
	}
	if n := k.printed(t, 1); n != 2 {
		t.Errorf("%d prints are in the ledger", n)
	}
}

// sheetSays tells whether a workbook among the exports says something.
func (k *clerk) sheetSays(name, words string) bool {
	k.t.Helper()
	f, err := excelize.OpenFile(filepath.Join(k.dir.Exports(), name))
	if err != nil {
		k.t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for _, s := range f.GetSheetList() {
		found, err := f.SearchSheet(s, words, true)
		if err != nil {
			k.t.Fatal(err)
		}
		if len(found) > 0 {
			return true
		}
	}
	return false
}

// A permit that is not issued yet is not printed with others of its day either.
func TestAPermitThatIsNotIssuedIsNotPrinted(t *testing.T) {
	k := atTheGate(t)
	k.apply("32501", "钢琴")
	day := forms.Day(k.clock.Now())
	k.on(func() { k.w.book().exportAs(day, day, forms.Person{}, k.w.who) })
	k.button("打印")
	if !k.shows("还没有签发") || len(k.tray.jobs) != 0 {
		t.Errorf("%d jobs", len(k.tray.jobs))
	}
}

// The register of a period and Monday's reckoning are made from the menu.
func TestPermitsAreReckonedUp(t *testing.T) {
	k := atTheGate(t)
	k.apply("32501", "钢琴")
	k.issue()
	k.clock.Forward(7 * 24 * time.Hour) // next Monday; the slip has not come back
	for word, c := range map[string]struct{ file, says string }{
		"放行登记簿…":  {"大件物品放行登记簿 2026-11-01 至 2026-11-30.xlsx", "钢琴"},
		"红联每周盘点…": {"放行红联盘点表 2026-11-23 至 2026-11-29.xlsx", "现在还在外面的红联（含以前签发的）：1 份，其中到期没有收回 1 份"},
	} {
		k.menu(word)
		k.key(fyne.KeyReturn) // the period as it is proposed
		if !k.shows("第 1 页 共 1 页") {
			t.Errorf("%s is not shown first", word)
		}
		k.button("导出 Excel")
		k.key(fyne.KeyEscape)
		if !k.sheetSays(c.file, c.says) {
			t.Errorf("%s does not say %q", c.file, c.says)
		}
	}
	k.ctrl(fyne.KeyO)
	if n := k.w.book().list.count(); n != 1 {
		t.Errorf("%d open", n)
	}
	if r := k.w.book().list.row(0); !r.Late {
		t.Error("the slip is not on the overdue list")
	}
}
