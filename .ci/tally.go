// Tally reads the output of several `go test -json` runs, tells how each
// package went and what a failed test said, and ends with one line that
// machines read: "N passed, M failed", or "N passed, M failed, K skipped".
//
// After each run the caller writes one line "exit STATUS NAME SECONDS", so that
// a run which failed without any test failing is counted too, and before the
// last line stands how long each name took, slowest first.
//
//	{ go test -json ./…; echo "exit $? unit $SECONDS"; } 2>&1 | go run .ci/tally.go
//
// A test that only holds others (t.Run) is not counted beside them. What is
// given as arguments is said before the last line.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// event is what go test and go build write, see `go doc test2json`.
type event struct {
	Action      string
	Package     string
	ImportPath  string
	Test        string
	Elapsed     float64 // seconds
	Output      string
	FailedBuild string
}

type key struct{ pkg, test string }

type tally struct {
	passed, failed, skipped int

	said    map[key]*strings.Builder // output of tests, packages ("" as test) and builds
	holds   map[key]bool             // tests that have subtests
	broken  map[key]bool             // tests of which a subtest failed
	counted map[string]int           // tests that ended, by package
	bad     map[string]int           // those of them that failed
	inRun   int                      // failures of the present run
	loose   strings.Builder          // lines of the present run that are not JSON

	inTime map[string]float64 // seconds of the present run's packages
	parts  map[string]*part   // by the names of runs
}

// part is how long the runs of one name took.
type part struct {
	seconds  float64            // on the clock, with building
	packages map[string]float64 // each by itself; several run side by side
}

func main() {
	t := &tally{
		said: map[key]*strings.Builder{}, holds: map[key]bool{},
		broken: map[key]bool{}, counted: map[string]int{}, bad: map[string]int{},
		inTime: map[string]float64{}, parts: map[string]*part{},
	}
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadString('\n')
		if line != "" {
			t.line(line)
		}
		if err != nil {
			break
		}
	}
	fmt.Println()
	if t.passed+t.failed+t.skipped == 0 {
		fmt.Println("No test ran: that is a failure too.")
		t.failed++
	}
	t.tellTimes()
	for _, note := range os.Args[1:] {
		fmt.Println(note)
	}
	fmt.Printf("%d passed, %d failed", t.passed, t.failed)
	if t.skipped > 0 {
		fmt.Printf(", %d skipped", t.skipped)
	}
	fmt.Println()
	if t.failed > 0 {
		os.Exit(1)
	}
}

func (t *tally) line(line string) {
	var e event
	if strings.HasPrefix(line, "{") && json.Unmarshal([]byte(line), &e) == nil {
		t.event(e)
		return
	}
	var status int
	var name string
	var seconds float64
	if n, _ := fmt.Sscanf(line, "exit %d %s %f", &status, &name, &seconds); n == 3 {
		t.end(status, name, seconds)
		return
	}
	t.loose.WriteString(line)
}

// end closes a run.
func (t *tally) end(status int, name string, seconds float64) {
	p := t.parts[name]
	if p == nil {
		p = &part{packages: map[string]float64{}}
		t.parts[name] = p
	}
	p.seconds += seconds
	for pkg, s := range t.inTime {
		p.packages[pkg] += s
	}
	clear(t.inTime)
	if status != 0 && t.inRun == 0 {
		t.failed++
		fmt.Printf("FAIL  %s: go test gave %d without a failed test:\n%s", name, status, t.loose.String())
	}
	t.inRun = 0
	t.loose.Reset()
}

func (t *tally) event(e event) {
	k := key{e.Package, e.Test}
	if e.ImportPath != "" {
		k = key{pkg: e.ImportPath}
	}
	switch e.Action {
	case "run":
		mark(t.holds, k)
	case "output", "build-output":
		if t.said[k] == nil {
			t.said[k] = &strings.Builder{}
		}
		t.said[k].WriteString(e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			t.endPackage(e, k)
		} else {
			t.endTest(e, k)
		}
	}
}

// mark notes something of all the tests that hold k: a/b and a for a/b/c (a
// subtest's own name may have a slash, so some of them may not exist).
func mark(m map[key]bool, k key) {
	for i, r := range k.test {
		if r == '/' {
			m[key{k.pkg, k.test[:i]}] = true
		}
	}
}

