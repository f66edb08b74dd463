package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/store"
	"frontdesk/ui/filedialog"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// home gives the person a home with folders and files; a name that ends in a
// slash is a folder. What comes first is the oldest.
func (k *clerk) home(names ...string) string {
	k.t.Helper()
	home := k.t.TempDir()
	k.t.Setenv("HOME", home)
	k.t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
	for i, n := range append([]string{"桌面/", "下载/"}, names...) {
		path := filepath.Join(home, n)
		if err := os.MkdirAll(filepath.Dir(filepath.Join(path, "x")), 0o700); strings.HasSuffix(n, "/") && err != nil {
			k.t.Fatal(err)
		}
		if !strings.HasSuffix(n, "/") {
			_ = os.RemoveAll(path)
			if err := os.WriteFile(path, []byte("房号,姓名\n3-2-501,张伟\n"), 0o600); err != nil {
				k.t.Fatal(err)
			}
		}
		at := time.Date(2026, 11, 1, 8, i, 0, 0, time.Local)
		if err := os.Chtimes(path, at, at); err != nil {
			k.t.Fatal(err)
		}
	}
	return home
}

// picks opens the chooser; what it gives is written to the string.
func (k *clerk) picks(p pick) *string {
	k.t.Helper()
	got := new(string)
	k.on(func() { k.w.pick(p, func(path string) { *got = path }) })
	if !k.asks() {
		k.t.Fatal("nothing is asked")
	}
	return got
}

// asks tells whether a dialog stands.
func (k *clerk) asks() bool { return k.w.win.Canvas().Overlays().Top() != nil }

// rows are the names that the chooser shows.
func (k *clerk) rows() string {
	var out []string
	for _, r := range everyOf[*chooseRow](k) {
		if r.Visible() {
			out = append(out, r.name.Text)
		}
	}
	return strings.Join(out, " ")
}

func (k *clerk) click(name string, times int) {
	k.t.Helper()
	for range times {
		found := false
		for _, r := range everyOf[*chooseRow](k) {
			if r.name.Text == name && !found {
				found = true
				k.on(func() { test.Tap(r) })
			}
		}
		if !found {
			k.t.Fatalf("%q is not shown, but %s", name, k.rows())
		}
	}
}

var lists = []string{".xlsx", ".csv"}

func TestChoosingAListDoesNotCrash(t *testing.T) {
	k := newClerk(t)
	k.home("桌面/名单.csv")
	k.onDuty()
	k.on(func() { k.w.choose(k.w.people.root) })
	k.button("导入名单…")
	if !k.shows("选择住户名单") {
		t.Fatal("nothing asks for the list")
	}
	k.key(fyne.KeyEscape)
	if k.asks() {
		t.Fatal("Escape does not leave it")
	}
	k.button("导入名单…")
	k.key(fyne.KeyReturn)
	if k.asks() || k.w.people.preview == nil {
		t.Error("Enter does not take the newest list on the desktop")
	}
}

func TestAnArchiveIsLookedForWhereArchivesAre(t *testing.T) {
	k := newClerk(t)
	k.home()
	k.onDuty()
	if err := k.dir.Lay(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(k.dir.Archives(), "值班记录 2026-10.zip"), []byte("no zip"), 0o600); err != nil {
		t.Fatal(err)
	}
	k.menu("核对归档…")
	if got := k.rows(); got != "值班记录 2026-10.zip" {
		t.Errorf("it shows %q", got)
	}
	k.key(fyne.KeyReturn)
	if !k.shows("不是归档") {
		t.Error("the file is not looked at")
	}
}

