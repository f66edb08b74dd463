package handover

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

const formTitle = "物业服务中心交接班记录表"

// headed is the heading of a table of the handover.
func headed(names string, widths ...float64) paper.Row {
	row := paper.Row{Min: 6, Keep: true}
	for i, n := range strings.Fields(names) {
		row.Cells = append(row.Cells, paper.Label(n).Wide(widths[i]))
	}
	return row
}

// Slip draws the handover as the giving side fills it in.
func (l *Line) Slip(_ forms.Record, c forms.Context) paper.Sheet {
	if c.Sight != nil && c.Sight.Head() != l.Row {
		l.see(c)
	}
	s := forms.SingleSheet()
	s.Points = 11
	s.Head = []paper.Row{{Min: 11, Cells: []paper.Cell{paper.Word(formTitle).Mid().Big(18).Strong().Plain()}}}
	s.Body = l.rows(c, nil)
	if t := ToHandOver(c.Office, latest(c), c.Now); l.Why != "" || c.Sight != nil && t.unusual(c) != "" {
		s.Body = append(s.Body, forms.Ruled(forms.Named("提前、补记原因"), paper.Text(&l.Why)))
	}
	for _, b := range s.Blanks() {
		for i := range l.Matters {
			if m := &l.Matters[i]; b.Field == any(&m.Important) && m.Urgent {
				b.ReadOnly = true // the log says so
			}
		}
	}
	return s
}

// rows are the handover from its head to the last remark; taken are the ticks
// of the taking side, nil before it has signed.
func (l *Line) rows(c forms.Context, taken *Taking) []paper.Row {
	rows := []paper.Row{
		forms.Ruled(forms.Named("班次"), paper.Word(l.named()), paper.Label("接班人").Wide(20), paper.Text(&l.Taker).Must().Offer(forms.OfStaff).Wide(42)),
	}
	rows = append(rows, l.countRows()...)
	rows = append(rows, l.matterRows(c.Now, taken)...)
	rows = append(rows, l.thingRows(taken)...)
	rows = append(rows, l.tidyRows()...)
	unusual := []paper.Cell{forms.Named("异常情况"), paper.Choice(&l.Unusual, forms.None, forms.Yes).Must().Wide(41)}
	if l.Unusual == forms.Yes {
		unusual = append(unusual, paper.Text(&l.Odd).Named("异常情况的说明").Must())
	} else {
		unusual = append(unusual, paper.Word(""))
	}
	return append(rows, forms.Ruled(unusual...),
		paper.Row{Min: 9, Cells: []paper.Cell{forms.Named("上级指示"), paper.Long(&l.Orders)}},
		paper.Row{Min: 9, Cells: []paper.Cell{forms.Named("其他说明"), paper.Long(&l.Words)}},
	)
}

// tidyRows are 环境整理, two to a row.
func (l *Line) tidyRows() []paper.Row {
	var rows []paper.Row
	n := (len(l.Tidy) + 1) / 2
	for i := range n {
		var row paper.Row
		if i == 0 {
			row.Cells = append(row.Cells, forms.Named("环境整理").Down(n))
		}
		row.Min = 6.5
		row.Cells = append(row.Cells, paper.Tick(&l.Tidy[2*i].Done, l.Tidy[2*i].Name).Wide(62))
		if 2*i+1 < len(l.Tidy) {
			row.Cells = append(row.Cells, paper.Tick(&l.Tidy[2*i+1].Done, l.Tidy[2*i+1].Name).Wide(92))
		} else {
			row.Cells = append(row.Cells, paper.Word("").Wide(92))
		}
		rows = append(rows, row)
	}
	return rows
}

