package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/forms"
)

func founding(demo bool) Founding {
	return Founding{
		Settings: forms.Settings{Office: forms.Office{
			Name: "翠湖花园物业服务中心", Demo: demo, Rules: forms.DefaultRules(),
			Shifts: []forms.Shift{{Name: "早班", Start: 450, End: 900}, {Name: "晚班", Start: 900, End: 450}},
		}},
		People: []Newcomer{{"钱伟", forms.Manager, "4444"}, {"赵刚", forms.Supervisor, "3333"}, {"李敏", forms.Clerk, "1111"}},
	}
}

// anOffice founds an office; its people are by name.
func anOffice(t testing.TB, c *clock) (s *Store, people map[string]forms.Person, code string) {
	t.Helper()
	s, code, err := Found(context.Background(), Folder(filepath.Join(t.TempDir(), "翠湖 #1 50%")), founding(false), options(c))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, byName(s), code
}

func byName(s *Store) map[string]forms.Person {
	people := map[string]forms.Person{}
	for _, m := range s.People() {
		people[m.Name] = m.Person
	}
	return people
}

// refused fails the test unless the error is a sentence that holds the words.
func refused(t testing.TB, err error, words string) {
	t.Helper()
	var r forms.Refusal
	var p forms.Problems
	if !errors.As(err, &r) && !errors.As(err, &p) || !strings.Contains(err.Error(), words) {
		t.Helper()
		t.Errorf("refused with %v, not with %q", err, words)
	}
}

func TestAnOfficeIsFounded(t *testing.T) {
	c := newClock()
	s, people, code := anOffice(t, c)
	f := Folder(filepath.Dir(s.Path()))
	for _, dir := range []string{f.Exports(), f.Archives(), f.Backups()} {
		if st, err := os.Stat(dir); err != nil || !st.IsDir() {
			t.Errorf("no folder %s", dir)
		}
	}
	if o := s.Office(); o.Name != "翠湖花园物业服务中心" || len(o.Shifts) != 2 || !o.Calendar.Workday(time.Date(2026, 10, 10, 9, 0, 0, 0, forms.Beijing)) {
		t.Errorf("the office is %+v", o)
	}
	if len(people) != 3 || people["钱伟"].Role != forms.Manager || people["李敏"].ID == people["赵刚"].ID {
		t.Errorf("the people are %v", people)
	}
	if len(code) != 23 || strings.ContainsAny(code, "01OI") {
		t.Errorf("the recovery code is %s", code)
	}
	entries, err := os.ReadDir(string(f))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(e.Name(), ".new") && !strings.HasSuffix(e.Name(), ".lock") { // that stays for whoever waits for it
			t.Errorf("%s was left behind", e.Name())
		}
	}
	isSound(t, s.Path(), 5)
	_, _, err = Found(context.Background(), f, founding(false), options(c))
	refused(t, err, "已经有台账")
}

func TestATrialOfficeHasAFileOfItsOwn(t *testing.T) {
	f := Folder(t.TempDir())
	s, _, err := Found(context.Background(), f, founding(true), options(newClock()))
	if err != nil {
		t.Fatal(err)
	}
	defer shut(t, s)
	if s.Path() != f.Demo() || f.Has() || !s.Office().Demo {
		t.Errorf("the trial office is in %s, marked %v", s.Path(), s.Office().Demo)
	}
}

func TestWhatAnOfficeNeeds(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Founding)
		words  string
	}{
		{"no name", func(f *Founding) { f.Settings.Name = " " }, "请填写管理处名称"},
		{"no shift", func(f *Founding) { f.Settings.Shifts = nil }, "至少设置一个班次"},
		{"two shifts of one name", func(f *Founding) { f.Settings.Shifts[1].Name = "早班" }, "重复"},
		{"no manager", func(f *Founding) { f.People = f.People[1:] }, "至少要有一位经理"},
		{"two of one name", func(f *Founding) { f.People[1].Name = "钱伟 " }, "写了两次"},
		{"a short PIN", func(f *Founding) { f.People[2].PIN = "123" }, "4 到 12 位"},
		{"a PIN with letters", func(f *Founding) { f.People[2].PIN = "12ab" }, "4 到 12 位"},
		{"no person's name", func(f *Founding) { f.People[2].Name = "" }, "请填写姓名"},
	}
	for _, x := range tests {
		t.Run(x.name, func(t *testing.T) {
			dir, with := Folder(t.TempDir()), founding(false)
			x.change(&with)
			_, _, err := Found(context.Background(), dir, with, options(newClock()))
			refused(t, err, x.words)
			if dir.Has() {
				t.Error("a ledger was left behind")
			}
			for _, name := range list(t, string(dir)) {
				if strings.HasPrefix(name, "台账") && !strings.HasSuffix(name, ".lock") { // that stays for whoever waits for it
					t.Errorf("left behind: %s", name)
				}
			}
		})
	}
}

