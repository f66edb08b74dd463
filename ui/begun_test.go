package ui

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/roster"
	"frontdesk/store"
	"frontdesk/ui/filedialog"
	"frontdesk/ui/printer"

	"fyne.io/fyne/v2"
)

// What was begun, and not yet done: a second press, a lock, another person and
// another folder come in between.

// Every press is a step, however many come before the first one is written.
func TestEveryPressIsAStep(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	ref := k.calls(forms.Patient, "老人昏倒")
	all := k.duty(1).StepsLeft()
	for _, i := range []int{0, 2, 1, 2} {
		k.w.urgent.clicked(ref, all[i])
	}
	k.rest()
	if left := k.duty(1).StepsLeft(); len(left) != len(all)-3 {
		t.Errorf("three steps of %d were pressed, %d are left", len(all), len(left))
	}
}

// A step that waits for the one before is its presser's: nobody else signs it, and
// over the lock nothing is said about it.
func TestAStepThatWaitsIsItsPressers(t *testing.T) {
	for name, next := range map[string]func(*clerk){
		"nobody":         func(k *clerk) { k.w.Lock() },
		"somebody else":  func(k *clerk) { k.w.Lock(); k.w.enter(personNamed(k.st, "李敏")) },
		"the same again": func(k *clerk) { k.w.Lock(); k.w.enter(personNamed(k.st, "王芳")) },
	} {
		k := newClerk(t)
		k.onDuty()
		k.calls(forms.Patient, "老人昏倒")
		k.w.urgent.next()
		k.w.urgent.next()
		next(k)
		k.rest()
		if k.w.top() != nil {
			t.Errorf("%s: over the window stands %q", name, k.said())
		}
		for _, n := range k.duty(1).Notes {
			if n.By != "王芳" {
				t.Errorf("%s: 王芳's press is signed by %s", name, n.By)
			}
		}
	}
}

// What is cleared comes back whole, with the words that a blank did not take.
func TestClearedWordsThatNoBlankTookComeBack(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.ctrl(fyne.KeyD)
	tab := k.w.book()
	d := tab.slip.deed.(*duty.Dispatching)
	k.on(func() { tab.slip.form.FocusOn(&d.Promised) })
	k.write("后天下午3点半")
	k.button("清空")
	if tab.slip.form.Wrong() {
		t.Fatal("not cleared")
	}
	k.button("撤销清空")
	if !k.shows("后天下午3点半") || !tab.slip.form.Wrong() {
		t.Error("cleared and brought back, what was typed into the time is gone")
	}
	k.on(k.w.Lock)
	k.onDuty()
	k.ctrl(fyne.KeyD)
	if !k.shows("后天下午3点半") {
		t.Error("and it is in no draft")
	}
}

// A code that a lock gave up is not printed afterwards: whoever sealed it would
// rely on a worthless paper.
func TestNoWorthlessCodeIsPrinted(t *testing.T) {
	k := newClerk(t)
	k.onDuty() // 王芳
	k.menu("更换恢复码")
	k.sign() // 赵卫东
	k.button("打印信封内页")
	if len(k.w.modals) != 2 {
		t.Fatalf("%d small windows", len(k.w.modals))
	}
	k.on(k.w.Lock)
	k.comes("王芳")
	if k.w.top() != nil {
		t.Error("a code that was given up stands there to be printed, before a clerk")
	}
}

// A form that is being looked at cannot be cancelled: what follows would come all
// the same.
func TestAFormIsNotCancelledWhileItIsLookedAt(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	hold, followed := make(chan struct{}), false
	k.w.formDialog("表", "好", nil, func() error { <-hold; return nil }, func() { followed = true })
	k.w.top().key(fyne.KeyReturn)
	k.w.top().key(fyne.KeyEscape)
	cancelled := k.w.top() == nil
	close(hold)
	k.rest()
	if cancelled && followed {
		t.Error("cancelled, and done")
	}
	if k.w.top() != nil {
		t.Error("it still stands there")
	}
}

