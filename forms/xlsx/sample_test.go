package xlsx

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/books"
	"frontdesk/forms/check"
	"frontdesk/forms/complaint"
	"frontdesk/forms/duty"
	"frontdesk/forms/handover"
	"frontdesk/forms/paper"
	"frontdesk/forms/quarter"
	"frontdesk/forms/release"
	"frontdesk/forms/roster"
	"frontdesk/forms/visit"

	"github.com/xuri/excelize/v2"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, forms.Beijing)

// hostile are texts that a spreadsheet program would take for something else.
var hostile = []string{
	"=1+1", "@x", "+8613800000000", "-5", "013800000000", "1E10", "2026-11-23", "'quoted", "\"q\"", "<b>&amp;", "TRUE",
	"_x0041_", "=cmd|'/c calc'!A1", "#N/A", "1/2", "  两头有空格  ", "𠮷野家在二楼",
	"厨房水管漏水，已漏到楼下 1104 客厅吊顶，请尽快派人关阀。", strings.Repeat("长", 400), "tab\there", "nul\x00bell\x07", "第一行\n第二行",
}

// everyday are the sentences of a normal day.
var everyday = []string{
	"厨房水管漏水，已漏到楼下 1104 客厅吊顶，请尽快派人关阀。", "夜间楼上装修噪音，要求今晚制止", "询问车位月卡办理所需材料",
	"空调清洗两台，约 11-24 上午", "2 号电梯按键失灵，停在 5 楼", "拾到钥匙一串（3 把），存前台，等候认领", "反映 B1 层 12 号车位旁灯不亮，晚上看不清路，老人摔过一次，希望本周内修好并回复。",
}

// sample is a job that every test draws, by the sheets that the program prints.
type sample struct {
	name  string
	pages []paper.Page
}

func samples() []sample {
	return []sample{
		{"duty", dutyPages(3, everyday)},
		{"hostile", dutyPages(3, hostile)},
		{"release", releasePages()},
		{"handover", handoverPages()},
		{"roster", rosterPages()},
		{"plan", planPages()},
		{"visit", visitPages()},
		{"complaint", complaintPages()},
		{"stats", statsPages()},
		{"check", checkPages()},
		{"daily", surveyPages("daily")},
		{"monthly", surveyPages("monthly")},
		{"form", paper.Compose(formSheet())},
		{"long", paper.Compose(longSheet())},
	}
}

// entry is a line of the duty log with everything in it that a line may have.
func entry(k int, text string) *duty.Record {
	d := &duty.Record{
		Line: duty.Line{
			Happened: noon, Way: duty.ByPhone, Room: "3-2-501", Name: "欧阳敏", Phone: "13800000000", As: forms.Owner,
			Kind: forms.Repair, Urgent: k%3 == 0, Text: text, ReadBack: true,
		},
		Ref: forms.Ref{Book: "duty", Year: 2026, No: k + 1}, Signer: forms.Person{ID: "p1", Name: "王芳"}, Written: noon,
		Department: "工程部", Handler: "李强", Dispatched: noon, Promised: noon, Finished: noon, Called: "满意", State: duty.Settled,
		Notes: []forms.Note{{At: noon, By: "王芳", Text: "李强到场关阀，换角阀，16:05 复通"}},
	}
	switch k % 8 {
	case 4:
		d.Notes[0].Was = []forms.Mark{{Old: "李强到常", By: "王芳", At: noon}}
	case 5:
		d.State, d.Annulment = forms.Annulled, "作废：重复登记"
	case 6:
		d.Notes = append(d.Notes, forms.Note{At: noon.AddDate(0, 0, 1), By: "赵刚", Text: "已回访，业主满意"})
	}
	return d
}

