package forms

import (
	"strings"
	"time"

	"frontdesk/forms/paper"
)

const complaintTitle = "住户投诉记录表"

// rows are what the record begins with.
func (l *ComplaintLine) rows(now time.Time) []paper.Row {
	half := func(c paper.Cell) paper.Cell { return c.Wide(62) }
	return []paper.Row{
		ruled(named("房号"), half(paper.Room(&l.Room).Must().Hinted("房号、姓名或首字母")), named("投诉人"), paper.Person(&l.Name).Must()),
		ruled(named("联系电话"), half(paper.Phone(&l.Phone)), named("身份"), paper.Choice(&l.As, Owner, Tenant, Others)),
		ruled(named("受理时间"), half(paper.Time(&l.Received, now).Must()), named("被投诉部门"), paper.Text(&l.Against).Offer("department")),
		{Min: 22, Cells: []paper.Cell{named("投诉内容"), paper.Long(&l.Facts).Must()}},
	}
}

// Slip draws the record as it is begun.
func (l *ComplaintLine) Slip(_ Record, c Context) paper.Sheet {
	s := handoverSheet()
	s.Points = 11
	s.Head = []paper.Row{{Min: 11, Cells: []paper.Cell{paper.Word(complaintTitle).Mid().Big(18).Strong().Plain()}}}
	s.Body = append(l.rows(c.Now), nearRows(c, l.Room, Ref{})...)
	return discreet(s)
}

// Slip draws the deed.
func (x *Classifying) Slip(r Record, _ Context) paper.Sheet {
	s := slip(r.(*ComplaintRecord))
	s.Body = append(s.Body, slipRow("级别", paper.Choice(&x.Class, Ordinary, MajorOne).Must()), slipRow("说明", paper.Text(&x.Reason).Hinted("可以不填；重大投诉由经理决定")))
	return discreet(s)
}

// Slip draws the deed.
func (x *Investigating) Slip(r Record, _ Context) paper.Sheet {
	s := slip(r.(*ComplaintRecord))
	s.Body = append(s.Body, slipRow("调查结果", paper.Long(&x.Text).Must().Tall(3)))
	return discreet(s)
}

// Slip draws the deed.
func (x *Measuring) Slip(r Record, c Context) paper.Sheet {
	s := slip(r.(*ComplaintRecord))
	s.Body = append(s.Body,
		slipRow("处理措施", paper.Long(&x.Text).Must().Tall(2)),
		paper.Row{Min: 8.5, Cells: []paper.Cell{
			paper.Label("责任人").Wide(40), paper.Text(&x.Who).Must().Offer("worker"), paper.Label("完成时间").Wide(40), paper.Time(&x.By, c.Now).Must(),
		}},
		slipRow("预防措施", paper.Long(&x.Prevent).Must().Tall(2)),
	)
	return discreet(s)
}

// Slip draws the deed.
func (x *Answering) Slip(r Record, c Context) paper.Sheet {
	s := slip(r.(*ComplaintRecord))
	s.Body = append(s.Body,
		paper.Row{Min: 8.5, Cells: []paper.Cell{
			paper.Label("答复方式").Wide(40), paper.Choice(&x.Way, string(OnPhone), string(FaceToFace), "书面").Must(), paper.Label("时间").Wide(40), paper.Time(&x.When, c.Now).Must(),
		}},
		slipRow("住户意见", paper.Text(&x.Said)),
	)
	return discreet(s)
}

// Slip draws the deed.
func (x *Ending) Slip(r Record, _ Context) paper.Sheet {
	s := slip(r.(*ComplaintRecord))
	s.Body = append(s.Body,
		slipRow("满意程度", paper.Choice(&x.Satisfied, Pleased, Content, Displeased).Must()),
		slipRow("回访编号", paper.Text(&x.Visit).OrDigits().Hinted("例如 2026-0012；可以不填")),
		slipRow("情况", paper.Text(&x.Text)),
	)
	return discreet(s)
}

// Slip draws the deed.
func (x *Settling) Slip(r Record, _ Context) paper.Sheet {
	s := slip(r.(*ComplaintRecord))
	s.Body = append(s.Body, slipRow("结案意见", paper.Long(&x.Opinion).Must().Tall(2)))
	return discreet(s)
}

