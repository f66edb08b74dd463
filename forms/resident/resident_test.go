package resident

import (
	"errors"
	"fmt"
	rand "math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"frontdesk/forms"
	"frontdesk/forms/paper"
)

func TestOneRoomHowEverItIsWritten(t *testing.T) {
	for _, same := range [][]string{
		{
			"3-2-501", "3栋2单元501", "3栋2单元501室", "三栋二单元501", "３－２－５０１", "３＃２－５０１", "3号楼2单元501号", "3幢2门501房", "3-2-0501",
			"第3栋第2单元501", " 3 - 2 - 501 ", "3/2/501", "3.2.501", "3—2—501", "3座2单元501房间", "03-02-501", "三栋二单元五〇一室", "三栋二单元五零一",
		},
		{"A-1201", "A座1201", "a1201", "Ａ座１２０１室", "A栋1201", "A#1201"},
		{"12-1-101", "十二栋一单元101", "12栋1单元101"},
		{"1-3-2-501", "一期3栋2单元501", "1期三栋2单元501室"},
		{"翠竹苑3-501", "翠竹苑3栋501室", "翠竹苑三栋501"},
		{"118-5-501", "118弄5号501室"},
		{"商铺8", "商铺08", "商铺8号"},
		{"甲-501", "甲座501", "甲座501室"},
		{"20-1", "二十栋1"},
		{"105-3", "一百零五号3"},
	} {
		for _, s := range same[1:] {
			if RoomKey(s) != RoomKey(same[0]) {
				t.Errorf("%s is %s, not %s as %s", s, RoomKey(s), RoomKey(same[0]), same[0])
			}
		}
	}
	different := []string{"3-2-501", "32-501", "3-25-01", "3-501", "2-501", "501", "A-3-2-501", "3-2-502"}
	for i, a := range different {
		for _, b := range different[:i] {
			if RoomKey(a) == RoomKey(b) {
				t.Errorf("%s and %s are one room", a, b)
			}
		}
	}
	for _, no := range []string{"", " ", "-", "合计", "门卫室", "楼上"} {
		if RoomKey(no) != "" {
			t.Errorf("%q is the room %s", no, RoomKey(no))
		}
	}
	for typed, written := range map[string]string{"3栋2单元0501室": "3-2-0501", "a座1201": "A-1201", "商铺08": "商铺08", "百合苑3栋101": "百合苑3-101"} {
		if got := RoomNumber(typed); got != written {
			t.Errorf("%s is written %s, not %s", typed, got, written)
		}
	}
}

func FuzzRoom(f *testing.F) {
	for _, s := range []string{"3-2-501", "三栋二单元五〇一室", "第十百零", "Ａ座\x00１２０１", "\xff\xfe", "---", "第第3", "3栋栋栋"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		number := RoomNumber(s)
		if again := RoomNumber(number); RoomKey(again) != RoomKey(number) {
			t.Errorf("%q is %q, and that %q", s, number, again)
		}
		if key := RoomKey(s); !utf8.ValidString(number) || strings.Contains(key, "--") || strings.ContainsAny(key, "\n ") {
			t.Errorf("%q has the key %q", s, key)
		}
	})
}