// countRows are 本班工作情况, two kinds to a row.
func (l *Line) countRows() []paper.Row {
	rows := []paper.Row{headed("本班工作情况 登记 已完成 未完成 本班工作情况 登记 已完成 未完成", 30, 21, 20, 21, 30, 21, 20, 21)}
	cell := func(n int) paper.Cell { return paper.Word(fmt.Sprint(n)).Mid() }
	half := (len(l.Counts) + 1) / 2
	for i := range half {
		row := paper.Row{Min: 6}
		for _, k := range []int{i, i + half} {
			x := Count{}
			if k < len(l.Counts) {
				x = l.Counts[k]
			}
			cells := []paper.Cell{paper.Label(x.Kind).Wide(30), cell(x.Written).Wide(21), cell(x.Done).Wide(20), cell(x.Open).Wide(21)}
			if x.Kind == "" {
				cells = []paper.Cell{paper.Word("").Wide(30), paper.Word("").Wide(21), paper.Word("").Wide(20), paper.Word("").Wide(21)}
			}
			row.Cells = append(row.Cells, cells...)
		}
		rows = append(rows, row)
	}
	return rows
}

// matterRows are 遗留事项: each open matter, and what the giving side says of it.
func (l *Line) matterRows(now time.Time, taken *Taking) []paper.Row {
	no, what := 18.0, 62.0
	if slices.ContainsFunc(l.Matters, func(m Matter) bool { return m.Mark != "" }) { // forms of before stay as they were
		no, what = 32, 48
	}
	rows := []paper.Row{headed("重要 编号 遗留事项 状态、时限 下一步 交班说明 接管", 12, no, what, 30, 21, 29, 12)}
	small := func(s string) paper.Cell { return paper.Word(s).Big(9) }
	for i := range l.Matters {
		m := &l.Matters[i]
		due := small(strings.TrimSpace(m.State + " " + paper.Stamp(m.Due, now)))
		due.Runs[0].Red = forms.PastDue(m.Due, now)
		mark := ""
		if taken != nil && i < len(taken.Matters) {
			mark = ticked(taken.Matters[i])
		}
		rows = append(rows, paper.Row{Min: 8, Cells: []paper.Cell{
			paper.Tick(&m.Important, "重").Short().Mid().Alarm().Wide(12).Named("重要"),
			small(m.number() + "\n" + m.Room).Wide(no), small(m.What).Wide(what), due.Wide(30), small(m.Next).Wide(21).Mid(),
			paper.Text(&m.Words).Big(9).Wide(29).Named("交班说明"), paper.Word(mark).Mid().Wide(12),
		}})
	}
	if len(l.Matters) == 0 {
		rows = append(rows, paper.Row{Min: 7, Cells: []paper.Cell{paper.Word("没有遗留事项。").Mid()}})
	}
	return rows
}

// ticked is how a tick of the taking side is printed.
func ticked(done bool) string {
	if done {
		return "✓"
	}
	return "✗"
}

// thingRows are 物品清点.
func (l *Line) thingRows(taken *Taking) []paper.Row {
	rows := []paper.Row{headed("物品清点 应有 实有 状况 说明 核对", 30, 21, 20, 21, 80, 12)}
	for i := range l.Things {
		t := &l.Things[i]
		mark := ""
		if taken != nil && i < len(taken.Things) {
			mark = ticked(taken.Things[i])
		}
		rows = append(rows, paper.Row{Min: 6.5, Cells: []paper.Cell{
			paper.Word(t.Name).Wide(30), paper.Word(fmt.Sprint(t.Expected)).Mid().Wide(21),
			paper.Tally(&t.Found).Mid().Wide(20).Named(t.Name + "的实有数量"), paper.Choice(&t.State, Whole, Broken).Short().Mid().Wide(21).Named(t.Name + "的状况"),
			paper.Text(&t.Note).Wide(80).Named(t.Name + "的说明"), paper.Word(mark).Mid().Wide(12),
		}})
	}
	return rows
}

// Slip asks for 准予交班的理由, under what is not finished.
func (x *Excepting) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	h := r.(*Record)
	s := forms.SlipOf(h)
	s.Body = append(s.Body,
		forms.SlipRow("没有办完的", paper.Word(strings.Join(h.blocked(), "、"))),
		forms.SlipRow("准予交班的理由", paper.Long(&x.Reason).Must().Tall(2)),
	)
	return s
}

