package intake

import (
	"regexp"
	"slices"
	"strings"

	"frontdesk/forms/resident"
)

// rooms puts the rooms of rows together from their columns. Buildings whose
// cells are not merged but only written once stand for the rows below as well,
// and so do titles between the rows: 3栋2单元.
type rooms struct {
	m       Mapping
	parts   []int // columns of 期区, 楼栋, 单元, the largest first
	cell    int   // the column of 房号
	whole   bool  // 房号 holds the building already, in every row
	carried []string
	section string // building that a title gives to bare room numbers
	from    string // the title over the whole list that does, for the preview
}

func newRooms(s *Sheet, m Mapping, body []Line) *rooms {
	r := &rooms{m: m, cell: -1}
	for _, x := range []Meaning{Phase, Building, Unit} {
		r.parts = append(r.parts, m.columns(func(y Meaning) bool { return y == x })...)
	}
	if c := m.columns(func(x Meaning) bool { return x == Room }); len(c) > 0 {
		r.cell = c[0]
	}
	r.carried = make([]string, len(r.parts))
	r.whole = r.isWhole(body)
	clear(r.carried)
	r.title(s, m)
	return r
}

// title looks whether the name of the sheet or a title above the heads gives
// the building: 3栋业主名单.
func (r *rooms) title(s *Sheet, m Mapping) {
	titles := []Line{{Cells: []string{s.Name}, own: 1}}
	for _, l := range s.Lines {
		if l.No < m.Head {
			titles = append(titles, l)
		}
	}
	for _, l := range titles {
		text := strings.Join(l.Cells, "")
		if strings.ContainsAny(text, "栋幢座楼元") && r.isSection(l) {
			r.from = text
		}
	}
}

// isWhole tells whether 房号 begins with the building in every row where it has
// parts of its own. 2-501 in building 3 is 3-2-501; 3-2-501 is that already.
func (r *rooms) isWhole(body []Line) bool {
	if r.cell < 0 {
		return false
	}
	parted := 0
	for _, l := range body {
		if isFooter(l) {
			continue
		}
		r.carry(l)
		before, key := resident.RoomKey(resident.JoinRoom(r.carried...)), resident.RoomKey(l.Cell(r.cell))
		if before == "" || !strings.Contains(key, "-") {
			continue
		}
		if parted++; !strings.HasPrefix(key, before+"-") {
			return false
		}
	}
	return parted > 0
}

// carry takes the building down from the rows above. A new building begins
// without the entrance of the one before.
func (r *rooms) carry(l Line) {
	for i, column := range r.parts {
		c := l.Cell(column)
		if c == "" || c == r.carried[i] {
			continue
		}
		r.carried[i] = c
		clear(r.carried[i+1:])
	}
}

// sectionForm is a title between the rows: 三栋, 3栋2单元, A座, 第5幢业主名单.
var sectionForm = regexp.MustCompile(`^(?:.{0,8}?)((?:第?[0-9A-Z一二三四五六七八九十]{1,3}(?:期|区|号楼|栋|幢|座|单元))+)[^0-9]{0,8}$`)

// isSection tells whether the row is such a title, and remembers what it says.
func (r *rooms) isSection(l Line) bool {
	if l.own != 1 || len(r.parts) > 0 {
		return false
	}
	for _, c := range l.Cells {
		if c == "" {
			continue
		}
		m := sectionForm.FindStringSubmatch(strings.ToUpper(strings.Join(strings.Fields(c), "")))
		if m == nil {
			return false
		}
		r.section = resident.RoomNumber(m[1])
		return true
	}
	return false
}

// several parts rooms that stand in one cell.
var several = regexp.MustCompile(`[、，,;；\n+＋&＆]+`)

// mostRooms is how many rooms one row may name.
const mostRooms = 20

// of gives the rooms of a row, none when it has none.
func (r *rooms) of(l Line) []string {
	r.carry(l)
	before := resident.JoinRoom(r.carried...)
	if r.cell < 0 {
		return nil
	}
	var out []string
	for _, piece := range several.Split(l.Cell(r.cell), mostRooms) {
		room := resident.RoomNumber(piece)
		if room == "" {
			continue
		}
		switch {
		case len(out) > 0 && !strings.Contains(room, "-"): // 3-2-501、502
			if i := strings.LastIndex(out[0], "-"); i >= 0 {
				room = out[0][:i+1] + room
			}
		case before != "" && !(r.whole && strings.Contains(resident.RoomKey(room), "-")):
			room = resident.JoinRoom(before, room)
		case before == "" && r.section != "" && !strings.Contains(room, "-"):
			room = resident.JoinRoom(r.section, room)
		}
		if !slices.Contains(out, room) {
			out = append(out, room)
		}
	}
	return out
}

// footForm is how rows begin that close a list.
var footForm = regexp.MustCompile(`^(?:合计|总计|小计|共计|总户数|总数|制表|填表|审核|复核|审批|批准|打印|统计|经办|负责人|说明[:：]|注[:：]|备注[:：]|第\d+页|共\d+[户页人条])`)

// isFooter tells whether the row is a sum or a signature.
func isFooter(l Line) bool {
	for _, c := range l.Cells {
		if c != "" {
			return footForm.MatchString(strings.Join(strings.Fields(c), ""))
		}
	}
	return false
}
