package store

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"frontdesk/forms"
)

// The example of LEDGER.md.
func TestTheChainIsAsWritten(t *testing.T) {
	salt := make([]byte, 16)
	for i := range salt {
		salt[i] = byte(i)
	}
	r := row{
		seq: 1, at: 1795395600000, book: "duty", year: 2026, no: 1, page: 1, line: 1, verb: "open", edition: "A/0",
		id: "p2026-0003", name: "李敏", role: "值班员", wordsHash: wordsHash(salt, []byte(`{"text":"漏水"}`)),
	}
	text, err := os.ReadFile("LEDGER.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range []sum{r.wordsHash, r.hash()} {
		if !strings.Contains(string(text), fmt.Sprintf("%x", h)) {
			t.Errorf("LEDGER.md does not show %x", h)
		}
	}
}

func TestVerifyReadsAFileInUse(t *testing.T) {
	c := newClock()
	s := newStore(t, c)
	for i := range 30 {
		open(t, s, li, line(c.Now(), fmt.Sprintf("第 %d 件。", i)))
	}
	isSound(t, s.Path(), 30)
	open(t, s, li, line(c.Now(), "又一件。"))
	isSound(t, s.Path(), 31)
}

func TestVerifySaysWhatIsThere(t *testing.T) {
	path := aShortLedger(t)
	var done, total int64
	r, err := Verify(context.Background(), path, func(d, n int64) { done, total = d, n })
	if err != nil || !strings.HasPrefix(r.String(), "台账完好：共 7 行、3 条登记，2026-11-23 09:00 至 2026-11-23 09:03，校验码 7-") {
		t.Errorf("%s %v", r, err)
	}
	if done != 7 || total != 7 {
		t.Errorf("progress ended at %d of %d", done, total)
	}
	if _, err := os.Stat(path + "-wal"); !os.IsNotExist(err) {
		t.Error("verifying left a file beside the ledger")
	}
}