// Slip asks for nothing but the signature, unless the shift is long over.
func (x *Giving) Slip(r forms.Record, c forms.Context) paper.Sheet {
	h := r.(*Record)
	s := forms.SlipOf(h)
	if h.stayed(c.Now) || x.Overtime != "" {
		s.Body = append(s.Body, forms.SlipRow("延时值班的原因", paper.Text(&x.Overtime).Must().Hinted("例如 接班人堵车，晚到半小时")))
	}
	return s
}

// Slip draws every matter and every thing to be ticked, and one tick for all.
func (x *Taking) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	h := r.(*Record)
	s := forms.SlipOf(h)
	if len(x.Matters) != len(h.Matters) || len(x.Things) != len(h.Things) {
		x.Start(r, forms.Context{}) // a draft from before a correction
	}
	all := x.all()
	whole := paper.Tick(&all, "以下全部核对无误（空格全部打勾）")
	whole.Blank.Field = x // the deed is the blank's identity: the tick itself is not kept
	whole.Blank.Through(func(s string) string {
		for _, list := range [][]bool{x.Matters, x.Things} {
			for i := range list {
				list[i] = s != ""
			}
		}
		return s
	})
	s.Body = append(s.Body, paper.Row{Min: 8.5, Cells: []paper.Cell{whole}})
	for i := range h.Matters {
		m := h.Matters[i]
		word := strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %s　%s %s", m.number(), m.Room, m.What, m.State, m.Next, m.Words)), " ")
		s.Body = append(s.Body, paper.Row{Min: 7.5, Cells: []paper.Cell{paper.Tick(&x.Matters[i], word)}})
	}
	for i := 0; i < len(h.Things); i += 2 {
		row := paper.Row{Min: 7.5, Cells: []paper.Cell{x.thing(h, i)}}
		if i+1 < len(h.Things) {
			row.Cells = append(row.Cells, x.thing(h, i+1))
		}
		s.Body = append(s.Body, row)
	}
	s.Body = append(s.Body, forms.SlipRow("差异说明", paper.Text(&x.Differ).Hinted("全部打勾时可以不填")))
	return s
}

func (x *Taking) all() bool {
	for _, list := range [][]bool{x.Matters, x.Things} {
		for _, done := range list {
			if !done {
				return false
			}
		}
	}
	return true
}

func (x *Taking) thing(h *Record, i int) paper.Cell {
	t := h.Things[i]
	return paper.Tick(&x.Things[i], strings.TrimSpace(fmt.Sprintf("%s 应有 %d 实有 %d %s %s", t.Name, t.Expected, t.Found, t.State, t.Note)))
}

// Slip asks for 拒绝接班的原因.
func (x *Refusing) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body, forms.SlipRow("拒绝接班的原因", paper.Long(&x.Reason).Must().Tall(2)))
	return s
}

// Slip asks for 检查意见.
func (x *Inspecting) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body, forms.SlipRow("检查意见", paper.Long(&x.Opinion).Must().Tall(2)))
	return s
}

// Slip draws the handover as it stands, to be written over.
func (x *Correction) Slip(r forms.Record, c forms.Context) paper.Sheet {
	s := forms.SingleSheet()
	s.Points = 11
	s.Body = x.Line.rows(c, nil)
	if r.(*Record).Why != "" {
		s.Body = append(s.Body, forms.Ruled(forms.Named("提前、补记原因"), paper.Text(&x.Line.Why)))
	}
	s.Body = append(s.Body, forms.Ruled(forms.Named("更正原因"), paper.Text(&x.Reason).Must()))
	return s
}

