package forms

import (
	"fmt"
	"time"
)

// BackUp is what is to be done when the ledger was not copied for days.
const BackUp Verb = "backup"

// Copied is what is known of the ledger's copies: the forms know of no files.
type Copied struct {
	Last time.Time // when the last good one was made; zero: there is none
}

// copyAge is for how long nothing is said of a missing copy: a copy is made each
// day, and a weekend may pass.
const copyAge = 2 * 24 * time.Hour

// CopyDue says that the last copy is old, and how old.
func CopyDue(c Context) []Todo {
	words := ""
	switch {
	case c.Copied == nil:
	case c.Copied.Last.IsZero():
		words = "台账还没有备份"
	default:
		if age := c.Now.Sub(c.Copied.Last); age > copyAge {
			words = fmt.Sprintf("台账 %d 天没有备份", int(age.Hours()/24))
		}
	}
	if words == "" {
		return nil
	}
	return []Todo{{Do: BackUp, Words: words, About: "设置 → 备份", Who: string(Supervisor)}}
}