func TestAFileIsChosenByKeyboard(t *testing.T) {
	k := newClerk(t)
	home := k.home("桌面/旧.xlsx", "桌面/业主名单.xlsx", "桌面/信.doc", "桌面/.hidden.csv", "桌面/资料/", "桌面/资料/100% #1 名单.csv", "桌面/新.CSV")
	desk := filepath.Join(home, "桌面")
	for _, c := range []struct {
		name string
		keys func()
		want string
	}{
		{"the first is a folder; what is in it", func() { k.key(fyne.KeyReturn, fyne.KeyReturn) }, "资料/100% #1 名单.csv"},
		{"the newest", func() { k.key(fyne.KeyDown, fyne.KeyReturn) }, "新.CSV"},
		{"the last, and not beyond", func() { k.key(fyne.KeyPageDown, fyne.KeyDown, fyne.KeyReturn) }, "旧.xlsx"},
		{"back to the first", func() { k.key(fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyUp, fyne.KeyDown, fyne.KeyReturn) }, "新.CSV"},
		{"a part of the name", func() { k.write("主名"); k.key(fyne.KeyReturn) }, "业主名单.xlsx"},
		{"initials", func() { k.write("yzmd"); k.key(fyne.KeyReturn) }, "业主名单.xlsx"},
		{"a letter taken back", func() { k.write("旧x"); k.key(fyne.KeyBackspace, fyne.KeyReturn) }, "旧.xlsx"},
		{"up and down again", func() { k.key(fyne.KeyBackspace, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn) }, "新.CSV"},
		{"a path typed among the names", func() { k.write(filepath.Join(desk, "旧.xlsx")); k.key(fyne.KeyReturn) }, "旧.xlsx"},
	} {
		got := k.picks(pick{title: c.name, ends: lists})
		c.keys()
		if *got != filepath.Join(desk, c.want) || k.asks() {
			t.Errorf("%s gives %q, want %s", c.name, *got, c.want)
			k.key(fyne.KeyEscape)
		}
	}
	got := k.picks(pick{title: "given up", ends: lists})
	k.key(fyne.KeyDown, fyne.KeyEscape)
	if *got != "" || k.asks() {
		t.Errorf("Escape gives %q", *got)
	}
}

func TestAFileIsChosenWithTheMouse(t *testing.T) {
	k := newClerk(t)
	home := k.home("桌面/资料/", "桌面/资料/里.csv", "下载/乙.xlsx", "下载/甲.csv")
	got := k.picks(pick{title: "mouse", ends: lists})
	k.click("资料", 1)
	if *got != "" || !strings.Contains(k.rows(), "资料") {
		t.Error("one click opens a folder")
	}
	k.button("下载")
	if got := k.rows(); got != "甲.csv 乙.xlsx" {
		t.Errorf("下载 shows %q", got)
	}
	k.button("最新的在前 ↓")
	k.button("按名称 ↓")
	k.click("乙.xlsx", 1)
	k.button("↑ 上一级")
	if got := k.rows(); !strings.Contains(got, "桌面") || !strings.Contains(got, "下载") {
		t.Errorf("above there is %q", got)
	}
	k.click("下载", 2)
	k.click("乙.xlsx", 1)
	if *got != "" {
		t.Error("one click takes a file")
	}
	k.button("打开")
	if *got != filepath.Join(home, "下载/乙.xlsx") {
		t.Errorf("it gives %q", *got)
	}
	again := k.picks(pick{title: "mouse", ends: lists})
	if got := k.rows(); got != "甲.csv 乙.xlsx" {
		t.Errorf("it does not begin where it was chosen last, but shows %q", got)
	}
	k.click("甲.csv", 2)
	if *again != filepath.Join(home, "下载/甲.csv") {
		t.Errorf("a double click gives %q", *again)
	}
}

