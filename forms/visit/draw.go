package visit

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"frontdesk/forms"
)

// Draw is how it was decided whether a finished matter is visited. Matters of a
// kind and quarter are numbered as they are finished. They fall into groups,
// out of each of which one is drawn: the groups end just where the share would
// else no longer be met, so that it is met on every day. Which one it is
// depends on the group's seed alone: the last code of the ledger when the
// group's first matter was finished, which nobody can choose and everybody can
// look up. The draw can be made again from what stands here (S0/2 4.1.2).
type Draw struct {
	Quarter string `json:"quarter"`
	Share   int    `json:"share"` // percent, by the rule in force
	N       int    `json:"n"`     // number of the matter within kind, quarter and share, from 1
	Group   int    `json:"group"` // from 1
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

// last is the number of the last matter of a group: at the next one the share
// would no longer be met.
func last(group, share int) int {
	if group == 0 {
		return 0
	}
	return 100*(group-1)/share + 1
}

// next is the draw of the matter after d, which may be the draw of the last
// matter of another quarter or under another share; then the count begins anew.
func (d Draw) next(kind forms.VisitKind, quarter string, share int, anchor string) Draw {
	n := Draw{Quarter: quarter, Share: share, N: 1}
	switch {
	case d.Quarter != quarter:
	case d.Share == share:
		n.N, n.Count, n.Had, n.Owed = d.N+1, d.Count, d.Had, d.Owed
	default:
		n.Had, n.Owed = d.Had+d.N, d.Owed+least(d.N, d.Share)
	}
	if share <= 0 {
		return n
	}
	for n.Group = 1; last(n.Group, share) < n.N; {
		n.Group++
	}
	before := last(n.Group-1, share)
	n.At, n.Size = n.N-before, last(n.Group, share)-before
	n.Seed = anchor
	if n.At > 1 {
		n.Seed = d.Seed
	}
	n.Drawn = n.At == n.winner(kind)
	if n.Drawn {
		n.Count++
	}
	return n
}

// least is how many of n matters a share asks for, percent.
func least(n, share int) int { return (max(n, 0)*share + 99) / 100 }

// winner is the place that is drawn in the group.
func (d Draw) winner(kind forms.VisitKind) int {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%s|%s|%d", d.Seed, d.Quarter, kind, d.Group))
	return int(binary.BigEndian.Uint64(sum[:8])%uint64(d.Size)) + 1
}

// Again makes the draw once more from what is recorded, and tells whether it
// comes to the same.
func (d Draw) Again(kind forms.VisitKind) bool {
	return d.Share <= 0 && !d.Drawn || d.Size > 0 && d.Drawn == (d.At == d.winner(kind))
}
