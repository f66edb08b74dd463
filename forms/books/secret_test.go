package books

import (
	"slices"
	"strings"
	"testing"

	"frontdesk/forms"
	"frontdesk/forms/formtest"
	"frontdesk/forms/paper"
)

// everySlip draws the slip of every deed of every book, on an entry of its kind
// where it is done to one.
func everySlip(t *testing.T, do func(b *forms.Book, v forms.Verb, s paper.Sheet)) {
	p := formtest.NewBench(t, "2026-11-23 09:00")
	c := forms.Context{Now: p.Now, By: formtest.Supervisor, Office: p.O, Staff: []forms.Person{formtest.Clerk, formtest.Relief, formtest.Supervisor}, Sight: p.B}
	for _, b := range append(All(), forms.StaffBook(), forms.OfficeBook()) {
		for v, deed := range b.Deeds {
			d := deed()
			if v != forms.Open {
				do(b, v, d.Slip(b.New(), c))
				continue
			}
			if x, ok := d.(forms.Starter); ok {
				x.Start(nil, c)
			}
			do(b, v, d.Slip(nil, c))
		}
		for v, deed := range b.Plain {
			do(b, v, deed().Slip(nil, c))
		}
	}
}

// A PIN that was typed into a remark would stand in the ledger for good: in every
// book every blank for words refuses it at its place, and says what to do instead.
func TestNoBlankForWordsTakesAPIN(t *testing.T) {
	// Digits alone are right there; each is a reason why it is no remark.
	free := []string{"告知价格", "实收费用", "月份", "车牌", "第 1 件物品", "单位", "备注", "证件末四位", "岗位", "安防员", "存放处", "回访编号"}
	seen := map[string]bool{}
	everySlip(t, func(b *forms.Book, v forms.Verb, s paper.Sheet) {
		for _, blank := range s.Blanks() {
			if blank.ReadOnly || blank.Kind != paper.TextKind && blank.Kind != paper.LongKind {
				continue
			}
			if blank.Kind == paper.TextKind && (slices.Contains(free, blank.Name) || strings.HasSuffix(blank.Name, "的循环")) {
				seen[blank.Name] = true
				continue
			}
			for _, pin := range []string{"3333", "12345678", " ３３３３\n"} {
				if err := blank.Set(pin); err != nil || blank.Get() == "" {
					continue // it takes no such text at all
				}
				if !slices.ContainsFunc(s.Problems(), func(p paper.Problem) bool { return p.Field == blank.Field }) {
					t.Errorf("%s, %s: “%s” takes %q", b.Key, v, blank.Name, pin)
				}
			}
		}
	})
	if len(seen) < 5 {
		t.Errorf("the slips show only %v", seen)
	}
}
