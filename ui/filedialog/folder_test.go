package filedialog

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// lay makes files, and folders where a name ends in a slash.
func lay(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, n := range names {
		path := filepath.Join(dir, n)
		at := filepath.Dir(path)
		if strings.HasSuffix(n, "/") {
			at = path
		}
		if err := os.MkdirAll(at, 0o700); err != nil {
			t.Fatal(err)
		}
		if at != path {
			if err := os.WriteFile(path, []byte(n), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func names(items []Item) []string {
	var out []string
	for _, it := range items {
		out = append(out, it.Name)
	}
	return out
}

func TestAFolderShowsWhatMayBeChosen(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("长", 80) + ".xlsx"
	lay(t, dir, "名单 100%.xlsx", "NAMES#1.XLSX", "a.csv", "b.doc", "no ending", ".hidden.xlsx", "~$名单.xlsx", ".git/", "空 文件夹/", "folder.xlsx/", long)
	for name, to := range map[string]string{"dead.xlsx": "nothing", "linked.xlsx": "a.csv", "linked": "空 文件夹", "loop.xlsx": "loop.xlsx"} {
		if err := os.Symlink(filepath.Join(dir, to), filepath.Join(dir, name)); err != nil {
			t.Skip("no links here")
		}
	}
	for _, c := range []struct {
		name    string
		ends    []string
		folders bool
		want    []string
	}{
		{"lists", []string{".xlsx", ".csv"}, false, []string{"folder.xlsx", "linked", "空 文件夹", "a.csv", "linked.xlsx", "NAMES#1.XLSX", "名单 100%.xlsx", long}},
		{"anything", nil, false, []string{"folder.xlsx", "linked", "空 文件夹", "a.csv", "b.doc", "linked.xlsx", "NAMES#1.XLSX", "no ending", "名单 100%.xlsx", long}},
		{"folders", []string{".xlsx"}, true, []string{"folder.xlsx", "linked", "空 文件夹"}},
	} {
		items, err := Read(context.Background(), dir, c.ends, c.folders)
		if err != nil {
			t.Fatal(err)
		}
		Order(items, true)
		got := names(items)
		slices.Sort(got)
		want := slices.Sorted(slices.Values(c.want))
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
	if _, err := Read(context.Background(), filepath.Join(dir, "gone"), nil, false); err == nil {
		t.Error("a folder that is not there is read")
	}
	if _, err := Read(context.Background(), filepath.Join(dir, "a.csv"), nil, false); err == nil {
		t.Error("a file is read as a folder")
	}
}

func TestFoldersComeFirstThenTheNewestOrByName(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 11, d, 9, 0, 0, 0, time.UTC) }
	items := []Item{{"12号楼.xlsx", false, 1, day(3)}, {"业主.xlsx", false, 1, day(1)}, {"3号楼.xlsx", false, 1, day(2)}, {"旧", true, 0, day(1)}, {"B.csv", false, 1, day(2)}, {"a.csv", false, 1, day(2)}, {"安", true, 0, day(5)}}
	Order(items, false)
	if got := strings.Join(names(items), " "); got != "安 旧 12号楼.xlsx 3号楼.xlsx a.csv B.csv 业主.xlsx" {
		t.Errorf("the newest first: %s", got)
	}
	Order(items, true)
	if got := strings.Join(names(items), " "); got != "安 旧 3号楼.xlsx 12号楼.xlsx a.csv B.csv 业主.xlsx" {
		t.Errorf("by name: %s", got)
	}
}

func TestTenThousandFilesAreReadAtOnce(t *testing.T) {
	dir := t.TempDir()
	for i := range 10_000 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("收费单 %d.xlsx", i+1)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	began := time.Now()
	items, err := Read(context.Background(), dir, []string{".xlsx"}, false)
	if err != nil || len(items) != 10_000 {
		t.Fatalf("%d, %v", len(items), err)
	}
	Order(items, true)
	took := time.Since(began)
	t.Logf("read and ordered in %s", took)
	if took > 3*time.Second {
		t.Errorf("it took %s", took)
	}
	if items[0].Name != "收费单 1.xlsx" || items[9_999].Name != "收费单 10000.xlsx" {
		t.Errorf("from %s to %s", items[0].Name, items[9_999].Name)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, dir, nil, false); err == nil {
		t.Error("nobody waits, and it reads on")
	}
}

func TestWhatIsTypedIsAPath(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("written with slashes")
	}
	t.Setenv("HOME", "/home/wang")
	for typed, want := range map[string]string{
		"":                             "/data",
		"  /tmp/a b.xlsx  ":            "/tmp/a b.xlsx",
		`"/tmp/名单 (1).xlsx"`:           "/tmp/名单 (1).xlsx",
		"“/tmp/名单.xlsx”":               "/tmp/名单.xlsx",
		"'/tmp/it''s'":                 "/tmp/it''s",
		"/tmp/100%25 #1?.xlsx":         "/tmp/100%25 #1?.xlsx",
		"file:///tmp/%E5%90%8D%201":    "/tmp/名 1",
		"file:///tmp/100%zz":           "/data/file:/tmp/100%zz",
		"~":                            "/home/wang",
		"~/下载":                         "/home/wang/下载",
		"~x":                           "/data/~x",
		"名单.xlsx":                      "/data/名单.xlsx",
		"../x":                         "/x",
		"/":                            "/",
		"/tmp//x/":                     "/tmp/x",
		`"`:                            `/data/"`,
		strings.Repeat("长", 3000):      "/data/" + strings.Repeat("长", 3000),
		"a\x00b":                       "/data/a\x00b",
		`C:\Users\wang\Desktop\a.xlsx`: `/data/C:\Users\wang\Desktop\a.xlsx`,
	} {
		if got := Typed(typed, "/data"); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}
