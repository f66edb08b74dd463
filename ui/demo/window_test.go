//go:build window

package demo

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/duty"
	"frontdesk/forms/handover"
	"frontdesk/forms/release"
	"frontdesk/store"
	"frontdesk/ui"
)

func build(t *testing.T, to string) {
	t.Helper()
	c := exec.Command("go", "build", "-tags", "migrated_fynedo,no_emoji", "-o", to, "../..")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}

// The day of forty calls, through a real window: what was typed stands in the
// ledger, and the one unhappy customer has a complaint.
func TestTheDayIsPlayed(t *testing.T) {
	dir := t.TempDir()
	exe, out := filepath.Join(dir, "frontdesk"), filepath.Join(dir, "out")
	build(t, exe)
	run(t, exe, "demo", "-out", out)
	st, err := store.Open(filepath.Join(out, "frontdesk.db"), store.Options{Books: books.All(), Clock: time.Now, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	for i, c := range theDay {
		no := i + 1
		if i > 11 {
			no++ // the twelfth customer was not satisfied: a complaint came between
		}
		r, _, err := st.Record(context.Background(), forms.Ref{Book: "duty", Year: 2026, No: no})
		if err != nil {
			t.Fatal(err)
		}
		if d := r.(*duty.Record); d.Text != c.text || d.Room != c.room || d.Name != c.name || d.Phone != c.phone {
			t.Errorf("%d: %s %s %s %q, want %s %s %s %q", no, d.Room, d.Name, d.Phone, d.Text, c.room, c.name, c.phone, c.text)
		}
	}
	r, _, err := st.Record(context.Background(), forms.Ref{Book: "duty", Year: 2026, No: 13})
	if err != nil {
		t.Fatal(err)
	}
	if d := r.(*duty.Record); d.Kind != forms.Complaint || d.Refers != "2026-0012" || !strings.Contains(d.Text, "没有人管") {
		t.Errorf("the complaint is %s, refers to %s, says %q", d.Kind, d.Refers, d.Text)
	}
	permitsOf(t, st)
	handoversOf(t, st)
	for _, b := range books.All() {
		if _, err := os.Stat(filepath.Join(out, b.Title+".xlsx")); err != nil {
			t.Error(err)
		}
	}
}

// permitsOf holds what became of the three permits: one from the application to
// the archive, one that was refused, one that did not agree at the gate and was
// opened anew.
func permitsOf(t *testing.T, st *store.Store) {
	t.Helper()
	for i, want := range []struct{ state, name, refers string }{
		{forms.Archived, "张伟", ""}, {forms.Annulled, "曾丽娜", ""}, {release.VoidOut, "吴桂兰", ""}, {release.ToVerify, "吴桂兰", "2026-0003"},
	} {
		r, _, err := st.Record(context.Background(), forms.Ref{Book: "release", Year: 2026, No: i + 1})
		if err != nil {
			t.Fatal(err)
		}
		if p := r.(*release.Record); p.State != want.state || p.Name != want.name || p.Refers != want.refers {
			t.Errorf("permit %d is %s of %s, refers to %q", i+1, p.State, p.Name, p.Refers)
		}
	}
}

// handoversOf holds the three handovers: what the first shift left open went
// through all of them, and the important matter by the supervisor's exception.
func handoversOf(t *testing.T, st *store.Store) {
	t.Helper()
	for i, want := range []struct{ giver, taker, exception string }{{"王芳", "李敏", "陈建国"}, {"李敏", "陈建国", ""}, {"陈建国", "王芳", ""}} {
		r, _, err := st.Record(context.Background(), forms.Ref{Book: "handover", Year: 2026, No: i + 1})
		if err != nil {
			t.Fatal(err)
		}
		h := r.(*handover.Record)
		if h.State != handover.ToInspect || h.Giver.Name != want.giver || h.Takes.Name != want.taker || !strings.Contains(h.Exception, want.exception) || len(h.Matters) < 20 {
			t.Errorf("handover %d is %s, from %s to %s, %d matters, exception %q", i+1, h.State, h.Giver.Name, h.Takes.Name, len(h.Matters), h.Exception)
		}
	}
}

// A second start of the program says that the office is open, brings its window
// to the front, and ends.
func TestASecondStart(t *testing.T) {
	dir := t.TempDir()
	exe := filepath.Join(dir, "frontdesk")
	build(t, exe)
	with := ui.TrialOffice()
	with.Settings.Demo = false
	st, _, err := store.Found(context.Background(), store.Folder(filepath.Join(dir, "台账")), with, store.Options{Books: books.All(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	start := func() *exec.Cmd {
		c := exec.Command(exe)
		c.Env = append(os.Environ(), "HOME="+dir)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	first := start()
	defer func() { _ = first.Process.Kill(); _ = first.Wait() }()
	run(t, "xdotool", "search", "--sync", "--onlyvisible", "--name", "物业前台台账")
	time.Sleep(time.Second)
	second := start()
	over := make(chan error, 1)
	go func() { over <- second.Wait() }()
	select {
	case err := <-over:
		if err != nil {
			t.Errorf("the second start ends with %v", err)
		}
	case <-time.After(30 * time.Second):
		_ = second.Process.Kill()
		t.Error("the second start does not end")
	}
	if err := first.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("the first has ended: %v", err)
	}
}

// A line typed with real keys, Chinese pasted, saved with a shortcut of the
// menu while a blank has the caret.
func TestALineWithRealKeys(t *testing.T) {
	dir := t.TempDir()
	exe := filepath.Join(dir, "frontdesk")
	build(t, exe)
	office := store.Folder(filepath.Join(dir, "台账"))
	with := ui.TrialOffice()
	with.Settings.Demo = false
	st, _, err := store.Found(context.Background(), office, with, store.Options{Books: books.All(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(exe)
	c.Env = append(os.Environ(), "HOME="+dir)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Process.Kill(); _ = c.Wait() }()
	run(t, "xdotool", "search", "--sync", "--onlyvisible", "--name", "物业前台台账")
	time.Sleep(1500 * time.Millisecond)
	keys := func(args ...string) {
		t.Helper()
		run(t, "xdotool", append([]string{"key", "--delay", "60"}, args...)...)
	}
	keys("1", "2", "3", "4", "Return")
	time.Sleep(1500 * time.Millisecond)
	run(t, "xdotool", "type", "--delay", "40", "3-2-501")
	keys("Tab", "Tab", "Tab", "Tab", "6", "Tab")
	paste := exec.Command("xclip", "-selection", "clipboard")
	paste.Stdin = strings.NewReader("厨房水管漏水")
	if err := paste.Run(); err != nil {
		t.Fatal(err)
	}
	keys("ctrl+v")
	time.Sleep(300 * time.Millisecond)
	keys("ctrl+s")
	time.Sleep(800 * time.Millisecond)
	read, err := store.Open(office.Ledger(), store.Options{Books: books.All(), Clock: time.Now, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = read.Close() }()
	r, _, err := read.Record(context.Background(), forms.Ref{Book: "duty", Year: time.Now().In(forms.Beijing).Year(), No: 1})
	if err != nil {
		t.Fatal(err)
	}
	if d := r.(*duty.Record); d.Room != "3-2-501" || d.Kind != forms.Repair || d.Text != "厨房水管漏水" || d.Signer.Name != "王芳" {
		t.Errorf("%+v", d.Line)
	}
}
