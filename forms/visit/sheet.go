package visit

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

const formTitle = "物业服务中心回访记录表"

// Slip draws a form that is opened by hand.
func (l *Line) Slip(_ forms.Record, c forms.Context) paper.Sheet {
	s := paper.NewSheet(paper.Portrait)
	s.Points = 11
	s.Head = []paper.Row{{Min: 11, Cells: []paper.Cell{paper.Word(formTitle).Mid().Big(18).Strong().Plain()}}}
	s.Body = []paper.Row{
		forms.Ruled(forms.Named("类别"), paper.Choice(&l.Kind, forms.OfComplaint, forms.OfRepair, forms.OfService, forms.OfPatient, forms.OfHelp, forms.OfEvent, forms.OfOther).Must()),
		forms.Ruled(forms.Named("房号"), paper.Room(&l.Room).Must().Hinted("房号、姓名或首字母"), forms.Named("姓名"), paper.Person(&l.Name)),
		forms.Ruled(forms.Named("联系电话"), paper.Phone(&l.Phone), forms.Named("完成时间"), paper.Time(&l.Finished, c.Now).Must()),
		{Min: 12, Cells: []paper.Cell{forms.Named("回访事项"), paper.Long(&l.What).Must()}},
		forms.Ruled(forms.Named("回访人"), paper.Text(&l.First).Must().Offer(forms.OfStaff)),
	}
	return s
}

// Slip asks for nothing but the signature.
func (x *HandingOut) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	return forms.SlipOf(r.(*Record))
}

// Slip asks for 时间 and 情况.
func (x *Trying) Slip(r forms.Record, c forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body, forms.SlipRow("时间", paper.Time(&x.When, c.Now).Must()), forms.SlipRow("情况", paper.Text(&x.Text).Hinted("例如 家中无人，电话关机")))
	return s
}

// Slip asks for 情况说明.
func (x *GivingUp) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body, forms.SlipRow("情况说明", paper.Long(&x.Text).Must().Tall(2)))
	return s
}

// Slip draws what the visit found, as the form has it.
func (x *Visiting) Slip(r forms.Record, c forms.Context) paper.Sheet {
	v := r.(*Record)
	s := forms.SlipOf(v)
	name := func(w string) paper.Cell { return paper.Label(w).Wide(34) }
	row := func(cells ...paper.Cell) paper.Row { return paper.Row{Min: 8, Cells: cells} }
	s.Body = []paper.Row{
		row(name("回访时间"), paper.Time(&x.When, c.Now).Must().Wide(60), name("方式"), paper.Choice(&x.Way, forms.FaceToFace, forms.OnSite, forms.OnPhone).Must()),
		row(name("质量评价"), paper.Choice(&x.Quality, forms.Good, forms.Fair, forms.Bad).Must().Wide(60), name("服务效果评价"), paper.Choice(&x.Effect, forms.Good, forms.Fair, forms.Bad).Must()),
		row(name("满意程度"), paper.Choice(&x.Satisfied, forms.Pleased, forms.Content, forms.Displeased).Must()),
		row(name("核实情况"), paper.Text(&x.Facts).Hinted("例如 现场查看已修好，无渗水")),
		row(name("缺点与不足"), paper.Text(&x.Lacks)),
		row(name("住户建议"), paper.Text(&x.Advice)),
		row(name("住户签名"), paper.Choice(&x.Signed, SignedOnPaper, RefusedToSign, NotBySign).Must()),
	}
	if x.Signed == RefusedToSign {
		s.Body = append(s.Body, row(name("拒签时说"), paper.Text(&x.Said).Named("住户说了什么").Must()))
	}
	if v.Outside {
		s.Body = append(s.Body, row(name("部门主管"), paper.Tick(&x.CoSigned, v.Second+" 已在表上签名")))
	}
	if c.Now.After(v.To) || x.Late != "" {
		s.Body = append(s.Body, row(name("逾期原因"), paper.Text(&x.Late)))
	}
	return s
}

