package release

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

const (
	formTitle = "大件物品搬出申请表"
)

// label is the printed name of a blank on the sheet.
func label(s string) paper.Cell { return paper.Label(s).Wide(22) }

// Slip draws the application, to be filled in on the form itself.
func (l *Line) Slip(_ forms.Record, c forms.Context) paper.Sheet { return l.sheet(c) }

func (l *Line) sheet(c forms.Context) paper.Sheet {
	s := forms.SingleSheet()
	s.Points = 11
	office := ""
	if c.Office != nil {
		office = c.Office.Name
	}
	s.Head = []paper.Row{{Min: 11, Cells: []paper.Cell{
		paper.Word(office).Plain().Wide(44), paper.Word(formTitle).Mid().Big(18).Strong().Plain(), paper.Word("").Plain().Wide(48),
	}}}
	s.Body = append(l.rows(c.Now), l.itemRows(true)...)
	s.Body = append(s.Body, forms.NearRows(c, l.Room, forms.Ref{})...)
	return s
}

// rows are the applicant and the move.
func (l *Line) rows(now time.Time) []paper.Row {
	return []paper.Row{
		forms.Ruled(label("房号"), paper.Room(&l.Room).Must().Hinted("房号、姓名或首字母"), label("申请人"), paper.Person(&l.Name).Must()),
		forms.Ruled(label("联系电话"), paper.Phone(&l.Phone).Must(), label("身份"), paper.Choice(&l.As, forms.Owner, forms.Tenant, Proxy).Must()),
		forms.Ruled(label("搬运时间"), paper.Time(&l.From, now).Must(), label("至"), paper.Time(&l.To, now).Must().Named("搬运结束时间")),
		forms.Ruled(label("搬运人"), paper.Text(&l.Mover).Hinted("单位或姓名，可以不填"), label("车牌"), paper.Text(&l.Plate).OrDigits().Hinted("可以不填")),
	}
}

// Slip draws what has to be verified.
func (x *Verifying) Slip(r forms.Record, c forms.Context) paper.Sheet {
	d := r.(*Record)
	four := paper.Text(&x.LastFour).OrDigits().Must().Wide(40).Named("证件末四位")
	s := forms.SlipOf(d)
	s.Body = append(s.Body,
		paper.Row{Min: 8.5, Cells: []paper.Cell{
			paper.Label("证件").Wide(40), paper.Choice(&x.Document, IDCard, Passport, Permit, License, Paper).Must(),
			paper.Label("末四位").Wide(28), four,
		}},
		forms.SlipRow("核对", paper.Tick(&x.Checked, "已核对证件原件，与本人一致（只记末四位，不抄全号）").Ask()),
	)
	if d.As == forms.Owner {
		s.Body = append(s.Body, forms.SlipRow("业主同意", paper.Word("申请人就是业主，不用另外同意。")))
	} else {
		s.Body = append(s.Body, forms.SlipRow("业主同意", paper.Choice(&x.Consent, InFace, ByProxy, ByCall, ByPapers).Must()))
		s.Body = append(s.Body, x.consentRows(c)...)
	}
	if c.Office != nil && c.Office.Rules.FeesCleared {
		s.Body = append(s.Body, forms.SlipRow("费用结清", paper.Tick(&x.Fees, "物业费用已经结清").Ask()))
	}
	s.Body = append(s.Body, wide(forms.NearRows(c, d.Room, d.Ref))...)
	four.Blank.Through(forms.LastFour) // before anything else sees it
	return s
}

// wide makes the label of rows as wide as those of a slip.
func wide(rows []paper.Row) []paper.Row {
	for i := range rows {
		rows[i].Cells[0].Width = 40
	}
	return rows
}

