package books

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/formtest"
	"frontdesk/forms/handover"
	"frontdesk/forms/paper"
	"frontdesk/forms/release"
	"frontdesk/forms/roster"
	"frontdesk/forms/visit"
)

// blankOf finds a blank of the settings by its section and name.
func blankOf(t *testing.T, d *forms.SettingsDraft, section, name string) *paper.Blank {
	t.Helper()
	for _, s := range forms.Sections() {
		page := d.Sheet(s)
		for _, b := range page.Blanks() {
			if s.Name == section && b.Name == name {
				return b
			}
		}
	}
	t.Fatalf("the settings have no blank %s %s", section, name)
	return nil
}

// repaired is a finished repair as it entered the plan of visits.
func repaired(r *formtest.Bench) *visit.Plan {
	p := &visit.Plan{}
	r.Enters(visit.PlanKey, p, &visit.PlanLine{Kind: forms.OfRepair, Room: "3-2-501", Name: "张伟", What: "厨房水管漏水", Finished: r.Now, Refers: "2026-0012", Doer: "李强"})
	return p
}

// Every setting is flipped, and something that the office does is another thing
// afterwards.
func TestEverySettingTakesEffect(t *testing.T) {
	under := func(o *forms.Office, now string) forms.Context {
		return forms.Context{Now: formtest.At(now), By: formtest.Clerk, Office: o, Sight: formtest.NewBooks()}
	}
	written := func(o *forms.Office, l *duty.Line) *duty.Record {
		d := &duty.Record{}
		l.Happened, l.Text = formtest.At("2026-11-23 09:00"), "x"
		l.Seal(nil, under(o, "2026-11-23 09:20"))
		if err := d.Apply(forms.Act{At: formtest.At("2026-11-23 09:20"), By: formtest.Clerk, Verb: forms.Open, Ref: forms.Ref{Book: forms.DutyKey, Year: 2026, No: 1}, Deed: l}); err != nil {
			t.Fatal(err)
		}
		return d
	}
	sees := map[string]func(o *forms.Office) string{
		"管理处名称": func(o *forms.Office) string {
			s := duty.Book().Sheet(forms.PageHead{Office: o, Now: formtest.At("2026-11-23 09:00")}, nil)
			return fmt.Sprint(strings.Contains(formtest.Printed(s), "桂花苑"))
		},
		"班次":     func(o *forms.Office) string { return o.ShiftAt(formtest.At("2026-11-23 09:00")) },
		"无人操作锁定": func(o *forms.Office) string { return fmt.Sprint(o.Rules.IdleLock) },           // the window's own test locks it
		"部门":     func(o *forms.Office) string { return strings.Join(o.Rules.Departments, " ") }, // offered where one is written, seen in the window's test
		"每日备份保留": func(o *forms.Office) string { return fmt.Sprint(o.Rules.CopyDays) },           // the store's own test lets go of what is older
		"每月备份保留": func(o *forms.Office) string { return fmt.Sprint(o.Rules.CopyMonths) },         // likewise
		"时限": func(o *forms.Office) string {
			return fmt.Sprint(written(o, &duty.Line{Kind: forms.Suggestion}).Due.IsZero())
		},
		"小时": func(o *forms.Office) string {
			return written(o, &duty.Line{Kind: forms.Spoken}).Due.In(forms.Beijing).Format("15:04")
		},
		"去向": func(o *forms.Office) string {
			x := &duty.Dispatching{}
			x.Start(written(o, &duty.Line{Kind: forms.Repair}), under(o, "2026-11-23 09:20"))
			return x.Department
		},
		"电话回访": func(o *forms.Office) string { return fmt.Sprint(written(o, &duty.Line{Kind: forms.Spoken}).CallBack) },
		"补记":   func(o *forms.Office) string { return fmt.Sprint(written(o, &duty.Line{Kind: forms.Repair}).Late) },
		"进展告知": func(o *forms.Office) string {
			return written(o, &duty.Line{Kind: forms.Repair}).ProgressCallDue(o.Rules).In(forms.Beijing).Format("01-02")
		},
		"求助步骤": func(o *forms.Office) string {
			return strings.Join(written(o, &duty.Line{Kind: forms.Patient}).StepsLeft(), " ")
		},
		"不早于": func(o *forms.Office) string {
			from, _ := o.Rules.Visit(forms.OfRepair).Window(o.Calendar, formtest.At("2026-11-23 10:00"))
			return forms.Day(from)
		},
		"不晚于": func(o *forms.Office) string {
			_, to := o.Rules.Visit(forms.OfRepair).Window(o.Calendar, formtest.At("2026-11-23 10:00"))
			return forms.Day(to)
		},
		"比例": func(o *forms.Office) string {
			r := formtest.NewBench(t, "2026-11-23 09:00")
			r.O = o
			n := 0
			for range 10 {
				if repaired(r).State == visit.ToAssign {
					n++
				}
			}
			return fmt.Sprint(n == 10)
		},
		"按工作日": func(o *forms.Office) string {
			_, to := o.Rules.Visit(forms.OfRepair).Window(o.Calendar, formtest.At("2026-11-20 10:00")) // a Friday
			return forms.Day(to)
		},
		"两人回访": func(o *forms.Office) string {
			r := formtest.NewBench(t, "2026-11-23 09:00")
			r.O = o
			return fmt.Sprint(repaired(r).Two)
		},
		"可用电话": func(o *forms.Office) string {
			v := &visit.Record{Line: visit.Line{Kind: forms.OfRepair, From: formtest.At("2026-11-23 09:00"), To: formtest.At("2026-11-24 23:59")}}
			for _, p := range (&visit.Visiting{When: formtest.At("2026-11-23 09:20"), Way: forms.OnPhone}).Check(v, under(o, "2026-11-23 09:20")) {
				return p.Words
			}
			return ""
		},
		"提前交班": func(o *forms.Office) string { return handover.Reminder(under(o, "2026-11-23 15:35")) },
		"值班物品": func(o *forms.Office) string {
			l := &handover.Line{}
			l.Start(nil, under(o, "2026-11-23 15:50"))
			return fmt.Sprint(len(l.Things), l.Things[0].Name, l.Things[0].Expected)
		},
		"环境整理": func(o *forms.Office) string {
			l := &handover.Line{}
			l.Start(nil, under(o, "2026-11-23 15:50"))
			return fmt.Sprint(l.Tidy)
		},
		"调班批准": func(o *forms.Office) string {
			for _, s := range (&roster.Record{State: roster.ToAgree}).Steps(under(o, "2026-11-23 09:00")) {
				if s.Verb == roster.Approve {
					return string(s.Sign)
				}
			}
			return ""
		},
		"红联交回": func(o *forms.Office) string {
			x := &release.Issuing{}
			x.Seal(&release.Record{Line: release.Line{To: formtest.At("2026-11-23 12:00")}}, under(o, "2026-11-23 09:00"))
			return x.SlipDue.In(forms.Beijing).Format("01-02 15:04")
		},
		"放行条有效": func(o *forms.Office) string {
			now := formtest.At("2026-11-23 09:00")
			l := &release.Line{From: now, To: now.AddDate(0, 0, 4), Items: []release.Item{{Name: "冰箱", Count: 1}}}
			return fmt.Sprint(len(l.Check(nil, forms.Context{Now: now, Office: o})))
		},
		"费用结清": func(o *forms.Office) string {
			r, x := formtest.NewBench(t, "2026-11-23 09:00"), &release.Record{}
			r.O = o
			r.Enters("release", x, &release.Line{Room: "3-2-501", Name: "张伟", Phone: "13805510001", As: forms.Owner, From: r.Now, To: r.Now.Add(2 * time.Hour), Items: []release.Item{{Name: "三人沙发", Count: 1, Unit: "件"}}})
			return r.Do(x, formtest.Clerk, release.Verify, &release.Verifying{Document: release.IDCard, LastFour: "1234", Checked: true}, x.Ref)
		},
		"保管年数": func(o *forms.Office) string {
			return forms.DisposableFrom(2026, o.Rules.KeptFor(duty.Book())).Format(time.DateOnly)
		},
		"名称":   func(o *forms.Office) string { return o.Clause("S0/2 4.1.2") }, // TestAnOfficesOwnNameIsSeenEverywhere follows it to the paper
		"另外放假": func(o *forms.Office) string { return fmt.Sprint(o.Calendar.Workday(formtest.At("2027-03-08 09:00"))) },
		"放假通知": func(o *forms.Office) string {
			return fmt.Sprint(o.Calendar.Workday(formtest.At("2027-10-05 09:00")), o.Calendar.Workday(formtest.At("2027-10-09 09:00")))
		},
		"已公布的年份": func(o *forms.Office) string { return fmt.Sprint(o.Calendar.Workday(formtest.At("2027-02-08 09:00"))) },
		"另外上班":   func(o *forms.Office) string { return fmt.Sprint(o.Calendar.Workday(formtest.At("2027-03-06 09:00"))) },
	}
	tried := map[string]bool{}
	for _, x := range []struct{ section, blank, typed, sees, before, after string }{
		{"管理处", "管理处名称", "桂花苑管理处", "管理处名称", "false", "true"},
		{"管理处", "班次", "白班 7:00-19:00，夜班 19:00-7:00", "班次", "早班", "白班"},
		{"管理处", "无人操作锁定", "1", "无人操作锁定", "5", "1"},
		{"管理处", "部门", "工程部\n绿化部\n", "部门", "工程部 秩序部 环境部 客服部 中控室", "工程部 绿化部"},
		{"管理处", "每日备份保留", "60", "每日备份保留", "30", "60"},
		{"管理处", "每月备份保留", "36", "每月备份保留", "24", "36"},
		{"值班与时限", "建议 时限", string(forms.Within), "时限", "true", "false"},
		{"值班与时限", "口头咨询 小时", "3", "小时", "11:20", "12:20"},
		{"值班与时限", "报修 去向", "维修班", "去向", "工程部", "维修班"},
		{"值班与时限", "口头咨询 电话回访", "1", "电话回访", "false", "true"},
		{"值班与时限", "补记", "10", "补记", "false", "true"},
		{"值班与时限", "进展告知", "5", "进展告知", "11-26", "11-28"},
		{"值班与时限", "求助步骤", "派人\n拨打 120", "求助步骤", strings.Join(forms.DefaultRules().HelpSteps, " "), "派人 拨打 120"},
		{"回访规则", "维修 不早于", "2", "不早于", "2026-11-24", "2026-11-25"},
		{"回访规则", "维修 不晚于", "4", "不晚于", "2026-11-25", "2026-11-27"},
		{"回访规则", "维修 比例", "100", "比例", "false", "true"},
		{"回访规则", "维修 按工作日", "1", "按工作日", "2026-11-22", "2026-11-24"},
		{"回访规则", "维修 两人回访", "1", "两人回访", "false", "true"},
		{"回访规则", "维修 可用电话", "1", "可用电话", "维修要上门回访，不能用电话代替。", ""},
		{"交接班与放行", "提前交班", "30", "提前交班", "", "早班 16:00 结束，可以交接班了"},
		{"交接班与放行", "值班物品", "对讲机 3\n门禁卡 20 张", "值班物品", "4对讲机2", "2对讲机3"},
		{"交接班与放行", "环境整理", "关窗", "环境整理", "[{台面整洁 false} {文件归位 false} {地面清洁 false} {电源设备检查 false}]", "[{关窗 false}]"},
		{"交接班与放行", "调班批准", "1", "调班批准", "主管", "经理"},
		{"交接班与放行", "红联交回", "2", "红联交回", "11-24 12:00", "11-23 14:00"},
		{"交接班与放行", "放行条有效", "5", "放行条有效", "1", "0"},
		{"交接班与放行", "费用结清", "1", "费用结清", "", "费用还没有结清，请结清以后再打勾。"},
		{"保管期限", "值班记录 保管年数", "3", "保管年数", "2029-01-01", "2030-01-01"},
		{"规程名称", "回访管理规程 名称", "《客服回访管理办法》", "名称", "《回访管理规程》4.1.2", "《客服回访管理办法》4.1.2"},
		{"规程名称", "回访管理规程 文件编号", "WY-KF-012", "名称", "《回访管理规程》4.1.2", "《回访管理规程》WY-KF-012 4.1.2"},
		{"工作日历", "放假通知", "2027年部分节假日安排。一、元旦：1月1日放假。二、春节：2月5日至11日放假。三、清明节：4月5日放假。四、劳动节：5月1日至3日放假。五、端午节：6月9日放假。六、中秋节：9月15日放假。七、国庆节：10月1日（周五）至7日放假，共7天。10月9日（周六）上班。", "放假通知", "true false", "false true"},
		{"工作日历", "已公布的年份", "2027 年", "已公布的年份", "false", "true"},
		{"工作日历", "另外放假", "2027-03-08 妇女节", "另外放假", "true", "false"},
		{"工作日历", "另外上班", "2027-03-06 调休", "另外上班", "false", "true"},
	} {
		before := &forms.Settings{Office: *formtest.Office()}
		d := before.Draft(All())
		b := blankOf(t, d, x.section, x.blank)
		tried[kindless(b.Name)] = true
		if err := b.Set(x.typed); err != nil {
			t.Fatalf("%s: %v", x.blank, err)
		}
		if x.blank == "建议 时限" { // a span without hours is refused
			if _, wrong := d.Settled(); len(wrong) != 1 || wrong[0].Words != "限时的要写小时数。" {
				t.Errorf("a span without hours: %v", wrong)
			}
			d.Rules.Kinds[slices.IndexFunc(d.Rules.Kinds, func(k forms.KindRule) bool { return k.Kind == forms.Suggestion })].Hours = 48
		}
		set, wrong := d.Settled()
		if len(wrong) > 0 {
			t.Errorf("%s: %v", x.blank, wrong)
			continue
		}
		changes := before.Changes(&set, All())
		if x.blank == "放假通知" { // it changes what it says, and is not kept itself
			x.blank = "另外放假"
		}
		if len(changes) == 0 || !slices.ContainsFunc(changes, func(s string) bool { return strings.HasPrefix(s, x.section+" "+x.blank+"：") }) {
			t.Errorf("%s: the changes are told as %q", x.blank, changes)
		}
		words, err := json.Marshal(set)
		var read forms.Settings
		if err != nil || json.Unmarshal(words, &read) != nil {
			t.Fatal(err)
		}
		if got := sees[x.sees](before.Whole()); got != x.before {
			t.Errorf("%s: before it is %q, want %q", x.blank, got, x.before)
		}
		if got := sees[x.sees](read.Whole()); got != x.after {
			t.Errorf("%s: afterwards it is %q, want %q", x.blank, got, x.after)
		}
	}
	d := (&forms.Settings{Office: *formtest.Office()}).Draft(All())
	for _, s := range forms.Sections() {
		page := d.Sheet(s)
		for _, b := range page.Blanks() {
			if !tried[kindless(b.Name)] {
				t.Errorf("nobody tries %s %s", s.Name, b.Name)
			}
		}
	}
}

