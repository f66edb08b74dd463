package intake

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"frontdesk/forms"
	"frontdesk/forms/paper"
	"frontdesk/forms/resident"

	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "write the samples in testdata/residents, and what becomes of them")

var samples = filepath.Join("..", "..", "testdata", "residents")

// stored changes what stands in the first worksheet of a workbook.
func stored(t testing.TB, data []byte, old, now string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	changed := 0
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, "xl/worksheets/") {
			changed += bytes.Count(text, []byte(old))
			text = bytes.ReplaceAll(text, []byte(old), []byte(now))
		}
		part, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if changed == 0 {
		t.Fatalf("there is no %s", old)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// said is a plan in words, as a golden file has it.
func said(l *List, p *Plan) string {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	s := l.Sheets[l.Best]
	line("工作表“%s”，表头第 %d 行", s.Name, p.Mapping.Head)
	for _, c := range s.Columns(p.Mapping) {
		line("  %s %q → %s %q", c.Letter, c.Head, c.Means, c.Samples)
	}
	line("新增 %d，更新 %d，不变 %d，不能导入 %d", p.Added, p.Changed, p.Same, len(p.Left))
	for _, e := range p.Enter {
		line("  %s %v：%s %s %s %s %s", e.Word(), e.Lines, e.After.Room, e.After.Name, strings.Join(e.After.Phones(), "、"), e.After.As, e.After.Note)
	}
	for _, x := range p.Left {
		line("  第 %d 行 %q：%s", x.Line, x.Text, x.Why)
	}
	for _, n := range p.Remarks {
		line("  第 %d 行：%s", n.Line, n.Words)
	}
	for _, words := range p.Told {
		line("%s", words)
	}
	return out.String()
}

func plan(t testing.TB, l *List, kept ...resident.Resident) *Plan {
	t.Helper()
	p, err := l.Plan(context.Background(), l.Best, l.Sheets[l.Best].Guess, kept, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func readBytes(t testing.TB, name string, data []byte) *List {
	t.Helper()
	l, err := Read(context.Background(), name, bytes.NewReader(data), nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Every list in testdata/residents becomes what stands beside it, word for
// word.
func TestListsAsOfficesHaveThem(t *testing.T) {
	for _, x := range shapes() {
		t.Run(x.file, func(t *testing.T) {
			path := filepath.Join(samples, x.file)
			if *update {
				if err := os.WriteFile(path, x.write(t), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			l, err := ReadFile(context.Background(), path, nil)
			if err != nil {
				t.Fatal(err)
			}
			got := said(l, plan(t, l))
			if *update {
				if err := os.WriteFile(path+".golden", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path + ".golden")
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("became\n%s\nnot\n%s", got, want)
			}
			if again := said(l, plan(t, readBytes(t, x.file, x.write(t)))); again != got {
				t.Errorf("written anew it became\n%s", again)
			}
		})
	}
}

// residents is whom a plan brings, one on a line.
func residents(p *Plan) string {
	var out []string
	for _, r := range p.Residents {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", r.Room, r.Name, strings.Join(r.Phones(), "、"), r.As)))
	}
	return strings.Join(out, "\n")
}

func aCSV(t testing.TB, text string) *List { return readBytes(t, "名单.csv", []byte(text)) }

// A heading may be in any of the words that offices use.
func TestHeadsInOtherWords(t *testing.T) {
	for _, x := range []struct {
		head  string
		means []Meaning
	}{
		{"房号,业主,电话", []Meaning{Room, OwnerName, Phone}},
		{"房间号,姓名,手机", []Meaning{Room, Name, Phone}},
		{"室号,户主,联系方式", []Meaning{Room, OwnerName, Phone}},
		{"门牌,住户,手机号码", []Meaning{Room, Name, Phone}},
		{"门牌号码,联系人,联系电话", []Meaning{Room, Name, Phone}},
		{"房屋编号,客户名称,移动电话", []Meaning{Room, Name, Phone}},
		{"楼栋,单元,房号,姓名,电话", []Meaning{Building, Unit, Room, Name, Phone}},
		{"幢,单元,室,业主姓名,业主电话", []Meaning{Building, Unit, Room, OwnerName, OwnerPhone}},
		{"座号,室号,产权人,电话", []Meaning{Building, Room, OwnerName, Phone}},
		{"期,栋,单元号,房间,租户,租户电话", []Meaning{Phase, Building, Unit, Room, TenantName, TenantPhone}},
		{"序号,房号（必填）,姓名*,身份,联系电话1,联系电话2,备注", []Meaning{Ignored, Room, Name, Quality, Phone, Phone, Remark}},
		{"房号,姓名,证件类型,证件号码,手机", []Meaning{Room, Name, Ignored, IDCard, Phone}},
		{"房号,姓名,性别,车牌号码,手机,紧急联系人,紧急联系人电话,入住日期", []Meaning{Room, Name, Ignored, Ignored, Phone, Ignored, Ignored, Ignored}},
		{"小区名称,房屋类型,房号,业主姓名,与业主关系", []Meaning{Ignored, Ignored, Room, OwnerName, Quality}},
		{"Room No.,Name,Mobile", []Meaning{Room, Name, Phone}},
	} {
		l := aCSV(t, "某某花园\n"+x.head+"\n")
		got := l.Sheets[0].Guess
		if got.Head != 2 || !slices.Equal(got.Means, x.means) {
			t.Errorf("%s: row %d, %v", x.head, got.Head, got.Means)
		}
	}
}

func TestColumnsAreKnownByWhatStandsInThem(t *testing.T) {
	for _, x := range []struct{ text, want string }{
		{"单元,姓名,电话\n3-2-501,张伟,13812345678\n3-2-502,李娜,13812345679", "3-2-501 张伟 13812345678\n3-2-502 李娜 13812345679"},
		{"楼栋,,姓名\n3,501,张伟\n3,502,李娜", "3-501 张伟\n3-502 李娜"},
		{"房号,姓名,类型\n501,张伟,租户\n502,李娜,业主", "501 张伟  租户\n502 李娜  业主"},
		{"房号,姓名,类型\n501,张伟,住宅\n502,李娜,商铺", "501 张伟\n502 李娜"},
		{"房号,姓名,号码\n501,张伟,110101199003070134\n502,李娜,11010119900307002X", "501 张伟\n502 李娜"},
		{"楼栋,房号,姓名\n3,3-501,张伟\n3,3-502,李娜", "3-501 张伟\n3-502 李娜"},
		{"楼栋,房号,姓名\n3,1-501,张伟\n3,3-502,李娜", "3-1-501 张伟\n3-3-502 李娜"},
		{"3栋业主名单\n房号,姓名\n101,张伟\n4-102,李娜", "3-101 张伟\n4-102 李娜"},
	} {
		if got := residents(plan(t, aCSV(t, x.text))); got != x.want {
			t.Errorf("%s\nbecame\n%s", x.text, got)
		}
	}
}

func TestPeopleInOneCell(t *testing.T) {
	for _, x := range []struct{ names, phones, want string }{
		{"张伟、李娜", "13800000001、13800000002", "张伟 13800000001|李娜 13800000002"},
		{"张伟/李娜", "13800000001/13800000002", "张伟 13800000001|李娜 13800000002"},
		{"张伟;李娜；王芳", "", "张伟|李娜|王芳"},
		{"张伟\n李娜", "13800000001\n13800000002", "张伟 13800000001|李娜 13800000002"},
		{"张伟 李娜", "13800000001 13800000002", "张伟 13800000001|李娜 13800000002"},
		{"张 伟", "13800000001", "张伟 13800000001"},
		{"欧 阳 锋", "", "欧阳锋"},
		{"张伟", "13800000001、0755-86612345", "张伟 13800000001、0755-86612345"},
		{"张伟、李娜", "13800000001", "张伟 13800000001|李娜"},
		{"张伟、李娜", "李娜:13800000002、张伟13800000001", "张伟 13800000001|李娜 13800000002"},
		{"张伟(13800000001)、李娜(13800000002)", "", "张伟 13800000001|李娜 13800000002"},
		{"张伟13800000001，李娜13800000002", "", "张伟 13800000001|李娜 13800000002"},
		{"张伟（业主）、李娜（租客）", "", "张伟  业主|李娜  租户"},
		{"John Smith", "+852 9123 4567", "John Smith +85291234567"},
		{"1、张伟 2、李娜", "", "张伟|李娜"},
		{"张先生", "13800000001", "张先生 13800000001"},
		{"空置", "13800000001", "13800000001"},
		{"张伟 110101199003070134", "", "张伟"},
	} {
		text := "房号,姓名,电话\n501,\"" + x.names + "\",\"" + x.phones + "\"\n"
		p := plan(t, aCSV(t, text))
		var want []string
		for w := range strings.SplitSeq(x.want, "|") {
			if strings.HasPrefix(w, "1") {
				w = " " + w
			}
			want = append(want, "501 "+w)
		}
		if got := residents(p); got != strings.Join(want, "\n") {
			t.Errorf("%q, %q: %s", x.names, x.phones, got)
		}
	}
}

// The user may map a column otherwise; a number of an identity card does not go
// in even then.
func TestTheMappingCanBeChanged(t *testing.T) {
	l := aCSV(t, "房号,代码,张三李四\n501,张伟,110101199003070134\n502,李娜,有狗 11010119900307002X\n")
	_, err := l.Plan(context.Background(), 0, Mapping{Head: 1, Means: []Meaning{Room}}, nil, nil)
	refused(t, err, "没有认出姓名和电话")
	m := Mapping{Head: 1, Means: []Meaning{Room, Name, Remark}}
	p, err := l.Plan(context.Background(), 0, m, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := residents(p); got != "501 张伟\n502 李娜" || p.Residents[0].Note != "" || p.Residents[1].Note != "有狗" {
		t.Errorf("%s %q", got, p.Residents[1].Note)
	}
	if !slices.ContainsFunc(p.Told, func(s string) bool { return strings.Contains(s, "2 个身份证号") }) {
		t.Errorf("%q", p.Told)
	}
	for _, means := range [][]Meaning{{Ignored, Name, Phone}, {Room, Room, Name}, nil} {
		_, err := l.Plan(context.Background(), 0, Mapping{Head: 1, Means: means}, nil, nil)
		refused(t, err, "房号")
	}
	if p, err = l.Plan(context.Background(), 0, Mapping{Head: 0, Means: []Meaning{Room, Name}}, nil, nil); err != nil || len(p.Left) != 1 {
		t.Errorf("the heads as a row: %+v %v", p, err)
	}
}

// Nowhere in what is shown or taken stands a number of an identity card.
func TestIdentityCardsAreNowhere(t *testing.T) {
	for _, x := range shapes() {
		l := readBytes(t, x.file, x.write(t))
		shown := said(l, plan(t, l)) + fmt.Sprintf("%+v", plan(t, l).Residents)
		if _, n := paper.WithoutIDs(shown); n > 0 {
			t.Errorf("%s shows %d numbers", x.file, n)
		}
	}
	l := aCSV(t, "房号,姓名,证件\n,张伟,110101199003070134\n502,,11010119900307002X\n503,李娜,1.10101E+17\n")
	p := plan(t, l)
	if shown := said(l, p); strings.Contains(shown, "1990") || strings.Contains(shown, "E+17") || len(p.Left) != 2 || len(p.Residents) != 1 {
		t.Errorf("%s", shown)
	}
}

func TestASecondImportUpdates(t *testing.T) {
	kept := []resident.Resident{
		{ID: 1, Room: "3-2-501", Name: "张伟", Phone: "13812345678", As: forms.Owner},
		{ID: 2, Room: "3-2-502", Name: "李娜", Phone: "13812345679"},
		{ID: 3, Room: "3-2-503", Name: "王芳", Phone: "13812345670"},
	}
	p := plan(t, aCSV(t, "房号,姓名,电话\n3-2-501,张伟,\n3-2-502,李娜,13900000000\n3-2-504,赵刚,\n"), kept...)
	if p.Added != 1 || p.Changed != 1 || p.Same != 1 || len(p.Enter) != 3 {
		t.Fatalf("%+v", p)
	}
	if e := p.Enter[0]; e.Word() != "不变" || e.After.Phone != "13812345678" || e.Lines[0] != 2 {
		t.Errorf("%+v", e)
	}
	if e := p.Enter[1]; e.Word() != "更新" || e.Before.Phone != "13812345679" || e.After.Phone != "13900000000" {
		t.Errorf("%+v", e)
	}
	if e := p.Enter[2]; e.Word() != "新增" {
		t.Errorf("%+v", e)
	}
}

func TestAQuoteIsNoEndOfTheList(t *testing.T) {
	var text strings.Builder
	text.WriteString("房号,姓名,电话\n501,\"小张,13800000000\n")
	for i := range 100 {
		fmt.Fprintf(&text, "%d,张伟,13900000000\n", 600+i)
	}
	if p := plan(t, aCSV(t, text.String())); len(p.Residents) != 101 {
		t.Errorf("%d residents", len(p.Residents))
	}
}

// refused fails the test unless the error is one sentence with these words.
func refused(t testing.TB, err error, words string) {
	t.Helper()
	var said forms.Refusal
	if !errors.As(err, &said) || !strings.Contains(string(said), words) || !strings.HasSuffix(string(said), "。") {
		t.Errorf("refused with %v, not with %q", err, words)
	}
}

// ole is the head of a compound file with entries of these names.
func ole(names ...string) []byte {
	out := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 1024)...)
	for _, name := range names {
		for _, u := range utf16.Encode([]rune(name)) {
			out = append(out, byte(u), byte(u>>8))
		}
		out = append(out, make([]byte, 128)...)
	}
	return out
}

func aZip(t testing.TB, parts map[string]int) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, size := range parts {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(f, io.LimitReader(zeroes{}, int64(size))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestFilesThatAreNoLists(t *testing.T) {
	good := register(t)
	lying := bytes.Clone(aZip(t, map[string]int{"xl/workbook.xml": 10, "xl/worksheets/sheet1.xml": 1 << 20}))
	for i := range len(lying) - 4 { // says that the sheet unpacks to a hundred bytes
		if lying[i] == 0 && lying[i+1] == 0 && lying[i+2] == 0x10 && lying[i+3] == 0 {
			copy(lying[i:], []byte{100, 0, 0, 0})
		}
	}
	for _, x := range []struct {
		name  string
		data  []byte
		words string
	}{
		{"空文件.xlsx", nil, "是空的"},
		{"只有空行.csv", []byte("\r\n\r\n  \n"), "是空的"},
		{"只有逗号.csv", []byte(",,,\n,,,\n"), "没有内容"},
		{"旧格式.xls", ole("Root Entry", "Workbook"), "另存为 .xlsx"},
		{"更旧.xls", ole("Root Entry", "Book"), "另存为 .xlsx"},
		{"最旧.xls", []byte("\x09\x08\x10\x00\x00\x06\x05\x00"), "另存为 .xlsx"},
		{"加密.xlsx", ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "去掉密码"},
		{"文档.doc", ole("Root Entry", "WordDocument"), "不是表格文件"},
		{"断了.xlsx", good[:len(good)/2], "已经损坏"},
		{"断了一点.xlsx", good[:len(good)-30], "已经损坏"},
		{"坏内容.xlsx", aZip(t, map[string]int{"xl/workbook.xml": 100, "[Content_Types].xml": 10}), "已经损坏"},
		{"文档.docx", aZip(t, map[string]int{"word/document.xml": 100}), "不是表格文件"},
		{"二进制.xlsb", aZip(t, map[string]int{"xl/workbook.bin": 100}), "另存为 .xlsx"},
		{"开放.ods", aZip(t, map[string]int{"content.xml": 100, "mimetype": 10}), "另存为 .xlsx"},
		{"炸弹.xlsx", aZip(t, map[string]int{"xl/workbook.xml": 100, "xl/worksheets/sheet1.xml": mostUnzipped + 1}), "解开后太大"},
		{"很多部分.xlsx", aZip(t, map[string]int{"xl/workbook.xml": 1, "xl/a": mostPart, "xl/worksheets/b": mostUnzipped - mostPart, "xl/c": 1}), "解开后太大"},
		{"大字符表.xlsx", aZip(t, map[string]int{"xl/workbook.xml": 1, "xl/sharedStrings.xml": mostPart + 1}), "解开后太大"},
		{"谎报大小.xlsx", lying, "已经损坏"},
		{"网页.xls", []byte("<html><table><tr><td>房号</td></tr></table></html>"), "网页格式"},
		{"网页二.xls", []byte("\xEF\xBB\xBF  <?xml version=\"1.0\"?><Workbook/>"), "网页格式"},
		{"图片.xlsx", []byte("\x89PNG\r\n\x1a\n"), "不是表格文件"},
		{"文档.csv", []byte("%PDF-1.7"), "不是表格文件"},
		{"乱码.csv", bytes.Repeat([]byte{0, 1, 2, 3, 0xff}, 200), "不是表格文件"},
	} {
		t.Run(x.name, func(t *testing.T) {
			_, err := Read(context.Background(), x.name, bytes.NewReader(x.data), nil)
			refused(t, err, x.words)
		})
	}
	b := newBook(t)
	b.rows("Sheet1", "A1", r{"房号", "姓名"})
	var sealed bytes.Buffer
	b.must(b.f.Write(&sealed, excelize.Options{Password: "1234"}))
	_, err := Read(context.Background(), "真加密.xlsx", &sealed, nil)
	refused(t, err, "去掉密码")
	_, err = ReadFile(context.Background(), filepath.Join(t.TempDir(), "没有.xlsx"), nil)
	refused(t, err, "找不到")
	_, err = ReadFile(context.Background(), t.TempDir(), nil)
	refused(t, err, "。")
	_, err = Read(context.Background(), "大.csv", io.LimitReader(zeroes{}, mostBytes+1), nil)
	refused(t, err, "太大")
}

// A workbook that is made to be costly is refused before it costs much.
func TestWorkbooksThatMeanHarm(t *testing.T) {
	cells := func(row string, n int) []byte {
		b := newBook(t)
		b.rows("Sheet1", "A1", r{"房号"})
		data := b.bytes()
		return stored(t, data, "<sheetData>", "<sheetData>"+strings.Repeat(row, n))
	}
	for name, x := range map[string]struct {
		data  []byte
		words string
	}{
		"far to the right": {cells(`<row><c r="XFD1"><v>1</v></c></row>`, 200_000), "太大"},
		"many rows":        {cells(`<row><c><v>1</v></c></row>`, mostRows+10), "行数太多"},
	} {
		start := time.Now()
		_, err := Read(context.Background(), "x.xlsx", bytes.NewReader(x.data), nil)
		refused(t, err, x.words)
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%s: %v", name, d)
		}
	}
	var csv strings.Builder
	for range mostRows + 1 {
		csv.WriteString("1,2\n")
	}
	_, err := Read(context.Background(), "x.csv", strings.NewReader(csv.String()), nil)
	refused(t, err, "行数太多")
}

// town is a list of n residents as a workbook, its buildings merged.
func town(t testing.TB, n int) []byte {
	b := newBook(t)
	w, err := b.f.NewStreamWriter("Sheet1")
	b.must(err)
	b.must(w.SetRow("A1", r{"楼栋", "房号", "业主", "电话", "备注"}))
	for i := range n {
		b.must(w.SetRow(fmt.Sprintf("A%d", i+2), r{
			fmt.Sprintf("%d栋", 1+i/100), fmt.Sprintf("%d单元%d0%d", 1+i/50%2, 1+i/4%25, 1+i%4), "张" + string(rune('一'+i%2000)), 13800000000 + i, "无",
		}))
		if i%100 == 0 {
			b.must(w.MergeCell(fmt.Sprintf("A%d", i+2), fmt.Sprintf("A%d", min(i+101, n+1))))
		}
	}
	b.must(w.Flush())
	return b.bytes()
}

func TestFiftyThousandRowsWithProgressAndCancel(t *testing.T) {
	data := town(t, 50_000)
	last, told := 0, 0
	start := time.Now()
	l, err := Read(context.Background(), "全区.xlsx", bytes.NewReader(data), func(done, total int) {
		told++
		if done < last || done > total || total != 50_001 {
			t.Fatalf("%d of %d after %d", done, total, last)
		}
		last = done
	})
	if err != nil || told < 50 || last != 50_001 {
		t.Fatalf("told %d times, last of %d, %v", told, last, err)
	}
	t.Logf("read in %v", time.Since(start))
	start = time.Now()
	p := plan(t, l)
	t.Logf("planned in %v", time.Since(start))
	if p.Added != 50_000 || p.Residents[49_999].Room != "500-2-2504" {
		t.Errorf("%d added, the last in %s", p.Added, p.Residents[49_999].Room)
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err = Read(ctx, "全区.xlsx", bytes.NewReader(data), func(done, total int) {
		if done > 5000 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("reading went on: %v", err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	_, err = l.Plan(ctx, 0, l.Sheets[0].Guess, nil, func(done, total int) {
		if done > 5000 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("planning went on: %v", err)
	}
}

// Whatever the bytes are, reading ends, without a panic, in a list or in one
// sentence; and what can be read can be planned.
func FuzzRead(f *testing.F) {
	for _, x := range shapes() {
		f.Add(x.write(f))
	}
	f.Add(ole("EncryptedPackage"))
	f.Add([]byte("房号,姓名\n3-2-501,张伟"))
	f.Add([]byte("\xFF\xFE\x00"))
	f.Add([]byte("sep=;\n\"a;b\n\"\"\"c"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := Read(context.Background(), "x", bytes.NewReader(data), nil)
		var said forms.Refusal
		if err != nil {
			if !errors.As(err, &said) {
				t.Fatalf("not a sentence: %v", err)
			}
			return
		}
		for i, s := range l.Sheets {
			s.Columns(s.Guess)
			p, err := l.Plan(context.Background(), i, s.Guess, nil, nil)
			if err != nil {
				if !errors.As(err, &said) {
					t.Fatalf("not a sentence: %v", err)
				}
				continue
			}
			for _, r := range p.Residents {
				if err := r.Check(); err != nil {
					t.Fatalf("%+v: %v", r, err)
				}
			}
		}
	})
}

// The same for what stands in a worksheet: bytes alone seldom get through the
// check sums of a workbook.
func FuzzWorksheet(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="inlineStr"><is><t>房号</t></is></c><c r="B1" t="inlineStr"><is><t>姓名</t></is></c></row>`, `<mergeCell ref="A1:A3"/>`)
	f.Add(`<row><c t="s"><v>0</v></c><c t="s"><v>-1</v></c><c t="s"><v>99</v></c></row>`, `<mergeCell ref="B2:A1"/>`)
	f.Add(`<row r="2"><c r="A2" s="9"><v>46084</v></c></row><row r="1"><c r="XFD1"><f>A1</f></c></row>`, `<mergeCell ref="A1:XFD1048576"/>`)
	f.Add(`<row r="1048577"><c/></row><row r="-1"><c r="A0"><v>1E309</v></c></row>`, `<mergeCell ref="A0:A99999999"/>`)
	empty := func() []byte {
		b := newBook(f)
		b.rows("Sheet1", "A1", r{"房号", "姓名"})
		b.merge("Sheet1", "C1:C2")
		return b.bytes()
	}()
	f.Fuzz(func(t *testing.T, rows, merged string) {
		data := stored(t, stored(t, empty, "</sheetData>", rows+"</sheetData>"), `<mergeCell ref="C1:C2"`, merged+`<mergeCell ref="C1:C2"`)
		l, err := Read(context.Background(), "x", bytes.NewReader(data), nil)
		var said forms.Refusal
		if err != nil && !errors.As(err, &said) {
			t.Fatalf("not a sentence: %v", err)
		}
		if err != nil {
			return
		}
		_, err = l.Plan(context.Background(), l.Best, l.Sheets[l.Best].Guess, nil, nil)
		if err != nil && !errors.As(err, &said) {
			t.Fatalf("not a sentence: %v", err)
		}
	})
}