func (t *tally) endTest(e event, k key) {
	defer delete(t.said, k)
	holds := t.holds[k]
	if e.Action == "fail" {
		mark(t.broken, k)
		fmt.Printf("FAIL  %s %s (%.2f s)\n%s", name(e.Package), e.Test, e.Elapsed, t.words(k))
		holds = holds && t.broken[k]
	}
	if holds {
		return
	}
	t.counted[e.Package]++
	switch e.Action {
	case "pass":
		t.passed++
	case "skip":
		t.skipped++
		fmt.Printf("skip  %s %s\n%s", name(e.Package), e.Test, t.words(k))
	default:
		t.fail(e.Package)
	}
}

// fail counts one failure against a package and the present run.
func (t *tally) fail(pkg string) {
	t.failed++
	t.inRun++
	t.bad[pkg]++
}

// endPackage reports a package. One that failed counts as a failure of its own
// only when none of its tests did: it did not build, ran out of time, or left
// with a status.
func (t *tally) endPackage(e event, k key) {
	t.inTime[name(e.Package)] += e.Elapsed
	switch n := t.counted[e.Package]; {
	case e.Action == "fail":
		if e.FailedBuild != "" {
			fmt.Printf("FAIL  %s does not build\n%s", name(e.Package), t.words(key{pkg: e.FailedBuild}))
			delete(t.said, key{pkg: e.FailedBuild}) // the same words would come for all that stand on it
		} else {
			fmt.Printf("FAIL  %s (%.1f s)\n%s%s", name(e.Package), e.Elapsed, t.words(k), t.unended(e.Package))
		}
		if t.bad[e.Package] == 0 {
			t.fail(e.Package)
		}
	case n > 0:
		fmt.Printf("ok    %s: %d in %.1f s\n", name(e.Package), n, e.Elapsed)
	}
	t.forget(e.Package)
}

// forget drops what is known of a package, for it may come again in another run.
func (t *tally) forget(pkg string) {
	delete(t.counted, pkg)
	delete(t.bad, pkg)
	for k := range t.said {
		if k.pkg == pkg {
			delete(t.said, k)
		}
	}
	for _, m := range []map[key]bool{t.holds, t.broken} {
		for k := range m {
			if k.pkg == pkg {
				delete(m, k)
			}
		}
	}
}

// tellTimes lists the parts and in each its packages, slowest first; those under
// a second in one line.
func (t *tally) tellTimes() {
	if len(t.parts) == 0 {
		return
	}
	fmt.Println("How long each part took, slowest first (packages of a part may run side by side):")
	whole, times := 0.0, map[string]float64{}
	for part, p := range t.parts {
		times[part] = p.seconds
		whole += p.seconds
	}
	for _, part := range slowest(times) {
		fmt.Printf("%8.1f s  %s\n", times[part], part)
		packages, short := t.parts[part].packages, 0
		for _, pkg := range slowest(packages) {
			if packages[pkg] < 1 {
				short++
				continue
			}
			fmt.Printf("%14.1f s  %s\n", packages[pkg], pkg)
		}
		if short > 0 {
			fmt.Printf("%16s  and %d under a second\n", "", short)
		}
	}
	fmt.Printf("%8.1f s  in all\n\n", whole)
}

// slowest gives the names of m by its values, the greatest first.
func slowest(m map[string]float64) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		return cmp.Or(cmp.Compare(m[b], m[a]), cmp.Compare(a, b))
	})
}

// name is how a package is shown: one given as files has none of its own.
func name(pkg string) string {
	return strings.Replace(pkg, "command-line-arguments", "boundaries", 1)
}

func (t *tally) words(k key) string {
	if b := t.said[k]; b != nil {
		return b.String()
	}
	return ""
}

// unended is what was said by tests that began and never ended.
func (t *tally) unended(pkg string) string {
	var all strings.Builder
	for k, said := range t.said {
		if k.pkg == pkg && k.test != "" {
			fmt.Fprintf(&all, "%s did not end:\n%s", k.test, said)
			delete(t.said, k)
		}
	}
	return all.String()
}
