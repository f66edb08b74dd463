package visit

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// drawReport prints the draws of a period so that anybody can make them again.
func drawReport() forms.Report {
	return forms.Report{
		Key: "draws", Title: "回访抽样记录", Word: "抽样记录…",
		Span: func(now time.Time) (from, to time.Time) {
			q := forms.QuarterOf(now)
			return q.Start(), q.End()
		},
		Sheet: drawSheet,
	}
}

func drawSheet(h forms.PageHead, from, to time.Time, entries []forms.Entry) paper.Sheet {
	s := forms.ReportSheet(h, "回访抽样记录", "完成日期："+forms.Day(from)+" 至 "+forms.Day(to))
	line := func(cells ...string) paper.Row {
		row := paper.Row{Min: 6.5}
		for i, w := range []float64{20, 20, 22, 0, 16, 16, 22, 62, 22, 18} {
			head := strings.Fields("编号 类别 房号 事项 第几件 组 组内位置 种子（台账校验码） 结果 重算")[i]
			row.Cells = append(row.Cells, paper.Word(cells[i]).Wide(w).Mid().Headed(head))
		}
		return row
	}
	s.Head = append(s.Head, paper.Heads([]paper.Row{line(make([]string, 10)...)})...)
	for _, e := range entries {
		p := e.(*Plan)
		d := p.Draw
		if p.Hand || d.N == 0 {
			continue
		}
		result, same := NotDrawn, "不一致"
		if d.Drawn {
			result = "抽中"
		}
		if d.Again(p.Kind) {
			same = "一致"
		}
		s.Body = append(s.Body, line(p.Ref.String(), string(p.Kind), p.Room, forms.Clip(p.What), fmt.Sprint(d.N), fmt.Sprint(d.Group),
			fmt.Sprintf("%d / %d", d.At, d.Size), d.Seed, result, same))
	}
	s.Body = append(s.Body, paper.Row{Min: 12, Cells: []paper.Cell{paper.Word("抽法：同一季度、同一类别的事项按完成先后编号分组，每组抽一件。" +
		"抽中的位置＝SHA-256（种子|季度|类别|组号）的前八个字节（大端）除以组内件数的余数加一。种子是该组第一件完成时台账最后一行的校验码，事先没有人能知道或选择。")}})
	s.Foot = forms.SignBoxes("制表人", "主管签名")
	return s
}

// signOutReport is 《回访记录签收表》: who took which form, and gave it back.
func signOutReport() forms.Report {
	return forms.Report{
		Key: "signout", Title: "回访记录签收表", Word: "签收表…",
		Span: func(now time.Time) (from, to time.Time) {
			q := forms.QuarterOf(now)
			return q.Start(), q.End()
		},
		Sheet: signOutSheet,
	}
}

func signOutSheet(h forms.PageHead, from, to time.Time, entries []forms.Entry) paper.Sheet {
	s := forms.ReportSheet(h, "回访记录签收表", "完成日期："+forms.Day(from)+" 至 "+forms.Day(to)+fmt.Sprintf("　共 %d 份", len(entries)))
	s.Head = append(s.Head, paper.Heads([]paper.Row{(&Record{}).signOutRow()})...)
	for _, e := range entries {
		s.Body = append(s.Body, e.(*Record).signOutRow())
	}
	if len(entries) == 0 {
		s.Body = []paper.Row{{Min: 10, Cells: []paper.Cell{paper.Word("这段时间没有回访。").Mid()}}}
	}
	s.Foot = forms.SignBoxes("登记人", "主管签名")
	return s
}

func (v *Record) signOutRow() paper.Row {
	row := paper.Row{Min: 8}
	cell := func(head, s string, mm float64) {
		row.Cells = append(row.Cells, paper.Word(s).Wide(mm).Mid().Headed(head))
	}
	stamp := func(t time.Time) string { return paper.Stamp(t, v.Written) }
	cell("编号", v.Ref.String(), 20)
	cell("类别", string(v.Kind), 22)
	cell("房号", v.Room, 24)
	cell("事项", forms.Clip(v.What), 0)
	cell("回访人", v.visitors(), 26)
	cell("领表时间", stamp(v.OutAt), 25)
	cell("领表签名", v.OutTo, 20)
	cell("交表时间", stamp(v.InAt), 25)
	cell("收表签名", v.InBy, 20)
	cell("状态", v.State, 25)
	return row
}
