package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/paper"
	"frontdesk/store"
	"frontdesk/store/told"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// settler sits at the first start, before there is an office.
type settler struct {
	t      *testing.T
	a      fyne.App
	s      *FirstStart
	dir    store.Folder
	clock  *told.Clock
	back   chan func()
	tray   *tray
	opened *store.Store // once the office is open
}

func newSettler(t *testing.T) *settler {
	t.Helper()
	a := test.NewTempApp(t)
	if err := Prepare(a); err != nil {
		t.Fatal(err)
	}
	k := &settler{t: t, a: a, dir: store.Folder(filepath.Join(t.TempDir(), "台账")), clock: ticking(time.Date(2026, 11, 23, 9, 0, 0, 0, forms.Beijing)), tray: &tray{}}
	k.starts()
	t.Cleanup(func() {
		k.quits()
		if k.opened != nil {
			if err := k.opened.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	return k
}

// starts starts the program on the folder.
func (k *settler) starts() {
	k.back = make(chan func(), 100)
	k.s = NewFirstStart(k.a, k.dir, store.Options{Books: books.All(), Clock: k.clock.Now}, func(st *store.Store, _ store.Folder) { k.opened = st })
	k.s.d.back, k.s.d.printer = func(f func()) { k.back <- f }, k.tray
	k.on(k.s.Show)
}

// quits ends the program, whatever it was at.
func (k *settler) quits() {
	k.rest()
	k.s.leave()
}

func (k *settler) rest() {
	k.t.Helper()
	for limit := time.After(20 * time.Second); ; {
		select {
		case f := <-k.back:
			f()
		case <-time.After(2 * time.Millisecond):
			if k.s.d.busy.Load() == 0 && len(k.back) == 0 {
				return
			}
		case <-limit:
			k.t.Fatal("the window does not come to rest")
		}
	}
}

func (k *settler) on(f func()) {
	k.t.Helper()
	f()
	k.rest()
}

func (k *settler) write(words string) {
	k.t.Helper()
	k.on(func() { test.Type(k.focused(), words) })
}

func (k *settler) key(n fyne.KeyName) {
	k.t.Helper()
	k.on(func() { k.focused().TypedKey(&fyne.KeyEvent{Name: n}) })
}

func (k *settler) focused() fyne.Focusable {
	k.t.Helper()
	f := k.s.d.win.Canvas().Focused()
	if f == nil {
		k.t.Fatal("nothing has the caret")
	}
	return f
}

func (k *settler) objects() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, root := range append([]fyne.CanvasObject{k.s.d.win.Content()}, k.s.d.win.Canvas().Overlays().List()...) {
		out = append(out, test.LaidOutObjects(root)...)
	}
	return out
}

func (k *settler) shows(words string) bool {
	return slices.ContainsFunc(k.objects(), func(o fyne.CanvasObject) bool {
		l, ok := o.(*widget.Label)
		return ok && l.Visible() && strings.Contains(l.Text, words)
	})
}

func (k *settler) has(word string) *keyButton {
	for _, o := range k.objects() {
		if b, ok := o.(*keyButton); ok && b.Text == word {
			return b
		}
	}
	return nil
}

func (k *settler) press(word string) {
	k.t.Helper()
	b := k.has(word)
	if b == nil {
		k.t.Fatalf("there is no button %q", word)
	}
	k.on(b.OnTapped)
}

// code is the recovery code that is shown.
func (k *settler) code() string {
	k.t.Helper()
	for _, o := range k.objects() {
		if l, ok := o.(*widget.Label); ok && len(l.Text) == 23 && strings.Count(l.Text, "-") == 3 {
			return l.Text
		}
	}
	k.t.Fatal("no recovery code is shown")
	return ""
}

// fills answers every question, with Enter from each to the next.
func (k *settler) fills() {
	k.t.Helper()
	for _, words := range []string{"翠湖花园", "", "", "钱伟", "4444", "4444", "赵刚", "3333", "3333", "李敏", "1111", "1111"} {
		k.write(words)
		k.key(fyne.KeyReturn)
	}
}

// nothingLies tells that no file holds the code in clear.
func (k *settler) nothingLies(code string, dirs ...string) {
	k.t.Helper()
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, f os.DirEntry, err error) error {
			if err != nil || f.IsDir() {
				return err
			}
			words, err := os.ReadFile(path)
			if strings.Contains(string(words), code) || strings.HasSuffix(path, ".xlsx") || strings.HasSuffix(path, ".pdf") {
				k.t.Errorf("%s holds the code, or a page", path)
			}
			return err
		})
		if err != nil {
			k.t.Error(err)
		}
	}
}

