package quarter

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// Slip draws the statistics as the clerk makes them: what was counted, what may
// have come back, and what is to be said of it.
func (l *Line) Slip(_ forms.Record, c forms.Context) paper.Sheet {
	if l.Quarter != l.Of {
		l.gather(c)
	}
	s := forms.SlipOf(nil)
	s.Body = []paper.Row{forms.SlipRow("季度", paper.Choice(&l.Quarter, quartersToCount(c.Now)...).Must())}
	s.Body = append(s.Body, l.slipRows()...)
	return s
}

// Slip draws the statistics counted once more.
func (x *Recounting) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	s := forms.SlipOf(r.(*Record))
	s.Body = append([]paper.Row{forms.SlipRow("重新统计的原因", paper.Text(&x.Reason).Must())}, x.Line.slipRows()...)
	return s
}

func (l *Line) slipRows() []paper.Row {
	rows := []paper.Row{
		forms.SlipRow("统计结果", paper.Word(l.words())),
		forms.SlipRow("分析", paper.Long(&l.Analysis).Must().Tall(4).Hinted("这一季度的情况、原因、要改进的地方；重复的投诉和报修见下面")),
	}
	rows = append(rows, againRows(l.Complaints, "同一事项重复投诉")...)
	return append(rows, againRows(l.Repairs, "同一报修三次以上")...)
}

// againRows are what may have come back, for the clerk to join and part.
func againRows(list []Again, title string) []paper.Row {
	if len(list) == 0 {
		return []paper.Row{forms.SlipRow(title, paper.Word("没有"))}
	}
	rows := []paper.Row{forms.SlipRow(title, paper.Word("是同一件事的写同一个组号，不是的把组号去掉"))}
	for i := range list {
		x := &list[i]
		rows = append(rows, paper.Row{Min: 7, Cells: []paper.Cell{
			paper.Number(&x.Group).Named("组号").Mid().Wide(40), paper.Word(x.Ref).Mid().Wide(36), paper.Word(paper.Stamp(x.At, time.Time{})).Mid().Wide(44),
			paper.Word(forms.OrDash(x.Room)).Mid().Wide(36), paper.Word(x.What),
		}})
	}
	return rows
}

// Slip asks for 审核意见, under the numbers and the analysis.
func (x *Judging) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	st := r.(*Record)
	s := forms.SlipOf(st)
	s.Body = append(s.Body, forms.SlipRow("统计结果", paper.Word(st.words())), forms.SlipRow("分析", paper.Word(st.Analysis)),
		forms.SlipRow("审核意见", paper.Long(&x.Opinion).Must().Tall(2)))
	return s
}

// Slip asks for 经理决定 and 措施与说明, under the supervisor's opinion.
func (x *Deciding) Slip(r forms.Record, _ forms.Context) paper.Sheet {
	st := r.(*Record)
	s := forms.SlipOf(st)
	s.Body = append(s.Body, forms.SlipRow("主管意见", paper.Word(st.Judged.Opinion)),
		forms.SlipRow("经理决定", paper.Choice(&x.Action, ActionNeeded, NoAction).Must()),
		forms.SlipRow("措施与说明", paper.Long(&x.Decision).Tall(2)))
	return s
}

// Slip asks for 回访表份数, 接收人 and 逾期原因.
func (x *Filing) Slip(r forms.Record, c forms.Context) paper.Sheet {
	st := r.(*Record)
	s := forms.SlipOf(st)
	s.Body = append(s.Body, forms.SlipRow("回访表份数", paper.Tally(&x.Forms)), forms.SlipRow("接收人", paper.Text(&x.To).Must().Hinted("收存档案的人")))
	if st.filedLate(c.Now) || x.Reason != "" {
		s.Body = append(s.Body, forms.SlipRow("逾期原因", paper.Text(&x.Reason)))
	}
	return s
}

// The page's columns: the kind, then thirteen numbers of one width. All its
// tables stand on their edges.
const (
	firstWide = 22.0
	stepWide  = (210 - 2*13 - firstWide) / 13
)