func TestPhonesAsPeopleWriteThem(t *testing.T) {
	for _, x := range []struct {
		text, phones, rest string
	}{
		{"13812345678", "13812345678", ""},
		{"138 1234 5678", "13812345678", ""},
		{"138-1234-5678", "13812345678", ""},
		{"1381 234 5678", "13812345678", ""},
		{"+8613812345678", "13812345678", ""},
		{"86 13812345678", "13812345678", ""},
		{"0086-138 1234 5678", "13812345678", ""},
		{"１３８１２３４５６７８", "13812345678", ""},
		{"13812345678.0", "13812345678", ""},
		{"'13812345678", "13812345678", ""},
		{"13812345678/13987654321", "13812345678 13987654321", "/"},
		{"13812345678 13987654321", "13812345678 13987654321", ""},
		{"13812345678、0755-86612345", "13812345678 0755-86612345", "、"},
		{"075586612345", "0755-86612345", ""},
		{"0755 8661 2345", "0755-86612345", ""},
		{"(0755)86612345", "0755-86612345", ""},
		{"（0755）86612345", "0755-86612345", ""},
		{"010-88886666", "010-88886666", ""},
		{"0755-86612345转801", "0755-86612345转801", ""},
		{"0755-86612345-801", "0755-86612345转801", ""},
		{"8661-2345", "86612345", ""},
		{"86612345", "86612345", ""},
		{"400-800-1234", "4008001234", ""},
		{"95588", "95588", ""},
		{"+852 9123 4567", "+85291234567", ""},
		{"+86 755 86612345", "0755-86612345", ""},
		{"李娜:13812345678", "13812345678", "李娜:"},
		{"1381234567", "", "1381234567"},
		{"138123456789", "", "138123456789"},
		{"无", "", "无"},
		{"", "", ""},
	} {
		phones, rest := ReadPhones(x.text)
		if strings.Join(phones, " ") != x.phones || rest != x.rest {
			t.Errorf("%q: %v and %q, not %q and %q", x.text, phones, rest, x.phones, x.rest)
		}
	}
}

func FuzzPhones(f *testing.F) {
	for _, s := range []string{"138 1234 5678", "(0755)86612345转1", "+86+86", "8661-2345-12", "010-88886666#1", "\xff1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		phones, _ := ReadPhones(s)
		for _, p := range phones {
			if again, rest := ReadPhones(p); len(again) != 1 || again[0] != p || rest != "" {
				t.Errorf("%q holds %q, which reads as %v and %q", s, p, again, rest)
			}
		}
	})
}

// Numbers made for this test, of nobody.
const (
	idCard   = "110101199003070134"
	idOld    = "110101900307013"
	idBad    = "110101199003070130" // wrong check character, but a birthday
	idLetter = "11010119900307002X"
)

func TestIdentityCardsAreLeftOut(t *testing.T) {
	for _, x := range []struct {
		text, left string
		n          int
	}{
		{idCard, "", 1},
		{idOld, "", 1},
		{idBad, "", 1},
		{idLetter, "", 1},
		{strings.ToLower(idLetter), "", 1},
		{"身份证" + idCard + "，有狗", "身份证，有狗", 1},
		{"张伟 " + idCard, "张伟", 1},
		{idCard + "/" + idOld, "/", 2},
		{"110101 19900307 0134", "", 1},
		{"110101 19900307 0130", "110101 19900307 0130", 0}, // spaced and with a wrong check character: hardly one
		{"１１０１０１１９９００３０７０１３０", "", 1},
		{"13812345678 13987654321", "13812345678 13987654321", 0},
		{"6222021234567890123", "6222021234567890123", 0},
		{"075586612345 8661234", "075586612345 8661234", 0},
		{"有狗", "有狗", 0},
	} {
		left, n := paper.WithoutIDs(x.text)
		if left != x.left || n != x.n {
			t.Errorf("%q: %q with %d taken out, not %q with %d", x.text, left, n, x.left, x.n)
		}
	}
}

func TestAResidentEnteredByHand(t *testing.T) {
	r := Resident{Room: "3栋2单元501室", Name: "张　伟", Phone: "138 1234 5678、0755-86612345", As: forms.Owner}.Tidy()
	if r.Room != "3-2-501" || r.Name != "张伟" || r.Phone != "13812345678" || !slices.Contains(r.Others, "0755-86612345") {
		t.Errorf("%+v", r)
	}
	for _, x := range []struct {
		r     Resident
		words string
	}{
		{Resident{Name: "张伟"}, "请填写房号"},
		{Resident{Room: "门卫室", Name: "张伟"}, "看不懂"},
		{Resident{Room: "3-2-501"}, "姓名或电话"},
		{Resident{Room: "3-2-501", Name: "张伟", Phone: "1381234567"}, "不像电话号码"},
		{Resident{Room: "3-2-501", Name: "张伟", Note: "证号" + idCard}, "不保存身份证号"},
		{Resident{Room: "3-2-501", Name: "张伟", Phone: idCard}, "不保存身份证号"},
		{Resident{Room: "3-2-501", Name: strings.Repeat("长", 41)}, "姓名太长"},
		{Resident{Room: "3-2-501", Name: "张伟", As: "访客"}, "身份请从"},
	} {
		err := x.r.Tidy().Check()
		var said forms.Refusal
		if !errors.As(err, &said) || !strings.Contains(string(said), x.words) {
			t.Errorf("%+v: %v", x.r, err)
		}
	}
	for _, ok := range []Resident{
		{Room: "3-2-501", Name: "张伟"},
		{Room: "3-2-501", Phone: "13812345678"},
		{Room: "商铺08", Name: "John Smith", Phone: "0755-86612345转801", As: forms.Tenant, Note: "晚上来电"},
	} {
		if err := ok.Tidy().Check(); err != nil {
			t.Errorf("%+v: %v", ok, err)
		}
	}
}

