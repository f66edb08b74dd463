package books

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/duty"
	"frontdesk/forms/paper"
)

// ahead is how far the list looks ahead: what is due later is counted, not
// listed. Days, this one included.
const ahead = 2

// Agenda is what is to be done, first what is urgent, then what is late, then by its time.
type Agenda struct {
	Todos []forms.Todo
	Later int // due after the days that are listed
}

// Late counts what is late.
func (a Agenda) Late(now time.Time) int {
	n := 0
	for _, t := range a.Todos {
		if t.Late(now) {
			n++
		}
	}
	return n
}

// Today works out what is to be done at a moment, from what is open in all
// books and the rules in force (A 5, A 6, C 9, D 6).
func Today(c forms.Context) Agenda { return AgendaOf(c, All()) }

// AgendaOf is what is to be done in some books.
func AgendaOf(c forms.Context, books []*forms.Book) Agenda {
	var a Agenda
	if c.Sight == nil {
		return a
	}
	end := forms.EndOfDay(c.Now.AddDate(0, 0, ahead-1))
	for _, b := range books {
		for _, n := range c.Sight.Open(b.Key) {
			t := todoOf(b.Key, n)
			if b.Aside != nil {
				t.Words += b.Aside(c, n)
			}
			if t.Due.After(end) && !b.Ahead {
				a.Later++
				continue
			}
			a.Todos = append(a.Todos, t)
		}
	}
	for _, b := range books {
		if b.Due != nil {
			a.Todos = append(a.Todos, b.Due(c)...)
		}
	}
	a.Todos = slices.Concat(a.Todos, forms.CopyDue(c), forms.NoticeDue(c), pastKeeping(c, books))
	slices.SortStableFunc(a.Todos, func(x, y forms.Todo) int { return x.Before(y, c.Now) })
	return a
}

func todoOf(book string, n forms.Near) forms.Todo {
	b := n.Brief
	words := b.State
	if words == duty.Working {
		words = "待完成" // what is to be done, not how it stands
	}
	return forms.Todo{
		Book: book, Ref: n.Ref, Words: words, About: forms.Clip(strings.Join(strings.Fields(b.Subject), " ")), Room: strings.TrimSpace(b.Room + " " + b.Name), Who: b.Handler,
		Due: b.Due, Urgent: b.Urgent,
	}
}

// pastKeeping lists each January what has been kept for as long as the rules say.
func pastKeeping(c forms.Context, books []*forms.Book) []forms.Todo {
	now := c.Now.In(forms.Beijing)
	if now.Month() != time.January {
		return nil
	}
	var out []forms.Todo
	for _, k := range c.Office.Rules.Kept(books) {
		if k.Years == 0 || !slices.ContainsFunc(books, func(b *forms.Book) bool { return b.Key == k.Book }) {
			continue
		}
		year := now.Year() - k.Years - 1
		from, to := time.Date(year, 1, 1, 0, 0, 0, 0, forms.Beijing), time.Date(year, 12, 31, 0, 0, 0, 0, forms.Beijing)
		if n := c.Sight.Count(k.Book, "", "", from, to) - c.Sight.Count(k.Book, "", forms.Disposed, from, to); n > 0 {
			out = append(out, forms.Todo{
				Book: k.Book, Do: forms.Dispose, Who: string(forms.Manager), Words: fmt.Sprintf("%d 年的保管期满，请决定销毁", year), About: fmt.Sprintf("%d 条", n),
				Due: forms.EndOfDay(time.Date(now.Year(), 1, 31, 0, 0, 0, 0, forms.Beijing)),
			})
		}
	}
	return out
}

// mostTodos is how many are listed: nobody reads on.
const mostTodos = 200

// TodaySheet draws the agenda as a sheet. A row's blank is bound to its todo, by
// which a click finds it.
func (a *Agenda) TodaySheet(h forms.PageHead) paper.Sheet {
	s := paper.NewSheet(paper.Landscape)
	s.Points, s.Top, s.Bottom = 10, 9, 8
	now := h.Now.In(forms.Beijing)
	s.Head = []paper.Row{h.Title("", "今日待办", 80, 84), {Min: 7, Cells: []paper.Cell{
		paper.Word(forms.LongDay(now)).Plain().Wide(80), paper.Words(a.summary(h.Now)...).Plain().Right(),
	}}}
	s.Head = append(s.Head, paper.Heads([]paper.Row{todoRow(&forms.Todo{}, h.Now)})...)
	s.Tail = h.Tail(99, 84)
	for i := range a.Todos[:min(len(a.Todos), mostTodos)] {
		s.Body = append(s.Body, todoRow(&a.Todos[i], h.Now))
	}
	if n := len(a.Todos) - mostTodos; n > 0 {
		s.Body = append(s.Body, paper.Row{Min: 9, Cells: []paper.Cell{paper.Word(fmt.Sprintf("另有 %d 件，请到各本台账按“未办结”查看（Ctrl+O）。", n)).Mid()}})
	}
	if len(a.Todos) == 0 {
		s.Body = []paper.Row{{Min: 14, Cells: []paper.Cell{paper.Word("现在没有要办的事。来电来访请到“值班记录”登记（Ctrl+1、Ctrl+N）。").Mid()}}}
	}
	return s
}

func (a *Agenda) summary(now time.Time) []paper.Run {
	late := a.Late(now)
	out := []paper.Run{{Text: fmt.Sprintf("待办 %d 件", len(a.Todos))}}
	if late > 0 {
		out = append(out, paper.Run{Text: "　"}, paper.Run{Text: fmt.Sprintf("超时 %d 件", late), Red: true})
	}
	if a.Later > 0 {
		out = append(out, paper.Run{Text: fmt.Sprintf("　以后到期 %d 件", a.Later)})
	}
	return out
}

// todoRow is a line of the agenda.
func todoRow(t *forms.Todo, now time.Time) paper.Row {
	due := paper.Word(dueWords(t, now))
	due.Runs[0].Red = t.Late(now)
	urgent := ""
	if t.Urgent {
		urgent = "急"
	}
	words := paper.Text(&t.Words).Fixed()
	name := ""
	if b := Named(t.Book); b != nil {
		name = b.Name
	}
	row := paper.Row{Min: 7.6}
	for i, c := range []paper.Cell{
		due.Wide(30).Mid(), paper.Words(paper.Run{Text: urgent, Red: true}).Wide(9).Mid(), words.Wide(48), paper.Word(name + " " + t.Ref.String()).Wide(42).Mid(),
		paper.Word(t.Room).Wide(36), paper.Word(t.About), paper.Word(t.Who).Wide(20).Mid(),
	} {
		row.Cells = append(row.Cells, c.Headed(strings.Fields("时限 急 要办的事 在哪里 房号姓名 内容 经办")[i]))
	}
	return row
}

// dueWords say until when, and how near that is.
func dueWords(t *forms.Todo, now time.Time) string {
	switch {
	case t.Words == "" || t.Due.IsZero() && t.Urgent:
		return ""
	case t.Due.IsZero():
		return "尽快"
	case forms.Day(t.Due) == forms.Day(now):
		return "今天 " + t.Due.In(forms.Beijing).Format("15:04")
	case forms.Day(t.Due) == forms.Day(now.AddDate(0, 0, 1)):
		return "明天 " + t.Due.In(forms.Beijing).Format("15:04")
	}
	return paper.Stamp(t.Due, now)
}
