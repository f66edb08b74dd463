package complaint

import (
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

const formTitle = "住户投诉记录表"

// rows are what the record begins with.
func (l *Line) rows(now time.Time) []paper.Row {
	half := func(c paper.Cell) paper.Cell { return c.Wide(62) }
	return []paper.Row{
		forms.Ruled(forms.Named("房号"), half(paper.Room(&l.Room).Must().Hinted("房号、姓名或首字母")), forms.Named("投诉人"), paper.Person(&l.Name).Must()),
		forms.Ruled(forms.Named("联系电话"), half(paper.Phone(&l.Phone)), forms.Named("身份"), paper.Choice(&l.As, forms.Owner, forms.Tenant, forms.Others)),
		forms.Ruled(forms.Named("受理时间"), half(paper.Time(&l.Received, now).Must()), forms.Named("被投诉部门"), paper.Text(&l.Against).Offer(forms.OfDepartments)),
		{Min: 22, Cells: []paper.Cell{forms.Named("投诉内容"), paper.Long(&l.Facts).Must()}},
	}
}

// Slip draws the record as it is begun.
func (l *Line) Slip(_ forms.Record, c forms.Context) paper.Sheet {
	s := forms.SingleSheet()
	s.Points = 11
	s.Head = []paper.Row{{Min: 11, Cells: []paper.Cell{paper.Word(formTitle).Mid().Big(18).Strong().Plain()}}}
	s.Body = append(l.rows(c.Now), forms.NearRows(c, l.Room, forms.Ref{})...)
	return s
}

// Slip asks for 级别 and 说明.
func (x *Classifying) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body, forms.SlipRow("级别", paper.Choice(&x.Class, Ordinary, MajorOne).Must()), forms.SlipRow("说明", paper.Text(&x.Reason).Hinted("可以不填；重大投诉由经理决定")))
	return s
}

// Slip asks for 调查结果.
func (x *Investigating) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body, forms.SlipRow("调查结果", paper.Long(&x.Text).Must().Tall(3)))
	return s
}

// Slip asks for 处理措施, 责任人, 完成时间 and 预防措施.
func (x *Measuring) Slip(r forms.Record, c forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body,
		forms.SlipRow("处理措施", paper.Long(&x.Text).Must().Tall(2)),
		paper.Row{Min: 8.5, Cells: []paper.Cell{
			paper.Label("责任人").Wide(40), paper.Text(&x.Who).Must().Offer(forms.OfStaff), paper.Label("完成时间").Wide(40), paper.Time(&x.By, c.Now).Must(),
		}},
		forms.SlipRow("预防措施", paper.Long(&x.Prevent).Must().Tall(2)),
	)
	return s
}

// Slip asks for 答复方式, 时间 and 住户意见.
func (x *Answering) Slip(r forms.Record, c forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body,
		paper.Row{Min: 8.5, Cells: []paper.Cell{
			paper.Label("答复方式").Wide(40), paper.Choice(&x.Way, string(forms.OnPhone), string(forms.FaceToFace), "书面").Must(), paper.Label("时间").Wide(40), paper.Time(&x.When, c.Now).Must(),
		}},
		forms.SlipRow("住户意见", paper.Text(&x.Said)),
	)
	return s
}

// Slip asks for 满意程度, 回访编号 and 情况.
func (x *Ending) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body,
		forms.SlipRow("满意程度", paper.Choice(&x.Satisfied, forms.Pleased, forms.Content, forms.Displeased).Must()),
		forms.SlipRow("回访编号", paper.Text(&x.Visit).OrDigits().Hinted("例如 2026-0012；可以不填")),
		forms.SlipRow("情况", paper.Text(&x.Text)),
	)
	return s
}

// Slip asks for 结案意见.
func (x *Settling) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body, forms.SlipRow("结案意见", paper.Long(&x.Opinion).Must().Tall(2)))
	return s
}