// consentRows are what the chosen way of consent needs.
func (x *Verifying) consentRows(c forms.Context) []paper.Row {
	who := forms.SlipRow("谁同意的", paper.Text(&x.Consenter).Must().Hinted("业主姓名"))
	switch x.Consent {
	case InFace:
		return []paper.Row{who}
	case ByProxy:
		return []paper.Row{who, forms.SlipRow("委托书写明的物品", paper.Text(&x.Things).Must().Hinted("例如 与清单一致"))}
	case ByCall:
		return []paper.Row{
			who,
			{Min: 8.5, Cells: []paper.Cell{
				paper.Label("拨打的号码").Wide(40), paper.Phone(&x.Called).Must().Wide(60),
				paper.Label("通话时间").Wide(28), paper.Time(&x.When, c.Now).Must().Wide(50),
				paper.Label("接听核实人").Wide(34), paper.Text(&x.Heard).Must().Offer(forms.OfStaff),
			}},
		}
	case ByPapers:
		return []paper.Row{
			forms.SlipRow("谁出具的", paper.Text(&x.Consenter).Must().Hinted("业主或中介")),
			forms.SlipRow("文件名称", paper.Text(&x.Paper).Must().Hinted("例如 租赁合同")),
			forms.SlipRow("所列物品", paper.Tick(&x.Listed, "文件列明了所搬的物品")),
		}
	}
	return nil
}

// Slip draws what is signed.
func (x *Issuing) Slip(r forms.Record, c forms.Context) paper.Sheet {
	d := r.(*Record)
	s := forms.SlipOf(d)
	s.Body = append(s.Body,
		forms.SlipRow("有效时间", paper.Word(d.validity()).Big(14).Strong()),
		forms.SlipRow("物品", paper.Word(d.things())),
		forms.SlipRow("签发说明", paper.Text(&x.Note).Hinted("可以不填；回车签发")),
	)
	s.Body = append(s.Body, wide(forms.NearRows(c, d.Room, d.Ref))...)
	return s
}

// Slip draws the gate's block.
func (x *Passing) Slip(r forms.Record, c forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body,
		forms.SlipRow("门岗核对", paper.Choice(&x.Result, Agrees, Differ).Must()),
		paper.Row{Min: 8.5, Cells: []paper.Cell{
			paper.Label("放行时间").Wide(40), paper.Time(&x.At, c.Now).Must().Wide(50),
			paper.Label("岗位").Wide(28), paper.Text(&x.Post).OrDigits().Must().Offer(ofPosts),
			paper.Label("安防员").Wide(28), paper.Text(&x.Guard).OrDigits().Must().Offer(ofGuards),
		}},
	)
	if x.Result == Differ {
		s.Body = append(s.Body, forms.SlipRow("哪里不符", paper.Long(&x.Found).Must().Tall(2)))
	}
	return s
}

// Slip draws the list to be ticked; of a slip that was not used, that it was not.
func (x *TakingBack) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	d := r.(*Record)
	s := forms.SlipOf(d)
	note := forms.SlipRow("说明", paper.Text(&x.Note).Hinted("可以不填"))
	switch {
	case d.IsVoid() && !d.WasUsed():
		s.Body = append(s.Body, forms.SlipRow("红联", paper.Word("这一份已经作废：请收下红联，剪角或划去，和存根放在一起。")), note)
		return s
	case !d.WasUsed():
		s.Body = append(s.Body, forms.SlipRow("使用情况", paper.Tick(&x.Unused, "没有用过，物品没有搬出").Ask()), note)
		return s
	}
	for i := 0; i < len(d.Items); i += 2 {
		row := paper.Row{Min: 8.5, Cells: []paper.Cell{x.tick(d, i)}}
		if i+1 < len(d.Items) {
			row.Cells = append(row.Cells, x.tick(d, i+1))
		}
		s.Body = append(s.Body, row)
	}
	s.Body = append(s.Body, forms.SlipRow("核对结果", paper.Choice(&x.Result, Agrees, Differ).Must()))
	if x.Result == Differ {
		s.Body = append(s.Body, forms.SlipRow("哪里不符", paper.Long(&x.Found).Must().Tall(2)))
	}
	s.Body = append(s.Body, note)
	return s
}

func (x *TakingBack) tick(d *Record, i int) paper.Cell {
	return paper.Tick(&x.Out[i], fmt.Sprintf("%d　%s　%s", i+1, d.Items[i], d.Items[i].Note))
}

// Slip asks for 存放处.
func (x *Archiving) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body, forms.SlipRow("存放处", paper.Text(&x.Folder).OrDigits().Hinted("例如 2026 年放行条第 3 册；可以不填")))
	return s
}

// Slip asks for what was found out.
func (x *Settling) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	d := r.(*Record)
	s := forms.SlipOf(d)
	s.Body = append(s.Body,
		forms.SlipRow("哪里不符", paper.Word(d.Return.Found)),
		forms.SlipRow("查明和处理", paper.Long(&x.Result).Must().Tall(3).Hinted("物品已经搬出：查了什么，怎么处理")),
	)
	return s
}