func dutyPages(n int, texts []string) []paper.Page {
	office := &forms.Office{Name: "和谐花园管理处"}
	var sheets []paper.Sheet
	for p := range n {
		var lines []forms.Entry
		for i := range duty.LinesPerPage {
			k := p*duty.LinesPerPage + i
			lines = append(lines, entry(k, texts[k%len(texts)]))
		}
		sheets = append(sheets, duty.Page(forms.PageHead{
			Office: office, Edition: "A/0", Year: 2026, Page: forms.Page{No: p + 1, Day: "2026-11-23", Shift: "早班", Person: "王芳", Lines: len(lines)},
			Code: "1234-AB12CD34EF56", Viewer: forms.Person{Role: forms.Manager}, Now: noon,
		}, lines))
	}
	return paper.Compose(sheets...)
}

// permit is one that has gone its whole way, with n things.
func permit(no, n int) *release.Record {
	r := &release.Record{
		Line: release.Line{
			Room: "3-2-501", Name: "欧阳敏", Phone: "13800000000", As: forms.Tenant, From: noon, To: noon.Add(2 * time.Hour),
			Mover: "顺风搬家公司", Plate: "皖A·12345", Refers: "2026-0011",
		},
		Ref: forms.Ref{Book: "release", Year: 2026, No: no}, Written: noon, Verifier: "王芳", Issued: noon, Issuer: "王芳", SlipDue: noon.AddDate(0, 0, 1),
		Verified: release.Verifying{Document: release.IDCard, LastFour: "123X", Checked: true, Consent: release.ByCall, Consenter: "李建国", Called: "13900001111", When: noon, Heard: "王芳", Fees: true},
		Passed:   release.Passing{Result: release.Agrees, At: noon.Add(time.Hour), Post: "东门", Guard: "周强"},
		Returned: noon.Add(3 * time.Hour), Receiver: "赵刚", Archived: noon.Add(4 * time.Hour), State: forms.Archived,
	}
	for i := range n {
		r.Items = append(r.Items, release.Item{Name: []string{"三人沙发", "双门冰箱", "红木博古架（玻璃门两扇，已拆下另行包装）"}[i%3], Count: i + 1, Unit: "件", Note: []string{"", "易碎", "拆成三件"}[i%3]})
	}
	return r
}

// releasePages are permits with few and with many things whose slips are outside, and one
// that is out of force.
func releasePages() []paper.Page { return permitPages(3, 20, 1) }

func permitPages(things ...int) []paper.Page {
	var pages []paper.Page
	for i, n := range things {
		r := permit(12+i, n)
		if n > 1 { // its slip is outside, and stands on the page
			r.State, r.Passed, r.Returned, r.Receiver, r.Archived = release.ToPass, release.Passing{}, time.Time{}, "", time.Time{}
		}
		if n == 1 {
			r.State, r.Annulment = forms.Annulled, "作废：门岗核对不符：多了一台电视机（王芳 11-23 13:10）"
		}
		s := release.Book().Sheet(forms.PageHead{
			Office: &forms.Office{Name: "和谐花园管理处"}, Edition: "A/0", Year: 2026, Page: forms.Page{No: 12 + i, Day: "2026-11-23", Lines: 1},
			Code: "1234-AB12CD34EF56", Now: noon,
		}, []forms.Entry{r})
		pages = append(pages, paper.Mark(paper.Lay(&s), forms.CopyMark(i+1))...)
	}
	paper.Paginate(pages)
	return pages
}