// The sheet for the envelope is printed before there is a window of the office, by
// the system's printer alone; then the office opens.
func TestTheFirstStartPrintsTheSheetForTheEnvelope(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	k := newSettler(t)
	k.fills()
	code := k.code()
	k.press("打印信封内页")
	if k.has("导出 PDF") != nil || k.has("导出 Excel") != nil {
		t.Error("the code can be exported")
	}
	k.press("打印")
	if len(k.tray.jobs) != 1 || !strings.Contains(wordsOf(k.tray.jobs[0]), code) || !strings.Contains(wordsOf(k.tray.jobs[0]), "翠湖花园") {
		t.Fatalf("printed is %v", k.tray.jobs)
	}
	k.nothingLies(code, temp, string(k.dir))
	if k.opened != nil {
		t.Fatal("the office opened before the envelope was sealed")
	}
	k.press("已封好")
	if k.opened == nil {
		t.Fatal("the office has not opened")
	}
	if err := k.opened.TryCode(context.Background(), managerOf(k.opened).ID, code, "8888"); err != nil {
		t.Error(err)
	}
}

func managerOf(st *store.Store) forms.Person {
	for _, p := range st.Staff() {
		if p.Role == forms.Manager {
			return p
		}
	}
	return forms.Person{}
}

func TestWithoutAPrinterTheCodeIsWrittenByHand(t *testing.T) {
	k := newSettler(t)
	k.tray.none = forms.Refusal("没有打印机。")
	k.fills()
	k.press("打印信封内页")
	k.press("打印")
	if !k.shows("用手抄下来") {
		t.Error("it does not say what to do without a printer")
	}
	k.tray.none, k.tray.fail = nil, errors.New("jam")
	k.press("知道了 (回车)")
	k.press("关闭（Esc）")
	k.press("打印信封内页")
	k.press("打印")
	k.press("知道了 (回车)")
	k.press("已封好") // nothing is on paper
	if k.opened != nil {
		t.Error("a print that failed counts as paper")
	}
}

// No key passes the code by: it is copied back from the paper.
func TestTheCodeIsConfirmed(t *testing.T) {
	k := newSettler(t)
	k.fills()
	code := k.code()
	for _, words := range []string{"经理忘记 PIN 时重设用", "没有它就无法恢复经理的 PIN"} {
		if !k.shows(words) {
			t.Errorf("it does not say %q", words)
		}
	}
	for range 3 {
		k.key(fyne.KeyReturn)
		k.key(fyne.KeyEscape)
	}
	k.press("已封好")
	if k.opened != nil || k.code() != code {
		t.Fatal("a key passed the code by")
	}
	k.write("AAAAA")
	k.key(fyne.KeyReturn)
	if k.opened != nil || !k.shows("和恢复码的最后五位不一样") {
		t.Fatal("a wrong group confirms the code")
	}
	k.on(func() { k.focused().(*lineEntry).SetText("") })
	k.write(strings.ToLower(code[18:]))
	k.key(fyne.KeyReturn)
	if k.opened == nil {
		t.Fatal("the office has not opened")
	}
}

