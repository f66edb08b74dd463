package pinyin

import (
	"slices"
	"testing"
)

func TestInitials(t *testing.T) {
	for _, x := range []struct{ name, in string }{
		{"张伟", "zw"},
		{"单晓曾", "sxz"},
		{"曾志伟", "zzw"},
		{"仇英", "qy"},
		{"解珍", "xz"},
		{"查良镛", "zly"},
		{"任重", "rz"},
		{"朴树", "ps"},
		{"尉迟恭", "ycg"},
		{"万俟卨", "mqx"},
		{"长孙无忌", "zswj"},
		{"欧阳锋", "oyf"},
		{"乐嘉", "yj"},
		{"Tom", "tom"},
		{"张A", "za"},
		{"张 伟", "zw"},
		{"吕布", "lb"},
		{"王先生", "wxs"},
	} {
		if got := Initials(x.name); !slices.Contains(got, x.in) {
			t.Errorf("%s is %v, not %s", x.name, got, x.in)
		}
	}
	for _, name := range []string{"", " ", "。"} {
		if got := Initials(name); len(got) != 0 {
			t.Errorf("%q has initials %v", name, got)
		}
	}
}
