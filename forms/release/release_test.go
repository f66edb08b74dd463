package release

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
	"frontdesk/forms/formtest"
	"frontdesk/forms/paper"
)

// permit plays acts on a permit as the store does: steps, slip and check first.
type permit struct {
	t   *testing.T
	now time.Time
	o   *forms.Office
	r   *Record
	new []forms.Opening
}

func aPermit(t *testing.T) *permit {
	o := &forms.Office{Name: "和谐花园管理处", Rules: forms.DefaultRules(), Shifts: []forms.Shift{{Name: "早班", Start: 8 * 60, End: 16 * 60}}}
	return &permit{t: t, now: formtest.At("2026-11-23 09:00"), o: o, r: &Record{}}
}

// try does an act and gives the sentence that refuses it, empty when it is done.
func (p *permit) try(v forms.Verb, d forms.Deed) string { return p.tryBy(formtest.Clerk, v, d) }

func (p *permit) tryBy(by forms.Person, v forms.Verb, d forms.Deed) string {
	p.t.Helper()
	c := forms.Context{Now: p.now, By: by, Office: p.o}
	var r forms.Record
	if v != forms.Open {
		r = p.r
		for _, s := range p.r.Steps(c) {
			if s.Verb == v && s.Refused != "" {
				return s.Refused
			}
		}
	}
	for _, x := range forms.Wrong(d, r, c) {
		return x.Words
	}
	if s, ok := d.(forms.Sealer); ok {
		s.Seal(r, c)
	}
	a := forms.Act{Seq: 1, At: p.now, By: by, Verb: v, Edition: "A/0", Ref: forms.Ref{Book: "release", Year: 2026, No: 1}, Deed: d}
	if err := p.r.Apply(a); err != nil {
		return err.Error()
	}
	p.new = nil
	if o, ok := d.(forms.Opener); ok {
		p.new = o.Opens(p.r, a)
	}
	return ""
}

func (p *permit) must(v forms.Verb, d forms.Deed) {
	p.t.Helper()
	if why := p.try(v, d); why != "" {
		p.t.Fatalf("%s: %s", v, why)
	}
}

func (p *permit) application(as forms.As, things ...string) *Line {
	l := &Line{Room: "3-2-501", Name: "张伟", Phone: "13805510001", As: as, From: p.now, To: p.now.Add(2 * time.Hour)}
	for _, s := range things {
		l.Items = append(l.Items, Item{Name: s, Count: 1, Unit: "件"})
	}
	return l
}

func seen(last string) *Verifying {
	return &Verifying{Document: IDCard, LastFour: last, Checked: true}
}

// upTo takes a permit of an owner with three things to a state.
func upTo(t *testing.T, state string) *permit {
	t.Helper()
	p := aPermit(t)
	p.must(forms.Open, p.application(forms.Owner, "三人沙发", "冰箱", "双人床"))
	for _, step := range []struct {
		state string
		verb  forms.Verb
		deed  func() forms.Deed
	}{
		{ToVerify, Verify, func() forms.Deed { return seen("1234") }},
		{ToIssue, Issue, func() forms.Deed { return &Issuing{} }},
		{ToPass, Pass, func() forms.Deed { return &Passing{Result: Agrees, At: p.now, Post: "东门", Guard: "周强"} }},
		{ToReturn, Back, func() forms.Deed { return &TakingBack{Out: [MostItems]bool{true, true, true}, Result: Agrees} }},
		{forms.ToArchive, forms.Archive, func() forms.Deed { return &Archiving{} }},
	} {
		if state == step.state {
			break
		}
		p.now = p.now.Add(5 * time.Minute)
		p.must(step.verb, step.deed())
	}
	if p.r.State != state {
		t.Fatalf("the permit is %s, want %s", p.r.State, state)
	}
	return p
}