func TestAFolderIsChosen(t *testing.T) {
	k := newClerk(t)
	home := k.home("桌面/台账/", "桌面/名单.xlsx")
	desk := filepath.Join(home, "桌面")
	p := pick{title: "folder", folder: true, at: filepath.Join(desk, "not made yet", "nor this")}
	got := k.picks(p)
	if k.rows() != "台账" || !k.shows("退格键") {
		t.Errorf("it shows %q", k.rows())
	}
	k.button("选“桌面”")
	if *got != desk {
		t.Errorf("nothing is meant, and %q is given", *got)
	}
	got = k.picks(p)
	k.click("台账", 1)
	k.button("选“台账”")
	if *got != filepath.Join(desk, "台账") {
		t.Errorf("a folder is meant, and %q is given", *got)
	}
	got = k.picks(p)
	k.key(fyne.KeyDown, fyne.KeyReturn)
	if *got != "" || !k.shows("这个文件夹里没有别的文件夹。") {
		t.Error("Enter does not open a folder")
	}
	k.key(fyne.KeyReturn)
	if *got != filepath.Join(desk, "台账") {
		t.Errorf("Enter in a folder gives %q", *got)
	}
	got = k.picks(p)
	k.button("新建文件夹…")
	for _, wrong := range []string{"", "a/b", `a\b`, "..", ".x", "台账"} {
		k.write(wrong)
		k.key(fyne.KeyReturn)
		if !k.shows("请填写名称") && !k.shows("已经有同名") {
			t.Errorf("%q is not refused", wrong)
		}
		for range wrong {
			k.key(fyne.KeyBackspace)
		}
	}
	k.write("新 台账")
	k.key(fyne.KeyReturn)
	k.button("选“新 台账”")
	if info, err := os.Stat(*got); err != nil || !info.IsDir() || filepath.Base(*got) != "新 台账" {
		t.Errorf("the new folder: %q, %v", *got, err)
	}
}

// What cannot be opened is said in one sentence, the chooser stays, and no
// word of it is English.
func TestOddPathsAreSaid(t *testing.T) {
	k := newClerk(t)
	home := k.home("桌面/资料/", "桌面/信.doc", "桌面/名单.xlsx", "桌面/locked/")
	desk := filepath.Join(home, "桌面")
	if err := os.Symlink(filepath.Join(desk, "nothing"), filepath.Join(desk, "dead.xlsx")); err != nil {
		t.Skip("no links here")
	}
	if err := os.Chmod(filepath.Join(desk, "locked"), 0); err != nil {
		t.Fatal(err)
	}
	locked := "没有权限"
	if os.Geteuid() == 0 {
		locked = "" // everything is open to root
	}
	long := "/" + strings.Repeat("长", 5000)
	for typed, want := range map[string]string{
		filepath.Join(desk, "none.xlsx"): "找不到“none.xlsx”", filepath.Join(desk, "dead.xlsx"): "找不到“dead.xlsx”", "dead.xlsx": "找不到",
		filepath.Join(desk, "信.doc"): "这里要选 .xlsx、.csv 文件", filepath.Join(desk, "名单.xlsx", "x"): "打不开", filepath.Join(desk, "locked"): locked,
		long: "打不开", "a\x00b": "打不开", "/dev/null": "打不开", "100%zz#?*": "找不到", "file:///%zz": "找不到",
		"http://example.com/x": "找不到", strings.Repeat("../", 50) + "nowhere": "找不到",
	} {
		got := k.picks(pick{title: "odd", ends: lists, at: desk})
		c := k.chooser()
		k.on(func() { k.w.win.Canvas().Focus(c.path) })
		k.on(func() { c.path.SetText(typed) })
		k.key(fyne.KeyReturn)
		if *got != "" || !k.asks() {
			t.Errorf("%.40q was taken", typed)
			continue
		}
		if !strings.Contains(c.foot.Text, want) || want != "" && c.dir != desk {
			t.Errorf("%.40q: it says %q", typed, c.foot.Text)
		}
		k.key(fyne.KeyEscape)
		if k.asks() {
			t.Fatal("Escape does not leave it")
		}
	}
}

// chooser is the one that stands.
func (k *clerk) chooser() *chooser {
	k.t.Helper()
	lists := everyOf[*chooseList](k)
	if len(lists) != 1 {
		k.t.Fatalf("%d choosers stand", len(lists))
	}
	return lists[0].c
}

