package law

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// key is how the code names a clause.
func (p Procedure) key(c Clause) Key { return Key(strings.TrimSpace(p.Key + " " + c.No)) }

func TestEveryClauseThatIsQuotedIsOnTheList(t *testing.T) {
	all := quoted(t)
	if len(all) < 200 {
		t.Fatalf("only %d quotes were found: this test would hold nothing", len(all))
	}
	for _, q := range all {
		c, ok := Of(q.key)
		switch {
		case !ok:
			t.Errorf("%s:%d quotes %q, which is not on the list: a slip of the pen, or a line to add to clauses.go", q.file, q.line, q.key)
		case c.In == NotOurs && q.own():
			t.Errorf("%s:%d quotes %q, which the list calls not carried: say in clauses.go where it is now", q.file, q.line, q.key)
		}
	}
}

func TestEveryClauseOnTheListIsQuotedWhereItIsCarried(t *testing.T) {
	all := quoted(t)
	for _, p := range Procedures() {
		for _, c := range p.Clauses {
			if c.In != NotOurs && !carried(all, p.key(c), c.In) {
				t.Errorf("nothing in %s quotes %q: quote it beside its rule, or mark it NotOurs", c.In, p.key(c))
			}
		}
	}
}

// What the program says to people never holds a raw clause: a string of the code is
// a key by itself, which Names.Named makes readable, or quotes none. And each
// procedure that is quoted so is one whose name an office may set.
func TestAStringIsAKeyByItselfOrQuotesNone(t *testing.T) {
	named := map[string]bool{}
	for _, q := range quoted(t) {
		if q.words == "" || !q.own() {
			continue
		}
		if q.words != string(q.key) {
			t.Errorf("%s:%d says %q to people: quote the clause by Office.Clause", q.file, q.line, q.words)
		}
		p, _, _ := find(q.key)
		named[p.Key] = true
	}
	for _, p := range Quoted() {
		if !named[p.Key] {
			t.Errorf("people read of %s nowhere: its name need not be set", p.Key)
		}
		delete(named, p.Key)
	}
	for key := range named {
		t.Errorf("people read of %s: list it in Quoted, so that an office may set its name", key)
	}
}

