package paper

import "strings"

// A PIN is so many digits.
const (
	leastPIN = 4
	mostPIN  = 12
)

// LikePIN tells whether a text could be a PIN: nothing but 4 to 12 digits, in
// full width too, with or without blanks around them.
func LikePIN(text string) bool {
	s := strings.TrimSpace(Narrow(text))
	return len(s) >= leastPIN && len(s) <= mostPIN && strings.Trim(s, "0123456789") == ""
}

// exposed is the sentence about a blank for words that holds only digits, empty
// where it does not. A signature is asked for right after a slip is filled in, and
// who is quicker than the window types the PIN into the last remark: there it would
// stand in clear, and in the ledger for good. So every blank for words asks for
// words — one line (TextKind) or several (LongKind) — unless digits alone are right
// there: see Digits. Rooms, names and phones of residents, numbers, times, choices
// are blanks of their own kinds and take digits as ever.
func (b *Blank) exposed() string {
	if b.Digits || b.ReadOnly || b.Kind != TextKind && b.Kind != LongKind || !LikePIN(b.Get()) {
		return ""
	}
	return "“" + b.Name + "”里只有数字，像是 PIN：写进台账就永远留着，谁都看得到。请写成文字；PIN 只在签名的窗口里输入。"
}