func street() *Directory {
	return NewDirectory([]Resident{
		{ID: 1, Room: "3-2-501", Name: "李娜", Phone: "13987654321", As: forms.Tenant},
		{ID: 2, Room: "3-2-501", Name: "单晓曾", Phone: "13812345678", As: forms.Owner, Others: []string{"0755-86612345"}},
		{ID: 3, Room: "3-2-502", Name: "张伟", Phone: "13700001111"},
		{ID: 4, Room: "3-10-101", Name: "张伟明"},
		{ID: 5, Room: "32-501", Name: "王小张"},
		{ID: 6, Room: "A-1201", Name: "John Smith"},
		{ID: 7, Room: "商铺08", Name: "尉迟恭"},
		{ID: 8, Room: "3-25-01", Name: "欧阳锋"},
		{ID: 9, Room: "3-2-0601", Phone: "13600000000"},
	}, nil)
}

func TestLookup(t *testing.T) {
	d := street()
	for _, x := range []struct {
		typed string
		ids   []int64
	}{
		{"3-2-501", []int64{2, 1}}, // the owner before the tenant
		{"３－２－５０１", []int64{2, 1}},
		{"3栋2单元501", []int64{2, 1}},
		{"32501", []int64{2, 1, 8, 5}}, // three rooms may be meant: 3-2-501, 3-25-01, 32-501
		{"3-2", []int64{2, 1, 3, 9, 8}},
		{"3-2-5", []int64{2, 1, 3}},
		{"501", []int64{2, 1, 5}},
		{"2-501", []int64{2, 1}},
		{"a1201", []int64{6}},
		{"A座12", []int64{6}},
		{"3-2-601", []int64{9}},
		{"32601", []int64{9}},
		{"320601", []int64{9}},
		{"商铺8", []int64{7}},
		{"张伟", []int64{3, 4}},
		{"张", []int64{3, 4, 5}},
		{"sxz", []int64{2}},
		{"SX", []int64{2}},
		{"xz", nil}, // initials are matched from the start of the name
		{"ycg", []int64{7}},
		{"oyf", []int64{8}},
		{"john", []int64{6}},
		{"john smith", []int64{6}},
		{"1381234", []int64{2}},
		{"5678", []int64{2}},
		{"138 1234 5678", []int64{2}},
		{"+8613812345678", []int64{2}},
		{"86612345", []int64{2}},
		{"3-2 张", []int64{3}},
		{"单 3-2-501", []int64{2}},
		{"501 ln", []int64{1}},
		{"", nil},
		{"  ", nil},
		{"\n", nil},
		{"查无此人", nil},
	} {
		var got []int64
		for _, r := range d.Lookup(x.typed, 10) {
			got = append(got, r.ID)
		}
		if !slices.Equal(got, x.ids) {
			t.Errorf("%q offers %v, not %v", x.typed, got, x.ids)
		}
	}
	if got := d.Lookup("3", 2); len(got) != 2 {
		t.Errorf("%d offered, asked for two", len(got))
	}
}