// The flow of D: 申请 → 核实 → 签发 → 放行 → 红联收回 → 归档. In every state one
// step is next; what else may be done stands in the table, and all the rest is
// refused in one sentence.
func TestReleaseFlow(t *testing.T) {
	for _, c := range []struct {
		state string
		next  forms.Verb
		may   []forms.Verb
	}{
		{ToVerify, Verify, []forms.Verb{forms.Correct, forms.Void}},
		{ToIssue, Issue, []forms.Verb{Verify, forms.Correct, forms.Void}},
		{ToPass, Pass, []forms.Verb{Back, forms.Void, Lose}},
		{ToReturn, Back, []forms.Verb{Lose}},
		{forms.ToArchive, forms.Archive, nil},
		{forms.Archived, "", nil},
	} {
		p := upTo(t, c.state)
		for _, s := range p.r.Steps(forms.Context{Now: p.now, By: formtest.Clerk, Office: p.o}) {
			may := s.Verb == c.next || slices.Contains(c.may, s.Verb)
			if (s.Refused == "") != may || s.Next != (s.Verb == c.next) {
				t.Errorf("%s, %s: refused %q, next %v", c.state, s.Word, s.Refused, s.Next)
			}
			if s.Refused != "" && (!strings.HasSuffix(s.Refused, "。") || p.r.Apply(forms.Act{At: p.now, By: formtest.Supervisor, Verb: s.Verb, Deed: Book().Deeds[s.Verb]()}) == nil) {
				t.Errorf("%s, %s: not refused in a sentence, or applied all the same: %q", c.state, s.Word, s.Refused)
			}
		}
	}
}

// Every refusal that D names, in one sentence.
func TestReleaseRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		state string
		do    func(p *permit) string
		want  string
	}{
		"no item": {"", func(p *permit) string { return p.try(forms.Open, p.application(forms.Owner)) }, "请至少填写一件要搬出的物品。"},
		"an item without count": {"", func(p *permit) string {
			l := p.application(forms.Owner, "冰箱")
			l.Items[0].Count = 0
			return p.try(forms.Open, l)
		}, "请填写数量。"},
		"time in the past": {"", func(p *permit) string {
			l := p.application(forms.Owner, "冰箱")
			l.From, l.To = p.now.Add(-3*time.Hour), p.now.Add(-time.Hour)
			return p.try(forms.Open, l)
		}, "搬运时间已经过去，请写以后的时间。"},
		"ends before it begins": {"", func(p *permit) string {
			l := p.application(forms.Owner, "冰箱")
			l.To = l.From
			return p.try(forms.Open, l)
		}, "结束时间要比开始时间晚。"},
		"identity not checked": {ToVerify, func(p *permit) string { return p.try(Verify, &Verifying{Document: IDCard, LastFour: "1234"}) }, "请核对证件原件和本人，再打勾。"},
		"not verified":         {ToVerify, func(p *permit) string { return p.try(Issue, &Issuing{}) }, "证件还没有核对，业主同意还没有核实，不能签发。请先“核实”。"},
		"expired before issue": {ToIssue, func(p *permit) string { p.now = p.r.To.Add(time.Minute); return p.try(Issue, &Issuing{}) }, "搬运时间已经过去，不能签发。请先“更正”搬运时间，再核实、签发。"},
		"fees not cleared, where the office asks for it": {ToVerify, func(p *permit) string {
			p.o.Rules.FeesCleared = true
			return p.try(Verify, seen("1234"))
		}, "费用还没有结清，请结清以后再打勾。"},
		"out after its time": {ToPass, func(p *permit) string {
			p.now = p.r.To.Add(time.Minute)
			return p.try(Pass, &Passing{Result: Agrees, At: p.now, Post: "东门", Guard: "周强"})
		}, "放行条只在 2026-11-23 09:00 至 11:00 有效，这个时间不在有效时间内；没有搬的请“收回未用的红联”，另开新的申请。"},
		"out before it was issued": {ToPass, func(p *permit) string {
			return p.try(Pass, &Passing{Result: Agrees, At: formtest.At("2026-11-23 09:01"), Post: "东门", Guard: "周强"})
		}, "放行时间比签发时间（11-23 09:10）还早，请核对。"},
		"differs, nobody says how": {ToPass, func(p *permit) string {
			return p.try(Pass, &Passing{Result: Differ, At: p.now, Post: "东门", Guard: "周强"})
		}, "请填写哪里不符。"},
		"back, not all ticked": {ToReturn, func(p *permit) string {
			return p.try(Back, &TakingBack{Out: [MostItems]bool{true, false, true}, Result: Agrees})
		}, "还有 1 行没有打勾：请逐行核对，或者选“不符”并写明。"},
		"void after it went out": {ToReturn, func(p *permit) string { return p.try(forms.Void, &forms.Voiding{Reason: "写错"}) }, "已经放行，不能作废；有不符的，请在“收回红联”时写明。"},
		"void without a reason":  {ToVerify, func(p *permit) string { return p.try(forms.Void, &forms.Voiding{}) }, "请填写作废原因。"},
		"edit after issue":       {ToPass, func(p *permit) string { return p.try(forms.Correct, &Correction{}) }, "已经签发的不能更正；有错请作废，再开新的申请。"},
		"lost, by a clerk":       {ToReturn, func(p *permit) string { return p.try(Lose, &Losing{Reason: "门岗找不到"}) }, "红联遗失要由主管签名登记。"},
	} {
		t.Run(name, func(t *testing.T) {
			p := aPermit(t)
			if c.state != "" {
				p = upTo(t, c.state)
			}
			if got := c.do(p); got != c.want {
				t.Errorf("said %q, want %q", got, c.want)
			}
			if p.r.State != c.state {
				t.Errorf("is now %s", p.r.State)
			}
		})
	}
}

