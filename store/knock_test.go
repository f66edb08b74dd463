package store

import (
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"
)

// A second opening is refused, and can ask the first to show itself; nobody
// else can, and nobody answers when the first is closed.
func TestKnocking(t *testing.T) {
	c := newClock()
	s := newStore(t, c)
	if Knock(s.Path()) {
		t.Error("answered although nobody listens")
	}
	shown := make(chan bool, 10)
	if err := s.Answer(func() { shown <- true }); err != nil {
		t.Fatal(err)
	}
	_, err := Open(s.Path(), options(c))
	if !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), "另一个窗口") {
		t.Fatalf("opened twice: %v", err)
	}
	if !Knock(s.Path()) || len(shown) != 1 {
		t.Error("the first did not show itself")
	}
	where, err := os.ReadFile(s.Path() + doorSuffix)
	if err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"", "\n", "wrong\n", strings.Repeat("x", 1<<16), "GET / HTTP/1.1\r\n\r\n"} {
		conn, err := net.DialTimeout("tcp", strings.Fields(string(where))[0], time.Second)
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(3 * time.Second))
		_, _ = io.WriteString(conn, said)
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.CloseWrite()
		}
		answer, _ := io.ReadAll(conn)
		_ = conn.Close()
		if len(answer) > 0 || len(shown) != 1 {
			t.Errorf("%.20q is answered by %q", said, answer)
		}
	}
	shut(t, s)
	if Knock(s.Path()) {
		t.Error("answered after it was closed")
	}
	if _, err := os.Stat(s.Path() + doorSuffix); err == nil {
		t.Error("the closed office still says where it can be called")
	}
	for _, stale := range []string{"", "nonsense", "127.0.0.1:1 word", "example.com:80 word"} {
		if err := os.WriteFile(s.Path()+doorSuffix, []byte(stale), 0o600); err != nil {
			t.Fatal(err)
		}
		if Knock(s.Path()) {
			t.Errorf("%q is answered", stale)
		}
	}
}