func TestSigningInAndWrongPINs(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, _ := anOffice(t, c)
	id := people["李敏"].ID
	by, err := s.SignIn(ctx, id, "１１１１ ") // as an input method leaves it
	if err != nil || by != people["李敏"] {
		t.Fatalf("%v %v", by, err)
	}
	rows, _, err := s.Head(ctx)
	if err != nil || rows != 5 {
		t.Errorf("a right PIN wrote a row: %d %v", rows, err)
	}
	for _, nothing := range []string{"", " \t"} { // not a wrong one: it is not counted
		_, err = s.SignIn(ctx, id, nothing)
		refused(t, err, "请输入 PIN")
	}
	wrong := func(words string) {
		t.Helper()
		_, err := s.SignIn(ctx, id, "9999")
		refused(t, err, words)
	}
	wrong("PIN 不对，请重新输入")
	wrong("PIN 不对，请重新输入")
	wrong("请等 5 秒钟再试")
	_, err = s.SignIn(ctx, id, "1111")
	refused(t, err, "请等 5 秒钟再试") // the right one has to wait as well
	waits := []string{"10 秒钟", "20 秒钟", "40 秒钟", "2 分钟", "3 分钟", "5 分钟", "5 分钟"}
	c.add(5 * time.Second)
	for _, w := range waits {
		wrong(w)
		m, _ := s.known.member(id)
		c.add(m.Wait(c.Now()))
	}
	if rows, _, err = s.Head(ctx); err != nil || rows != 15 {
		t.Errorf("ten wrong PINs make %d rows, %v", rows-5, err)
	}
	// The wait outlives the program.
	c.add(-time.Minute)
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, options(c))
	_, err = s.SignIn(ctx, id, "1111")
	refused(t, err, "请等 60 秒钟再试")
	c.add(time.Minute)
	if _, err := s.SignIn(ctx, id, "1111"); err != nil {
		t.Fatal(err)
	}
	wrong("PIN 不对，请重新输入") // counted from the start again
	isSound(t, path, 17)
}

// A clock that is set back records no wrong PIN, and gives nobody more tries.
func TestWrongPINsWithTheClockSetBack(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, code := anOffice(t, c)
	c.add(-time.Hour)
	wrong := func(id, words string, try func(id string) error) {
		t.Helper()
		for range 3 {
			refused(t, try(id), "比上一条记录")
		}
		for range 2 {
			refused(t, try(id), words)
		}
	}
	id, boss := people["李敏"].ID, people["钱伟"].ID
	wrong(id, "李敏 的 PIN 已连续输错 3 次，请等 5 秒钟再试", func(id string) error { _, err := s.SignIn(ctx, id, "9999"); return err })
	_, err := s.SignIn(ctx, id, "1111")
	refused(t, err, "请等 5 秒钟再试") // the right one has to wait as well
	wrong(boss, "钱伟 的 PIN 已连续输错 3 次", func(id string) error { return s.TryCode(ctx, id, "0000", "2580") })
	refused(t, s.TryCode(ctx, boss, code, "2580"), "再试")
	for id, u := range s.unsaved { // the wait is over
		u.last = u.last.Add(-time.Minute)
		s.unsaved[id] = u
	}
	if by, err := s.SignIn(ctx, id, "1111"); err != nil || by != people["李敏"] {
		t.Errorf("%v %v", by, err)
	}
	_, err = s.SignIn(ctx, id, "9999") // counted from the start again
	refused(t, err, "比上一条记录")
	if _, err := s.SignIn(ctx, id, "1111"); err != nil {
		t.Error(err)
	}
}