// What stands in files for people names the procedure, too: the catalogue of the
// window, the guide, the changes, the README.
func TestWhatPeopleReadNamesTheProcedure(t *testing.T) {
	root := filepath.Join("..", "..")
	files, err := filepath.Glob(filepath.Join(root, "assets", "text", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no catalogue: %v", err)
	}
	guides, err := filepath.Glob(filepath.Join(root, "*.md"))
	if err != nil || len(guides) < 3 {
		t.Fatalf("only %q: %v", guides, err)
	}
	for _, file := range append(files, guides...) {
		if name := filepath.Base(file); name == "ARCHITECTURE.md" || name == "CONTRIBUTING.md" {
			continue // for those who change the program
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if raw := rawClause.FindString(line); raw != "" {
				t.Errorf("%s:%d: people read %q: name the procedure", filepath.Base(file), i+1, raw)
			}
		}
	}
}

// rawClause is how code and ledger name a clause.
var rawClause = regexp.MustCompile(`\bS\d+/\d+|\bS\d+ \d`)

// carried tells whether a clause is quoted in a folder or file: by the program, or
// by the offices played at random, which hold what belongs to no room.
func carried(all []quote, key Key, in string) bool {
	for _, q := range all {
		if q.key == key && (q.file == in || strings.HasPrefix(q.file, in+"/")) && (q.own() || in == "store/simulate") {
			return true
		}
	}
	return false
}

func TestTheListIsInOrder(t *testing.T) {
	keys, titles := map[Key]bool{}, map[string]bool{}
	for _, p := range Procedures() {
		if p.Title == "" || titles[p.Title] || strings.ContainsAny(p.Title, "《》") {
			t.Errorf("%s: title %q is missing, not its own, or in brackets already", p.Key, p.Title)
		}
		titles[p.Title] = true
		for _, c := range p.Clauses {
			key := p.key(c)
			if keys[key] {
				t.Errorf("%s stands there twice", key)
			}
			keys[key] = true
			if got, _ := cited("("+string(key)+")", true); len(got) != 1 || got[0] != key {
				t.Errorf("%s is read as %q: nobody could quote it", key, got)
			}
			if !strings.HasSuffix(c.Says, "。") || strings.Count(c.Says, "。") != 1 {
				t.Errorf("%s: %q is not one sentence", key, c.Says)
			}
		}
	}
}

func TestNamed(t *testing.T) {
	var none Names
	for key, want := range map[Key]string{
		"S0/2 4.1.1":     "《回访管理规程》4.1.1",
		"S3 3.1 4.1.8":   "《客服工作手册》3.1 4.1.8",
		"S0/6":           "《值班与交接班规程》",
		"S0/6 三(二)":      "《值班与交接班规程》三(二)",
		"C 6":            "《台账规则·交接班》6",
		"S0/2 9.9":       "《回访管理规程》9.9",
		"公司制度 3":         "公司制度 3",
		"S9 1":           "S9 1",
		"":               "",
		"S2 2.7.1.5(2)e": "《大客服前台手册》2.7.1.5(2)e",
		"S0/6 一5(4)":     "《值班与交接班规程》一5(4)",
		"S0/1 2(3)":      "《客户求助处理规程》2(3)",
		"S2 2.7.1.5(10)": "《大客服前台手册》2.7.1.5(10)",
		"S1":             "《客服人员培训规程》",
		"S0/22 4.1":      "S0/22 4.1",
		"S3 3.1 4.1.8 甲": "《客服工作手册》3.1 4.1.8 甲",
	} {
		if got := none.Named(key); got != want {
			t.Errorf("Named(%q) = %q, want %q", key, got, want)
		}
	}
	for _, key := range []Key{"", "S0/2 9.9", "S9 1", "B", "C 99"} {
		if c, ok := Of(key); ok {
			t.Errorf("Of(%q) = %v", key, c)
		}
	}
	if c, ok := Of("S0/3 4.10"); !ok || !strings.Contains(c.Says, "每周") {
		t.Errorf("Of(S0/3 4.10) = %v, %v", c, ok)
	}
}

// joined is a list of keys in a line.
func joined(keys []Key) string {
	var out []string
	for _, k := range keys {
		out = append(out, string(k))
	}
	return strings.Join(out, "|")
}

func TestNamedByTheOfficesOwnDocuments(t *testing.T) {
	n := Names{{Key: "S0/2", Title: "客服回访管理办法", No: "WY-KF-012"}, {Key: "S3", Title: "前台手册"}, {Key: "S0/6", No: "WY-07"}}
	for key, want := range map[Key]string{
		"S0/2 4.1.1":            "《客服回访管理办法》WY-KF-012 4.1.1",
		"S0/2":                  "《客服回访管理办法》WY-KF-012",
		"S0/2 4.1：随时，3 天内，100%": "《客服回访管理办法》WY-KF-012 4.1：随时，3 天内，100%",
		"S3 1.1(5)":             "《前台手册》1.1(5)",
		"S0/6 三":                "《值班与交接班规程》WY-07 三",
		"S0/1 1":                "《客户求助处理规程》1",
		"公司制度 3":                "公司制度 3",
	} {
		if got := n.Named(key); got != want {
			t.Errorf("Named(%q) = %q, want %q", key, got, want)
		}
	}
	if all := n.All(); len(all) != len(Quoted()) || all[0] != (Own{Key: "S0/1"}) || all[1] != n[0] {
		t.Errorf("%v", all)
	}
}

// How comments and strings may name clauses, and what is refused.
func TestCited(t *testing.T) {
	for words, want := range map[string]string{
		"the four questions (S0/3 4.5.1)":                      "S0/3 4.5.1",
		"in lists (S0/3 4.9,\n 4.10; S3 4.2.3)":                "S0/3 4.9|S0/3 4.10|S3 4.2.3",
		"on paper (S3\n 3.1 4.1.8).":                           "S3 3.1 4.1.8",
		"《放行》 (S2 2.7.1.5(7); S0/3 4.6.1)":                     "S2 2.7.1.5(7)|S0/3 4.6.1",
		"night (S0/6, S3 3.1)":                                 "S0/6|S3 3.1",
		"tell them（S2 2.7.1.5(2)e）":                            "S2 2.7.1.5(2)e",
		"one sheet a day (S0/6 三(二)); swaps (S0/6 一5(4))":      "S0/6 三(二)|S0/6 一5(4)",
		"S0/2 4.1：随时，3 天内，100%":                                "S0/2 4.1",
		"where it stands (life of an entry, A 2), and (C\n 9)": "A 2|C 9",
		"both (C 9, B 2)":                                      "C 9|B 2",
		"a chapter alone (B)":                                  "B",
		"which of them (D, flow)":                              "D",
		"Building A, a plan B":                                 "",
		"cells A1 and S12":                                     "",
	} {
		got, unclear := cited(words, true)
		if joined(got) != want || len(unclear) != 0 {
			t.Errorf("cited(%q) = %q, %q; want %q", words, got, unclear, want)
		}
	}
	for _, words := range []string{"a complaint (4.5.2)", "deductions (S0/4 4.4.1–4.4.3)"} {
		if _, unclear := cited(words, true); len(unclear) != 1 {
			t.Errorf("cited(%q) lets pass what cannot be looked up", words)
		}
	}
	if got, _ := cited("B", false); len(got) != 0 {
		t.Errorf("a letter in a string is taken for a clause: %q", got)
	}
}
