package intake

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Lists in the shapes that offices have them in. Nobody in them is real; the
// identity cards are made up.

// shape is a list, and the file it is written to in testdata/residents.
type shape struct {
	file  string
	write func(t testing.TB) []byte
}

// book writes a workbook by hand.
type book struct {
	t testing.TB
	f *excelize.File
}

func newBook(t testing.TB) book { return book{t, excelize.NewFile()} }

func (b book) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// rows writes rows from the cell on. nil leaves a cell out.
func (b book) rows(sheet, from string, rows ...[]any) {
	b.t.Helper()
	x, y, err := excelize.CellNameToCoordinates(from)
	b.must(err)
	for i, row := range rows {
		for j, v := range row {
			if v == nil {
				continue
			}
			cell, err := excelize.CoordinatesToCellName(x+j, y+i)
			b.must(err)
			b.must(b.f.SetCellValue(sheet, cell, v))
		}
	}
}

func (b book) merge(sheet string, ranges ...string) {
	b.t.Helper()
	for _, r := range ranges {
		from, to, _ := strings.Cut(r, ":")
		b.must(b.f.MergeCell(sheet, from, to))
	}
}

func (b book) bytes() []byte {
	b.t.Helper()
	var out bytes.Buffer
	b.must(b.f.Write(&out))
	b.must(b.f.Close())
	return out.Bytes()
}

type r = []any

func shapes() []shape {
	return []shape{
		{"业主名册.xlsx", register},
		{"分列两层表头.xlsx", twoHeads},
		{"多个工作表.xlsx", severalSheets},
		{"分段重复表头.xlsx", sections},
		{"数字和日期.xlsx", numbers},
		{"没有表头.xlsx", noHeads},
		{"一户多人多房.xlsx", crowded},
		{"空格和全角.xlsx", spaced},
		{"utf8.csv", func(testing.TB) []byte { return []byte(commas) }},
		{"utf8带标记.csv", func(testing.TB) []byte { return []byte("\xEF\xBB\xBF" + strings.ReplaceAll(commas, "\n", "\r\n")) }},
		{"gbk.csv", func(t testing.TB) []byte {
			out, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(strings.ReplaceAll(commas, "\n", "\r\n")))
			if err != nil {
				t.Fatal(err)
			}
			return out
		}},
		{"utf16制表符.txt", func(t testing.TB) []byte {
			out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(strings.ReplaceAll(strings.ReplaceAll(commas, ",", "\t"), "\n", "\r\n")))
			if err != nil {
				t.Fatal(err)
			}
			return out
		}},
	}
}

// register has a title over the list, merged buildings, an ID column, phones
// stored as numbers, blank rows, doubles and a footer.
func register(t testing.TB) []byte {
	b := newBook(t)
	b.rows("Sheet1", "A1",
		r{"翠湖花园业主名册"},
		r{"更新日期：2026年10月31日", nil, nil, nil, nil, "制表：客服部"},
		r{"楼栋", "房号", "业主", "联系方式", "身份证号码", "备注", "面积(㎡)"},
		r{"3栋", "2单元501", "单晓曾", 13812345678, "110101199003070134", "有狗", 89.5},
		r{nil, "2单元502", "张　伟", "138 0000 1111", "11010119900307002X", nil, 89.5},
		r{nil, "2单元503", "李娜\n王芳", "13900001111/13900002222", nil, nil, 120},
		r{},
		r{nil, "2单元504", "赵刚、钱伟", "0755-86612345", nil, "身份证110101199003070134，周末来电", 120},
		r{"5栋", "101", "孙丽", "1381234567", nil, nil, 60},
		r{nil, "102", "空置", nil, nil, nil, 60},
		r{nil, "103", "周杰(租客)", "+86 13700000000", nil, nil, 60},
		r{nil, "103", "周杰(租客)", "+86 13700000000", nil, nil, 60},
		r{nil, nil, "无房号的人", "13711112222", nil, nil, nil},
		r{nil, "保安室", "陈队长", "13733334444", nil, nil, nil},
		r{"合计", nil, "8户", nil, nil, nil, 718.5},
		r{"制表人：王主任", nil, nil, "审核：李经理"},
	)
	b.merge("Sheet1", "A1:G1", "A4:A8", "A9:A14")
	return b.bytes()
}

// twoHeads has building, entrance and room apart, the building written once
// only, and owners and tenants beside each other under a head on two rows.
func twoHeads(t testing.TB) []byte {
	b := newBook(t)
	b.rows("Sheet1", "A1",
		r{"住户信息登记表"},
		r{"序号", "幢", "单元", "室号", "业主信息", nil, "租户信息", nil, "紧急联系人"},
		r{nil, nil, nil, nil, "姓名", "手机号码", "姓名", "手机号码", "电话"},
		r{1, 3, 1, 101, "张伟", "13800000001", nil, nil, "13899999999"},
		r{2, nil, nil, 102, "李娜", "13800000002", "陈租", "13900000002"},
		r{3, nil, 2, 101, "王芳", "13800000003"},
		r{4, 12, 1, 101, nil, nil, "刘租", "13900000004"},
		r{5, nil, nil, "0102", "赵刚"},
	)
	b.merge("Sheet1", "A1:I1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:H2")
	return b.bytes()
}

