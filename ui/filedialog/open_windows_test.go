//go:build wine

package filedialog

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/windows/registry"
)

// handed names, in the environment, the file into which this program writes what it
// was started with: then it plays the program that Windows has for a kind of file.
const handed = "FRONTDESK_HANDED"

func TestMain(m *testing.M) {
	if to := os.Getenv(handed); to != "" {
		if os.WriteFile(to+".new", []byte(os.Args[len(os.Args)-1]), 0o600) != nil || os.Rename(to+".new", to) != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// A file with Chinese, blanks and signs in its path reaches the program that
// Windows has for it, whatever the code page is; one without a program is an error.
func TestAFileReachesItsProgram(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	const kind, ending = `Software\Classes\frontdesk.test`, `Software\Classes\.frontdesktest`
	command := kind + `\shell\open\command`
	for key, value := range map[string]string{ending: "frontdesk.test", command: `"` + exe + `" "%1"`} {
		k, _, err := registry.CreateKey(registry.LOCAL_MACHINE, key, registry.SET_VALUE)
		if err != nil {
			t.Fatal(err)
		}
		if err := k.SetStringValue("", value); err != nil {
			t.Fatal(err)
		}
		_ = k.Close()
	}
	t.Cleanup(func() {
		for _, key := range []string{command, kind + `\shell\open`, kind + `\shell`, kind, ending} {
			_ = registry.DeleteKey(registry.LOCAL_MACHINE, key)
		}
	})
	dir, err := os.MkdirTemp("", "台账 100% #1 ") // t.TempDir could not be removed: wine 8 lacks what os.RemoveAll asks for
	if err != nil {
		t.Fatal(err)
	}
	file, none := filepath.Join(dir, "值班 记录.frontdesktest"), filepath.Join(dir, "没有程序.frontdesknone")
	for _, path := range []string{file, none} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	to := filepath.Join(dir, "handed")
	t.Setenv(handed, to)
	if err := Open(file); err != nil {
		t.Fatal(err)
	}
	var got []byte
	for limit := time.Now().Add(30 * time.Second); time.Now().Before(limit); time.Sleep(50 * time.Millisecond) {
		if got, err = os.ReadFile(to); err == nil {
			break
		}
	}
	if string(got) != file {
		t.Errorf("the program was handed %q, want %q", got, file)
	}
	if err := Open(none); err == nil {
		t.Error("a file of a kind that no program opens was opened")
	}
}