// Slip draws the opening words as they stand, to be written over.
func (x *Correction) Slip(_ forms.Record, c forms.Context) paper.Sheet {
	s := forms.SingleSheet()
	s.Points = 11
	s.Body = append(x.Line.rows(c.Now), forms.Ruled(forms.Named("更正原因"), paper.Text(&x.Reason).Must()))
	return s
}

// drawPage draws 《住户投诉记录表》.
func drawPage(h forms.PageHead, entries []forms.Entry) paper.Sheet {
	r := &Record{}
	if len(entries) > 0 {
		r = entries[0].(*Record)
	}
	s := forms.SingleSheet()
	s.Points = 10.5
	s.Head = []paper.Row{h.Title("", formTitle, 50, 48)}
	s.Again = []paper.Row{h.Title("", formTitle+"（续页）", 50, 48)}
	s.Tail = h.Tail(71, 48)
	stamp := ""
	if r.State == forms.Annulled {
		stamp = "作　废"
	}
	s.Body = append(s.Body, paper.Row{Min: 7.5, Cells: []paper.Cell{
		paper.Word("级别：" + string(r.Class)).Plain().Wide(62), paper.Word(stamp).Mid().Big(14).Strong().Plain(),
		paper.Word("编号：" + r.Ref.String()).Strong().Right().Plain().Wide(48),
	}})
	s.Body = append(s.Body, r.rows(h.Now)...)
	s.Body = append(s.Body, r.more(h.Office)...)
	for _, b := range s.Blanks() {
		b.ReadOnly, b.Hint = true, ""
	}
	for _, m := range r.Marks {
		s.Strike(forms.FieldOf(&r.Line, m.Field), m.Old, m.Stamp())
	}
	if r.State == forms.Annulled {
		s.Cancel(&r.Room, &r.Name, &r.Phone, &r.Facts)
	}
	return s
}

func (r *Record) more(o *forms.Office) []paper.Row {
	tall := func(name, text string) paper.Row {
		return paper.Row{Min: 16, Cells: []paper.Cell{forms.Named(name), paper.Word(text)}}
	}
	half := func(s string) paper.Cell { return paper.Word(s).Wide(62) }
	stamp := func(t time.Time) string { return paper.Stamp(t, r.Written) }
	from := strings.Join(forms.Filled(forms.Prefixed("值班记录 ", r.Refers), forms.Prefixed("回访 ", r.Visit)), "　")
	due := ""
	if !r.Due.IsZero() {
		due = stamp(r.Due) + " 前答复（" + o.Clause(r.Clause) + "）"
	}
	rows := []paper.Row{
		forms.Ruled(forms.Named("来源"), half(from), forms.Named("时限"), paper.Word(due)),
		tall("调查结果", r.Found.Text),
		tall("处理措施", r.Measured.Text),
		forms.Ruled(forms.Named("责任人"), half(r.Measured.Who), forms.Named("完成时间"), paper.Word(stamp(r.Measured.By))),
		tall("预防措施", r.Measured.Prevent),
		forms.Ruled(forms.Named("答复"), half(strings.TrimSpace(r.Answered.Way+" "+stamp(r.Answered.When))), forms.Named("住户意见"), paper.Word(r.Answered.Said)),
		forms.Ruled(forms.Named("回访结果"), half(strings.TrimSpace(string(r.Ended.Satisfied)+" "+r.Ended.Visit)), forms.Named("情况"), paper.Word(r.Ended.Text)),
		{Min: 9, Keep: true, Cells: []paper.Cell{forms.Named("处理签名"), paper.Sign(&r.MeasuredBy).Wide(62), paper.Word(stamp(r.MeasuredAt)).Mid()}},
		{Min: 9, Keep: true, Cells: []paper.Cell{forms.Named("结案意见、签名"), half(r.Opinion), paper.Sign(&r.Settler).Wide(30), paper.Word(stamp(r.SettledAt)).Mid()}},
		forms.CourseRow(forms.Named("处理经过"), r.Notes),
	}
	if r.Annulment != "" {
		rows = append(rows, forms.Ruled(forms.Named("作废"), paper.Word(r.Annulment)))
	}
	return rows
}
