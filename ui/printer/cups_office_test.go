//go:build office

package printer

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/pdf"
)

// Needs cupsd with its filters, ipptool and poppler-utils.

// queue is a CUPS of its own on the loopback, whose one printer writes what it
// would print into a PDF.
type queue struct {
	t    *testing.T
	out  string
	stop func()
}

func newQueue(t *testing.T) *queue {
	t.Helper()
	dir, err := os.MkdirTemp("", "cups-") // short: the server's user must get in
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	files := "FileDevice Yes\nSystemGroup root\n"
	for _, x := range []string{"ServerRoot root", "RequestRoot spool", "CacheDir cache", "StateDir state", "TempDir tmp"} {
		key, sub, _ := strings.Cut(x, " ")
		if err := os.Mkdir(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
		files += key + " " + filepath.Join(dir, sub) + "\n"
	}
	for _, x := range []string{"AccessLog", "ErrorLog", "PageLog"} {
		files += x + " " + filepath.Join(dir, x) + "\n"
	}
	conf := "Listen " + at + "\nBrowsing No\nDefaultAuthType None\nWebInterface No\n<Location />\nAllow all\n</Location>\n<Location /admin>\nAllow all\n</Location>\n<Policy default>\n<Limit All>\nOrder deny,allow\nAllow all\n</Limit>\n</Policy>\n"
	for name, text := range map[string]string{"cupsd.conf": conf, "files.conf": files} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.Command("cupsd", "-f", "-c", filepath.Join(dir, "cupsd.conf"), "-s", filepath.Join(dir, "files.conf"))
	c.Env = append(os.Environ(), "PATH="+os.Getenv("PATH")+":/usr/sbin")
	if c.Path == "cupsd" || c.Err != nil {
		c.Path, c.Err = "/usr/sbin/cupsd", nil
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	stop := func() { _ = c.Process.Kill(); _ = c.Wait() }
	t.Cleanup(stop)
	t.Setenv("CUPS_SERVER", at)
	q := &queue{t, filepath.Join(dir, "printed.pdf"), stop}
	for limit := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if said, err := exec.Command("lpstat", "-r").CombinedOutput(); err == nil && strings.Contains(string(said), "is running") {
			break
		} else if time.Now().After(limit) {
			t.Fatalf("CUPS does not start: %s", said)
		}
	}
	q.run("/usr/sbin/lpadmin", "-p", "office", "-E", "-v", "file:"+q.out, "-m", "lsb/usr/cupsfilters/Generic-PDF_Printer-PDF.ppd")
	q.run("/usr/sbin/lpadmin", "-d", "office")
	return q
}

func (q *queue) run(name string, args ...string) {
	q.t.Helper()
	if said, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		q.t.Fatalf("%s: %v\n%s", name, err, said)
	}
}

// printed waits until the paper is out, and gives its text a page at a time.
func (q *queue) printed() []string {
	q.t.Helper()
	for limit := time.Now().Add(30 * time.Second); time.Now().Before(limit); time.Sleep(100 * time.Millisecond) {
		said, err := exec.Command("lpstat", "-W", "not-completed", "-o").CombinedOutput()
		if _, there := os.Stat(q.out); err == nil && len(said) == 0 && there == nil {
			return text(q.t, q.out)
		}
	}
	q.t.Fatal("nothing was printed")
	return nil
}

func text(t *testing.T, path string) []string {
	t.Helper()
	said, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(said), "\f"), "\f")
	for i := range pages {
		pages[i] = strings.Join(strings.Fields(pages[i]), " ")
	}
	return pages
}

// A queue of CUPS prints what was handed over: the pages that were chosen, as
// often as was asked for, each as the program draws it.
func TestCUPSPrints(t *testing.T) {
	q := newQueue(t)
	ctx := context.Background()
	list, err := New().List(ctx)
	if err != nil || len(list) != 1 || list[0] != (Printer{"office", true}) {
		t.Fatalf("%+v %v", list, err)
	}
	job := form()
	whole := filepath.Join(t.TempDir(), "whole.pdf")
	if err := pdf.Save(ctx, whole, job, nil); err != nil {
		t.Fatal(err)
	}
	want := text(t, whole)
	if job.Pages, err = Choose(job.Pages, "2-3"); err != nil {
		t.Fatal(err)
	}
	if note, err := New().Print(ctx, job, Order{Printer: "office", Copies: 2, Sides: LongEdge}); err != nil || note != "" {
		t.Fatalf("%q %v", note, err)
	}
	got := q.printed()
	if len(got) != 4 {
		t.Fatalf("%d pages are printed: %q", len(got), got)
	}
	for i, p := range got {
		if p != want[1+i%2] {
			t.Errorf("page %d is printed as %q, want %q", i+1, p, want[1+i%2])
		}
	}
	// This queue leaves half an inch at head and foot, and our forms do not.
	m, ok := New().Margins(ctx, "office", paper.Portrait)
	if !ok || m.Top != 12.7 || m.Left != 6.35 {
		t.Errorf("margins %+v %v", m, ok)
	}
	if fit := Fit(job.Pages, func(s paper.Size) (Margins, bool) { return New().Margins(ctx, "office", s) }); fit >= 1 || fit < 0.95 {
		t.Errorf("the form is shrunk to %.3f", fit)
	}
}

// What keeps a printer from printing is said in words, before anything is
// recorded.
func TestCUPSRefuses(t *testing.T) {
	q := newQueue(t)
	refused := func(printer, want string) {
		t.Helper()
		_, err := New().Print(context.Background(), form(), Order{Printer: printer, Copies: 1})
		var r forms.Refusal
		if !errors.As(err, &r) || !strings.Contains(r.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	refused("nowhere", "没有名叫“nowhere”的打印机")
	q.run("/usr/sbin/cupsdisable", "office")
	refused("office", "已暂停")
	q.run("/usr/sbin/cupsenable", "office")
	q.run("/usr/sbin/cupsreject", "office")
	refused("office", "不接受任务")
	q.stop()
	if _, err := New().List(context.Background()); err == nil || !strings.Contains(err.Error(), "没有启动") {
		t.Errorf("without a server: %v", err)
	}
}
