package forms

import "frontdesk/forms/paper"

// Exporting records that a period of the book was written to a workbook.
type Exporting struct {
	What  string `json:"what,omitempty" sealed:"on"` // key of the report; empty: the pages themselves
	From  string `json:"from"`                       // first day, 2026-11-01
	To    string `json:"to"`                         // last day, inclusive
	Pages int    `json:"pages"`
	Open  bool   `json:"open,omitempty"` // confidential words in clear, by a supervisor's signature
}

// Slip draws nothing: exporting is recorded, not filled in.
func (x *Exporting) Slip(Record, Context) paper.Sheet { return paper.NewSheet(paper.Portrait) }

// Reviewing is the supervisor's opinion and signature at the foot of a page
// (S0/3 4.10, S3 4.2.3).
type Reviewing struct {
	Opinion string `json:"opinion"`
	// Lines and Seq say what the signature covers: so many lines of the page,
	// up to that row of the ledger.
	Lines int   `json:"lines" sealed:"on"`
	Seq   int64 `json:"seq"`
}

// Start suggests the usual opinion.
func (x *Reviewing) Start(Record, Context) { x.Opinion = "已阅。" }

// Covers lets an opinion that was written before be one on what another covers: the
// page as it stands when it is signed.
func (x *Reviewing) Covers(as *Reviewing) { x.Lines, x.Seq = as.Lines, as.Seq }

// Slip asks for 签阅意见.
func (x *Reviewing) Slip(_ Record, _ Context) paper.Sheet {
	s := SlipOf(nil)
	s.Body = append(s.Body, SlipRow("签阅意见", paper.Long(&x.Opinion).Must().Tall(3)))
	return s
}