// Four ways of consent, each with what it needs; an owner needs none.
func TestReleaseConsent(t *testing.T) {
	whole := func(f func(v *Verifying)) *Verifying {
		v := seen("123X")
		f(v)
		return v
	}
	for _, c := range []struct {
		as   forms.As
		v    *Verifying
		want string
	}{
		{forms.Owner, whole(func(*Verifying) {}), ""},
		{forms.Tenant, whole(func(*Verifying) {}), "请填写业主同意。"},
		{forms.Tenant, whole(func(v *Verifying) { v.Consent = InFace }), "请填写谁同意的。"},
		{forms.Tenant, whole(func(v *Verifying) { v.Consent, v.Consenter = InFace, "李建国" }), ""},
		{Proxy, whole(func(v *Verifying) { v.Consent, v.Consenter = ByProxy, "李建国" }), "请填写委托书写明的物品。"},
		{Proxy, whole(func(v *Verifying) { v.Consent, v.Consenter, v.Things = ByProxy, "李建国", "与清单一致" }), ""},
		{forms.Tenant, whole(func(v *Verifying) { v.Consent, v.Consenter = ByCall, "李建国" }), "请填写拨打的号码。"},
		{forms.Tenant, whole(func(v *Verifying) {
			v.Consent, v.Consenter, v.Called, v.When, v.Heard = ByCall, "李建国", "13900001111", formtest.At("2026-11-23 08:55"), "王芳"
		}), ""},
		{forms.Tenant, whole(func(v *Verifying) {
			v.Consent, v.Consenter, v.Called, v.When, v.Heard = ByCall, "李建国", "13900001111", formtest.At("2026-11-23 12:00"), "王芳"
		}), "通话时间还没有到，请改成已经过去的时间。"},
		{forms.Tenant, whole(func(v *Verifying) { v.Consent, v.Consenter, v.Paper = ByPapers, "链家中介", "租赁合同" }), "文件要列明所搬的物品；没有列明请改用别的同意方式。"},
		{forms.Tenant, whole(func(v *Verifying) {
			v.Consent, v.Consenter, v.Paper, v.Listed = ByPapers, "链家中介", "租赁合同", true
		}), ""},
	} {
		p := aPermit(t)
		p.must(forms.Open, p.application(c.as, "冰箱"))
		if got := p.try(Verify, c.v); got != c.want {
			t.Errorf("%s, %s: said %q, want %q", c.as, c.v.Consent, got, c.want)
		}
		if c.want != "" {
			continue
		}
		if p.must(Issue, &Issuing{}); p.r.State != ToPass {
			t.Errorf("%s, %s: %s", c.as, c.v.Consent, p.r.State)
		}
	}
}

// 不符 at the gate stops the move: the permit is void, its slip has to come back, and a
// new number refers to it (D 4).
func TestDiffersAtTheGate(t *testing.T) {
	p := upTo(t, ToPass)
	p.must(Pass, &Passing{Result: Differ, At: p.now, Post: "东门", Guard: "周强", Found: "多了一台电视机"})
	if p.r.State != VoidOut || !p.r.Brief().Open || !p.r.Brief().Void || len(p.new) != 1 {
		t.Fatalf("%s, %d opened", p.r.State, len(p.new))
	}
	l := p.new[0].Deed.(*Line)
	if l.Refers != "2026-0001" || l.Room != "3-2-501" || len(l.Items) != 3 {
		t.Errorf("opened %+v", l)
	}
	p.must(Back, &TakingBack{})
	if p.r.State != forms.Annulled || p.r.Brief().Open || len(p.new) != 0 {
		t.Errorf("with the slip back: %s, %d opened", p.r.State, len(p.new))
	}
	p = upTo(t, ToPass)
	p.must(Pass, &Passing{Result: Agrees, At: p.now, Post: "东门", Guard: "周强"})
	if len(p.new) != 0 {
		t.Error("a permit that agrees opens another one")
	}
}

