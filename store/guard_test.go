package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
)

// aShortLedger writes three entries with acts and a page's review, and closes
// the file. It has seven rows.
func aShortLedger(t testing.TB) string {
	t.Helper()
	c := newClock()
	path := filepath.Join(t.TempDir(), LedgerName)
	s, err := Open(path, options(c))
	if err != nil {
		t.Fatal(err)
	}
	first := open(t, s, li, line(c.Now(), "厨房水龙头漏水，地面已经积水。"))
	c.add(time.Minute)
	open(t, s, li, line(c.Now(), "楼道灯不亮。"))
	c.add(time.Minute)
	write(t, s, Writing{Ref: first.Ref, Verb: duty.Dispatch, By: li, Deed: &duty.Dispatching{
		Department: "工程部", Handler: "周师傅", Promised: c.Now().Add(2 * time.Hour),
	}})
	c.add(time.Minute)
	write(t, s, Writing{Ref: first.Ref, Verb: duty.Progress, By: li, Deed: &duty.Following{Text: "已到现场 <阀门> & \"垫圈\"\n第二行"}})
	open(t, s, wang, line(c.Now(), "电梯停在三楼不动。"))
	write(t, s, Writing{Ref: forms.Ref{Book: "duty", Year: 2026}, Page: 1, Verb: forms.Review, Deed: &forms.Reviewing{Opinion: "已阅。"}, By: zhao})
	write(t, s, Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Export, Deed: &forms.Exporting{From: "2026-11-01", To: "2026-11-30"}, By: zhao})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// attacks are what somebody with an SQL shell may try, and a piece of the
// sentence that has to answer.
var attacks = []struct{ name, sql, answer string }{
	{"change a row", `UPDATE ledger SET by_name = '别人' WHERE seq = 1`, "只增不改"},
	{"change words", `UPDATE words SET words = '{}' WHERE seq = 1`, "只增不改"},
	{"change nothing, of all rows", `UPDATE ledger SET at = at`, "只增不改"},
	{"delete a row", `DELETE FROM ledger WHERE seq = 7`, "只增不删"},
	{"delete words", `DELETE FROM words WHERE seq = 7`, "只增不删"},
	{"empty the ledger", `DELETE FROM ledger`, "只增不删"},
	{"replace a row by UPDATE", `UPDATE OR REPLACE ledger SET seq = 1 WHERE seq = 2`, "只增不改"},
	{"replace a row", next(`INSERT OR REPLACE`, `seq = 3`), "行号"},
	{"replace words", `INSERT OR REPLACE INTO words SELECT seq, salt, '{}' FROM words WHERE seq = 7`, "只能和它的那一行一起"},
	{"words without a row", `INSERT INTO words VALUES (8, zeroblob(16), '{}')`, "只能和它的那一行一起"},
	{"a gap in the rows", next(`INSERT`, `seq = 9`), "行号"},
	{"a row without a number", next(`INSERT`, `seq = NULL`), "行号"},
	{"another chain", next(`INSERT`, `prev = zeroblob(32)`), "接不上"},
	{"back-dating", next(`INSERT`, `at = at - 60000`), "比上一行还早"},
	{"a gap in the numbers", next(`INSERT`, `verb = 'open', no = 5, line = 4`), "编号"},
	{"a number given twice", next(`INSERT`, `verb = 'open', no = 3, line = 3`), "编号"},
	{"a number in another year", next(`INSERT`, `verb = 'open', no = 1, page = 1, line = 1, year = 2025`), "年份"},
	{"a gap in the lines", next(`INSERT`, `verb = 'open', no = 4, page = 2, line = 3`), "页码"},
	{"a gap in the pages", next(`INSERT`, `verb = 'open', no = 4, page = 4, line = 1`), "页码"},
	{"a new page's second line", next(`INSERT`, `verb = 'open', no = 4, page = 3, line = 2`), "页码"},
	{"back on the page before", next(`INSERT`, `verb = 'open', no = 4, page = 1, line = 3`), "页码"},
	{"off the pages", next(`INSERT`, `verb = 'open', no = 4, page = 0, line = 0`), "页码"},
	{"an act on no entry", next(`INSERT`, `verb = 'finish', no = 9, page = 1, line = 1`), "没有这一条"},
	{"an act with another line", next(`INSERT`, `verb = 'finish', no = 1, page = 1, line = 2`), "没有这一条"},
	{"an act on no page", next(`INSERT`, `verb = 'print', no = 0, page = 3, line = 0`), "没有这一页"},
	{"a line feed in a name", next(`INSERT`, `by_name = 'a' || char(10)`), "CHECK"},
	{"a short hash", next(`INSERT`, `hash = x'00'`), "CHECK"},
	{"text for a number", next(`INSERT`, `year = 'x'`), ""},
}

