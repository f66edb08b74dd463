package ui

import (
	"context"
	"database/sql"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/store"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// anOffice is one that is no trial.
func anOffice() store.Founding {
	f := TrialOffice()
	f.Settings.Name, f.Settings.Demo = "和谐花园管理处", false
	return f
}

// picture keeps what the window shows, where somebody wants to look at it.
func (k *clerk) picture(name string) {
	k.t.Helper()
	dir := os.Getenv("FRONTDESK_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		k.t.Fatal(err)
	}
	if err := png.Encode(f, k.w.win.Canvas().Capture()); err != nil {
		k.t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		k.t.Fatal(err)
	}
}

// follows lets the clerk go on in the window that follows a restore.
func (k *clerk) follows() {
	k.w.next = func(next *Window) {
		k.w, k.st = next, next.store
		k.w.next = nil
		k.t.Cleanup(func() {
			k.rest()
			for _, f := range next.stop {
				f()
			}
			if err := next.store.Close(); err != nil {
				k.t.Error(err)
			}
		})
	}
}

// at sits down at another window, such as that of the first start.
func (k *clerk) at(win fyne.Window, d *desk) {
	d.back, d.sticks = func(f func()) { k.back <- f }, k.w.sticks
	k.w = &Window{desk: d}
	win.Resize(fyne.NewSize(1366, 740))
}

// From the settings to the restored ledger in the same window: what would be
// lost is said, a supervisor signs, the former file stays, numbers go on.
func TestABackupIsPutBackInTheWindow(t *testing.T) {
	k := newClerkOf(t, anOffice())
	k.follows()
	k.onDuty()
	k.line("厨房水管漏水")
	k.menu("立即备份")
	k.key(fyne.KeyReturn)
	k.clock.Forward(time.Hour)
	k.line("电梯异响")
	k.line("楼道灯不亮")
	path := k.st.Path()
	k.on(k.w.backups)
	for _, want := range []string{"最近一次备份：2026-11-23 09:00", "还没有第二处", "手工", "每日", "值班记录 2026-0001"} {
		if !k.shows(want) {
			t.Errorf("the settings do not say %q", want)
		}
	}
	k.picture("settings-backup")
	k.button("从备份恢复…")
	k.key(fyne.KeyHome)
	for k.w.win.Canvas().Focused().(*copyList).at != 0 {
		t.Fatal("Home does not lead to the first copy")
	}
	for _, want := range []string{"✓ 完好", "起的 2 行，其中新登记 2 条", "值班记录 2026-0003"} {
		if !k.shows(want) {
			t.Errorf("the list does not say %q", want)
		}
	}
	k.picture("restore-settings")
	k.key(fyne.KeyReturn)
	if !k.shows("新登记 2 条") {
		t.Error("the signature does not say what is lost")
	}
	k.picture("restore-signature")
	k.write("9999")
	k.key(fyne.KeyReturn)
	if k.none(3) {
		t.Fatal("restored with a wrong PIN")
	}
	k.write("1234")
	k.key(fyne.KeyReturn)
	if !k.shows("已恢复并核对") || !k.shows("值班记录 2026-0001") || !k.shows("-恢复前-") {
		t.Error("nothing says what was restored, and where the former ledger is")
	}
	k.picture("restored")
	k.key(fyne.KeyReturn)
	if k.st.Path() != path || !k.none(2) || k.none(1) {
		t.Fatal("the ledger is not the backup's")
	}
	k.onDuty()
	k.ctrl(fyne.Key1)
	k.ctrl(fyne.KeyN)
	k.line("门禁坏了")
	if d := k.duty(2); d.Text != "门禁坏了" {
		t.Errorf("%+v", d)
	}
	copies, err := store.Copies(context.Background(), path)
	if err != nil || len(copies) != 1 || copies[0].Kind != store.SetAside || copies[0].Last.Ref.No != 3 {
		t.Errorf("the former ledger: %+v %v", copies, err)
	}
}

// Where restoring fails the ledger opens again as it was.
func TestARestoreThatFailsLeavesTheWindowAsItWas(t *testing.T) {
	k := newClerkOf(t, anOffice())
	k.follows()
	k.onDuty()
	k.line("厨房水管漏水")
	bad := filepath.Join(t.TempDir(), "台账备份-20261123-0900.db")
	if err := os.WriteFile(bad, []byte("不是备份，不是备份，不是备份"), 0o644); err != nil {
		t.Fatal(err)
	}
	before := k.w
	k.on(func() { k.w.restoreFrom(store.Copy{Path: bad}, k.w.who) })
	if k.w == before || !k.shows("不是台账文件") {
		t.Fatal("nothing says that it failed")
	}
	k.key(fyne.KeyReturn)
	k.onDuty()
	k.ctrl(fyne.Key1)
	k.ctrl(fyne.KeyN)
	k.line("电梯异响")
	if k.none(1) || k.none(2) {
		t.Error("the ledger does not go on")
	}
}

// A backup of another office asks twice.
func TestAnotherOfficesBackupIsThoughtOverTwice(t *testing.T) {
	k := newClerkOf(t, anOffice())
	k.onDuty()
	k.line("厨房水管漏水")
	k.clock.Forward(time.Hour)
	other := anOffice()
	other.Settings.Name = "桂花苑管理处"
	st, _, err := store.Found(context.Background(), store.Folder(t.TempDir()), other, store.Options{Books: books.All(), Clock: k.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	copied, err := st.Backup(context.Background(), k.dir.Backups())
	if err != nil || st.Close() != nil {
		t.Fatal(err)
	}
	k.menu("从备份恢复…")
	if !k.shows("没有一行相同") || !k.shows("桂花苑管理处") || !k.shows(copied) {
		t.Error("nothing says that it is another office's")
	}
	k.picture("restore-other")
	k.key(fyne.KeyReturn)
	if !k.shows("不是同一本台账") {
		t.Fatal("nobody asks once more")
	}
	k.key(fyne.KeyReturn)
	if !k.shows("PIN") && !k.shows("签名") {
		t.Error("then nobody signs")
	}
}

// Moving to another PC, from end to end: an office is founded, writes, and backs
// up; on the other PC the first start restores, somebody unlocks, the entries
// are the same, and numbers go on.
func TestMovingToAnotherPC(t *testing.T) {
	k := newClerkOf(t, anOffice())
	k.onDuty()
	k.line("厨房水管漏水")
	k.line("电梯异响")
	stick := t.TempDir()
	on := filepath.Join(stick, "台账备份-和谐花园管理处")
	copied, err := k.st.Backup(context.Background(), on)
	if err != nil {
		t.Fatal(err)
	}
	old := k.duty(2)
	k.w.sticks = func() []string { return []string{stick} }

	there := store.Folder(filepath.Join(t.TempDir(), "物业前台台账"))
	app, plugged := k.w.app, k.w.sticks
	var opened *store.Store
	f := NewFirstStart(app, there, k.st.Options(), func(st *store.Store, dir store.Folder) { opened = st })
	f.Show()
	k.at(f.Win(), f.d)
	k.picture("first-start")
	k.button("从备份恢复…")
	if !k.shows(copied) || !k.shows("还没有台账，不会丢失什么") || !k.shows("✓ 完好") {
		t.Fatal("the backup on the stick is not offered")
	}
	k.picture("restore-first-start")
	k.key(fyne.KeyReturn) // this one
	k.picture("restore-first-start-ask")
	k.key(fyne.KeyReturn) // yes
	if !k.shows("已恢复并核对") {
		t.Fatal("nothing says that it was restored")
	}
	k.key(fyne.KeyReturn)
	if opened == nil || opened.Path() != there.Ledger() {
		t.Fatalf("%v was opened", opened)
	}
	k.st, k.dir = opened, there
	k.w = newWindow(app, opened, there, func(f func()) { k.back <- f })
	k.w.sticks = plugged
	t.Cleanup(func() {
		k.rest()
		for _, f := range k.w.stop {
			f()
		}
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
	k.onDuty()
	if d := k.duty(2); d.Text != old.Text || !d.Happened.Equal(old.Happened) || d.Signer != old.Signer {
		t.Errorf("%+v is not %+v", d, old)
	}
	k.line("门禁坏了")
	if d := k.duty(3); d.Text != "门禁坏了" {
		t.Errorf("%+v", d)
	}
}

// At the first start nothing is put over a ledger that opens: its people sign
// for that.
func TestTheFirstStartRestoresOverNoLedger(t *testing.T) {
	k := newClerkOf(t, anOffice())
	f := NewFirstStart(k.w.app, k.dir, k.st.Options(), func(*store.Store, store.Folder) { t.Error("opened") })
	f.Show()
	k.at(f.Win(), f.d)
	k.button("从备份恢复…")
	if !strings.Contains(f.wrong.Text, "已经有台账") || k.w.win.Canvas().Overlays().Top() != nil {
		t.Errorf("it says %q", f.wrong.Text)
	}
	k.on(func() { f.folder.SetText("") })
	k.button("从备份恢复…")
	if note := f.near[f.folder]; !note.Visible() || note.Text == "" {
		t.Error("no folder, and nothing is said")
	}
}

// A damaged ledger says so in Chinese alone, and the way back is a button.
func TestADamagedLedgerIsRestored(t *testing.T) {
	k := newClerkOf(t, anOffice())
	k.onDuty()
	k.line("厨房水管漏水")
	k.menu("立即备份")
	k.key(fyne.KeyReturn)
	opts, app := k.st.Options(), k.w.app
	for _, f := range k.w.stop {
		f()
	}
	k.w.stop = nil
	if err := k.st.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(k.dir.Ledger(), 3*4096); err != nil {
		t.Fatal(err)
	}
	_, why := store.Open(k.dir.Ledger(), opts)
	if why == nil {
		t.Fatal("half a ledger opens")
	}
	var opened *store.Store
	win := app.NewWindow("")
	d := &desk{app: app, win: win, status: widget.NewLabel("")}
	k.at(win, d)
	refuseIn(d, k.dir, k.dir.Ledger(), opts, why, func(st *store.Store, _ store.Folder) *Window {
		opened = st
		return nil
	})
	win.Show()
	if !k.shows("损坏") {
		t.Error("nothing says what is wrong")
	}
	latin := regexp.MustCompile(`[A-Za-z]{2,}`)
	for _, l := range everyOf[*widget.Label](k) {
		if l.Text != k.dir.Ledger() && latin.MatchString(l.Text) {
			t.Errorf("the screen says %q", l.Text)
		}
	}
	k.picture("damaged")
	k.key(fyne.KeyReturn) // the way back has the caret
	if !k.shows("读不出来") || !k.shows("✓ 完好") {
		t.Error("nothing says that the ledger cannot be compared")
	}
	k.picture("restore-damaged")
	k.key(fyne.KeyReturn)
	k.key(fyne.KeyReturn)
	if !k.shows("已恢复并核对") || !k.shows("-恢复前-") {
		t.Fatal("nothing says that it was restored")
	}
	k.key(fyne.KeyReturn)
	if opened == nil {
		t.Fatal("it was not opened")
	}
	if err := opened.Close(); err != nil {
		t.Error(err)
	}
}

// A stick that is plugged in is offered as the second place; from then on the
// day's copy goes there too, also when it comes back under another letter.
func TestAStickIsOfferedAndCopiedTo(t *testing.T) {
	k := newClerkOf(t, anOffice())
	media := t.TempDir()
	stick, other := filepath.Join(media, "KINGSTON"), filepath.Join(media, "E")
	plugged := []string{}
	k.w.sticks = func() []string { return plugged }
	k.onDuty()
	if len(k.w.keeper.foot.Objects) != 0 {
		t.Error("a stick is offered where none is")
	}
	if err := os.Mkdir(stick, 0o755); err != nil {
		t.Fatal(err)
	}
	plugged = []string{stick}
	pass := func() {
		k.clock.Forward(time.Minute)
		k.on(k.w.onTick)
	}
	pass()
	if s := k.w.keeper.foot.Size(); s.Width < 100 {
		t.Errorf("the offer is %g wide", s.Width)
	}
	k.picture("stick")
	k.button("发现U盘 KINGSTON")
	k.key(fyne.KeyReturn)
	own := k.w.folder.Second().Dir
	if !strings.HasPrefix(own, filepath.Join(stick, "台账备份-和谐花园管理处-")) {
		t.Fatalf("the second place is %q", own)
	}
	copies := func(dir string) int {
		found, err := store.Copies(context.Background(), k.st.Path(), dir)
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	if n := copies(own); n != 1 || len(k.w.keeper.foot.Objects) != 0 {
		t.Fatalf("%d copies on the stick; %d offers", n, len(k.w.keeper.foot.Objects))
	}
	// It is away for a day, and comes back as another drive.
	plugged = nil
	if err := os.Rename(stick, other); err != nil {
		t.Fatal(err)
	}
	k.clock.Forward(24 * time.Hour)
	pass()
	own = filepath.Join(other, filepath.Base(own))
	if n := copies(own); n != 1 {
		t.Errorf("%d copies on a stick that is away", n)
	}
	k.on(k.w.backups)
	if !k.shows("第二处现在没有接上") {
		t.Error("nothing says that it is away")
	}
	plugged = []string{other}
	pass()
	if n := copies(own); n != 2 || !strings.Contains(k.w.status.Text, "第二处") {
		t.Errorf("%d copies on the stick that came back; the window says %q", n, k.w.status.Text)
	}
	k.on(k.w.backups)
	if !k.shows("第二处："+own) || !k.shows("那里最近一次：2026-11-24") {
		t.Error("the settings do not say how the second place stands")
	}
	k.picture("settings-second")
	k.button("不再用第二处")
	if k.dir.Second().Dir != "" {
		t.Error("the second place is still remembered")
	}
	k.button("这个U盘不用")
	pass()
	if len(k.w.keeper.foot.Objects) != 0 {
		t.Error("a stick that was declined is offered again")
	}
}

// A copy that fails is said, and stands in today's list when it is days ago.
func TestAnOldCopyIsSaid(t *testing.T) {
	k := newClerkOf(t, anOffice())
	k.onDuty()
	due := func() string {
		for _, x := range k.w.today.agenda.Todos {
			if x.Do == forms.BackUp {
				return x.Words
			}
		}
		return ""
	}
	if due() != "" {
		t.Errorf("today says %q", due())
	}
	// Every copy of the days to come meets a file in the folder's place.
	if err := os.Rename(k.dir.Backups(), k.dir.Backups()+"-weg"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(k.dir.Backups(), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	k.clock.Forward(3 * 24 * time.Hour)
	k.on(k.w.onTick)
	if due() != "台账还没有备份" || !strings.Contains(k.w.status.Text, "没有成功") {
		t.Errorf("today says %q, the window %q", due(), k.w.status.Text)
	}
	if err := os.Remove(k.dir.Backups()); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(k.dir.Backups()+"-weg", k.dir.Backups()); err != nil {
		t.Fatal(err)
	}
	k.clock.Forward(time.Minute)
	k.on(k.w.onTick)
	if due() != "台账 3 天没有备份" {
		t.Errorf("today says %q", due())
	}
	k.ctrl(fyne.KeyJ)
	k.picture("today")
	for i, x := range k.w.today.agenda.Todos {
		if x.Do == forms.BackUp {
			k.on(func() { k.w.today.choose(i); k.w.today.enter() })
		}
	}
	if !k.shows("最近一次备份") {
		t.Error("the row does not lead to the backups")
	}
	k.button("立即备份")
	if due() != "" {
		t.Errorf("a copy was made, and today says %q", due())
	}
}

// A ledger that was mended when it was opened says so, once, to whoever comes on duty.
func TestThatTheLedgerWasMendedIsSaid(t *testing.T) {
	k := newClerk(t)
	k.onDuty()
	k.line("厨房漏水")
	k.w.leave()
	if err := k.st.Close(); err != nil {
		t.Fatal(err)
	}
	spoil(t, k.st.Path(), "derived")
	st, err := store.Open(k.st.Path(), k.st.Options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	k.st, k.w = st, newWindow(k.w.app, st, k.dir, func(f func()) { k.back <- f })
	k.onDuty()
	if words := k.said(); !strings.Contains(words, "已经自动修好") || !strings.Contains(words, "演示-损坏-") || k.duty(1).Text != "厨房漏水" {
		t.Errorf("said: %q", words)
	}
	if k.locks(); k.asks() {
		t.Error("it is said twice")
	}
}

// spoil damages the first page of a table in a closed file.
func spoil(t *testing.T, path, table string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	var root, size int64
	if err := db.QueryRow(`SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_schema WHERE name = ?`, table).Scan(&root, &size); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt([]byte{0x77}, (root-1)*size)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}