func FuzzLookup(f *testing.F) {
	for _, s := range []string{"3-2-501", "\n", "张 3 5", "-", "\xff", "sx\n"} {
		f.Add(s)
	}
	d := street()
	f.Fuzz(func(t *testing.T, typed string) {
		found := d.Lookup(typed, 3)
		if len(found) > 3 {
			t.Errorf("%q offers %d", typed, len(found))
		}
		seen := map[int64]bool{}
		for _, r := range found {
			if seen[r.ID] {
				t.Errorf("%q offers %d twice", typed, r.ID)
			}
			seen[r.ID] = true
		}
	})
}

// aTown is a directory of n residents.
func aTown(n int) []Resident {
	r := rand.New(rand.NewPCG(1, 2))
	family, given := []rune("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗单曾仇解查"), []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志晓重乐")
	all := make([]Resident, n)
	for i := range all {
		all[i] = Resident{
			ID: int64(i + 1), Room: fmt.Sprintf("%d-%d-%d0%d", 1+i/2400, 1+i/600%4, 1+i/20%30, 1+i/5%4),
			Name:  string(family[r.IntN(len(family))]) + string(given[r.IntN(len(given))]) + string(given[r.IntN(len(given))]),
			Phone: fmt.Sprintf("1%d%09d", 3+r.IntN(7), r.IntN(1e9)),
		}
	}
	return all
}

// What the index finds is what looking at each resident finds.
func TestLookupLeavesNobodyOut(t *testing.T) {
	all := aTown(3000)
	for i := range all {
		switch i % 10 {
		case 0:
			all[i].Room = strings.Replace(all[i].Room, "-", "-0", 2)
		case 1:
			all[i].Name, all[i].Others = "", []string{"0755-86612345转8"}
		case 2:
			all[i].Room, all[i].Name = "商铺"+all[i].Room, "Tom "+all[i].Name
		}
	}
	d := NewDirectory(all, nil)
	r := rand.New(rand.NewPCG(5, 6))
	whole := []string{}
	for range 60 {
		x := all[r.IntN(len(all))]
		whole = append(whole, x.Room, x.Name, x.Phone, strings.ReplaceAll(x.Room, "-", ""), strings.Join(d.readings[x.Name], ""))
	}
	for range 800 {
		text := []rune(whole[r.IntN(len(whole))])
		if len(text) == 0 {
			continue
		}
		from := r.IntN(len(text))
		typed := string(text[from : from+1+r.IntN(len(text)-from)])
		a := ask(typed)
		var want []int
		for at := range d.all {
			if d.fits(at, a) {
				want = append(want, at)
			}
		}
		got := d.collect(a, len(all), func(int) bool { return true })
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%q finds %d, looking at each %d", typed, len(got), len(want))
		}
	}
}

// Offers come within a keystroke: 5 ms among 50,000. The bound here is for a
// busy machine; BenchmarkLookup has the figure.
func TestLookupAmongFiftyThousand(t *testing.T) {
	d := NewDirectory(aTown(50_000), nil)
	for _, typed := range []string{"3", "32501", "3-2-501", "张", "zw", "138", "5678", "99999999", "张 3", "zz 1 5", "没有这个人", "3-2-501 张"} {
		best := time.Hour
		for range 5 {
			start := time.Now()
			d.Lookup(typed, 8)
			best = min(best, time.Since(start))
		}
		if best > 25*time.Millisecond {
			t.Errorf("%q took %v", typed, best)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	all := aTown(50_000)
	d := NewDirectory(all, nil)
	for _, typed := range []string{"3", "32501", "张", "zw", "5678", "没有", "张 3", "zz 1 5"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				d.Lookup(typed, 8)
			}
		})
	}
	b.Run("made", func(b *testing.B) {
		for b.Loop() {
			NewDirectory(all, nil)
		}
	})
	b.Run("made again", func(b *testing.B) {
		for b.Loop() {
			NewDirectory(all, d)
		}
	})
}