// next is an INSERT of the row that would be the next one but for a change.
func next(insert, change string) string {
	columns := strings.Split("seq, at, book, year, no, page, line, verb, edition, by_id, by_name, by_role, words_hash, prev, hash", ", ")
	values := map[string]string{}
	for _, c := range columns {
		values[c] = c
	}
	values["seq"], values["prev"] = "8", "hash"
	for part := range strings.SplitSeq(change, ", ") {
		name, value, _ := strings.Cut(part, " = ")
		values[name] = value
	}
	for i, c := range columns {
		columns[i] = values[c]
	}
	return insert + ` INTO ledger SELECT ` + strings.Join(columns, ", ") + ` FROM ledger WHERE seq = 7`
}

// The database itself refuses, whoever opens it: here Debian's own shell, with
// its defaults, which leave recursive_triggers and foreign_keys off.
func TestTheShellCannotAlterTheLedger(t *testing.T) {
	path := aShortLedger(t)
	before := dump(t, path)
	for _, a := range attacks {
		t.Run(a.name, func(t *testing.T) {
			out, err := exec.Command("sqlite3", path, a.sql).CombinedOutput()
			if err == nil || !strings.Contains(string(out), a.answer) {
				t.Errorf("the shell was answered: %v %s", err, out)
			}
		})
	}
	if dump(t, path) != before {
		t.Error("something was altered")
	}
	isSound(t, path, 7)
}

func TestTheProgramCannotAlterTheLedger(t *testing.T) {
	path := aShortLedger(t)
	db, err := openHandle(path, writing)
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, db)
	for _, a := range attacks {
		t.Run(a.name, func(t *testing.T) {
			if _, err := db.Exec(a.sql); err == nil || !strings.Contains(err.Error(), a.answer) {
				t.Errorf("answered: %v", err)
			}
		})
	}
}

// What the attacks change one thing of is let in when nothing is changed:
// they fail for the reason they name.
func TestTheNextRowIsLetIn(t *testing.T) {
	for _, change := range []string{
		``, `verb = 'open', no = 4, page = 2, line = 2`, `verb = 'open', no = 4, page = 3, line = 1`,
		`verb = 'finish', no = 1, page = 1, line = 1`, `verb = 'print', no = 0, page = 2, line = 0`,
		`verb = 'open', book = 'other', no = 1, page = 1, line = 1`, `verb = 'open', book = 'other', no = 1, page = 0, line = 0`,
		`verb = 'open', year = 2027, at = at + 86400000 * 60, no = 1, page = 1, line = 1`,
	} {
		path := aShortLedger(t)
		if out, err := exec.Command("sqlite3", path, next(`INSERT`, change)).CombinedOutput(); err != nil {
			t.Errorf("%q: %s", change, out)
		}
	}
}

func dump(t testing.TB, path string) string {
	t.Helper()
	out, err := exec.Command("sqlite3", path, `SELECT *, hex(words_hash), hex(prev), hex(hash) FROM ledger; SELECT *, hex(salt) FROM words;`).Output()
	if err != nil {
		t.Fatalf("dump: %v", err)
	}
	return string(out)
}

// isSound fails the test unless the file verifies with so many rows, by this
// program and by the Python script alike.
func isSound(t testing.TB, path string, rows int64) {
	t.Helper()
	r, err := Verify(context.Background(), path, nil)
	if err != nil || !r.Sound || r.Rows != rows {
		t.Fatalf("verify: %s %v", r, err)
	}
	if said := python(t, path)[0]; rows > 0 && !strings.HasPrefix(said, fmt.Sprintf("sound %d ", rows)) {
		t.Fatalf("verify.py: %s", said)
	}
}

// python asks the independent verifier about files.
func python(t testing.TB, paths ...string) []string {
	t.Helper()
	out, err := exec.Command("python3", append([]string{filepath.Join("testdata", "verify.py")}, paths...)...).CombinedOutput()
	said := strings.Split(strings.TrimSpace(string(out)), "\n")
	if err != nil || len(said) != len(paths) {
		t.Fatalf("verify.py: %v %s", err, out)
	}
	return said
}

// copyOf copies a closed ledger file and takes its guards away, as somebody
// would who has the file and a shell.
func copyOf(t testing.TB, path string) (string, *sql.DB) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(to, b, 0o644); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", to)
	if err != nil {
		t.Fatal(err)
	}
	return to, db
}
