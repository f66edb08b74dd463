package duty

import (
	"fmt"
	"sync"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// LinesPerPage is how many lines a page of the duty log has. Ten would fit as
// they are written; eight leave room for what is added when they are handled,
// so that few pages need a second sheet.
const LinesPerPage = 8

// Slip draws the slip of a new line.
func (l *Line) Slip(_ forms.Record, c forms.Context) paper.Sheet {
	s := forms.SlipOf(nil)
	s.Body = l.rows(c)
	return s
}

// rows are the blanks that the clerk fills, in the order of the paper.
func (l *Line) rows(c forms.Context) []paper.Row {
	name := func(s string) paper.Cell { return paper.Label(s).Wide(20) }
	row := func(cells ...paper.Cell) paper.Row { return paper.Row{Min: 8.5, Cells: cells} }
	rows := []paper.Row{
		row(
			name("时间"), paper.Time(&l.Happened, c.Now).Must().Wide(32),
			name("方式"), paper.Choice(&l.Way, ByPhone, InPerson, InWords, OnRounds, FromGate, Online).Must(),
			name("标记"), paper.Tick(&l.Urgent, "紧急").Wide(22), paper.Tick(&l.Confidential, "保密").Wide(22),
		),
		row(
			name("房号"), paper.Room(&l.Room).Wide(46).Hinted("房号、姓名或首字母"),
			name("姓名"), paper.Person(&l.Name).Wide(40),
			name("联系电话"), paper.Phone(&l.Phone).Wide(48),
			name("身份"), paper.Choice(&l.As, forms.Owner, forms.Tenant, forms.Others),
		),
		row(name("类别"), paper.Choice(&l.Kind, forms.Patient, forms.Incident, forms.Spoken, forms.Written, forms.Paid, forms.Repair, forms.Complaint, forms.Suggestion, forms.Other).Must()),
		row(name("内容"), paper.Long(&l.Text).Must().Tall(2)),
	}
	if l.Kind == forms.Paid || l.Price != "" {
		rows = append(rows, row(name("告知价格"), paper.Text(&l.Price).OrDigits().Hinted("事先告知的项目和价格")))
	}
	return append(rows, row(name("重点内容"), paper.Tick(&l.ReadBack, "已向客户复述核对").Ask().Wide(60), paper.Word(l.outlook(c))))
}

// outlook says what will follow from the line as it stands: the limit of its
// kind and where it goes.
func (l *Line) outlook(c forms.Context) string {
	if l.Kind == "" || c.Office == nil {
		return ""
	}
	rule := c.Office.Rules.Of(l.Kind)
	s := "去向：" + rule.GoesTo + "　时限："
	switch {
	case rule.Help:
		return s + "立即处理，逐项勾选求助步骤"
	case rule.Limit == forms.Within:
		return s + paper.Stamp(rule.Due(c.Now), c.Now) + " 前"
	}
	return s + "派单时与客户约定"
}

// Page draws a page of 《物业服务中心值班记录表》 R02-WKF07.
func Page(h forms.PageHead, entries []forms.Entry) paper.Sheet {
	s := forms.RegisterSheet()
	s.Head = append(h.Rows(formCode, formTitle), heads()...)
	s.Again = append(h.Rows(formCode, formTitle+"（续页）"), heads()...)
	lines := make([]*Record, len(entries))
	for i, e := range entries {
		lines[i] = e.For(h.Viewer).(*Record)
		s.Body = append(s.Body, lines[i].rows(h.Now)...)
	}
	for i := len(lines); i < LinesPerPage; i++ {
		blank := &Record{}
		s.Body = append(s.Body, blank.rows(h.Now)...)
	}
	s.Foot = h.SignRows()
	s.Tail = h.Tail(99, 84)
	for _, d := range lines {
		d.strike(&s)
	}
	return s
}

func heads() []paper.Row {
	rows := paper.Heads((&Record{}).rows(time.Time{}))
	for i := range rows {
		rows[i].Min = 6
	}
	return rows
}

// rows draw the entry as a line of the register: two rows, so that seventeen
// columns of the paper form have room on A4 landscape.
func (d *Record) rows(now time.Time) []paper.Row {
	if d.State == "" { // an empty line: drawn, not stated
		now = time.Time{}
	}
	cell := func(c paper.Cell, mm float64, head string) paper.Cell {
		c = c.Wide(mm).Mid().Headed(head)
		if c.Blank != nil {
			c.Blank.ReadOnly, c.Blank.Short = true, true
		}
		return c
	}
	text := cell(paper.Long(&d.Text), 0, "内容").Down(2)
	text.Align = paper.Left
	text.Note = d.textNote()
	notes := cell(paper.Words(d.handling()...), 0, "处理情况").Down(2)
	notes.Align = paper.Left
	return []paper.Row{
		{Min: 6.8, Cells: []paper.Cell{
			cell(paper.Words(d.number()...), 12, "序号").Down(2),
			cell(paper.Time(&d.Happened, now), 21, "时间"),
			cell(paper.Room(&d.Room), 25, "房号"),
			cell(paper.Phone(&d.Phone), 23, "联系电话"),
			cell(paper.Text(&d.Kind), 19, "类别"),
			text,
			cell(paper.Text(&d.Department), 20, "处理部门"),
			cell(paper.Time(&d.Dispatched, now), 22, "派单时间"),
			notes,
			cell(paper.Time(&d.Finished, now), 21, "完成时间"),
			cell(paper.Sign(&d.Signer.Name), 16, "值班人\n签名").Down(2),
		}},
		{Min: 6.8, Cells: []paper.Cell{
			cell(paper.Text(&d.Way), 21, "方式"),
			cell(paper.Person(&d.Name), 25, "姓名"),
			cell(paper.Text(&d.As), 23, "身份"),
			cell(paper.Tick(&d.Urgent, "急").Alarm(), 9.5, "紧急"),
			cell(paper.Tick(&d.ReadBack, "✓"), 9.5, "核对"),
			cell(paper.Text(&d.Handler), 20, "处理人"),
			cell(promised(d, now), 22, "承诺完成"),
			cell(paper.Text(&d.Called), 21, "回访"),
		}},
	}
}

func promised(d *Record, now time.Time) paper.Cell {
	c := paper.Time(&d.Promised, now)
	c.Blank.Red = d.Overdue(now)
	return c
}

// number is the line's number in the year's book, with what marks the line.
func (d *Record) number() []paper.Run {
	if d.Ref.No == 0 {
		return nil
	}
	runs := []paper.Run{{Text: fmt.Sprint(d.Ref.No)}}
	for _, m := range []struct {
		on   bool
		word string
	}{{d.Late, "补记"}, {d.Confidential, "保密"}, {d.Major, "重大"}, {d.State == forms.Annulled, "作废"}} {
		if m.on {
			runs = append(runs, paper.Run{Text: "\n" + m.word})
		}
	}
	return runs
}

// textNote is what belongs to the words of the line: where it came from, the
// price that was told, and that it was written down later.
func (d *Record) textNote() []paper.Run {
	var out []paper.Run
	add := func(s string) { out = append(out, paper.Run{Text: s}) }
	if d.Refers != "" {
		add("（接 " + d.Refers + "）")
	}
	for _, m := range d.Marks {
		if m.Field == "Price" && m.Old != "" {
			out = append(out, paper.Run{Text: "（已告知价格：" + m.Old + "）", Struck: true})
		}
	}
	if d.Price != "" {
		add("（已告知价格：" + d.Price + "）")
	}
	if d.Late {
		add("（补记，登记于 " + d.Written.In(forms.Beijing).Format("01-02 15:04") + "）")
	}
	return out
}

// handling is the column 处理情况: every note with its time and, where it is
// not the line's own clerk, its writer.
func (d *Record) handling() []paper.Run {
	var out []paper.Run
	for _, n := range d.Notes {
		if len(out) > 0 {
			out = append(out, paper.Run{Text: "\n"})
		}
		stamp := n.At.In(forms.Beijing).Format("15:04 ")
		if forms.Day(n.At) != forms.Day(d.Written) {
			stamp = n.At.In(forms.Beijing).Format("01-02 15:04 ")
		}
		if n.By != d.Signer.Name {
			stamp += n.By + " "
		}
		out = append(out, paper.Run{Text: stamp})
		for _, w := range n.Was {
			out = append(out, paper.Run{Text: w.Old, Struck: true}, paper.Run{Text: " "})
		}
		out = append(out, paper.Run{Text: n.Text})
		if k := len(n.Was); k > 0 {
			out = append(out, paper.Run{Text: n.Was[k-1].Stamp(), Faint: true})
		}
	}
	if d.Annulment != "" {
		if len(out) > 0 {
			out = append(out, paper.Run{Text: "\n"})
		}
		out = append(out, paper.Run{Text: d.Annulment})
	}
	return out
}

// strike shows corrected fields with their old words, and a void line struck
// through as a whole.
func (d *Record) strike(s *paper.Sheet) {
	for _, m := range d.Marks {
		s.Strike(forms.FieldOf(&d.Line, m.Field), m.Old, m.Stamp())
	}
	if d.State == forms.Annulled {
		s.Cancel(&d.Room, &d.Name, &d.Phone, &d.Text, &d.Kind, &d.Way, &d.As)
	}
}

// turnPage gives the page that takes a new line: a page is one day, shift
// and duty person, and ends when it is full by count or by height.
func turnPage(p forms.Page, a forms.Act) forms.Page {
	l, ok := a.Deed.(*Line)
	if !ok {
		return p
	}
	d := &Record{}
	_ = l.do(d, a) // the act may be taken: it was applied before its page is sought
	s := forms.RegisterSheet()
	h := paper.Height(&s, d.rows(a.At))
	fresh := forms.Page{Day: forms.Day(a.At), Shift: l.Shift, Person: a.By.Name}
	same := p.Day == fresh.Day && p.Shift == fresh.Shift && p.Person == fresh.Person
	return forms.TurnLine(p, fresh, same, LinesPerPage, h, bodyRoom())
}

// bodyRoom is the height that the lines of a page may take, millimetres: the
// same for every page, since nothing in head and foot makes more lines.
var bodyRoom = sync.OnceValue(func() float64 {
	s := Page(forms.PageHead{Office: &forms.Office{}}, nil)
	s.Body = nil
	return paper.BodyHeight(&s)
})
