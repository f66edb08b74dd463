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

// copyDue says that the last copy is old, and how old.
func copyDue(c Context) string {
	switch {
	case c.Copied == nil:
		return ""
	case c.Copied.Last.IsZero():
		return "台账还没有备份"
	}
	if age := c.Now.Sub(c.Copied.Last); age > copyAge {
		return fmt.Sprintf("台账 %d 天没有备份", int(age.Hours()/24))
	}
	return ""
}