// 不符 at the desk, after the things went out: they are gone, so that nothing is void and
// nothing opened; it is the supervisor's.
func TestDiffersAtTheDesk(t *testing.T) {
	p := upTo(t, ToReturn)
	p.must(Back, &TakingBack{Result: Differ, Found: "少了双人床"})
	if p.r.State != ToSettle || p.r.IsVoid() || len(p.new) != 0 || p.r.Fate() != BackUsed {
		t.Fatalf("%s, void %v, %d opened, slip %s", p.r.State, p.r.IsVoid(), len(p.new), p.r.Fate())
	}
	if b := p.r.Brief(); !b.Open || b.Handler != "主管" || !p.r.leaves() {
		t.Errorf("nobody is told: %+v", b)
	}
	if why := p.try(forms.Archive, &Archiving{}); why != "核对不符，请主管先“处理不符”，再归档。" {
		t.Errorf("archived before it is settled: %q", why)
	}
	if why := p.try(Settle, &Settling{Result: "记错了"}); why != "放行以后发现的不符要由主管签名处理。" {
		t.Errorf("settled by a clerk: %q", why)
	}
	if why := p.tryBy(formtest.Supervisor, Settle, &Settling{Result: "查监控，双人床没有搬出"}); why != "" || p.r.State != forms.ToArchive {
		t.Errorf("%q, %s", why, p.r.State)
	}
}

// A row from before: 不符 at the desk took the permit out of force, and does so for ever.
func TestDiffersAtTheDeskInOldLedgers(t *testing.T) {
	p := upTo(t, ToReturn)
	old := &TakingBack{}
	if err := json.Unmarshal([]byte(`{"out":[true,false],"result":"不符","found":"少了双人床"}`), old); err != nil {
		t.Fatal(err)
	}
	if err := p.r.Apply(forms.Act{Seq: 9, At: p.now, By: formtest.Clerk, Verb: Back, Ref: p.r.Ref, Deed: old}); err != nil {
		t.Fatal(err)
	}
	if p.r.State != forms.Annulled || p.r.Brief().Open || p.r.Fate() != BackUsed {
		t.Errorf("%s, slip %s", p.r.State, p.r.Fate())
	}
}

