package monkey

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
)

// pin is the PIN of everybody that the monkey meets.
const pin = "1234"

// What it types. Latin letters are of the rarest only, so that they can be told
// from words that the program says: see foreign.
var (
	chinese  = []string{"厨房水龙头漏水", "张伟", "王阿姨", "电梯困人，请马上来人。", "3号楼2单元电梯异响", "已联系维修", "（《》）、；：“”", "𠮷家 𬭎", "门禁刷不开\t第二次反映", "不满意", "维修部", "漏水"}
	digits   = []string{"1", "2", "3", "0", "41801", "4-1-801", "13800138000", "2026-0001", "1410", "14:10", "12-01 9:30", "3.5", "-1", "99999999999999999999", "2026-11-27", "8:00-16:00", "早班 8:00-20:00，夜班 20:00-8:00", "１２３４", "早早中中夜夜休", "1122330"}
	nonsense = []string{"qzx", "ZXQ wjk", "=1+1", "'; --", "%s%d%!", "！@#￥……", "\u200b\u202e", "😀👨\u200d👩\u200d👧", "e\u0301", "<>&\"", "{{.}}", "   ", "\\", "zx"}
)

// something to type: mostly Chinese or digits, sometimes nonsense.
func something(r *rand.Rand) string {
	switch n := r.IntN(10); {
	case n < 5:
		return pick(r, chinese)
	case n < 8:
		return pick(r, digits)
	}
	return pick(r, nonsense)
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// long is a text that nobody types but somebody pastes.
func long() string { return strings.Repeat("长文字，五千个字。\n", 500) }

var (
	latin = regexp.MustCompile(`[A-Za-z]{2,}`)
	codes = regexp.MustCompile(`\b[A-Z]\d+(-[A-Z]+\d+)*\b|\b(\d+-)?[0-9A-F]{12}\b|\b[0-9A-Z]{4,6}(-[0-9A-Z]{4,6}){2,}\b|\b[A-Z]{2}-[A-Z]{2}-\d{3}\b`)
	paths = regexp.MustCompile(`/[^\s，。；：”]*`)
	// Keys, units, kinds of files, and a resident of one of the lists.
	allowed = regexp.MustCompile(`^(PIN|Ctrl|Shift|Enter|Esc|Tab|Alt|PDF|pdf|xlsx|xls|csv|txt|zip|db|tmp|Excel|WPS|USB|VIP|IC|ID|mm|kg|cm|KB|MB|GB|John|Smith|PgUp|PgDn|PageUp|PageDown)$`)
	ours    = regexp.MustCompile(`^[qzxwjkv]+$`)
)

// foreign gives the Latin words of a text that nobody has typed and that are on
// no list; "" for none.
func foreign(text string) string {
	rest := codes.ReplaceAllString(paths.ReplaceAllString(text, " "), " ")
	for _, w := range latin.FindAllString(rest, -1) {
		if !allowed.MatchString(w) && !ours.MatchString(strings.ToLower(w)) && !isFile(text) {
			return w
		}
	}
	return ""
}

// isFile tells whether the text is the name of a folder or file that everybody
// passes on the way to their own.
func isFile(text string) bool {
	text = strings.TrimRight(strings.TrimSpace(text), "…")
	if text == "" || strings.ContainsFunc(text, unicode.IsSpace) {
		return false
	}
	for _, dir := range []string{"/", "/usr", "/tmp", "/home", "/root", os.Getenv("HOME")} {
		if found, _ := filepath.Glob(filepath.Join(dir, text+"*")); len(found) > 0 {
			return true
		}
	}
	return false
}