// A set-up that was broken off while the code was shown goes on: nothing is asked
// again but a manager's PIN, and a fresh code is confirmed.
func TestABrokenOffFirstStartGoesOn(t *testing.T) {
	k := newSettler(t)
	k.fills()
	lost := k.code()
	if dir, has := FindFolder(k.a); !has || dir != k.dir {
		t.Errorf("the next start looks in %s (%v)", dir, has)
	}
	k.quits()
	k.starts()
	if k.s.name.Text != "翠湖花园" || k.s.people[2].name.Text != "李敏" {
		t.Errorf("what was typed is gone: %q %q", k.s.name.Text, k.s.people[2].name.Text)
	}
	if !k.shows("只差最后一步") {
		t.Fatal("it does not say what is missing")
	}
	k.key(fyne.KeyReturn)
	if !k.shows("请输入 PIN") {
		t.Error("no PIN is not asked for")
	}
	k.write("4444")
	k.key(fyne.KeyReturn)
	code := k.code()
	if code == lost {
		t.Fatal("the code that was lost is shown again")
	}
	k.write(code[18:])
	k.key(fyne.KeyReturn)
	if k.opened == nil {
		t.Fatal("the office has not opened")
	}
	id := managerOf(k.opened).ID
	if err := k.opened.TryCode(context.Background(), id, lost, "8888"); err == nil {
		t.Error("the lost code holds")
	}
	if err := k.opened.TryCode(context.Background(), id, code, "8888"); err != nil {
		t.Error(err)
	}
}

// Who does not want to go on begins anew in the same folder.
func TestABrokenOffFirstStartBeginsAnew(t *testing.T) {
	k := newSettler(t)
	k.fills()
	k.quits()
	k.starts()
	k.key(fyne.KeyEscape)
	k.on(func() {
		k.s.name.SetText("碧水湾")
		for _, p := range k.s.people {
			p.pin.SetText("5555")
			p.again.SetText("5555")
		}
		k.s.begin()
	})
	k.write(k.code()[18:])
	k.key(fyne.KeyReturn)
	if k.opened == nil || k.opened.Office().Name != "碧水湾" {
		t.Fatal("it was not begun anew")
	}
}

// What is wrong stands at its blank, with the caret in it; what was typed stays.
func TestTheFirstStartSaysWhatIsWrongAtItsPlace(t *testing.T) {
	k := newSettler(t)
	k.fills()
	k.quits()
	for name, x := range map[string]struct {
		spoil func(*FirstStart)
		at    func(*FirstStart) *lineEntry
		words string
	}{
		"no name":        {func(s *FirstStart) { s.name.SetText(" ") }, func(s *FirstStart) *lineEntry { return s.name }, "请填写管理处名称"},
		"a PIN as name":  {func(s *FirstStart) { s.name.SetText("4444") }, func(s *FirstStart) *lineEntry { return s.name }, "只有数字"},
		"no shifts":      {func(s *FirstStart) { s.shifts.SetText("早") }, func(s *FirstStart) *lineEntry { return s.shifts }, "班次没有看懂"},
		"shifts alike":   {func(s *FirstStart) { s.shifts.SetText("早班 8:00-16:00，早班 16:00-8:00") }, func(s *FirstStart) *lineEntry { return s.shifts }, "重复"},
		"no folder":      {func(s *FirstStart) { s.folder.SetText("") }, func(s *FirstStart) *lineEntry { return s.folder }, "请填写存放台账的文件夹"},
		"half a path":    {func(s *FirstStart) { s.folder.SetText("王阿姨/台账") }, func(s *FirstStart) *lineEntry { return s.folder }, "请写完整的路径"},
		"no such folder": {func(s *FirstStart) { s.folder.SetText("/dev/null/台账") }, func(s *FirstStart) *lineEntry { return s.folder }, "不能建立文件夹"},
		"nobody":         {func(s *FirstStart) { s.people[1].name.SetText("") }, func(s *FirstStart) *lineEntry { return s.people[1].name }, "请填写主管的姓名"},
		"one name twice": {func(s *FirstStart) { s.people[2].name.SetText("钱伟") }, func(s *FirstStart) *lineEntry { return s.people[2].name }, "写了两次"},
		"no PIN":         {func(s *FirstStart) { s.people[0].pin.SetText("") }, func(s *FirstStart) *lineEntry { return s.people[0].pin }, "请输入 PIN"},
		"a short PIN":    {func(s *FirstStart) { s.people[0].pin.SetText("12") }, func(s *FirstStart) *lineEntry { return s.people[0].pin }, "4 到 12 位"},
		"another PIN":    {func(s *FirstStart) { s.people[2].again.SetText("9999") }, func(s *FirstStart) *lineEntry { return s.people[2].again }, "两次输入的 PIN 不一样"},
	} {
		t.Run(name, func(t *testing.T) {
			k := newSettler(t)
			for i, words := range []string{"钱伟", "赵刚", "李敏"} {
				k.s.people[i].name.SetText(words)
				k.s.people[i].pin.SetText("4444")
				k.s.people[i].again.SetText("4444")
			}
			k.s.name.SetText("翠湖花园")
			x.spoil(k.s)
			k.on(k.s.begin)
			at := x.at(k.s)
			if k.focused() != fyne.Focusable(at) {
				t.Error("the caret is elsewhere")
			}
			if note := k.s.near[at]; !note.Visible() || !strings.Contains(note.Text, x.words) {
				t.Errorf("at the blank stands %q", note.Text)
			}
			if k.s.people[1].pin.Text != "4444" || k.dir.Begun() || k.dir.Has() {
				t.Error("what was typed is gone, or an office was founded")
			}
		})
	}
}

