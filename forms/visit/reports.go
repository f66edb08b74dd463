package visit

import (
	"fmt"
	"slices"
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

// howDrawn is what somebody needs to know who makes the draws again (the guide has it
// step by step).
const howDrawn = "抽法：当天登记的，等这一天过完，由程序在下一次开账时抽，每件只抽一次。随机值由电脑系统在抽的那一刻产生，事先没有人能知道或选择。" +
	"每件的键＝SHA-256（随机值|编号），写成十六进制；同一组按键从小到大排，前几位抽中。" +
	"抽几件：本组件数×比例÷100 的整数部分；余数大于 SHA-256（随机值|类别|季度|比例）前八个字节（大端）除以 100 的余数时，再加一件。" +
	"连同以前的件数，按比例满一件的，或者季度已经结束的，加到刚好达到比例（有余数进一）。文体报刊每次活动单独一组，件数×比例÷100，有余数进一。"

func drawSheet(h forms.PageHead, from, to time.Time, entries []forms.Entry) paper.Sheet {
	s := forms.ReportSheet(h, "回访抽样记录", "完成日期："+forms.Day(from)+" 至 "+forms.Day(to))
	old := false
	byPool := map[string][]drawn{}
	var order []string
	for _, e := range entries {
		p := e.(*Plan)
		old = old || p.Draw.Size > 0
		for i := range p.Lots {
			x := &p.Lots[i]
			k := fmt.Sprint(x.Day, x.Quarter, p.Kind, x.Share, x.Event, x.More)
			if byPool[k] == nil {
				order = append(order, k)
			}
			byPool[k] = append(byPool[k], drawn{p, x})
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return strings.Compare(byPool[a][0].x.Day, byPool[b][0].x.Day) })
	for _, k := range order {
		s.Body = append(s.Body, poolRows(byPool[k])...)
	}
	if len(order) == 0 && !old {
		s.Body = append(s.Body, paper.Row{Min: 10, Cells: []paper.Cell{paper.Word("这段时间没有抽样。").Mid()}})
	}
	s.Body = append(s.Body, paper.Row{Min: 12, Cells: []paper.Cell{paper.Word(howDrawn)}})
	if old {
		s.Body = append(s.Body, groupRows(entries)...)
	}
	s.Foot = forms.SignBoxes("制表人", "主管签名")
	return s
}

// drawn is a matter and how it was drawn.
type drawn struct {
	p *Plan
	x *Lot
}

// poolRows are what was drawn over at once: what the draw was made from, and the
// matters in the order of their keys.
func poolRows(of []drawn) []paper.Row {
	slices.SortFunc(of, func(a, b drawn) int { return a.x.Place - b.x.Place })
	p, x := of[0].p, of[0].x
	words := fmt.Sprintf("抽样日 %s　类别 %s　季度 %s　比例 %d%%　以前 %d 件抽中 %d 件　本组 %d 件抽 %d 件", x.Day, p.Kind, x.Quarter, x.Share, x.Before, x.Had, x.Size, x.Take)
	switch {
	case x.Event != "":
		words += "　活动 " + x.Event
	case x.More:
		words += "　季末补抽"
	}
	if len(of) < x.Size {
		words += fmt.Sprintf("（另有 %d 件不在这里，要重算请按整季度打印）", x.Size-len(of))
	}
	rows := []paper.Row{
		{Min: 7, Cells: []paper.Cell{paper.Word(words).Strong()}},
		{Min: 7, Cells: []paper.Cell{paper.Word("随机值 " + x.Value)}},
	}
	for i := 0; i < len(of); i += lotsAcross {
		row := paper.Row{Min: 6.5}
		for j := range lotsAcross {
			word := ""
			if i+j < len(of) {
				d := of[i+j]
				word = fmt.Sprintf("第 %d 位　%s　%s", d.x.Place, d.p.Ref, d.x.result())
			}
			row.Cells = append(row.Cells, paper.Word(word).Mid())
		}
		rows = append(rows, row)
	}
	return rows
}

// lotsAcross is how many matters stand in a row.
const lotsAcross = 4

// groupRows are the draws of a ledger of before, by their groups.
func groupRows(entries []forms.Entry) []paper.Row {
	line := func(cells ...string) paper.Row {
		row := paper.Row{Min: 6.5}
		for i, w := range []float64{24, 24, 26, 20, 20, 26, 0, 26, 22} {
			head := strings.Fields("编号 类别 季度 第几件 组 组内位置 种子（台账校验码） 结果 重算")[i]
			row.Cells = append(row.Cells, paper.Word(cells[i]).Wide(w).Mid().Headed(head))
		}
		return row
	}
	rows := append([]paper.Row{{Min: 8, Cells: []paper.Cell{paper.Word("以前按组抽的").Strong()}}}, paper.Heads([]paper.Row{line(make([]string, 9)...)})...)
	for _, e := range entries {
		p := e.(*Plan)
		d := p.Draw
		if p.Hand || d.Size == 0 {
			continue
		}
		result, same := NotDrawn, "不一致"
		if d.Drawn {
			result = "抽中"
		}
		if d.Again(p.Kind) {
			same = "一致"
		}
		rows = append(rows, line(p.Ref.String(), string(p.Kind), d.Quarter, fmt.Sprint(d.N), fmt.Sprint(d.Group), fmt.Sprintf("%d / %d", d.At, d.Size), d.Seed, result, same))
	}
	return append(rows, paper.Row{Min: 12, Cells: []paper.Cell{paper.Word("以前的抽法：同一季度、同一类别的事项按完成先后编号分组，每组抽一件。" +
		"抽中的位置＝SHA-256（种子|季度|类别|组号）的前八个字节（大端）除以组内件数的余数加一。种子是该组第一件完成时台账最后一行的校验码。")}})
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