func TestAListIsPutOverWhatIsKept(t *testing.T) {
	kept := []Resident{
		{ID: 1, Room: "3-2-501", Name: "张伟", Phone: "13812345678", As: forms.Owner, Note: "有狗"},
		{ID: 2, Room: "3-2-502", Phone: "13911112222"},
		{ID: 3, Room: "3-2-503", Name: "不在名单里", Phone: "13700000000"},
	}
	list := []Resident{
		{Room: "3栋2单元501", Name: "张 伟"},                                       // the list knows no phone: the old one stays
		{Room: "3-2-501", Name: "李娜", Phone: "13900000001", As: forms.Tenant}, // another person of the same room
		{Room: "3-2-502", Name: "王芳", Phone: "13911112222"},                   // the phone without a name finds its name
		{Room: "3-2-501", Name: "张伟", Phone: "13600000000", Note: "周末来电"},     // a second place for the first
		{Room: "3-2-501", Phone: "13900000001"},                               // a phone whose owner is known
	}
	for i := range list {
		list[i] = list[i].Tidy()
	}
	got := Settle(kept, list)
	if len(got) != 3 {
		t.Fatalf("%d settled", len(got))
	}
	zhang, na, fang := got[0], got[1], got[2]
	if zhang.After.ID != 1 || zhang.After.Phone != "13600000000" || !slices.Equal(zhang.After.Others, []string{"13812345678"}) ||
		zhang.After.As != forms.Owner || zhang.After.Note != "周末来电" || !slices.Equal(zhang.From, []int{0, 3}) || !zhang.Changed() {
		t.Errorf("%+v", zhang)
	}
	if na.Before != nil || na.After.As != forms.Tenant || !slices.Equal(na.From, []int{1, 4}) {
		t.Errorf("%+v", na)
	}
	if fang.After.ID != 2 || fang.After.Name != "王芳" || !fang.Changed() {
		t.Errorf("%+v", fang)
	}
}

// A second import never empties, whatever the lists are, and the same list
// twice changes nothing the second time.
func TestASecondListNeverEmpties(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	some := func(all ...string) string { return all[r.IntN(len(all))] }
	aList := func() []Resident {
		var list []Resident
		for range r.IntN(12) {
			x := Resident{
				Room: some("3-2-501", "3栋2单元501", "3-2-502"), Name: some("", "张伟", "张 伟", "李娜", "王芳"),
				Phone: some("", "13812345678", "13911112222", "0755-86612345"), As: forms.As(some("", string(forms.Owner), string(forms.Tenant))), Note: some("", "有狗", "周末来电"),
			}.Tidy()
			if x.Check() == nil {
				list = append(list, x)
			}
		}
		return list
	}
	for range 3000 {
		var kept []Resident
		next := int64(1)
		for range 3 {
			list := aList()
			before := slices.Clone(kept)
			kept, next = put(kept, Settle(kept, list), next)
			for _, old := range before {
				i := slices.IndexFunc(kept, func(x Resident) bool { return x.ID == old.ID })
				if i < 0 {
					t.Fatalf("%+v is gone", old)
				}
				now := kept[i]
				if old.Name != "" && now.Name != old.Name || old.As != "" && now.As == "" || old.Note != "" && now.Note == "" || old.Room != now.Room {
					t.Fatalf("%+v became %+v", old, now)
				}
				for _, p := range old.Phones() {
					if !slices.Contains(now.Phones(), p) {
						t.Fatalf("%+v lost a phone: %+v", old, now)
					}
				}
			}
			for _, x := range list {
				if !slices.ContainsFunc(kept, func(k Resident) bool {
					return RoomKey(k.Room) == RoomKey(x.Room) && (x.Name == "" || nameKey(k.Name) == nameKey(x.Name)) && (x.Phone == "" || slices.Contains(k.Phones(), x.Phone))
				}) {
					t.Fatalf("%+v did not go in", x)
				}
			}
			for _, s := range Settle(kept, list) {
				if s.Before == nil || s.Changed() {
					t.Fatalf("the same list again: %+v", s)
				}
			}
		}
	}
}

// put keeps what was settled, as the store does.
func put(kept []Resident, all []*Settlement, next int64) ([]Resident, int64) {
	for _, s := range all {
		if s.Before == nil {
			s.After.ID = next
			next++
			kept = append(kept, s.After)
			continue
		}
		for i := range kept {
			if kept[i].ID == s.After.ID {
				kept[i] = s.After
			}
		}
	}
	return kept, next
}
