package store

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// A second opening is refused, and can ask the first to show itself; nobody
// answers before that one listens, or after it is closed.
func TestKnocking(t *testing.T) {
	c := newClock()
	s := newStore(t, c)
	if Knock(s.Path()) {
		t.Error("answered although nobody listens")
	}
	if err := os.WriteFile(s.Path()+knockSuffix, nil, 0o600); err != nil { // of a start that was killed
		t.Fatal(err)
	}
	shown := make(chan bool, 10)
	if err := s.Answer(func() { shown <- true }); err != nil {
		t.Fatal(err)
	}
	if err := s.Answer(func() {}); err == nil {
		t.Error("two answer at one door")
	}
	_, err := Open(s.Path(), options(c))
	if !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), "另一个窗口") {
		t.Fatalf("opened twice: %v", err)
	}
	for n := range 2 {
		if !Knock(s.Path()) {
			t.Error("the first does not answer")
		}
		<-shown
		if len(shown) > 0 {
			t.Errorf("knock %d is answered more than once", n+1)
		}
	}
	shut(t, s)
	if Knock(s.Path()) || len(shown) > 0 {
		t.Error("answered after it was closed")
	}
	if _, err := os.Stat(s.Path() + knockSuffix); err == nil {
		t.Error("a knock that nobody heard stays")
	}
}
