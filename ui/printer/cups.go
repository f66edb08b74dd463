//go:build !windows

package printer

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/pdf"
)

// New gives the printers of this system: CUPS, through its own commands.
func New() System { return cups{} }

type cups struct{}

// patience is how long CUPS may take to answer: its server may be another
// machine that is switched off.
const patience = 20 * time.Second

// say runs a command of CUPS and gives what it says.
func (c cups) say(ctx context.Context, name string, args ...string) (string, error) {
	return c.give(ctx, nil, name, args...)
}

// give runs a command of CUPS on what it is given to read.
func (cups) give(ctx context.Context, in io.Reader, name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c := exec.CommandContext(ctx, name, args...)
	c.Stdin = in
	c.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	out, err := c.CombinedOutput()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", forms.Refusal("这台电脑没有打印服务（CUPS）。请安装 cups，或先导出 PDF 再打印。")
	case ctx.Err() != nil:
		return "", forms.Refusal("打印服务没有回答。请检查打印机和网线是否接好，稍后再试。")
	}
	return strings.TrimSpace(string(out)), err
}

// List gives the printers of CUPS.
func (c cups) List(ctx context.Context) ([]Printer, error) {
	if out, err := c.say(ctx, "lpstat", "-r"); err != nil || strings.Contains(out, "not running") {
		var r forms.Refusal
		if errors.As(err, &r) {
			return nil, r
		}
		return nil, forms.Refusal("打印服务（CUPS）没有启动。请启动它，或先导出 PDF 再打印。")
	}
	names, err := c.say(ctx, "lpstat", "-e")
	if err != nil {
		return nil, err
	}
	usual, _ := c.say(ctx, "lpstat", "-d") // none is no error
	_, usual, _ = strings.Cut(usual, ": ")
	var out []Printer
	for s := bufio.NewScanner(strings.NewReader(names)); s.Scan(); {
		if name := strings.TrimSpace(s.Text()); name != "" {
			out = append(out, Printer{name, name == usual})
		}
	}
	if len(out) == 0 {
		return nil, errNone
	}
	return out, nil
}

// Print hands a PDF over, through a pipe: no file is left of what is printed, such
// as of a recovery code. The service keeps its own copy of a job, for root alone,
// for as long as it needs it.
func (c cups) Print(ctx context.Context, job paper.Job, o Order) (note string, err error) {
	if err := c.ready(ctx, o.Printer); err != nil {
		return "", err
	}
	var whole bytes.Buffer
	if err := pdf.Write(ctx, &whole, job, nil); err != nil {
		return "", err
	}
	sides := map[Sides]string{LongEdge: "two-sided-long-edge", ShortEdge: "two-sided-short-edge"}[o.Sides]
	if sides == "" {
		sides = "one-sided"
	}
	out, err := c.give(ctx, &whole, "lp", "-d", o.Printer, "-n", strconv.Itoa(max(o.Copies, 1)), "-t", job.Title, "-o", "media=A4", "-o", "sides="+sides, "-o", "print-scaling=none")
	if err != nil {
		var r forms.Refusal
		if errors.As(err, &r) {
			return "", r
		}
		return "", forms.Refusal("打印机“" + o.Printer + "”没有接受：" + strings.TrimPrefix(out, "lp: ") + "。纸上没有打印，也没有记录。")
	}
	return c.alerts(ctx, o.Printer), nil
}

// ready tells why a printer takes nothing, or would only let it wait.
func (c cups) ready(ctx context.Context, name string) error {
	out, err := c.say(ctx, "lpstat", "-p", name, "-a", name)
	var r forms.Refusal
	switch {
	case errors.As(err, &r):
		return r
	case err != nil:
		return forms.Refusal("没有名叫“" + name + "”的打印机，请另选一台。")
	case strings.Contains(out, "not accepting"):
		return forms.Refusal("打印机“" + name + "”现在不接受任务，请在系统的打印机设置里恢复，或另选一台。")
	case strings.Contains(out, "disabled"):
		return forms.Refusal("打印机“" + name + "”已暂停，请在系统的打印机设置里恢复，或另选一台。")
	}
	return nil
}

// reasons are what CUPS reports of a printer.
var reasons = []struct{ sign, words string }{
	{"media-empty", "缺纸，加纸以后接着打印"},
	{"media-needed", "缺纸，加纸以后接着打印"},
	{"media-jam", "卡纸"},
	{"door-open", "盖子开着"},
	{"cover-open", "盖子开着"},
	{"toner-empty", "没有墨粉"},
	{"marker-supply-empty", "没有墨水"},
	{"offline", "没有联机"},
}

// alerts is what the printer reports, in words; empty for nothing.
func (c cups) alerts(ctx context.Context, name string) string {
	out, err := c.say(ctx, "lpstat", "-l", "-p", name)
	if err != nil {
		return ""
	}
	if words := alertWords(out); words != "" {
		return "打印机“" + name + "”报告：" + words + "。"
	}
	return ""
}

// alertWords reads what lpstat -l -p says a printer reports.
func alertWords(out string) string {
	for _, line := range strings.Split(out, "\n") {
		signs, ok := strings.CutPrefix(strings.TrimSpace(line), "Alerts:")
		if !ok {
			continue
		}
		for _, r := range reasons {
			if strings.Contains(signs, r.sign) {
				return r.words
			}
		}
	}
	return ""
}

// Margins asks the printer itself, where the command for it is installed.
func (c cups) Margins(ctx context.Context, name string, size paper.Size) (Margins, bool) {
	host := os.Getenv("CUPS_SERVER")
	if host == "" || strings.HasPrefix(host, "/") {
		host = "localhost"
	}
	out, err := c.say(ctx, "ipptool", "-tv", "ipp://"+host+"/printers/"+url.PathEscape(name), "get-printer-attributes.test")
	if err != nil {
		return Margins{}, false
	}
	edge := func(side string) (float64, bool) {
		most, found := 0.0, false
		for _, line := range strings.Split(out, "\n") {
			key, value, ok := strings.Cut(strings.TrimSpace(line), " = ")
			if !ok || !strings.HasPrefix(key, "media-"+side+"-margin-supported ") {
				continue
			}
			for _, v := range strings.Split(value, ",") { // hundredths of a millimetre
				if n, err := strconv.Atoi(v); err == nil {
					most, found = max(most, float64(n)/100), true
				}
			}
		}
		return most, found
	}
	var m Margins
	ok := true
	for side, at := range map[string]*float64{"left": &m.Left, "right": &m.Right, "top": &m.Top, "bottom": &m.Bottom} {
		v, found := edge(side)
		*at, ok = v, ok && found
	}
	if size.W > size.H { // it is turned on the paper, one way or the other
		across, down := max(m.Top, m.Bottom), max(m.Left, m.Right)
		m = Margins{across, down, across, down}
	}
	return m, ok
}