// Slip asks for the reason, and where the red slip is outside, whether it is here now.
func (x *Voiding) Slip(r forms.Record, c forms.Context) paper.Sheet {
	s := x.Voiding.Slip(r, c)
	if r.(*Record).IsOut() {
		s.Body = append(s.Body, forms.SlipRow("红联", paper.Tick(&x.Here, "红联已经收回；没有收回的，作废以后还要收")))
	}
	return s
}

// Slip asks for 遗失经过.
func (x *Losing) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append(s.Body, forms.SlipRow("遗失经过", paper.Long(&x.Reason).Must().Tall(2)))
	return s
}

// Slip draws the application as it stands, to be written over.
func (x *Correction) Slip(r forms.Record, c forms.Context) paper.Sheet {
	s := x.Line.sheet(c)
	s.Body = append(s.Body, forms.Ruled(label("更正原因"), paper.Text(&x.Reason).Must()))
	return s
}

// drawPage draws 《大件物品搬出申请表》: the office's copy, and once it is issued,
// the red slip for the gate below a line to cut along: only while things may go out on
// it, so that nobody holds a second one that looks good.
func drawPage(h forms.PageHead, entries []forms.Entry) paper.Sheet {
	r := &Record{}
	if len(entries) > 0 {
		r = entries[0].(*Record)
	}
	s := forms.SingleSheet()
	s.Head = []paper.Row{h.Title("", formTitle, 44, 48)}
	s.Again = []paper.Row{h.Title("", formTitle+"（续页）", 44, 48)}
	s.Tail = h.Tail(70, 48)
	s.Body = append(s.Body, paper.Row{Min: 8, Cells: []paper.Cell{
		paper.Word("存根联").Strong().Plain().Wide(70), paper.Word(r.stamp()).Mid().Big(16).Strong().Plain(),
		paper.Word("编号：" + r.Ref.String()).Big(12).Strong().Right().Plain().Wide(48),
	}})
	s.Body = append(s.Body, r.rows(h.Now)...)
	s.Body = append(s.Body, r.itemRows(false)...)
	s.Body = append(s.Body, r.consentBlock()...)
	s.Body = append(s.Body, r.signRows()...)
	if r.MayPass() {
		s.Body = append(s.Body, paper.Row{Min: 7, Cells: []paper.Cell{paper.Word(strings.Repeat("— ", 12) + "沿此线剪开" + strings.Repeat(" —", 12)).Big(9).Mid().Plain()}})
		s.Body = append(s.Body, r.redSlip(h)...)
	}
	for _, b := range s.Blanks() {
		b.ReadOnly, b.Hint = true, ""
	}
	for _, m := range r.Marks {
		s.Strike(forms.FieldOf(&r.Line, m.Field), m.Old, m.Stamp())
	}
	if r.IsVoid() {
		s.Cancel(&r.Room, &r.Name, &r.Phone, &r.From, &r.To, &r.Mover, &r.Plate)
		for i := range r.Items {
			s.Cancel(&r.Items[i].Name, &r.Items[i].Count, &r.Items[i].Unit)
		}
	}
	return s
}

// stamp is what is stamped over a permit that is out of force.
func (r *Record) stamp() string {
	if r.IsVoid() {
		return "作　废"
	}
	return ""
}

// consentBlock is what was verified.
func (r *Record) consentBlock() []paper.Row {
	v := &r.Verified
	four := v.LastFour
	if four != "" {
		four = "＊＊" + four
	}
	rows := []paper.Row{forms.Ruled(
		label("证件"), paper.Choice(&v.Document, IDCard, Passport, Permit, License, Paper).Short(),
		label("末四位"), paper.Word(four).Wide(22), paper.Tick(&v.Checked, "已核对证件").Wide(70),
	)}
	consent := paper.Choice(&v.Consent, InFace, ByProxy, ByCall, ByPapers)
	if r.As == forms.Owner {
		consent = paper.Word("申请人是业主本人")
	}
	rows = append(rows, forms.Ruled(label("业主同意"), consent))
	if v.Consent != "" {
		rows = append(rows, forms.Ruled(label("同意情况"), paper.Word(strings.TrimPrefix(v.words(), "；"))))
	}
	if v.Fees {
		rows = append(rows, forms.Ruled(label("费用结清"), paper.Tick(&v.Fees, "物业费用已经结清")))
	}
	return rows
}

