package law

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// quote is a clause as some source file names it.
type quote struct {
	key   Key
	file  string // from the root of the project, with slashes
	line  int
	words string // the whole string that quotes it; empty for a comment
}

// own tells that the program itself quotes it, not a test.
func (q quote) own() bool { return !strings.HasSuffix(q.file, "_test.go") }

// number is a clause below its procedure: 4.1.1, 2(3), 2.7.1.5(2)e, 三(二), 一5(4),
// or one below a chapter, 3.1 4.1.8.
const number = `(?:\d\.\d \d+(?:\.\d+)+|(?:\d+(?:\.\d+)*|[一二三四五六七八九十]\d*)(?:\([0-9一二三四五六七八九十]+\))?[a-z]?)`

var (
	procedure = regexp.MustCompile(`\bS\d(?:/\d+)?\b(?: (` + number + `))?`)
	// more is a further clause of the procedure that was just named.
	more = regexp.MustCompile(`^(?:, | and |、)(\d+(?:\.\d+)+(?:\(\d+\))?[a-z]?)`)
	// point is one of the office's own rules, (C 3), or in its place a letter alone.
	point = regexp.MustCompile(`(?:^|\(|[,;] )([A-E](?: \d+)?)(?:$|[,;:)])`)
	// bare is a clause that does not say of which procedure.
	bare = regexp.MustCompile(`\((\d+(?:\.\d+){1,3})\)`)
	span = regexp.MustCompile(`^ ?[–-] ?\d`)
)

// cited lists the clauses that words name, and what in them cannot be looked up.
func cited(words string, comment bool) (keys []Key, unclear []string) {
	words = strings.Join(strings.Fields(words), " ")
	for _, m := range procedure.FindAllStringSubmatchIndex(words, -1) {
		key, rest := words[m[0]:m[1]], words[m[1]:]
		keys = append(keys, Key(key))
		name, _, _ := strings.Cut(key, " ")
		for m := more.FindStringSubmatch(rest); m != nil && name != key; m = more.FindStringSubmatch(rest) {
			keys = append(keys, Key(name+" "+m[1]))
			rest = rest[len(m[0]):]
		}
		if span.MatchString(rest) {
			unclear = append(unclear, key+rest[:min(len(rest), 8)])
		}
	}
	for rest := words; ; {
		m := point.FindStringSubmatchIndex(rest)
		if m == nil {
			break
		}
		// A letter alone in a string may be anything; in a comment it is a chapter.
		if key := rest[m[2]:m[3]]; comment && rest[:m[3]] != key || len(key) > 1 {
			keys = append(keys, Key(key))
		}
		rest = rest[m[3]:]
	}
	if comment {
		for _, m := range bare.FindAllStringSubmatch(words, -1) {
			unclear = append(unclear, m[0])
		}
	}
	return keys, unclear
}

// quoted reads every source file of the three floors: all clauses they name.
func quoted(t *testing.T) []quote {
	t.Helper()
	var all []quote
	root := filepath.Join("..", "..")
	for _, floor := range []string{"forms", "store", "ui"} {
		err := filepath.WalkDir(filepath.Join(root, floor), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
				return err
			}
			file, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			file = filepath.ToSlash(file)
			if strings.HasPrefix(file, "forms/law/") {
				return nil // the list does not vouch for itself
			}
			src, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			all = append(all, read(t, file, src)...)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// read lists what the comments and strings of one file quote.
func read(t *testing.T, file string, src []byte) []quote {
	t.Helper()
	var all []quote
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, file, src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	add := func(at token.Pos, words string, comment bool) {
		keys, unclear := cited(words, comment)
		line := fset.Position(at).Line
		for _, k := range keys {
			said := words
			if comment {
				said = ""
			}
			all = append(all, quote{k, file, line, said})
		}
		for _, u := range unclear {
			t.Errorf("%s:%d: %s cannot be looked up: name the procedure, and each clause by itself", file, line, u)
		}
	}
	for _, c := range parsed.Comments {
		add(c.Pos(), c.Text(), true)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				add(lit.Pos(), s, false)
			}
		}
		return true
	})
	return all
}