// drawPage draws 《回访统计分析表》.
func drawPage(h forms.PageHead, entries []forms.Entry) paper.Sheet {
	x := &Record{}
	if len(entries) > 0 {
		x = entries[0].(*Record)
	}
	s := forms.SingleSheet()
	s.Points = 9.5
	s.Head = []paper.Row{h.Title("", formTitle, firstWide+3*stepWide, 4*stepWide)}
	s.Again = []paper.Row{h.Title("", "回访统计分析表（续页）", firstWide+3*stepWide, 4*stepWide)}
	s.Tail = h.Tail(firstWide+4*stepWide, 4*stepWide)
	stamp := ""
	if x.State == forms.Annulled {
		stamp = "作　废"
	}
	s.Body = []paper.Row{{Min: 7, Cells: []paper.Cell{
		paper.Word("季度：" + forms.OrDash(x.Quarter)).Plain().Wide(firstWide + 4*stepWide), paper.Word(stamp).Mid().Big(14).Strong().Plain(),
		paper.Word("编号：" + x.Ref.String()).Strong().Right().Plain().Wide(4 * stepWide),
	}}}
	s.Body = append(s.Body, x.table()...)
	s.Body = append(s.Body, x.charts()...)
	s.Body = append(s.Body, x.lists()...)
	s.Body = append(s.Body, x.signing()...)
	return s
}

// table is the quarter in numbers.
func (s *Record) table() []paper.Row {
	line := func(cells ...string) paper.Row {
		row := paper.Row{Min: 6.4}
		for i, head := range strings.Fields("类别 完成 应访 实访 按时 回访率 规定 合格 不合格 无法联系 满意 基本满意 不满意 满意率") {
			wide, word := stepWide, ""
			if i == 0 {
				wide = firstWide
			}
			if i < len(cells) {
				word = cells[i]
			}
			row.Cells = append(row.Cells, paper.Word(word).Mid().Wide(wide).Headed(head))
		}
		return row
	}
	rows := paper.Heads([]paper.Row{line()})
	kinds := s.Kinds
	if len(kinds) == 0 {
		for _, k := range forms.VisitKinds() {
			kinds = append(kinds, KindStat{Kind: k})
		}
	}
	for _, k := range append(append([]KindStat{}, kinds...), s.total()) {
		rule := ""
		if k.Kind != "合计" && s.State != "" {
			rule = fmt.Sprintf("%d%%", k.Rule)
		}
		n := func(x int) string {
			if s.State == "" {
				return ""
			}
			return fmt.Sprint(x)
		}
		rows = append(rows, line(string(k.Kind), n(k.Finished), n(k.Want), n(k.Visited), n(k.InTime), forms.Rate(k.Visited, k.Finished), rule,
			n(k.Passed), n(k.Failed), n(k.Lacking), n(k.Pleased), n(k.Content), n(k.Displeased), forms.Rate(k.Pleased+k.Content, k.Visited)))
	}
	return append(rows, paper.Row{Min: 6.4, Cells: []paper.Cell{paper.Label("对照规定").Wide(firstWide), paper.Word(s.against())}})
}

// against says which shares were not reached.
func (s *Record) against() string {
	if s.State == "" {
		return ""
	}
	var short, missed []string
	for _, k := range s.Kinds {
		if k.Visited < k.Want {
			short = append(short, fmt.Sprintf("%s差 %d 户", k.Kind, k.Want-k.Visited))
		}
		if k.Missed > 0 {
			missed = append(missed, fmt.Sprintf("%s %d 件", k.Kind, k.Missed))
		}
	}
	out := "各类都达到规定的回访率。"
	switch {
	case len(short) > 0:
		out = "没有达到规定的回访率：" + strings.Join(short, "，") + "。"
	case len(missed) > 0:
		out = "没有全部达到规定。"
	}
	if len(missed) > 0 {
		out += "应该回访而没有访到：" + strings.Join(missed, "，") + "，另加的回访不抵。"
	}
	return out
}

// charts show the shares against the rule, and how content the households are.
func (s *Record) charts() []paper.Row {
	share := paper.Chart{Title: "各类回访率与规定", Unit: "%", Series: []paper.Series{{Name: "回访率"}, {Name: "规定"}}}
	mood := paper.Chart{Title: "各类满意程度（户）", Stacked: true, Series: []paper.Series{{Name: "满意"}, {Name: "基本满意"}, {Name: "不满意"}}}
	for _, k := range s.Kinds {
		if k.Finished == 0 {
			continue
		}
		share.Across, mood.Across = append(share.Across, string(k.Kind)), append(mood.Across, string(k.Kind))
		for i, v := range []float64{forms.Percent(k.Visited, k.Finished), float64(k.Rule)} {
			share.Series[i].Values = append(share.Series[i].Values, v)
		}
		for i, n := range []int{k.Pleased, k.Content, k.Displeased} {
			mood.Series[i].Values = append(mood.Series[i].Values, float64(n))
		}
	}
	if len(share.Across) == 0 {
		return nil
	}
	return []paper.Row{{Min: 62, Cells: []paper.Cell{
		paper.Plot(share).Wide(firstWide + 6*stepWide), paper.Plot(mood),
	}}}
}