// drawPage draws 《物业服务中心交接班记录表》.
func drawPage(h forms.PageHead, entries []forms.Entry) paper.Sheet {
	x := &Record{}
	if len(entries) > 0 {
		x = entries[0].(*Record)
	}
	s := forms.SingleSheet()
	s.Head = []paper.Row{h.Title("R03-WKF07", formTitle, 44, 56)}
	s.Again = []paper.Row{h.Title("R03-WKF07", "交接班记录表（续页）", 44, 56)}
	s.Tail = h.Tail(71, 41)
	late := ""
	if x.Late {
		late = "补记"
	}
	s.Body = append(s.Body, paper.Row{Min: 7, Cells: []paper.Cell{
		paper.Word("日期：" + dayOf(x.From)).Plain().Wide(92), paper.Word(strings.TrimSpace(x.stamp() + late)).Mid().Big(14).Strong().Plain(),
		paper.Word("编号：" + x.Ref.String()).Strong().Right().Plain().Wide(41),
	}})
	var taken *Taking
	if !x.TakenAt.IsZero() {
		taken = &x.Taken
	}
	s.Body = append(s.Body, x.rows(forms.Context{Now: x.Instant}, taken)...)
	s.Body = append(s.Body, x.signRows(h)...)
	for _, b := range s.Blanks() {
		b.ReadOnly, b.Hint = true, ""
	}
	for _, m := range x.Marks {
		s.Strike(forms.FieldOf(&x.Line, m.Field), m.Old, m.Stamp())
	}
	return s
}

// named is the watch that is handed over; empty on an empty form.
func (l *Line) named() string {
	if l.From.IsZero() {
		return ""
	}
	return l.Shift + "　" + stretch(l.From, l.To)
}

// dayOf is a day as forms are dated; empty for none.
func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return forms.LongDay(t)
}

// stamp is what is stamped over a handover that is out of force.
func (h *Record) stamp() string {
	if h.State == forms.Annulled {
		return "作　废"
	}
	return ""
}

// signRows are the exception, what both sides and the supervisor have signed,
// and what their signatures cover.
func (h *Record) signRows(p forms.PageHead) []paper.Row {
	var rows []paper.Row
	if h.Exception != "" {
		rows = append(rows, forms.Ruled(forms.Named("例外"), paper.Word(h.Exception)))
	}
	if h.Why != "" || slices.ContainsFunc(h.Marks, func(m forms.Mark) bool { return m.Field == "Why" }) {
		rows = append(rows, forms.Ruled(forms.Named("提前、补记原因"), paper.Text(&h.Why)))
	}
	remark := strings.TrimSpace(strings.Join([]string{h.Given.Overtime, h.Taken.Differ}, "　"))
	if o := h.overtime(p.Office); o > 0 {
		remark = strings.TrimSpace(fmt.Sprintf("延时值班 %d 分钟　%s", int(o.Minutes()), remark))
	}
	if h.Gap > 0 {
		remark = fmt.Sprintf("其间 %d 个班没有记录　%s", h.Gap, remark)
	}
	if remark != "" {
		rows = append(rows, forms.Ruled(forms.Named("说明"), paper.Word(remark)))
	}
	sign := func(label string, field *string, at time.Time, covers string) paper.Row {
		return paper.Row{Min: 9, Keep: true, Cells: []paper.Cell{
			forms.Named(label), paper.Sign(field).Wide(41), paper.Word(paper.Stamp(at, time.Time{})).Mid().Wide(51), paper.Word(covers).Big(8),
		}}
	}
	rows = append(rows,
		sign("交班人签名", &h.Giver.Name, h.GivenAt, h.covers(h.Given.Digest, h.GivenAt)),
		sign("接班人签名", &h.Takes.Name, h.TakenAt, h.covers(h.Taken.Digest, h.TakenAt)),
		paper.Row{Min: 9, Cells: []paper.Cell{forms.Named("主管检查意见"), paper.Word(h.Check.Opinion)}},
		sign("主管签名", &h.Inspector, h.CheckedAt, h.covers(h.Check.Digest, h.CheckedAt)),
	)
	rows = append(rows, forms.RemarkRows(forms.Named("更正、拒绝"), h.Notes)...)
	if h.Annulment != "" {
		rows = append(rows, forms.Ruled(forms.Named("作废"), paper.Word(h.Annulment)))
	}
	return rows
}

// covers says what a signature covers, and that something was corrected after
// it.
func (h *Record) covers(digest string, at time.Time) string {
	if digest == "" {
		return ""
	}
	s := fmt.Sprintf("所签：台账第 %d 行以前，内容摘要 %s", h.Row, digest)
	for _, m := range h.Marks {
		if m.At.After(at) {
			return s + "；其后有更正"
		}
	}
	return s
}
