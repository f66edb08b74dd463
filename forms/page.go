package forms

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

// PageHead is what stands at the head and foot of a page.
type PageHead struct {
	Office  *Office
	Edition string
	Year    int
	Page    Page
	Code    string // check code from the chain, for paper that leaves the house
	Reviews []Act  // the supervisor's signatures under the page, oldest first
	Viewer  Person // whose eyes it is for
	Now     time.Time
	Sight   Sight // of reports on all books; else nil
}

// Rows are the head of a register's page on A4 landscape.
func (h PageHead) Rows(code, title string) []paper.Row {
	day := h.Page.Day
	if t, err := time.ParseInLocation(time.DateOnly, h.Page.Day, Beijing); err == nil {
		day = LongDay(t)
	}
	return []paper.Row{
		h.Title(code, title, 80, 84),
		{Min: 6.5, Cells: []paper.Cell{
			paper.Word("日期：" + day).Plain().Wide(80),
			paper.Word("班次：" + OrDash(h.Page.Shift) + "　　值班员：" + h.Page.Person).Mid().Plain(),
			paper.Word("页码：" + LeafName(h.Year, h.Page.No)).Right().Plain().Wide(84),
		}},
	}
}

// Title is the first row of every page: the office, the form's title, its code
// and edition. Widths are those of the cells beside the title, millimetres.
func (h PageHead) Title(code, title string, left, right float64) paper.Row {
	edition := ""
	if h.Edition != "" { // a page that is no form has none
		edition = "版次：" + h.Edition
	}
	if code != "" {
		edition = "文件编号：" + code + "　" + edition
	}
	return paper.Row{Min: 11, Cells: []paper.Cell{
		paper.Word(h.Office.Name).Big(10).Plain().Wide(left),
		paper.Word(title).Mid().Big(18).Strong().Plain(),
		paper.Word(edition).Big(9).Right().Plain().Wide(right),
	}}
}

// Tail closes every sheet of paper: check code, marks, page number.
func (h PageHead) Tail(left, right float64) []paper.Row {
	marks := paper.Word(h.marks()).Big(8).Plain().Mid()
	marks.Marks = true
	return []paper.Row{{Cells: []paper.Cell{
		paper.Word(h.code()).Big(8).Plain().Wide(left), marks, paper.Paging().Big(9).Wide(right),
	}}}
}

// LeafName names a page of a register, as it is printed at its head: 2026-003.
func LeafName(year, no int) string { return fmt.Sprintf("%d-%03d", year, no) }

func (h PageHead) code() string {
	if h.Code == "" {
		return ""
	}
	return "校验码：" + h.Code
}

func (h PageHead) marks() string {
	if h.Office.Demo {
		return "【演示 · 数据均为虚构】"
	}
	return ""
}

// SignRows are the sign boxes at the foot: every signature, oldest first. Their
// edges are those of the columns above.
func (h PageHead) SignRows() []paper.Row {
	var opinion, who []string
	when, scope := "", ""
	for _, a := range h.Reviews {
		r := a.Deed.(*Reviewing)
		opinion, who = append(opinion, r.Opinion), append(who, a.By.Name)
		when = a.At.In(Beijing).Format("2006-01-02 15:04")
		scope = fmt.Sprintf("签阅至第 %d 行", r.Lines)
		if r.Lines < h.Page.Lines {
			scope += "，其后新增未签"
		}
	}
	return []paper.Row{{Min: 9, Cells: []paper.Cell{
		paper.Label("主管签阅意见").Wide(33), paper.Word(strings.Join(opinion, "　")),
		paper.Label("签名").Wide(20), paper.Word(strings.Join(who, "、")).Mid().Wide(22),
		paper.Word("日期：" + when).Wide(46), paper.Word(scope).Wide(38),
	}}}
}