// severalSheets has the list on the second sheet, and an old one hidden.
func severalSheets(t testing.TB) []byte {
	b := newBook(t)
	b.must(b.f.SetSheetName("Sheet1", "填写说明"))
	b.rows("填写说明", "A1", r{"一、房号按“栋-单元-室”填写。"}, r{"二、电话请填手机。"})
	for _, name := range []string{"旧名单", "住户"} {
		_, err := b.f.NewSheet(name)
		b.must(err)
	}
	b.rows("旧名单", "A1", r{"房号", "姓名", "电话"}, r{"1-101", "旧业主", "13800000000"}, r{"1-102", "旧业主二", "13800000009"}, r{"1-103", "旧业主三", "13800000008"})
	b.must(b.f.SetSheetVisible("旧名单", false))
	b.rows("住户", "B2", r{"门牌号", "住户姓名", "住户类型", "手机"}, r{"A座1201", "John Smith", "租户", "+852 9123 4567"}, r{"A座1202", "欧阳锋", "业主", 13800000001})
	return b.bytes()
}

// sections has each building under a title of its own, and the heads again on
// every printed page.
func sections(t testing.TB) []byte {
	b := newBook(t)
	head := r{"房间号", "户主", "电话"}
	b.rows("Sheet1", "A1",
		r{"各栋住户电话表"}, r{"一栋"}, head, r{101, "张伟", "13800000001"}, r{102, "李娜", "13800000002"},
		r{"二栋一单元"}, head, r{101, "王芳", "13800000003"}, r{"102、103", "赵刚", "13800000004"}, r{"3-1-201", "钱伟", "13800000005"},
	)
	b.merge("Sheet1", "A1:C1", "A2:C2", "A6:C6")
	return b.bytes()
}

// numbers has what a program has made of rooms and phones.
func numbers(t testing.TB) []byte {
	b := newBook(t)
	b.rows("Sheet1", "A1",
		r{"房号", "姓名", "联系电话"},
		r{32501, "张伟", 13812345678.0},
		r{"501.0", "李娜", "13812345679.0"},
		r{46084, "王芳", "13812345670"},
		r{"3-2-601", "赵刚", "1.38E+10"},
		r{"3-2-602", "钱伟", "#N/A"},
		r{"3-2-603", nil, 13812345671},
		r{"#REF!", "孙丽", 13812345672},
	)
	day := "m\"月\"d\"日\""
	style, err := b.f.NewStyle(&excelize.Style{CustomNumFmt: &day})
	b.must(err)
	b.must(b.f.SetCellStyle("Sheet1", "A4", "A4", style))
	out := b.bytes()
	return stored(b.t, out, "<v>13812345671</v>", "<v>1.3812345671E10</v>")
}

// noHeads begins with the first resident.
func noHeads(t testing.TB) []byte {
	b := newBook(t)
	for i, name := range []string{"张伟", "李娜", "王芳", "赵刚"} {
		b.rows("Sheet1", "A"+string(rune('1'+i)), r{i + 1, "3-2-50" + string(rune('1'+i)), name, 13800000001 + i, "11010119900307013" + string(rune('1'+i))})
	}
	return b.bytes()
}

// crowded has families in one cell, a room's cell over several rows, and names
// and phones together.
func crowded(t testing.TB) []byte {
	b := newBook(t)
	b.rows("Sheet1", "A1",
		r{"房 号", "姓名、电话", "与业主关系", "备 注"},
		r{"1-101", "张伟 13800000001", "本人"},
		r{nil, "李娜 13800000002", "妻子"},
		r{"1-102、1-103", "王芳：13800000003；赵刚：13800000004", "业主"},
		r{"1-104", "1.孙丽 2.周杰", "租客", "两人合租"},
		r{"1-105", "深圳市某某贸易有限公司 0755-86612345", "租户"},
	)
	b.merge("Sheet1", "A2:A3")
	return b.bytes()
}

// spaced has full-width and invisible characters everywhere.
func spaced(t testing.TB) []byte {
	b := newBook(t)
	b.rows("Sheet1", "A1",
		r{"　", "\u200b"},
		r{" 楼 栋 ", "房\n号", "姓　　名*", "手机号码（必填）", "类型"},
		r{"３＃", "２－５０１", "张　　伟", "１３８１２３４５６７８", "住宅"},
		r{"3#", "2-502\u00a0", "欧阳 锋", "'138-1234-5679", "住宅"},
		r{"3#", "2-503", "李娜 王芳", "138 1234 5670 139 1234 5670", "商铺"},
	)
	return b.bytes()
}

const commas = `和谐家园住户表,,,
房号,住户姓名,联系电话,备注
3-2-501,单晓曾,13812345678,"有狗,怕生"
3-2-502,"张伟
李娜",13900001111、13900002222,
,,,
3-2-503,王芳,1.38E+10,
3-2-504,赵"小"刚,13700000000,证号110101199003070134
`