// Every red slip has exactly one fate, whatever is done to it in whatever order (D 5):
// the acts, the fate, the state, and whether it is still to be seen among what is open.
func TestFatesOfASlip(t *testing.T) {
	type act struct {
		by   forms.Person
		verb forms.Verb
		deed forms.Deed
	}
	clerk := func(v forms.Verb, d forms.Deed) act { return act{formtest.Clerk, v, d} }
	all := [MostItems]bool{true, true, true}
	pass := func(m Match) act {
		return clerk(Pass, &Passing{Result: m, At: formtest.At("2026-11-23 09:20"), Post: "东门", Guard: "周强", Found: map[Match]string{Differ: "多一台电视"}[m]})
	}
	void := func(here bool) act {
		return clerk(forms.Void, &Voiding{Voiding: forms.Voiding{Reason: "住户说不搬了"}, Here: here})
	}
	used, unused, here, archive := clerk(Back, &TakingBack{Out: all, Result: Agrees}), clerk(Back, &TakingBack{Unused: true}), clerk(Back, &TakingBack{}), clerk(forms.Archive, &Archiving{})
	lose := act{formtest.Supervisor, Lose, &Losing{Reason: "门岗找不到"}}
	for _, c := range []struct {
		name  string
		acts  []act
		fate  Fate
		state string
		open  bool
	}{
		{"issued", nil, StillOut, ToPass, true},
		{"gone out", []act{pass(Agrees)}, StillOut, ToReturn, true},
		{"back used", []act{pass(Agrees), used}, BackUsed, forms.ToArchive, true},
		{"back unused", []act{unused}, BackUnused, forms.ToArchive, true},
		{"back unused, archived", []act{unused, archive}, BackUnused, forms.Archived, false},
		{"void, outside", []act{void(false)}, StillOut, VoidOut, true},
		{"void, here", []act{void(true)}, BackVoid, forms.Annulled, false},
		{"void and back", []act{void(false), here}, BackVoid, forms.Annulled, false},
		{"void at the gate", []act{pass(Differ)}, StillOut, VoidOut, true},
		{"void at the gate and back", []act{pass(Differ), here}, BackVoid, forms.Annulled, false},
		{"void and lost", []act{void(false), lose}, NotFound, Lost, false},
		{"void, lost, found", []act{void(false), lose, here}, Found, forms.Annulled, false},
		{"lost", []act{pass(Agrees), lose}, NotFound, Lost, false},
		{"lost, its stub archived", []act{pass(Agrees), lose, archive}, NotFound, forms.Archived, false},
		{"lost, found", []act{pass(Agrees), lose, used}, Found, forms.ToArchive, true},
		{"lost, archived, found", []act{pass(Agrees), lose, archive, used}, Found, forms.ToArchive, true},
		{"lost, archived, found, archived", []act{pass(Agrees), lose, archive, used, archive}, Found, forms.Archived, false},
		{"lost before it was used, found unused", []act{lose, unused}, Found, forms.ToArchive, true},
		{"lost before it was used, void", []act{lose, void(false)}, NotFound, Lost, false},
		{"lost, and was used all the same", []act{lose, pass(Agrees)}, NotFound, Lost, false},
		{"lost, and was used, found", []act{lose, pass(Agrees), used}, Found, forms.ToArchive, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := upTo(t, ToPass)
			p.now = formtest.At("2026-11-23 09:30")
			for _, a := range c.acts {
				if why := p.tryBy(a.by, a.verb, a.deed); why != "" {
					t.Fatalf("%s: %s", a.verb, why)
				}
			}
			b := p.r.Brief()
			if p.r.Fate() != c.fate || p.r.State != c.state || b.Open != c.open {
				t.Errorf("its slip is %s, it is %s, open %v", p.r.Fate(), p.r.State, b.Open)
			}
			if out := c.fate == StillOut; p.r.leaves() != out || b.Due.IsZero() == out {
				t.Errorf("handed over %v, due %v", p.r.leaves(), b.Due)
			}
			n := Reckon([]forms.Entry{p.r}, formtest.At("2026-11-23 00:00"), formtest.At("2026-11-30 00:00"), p.now)
			if n.Issued != 1 || len(n.Fates) != 1 || n.Fates[c.fate] != 1 {
				t.Errorf("reckoned %+v", n)
			}
			if slip := strings.Contains(pageOf(p), "大件物品放行条"); slip != (c.state == ToPass) {
				t.Errorf("prints a slip that looks good: %v", slip)
			}
		})
	}
}

// pageOf is all that stands on a permit's page.
func pageOf(p *permit) string {
	text := ""
	for _, page := range paper.Compose(drawPage(forms.PageHead{Office: p.o, Edition: "A/0", Now: p.now}, []forms.Entry{p.r})) {
		for _, b := range page.Boxes {
			text += b.Text() + "\n"
		}
	}
	return text
}

// A slip comes back once, and says whether it was used.
func TestASlipComesBackOnce(t *testing.T) {
	p := upTo(t, ToPass)
	if why := p.try(Back, &TakingBack{}); why != "没有用过的，请打勾；已经用过的，请先“登记放行”，再收回。" {
		t.Errorf("neither used nor unused: %q", why)
	}
	p.must(Back, &TakingBack{Unused: true})
	for v, want := range map[forms.Verb]string{
		Back:       "红联已经收回，不用再收。",
		Pass:       "红联没有用过就收回了，不能放行；要搬请另开新的申请。",
		forms.Void: "红联已经收回，不用作废，请“归档”；要搬请另开新的申请。",
		Lose:       "没有在外面的红联，不用登记遗失。",
	} {
		if got := p.try(v, Book().Deeds[v]()); got != want {
			t.Errorf("%s of a slip that is back: %q", v, got)
		}
	}
	p = upTo(t, ToPass)
	p.must(forms.Void, &Voiding{Voiding: forms.Voiding{Reason: "不搬了"}})
	if why := p.try(forms.Void, &Voiding{Voiding: forms.Voiding{Reason: "不搬了"}}); !strings.Contains(why, "红联还在外面") {
		t.Errorf("void twice: %q", why)
	}
}

