//go:build office || wine

package printer

import (
	"fmt"

	"frontdesk/forms/paper"
)

// form is a job of an upright form of three pages.
func form() paper.Job {
	var sheets []paper.Sheet
	for i := range 3 {
		s := paper.NewSheet(paper.Portrait)
		s.Head = []paper.Row{{Cells: []paper.Cell{paper.Word("大件物品搬出申请表").Big(18).Strong().Mid()}}}
		for k := range 20 {
			s.Body = append(s.Body, paper.Row{Min: 9, Cells: []paper.Cell{paper.Label("房号").Wide(30), paper.Word(fmt.Sprintf("3-2-%d%02d", i+1, k))}})
		}
		s.Tail = []paper.Row{{Cells: []paper.Cell{paper.Paging()}}}
		sheets = append(sheets, s)
	}
	return paper.Job{Title: "大件物品搬出申请表", Pages: paper.Compose(sheets...)}
}