// Slip asks for nothing but the signature.
func (x *CoSigning) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	return forms.SlipOf(r.(*Record))
}

// Slip asks for 收表说明.
func (x *HandingIn) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body, forms.SlipRow("收表说明", paper.Text(&x.Note).Hinted("可以不填；回车收表")))
	return s
}

// Slip draws the review, with what it is about.
func (x *Judging) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	v := r.(*Record)
	s := forms.SlipOf(v)
	s.Body = append(s.Body,
		forms.SlipRow("回访结果", paper.Word(strings.TrimSpace(fmt.Sprintf("质量%s，效果%s，%s　%s　%s", v.Seen.Quality, v.Seen.Effect, v.Seen.Satisfied, v.Seen.Lacks, v.Seen.Advice)))),
		forms.SlipRow("审核", paper.Choice(&x.Result, Passed, Failed).Must()),
		forms.SlipRow("审核意见", paper.Long(&x.Opinion).Must().Tall(2)),
	)
	return s
}

// Slip asks for those who visit instead: not for who has signed already.
func (x *Replacing) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	v := r.(*Record)
	s := forms.SlipOf(v)
	if v.State == ToCoSign {
		s.Body = append(s.Body, forms.SlipRow("回访人", paper.Word(v.First+"（已签名）")))
	} else {
		s.Body = append(s.Body, forms.SlipRow("回访人", paper.Text(&x.First).Must().Offer(forms.OfStaff)))
	}
	if v.Second != "" {
		s.Body = append(s.Body, forms.SlipRow("第二回访人", paper.Text(&x.Second).Must().Offer(forms.OfStaff)))
	}
	s.Body = append(s.Body, forms.SlipRow("更换原因", paper.Text(&x.Reason).Must().Hinted("例如 已离职、调岗")))
	return s
}

// Slip asks for 经理决定 and 第二次回访人, under the supervisor's opinion.
func (x *Deciding) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	v := r.(*Record)
	s := forms.SlipOf(v)
	s.Body = append(s.Body,
		forms.SlipRow("主管意见", paper.Word(v.Judged.Opinion)),
		forms.SlipRow("经理决定", paper.Long(&x.Decision).Must().Tall(2)),
		forms.SlipRow("第二次回访人", paper.Text(&x.Again).Must().Offer(forms.OfStaff)),
	)
	return s
}

// Slip asks for 处理结果, under the manager's decision.
func (x *Resulting) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	v := r.(*Record)
	s := forms.SlipOf(v)
	s.Body = append(s.Body, forms.SlipRow("经理决定", paper.Word(v.Decided.Decision)), forms.SlipRow("处理结果", paper.Long(&x.Text).Must().Tall(2)))
	return s
}

// drawPage draws 《回访记录表》.
func drawPage(h forms.PageHead, entries []forms.Entry) paper.Sheet {
	v := &Record{}
	if len(entries) > 0 {
		v = entries[0].(*Record)
	}
	s := forms.SingleSheet()
	s.Points = 10.5
	s.Head = []paper.Row{h.Title("", formTitle, 50, 48)}
	s.Again = []paper.Row{h.Title("", "回访记录表（续页）", 50, 48)}
	s.Tail = h.Tail(71, 48)
	stamp := ""
	if v.State == forms.Annulled {
		stamp = "作　废"
	}
	s.Body = append(s.Body, paper.Row{Min: 7.5, Cells: []paper.Cell{
		paper.Word("类别：" + string(v.Kind)).Plain().Wide(62), paper.Word(stamp).Mid().Big(14).Strong().Plain(),
		paper.Word("编号：" + v.Ref.String()).Strong().Right().Plain().Wide(48),
	}})
	s.Body = append(s.Body, v.rows(h)...)
	for _, b := range s.Blanks() {
		b.ReadOnly, b.Hint = true, ""
	}
	return s
}

