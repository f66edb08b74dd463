//go:build bench

package ui

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/duty"
	"frontdesk/store"
	"frontdesk/ui/press"
	"frontdesk/ui/sheet"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// many is how many the office has that is started with.
const many = 100_000

// TestFiguresStart holds start and memory of the program with 100,000 entries
// against a bare window with the same font, by turns, as whole processes.
func TestFiguresStart(t *testing.T) {
	dir := t.TempDir()
	full, bare := filepath.Join(dir, "frontdesk"), filepath.Join(dir, "bare")
	build(t, full, "..")
	build(t, bare, "../testdata/bare")
	fill(t, store.Folder(filepath.Join(dir, "台账")))
	var start, memory [2][]float64
	for range 7 {
		for i, exe := range []string{bare, full} {
			s, m := started(t, exe)
			start[i], memory[i] = append(start[i], s), append(memory[i], m)
		}
	}
	report := func(what, unit string, x [2][]float64) {
		slices.Sort(x[0])
		slices.Sort(x[1])
		a, b := x[0][3], x[1][3]
		fmt.Printf("%s with %d entries: %.0f %s, bare window %.0f %s, ratio %.2f (aim 1.3)\n", what, many, b, unit, a, unit, b/a)
	}
	report("start to the window on the screen", "ms", start)
	report("resident memory", "MB", memory)
}

