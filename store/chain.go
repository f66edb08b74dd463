package store

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// sum is a SHA-256 hash.
type sum = [sha256.Size]byte

// chainForm opens the text that a row's hash is taken of. Another way of
// writing that text would get another name here.
const chainForm = "frontdesk-ledger-1\n"

// row is one row of the ledger as it is chained. See LEDGER.md.
type row struct {
	seq             int64
	at              int64 // milliseconds since 1970 UTC
	book            string
	year, no        int64
	page, line      int64
	verb, edition   string
	id, name, role  string // who signed
	wordsHash, prev sum
}

// canonical appends the text that the row's hash is taken of.
func (r *row) canonical(b []byte) []byte {
	number := func(n int64) { b = append(strconv.AppendInt(b, n, 10), '\n') }
	text := func(s string) { b = append(append(b, s...), '\n') }
	b = append(b, chainForm...)
	number(r.seq)
	number(r.at)
	text(r.book)
	number(r.year)
	number(r.no)
	number(r.page)
	number(r.line)
	text(r.verb)
	text(r.edition)
	text(r.id)
	text(r.name)
	text(r.role)
	b = append(hex.AppendEncode(b, r.wordsHash[:]), '\n')
	return append(hex.AppendEncode(b, r.prev[:]), '\n')
}

// hash is the row's link in the chain.
func (r *row) hash() sum {
	var space [512]byte
	return sha256.Sum256(r.canonical(space[:0]))
}

// salted gives a fresh salt and the hash of the words under it.
func salted(words []byte) (salt [16]byte, hash sum) {
	_, _ = rand.Read(salt[:]) // never fails
	return salt, wordsHash(salt[:], words)
}

func wordsHash(salt, words []byte) sum {
	var space [1024]byte
	return sha256.Sum256(append(append(space[:0], salt...), words...))
}

// short is a hash as it is printed: its first 12 hexadecimal digits.
func short(hash []byte) string {
	const digits = "0123456789ABCDEF"
	s := make([]byte, 0, 12)
	for _, b := range hash[:6] {
		s = append(s, digits[b>>4], digits[b&15])
	}
	return string(s)
}