// A permit is good for three days at most, or for as long as the office says; what was
// written down under another rule is not issued.
func TestPermitDays(t *testing.T) {
	for _, c := range []struct {
		days     int
		from, to string
		want     string
	}{
		{3, "2026-11-23 09:00", "2026-11-26 09:00", ""},
		{3, "2026-11-23 09:00", "2026-11-26 09:01", "放行条最多有效 3 天，请把结束时间写早一些；搬得更久的，请分几份申请。"},
		{3, "2026-11-23 09:00", "2027-11-23 09:00", "放行条最多有效 3 天，请把结束时间写早一些；搬得更久的，请分几份申请。"},
		{3, "2024-11-23 09:00", "2026-11-23 12:00", "放行条最多有效 3 天，请把结束时间写早一些；搬得更久的，请分几份申请。"},
		{3, "2026-12-31 21:00", "2027-01-02 10:00", ""},
		{1, "2026-11-23 09:00", "2026-11-24 10:00", "放行条最多有效 1 天，请把结束时间写早一些；搬得更久的，请分几份申请。"},
		{7, "2026-11-23 09:00", "2026-11-30 09:00", ""},
	} {
		p := aPermit(t)
		p.o.Rules.PermitDays = c.days
		l := p.application(forms.Owner, "冰箱")
		l.From, l.To = formtest.At(c.from), formtest.At(c.to)
		if got := p.try(forms.Open, l); got != c.want {
			t.Errorf("%s to %s, %d days: %q", c.from, c.to, c.days, got)
		}
	}
	p := aPermit(t)
	p.o.Rules.PermitDays = 7
	l := p.application(forms.Owner, "冰箱")
	l.To = l.From.AddDate(0, 0, 6)
	p.must(forms.Open, l)
	p.must(Verify, seen("1234"))
	p.o.Rules.PermitDays = 3
	if got := p.try(Issue, &Issuing{}); got != "放行条最多有效 3 天，不能签发。请先“更正”搬运时间，再核实、签发。" {
		t.Errorf("issued under a shorter rule: %q", got)
	}
}

