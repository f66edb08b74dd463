package forms

import (
	"fmt"
	"strings"

	"frontdesk/forms/paper"
)

// SettingsDraft is the office's settings as a supervisor changes them: lists are
// written as text.
type SettingsDraft struct {
	Settings
	books          []*Book // of which periods of keeping are set
	ShiftText      string
	ThingText      string
	TidyText       string
	DepartmentText string
	HelpText       string
	OffText        string // own holidays
	WorkText       string // own working weekends
	YearsText      string // years whose days off were announced
	NoticeText     string // the notice of a year as it was pasted, until it is taken in
}

// Draft gives the settings of an office with these books to be changed, on copies
// of their own.
func (x *Settings) Draft(books []*Book) *SettingsDraft {
	d := &SettingsDraft{Settings: *x, books: books}
	d.Rules = d.Rules.filled()
	d.Rules.Kinds = append([]KindRule(nil), d.Rules.Kinds...)
	d.Rules.Visits = append([]VisitRule(nil), d.Rules.Visits...)
	d.Rules.Keep = d.Rules.Kept(books)
	d.Procedures = d.Procedures.All()
	d.ShiftText, d.ThingText = ShiftsText(x.Shifts), strings.TrimSpace(StockText(d.Rules.Things))
	d.TidyText, d.DepartmentText, d.HelpText = strings.Join(d.Rules.Tidy, "\n"), strings.Join(d.Rules.Departments, "\n"), strings.Join(d.Rules.HelpSteps, "\n")
	d.OffText, d.WorkText = daysText(x.Days.Off), daysText(x.Days.Work)
	d.YearsText = yearsText(x.Days.Announced)
	return d
}

// Days is the page of the settings with the days off.
const Days = "工作日历"

// Section is a page of the settings.
type Section struct {
	Name string
	Rows func(d *SettingsDraft) []paper.Row
}

// Sections are the pages of the settings, each with the clauses its numbers come
// from.
func Sections() []Section {
	return []Section{
		{"管理处", (*SettingsDraft).officeRows},
		{"值班与时限", (*SettingsDraft).dutyRows},
		{"回访规则", (*SettingsDraft).visitRows},
		{"交接班与放行", (*SettingsDraft).handoverRows},
		{"保管期限", (*SettingsDraft).keepRows},
		{Days, (*SettingsDraft).dayRows},
		{"规程名称", (*SettingsDraft).procedureRows},
	}
}

// Sheet draws one page of the settings.
func (d *SettingsDraft) Sheet(s Section) paper.Sheet {
	out := SlipOf(nil)
	out.Body = s.Rows(d)
	return out
}

// ruleRow is a number or a tick with what it means beside it.
func ruleRow(name string, c paper.Cell, means string) paper.Row {
	return paper.Row{Min: 8.5, Cells: []paper.Cell{paper.Label(name).Wide(40), c.Named(name).Mid().Wide(30), paper.Word(means)}}
}

// aboutRow says over the whole width what holds for the rows above it.
func aboutRow(words string) paper.Row {
	return paper.Row{Min: 12, Cells: []paper.Cell{paper.Word(words)}}
}

func (d *SettingsDraft) officeRows() []paper.Row {
	return []paper.Row{
		SlipRow("管理处名称", paper.Text(&d.Name).Must()),
		SlipRow("班次", paper.Text(&d.ShiftText).Must().Hinted("早班 8:00-16:00，夜班 16:00-8:00")),
		ruleRow("无人操作锁定", paper.Tally(&d.Rules.IdleLock), "分钟：没有人操作超过这么久就锁定；0 为不锁定"),
		SlipRow("部门", paper.Long(&d.DepartmentText).Tall(5).Hinted("一行一个")),
		ruleRow("每日备份保留", paper.Tally(&d.Rules.CopyDays), "天：最近这么多天的备份都留着；手工备份和恢复、销毁、升级以前的备份一直留着"),
		ruleRow("每月备份保留", paper.Tally(&d.Rules.CopyMonths), "个月：更早的，每个月留最后一份，留这么多个月"),
	}
}