// What a form leads to comes to whoever filled it in.
func TestAFormLeadsItsWriterOn(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	hold := make(chan struct{})
	form := func() {
		k.w.formDialog("表", "好", nil, func() error { <-hold; return nil }, func() { k.w.sign("x", forms.Clerk, "", func(forms.Person) {}) })
		k.w.top().key(fyne.KeyReturn)
	}
	form()
	k.w.Lock()
	close(hold)
	k.rest()
	if k.w.top() != nil {
		t.Error("a signature is asked for over the lock")
	}
	k.onDuty()
	if k.w.top() == nil || !k.shows("签名人") {
		t.Error("王芳 is not asked to sign what 王芳 filled in")
	}
	k.key(fyne.KeyEscape)
	hold = make(chan struct{})
	form()
	k.w.Lock()
	close(hold)
	k.rest()
	k.comes("李敏")
	if k.w.top() != nil {
		t.Error("李敏 is asked to sign what 王芳 filled in")
	}
}

// A small window that is on its way comes to whoever asked for it: not over the
// lock, and to nobody else.
func TestASmallWindowOnItsWay(t *testing.T) {
	for name, ask := range map[string]func(k *clerk){
		"the list of backups": func(k *clerk) { k.w.restore() },
		"what went wrong":     func(k *clerk) { k.w.book().goTo("99") },
	} {
		k := newClerk(t)
		k.onDuty()
		ask(k)
		k.w.Lock()
		k.rest()
		if k.w.top() != nil || k.asks() {
			t.Errorf("%s stands over the lock", name)
		}
		k.onDuty()
		if k.w.top() == nil {
			t.Errorf("%s never comes", name)
		} else if k.w.top().key(fyne.KeyEscape); k.w.top() != nil {
			t.Errorf("%s does not go", name)
		}
		k.on(func() { ask(k); k.w.Lock() })
		k.comes("李敏")
		if k.w.top() != nil {
			t.Errorf("%s comes to 李敏", name)
		}
	}
}

// Nor does what shows how far something is, when that takes long.
func TestProgressComesNotOverTheLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	hold := make(chan struct{})
	k.w.work("慢", func(context.Context, func(int, int)) error { <-hold; return nil }, func(error) {})
	k.w.Lock()
	time.Sleep(500 * time.Millisecond)
	for len(k.back) > 0 {
		(<-k.back)()
	}
	if k.w.top() != nil {
		t.Error("nobody can come on duty until it is done")
	}
	close(hold)
	k.rest()
	k.onDuty()
	if k.w.top() != nil {
		t.Error("and it shows how far that is which is over")
	}
}

// The system's dialog that somebody has left open keeps nobody else from choosing.
func TestTheNextPersonMayChooseAFile(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.home("桌面/甲.xlsx")
	k.w.ChooseWith(patient{})
	k.w.pick(pick{title: "t", ends: lists}, func(string) {})
	k.waitsUntil("nothing waits", k.asks)
	k.w.Lock()
	k.w.enter(personNamed(k.st, "李敏"))
	k.rest() // hangs where the dialog stays
	k.w.pick(pick{title: "u", ends: lists}, func(string) {})
	k.waitsUntil("李敏 asks for a file, and nothing happens", k.asks)
	k.key(fyne.KeyEscape)
}

// patient is a system's dialog that stands until it is told to go.
type patient struct{}

func (patient) Choose(ctx context.Context, _ filedialog.Ask) (string, error) {
	<-ctx.Done()
	return "", nil
}

// Behind the lock nothing is begun by nobody, however late the entry was read.
func TestBehindTheLockNothingIsBegun(t *testing.T) {
	k := atTheGate(t)
	k.apply("32501", "三人沙发")
	tab := k.w.book()
	ref := tab.slip.ref
	k.ctrl(fyne.KeyN)
	tab.choose(ref)
	tab.next()
	k.w.Lock()
	k.rest()
	if k.w.top() != nil {
		t.Errorf("over the lock: %v", k.said())
	}
	if tab.slip.form != nil && tab.slip.ref.No > 0 {
		t.Errorf("a step was begun by nobody: %+v", tab.slip.deed)
	}
}