// A slip that is good into another year says which.
func TestTheSlipSaysItsYear(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"2026-11-23 09:00", "2026-11-23 11:00", "2026-11-23 09:00 至 11:00"},
		{"2026-11-23 22:00", "2026-11-24 02:00", "2026-11-23 22:00 至 11-24 02:00"},
		{"2026-12-31 22:00", "2027-01-01 02:00", "2026-12-31 22:00 至 2027-01-01 02:00"},
	} {
		if got := (&Line{From: formtest.At(c.from), To: formtest.At(c.to)}).validity(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// A red slip is late 24 hours after the moving time, by the rule in force when
// it was issued.
func TestSlipDue(t *testing.T) {
	p := upTo(t, ToPass)
	due := formtest.At("2026-11-24 11:00")
	if b := p.r.Brief(); !b.Due.Equal(due) || !b.Open {
		t.Errorf("due %v, open %v", b.Due, b.Open)
	}
	p.o.Rules.SlipBack = 48 // changes nothing that was promised
	for _, c := range []struct {
		now  string
		late bool
	}{{"2026-11-24 11:00", false}, {"2026-11-24 11:01", true}} {
		if got := p.r.Overdue(formtest.At(c.now)); got != c.late {
			t.Errorf("%s: late %v", c.now, got)
		}
	}
	if b := upTo(t, forms.ToArchive).r.Brief(); !b.Due.IsZero() {
		t.Errorf("a slip that is back is due %v", b.Due)
	}
}

// Monday's reckoning: so many as were issued in the week have come to an end or are
// outside, and all that are outside are listed, however long.
func TestReckoning(t *testing.T) {
	void := upTo(t, ToPass)
	void.must(forms.Void, &Voiding{Voiding: forms.Voiding{Reason: "不搬了"}})
	unused := upTo(t, ToPass)
	unused.must(Back, &TakingBack{Unused: true})
	lost := upTo(t, ToReturn)
	if why := lost.tryBy(formtest.Supervisor, Lose, &Losing{Reason: "门岗找不到"}); why != "" {
		t.Fatal(why)
	}
	old := upTo(t, ToPass) // issued two years before, never seen again
	old.r.Issued, old.r.SlipDue = old.r.Issued.AddDate(-2, 0, 0), old.r.SlipDue.AddDate(-2, 0, 0)
	entries := []forms.Entry{upTo(t, ToIssue).r, upTo(t, ToPass).r, upTo(t, ToReturn).r, upTo(t, forms.ToArchive).r, upTo(t, forms.Archived).r, void.r, unused.r, lost.r, old.r, &forms.Gone{}}
	n := Reckon(entries, formtest.At("2026-11-23 00:00"), formtest.At("2026-11-30 00:00"), formtest.At("2026-11-24 09:00"))
	if want := map[Fate]int{StillOut: 3, BackUsed: 2, BackUnused: 1, NotFound: 1}; n.Issued != 7 || n.Used != 4 || !maps.Equal(n.Fates, want) {
		t.Errorf("%+v", n)
	}
	if n.Outside != 4 || n.Late != 1 || len(n.Listed) != 5 { // three of the week, the old one; and the lost one
		t.Errorf("%d outside, %d late, %d listed", n.Outside, n.Late, len(n.Listed))
	}
}

// A correction before the issue keeps the old words, and what was verified has
// to be verified again.
func TestReleaseCorrection(t *testing.T) {
	p := upTo(t, ToIssue)
	x := &Correction{}
	x.Start(p.r, forms.Context{Now: p.now, By: formtest.Clerk, Office: p.o})
	if why := p.try(forms.Correct, &Correction{Line: x.Line, Reason: "看看"}); why != "还没有改动任何内容。请先改动，再签名。" {
		t.Errorf("nothing changed: %q", why)
	}
	x.Line.Items = slices.Clone(p.r.Items[:2])
	x.Line.Items[1].Name, x.Line.Plate, x.Reason = "洗衣机", "皖A12345", "说错了"
	p.must(forms.Correct, x)
	if p.r.State != ToVerify || p.r.Verified.Checked || len(p.r.Items) != 2 {
		t.Errorf("%s, checked %v, %d items", p.r.State, p.r.Verified.Checked, len(p.r.Items))
	}
	s := drawPage(forms.PageHead{Office: p.o, Edition: "A/0", Now: p.now}, []forms.Entry{p.r})
	struck := map[string]bool{}
	for _, page := range paper.Compose(s) {
		for _, b := range page.Boxes {
			for _, line := range b.Lines {
				for _, run := range line {
					if run.Struck {
						struck[run.Text] = true
					}
				}
			}
		}
	}
	if !struck["冰箱"] || !struck["（空）"] {
		t.Errorf("struck through: %v", struck)
	}
	if story := strings.Join(p.r.Story(), "\n"); !strings.Contains(story, "双人床") {
		t.Errorf("the line that is no more left no trace: %s", story)
	}
}

// Whatever is typed or pasted, no whole number of an identity card gets into
// the record.
func TestReleaseKeepsNoIDs(t *testing.T) {
	const id = "34010219800101123X"
	p := aPermit(t)
	l := p.application(forms.Tenant, "冰箱")
	c := forms.Context{Now: p.now, By: formtest.Clerk, Office: p.o}
	fill := func(s paper.Sheet) {
		for _, b := range s.Blanks() {
			if b.Kind == paper.TextKind || b.Kind == paper.LongKind || b.Kind == paper.RoomKind || b.Kind == paper.PersonKind || b.Kind == paper.PhoneKind {
				for _, s := range []string{id, "证件 " + id, "３４０１０２１９８００１０１１２３Ｘ"} {
					_ = b.Set(s)
					if strings.Contains(b.Get(), "19800101") {
						t.Errorf("%s keeps %q", b.Name, b.Get())
					}
				}
			}
		}
	}
	fill(l.Slip(nil, c))
	p.must(forms.Open, p.application(forms.Tenant, "冰箱"))
	for _, w := range []Consent{InFace, ByProxy, ByCall, ByPapers} {
		v := &Verifying{Document: IDCard, Consent: w}
		fill(v.Slip(p.r, c))
		if v.LastFour != "123X" {
			t.Errorf("last four: %q", v.LastFour)
		}
	}
	for _, d := range []forms.Deed{&Issuing{}, &Passing{Result: Differ}, &TakingBack{Result: Differ}, &Archiving{}, &Losing{}, &forms.Voiding{}, &Correction{}} {
		if s, ok := d.(forms.Starter); ok {
			s.Start(p.r, c)
		}
		fill(d.Slip(p.r, c))
	}
}

// The list takes up to twenty lines; the page shows where it ends.
func TestReleaseList(t *testing.T) {
	for n := 1; n <= MostItems; n++ {
		p := aPermit(t)
		var things []string
		for i := range n {
			things = append(things, fmt.Sprintf("物品%02d", i+1))
		}
		p.must(forms.Open, p.application(forms.Owner, things...))
		p.must(Verify, seen("1234"))
		p.must(Issue, &Issuing{})
		text, ends := "", 0
		pages := paper.Compose(drawPage(forms.PageHead{Office: p.o, Edition: "A/0", Now: p.now}, []forms.Entry{p.r}))
		for _, page := range pages {
			for _, b := range page.Boxes {
				text += b.Text() + "\n"
				if b.Text() == "以下空白" {
					ends++
				}
			}
		}
		for _, s := range things {
			if strings.Count(text, s) != 2 { // on both copies
				t.Fatalf("%d things: %s stands %d times", n, s, strings.Count(text, s))
			}
		}
		if n < MostItems && n > 4 && n%2 == 1 && ends != 2 {
			t.Errorf("%d things: the list ends %d times", n, ends)
		}
		if len(pages) > 2 {
			t.Errorf("%d things need %d sheets", n, len(pages))
		}
	}
	p := aPermit(t)
	var many []string
	for i := range MostItems + 1 {
		many = append(many, fmt.Sprint("物品", i))
	}
	if why := p.try(forms.Open, p.application(forms.Owner, many...)); why != "一份申请最多二十行物品，其余的请另开一份。" {
		t.Errorf("twenty-one: %q", why)
	}
}

// What lay ready begins when it is begun.
func TestApplicationWakes(t *testing.T) {
	p := aPermit(t)
	l := &Line{}
	l.Start(nil, forms.Context{Now: p.now, Office: p.o})
	if l.Wake(forms.Context{Now: p.now.Add(time.Minute)}) {
		t.Error("wakes within the minute")
	}
	if !l.Wake(forms.Context{Now: p.now.Add(time.Hour)}) || !l.From.Equal(p.now.Add(time.Hour)) || !l.To.Equal(p.now.Add(3*time.Hour)) {
		t.Errorf("an hour later: %v to %v", l.From, l.To)
	}
}

// Every field stands on the page of the permit, in each way of consent all that
// the way needs.
func TestEveryFieldOfAPermitStandsOnThePage(t *testing.T) {
	for way, leave := range map[Consent][]string{
		InFace:   {"Verified.Things", "Verified.Called", "Verified.When", "Verified.Heard", "Verified.Paper", "Verified.Listed"},
		ByProxy:  {"Verified.Called", "Verified.When", "Verified.Heard", "Verified.Paper", "Verified.Listed"},
		ByCall:   {"Verified.Things", "Verified.Paper", "Verified.Listed"},
		ByPapers: {"Verified.Things", "Verified.Called", "Verified.When", "Verified.Heard"},
	} {
		t.Run(string(way), func(t *testing.T) {
			at := formtest.At("2026-11-23 09:00")
			r := &Record{
				Line: Line{As: forms.Tenant, Items: make([]Item, 2)}, Ref: forms.Ref{Book: "release", Year: 2026, No: 77},
				Verified: Verifying{Document: Passport, LastFour: "123X", Consent: way}, Passed: Passing{Result: Agrees}, State: forms.Archived,
			}
			ticked := map[string]string{
				"As": "☑租户", "Verified.Document": "护照", "Verified.Consent": "☑" + string(way), "Verified.Checked": "☑已核对证件",
				"Verified.Listed": "列明", "Verified.Fees": "☑物业费用已经结清",
			}
			marks := formtest.Marked(reflect.ValueOf(r).Elem(), &at, ticked, append(leave,
				"Shift", "Clause", "Ref", "Written", "Writer", "State", "Notes", "Marks", "Return", "Annulment", "VoidedAt", "LostAt", "Settled", "Passed.Found")...)
			marks["Ref"] = "2026-0077"
			formtest.Stands(t, drawPage(forms.PageHead{Office: formtest.Office(), Edition: "A/0", Now: at}, []forms.Entry{r}), marks)
		})
	}
}

// A remark on a thing is no place for bare digits, which may be a PIN.
func TestARemarkOnAThingTakesNoPIN(t *testing.T) {
	p := aPermit(t)
	l := p.application(forms.Tenant, "冰箱")
	l.Items[0].Note = "4444"
	if said := p.try(forms.Open, l); !strings.Contains(said, "像是 PIN") {
		t.Errorf("it says %q", said)
	}
	l.Items[0].Note = "门有 2 道划痕"
	p.must(forms.Open, l)
}