// handoverPages are handovers with much and with nothing left open.
func handoverPages() []paper.Page {
	var sheets []paper.Sheet
	for i, n := range []int{14, 0} {
		h := &handover.Record{
			Line: handover.Line{
				Taker: "李敏", Orders: "明天上午消防检查，各岗位提前半小时到岗。", Unusual: forms.Yes, Odd: "3 号楼东侧路灯不亮，已报工程部", Words: "快递柜已满",
				Shift: "早班", From: noon.Add(-4 * time.Hour), To: noon.Add(4 * time.Hour), Row: 1234, Late: i > 0,
				Tidy: []handover.Tidied{{Name: "台面整洁", Done: true}, {Name: "文件归位", Done: true}, {Name: "地面清洁"}, {Name: "电源设备检查", Done: true}},
			},
			Ref: forms.Ref{Book: "handover", Year: 2026, No: 31 + i}, Instant: noon, Exception: "2026-0012 未办完，准予交班：配件明早到货，已告知业主（陈建国 11-23 15:58）",
			Giver: forms.Person{Name: "王芳"}, GivenAt: noon, Takes: forms.Person{Name: "李敏"}, TakenAt: noon.Add(5 * time.Hour), Inspector: "陈建国", CheckedAt: noon.AddDate(0, 0, 1),
			Given: handover.Giving{Overtime: "接班人堵车", Digest: "3FA90C7712BE"}, Taken: handover.Taking{Differ: "没见到师傅", Digest: "AB12CD34EF56"}, Check: handover.Inspecting{Opinion: "请跟进漏水。", Digest: "0C7712BE3FA9"},
			State: handover.Inspected,
		}
		for _, k := range forms.DefaultRules().Kinds {
			h.Counts = append(h.Counts, handover.Count{Kind: string(k.Kind), Written: 12, Done: 11, Open: 1})
		}
		for _, x := range forms.DefaultRules().Things {
			h.Things, h.Taken.Things = append(h.Things, handover.Thing{Name: x.Name, Expected: x.Count, State: handover.Whole, Note: "送修一台，收据在抽屉"}), append(h.Taken.Things, true)
		}
		for k := range n {
			h.Matters = append(h.Matters, handover.Matter{
				Important: k%4 == 0, Words: []string{"", "师傅明早来", "住户晚上才在家，先打电话再上门"}[k%3], Book: "duty", No: fmt.Sprintf("2026-%04d", 12+k), Room: "3-2-1204",
				What: "厨房水管漏水，已漏到楼下 1104 客厅吊顶，…", State: duty.Working, Due: noon.AddDate(0, 0, k-3), Next: "完成",
			})
			h.Taken.Matters = append(h.Taken.Matters, k%5 > 0)
		}
		sheets = append(sheets, handover.Book().Sheet(forms.PageHead{
			Office: &forms.Office{Name: "和谐花园管理处", Shifts: []forms.Shift{{Name: "早班", Start: 480, End: 960}, {Name: "中班", Start: 960, End: 1440}}}, Edition: "A/0", Year: 2026,
			Page: forms.Page{No: 31 + i, Day: "2026-11-23", Lines: 1}, Code: "1234-AB12CD34EF56", Now: noon,
		}, []forms.Entry{h}))
	}
	return paper.Compose(sheets...)
}

// rosterPages is a month with a swap.
func rosterPages() []paper.Page {
	r := &roster.Record{
		Line: roster.Line{Month: "2026-12", Gaps: "31 日夜班由秩序部值守", Shifts: []forms.Shift{{Name: "早班", Start: 480, End: 960}, {Name: "中班", Start: 960, End: 1440}, {Name: "夜班", End: 480}}},
		Ref:  forms.Ref{Book: "roster", Year: 2026, No: 12}, Written: noon, Maker: forms.Person{Name: "陈建国"}, State: roster.InForce,
		Swaps: []roster.Swap{{Who: "王芳", With: "李敏", Day: 5, Other: 8, Reason: "家里有事", Answer: "陈建国 11-23 12:00 批准：同意。"}, {Who: "赵刚", With: "王芳", Day: 20, Reason: "培训"}},
		Marks: []forms.Mark{{Field: "Rows.0.Days.4.Shift", Old: "早"}, {Field: "Rows.1.Days.4.Shift", Old: "中"}},
	}
	for i, name := range []string{"王芳", "李敏", "赵刚", "欧阳建国"} {
		row := roster.Row{Name: name}
		for d := range 31 {
			row.Days = append(row.Days, roster.Day{Shift: []string{"早", "中", "夜", roster.Rest}[(d+i)%4]})
		}
		r.Rows = append(r.Rows, row)
	}
	return paper.Compose(roster.Book().Sheet(forms.PageHead{
		Office: &forms.Office{Name: "和谐花园管理处", Calendar: forms.DefaultCalendar()}, Edition: "A/0", Year: 2026, Page: forms.Page{No: 12, Lines: 1}, Code: "1234-AB12CD34EF56", Now: noon,
	}, []forms.Entry{r}))
}

