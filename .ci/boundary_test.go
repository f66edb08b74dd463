// The floors of the house, held: ui stands on store, store on forms, and
// forms on nothing but the language. Run by `make test`.
package ci

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pkg is what `go list -deps -json` says of a package.
type pkg struct {
	ImportPath string
	Dir        string
	Standard   bool
	GoFiles    []string
	CgoFiles   []string
	Imports    []string // its own, tests not counted
	Deps       []string // all it stands on
	Module     *struct{ Main bool }
}

func (p pkg) own() bool { return p.Module != nil && p.Module.Main }

// on tells whether the package stands on one that is named, or is below it.
func on(imports []string, path string) bool {
	return slices.ContainsFunc(imports, func(i string) bool { return within(i, path) })
}

func within(path, floor string) bool {
	return path == floor || strings.HasPrefix(path, floor+"/")
}

func house(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-json", "-tags", "migrated_fynedo,no_emoji", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	var own []pkg
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if p.own() {
			own = append(own, p)
		}
	}
	for _, floor := range []string{"frontdesk/forms", "frontdesk/store", "frontdesk/ui", "frontdesk/assets"} {
		if !slices.ContainsFunc(own, func(p pkg) bool { return within(p.ImportPath, floor) }) {
			t.Fatalf("%s is not there: this test would hold nothing", floor)
		}
	}
	return own
}

const (
	fyne     = "fyne.io"
	excelize = "github.com/xuri/excelize/v2"
	sqlite   = "modernc.org/sqlite"
	gopdf    = "github.com/signintech/gopdf"
	dbus     = "github.com/godbus/dbus/v5"
)

// What a floor may not stand on, near or far, and who is let off.
var forbidden = []struct {
	floor  string
	things []string
	except []string
}{
	{"frontdesk/forms", []string{fyne, "database/sql", sqlite, "frontdesk/store", "frontdesk/ui"}, nil},
	{"frontdesk/forms", []string{excelize}, []string{"frontdesk/forms/xlsx"}},
	{"frontdesk/forms", []string{gopdf}, []string{"frontdesk/forms/pdf"}},
	{"frontdesk/forms/law", []string{"frontdesk"}, nil}, // a list to look clauses up in, for every floor
	{"frontdesk/store", []string{fyne, "frontdesk/ui", "frontdesk/forms/xlsx", "frontdesk/forms/pdf"}, nil},
	{"frontdesk/store", []string{excelize}, []string{"frontdesk/store/intake"}},
	{"frontdesk/ui/press", []string{fyne}, nil},
	{"frontdesk/ui/command", []string{fyne}, nil},
	{"frontdesk/ui/filedialog", []string{fyne, "frontdesk/forms", "frontdesk/store", "frontdesk/assets"}, nil},
	{"frontdesk/assets", []string{fyne, "frontdesk/forms", "frontdesk/store", "frontdesk/ui"}, nil},
}

func TestArrowsPointDownward(t *testing.T) {
	own := house(t)
	for _, rule := range forbidden {
		for _, p := range own {
			if !within(p.ImportPath, rule.floor) || slices.ContainsFunc(rule.except, func(e string) bool { return within(p.ImportPath, e) }) {
				continue
			}
			for _, thing := range rule.things {
				if on(p.Deps, thing) {
					t.Errorf("%s stands on %s", p.ImportPath, thing)
				}
			}
		}
	}
}