// The office's people: filled in first, signed last; a signature that is not enough
// brings the form back as it was.
func TestPeopleAreFilledInFirstAndSignedLast(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.menu("新增人员")
	k.key(fyne.KeyReturn)
	if !k.shows("请填写姓名") {
		t.Error("it asks for a signature before there is something to sign")
	}
	k.write("孙丽")
	pins := everyOf[*lineEntry](k)
	for _, e := range pins[len(pins)-2:] {
		k.on(func() { e.SetText("5555") })
	}
	k.key(fyne.KeyReturn)
	if !k.shows("签名人") {
		t.Fatal("nobody is asked to sign")
	}
	k.key(fyne.KeyReturn)
	if !k.shows("请输入 PIN") {
		t.Error("no PIN is not asked for")
	}
	k.key(fyne.KeyEscape) // nobody signs: the form is there again
	if e, ok := k.w.win.Canvas().Focused().(*lineEntry); !ok || e.Text != "孙丽" {
		t.Fatal("what was filled in is gone")
	}
	k.key(fyne.KeyReturn)
	k.sign()
	if !slices.ContainsFunc(k.st.Staff(), func(p forms.Person) bool { return p.Name == "孙丽" && p.Role == forms.Clerk }) {
		t.Error("she is not among the people")
	}
	// A name that is taken is only known when it is written: the form says so.
	k.menu("新增人员")
	k.write("王芳")
	pins = everyOf[*lineEntry](k)
	for _, e := range pins[len(pins)-2:] {
		k.on(func() { e.SetText("5555") })
	}
	k.key(fyne.KeyReturn)
	k.sign()
	if e, ok := k.w.win.Canvas().Focused().(*lineEntry); !ok || e.Text != "王芳" || !k.shows("已经有一位") {
		t.Error("the form does not come back with what was filled in")
	}
	k.key(fyne.KeyEscape)
}

// Whoever leaves is not asked to sign for it.
func TestWhoLeavesDoesNotSignForIt(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.menu("人员离岗")
	for _, x := range everyOf[*keySelect](k) {
		if slices.Contains(x.Options, "陈建国（主管）") {
			k.on(func() { x.SetSelected("陈建国（主管）") })
		}
	}
	k.button("下一步：签名")
	list := everyOf[*keySelect](k)
	if got := list[len(list)-1].Options; !slices.Equal(got, []string{"赵卫东（经理）"}) {
		t.Errorf("signers are %q", got)
	}
	k.sign()
	if slices.ContainsFunc(k.st.Staff(), func(p forms.Person) bool { return p.Name == "陈建国" }) {
		t.Error("he still signs")
	}
}