// Slip draws the opening words as they stand, to be written over.
func (x *ComplaintCorrection) Slip(_ Record, c Context) paper.Sheet {
	s := handoverSheet()
	s.Points = 11
	s.Body = append(x.Line.rows(c.Now), ruled(named("更正原因"), paper.Text(&x.Reason).Must()))
	return discreet(s)
}

// complaintPage draws 《住户投诉记录表》.
func complaintPage(h PageHead, entries []Entry) paper.Sheet {
	r := &ComplaintRecord{}
	if len(entries) > 0 {
		r = entries[0].(*ComplaintRecord)
	}
	s := handoverSheet()
	s.Points = 10.5
	s.Head = []paper.Row{h.title("", complaintTitle, 50, 48)}
	s.Again = []paper.Row{h.title("", complaintTitle+"（续页）", 50, 48)}
	s.Tail = h.tail(71, 48)
	stamp := ""
	if r.State == Annulled {
		stamp = "作　废"
	}
	s.Body = append(s.Body, paper.Row{Min: 7.5, Cells: []paper.Cell{
		paper.Word("级别：" + string(r.Class)).Plain().Wide(62), paper.Word(stamp).Mid().Big(14).Strong().Plain(),
		paper.Word("编号：" + r.Ref.String()).Strong().Right().Plain().Wide(48),
	}})
	s.Body = append(s.Body, r.rows(h.Now)...)
	s.Body = append(s.Body, r.more()...)
	for _, b := range s.Blanks() {
		b.ReadOnly, b.Hint = true, ""
	}
	for _, m := range r.Marks {
		s.Strike(fieldOf(&r.ComplaintLine, m.Field), m.Old, m.Stamp())
	}
	if r.State == Annulled {
		s.Cancel(&r.Room, &r.Name, &r.Phone, &r.Facts)
	}
	return s
}

func (r *ComplaintRecord) more() []paper.Row {
	tall := func(name, text string) paper.Row {
		return paper.Row{Min: 16, Cells: []paper.Cell{named(name), paper.Word(text)}}
	}
	half := func(s string) paper.Cell { return paper.Word(s).Wide(62) }
	stamp := func(t time.Time) string { return paper.Stamp(t, r.Written) }
	from := strings.Join(filter(prefix("值班记录 ", r.Refers), prefix("回访 ", r.Visit)), "　")
	due := ""
	if !r.Due.IsZero() {
		due = stamp(r.Due) + " 前答复（" + r.Clause + "）"
	}
	rows := []paper.Row{
		ruled(named("来源"), half(from), named("时限"), paper.Word(due)),
		tall("调查结果", r.Found.Text),
		tall("处理措施", r.Measured.Text),
		ruled(named("责任人"), half(r.Measured.Who), named("完成时间"), paper.Word(stamp(r.Measured.By))),
		tall("预防措施", r.Measured.Prevent),
		ruled(named("答复"), half(strings.TrimSpace(r.Answered.Way+" "+stamp(r.Answered.When))), named("住户意见"), paper.Word(r.Answered.Said)),
		ruled(named("回访结果"), half(strings.TrimSpace(string(r.Ended.Satisfied)+" "+r.Ended.Visit)), named("情况"), paper.Word(r.Ended.Text)),
		{Min: 9, Keep: true, Cells: []paper.Cell{named("处理签名"), paper.Sign(&r.MeasuredBy).Wide(62), paper.Word(stamp(r.MeasuredAt)).Mid()}},
		{Min: 9, Keep: true, Cells: []paper.Cell{named("结案意见、签名"), half(r.Opinion), paper.Sign(&r.Settler).Wide(30), paper.Word(stamp(r.SettledAt)).Mid()}},
		{Min: 12, Cells: []paper.Cell{named("处理经过"), paper.Word(strings.Join(r.Notes.lines(), "\n")).Big(9)}},
	}
	if r.Annulment != "" {
		rows = append(rows, ruled(named("作废"), paper.Word(r.Annulment)))
	}
	return rows
}