// Saved and locked at once, the next line lies ready for whoever comes back, with what
// was typed meanwhile, and what was written is in no draft.
func TestSavedAndLockedAtOnce(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	l := k.filled(forms.Repair, "漏水")
	k.on(func() {
		k.w.book().slip.form.Reread()
		k.w.book().slip.changed()
		k.w.book().slip.form.FocusOn(&l.Text)
	})
	k.w.book().slip.save()
	k.hurries("x")
	k.w.Lock()
	k.rest()
	k.onDuty()
	if k.none(1) {
		t.Fatal("not saved")
	}
	if l := k.w.book().slip.deed.(*duty.Line); l.Room != "x" || l.Text != "" || k.w.win.Canvas().Focused() == nil {
		t.Errorf("on the slip is %+v", l)
	}
	k.key(fyne.KeyBackspace)
	k.write("5-1-101")
	k.on(k.w.Lock)
	k.onDuty()
	if got := k.w.book().slip.deed.(*duty.Line); got.Room != "5-1-101" {
		t.Errorf("the line begun after it is %+v", got)
	}
}

// The caret of the next slip outlives a small window that came meanwhile.
func TestTheNextSlipHasTheCaretAfterASmallWindow(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.filled(forms.Repair, "漏水")
	k.w.book().slip.save()
	k.w.palette()
	k.rest()
	k.key(fyne.KeyEscape)
	if k.w.win.Canvas().Focused() == nil {
		t.Error("after Ctrl+K and Escape nothing has the caret")
	}
}

// An opinion on a page is kept as every slip is: what it covers is the page as it is
// when it is signed.
func TestAnOpinionIsKept(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	tab := k.w.book()
	k.on(tab.review)
	k.write("请尽快处理，注意回访")
	k.ctrl(fyne.KeyN)
	k.line("电梯异响")
	k.on(tab.review)
	got := tab.slip.deed.(*forms.Reviewing)
	if got.Opinion != "已阅。请尽快处理，注意回访" || !k.shows("请尽快处理") {
		t.Errorf("the opinion is gone: %+v", got)
	}
	if got.Lines != 2 {
		t.Errorf("it covers %+v of a page of two lines", got)
	}
	k.ctrl(fyne.KeyS)
	k.sign()
	k.on(tab.review)
	if got := tab.slip.deed.(*forms.Reviewing); got.Opinion != "已阅。" {
		t.Errorf("signed, and it comes again: %+v", got)
	}
	k.ctrl(fyne.KeyN)
	k.on(tab.review)
	if k.shows("请尽快处理，注意回访") && tab.slip.deed.(*forms.Reviewing).Opinion != "已阅。" {
		t.Error("and again")
	}
}

// Enter prints on the printer that is shown a moment later, as it fits there.
func TestEnterWaitsForThePrinters(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.tray.edge = printer.Margins{Left: 30, Right: 30, Top: 5, Bottom: 5}
	k.w.book().print()
	k.waitsUntil("no preview", func() bool { return k.w.top() != nil })
	k.quickly(fyne.KeyReturn, fyne.KeyReturn)
	if len(k.tray.orders) != 1 || k.tray.orders[0].Printer != "前台" {
		t.Fatalf("printed %+v", k.tray.orders)
	}
	if s := k.tray.jobs[0].Shrink; s >= 1 || s == 0 {
		t.Errorf("printed at %v of its size: the edges are cut", s)
	}
}