// planPages are a page of the plan of visits, full.
func planPages() []paper.Page {
	var lines []forms.Entry
	for i := range visit.PlanLinesPerPage {
		p := &visit.Plan{
			PlanLine: visit.PlanLine{
				Kind: forms.VisitKinds()[i%7], Room: "3-2-1204", Name: "欧阳敏", What: "厨房水管漏水，已漏到楼下 1104 客厅吊顶，换角阀一只", Finished: noon, From: noon.AddDate(0, 0, 1), To: noon.AddDate(0, 0, 2),
				Refers: "2026-0012", Draw: visit.Draw{Quarter: "2026Q4", Share: 30, N: 120 + i, Group: 37, At: 2, Size: 4, Drawn: i%2 == 0},
			},
			Ref: forms.Ref{Book: "plan", Year: 2026, No: 120 + i}, State: visit.NotDrawn,
		}
		if i%2 == 0 {
			p.State, p.First, p.Second, p.Assigner = visit.Assigned, "王芳", "孙工", "陈建国"
		}
		lines = append(lines, p)
	}
	return paper.Compose(visit.PlanBook().Sheet(forms.PageHead{
		Office: &forms.Office{Name: "和谐花园管理处"}, Edition: "A/0", Year: 2026, Page: forms.Page{No: 11, Shift: "2026 年第四季度", Lines: len(lines)},
		Code: "1234-AB12CD34EF56", Now: noon,
	}, lines))
}

// visitPages are a form to be filled in by hand, and one that did not pass.
func visitPages() []paper.Page {
	line := visit.Line{
		Kind: forms.OfComplaint, Room: "3-2-1204", Name: "欧阳敏", Phone: "13800000000", What: "厨房水管漏水，已漏到楼下 1104 客厅吊顶，请尽快派人关阀。", Finished: noon,
		From: noon, To: noon.AddDate(0, 0, 3), First: "王芳", Second: "孙工", Doer: "李强", Refers: "2026-0012", Plan: "2026-0120", Clause: "S0/2 4.1：随时，3 天内，100%",
	}
	done := &visit.Record{
		Line: line, Ref: forms.Ref{Book: "visit", Year: 2026, No: 32}, State: visit.Failed, SeenBy: "王芳", SeenAt: noon, CoSigned: "孙工", CoAt: noon,
		Seen: visit.Visiting{
			When: noon, Way: forms.OnSite, Quality: forms.Bad, Effect: forms.Fair, Satisfied: forms.Displeased, Lacks: "水管还在漏，吊顶没有修复。", Advice: "换整段水管",
			Facts: "现场查看，角阀处仍有渗水", Signed: visit.RefusedToSign, Said: "修好了再签",
		},
		Judged: visit.Judging{Result: visit.Failed, Opinion: "重新维修，按投诉处理。"}, Judge: "陈建国", JudgedAt: noon,
		Decided: visit.Deciding{Decision: "由工程部主管到场重修，两天内完成。"}, Decider: "赵卫东", DecidedAt: noon,
		Notes: []forms.Note{{At: noon, By: "王芳", Text: "领表"}, {At: noon, By: "王芳", Text: "现场查看回访：质量差，效果一般，不满意，住户拒签"}, {At: noon, By: "赵刚", Text: "收表"}},
	}
	blank := &visit.Record{Line: line, Ref: forms.Ref{Book: "visit", Year: 2026, No: 31}, State: visit.ToHandOut}
	var sheets []paper.Sheet
	for _, v := range []*visit.Record{blank, done} {
		sheets = append(sheets, visit.Book().Sheet(forms.PageHead{
			Office: &forms.Office{Name: "和谐花园管理处"}, Edition: "A/0", Year: 2026, Page: forms.Page{No: v.Ref.No, Lines: 1}, Code: "1234-AB12CD34EF56", Now: noon,
		}, []forms.Entry{v}))
	}
	return paper.Compose(sheets...)
}

