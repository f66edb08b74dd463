package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
)

// writerEnv names the ledger that this test program, started by itself, writes
// to until it is killed.
const writerEnv = "FRONTDESK_TEST_WRITER"

func TestMain(m *testing.M) {
	if path := os.Getenv(writerEnv); path != "" {
		fmt.Println(writeOn(path))
		os.Exit(1)
	}
	if path := os.Getenv(restorerEnv); path != "" {
		fmt.Println(restoreOn(path))
		os.Exit(1)
	}
	if dir := os.Getenv(copierEnv); dir != "" {
		fmt.Println(copyOn(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeOn writes line after line, and prints what it was confirmed.
func writeOn(path string) error {
	ctx := context.Background()
	s, err := Open(path, Options{Books: []*forms.Book{duty.Book()}, Clock: time.Now, Create: true})
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		text := fmt.Sprintf("第 %d 件，水龙头漏水", i)
		a, err := s.Append(ctx, Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(time.Now(), text), By: li})
		if err != nil {
			return err
		}
		fmt.Println("row", a.Seq, a.Ref.Year, a.Ref.No, text)
		if i%3 == 0 {
			a, err = s.Append(ctx, Writing{Ref: a.Ref, Verb: duty.Dispatch, By: li, Deed: &duty.Dispatching{
				Department: "工程部", Handler: "周师傅", Promised: time.Now().Add(time.Hour),
			}})
			if err != nil {
				return err
			}
			fmt.Println("row", a.Seq, a.Ref.Year, a.Ref.No, "周师傅")
		}
		if i%20 == 19 {
			if _, err := s.sweepSome(ctx); err != nil {
				return err
			}
		}
	}
}

// confirmed is a row that the writer said was saved.
type confirmed struct {
	seq   int64
	ref   forms.Ref
	words string
}

// killed starts a writer, kills it at some moment, and gives what it confirmed.
func killed(t *testing.T, path string, after time.Duration) (out []confirmed) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerEnv+"="+path)
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(pipe)
	for lines.Scan() {
		var c confirmed
		if _, err := fmt.Sscan(lines.Text(), new(string), &c.seq, &c.ref.Year, &c.ref.No); err != nil {
			break // half a line, cut off by the kill, or the writer's trouble
		}
		if len(out) == 0 {
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
		c.ref.Book, c.words = "duty", strings.SplitN(lines.Text(), " ", 5)[4]
		out = append(out, c)
	}
	if len(out) == 0 {
		t.Fatalf("the writer said %q", lines.Text())
	}
	_ = cmd.Wait() // killed
	return out
}

// Killed at any moment, the program has saved every line that it confirmed,
// and nothing by halves.
func TestKilledInTheMiddleOfSaving(t *testing.T) {
	rounds := 200
	if testing.Short() {
		rounds = 40
	}
	path := filepath.Join(t.TempDir(), LedgerName)
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	total := 0
	for round := range rounds {
		saved := killed(t, path, time.Duration(r.IntN(30_000))*time.Microsecond)
		total += len(saved)
		report, err := Verify(context.Background(), path, nil)
		if last := saved[len(saved)-1].seq; err != nil || !report.Sound || report.Rows < last {
			t.Fatalf("round %d, %d confirmed: %s %v", round, last, report, err)
		}
		isThere(t, path, saved, round%20 == 0 || round == rounds-1)
	}
	t.Logf("%d rows confirmed in %d rounds", total, rounds)
}

func isThere(t *testing.T, path string, saved []confirmed, replay bool) {
	t.Helper()
	s, err := Open(path, Options{Books: []*forms.Book{duty.Book()}, Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, s)
	for _, c := range saved {
		r, acts, err := s.Record(context.Background(), c.ref)
		if err != nil || !strings.Contains(strings.Join(r.Brief().Hay, "\n"), c.words) {
			t.Fatalf("%s was confirmed: %v", c.ref, err)
		}
		found := false
		for _, a := range acts {
			found = found || a.Seq == c.seq
		}
		if !found {
			t.Fatalf("row %d of %s was confirmed", c.seq, c.ref)
		}
	}
	if replay {
		before := derived(t, s)
		if err := s.Rebuild(context.Background()); err != nil {
			t.Fatal(err)
		}
		same(t, before, derived(t, s))
	}
}
