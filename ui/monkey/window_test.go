//go:build window

package monkey

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The test binary is the program that the monkey plays with, too.
func TestMain(m *testing.M) {
	path := os.Getenv(Env)
	if path == "" {
		os.Exit(m.Run())
	}
	order, err := os.ReadFile(path)
	if err == nil {
		err = Child(order, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func setting(name string, otherwise uint64) uint64 {
	if n, err := strconv.ParseUint(os.Getenv(name), 10, 64); err == nil {
		return n
	}
	return otherwise
}

// The monkey plays in the real window for a while and finds nothing. The seed is
// printed; FRONTDESK_MONKEY_SEED plays the same again, FRONTDESK_MONKEY_MINUTES
// plays for longer or shorter, FRONTDESK_MONKEY_OUT keeps what was found, and
// FRONTDESK_MONKEY_AGAIN plays what was kept.
func TestMonkeyFindsNothing(t *testing.T) {
	ctx := context.Background()
	if dir := os.Getenv("FRONTDESK_MONKEY_AGAIN"); dir != "" {
		found, err := Again(ctx, dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			t.Errorf("%s\n%s", f.Key(), f.Tale)
		}
		return
	}
	files, err := filepath.Glob("../../testdata/residents/[^a-z]*.xlsx")
	if err != nil || len(files) == 0 {
		t.Fatal("no lists to choose from", err)
	}
	in, err := os.MkdirTemp("", "") // its name may be seen in the window, broken over lines
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(in) })
	minutes := time.Duration(setting("FRONTDESK_MONKEY_MINUTES", 3)) * time.Minute
	h := &Hunt{
		Seed: setting("FRONTDESK_MONKEY_SEED", rand.Uint64()), For: minutes, Dir: in, Out: os.Getenv("FRONTDESK_MONKEY_OUT"), Files: files,
		Shrink: max(minutes/4, 90*time.Second), First: minutes < 10*time.Minute, Log: func(s string) { fmt.Println(s) },
	}
	fmt.Println("monkey: seed", h.Seed)
	found, err := h.Run(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		first, _, _ := strings.Cut(f, "\n")
		t.Error(first) // the whole was printed when it was found
	}
}
