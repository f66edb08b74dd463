package monkey

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"frontdesk/store"
)

// Env is where a child finds its order.
const Env = "FRONTDESK_MONKEY_ORDER"

// silence is how long a child may say nothing at all; silent is what it is then.
const (
	silence = endless + time.Minute
	silent  = "the program does not answer"
)

// life is what became of a child.
type life struct {
	acts     []Act
	findings []Finding
	draft    *draft // what was being written when it was killed at rest
	path     string // the ledger that was open
	manned   bool   // somebody was on duty
	killed   bool   // as one of its acts
	notes    int    // acts that could not be done
}

// live lets a child live in a home, and looks at what it left.
func live(ctx context.Context, at home, o order) (life, error) {
	words, err := json.Marshal(o)
	if err != nil {
		return life{}, err
	}
	orders := string(at) + ".order"
	if err := os.WriteFile(orders, words, 0o600); err != nil {
		return life{}, err
	}
	defer func() { _ = os.Remove(orders) }()
	exe, err := os.Executable()
	if err != nil {
		return life{}, err
	}
	cmd := exec.CommandContext(ctx, exe)
	cmd.Dir = string(at)
	cmd.Env = append(at.env(), Env+"="+orders)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		return life{}, err
	}
	if err := cmd.Start(); err != nil {
		return life{}, err
	}
	l := life{}
	l.killed = l.follow(cmd, out, rand.New(rand.NewPCG(o.Seed, 11)))
	err = cmd.Wait()
	if !l.killed && err != nil && ctx.Err() == nil && len(l.findings) == 0 {
		l.findings = append(l.findings, crash(said.String(), err))
	}
	for i := range l.findings { // where it stood when it was told to say so
		if l.findings[i].What == silent {
			l.findings[i].Tale = said.String()
		}
	}
	for _, w := range complaints(said.String()) {
		l.findings = append(l.findings, Finding{"the toolkit complains", w, said.String()})
	}
	l.sound(o)
	return l, ctx.Err()
}

// env is the environment of a child: its own home, and no program that would
// open what it is given.
func (h home) env() []string {
	var out []string
	for _, e := range os.Environ() {
		if name, _, _ := strings.Cut(e, "="); name != "HOME" && !strings.HasPrefix(name, "XDG_") && !strings.HasPrefix(name, "FRONTDESK_") {
			out = append(out, e)
		}
	}
	return append(out, "HOME="+string(h), "XDG_CONFIG_HOME="+filepath.Join(string(h), ".config"), "XDG_SESSION_TYPE=x11")
}

// follow reads what a child tells, and kills it where it says so, or has nothing
// to say for long. It tells whether it was killed as one of its acts.
func (l *life) follow(cmd *exec.Cmd, out interface{ Read([]byte) (int, error) }, r *rand.Rand) bool {
	lines := make(chan line)
	go func() {
		defer close(lines)
		in := bufio.NewReaderSize(out, 1<<20)
		for {
			b, err := in.ReadBytes('\n')
			var x line
			if json.Unmarshal(b, &x) == nil {
				lines <- x
			}
			if err != nil {
				return
			}
		}
	}()
	killed := false
	for {
		select {
		case x, ok := <-lines:
			if !ok {
				return killed
			}
			if l.take(x) && !killed {
				if x.Act.Hasty {
					time.Sleep(time.Duration(r.IntN(40)) * time.Millisecond)
				}
				killed = true
				_ = cmd.Process.Kill()
			}
		case <-time.After(silence):
			l.findings = append(l.findings, Finding{silent, "", ""})
			_ = cmd.Process.Signal(syscall.SIGQUIT)
			time.Sleep(2 * time.Second)
			_ = cmd.Process.Kill()
		}
	}
}

// take takes a line in; it tells whether the child wants to be killed.
func (l *life) take(x line) bool {
	switch {
	case x.Finding != nil:
		l.findings = append(l.findings, *x.Finding)
	case x.State != "":
		fmt.Println(x.State)
	case x.Note != "":
		l.notes++
	case x.Path != "":
		l.path = x.Path
	case x.Who != "":
		l.manned = true
	case x.Act != nil:
		l.acts = append(l.acts, *x.Act)
		if x.Act.Do == doKill {
			if x.Draft != nil && x.Draft.Age > time.Second && !x.Act.Hasty {
				l.draft = x.Draft
			}
			return true
		}
	}
	return false
}

// sound verifies the ledger that was left.
func (l *life) sound(o order) {
	if l.path == "" {
		return
	}
	f := Finding{What: "the ledger is not sound"}
	switch r, err := store.Verify(context.Background(), l.path, nil); {
	case err != nil:
		f.Mark, f.Tale = "verify", err.Error()
	case !r.Sound:
		f.Mark, f.Tale = r.Wrong, r.String()
	default:
		return
	}
	l.findings = append(l.findings, f)
}

// copyTree copies a home, to live there again from the same start.
func copyTree(from, to home) error {
	if err := os.RemoveAll(string(to)); err != nil {
		return err
	}
	err := os.CopyFS(string(to), os.DirFS(string(from)))
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("copy %s: %w", from, err)
	}
	return err
}
