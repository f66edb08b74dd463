package ci

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The linker takes a name that is nowhere in the program without a word: what
// .ci/stamp tells it must arrive.
func TestTheStampArrivesInTheProgram(t *testing.T) {
	stamp, err := os.ReadFile("stamp")
	if err != nil {
		t.Fatal(err)
	}
	told := regexp.MustCompile(`(?m)^echo "(-X \S+)=\$commit (-X \S+)=\$date"$`).FindSubmatch(stamp)
	if told == nil {
		t.Fatal("stamp does not end with what it tells the linker")
	}
	main := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(main, []byte(`package main

import (
	"fmt"
	"frontdesk/assets"
)

func main() {
	_, commit, day := assets.Version()
	fmt.Println(commit, day, assets.Program())
}
`), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "run", "-ldflags", string(told[1])+"=187c860 "+string(told[2])+"=2026-11-27", main)
	cmd.Dir = ".."
	said, err := cmd.CombinedOutput()
	if err != nil || !strings.HasPrefix(string(said), "187c860 2026-11-27 ") || !strings.Contains(string(said), "(187c860)") {
		t.Errorf("the program says %q, %v", said, err)
	}
}

// A build server reads the last line; people read where the time went.
func TestTheTallyEndsWithTimesAndOneCount(t *testing.T) {
	for _, c := range []struct {
		name, in string
		status   int
		want     []string
	}{
		{"two parts", `{"Action":"run","Package":"frontdesk/ui","Test":"TestA"}
{"Action":"pass","Package":"frontdesk/ui","Test":"TestA","Elapsed":2}
{"Action":"pass","Package":"frontdesk/ui","Elapsed":2.5}
exit 0 drawn 4.0
{"Action":"pass","Package":"frontdesk/store","Test":"TestB"}
{"Action":"pass","Package":"frontdesk/store","Elapsed":3}
{"Action":"skip","Package":"frontdesk/forms","Test":"TestC"}
{"Action":"pass","Package":"frontdesk/forms","Elapsed":0.2}
exit 0 unit 3.5
{"Action":"pass","Package":"frontdesk/store","Test":"TestD"}
{"Action":"pass","Package":"frontdesk/store","Elapsed":40}
exit 0 unit 41.5
`, 0, []string{
			"How long each part took, slowest first (packages of a part may run side by side):",
			"    45.0 s  unit",
			"          43.0 s  frontdesk/store",
			"                  and 1 under a second",
			"     4.0 s  drawn",
			"           2.5 s  frontdesk/ui",
			"    49.0 s  in all",
			"",
			"a note",
			"3 passed, 0 failed, 1 skipped",
		}},
		{"a run that broke off", "cannot find package\nexit 2 unit 0.1\n", 1, []string{
			"How long each part took, slowest first (packages of a part may run side by side):",
			"     0.1 s  unit",
			"     0.1 s  in all",
			"",
			"a note",
			"0 passed, 1 failed",
		}},
		{"nothing", "", 1, []string{"No test ran: that is a failure too.", "a note", "0 passed, 1 failed"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := exec.Command("go", "run", "tally.go", "a note")
			cmd.Stdin = strings.NewReader(c.in)
			var out bytes.Buffer
			cmd.Stdout = &out
			_ = cmd.Run()
			if got := cmd.ProcessState.ExitCode(); got != c.status {
				t.Errorf("exit code %d, want %d", got, c.status)
			}
			want := "\n" + strings.Join(c.want, "\n") + "\n"
			if !strings.HasSuffix(out.String(), want) {
				t.Errorf("it says\n%s\nwant at the end\n%s", out.String(), want)
			}
		})
	}
}
