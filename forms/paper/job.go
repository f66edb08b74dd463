package paper

import "time"

// Job is what is printed, saved as a workbook or as a PDF in one go. In a
// workbook its pages are of one size of paper.
type Job struct {
	Name    string // of the worksheet
	Title   string // of the document
	Creator string // the office
	Program string // what writes it, with its version; empty says nothing
	Pages   []Page
	At      time.Time // of writing, for the document's properties; zero says nothing
	Shrink  float64   // how large it is printed; 0 and 1 are actual size. Workbooks are always that
}
