package forms

import (
	"fmt"

	"frontdesk/forms/paper"
)

// Printing records that a page or sheet was printed. The second and later
// copies carry 第 n 次打印.
type Printing struct {
	Copy    int    `json:"copy" sealed:"on"` // 1 for the first
	Open    bool   `json:"open,omitempty"`   // confidential words were printed in clear
	Reason  string `json:"reason,omitempty"`
	What    string `json:"what,omitempty"` // a report's key; empty for a page of the book
	From    string `json:"from,omitempty"` // days that a report is about
	To      string `json:"to,omitempty"`
	Printer string `json:"printer,omitempty"`
	Copies  int    `json:"copies,omitempty"` // sheets of each page
}

// Slip draws nothing: printing is recorded, not filled in.
func (x *Printing) Slip(Record, Context) paper.Sheet { return paper.NewSheet(paper.Portrait) }

// CopyMark is what a page's print adds to its marks: 第 n 次打印; nothing for the
// first, and for 0, which is none.
func CopyMark(copy int) string {
	if copy > 1 {
		return fmt.Sprintf("第 %d 次打印", copy)
	}
	return ""
}

// CopyNo is which print of a page the next one is, by what was done to the page: 1 for
// the first.
func CopyNo(acts []Act) int {
	n := 1
	for _, a := range acts {
		if a.Verb == Print {
			n++
		}
	}
	return n
}