// Pressed twice, Ctrl+P shows one preview: the second would print again.
func TestOnePreviewAtATime(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	for name, ask := range map[string]func(){"Ctrl+P": k.w.book().print, "从备份恢复": k.w.restore} {
		ask()
		ask()
		k.rest()
		if n := len(k.w.modals); n != 1 {
			t.Errorf("%s twice: %d small windows", name, n)
		}
		k.key(fyne.KeyEscape)
		for k.w.top() != nil {
			k.w.top().Hide()
		}
	}
}

// A list that is looked through while the desk changes hands is not shown for ever
// without its answer.
func TestAListThatChangesHands(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	path := filepath.Join(t.TempDir(), "名单.csv")
	if err := os.WriteFile(path, []byte("房号,户主\n3-2-501,张伟\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	k.on(func() { k.w.people.readList(path) })
	p := k.w.people.preview
	p.work()
	k.w.Lock()
	k.rest()
	k.comes("李敏")
	if p.ok.Disabled() {
		t.Error("it waits for ever")
	}
	p.importList()
	k.w.Lock()
	k.rest()
	k.comes("王芳")
	if k.w.people.preview != nil {
		t.Error("taken in by 李敏, and 王芳 is asked to take it in again")
	}
}

// A set-up that was broken off goes on in the folder that is written there.
func TestAHalfSetUpGoesOnInItsFolder(t *testing.T) {
	k := newSettler(t)
	k.typesAll()
	k.on(k.s.begin)
	k.quits()
	a := k.dir
	k.dir = store.Folder(filepath.Join(t.TempDir(), "乙"))
	b := k.dir
	k.starts()
	k.typesAll()
	k.on(k.s.begin)
	k.quits()
	k.dir = a
	k.starts()
	if k.s.half == nil || k.s.d.top() == nil {
		t.Fatal("it does not go on")
	}
	k.key(fyne.KeyEscape)
	k.s.folder.SetText(string(b))
	k.on(k.s.open)
	if k.s.half == nil || filepath.Dir(k.s.half.Store.Path()) != string(b) {
		t.Errorf("%s is written there, and the set-up of %v goes on", b, k.s.half)
	}
}

// Where the folder of the backups cannot be read, one that lies elsewhere can still be
// chosen.
func TestABackupElsewhereCanBeChosen(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	if err := os.RemoveAll(k.dir.Backups()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(k.dir.Backups(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	k.on(k.w.restore)
	if !k.shows("读不出来") {
		t.Error("it does not say what is wrong")
	}
	for _, b := range everyOf[*keyButton](k) {
		if b.Text == "选别的文件…" {
			return
		}
	}
	t.Error("there is no way to another backup")
}

// ↓ and Enter quickly in a book of sheets: the sheet that is seen is the one that is
// acted on.
func TestTheSheetActedOnIsTheOneSeen(t *testing.T) {
	for name, act := range map[string]func(*bookTab){
		"Enter":                (*bookTab).next,
		"a step from the menu": func(t *bookTab) { t.beginVerb(forms.Void) },
	} {
		k := atTheGate(t)
		k.apply("32501", "三人沙发")
		k.apply("32501", "钢琴")
		tab := k.w.book()
		k.key(fyne.KeyEscape)
		k.on(func() { tab.choose(forms.Ref{Book: "release", Year: 2026, No: 1}) })
		if tab.at.No != 1 || tab.slip.ref.No != 1 {
			t.Fatalf("page %d, slip %v", tab.at.No, tab.slip.ref)
		}
		tab.step(1)
		act(tab)
		k.rest()
		if tab.slip.form == nil || tab.slip.ref.No != tab.at.No {
			t.Errorf("%s: sheet %d is seen, and %q is begun on %v", name, tab.at.No, tab.slip.step.Verb, tab.slip.ref)
		}
	}
}

// The page that is signed is the one that is seen.
func TestThePageSignedIsTheOneSeen(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.until("2026-11-24 09:00")
	k.line("电梯异响")
	tab := k.w.book()
	if tab.at.No != 2 {
		t.Fatalf("page %d", tab.at.No)
	}
	tab.turn(-1)
	tab.review()
	k.rest()
	if tab.at.No != 1 || tab.slip.page != tab.at.No {
		t.Errorf("page %d is seen, page %d is signed", tab.at.No, tab.slip.page)
	}
}

// Whoever comes on duty with a double click finds what lay over the window.
func TestADoubleClickOnTheLock(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.on(func() { k.w.sign("x", forms.Clerk, "", func(forms.Person) {}) })
	k.on(k.w.Lock)
	k.write("1234")
	k.w.lock.try()
	k.w.lock.try()
	k.rest()
	if k.w.who.ID == "" || k.w.top() == nil {
		t.Error("the signature is gone")
	}
	if k.w.top() != nil {
		k.key(fyne.KeyEscape)
	}
}

// What the ledger does not know of leaves no file.
func TestAnExportThatIsNotRecordedIsNone(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.on(k.w.book().print)
	if err := k.st.Deactivate(context.Background(), personNamed(k.st, "陈建国"), k.w.who.ID, "离职"); err != nil {
		t.Fatal(err)
	}
	k.button("导出 PDF")
	if k.said() == "" {
		t.Error("nothing is said")
	}
	if found, _ := filepath.Glob(filepath.Join(k.dir.Exports(), "*")); len(found) > 0 {
		t.Errorf("refused, and yet there is %v", found)
	}
}

// A draft that could not be written is kept until it can: what was typed is not lost
// because the disk was full for a moment.
func TestADraftThatCannotBeWrittenIsKept(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	db, err := sql.Open("sqlite", k.st.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	do := func(s string) {
		t.Helper()
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	do("ALTER TABLE drafts RENAME TO aside")
	k.write("5-1-101")
	time.Sleep(450 * time.Millisecond)
	k.rest()
	tab := k.w.book()
	k.on(func() { tab.choose(forms.Ref{Book: "duty", Year: 2026, No: 1}) })
	k.ctrl(fyne.KeyN)
	if l := tab.slip.deed.(*duty.Line); l.Room != "5-1-101" {
		t.Errorf("the line is %+v", l)
	}
	do("ALTER TABLE aside RENAME TO drafts")
	k.on(k.w.Lock)
	k.comes("李敏")
	if l := tab.slip.deed.(*duty.Line); l.Room != "" {
		t.Errorf("李敏's line is %+v", l)
	}
	k.on(k.w.Lock)
	k.comes("王芳")
	if l := tab.slip.deed.(*duty.Line); l.Room != "5-1-101" {
		t.Errorf("the line is %+v", l)
	}
	if _, ok, err := k.st.Draft(t.Context(), tab.slip.draftKey()); !ok || err != nil {
		t.Error("and it was never written", err)
	}
}

// A month to be planned begins a plan, whatever is asked of the one that is shown.
func TestAMonthToBePlannedBeginsAPlan(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	set := k.st.Settings()
	set.Rules.SwapByManager = !set.Rules.SwapByManager
	if err := k.st.ChangeSettings(t.Context(), personNamed(k.st, "赵卫东"), set); err != nil {
		t.Fatal(err)
	}
	k.on(k.w.due.OnTapped)
	k.plans()
	k.ctrl(fyne.KeyS)
	k.sign()
	k.asksToSwap()
	k.until("2026-11-30 09:00")
	for _, todo := range k.w.today.agenda.Todos {
		if todo.Book == "roster" && todo.Ref.No == 0 {
			k.on(func() { k.w.beginOrResume("roster") })
			if l, is := k.w.book().slip.deed.(*roster.Line); !is || k.w.book().slip.step.Verb != forms.Open {
				t.Errorf("%s: and %q is begun on %v, %+v", todo.Words, k.w.book().slip.step.Verb, k.w.book().slip.ref, l)
			}
			return
		}
	}
	t.Fatalf("nothing is to be planned: %+v", k.w.today.agenda.Todos)
}
