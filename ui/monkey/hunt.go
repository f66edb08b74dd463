package monkey

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Hunt is a search for faults through many lives of the program.
type Hunt struct {
	Seed   uint64
	For    time.Duration
	Dir    string        // where homes are made
	Out    string        // where starts and acts of findings are left; empty for nowhere
	Files  []string      // what a person may choose in a dialog
	Shrink time.Duration // for how long a finding may be made shorter
	First  bool          // stop at the first finding
	Log    func(string)

	known []string
	found []string
	rand  *rand.Rand
}

// Run hunts until the time is over. It gives what was found, each with its seed
// and the fewest acts that still lead to it.
func (h *Hunt) Run(ctx context.Context) ([]string, error) {
	end := time.Now().Add(h.For)
	h.rand = rand.New(rand.NewPCG(h.Seed, 1))
	// On the way no word is longer than a line, nor foreign.
	at := home(filepath.Join(h.Dir, "猴"))
	lives, acts, notes := 0, 0, 0
	var kept *draft
	folder := "" // where the office is, of a home that was furnished
	for ; time.Now().Before(end) && (len(h.found) == 0 || !h.First); lives++ {
		fresh, err := h.begin(at, lives)
		if err != nil {
			return h.found, err
		}
		if fresh {
			kept, folder = nil, ""
		}
		if lives%8 == furnished {
			folder = string(at.office())
		}
		start := home(filepath.Join(h.Dir, "始"))
		if err := copyTree(at, start); err != nil {
			return h.found, err
		}
		o := order{Seed: h.rand.Uint64(), Acts: 60 + h.rand.IntN(240), Until: end, Known: h.known, Draft: kept, Home: string(at), Folder: folder}
		began := time.Now()
		l, err := live(ctx, at, o)
		if err != nil {
			return h.found, err
		}
		h.Log(fmt.Sprintf("life %d: %d acts in %.1f s, manned %v, killed %v", lives, len(l.acts), time.Since(began).Seconds(), l.manned, l.killed))
		acts, notes = acts+len(l.acts), notes+l.notes
		kept = l.draft
		before := len(h.found)
		for _, f := range l.findings {
			if !slices.Contains(h.known, f.Key()) {
				h.report(ctx, start, o, l, f)
			}
		}
		if len(h.found) > before { // what was played again has left its own traces
			kept = nil
			if err := copyTree(start, at); err != nil {
				return h.found, err
			}
		}
	}
	h.Log(fmt.Sprintf("seed %d: %d lives, %d acts (%d could not be done), %d findings", h.Seed, lives, acts, notes, len(h.found)))
	return h.found, nil
}

// furnished is the life of eight that begins in an office.
const furnished = 2

// begin makes the home of a life ready: every eighth begins anew with nothing,
// the one after it goes on with what came of that, and then with an office in
// which there is something already.
func (h *Hunt) begin(at home, n int) (fresh bool, err error) {
	switch n % 8 {
	case 0:
		return true, at.lay(h.Files)
	case furnished:
		if err := at.lay(h.Files); err != nil {
			return true, err
		}
		return true, at.furnish(h.rand.Uint64())
	}
	return false, nil
}

// mostTold is how many acts of a sequence are told: the last ones.
const mostTold = 60

// report makes the way to a finding as short as it can, and tells it.
func (h *Hunt) report(ctx context.Context, start home, o order, l life, f Finding) {
	h.known = append(h.known, f.Key())
	h.Log("found " + f.Key() + "; looking for the shortest way there")
	o.Known, o.Until = nil, time.Now().Add(time.Hour)
	again := 0
	fails := func(acts []Act) bool {
		o.Replay = acts
		again++
		l, err := live(ctx, h.from(start), o)
		return err == nil && slices.ContainsFunc(l.findings, func(g Finding) bool { return g.Key() == f.Key() })
	}
	acts := l.acts
	if len(acts) > 0 && fails(acts) {
		acts = shrink(acts, fails, time.Now().Add(h.Shrink))
	} else {
		f.Tale += "\n(not seen again from the same start)"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "seed %d: %s\n%s\nshortest sequence (%d of %d acts, %d tries):\n", h.Seed, f.Key(), f.Tale, len(acts), len(l.acts), again)
	for _, a := range acts[max(len(acts)-mostTold, 0):] {
		fmt.Fprintln(&b, "  "+a.String())
	}
	if h.Out != "" {
		fmt.Fprintln(&b, "kept in "+h.keep(start, o, acts, b.String()))
	}
	h.found = append(h.found, b.String())
	h.Log(b.String())
}

// from is a copy of a start, to live in.
func (h *Hunt) from(start home) home {
	at := home(filepath.Join(h.Dir, "猴"))
	if err := copyTree(start, at); err != nil {
		h.Log(err.Error())
	}
	return at
}

// keep leaves a finding where it can be played again: see Again.
func (h *Hunt) keep(start home, o order, acts []Act, words string) string {
	dir := filepath.Join(h.Out, fmt.Sprintf("%d-%d", h.Seed, len(h.found)+1))
	o.Replay = acts
	b, err := json.MarshalIndent(o, "", " ")
	if err == nil {
		err = copyTree(start, home(filepath.Join(dir, "start")))
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "order.json"), b, 0o644)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "finding.txt"), []byte(words), 0o644)
	}
	if err != nil {
		return err.Error()
	}
	return dir
}

// Again plays a finding that was kept, at the place where it was found, and
// tells what is found now.
func Again(ctx context.Context, dir string) ([]Finding, error) {
	var o order
	b, err := os.ReadFile(filepath.Join(dir, "order.json"))
	if err == nil {
		err = json.Unmarshal(b, &o)
	}
	if err == nil && o.Home == "" {
		err = errors.New("the order does not say where it lives")
	}
	at := home(o.Home)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(o.Home), 0o755)
	}
	if err == nil {
		err = copyTree(home(filepath.Join(dir, "start")), at)
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(o.Home) }()
	o.Until, o.Tell = time.Now().Add(time.Hour), true
	l, err := live(ctx, at, o)
	return l.findings, err
}