func (v *Record) rows(h forms.PageHead) []paper.Row {
	x := &v.Seen
	tall := func(min float64, cells ...paper.Cell) paper.Row { return paper.Row{Min: min, Cells: cells} }
	half := func(c paper.Cell) paper.Cell { return c.Wide(62) }
	window, done := "", paper.Stamp(v.Finished, v.Written)
	if !v.To.IsZero() {
		window = paper.Stamp(v.From, v.Written) + " 至 " + paper.Stamp(v.To, v.Written)
	}
	from := strings.Join(forms.Filled(forms.Prefixed("值班记录 ", v.Refers), forms.Prefixed("计划 ", v.Plan), forms.Prefixed("接回访 ", v.After)), "　")
	rows := []paper.Row{
		forms.Ruled(forms.Named("房号"), half(paper.Room(&v.Room)), forms.Named("姓名、电话"), paper.Word(strings.TrimSpace(v.Name+" "+v.Phone))),
		tall(14, forms.Named("回访事项"), paper.Long(&v.What)),
		forms.Ruled(forms.Named("完成时间"), half(paper.Word(done)), forms.Named("原经办人"), paper.Word(v.Doer)),
		forms.Ruled(forms.Named("回访期限"), half(paper.Word(window)), forms.Named("回访人"), paper.Word(v.visitors())),
		forms.Ruled(forms.Named("依据、来源"), paper.Word(strings.Join(forms.Filled(h.Office.Clause(v.Clause), from), "\n"))),
		forms.Ruled(forms.Named("回访时间"), half(paper.Word(paper.Stamp(x.When, v.Written))), forms.Named("方式"), paper.Choice(&x.Way, forms.FaceToFace, forms.OnSite, forms.OnPhone)),
		forms.Ruled(forms.Named("质量评价"), half(paper.Choice(&x.Quality, forms.Good, forms.Fair, forms.Bad)), forms.Named("服务效果评价"), paper.Choice(&x.Effect, forms.Good, forms.Fair, forms.Bad)),
		forms.Ruled(forms.Named("满意程度"), paper.Choice(&x.Satisfied, forms.Pleased, forms.Content, forms.Displeased)),
		tall(14, forms.Named("核实情况"), paper.Long(&x.Facts)),
		tall(18, forms.Named("缺点与不足"), paper.Long(&x.Lacks)),
		tall(18, forms.Named("住户建议"), paper.Long(&x.Advice)),
		tall(12, forms.Named("住户签名"), half(paper.Word("")), paper.Word(strings.TrimSpace(x.Signed+"　"+x.Said))),
		v.signed("回访人签名", &v.SeenBy, v.SeenAt, x.Late),
	}
	if v.Second != "" {
		rows = append(rows, v.signed("第二回访人签名", &v.CoSigned, v.CoAt, ""))
	}
	judge := paper.Choice(&v.Judged.Result, Passed, Failed)
	rows = append(rows,
		tall(14, forms.Named("主管审核意见"), half(judge), paper.Word(v.Judged.Opinion)),
		v.signed("主管签名", &v.Judge, v.JudgedAt, ""),
	)
	if v.Failed() {
		rows = append(rows,
			tall(14, forms.Named("经理决定"), paper.Word(v.Decided.Decision+forms.Prefixed("　第二次回访人：", v.Decided.Again))), v.signed("经理签名", &v.Decider, v.DecidedAt, ""),
			tall(14, forms.Named("处理结果"), paper.Word(v.Result.Text)), v.signed("填写人签名", &v.ResultBy, v.ResultAt, ""),
		)
	}
	rows = append(rows, forms.CourseRow(forms.Named("处理经过"), v.Notes))
	if v.Annulment != "" {
		rows = append(rows, forms.Ruled(forms.Named("作废"), paper.Word(v.Annulment)))
	}
	return rows
}

// signed is a sign box with its time.
func (v *Record) signed(label string, who *string, at time.Time, remark string) paper.Row {
	return paper.Row{Min: 9, Keep: true, Cells: []paper.Cell{
		forms.Named(label), paper.Sign(who).Wide(62), paper.Word(paper.Stamp(at, v.Written)).Mid().Wide(30), paper.Word(remark),
	}}
}