// The manager names a deputy, who signs as one from then on: who is on duty comes on duty
// anew. Nobody names themselves.
func TestADeputyIsNamed(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	who := k.w.who
	choose := func(option string) {
		for _, x := range everyOf[*keySelect](k) {
			if slices.Contains(x.Options, option) {
				k.on(func() { x.SetSelected(option) })
			}
		}
	}
	k.menu("指定代理")
	choose(who.Name + "（值班员）")
	k.button("下一步：签名")
	if !k.shows("请写明代理原因") {
		t.Error("no reason is asked for")
	}
	lines := everyOf[*lineEntry](k)
	k.on(func() { lines[len(lines)-2].SetText("经理休假") })
	k.button("下一步：签名")
	list := everyOf[*keySelect](k)
	if got := list[len(list)-1].Options; !slices.Equal(got, []string{"赵卫东（经理）"}) {
		t.Errorf("signers are %q", got)
	}
	k.sign()
	if got := personNamed(k.st, who.Name); got.Role != forms.Manager || k.w.who.ID != "" {
		t.Fatalf("signs as %s, on duty is %q", got.Role, k.w.who.Name)
	}
	k.comes(who.Name)
	if k.w.who.Role != forms.Manager {
		t.Errorf("on duty as %s", k.w.who.Role)
	}
	k.menu("结束代理")
	k.button("下一步：签名")
	k.sign()
	if got := personNamed(k.st, who.Name); got != who {
		t.Errorf("signs as %+v afterwards", got)
	}
}

// Until a new code is confirmed the old envelope holds, whoever resets what by it.
func TestTheOldEnvelopeHoldsUntilTheNewOneIsSealed(t *testing.T) {
	k := newClerk(t)
	ctx, boss := context.Background(), managerOf(k.st)
	old := store.FreshCode()
	if err := k.st.SealCode(ctx, boss, old); err != nil {
		t.Fatal(err)
	}
	k.onDuty()
	k.menu("更换恢复码")
	k.sign()
	k.key(fyne.KeyEscape)
	if err := k.st.TryCode(ctx, boss.ID, old, "8888"); err != nil {
		t.Errorf("the old code is gone before the new one is confirmed: %v", err)
	}
	// A manager who has forgotten the PIN signs by the code alone.
	k.menu("重设 PIN")
	for _, x := range everyOf[*keySelect](k) {
		if slices.Contains(x.Options, "赵卫东（经理）") {
			k.on(func() { x.SetSelected("赵卫东（经理）") })
		}
	}
	lines := everyOf[*lineEntry](k)
	lines = lines[len(lines)-3:]
	k.on(func() { lines[0].SetText("8888"); lines[1].SetText("8888") })
	k.on(func() { lines[2].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) })
	if !k.shows("请填写恢复码") {
		t.Error("a manager's PIN is reset without the code")
	}
	k.on(func() { lines[2].SetText(old); lines[2].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) })
	if _, err := k.st.SignIn(ctx, boss.ID, "8888"); err == nil {
		t.Error("the PIN is reset before the next code is confirmed")
	}
	next := ""
	for _, l := range everyOf[*widget.Label](k) {
		if len(l.Text) == 23 && strings.Count(l.Text, "-") == 3 {
			next = l.Text
		}
	}
	if next == "" {
		t.Fatal("no code is shown")
	}
	k.write(next[18:])
	k.key(fyne.KeyReturn)
	if _, err := k.st.SignIn(ctx, boss.ID, "8888"); err != nil {
		t.Errorf("the PIN was not reset: %v", err)
	}
	if err := k.st.TryCode(ctx, boss.ID, next, "9999"); err != nil {
		t.Error(err)
	}
}