func TestWhatVanishesWhileItIsShown(t *testing.T) {
	k := newClerk(t)
	home := k.home("桌面/资料/", "桌面/名单.xlsx")
	desk := filepath.Join(home, "桌面")
	got := k.picks(pick{title: "vanishing", ends: lists})
	if err := os.RemoveAll(filepath.Join(desk, "资料")); err != nil {
		t.Fatal(err)
	}
	k.key(fyne.KeyReturn)
	if !k.shows("找不到“资料”") {
		t.Error("a folder that has gone is not said to have")
	}
	if err := os.RemoveAll(desk); err != nil {
		t.Fatal(err)
	}
	k.key(fyne.KeyDown, fyne.KeyReturn)
	if *got != "" || !k.shows("找不到“名单.xlsx”") {
		t.Error("a file that has gone is not said to have")
	}
	k.key(fyne.KeyF5)
	if k.rows() != "" || k.chooser().empty.Text == "" {
		t.Errorf("the folder has gone, and %q is shown", k.rows())
	}
	k.key(fyne.KeyBackspace)
	if !strings.Contains(k.rows(), "下载") {
		t.Errorf("above there is %q", k.rows())
	}
}

func TestAnEmptyFolderSaysWhatIsLookedFor(t *testing.T) {
	k := newClerk(t)
	k.home("下载/图.png")
	k.picks(pick{title: "empty", ends: lists})
	if !k.shows("这里没有 .xlsx、.csv 文件。") {
		t.Error("an empty desktop says nothing")
	}
	k.button("下载")
	if !k.shows("这里没有 .xlsx、.csv 文件。") || k.rows() != "" {
		t.Errorf("it shows %q", k.rows())
	}
	k.write("图")
	k.key(fyne.KeyReturn)
	if !k.asks() {
		t.Error("something was taken")
	}
}

// Ctrl+Z in a name that went with its folder has nothing to bring back, and does
// not look for it (the monkey, seed 9303).
func TestUndoAfterAnotherFolder(t *testing.T) {
	k := newClerk(t)
	home := k.home("桌面/名单.csv", "桌面/旧/去年.csv")
	k.onDuty()
	k.picks(pick{title: "undo", ends: lists})
	k.write("n")
	k.on(func() { k.chooser().reach(filepath.Join(home, "桌面", "旧")) })
	k.on(func() { k.chooser().filter.TypedShortcut(&fyne.ShortcutUndo{}) })
	if got := k.rows(); got != "去年.csv" {
		t.Errorf("shown are %s", got)
	}
}

func TestTheListPassesTypingOn(t *testing.T) {
	k := newClerk(t)
	home := k.home("桌面/业主.xlsx", "桌面/租户.xlsx")
	got := k.picks(pick{title: "list", ends: lists})
	c := k.chooser()
	k.on(func() { k.w.win.Canvas().Focus(c.list) })
	k.key(fyne.KeyDown)
	k.on(func() { k.w.win.Canvas().Focused().TypedRune('业') })
	k.key(fyne.KeyReturn)
	if *got != filepath.Join(home, "桌面/业主.xlsx") {
		t.Errorf("it gives %q", *got)
	}
}

func TestTenThousandFilesStayQuick(t *testing.T) {
	k := newClerk(t)
	k.home()
	k.picks(pick{title: "many", ends: lists})
	c := k.chooser()
	var found []filedialog.Item
	for i := range 10_000 {
		found = append(found, filedialog.Item{Name: fmt.Sprintf("物业费收费单据 %d.xlsx", i)})
	}
	k.on(func() {
		c.items = list(found)
		c.sift("")
	})
	for name, do := range map[string]func(){
		"a page down": func() { c.hear(fyne.KeyPageDown) },
		"a letter":    func() { c.filter.SetText("sf9") },
		"a character": func() { c.filter.SetText("据 99") },
	} {
		began := time.Now()
		k.on(do)
		took := time.Since(began)
		t.Logf("%s: %s", name, took)
		if took > time.Second {
			t.Errorf("%s takes %s", name, took)
		}
	}
}

// dialogs plays the system's dialog.
type dialogs struct {
	path  string
	err   error
	wait  bool          // until it is given up, or ends
	end   chan struct{} // may be nil
	asked []filedialog.Ask
}

