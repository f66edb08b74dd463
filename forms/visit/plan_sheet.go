package visit

import (
	"strings"
	"sync"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

// PlanLinesPerPage is how many lines a page of the plan has.
const PlanLinesPerPage = 12

func (p *Plan) rows(now time.Time) []paper.Row {
	cell := func(c paper.Cell, mm float64, head string) paper.Cell {
		c = c.Wide(mm).Mid().Headed(head)
		if c.Blank != nil {
			c.Blank.ReadOnly, c.Blank.Short = true, true
		}
		return c
	}
	word := func(s string, mm float64, head string) paper.Cell { return cell(paper.Word(s), mm, head) }
	window, state := "", p.State
	if p.State != "" {
		window = paper.Stamp(p.From, p.Finished) + "\n至 " + paper.Stamp(p.To, p.Finished)
	}
	status := word(state, 18, "状态")
	status.Runs[0].Red = p.State == ToAssign && now.After(p.To)
	what := cell(paper.Text(&p.What), 0, "事项")
	what.Align = paper.Left
	for _, words := range append(p.Notes.Remarks().Texts(), forms.Filled(p.Annulment)...) {
		what.Note = append(what.Note, paper.Run{Text: "\n" + words})
	}
	draws := ""
	if p.State != "" {
		draws = p.drawWords()
	}
	return []paper.Row{{Min: 9.5, Cells: []paper.Cell{
		word(strings.TrimSpace(p.Ref.String()+"\n"+p.Refers), 20, "编号\n值班记录"), cell(paper.Text(&p.Kind), 18, "类别"),
		word(strings.TrimSpace(p.Room+"\n"+p.Name), 24, "房号\n姓名"), what, word(paper.Stamp(p.Finished, time.Time{}), 21, "完成时间"),
		word(window, 30, "回访期限"), word(draws, 30, "抽样"), word(strings.TrimSpace(p.First+"\n"+p.Second), 18, "回访人"), status,
		cell(paper.Sign(&p.Assigner), 18, "安排人\n签名"),
	}}}
}

// planPage draws a page of the plan.
func planPage(h forms.PageHead, entries []forms.Entry) paper.Sheet {
	s := forms.RegisterSheet()
	quarter := h.Page.Shift
	s.Head = append([]paper.Row{h.Title("", "回访计划登记表", 80, 84), {Min: 6.5, Cells: []paper.Cell{
		paper.Word("季度：" + forms.OrDash(quarter)).Plain().Wide(80), paper.Word("页码：" + forms.LeafName(h.Year, h.Page.No)).Right().Plain(),
	}}}, paper.Heads((&Plan{}).rows(time.Time{}))...)
	s.Again, s.Tail = s.Head, h.Tail(99, 84)
	for i := range max(PlanLinesPerPage, len(entries)) {
		p := &Plan{}
		if i < len(entries) {
			p = entries[i].(*Plan)
		}
		s.Body = append(s.Body, p.rows(h.Now)...)
		if p.State == forms.Annulled {
			s.Cancel(&p.What, &p.Kind)
		}
	}
	s.Foot = h.SignRows()
	s.Foot[0].Cells[0].Width = 38 // to the edge of the columns above
	return s
}

// turnPlanPage gives the page that takes a new line: a page is of one quarter.
func turnPlanPage(p forms.Page, a forms.Act) forms.Page {
	l, ok := a.Deed.(*PlanLine)
	if !ok {
		return p
	}
	x := &Plan{}
	_ = l.plan(x, a) // it may be taken: it was applied before its page is sought
	s := forms.RegisterSheet()
	q := forms.QuarterOf(a.At).Name()
	return forms.TurnLine(p, forms.Page{Day: forms.Day(a.At), Shift: q, Person: a.By.Name}, p.Shift == q, PlanLinesPerPage, paper.Height(&s, x.rows(a.At)), planRoom())
}

var planRoom = sync.OnceValue(func() float64 {
	s := planPage(forms.PageHead{Office: &forms.Office{}}, nil)
	s.Body = nil
	return paper.BodyHeight(&s)
})