// What makes papers, and the command line, need no window: they build where there is
// neither a C compiler nor a screen's libraries.
func TestPressAndCommandLineNeedNoWindow(t *testing.T) {
	cmd := exec.Command("go", "build", "./ui/press", "./ui/command")
	cmd.Dir, cmd.Env = "..", append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// Each form is a room of its own. It knows the language (forms itself), what a
// sheet is (forms/paper) and the clauses (forms/law), the list of residents, and other rooms only where the
// law leads from one to the other: a finished matter enters the plan of visits.
// A room that is not named here, such as a new one, knows no other; the list of
// books knows them all.
const language = "frontdesk/forms"

var rooms = map[string][]string{
	"duty":      {"visit", "resident"},
	"visit":     {"complaint", "resident"},
	"release":   {"resident"},
	"handover":  {"duty", "roster"},
	"complaint": {"resident"},
	"quarter":   {"duty", "visit", "complaint", "resident"},
	"check":     {"duty"},
	"resident":  {"pinyin"},
}

// What is beside the rooms: sheets and those that draw them.
var drawing = []string{"paper", "xlsx", "pdf", "bitmap", "file"}

func TestRoomsKnowTheLanguage(t *testing.T) {
	found := 0
	for _, p := range house(t) {
		room, is := strings.CutPrefix(p.ImportPath, language+"/")
		if p.ImportPath == language {
			room, is = "", true
		}
		if !is || slices.Contains(drawing, room) {
			continue
		}
		found++
		if room == "books" {
			continue
		}
		for _, i := range p.Imports {
			if !within(i, language) || i == language+"/paper" || i == language+"/law" || i == language && room != "" {
				continue
			}
			if !slices.Contains(rooms[room], strings.TrimPrefix(i, language+"/")) {
				t.Errorf("%s knows %s", p.ImportPath, i)
			}
		}
	}
	if found < len(rooms) {
		t.Errorf("only %d rooms were looked at", found)
	}
}

// Neither the window, the press nor the ledger knows a form by name: window and press
// have the list of books, the ledger is given it.
func TestFormsAreKnownToTheListOnly(t *testing.T) {
	who := []string{"frontdesk/store", "frontdesk/store/intake", "frontdesk/ui", "frontdesk/ui/press", "frontdesk/ui/command"}
	may := []string{"paper", "xlsx", "pdf", "bitmap", "file", "resident", "pinyin", "law"}
	for _, p := range house(t) {
		if !slices.Contains(who, p.ImportPath) {
			continue
		}
		for _, i := range p.Imports {
			room, is := strings.CutPrefix(i, language+"/")
			if is && !slices.Contains(may, room) && (room != "books" || !within(p.ImportPath, "frontdesk/ui")) {
				t.Errorf("%s knows the form %s", p.ImportPath, room)
			}
		}
	}
}

// What only some packages may name in their own imports.
var reserved = []struct {
	thing string
	only  []string
}{
	{fyne, []string{"frontdesk", "frontdesk/ui"}},
	{excelize, []string{"frontdesk/forms/xlsx", "frontdesk/store/intake"}},
	{gopdf, []string{"frontdesk/forms/pdf"}},
	{dbus, []string{"frontdesk/ui/filedialog"}},
	{"database/sql", []string{"frontdesk/store"}},
	{sqlite, []string{"frontdesk/store"}},
}

// The program is offline, and asks nobody.
var never = []string{"net", "net/http", "net/rpc", "net/smtp"}

func TestHeavyThingsAreNamedInTheirPlaceOnly(t *testing.T) {
	for _, p := range house(t) {
		for _, rule := range reserved {
			allowed := slices.ContainsFunc(rule.only, func(o string) bool {
				return within(p.ImportPath, o) && (o != "frontdesk" || p.ImportPath == o)
			})
			if on(p.Imports, rule.thing) && !allowed {
				t.Errorf("%s imports %s", p.ImportPath, rule.thing)
			}
		}
		for _, thing := range never {
			if slices.Contains(p.Imports, thing) {
				t.Errorf("%s imports %s", p.ImportPath, thing)
			}
		}
	}
}

// The ground floor is told the time and given bytes: it never looks at a
// clock, the time zone of the PC, or a file.
func TestFormsAreTold(t *testing.T) {
	for _, p := range house(t) {
		if !within(p.ImportPath, "frontdesk/forms") {
			continue
		}
		for _, file := range slices.Concat(p.GoFiles, p.CgoFiles) {
			path := filepath.Join(p.Dir, file)
			fset := token.NewFileSet()
			parsed, err := parser.ParseFile(fset, path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, said := range looks(parsed) {
				t.Errorf("%s/%s uses %s", p.ImportPath, file, said)
			}
		}
		if p.ImportPath != "frontdesk/forms/file" && (on(p.Imports, "os") || slices.Contains(p.Imports, "io/ioutil")) {
			t.Errorf("%s imports os", p.ImportPath)
		}
	}
}

// looks lists where a file looks at the clock or the time zone of the PC.
func looks(file *ast.File) []string {
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" {
			if slices.Contains([]string{"Now", "Since", "Until", "Local", "Tick", "After", "NewTimer", "NewTicker", "LoadLocation"}, sel.Sel.Name) {
				found = append(found, "time."+sel.Sel.Name)
			}
		}
		return true
	})
	return found
}

// named lists what a file takes from a package of the toolkit, by its name.
func named(t *testing.T, path, from string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		if sel, is := n.(*ast.SelectorExpr); is {
			if x, is := sel.X.(*ast.Ident); is && x.Name == from {
				out = append(out, sel.Sel.Name)
			}
		}
		return true
	})
	return out
}

// Files and folders are chosen in one place: the toolkit's own dialog is half
// English and knows no desktop.
func TestTheToolkitsFileDialogIsNotUsed(t *testing.T) {
	for _, p := range house(t) {
		for _, file := range slices.Concat(p.GoFiles, p.CgoFiles) {
			for _, name := range named(t, filepath.Join(p.Dir, file), "dialog") {
				if strings.Contains(name, "File") || strings.Contains(name, "Folder") {
					t.Errorf("%s/%s uses dialog.%s", p.ImportPath, file, name)
				}
			}
		}
	}
}

// Every button of the window hears Enter, too: the toolkit's own hears Space alone,
// and is taken up in one place.
func TestTheToolkitsButtonIsNotUsed(t *testing.T) {
	const place = "keys.go"
	seen := false
	for _, p := range house(t) {
		if !within(p.ImportPath, "frontdesk/ui") {
			continue
		}
		for _, file := range slices.Concat(p.GoFiles, p.CgoFiles) {
			for _, name := range named(t, filepath.Join(p.Dir, file), "widget") {
				switch {
				case name != "Button" && !strings.HasPrefix(name, "NewButton"):
				case p.ImportPath == "frontdesk/ui" && file == place:
					seen = true
				default:
					t.Errorf("%s/%s uses widget.%s", p.ImportPath, file, name)
				}
			}
		}
	}
	if !seen {
		t.Errorf("ui/%s has no button: this test would hold nothing", place)
	}
}