// signRows are who asked, who issued, and what became of it.
func (r *Record) signRows() []paper.Row {
	sign := paper.Sign(&r.Issuer).Wide(35)
	rows := []paper.Row{
		{Min: 8.5, Cells: []paper.Cell{
			label("申请人签名"), paper.Word(""), paper.Label("核实人").Wide(26), paper.Word(r.Verifier).Mid().Wide(22),
			label("签发人"), sign, paper.Word(paper.Stamp(r.Issued, r.Written)).Mid().Wide(35),
		}},
		forms.Ruled(label("放行"), paper.Word(r.gateWords()), label("红联收回"), paper.Word(r.backWords())),
	}
	last := ""
	if !r.Archived.IsZero() {
		last = "归档 " + paper.Stamp(r.Archived, r.Written)
	}
	last = strings.TrimSpace(r.fateWords() + "　" + last)
	if r.Refers != "" {
		last = strings.TrimSpace("接 " + r.Refers + "　" + last)
	}
	cell := paper.Word(strings.TrimSpace(r.Annulment + "　" + last))
	rows = append(rows, forms.Ruled(label("归档"), cell))
	return append(rows, forms.RemarkRows(label("说明"), r.Notes)...)
}

func (r *Record) gateWords() string {
	p := r.Passed
	if p.Result == "" {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %s %s", p.Result, paper.Stamp(p.At, p.At), p.Post, p.Guard))
}

// backWords say until when the red slip has to be back, when it came back, to whom, and
// which lines of its list were not ticked then.
func (r *Record) backWords() string {
	due := ""
	if !r.SlipDue.IsZero() {
		due = paper.Stamp(r.SlipDue, r.Written) + " 前交回"
	}
	if r.Returned.IsZero() {
		return due
	}
	var left []string
	for i, it := range r.Items {
		if r.Return.Result == Differ && !r.Return.Out[i] {
			left = append(left, it.String())
		}
	}
	return strings.TrimSpace(due+"　"+paper.Stamp(r.Returned, r.Written)+" "+r.Receiver) + forms.Prefixed("　没有打勾：", strings.Join(left, "、"))
}

// redSlip is the gate's copy (红联): nothing parts it.
func (r *Record) redSlip(h forms.PageHead) []paper.Row {
	l := r.Line
	l.Items = slices.Clone(r.Items)
	rows := []paper.Row{
		{Min: 9, Cells: []paper.Cell{
			paper.Word(h.Office.Name).Plain().Wide(44), paper.Word("大件物品放行条").Mid().Big(16).Strong().Plain(),
			paper.Word("红联 · 门岗收存后交回").Right().Strong().Plain().Wide(48),
		}},
		{Min: 18, Cells: []paper.Cell{
			paper.Code(fmt.Sprintf("%d%04d", r.Ref.Year, r.Ref.No)).Wide(70),
			paper.Word("有效时间\n" + r.validity()).Mid().Big(13).Strong(),
			paper.Word(r.Ref.String()).Mid().Big(16).Strong().Wide(35),
		}},
		forms.Ruled(label("房号"), paper.Word(r.Room), paper.Label("申请人").Wide(26), paper.Word(r.Name+"（"+string(r.As)+"）").Wide(44), label("搬运人车牌"), paper.Word(strings.TrimSpace(r.Mover+" "+r.Plate)).Wide(48)),
	}
	rows = append(rows, l.itemRows(false)...)
	rows = append(rows,
		forms.Ruled(label("门岗核对"), paper.Word("☐相符　☐不符"), label("不符之处"), paper.Word("").Wide(92)),
		paper.Row{Min: 9, Cells: []paper.Cell{
			label("岗位"), paper.Word(""), paper.Label("安防员").Wide(26), paper.Word("").Wide(44), label("放行时间"), paper.Word("").Wide(48),
		}},
		paper.Row{Min: 8.5, Cells: []paper.Cell{
			label("签发人"), paper.Word(r.Issuer).Mid(), paper.Label("签发时间").Wide(26), paper.Word(paper.Stamp(r.Issued, r.Written)).Mid().Wide(44),
			paper.Word("逾期无效；" + paper.Stamp(r.SlipDue, r.Written) + " 前交回").Mid().Wide(70),
		}},
	)
	for i := range rows[:len(rows)-1] {
		rows[i].Keep = true
	}
	return rows
}
