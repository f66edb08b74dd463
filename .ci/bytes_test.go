package ci

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A build from a checkout with Windows' line ends would call every ledger
// tampered with. So a clone where git is set to make them must have the bytes
// of this one; without .gitattributes it does not, or this test holds nothing.
func TestACheckoutOnWindowsHasTheSameBytes(t *testing.T) {
	here := files(t, "..")
	for _, where := range []string{"store/schema/", "testdata/", "store/testdata/", ".ci/"} {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(here)), func(p string) bool { return strings.HasPrefix(p, where) }) {
			t.Fatalf("nothing lies in %s", where)
		}
	}
	there := cloned(t, here)
	for path, want := range here {
		if got, ok := there[path]; !ok || !bytes.Equal(got, want) {
			t.Errorf("%s is checked out as %d bytes, not as the %d committed", path, len(got), len(want))
		}
	}
	delete(here, ".gitattributes")
	if bytes.Equal(cloned(t, here)["store/schema/ledger.sql"], here["store/schema/ledger.sql"]) {
		t.Error("without .gitattributes git would have changed nothing: this test holds nothing")
	}
}

// files reads all that belongs to a checkout, by path.
func files(t *testing.T, root string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(root, path)
		rel = filepath.ToSlash(rel)
		switch {
		case err != nil:
			return err
		case rel == ".git" || rel == "build" || rel == "out":
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case !d.Type().IsRegular():
			return nil
		}
		// What git ignores is written and taken away while tests run.
		all[rel], err = os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			delete(all, rel)
			return nil
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// cloned commits the files to a new repository and reads a clone of it, both as
// on a Windows machine where git is set to turn line ends.
func cloned(t *testing.T, all map[string][]byte) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	for path, data := range all {
		path = filepath.Join(from, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "core.autocrlf=true", "-c", "core.safecrlf=false", "-c", "user.name=desk", "-c", "user.email=desk@localhost"}, args...)...)
		cmd.Dir = dir
		// No settings of the machine's, and no repository that a hook is in.
		cmd.Env = append(slices.DeleteFunc(os.Environ(), func(s string) bool { return strings.HasPrefix(s, "GIT_") }),
			"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, said)
		}
	}
	git("init", "-q", from)
	git("-C", from, "add", "--force", "--all")
	git("-C", from, "commit", "-q", "-m", "all")
	git("clone", "-q", "-c", "core.autocrlf=true", from, to)
	return files(t, to)
}
