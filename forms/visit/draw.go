package visit

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"frontdesk/forms"
)

// Draw is by which share a matter counts, and how many of its kind and quarter were
// finished before it. Whether it is visited is drawn when its day is over: see Lot.
//
// Ledgers of before have the whole draw here. Matters of a kind and quarter fell,
// in the order in which they were finished, into groups of which one was drawn by
// the group's Seed, the last code of the ledger when the group's first matter was
// finished. That can be made again from what stands here (Again); nothing is drawn
// so any more, since whoever finished a matter could see its place coming.
type Draw struct {
	Quarter string `json:"quarter"`
	Share   int    `json:"share"` // percent, by the rule in force
	N       int    `json:"n"`     // number of the matter within kind, quarter and share, from 1
	Group   int    `json:"group"` // from 1; 0 for what is drawn when its day is over, as all up to Seed
	At      int    `json:"at"`    // place in the group, from 1
	Size    int    `json:"size"`  // of the group
	Seed    string `json:"seed"`
	Drawn   bool   `json:"drawn"`
	Count   int    `json:"count"` // drawn so far, this one included

	// The share may be changed within a quarter; the count then begins anew. Had
	// is how many matters of the quarter were finished under earlier shares, Owed
	// how many of them those shares ask for.
	Had  int `json:"had,omitempty"`
	Owed int `json:"owed,omitempty"`
}

// next counts the matter after d, which may be the last matter of another quarter or
// one under another share; then the count begins anew.
func (d Draw) next(quarter string, share int) Draw {
	n := Draw{Quarter: quarter, Share: share, N: 1, Drawn: share >= 100}
	switch {
	case d.Quarter != quarter:
	case d.Share == share:
		n.N, n.Had, n.Owed = d.N+1, d.Had, d.Owed
	default:
		n.Had, n.Owed = d.Had+d.N, d.Owed+least(d.N, d.Share)
	}
	return n
}

// waits tells whether it is decided when the day is over.
func (d Draw) waits() bool { return d.Size == 0 && d.Share > 0 && d.Share < 100 }

// least is how many of n matters a share asks for, percent.
func least(n, share int) int { return (max(n, 0)*share + 99) / 100 }

// winner is the place that was drawn in the group.
func (d Draw) winner(kind forms.VisitKind) int {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%s|%s|%d", d.Seed, d.Quarter, kind, d.Group))
	return int(binary.BigEndian.Uint64(sum[:8])%uint64(d.Size)) + 1
}

// Again makes the draw of a ledger of before once more from what is recorded, and
// tells whether it comes to the same.
func (d Draw) Again(kind forms.VisitKind) bool {
	return d.Share <= 0 && !d.Drawn || d.Size > 0 && d.Drawn == (d.At == d.winner(kind))
}
