//go:build !windows

package filedialog

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// New gives the dialog of this system: that of the desktop portal, by which
// GNOME, KDE, UKUI and DDE show their own. It is nil where there is no message bus.
func New() System {
	address := busAddress(os.Getenv)
	if address == "" {
		return nil
	}
	return portal{address: address, patience: 2 * time.Second}
}

// portal asks through org.freedesktop.portal.FileChooser. Every choice has a
// connection of its own, which it can be given up with.
type portal struct {
	address  string
	patience time.Duration // how long the portal may take to answer at all
}

// The names of the portal on the bus.
const (
	portalName    = "org.freedesktop.portal.Desktop"
	portalPath    = "/org/freedesktop/portal/desktop"
	chooserName   = "org.freedesktop.portal.FileChooser"
	requestName   = "org.freedesktop.portal.Request"
	responseName  = requestName + ".Response"
	folderVersion = 3 // of the portal that can ask for folders
)

// busAddress is where the session's message bus listens; empty for none. Only
// sockets of this machine count: nothing is started for it, and nothing
// connects to a network.
func busAddress(env func(string) string) string {
	set := env("DBUS_SESSION_BUS_ADDRESS")
	if set == "" && env("XDG_RUNTIME_DIR") != "" {
		path := filepath.Join(env("XDG_RUNTIME_DIR"), "bus")
		if _, err := os.Stat(path); err != nil {
			return ""
		}
		return "unix:path=" + dbus.EscapeBusAddressValue(path)
	}
	var local []string
	for _, a := range strings.Split(set, ";") {
		if strings.HasPrefix(a, "unix:") {
			local = append(local, a)
		}
	}
	return strings.Join(local, ";")
}

// Choose asks the portal and waits for the answer.
func (p portal) Choose(ctx context.Context, a Ask) (string, error) {
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end() // the connection ends with it
	conn, err := within(ctx, p.patience, func(context.Context) (*dbus.Conn, error) {
		return dbus.Connect(p.address, dbus.WithContext(life))
	})
	if err == nil {
		err = p.able(ctx, conn, a)
	}
	if err != nil {
		return given(ctx, fmt.Errorf("reach the desktop portal: %w", err))
	}
	answers := make(chan *dbus.Signal, 16)
	conn.Signal(answers)
	at, err := p.ask(ctx, conn, a)
	if err != nil {
		p.close(conn, at) // it may stand all the same
		return given(ctx, fmt.Errorf("ask the desktop portal: %w", err))
	}
	return p.wait(ctx, conn, at, answers)
}

// given is how Choose ends without an answer: quietly, when it was given up.
func given(ctx context.Context, err error) (string, error) {
	if ctx.Err() != nil {
		return "", nil
	}
	return "", err
}

// able tells whether the portal is there and can ask for that.
func (p portal) able(ctx context.Context, conn *dbus.Conn, a Ask) error {
	has := false
	err := p.call(ctx, conn.BusObject(), "org.freedesktop.DBus.NameHasOwner", portalName).Store(&has)
	if err == nil && !has { // it may be started by asking it
		var names []string
		err = p.call(ctx, conn.BusObject(), "org.freedesktop.DBus.ListActivatableNames").Store(&names)
		for _, n := range names {
			has = has || n == portalName
		}
	}
	if err != nil {
		return err
	}
	if !has {
		return errors.New("there is none")
	}
	var version dbus.Variant
	if err := p.call(ctx, conn.Object(portalName, portalPath), "org.freedesktop.DBus.Properties.Get", chooserName, "version").Store(&version); err != nil {
		return err
	}
	if v, _ := version.Value().(uint32); a.Folder && v < folderVersion {
		return fmt.Errorf("version %d cannot ask for a folder", v)
	}
	return nil
}

// call calls a method and waits for it, but not for ever.
func (p portal) call(ctx context.Context, o dbus.BusObject, method string, args ...any) *dbus.Call {
	ctx, cancel := context.WithTimeout(ctx, p.patience)
	defer cancel()
	return o.CallWithContext(ctx, method, 0, args...)
}

// ask has the portal show its dialog. The answer comes from the object whose
// path it gives. That path is known before, so that no answer is too quick.
func (p portal) ask(ctx context.Context, conn *dbus.Conn, a Ask) (dbus.ObjectPath, error) {
	token := "t" + strings.ToLower(rand.Text())
	me := strings.ReplaceAll(strings.TrimPrefix(conn.Names()[0], ":"), ".", "_")
	at := dbus.ObjectPath(portalPath + "/request/" + me + "/" + token)
	if err := p.listen(ctx, conn, at); err != nil {
		return at, err
	}
	err := conn.AddMatchSignalContext(ctx, dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, portalName))
	if err != nil {
		return at, err
	}
	owner := ""
	if a.Owner != 0 {
		owner = fmt.Sprintf("x11:%x", a.Owner)
	}
	var handle dbus.ObjectPath
	o := conn.Object(portalName, portalPath)
	if err := p.call(ctx, o, chooserName+".OpenFile", owner, a.Title, a.options(token)).Store(&handle); err != nil {
		return at, err
	}
	if handle != at { // a portal older than 0.9
		return handle, p.listen(ctx, conn, handle)
	}
	return at, nil
}

// close takes a dialog off the screen.
func (p portal) close(conn *dbus.Conn, at dbus.ObjectPath) {
	_ = p.call(context.Background(), conn.Object(portalName, at), requestName+".Close").Err // nobody waits for it any more
}

func (p portal) listen(ctx context.Context, conn *dbus.Conn, at dbus.ObjectPath) error {
	return conn.AddMatchSignalContext(ctx, dbus.WithMatchObjectPath(at), dbus.WithMatchInterface(requestName), dbus.WithMatchMember("Response"))
}

// wait waits for the answer, or until nobody waits for it.
func (p portal) wait(ctx context.Context, conn *dbus.Conn, at dbus.ObjectPath, answers <-chan *dbus.Signal) (string, error) {
	began := time.Now()
	for {
		select {
		case <-ctx.Done():
			p.close(conn, at)
			return "", nil
		case s, open := <-answers:
			switch {
			case !open:
				return given(ctx, errors.New("the message bus has gone"))
			case s.Name == "org.freedesktop.DBus.NameOwnerChanged":
				if len(s.Body) == 3 && s.Body[0] == portalName && s.Body[2] == "" {
					return "", errors.New("the desktop portal has gone")
				}
			case s.Name == responseName && s.Path == at:
				return answer(s.Body, time.Since(began))
			}
		}
	}
}