func build(t *testing.T, to, dir string) {
	t.Helper()
	c := exec.Command("go", "build", "-tags", "migrated_fynedo,no_emoji", "-ldflags", "-s -w", "-o", to, ".")
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// fill founds an office with many entries, of which most are settled.
func fill(t *testing.T, dir store.Folder) {
	t.Helper()
	now := time.Date(2026, 1, 1, 8, 0, 0, 0, forms.Beijing)
	with := TrialOffice()
	with.Settings.Demo = false
	st, _, err := store.Found(context.Background(), dir, with, store.Options{Books: books.All(), Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	by := st.People()[0].Person
	for n := 0; n < many; n += 1000 {
		var ws []store.Writing
		for i := range 1000 {
			ws = append(ws, store.Writing{Ref: forms.Ref{Book: duty.Book().Key}, Verb: forms.Open, By: by, Deed: &duty.Line{
				Happened: now, Way: duty.ByPhone, Room: fmt.Sprintf("%d-%d-%d01", i%20+1, i%4+1, i%30+1), Name: "张伟", Phone: "13805510001",
				As: forms.Owner, Kind: forms.Repair, Text: "厨房水管漏水，已漏到楼下客厅吊顶，请尽快派人。",
			}})
		}
		if _, err := st.AppendAll(context.Background(), ws...); err != nil {
			t.Fatal(err)
		}
		now = now.Add(30 * time.Minute)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
}

// started starts a program and gives the milliseconds until its window is on the
// screen, and the megabytes it then has after three seconds of rest.
func started(t *testing.T, exe string) (ms, mb float64) {
	t.Helper()
	c := exec.Command(exe)
	c.Env = append(os.Environ(), "HOME="+t.TempDir())
	begin := time.Now()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Process.Kill(); _ = c.Wait() }()
	for {
		if exec.Command("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(c.Process.Pid)).Run() == nil {
			break
		}
		if time.Since(begin) > 30*time.Second {
			t.Fatalf("%s shows no window", exe)
		}
	}
	ms = float64(time.Since(begin).Milliseconds())
	time.Sleep(3 * time.Second)
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(string(status), "\n") {
		if f := strings.Fields(l); len(f) > 1 && f[0] == "VmRSS:" {
			kb, _ := strconv.ParseFloat(f[1], 64)
			mb = kb / 1024
		}
	}
	return ms, mb
}

// TestFiguresIdle measures what the program takes of a core while somebody is on
// duty and nothing happens: on today's list, and with the caret in a new line.
// For how long is said by IDLE, such as 10m.
func TestFiguresIdle(t *testing.T) {
	long, err := time.ParseDuration(os.Getenv("IDLE"))
	if err != nil {
		long = time.Minute
	}
	dir := t.TempDir()
	exe := filepath.Join(dir, "frontdesk")
	build(t, exe, "..")
	with := TrialOffice()
	with.Settings.Demo = false
	with.Settings.Rules.IdleLock = 0
	st, _, err := store.Found(context.Background(), store.Folder(filepath.Join(dir, "台账")), with, store.Options{Books: books.All(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	by := st.People()[0].Person
	for range 30 {
		if _, err := st.Append(context.Background(), store.Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, By: by, Deed: &duty.Line{
			Happened: time.Now(), Way: duty.ByPhone, Room: "3-2-501", Name: "张伟", Phone: "13805510001", As: forms.Owner, Kind: forms.Repair, Text: "厨房水管漏水",
		}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	bare := filepath.Join(dir, "bare")
	build(t, bare, "../testdata/bare")
	start := func(exe string) (pid int, end func()) {
		c := exec.Command(exe)
		c.Env = append(os.Environ(), "HOME="+dir)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c.Process.Pid, func() { _ = c.Process.Kill(); _ = c.Wait() }
	}
	used := func(pid int) float64 {
		time.Sleep(10 * time.Second) // what was begun is drawn
		before := ticks(t, pid)
		time.Sleep(long)
		return 100 * (ticks(t, pid) - before).Seconds() / long.Seconds()
	}
	keys := func(args ...string) {
		t.Helper()
		if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
			t.Fatalf("%v %s", err, out)
		}
		time.Sleep(1500 * time.Millisecond)
	}
	pid, end := start(bare)
	nothing := used(pid)
	end()
	pid, end = start(exe)
	defer end()
	keys("search", "--sync", "--onlyvisible", "--name", "物业前台台账")
	keys("key", "--delay", "60", "1", "2", "3", "4", "Return")
	for _, where := range []struct {
		name string
		keys []string
	}{{"today's list", []string{"ctrl+j"}}, {"the caret in a new line", []string{"ctrl+1", "ctrl+n"}}} {
		for _, k := range where.keys {
			keys("key", k)
		}
		x := used(pid)
		fmt.Printf("idle for %s, %s: %.2f %% of a core, a bare window %.2f %%, more than it %.2f %% (aim 1)\n", long, where.name, x, nothing, x-nothing)
	}
}

// ticks is how long a process has had a core.
func ticks(t *testing.T, pid int) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	f := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	const hertz = 100 // of Linux, whatever the machine
	return time.Duration(user+system) * time.Second / hertz
}

// aYear is an office with so many entries a month, for a year.
func aYear(t *testing.T, each int) (*store.Store, time.Time) {
	t.Helper()
	first := time.Date(2026, 1, 1, 8, 0, 0, 0, forms.Beijing)
	now := first
	with := TrialOffice()
	with.Settings.Demo = false
	st, _, err := store.Found(context.Background(), store.Folder(t.TempDir()), with, store.Options{Books: books.All(), Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	by := st.People()[0].Person
	for month := range 12 {
		var ws []store.Writing
		for range each {
			ws = append(ws, store.Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, By: by, Deed: &duty.Line{
				Happened: now, Way: duty.ByPhone, Room: "3-2-501", Name: "张伟", Phone: "13805510001", As: forms.Owner, Kind: forms.Repair, Text: "厨房水管漏水，已漏到楼下客厅吊顶，请尽快派人。",
			}})
		}
		now = first.AddDate(0, month, 1)
		if _, err := st.AppendAll(context.Background(), ws...); err != nil {
			t.Fatal(err)
		}
	}
	now = first.AddDate(1, 0, 0)
	return st, first
}

// TestFiguresPreview measures how long it takes until the first page of a month
// of 600 entries is ready to be painted; the painting is the toolkit's.
func TestFiguresPreview(t *testing.T) {
	st, first := aYear(t, 600)
	a := test.NewTempApp(t)
	if err := Prepare(a); err != nil {
		t.Fatal(err)
	}
	win := test.NewWindow(nil)
	var times []float64
	for range 5 {
		t0 := time.Now()
		papers, err := press.Of(st).Book(context.Background(), duty.Book(), forms.Day(first), forms.Day(first.AddDate(0, 1, -1)), forms.Person{}, forms.Person{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		pages := sheet.NewPages()
		pages.AsPrinted = true
		pages.Draw(papers.Job.Pages)
		win.SetContent(pages)
		win.Resize(fyne.NewSize(1366, 740))
		times = append(times, float64(time.Since(t0))/1e6)
	}
	slices.Sort(times)
	fmt.Printf("preview of a month of 600 entries, to the first page ready to be painted: %.0f ms (aim 300)\n", times[2])
}

// TestFiguresArchive measures a year's archive, and holds its memory against a
// month's.
func TestFiguresArchive(t *testing.T) {
	st, first := aYear(t, 600)
	by := st.People()
	take := func(to time.Time) (sec, mb float64) {
		runtime.GC()
		done, peak := make(chan struct{}), make(chan uint64)
		go func() {
			most := uint64(0)
			var m runtime.MemStats
			for {
				select {
				case <-done:
					peak <- most
					return
				case <-time.After(20 * time.Millisecond):
					runtime.ReadMemStats(&m)
					most = max(most, m.HeapInuse)
				}
			}
		}()
		t0 := time.Now()
		if _, err := press.Of(st).Archive(context.Background(), duty.Book(), first, to, by[0].Person, by[1].Person, io.Discard, nil); err != nil {
			t.Fatal(err)
		}
		sec = time.Since(t0).Seconds()
		close(done)
		return sec, float64(<-peak) / (1 << 20)
	}
	monthSec, monthMB := take(first.AddDate(0, 1, -1))
	yearSec, yearMB := take(first.AddDate(1, 0, -1))
	fmt.Printf("archive of a month (600 entries): %.1f s, %.0f MB of heap; of a year (7,200): %.1f s, %.0f MB, ratio of memory %.2f (flat: aim 1.5)\n", monthSec, monthMB, yearSec, yearMB, yearMB/monthMB)
}