func TestWhoResetsWhosePIN(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, _ := anOffice(t, c)
	tests := []struct{ by, whom, words string }{
		{"李敏", "李敏", "值班员的 PIN 要由主管或经理重设"},
		{"李敏", "赵刚", "主管的 PIN 要由经理重设"},
		{"李敏", "钱伟", "恢复码"},
		{"赵刚", "李敏", ""},
		{"赵刚", "赵刚", "主管的 PIN 要由经理重设"},
		{"赵刚", "钱伟", "恢复码"},
		{"钱伟", "李敏", ""},
		{"钱伟", "赵刚", ""},
		{"钱伟", "钱伟", "恢复码"},
	}
	for _, x := range tests {
		t.Run(x.by+" "+x.whom, func(t *testing.T) {
			err := s.ResetPIN(ctx, people[x.by], people[x.whom].ID, "7777")
			if x.words != "" {
				refused(t, err, x.words)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.SignIn(ctx, people[x.whom].ID, "7777"); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTheSealedCodeWorksOnce(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, code := anOffice(t, c)
	id := people["钱伟"].ID
	next := FreshCode()
	refused(t, s.TryCode(ctx, people["赵刚"].ID, code, "8888"), "只用来重设经理的 PIN")
	refused(t, s.ResetByCode(ctx, people["赵刚"].ID, code, "8888", next), "只用来重设经理的 PIN")
	refused(t, s.ResetByCode(ctx, id, "AAAAA-AAAAA-AAAAA-AAAAA", "8888", next), "恢复码不对")
	typed := strings.ToLower(strings.ReplaceAll(code, "-", " "))
	for range 2 { // trying uses nothing up: whoever breaks off has the envelope still
		if err := s.TryCode(ctx, id, typed, "8888"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.SignIn(ctx, id, "4444"); err != nil {
		t.Error(err)
	}
	if err := s.ResetByCode(ctx, id, typed, "8888", next); err != nil || next == code {
		t.Fatalf("%s %v", next, err)
	}
	if _, err := s.SignIn(ctx, id, "8888"); err != nil {
		t.Error(err)
	}
	refused(t, s.ResetByCode(ctx, id, code, "9999", FreshCode()), "恢复码不对")
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, options(c))
	if err := s.ResetByCode(ctx, id, next, "9999", FreshCode()); err != nil {
		t.Error(err)
	}
	refused(t, s.SealCode(ctx, people["赵刚"], FreshCode()), "要由经理签名")
	if err := s.SealCode(ctx, people["钱伟"], FreshCode()); err != nil {
		t.Error(err)
	}
}

func TestComingAndGoing(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, _ := anOffice(t, c)
	_, err := s.AddPerson(ctx, people["李敏"], "孙丽", forms.Clerk, "5555")
	refused(t, err, "增加值班员要由主管来做")
	_, err = s.AddPerson(ctx, people["赵刚"], "孙丽", forms.Supervisor, "5555")
	refused(t, err, "增加主管和经理要由经理来做")
	_, err = s.AddPerson(ctx, people["赵刚"], "李敏", forms.Clerk, "5555")
	refused(t, err, "已经有一位")
	sun, err := s.AddPerson(ctx, people["赵刚"], " 孙丽\n", forms.Clerk, "5555")
	if err != nil || sun.Name != "孙丽" {
		t.Fatalf("%v %v", sun, err)
	}
	refused(t, s.Deactivate(ctx, sun, people["李敏"].ID, ""), "要由主管或经理来做")
	refused(t, s.Deactivate(ctx, people["赵刚"], people["钱伟"].ID, ""), "要由主管或经理来做")
	refused(t, s.Deactivate(ctx, people["钱伟"], people["钱伟"].ID, ""), "不能停用自己")
	if err := s.Deactivate(ctx, people["赵刚"], sun.ID, "离职"); err != nil {
		t.Fatal(err)
	}
	_, err = s.SignIn(ctx, sun.ID, "5555")
	refused(t, err, "已经停用")
	_, err = s.Append(ctx, Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), "漏水"), By: sun})
	refused(t, err, "不在人员名单里")
	again, err := s.AddPerson(ctx, people["赵刚"], "孙丽", forms.Clerk, "6666") // somebody else, or back again
	if err != nil || again.ID == sun.ID {
		t.Errorf("%v %v", again, err)
	}
	if p := s.People(); len(p) != 5 || p[4].ID != sun.ID || !p[4].Left || p[0].PIN != "" {
		t.Errorf("people: %+v", p)
	}
	forged := people["李敏"]
	forged.Role = forms.Manager
	_, err = s.Append(ctx, Writing{Ref: forms.Ref{Book: "duty"}, Verb: forms.Open, Deed: line(c.Now(), "漏水"), By: forged})
	refused(t, err, "不在人员名单里")
}

func TestSettingsAreSignedAndHoldFromThenOn(t *testing.T) {
	ctx, c := context.Background(), newClock()
	s, people, _ := anOffice(t, c)
	x := founding(false).Settings
	x.Name, x.Days.Off = "碧水湾物业服务中心", map[string]string{"2026-11-23": "停电检修"}
	refused(t, s.ChangeSettings(ctx, people["李敏"], x), "要由主管签名")
	if err := s.ChangeSettings(ctx, people["赵刚"], x); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if o := s.Office(); o.Name != x.Name || o.Calendar.Workday(c.Now()) {
			t.Errorf("the office is %s", o.Name)
		}
		path := s.Path()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = openAt(t, path, options(c))
	}
}

func TestPINsAreNowhereInTheFile(t *testing.T) {
	c := newClock()
	with := founding(false)
	with.People[0].PIN = "907135246801"
	s, code, err := Found(context.Background(), Folder(t.TempDir()), with, options(c))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"907135246801", code, plainCode(code)} {
		if strings.Contains(string(b), secret) {
			t.Errorf("the file holds %s", secret)
		}
	}
}

// A deputy signs in the role of whoever is away, named by somebody of that role, and in
// the role of their own again once it is ended. It all stands in the ledger.
func TestADeputy(t *testing.T) {
	ctx := context.Background()
	s, people, _ := anOffice(t, newClock())
	boss, sup, clerk := people["钱伟"], people["赵刚"], people["李敏"]
	for what, c := range map[string]struct {
		by   forms.Person
		id   string
		role forms.Role
		why  string
		want string
	}{
		"a clerk names":         {clerk, sup.ID, forms.Manager, "休假", "代理经理要由经理指定"},
		"a supervisor, manager": {sup, clerk.ID, forms.Manager, "休假", "代理经理要由经理指定"},
		"oneself":               {sup, sup.ID, forms.Manager, "休假", "不能指定自己代理"},
		"for no higher role":    {boss, sup.ID, forms.Supervisor, "休假", "本来就是主管"},
		"the manager":           {boss, boss.ID, forms.Manager, "休假", "已经是经理"},
		"no reason":             {boss, sup.ID, forms.Manager, " ", "代理原因"},
	} {
		t.Run(what, func(t *testing.T) { refused(t, s.Depute(ctx, c.by, c.id, c.role, c.why), c.want) })
	}
	if err := s.Depute(ctx, boss, sup.ID, forms.Manager, "经理休假"); err != nil {
		t.Fatal(err)
	}
	acting := byName(s)["赵刚"]
	if acting.Role != forms.Manager || acting.ID != sup.ID {
		t.Fatalf("signs as %+v", acting)
	}
	refused(t, s.Depute(ctx, boss, sup.ID, forms.Manager, "休假"), "请先结束代理")
	if got, err := s.SignIn(ctx, sup.ID, "3333"); err != nil || got != acting {
		t.Errorf("signs in as %+v, %v", got, err)
	}
	refused(t, s.Deactivate(ctx, sup, clerk.ID, "离职"), "不在人员名单里") // as which nobody signs now
	if _, err := s.AddPerson(ctx, acting, "孙主管", forms.Supervisor, "5555"); err != nil {
		t.Errorf("does not do what a manager may: %v", err)
	}
	refused(t, s.Recall(ctx, clerk, sup.ID), "由本人或经理结束")
	if err := s.Recall(ctx, acting, sup.ID); err != nil {
		t.Fatal(err)
	}
	if got := byName(s)["赵刚"]; got != sup {
		t.Errorf("is %+v afterwards", got)
	}
	refused(t, s.Recall(ctx, boss, sup.ID), "没有在代理")
	if err := s.Depute(ctx, sup, clerk.ID, forms.Supervisor, "主管外出培训"); err != nil {
		t.Errorf("a supervisor names no deputy: %v", err)
	}
}

// Where no manager is left, the sealed code names the deputy, once.
func TestADeputyByTheSealedCode(t *testing.T) {
	ctx := context.Background()
	s, people, code := anOffice(t, newClock())
	sup := people["赵刚"]
	next := FreshCode()
	refused(t, s.DeputeByCode(ctx, sup.ID, FreshCode(), forms.Manager, "经理离职", next), "恢复码不对")
	refused(t, s.DeputeByCode(ctx, people["李敏"].ID, code, forms.Supervisor, "主管离职", next), "只用来指定经理")
	if err := s.DeputeByCode(ctx, sup.ID, code, forms.Manager, "经理离职", next); err != nil {
		t.Fatal(err)
	}
	acting := byName(s)["赵刚"]
	if acting.Role != forms.Manager {
		t.Fatalf("signs as %+v", acting)
	}
	refused(t, s.DeputeByCode(ctx, people["李敏"].ID, code, forms.Manager, "再来一次", FreshCode()), "恢复码不对")
	if err := s.Deactivate(ctx, acting, people["钱伟"].ID, "离职"); err != nil {
		t.Errorf("the manager who left stays: %v", err)
	}
	if err := s.Recall(ctx, acting, sup.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.DeputeByCode(ctx, sup.ID, next, forms.Manager, "还没有新经理", FreshCode()); err != nil {
		t.Errorf("with nobody above, the next code does not open it: %v", err)
	}
}