func (d *SettingsDraft) dutyRows() []paper.Row {
	head := func(s string, mm float64) paper.Cell { return paper.Label(s).Wide(mm) }
	rows := []paper.Row{{Min: 7, Cells: []paper.Cell{
		head("类别", 32), head("依据", 58), head("时限", 70), head("小时", 18), head("去向", 40), paper.Label("办结以前"),
	}}}
	for i := range d.Rules.Kinds {
		k := &d.Rules.Kinds[i]
		of := func(c paper.Cell, name string) paper.Cell { return c.Named(string(k.Kind) + " " + name) }
		rows = append(rows, paper.Row{Min: 7.5, Cells: []paper.Cell{
			head(string(k.Kind), 32), paper.Word(d.Clause(k.Clause)).Mid().Wide(58),
			of(paper.Choice(&k.Limit, AtOnce, Within, Promised).Wide(70), "时限"), of(paper.Number(&k.Hours).Mid().Wide(18), "小时"),
			of(paper.Text(&k.GoesTo).Wide(40).Offer(OfDepartments), "去向"), of(paper.Tick(&k.CallBack, "电话回访"), "电话回访"),
		}})
	}
	return append(rows,
		ruleRow("补记", paper.Tally(&d.Rules.LateEntry), "分钟：发生以后超过这么久才登记的，算补记（"+d.Clause("S3 3.1")+"）"),
		ruleRow("进展告知", paper.Tally(&d.Rules.ProgressCall), "天：没有完成的，隔这么久告知客户一次；0 为不提醒（"+d.Clause("S2 2.7.1.5(2)e")+"）"),
		SlipRow("求助步骤", paper.Long(&d.HelpText).Tall(5).Hinted("一行一步")),
		aboutRow("求助步骤照"+d.Clause("S0/1 1")+"，电话回访照"+d.Clause("S0/3 4.5.1")+"。"),
	)
}

func (d *SettingsDraft) visitRows() []paper.Row {
	head := func(s string, mm float64) paper.Cell { return paper.Label(s).Wide(mm) }
	rows := []paper.Row{{Min: 7, Cells: []paper.Cell{
		head("类别", 32), head("依据", 50), head("不早于（天）", 30), head("不晚于（天）", 30), head("比例（%）", 26), head("按工作日", 30), head("两人回访", 26), paper.Label("可用电话"),
	}}}
	for i := range d.Rules.Visits {
		v := &d.Rules.Visits[i]
		of := func(c paper.Cell, name string) paper.Cell { return c.Named(string(v.Kind) + " " + name) }
		rows = append(rows, paper.Row{Min: 7.5, Cells: []paper.Cell{
			head(string(v.Kind), 32), paper.Word(d.Clause(v.Clause)).Mid().Wide(50),
			of(paper.Tally(&v.From).Mid().Wide(30), "不早于"), of(paper.Tally(&v.To).Mid().Wide(30), "不晚于"), of(paper.Tally(&v.Share).Mid().Wide(26), "比例"),
			of(paper.Tick(&v.Working, "工作日").Wide(30), "按工作日"), of(paper.Tick(&v.Two, "两人").Wide(26), "两人回访"), of(paper.Tick(&v.Phone, "电话"), "可用电话"),
		}})
	}
	return append(rows, aboutRow("改动从保存以后办完的事项起算。已经登记的回访照登记时的规定，写在那一份上。"))
}

func (d *SettingsDraft) handoverRows() []paper.Row {
	return []paper.Row{
		ruleRow("提前交班", paper.Tally(&d.Rules.HandoverOpens), "分钟：下班前这么久起可以交班（"+d.Clause("S0/6")+"）"),
		SlipRow("值班物品", paper.Long(&d.ThingText).Tall(5).Hinted("一行一种，后面写数量")),
		SlipRow("环境整理", paper.Long(&d.TidyText).Tall(4).Hinted("一行一项")),
		ruleRow("调班批准", paper.Tick(&d.Rules.SwapByManager, "经理"), "勾上由经理批准，不勾由主管批准（"+d.Clause("S0/6 一5(4)")+"）"),
		ruleRow("红联交回", paper.Tally(&d.Rules.SlipBack), "小时：搬运结束以后这么久之内交回红联（"+d.Clause("S2 2.7.1.5(7)")+"）"),
		ruleRow("放行条有效", paper.Tally(&d.Rules.PermitDays), "天：从搬运开始到结束最多这么久（"+d.Clause("S2 2.7.1.5(7)")+"）"),
		ruleRow("费用结清", paper.Tick(&d.Rules.FeesCleared, "要求"), "勾上以后，物业费用结清才签发放行条"),
	}
}

func (d *SettingsDraft) keepRows() []paper.Row {
	rows := []paper.Row{{Min: 7, Cells: []paper.Cell{paper.Label("台账").Wide(50), paper.Label("依据").Wide(60), paper.Label("保管年数").Wide(40), paper.Label("说明")}}}
	for i := range d.Rules.Keep {
		k := &d.Rules.Keep[i]
		name := k.Book
		for _, b := range d.books {
			if b.Key == k.Book {
				name = b.Name
			}
		}
		words := "登记当年以外再保管这么多整年；0 为长期保管"
		if i > 0 {
			words = ""
		}
		rows = append(rows, paper.Row{Min: 7.5, Cells: []paper.Cell{
			paper.Label(name).Wide(50), paper.Word(d.Clause(k.Clause)).Mid().Wide(60), paper.Tally(&k.Years).Named(name + " 保管年数").Mid().Wide(40), paper.Word(words),
		}})
	}
	return rows
}

