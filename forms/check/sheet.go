package check

import (
	"fmt"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// Slip draws the check as the supervisor makes it.
func (l *Line) Slip(_ forms.Record, c forms.Context) paper.Sheet {
	s := forms.SlipOf(nil)
	s.Body = []paper.Row{forms.SlipRow("检查", paper.Choice(&l.Kind, Daily, Weekly).Must())}
	if c.Sight != nil && (l.To != c.Sight.Head() || l.Of != l.Kind) {
		l.look(c)
	}
	s.Body = append(s.Body,
		forms.SlipRow("范围", paper.Word(l.span())),
		forms.SlipRow("变化", paper.Word(l.words())),
		forms.SlipRow("签阅意见", paper.Long(&l.Opinion).Must().Tall(2)),
	)
	s.Body = append(s.Body, l.rows()...)
	return s
}

// span says what is covered.
func (l *Line) span() string {
	from := "台账开始"
	if !l.Since.IsZero() {
		from = "上次签阅（" + paper.Stamp(l.Since, l.Until) + "）"
	}
	return fmt.Sprintf("从%s到 %s，台账第 %d 行到第 %d 行", from, paper.Stamp(l.Until, time.Time{}), l.From+1, l.To)
}

// rows are what was written, changed or gone late.
func (l *Line) rows() []paper.Row {
	line := func(cells ...paper.Cell) paper.Row {
		row := paper.Row{Min: 6.4}
		for i, wide := range []float64{22, 18, 24, 0, 26, 42} {
			cells[i].Width = wide
			row.Cells = append(row.Cells, cells[i])
		}
		return row
	}
	head := line(paper.Label("编号"), paper.Label("类别"), paper.Label("房号"), paper.Label("内容"), paper.Label("状态"), paper.Label("登记与变化"))
	head.Keep = true
	out := []paper.Row{head}
	for _, r := range l.Rows {
		state := paper.Word(r.State).Mid()
		if !r.Late.IsZero() {
			state = paper.Words(paper.Run{Text: r.State + " 超时", Red: true}).Mid()
		}
		out = append(out, line(paper.Word(r.Ref).Mid(), paper.Word(r.Kind).Mid(), paper.Word(r.Room).Mid(), paper.Word(r.Subject), state, paper.Word(r.Done)))
	}
	return out
}

// drawPage draws a check.
func drawPage(h forms.PageHead, entries []forms.Entry) paper.Sheet {
	k := &Record{}
	if len(entries) > 0 {
		k = entries[0].(*Record)
	}
	s := forms.SingleSheet()
	s.Points = 9.5
	s.Head = []paper.Row{h.Title("", formTitle, 64, 68)}
	s.Again = []paper.Row{h.Title("", formTitle+"（续页）", 64, 68)}
	s.Tail = h.Tail(64, 68)
	s.Body = []paper.Row{
		{Min: 7.5, Cells: []paper.Cell{paper.Word("检查：" + string(k.Kind)).Plain(), paper.Word("编号：" + k.Ref.String()).Strong().Right().Plain().Wide(68)}},
		{Min: 7.5, Cells: []paper.Cell{paper.Label("范围").Wide(22), paper.Word(k.span())}},
		{Min: 7.5, Cells: []paper.Cell{paper.Label("变化").Wide(22), paper.Word(k.words())}},
	}
	s.Body = append(s.Body, k.Line.rows()...)
	sign := paper.Sign(&k.By.Name).Wide(42)
	sign.Blank.ReadOnly = true
	s.Body = append(s.Body,
		paper.Row{Min: 13, Keep: true, Cells: []paper.Cell{paper.Label("签阅意见").Wide(22), paper.Word(k.Opinion)}},
		paper.Row{Min: 9, Cells: []paper.Cell{paper.Label("主管签名").Wide(22), sign, paper.Word(paper.Stamp(k.Written, time.Time{})).Mid()}},
	)
	return s
}