// kindless is the name of a blank without the kind of its row.
func kindless(name string) string { return name[strings.LastIndex(name, " ")+1:] }

// No blank of the settings keeps the whole number of an identity card.
func TestSettingsKeepNoIdentityNumber(t *testing.T) {
	d := (&forms.Settings{Office: *formtest.Office()}).Draft(All())
	for _, s := range forms.Sections() {
		page := d.Sheet(s)
		for _, b := range page.Blanks() {
			if b.Kind != paper.TextKind && b.Kind != paper.LongKind {
				continue
			}
			if err := b.Set("甲 11010519491231002X"); err != nil || !strings.Contains(b.Get(), "甲") || strings.Contains(b.Get(), "19491231") {
				t.Errorf("%s %s keeps %q, %v", s.Name, b.Name, b.Get(), err)
			}
		}
	}
}

// What cannot be is said at its blank, and nothing is settled.
func TestSettingsThatCannotBe(t *testing.T) {
	for _, x := range []struct{ section, blank, typed, want string }{
		{"管理处", "班次", "早班八点", "班次没有看懂"},
		{"管理处", "管理处名称", strings.Repeat("长", 41), "管理处名称太长"},
		{"回访规则", "维修 比例", "101", "比例最大是 100%"},
		{"回访规则", "维修 不早于", "3", "最晚不能比最早还早"},
		{"交接班与放行", "提前交班", "0", "最少是 1"},
		{"交接班与放行", "红联交回", "0", "最少是 1"},
		{"交接班与放行", "放行条有效", "0", "最少是 1"},
		{"管理处", "每日备份保留", "0", "最少是 1"},
		{"管理处", "每月备份保留", "0", "最少是 1"},
		{"规程名称", "回访管理规程 名称", strings.Repeat("长", 31), "文件名称太长"},
		{"规程名称", "回访管理规程 文件编号", strings.Repeat("1", 21), "文件编号太长"},
		{"规程名称", "回访管理规程 名称", "2024", "里只有数字"},
		{"工作日历", "另外放假", "国庆节", "“国庆节”没有看懂"},
	} {
		d := (&forms.Settings{Office: *formtest.Office()}).Draft(All())
		if err := blankOf(t, d, x.section, x.blank).Set(x.typed); err != nil {
			t.Fatal(err)
		}
		if _, wrong := d.Settled(); len(wrong) == 0 || !strings.Contains(wrong[0].Words, x.want) {
			t.Errorf("%s %q: %v, want %s", x.blank, x.typed, wrong, x.want)
		}
	}
}