// complaintPages is a record that has gone its whole way.
func complaintPages() []paper.Page {
	r := &complaint.Record{
		Line: complaint.Line{
			Room: "3-2-1204", Name: "欧阳敏", Phone: "13800000000", As: forms.Owner, Received: noon, Against: "环境部", Facts: strings.Repeat("单元门口垃圾桶昨天没有清运，气味大，反映过两次。", 3),
			Due: noon.AddDate(0, 0, 1), Clause: "S3 1.1(5)", Refers: "2026-0012", Visit: "2026-0031",
		},
		Ref: forms.Ref{Book: "complaint", Year: 2026, No: 5}, Class: complaint.MajorOne, Found: complaint.Investigating{Text: "垃圾清运漏了一次，当班保洁请假没有顶岗。"},
		Measured:   complaint.Measuring{Text: "当晚补清运并冲洗，主管到场检查。", Who: "赵刚", By: noon.Add(8 * time.Hour), Prevent: "保洁请假须先安排顶岗，主管每天抽查一次。"},
		MeasuredBy: "赵卫东", MeasuredAt: noon, Answered: complaint.Answering{Way: "电话", When: noon, Said: "希望以后按时"}, Ended: complaint.Ending{Satisfied: forms.Pleased, Visit: "2026-0032"},
		Opinion: "同意结案。", Settler: "赵卫东", SettledAt: noon, State: complaint.Closed, Notes: []forms.Note{{At: noon, By: "陈建国", Text: "定为重大投诉"}, {At: noon, By: "赵刚", Text: "调查：漏清运一次"}},
	}
	return paper.Compose(complaint.Book().Sheet(forms.PageHead{
		Office: &forms.Office{Name: "和谐花园管理处"}, Edition: "A/0", Year: 2026, Page: forms.Page{No: 5, Lines: 1}, Code: "1234-AB12CD34EF56", Now: noon,
	}, []forms.Entry{r}))
}

// statsPages are a quarter's statistics that went their whole way.
func statsPages() []paper.Page {
	x := &quarter.Record{
		Line: quarter.Line{
			Quarter: "2026 年第三季度", Analysis: strings.Repeat("维修类重复报修集中在 2 栋卫生间渗水，建议统一检修防水。", 3), Anchor: "4601-DF2056E781D8",
			Failed: []quarter.FailedVisit{{Ref: "2026-0061", Kind: forms.OfHelp, Room: "2-1-202", What: "楼道有人争吵", Lacks: "问题又出现，没有修好", Then: "按投诉处理，两天内重修。"}},
			Complaints: []quarter.Again{
				{Ref: "2026-0304", At: noon, Room: "1-3-1802", What: "宠物粪便没人清理", Group: 1},
				{Ref: "投诉 2026-0003", At: noon, Room: "1-3-1802", What: "回访不合格：没有清理", Group: 1},
				{Ref: "2026-0310", At: noon, Room: "1-3-1802", What: "车位被占用"},
			},
		},
		Ref: forms.Ref{Book: "stats", Year: 2026, No: 1}, Written: noon, Writer: forms.Person{Name: "王芳"},
		Judged: quarter.Judging{Opinion: "情况属实，同意分析。"}, Judge: "陈建国", JudgedAt: noon,
		Decided: quarter.Deciding{Action: quarter.ActionNeeded, Decision: "十月底前检修防水，经理复查。"}, Decider: "赵卫东", DecidedAt: noon,
		Filed: quarter.Filing{To: "档案室 周敏", Forms: 206, Reason: "经理出差", Late: true}, Filer: "王芳", FiledAt: noon, State: forms.Archived,
		Notes: []forms.Note{{At: noon, By: "王芳", Text: "统计：完成 643"}, {At: noon, By: "陈建国", Text: "审核：情况属实"}},
	}
	for i, k := range forms.VisitKinds() {
		x.Kinds = append(x.Kinds, quarter.KindStat{Kind: k, Rule: 30, Finished: 20 + 9*i, Want: 6 + 3*i, Visited: 6 + 3*i, InTime: 5 + 3*i, Passed: 5 + 3*i, Failed: i % 2, Lacking: 1, Pleased: 4 + 2*i, Content: 1 + i, Displeased: 1})
	}
	return paper.Compose(quarter.Book().Sheet(forms.PageHead{
		Office: &forms.Office{Name: "和谐花园管理处"}, Edition: "A/0", Year: 2026, Page: forms.Page{No: 1, Lines: 1}, Code: "1234-AB12CD34EF56", Now: noon,
	}, []forms.Entry{x}))
}

