package forms

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms/paper"
)

const visitTitle = "物业服务中心回访记录表"

// Slip draws a form that is opened by hand.
func (l *VisitLine) Slip(_ Record, c Context) paper.Sheet {
	s := paper.NewSheet(paper.Portrait)
	s.Points = 11
	s.Head = []paper.Row{{Min: 11, Cells: []paper.Cell{paper.Word(visitTitle).Mid().Big(18).Strong().Plain()}}}
	s.Body = []paper.Row{
		ruled(named("类别"), paper.Choice(&l.Kind, OfComplaint, OfRepair, OfService, OfPatient, OfHelp, OfEvent, OfOther).Must()),
		ruled(named("房号"), paper.Room(&l.Room).Must().Hinted("房号、姓名或首字母"), named("姓名"), paper.Person(&l.Name)),
		ruled(named("联系电话"), paper.Phone(&l.Phone), named("完成时间"), paper.Time(&l.Finished, c.Now).Must()),
		{Min: 12, Cells: []paper.Cell{named("回访事项"), paper.Long(&l.What).Must()}},
		ruled(named("回访人"), paper.Text(&l.First).Must().Offer(OfStaff)),
	}
	return discreet(s)
}

// Slip asks for nothing but the signature.
func (x *HandingOut) Slip(r Record, _ Context) paper.Sheet { return slip(r.(*Visit)) }

// Slip draws the deed.
func (x *Trying) Slip(r Record, c Context) paper.Sheet {
	s := slip(r.(*Visit))
	s.Body = append(s.Body, slipRow("时间", paper.Time(&x.When, c.Now).Must()), slipRow("情况", paper.Text(&x.Text).Hinted("例如 家中无人，电话关机")))
	return discreet(s)
}

// Slip draws the deed.
func (x *GivingUp) Slip(r Record, _ Context) paper.Sheet {
	s := slip(r.(*Visit))
	s.Body = append(s.Body, slipRow("情况说明", paper.Long(&x.Text).Must().Tall(2)))
	return discreet(s)
}