// lists are the three that the procedures ask for (S0/2 4.6).
func (s *Record) lists() []paper.Row {
	rows := []paper.Row{forms.ListTitle(fmt.Sprintf("一、回访不合格（%d 件）", len(s.Failed)))}
	line := func(fourth float64, cells ...string) paper.Row {
		row := paper.Row{Min: 6.4}
		for i, wide := range listColumns(fourth) {
			c := paper.Word(cells[i]).Wide(wide)
			if wide > 0 {
				c = c.Mid()
			}
			row.Cells = append(row.Cells, c)
		}
		return row
	}
	if len(s.Failed) > 0 {
		rows = append(rows, listHead(4, "编号", "类别", "房号", "处理", "事项、缺点与不足"))
	}
	for _, f := range s.Failed {
		rows = append(rows, line(4, f.Ref, string(f.Kind), f.Room, f.Then, f.What+"　"+f.Lacks))
	}
	for _, x := range []struct {
		title string
		all   []Again
		least int
	}{
		{"二、同一事项连续投诉两次以上", s.Complaints, complainedAgain},
		{"三、同一报修三次以上", s.Repairs, repairedAgain},
	} {
		found := groups(x.all, x.least)
		rows = append(rows, forms.ListTitle(fmt.Sprintf("%s（%d 项）", x.title, len(found))))
		if len(found) > 0 {
			rows = append(rows, listHead(3, "组", "时间", "房号", "编号", "事项"))
		}
		for i, group := range found {
			for _, a := range group {
				rows = append(rows, line(3, fmt.Sprintf("%d（%d 次）", i+1, len(group)), a.At.In(forms.Beijing).Format("01-02 15:04"), forms.OrDash(a.Room), a.Ref, a.What))
			}
		}
	}
	return rows
}

// listColumns are the widths of a list, the fourth so many steps wide.
func listColumns(fourth float64) []float64 {
	return []float64{firstWide, 2 * stepWide, 2 * stepWide, fourth * stepWide, 0}
}

func listHead(fourth float64, names ...string) paper.Row {
	row := paper.Row{Min: 6.4, Keep: true}
	for i, wide := range listColumns(fourth) {
		row.Cells = append(row.Cells, paper.Label(names[i]).Wide(wide))
	}
	return row
}

// signing is what is said of the quarter, and by whom.
func (s *Record) signing() []paper.Row {
	name := func(w string) paper.Cell { return paper.Label(w).Wide(firstWide) }
	said := func(word, text string) paper.Row {
		return paper.Row{Min: 13, Cells: []paper.Cell{name(word), paper.Word(text)}}
	}
	signed := func(word string, who *string, at time.Time, beside string) paper.Row {
		return paper.Row{Min: 8, Keep: true, Cells: []paper.Cell{
			name(word), paper.Sign(who).Wide(4 * stepWide), paper.Word(paper.Stamp(at, s.Written)).Mid().Wide(4 * stepWide), paper.Word(beside),
		}}
	}
	filed := ""
	if s.Filer != "" {
		filed = fmt.Sprintf("%d 份，接收人：%s", s.Filed.Forms, s.Filed.To)
	}
	late := paper.Words(paper.Run{Text: filed}, paper.Run{Text: s.lateWords(), Red: true})
	rows := []paper.Row{
		said("分析", s.Analysis), signed("统计人签名", &s.Writer.Name, s.Written, forms.Prefixed("台账校验码 ", s.Anchor)),
		said("主管审核意见", s.Judged.Opinion), signed("主管签名", &s.Judge, s.JudgedAt, ""),
		said("经理决定", strings.Join(forms.Filled(string(s.Decided.Action), s.Decided.Decision), "：")), signed("经理签名", &s.Decider, s.DecidedAt, ""),
		{Min: 8, Cells: []paper.Cell{
			name("归档"), paper.Sign(&s.Filer).Wide(4 * stepWide), paper.Word(paper.Stamp(s.FiledAt, s.Written)).Mid().Wide(4 * stepWide), late,
		}},
	}
	if n := s.Notes.Lines(); len(n) > 1 { // the first one says what the page itself does
		rows = append(rows, said("办理经过", strings.Join(n, "\n")))
	}
	if s.Annulment != "" {
		rows = append(rows, said("作废", s.Annulment))
	}
	for i := range rows {
		for j := range rows[i].Cells {
			if b := rows[i].Cells[j].Blank; b != nil {
				b.ReadOnly = true
			}
		}
	}
	return rows
}

// lateWords say that it was archived after its time, and why.
func (s *Record) lateWords() string {
	if !s.Filed.Late {
		return ""
	}
	return "　逾期归档：" + s.Filed.Reason
}