func (d *SettingsDraft) dayRows() []paper.Row {
	rows := []paper.Row{SlipRow("放假通知", paper.Long(&d.NoticeText).Tall(6).Hinted("把国务院办公厅的放假通知整段粘贴在这里"))}
	if strings.TrimSpace(d.NoticeText) != "" {
		var said []string
		n, err := ParseNotice(d.NoticeText)
		if err == nil {
			said = append([]string{fmt.Sprintf("%d 年，请对照通知核对以后保存：", n.Year)}, n.Lines()...)
		} else {
			said = []string{err.Error()}
		}
		rows = append(rows, SlipRow("看懂的", paper.Word(strings.Join(said, "\n"))))
	}
	rows = append(rows,
		SlipRow("另外放假", paper.Long(&d.OffText).Tall(6).Hinted("一行一天或一段，例如 2027-10-01 至 2027-10-07 国庆节")),
		SlipRow("另外上班", paper.Long(&d.WorkText).Tall(6).Hinted("一行一天，例如 2027-10-09 国庆调休")),
		SlipRow("已公布的年份", paper.Text(&d.YearsText).Hinted("例如 2027 年，粘贴通知以后自动写上")),
		aboutRow(fmt.Sprintf("%d 年及以前的法定节假日和调休已经在程序里，不用写；这里写的优先。以后的年份每年十一月公布，粘贴通知、核对、签名即可。没有公布的年份暂按法定节日计算，没有调休；已经定下的期限以后不变。", lastAnnounced)),
	)
	return rows
}

// Settled gives the settings that the draft makes, or what is wrong with it.
func (d *SettingsDraft) Settled() (Settings, []paper.Problem) {
	out := d.Settings
	var wrong []paper.Problem
	hold := func(field any, err error) {
		if err != nil {
			wrong = append(wrong, paper.Problem{Field: field, Words: err.Error()})
		}
	}
	var err error
	out.Shifts, err = ParseShifts(d.ShiftText)
	hold(&d.ShiftText, err)
	out.Rules.Things, err = ParseStock(d.ThingText)
	hold(&d.ThingText, err)
	out.Days.Off, err = parseDays(d.OffText)
	hold(&d.OffText, err)
	out.Days.Work, err = parseDays(d.WorkText)
	hold(&d.WorkText, err)
	out.Days.Announced, err = parseYears(d.YearsText)
	hold(&d.YearsText, err)
	if strings.TrimSpace(d.NoticeText) != "" {
		n, err := ParseNotice(d.NoticeText)
		hold(&d.NoticeText, err)
		if err == nil {
			out.Days = n.Into(out.Days)
		}
	}
	out.Procedures, wrong = keptNames(d.Procedures), append(wrong, checkNames(d.Procedures)...)
	out.Rules.Tidy, out.Rules.Departments, out.Rules.HelpSteps = lines(d.TidyText), lines(d.DepartmentText), lines(d.HelpText)
	for i := range d.Rules.Visits {
		v := &d.Rules.Visits[i]
		switch {
		case v.Share > 100:
			wrong = append(wrong, paper.Problem{Field: &v.Share, Words: "比例最大是 100%。"})
		case v.To < v.From:
			wrong = append(wrong, paper.Problem{Field: &v.To, Words: "最晚不能比最早还早。"})
		}
	}
	for i := range d.Rules.Kinds {
		if k := &d.Rules.Kinds[i]; k.Limit == Within && k.Hours <= 0 {
			wrong = append(wrong, paper.Problem{Field: &k.Hours, Words: "限时的要写小时数。"})
		}
	}
	// A span of none would be read as one that an older book does not know.
	for _, n := range []*int{&d.Rules.HandoverOpens, &d.Rules.SlipBack, &d.Rules.PermitDays, &d.Rules.CopyDays, &d.Rules.CopyMonths} {
		if *n < 1 {
			wrong = append(wrong, paper.Problem{Field: n, Words: "最少是 1。"})
		}
	}
	for _, s := range Sections() {
		page := d.Sheet(s)
		wrong = append(wrong, page.Problems()...)
	}
	if len(wrong) == 0 {
		for _, p := range out.Check(nil, Context{}) {
			wrong = append(wrong, paper.Problem{Words: p.Words})
		}
	}
	return out, wrong
}

// Changes say what is different between two settings of an office with these
// books, a line each: 回访规则 维修 比例：30 → 40.
func (x *Settings) Changes(now *Settings, books []*Book) []string {
	var out []string
	was, is := x.Draft(books), now.Draft(books)
	for _, s := range Sections() {
		a, b := was.Sheet(s), is.Sheet(s)
		before, after := a.Blanks(), b.Blanks()
		for i := range min(len(before), len(after)) {
			if o, n := before[i].Get(), after[i].Get(); o != n {
				out = append(out, fmt.Sprintf("%s %s：%s → %s", s.Name, before[i].Name, flat(o), flat(n)))
			}
		}
	}
	return out
}

// flat is a text in one line, and something for none.
func flat(s string) string {
	if s = strings.Join(strings.Fields(s), " "); s == "" {
		return "（空）"
	}
	return s
}
