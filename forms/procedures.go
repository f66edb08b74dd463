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

// keptNames are the names of an office as they are kept: without brackets, and
// those only that say something.
func keptNames(typed law.Names) law.Names {
	var out law.Names
	for _, x := range typed {
		x.Title, x.No = strings.Trim(strings.TrimSpace(x.Title), "《》"), strings.TrimSpace(x.No)
		if x.Title+x.No != "" {
			out = append(out, x)
		}
	}
	return out
}

// checkNames wants names that fit where clauses are quoted.
func checkNames(names law.Names) Problems {
	var out Problems
	for i := range names {
		x := &names[i]
		out.If(len([]rune(x.Title)) > longestTitle, &x.Title, "文件名称太长，请控制在三十字以内。")
		out.If(len([]rune(x.No)) > longestNumber, &x.No, "文件编号太长，请控制在二十字以内。")
	}
	return out
}