// checkPages is a check of a day with more matters than a page holds.
func checkPages() []paper.Page {
	k := &check.Record{
		Line: check.Line{Kind: check.Daily, Opinion: "已阅。3 号楼漏水请工程部今天复查。", From: 210, To: 262, Since: noon.AddDate(0, 0, -1), Until: noon, Left: 4},
		Ref:  forms.Ref{Book: "check", Year: 2026, No: 12}, Written: noon, By: forms.Person{Name: "陈建国"},
	}
	for i := range 40 {
		row := check.Row{Ref: fmt.Sprintf("2026-%04d", 100+i), Kind: "报修", Room: "3-2-1204", Subject: everyday[i%len(everyday)], State: duty.Working, Done: "登记、派单、跟进"}
		if i%5 == 0 {
			row.Late = noon
		}
		k.Rows = append(k.Rows, row)
	}
	return paper.Compose(check.Book().Sheet(forms.PageHead{
		Office: &forms.Office{Name: "和谐花园管理处"}, Edition: "A/0", Year: 2026, Page: forms.Page{No: 12, Lines: 1}, Code: "1234-AB12CD34EF56", Now: noon,
	}, []forms.Entry{k}))
}

// past is what a report sees: some matters of the duty log and a handover.
type past struct{ forms.Sight }

func (past) Unfinished(string) []forms.Entry { return nil }

func (past) Touched(book string, _, _ time.Time) []forms.Entry {
	switch book {
	case "duty":
		var out []forms.Entry
		kinds := []forms.Kind{forms.Repair, forms.Complaint, forms.Paid, forms.Other}
		for k := range 24 {
			d := entry(k, everyday[k%len(everyday)])
			d.Kind, d.Written, d.CalledAt = kinds[k%len(kinds)], noon, noon
			switch k % 6 {
			case 4:
				d.State, d.Promised = duty.Working, noon.Add(-time.Hour)
			case 5:
				d.Finished, d.Excuse = noon.Add(3*time.Hour), "等配件，已与住户另约"
			}
			out = append(out, d)
		}
		return out
	case "handover":
		return []forms.Entry{&handover.Record{
			Line: handover.Line{Shift: "早班", From: noon.Add(-4 * time.Hour), To: noon}, Ref: forms.Ref{Book: "handover", Year: 2026, No: 7},
			Giver: forms.Person{Name: "王芳"}, Takes: forms.Person{Name: "李敏"}, TakenAt: noon, Exception: "配件明早到货，已告知业主（陈建国）", Inspector: "陈建国", State: handover.Inspected,
		}}
	}
	return nil
}

