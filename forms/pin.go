package forms

import (
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// Waits after wrong PINs. Ten thousand four-digit PINs at five minutes each
// are more than a month of nights.
const (
	freeTries  = 3 // wrong PINs that cost nothing
	firstWait  = 5 * time.Second
	longestNap = 5 * time.Minute
)

// NoPIN is said wherever a PIN is asked for and none was typed.
const NoPIN = Refusal("请输入 PIN。")

// CheckPIN returns a sentence when the text cannot be a PIN.
func CheckPIN(pin string) error {
	switch {
	case pin == "":
		return NoPIN
	case !paper.LikePIN(pin) || strings.Trim(pin, "0123456789") != "":
		return Refusal("PIN 要用 4 到 12 位数字，请重新输入。")
	}
	return nil
}

// Wait is how long the person has to wait before the next PIN is tried.
func (m *Member) Wait(now time.Time) time.Duration {
	if m.Wrong < freeTries {
		return 0
	}
	nap := longestNap
	if n := m.Wrong - freeTries; n < 6 { // 5 s × 2⁶ is over five minutes
		nap = firstWait << n
	}
	return max(0, min(nap, m.Missed.Add(nap).Sub(now)))
}
