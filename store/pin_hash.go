package store

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"frontdesk/forms/paper"
)

// Cost of argon2id: 19 MiB, two passes, one lane, the least that OWASP's
// password storage sheet asks for. More would be felt at every signature on
// the PCs that front desks have.
const (
	pinMemory = 19 * 1024 // KiB
	pinPasses = 2
	pinLanes  = 1
)

// sealSecret gives the argon2id string of a PIN or code.
func sealSecret(secret string) string {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	key := argon2.IDKey([]byte(secret), salt, pinPasses, pinMemory, pinLanes, 32)
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, pinMemory, pinPasses, pinLanes, b.EncodeToString(salt), b.EncodeToString(key))
}

// sameSecret tells whether the secret is the one that sealed was made of. A
// string that is not such a string is nobody's.
func sameSecret(sealed, secret string) bool {
	parts := strings.Split(sealed, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return false
	}
	var memory, passes uint32
	var lanes uint8
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &passes, &lanes); err != nil {
		return false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	key, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(key) < 16 || passes < 1 || lanes < 1 || memory > 1<<20 || passes > 64 {
		return false
	}
	got := argon2.IDKey([]byte(secret), salt, passes, memory, lanes, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1
}

// codeLetters are those of recovery codes: none that is taken for another when
// written by hand.
const codeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

// FreshCode makes a recovery code: four groups of five, a hundred bits.
func FreshCode() string {
	b := make([]byte, 20)
	_, _ = rand.Read(b) // never fails
	var s strings.Builder
	for i, x := range b {
		if i > 0 && i%5 == 0 {
			s.WriteByte('-')
		}
		s.WriteByte(codeLetters[x%32])
	}
	return s.String()
}

// plainCode is a recovery code as typed, with what does not matter left out.
func plainCode(typed string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(codeLetters, r) {
			return r
		}
		return -1
	}, strings.ToUpper(paper.Narrow(typed)))
}