// surveyPages is a report on all books.
func surveyPages(key string) []paper.Page {
	for _, r := range books.All()[0].Reports {
		if r.Key == key {
			from, to := r.Span(noon)
			return paper.Compose(r.Sheet(forms.PageHead{
				Office: &forms.Office{Name: "和谐花园管理处"}, Edition: "A/0", Viewer: forms.Person{Name: "王芳"}, Now: noon.Add(5 * time.Hour), Sight: past{},
			}, from, to, nil))
		}
	}
	return nil
}

// formSheet is a single sheet with labels, choices and one row over its whole
// width.
func formSheet() paper.Sheet {
	name, way, tick := "欧阳敏", "来访", true
	s := paper.NewSheet(paper.Portrait)
	s.Body = []paper.Row{
		{Min: 20, Cells: []paper.Cell{paper.Word("大件物品放行单").Mid().Big(18).Strong().Plain()}},
		{Cells: []paper.Cell{paper.Label("姓名").Wide(30), paper.Text(&name), paper.Label("方式").Wide(30), paper.Choice(&way, "来电", "来访", "口头")}},
		{Cells: []paper.Cell{paper.Label("核对").Wide(30), paper.Tick(&tick, "证件已核对"), paper.Label("编号").Wide(30), paper.Word("0012").Right()}},
		{Min: 30, Cells: []paper.Cell{paper.Word("以上物品经核对无误，准予放行。物品搬出时请主动出示本单，并配合门岗检查。")}},
	}
	s.Tail = []paper.Row{{Cells: []paper.Cell{paper.Paging()}}}
	return s
}

// longSheet is one cell that is higher than a row may be and goes on over the
// page, over the whole width of paper that lies.
func longSheet() paper.Sheet {
	text := strings.Repeat("厨房水管漏水，已漏到楼下 1104 客厅吊顶。", 300)
	s := paper.NewSheet(paper.Landscape)
	s.Head = []paper.Row{{Cells: []paper.Cell{paper.Word("经过").Mid().Big(14).Strong().Plain()}}}
	s.Body = []paper.Row{{Cells: []paper.Cell{paper.Long(&text)}}}
	s.Tail = []paper.Row{{Cells: []paper.Cell{paper.Paging()}}}
	return s
}

// one is a page with one box of text.
func one(text string) []paper.Page {
	return []paper.Page{{Size: paper.Portrait, Boxes: []paper.Box{{
		X: 13, Y: 11, W: 60, H: 20, Points: 9, Runs: []paper.Run{{Text: text}}, Lines: []paper.Line{{{Text: text}}},
	}}}}
}

func write(t testing.TB, job paper.Job) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, job, nil); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// place is the name of the cell that a box of a page begins at, told the row
// before the page.
func place(columns, rows []float64, before int, b paper.Box) string {
	cell, err := excelize.CoordinatesToCellName(nearest(columns, b.X)+1, before+nearest(rows, b.Y)+1)
	if err != nil {
		panic(fmt.Sprint(b, err)) // a mistake of the test
	}
	return cell
}

// part is what the library does not tell of a worksheet, as it stands in the
// file.
type part struct {
	Columns []struct {
		Min int `xml:"min,attr"`
		Max int `xml:"max,attr"`
	} `xml:"cols>col"`
	Breaks []struct {
		ID  int  `xml:"id,attr"`
		Man bool `xml:"man,attr"`
	} `xml:"rowBreaks>brk"`
	Across []struct{} `xml:"colBreaks>brk"`
	Quiet  []struct {
		Where string `xml:"sqref,attr"`
		Text  bool   `xml:"numberStoredAsText,attr"`
	} `xml:"ignoredErrors>ignoredError"`
}

func partOf(t *testing.T, f *excelize.File, path string) part {
	t.Helper()
	data, ok := f.Pkg.Load(path)
	if !ok {
		t.Fatalf("%s is not there", path)
	}
	var p part
	if err := xml.Unmarshal(data.([]byte), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// breaks are the rows after which a page ends by hand.
func (p part) breaks() []int {
	var out []int
	for _, b := range p.Breaks {
		if b.Man {
			out = append(out, b.ID)
		}
	}
	return out
}
