package forms

import (
	"strings"

	"frontdesk/forms/law"
	"frontdesk/forms/paper"
)

// How long an office's own title and number of a document may be, characters: a
// clause is quoted within a line.
const (
	longestTitle  = 30
	longestNumber = 20
)

// procedureRows are what the office calls the procedures.
func (d *SettingsDraft) procedureRows() []paper.Row {
	rows := []paper.Row{{Min: 7, Cells: []paper.Cell{
		paper.Label("程序里的名称").Wide(70), paper.Label("本处文件名称").Wide(130), paper.Label("文件编号"),
	}}}
	for i, p := range law.Quoted() {
		own := &d.Procedures[i]
		rows = append(rows, paper.Row{Min: 8.5, Cells: []paper.Cell{
			paper.Label("《" + p.Title + "》").Wide(70),
			paper.Text(&own.Title).Named(p.Title + " 名称").Hinted("例如 客服回访管理办法").Wide(130),
			paper.Text(&own.No).OrDigits().Named(p.Title + " 文件编号").Hinted("例如 WY-KF-012"),
		}})
	}
	return append(rows, aboutRow("窗口、打印、导出里引用规程的地方都改用这里写的名称和编号，以前登记的也一样。不填的照左边的名称。条款号不变，请对照本处文件核对。"))
}

// procedures are the names of an office as they are kept: without brackets, and
// those only that say something. What is wrong is added to the problems.
func procedures(typed law.Names, wrong []paper.Problem) (law.Names, []paper.Problem) {
	var out law.Names
	for i := range typed {
		x := &typed[i]
		own := law.Own{Key: x.Key, Title: strings.Trim(strings.TrimSpace(x.Title), "《》"), No: strings.TrimSpace(x.No)}
		if len([]rune(own.Title)) > longestTitle {
			wrong = append(wrong, paper.Problem{Field: &x.Title, Words: "文件名称太长，请控制在三十字以内。"})
		}
		if len([]rune(own.No)) > longestNumber {
			wrong = append(wrong, paper.Problem{Field: &x.No, Words: "文件编号太长，请控制在二十字以内。"})
		}
		if own.Title+own.No != "" {
			out = append(out, own)
		}
	}
	return out, wrong
}