func TestVerifyRefusesWhatIsNoLedger(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`CREATE TABLE t (x)`); err != nil {
		t.Fatal(err)
	}
	shut(t, db)
	empty := filepath.Join(dir, "empty.db")
	text := filepath.Join(dir, "text.db")
	for path, b := range map[string]string{empty: "", text: "这不是数据库，只是一段文字。"} {
		if err := os.WriteFile(path, []byte(b), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{filepath.Join(dir, "missing.db"), other, empty, text} {
		r, err := Verify(context.Background(), path, nil)
		if err == nil && (r.Sound || r.Wrong == "") {
			t.Errorf("%s: %s", filepath.Base(path), r)
		}
	}
}

// Whatever is changed of a row, Verify names the row.
func TestVerifyNamesTheRow(t *testing.T) {
	t0 := t // keeps the files until all are asked about
	path := aShortLedger(t)
	flip := func(column string) string { // the last byte, whatever the type
		return fmt.Sprintf(`%s = substr(%s, 1, length(%s) - 1) || 'x'`, column, column, column)
	}
	blob := func(column string) string { // its sixteenth byte, which salts and hashes leave to chance
		return fmt.Sprintf(`%s = CAST(substr(%s, 1, 15) || iif(substr(%s, 16, 1) = x'01', x'02', x'01') || substr(%s, 17) AS BLOB)`,
			column, column, column, column)
	}
	changes := map[string]string{
		"ledger at": `at = at + 1`, "ledger book": flip("book"), "ledger year": `year = year + 1`, "ledger no": `no = no + 1`,
		"ledger page": `page = page + 1`, "ledger line": `line = line + 1`, "ledger verb": flip("verb"), "ledger edition": `edition = 'B/0'`,
		"ledger by_id": flip("by_id"), "ledger by_name": flip("by_name"), "ledger by_role": flip("by_role"),
		"ledger words_hash": blob("words_hash"), "ledger prev": blob("prev"), "ledger hash": blob("hash"), "ledger seq": `seq = seq + 100`,
		"words words": flip("words"), "words salt": blob("salt"), "words seq": `seq = seq + 100`,
	}
	var paths []string
	var rows []int64
	try := func(name, change string, seq int64) {
		t.Run(fmt.Sprintf("%s of row %d", name, seq), func(t *testing.T) {
			to, db := copyOf(t0, path)
			defer shut(t, db)
			if _, err := db.Exec(withoutGuards(change)); err != nil {
				t.Fatal(err)
			}
			blames(t, to, seq)
			paths, rows = append(paths, to), append(rows, seq)
		})
	}
	for seq := int64(1); seq <= 7; seq++ {
		for what, set := range changes {
			table, _, _ := strings.Cut(what, " ")
			try(what, fmt.Sprintf(`UPDATE %s SET %s WHERE seq = %d`, table, set, seq), seq)
		}
		try("deleting words", fmt.Sprintf(`DELETE FROM words WHERE seq = %d`, seq), seq)
		if seq < 7 { // that the last row was cut off whole is what no chain can show
			try("deleting all", fmt.Sprintf(`DELETE FROM words WHERE seq = %d; DELETE FROM ledger WHERE seq = %d`, seq, seq), seq)
		}
	}
	for i, said := range python(t, paths...) {
		if !strings.HasPrefix(said, fmt.Sprintf("broken %d ", rows[i])) {
			t.Errorf("%s, row %d: verify.py: %s", paths[i], rows[i], said)
		}
	}
}

// withoutGuards drops the triggers, makes the change and puts them back.
func withoutGuards(change string) string {
	names := []string{"ledger_keeps", "ledger_stays", "words_keep", "words_stay", "ledger_grows", "words_grow"}
	var out strings.Builder
	for _, n := range names {
		out.WriteString("DROP TRIGGER " + n + ";")
	}
	out.WriteString(change + ";")
	out.WriteString(ledgerSQL[strings.Index(ledgerSQL, "CREATE TRIGGER"):])
	out.WriteString("DROP TRIGGER words_stay;" + goneSQL[strings.Index(goneSQL, "CREATE TRIGGER words_stay"):])
	out.WriteString(clockSQL)
	return out.String()
}

func blames(t *testing.T, path string, seq int64) {
	t.Helper()
	r, err := Verify(context.Background(), path, nil)
	if err != nil || r.Sound || r.Broken != seq || !strings.Contains(r.String(), fmt.Sprintf("第 %d 行", seq)) {
		t.Errorf("verify: %s %v", r, err)
	}
}

func TestVerifyFindsARowMadeAnew(t *testing.T) {
	to, db := copyOf(t, aShortLedger(t))
	defer shut(t, db)
	// Row 3 with other words and hashes that fit: row 4 does not follow it.
	var r row
	var prev []byte
	err := db.QueryRow(`SELECT seq, at, book, year, no, page, line, verb, edition, by_id, by_name, by_role, prev FROM ledger WHERE seq = 3`).
		Scan(&r.seq, &r.at, &r.book, &r.year, &r.no, &r.page, &r.line, &r.verb, &r.edition, &r.id, &r.name, &r.role, &prev)
	if err != nil {
		t.Fatal(err)
	}
	salt, hash := salted([]byte(`{"department":"别处"}`))
	r.wordsHash, r.prev = hash, sum(prev)
	link := r.hash()
	_, err = db.Exec(withoutGuards(fmt.Sprintf(`UPDATE words SET words = '{"department":"别处"}', salt = x'%x' WHERE seq = 3;
		UPDATE ledger SET words_hash = x'%x', hash = x'%x' WHERE seq = 3`, salt, hash, link)))
	if err != nil {
		t.Fatal(err)
	}
	blames(t, to, 4)
}

func TestVerifyMissesTheGuards(t *testing.T) {
	for _, change := range []string{
		`DROP TRIGGER ledger_keeps`, `DROP TRIGGER words_grow`, `DROP INDEX ledger_by_entry`,
		`DROP TRIGGER ledger_stays; CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger BEGIN SELECT 1; END`,
		`CREATE TRIGGER more AFTER INSERT ON words BEGIN DELETE FROM drafts; END`,
		`ALTER TABLE ledger ADD COLUMN more TEXT`,
	} {
		to, db := copyOf(t, aShortLedger(t))
		if _, err := db.Exec(change); err != nil {
			t.Fatal(err)
		}
		shut(t, db)
		if r, err := Verify(context.Background(), to, nil); err != nil || r.Sound || r.Broken != 0 {
			t.Errorf("%s: %s %v", change, r, err)
		}
	}
}

// readBack is the ledger as this program reads it. The shell is older than the
// driver and opens no file in which a table beside the ledger says nonsense.
func readBack(t *testing.T, path string) string {
	t.Helper()
	out := ""
	err := beside(path, func(db *sql.DB) error {
		for _, q := range []string{`SELECT * FROM ledger ORDER BY seq`, `SELECT * FROM words ORDER BY seq`} {
			rows, err := db.Query(q)
			if err != nil {
				return err
			}
			names, err := rows.Columns()
			if err != nil {
				return err
			}
			for rows.Next() {
				values := make([]any, len(names))
				for i := range values {
					values[i] = new(any)
				}
				if err := rows.Scan(values...); err != nil {
					return err
				}
				for _, v := range values {
					out += fmt.Sprintf("%v|", *v.(*any))
				}
				out += "\n"
			}
			if err := rows.Err(); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%s does not read: %v", path, err)
	}
	return out
}

// Any byte of the file changed: never a panic, and never called sound unless
// the ledger reads as before.
func TestVerifyWithAnyByteFlipped(t *testing.T) {
	path := aShortLedger(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before := readBack(t, path)
	r := rand.New(rand.NewPCG(7, 7))
	to := filepath.Join(t.TempDir(), "flipped.db")
	for range 400 {
		b := append([]byte{}, whole...)
		at := r.IntN(len(b))
		b[at] ^= 1 << r.IntN(8)
		if err := os.WriteFile(to, b, 0o644); err != nil {
			t.Fatal(err)
		}
		report, err := Verify(context.Background(), to, nil)
		if err == nil && report.Sound && readBack(t, to) != before {
			t.Errorf("byte %d: %s", at, report)
		}
		if err == nil && !report.Sound && report.Wrong == "" {
			t.Errorf("byte %d: nothing said", at)
		}
	}
}

// The page reader and SQLite see the same rows, long words included.
func TestPagesAndSQLReadTheSame(t *testing.T) {
	c := newClock()
	path := filepath.Join(t.TempDir(), LedgerName)
	s, err := Open(path, options(c))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 400 {
		text := strings.Repeat("漏水报修。", 1+r.IntN(190))
		open(t, s, li, line(c.Now(), text))
	}
	var long []Writing
	for i := range 6000 {
		long = append(long, Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), fmt.Sprint("件", i)), By: li})
	}
	if _, err := s.AppendAll(context.Background(), long...); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var reports [2]Report
	for i, m := range []manner{frozen, reading} {
		v, err := verifyAs(context.Background(), path, m, nil)
		if err != nil {
			t.Fatalf("manner %d: %v", m, err)
		}
		reports[i] = v.report
	}
	if !reflect.DeepEqual(reports[0], reports[1]) || reports[0].Rows != 6400 {
		t.Errorf("%s\n%s", reports[0], reports[1])
	}
}