func (s *dialogs) Choose(ctx context.Context, a filedialog.Ask) (string, error) {
	s.asked = append(s.asked, a)
	if s.wait {
		select {
		case <-ctx.Done():
		case <-s.end:
		}
		return "", nil
	}
	return s.path, s.err
}

func TestTheSystemIsAskedFirst(t *testing.T) {
	k := newClerk(t)
	home := k.home("下载/甲.xlsx")
	path := filepath.Join(home, "下载/甲.xlsx")
	s := &dialogs{path: path}
	k.w.ChooseWith(s)
	got := ""
	ask := func() { k.on(func() { k.w.pick(pick{title: "t", ends: lists}, func(p string) { got = p }) }) }
	ask()
	if got != path || k.asks() || s.asked[0].Title != "t" || len(s.asked[0].Ends) != 2 || s.asked[0].At != "" {
		t.Errorf("%q after %+v", got, s.asked)
	}
	s.path, got = "", ""
	ask()
	if got != "" || k.asks() || s.asked[1].At != filepath.Join(home, "下载") {
		t.Errorf("given up: %q after %+v", got, s.asked)
	}
	s.err = errors.New("org.freedesktop.DBus.Error.NoReply")
	ask()
	if !k.asks() || k.shows("freedesktop") || k.rows() != "甲.xlsx" {
		t.Errorf("the system fails, and our own does not come instead: %q", k.rows())
	}
	k.key(fyne.KeyReturn)
	if got != path {
		t.Errorf("it gives %q", got)
	}
	ask()
	if len(s.asked) != 3 {
		t.Error("a system that failed is asked again")
	}
}

// waits lets the window wait for the system's dialog until it says so.
func (k *clerk) waits(p pick) *string {
	k.t.Helper()
	got := new(string)
	k.w.pick(p, func(path string) { *got = path })
	for limit := time.After(10 * time.Second); !k.asks(); {
		select {
		case f := <-k.back:
			f()
		case <-limit:
			k.t.Fatal("nothing says that the system's dialog is waited for")
		}
	}
	return got
}

func TestTheSystemsDialogIsGivenUp(t *testing.T) {
	k := newClerk(t)
	k.home("桌面/甲.xlsx")
	s := &dialogs{wait: true}
	k.w.ChooseWith(s)
	got := k.waits(pick{title: "t", ends: lists})
	k.w.pick(pick{title: "second"}, func(string) { t.Error("a second dialog was answered") })
	k.key(fyne.KeyEscape)
	if k.asks() || *got != "" || len(s.asked) != 1 {
		t.Errorf("Escape: %q, asked %d times", *got, len(s.asked))
	}
	got = k.waits(pick{title: "t", ends: lists})
	k.button("没有看到窗口？在这里选")
	k.key(fyne.KeyReturn)
	if filepath.Base(*got) != "甲.xlsx" {
		t.Errorf("our own gives %q", *got)
	}
	got = k.waits(pick{title: "t", ends: lists})
	k.w.who.ID = "somebody else" // the window was locked and opened meanwhile
	s.wait = false
	k.key(fyne.KeyEscape)
	if *got != "" {
		t.Errorf("somebody else is given %q", *got)
	}
}

func TestTheFolderOfTheBookIsBrowsedFor(t *testing.T) {
	k := newClerk(t)
	home := k.home("桌面/新台账/")
	f := NewFirstStart(k.w.app, store.Folder(filepath.Join(home, "桌面", "not yet")), store.Options{}, nil)
	f.d.back = func(do func()) { k.back <- do }
	f.d.files = &choosing{last: map[string]string{}}
	k.w.win = f.Win() // what is seen now
	f.Show()
	k.button("浏览…")
	for f.Busy() { // the first start is at it, not the clerk's window
		k.rest()
	}
	k.key(fyne.KeyDown)
	k.button("选“新台账”")
	if want := filepath.Join(home, "桌面", "新台账"); f.folder.Text != want {
		t.Errorf("the folder is %q, want %q", f.folder.Text, want)
	}
}
