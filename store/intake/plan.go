package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/resident"
)

// Plan is what taking a list in would do: the preview. Nothing is done yet.
type Plan struct {
	File      string
	SHA256    string
	Sheet     string
	Mapping   Mapping
	Residents []resident.Resident // what the store is to take in, row after row
	Enter     []Entering          // whom that makes new, changes, or leaves as they are
	Left      []Leaving           // rows that do not go in
	Remarks   []Note              // on rows that go in, but not with everything
	Told      []string            // on the whole list, such as that ID numbers are left out

	Added, Changed, Same int // people
}

// Entering is somebody the list speaks of.
type Entering struct {
	Lines  []int // rows of the file
	Before *resident.Resident
	After  resident.Resident
}

// Word is 新增, 更新 or 不变.
func (e Entering) Word() string {
	switch {
	case e.Before == nil:
		return "新增"
	case !e.Before.Equal(e.After):
		return "更新"
	}
	return "不变"
}

// Leaving is a row that does not go in.
type Leaving struct {
	Line int    // its number in the file
	Text string // the beginning of what stands there, without ID numbers
	Why  string
}

// Note is a remark on a row.
type Note struct {
	Line  int
	Words string
}

// Plan works out what taking in the sheet, mapped so, would do to the residents
// that are kept. A Refusal says what the mapping lacks.
func (l *List) Plan(ctx context.Context, sheet int, m Mapping, kept []resident.Resident, progress Progress) (*Plan, error) {
	if sheet < 0 || sheet >= len(l.Sheets) {
		return nil, fmt.Errorf("there is no sheet %d", sheet)
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	s := l.Sheets[sheet]
	p := &planning{
		Plan: Plan{File: l.File, SHA256: l.SHA256, Sheet: s.Name, Mapping: m},
		s:    s, body: s.body(m), people: newGroups(m), seen: map[string]int{},
	}
	p.rooms = newRooms(s, m, p.body)
	above := p.rooms.section
	for i, line := range p.body {
		if i%stride == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			progress.tell(i, len(p.body))
		}
		p.row(line)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p.settle(kept)
	p.tell(above)
	progress.tell(len(p.body), len(p.body))
	return &p.Plan, nil
}

func (m Mapping) check() error {
	switch {
	case len(m.columns(func(x Meaning) bool { return x == Room })) == 0:
		return forms.Refusal("没有认出哪一列是房号，请在列的对应关系里选一列作为“房号”。")
	case len(m.columns(func(x Meaning) bool { return x == Room })) > 1:
		return forms.Refusal("有两列都选成了“房号”，请只留一列；楼栋、单元另有选项。")
	case len(m.columns(func(x Meaning) bool { return x.isName() || x.isPhone() })) == 0:
		return forms.Refusal("没有认出姓名和电话，请在列的对应关系里至少选一列作为“姓名”或“电话”。")
	}
	return nil
}

// planning is a plan in the making.
type planning struct {
	Plan
	s      *Sheet
	body   []Line
	rooms  *rooms
	people groups
	lines  []int          // row of each of Residents
	seen   map[string]int // row in which the same was said first
	ids    int            // ID numbers that were taken out of cells
}

func (p *planning) leave(l Line, why string) {
	var words []string
	for i, c := range l.Cells {
		if p.Mapping.Of(i) == IDCard {
			continue
		}
		if c, _ = paper.WithoutIDs(c); c != "" && !likeID(c) {
			words = append(words, c)
		}
	}
	p.Left = append(p.Left, Leaving{l.No, short(strings.Join(words, " ")), why})
}

func (p *planning) remark(l Line, words string) {
	p.Remarks = append(p.Remarks, Note{l.No, words})
}

// row takes one row into the plan.
func (p *planning) row(l Line) {
	switch {
	case isFooter(l):
		p.leave(l, "不是住户，是合计、制表人一类的行")
		return
	case p.isHead(l):
		p.leave(l, "重复的表头")
		return
	case p.rooms.isSection(l):
		return
	}
	if slices.Contains(l.dates, p.rooms.cell) || slices.ContainsFunc(p.rooms.parts, func(c int) bool { return slices.Contains(l.dates, c) }) {
		p.leave(l, "房号在表格里变成了日期，请把这一列的格式改为文本，重新填写房号")
		return
	}
	rooms := p.rooms.of(l)
	people, said := p.people.of(l, p.clean)
	switch {
	case len(people) == 0:
		p.leave(l, "没有姓名，也没有电话")
		return
	case len(rooms) == 0:
		p.leave(l, "没有房号")
		return
	}
	var good []resident.Resident
	for _, room := range rooms {
		for _, x := range people {
			r := resident.Resident{Room: room, Name: x.name, As: x.as, Note: x.note, Others: x.phones}.Tidy()
			if err := r.Check(); err != nil {
				p.leave(l, strings.TrimSuffix(err.Error(), "。"))
				return
			}
			good = append(good, r)
		}
	}
	if p.again(l, good) {
		return
	}
	for _, words := range said {
		p.remark(l, words)
	}
	for _, r := range good {
		p.Residents, p.lines = append(p.Residents, r), append(p.lines, l.No)
	}
}

// again leaves a row out that says just what an earlier one said.
func (p *planning) again(l Line, all []resident.Resident) bool {
	first := 0
	for _, r := range all {
		said := strings.Join(append([]string{resident.RoomKey(r.Room), r.Name, string(r.As), r.Note}, r.Phones()...), "\n")
		if p.seen[said] == 0 {
			p.seen[said] = l.No
			first = -1
		} else if first == 0 {
			first = p.seen[said]
		}
	}
	if first <= 0 {
		return false
	}
	p.leave(l, fmt.Sprintf("与第 %d 行重复", first))
	return true
}

// isHead tells whether the row repeats the heads, as lists do on each page.
func (p *planning) isHead(l Line) bool {
	same := 0
	for i, m := range p.Mapping.Means {
		if m == Ignored || l.Cell(i) == "" {
			continue
		}
		if headKey(l.Cell(i)) != headKey(p.s.head(p.Mapping, i)) {
			return false
		}
		same++
	}
	return p.Mapping.Head > 0 && same > 1
}

// clean takes ID numbers out of a cell.
func (p *planning) clean(cell string) string {
	if cell != "" && likeID(cell) && rounded(cell) {
		p.ids++
		return ""
	}
	cell, n := paper.WithoutIDs(cell)
	p.ids += n
	return cell
}

// settle compares the list with the residents that are kept.
func (p *planning) settle(kept []resident.Resident) {
	for _, x := range resident.Settle(kept, p.Residents) {
		e := Entering{Before: x.Before, After: x.After}
		for _, i := range x.From {
			if !slices.Contains(e.Lines, p.lines[i]) {
				e.Lines = append(e.Lines, p.lines[i])
			}
		}
		for _, no := range e.Lines[1:] {
			p.Remarks = append(p.Remarks, Note{no, fmt.Sprintf("与第 %d 行是同一位住户，合在一起", e.Lines[0])})
		}
		switch e.Word() {
		case "新增":
			p.Added++
		case "更新":
			p.Changed++
		default:
			p.Same++
		}
		p.Enter = append(p.Enter, e)
	}
	slices.SortStableFunc(p.Remarks, func(a, b Note) int { return a.Line - b.Line })
}

// tell says what concerns the whole list; above is the building that a title
// over it gave.
func (p *planning) tell(above string) {
	if above != "" {
		p.Told = append(p.Told, "只写了室号的房号，前面加上了“"+above+"”，取自标题“"+short(p.rooms.from)+"”。")
	}
	for i, m := range p.Mapping.Means {
		if m != IDCard {
			continue
		}
		name := p.s.Columns(p.Mapping)[i]
		said := name.Letter + " 列"
		if name.Head != "" {
			said = "“" + short(name.Head) + "”一列"
		}
		p.Told = append(p.Told, said+"是身份证号，不导入。")
	}
	if p.ids > 0 {
		p.Told = append(p.Told, fmt.Sprintf("其他列里有 %d 个身份证号，也没有导入。", p.ids))
	}
}
