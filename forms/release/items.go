package release

import (
	"fmt"
	"slices"
	"strings"

	"frontdesk/forms/paper"
)

// itemRows are the list of things, two to a row. To be filled in it shows what
// is written and one line more, else what is written, and where it ends.
func (l *Line) itemRows(fill bool) []paper.Row {
	n := 0
	for i, it := range l.Items {
		if it.Name != "" {
			n = i + 1
		}
	}
	if fill {
		l.Items = room(l.Items)
		n = min(n+1, MostItems)
	}
	head := func() []paper.Cell {
		return []paper.Cell{
			paper.Label("序").Wide(8), paper.Label("物品名称"), paper.Label("数量").Wide(13),
			paper.Label("单位").Wide(13), paper.Label("备注").Wide(22),
		}
	}
	rows := []paper.Row{{Cells: append(head(), head()...), Min: 6.5}}
	for i := 0; i < max(n, 4) || i%2 == 1; i += 2 {
		rows = append(rows, paper.Row{Min: 6.8, Cells: append(l.item(i, n, fill), l.item(i+1, n, fill)...)})
	}
	return rows
}

// room gives a list of things all its lines, each at its place for good: blanks
// are bound to them.
func room(items []Item) []Item {
	if cap(items) < MostItems {
		items = slices.Grow(items, MostItems-len(items))
	}
	return items[:max(len(items), MostItems)]
}

// item are the cells of the ith thing of n.
func (l *Line) item(i, n int, fill bool) []paper.Cell {
	empty := func(s string, mm float64) paper.Cell { return paper.Word(s).Mid().Wide(mm) }
	if i >= n || !fill && l.Items[i].Name == "" {
		name := ""
		if i == n && n > 0 && !fill { // unused lines are struck through
			name = "以下空白"
		}
		return []paper.Cell{empty("", 8), empty(name, 0), empty("", 13), empty("", 13), empty("", 22)}
	}
	it, no := &l.Items[i], fmt.Sprint(i+1)
	name := paper.Text(&it.Name).OrDigits().Named("第 " + no + " 件物品").Offer(ofItems)
	name.Blank.Through(it.usual)
	if fill && it.Name == "" {
		return []paper.Cell{empty(no, 8), name.Hinted("名称或首字母"), empty("", 13), empty("", 13), empty("", 22)}
	}
	return []paper.Cell{
		empty(no, 8), name, paper.Number(&it.Count).Mid().Wide(13).Named("数量"),
		paper.Text(&it.Unit).OrDigits().Mid().Wide(13).Named("单位"), paper.Text(&it.Note).Wide(22).Named("备注"),
	}
}

// usual sets what usually goes with a name: one of it, in its own unit.
func (i *Item) usual(name string) string {
	if i.Count == 0 && i.Unit == "" {
		i.Count = 1
	}
	if i.Unit == "" || i.Unit == usualUnit(i.Name) {
		i.Unit = usualUnit(name)
	}
	return name
}

// usualThings are what is moved out of homes, by unit: offered until the
// office's own words are known.
var usualThings = []struct{ unit, names string }{
	{"台", "冰箱 洗衣机 电视机 空调 电脑 热水器 跑步机 微波炉 油烟机 烘干机 消毒柜 饮水机 打印机 风扇"},
	{"张", "三人沙发 双人沙发 单人沙发 床垫 双人床 单人床 餐桌 茶几 书桌 办公桌 麻将桌 地毯 婴儿床"},
	{"个", "衣柜 书柜 鞋柜 电视柜 床头柜 橱柜 保险柜 文件柜 鱼缸 行李箱 梳妆台"},
	{"把", "餐椅 办公椅 按摩椅 躺椅"},
	{"辆", "自行车 电动车 婴儿车 轮椅"},
	{"架", "钢琴 古筝 梯子"},
	{"箱", "书籍 衣物 杂物 餐具"},
	{"扇", "木门 防盗门 屏风"},
	{"套", "沙发 餐桌椅 音响 被褥"},
	{"袋", "水泥 装修垃圾"},
}

// Lists of words used before that a permit's blanks are offered from.
const (
	ofItems  = "item"
	ofPosts  = "post"
	ofGuards = "guard"
)

// UsualThings lists what is usually moved out of homes.
func UsualThings() []string {
	var out []string
	for _, u := range usualThings {
		out = append(out, strings.Fields(u.names)...)
	}
	return out
}

func usualUnit(name string) string {
	if name == "" {
		return ""
	}
	for _, u := range usualThings {
		if slices.Contains(strings.Fields(u.names), strings.TrimSpace(name)) {
			return u.unit
		}
	}
	return "件"
}