// Slip draws what the visit found, as the form has it.
func (x *Visiting) Slip(r Record, c Context) paper.Sheet {
	v := r.(*Visit)
	s := slip(v)
	name := func(w string) paper.Cell { return paper.Label(w).Wide(34) }
	row := func(cells ...paper.Cell) paper.Row { return paper.Row{Min: 8, Cells: cells} }
	s.Body = []paper.Row{
		row(name("回访时间"), paper.Time(&x.When, c.Now).Must().Wide(60), name("方式"), paper.Choice(&x.Way, FaceToFace, OnSite, OnPhone).Must()),
		row(name("质量评价"), paper.Choice(&x.Quality, Good, Fair, Bad).Must().Wide(60), name("服务效果评价"), paper.Choice(&x.Effect, Good, Fair, Bad).Must()),
		row(name("满意程度"), paper.Choice(&x.Satisfied, Pleased, Content, Displeased).Must()),
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
	return discreet(s)
}

// Slip asks for nothing but the signature.
func (x *CoSigning) Slip(r Record, _ Context) paper.Sheet { return slip(r.(*Visit)) }

// Slip draws the deed.
func (x *HandingIn) Slip(r Record, _ Context) paper.Sheet {
	s := slip(r.(*Visit))
	s.Body = append(s.Body, slipRow("收表说明", paper.Text(&x.Note).Hinted("可以不填；回车收表")))
	return discreet(s)
}

// Slip draws the review, with what it is about.
func (x *Judging) Slip(r Record, _ Context) paper.Sheet {
	v := r.(*Visit)
	s := slip(v)
	s.Body = append(s.Body,
		slipRow("回访结果", paper.Word(strings.TrimSpace(fmt.Sprintf("质量%s，效果%s，%s　%s　%s", v.Seen.Quality, v.Seen.Effect, v.Seen.Satisfied, v.Seen.Lacks, v.Seen.Advice)))),
		slipRow("审核", paper.Choice(&x.Result, Passed, Failed).Must()),
		slipRow("审核意见", paper.Long(&x.Opinion).Must().Tall(2)),
	)
	return discreet(s)
}

// Slip draws the deed.
func (x *Deciding) Slip(r Record, _ Context) paper.Sheet {
	v := r.(*Visit)
	s := slip(v)
	s.Body = append(s.Body,
		slipRow("主管意见", paper.Word(v.Judged.Opinion)),
		slipRow("经理决定", paper.Long(&x.Decision).Must().Tall(2)),
		slipRow("第二次回访人", paper.Text(&x.Again).Must().Offer(OfStaff)),
	)
	return discreet(s)
}

// Slip draws the deed.
func (x *Resulting) Slip(r Record, _ Context) paper.Sheet {
	v := r.(*Visit)
	s := slip(v)
	s.Body = append(s.Body, slipRow("经理决定", paper.Word(v.Decided.Decision)), slipRow("处理结果", paper.Long(&x.Text).Must().Tall(2)))
	return discreet(s)
}

// visitPage draws 《回访记录表》.
func visitPage(h PageHead, entries []Entry) paper.Sheet {
	v := &Visit{}
	if len(entries) > 0 {
		v = entries[0].(*Visit)
	}
	s := handoverSheet()
	s.Points = 10.5
	s.Head = []paper.Row{h.title("", visitTitle, 50, 48)}
	s.Again = []paper.Row{h.title("", "回访记录表（续页）", 50, 48)}
	s.Tail = h.tail(71, 48)
	stamp := ""
	if v.State == Annulled {
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

func (v *Visit) rows(h PageHead) []paper.Row {
	x := &v.Seen
	tall := func(min float64, cells ...paper.Cell) paper.Row { return paper.Row{Min: min, Cells: cells} }
	half := func(c paper.Cell) paper.Cell { return c.Wide(62) }
	window, done := "", paper.Stamp(v.Finished, v.Written)
	if !v.To.IsZero() {
		window = paper.Stamp(v.From, v.Written) + " 至 " + paper.Stamp(v.To, v.Written)
	}
	from := strings.Join(filter(prefix("值班记录 ", v.Refers), prefix("计划 ", v.Plan), prefix("接回访 ", v.After)), "　")
	rows := []paper.Row{
		ruled(named("房号"), half(paper.Room(&v.Room)), named("姓名、电话"), paper.Word(strings.TrimSpace(v.Name+" "+v.Phone))),
		tall(14, named("回访事项"), paper.Long(&v.What)),
		ruled(named("完成时间"), half(paper.Word(done)), named("原经办人"), paper.Word(v.Doer)),
		ruled(named("回访期限"), half(paper.Word(window)), named("回访人"), paper.Word(v.visitors())),
		ruled(named("依据、来源"), paper.Word(strings.TrimSpace(v.Clause+"　"+from))),
		ruled(named("回访时间"), half(paper.Word(paper.Stamp(x.When, v.Written))), named("方式"), paper.Choice(&x.Way, FaceToFace, OnSite, OnPhone)),
		ruled(named("质量评价"), half(paper.Choice(&x.Quality, Good, Fair, Bad)), named("服务效果评价"), paper.Choice(&x.Effect, Good, Fair, Bad)),
		ruled(named("满意程度"), paper.Choice(&x.Satisfied, Pleased, Content, Displeased)),
		tall(14, named("核实情况"), paper.Long(&x.Facts)),
		tall(18, named("缺点与不足"), paper.Long(&x.Lacks)),
		tall(18, named("住户建议"), paper.Long(&x.Advice)),
		tall(12, named("住户签名"), half(paper.Word("")), paper.Word(strings.TrimSpace(x.Signed+"　"+x.Said))),
		v.signed("回访人签名", &v.SeenBy, v.SeenAt, x.Late),
	}
	if v.Second != "" {
		rows = append(rows, v.signed("第二回访人签名", &v.CoSigned, v.CoAt, ""))
	}
	judge := paper.Choice(&v.Judged.Result, Passed, Failed)
	rows = append(rows,
		tall(14, named("主管审核意见"), half(judge), paper.Word(v.Judged.Opinion)),
		v.signed("主管签名", &v.Judge, v.JudgedAt, ""),
	)
	if v.failed() {
		rows = append(rows,
			tall(14, named("经理决定"), paper.Word(v.Decided.Decision)), v.signed("经理签名", &v.Decider, v.DecidedAt, ""),
			tall(14, named("处理结果"), paper.Word(v.Result.Text)), v.signed("填写人签名", &v.ResultBy, v.ResultAt, ""),
		)
	}
	rows = append(rows, tall(12, named("处理经过"), paper.Word(strings.Join(v.Notes.lines(), "\n")).Big(9)))
	if v.Annulment != "" {
		rows = append(rows, ruled(named("作废"), paper.Word(v.Annulment)))
	}
	return rows
}

// signed is a sign box with its time.
func (v *Visit) signed(label string, who *string, at time.Time, remark string) paper.Row {
	return paper.Row{Min: 9, Keep: true, Cells: []paper.Cell{
		named(label), paper.Sign(who).Wide(62), paper.Word(paper.Stamp(at, v.Written)).Mid().Wide(30), paper.Word(remark),
	}}
}

func prefix(word, s string) string {
	if s == "" {
		return ""
	}
	return word + s
}

// filter leaves out what is empty.
func filter(list ...string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// signOutReport is 《回访记录签收表》: who took which form, and gave it back.
func signOutReport() Report {
	return Report{
		Key: "signout", Title: "回访记录签收表", Word: "签收表…",
		Span: func(now time.Time) (from, to time.Time) {
			q := QuarterOf(now)
			return q.Start(), q.End()
		},
		Sheet: signOutSheet,
	}
}

func signOutSheet(h PageHead, from, to time.Time, entries []Entry) paper.Sheet {
	s := reportSheet(h, "回访记录签收表", "完成日期："+Day(from)+" 至 "+Day(to)+fmt.Sprintf("　共 %d 份", len(entries)))
	s.Head = append(s.Head, paper.Heads([]paper.Row{(&Visit{}).signOutRow()})...)
	for _, e := range entries {
		s.Body = append(s.Body, e.(*Visit).signOutRow())
	}
	if len(entries) == 0 {
		s.Body = []paper.Row{{Min: 10, Cells: []paper.Cell{paper.Word("这段时间没有回访。").Mid()}}}
	}
	s.Foot = closing("登记人", "主管签名")
	return s
}

func (v *Visit) signOutRow() paper.Row {
	row := paper.Row{Min: 8}
	cell := func(head, s string, mm float64) {
		row.Cells = append(row.Cells, paper.Word(s).Wide(mm).Mid().Headed(head))
	}
	stamp := func(t time.Time) string { return paper.Stamp(t, v.Written) }
	cell("编号", v.Ref.String(), 20)
	cell("类别", string(v.Kind), 22)
	cell("房号", v.Room, 24)
	cell("事项", clip(v.What), 0)
	cell("回访人", v.visitors(), 26)
	cell("领表时间", stamp(v.OutAt), 25)
	cell("领表签名", v.OutTo, 20)
	cell("交表时间", stamp(v.InAt), 25)
	cell("收表签名", v.InBy, 20)
	cell("状态", v.State, 25)
	return row
}