// At the lock arrows choose a person, no PIN is said to be none, and the last one on
// duty is proposed, after a restart too.
func TestTheLockProposesWhoWasOnDutyLast(t *testing.T) {
	k := newClerk(t)
	name := func(l *lockScreen) string {
		for _, p := range k.st.Staff() {
			if p.ID == l.chosen {
				return p.Name
			}
		}
		return ""
	}
	if got := name(k.w.lock); got != "王芳" {
		t.Errorf("proposed is %s", got)
	}
	k.key(fyne.KeyReturn)
	if !k.shows("请输入 PIN") || k.w.who.ID != "" {
		t.Error("no PIN is taken for one, or for nothing")
	}
	for _, x := range []struct {
		key  fyne.KeyName
		want string
	}{{fyne.KeyRight, "李敏"}, {fyne.KeyLeft, "王芳"}, {fyne.KeyLeft, "王芳"}, {fyne.KeyDown, "赵卫东"}, {fyne.KeyDown, "赵卫东"}, {fyne.KeyUp, "王芳"}, {fyne.KeyRight, "李敏"}, {fyne.KeyRight, "陈建国"}} {
		k.key(x.key)
		if got := name(k.w.lock); got != x.want {
			t.Errorf("%s chooses %s, want %s", x.key, got, x.want)
		}
	}
	k.onDuty()
	if k.w.who.Name != "陈建国" {
		t.Errorf("on duty is %s", k.w.who.Name)
	}
	k.on(k.w.Lock)
	if got := name(k.w.lock); got != "陈建国" {
		t.Errorf("after the lock %s is proposed", got)
	}
	again := newWindow(k.w.app, k.st, k.dir, func(f func()) { k.back <- f })
	k.rest()
	if got := name(again.lock); got != "陈建国" {
		t.Errorf("after a restart %s is proposed", got)
	}
	for _, f := range again.stop {
		f()
	}
}

// Two people sign an archive: who has signed is not asked a second time, and the only
// supervisor is left for the second signature.
func TestAnArchiveIsSignedByTwo(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房水管漏水")
	k.until("2026-12-01 08:30")
	signers := func() []string {
		list := everyOf[*keySelect](k)
		return list[len(list)-1].Options
	}
	k.menu("归档…")
	k.key(fyne.KeyReturn)
	first := signers()
	for _, x := range everyOf[*keySelect](k) {
		if slices.Contains(x.Options, "陈建国（主管）") {
			k.on(func() { x.SetSelected("陈建国（主管）") })
		}
	}
	k.sign()
	if got := signers(); !slices.Equal(got, []string{"赵卫东（经理）"}) || len(first) != 4 {
		t.Errorf("first %q, then %q may sign", first, got)
	}
	k.key(fyne.KeyEscape)
	if err := k.st.Deactivate(context.Background(), managerOf(k.st), personNamed(k.st, "陈建国").ID, ""); err != nil {
		t.Fatal(err)
	}
	k.menu("归档…")
	k.key(fyne.KeyReturn)
	if got := signers(); slices.Contains(got, "赵卫东（经理）") || len(got) != 2 {
		t.Errorf("the only one who may sign second is asked first: %q", got)
	}
	k.key(fyne.KeyEscape)
}

func personNamed(st *store.Store, name string) forms.Person {
	for _, p := range st.Staff() {
		if p.Name == name {
			return p
		}
	}
	return forms.Person{}
}

// A PIN typed into a remark is refused at its blank.
func TestAPINIsNoRemark(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("3333")
	if !k.none(1) {
		t.Error("it stands in the ledger")
	}
	if b := blankOf(k, "内容"); b == nil || b.Get() != "3333" {
		t.Error("what was typed is gone")
	}
	k.write("　水管漏水")
	k.key(fyne.KeyReturn, fyne.KeyReturn)
	if k.none(1) {
		t.Error("words are refused as well")
	}
}

func blankOf(k *clerk, name string) *paper.Blank {
	s := k.w.book().slip.deed.Slip(nil, k.w.context())
	for _, b := range s.Blanks() {
		if b.Name == name {
			return b
		}
	}
	return nil
}

// What cut-off exports and archives left goes at the next start, of every kind.
func TestTheStartClearsExportsAndArchives(t *testing.T) {
	dir := store.Folder(t.TempDir())
	if err := dir.Lay(); err != nil {
		t.Fatal(err)
	}
	long := time.Now().Add(-2 * time.Hour)
	for _, path := range []string{filepath.Join(dir.Exports(), ".导出-1.pdf"), filepath.Join(dir.Archives(), ".导出-2.zip")} {
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chtimes(path, long, long)); err != nil {
			t.Fatal(err)
		}
	}
	tidy(dir)
	for _, d := range []string{dir.Exports(), dir.Archives()} {
		if left, err := os.ReadDir(d); err != nil || len(left) > 0 {
			t.Errorf("left is %v %v", left, err)
		}
	}
}
