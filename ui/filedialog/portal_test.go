//go:build !windows

package filedialog

import (
	"bufio"
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// bus starts a message bus of its own and gives its address.
func bus(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	config := filepath.Join(dir, "bus.conf")
	text := `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir=` + dir + `</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	daemon := exec.Command("dbus-daemon", "--config-file="+config, "--nofork", "--nopidfile", "--print-address")
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); errors.Is(err, exec.ErrNotFound) {
		t.Skip("dbus-daemon is not installed")
	} else if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(address)
}

// desktop plays the portal: it answers as it is told, and keeps what it was asked.
type desktop struct {
	t    *testing.T
	conn *dbus.Conn

	mu      sync.Mutex
	version uint32
	deaf    bool                  // never answers a call
	then    func(dbus.ObjectPath) // what happens once the dialog stands
	owner   string
	title   string
	options map[string]dbus.Variant
	closed  chan dbus.ObjectPath
}

func newDesktop(t *testing.T, address string) *desktop {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	d := &desktop{t: t, conn: conn, version: 4, closed: make(chan dbus.ObjectPath, 1)}
	for name, methods := range map[string]map[string]any{
		"org.freedesktop.DBus.Properties": {"Get": d.get},
		chooserName:                       {"OpenFile": d.openFile},
	} {
		if err := conn.ExportMethodTable(methods, portalPath, name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := conn.RequestName(portalName, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return d
}

// set tells the portal how to be.
func (d *desktop) set(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f()
}

func (d *desktop) get(string, string) (dbus.Variant, *dbus.Error) {
	d.mu.Lock()
	deaf, version := d.deaf, d.version
	d.mu.Unlock()
	if deaf {
		select {}
	}
	return dbus.MakeVariant(version), nil
}

func (d *desktop) openFile(sender dbus.Sender, owner, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	d.mu.Lock()
	d.owner, d.title, d.options = owner, title, options
	then := d.then
	d.mu.Unlock()
	token, _ := options["handle_token"].Value().(string)
	at := dbus.ObjectPath(portalPath + "/request/" + strings.ReplaceAll(strings.TrimPrefix(string(sender), ":"), ".", "_") + "/" + token)
	closing := map[string]any{"Close": func() *dbus.Error {
		d.closed <- at
		return nil
	}}
	if err := d.conn.ExportMethodTable(closing, at, requestName); err != nil {
		d.t.Error(err)
	}
	if then != nil {
		go then(at)
	}
	return at, nil
}

// says answers with a status and addresses.
func (d *desktop) says(status uint32, uris ...string) {
	then := func(at dbus.ObjectPath) {
		other := dbus.ObjectPath(portalPath + "/request/1_1/another")
		for _, x := range []dbus.ObjectPath{other, at} { // an answer that is another program's comes first
			body := map[string]dbus.Variant{"uris": dbus.MakeVariant(uris)}
			if x == other {
				body["uris"] = dbus.MakeVariant([]string{"file:///another"})
			}
			if err := d.conn.Emit(x, responseName, status, body); err != nil {
				d.t.Error(err)
			}
		}
	}
	d.set(func() { d.then = then })
}

func TestThePortalIsAsked(t *testing.T) {
	address := bus(t)
	d := newDesktop(t, address)
	p := portal{address, 2 * time.Second}
	for _, c := range []struct {
		name   string
		status uint32
		uris   []string
		want   string
		fails  bool
	}{
		{"a file", 0, []string{"file:///home/wang/%E5%90%8D%E5%8D%95%20100%25%20%231.xlsx"}, "/home/wang/名单 100% #1.xlsx", false},
		{"given up", 1, nil, "", false},
		{"ended by the system", 2, nil, "", true},
		{"chosen, and nothing told", 0, nil, "", true},
		{"a file that lies elsewhere", 0, []string{"smb://server/x.xlsx"}, "", true},
		{"closed with Escape, as GTK tells it", 2, nil, "", false},
	} {
		d.says(c.status, c.uris...)
		if strings.Contains(c.name, "Escape") {
			d.set(func() {
				say := d.then
				d.then = func(at dbus.ObjectPath) {
					time.Sleep(2 * tooSoon)
					say(at)
				}
			})
		}
		got, err := p.Choose(context.Background(), Ask{Title: "选择名单", Ends: []string{".xlsx", ".csv"}, At: "/home/wang/下载", Owner: 0x2a})
		if got != c.want || (err != nil) != c.fails {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	var filters []filter
	if err := dbus.Store([]any{d.options["filters"].Value()}, &filters); err != nil {
		t.Fatal(err)
	}
	if d.owner != "x11:2a" || d.title != "选择名单" || len(filters) != 1 || len(filters[0].Rules) != 2 || filters[0].Rules[0].Pattern != "*.[xX][lL][sS][xX]" {
		t.Errorf("it was asked with %q %q %v", d.owner, d.title, filters)
	}
	if at, _ := d.options["current_folder"].Value().([]byte); string(at) != "/home/wang/下载\x00" {
		t.Errorf("it begins at %q", at)
	}
}

func TestAFolderIsAskedOfAPortalThatCan(t *testing.T) {
	address := bus(t)
	d := newDesktop(t, address)
	d.says(0, "file:///home/wang")
	p := portal{address, 2 * time.Second}
	if got, err := p.Choose(context.Background(), Ask{Folder: true, Ends: []string{".xlsx"}}); got != "/home/wang" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	d.mu.Lock()
	folder, _ := d.options["directory"].Value().(bool)
	if !folder || d.options["filters"].Value() != nil {
		t.Errorf("it was asked with %v", d.options)
	}
	d.mu.Unlock()
	d.set(func() { d.version = 1 })
	if got, err := p.Choose(context.Background(), Ask{Folder: true}); got != "" || err == nil {
		t.Errorf("an old portal shows a dialog for files: %q, %v", got, err)
	}
}

func TestTheDialogOfThePortalIsGivenUp(t *testing.T) {
	address := bus(t)
	d := newDesktop(t, address)
	ctx, cancel := context.WithCancel(context.Background())
	d.set(func() { d.then = func(dbus.ObjectPath) { cancel() } })
	if got, err := (portal{address, 2 * time.Second}).Choose(ctx, Ask{}); got != "" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	select {
	case <-d.closed:
	case <-time.After(5 * time.Second):
		t.Error("the dialog stays on the screen")
	}
}

// Whatever the bus does, the person is asked in another way, and soon.
func TestWithoutAPortalNobodyWaits(t *testing.T) {
	silent := filepath.Join(t.TempDir(), "silent")
	l, err := net.Listen("unix", silent) // takes calls and never says a word
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	empty := bus(t)
	deaf := bus(t)
	none := newDesktop(t, deaf)
	none.set(func() { none.deaf = true })
	dies := bus(t)
	gone := newDesktop(t, dies)
	gone.set(func() { gone.then = func(dbus.ObjectPath) { _ = gone.conn.Close() } })
	for name, address := range map[string]string{
		"no bus": "unix:path=/nowhere/bus", "a silent bus": "unix:path=" + silent, "nonsense": "unix:", "no portal": empty, "a deaf portal": deaf, "a portal that dies": dies,
	} {
		began := time.Now()
		got, err := (portal{address, 300 * time.Millisecond}).Choose(context.Background(), Ask{})
		if got != "" || err == nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s: waited %s", name, took)
		}
	}
}

func TestTheBusIsOfThisMachine(t *testing.T) {
	run := t.TempDir()
	for _, c := range []struct{ set, run, want string }{
		{"", "", ""},
		{"", run, ""},
		{"unix:path=/run/user/1000/bus", run, "unix:path=/run/user/1000/bus"},
		{"tcp:host=example.com,port=1;unix:path=/b", "", "unix:path=/b"},
		{"unixexec:path=/bin/sh", "", ""},
		{"autolaunch:", "", ""},
	} {
		env := map[string]string{"DBUS_SESSION_BUS_ADDRESS": c.set, "XDG_RUNTIME_DIR": c.run}
		if got := busAddress(func(k string) string { return env[k] }); got != c.want {
			t.Errorf("%+v gives %q", c, got)
		}
	}
	if err := os.WriteFile(filepath.Join(run, "bus"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := busAddress(func(k string) string { return map[string]string{"XDG_RUNTIME_DIR": run}[k] }); got != "unix:path="+run+"/bus" {
		t.Errorf("%q", got)
	}
}
